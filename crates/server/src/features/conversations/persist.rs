//! From the engine's rows to the store's writes.
//!
//! Ordinary messages of all conversations go as one list of entries; a conversation that changed in
//! more than its log is a commit of its own, so that one that fails (somebody used the package
//! first) takes no other along. The store puts them all into one transaction with one sync.

use super::engine::head::{Change, Pending};
use super::engine::rows::{HeadRow, Row};
use super::engine::tail::Entry;
use super::jobs;
use crate::features::conduct::count;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use tacita_ledger::{Leaf, LeafKind, Subject};
use tacita_model::{ConversationId, MessageId, Purpose, RequestId, Sequence, Timestamp, TypedId};
use tacita_protocol::Blob;
use tacita_store::rows::Counted;
use tacita_store::{Progress, Store, StoreError, Write, rows};

/// What a commit needs besides the rows.
pub(super) struct Desk<'a> {
    /// The store.
    pub store: &'a Store,
    /// Now.
    pub now: Timestamp,
    /// Random ids.
    pub draw: &'a (dyn Fn() -> [u8; 16] + Sync),
}

/// Writes a round. Answers the conversations of which nothing was written.
pub(super) async fn commit(desk: &Desk<'_>, rows: Vec<Row>) -> HashSet<ConversationId> {
    if rows.is_empty() {
        return HashSet::new();
    }
    let complex: HashSet<_> = rows
        .iter()
        .filter(|row| !matches!(row, Row::Entry { .. }))
        .map(Row::conversation)
        .collect();
    let mut plain = Vec::with_capacity(rows.len());
    let mut plain_of = HashSet::new();
    let mut apart: HashMap<ConversationId, Vec<Row>> = HashMap::new();
    for row in rows {
        let id = row.conversation();
        if complex.contains(&id) {
            apart.entry(id).or_default().push(row);
        } else if let Row::Entry {
            conversation,
            entry,
            counter,
        } = row
        {
            plain_of.insert(id);
            plain.push(stored(conversation, entry, counter));
        }
    }
    let plain = async {
        if plain.is_empty() {
            return true;
        }
        note(
            desk.store
                .commit(vec![Write::Entries(plain)], Vec::new())
                .await
                .map(drop),
        )
    };
    let apart = futures_util::future::join_all(
        apart
            .into_iter()
            .map(|(id, rows)| async move { (id, one(desk, rows).await) }),
    );
    let (plain, apart) = futures_util::future::join(plain, apart).await;
    let mut failed: HashSet<_> = apart
        .into_iter()
        .filter(|(_, written)| !written)
        .map(|(id, _)| id)
        .collect();
    if !plain {
        failed.extend(plain_of);
    }
    failed
}

fn note(result: Result<(), StoreError>) -> bool {
    match result {
        Ok(()) => true,
        Err(error) => {
            tracing::warn!(error = %error, "a round was not written; whoever asked was told");
            metrics::counter!("tacita_rounds_refused_total").increment(1);
            false
        }
    }
}

async fn one(desk: &Desk<'_>, rows: Vec<Row>) -> bool {
    let mut writes = Vec::with_capacity(rows.len());
    let mut leaves = Vec::new();
    writes.extend(answered(desk, &rows));
    for row in rows {
        match leaf(desk, &row).await {
            Ok(Some(leaf)) => leaves.push(leaf),
            Ok(None) => writes.extend(write(desk, row)),
            Err(error) => return note(Err(error)),
        }
    }
    note(desk.store.commit(writes, leaves).await.map(drop))
}

/// A chat got somebody who answers it: one more of theirs, whoever decided it.
fn answered(desk: &Desk<'_>, rows: &[Row]) -> Option<Write> {
    let kinds = [LeafKind::Assigned, LeafKind::Transferred];
    let taken = |row: &Row| matches!(row, Row::Leaf { kind, .. } if kinds.contains(kind));
    if !rows.iter().any(taken) {
        return None;
    }
    rows.iter().rev().find_map(|row| match row {
        Row::Head { head, .. } => {
            let agent = head.assigned.as_ref()?.agent;
            Some(count::one(
                agent,
                head.queue,
                desk.now,
                Counted::Answered,
                None,
            ))
        }
        _ => None,
    })
}

async fn leaf(desk: &Desk<'_>, row: &Row) -> Result<Option<Leaf>, StoreError> {
    let Row::Leaf {
        kind,
        conversation,
        by,
        customer,
    } = row
    else {
        return Ok(None);
    };
    let subject = match (by, customer) {
        (Some(agent), _) => Subject::of(*agent),
        (None, Some(customer)) => Subject::of(*customer),
        (None, None) => Subject::SERVER,
    };
    let what = Leaf::what_id(*conversation);
    Ok(Some(Leaf {
        kind: *kind,
        who: desk.store.who(subject).await?.about(&what),
        what,
        purpose: by.map(|_| match kind {
            LeafKind::Joined | LeafKind::Left => Purpose::Supervise,
            _ => Purpose::AnswerChat,
        }),
        when: desk.now,
        request: RequestId::from_bytes((desk.draw)()),
    }))
}

fn stored(conversation: ConversationId, entry: Entry, counter: u64) -> tacita_store::Entry {
    tacita_store::Entry {
        conversation,
        place: tacita_model::Place {
            sequence: entry.sequence,
            chain: entry.chain,
        },
        time: entry.time,
        kind: entry.kind as u8,
        sender: entry.sender,
        counter,
        epoch: entry.epoch,
        message: entry
            .message
            .unwrap_or_else(|| MessageId::from_bytes([0; 16])),
        body: entry.body.unwrap_or_default(),
        body_hash: entry.hash,
    }
}

fn member(
    conversation: ConversationId,
    member: &super::engine::head::Member,
    removed_at: Option<Sequence>,
) -> rows::Member {
    rows::Member {
        conversation,
        leaf_key: member.key,
        role: member.role,
        agent: member.agent,
        device: member.device,
        joined_at: member.since,
        acked: member.acked,
        counter: member.counter,
        removed_at,
    }
}

fn head(id: ConversationId, row: HeadRow) -> rows::Conversation {
    rows::Conversation {
        id,
        tenant: row.tenant,
        site: row.site,
        queue: row.queue,
        customer: row.customer,
        customer_key: row.customer_key,
        customer_credential: row.credential.to_vec(),
        state: row.state,
        generation: row.generation,
        profile: row.profile,
        agent: row.assigned.as_ref().map(|assigned| assigned.agent),
        device: row.assigned.as_ref().map(|assigned| assigned.device),
        opened_at: row.opened,
        waiting_since: row.waiting_since,
        last_entry_at: row.last_entry,
        closed_at: row.closed,
        freezes: row.freezes,
        frozen_since: row.frozen_since,
        forgotten_to: row.forgotten_to,
        on_hold_since: row.on_hold_since,
        language: row.language,
        prefers: row.prefers,
    }
}

fn write(desk: &Desk<'_>, row: Row) -> Vec<Write> {
    vec![match row {
        Row::Entry {
            conversation,
            entry,
            counter,
        } => Write::Entries(vec![stored(conversation, entry, counter)]),
        Row::Head {
            conversation,
            head: row,
        } => Write::SetConversation(head(conversation, *row)),
        Row::Commit {
            conversation,
            generation,
            epoch,
            sequence,
            ..
        } => Write::WinEpoch(rows::Handshake {
            conversation,
            generation,
            epoch,
            sequence,
        }),
        Row::Group {
            conversation,
            generation,
            epoch,
            group,
            pending,
        } => {
            let id = tacita_seal::GroupId {
                conversation,
                generation,
            };
            Write::PutGroup(rows::Group {
                conversation,
                generation,
                group_id: id.to_bytes().to_vec(),
                epoch,
                public_group: group.to_vec(),
                pending: encode_pending(&pending),
            })
        }
        Row::Joined {
            conversation,
            member: joined,
            ..
        } => Write::PutMember(member(conversation, &joined, None)),
        Row::Left {
            conversation,
            member: left,
            at,
        } => {
            return vec![
                Write::PutMember(member(conversation, &left, Some(at))),
                Write::DropWelcome {
                    conversation,
                    leaf_key: left.key,
                },
            ];
        }
        Row::Guest {
            conversation,
            guest,
        } => Write::PutGuest(rows::Guest {
            conversation,
            leaf_key: guest.who.key,
            agent: guest.who.agent,
            device: guest.who.device,
            joined_at: guest.who.since,
            until: guest.until,
        }),
        Row::GuestGone { conversation, key } => Write::DropGuest {
            conversation,
            leaf_key: key,
        },
        Row::Progress {
            conversation,
            key,
            acked,
            counter,
        } => Write::Progress(vec![Progress {
            conversation,
            leaf_key: key,
            acked,
            counter,
        }]),
        Row::Welcome {
            conversation,
            welcome,
        } => Write::PutWelcome(rows::Welcome {
            conversation,
            generation: welcome.generation,
            leaf_key: welcome.key,
            package: None,
            at_sequence: welcome.at.sequence,
            at_chain: welcome.at.chain,
            bytes: welcome.welcome.to_vec(),
            ticket: welcome.ticket.to_vec(),
            created_at: desk.now,
        }),
        Row::Welcomed { conversation, key } => Write::DropWelcome {
            conversation,
            leaf_key: key,
        },
        Row::Packages {
            conversation,
            key,
            packages,
        } => {
            return packages
                .into_iter()
                .map(|package| {
                    Write::AddKeyPackage(rows::KeyPackage {
                        id: package.id,
                        hash: tacita_protocol::chain::body_hash(&package.bytes),
                        leaf_key: key,
                        device: None,
                        conversation: Some(conversation),
                        profile: package.profile,
                        bytes: package.bytes.to_vec(),
                        created_at: desk.now,
                        expires_at: package.expires,
                        reserved_for: None,
                        reserved_until: None,
                        used_at: None,
                    })
                })
                .collect();
        }
        Row::PackagesLost { conversation, key } => {
            jobs::enqueue(&jobs::Work::ForgetPackages { conversation, key }, desk.now)
        }
        Row::PackageUsed {
            conversation,
            package,
            at,
        } => Write::TakeKeyPackage {
            id: package,
            conversation,
            now: at,
        },
        Row::Intake {
            conversation,
            customer_key,
            record,
            message,
            sequence,
            time,
            hash,
            sealed,
            signature,
            expires,
            ..
        } => Write::AddIntake(rows::IntakeRecord {
            id: record,
            conversation,
            sequence,
            message,
            locked: sealed.to_vec(),
            record_hash: hash,
            signature,
            customer_key,
            created_at: time,
            expires_at: expires,
        }),
        Row::IntakeGone {
            conversation,
            messages,
        } => jobs::enqueue(
            &jobs::Work::DropIntake {
                conversation,
                messages,
            },
            desk.now,
        ),
        Row::Wiped { conversation, at } => jobs::enqueue(&jobs::Work::Purge { conversation }, at),
        Row::Leaf { .. } => return Vec::new(),
    }]
}

#[derive(Serialize, Deserialize)]
struct StoredPending {
    add: Option<(Blob, Blob)>,
    key: Blob,
    proposal: Blob,
    ticket: Blob,
}

fn encode_pending(pending: &[Pending]) -> Vec<u8> {
    let stored: Vec<_> = pending
        .iter()
        .map(|waits| {
            let (add, key) = match &waits.change {
                Change::Add {
                    package,
                    key_package,
                    key,
                } => (
                    Some((
                        Blob(package.to_bytes().to_vec()),
                        Blob(key_package.to_vec()),
                    )),
                    key,
                ),
                Change::Remove { key } => (None, key),
            };
            StoredPending {
                add,
                key: Blob(key.to_vec()),
                proposal: Blob(waits.proposal.to_vec()),
                ticket: Blob(waits.ticket.to_vec()),
            }
        })
        .collect();
    tacita_protocol::control::encode_body(&stored).unwrap_or_default()
}

/// Reads what [`commit`] wrote of the proposals that wait.
#[must_use]
pub(super) fn decode_pending(bytes: &[u8]) -> Vec<Pending> {
    let stored: Vec<StoredPending> =
        tacita_protocol::control::decode_body(bytes).unwrap_or_default();
    stored
        .into_iter()
        .filter_map(|stored| {
            let key = stored.key.0.try_into().ok()?;
            let change = match stored.add {
                Some((package, bytes)) => Change::Add {
                    package: tacita_model::KeyPackageId::from_bytes(package.0.try_into().ok()?),
                    key_package: bytes.0.into(),
                    key,
                },
                None => Change::Remove { key },
            };
            Some(Pending {
                change,
                proposal: stored.proposal.0.into(),
                ticket: stored.ticket.0.into(),
            })
        })
        .collect()
}
