//! Both migration folders make the same columns, and every one stands in `privacy.toml`.

use crate::postgres::Server;
use crate::support::{HandClock, Place};
use sqlx::{Connection, Row, SqliteConnection};
use std::collections::{BTreeMap, BTreeSet};
use tacita_store::Location;

/// table.column -> (shape, may be NULL)
type Columns = BTreeMap<String, (String, bool)>;

async fn sqlite_columns() -> Columns {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::sqlite(folder.path());
    place.open().await.close().await;
    let mut columns = Columns::new();
    for file in ["tacita.db", "halves.db"] {
        let path = folder.path().join("data").join(file);
        let mut conn = SqliteConnection::connect(&format!("sqlite://{}", path.display()))
            .await
            .unwrap();
        let sql = "SELECT m.name, c.name, c.type, c.\"notnull\" = 0 AND c.pk = 0 \
                   FROM sqlite_schema m JOIN pragma_table_info(m.name) c \
                   WHERE m.type = 'table' AND m.name NOT LIKE '\\_%' ESCAPE '\\' \
                   AND m.name NOT LIKE 'sqlite%'";
        for row in sqlx::query(sql).fetch_all(&mut conn).await.unwrap() {
            let name = format!("{}.{}", row.get::<String, _>(0), row.get::<String, _>(1));
            columns.insert(name, (row.get::<String, _>(2), row.get::<bool, _>(3)));
        }
    }
    columns
}

#[tokio::test]
async fn both_databases_have_the_same_columns() {
    let Some(server) = Server::start() else {
        return;
    };
    let mut admin = server.admin().await;
    let keys = tempfile::tempdir().unwrap();
    let url = server.url("postgres");
    let place = Place {
        location: Location::Postgres {
            url: url.clone(),
            halves_url: url,
        },
        keys: keys.path().to_owned(),
        clock: HandClock::new(),
    };
    place.open().await.close().await;
    let sql = "SELECT table_name::text, column_name::text, data_type::text, \
               is_nullable = 'YES' FROM information_schema.columns \
               WHERE table_schema IN ('public', 'halves') AND table_name NOT LIKE '\\_%'";
    let mut postgres = Columns::new();
    for row in sqlx::query(sql).fetch_all(&mut admin).await.unwrap() {
        let name = format!("{}.{}", row.get::<String, _>(0), row.get::<String, _>(1));
        let shape = match row.get::<String, _>(2).as_str() {
            "bigint" => "INTEGER",
            "bytea" => "BLOB",
            "text" => "TEXT",
            _ => "another",
        };
        postgres.insert(name, (shape.to_owned(), row.get(3)));
    }
    assert_eq!(sqlite_columns().await, postgres);
}

// `cargo xtask tidy` reads the migrations; this reads the database, so a column that a migration
// makes in a way tidy does not understand is still found.
#[tokio::test]
async fn every_column_stands_in_privacy_toml() {
    let text = include_str!("../../../../privacy.toml");
    let mut declared = BTreeSet::new();
    let mut table = String::new();
    for line in text.lines() {
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            table = name.trim_matches('"').to_owned();
        } else if let Some((column, what)) = line.split_once(" = {") {
            for part in ["purpose = \"", "retention = \"", "erased_how = \""] {
                assert!(what.contains(part), "{table}.{column} says no {part}");
            }
            declared.insert(format!("{table}.{}", column.trim()));
        }
    }
    let stored: BTreeSet<String> = sqlite_columns().await.into_keys().collect();
    assert_eq!(stored, declared);
}
