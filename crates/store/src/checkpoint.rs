//! Moves SQLite's log into the database file, on a connection and thread of its own.
//!
//! On the writer's connection a checkpoint shows as commits of 10 to 37 ms (performance.md, floor
//! 2.1). The log is moved without waiting for anybody (`PASSIVE`); only when it has grown far is it
//! also begun anew (`RESTART`), which holds the writer for the moment of the switch. Its file keeps its
//! length until the store is closed: a log that was cut off has to be given its place on the disk again,
//! and then every sync waits for the file system's own log too.

use crate::cell::Shape;
use crate::db::Conn;
use std::sync::Arc;
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;

/// Frames (pages of 4 KiB) beyond which the log begins anew: 128 MiB.
const LONG_LOG_FRAMES: i64 = 32_768;

const PASSIVE: &str = "PRAGMA wal_checkpoint(PASSIVE)";

pub(crate) struct Handle {
    every: u32,
    commits: std::sync::atomic::AtomicU32,
    due: Arc<Notify>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Handle {
    pub(crate) fn start(conn: Conn, every: u32) -> Self {
        let due = Arc::new(Notify::new());
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(run(conn, Arc::clone(&due), stopped));
        Self {
            every,
            commits: std::sync::atomic::AtomicU32::new(0),
            due,
            stop,
            task,
        }
    }

    /// The writer committed a group.
    pub(crate) fn wrote(&self) {
        use std::sync::atomic::Ordering::Relaxed;
        if self.commits.fetch_add(1, Relaxed) >= self.every {
            self.commits.store(0, Relaxed);
            self.due.notify_one();
        }
    }

    /// Cuts the log and ends.
    pub(crate) async fn finish(self) {
        let _ = self.stop.send(());
        let _ = self.task.await;
    }
}

async fn run(mut conn: Conn, due: Arc<Notify>, mut stopped: oneshot::Receiver<()>) {
    loop {
        tokio::select! {
            () = due.notified() => {
                if checkpoint(&mut conn, PASSIVE).await > LONG_LOG_FRAMES {
                    // What was written during the first is moved too, so that the writer is held for
                    // what was written during the second alone.
                    checkpoint(&mut conn, PASSIVE).await;
                    checkpoint(&mut conn, "PRAGMA wal_checkpoint(RESTART)").await;
                }
            }
            // Also when the writer is gone without a word.
            _ = &mut stopped => break,
        }
    }
    checkpoint(&mut conn, "PRAGMA wal_checkpoint(TRUNCATE)").await;
    conn.close().await;
}

/// Frames in the log. A checkpoint that did not happen (busy, full disk) is tried at the next.
async fn checkpoint(conn: &mut Conn, sql: &'static str) -> i64 {
    let shapes = [Shape::Int, Shape::Int, Shape::Int];
    let Ok(mut rows) = conn.rows("checkpoint", sql, &shapes, Vec::new()).await else {
        return 0;
    };
    let Some(row) = rows.first_mut() else {
        return 0;
    };
    let _busy: Result<i64, _> = row.take("busy");
    row.take("log").unwrap_or(0)
}
