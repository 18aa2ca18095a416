//! The ledger of a running server: its name and key, its tree, its last signed head.
//!
//! Leaves are durable before anybody is answered (`store`); here they are put into the tree and
//! signed, off the writer's path. [`Ledger::take_up`] goes on from the last head and refuses a log
//! that does not extend it. Without a key, or with such a log, nothing is revealed
//! ([`Ledger::may_reveal`]) and chats go on. Next: [`sequence`], [`go_over`], [`witnesses`].

pub mod go_over;
pub mod ocsf;
pub mod proofs;
pub mod sequence;
pub mod syslog;
pub mod take_up;
pub mod tiles;
pub mod witnesses;

use std::sync::{Mutex, MutexGuard, PoisonError};
use tacita_ledger::note::{Algorithm, NoteKey, SignedNote, VerifierKey};
use tacita_ledger::{Checkpoint, Trunk};
use tacita_store::rows::SignedHead;
use tokio::sync::watch;
use zeroize::Zeroizing;

/// Why nothing may be revealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// There is no signing key.
    #[error("the ledger has no signing key; `tacita init` makes one")]
    NoKey,
    /// The name in the configuration is not the one that was signed.
    #[error("the ledger was signed under another name or by another key")]
    OtherName,
    /// Leaves that were signed are gone.
    #[error("the ledger is shorter than its own last checkpoint")]
    CutBack,
    /// Leaves that were signed are others now.
    #[error("the ledger does not extend its own last checkpoint")]
    Changed,
}

impl Trouble {
    /// Its word in log lines.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NoKey => "no-key",
            Self::OtherName => "other-name",
            Self::CutBack => "cut-back",
            Self::Changed => "changed",
        }
    }
}

/// What a witness saw that must not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    /// It has cosigned more leaves than there are: the log was set back.
    SetBack {
        /// Leaves that it has cosigned.
        witnessed: u64,
        /// Leaves there are.
        size: u64,
    },
    /// What it has cosigned is not the beginning of the log: the log was forked.
    Forked {
        /// Leaves that it has cosigned.
        witnessed: u64,
    },
}

struct State {
    trunk: Trunk,
    trouble: Option<Trouble>,
    alarm: Option<Alarm>,
}

struct Signer {
    key: NoteKey,
    vkey: VerifierKey,
}

/// See the top of this file.
pub struct Ledger {
    origin: String,
    signer: Option<Signer>,
    state: Mutex<State>,
    head: watch::Sender<Option<SignedHead>>,
    /// One at a time: sequencing, and taking over cosignatures.
    turn: tokio::sync::Mutex<()>,
}

impl core::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Ledger")
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

impl Ledger {
    fn new(origin: String, secret: Option<&Zeroizing<[u8; 32]>>) -> Self {
        let signer = secret.and_then(|secret| {
            let key = NoteKey::from_bytes(secret);
            let vkey = VerifierKey::of(&origin, Algorithm::Ed25519, &key).ok()?;
            Some(Signer { key, vkey })
        });
        let trouble = signer.is_none().then_some(Trouble::NoKey);
        Self {
            origin,
            signer,
            state: Mutex::new(State {
                trunk: Trunk::default(),
                trouble,
                alarm: None,
            }),
            head: watch::Sender::new(None),
            turn: tokio::sync::Mutex::new(()),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether something confidential may be revealed now: the leaf that says so will be signed.
    ///
    /// # Errors
    /// [`Trouble`], in words for the operator.
    pub fn may_reveal(&self) -> Result<(), Trouble> {
        self.state().trouble.map_or(Ok(()), Err)
    }

    /// What a witness saw, if anything.
    #[must_use]
    pub fn alarm(&self) -> Option<Alarm> {
        self.state().alarm
    }

    /// The last signed head.
    #[must_use]
    pub fn head(&self) -> Option<SignedHead> {
        self.head.borrow().clone()
    }

    /// The key that verifies its checkpoints; none without a signing key.
    #[must_use]
    pub fn vkey(&self) -> Option<&VerifierKey> {
        self.signer.as_ref().map(|signer| &signer.vkey)
    }

    /// A copy of the tree under the last head.
    #[must_use]
    pub fn trunk(&self) -> Trunk {
        self.state().trunk.clone()
    }

    /// A node of the tree under the last head that is in memory.
    #[must_use]
    pub fn node(&self, level: usize, index: u64) -> Option<tacita_ledger::Hash> {
        self.state().trunk.node(level, index)
    }

    /// From now on nothing is revealed.
    fn stop(&self, trouble: Trouble) {
        let mut state = self.state();
        if state.trouble.is_none() {
            tracing::error!(event = "ledger-stopped", why = trouble.word());
            metrics::counter!("tacita_ledger_alarms_total", "why" => trouble.word()).increment(1);
        }
        state.trouble = Some(trouble);
    }

    fn raise(&self, alarm: Alarm) {
        let mut state = self.state();
        if state.alarm != Some(alarm) {
            let (why, witnessed) = match alarm {
                Alarm::SetBack { witnessed, .. } => ("set-back", witnessed),
                Alarm::Forked { witnessed } => ("forked", witnessed),
            };
            tracing::error!(event = "ledger-fork", why, sequence = witnessed);
            metrics::counter!("tacita_ledger_alarms_total", "why" => why).increment(1);
        }
        state.alarm = Some(alarm);
    }

    /// Signs the report of an access review; none without a key.
    #[must_use]
    pub fn sign_report(
        &self,
        campaign: tacita_model::CampaignId,
        html: &[u8],
        pdf: &[u8],
    ) -> Option<String> {
        let signer = self.signer.as_ref()?;
        let report = tacita_ledger::report::Report::of(&self.origin, campaign, html, pdf);
        Some(report.sign(&signer.key))
    }

    /// Signs a head over a tree.
    fn sign(&self, trunk: &Trunk) -> Option<(Checkpoint, String)> {
        let signer = self.signer.as_ref()?;
        let checkpoint = Checkpoint {
            origin: self.origin.clone(),
            size: trunk.size(),
            root: trunk.root(),
        };
        let mut note = SignedNote::unsigned(checkpoint.to_text());
        note.sign(&self.origin, &signer.key);
        Some((checkpoint, note.to_text()))
    }
}
