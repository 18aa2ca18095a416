//! The sequencing of durable leaves: those that were added in the last few seconds go into the tree, in
//! the order of their numbers, and a new head is signed and kept.
//!
//! It reads what the writer committed and gives the writer one small commit; nothing waits for it.
//! A kill between a leaf and its head loses nothing: the leaf is durable and goes into the next one.

use super::take_up::SLICE;
use super::{Ledger, Trouble};
use std::time::Duration;
use tacita_ledger::Hash;
use tacita_model::Timestamp;
use tacita_store::rows::{LeafBundle, SignedHead};
use tacita_store::{Store, StoreError, Write};

/// Runs until it is dropped.
pub async fn run(app: crate::app::Shared) {
    let every = Duration::from_secs(u64::from(app.config.ledger.checkpoint_seconds.max(1)));
    loop {
        // In a task of its own: a service that stops must not leave a head that it has signed and
        // does not know of.
        let its = app.clone();
        let turn = tokio::spawn(async move { its.ledger.sequence(&its.store, its.now()).await });
        let done = turn.await;
        tokio::time::sleep(every).await;
        if let Ok(Err(error)) = done {
            // Full or away: the leaves wait, the next turn takes them along.
            tracing::warn!(event = "ledger-waits", error = word(&error));
        } else {
            // An idle desk asks the database nothing.
            app.store.leaves_added().await;
        }
    }
}

const fn word(error: &StoreError) -> &'static str {
    match error {
        StoreError::Full => "full",
        StoreError::Closed => "closed",
        _ => "failed",
    }
}

impl Ledger {
    /// Puts the leaves that were added into the tree and signs a head over them, if there are any.
    ///
    /// # Errors
    /// [`StoreError`]; the tree stays as it was, and the next turn begins where this one did.
    pub async fn sequence(&self, store: &Store, now: Timestamp) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        if self.may_reveal().is_err() {
            return Ok(());
        }
        let rows = store.ledger();
        let (mut trunk, mut bundles) = (self.trunk(), Vec::new());
        let before = trunk.size();
        loop {
            let slice = rows.hashes(trunk.size(), SLICE).await?;
            if slice.is_empty() {
                break;
            }
            for (number, hash) in slice {
                if number != trunk.size() + 1 {
                    self.stop(Trouble::Changed);
                    return Ok(());
                }
                let place = trunk.bundles();
                bundles.extend(trunk.push(Hash(hash)).map(|root| LeafBundle {
                    number: place,
                    root: root.0,
                }));
            }
        }
        if trunk.size() == before {
            return Ok(());
        }
        let Some((checkpoint, note)) = self.sign(&trunk) else {
            return Ok(());
        };
        let head = SignedHead {
            size: checkpoint.size,
            root: checkpoint.root.0,
            note,
            made_at: now,
        };
        let write = Write::SignHead {
            head: head.clone(),
            bundles,
        };
        match store.commit(vec![write], Vec::new()).await {
            Ok(_) => {
                self.state().trunk = trunk;
                self.head.send_replace(Some(head));
                Ok(())
            }
            // Another head is there: somebody else signs this log.
            Err(StoreError::Conflict(_)) => {
                self.stop(Trouble::Changed);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}
