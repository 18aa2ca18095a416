//! A start that finds another configuration, other screening rules or other keys than the last one says
//! so in the ledger, before it serves anybody.
//!
//! What changed is not in the leaf: a hash under the server's own salt, so that nobody guesses a
//! configuration by it and the operator can compare. Refuses to start when that cannot be written.
//!
//! Practice: G4

use crate::app::App;
use crate::features::leaves::leaf;
use tacita_ledger::{LeafKind, Subject};
use tacita_store::StoreError;

/// Writes what is another than at the last start.
///
/// # Errors
/// [`StoreError`].
pub async fn began(app: &App) -> Result<(), StoreError> {
    let server = app.store.who(Subject::SERVER).await?;
    let configuration = serde_json::to_vec(&app.config).unwrap_or_default();
    let keys: Vec<u8> = app
        .keys
        .sets()
        .flat_map(|set| set.public().concat())
        .collect();
    let rows = app.store.ledger();
    let mut leaves = Vec::new();
    for (kind, bytes) in [
        (LeafKind::ConfigurationChanged, configuration.as_slice()),
        (
            LeafKind::ScreeningChanged,
            app.screening.to_bytes().as_slice(),
        ),
        (LeafKind::KeysChanged, keys.as_slice()),
    ] {
        let what = server.keyed(bytes);
        let before = rows.last_start(kind).await?.and_then(|row| row.leaf);
        if before.is_none_or(|leaf| leaf.what != what) {
            leaves.push(leaf(app, kind, Subject::SERVER).await?.of(what));
        }
    }
    if !leaves.is_empty() {
        app.store.commit(Vec::new(), leaves).await?;
    }
    Ok(())
}
