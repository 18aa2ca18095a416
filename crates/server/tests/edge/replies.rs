//! Saved replies: who keeps which, what may not be in one, and that each change is a leaf.

use crate::house::{House, PASSWORD};
use reqwest::Method;
use serde_json::{Value, json};
use tacita_ledger::LeafKind;
use tacita_model::Role;
use tacita_server::features::accounts::desk::{NewPerson, put_person, queue_id};
use tacita_server::host::SystemRandomness;

async fn supervisor(house: &House, name: &str, team: &str) -> String {
    let app = &house.app;
    let new = NewPerson {
        name: name.to_owned(),
        display_name: name.to_owned(),
        role: Role::Supervisor,
        password_hash: app.passwords.hash(PASSWORD, &SystemRandomness).unwrap(),
        teams: vec![team.to_owned()],
        capacity: 5,
    };
    let tenant = app.organisation.tenant;
    let id = put_person(&app.store, tenant, app.draw_id(), app.now(), new).await;
    id.unwrap();
    house.cookie(name).await
}

struct Desk {
    house: House,
    cookie: String,
}

impl Desk {
    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let mut request = self.house.request(method, path);
        request = request.header("cookie", &self.cookie);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap_or_default())
    }

    async fn list(&self) -> Vec<Value> {
        let (status, page) = self.call(Method::GET, "/v1/replies", None).await;
        assert_eq!(status, 200);
        page["replies"].as_array().unwrap().clone()
    }
}

fn reply(shortcut: &str, text: &str, queue: Option<&str>) -> Value {
    json!({ "shortcut": shortcut, "title": "A reply", "text": text, "queue": queue })
}

// Practice: C11
#[tokio::test(flavor = "multi_thread")]
async fn a_saved_reply_with_a_confidential_value_is_refused_with_place_and_reason_and_kept_ones_are_leaves()
 {
    let house = House::open().await;
    let queue = queue_id(house.app.organisation.tenant, "Questions").to_string();
    let queue = Some(queue.as_str());
    let hers = house.cookie("thandi").await;
    let leads = supervisor(&house, "sam", "Front desk").await;
    let elsewhere = supervisor(&house, "olga", "Back office").await;
    let mut desk = Desk {
        house,
        cookie: hers.clone(),
    };
    let save =
        async |desk: &Desk, body: Value| desk.call(Method::POST, "/v1/replies", Some(body)).await;

    // Nothing of these is kept: a value, a question nobody asks, a channel that is not the shop's.
    let card = "ask for the card 4111 1111 1111 1111";
    let (status, said) = save(&desk, reply("card", card, None)).await;
    assert_eq!((status, &said["reply"]), (200, &Value::Null));
    let place = json!([{ "start": 17, "end": 36, "why": "value", "kind": "CREDIT_CARD" }]);
    assert_eq!(said["refused"], place);
    for (text, why) in [
        ("Please write to ines.duarte@example.org", "value"),
        ("What is your CVV?", "never-ask"),
        ("Add me on WhatsApp and we continue there", "messenger"),
    ] {
        let (status, said) = save(&desk, reply("bad", text, None)).await;
        assert_eq!((status, &said["reply"]), (200, &Value::Null), "{text}");
        let found = said["refused"].as_array().unwrap();
        assert!(found.iter().any(|one| one["why"] == why), "{text}: {said}");
    }
    for body in [
        reply("Two words", "Hello", None),
        reply("", "Hello", None),
        reply("long", &"a".repeat(4001), None),
    ] {
        assert_eq!(save(&desk, body).await.0, 400);
    }
    assert_eq!(desk.list().await, Vec::<Value>::new());

    // Her own: kept, changed, its shortcut once. A queue's is its supervisors' to keep.
    let (status, said) = save(&desk, reply("hi", "Hello {customer}", None)).await;
    assert_eq!(status, 200);
    let path = format!("/v1/replies/{}", said["reply"].as_str().unwrap());
    assert_eq!(save(&desk, reply("hi", "Hello", None)).await.0, 409);
    assert_eq!(save(&desk, reply("hi", "Hello", queue)).await.0, 404);
    let change = |text: &str, queue| Some(reply("hi", text, queue));
    assert_eq!(
        desk.call(Method::PUT, &path, change("Good day", None))
            .await
            .0,
        200
    );
    let (_, said) = desk.call(Method::PUT, &path, change(card, None)).await;
    assert_eq!(said["reply"], Value::Null);
    desk.cookie = leads.clone();
    assert_eq!(desk.list().await, Vec::<Value>::new(), "hers is hers");
    assert_eq!(
        desk.call(Method::PUT, &path, change("Mine now", None))
            .await
            .0,
        404
    );
    assert_eq!(desk.call(Method::DELETE, &path, None).await.0, 404);
    let (status, said) = save(&desk, reply("refund", "It takes five days.", queue)).await;
    assert_eq!(status, 200);
    let shared = format!("/v1/replies/{}", said["reply"].as_str().unwrap());
    desk.cookie = elsewhere;
    assert_eq!(desk.list().await, Vec::<Value>::new(), "another queue's");
    assert_eq!(desk.call(Method::DELETE, &shared, None).await.0, 404);
    desk.cookie = hers;
    let seen = desk.list().await;
    let seen: Vec<_> = seen
        .iter()
        .map(|one| (one["text"].as_str(), one["may_change"].as_bool()))
        .collect();
    let all = [
        (Some("Good day"), Some(true)),
        (Some("It takes five days."), Some(false)),
    ];
    assert_eq!(seen, all);
    assert_eq!(desk.call(Method::DELETE, &shared, None).await.0, 404);
    desk.cookie = leads;
    assert_eq!(desk.call(Method::DELETE, &shared, None).await.0, 204);
    assert_eq!(desk.call(Method::DELETE, &shared, None).await.0, 404);

    let ledger = desk.house.app.store.ledger();
    let leaves = ledger.leaves(0, 100_000).await.unwrap();
    let count = |kind| {
        let kinds = leaves.iter().filter_map(|row| row.leaf);
        kinds.filter(|leaf| leaf.kind == kind).count()
    };
    assert_eq!(count(LeafKind::ReplyKept), 3);
    assert_eq!(count(LeafKind::ReplyDropped), 1);
}
