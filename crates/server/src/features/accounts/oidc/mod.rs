//! The organisation's own sign-in (OpenID Connect): code flow with PKCE, bound to the browser.
//!
//! The browser is sent to the provider with a state, a nonce and a code challenge, and gets a cookie;
//! what comes back counts once, in that browser, for ten minutes. Accounts are found by issuer and
//! subject, never by a name or an address: those change hands. What the person's groups mean is the
//! configuration's business ([`super::groups`]), applied at each sign-in. Unless the configuration
//! says which `acr` or `amr` speaks of a second factor, and the provider has checked it just now, our
//! own is asked for next. Each refusal is a leaf and a word. Next: [`provider`], [`account`].
//!
//! Practice: F5 (a provider's password alone lets nobody in).

pub mod account;
pub mod provider;

use crate::app::App;
use crate::features::accounts::browsers::Visitor;
use crate::features::accounts::groups::meaning;
use crate::features::accounts::sign_in::{self, Token, Whole, draw, token_hash};
use crate::features::leaves::{leaf, words};
use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier};
use provider::{Asked, Provider};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use subtle::ConstantTimeEq;
use tacita_ledger::{LeafKind, Subject};
use tacita_model::{RequestId, Timestamp};
use tacita_store::rows::Proof;
use tacita_store::{StoreError, Write};
use url::Url;

/// Where the provider sends the browser back to.
pub const BACK: &str = "/v1/sign-ins/organisation/back";
/// A provider's second factor counts when it was shown at most this long ago.
pub const FRESH_SECONDS: i64 = 5 * 60;
/// Clocks of two machines differ by this much.
const SKEW_SECONDS: i64 = 60;
/// So long a browser may stay at the provider.
pub const PENDING_SECONDS: i64 = 10 * 60;
/// Sign-ins under way; a stranger may begin some too, so they are bounded.
const PENDING: usize = 10_000;

/// Why somebody whom the provider sent back is not let in.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// No provider is set up.
    #[error("no provider is set up")]
    Off,
    /// Begun in another browser, used before, or too long ago.
    #[error("the sign-in was begun elsewhere, or too long ago")]
    Stale,
    /// The provider says no.
    #[error("the provider refused")]
    Denied,
    /// The provider does not answer as it should.
    #[error("the provider cannot be reached")]
    Unreachable,
    /// What it answered does not hold.
    #[error("the provider's answer does not hold")]
    Token,
    /// None of the person's groups has a role here.
    #[error("no group of the person has a role here")]
    NoRole,
    /// The account that would be made has the sign-in name of another one.
    #[error("the name is another account's")]
    NameTaken,
    /// The account was closed.
    #[error("the account is closed")]
    Closed,
    /// The store refused.
    #[error("the store refused")]
    Store(#[from] StoreError),
}

impl Refusal {
    /// The word that the page is told.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Stale => "stale",
            Self::Denied => "denied",
            Self::Unreachable => "unreachable",
            Self::Token => "token",
            Self::NoRole => "no-role",
            Self::NameTaken => "name-taken",
            Self::Closed => "closed",
            Self::Store(_) => "failed",
        }
    }
}

struct Pending {
    until: Timestamp,
    browser: [u8; 32],
    asked: Asked,
}

/// The provider, and who is on the way to it.
#[derive(Default)]
pub struct Oidc {
    provider: Option<Provider>,
    pending: Mutex<HashMap<[u8; 32], Pending>>,
}

impl core::fmt::Debug for Oidc {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Oidc")
    }
}

impl Oidc {
    /// With this provider.
    #[must_use]
    pub fn new(provider: Option<Provider>) -> Self {
        Self {
            provider,
            pending: Mutex::default(),
        }
    }

    fn take(&self, state: &[u8; 32]) -> Option<Pending> {
        let mut all = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(state)
    }

    fn put(&self, state: [u8; 32], pending: Pending, now: Timestamp) {
        let mut all = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= PENDING {
            all.retain(|_, pending| pending.until > now);
            if all.len() >= PENDING {
                all.clear();
            }
        }
        all.insert(state, pending);
    }
}

/// Begins: where the browser is sent to, and the cookie that binds what comes back to it.
///
/// # Errors
/// [`Refusal::Off`], [`Refusal::Unreachable`].
pub async fn begin(app: &App) -> Result<(Url, Token), Refusal> {
    let provider = app.oidc.provider.as_ref().ok_or(Refusal::Off)?;
    let (state, hash) = draw(app);
    let (nonce, _) = draw(app);
    let (verifier, _) = draw(app);
    let (binding, browser) = draw(app);
    let asked = Asked {
        state: CsrfToken::new(state.0.as_str().to_owned()),
        nonce: Nonce::new(nonce.0.as_str().to_owned()),
        verifier: PkceCodeVerifier::new(verifier.0.as_str().to_owned()),
    };
    let address = provider.address(&app.config, app.now(), &asked).await?;
    let until = app.now().plus_seconds(PENDING_SECONDS);
    let pending = Pending {
        until,
        browser,
        asked,
    };
    app.oidc.put(hash, pending, app.now());
    Ok((address, binding))
}

/// What the browser brings back from the provider.
#[derive(Debug, Default)]
pub struct Brought {
    /// The code to be exchanged.
    pub code: Option<String>,
    /// The state that we sent.
    pub state: Option<String>,
    /// The provider's name for what went wrong.
    pub error: Option<String>,
    /// Who says so (RFC 9207), where the provider says it.
    pub iss: Option<String>,
    /// The binding cookie.
    pub binding: Option<String>,
}

/// How somebody arrived.
#[derive(Debug)]
pub enum Arrived {
    /// Our own second factor comes next.
    Half(Token),
    /// Signed in.
    Whole(Box<Whole>),
}

/// Takes up what the browser brought back.
///
/// # Errors
/// [`Refusal`]; its leaf is written already.
pub async fn back(
    app: &App,
    brought: Brought,
    visitor: &Visitor,
    request: RequestId,
) -> Result<Arrived, Refusal> {
    let arrived = arrive(app, brought, visitor, request).await;
    if let Err(refusal) = &arrived {
        let word = refusal.word();
        tracing::info!(event = "sign-in of the organisation", refused = word);
        let refused = leaf(app, LeafKind::SignInRefused, Subject::SERVER).await?;
        let refused = refused.in_request(request);
        let refused = refused.of(words(format!("organisation {word}")));
        app.store.commit(Vec::new(), vec![refused]).await?;
    }
    arrived
}

async fn arrive(
    app: &App,
    brought: Brought,
    visitor: &Visitor,
    request: RequestId,
) -> Result<Arrived, Refusal> {
    let provider = app.oidc.provider.as_ref().ok_or(Refusal::Off)?;
    let state = brought.state.as_deref().and_then(token_hash);
    let binding = brought.binding.as_deref().and_then(token_hash);
    // Taken whatever follows: what comes a second time finds nothing.
    let pending = state.and_then(|state| app.oidc.take(&state));
    let (Some(pending), Some(binding)) = (pending, binding) else {
        return Err(Refusal::Stale);
    };
    if !bool::from(pending.browser.ct_eq(&binding)) || pending.until <= app.now() {
        return Err(Refusal::Stale);
    }
    if brought.iss.is_some_and(|iss| iss != app.config.oidc.issuer) {
        return Err(Refusal::Token);
    }
    let Some(code) = brought.code.filter(|_| brought.error.is_none()) else {
        return Err(Refusal::Denied);
    };
    let (config, now) = (&app.config, app.now());
    let proven = provider.proven(config, now, code, pending.asked).await?;
    let groups = texts(proven.claims.get(&config.oidc.groups_claim));
    let means = meaning(
        &config.groups,
        app.organisation.tenant,
        groups.iter().copied(),
    );
    let agent = account::of(app, &proven, means, request).await?;
    if suffices(app, &proven.claims) {
        let (proof, more) = (Proof::Organisation, (Vec::new(), Vec::new()));
        let whole = sign_in::begin(app, agent, proof, visitor, request, more).await?;
        return Ok(Arrived::Whole(Box::new(whole)));
    }
    let (token, row) = sign_in::half_row(app, agent.id);
    let begin = vec![Write::BeginSignIn(row)];
    app.store.commit(begin, Vec::new()).await?;
    Ok(Arrived::Half(token))
}

/// A claim that is a text or a list of texts.
fn texts(claim: Option<&Value>) -> Vec<&str> {
    match claim {
        Some(Value::String(text)) => vec![text.as_str()],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Whether the provider says that it checked a second factor, in the configuration's words, just now.
fn suffices(app: &App, claims: &Map<String, Value>) -> bool {
    let oidc = &app.config.oidc;
    let said = |claim: &str, accepted: &[String]| {
        let said = texts(claims.get(claim));
        accepted.iter().any(|one| said.contains(&one.as_str()))
    };
    let at = claims.get("auth_time").and_then(Value::as_i64);
    let now = app.now().as_seconds();
    let earliest = now.saturating_sub(FRESH_SECONDS + SKEW_SECONDS);
    (said("acr", &oidc.second_factor_acr) || said("amr", &oidc.second_factor_amr))
        && at.is_some_and(|at| (earliest..=now.saturating_add(SKEW_SECONDS)).contains(&at))
}
