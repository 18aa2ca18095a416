//! What a console is told that a person may do is what the service lets them do, for the roles that come
//! with the program and for composed ones, and on an open console when it changes.

use crate::house::{House, PASSWORD};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;
use tacita_model::{RequestId, Role, TypedId};
use tacita_protocol::http::ConsoleEvent;
use tacita_server::features::accounts::desk::{NewPerson, put_person};
use tacita_server::features::accounts::sign_in;
use tacita_server::features::inbox::console;
use tacita_server::host::SystemRandomness;
use tokio::sync::mpsc;

/// Acts with an address that answers whoever may, and tells everybody else that there is nothing.
const SHOWN: [(&str, &str); 7] = [
    ("list-colleagues", "/v1/colleagues"),
    ("keep-own-replies", "/v1/replies"),
    ("see-conduct", "/v1/conduct"),
    ("read-ledger", "/v1/ledger/acts"),
    ("see-permissions", "/v1/permissions"),
    ("list-people", "/v1/people"),
    ("read-own-record", "/v1/ledger/own"),
];

async fn comes(house: &House, name: &str, role: Role) {
    let new = NewPerson {
        name: name.to_owned(),
        display_name: name.to_owned(),
        role,
        password_hash: house
            .app
            .passwords
            .hash(PASSWORD, &SystemRandomness)
            .unwrap(),
        teams: Vec::new(),
        capacity: 0,
    };
    let app = &house.app;
    let (id, now) = (app.draw_id(), app.now());
    let tenant = app.organisation.tenant;
    put_person(&app.store, tenant, id, now, new).await.unwrap();
}

async fn get(house: &House, cookie: &str, path: &str) -> (u16, Value) {
    let get = house.request(Method::GET, path).header("cookie", cookie);
    let answer = get.send().await.unwrap();
    (
        answer.status().as_u16(),
        answer.json().await.unwrap_or(Value::Null),
    )
}

async fn put(house: &House, path: &str, body: Value) {
    let root = house.cookie("root").await;
    let put = house.request(Method::PUT, path).header("cookie", &root);
    assert_eq!(put.json(&body).send().await.unwrap().status(), 204);
}

async fn told(house: &House, cookie: &str) -> Vec<String> {
    let (status, body) = get(house, cookie, "/v1/sign-ins/current").await;
    assert_eq!(status, 200);
    serde_json::from_value(body["acts"].clone()).unwrap()
}

// Practice: D1
#[tokio::test(flavor = "multi_thread")]
async fn a_console_is_told_what_the_service_lets_a_person_do_and_nothing_else() {
    let house = House::open().await;
    comes(&house, "sam", Role::Supervisor).await;
    comes(&house, "noor", Role::Officer).await;
    comes(&house, "sue", Role::Administrator).await;
    let compared = async |name: &str| {
        let cookie = house.cookie(name).await;
        let acts = told(&house, &cookie).await;
        let mut may = Vec::new();
        for (act, path) in SHOWN {
            let (status, _) = get(&house, &cookie, path).await;
            assert_eq!(
                acts.iter().any(|told| told == act),
                status == 200,
                "{name}: {act} against {path}, which answers {status}"
            );
            assert!([200, 404].contains(&status), "{path}");
            may.extend((status == 200).then_some(act));
        }
        may
    };
    let answers = ["list-colleagues", "keep-own-replies", "read-own-record"];
    assert_eq!(compared("thandi").await, answers);
    assert_eq!(compared("sam").await.len(), 4);
    assert_eq!(compared("noor").await.len(), 5);
    assert_eq!(compared("sue").await.len(), 4);

    for (name, role, base, acts) in [
        ("thandi", "clerk", "agent", json!(["list-colleagues"])),
        ("noor", "auditor", "officer", json!(["read-ledger"])),
        ("sue", "hirer", "administrator", json!(["list-people"])),
    ] {
        let composed = json!({ "base": base, "acts": acts });
        put(&house, &format!("/v1/roles/{role}"), composed).await;
        let person = house.app.store.agent_by_name(name).await.unwrap().unwrap();
        let path = format!("/v1/people/{}/duties", person.id);
        let duties = json!({ "role": role, "teams": [], "skills": [], "capacity": 1 });
        put(&house, &path, duties).await;
        let has = acts[0].as_str().unwrap();
        assert_eq!(compared(name).await, [has, "read-own-record"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_console_hears_when_its_role_is_composed_anew() {
    let house = House::open().await;
    let clerk = |acts: &[&str]| json!({ "base": "agent", "acts": acts });
    put(&house, "/v1/roles/clerk", clerk(&["list-colleagues"])).await;
    let thandi = house.app.store.agent_by_name("thandi").await;
    let path = format!("/v1/people/{}/duties", thandi.unwrap().unwrap().id);
    let duties = json!({ "role": "clerk", "teams": [], "skills": [], "capacity": 1 });
    put(&house, &path, duties).await;
    let cookie = house.cookie("thandi").await;
    let token = cookie.split('=').nth(1).unwrap().to_owned();
    let request = RequestId::from_bytes([1; 16]);
    let agent = sign_in::who(&house.app, &token, request).await;
    let agent = agent.unwrap().unwrap();
    let (out, mut events) = mpsc::channel(64);
    let app = house.app.clone();
    tokio::spawn(async move { console::follow(&app, agent, &token, &out).await });
    let mut acts = async || loop {
        let next = tokio::time::timeout(Duration::from_secs(60), events.recv()).await;
        if let ConsoleEvent::Acts { acts } = next.unwrap().unwrap() {
            return acts;
        }
    };
    let before = acts().await;
    assert_eq!(before, told(&house, &cookie).await);
    assert!(!before.iter().any(|act| act == "keep-own-replies"));
    let more = clerk(&["list-colleagues", "keep-own-replies"]);
    put(&house, "/v1/roles/clerk", more).await;
    let after = acts().await;
    assert_eq!(after.len(), before.len() + 1);
    assert!(after.iter().any(|act| act == "keep-own-replies"));
}
