//! Many small rows read as one text, for whoever goes over a whole table.
//!
//! The SQLite driver hands each row from one thread to another and wakes both; for rows of 150 bytes
//! that costs more than reading and hashing them. Here the database strings a slice together, in
//! hexadecimal so that no value can end a column, and it is taken apart on this side. It refuses a
//! text that does not come apart into the row's shapes. Next: [`crate::ledger`], which uses it.

use crate::cell::{Cell, Cells, Shape};
use crate::error::StoreError;
use crate::table::Row;

/// Stands before every value that is not NULL.
const THERE: char = 'x';
const BETWEEN_COLUMNS: char = ' ';
const BETWEEN_ROWS: char = '\n';

/// One row of one column, NULL when the tail selects nothing. SQLite's functions.
///
/// The order of rows under an aggregate is not promised: whoever needs one compares what comes.
pub(crate) fn select<R: Row>(tail: &str) -> String {
    let columns: Vec<String> = R::COLUMNS
        .iter()
        .zip(R::SHAPES)
        .map(|(column, shape)| match shape {
            Shape::Int => format!("coalesce('{THERE}' || {column}, '')"),
            Shape::Text | Shape::Blob => format!("coalesce('{THERE}' || hex({column}), '')"),
        })
        .collect();
    format!(
        "SELECT group_concat({}, char({})) FROM (SELECT * FROM {} {tail})",
        columns.join(&format!(" || '{BETWEEN_COLUMNS}' || ")),
        u32::from(BETWEEN_ROWS),
        R::TABLE
    )
}

/// The rows of such a text.
///
/// # Errors
/// [`StoreError::Nonsense`] when it does not come apart.
pub(crate) fn apart<R: Row>(text: &str) -> Result<Vec<R>, StoreError> {
    text.split(BETWEEN_ROWS).map(row).collect()
}

fn row<R: Row>(text: &str) -> Result<R, StoreError> {
    let mut columns = text.split(BETWEEN_COLUMNS);
    let mut cells = Vec::with_capacity(R::SHAPES.len());
    let nonsense = |column| StoreError::Nonsense {
        table: R::TABLE,
        column,
    };
    for (shape, name) in R::SHAPES.iter().zip(R::COLUMNS) {
        let cell = columns.next().and_then(|column| cell(column, *shape));
        cells.push(cell.ok_or_else(|| nonsense(name))?);
    }
    if columns.next().is_some() {
        return Err(nonsense("more than its columns"));
    }
    R::from_cells(Cells::new(R::TABLE, cells))
}

fn cell(text: &str, shape: Shape) -> Option<Cell> {
    let value = if text.is_empty() {
        None
    } else {
        Some(text.strip_prefix(THERE)?)
    };
    let bytes = |value: &str| base16ct::upper::decode_vec(value).ok();
    Some(match (shape, value) {
        (Shape::Int, None) => Cell::Int(None),
        (Shape::Text, None) => Cell::Text(None),
        (Shape::Blob, None) => Cell::Blob(None),
        (Shape::Int, Some(value)) => Cell::Int(Some(value.parse().ok()?)),
        (Shape::Text, Some(value)) => Cell::Text(Some(String::from_utf8(bytes(value)?).ok()?)),
        (Shape::Blob, Some(value)) => Cell::Blob(Some(bytes(value)?)),
    })
}
