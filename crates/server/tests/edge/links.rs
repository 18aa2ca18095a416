//! One-time links: the first administrator's, and a new start for somebody who lost their ways in.

use crate::accounts::current;
use crate::house::{House, PASSWORD, cookies};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;
use tacita_ledger::LeafKind;
use tacita_model::{RequestId, Role, TypedId};
use tacita_protocol::http::ConsoleEvent;
use tacita_server::features::accounts::{first, sign_in};
use tacita_server::features::inbox::console;
use tacita_store::Write;
use tacita_store::rows::{Device, DeviceStatus};
use tokio::sync::mpsc;

const NEW_PASSWORD: &str = "vermilion-otter-92-quay";

fn token(address: &str) -> String {
    address.split_once("#link=").unwrap().1.to_owned()
}

async fn leaves(house: &House, kind: LeafKind) -> usize {
    let all = house.app.store.ledger().leaves(0, 10_000).await.unwrap();
    let kinds = all.iter().filter_map(|row| row.leaf.as_ref());
    kinds.filter(|leaf| leaf.kind == kind).count()
}

async fn use_link(house: &House, link: &str, account: Value) -> reqwest::Response {
    let body = json!({ "link": link, "account": account, "password": NEW_PASSWORD });
    house.post("/v1/links/use", "", body).await
}

async fn look(house: &House, link: &str) -> reqwest::Response {
    house
        .post("/v1/links/look", "", json!({ "link": link }))
        .await
}

/// The accounts of a fresh house whose administrator has left.
async fn without_administrator() -> House {
    let house = House::open().await;
    let store = &house.app.store;
    let mut root = store.agent_by_name("root").await.unwrap().unwrap();
    root.disabled_at = Some(house.app.now());
    let close = Write::PutAgent(root);
    store.commit(vec![close], Vec::new()).await.unwrap();
    house
}

// Practice: F5
#[tokio::test(flavor = "multi_thread")]
async fn the_first_administrators_link_counts_once_for_a_day_and_only_while_there_is_none() {
    let house = without_administrator().await;
    let before = first::link(&house.app).await.unwrap().unwrap();
    let address = first::link(&house.app).await.unwrap().unwrap();
    let link = token(&address);
    assert!(address.starts_with(&format!("{}/console/#", house.base)));
    // A new start draws a new one, and the one before counts no more.
    assert_eq!(look(&house, &token(&before)).await.status(), 410);
    let shown: Value = look(&house, &link).await.json().await.unwrap();
    assert_eq!(
        (&shown["kind"], &shown["name"]),
        (&json!("first"), &Value::Null)
    );

    let new = |name: &str| json!({ "name": name, "display_name": "Ada Admin" });
    assert_eq!(use_link(&house, &link, Value::Null).await.status(), 400);
    assert_eq!(
        use_link(&house, &link, new("thandi")).await.status(),
        409,
        "the name is somebody's"
    );
    let weak = json!({ "link": link, "account": new("ada"), "password": "adaadaadaada" });
    assert_eq!(house.post("/v1/links/use", "", weak).await.status(), 400);
    let done = use_link(&house, &link, new("ada")).await;
    assert_eq!(done.status(), 201);
    let half = cookies(&done);
    let step: Value = done.json().await.unwrap();
    assert_eq!(step["enrol"], true, "a second factor comes before anything");
    assert_eq!(current(&house, &half).await, 401);
    for path in ["/v1/links/look", "/v1/links/use"] {
        let again = json!({ "link": link, "account": new("eve"), "password": NEW_PASSWORD });
        let again = if path.ends_with("look") {
            json!({ "link": link })
        } else {
            again
        };
        assert_eq!(house.post(path, "", again).await.status(), 410);
    }
    let ada = house.app.store.agent_by_name("ada").await.unwrap().unwrap();
    assert_eq!(ada.role, Role::Administrator);
    assert!(first::link(&house.app).await.unwrap().is_none());
    assert_eq!(leaves(&house, LeafKind::LinkMade).await, 2);
    assert_eq!(leaves(&house, LeafKind::LinkUsed).await, 1);
    assert_eq!(leaves(&house, LeafKind::AccountMade).await, 1);
    assert_eq!(leaves(&house, LeafKind::SignInRefused).await, 1);
    // Nothing on disk says the link.
    let data = house.folder.path().join("server");
    for file in walkdir(&data) {
        let bytes = std::fs::read(&file).unwrap();
        let found = bytes
            .windows(link.len())
            .any(|part| part == link.as_bytes());
        assert!(!found, "{}", file.display());
    }

    let late = without_administrator().await;
    let link = token(&first::link(&late.app).await.unwrap().unwrap());
    late.clock.forward(24 * 60 * 60);
    assert_eq!(use_link(&late, &link, new("ada")).await.status(), 410);
}

fn walkdir(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(walkdir(&path));
        } else {
            found.push(path);
        }
    }
    found
}

// Practice: F5
#[tokio::test(flavor = "multi_thread")]
async fn a_reset_ends_everything_at_once_tells_the_person_and_opens_a_new_start() {
    let house = House::open().await;
    let store = &house.app.store;
    house.give_app("thandi").await;
    let thandi = store.agent_by_name("thandi").await.unwrap().unwrap();
    let there = house.cookie("thandi").await;
    let laptop = Device {
        id: house.app.draw_id(),
        agent: thandi.id,
        leaf_key: [22; 32],
        label: "Laptop".to_owned(),
        status: DeviceStatus::Approved,
        credential: None,
        credential_until: None,
        requested_at: house.app.now(),
        answered_at: None,
        revoked_at: None,
        seen_at: house.app.now(),
    };
    let device = laptop.id;
    let add = Write::AddDevice(laptop);
    store.commit(vec![add], Vec::new()).await.unwrap();
    let cookie_token = there.split(['=', ';']).nth(1).unwrap().to_owned();
    let request = RequestId::from_bytes([1; 16]);
    let who = sign_in::who(&house.app, &cookie_token, request);
    let agent = who.await.unwrap().unwrap();
    let (out, mut events) = mpsc::channel(64);
    let app = house.app.clone();
    let screen =
        tokio::spawn(async move { console::follow(&app, agent, &cookie_token, &out).await });
    tokio::time::sleep(Duration::from_millis(200)).await;

    let root = house.cookie("root").await;
    let path = |id| format!("/v1/people/{id}/reset");
    let own = store.agent_by_name("root").await.unwrap().unwrap();
    let refused = house.post(&path(own.id), &root, json!({})).await;
    assert_eq!(refused.status(), 409, "nobody resets themselves");
    house.clock.forward(600);
    let stale = house.post(&path(thandi.id), &root, json!({})).await;
    assert_eq!(stale.status(), 403, "a fresh proof is asked for");
    let root = house.cookie("root").await;
    let handed = house.post(&path(thandi.id), &root, json!({})).await;
    assert_eq!(handed.status(), 201);
    let handed: Value = handed.json().await.unwrap();
    let link = token(handed["link"].as_str().unwrap());

    let told =
        async { while !matches!(events.recv().await, Some(ConsoleEvent::AccessReset) | None) {} };
    tokio::time::timeout(Duration::from_secs(10), told)
        .await
        .unwrap();
    screen.await.unwrap().unwrap();
    assert_eq!(current(&house, &there).await, 401);
    assert_eq!(house.sign_in("thandi", PASSWORD).await.status(), 401);
    let device = store.device(device).await.unwrap().unwrap();
    assert_eq!(device.status, DeviceStatus::Revoked);
    assert_eq!(store.factors_of(thandi.id).await.unwrap(), Vec::new());

    let shown: Value = look(&house, &link).await.json().await.unwrap();
    assert_eq!(shown["made_by"], "Ruth Root");
    assert_eq!(shown["name"], "thandi");
    let done = use_link(&house, &link, Value::Null).await;
    assert_eq!(done.status(), 201);
    let half = cookies(&done);
    assert_eq!(current(&house, &half).await, 401);
    let offer = house.post("/v1/account/app/ask", &half, json!({})).await;
    assert_eq!(offer.status(), 200, "a new second factor is added");
    assert_eq!(use_link(&house, &link, Value::Null).await.status(), 410);
    assert_eq!(house.sign_in("thandi", NEW_PASSWORD).await.status(), 201);
    assert_eq!(leaves(&house, LeafKind::AccessReset).await, 1);
    assert_eq!(leaves(&house, LeafKind::LinkUsed).await, 1);
    let answer = house.request(Method::GET, "/v1/inbox");
    let answer = answer.header("cookie", &half).send().await.unwrap();
    assert_eq!(answer.status(), 401);
}
