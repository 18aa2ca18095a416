//! A full disk under the running service: the files of a whole town lie on a disk of a few
//! megabytes (a tmpfs), which a filler takes up to the last byte. Where nobody may mount one, the test
//! has nothing to look at and says so; in CI that is a failure.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tacita_model::CryptoProfile;
use tacita_protocol::control::{FromServer, Refusal, decode_server};
use tacita_protocol::http::OpenConversation;
use tacita_protocol::{Blob, hello};
use tacita_seal::SigningKey;
use tacita_testkit::{Person, Town, expect_text, text};

/// A disk of so many megabytes, gone when dropped.
struct Disk(PathBuf);

impl Disk {
    fn small() -> Option<Self> {
        let named = tempfile::Builder::new().prefix("tacita-disk-").tempdir();
        let folder = named.unwrap().keep();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=48m", "none"])
            .arg(&folder)
            .output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(folder));
        }
        std::fs::remove_dir(&folder).unwrap();
        None
    }

    /// Takes what is left.
    fn fill(&self) -> PathBuf {
        let path = self.0.join("filler");
        let mut file = std::fs::File::create(&path).unwrap();
        let mut size = 1 << 20;
        while size > 0 {
            if file.write_all(&vec![7; size]).is_err() {
                size /= 2;
            }
        }
        path
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("-l").arg(&self.0).status();
        drop(unmounted);
        drop(std::fs::remove_dir(&self.0));
    }
}

/// How often the server said that it cannot write now.
fn unavailable(person: &Person) -> usize {
    let frames = person.frames();
    let read = frames.iter().filter_map(|frame| decode_server(frame).ok());
    read.filter(
        |frame| matches!(frame, FromServer::Refused { why, .. } if *why == Refusal::Unavailable),
    )
    .count()
}

/// Opens a conversation as the widget does. Answers status and problem when it was refused.
async fn opening(town: &Town, number: u8) -> Option<(u16, String)> {
    let key = SigningKey::from_bytes(&[number; 32]);
    let proof = hello::open_to_be_signed("shop", &key.public());
    let body = OpenConversation {
        leaf_key: Blob(key.public().to_vec()),
        signature: Blob(key.sign_hello(&proof, b"").to_vec()),
        receipt: None,
        returns: None,
        language: None,
    };
    let server = town.server();
    let url = format!("{}/v1/widget/sites/shop/conversations", server.origin);
    let request = server.http.post(url).header("origin", &server.origin);
    let answer = request.json(&body).send().await.unwrap();
    if answer.status().is_success() {
        return None;
    }
    let status = answer.status().as_u16();
    let problem: serde_json::Value = answer.json().await.unwrap();
    Some((status, problem["type"].as_str().unwrap().to_owned()))
}

fn sent(person: &Person, wanted: &str) -> bool {
    let newest = tacita_testkit::messages(&person.events());
    newest
        .iter()
        .any(|message| text(message) == wanted && message.state != "sending")
}

#[tokio::test]
async fn with_a_full_disk_nothing_is_acknowledged_and_nothing_is_lost() {
    let Some(disk) = Disk::small() else {
        let why = "nobody may mount a tmpfs here, so a full disk was not looked at";
        assert!(std::env::var_os("CI").is_none(), "{why}");
        return;
    };
    let folder: &Path = &disk.0;
    let town = Town::in_folder(folder.join("town"), 77, CryptoProfile::TacitaStd1).await;
    let thandi = town.agent("Thandi").await;
    let (customer, _, console) = town.chat(&thandi, "before").await;

    let filler = disk.fill();
    // Some fit into what the database has of the disk already.
    let mut texts = Vec::new();
    while unavailable(&customer) == 0 {
        assert!(
            texts.len() < 4000,
            "the disk is full and everything is taken"
        );
        let text = format!("number {} {}", texts.len(), "long ".repeat(300));
        customer.send(town.message_id(), &text);
        for _ in 0..6000 {
            if sent(&customer, &text) || unavailable(&customer) > 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        texts.push(text);
    }
    let last = texts.last().unwrap().clone();
    assert!(
        !sent(&customer, &last),
        "what is not written is not acknowledged"
    );
    let server = town.server();
    let alive = server.http.get(format!("{}/livez", server.origin));
    assert_eq!(alive.send().await.unwrap().status().as_u16(), 200);
    let mut refused = None;
    for number in 1..=200 {
        refused = opening(&town, number).await;
        if refused.is_some() {
            break;
        }
    }
    let refused = refused.expect("a conversation cannot be opened without a disk");
    assert_eq!(refused, (503, "/problems/unavailable".to_owned()));

    std::fs::remove_file(filler).unwrap();
    for _ in 0..60 {
        if sent(&customer, &last) {
            break;
        }
        town.pass(31).await;
    }
    expect_text(&console, &last).await;
    console.send(town.message_id(), "all here");
    expect_text(&customer, "all here").await;
    let arrived = tacita_testkit::texts(&console);
    for text in &texts {
        let count = arrived.iter().filter(|arrived| *arrived == text).count();
        assert_eq!(count, 1, "each arrives once");
    }
    town.close().await;
    drop(disk);
}
