//! One-time links: what they are, and how one is used up.
//!
//! A link carries 256 random bits in the fragment of the console's address, which no browser sends to
//! a server and no log sees; the store has their SHA-256. It counts once, for a day, and opens one
//! thing: setting a password. What follows is the half sign-in that every password begins, so no role
//! is let in before a second factor is added. Next: [`super::first`], [`super::reset`].
//!
//! Practice: F5 (a link replaces the password and never the second factor).

use crate::app::App;
use crate::config::Config;
use crate::edge::errors::Problem;
use crate::features::accounts::sign_in::{self, Next, SignInError, Token, draw, token_hash};
use crate::features::accounts::{first, passwords};
use crate::features::leaves::{leaf, words};
use tacita_ledger::{Leaf, LeafKind, Subject};
use tacita_model::{AgentId, RequestId, Timestamp};
use tacita_store::rows::{AccessLink, Agent, LinkKind};
use tacita_store::{StoreError, Write};
use zeroize::Zeroizing;

/// How long a link counts.
pub const LINK_SECONDS: i64 = 24 * 60 * 60;

/// A link that was drawn, and what is written of it.
#[derive(Debug)]
pub(super) struct Drawn {
    /// The address to be opened; shown once.
    pub(super) address: Zeroizing<String>,
    /// The row.
    pub(super) write: Write,
    /// When it ends.
    pub(super) until: Timestamp,
}

/// Draws a link; the caller commits the write beside its leaves.
pub(super) fn drawn(
    app: &App,
    kind: LinkKind,
    agent: Option<AgentId>,
    made_by: Option<AgentId>,
) -> Drawn {
    let (Token(token), hash) = draw(app);
    let origin = Config::origin(&app.config.console_host);
    let until = app.now().plus_seconds(LINK_SECONDS);
    Drawn {
        address: Zeroizing::new(format!("{origin}/console/#link={}", token.as_str())),
        write: Write::PutLink(AccessLink {
            hash,
            kind,
            agent,
            made_by,
            made_at: app.now(),
            expires_at: until,
            used_at: None,
        }),
        until,
    }
}

/// What a link is for, told to whoever holds it.
#[derive(Debug)]
pub struct Shown {
    /// The link.
    pub link: AccessLink,
    /// Whose account, unless it is still to be made.
    pub agent: Option<Agent>,
    /// The display name of whoever gave it out.
    pub made_by: Option<String>,
}

/// Finds a link that counts.
///
/// # Errors
/// [`Problem::SpentLink`] for every other one: unknown, used, over, of a closed account.
pub async fn look(app: &App, token: &str) -> Result<Shown, Problem> {
    let hash = token_hash(token).ok_or(Problem::SpentLink)?;
    let link = app.store.access_link(&hash).await?;
    let link = link.filter(|link| link.used_at.is_none() && link.expires_at > app.now());
    let link = link.ok_or(Problem::SpentLink)?;
    let agent = match link.agent {
        Some(id) => {
            let row = app.store.agent(id).await?;
            let row = row.filter(|row| row.disabled_at.is_none());
            Some(row.ok_or(Problem::SpentLink)?)
        }
        None => None,
    };
    // Somebody administers meanwhile: nobody needs a first one.
    if link.kind == LinkKind::First && app.store.has_administrator().await? {
        return Err(Problem::SpentLink);
    }
    let made_by = match link.made_by {
        Some(id) => app.store.agent(id).await?.map(|row| row.display_name),
        None => None,
    };
    Ok(Shown {
        link,
        agent,
        made_by,
    })
}

/// What the holder of a link has written.
#[derive(Debug)]
pub struct Wanted {
    /// Sign-in name and display name, for an account that the link makes.
    pub names: Option<(String, String)>,
    /// The password.
    pub password: Zeroizing<String>,
}

/// Uses a link up: sets the password and begins a half sign-in, in one commit.
///
/// # Errors
/// [`Problem::SpentLink`], [`Problem::WeakPassword`], [`Problem::Malformed`] for names that cannot
/// be, [`Problem::NameTaken`].
pub async fn redeem(
    app: &App,
    token: &str,
    wanted: Wanted,
    request: RequestId,
) -> Result<(Token, Next), Problem> {
    let shown = match look(app, token).await {
        Err(Problem::SpentLink) => return Err(refused(app, request).await?),
        other => other?,
    };
    let mut agent = match (shown.agent, wanted.names) {
        (Some(agent), None) => agent,
        (None, Some((name, display_name))) => first::account(app, &name, &display_name).await?,
        _ => return Err(Problem::Malformed),
    };
    let own = [agent.name.as_str(), agent.display_name.as_str()];
    passwords::judge(&wanted.password, &own).map_err(|_| Problem::WeakPassword)?;
    let hash = app
        .passwords
        .hash_slowly(wanted.password, app.randomness.as_ref());
    agent.password_hash = hash.await.map_err(SignInError::from)?;
    let used = leaf(app, LeafKind::LinkUsed, Subject::of(agent.id)).await?;
    let mut leaves = vec![used.in_request(request).about(agent.id)];
    if shown.link.kind == LinkKind::First {
        let made = leaf(app, LeafKind::AccountMade, Subject::of(agent.id)).await?;
        leaves.push(made.in_request(request).about(agent.id));
    }
    let next = sign_in::next(app, &agent).await?;
    let (token, row) = sign_in::half_row(app, agent.id);
    let writes = vec![
        Write::UseLink {
            hash: shown.link.hash,
            at: app.now(),
        },
        Write::PutAgent(agent),
        Write::BeginSignIn(row),
    ];
    match app.store.commit(writes, leaves).await {
        // Of two who hold the same link one is first.
        Err(StoreError::Conflict("access_link")) => Err(refused(app, request).await?),
        Err(StoreError::Conflict("agent")) => Err(Problem::NameTaken),
        Err(error) => Err(error.into()),
        Ok(_) => Ok((token, next)),
    }
}

async fn refused(app: &App, request: RequestId) -> Result<Problem, StoreError> {
    let refused = leaf(app, LeafKind::SignInRefused, Subject::SERVER).await?;
    let refused: Leaf = refused.in_request(request).of(words("link"));
    app.store.commit(Vec::new(), vec![refused]).await?;
    Ok(Problem::SpentLink)
}
