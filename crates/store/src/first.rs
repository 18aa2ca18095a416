//! What the writer does once, before it takes its first request: the index catches up with what was
//! durable when the last process ended, and the server's own salt is drawn or read.

use crate::db::Conn;
use crate::error::StoreError;
use crate::kms::Randomness;
use crate::rows::SubjectSalt;
use crate::table::Row;
use crate::write::cells;
use tacita_ledger::{Subject, WhoHash};

/// Indexes the entries that were durable but not indexed when the last process ended.
pub(crate) async fn index_leftovers(conn: &mut Conn) -> Result<(), StoreError> {
    conn.begin().await?;
    let sql = "INSERT INTO entry_index (conversation, sequence, global, message) \
               SELECT conversation, sequence, global, message FROM entry \
               WHERE global > (SELECT global FROM entry_indexed WHERE one = 1) \
               ORDER BY conversation, sequence ON CONFLICT DO NOTHING";
    let moved = conn.run("entry_index", sql, Vec::new()).await;
    let sql = "UPDATE entry_indexed SET global = (SELECT coalesce(max(global), 0) FROM entry)";
    let marked = conn.run("entry_indexed", sql, Vec::new()).await;
    match moved.and(marked) {
        Ok(_) => conn.commit().await,
        Err(error) => {
            conn.rollback().await;
            Err(error)
        }
    }
}

/// The server's own salted hash; its salt is drawn at the first start.
pub(crate) async fn server_who(
    conn: &mut Conn,
    randomness: &Randomness,
) -> Result<WhoHash, StoreError> {
    let mut salt = [0u8; 32];
    randomness(&mut salt);
    let subject = *Subject::SERVER.as_bytes();
    let row = SubjectSalt { subject, salt };
    let sql = format!("{} ON CONFLICT (subject) DO NOTHING", SubjectSalt::insert());
    conn.run("subject_salt", sql, row.into_cells()).await?;
    let row: SubjectSalt = conn
        .first("WHERE subject = $1", cells![subject])
        .await?
        .ok_or(StoreError::Missing("subject_salt"))?;
    Ok(WhoHash::of(&row.salt, &Subject::SERVER))
}
