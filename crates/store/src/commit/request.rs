//! What comes to the writer: commits that wait, and the two orders beside them.

use crate::error::StoreError;
use crate::rows::Entry;
use crate::write::Write;
use tacita_ledger::{Leaf, Recorded};
use tokio::sync::oneshot;

/// One commit that waits.
pub(crate) struct Request {
    pub(crate) writes: Vec<Write>,
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) reply: oneshot::Sender<Result<Recorded, StoreError>>,
}

pub(crate) enum Command {
    Commit(Request),
    /// Brings the index up to date now.
    Index(oneshot::Sender<Result<(), StoreError>>),
    /// Ends the writer after what was queued before.
    Stop(oneshot::Sender<()>),
}

/// A request in the running transaction.
pub(super) struct Pending {
    pub(super) entries: Vec<Entry>,
    pub(super) others: Vec<Write>,
    pub(super) leaves: Vec<Leaf>,
    pub(super) reply: oneshot::Sender<Result<Recorded, StoreError>>,
}

impl From<Request> for Pending {
    fn from(request: Request) -> Self {
        let (mut entries, mut others) = (Vec::new(), Vec::new());
        for write in request.writes {
            match write {
                Write::Entries(more) if entries.is_empty() => entries = more,
                Write::Entries(more) => entries.extend(more),
                other => others.push(other),
            }
        }
        Self {
            entries,
            others,
            leaves: request.leaves,
            reply: request.reply,
        }
    }
}
