//! Does one write of a commit, inside the writer's transaction.
//!
//! A statement that must touch a row and touches none says so; the commit then keeps nothing.
//! Refuses to write entries: they go in for a whole group at once (`commit.rs`).

use crate::db::Conn;
use crate::erase::{forget_bodies, forget_expired, purge};
use crate::error::StoreError;
use crate::rows::{DeviceStatus, LeafBundle, OpenedIntake, ReceiptKey, SignedHead};
use crate::table::Row;
use crate::write::{Progress, Write, cells};
use tacita_model::{DeviceId, Timestamp};

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
        Write::PutAgent(row) => {
            crate::reviews::opens(conn, &row).await?;
            upsert(conn, row).await
        }
        Write::JoinTeam(row) => {
            let sql = "DELETE FROM withheld WHERE team = $1 AND agent = $2";
            conn.run("withheld", sql, cells![row.team, row.agent])
                .await?;
            upsert(conn, row).await
        }
        Write::LeaveTeam(row) => {
            let sql = "DELETE FROM team_member WHERE team = $1 AND agent = $2";
            conn.run("team_member", sql, row.into_cells())
                .await
                .map(drop)
        }
        Write::AddSkill(row) => upsert(conn, row).await,
        Write::DropSkill(row) => {
            let sql = "DELETE FROM skill WHERE agent = $1 AND name = $2";
            conn.run("skill", sql, row.into_cells()).await.map(drop)
        }
        Write::PutTraining(row) => upsert(conn, row).await,
        Write::DropTraining { agent, name } => {
            let sql = "DELETE FROM training WHERE agent = $1 AND name = $2";
            touch(conn, "training", sql, cells![agent, name]).await
        }
        Write::PutRole(row) => upsert(conn, row).await,
        Write::DropRole(name) => {
            let sql = "DELETE FROM custom_role WHERE name = $1 AND NOT EXISTS \
                       (SELECT 1 FROM role_holder WHERE role = $1)";
            touch(conn, "custom_role", sql, cells![name]).await
        }
        Write::HoldRole(row) => {
            upsert(conn, row.clone()).await?;
            // A role that was dropped meanwhile is held by nobody.
            let sql = "UPDATE role_holder SET role = $2 WHERE agent = $1 AND EXISTS \
                       (SELECT 1 FROM custom_role WHERE name = $2)";
            touch(conn, "role_holder", sql, row.into_cells()).await
        }
        Write::LoseRole(agent) => {
            let sql = "DELETE FROM role_holder WHERE agent = $1";
            conn.run("role_holder", sql, cells![agent]).await.map(drop)
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
        Write::ProveSignIn {
            id,
            at,
            active_until,
        } => {
            let sql = "UPDATE sign_in SET proven_at = $2, active_until = $3 \
                       WHERE id = $1 AND ended_at IS NULL AND proven_at IS NOT NULL";
            touch(conn, "sign_in", sql, cells![id, at, active_until]).await
        }
        Write::SetActive { id, active_until } => {
            let sql = "UPDATE sign_in SET active_until = $2 \
                       WHERE id = $1 AND ended_at IS NULL AND proven_at IS NOT NULL";
            touch(conn, "sign_in", sql, cells![id, active_until]).await
        }
        Write::AddFactor(row) => insert(conn, row).await,
        Write::DropFactor(id) => {
            touch(
                conn,
                "factor",
                "DELETE FROM factor WHERE id = $1",
                cells![id],
            )
            .await
        }
        Write::TakeStep { factor, step, at } => {
            let sql = "UPDATE factor SET last_step = $2, used_at = $3 \
                       WHERE id = $1 AND last_step < $2";
            touch(conn, "factor", sql, cells![factor, step, at]).await
        }
        Write::UsePasskey { factor, public, at } => {
            let sql = "UPDATE factor SET public = $2, used_at = $3 WHERE id = $1";
            touch(conn, "factor", sql, cells![factor, public, at]).await
        }
        Write::PutRecoveryCodes { agent, codes } => {
            let sql = "DELETE FROM recovery_code WHERE agent = $1";
            conn.run("recovery_code", sql, cells![agent]).await?;
            for code in codes {
                insert(conn, code).await?;
            }
            Ok(())
        }
        Write::UseRecoveryCode { agent, hash, at } => {
            let sql = "UPDATE recovery_code SET used_at = $3 \
                       WHERE agent = $1 AND hash = $2 AND used_at IS NULL";
            touch(conn, "recovery_code", sql, cells![agent, hash, at]).await
        }
        Write::PutBrowser(row) => upsert(conn, row).await,
        Write::DropBrowser(id) => {
            let sql = "DELETE FROM browser WHERE id = $1";
            conn.run("browser", sql, cells![id]).await.map(drop)
        }
        Write::DropFactorsOf(agent) => {
            for (table, sql) in [
                ("factor", "DELETE FROM factor WHERE agent = $1"),
                (
                    "recovery_code",
                    "DELETE FROM recovery_code WHERE agent = $1",
                ),
            ] {
                conn.run(table, sql, cells![agent]).await?;
            }
            Ok(())
        }
        Write::PutLink(row) => {
            let (kind, agent) = (row.kind, row.agent);
            let sql = "DELETE FROM access_link WHERE kind = $1 AND used_at IS NULL AND \
                       (agent = $2 OR (agent IS NULL AND $2 IS NULL))";
            conn.run("access_link", sql, cells![kind, agent]).await?;
            insert(conn, row).await
        }
        Write::UseLink { hash, at } => {
            let sql = "UPDATE access_link SET used_at = $2 \
                       WHERE hash = $1 AND used_at IS NULL AND expires_at > $2";
            touch(conn, "access_link", sql, cells![hash, at]).await
        }
        Write::LinkIdentity(row) => insert(conn, row).await,
        Write::DropIdentitiesOf(agent) => {
            let sql = "DELETE FROM identity WHERE agent = $1";
            conn.run("identity", sql, cells![agent]).await.map(drop)
        }
        Write::AddDirectoryToken(row) => insert(conn, row).await,
        Write::UseDirectoryToken { hash, at } => {
            let sql =
                "UPDATE directory_token SET used_at = $2 WHERE hash = $1 AND ended_at IS NULL";
            touch(conn, "directory_token", sql, cells![hash, at]).await
        }
        Write::EndDirectoryToken { hash, at } => {
            let sql =
                "UPDATE directory_token SET ended_at = $2 WHERE hash = $1 AND ended_at IS NULL";
            touch(conn, "directory_token", sql, cells![hash, at]).await
        }
        Write::PutDirectoryPerson(row) => upsert(conn, row).await,
        Write::DropDirectoryPerson(agent) => {
            for (table, sql) in [
                (
                    "directory_member",
                    "DELETE FROM directory_member WHERE agent = $1",
                ),
                (
                    "directory_person",
                    "DELETE FROM directory_person WHERE agent = $1",
                ),
            ] {
                conn.run(table, sql, cells![agent]).await?;
            }
            Ok(())
        }
        Write::PutDirectoryGroup(row) => upsert(conn, row).await,
        Write::DropDirectoryGroup(id) => {
            let sql = "DELETE FROM directory_member WHERE directory_group = $1";
            conn.run("directory_member", sql, cells![id]).await?;
            let sql = "DELETE FROM directory_group WHERE id = $1";
            touch(conn, "directory_group", sql, cells![id]).await
        }
        Write::JoinDirectoryGroup(row) => upsert(conn, row).await,
        Write::LeaveDirectoryGroup(row) => {
            let sql = "DELETE FROM directory_member WHERE directory_group = $1 AND agent = $2";
            conn.run("directory_member", sql, row.into_cells())
                .await
                .map(drop)
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
        Write::PutGuest(row) => upsert(conn, row).await,
        Write::DropGuest {
            conversation,
            leaf_key,
        } => {
            let sql = "DELETE FROM guest WHERE conversation = $1 AND leaf_key = $2";
            conn.run("guest", sql, cells![conversation, leaf_key])
                .await
                .map(drop)
        }
        Write::AddGlass(row) => insert(conn, row).await,
        Write::MoveGlass { from, glass } => crate::glass::move_on(conn, from, *glass).await,
        Write::AddCampaign(row) => insert(conn, row).await,
        Write::AddReviewItem(row) => insert(conn, row).await,
        Write::DecideReviewItem { item, decision, at } => {
            crate::reviews::decide(conn, item, decision, at).await
        }
        Write::HandReviewItem {
            item,
            reviewer,
            reviewer_name,
        } => {
            let sql = "UPDATE review_item SET reviewer = $2, reviewer_name = $3 \
                       WHERE id = $1 AND decision IS NULL";
            let cells = cells![item, reviewer, reviewer_name];
            conn.run("review_item", sql, cells).await.map(drop)
        }
        Write::EndCampaign { id, at } => crate::reviews::end(conn, id, at).await,
        Write::AddReviewReport(row) => insert(conn, row).await,
        Write::RestAgent { agent, at } => crate::reviews::rest(conn, agent, at).await,
        Write::Withhold(row) => upsert(conn, row).await,
        Write::PutSuspension(row) => upsert(conn, row).await,
        Write::DropSuspension(id) => {
            let sql = "DELETE FROM suspension WHERE agent = $1";
            conn.run("suspension", sql, cells![id]).await.map(drop)
        }
        Write::PutLeaver(row) => upsert(conn, row).await,
        Write::DropLeaver(id) => {
            let sql = "DELETE FROM leaver WHERE agent = $1";
            conn.run("leaver", sql, cells![id]).await.map(drop)
        }
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

        Write::SignHead { head, bundles } => sign_head(conn, head, bundles).await,
        Write::Cosign { size, note } => {
            let sql = "UPDATE checkpoint SET note = $2 WHERE size = $1";
            touch(conn, "checkpoint", sql, cells![size, note]).await
        }

        Write::Salt { subject, salt } => {
            let sql = "INSERT INTO subject_salt (subject, salt) VALUES ($1, $2) \
                       ON CONFLICT (subject) DO NOTHING";
            conn.run("subject_salt", sql, cells![subject, salt])
                .await
                .map(drop)
        }

        Write::AddReceiptKey {
            key_hash,
            conversation,
        } => {
            let row = ReceiptKey {
                key_hash,
                conversation,
            };
            insert(conn, row).await
        }
        Write::NoteOpened {
            record,
            conversation,
        } => {
            let row = OpenedIntake {
                record,
                conversation,
            };
            upsert(conn, row).await
        }

        Write::PutSavedReply(row) => upsert(conn, row).await,
        Write::DropSavedReply(id) => {
            let sql = "DELETE FROM saved_reply WHERE id = $1";
            touch(conn, "saved_reply", sql, cells![id]).await
        }
        Write::CountConduct(row) => {
            let sql = "INSERT INTO conduct (agent, queue, day, counted, kind, number) \
                       VALUES ($1, $2, $3, $4, $5, $6) \
                       ON CONFLICT (agent, queue, day, counted, kind) \
                       DO UPDATE SET number = conduct.number + excluded.number";
            conn.run("conduct", sql, row.into_cells()).await.map(drop)
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

async fn sign_head(
    conn: &mut Conn,
    head: SignedHead,
    bundles: Vec<LeafBundle>,
) -> Result<(), StoreError> {
    let sql = "SELECT max(size) FROM checkpoint";
    let last = conn.number("checkpoint", sql, Vec::new()).await?;
    if last.is_some_and(|last| u64::try_from(last).is_ok_and(|last| last >= head.size)) {
        return Err(StoreError::Conflict("checkpoint"));
    }
    for bundle in bundles {
        insert(conn, bundle).await?;
    }
    insert(conn, head).await
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
