//! The same contract on PostgreSQL, started here on a free port in a temporary directory.
//!
//! Needs the server's programs (Debian: `postgresql`). `initdb` refuses to run as root, so under
//! root everything runs as the user `postgres` (or `nobody`) through `setpriv`.

#![expect(
    clippy::disallowed_macros,
    reason = "says which case runs and what was skipped"
)]

use crate::support::{HandClock, Place};
use sqlx::{Connection, PgConnection};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tacita_store::{Location, Store, StoreError};

pub(crate) struct Server {
    child: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

/// Where `initdb` is: on the path, or where Debian keeps it.
fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let mut folders: Vec<PathBuf> = debian
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .collect();
    folders.sort();
    folders.reverse();
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path));
    folders
        .into_iter()
        .find(|folder| folder.join("initdb").exists())
}

/// The user to run as when we are root: name, uid and gid.
fn unprivileged() -> Option<(String, u32, u32)> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    if !status.lines().any(|line| line.starts_with("Uid:\t0\t")) {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    ["postgres", "nobody"].iter().find_map(|name| {
        let line = users
            .lines()
            .find(|line| line.starts_with(&format!("{name}:")))?;
        let mut fields = line.split(':').skip(2);
        let uid = fields.next()?.parse().ok()?;
        Some(((*name).to_owned(), uid, fields.next()?.parse().ok()?))
    })
}

fn command(program: &Path, user: Option<&(String, u32, u32)>) -> Command {
    match user {
        None => Command::new(program),
        Some((_, uid, gid)) => {
            let mut command = Command::new("setpriv");
            command
                .arg(format!("--reuid={uid}"))
                .arg(format!("--regid={gid}"));
            command.arg("--clear-groups").arg(program);
            command
        }
    }
}

impl Server {
    /// `None` where PostgreSQL is not installed; in CI that is a failure.
    pub(crate) fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            assert!(
                std::env::var_os("CI").is_none(),
                "PostgreSQL is missing: apt install postgresql"
            );
            eprintln!("skipped: PostgreSQL is missing (apt install postgresql)");
            return None;
        };
        let user = unprivileged();
        let folder = tempfile::Builder::new()
            .prefix("tacita-pg")
            .tempdir_in("/tmp")
            .unwrap();
        if let Some((_, uid, gid)) = &user {
            std::os::unix::fs::chown(folder.path(), Some(*uid), Some(*gid)).unwrap();
        }
        let data = folder.path().join("data");
        let made = command(&programs.join("initdb"), user.as_ref())
            .args([
                "--auth=trust",
                "--username=tacita",
                "--no-locale",
                "--encoding=UTF8",
            ])
            .args(["--no-sync", "-D"])
            .arg(&data)
            .current_dir("/")
            .output()
            .unwrap();
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let child = command(&programs.join("postgres"), user.as_ref())
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1"])
            .args([
                "-c",
                &format!("unix_socket_directories={}", folder.path().display()),
            ])
            .current_dir("/")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Some(Self {
            child,
            port,
            _folder: folder,
        })
    }

    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgres://tacita@127.0.0.1:{}/{database}", self.port)
    }

    /// A connection to the first database, as soon as the server takes one.
    pub(crate) async fn admin(&self) -> PgConnection {
        for _ in 0..1200 {
            if let Ok(conn) = PgConnection::connect(&self.url("postgres")).await {
                return conn;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("PostgreSQL did not start within two minutes");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown: it ends its children and frees shared memory.
        let _ = Command::new("kill")
            .args(["-INT", &self.child.id().to_string()])
            .status();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn postgresql_keeps_the_contract() {
    let Some(server) = Server::start() else {
        return;
    };
    let mut admin = server.admin().await;
    macro_rules! on_postgres {
        ($name:ident) => {
            let name = stringify!($name).get(..40).unwrap_or(stringify!($name));
            let create = format!("CREATE DATABASE \"{name}\"");
            sqlx::query(sqlx::AssertSqlSafe(create))
                .execute(&mut admin)
                .await
                .unwrap();
            let keys = tempfile::tempdir().unwrap();
            let url = server.url(name);
            let place = Place {
                location: Location::Postgres {
                    url: url.clone(),
                    halves_url: url,
                },
                keys: keys.path().to_owned(),
                clock: HandClock::new(),
            };
            eprintln!("case: {}", stringify!($name));
            crate::contract::$name(place).await;
        };
    }
    crate::contract::every_case!(on_postgres);
}

#[tokio::test]
async fn a_second_process_is_refused_the_same_database() {
    let Some(server) = Server::start() else {
        return;
    };
    drop(server.admin().await);
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
    let store = place.open().await;
    let second = Store::open(place.config(2)).await;
    assert!(matches!(second, Err(StoreError::InUse)));
    store.close().await;
    place.open().await.close().await;
}
