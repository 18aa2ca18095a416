//! Deletions: a conversation's rows, bodies that everybody has, rows whose time is over.
//!
//! Each is one write of a commit ([`crate::Write`]); what is deleted and when stands in
//! privacy.toml. Server halves are shredded elsewhere ([`crate::halves`]).

use crate::db::Conn;
use crate::error::StoreError;
use crate::write::cells;
use tacita_model::{ConversationId, Sequence, Timestamp};

pub(crate) async fn purge(conn: &mut Conn, conversation: ConversationId) -> Result<(), StoreError> {
    // The last entry stays as a hash: a device that was away proves its place against it.
    for (table, sql) in [
        (
            "entry",
            "UPDATE entry SET body = $2 WHERE length(body) > 0 AND global IN \
             (SELECT global FROM entry_index WHERE conversation = $1)",
        ),
        (
            "key_package",
            "DELETE FROM key_package WHERE conversation = $1",
        ),
        ("mls_group", "DELETE FROM mls_group WHERE conversation = $1"),
        ("welcome", "DELETE FROM welcome WHERE conversation = $1"),
        ("guest", "DELETE FROM guest WHERE conversation = $1"),
        ("ticket", "DELETE FROM ticket WHERE conversation = $1"),
        (
            "intake_record",
            "DELETE FROM intake_record WHERE conversation = $1",
        ),
    ] {
        let cells = if table == "entry" {
            cells![conversation, Vec::<u8>::new()]
        } else {
            cells![conversation]
        };
        conn.run(table, sql, cells).await?;
    }
    Ok(())
}

pub(crate) async fn forget_bodies(
    conn: &mut Conn,
    conversation: ConversationId,
    to: Sequence,
) -> Result<(), StoreError> {
    let sql = "UPDATE entry SET body = $4 WHERE global IN \
               (SELECT i.global FROM entry_index i WHERE i.conversation = $1 AND i.sequence <= $2 \
                AND i.sequence > $3) AND length(body) > 0";
    let before = "SELECT forgotten_to FROM conversation WHERE id = $1";
    let before = conn
        .number("conversation", before, cells![conversation])
        .await?
        .unwrap_or(0);
    conn.run(
        "entry",
        sql,
        cells![conversation, to, before, Vec::<u8>::new()],
    )
    .await?;
    let sql = "UPDATE conversation SET forgotten_to = $2 WHERE id = $1 AND forgotten_to < $2";
    conn.run("conversation", sql, cells![conversation, to])
        .await
        .map(drop)
}

/// Days that a closed conversation or account is kept; `privacy.toml` says the same.
const KEPT_DAYS: i64 = 90;
/// Days that a request to open something outside one's need is kept; `privacy.toml` says the same.
const GLASS_DAYS: i64 = 365;
/// Days that an access review is kept, with its report.
const REVIEW_DAYS: i64 = 1095;

/// Conversations closed and accounts ended before the moment in `$1`; one text per table, children
/// first.
const ENDED: [(&str, &str); 29] = [
    (
        "entry",
        // Not as a join: SQLite would begin with the index of all messages, at every start and hour.
        "DELETE FROM entry WHERE global IN (SELECT global FROM entry_index WHERE conversation IN \
         (SELECT id FROM conversation WHERE closed_at <= $1))",
    ),
    (
        "entry_index",
        "DELETE FROM entry_index WHERE conversation IN \
         (SELECT id FROM conversation WHERE closed_at <= $1)",
    ),
    (
        "handshake",
        "DELETE FROM handshake WHERE conversation IN \
         (SELECT id FROM conversation WHERE closed_at <= $1)",
    ),
    (
        "member",
        "DELETE FROM member WHERE conversation IN \
         (SELECT id FROM conversation WHERE closed_at <= $1)",
    ),
    (
        "receipt_key",
        "DELETE FROM receipt_key WHERE conversation IN \
         (SELECT id FROM conversation WHERE closed_at <= $1)",
    ),
    (
        "opened_intake",
        "DELETE FROM opened_intake WHERE conversation IN \
         (SELECT id FROM conversation WHERE closed_at <= $1)",
    ),
    (
        "conversation",
        "DELETE FROM conversation WHERE closed_at <= $1",
    ),
    (
        "key_package",
        "DELETE FROM key_package WHERE device IN (SELECT d.id FROM device d JOIN agent a \
         ON a.id = d.agent WHERE a.disabled_at <= $1)",
    ),
    (
        "intake_key",
        "DELETE FROM intake_key WHERE device IN (SELECT d.id FROM device d JOIN agent a \
         ON a.id = d.agent WHERE a.disabled_at <= $1)",
    ),
    (
        "device",
        "DELETE FROM device WHERE agent IN (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "sign_in",
        "DELETE FROM sign_in WHERE agent IN (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "team_member",
        "DELETE FROM team_member WHERE agent IN (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "factor",
        "DELETE FROM factor WHERE agent IN (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "recovery_code",
        "DELETE FROM recovery_code WHERE agent IN (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "browser",
        "DELETE FROM browser WHERE agent IN (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "saved_reply",
        "DELETE FROM saved_reply WHERE owner IN (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "conduct",
        "DELETE FROM conduct WHERE agent IN (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "skill",
        "DELETE FROM skill WHERE agent IN (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "training",
        "DELETE FROM training WHERE agent IN (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "role_holder",
        "DELETE FROM role_holder WHERE agent IN (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "identity",
        "DELETE FROM identity WHERE agent IN (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "access_link",
        "DELETE FROM access_link WHERE agent IN (SELECT id FROM agent WHERE disabled_at <= $1) \
         OR made_by IN (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "directory_token",
        "UPDATE directory_token SET made_by = NULL WHERE made_by IN \
         (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "directory_member",
        "DELETE FROM directory_member WHERE agent IN \
         (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "directory_person",
        "DELETE FROM directory_person WHERE agent IN \
         (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "suspension",
        "DELETE FROM suspension WHERE agent IN (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "withheld",
        "DELETE FROM withheld WHERE agent IN (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    (
        "leaver",
        "DELETE FROM leaver WHERE agent IN (SELECT id FROM agent WHERE disabled_at <= $1)",
    ),
    ("agent", "DELETE FROM agent WHERE disabled_at <= $1"),
];

pub(crate) async fn forget_expired(conn: &mut Conn, now: Timestamp) -> Result<(), StoreError> {
    let yesterday = now.plus_seconds(-86_400);
    // Of the ledger's old heads the last of each hour stays: enough to place what was changed.
    let thin = "DELETE FROM checkpoint WHERE made_at < $1 AND size NOT IN \
                (SELECT max(size) FROM checkpoint GROUP BY made_at / 3600000000)";
    conn.run("checkpoint", thin, cells![yesterday]).await?;
    // Intake keys serve records for at most the unclaimed limit; 40 days is beyond any of them.
    let oldest_day = now.as_seconds().div_euclid(86_400).saturating_sub(40);
    for (table, sql, cells) in [
        (
            "key_package",
            "DELETE FROM key_package WHERE expires_at <= $1 OR used_at <= $2",
            cells![now, yesterday],
        ),
        (
            "intake_key",
            "DELETE FROM intake_key WHERE day < $1",
            cells![oldest_day],
        ),
        (
            "conduct",
            "DELETE FROM conduct WHERE day < $1",
            cells![
                now.as_seconds()
                    .div_euclid(86_400)
                    .saturating_sub(KEPT_DAYS)
            ],
        ),
        (
            "ticket",
            "DELETE FROM ticket WHERE expires_at <= $1",
            cells![yesterday],
        ),
        (
            "sign_in",
            "DELETE FROM sign_in WHERE absolute_until <= $1 OR ended_at <= $1",
            cells![yesterday],
        ),
        (
            "access_link",
            "DELETE FROM access_link WHERE expires_at <= $1",
            cells![yesterday],
        ),
        (
            "directory_token",
            "DELETE FROM directory_token WHERE ended_at <= $1",
            cells![yesterday],
        ),
        // A browser that nobody signed in from for half a year is a stranger again.
        (
            "browser",
            "DELETE FROM browser WHERE last_at <= $1",
            cells![now.plus_seconds(-180 * 86_400)],
        ),
        (
            "glass",
            "DELETE FROM glass WHERE asked_at <= $1",
            cells![now.plus_seconds(-GLASS_DAYS * 86_400)],
        ),
        (
            "review_report",
            "DELETE FROM review_report WHERE campaign IN (SELECT id FROM campaign WHERE begun_at <= $1)",
            cells![now.plus_seconds(-REVIEW_DAYS * 86_400)],
        ),
        (
            "review_item",
            "DELETE FROM review_item WHERE campaign IN (SELECT id FROM campaign WHERE begun_at <= $1)",
            cells![now.plus_seconds(-REVIEW_DAYS * 86_400)],
        ),
        (
            "campaign",
            "DELETE FROM campaign WHERE begun_at <= $1",
            cells![now.plus_seconds(-REVIEW_DAYS * 86_400)],
        ),
        (
            "certificate",
            "DELETE FROM certificate WHERE expires_at <= $1",
            cells![yesterday],
        ),
        (
            "intake_record",
            "DELETE FROM intake_record WHERE expires_at <= $1",
            cells![now],
        ),
    ] {
        conn.run(table, sql, cells).await?;
    }
    let before = now.plus_seconds(KEPT_DAYS.saturating_mul(-86_400));
    for (table, sql) in ENDED {
        conn.run(table, sql, cells![before]).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
