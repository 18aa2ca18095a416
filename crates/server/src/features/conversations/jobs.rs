//! What is deleted after the act that caused it: closed conversations, intake records that are
//! settled, packages whose keys are lost.
//!
//! The work is put on the list in the same transaction as its cause, so a crash in between forgets
//! nothing. Halves go first: after that the record is dead wherever a copy of it lies.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use tacita_model::{ConversationId, MessageId, Timestamp, TypedId};
use tacita_protocol::{Blob, Wire};
use tacita_store::{Store, StoreError, Write};

const KIND: &str = "conversation";
const LEASE_SECONDS: i64 = 60;
const RETRY_SECONDS: i64 = 30;
const ATTEMPTS: u32 = 20;

/// One piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// Deletes everything that a closed conversation leaves behind.
    Purge {
        /// Conversation.
        conversation: ConversationId,
    },
    /// Deletes intake records.
    DropIntake {
        /// Conversation.
        conversation: ConversationId,
        /// Their messages.
        messages: Vec<MessageId>,
    },
    /// Uses up the key packages of a leaf whose device has lost their private keys.
    ForgetPackages {
        /// Conversation.
        conversation: ConversationId,
        /// Whose.
        key: [u8; 32],
    },
}

#[derive(Serialize, Deserialize)]
enum Stored {
    Purge(Wire<ConversationId>),
    DropIntake(Wire<ConversationId>, Vec<Wire<MessageId>>),
    ForgetPackages(Wire<ConversationId>, Blob, i64),
}

/// The write that puts work on the list.
#[must_use]
pub fn enqueue(work: &Work, now: Timestamp) -> Write {
    let stored = match work {
        Work::Purge { conversation } => Stored::Purge(Wire(*conversation)),
        Work::DropIntake {
            conversation,
            messages,
        } => Stored::DropIntake(
            Wire(*conversation),
            messages.iter().copied().map(Wire).collect(),
        ),
        Work::ForgetPackages { conversation, key } => {
            Stored::ForgetPackages(Wire(*conversation), Blob(key.to_vec()), now.0)
        }
    };
    let payload = tacita_protocol::control::encode_body(&stored).unwrap_or_default();
    Write::Enqueue {
        kind: KIND.to_owned(),
        payload,
        run_at: now,
    }
}

/// Does what is due. Answers how much was done.
///
/// # Errors
/// [`StoreError`] when the list cannot be read; the next call tries again.
pub async fn run_due(store: &Store, now: Timestamp) -> Result<usize, StoreError> {
    let mut done = 0;
    for job in store
        .due_jobs(16)
        .await?
        .into_iter()
        .filter(|job| job.kind == KIND)
    {
        let until = now.plus_seconds(LEASE_SECONDS);
        let claim = Write::ClaimJob {
            id: job.id,
            until,
            now,
        };
        if store.commit(vec![claim], Vec::new()).await.is_err() {
            continue;
        }
        let after = match work(store, &job.payload, now).await {
            Ok(()) => Write::FinishJob(job.id),
            Err(error) if job.attempts < ATTEMPTS => {
                tracing::warn!(error = %error, "a deletion will be tried again");
                Write::RetryJob {
                    id: job.id,
                    run_at: now.plus_seconds(RETRY_SECONDS),
                }
            }
            Err(error) => {
                tracing::error!(error = %error, "a deletion failed for good");
                Write::BuryJob(job.id)
            }
        };
        store.commit(vec![after], Vec::new()).await?;
        done += 1;
    }
    Ok(done)
}

async fn work(store: &Store, payload: &[u8], now: Timestamp) -> Result<(), StoreError> {
    let Ok(stored) = tacita_protocol::control::decode_body::<Stored>(payload) else {
        return Err(StoreError::Nonsense {
            table: "job",
            column: "payload",
        });
    };
    match stored {
        Stored::Purge(conversation) => {
            store.shred_conversation(conversation.0).await?;
            // Bodies are found through the index; what is not in it yet would be left behind.
            store.index().await?;
            store
                .commit(vec![Write::Purge(conversation.0)], Vec::new())
                .await
                .map(drop)
        }
        Stored::DropIntake(conversation, messages) => {
            let messages: Vec<_> = messages.into_iter().map(|message| message.0).collect();
            let kept = store.intake_messages(conversation.0).await?;
            if kept.iter().all(|message| messages.contains(message)) {
                store.shred_conversation(conversation.0).await?;
            }
            let drop_them = Write::DropIntake {
                conversation: conversation.0,
                messages,
            };
            store.commit(vec![drop_them], Vec::new()).await.map(drop)
        }
        Stored::ForgetPackages(conversation, key, before) => {
            let key: [u8; 32] = key.0.try_into().map_err(|_| StoreError::Nonsense {
                table: "job",
                column: "payload",
            })?;
            while let Some(package) = store.next_key_package(&key, conversation.0).await? {
                if package.created_at.0 > before {
                    break;
                }
                let take = Write::TakeKeyPackage {
                    id: package.id,
                    conversation: conversation.0,
                    now,
                };
                store.commit(vec![take], Vec::new()).await?;
            }
            Ok(())
        }
    }
}

/// The id of a package from its bytes: the first half of their hash, so that taking the same
/// package in twice is noticed.
#[must_use]
pub fn package_id(bytes: &Bytes) -> tacita_model::KeyPackageId {
    let hash = tacita_protocol::chain::body_hash(bytes);
    let [id @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = hash;
    tacita_model::KeyPackageId::from_bytes(id)
}
