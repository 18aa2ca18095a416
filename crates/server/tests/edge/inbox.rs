//! What agents see of conversations, and who is given one.

use crate::house::{House, PASSWORD};
use base64ct::{Base64UrlUnpadded, Encoding};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;
use tacita_model::{
    AgentId, ConversationId, ConversationState, CryptoProfile, Generation, QueueId, RequestId,
    Role, Sequence, TypedId,
};
use tacita_protocol::hello;
use tacita_protocol::http::ConsoleEvent;
use tacita_seal::{Credential, Identity, Provider, SigningKey, key_package};
use tacita_server::bus::Wake;
use tacita_server::config::{Config, Routing};
use tacita_server::features::accounts::desk::{NewPerson, put_person, queue_id};
use tacita_server::features::accounts::sign_in;
use tacita_server::features::conversations::dispatch;
use tacita_server::features::inbox::console;
use tacita_server::host::{Randomness, SystemRandomness};
use tacita_store::Write;
use tacita_store::rows::Conversation;
use tokio::sync::mpsc;

fn encode(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

fn conversation(house: &House, number: u8, queue: QueueId) -> Conversation {
    let now = house.app.now();
    Conversation {
        id: ConversationId::from_bytes([number; 16]),
        tenant: house.app.organisation.tenant,
        site: "harbour-books".to_owned(),
        queue,
        customer: house.app.draw_id(),
        customer_key: [number; 32],
        customer_credential: Vec::new(),
        state: ConversationState::Waiting,
        generation: Generation(0),
        profile: CryptoProfile::TacitaPq1,
        agent: None,
        device: None,
        opened_at: now,
        waiting_since: Some(now),
        last_entry_at: now,
        closed_at: None,
        freezes: 0,
        frozen_since: None,
        forgotten_to: Sequence(0),
        on_hold_since: None,
        language: None,
        prefers: None,
    }
}

async fn put(house: &House, row: &Conversation) {
    house
        .app
        .store
        .commit(vec![Write::SetConversation(row.clone())], Vec::new())
        .await
        .unwrap();
    house.app.bus.wake(Wake::Conversation(row.id));
}

fn questions(house: &House) -> QueueId {
    queue_id(house.app.organisation.tenant, "Questions")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inbox_counts_exactly_the_rows_that_a_person_may_see() {
    let house = House::open().await;
    let thandi = house
        .app
        .store
        .agent_by_name("thandi")
        .await
        .unwrap()
        .unwrap()
        .id;
    let marek = house
        .app
        .store
        .agent_by_name("marek")
        .await
        .unwrap()
        .unwrap()
        .id;
    let queue = questions(&house);
    let foreign_queue = QueueId::from_bytes([99; 16]);
    let mut mine = conversation(&house, 1, queue);
    (mine.agent, mine.state) = (Some(thandi), ConversationState::Active);
    let mut mareks = conversation(&house, 2, queue);
    (mareks.agent, mareks.state) = (Some(marek), ConversationState::Active);
    let waiting = conversation(&house, 3, queue);
    let elsewhere = conversation(&house, 4, foreign_queue);
    let mut unwritten = conversation(&house, 5, queue);
    unwritten.state = ConversationState::Opened;
    for row in [&mine, &mareks, &waiting, &elsewhere, &unwritten] {
        put(&house, row).await;
    }
    let cookie = house.cookie("thandi").await;
    let get = house
        .request(Method::GET, "/v1/inbox")
        .header("cookie", &cookie);
    let inbox: Value = get.send().await.unwrap().json().await.unwrap();
    assert_eq!(
        inbox["counts"],
        json!({ "mine": 1, "waiting": 1, "all": 2 })
    );
    let items = inbox["items"].as_array().unwrap();
    let mut seen: Vec<&str> = items
        .iter()
        .map(|item| item["conversation"].as_str().unwrap())
        .collect();
    seen.sort_unstable();
    assert_eq!(seen, [mine.id.to_string(), waiting.id.to_string()]);
}

// Practice: D4
#[tokio::test(flavor = "multi_thread")]
async fn a_row_leaves_an_open_console_when_somebody_else_gets_it_and_when_it_closes() {
    let house = House::open().await;
    let marek = house
        .app
        .store
        .agent_by_name("marek")
        .await
        .unwrap()
        .unwrap()
        .id;
    let cookie = house.cookie("thandi").await;
    let token = cookie.split('=').nth(1).unwrap().to_owned();
    let request = RequestId::from_bytes([1; 16]);
    let agent = sign_in::who(&house.app, &token, request)
        .await
        .unwrap()
        .unwrap();
    let (out, mut events) = mpsc::channel(64);
    let app = house.app.clone();
    let following =
        tokio::spawn(async move { console::follow(&app, agent, &token, &out).await.unwrap() });
    let mut next = async || loop {
        let next = tokio::time::timeout(Duration::from_secs(60), events.recv()).await;
        match next.unwrap() {
            // Said once, before any row.
            Some(ConsoleEvent::Acts { .. }) => {}
            event => return event,
        }
    };
    let queue = questions(&house);
    for (number, close) in [(1, false), (2, true)] {
        let mut row = conversation(&house, number, queue);
        // The follower may not listen yet; the row is found either way.
        put(&house, &row).await;
        let Some(ConsoleEvent::Item { item, counts }) = next().await else {
            panic!()
        };
        assert_eq!((item.conversation.0, counts.waiting), (row.id, 1));
        if close {
            row.state = ConversationState::Closed;
            row.closed_at = Some(house.app.now());
        } else {
            row.agent = Some(marek);
            row.state = ConversationState::Active;
        }
        put(&house, &row).await;
        let Some(ConsoleEvent::Gone {
            conversation,
            counts,
        }) = next().await
        else {
            panic!()
        };
        assert_eq!((conversation.0, counts.all), (row.id, 0));
    }
    let end = house
        .request(Method::DELETE, "/v1/sign-ins/current")
        .header("cookie", &cookie);
    assert_eq!(end.send().await.unwrap().status(), 204);
    assert!(matches!(next().await, Some(ConsoleEvent::SignedOut)));
    following.await.unwrap();
}

async fn open(house: &House, number: u8) -> Value {
    let key = SigningKey::from_bytes(&[number; 32]);
    let proof = hello::open_to_be_signed("harbour-books", &key.public());
    let body = json!({
        "leaf_key": encode(&key.public()),
        "signature": encode(&key.sign_hello(&proof, b"")),
    });
    let path = "/v1/widget/sites/harbour-books/conversations";
    let answer = house
        .request(Method::POST, path)
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 201);
    answer.json().await.unwrap()
}

async fn set_capacity(house: &House, capacity: u32) {
    let new = NewPerson {
        name: "thandi".to_owned(),
        display_name: "Thandi Mokoena".to_owned(),
        role: Role::Agent,
        password_hash: house
            .app
            .passwords
            .hash(PASSWORD, &SystemRandomness)
            .unwrap(),
        teams: vec!["Front desk".to_owned()],
        capacity,
    };
    let tenant = house.app.organisation.tenant;
    put_person(
        &house.app.store,
        tenant,
        house.app.draw_id(),
        house.app.now(),
        new,
    )
    .await
    .unwrap();
}

// Practice: A2
#[tokio::test(flavor = "multi_thread")]
async fn an_agent_is_reserved_only_while_at_the_console_and_under_capacity() {
    let mut house = House::open().await;
    let cookie = house.cookie("thandi").await;
    let thandi = house
        .app
        .store
        .agent_by_name("thandi")
        .await
        .unwrap()
        .unwrap()
        .id;
    let key = SigningKey::from_bytes(&[7; 32]);
    let proof = hello::device_to_be_signed(thandi, &key.public());
    let body = json!({
        "leaf_key": encode(&key.public()),
        "signature": encode(&key.sign_hello(&proof, b"")),
        "label": "Office laptop",
    });
    let post = house
        .request(Method::POST, "/v1/devices")
        .header("cookie", &cookie)
        .json(&body);
    let device: Value = post.send().await.unwrap().json().await.unwrap();
    let path = format!("/v1/devices/{}", device["device"].as_str().unwrap());
    house.issue().await;
    let get = house.request(Method::GET, &path).header("cookie", &cookie);
    let device: Value = get.send().await.unwrap().json().await.unwrap();
    let credential = Base64UrlUnpadded::decode_vec(device["credential"].as_str().unwrap()).unwrap();
    let credential = Credential::decode(&credential).unwrap();
    let trust = house.app.organisation.bundle().unwrap().trust;
    let now = house.app.now();
    let identity = Identity::new(key, credential, &trust, now).unwrap();
    let provider = Provider::new(SystemRandomness.generator());
    let make = || key_package::make(&provider, &identity, CryptoProfile::TacitaPq1, now).unwrap();
    let packages: Vec<String> = (0..3).map(|_| encode(&make().bytes)).collect();
    let upload = |body: Value| {
        let put = house.request(Method::PUT, &format!("{path}/key-packages"));
        put.header("cookie", &cookie).json(&body).send()
    };
    let left = upload(json!({ "packages": packages })).await.unwrap();
    assert_eq!(left.status(), 200);
    let left: Value = left.json().await.unwrap();
    assert_eq!(left["key_packages"], 3);
    let forged = upload(json!({ "packages": [encode(b"no package")] }))
        .await
        .unwrap();
    assert_eq!(forged.status(), 403);

    assert_eq!(
        open(&house, 21).await["reserved"],
        Value::Null,
        "no console is open"
    );
    house.app.consoles.came(thandi);
    set_capacity(&house, 0).await;
    assert_eq!(
        open(&house, 22).await["reserved"],
        Value::Null,
        "no capacity"
    );
    set_capacity(&house, 1).await;
    let reserved = &open(&house, 23).await["reserved"];
    assert!(reserved["ticket"].is_string(), "{reserved}");
    assert!(packages.contains(&reserved["key_package"].as_str().unwrap().to_owned()));
}

// Practice: C9
#[tokio::test(flavor = "multi_thread")]
async fn what_became_of_a_held_draft_is_taken_from_whoever_answers_the_chat_and_in_fixed_words() {
    let house = House::open().await;
    let thandi = house.app.store.agent_by_name("thandi").await.unwrap();
    let queue = questions(&house);
    let mut mine = conversation(&house, 1, queue);
    (mine.agent, mine.state) = (thandi.map(|agent| agent.id), ConversationState::Active);
    let waiting = conversation(&house, 3, queue);
    for row in [&mine, &waiting] {
        put(&house, row).await;
    }
    let cookie = house.cookie("thandi").await;
    let tell = async |conversation: String, what: &str, outcome: &str, reason: Value| {
        let path = format!("/v1/conversations/{conversation}/held");
        let body = json!({ "what": what, "outcome": outcome, "reason": reason });
        let post = house.request(Method::POST, &path).header("cookie", &cookie);
        post.json(&body).send().await.unwrap().status().as_u16()
    };
    let id = mine.id.to_string();
    let none = Value::Null;
    assert_eq!(
        tell(id.clone(), "over-collection", "changed", none.clone()).await,
        204
    );
    assert_eq!(
        tell(id.clone(), "wrong-window", "sent", "same-customer".into()).await,
        204
    );
    assert_eq!(
        tell(id.clone(), "wrong-window", "sent", "Jane asked".into()).await,
        400
    );
    assert_eq!(tell(id, "curiosity", "sent", none.clone()).await, 400);
    assert_eq!(
        tell(waiting.id.to_string(), "off-channel", "sent", none).await,
        404
    );
    let path = format!("/v1/conversations/{}/held", mine.id);
    let body = json!({ "what": "off-channel", "outcome": "sent", "reason": null });
    let post = house.request(Method::POST, &path).json(&body);
    assert_eq!(post.send().await.unwrap().status(), 401);
}

// Practice: C1
#[tokio::test(flavor = "multi_thread")]
async fn the_policy_goes_to_widgets_by_site_and_to_consoles_with_a_sign_in() {
    let house = House::open().await;
    let status = async |path: &str, cookie: &str| {
        let get = house.request(Method::GET, path).header("cookie", cookie);
        get.send().await.unwrap().status().as_u16()
    };
    assert_eq!(
        status("/v1/widget/sites/harbour-books/screening", "").await,
        200
    );
    assert_eq!(status("/v1/widget/sites/nobody/screening", "").await, 404);
    assert_eq!(status("/v1/screening", "").await, 401);
    let cookie = house.cookie("thandi").await;
    assert_eq!(status("/v1/screening", &cookie).await, 200);
}

fn second_queue(config: &mut Config) {
    let mut billing = config.queues[0].clone();
    billing.name = "Billing".to_owned();
    billing.teams = vec!["Back office".to_owned()];
    config.queues.push(billing);
    config.queues[0].routing = Routing::LeastBusy;
}

// Practice: D1
#[tokio::test(flavor = "multi_thread")]
async fn how_many_wait_in_a_queue_is_told_to_whoever_serves_it_and_to_nobody_else() {
    let house = House::open_with(second_queue).await;
    let billing = queue_id(house.app.organisation.tenant, "Billing");
    put(&house, &conversation(&house, 1, questions(&house))).await;
    for number in 2..=4 {
        put(&house, &conversation(&house, number, billing)).await;
    }
    let cookie = house.cookie("thandi").await;
    let get = house.request(Method::GET, "/v1/colleagues");
    let told = get.header("cookie", &cookie).send().await.unwrap();
    let told: Value = told.json().await.unwrap();
    let count = |name: &str| {
        let queues = told["queues"].as_array().unwrap();
        let queue = queues.iter().find(|queue| queue["name"] == name).unwrap();
        queue["waiting"].clone()
    };
    assert_eq!(
        (count("Questions"), count("Billing")),
        (json!(1), Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn giving_out_reads_what_waits_where_somebody_is_free_and_no_other_chat() {
    let house = House::open_with(second_queue).await;
    let thandi = house.app.store.agent_by_name("thandi").await.unwrap();
    let thandi = thandi.unwrap().id;
    let billing = queue_id(house.app.organisation.tenant, "Billing");
    for number in 1..=60 {
        let mut row = conversation(&house, number, questions(&house));
        (row.agent, row.state) = (
            Some(AgentId::from_bytes([9; 16])),
            ConversationState::Active,
        );
        put(&house, &row).await;
    }
    for number in 61..=80 {
        put(&house, &conversation(&house, number, billing)).await;
    }
    for number in 81..=83 {
        put(&house, &conversation(&house, number, questions(&house))).await;
    }
    let read = async || dispatch::give_out(&house.app).await.unwrap().read;
    assert_eq!(read().await, 0, "nobody is at their console");
    house.app.consoles.came(thandi);
    assert_eq!(read().await, 3, "of eighty-three open ones");
    set_capacity(&house, 0).await;
    assert_eq!(read().await, 0, "nobody is free");
}
