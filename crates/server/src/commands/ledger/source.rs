//! Where the log is read from, and the key that comes with it.

use super::super::{Common, Failure};
use crate::keys::{LEDGER_KEY_FILE, ledger_key};
use std::path::Path;
use tacita_ledger::note::{Algorithm, NoteKey, SignedNote, VerifierKey};
use tacita_store::{LedgerRows, Location};

/// A store seen from outside.
pub(super) struct Rows {
    pub(super) rows: LedgerRows,
    /// The key that lies beside it: good to find accidents, not against who holds the folder.
    pub(super) vkey: Option<VerifierKey>,
}

/// Opens a data folder, or the configured database.
pub(super) async fn rows(common: &Common, folder: Option<&Path>) -> Result<Rows, Failure> {
    if let Some(folder) = folder {
        let rows = LedgerRows::open(&Location::Sqlite(folder.to_owned())).await?;
        // Its own last head says under which name it was signed.
        let origin = match rows.last_head().await? {
            Some(head) => SignedNote::parse(head.note.as_bytes())
                .ok()
                .and_then(|note| note.text().lines().next().map(str::to_owned)),
            None => None,
        };
        let vkey = origin.and_then(|origin| vkey_in(&folder.join("keys"), &origin).ok());
        return Ok(Rows { rows, vkey });
    }
    let config = common.load()?;
    let location = config.location();
    Ok(Rows {
        rows: LedgerRows::open(&location).await?,
        vkey: vkey_in(&config.key_folder(), &config.ledger_origin()).ok(),
    })
}

/// The public half of the key in a key folder.
pub(in crate::commands) fn vkey_in(folder: &Path, origin: &str) -> Result<VerifierKey, Failure> {
    let secret = ledger_key(folder)?.ok_or_else(|| {
        let path = folder.join(LEDGER_KEY_FILE);
        format!("there is no {}; `tacita init` makes one", path.display())
    })?;
    let key = NoteKey::from_bytes(&secret);
    Ok(VerifierKey::of(origin, Algorithm::Ed25519, &key)?)
}
