//! A whole ledger gone over from its rows, for `tacita ledger verify` and once after every start.
//!
//! Every leaf is hashed again from what it says, every bundle and every kept head is compared.
//! Next: `tacita_ledger::audit`, which does the comparing.

use super::Trouble;
use super::take_up::SLICE;
use std::time::Duration;
use tacita_ledger::audit::{Audit, Checked, Fault, Holder};
use tacita_ledger::checkpoint::CheckpointError;
use tacita_ledger::note::VerifierKey;
use tacita_ledger::{Checkpoint, Hash};
use tacita_store::rows::SignedHead;
use tacita_store::{LeafRead, LedgerRows, StoreError};

/// After a start the desk comes first.
const AFTER_START: Duration = Duration::from_secs(5);
/// Between two slices in the background.
const PAUSE: Duration = Duration::from_millis(20);

/// What is wrong with a ledger, or why it cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Found {
    /// Leaves, bundles or heads do not fit.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// A kept head is not what the key signed.
    #[error("the checkpoint of {size} leaves cannot be taken")]
    Head {
        /// Leaves it says it is over.
        size: u64,
        /// Why; none when the row says something else than its note.
        source: Option<CheckpointError>,
    },
    /// The database cannot be read.
    #[error("the database cannot be read behind leaf {after}")]
    Store {
        /// The last leaf that could be read.
        after: u64,
        /// Why.
        source: StoreError,
    },
}

/// Goes over every leaf. `seen` are heads that others hold; `pause` lies between two slices; `told`
/// hears how many leaves are done.
///
/// # Errors
/// [`Found`], the first that is met.
pub async fn go_over(
    rows: &LedgerRows,
    vkey: &VerifierKey,
    seen: &[(u64, Hash)],
    pause: Duration,
    mut told: impl FnMut(u64),
) -> Result<Checked, Found> {
    let failed = |after| move |source| Found::Store { after, source };
    // Heads and bundles first: what is added meanwhile lies behind them.
    let heads = rows.heads().await.map_err(failed(0))?;
    let bundles = rows.bundles().await.map_err(failed(0))?;
    let mut audit = Audit::new(bundles.into_iter().map(Hash).collect());
    for head in heads {
        let checkpoint = opened(&head, vkey)?;
        audit.head(Holder::Log, checkpoint.size, checkpoint.root);
    }
    for (size, root) in seen {
        audit.head(Holder::Other, *size, *root);
    }
    let mut done = 0;
    let mut next = Ahead::read(rows, done);
    loop {
        let slice = next.slice().await.map_err(failed(done))?;
        let Some(last) = slice.last().map(|row| row.number) else {
            return Ok(audit.finish()?);
        };
        next = Ahead::read(rows, last);
        for row in &slice {
            audit.leaf(row.number, row.leaf.as_ref(), Hash(row.hash))?;
        }
        done = last;
        told(done);
        if !pause.is_zero() {
            tokio::time::sleep(pause).await;
        }
    }
}

/// The next slice, read on another core while this one is hashed.
struct Ahead(tokio::task::JoinHandle<Result<Vec<LeafRead>, StoreError>>);

impl Ahead {
    fn read(rows: &LedgerRows, after: u64) -> Self {
        let rows = rows.clone();
        Self(tokio::spawn(async move { rows.leaves(after, SLICE).await }))
    }

    async fn slice(&mut self) -> Result<Vec<LeafRead>, StoreError> {
        // Reading does not panic; a runtime that shuts down ends it.
        (&mut self.0).await.unwrap_or(Err(StoreError::Closed))
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn opened(head: &SignedHead, vkey: &VerifierKey) -> Result<Checkpoint, Found> {
    let size = head.size;
    let checkpoint =
        Checkpoint::open(head.note.as_bytes(), vkey).map_err(|source| Found::Head {
            size,
            source: Some(source),
        })?;
    if checkpoint.size == size && checkpoint.root.0 == head.root {
        Ok(checkpoint)
    } else {
        Err(Found::Head { size, source: None })
    }
}

/// Once after a start: what was changed while nobody ran is found, and then nothing is revealed.
pub async fn run(app: crate::app::Shared) {
    tokio::time::sleep(AFTER_START).await;
    let Some(vkey) = app.ledger.vkey() else {
        return;
    };
    let rows = app.store.ledger();
    match go_over(&rows, vkey, &[], PAUSE, |_| {}).await {
        Ok(checked) => {
            tracing::info!(event = "ledger-checked", count = checked.trunk.size());
        }
        Err(Found::Store { .. }) => {
            tracing::warn!(event = "ledger-unchecked");
        }
        Err(Found::Fault(Fault::Shorter { .. })) => app.ledger.stop(Trouble::CutBack),
        Err(_) => app.ledger.stop(Trouble::Changed),
    }
}
