//! Signs a person in and out, and knows whose token it is.
//!
//! A sign-in has two steps: the password begins a half one that opens nothing, a second factor
//! ([`super::second`], [`super::passkeys`]) turns it into a whole one under a fresh token. The token
//! is 256 random bits; the store has its SHA-256. A sign-in ends when it was idle for too long, when
//! its day is over, when somebody ends it, or when the account is closed: every request looks at the
//! rows as they are. Refuses without saying whether the name exists.
//!
//! Practice: F5 (no role is let in by a password alone).

use crate::app::App;
use crate::bus::Wake;
use crate::context::SignedInAgent;
use crate::features::accounts::browsers::{self, Visitor};
use crate::features::accounts::failures::{Attempt, What};
use crate::features::accounts::passwords::PasswordError;
use crate::features::leaves::{leaf, words};
use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};
use tacita_ledger::{Leaf, LeafKind, Subject};
use tacita_model::{AgentId, RequestId, Timestamp};
use tacita_store::rows::{Agent, Browser, FactorKind, Proof, SignIn};
use tacita_store::{StoreError, Write};
use zeroize::Zeroizing;

/// A sign-in's row is written at most this often while it is used.
const TOUCH_SECONDS: i64 = 60;
/// So long a half sign-in waits for its second factor.
pub const HALF_SECONDS: i64 = 10 * 60;

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Name or password is wrong.
    #[error("name or password is wrong")]
    Wrong,
    /// The code is wrong, or was used before.
    #[error("the code is wrong")]
    WrongCode,
    /// There is no half sign-in: the password comes first.
    #[error("the password comes first")]
    NotBegun,
    /// Nobody signs in by a password here.
    #[error("passwords are switched off")]
    NoPasswords,
    /// Too many failures under this name from here.
    #[error("too many failures")]
    Wait {
        /// Seconds.
        seconds: u64,
    },
    /// The check could not be made.
    #[error("the password could not be checked")]
    Password(#[from] PasswordError),
    /// The store refused.
    #[error("the store refused")]
    Store(#[from] StoreError),
}

/// A token on its way into a cookie. `Debug` shows nothing.
pub struct Token(pub Zeroizing<String>);

impl core::fmt::Debug for Token {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Token")
    }
}

/// A whole sign-in: its cookie, the browser's cookie when it is new, and whose it is.
#[derive(Debug)]
pub struct Whole {
    /// Token of the sign-in.
    pub token: Token,
    /// Token of the browser, when it was unknown.
    pub browser: Option<Token>,
    /// The person.
    pub agent: Agent,
}

/// What follows a password that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// A passkey may follow.
    pub passkey: bool,
    /// An app's code may follow.
    pub app: bool,
    /// A recovery code may follow.
    pub recovery: bool,
}

impl Next {
    /// The account has no second factor: one must be added now.
    #[must_use]
    pub const fn enrol(self) -> bool {
        !self.passkey && !self.app
    }
}

/// A fresh token and what the store keeps of it.
pub(in crate::features) fn draw(app: &App) -> (Token, [u8; 32]) {
    let secret = Zeroizing::new(app.draw::<32>());
    let hash = Sha256::digest(secret.as_slice()).into();
    let text = Base64UrlUnpadded::encode_string(secret.as_slice());
    (Token(Zeroizing::new(text)), hash)
}

/// The hash that a token is found by; none for what no server drew.
pub(in crate::features) fn token_hash(token: &str) -> Option<[u8; 32]> {
    let mut secret = Zeroizing::new([0; 32]);
    let decoded = Base64UrlUnpadded::decode(token, secret.as_mut_slice()).map(<[u8]>::len);
    (decoded == Ok(32)).then(|| Sha256::digest(secret.as_slice()).into())
}

/// Notes a refusal: for the budget of its source, and in the ledger.
pub(super) async fn refuse(
    app: &App,
    attempt: Attempt,
    request: RequestId,
) -> Result<(), StoreError> {
    app.failures.count(attempt, app.now());
    let refused = leaf(app, LeafKind::SignInRefused, Subject::SERVER).await?;
    let refused = refused.in_request(request).of(attempt.name);
    app.store.commit(Vec::new(), vec![refused]).await?;
    Ok(())
}

/// Checks name and password and begins a half sign-in.
///
/// # Errors
/// [`SignInError`].
pub async fn password(
    app: &App,
    name: &str,
    password: Zeroizing<String>,
    visitor: &Visitor,
    request: RequestId,
) -> Result<(Token, Next), SignInError> {
    if !app.config.sign_in.passwords {
        return Err(SignInError::NoPasswords);
    }
    let agent = app.store.agent_by_name(name).await?;
    let agent = agent.filter(|agent| agent.disabled_at.is_none());
    let source = browsers::source(app, agent.as_ref(), visitor).await?;
    let attempt = Attempt {
        name: words(name),
        source,
        what: What::Password,
    };
    if let Some(seconds) = app.failures.wait_seconds(attempt, app.now()) {
        return Err(SignInError::Wait { seconds });
    }
    // An account without a password hash signs in elsewhere; the check takes as long.
    let hash = agent.as_ref().map(|agent| agent.password_hash.clone());
    let hash = hash.filter(|hash| !hash.is_empty());
    let fits = app.passwords.fits(password, hash).await?;
    let Some(agent) = agent.filter(|_| fits) else {
        refuse(app, attempt, request).await?;
        return Err(SignInError::Wrong);
    };
    app.failures.forget(attempt);
    let next = next(app, &agent).await?;
    let (token, row) = half_row(app, agent.id);
    app.store
        .commit(vec![Write::BeginSignIn(row)], Vec::new())
        .await?;
    Ok((token, next))
}

/// A half sign-in that is still to be written, and its token.
pub(super) fn half_row(app: &App, agent: AgentId) -> (Token, SignIn) {
    let (token, token_hash) = draw(app);
    let now = app.now();
    let until = now.plus_seconds(HALF_SECONDS);
    let row = SignIn {
        id: app.draw_id(),
        agent,
        token_hash,
        created_at: now,
        seen_at: now,
        idle_until: until,
        absolute_until: until,
        ended_at: None,
        proven_at: None,
        proof: None,
        browser: None,
        active_until: None,
    };
    (token, row)
}

/// What the account can be proven with.
///
/// # Errors
/// [`StoreError`].
pub async fn next(app: &App, agent: &Agent) -> Result<Next, StoreError> {
    let factors = app.store.factors_of(agent.id).await?;
    let has = |kind| factors.iter().any(|factor| factor.kind == kind);
    Ok(Next {
        passkey: has(FactorKind::Passkey) && app.passkeys.work(),
        app: has(FactorKind::App),
        recovery: app.store.recovery_codes_left(agent.id).await? > 0,
    })
}

/// The row of a token whose sign-in runs, half or whole, and its person.
///
/// # Errors
/// [`StoreError`].
pub async fn running(app: &App, token: &str) -> Result<Option<(SignIn, Agent)>, StoreError> {
    let Some(hash) = token_hash(token) else {
        return Ok(None);
    };
    let now = app.now();
    let row =
        app.store.sign_in(&hash).await?.filter(|row| {
            row.ended_at.is_none() && now < row.idle_until && now < row.absolute_until
        });
    let Some(row) = row else { return Ok(None) };
    let agent = app.store.agent(row.agent).await?;
    let agent = agent.filter(|agent| agent.disabled_at.is_none());
    Ok(agent.map(|agent| (row, agent)))
}

/// The half sign-in of a token, which has shown the password alone.
///
/// # Errors
/// [`SignInError::NotBegun`], [`SignInError::Store`].
pub async fn half(app: &App, token: Option<&str>) -> Result<(SignIn, Agent), SignInError> {
    let token = token.ok_or(SignInError::NotBegun)?;
    let found = running(app, token).await?;
    found
        .filter(|(row, _)| row.proven_at.is_none())
        .ok_or(SignInError::NotBegun)
}

/// Begins a whole sign-in for a person who has shown who they are. `more` is done in the same commit:
/// the code that is used up, the half sign-in that ends.
///
/// # Errors
/// [`StoreError`]; [`StoreError::Conflict`] when what should be used up was used before.
pub async fn begin(
    app: &App,
    agent: Agent,
    proof: Proof,
    visitor: &Visitor,
    request: RequestId,
    more: (Vec<Write>, Vec<Leaf>),
) -> Result<Whole, StoreError> {
    let (mut writes, mut leaves) = more;
    let now = app.now();
    let limits = app.config.sign_in.limits(agent.role);
    let seen = browsers::seen(app, &agent, visitor).await?;
    let (token, hash) = draw(app);
    let row = SignIn {
        id: app.draw_id(),
        agent: agent.id,
        token_hash: hash,
        created_at: now,
        seen_at: now,
        idle_until: now.plus_seconds(i64::from(limits.idle_limit_seconds)),
        absolute_until: now.plus_seconds(i64::from(limits.absolute_limit_seconds)),
        ended_at: None,
        proven_at: Some(now),
        proof: Some(proof),
        browser: seen.row.as_ref().map(|row| row.id),
        active_until: Some(now.plus_seconds(i64::from(limits.lock_seconds))),
    };
    let begun = leaf(app, LeafKind::SignedIn, Subject::of(agent.id)).await?;
    leaves.push(begun.in_request(request).about(row.id));
    if let Some(browser) = seen.row.clone() {
        if seen.stranger {
            let new = leaf(app, LeafKind::NewBrowser, Subject::of(agent.id)).await?;
            leaves.push(new.in_request(request).about(browser.id));
        }
        writes.push(Write::PutBrowser(browser));
    }
    writes.push(Write::BeginSignIn(row));
    app.store.commit(writes, leaves).await?;
    if seen.stranger {
        // Their other consoles tell them.
        app.bus.wake(Wake::Account(agent.id));
    }
    Ok(Whole {
        token,
        browser: seen.token,
        agent,
    })
}

/// Whose token this is, if its sign-in is whole and runs; moves the idle limit.
///
/// # Errors
/// [`StoreError`].
pub async fn who(
    app: &App,
    token: &str,
    request: RequestId,
) -> Result<Option<SignedInAgent>, StoreError> {
    let Some((row, agent)) = running(app, token).await? else {
        return Ok(None);
    };
    let Some(proven_at) = row.proven_at else {
        return Ok(None);
    };
    let now = app.now();
    if row.seen_at.plus_seconds(TOUCH_SECONDS) <= now {
        let idle = app.config.sign_in.limits(agent.role).idle_limit_seconds;
        let touch = Write::TouchSignIn {
            id: row.id,
            seen_at: now,
            idle_until: now.plus_seconds(i64::from(idle)),
        };
        match app.store.commit(vec![touch], Vec::new()).await {
            // Ended in this very moment.
            Err(StoreError::Conflict(_)) => return Ok(None),
            Err(error) => return Err(error),
            Ok(_) => {}
        }
    }
    Ok(Some(SignedInAgent {
        agent: agent.id,
        tenant: agent.tenant,
        role: agent.role,
        sign_in: row.id,
        request,
        until: row.absolute_until,
        proven_at,
        active_until: row.active_until.unwrap_or(Timestamp(0)),
        now,
    }))
}

/// Ends a sign-in; its open consoles are told.
///
/// # Errors
/// [`StoreError`].
pub async fn sign_out(app: &App, agent: &SignedInAgent) -> Result<(), StoreError> {
    end(app, agent, agent.sign_in).await
}

/// Ends a sign-in of this person; its open consoles are told.
///
/// # Errors
/// [`StoreError`].
pub async fn end(
    app: &App,
    by: &SignedInAgent,
    sign_in: tacita_model::SignInId,
) -> Result<(), StoreError> {
    let begun = leaf(app, LeafKind::SignedOut, Subject::of(by.agent)).await?;
    let ended = begun.in_request(by.request).about(sign_in);
    let end = Write::EndSignIn {
        id: sign_in,
        at: app.now(),
    };
    app.store.commit(vec![end], vec![ended]).await?;
    app.bus.wake(Wake::SignedOut(sign_in));
    Ok(())
}

/// Whether a browser row says that its person has not looked at it yet.
#[must_use]
pub const fn is_unknown(browser: &Browser) -> bool {
    browser.known_at.is_none()
}
