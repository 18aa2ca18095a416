//! Signs a person in and out, and knows whose token it is.
//!
//! The token is 256 random bits; the store has its SHA-256. A sign-in ends when it was idle for
//! too long, when its day is over, when the person signs out, or when the account is closed:
//! every request looks at the rows as they are. Refuses without saying whether the name exists.

use crate::app::App;
use crate::bus::Wake;
use crate::context::SignedInAgent;
use crate::edge::rates::Origin;
use crate::features::accounts::passwords::PasswordError;
use crate::features::leaves::{leaf, words};
use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};
use tacita_ledger::{LeafKind, Subject};
use tacita_model::RequestId;
use tacita_store::rows::{Agent, SignIn};
use tacita_store::{StoreError, Write};
use zeroize::Zeroizing;

/// A sign-in's row is written at most this often while it is used.
const TOUCH_SECONDS: i64 = 60;

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Name or password is wrong.
    #[error("name or password is wrong")]
    Wrong,
    /// Too many failures under this name from this address.
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

/// Checks name and password and begins a sign-in.
///
/// # Errors
/// [`SignInError`].
pub async fn sign_in(
    app: &App,
    name: &str,
    password: Zeroizing<String>,
    origin: Origin,
    request: RequestId,
) -> Result<(Token, Agent), SignInError> {
    let name_hash = words(name);
    if let Some(seconds) = app.failures.wait_seconds(name_hash, origin, app.now()) {
        return Err(SignInError::Wait { seconds });
    }
    let agent = app.store.agent_by_name(name).await?;
    let agent = agent.filter(|agent| agent.disabled_at.is_none());
    let hash = agent.as_ref().map(|agent| agent.password_hash.clone());
    let fits = app.passwords.fits(password, hash).await?;
    let Some(agent) = agent.filter(|_| fits) else {
        app.failures.count(name_hash, origin, app.now());
        let refused = leaf(app, LeafKind::SignInRefused, Subject::SERVER).await?;
        app.store
            .commit(Vec::new(), vec![refused.in_request(request).of(name_hash)])
            .await?;
        return Err(SignInError::Wrong);
    };
    app.failures.forget(name_hash, origin);
    Ok((begin(app, &agent, request).await?, agent))
}

/// Begins a sign-in for a person who has shown who they are.
///
/// # Errors
/// [`StoreError`].
pub async fn begin(app: &App, agent: &Agent, request: RequestId) -> Result<Token, StoreError> {
    let secret = Zeroizing::new(app.draw::<32>());
    let now = app.now();
    let row = SignIn {
        id: app.draw_id(),
        agent: agent.id,
        token_hash: Sha256::digest(secret.as_slice()).into(),
        created_at: now,
        seen_at: now,
        idle_until: now.plus_seconds(i64::from(app.config.sign_in.idle_limit_seconds)),
        absolute_until: now.plus_seconds(i64::from(app.config.sign_in.absolute_limit_seconds)),
        ended_at: None,
    };
    let begun = leaf(app, LeafKind::SignedIn, Subject::of(agent.id)).await?;
    let signed_in = begun.in_request(request).about(row.id);
    app.store
        .commit(vec![Write::BeginSignIn(row)], vec![signed_in])
        .await?;
    Ok(Token(Zeroizing::new(Base64UrlUnpadded::encode_string(
        secret.as_slice(),
    ))))
}

/// Whose token this is, if its sign-in runs; moves the idle limit.
///
/// # Errors
/// [`StoreError`].
pub async fn who(
    app: &App,
    token: &str,
    request: RequestId,
) -> Result<Option<SignedInAgent>, StoreError> {
    let mut secret = Zeroizing::new([0; 32]);
    let decoded = Base64UrlUnpadded::decode(token, secret.as_mut_slice()).map(<[u8]>::len);
    if decoded != Ok(32) {
        return Ok(None);
    }
    let hash = Sha256::digest(secret.as_slice()).into();
    let now = app.now();
    let row =
        app.store.sign_in(&hash).await?.filter(|row| {
            row.ended_at.is_none() && now < row.idle_until && now < row.absolute_until
        });
    let Some(row) = row else { return Ok(None) };
    let agent = app
        .store
        .agent(row.agent)
        .await?
        .filter(|agent| agent.disabled_at.is_none());
    let Some(agent) = agent else { return Ok(None) };
    if row.seen_at.plus_seconds(TOUCH_SECONDS) <= now {
        let idle = i64::from(app.config.sign_in.idle_limit_seconds);
        let touch = Write::TouchSignIn {
            id: row.id,
            seen_at: now,
            idle_until: now.plus_seconds(idle),
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
        now,
    }))
}

/// Ends a sign-in; its open consoles are told.
///
/// # Errors
/// [`StoreError`].
pub async fn sign_out(app: &App, agent: &SignedInAgent) -> Result<(), StoreError> {
    let begun = leaf(app, LeafKind::SignedOut, Subject::of(agent.agent)).await?;
    let ended = begun.in_request(agent.request).about(agent.sign_in);
    let end = Write::EndSignIn {
        id: agent.sign_in,
        at: app.now(),
    };
    app.store.commit(vec![end], vec![ended]).await?;
    app.bus.wake(Wake::SignedOut(agent.sign_in));
    Ok(())
}
