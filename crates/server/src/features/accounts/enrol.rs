//! Adding and taking away what a person proves themselves with, and their password.
//!
//! Two may do it: a half sign-in of an account that has no second factor yet (its first sign-in), and
//! a whole one that was proven a short while ago. A half sign-in of an account that has one may not:
//! otherwise the password alone would be enough to get in. The last factor cannot be taken away.
//! With the first factor come recovery codes, shown once; the store has their hashes alone.
//!
//! Practice: F5 (nothing opens before a second factor exists).

use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::accounts::browsers::Visitor;
use crate::features::accounts::failures::{Attempt, Source, What};
use crate::features::accounts::passkeys::{self, State};
use crate::features::accounts::passwords::PasswordError;
use crate::features::accounts::second::{codes, recovery_hash, step};
use crate::features::accounts::sign_in::{self, SignInError, Whole};
use crate::features::leaves::{leaf, words};
use fast_qr::QRBuilder;
use tacita_ledger::{Leaf, LeafKind, Subject};
use tacita_model::{FactorId, RequestId};
use tacita_store::rows::{Agent, Factor, FactorKind, Proof, RecoveryCode, SignIn};
use tacita_store::{StoreError, Write};
use webauthn_rs::prelude::RegisterPublicKeyCredential;
use webauthn_rs_proto::CreationChallengeResponse;
use zeroize::Zeroizing;

/// Codes of a set.
const RECOVERY_CODES: usize = 10;
/// Second factors of one account.
const MOST: usize = 20;
/// Without letters that look like digits.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// Who may change what an account is proven with.
#[derive(Debug)]
pub enum Enroller {
    /// The first sign-in of an account without a second factor.
    First(Box<SignIn>, Box<Agent>),
    /// Somebody signed in, proven a short while ago.
    SignedIn(SignedInAgent, Box<Agent>),
}

impl Enroller {
    /// The person.
    #[must_use]
    pub const fn agent(&self) -> &Agent {
        match self {
            Self::First(_, agent) | Self::SignedIn(_, agent) => agent,
        }
    }
}

/// Who this token's sign-in may enrol for.
///
/// # Errors
/// [`Problem::NotSignedIn`]; [`Problem::StepUp`] when it was proven too long ago.
pub async fn enroller(
    app: &App,
    token: Option<&str>,
    request: RequestId,
) -> Result<Enroller, Problem> {
    let token = token.ok_or(Problem::NotSignedIn)?;
    if let Some(by) = sign_in::who(app, token, request).await? {
        by.fresh(app)?;
        let agent = app.store.agent(by.agent).await?;
        let agent = agent.ok_or(Problem::NotSignedIn)?;
        return Ok(Enroller::SignedIn(by, Box::new(agent)));
    }
    let (row, agent) = sign_in::half(app, Some(token)).await?;
    if sign_in::next(app, &agent).await?.enrol() {
        Ok(Enroller::First(Box::new(row), Box::new(agent)))
    } else {
        Err(Problem::NotSignedIn)
    }
}

/// What an authenticator app is given.
#[derive(Debug)]
pub struct AppOffer {
    /// The ceremony.
    pub ceremony: [u8; 16],
    /// The seed in base32, to be typed where no picture can be taken.
    pub secret: Zeroizing<String>,
    /// Width of the picture in modules.
    pub size: usize,
    /// The picture as the `d` of an SVG path, one square a dark module.
    pub picture: Zeroizing<String>,
}

/// Draws a seed for an authenticator app.
#[must_use]
pub fn offer_app(app: &App, agent: &Agent) -> Option<AppOffer> {
    let seed = Zeroizing::new(app.draw::<32>());
    let codes = codes(&seed, &agent.name)?;
    let address = Zeroizing::new(codes.to_url().ok()?);
    let picture = QRBuilder::new(address.as_bytes()).build().ok()?;
    let mut path = String::new();
    let dark = picture.data.iter().take(picture.size * picture.size);
    for (place, module) in dark.enumerate() {
        if module.value() {
            let (x, y) = (place % picture.size, place / picture.size);
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    Some(AppOffer {
        secret: Zeroizing::new(codes.secret().to_base32()),
        size: picture.size,
        picture: Zeroizing::new(path),
        ceremony: app.passkeys.remember(app, State::App(agent.id, seed)),
    })
}

/// What a browser makes a passkey from.
///
/// # Errors
/// [`Problem::NotFound`] where there can be none.
pub async fn offer_passkey(
    app: &App,
    agent: &Agent,
) -> Result<([u8; 16], CreationChallengeResponse), Problem> {
    passkeys::offer(app, agent).await?.ok_or(Problem::NotFound)
}

/// What came of it.
#[derive(Debug)]
pub struct Enrolled {
    /// A whole sign-in, if this was the first one's.
    pub whole: Option<Whole>,
    /// Recovery codes, if these are the account's first.
    pub recovery_codes: Vec<String>,
}

/// Adds an app whose first code fits.
///
/// # Errors
/// [`Problem::WrongCode`], [`Problem::Conflict`], the store's.
pub async fn add_app(
    app: &App,
    by: Enroller,
    (ceremony, code): ([u8; 16], &str),
    visitor: &Visitor,
    request: RequestId,
) -> Result<Enrolled, Problem> {
    let Some(State::App(whose, seed)) = app.passkeys.take(ceremony, app.now()) else {
        return Err(Problem::WrongCode);
    };
    if whose != by.agent().id {
        return Err(Problem::WrongCode);
    }
    let fits = codes(&seed, &by.agent().name).and_then(|codes| step(&codes, code, app.now()));
    let Some(step) = fits else {
        // The same picture may be tried again: a typing error costs nobody a new one.
        app.passkeys
            .put_back(app, ceremony, State::App(whose, seed));
        return Err(Problem::WrongCode);
    };
    let factor = Factor {
        id: app.draw_id(),
        agent: whose,
        kind: FactorKind::App,
        label: String::new(),
        handle: None,
        public: Vec::new(),
        // This very code signs nobody in a second time.
        last_step: step,
        created_at: app.now(),
        used_at: Some(app.now()),
    };
    app.store.keep_app_seed(factor.id, whose, &seed).await?;
    add(app, by, factor, visitor, request).await
}

/// Adds a passkey whose answer holds.
///
/// # Errors
/// [`Problem::NotProven`], [`Problem::Conflict`], the store's.
pub async fn add_passkey(
    app: &App,
    by: Enroller,
    (ceremony, answer): ([u8; 16], &RegisterPublicKeyCredential),
    visitor: &Visitor,
    request: RequestId,
) -> Result<Enrolled, Problem> {
    let label = visitor.label.clone();
    let factor = passkeys::made(app, by.agent(), ceremony, answer, label);
    let factor = factor.ok_or(Problem::NotProven)?;
    add(app, by, factor, visitor, request).await
}

async fn add(
    app: &App,
    by: Enroller,
    factor: Factor,
    visitor: &Visitor,
    request: RequestId,
) -> Result<Enrolled, Problem> {
    let agent = by.agent().id;
    let before = app.store.factors_of(agent).await?.len();
    if before >= MOST {
        return Err(Problem::Conflict);
    }
    let begun = leaf(app, LeafKind::FactorAdded, Subject::of(agent)).await?;
    let mut leaves = vec![begun.in_request(request).about(factor.id)];
    let mut writes = vec![Write::AddFactor(factor)];
    let mut recovery_codes = Vec::new();
    if before == 0 {
        let (codes, write, leaf) = fresh_codes(app, by.agent(), request).await?;
        recovery_codes = codes;
        writes.push(write);
        leaves.push(leaf);
    }
    let whole = match by {
        Enroller::First(half, agent) => {
            let (id, at) = (half.id, app.now());
            writes.push(Write::EndSignIn { id, at });
            let more = (writes, leaves);
            let proof = Proof::Enrolment;
            Some(sign_in::begin(app, *agent, proof, visitor, request, more).await?)
        }
        Enroller::SignedIn(..) => {
            app.store.commit(writes, leaves).await?;
            None
        }
    };
    Ok(Enrolled {
        whole,
        recovery_codes,
    })
}

async fn fresh_codes(
    app: &App,
    agent: &Agent,
    request: RequestId,
) -> Result<(Vec<String>, Write, Leaf), StoreError> {
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let drawn = app.draw::<16>();
        let mut code = String::new();
        for (place, byte) in drawn.iter().enumerate() {
            if place % 4 == 0 && place > 0 {
                code.push('-');
            }
            let letter = LETTERS.get(usize::from(byte % 32)).copied().unwrap_or(b'a');
            code.push(char::from(letter));
        }
        codes.push(code);
    }
    let rows = codes.iter().map(|code| RecoveryCode {
        agent: agent.id,
        hash: recovery_hash(agent.id, code),
        created_at: app.now(),
        used_at: None,
    });
    let write = Write::PutRecoveryCodes {
        agent: agent.id,
        codes: rows.collect(),
    };
    let begun = leaf(app, LeafKind::RecoveryCodesMade, Subject::of(agent.id)).await?;
    Ok((codes, write, begun.in_request(request).about(agent.id)))
}

/// A new set of recovery codes; those before count no more.
///
/// # Errors
/// [`StoreError`].
pub async fn recovery_codes(
    app: &App,
    agent: &Agent,
    request: RequestId,
) -> Result<Vec<String>, StoreError> {
    let (codes, write, leaf) = fresh_codes(app, agent, request).await?;
    app.store.commit(vec![write], vec![leaf]).await?;
    Ok(codes)
}

/// Takes a factor away, unless it is the last one.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Conflict`] for the last one.
pub async fn remove(app: &App, by: &SignedInAgent, id: FactorId) -> Result<(), Problem> {
    let all = app.store.factors_of(by.agent).await?;
    let factor = all.iter().find(|factor| factor.id == id);
    let factor = factor.ok_or(Problem::NotFound)?;
    if all.len() < 2 {
        return Err(Problem::Conflict);
    }
    let begun = leaf(app, LeafKind::FactorRemoved, Subject::of(by.agent)).await?;
    let removed = begun.in_request(by.request).about(id);
    app.store
        .commit(vec![Write::DropFactor(id)], vec![removed])
        .await?;
    if factor.kind == FactorKind::App {
        app.store.shred_app_seed(id).await?;
    }
    Ok(())
}

/// Changes the password of a signed-in person who knows the present one; their other sign-ins end.
///
/// # Errors
/// [`Problem::WrongPassword`], [`Problem::WeakPassword`], [`Problem::TooFast`], the store's.
pub async fn password(
    app: &App,
    by: &SignedInAgent,
    current: Zeroizing<String>,
    wanted: Zeroizing<String>,
) -> Result<(), Problem> {
    let agent = app.store.agent(by.agent).await?;
    let mut agent = agent.ok_or(Problem::NotSignedIn)?;
    // Whoever sits at somebody's open screen guesses under a budget of this sign-in alone.
    let attempt = Attempt {
        name: words(&agent.name),
        source: Source::Known(words(by.sign_in.to_string())),
        what: What::Password,
    };
    if let Some(after_seconds) = app.failures.wait_seconds(attempt, app.now()) {
        return Err(Problem::TooFast { after_seconds });
    }
    let hash = Some(agent.password_hash.clone());
    if !app.passwords.fits(current, hash).await? {
        sign_in::refuse(app, attempt, by.request).await?;
        return Err(Problem::WrongPassword);
    }
    let own = [agent.name.as_str(), agent.display_name.as_str()];
    super::passwords::judge(&wanted, &own).map_err(|_| Problem::WeakPassword)?;
    let hash = app.passwords.hash_slowly(wanted, app.randomness.as_ref());
    agent.password_hash = hash.await.map_err(SignInError::from)?;
    let begun = leaf(app, LeafKind::PasswordChanged, Subject::of(by.agent)).await?;
    let changed = begun.in_request(by.request).about(by.agent);
    app.store
        .commit(vec![Write::PutAgent(agent)], vec![changed])
        .await?;
    for other in app.store.sign_ins_of(by.agent).await? {
        if other.id != by.sign_in {
            sign_in::end(app, by, other.id).await?;
        }
    }
    Ok(())
}

/// Gives an account an app by a seed that its owner has already: for seeding a demonstration and
/// benches, before anybody signs in. An account that has factors keeps them.
///
/// # Errors
/// [`StoreError`].
pub async fn seed_app(app: &App, agent: &Agent, seed: &[u8; 32]) -> Result<(), StoreError> {
    if !app.store.factors_of(agent.id).await?.is_empty() {
        return Ok(());
    }
    let factor = Factor {
        id: app.draw_id(),
        agent: agent.id,
        kind: FactorKind::App,
        label: String::new(),
        handle: None,
        public: Vec::new(),
        last_step: 0,
        created_at: app.now(),
        used_at: None,
    };
    app.store.keep_app_seed(factor.id, agent.id, seed).await?;
    let added = leaf(app, LeafKind::FactorAdded, Subject::SERVER).await?;
    let leaves = vec![added.about(factor.id)];
    app.store
        .commit(vec![Write::AddFactor(factor)], leaves)
        .await?;
    Ok(())
}

impl From<PasswordError> for Problem {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Busy => Self::TooFast { after_seconds: 2 },
            PasswordError::Short | PasswordError::Guessable | PasswordError::Breached => {
                Self::WeakPassword
            }
            PasswordError::Failed => Self::Internal,
        }
    }
}

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Wrong => Self::WrongPassword,
            SignInError::WrongCode => Self::WrongCode,
            SignInError::NotBegun => Self::NotSignedIn,
            SignInError::NoPasswords => Self::NoPasswords,
            SignInError::Wait { seconds } => Self::TooFast {
                after_seconds: seconds.max(1),
            },
            SignInError::Password(error) => error.into(),
            SignInError::Store(error) => error.into(),
        }
    }
}
