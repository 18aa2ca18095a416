//! Passkeys (WebAuthn level 3): signing in by one alone, and adding one.
//!
//! A passkey that has checked its owner (fingerprint, face, PIN) is two factors in one, so it needs
//! no password and no name: it says whose it is. User verification is required and checked; the
//! challenge counts once and for five minutes. Refuses answers for another host name: that is what
//! makes passkeys safe against false pages. Under an address instead of a name there are none.

use crate::app::App;
use crate::config::Config;
use crate::context::SignedInAgent;
use crate::features::accounts::browsers::Visitor;
use crate::features::accounts::second::proven;
use crate::features::accounts::sign_in::{self, SignInError, Whole};
use crate::features::leaves::{leaf, words};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tacita_ledger::{LeafKind, Subject};
use tacita_model::{AgentId, RequestId, Timestamp, TypedId};
use tacita_store::rows::{Agent, Factor, FactorKind, Proof};
use tacita_store::{StoreError, Write};
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    AuthenticationResult, CreationChallengeResponse, DiscoverableAuthentication, DiscoverableKey,
    Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential,
    RequestChallengeResponse,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};
use webauthn_rs_proto::ResidentKeyRequirement;
use zeroize::Zeroizing;

const CEREMONY_SECONDS: i64 = 5 * 60;
/// Ceremonies under way at once; a stranger may begin some too, so they are bounded.
const CEREMONIES: usize = 10_000;

/// What a ceremony waits for.
pub(super) enum State {
    /// A new passkey of this person.
    Register(AgentId, Box<PasskeyRegistration>),
    /// Any passkey.
    Prove(Box<DiscoverableAuthentication>),
    /// A code of a new authenticator app of this person, from this seed.
    App(AgentId, Zeroizing<[u8; 32]>),
}

/// See the top of this file.
pub struct Passkeys {
    webauthn: Option<Webauthn>,
    ceremonies: Mutex<HashMap<[u8; 16], (Timestamp, State)>>,
}

impl core::fmt::Debug for Passkeys {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Passkeys")
    }
}

impl Passkeys {
    /// For the console's host name.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let origin = Url::parse(&Config::origin(&config.console_host)).ok();
        let webauthn = origin.and_then(|origin| {
            let host = origin.domain()?.to_owned();
            let builder = WebauthnBuilder::new(&host, &origin).ok()?;
            builder.rp_name("Tacita").build().ok()
        });
        Self {
            webauthn,
            ceremonies: Mutex::default(),
        }
    }

    /// Whether there can be passkeys here.
    #[must_use]
    pub const fn work(&self) -> bool {
        self.webauthn.is_some()
    }

    /// Remembers a ceremony; answers its id.
    pub(super) fn remember(&self, app: &App, state: State) -> [u8; 16] {
        let (id, now) = (app.draw(), app.now());
        let mut all = self
            .ceremonies
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if all.len() >= CEREMONIES {
            all.retain(|_, (until, _)| *until > now);
            if all.len() >= CEREMONIES {
                all.clear();
            }
        }
        all.insert(id, (now.plus_seconds(CEREMONY_SECONDS), state));
        id
    }

    /// Puts a ceremony back under its id, for another try within its time.
    pub(super) fn put_back(&self, app: &App, id: [u8; 16], state: State) {
        let until = app.now().plus_seconds(CEREMONY_SECONDS);
        self.ceremonies
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(id, (until, state));
    }

    /// Takes a ceremony: it counts once.
    pub(super) fn take(&self, id: [u8; 16], now: Timestamp) -> Option<State> {
        let mut all = self
            .ceremonies
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (until, state) = all.remove(&id)?;
        (until > now).then_some(state)
    }

    /// Forgets ceremonies that nobody finished.
    pub fn forget_old(&self, now: Timestamp) {
        self.ceremonies
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|_, (until, _)| *until > now);
    }
}

/// What a browser is asked for to prove a passkey, any of them.
#[must_use]
pub fn ask(app: &App) -> Option<([u8; 16], RequestChallengeResponse)> {
    let webauthn = app.passkeys.webauthn.as_ref()?;
    let (mut options, state) = webauthn.start_discoverable_authentication().ok()?;
    // A person presses a button; nothing is offered while they type.
    options.mediation = None;
    let id = app.passkeys.remember(app, State::Prove(Box::new(state)));
    Some((id, options))
}

/// Checks the answer; says whose passkey it is and what is written after it.
async fn check(
    app: &App,
    ceremony: [u8; 16],
    answer: &PublicKeyCredential,
) -> Result<Option<(Agent, Write)>, StoreError> {
    let (Some(webauthn), Some(State::Prove(state))) = (
        app.passkeys.webauthn.as_ref(),
        app.passkeys.take(ceremony, app.now()),
    ) else {
        return Ok(None);
    };
    let Ok((user, handle)) = webauthn.identify_discoverable_authentication(answer) else {
        return Ok(None);
    };
    let Some(factor) = app.store.passkey(handle).await? else {
        return Ok(None);
    };
    let Ok(mut passkey) = serde_json::from_slice::<Passkey>(&factor.public) else {
        return Ok(None);
    };
    let key = DiscoverableKey::from(&passkey);
    let checked = webauthn.finish_discoverable_authentication_v2(answer, *state, &key);
    let Ok(result) = checked else {
        return Ok(None);
    };
    if !two_factors(&result, &factor, user) {
        return Ok(None);
    }
    let agent = app.store.agent(factor.agent).await?;
    let Some(agent) = agent.filter(|agent| agent.disabled_at.is_none()) else {
        return Ok(None);
    };
    passkey.update_credential(&result);
    let Ok(public) = serde_json::to_vec(&passkey) else {
        return Ok(None);
    };
    let used = Write::UsePasskey {
        factor: factor.id,
        public,
        at: app.now(),
    };
    Ok(Some((agent, used)))
}

/// The passkey has checked its owner, and names the account that it was made for.
fn two_factors(result: &AuthenticationResult, factor: &Factor, user: Uuid) -> bool {
    result.user_verified() && user.into_bytes() == factor.agent.to_bytes()
}

async fn refused(app: &App, request: RequestId) -> Result<SignInError, StoreError> {
    let refused = leaf(app, LeafKind::SignInRefused, Subject::SERVER).await?;
    let refused = refused.in_request(request).of(words("passkey"));
    app.store.commit(Vec::new(), vec![refused]).await?;
    Ok(SignInError::WrongCode)
}

/// Signs in by a passkey alone.
///
/// # Errors
/// [`SignInError`].
pub async fn sign_in(
    app: &App,
    ceremony: [u8; 16],
    answer: &PublicKeyCredential,
    half: Option<&str>,
    visitor: &Visitor,
    request: RequestId,
) -> Result<Whole, SignInError> {
    let Some((agent, used)) = check(app, ceremony, answer).await? else {
        return Err(refused(app, request).await?);
    };
    let mut writes = vec![used];
    // The password was shown before: that step is over.
    if let Ok((row, _)) = sign_in::half(app, half).await {
        let (id, at) = (row.id, app.now());
        writes.push(Write::EndSignIn { id, at });
    }
    let more = (writes, Vec::new());
    Ok(sign_in::begin(app, agent, Proof::Passkey, visitor, request, more).await?)
}

/// A signed-in person proves themselves anew.
///
/// # Errors
/// [`SignInError`].
pub async fn anew(
    app: &App,
    by: &SignedInAgent,
    ceremony: [u8; 16],
    answer: &PublicKeyCredential,
) -> Result<(), SignInError> {
    let found = check(app, ceremony, answer).await?;
    let Some((_, used)) = found.filter(|(agent, _)| agent.id == by.agent) else {
        return Err(refused(app, by.request).await?);
    };
    let (write, leaf) = proven(app, by).await?;
    app.store.commit(vec![used, write], vec![leaf]).await?;
    Ok(())
}

/// What a browser is asked for to make a passkey for this person.
///
/// # Errors
/// [`StoreError`].
pub async fn offer(
    app: &App,
    agent: &Agent,
) -> Result<Option<([u8; 16], CreationChallengeResponse)>, StoreError> {
    let Some(webauthn) = app.passkeys.webauthn.as_ref() else {
        return Ok(None);
    };
    let known = app.store.factors_of(agent.id).await?;
    let known = known.into_iter().filter_map(|factor| factor.handle);
    let known = known.collect();
    let user = Uuid::from_bytes(agent.id.to_bytes());
    let begun =
        webauthn.start_passkey_registration(user, &agent.name, &agent.display_name, Some(known));
    let Ok((mut options, state)) = begun else {
        return Ok(None);
    };
    // It must be able to say whose it is: signing in asks for no name.
    if let Some(wanted) = options.public_key.authenticator_selection.as_mut() {
        wanted.resident_key = Some(ResidentKeyRequirement::Required);
        wanted.require_resident_key = true;
    }
    let state = State::Register(agent.id, Box::new(state));
    Ok(Some((app.passkeys.remember(app, state), options)))
}

/// The row of a new passkey, if the answer holds.
#[must_use]
pub fn made(
    app: &App,
    agent: &Agent,
    ceremony: [u8; 16],
    answer: &RegisterPublicKeyCredential,
    label: String,
) -> Option<Factor> {
    let webauthn = app.passkeys.webauthn.as_ref()?;
    let State::Register(whose, state) = app.passkeys.take(ceremony, app.now())? else {
        return None;
    };
    if whose != agent.id {
        return None;
    }
    let passkey = webauthn.finish_passkey_registration(answer, &state).ok()?;
    Some(Factor {
        id: app.draw_id(),
        agent: agent.id,
        kind: FactorKind::Passkey,
        label,
        handle: Some(passkey.cred_id().to_vec()),
        public: serde_json::to_vec(&passkey).ok()?,
        last_step: 0,
        created_at: app.now(),
        used_at: None,
    })
}
