//! A leaf as a row of the log.

use crate::db::Conn;
use crate::error::StoreError;
use crate::rows::LeafRow;
use crate::table::Row;
use tacita_ledger::Leaf;

/// Writes a leaf inside a transaction.
pub(crate) async fn put_leaf(conn: &mut Conn, number: u64, leaf: &Leaf) -> Result<(), StoreError> {
    let cells = leaf_row(number, leaf).into_cells();
    conn.run("leaf", LeafRow::insert(), cells).await.map(drop)
}

pub(super) fn leaf_row(number: u64, leaf: &Leaf) -> LeafRow {
    LeafRow {
        number,
        kind: leaf.kind,
        who: leaf.who,
        what: leaf.what,
        purpose: leaf.purpose,
        time: leaf.when,
        request: leaf.request,
        hash: leaf.hash(),
    }
}
