//! What deletions read: they run at every start and every hour, on the writer's connection.

use super::ENDED;
use sqlx::{Connection, Row, SqliteConnection};

#[tokio::test]
async fn a_deletion_never_walks_through_all_messages() {
    let mut conn = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    sqlx::migrate!("migrations/sqlite")
        .run_direct(None, &mut conn, false)
        .await
        .unwrap();
    for (table, sql) in ENDED {
        let plan = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
        let steps = sqlx::query(plan).fetch_all(&mut conn).await.unwrap();
        assert!(!steps.is_empty(), "{table}");
        for step in steps {
            let step: String = step.get("detail");
            assert!(!step.starts_with("SCAN entry"), "{table}: {step}");
        }
    }
}
