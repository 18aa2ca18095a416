//! The second step: a code of an authenticator app, or a recovery code.
//!
//! A code of the app counts within one step (30 s) to either side of now and never twice: its step is
//! taken in the commit that begins the sign-in, so of two requests with one code one is refused. A
//! recovery code counts once. Refuses more than a few wrong ones from one source
//! ([`super::failures`]). Passkeys have a way of their own: [`super::passkeys`].

use crate::app::App;
use crate::context::SignedInAgent;
use crate::features::accounts::browsers::{self, Visitor};
use crate::features::accounts::failures::{Attempt, What};
use crate::features::accounts::sign_in::{self, SignInError, Whole};
use crate::features::leaves::{leaf, words};
use sha2::{Digest, Sha256};
use tacita_ledger::{Leaf, LeafKind, Subject};
use tacita_model::{AgentId, FactorId, RequestId, Timestamp, TypedId};
use tacita_store::rows::{Agent, FactorKind, Proof};
use tacita_store::{StoreError, Write};
use totp_rs::{Builder, Secret, Totp};

/// Bytes of a seed that the app is given (RFC 4226 section 4 asks for 160 bits).
const SEED_BYTES: usize = 20;

/// The codes of a seed: SHA-1, six digits, 30 seconds, one step to either side, as every app knows.
#[must_use]
pub fn codes(seed: &[u8; 32], name: &str) -> Option<Totp> {
    let secret: [u8; SEED_BYTES] = *seed.first_chunk()?;
    // The library's address refuses a colon, which parts issuer and name.
    Builder::new()
        .with_secret(Secret::from(secret))
        .with_account_name(name.replace(':', " "))
        .with_issuer(Some("Tacita"))
        .build()
        .ok()
}

/// The step that a code is of, if it counts now.
#[must_use]
pub fn step(codes: &Totp, code: &str, now: Timestamp) -> Option<u64> {
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    codes.check(&code, u64::try_from(now.as_seconds()).ok()?)
}

/// The hash under which a recovery code is kept: apart for each account.
#[must_use]
pub fn recovery_hash(agent: AgentId, code: &str) -> [u8; 32] {
    let letters = code.chars().filter(char::is_ascii_alphanumeric);
    let letters: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    let mut hasher = Sha256::new();
    hasher.update(b"tacita recovery code v1\0");
    hasher.update(agent.to_bytes());
    hasher.update(letters);
    hasher.finalize().into()
}

/// What a code that fits uses up.
enum Fits {
    App(FactorId, u64),
    Recovery([u8; 32]),
}

async fn fits(app: &App, agent: &Agent, code: &str) -> Result<Option<Fits>, StoreError> {
    let letters = code.chars().filter(char::is_ascii_alphanumeric).count();
    if letters > 8 {
        return Ok(Some(Fits::Recovery(recovery_hash(agent.id, code))));
    }
    for factor in app.store.factors_of(agent.id).await? {
        if factor.kind != FactorKind::App {
            continue;
        }
        let seed = app.store.app_seed(factor.id, agent.id).await?;
        let codes = codes(&seed, &agent.name);
        if let Some(step) = codes.and_then(|codes| step(&codes, code, app.now())) {
            return Ok(Some(Fits::App(factor.id, step)));
        }
    }
    Ok(None)
}

/// What is written and told when the code counts.
async fn use_up(
    app: &App,
    agent: &Agent,
    fits: Fits,
    request: RequestId,
) -> Result<(Write, Vec<Leaf>, Proof), StoreError> {
    let at = app.now();
    Ok(match fits {
        Fits::App(factor, step) => (Write::TakeStep { factor, step, at }, Vec::new(), Proof::App),
        Fits::Recovery(hash) => {
            let used = leaf(app, LeafKind::RecoveryCodeUsed, Subject::of(agent.id)).await?;
            let write = Write::UseRecoveryCode {
                agent: agent.id,
                hash,
                at,
            };
            let leaves = vec![used.in_request(request).about(agent.id)];
            (write, leaves, Proof::Recovery)
        }
    })
}

async fn attempt(app: &App, agent: &Agent, visitor: &Visitor) -> Result<Attempt, SignInError> {
    let attempt = Attempt {
        name: words(&agent.name),
        source: browsers::source(app, Some(agent), visitor).await?,
        what: What::Code,
    };
    match app.failures.wait_seconds(attempt, app.now()) {
        Some(seconds) => Err(SignInError::Wait { seconds }),
        None => Ok(attempt),
    }
}

/// Turns a half sign-in into a whole one.
///
/// # Errors
/// [`SignInError`].
pub async fn code(
    app: &App,
    token: Option<&str>,
    code: &str,
    visitor: &Visitor,
    request: RequestId,
) -> Result<Whole, SignInError> {
    let (half, agent) = sign_in::half(app, token).await?;
    let attempt = attempt(app, &agent, visitor).await?;
    if let Some(fits) = fits(app, &agent, code).await? {
        let (used, leaves, proof) = use_up(app, &agent, fits, request).await?;
        let over = Write::EndSignIn {
            id: half.id,
            at: app.now(),
        };
        let more = (vec![used, over], leaves);
        match sign_in::begin(app, agent, proof, visitor, request, more).await {
            // Used before, in this very moment or long ago.
            Err(StoreError::Conflict(_)) => {}
            Err(error) => return Err(error.into()),
            Ok(whole) => {
                app.failures.forget(attempt);
                return Ok(whole);
            }
        }
    }
    sign_in::refuse(app, attempt, request).await?;
    Err(SignInError::WrongCode)
}

/// A signed-in person proves themselves anew, for a risky act or to unlock.
///
/// # Errors
/// [`SignInError`].
pub async fn anew(
    app: &App,
    by: &SignedInAgent,
    code: &str,
    visitor: &Visitor,
) -> Result<(), SignInError> {
    let agent = app.store.agent(by.agent).await?;
    let agent = agent.ok_or(SignInError::NotBegun)?;
    let attempt = attempt(app, &agent, visitor).await?;
    if let Some(fits) = fits(app, &agent, code).await? {
        let (used, mut leaves, _) = use_up(app, &agent, fits, by.request).await?;
        let (write, leaf) = proven(app, by).await?;
        leaves.push(leaf);
        match app.store.commit(vec![used, write], leaves).await {
            Err(StoreError::Conflict(_)) => {}
            Err(error) => return Err(error.into()),
            Ok(_) => {
                app.failures.forget(attempt);
                return Ok(());
            }
        }
    }
    sign_in::refuse(app, attempt, by.request).await?;
    Err(SignInError::WrongCode)
}

/// The write and the leaf of a sign-in that was proven anew.
///
/// # Errors
/// [`StoreError`].
pub async fn proven(app: &App, by: &SignedInAgent) -> Result<(Write, Leaf), StoreError> {
    let lock = i64::from(app.config.sign_in.limits(by.role).lock_seconds);
    let write = Write::ProveSignIn {
        id: by.sign_in,
        at: app.now(),
        active_until: app.now().plus_seconds(lock),
    };
    let begun = leaf(app, LeafKind::ProvenAnew, Subject::of(by.agent)).await?;
    Ok((write, begun.in_request(by.request).about(by.sign_in)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_counts_one_step_to_either_side_and_no_further() {
        let codes = codes(&[7; 32], "thandi").unwrap();
        let at = |seconds: i64| Timestamp(seconds * 1_000_000);
        let code = codes.generate(3_000).to_string();
        assert_eq!(step(&codes, &code, at(3_000)), Some(100));
        assert_eq!(step(&codes, &code, at(3_030)), Some(100));
        assert_eq!(step(&codes, &code, at(2_970)), Some(100));
        assert_eq!(step(&codes, &code, at(3_060)), None);
        assert_eq!(step(&codes, &code, at(2_969)), None);
        let (head, tail) = code.split_at(3);
        let spaced = format!("{head} {tail}");
        assert_eq!(step(&codes, &spaced, at(3_000)), Some(100));
    }

    #[test]
    fn a_recovery_code_reads_the_same_however_it_is_typed_and_only_in_its_account() {
        let [one, other] = [1, 2].map(|byte| AgentId::from_bytes([byte; 16]));
        let hash = recovery_hash(one, "abcd-efgh-1234-5678");
        assert_eq!(recovery_hash(one, " ABCD efgh 12345678"), hash);
        assert_ne!(recovery_hash(other, "abcd-efgh-1234-5678"), hash);
    }
}
