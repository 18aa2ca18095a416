//! Who sees how often people ask for too much, and from how many chats on.

use crate::house::{House, PASSWORD};
use reqwest::Method;
use serde_json::{Value, json};
use tacita_ledger::LeafKind;
use tacita_model::{
    AgentId, ConversationId, ConversationState, CryptoProfile, Generation, Role, Sequence, TypedId,
};
use tacita_server::features::accounts::desk::{NewPerson, put_person, queue_id};
use tacita_server::features::conduct::{count, show::LEAST_CHATS};
use tacita_server::host::SystemRandomness;
use tacita_store::Write;
use tacita_store::rows::{Conversation, Counted};

async fn person(house: &House, name: &str, role: Role, team: &str) -> (AgentId, String) {
    let app = &house.app;
    let new = NewPerson {
        name: name.to_owned(),
        display_name: name.to_owned(),
        role,
        password_hash: app.passwords.hash(PASSWORD, &SystemRandomness).unwrap(),
        teams: vec![team.to_owned()],
        capacity: 5,
    };
    let tenant = app.organisation.tenant;
    let id = put_person(&app.store, tenant, app.draw_id(), app.now(), new).await;
    (id.unwrap(), house.cookie(name).await)
}

async fn page(house: &House, cookie: &str, path: &str) -> (u16, Value) {
    let get = house.request(Method::GET, path).header("cookie", cookie);
    let answer = get.send().await.unwrap();
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap_or_default())
}

// Practice: C9
#[tokio::test(flavor = "multi_thread")]
async fn rates_of_asking_too_much_are_seen_by_team_and_office_from_twenty_chats_on_and_each_look_is_a_leaf()
 {
    let house = House::open().await;
    let store = &house.app.store;
    let tenant = house.app.organisation.tenant;
    let queue = queue_id(tenant, "Questions");
    let thandi = store.agent_by_name("thandi").await.unwrap().unwrap().id;
    let now = house.app.now();
    let chat = Conversation {
        id: ConversationId::from_bytes([1; 16]),
        tenant,
        site: "harbour-books".to_owned(),
        queue,
        customer: house.app.draw_id(),
        customer_key: [1; 32],
        customer_credential: Vec::new(),
        state: ConversationState::Active,
        generation: Generation(0),
        profile: CryptoProfile::TacitaPq1,
        agent: Some(thandi),
        device: None,
        opened_at: now,
        waiting_since: None,
        last_entry_at: now,
        closed_at: None,
        freezes: 0,
        frozen_since: None,
        forgotten_to: Sequence(0),
        on_hold_since: None,
        language: None,
        prefers: None,
    };
    let answered = |number: u32| {
        let one = || count::one(thandi, queue, now, Counted::Answered, None);
        (0..number).map(|_| one()).collect::<Vec<Write>>()
    };
    let mut writes = answered(LEAST_CHATS - 1);
    writes.push(Write::SetConversation(chat));
    store.commit(writes, Vec::new()).await.unwrap();

    // What her device reports: which kind, and what became of it. No other word is taken.
    let hers = house.cookie("thandi").await;
    let tell = async |what: &str, outcome: &str, kind: Value| {
        let path = format!(
            "/v1/conversations/{}/held",
            ConversationId::from_bytes([1; 16])
        );
        let body = json!({ "what": what, "outcome": outcome, "reason": null, "kind": kind });
        let post = house.request(Method::POST, &path).header("cookie", &hers);
        post.json(&body).send().await.unwrap().status().as_u16()
    };
    for outcome in ["changed", "changed", "sent"] {
        assert_eq!(tell("over-collection", outcome, "CVV".into()).await, 204);
    }
    assert_eq!(
        tell("over-collection", "sent", "what is it".into()).await,
        400
    );
    assert_eq!(tell("off-channel", "sent", "CVV".into()).await, 400);
    assert_eq!(tell("off-channel", "sent", Value::Null).await, 204);

    let (_, lead) = person(&house, "sam", Role::Supervisor, "Front desk").await;
    let (_, other) = person(&house, "olga", Role::Supervisor, "elsewhere").await;
    let (_, officer) = person(&house, "noor", Role::Officer, "Front desk").await;
    let (_, admin) = person(&house, "ada", Role::Administrator, "Front desk").await;
    // Nineteen chats say nothing about a person; one kind asked for three times has no line.
    let (status, few) = page(&house, &lead, "/v1/conduct").await;
    assert_eq!(status, 200);
    assert_eq!(few["people"][0]["answered"], 19);
    assert_eq!(few["people"][0]["asked"], Value::Null);
    assert_eq!(few["kinds"], json!([{ "kind": "", "asked": 3, "sent": 1 }]));
    store.commit(answered(1), Vec::new()).await.unwrap();
    for cookie in [&lead, &officer] {
        let (_, seen) = page(&house, cookie, "/v1/conduct?days=7").await;
        let line = json!([{
            "agent": thandi.to_string(), "display_name": "Thandi Mokoena",
            "answered": 20, "asked": 3, "sent": 1,
        }]);
        assert_eq!(seen["people"], line);
    }
    let (_, elsewhere) = page(&house, &other, "/v1/conduct").await;
    assert_eq!(elsewhere["people"], json!([]), "another team's chats");
    for cookie in [&hers, &admin] {
        assert_eq!(page(&house, cookie, "/v1/conduct").await.0, 404);
    }
    let (_, own) = page(&house, &hers, "/v1/conduct/own").await;
    assert_eq!(own["people"][0]["asked"], 3);
    assert_eq!(
        own["kinds"],
        json!([{ "kind": "CVV", "asked": 3, "sent": 1 }])
    );
    let (_, none) = page(&house, &admin, "/v1/conduct/own").await;
    assert_eq!(none["people"], json!([]));
    assert_eq!(page(&house, &lead, "/v1/conduct?days=91").await.0, 400);

    let leaves = store.ledger().leaves(0, 100_000).await.unwrap();
    let looks = leaves.iter().filter_map(|row| row.leaf);
    let looks = looks.filter(|leaf| leaf.kind == LeafKind::ConductRead);
    assert_eq!(looks.count(), 6);
}
