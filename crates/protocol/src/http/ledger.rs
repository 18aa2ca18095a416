//! Bodies about the ledger: receipts for customers, records and statements for the desk, the page of
//! officers. Refuses nothing; what is in them is decided by the server and proven by the log.

use super::bodies;
use crate::Blob;
use serde::{Deserialize, Serialize};

bodies! {
    /// `POST /v1/widget/receipts`.
    pub struct ReceiptRequest {
        /// The secret whose hash was handed in when the conversation was opened (32 bytes).
        pub key: Blob,
    }

    /// `POST /v1/widget/credentials`.
    pub struct CredentialsRequest {
        /// SHA-256 of each credential as it stands in the group's tree (32 bytes each, 16 at most).
        pub credentials: Vec<Blob>,
    }

    /// Leaves with their proofs, for a customer or a person of the desk; also the file they keep.
    pub struct Receipt {
        /// `tacita receipt v1`.
        pub format: String,
        /// The key that verifies the checkpoints, as the server says it.
        pub key: String,
        /// The conversation (`cnv_…`) or the person (`agt_…`) that it is about.
        pub about: String,
        /// One proof file of C2SP tlog-proof a leaf; its `extra` line says what it proves.
        pub proofs: Vec<String>,
        /// What the log's key signs over all of them; in statements of persons alone.
        pub statement: Option<String>,
    }

    /// `GET /v1/ledger/acts` and `GET /v1/ledger/own`: leaves in words, the latest first.
    pub struct LedgerPage {
        /// The leaves.
        pub acts: Vec<LedgerAct>,
        /// Where to go on, as `before`; none at the end.
        pub next: Option<u64>,
    }

    /// One leaf in words.
    pub struct LedgerAct {
        /// Its number, from 1.
        pub number: u64,
        /// Kind of act, as a stable word.
        pub kind: String,
        /// `agent`, `customer`, `server`, `issuer` or `nobody` (erased, or not to be named).
        pub who: String,
        /// Id of the person, where there is one.
        pub person: Option<String>,
        /// Name of the person.
        pub name: String,
        /// What it was about: an id, or words; none where nobody knows any more.
        pub what: Option<String>,
        /// Why, as a stable word.
        pub purpose: Option<String>,
        /// When (microseconds).
        pub time: i64,
        /// The last checkpoint covers it.
        pub signed: bool,
    }

    /// `GET /v1/ledger/heads`: the checkpoints and who cosigned them, for a picture.
    pub struct LedgerHeads {
        /// The key that verifies them; none where nothing is signed.
        pub key: Option<String>,
        /// Leaves that are durable.
        pub size: u64,
        /// Why nothing is signed or revealed, as a stable word; none when all is well.
        pub trouble: Option<String>,
        /// What a witness saw that must not be, as a stable word.
        pub alarm: Option<String>,
        /// The latest heads, the oldest first.
        pub heads: Vec<LedgerHead>,
        /// Names of the witnesses that are asked.
        pub witnesses: Vec<String>,
    }

    /// One signed head.
    pub struct LedgerHead {
        /// Leaves it is over.
        pub size: u64,
        /// Root over them.
        pub root: Blob,
        /// When it was signed (microseconds).
        pub time: i64,
        /// Names of the witnesses that have cosigned it.
        pub witnesses: Vec<String>,
    }
}
