//! `tacita ledger` and `tacita witness` as an operator uses them, with real processes: a service, a
//! witness beside it, a kill, and hands in the files.

use crate::fresh::Fresh;
use crate::program::{stderr, stdout, tacita};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// A process whose lines of both outputs are heard; killed when dropped.
struct Running {
    child: Child,
    lines: mpsc::Receiver<String>,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tacita"))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (tell, lines) = mpsc::channel();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        for reader in [
            Box::new(out) as Box<dyn std::io::Read + Send>,
            Box::new(err) as _,
        ] {
            let tell = tell.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(reader).lines().map_while(Result::ok) {
                    if tell.send(line).is_err() {
                        break;
                    }
                }
            });
        }
        Self { child, lines }
    }

    /// The first line that holds all of these.
    fn hear(&self, words: &[&str]) -> String {
        let mut heard = Vec::new();
        loop {
            match self.lines.recv_timeout(Duration::from_secs(60)) {
                Ok(line) if words.iter().all(|word| line.contains(word)) => return line,
                Ok(line) => heard.push(line),
                Err(_) => panic!("waited in vain for {words:?}; heard {heard:#?}"),
            }
        }
    }

    /// SIGTERM, and waits.
    fn end(mut self) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
        assert!(self.child.wait().unwrap().success());
    }

    /// SIGKILL.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A port that nobody listens on.
fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

fn serve(fresh: &Fresh, data: &str, more: &[&str]) -> Running {
    let file = fresh.path("tacita.toml");
    let data = format!("data_folder={data}");
    let mut all = vec![
        "--config",
        &file,
        "--set",
        &data,
        "--set",
        "listen=127.0.0.1:0",
    ];
    for pair in more {
        all.extend(["--set", pair]);
    }
    all.push("serve");
    Running::start(&all)
}

/// Until the log in a data folder has a head over all of its leaves.
fn wait_until_signed(folder: &str) -> String {
    let mut said = String::new();
    for _ in 0..200 {
        let output = tacita(&["ledger", "verify", "--folder", folder], b"");
        said = format!("{}{}", stdout(&output), stderr(&output));
        if output.status.success() && !said.contains("not signed yet") {
            return said;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("was not signed: {said}");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, target).unwrap();
        }
    }
}

fn ends_with(output: &Output, code: i32, word: &str) {
    let said = format!("{}{}", stdout(output), stderr(output));
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert!(said.contains(word), "no `{word}` in {said}");
}

fn vkey(fresh: &Fresh) -> String {
    let file = fresh.path("tacita.toml");
    let output = fresh.run(&["--config", &file, "ledger", "vkey"]);
    stdout(&output).trim().to_owned()
}

// Practice: G1
#[test]
fn a_log_is_verified_and_exported_and_hands_in_it_are_found() {
    let fresh = Fresh::new();
    let (data, tiles) = (fresh.path("data"), fresh.path("tiles"));
    let port = free_port();
    let listen = format!("listen=127.0.0.1:{port}");
    let hosts = ["widget_host", "console_host"].map(|host| format!("{host}=localhost:{port}"));
    let running = serve(&fresh, &data, &[&listen, &hosts[0], &hosts[1]]);
    running.hear(&["listening"]);
    // Beside the running service, over HTTP, and after it was killed.
    assert!(wait_until_signed(&data).contains("all of them fit"));
    let key = vkey(&fresh);
    let authority = fresh.path("data/tls/authority.pem");
    let url = format!("https://localhost:{port}/ledger");
    let over_http = |key: &str| {
        let all = [
            "ledger",
            "verify",
            "--url",
            &url,
            "--key",
            key,
            "--authority",
            &authority,
        ];
        tacita(&all, b"")
    };
    ends_with(&over_http(&key), 0, "all of them fit");
    let other = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    ends_with(&over_http(other), 1, "TAMPERED");
    running.kill();
    ends_with(&over_http(&key), 2, "");
    wait_until_signed(&data);

    let export = |to: &str, format: &str| {
        let all = [
            "ledger", "export", "--format", format, "--to", to, "--folder", &data,
        ];
        tacita(&all, b"")
    };
    ends_with(&export(&tiles, "tiles"), 0, "");
    let verify = |more: &[&str]| tacita(&[&["ledger", "verify"], more].concat(), b"");
    let files = ["--folder", &tiles, "--key", &key];
    ends_with(&verify(&files), 0, "all of them fit");
    ends_with(&verify(&["--folder", &tiles]), 2, "--key");
    ends_with(
        &verify(&["--folder", &fresh.path("nowhere"), "--key", &key]),
        2,
        "",
    );

    let lines = fresh.path("leaves.jsonl");
    ends_with(&export(&lines, "jsonl"), 0, "");
    let text = std::fs::read_to_string(&lines).unwrap();
    let events: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(!events.is_empty());
    for (event, number) in events.iter().zip(1u64..) {
        assert_eq!(event["metadata"]["sequence"], number);
        let class = event["class_uid"].as_u64().unwrap();
        let activity = event["activity_id"].as_u64().unwrap();
        assert_eq!(event["type_uid"], class * 100 + activity);
        assert!([3001, 3002, 3004, 6001, 2006].contains(&class));
    }

    // A tile, an entry, the checkpoint: each with one bit turned.
    let size = events.len();
    for name in [
        format!("tile/0/000.p/{size}"),
        format!("tile/entries/000.p/{size}"),
        "checkpoint".to_owned(),
    ] {
        let path = Path::new(&tiles).join(&name);
        let honest = std::fs::read(&path).unwrap();
        let mut forged = honest.clone();
        let place = forged.len() / 2;
        forged[place] ^= 1;
        std::fs::write(&path, forged).unwrap();
        ends_with(&verify(&files), 1, "TAMPERED");
        std::fs::write(&path, honest).unwrap();
    }
    ends_with(&verify(&files), 0, "all of them fit");

    // In the database's own file, after an orderly end: the hash of the first leaf.
    let running = serve(&fresh, &data, &[]);
    running.hear(&["listening"]);
    running.end();
    ends_with(&verify(&["--folder", &data]), 0, "all of them fit");
    let hash = events[0]["metadata"]["uid"].as_str().unwrap();
    let hash = tacita_server::config::check::parse_fingerprint(hash).unwrap();
    let path = Path::new(&data).join("tacita.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let place = bytes.windows(32).position(|window| window == hash).unwrap();
    bytes[place] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    ends_with(&verify(&["--folder", &data]), 1, "TAMPERED: leaf 1:");
    // A service does not go on with it, and says so.
    serve(&fresh, &data, &[]).hear(&["ledger-stopped", "changed"]);
}

// Practice: G1
#[test]
fn a_fork_is_seen_by_the_witness_process_within_a_minute() {
    let fresh = Fresh::new();
    let (keep, early) = (fresh.path("witness"), fresh.path("early"));
    let log = vkey(&fresh);
    let witness = Running::start(&[
        "witness",
        "--folder",
        &keep,
        "--name",
        "witness.example",
        "--log",
        &log,
        "--listen",
        "127.0.0.1:0",
    ]);
    let said = witness.hear(&["vkey = "]);
    let key = said.split('"').nth(1).unwrap().to_owned();
    let said = witness.hear(&["listening on "]);
    let url = said.rsplit(' ').next().unwrap().to_owned();
    let asked = format!(
        "ledger.witnesses=[{{url=\"{url}\",vkey=\"{key}\",authority=\"{keep}/tls/authority.pem\"}}]"
    );

    // What the log was before it was witnessed.
    copy(&fresh.file(""), Path::new(&early));
    let data = fresh.path("data");
    let running = serve(&fresh, &data, &[&asked]);
    wait_until_signed(&data);
    let cosigned = || {
        tacita(
            &["ledger", "verify", "--folder", &data, "--witness", &key],
            b"",
        )
    };
    let within = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        cosigned().status.success()
    });
    assert!(within, "{}", stderr(&cosigned()));
    running.kill();

    // Set back and grown differently: another start, other leaves. The name of a new queue makes one.
    let other = "queues=[{name=\"Elsewhere\",routing=\"manual\",teams=[\"Front desk\"]}]";
    let running = serve(&fresh, &early, &[&asked, other]);
    running.hear(&["ledger-fork"]);
    running.kill();
    // Whoever holds the head that the witness has cosigned finds it too.
    let head = std::fs::read_dir(fresh.path("witness/heads")).unwrap();
    let head = head.map(|entry| entry.unwrap().path()).next().unwrap();
    let head = head.to_str().unwrap();
    let verify = ["ledger", "verify", "--folder", &early, "--checkpoint", head];
    ends_with(&tacita(&verify, b""), 1, "TAMPERED");
}

// Practice: J4
#[test]
fn a_receipt_is_checked_offline_and_a_changed_one_is_refused() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../web/e2e/fake/receipt.json"
    );
    let text = std::fs::read_to_string(file).unwrap();
    let receipt: serde_json::Value = serde_json::from_str(&text).unwrap();
    let key = receipt["key"].as_str().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let verify = |name: &str, text: &str, key: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let path = path.to_str().unwrap();
        tacita(&["ledger", "verify", "--receipt", path, "--key", key], b"")
    };
    let good = verify("receipt.json", &text, key);
    ends_with(&good, 0, "proofs, all of them hold");
    assert!(
        stdout(&good).contains("log-opened agt_"),
        "{}",
        stdout(&good)
    );
    let one = receipt["proofs"][1].as_str().unwrap();
    ends_with(
        &verify("one.tlog-proof", one, key),
        0,
        "1 proofs, all of them hold",
    );

    // Another byte of the leaf, another log, a statement about other entries.
    let (head, tail) = one.split_once("extra ").unwrap();
    let (kept, rest) = tail.split_at(60);
    let other = if rest.starts_with('A') { "B" } else { "A" };
    let flipped = format!("{head}extra {kept}{other}{}", rest.split_at(1).1);
    ends_with(
        &verify("flipped.tlog-proof", &flipped, key),
        1,
        "TAMPERED: proof 1:",
    );
    let stranger = "other.example/ledger+6cae5e98+AbNXnHzqXn6YmxlZUZXfBRUxWhzH4rzUJx7x0hXyqL7C";
    let refused = verify("receipt.json", &text, stranger);
    assert_ne!(refused.status.code(), Some(0), "{}", stderr(&refused));
    let mut stated = receipt.clone();
    stated["statement"] = serde_json::Value::from("tacita statement v1\n");
    let stated = stated.to_string();
    ends_with(
        &verify("stated.json", &stated, key),
        1,
        "TAMPERED: the statement",
    );
}
