//! What every feature is handed: configuration, store, policy, clock, randomness, keys, hub, bus.
//!
//! One [`App`] per process (tests make their own). It owns no customer data. Next:
//! [`crate::edge::router`].

use crate::bus::Bus;
use crate::config::Config;
use crate::config::check::parse_fingerprint;
use crate::edge::rates::Rates;
use crate::features::accounts::Failures;
use crate::features::accounts::desk;
use crate::features::accounts::oidc::Oidc;
use crate::features::accounts::oidc::provider::Provider;
use crate::features::accounts::passkeys::Passkeys;
use crate::features::accounts::passwords::Passwords;
use crate::features::conversations::engine::{self, Limits};
use crate::features::conversations::reachable::Unreachable;
use crate::features::conversations::{Hub, World};
use crate::features::decisions::TeamNames;
use crate::features::identity::issuer_proof::Nonces;
use crate::features::inbox::Consoles;
use crate::features::inbox::routing::Turns;
use crate::host::Randomness;
use crate::keys::{KeySet, Keys};
use crate::ledger::Ledger;
use crate::organisation::{Bundle, Organisation};
use crate::screening::Screening;
use std::sync::Arc;
use tacita_model::{Clock, CryptoProfile, TenantId, Timestamp, TypedId};
use tacita_policy::Policy;
use tacita_store::{Store, StoreError};
use zeroize::Zeroizing;

/// How often acknowledgements are written and bodies that everybody has are deleted.
const SETTLE_SECONDS: i64 = 5;
/// Conversations without a socket that stay in memory.
const IDLE_CONVERSATIONS: usize = 10_000;

/// The axum state of every route.
pub type Shared = Arc<App>;

/// Everything a use case may touch. Fields are public: the features are this crate's own.
pub struct App {
    /// What the operator set.
    pub config: Config,
    /// The rows.
    pub store: Store,
    /// Who may do what.
    pub policy: Policy,
    /// Names of teams, for policies that ask about them.
    pub teams: TeamNames,
    /// The only clock.
    pub clock: Arc<dyn Clock>,
    /// The only randomness.
    pub randomness: Arc<dyn Randomness>,
    /// This server's signing keys (conversation issuing, router, external sender).
    pub keys: Keys,
    /// The log that outsiders can check.
    pub ledger: Arc<Ledger>,
    /// Tenant, pinned root and certificates.
    pub organisation: Organisation,
    /// What browsers screen by.
    pub screening: Screening,
    /// Checks passwords, a few at a time.
    pub passwords: Passwords,
    /// Checks passkeys, and remembers what was begun with them.
    pub passkeys: Passkeys,
    /// The organisation's own sign-in, and who is on the way to it.
    pub oidc: Oidc,
    /// When this process began: signed requests from before are not believed.
    pub began: Timestamp,
    /// Nonces of the issuer's requests.
    pub nonces: Nonces,
    /// Failed sign-ins by name and address.
    pub failures: Failures,
    /// Open sockets of the conversations, their writer and their timers.
    pub hub: Hub,
    /// Open consoles.
    pub consoles: Consoles,
    /// Whose turn it is to be given a chat.
    pub turns: Turns,
    /// Queues whose people nobody could write to when a widget opened.
    pub unreachable: Unreachable,
    /// Wake-ups inside this process; what happened stands in the database alone.
    pub bus: Bus,
    /// Reviews of what was opened outside somebody's need that are late.
    pub overdue: std::sync::atomic::AtomicU32,
    /// Rates by address.
    pub rates: Rates,
    /// Becomes true when the service stops: sockets say goodbye and end.
    pub stopping: tokio::sync::watch::Sender<bool>,
    /// One permit an open socket.
    pub sockets: Arc<tokio::sync::Semaphore>,
}

/// What the machine lends: clock, randomness, keys, an open store.
pub struct Parts {
    /// The rows.
    pub store: Store,
    /// The only clock.
    pub clock: Arc<dyn Clock>,
    /// The only randomness.
    pub randomness: Arc<dyn Randomness>,
    /// The server's keys.
    pub keys: Keys,
    /// What signs the ledger; without it nothing is revealed.
    pub ledger_key: Option<Zeroizing<[u8; 32]>>,
    /// What browsers screen by.
    pub screening: Screening,
}

impl core::fmt::Debug for App {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("App")
    }
}

impl core::fmt::Debug for Parts {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Parts")
    }
}

impl App {
    /// Puts the parts together, takes up the certificates and writes queues and teams of the
    /// configuration into the store.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open(config: Config, parts: Parts) -> Result<Shared, StoreError> {
        let rates = Rates::new(&config.limits);
        let open_sockets = usize::try_from(config.limits.open_sockets).unwrap_or(usize::MAX);
        let sockets = open_sockets.min(tokio::sync::Semaphore::MAX_PERMITS);
        // `Config::check` refuses what does not parse before anybody comes here; a zero tenant
        // would believe nobody.
        let organisation = Organisation::new(
            config
                .organisation
                .tenant
                .parse()
                .unwrap_or(TenantId::from_bytes([0; 16])),
            parse_fingerprint(&config.organisation.root_fingerprint).unwrap_or_default(),
            config
                .crypto_profile
                .parse()
                .unwrap_or(CryptoProfile::TacitaPq1),
        );
        let passwords = Passwords::new(&config.sign_in, parts.randomness.as_ref());
        let (origin, rows) = (config.ledger_origin(), parts.store.ledger());
        let ledger = Ledger::take_up(origin, parts.ledger_key.as_ref(), &rows).await?;
        let app = Arc::new(Self {
            ledger: Arc::new(ledger),
            store: parts.store,
            // `serve` refuses to start with a folder that does not load; should one come here, nobody
            // may do anything.
            policy: crate::policies::load(&config).unwrap_or_else(|_| Policy::nothing()),
            teams: desk::team_names(organisation.tenant, &config.queues),
            began: parts.clock.now(),
            nonces: Nonces::default(),
            clock: parts.clock,
            randomness: parts.randomness,
            keys: parts.keys,
            organisation,
            screening: parts.screening,
            passwords,
            passkeys: Passkeys::new(&config),
            // `serve` refuses to start with a provider that cannot be set up; should one come here,
            // nobody gets in by it.
            oidc: Oidc::new(Provider::new(&config).unwrap_or_default()),
            failures: Failures::new(config.sign_in.failures_per_quarter_hour),
            hub: Hub::default(),
            consoles: Consoles::default(),
            turns: Turns::default(),
            unreachable: Unreachable::default(),
            bus: Bus::default(),
            overdue: std::sync::atomic::AtomicU32::new(0),
            rates,
            stopping: tokio::sync::watch::Sender::new(false),
            sockets: Arc::new(tokio::sync::Semaphore::new(sockets)),
            config,
        });
        app.organisation.load(&app.store).await?;
        crate::features::accounts::desk::write_queues(&app).await?;
        crate::features::duties::roles::take_up(&app).await?;
        crate::features::ledger::began::began(&app).await?;
        app.start_hub();
        crate::features::identity::revoke::finish(&app).await?;
        Ok(app)
    }

    /// Starts the live path with what this process believes at the moment.
    fn start_hub(&self) {
        let sets = self.keys.sets().map(KeySet::speaking).collect();
        let keys = engine::keys::Keys::new(self.crypto(), sets);
        if let Some(bundle) = self.organisation.bundle() {
            keys.believe(bundle.trust, bundle.bytes.to_vec().into());
        }
        let unclaimed_days = self
            .config
            .sites
            .iter()
            .map(|site| site.unclaimed_days)
            .max();
        let unclaimed_days = unclaimed_days.unwrap_or(7);
        self.hub.start(World {
            store: self.store.clone(),
            clock: Arc::clone(&self.clock),
            randomness: Arc::clone(&self.randomness),
            keys: Arc::new(keys),
            ledger: Arc::clone(&self.ledger),
            policy: self.policy.clone(),
            teams: Arc::clone(&self.teams),
            bus: self.bus.clone(),
            limits: Limits {
                posts_per_second: self.config.limits.messages_per_second,
                settle_seconds: SETTLE_SECONDS,
                unclaimed_seconds: i64::from(unclaimed_days) * 24 * 60 * 60,
                idle_conversations: IDLE_CONVERSATIONS,
            },
            unclaimed_days,
        });
    }

    /// Believes a bundle from now on, here and in the live path.
    pub fn believe(&self, bundle: Bundle) {
        if let Some(world) = self.hub.world() {
            let bytes = bundle.bytes.to_vec().into();
            world.keys.believe(Arc::clone(&bundle.trust), bytes);
        }
        self.organisation.hold(bundle);
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A fresh random id.
    #[must_use]
    pub fn draw_id<T: TypedId>(&self) -> T {
        T::from_bytes(self.draw())
    }

    /// Random bytes.
    #[must_use]
    pub fn draw<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.randomness.generator().fill_bytes(&mut bytes);
        bytes
    }

    /// The cryptography of `seal` over this randomness.
    #[must_use]
    pub fn crypto(&self) -> tacita_seal::Crypto {
        tacita_seal::Crypto::new(self.randomness.generator())
    }
}
