//! Everything that can be written, as data: a commit is a list of these and of leaves.
//!
//! A write that no longer fits (the package was taken, the epoch is won, the row is gone) fails
//! with [`StoreError::Conflict`] or [`StoreError::Missing`]; then nothing of its commit is kept.

use crate::db::Conn;
use crate::erase::{forget_bodies, forget_expired, purge};
use crate::error::StoreError;
use crate::rows::{
    Agent, Certificate, Conversation, Device, DeviceStatus, Entry, Group, Handshake, IntakeKey,
    IntakeRecord, KeyPackage, Member, Queue, QueueTeam, Roster, SignIn, TeamMember, Ticket,
    Welcome,
};
use crate::table::Row;
use tacita_model::{
    AgentId, ConversationId, DeviceId, KeyPackageId, MessageId, Sequence, SignInId, Timestamp,
};

/// One write of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Appends entries to the log, in this order. Together with all others of the group they leave
    /// one leaf; the caller hands in none for them.
    Entries(Vec<Entry>),

    /// Makes or replaces a person.
    PutAgent(Agent),
    /// Puts a person into a team.
    JoinTeam(TeamMember),
    /// Takes a person out of a team.
    LeaveTeam(TeamMember),
    /// Makes or replaces a queue.
    PutQueue(Queue),
    /// Lets a team serve a queue.
    ServeQueue(QueueTeam),

    /// Begins a sign-in.
    BeginSignIn(SignIn),
    /// Moves the idle limit of a running sign-in.
    TouchSignIn {
        /// Which.
        id: SignInId,
        /// Now.
        seen_at: Timestamp,
        /// The new idle limit.
        idle_until: Timestamp,
    },
    /// Ends a sign-in. One that has ended stays as it is.
    EndSignIn {
        /// Which.
        id: SignInId,
        /// Now.
        at: Timestamp,
    },
    /// Ends every sign-in of a person.
    EndSignInsOf {
        /// Whose.
        agent: AgentId,
        /// Now.
        at: Timestamp,
    },

    /// Registers a device (status `waiting`); a second device with the same key conflicts.
    AddDevice(Device),
    /// The issuer's answer with a credential, for a device that is not revoked.
    IssueCredential {
        /// Which device.
        device: DeviceId,
        /// The credential.
        credential: Vec<u8>,
        /// When it ends.
        until: Timestamp,
        /// Now.
        at: Timestamp,
    },
    /// The issuer's answer without one.
    RefuseDevice {
        /// Which device.
        device: DeviceId,
        /// Now.
        at: Timestamp,
    },
    /// Revokes a device and drops its unused key packages and intake keys.
    RevokeDevice {
        /// Which device.
        device: DeviceId,
        /// Now.
        at: Timestamp,
    },
    /// The device was seen.
    SeeDevice {
        /// Which device.
        device: DeviceId,
        /// Now.
        at: Timestamp,
    },

    /// Takes in a key package; the same bytes a second time conflict.
    AddKeyPackage(KeyPackage),
    /// Reserves an unused package that is not reserved by somebody else.
    ReserveKeyPackage {
        /// Which.
        id: KeyPackageId,
        /// For this conversation.
        conversation: ConversationId,
        /// End of the reservation.
        until: Timestamp,
        /// Now.
        now: Timestamp,
    },
    /// Gives a reservation back.
    ReleaseKeyPackage {
        /// Which.
        id: KeyPackageId,
        /// The conversation that held it.
        conversation: ConversationId,
    },
    /// Uses a package up, once, for a conversation whose reservation (if any) still runs.
    TakeKeyPackage {
        /// Which.
        id: KeyPackageId,
        /// For this conversation.
        conversation: ConversationId,
        /// Now.
        now: Timestamp,
    },
    /// Stores the day's intake key; a second one for the day replaces the first.
    PutIntakeKey(IntakeKey),

    /// Opens a conversation.
    AddConversation(Conversation),
    /// Replaces its row. The writer of the log is the only one who does.
    SetConversation(Conversation),
    /// Makes or replaces the public group of a generation.
    PutGroup(Group),
    /// A commit won its epoch; a second one conflicts.
    WinEpoch(Handshake),
    /// Keeps a welcome until its device has it.
    PutWelcome(Welcome),
    /// The device has joined.
    DropWelcome {
        /// Which conversation.
        conversation: ConversationId,
        /// Whose.
        leaf_key: [u8; 32],
    },
    /// Makes or replaces a member.
    PutMember(Member),
    /// What members have acknowledged and counted since the last flush. Never goes back.
    Progress(Vec<Progress>),
    /// Keeps a ticket.
    AddTicket(Ticket),

    /// Keeps an intake record whose server half is already in its store
    /// ([`crate::Store::keep_half`]); the same message id twice conflicts.
    AddIntake(IntakeRecord),
    /// Drops intake records of a conversation by their message ids. Drop the halves first.
    DropIntake {
        /// Which conversation.
        conversation: ConversationId,
        /// Which messages.
        messages: Vec<MessageId>,
    },
    /// Deletes all that a closed conversation leaves behind but its row, its members and the last
    /// entry of its log: queue, key packages, groups, welcomes, tickets, intake records.
    Purge(ConversationId),

    /// Empties the bodies of a conversation's indexed entries up to a place
    /// ([`crate::Store::forget_bodies`]).
    ForgetBodies {
        /// Which conversation.
        conversation: ConversationId,
        /// Up to here.
        to: Sequence,
    },
    /// Deletes rows whose time is over ([`crate::Store::forget_expired`]).
    ForgetExpired {
        /// Now.
        now: Timestamp,
    },

    /// Stores a certificate.
    PutCertificate(Certificate),
    /// Stores a queue's roster.
    PutRoster(Roster),

    /// Keeps a subject's salt; one that is there stays ([`crate::Store::who`]).
    Salt {
        /// `ledger::Subject` bytes.
        subject: [u8; 19],
        /// 32 random bytes.
        salt: [u8; 32],
    },

    /// Puts work on the list, in the transaction of the act that caused it.
    Enqueue {
        /// What to do.
        kind: String,
        /// Ids it works on; never content.
        payload: Vec<u8>,
        /// Not before.
        run_at: Timestamp,
    },
    /// Claims work for a time; conflicts when somebody else has it.
    ClaimJob {
        /// Which.
        id: i64,
        /// End of the claim.
        until: Timestamp,
        /// Now.
        now: Timestamp,
    },
    /// The work is done.
    FinishJob(i64),
    /// The work failed; try again later.
    RetryJob {
        /// Which.
        id: i64,
        /// Not before.
        run_at: Timestamp,
    },
    /// The work failed for good; kept for a person to look at.
    BuryJob(i64),
}

/// How far a member has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The conversation.
    pub conversation: ConversationId,
    /// The member.
    pub leaf_key: [u8; 32],
    /// Everything up to here is durable on the device.
    pub acked: Sequence,
    /// Highest counter taken in the running generation.
    pub counter: u64,
}

macro_rules! cells {
    ($($value:expr),* $(,)?) => { vec![$(crate::cell::Column::into_cell($value)),*] };
}
pub(crate) use cells;

async fn insert<R: Row>(conn: &mut Conn, row: R) -> Result<(), StoreError> {
    conn.run(R::TABLE, R::insert(), row.into_cells())
        .await
        .map(drop)
}

async fn upsert<R: Row>(conn: &mut Conn, row: R) -> Result<(), StoreError> {
    conn.run(R::TABLE, R::upsert(), row.into_cells())
        .await
        .map(drop)
}

/// A statement that must touch a row; otherwise somebody was first.
async fn touch(
    conn: &mut Conn,
    table: &'static str,
    sql: &'static str,
    cells: Vec<crate::cell::Cell>,
) -> Result<(), StoreError> {
    match conn.run(table, sql, cells).await? {
        0 => Err(StoreError::Conflict(table)),
        _ => Ok(()),
    }
}

/// Does one write. [`Write::Entries`] are the group's business (`commit`) and do nothing here.
pub(crate) async fn apply(conn: &mut Conn, write: Write) -> Result<(), StoreError> {
    match write {
        Write::Entries(_) => Ok(()),
        Write::PutAgent(row) => upsert(conn, row).await,
        Write::JoinTeam(row) => upsert(conn, row).await,
        Write::LeaveTeam(row) => {
            let sql = "DELETE FROM team_member WHERE team = $1 AND agent = $2";
            conn.run("team_member", sql, row.into_cells())
                .await
                .map(drop)
        }
        Write::PutQueue(row) => upsert(conn, row).await,
        Write::ServeQueue(row) => upsert(conn, row).await,

        Write::BeginSignIn(row) => insert(conn, row).await,
        Write::TouchSignIn {
            id,
            seen_at,
            idle_until,
        } => {
            let sql = "UPDATE sign_in SET seen_at = $2, idle_until = $3 \
                       WHERE id = $1 AND ended_at IS NULL";
            touch(conn, "sign_in", sql, cells![id, seen_at, idle_until]).await
        }
        Write::EndSignIn { id, at } => {
            let sql = "UPDATE sign_in SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
            conn.run("sign_in", sql, cells![id, at]).await.map(drop)
        }
        Write::EndSignInsOf { agent, at } => {
            let sql = "UPDATE sign_in SET ended_at = $2 WHERE agent = $1 AND ended_at IS NULL";
            conn.run("sign_in", sql, cells![agent, at]).await.map(drop)
        }

        Write::AddDevice(row) => insert(conn, row).await,
        Write::IssueCredential {
            device,
            credential,
            until,
            at,
        } => {
            let sql = "UPDATE device SET status = $5, credential = $2, credential_until = $3, \
                       answered_at = $4 WHERE id = $1 AND status <> $6";
            let cells = cells![
                device,
                credential,
                until,
                at,
                DeviceStatus::Approved,
                DeviceStatus::Revoked
            ];
            touch(conn, "device", sql, cells).await
        }
        Write::RefuseDevice { device, at } => {
            let sql = "UPDATE device SET status = $3, answered_at = $2 \
                       WHERE id = $1 AND status = $4";
            let cells = cells![device, at, DeviceStatus::Refused, DeviceStatus::Waiting];
            touch(conn, "device", sql, cells).await
        }
        Write::RevokeDevice { device, at } => revoke(conn, device, at).await,
        Write::SeeDevice { device, at } => {
            let sql = "UPDATE device SET seen_at = $2 WHERE id = $1";
            conn.run("device", sql, cells![device, at]).await.map(drop)
        }

        Write::AddKeyPackage(row) => insert(conn, row).await,
        Write::ReserveKeyPackage {
            id,
            conversation,
            until,
            now,
        } => {
            let sql = "UPDATE key_package SET reserved_for = $2, reserved_until = $3 \
                       WHERE id = $1 AND used_at IS NULL AND expires_at > $4 AND \
                       (reserved_for IS NULL OR reserved_for = $2 OR reserved_until <= $4)";
            touch(
                conn,
                "key_package",
                sql,
                cells![id, conversation, until, now],
            )
            .await
        }
        Write::ReleaseKeyPackage { id, conversation } => {
            let sql = "UPDATE key_package SET reserved_for = NULL, reserved_until = NULL \
                       WHERE id = $1 AND reserved_for = $2 AND used_at IS NULL";
            conn.run("key_package", sql, cells![id, conversation])
                .await
                .map(drop)
        }
        Write::TakeKeyPackage {
            id,
            conversation,
            now,
        } => {
            let sql = "UPDATE key_package SET used_at = $3, reserved_for = $2 \
                       WHERE id = $1 AND used_at IS NULL AND expires_at > $3 AND \
                       (reserved_for IS NULL OR reserved_until <= $3 OR reserved_for = $2)";
            touch(conn, "key_package", sql, cells![id, conversation, now]).await
        }
        Write::PutIntakeKey(row) => upsert(conn, row).await,

        Write::AddConversation(row) => insert(conn, row).await,
        Write::SetConversation(row) => upsert(conn, row).await,
        Write::PutGroup(row) => upsert(conn, row).await,
        Write::WinEpoch(row) => insert(conn, row).await,
        Write::PutWelcome(row) => upsert(conn, row).await,
        Write::DropWelcome {
            conversation,
            leaf_key,
        } => {
            let sql = "DELETE FROM welcome WHERE conversation = $1 AND leaf_key = $2";
            conn.run("welcome", sql, cells![conversation, leaf_key])
                .await
                .map(drop)
        }
        Write::PutMember(row) => upsert(conn, row).await,
        Write::Progress(all) => progress(conn, all).await,
        Write::AddTicket(row) => insert(conn, row).await,

        Write::AddIntake(row) => insert(conn, row).await,
        Write::DropIntake {
            conversation,
            messages,
        } => {
            let sql = "DELETE FROM intake_record WHERE conversation = $1 AND message = $2";
            for message in messages {
                conn.run("intake_record", sql, cells![conversation, message])
                    .await?;
            }
            Ok(())
        }
        Write::Purge(conversation) => purge(conn, conversation).await,

        Write::ForgetBodies { conversation, to } => forget_bodies(conn, conversation, to).await,
        Write::ForgetExpired { now } => forget_expired(conn, now).await,

        Write::PutCertificate(row) => upsert(conn, row).await,
        Write::PutRoster(row) => upsert(conn, row).await,

        Write::Salt { subject, salt } => {
            let sql = "INSERT INTO subject_salt (subject, salt) VALUES ($1, $2) \
                       ON CONFLICT (subject) DO NOTHING";
            conn.run("subject_salt", sql, cells![subject, salt])
                .await
                .map(drop)
        }

        Write::Enqueue {
            kind,
            payload,
            run_at,
        } => {
            let sql = "INSERT INTO job (id, kind, payload, run_at, attempts, dead) \
                       SELECT coalesce(max(id), 0) + 1, $1, $2, $3, 0, 0 FROM job";
            conn.run("job", sql, cells![kind, payload, run_at])
                .await
                .map(drop)
        }
        Write::ClaimJob { id, until, now } => {
            let sql = "UPDATE job SET lease_until = $2, attempts = attempts + 1 WHERE id = $1 \
                       AND dead = 0 AND (lease_until IS NULL OR lease_until <= $3)";
            touch(conn, "job", sql, cells![id, until, now]).await
        }
        Write::FinishJob(id) => {
            let sql = "DELETE FROM job WHERE id = $1";
            conn.run("job", sql, cells![id]).await.map(drop)
        }
        Write::RetryJob { id, run_at } => {
            let sql = "UPDATE job SET run_at = $2, lease_until = NULL WHERE id = $1";
            touch(conn, "job", sql, cells![id, run_at]).await
        }
        Write::BuryJob(id) => {
            let sql = "UPDATE job SET dead = 1, lease_until = NULL WHERE id = $1";
            touch(conn, "job", sql, cells![id]).await
        }
    }
}

async fn revoke(conn: &mut Conn, device: DeviceId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE device SET status = $3, revoked_at = $2 WHERE id = $1 AND status <> $3";
    touch(
        conn,
        "device",
        sql,
        cells![device, at, DeviceStatus::Revoked],
    )
    .await?;
    let sql = "DELETE FROM key_package WHERE device = $1 AND used_at IS NULL";
    conn.run("key_package", sql, cells![device]).await?;
    let sql = "DELETE FROM intake_key WHERE device = $1";
    conn.run("intake_key", sql, cells![device]).await.map(drop)
}

async fn progress(conn: &mut Conn, all: Vec<Progress>) -> Result<(), StoreError> {
    let sql = "UPDATE member SET acked = $3, counter = $4 \
               WHERE conversation = $1 AND leaf_key = $2 AND acked <= $3";
    for one in all {
        let cells = cells![one.conversation, one.leaf_key, one.acked, one.counter];
        conn.run("member", sql, cells).await?;
    }
    Ok(())
}
