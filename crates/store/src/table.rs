//! `table!`: a row as a struct, its columns, and the statements that every table needs.
//!
//! The struct's fields are the columns, in order and by name; the schema test compares them with
//! both migration folders, `cargo xtask tidy` with `privacy.toml`.

use crate::cell::{Cell, Cells, Shape};
use crate::error::StoreError;

/// A row of one table.
pub(crate) trait Row: Sized {
    const TABLE: &'static str;
    const COLUMNS: &'static [&'static str];
    const SHAPES: &'static [Shape];
    /// Columns of the primary key.
    const KEY: &'static [&'static str];
    fn into_cells(self) -> Vec<Cell>;
    fn from_cells(cells: Cells) -> Result<Self, StoreError>;

    /// `SELECT a, b FROM t` and a tail such as `WHERE id = $1`.
    fn select(tail: &str) -> String {
        format!(
            "SELECT {} FROM {} {tail}",
            Self::COLUMNS.join(", "),
            Self::TABLE
        )
    }

    /// `INSERT INTO t (a, b) VALUES ($1, $2)`.
    fn insert() -> String {
        let places: Vec<String> = (1..=Self::COLUMNS.len()).map(|n| format!("${n}")).collect();
        format!(
            "INSERT INTO {} ({}) VALUES ({})",
            Self::TABLE,
            Self::COLUMNS.join(", "),
            places.join(", ")
        )
    }

    /// The insert that replaces the row under the same key.
    fn upsert() -> String {
        let sets: Vec<String> = Self::COLUMNS
            .iter()
            .filter(|column| !Self::KEY.contains(column))
            .map(|column| format!("{column} = excluded.{column}"))
            .collect();
        let action = if sets.is_empty() {
            "NOTHING".to_owned()
        } else {
            format!("UPDATE SET {}", sets.join(", "))
        };
        format!(
            "{} ON CONFLICT ({}) DO {action}",
            Self::insert(),
            Self::KEY.join(", ")
        )
    }
}

macro_rules! table {
    (
        $(#[$doc:meta])*
        $vis:vis struct $name:ident in $table:literal key($($key:ident),+) {
            $($(#[$fdoc:meta])* $field:ident: $type:ty,)+
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        $vis struct $name { $($(#[$fdoc])* $vis $field: $type,)+ }

        impl crate::table::Row for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field),)+];
            const SHAPES: &'static [crate::cell::Shape] =
                &[$(<$type as crate::cell::Column>::SHAPE,)+];
            const KEY: &'static [&'static str] = &[$(stringify!($key),)+];
            fn into_cells(self) -> Vec<crate::cell::Cell> {
                vec![$(crate::cell::Column::into_cell(self.$field),)+]
            }
            fn from_cells(mut cells: crate::cell::Cells) -> Result<Self, crate::error::StoreError> {
                Ok(Self { $($field: cells.take(stringify!($field))?,)+ })
            }
        }
    };
}
pub(crate) use table;
