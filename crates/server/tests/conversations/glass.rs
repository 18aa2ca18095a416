//! Opening something outside one's need, over HTTP and real sockets: asked, agreed to by a second person,
//! seen in the chat, ended by time, judged by a third, and each step a leaf that the customer reads.

use crate::joining::see;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tacita_ledger::note::VerifierKey;
use tacita_ledger::receipt::Receipt as Proof;
use tacita_ledger::{Leaf, LeafKind};
use tacita_model::{AgentId, ConversationId, Purpose, RequestId, Role, TypedId};
use tacita_protocol::Blob;
use tacita_protocol::http::Receipt;
use tacita_protocol::http::glass::{GlassFacts, GlassList, GlassRow};
use tacita_server::edge::rates::Origin;
use tacita_server::features::accounts::browsers::Visitor;
use tacita_server::features::accounts::http::COOKIE;
use tacita_server::features::accounts::sign_in;
use tacita_store::rows::Proof as Way;
use tacita_testkit::{Town, ended, expect, expect_text, has_text};

/// A sign-in in a browser of its own, or in one that somebody else used.
async fn signs_in(town: &Town, who: AgentId, browser: char) -> String {
    let app = town.server().app;
    let person = app.store.agent(who).await.unwrap().unwrap();
    let visitor = Visitor {
        origin: Origin::of(std::net::Ipv4Addr::LOCALHOST.into()),
        token: Some(format!("{}A", browser.to_string().repeat(42))),
        label: "Test".to_owned(),
    };
    let (request, more) = (RequestId::from_bytes([1; 16]), (Vec::new(), Vec::new()));
    let begun = sign_in::begin(&app, person, Way::Passkey, &visitor, request, more);
    format!("{COOKIE}={}", begun.await.unwrap().token.0.as_str())
}

async fn call(
    town: &Town,
    cookie: &str,
    method: Method,
    path: &str,
    body: Option<Value>,
) -> (StatusCode, Value) {
    let server = town.server();
    let url = format!("{}/v1/glass{path}", server.origin);
    let mut request = server.http.request(method, url).header("cookie", cookie);
    request = request
        .header("origin", &server.origin)
        .header("sec-fetch-site", "same-origin");
    if let Some(body) = body {
        request = request.json(&body);
    }
    let answer = request.send().await.unwrap();
    let status = answer.status();
    (status, answer.json().await.unwrap_or(Value::Null))
}

async fn post(town: &Town, cookie: &str, path: &str, body: Value) -> StatusCode {
    call(town, cookie, Method::POST, path, Some(body)).await.0
}

async fn list(town: &Town, cookie: &str) -> Vec<GlassRow> {
    let (status, body) = call(town, cookie, Method::GET, "", None).await;
    assert_eq!(status, StatusCode::OK);
    let list: GlassList = serde_json::from_value(body).unwrap();
    list.requests
}

const REASON: &str = "Ada is ill and her customer waits for an answer since noon.";

fn wish(chat: &str, kind: &str) -> Value {
    json!({ "chat": chat, "kind": kind, "reason": REASON, "minutes": 30 })
}

async fn asks(town: &Town, cookie: &str, chat: ConversationId, kind: &str) -> String {
    let asked = wish(&chat.to_string(), kind);
    let (status, body) = call(town, cookie, Method::POST, "", Some(asked)).await;
    assert_eq!(status, StatusCode::CREATED);
    body["glass"].as_str().unwrap().to_owned()
}

async fn leaves(town: &Town, kind: LeafKind) -> Vec<Leaf> {
    let store = town.server().app.store.clone();
    let leaves = store.ledger().leaves(0, 10_000).await.unwrap();
    let leaves = leaves.into_iter().filter_map(|read| read.leaf);
    leaves.filter(|leaf| leaf.kind == kind).collect()
}

/// What the ledger has of it, in order.
async fn steps(town: &Town, chat: ConversationId) -> Vec<LeafKind> {
    let store = town.server().app.store.clone();
    let leaves = store.ledger().leaves(0, 10_000).await.unwrap();
    let leaves = leaves.into_iter().filter_map(|read| read.leaf);
    leaves
        .filter(|leaf| leaf.purpose == Some(Purpose::BreakGlass))
        .filter(|leaf| leaf.what == Leaf::what_id(chat))
        .map(|leaf| leaf.kind)
        .collect()
}

// Practice: D8
#[tokio::test]
async fn nobody_opens_a_chat_of_another_team_alone_and_what_two_agreed_to_is_seen_and_ends() {
    let town = Town::new().await;
    let (ada, bob) = (town.agent("Ada").await, town.agent("Bob").await);
    let sam = town.supervisor("Sam").await;
    town.leaves_team(&bob).await;
    let (olga, _) = town.person("Olga", Role::Officer).await;
    let (customer, chat, adas) = town.chat(&ada, "before").await;
    let bobs = signs_in(&town, bob.id, 'B').await;
    let sams_here = signs_in(&town, sam.id, 'B').await;
    let sams = signs_in(&town, sam.id, 'C').await;
    let olgas = signs_in(&town, olga, 'D').await;
    let device = json!({ "device": bob.device.to_string() });
    let agree = json!({ "agree": true });

    let glass = asks(&town, &bobs, chat, "join").await;
    let (answer, open) = (format!("/{glass}/answer"), format!("/{glass}/open"));
    let twice = wish(&chat.to_string(), "join");
    assert_eq!(post(&town, &bobs, "", twice).await, StatusCode::CONFLICT);
    // Not alone, not by himself, and not in his browser.
    let nothing = StatusCode::NOT_FOUND;
    assert_eq!(post(&town, &bobs, &open, device.clone()).await, nothing);
    assert_eq!(post(&town, &bobs, &answer, agree.clone()).await, nothing);
    assert_eq!(
        post(&town, &sams_here, &answer, agree.clone()).await,
        nothing
    );
    let [row] = &list(&town, &sams_here).await[..] else {
        panic!("one request")
    };
    assert!(!row.may_answer && row.same_browser && row.queue_name.is_some());
    let [row] = &list(&town, &bobs).await[..] else {
        panic!("one request")
    };
    assert!(row.own && !row.may_answer && !row.may_open && row.queue_name.is_none());
    // Who has no part in it sees nothing of it.
    assert!(
        list(&town, &signs_in(&town, ada.id, 'E').await)
            .await
            .is_empty()
    );

    let done = StatusCode::NO_CONTENT;
    assert_eq!(post(&town, &sams, &answer, agree.clone()).await, done);
    assert_eq!(
        post(&town, &sams, &answer, agree).await,
        StatusCode::CONFLICT
    );
    assert_eq!(post(&town, &bobs, &open, device.clone()).await, done);
    let inside = bob.open(chat);
    let three = [("customer", ""), ("agent", "Ada"), ("agent", "Bob")];
    for person in [&customer, &adas, &inside] {
        see(person, &three).await;
    }
    customer.send(town.message_id(), "who are you?");
    expect_text(&inside, "who are you?").await;
    assert!(!has_text(&inside, "before"), "nothing that was said before");
    let review = format!("/{glass}/review");
    let finding = json!({ "justified": true, "words": "The customer was answered." });
    let early = post(&town, &olgas, &review, finding.clone()).await;
    assert_eq!(early, StatusCode::CONFLICT, "not while it runs");

    town.pass(30 * 60 + 1).await;
    expect(&inside, "Bob to be out", |events| ended(events).is_some()).await;
    assert!(inside.storage().is_empty(), "the keys go with the person");
    see(&customer, &three[..2]).await;
    // The sign-ins' second factors are half an hour old by now, and nobody was at the screens.
    assert_eq!(
        post(&town, &bobs, &open, device.clone()).await,
        StatusCode::FORBIDDEN
    );
    let bobs = signs_in(&town, bob.id, 'B').await;
    assert_eq!(post(&town, &bobs, &open, device).await, nothing);
    let stale = post(&town, &olgas, &review, finding.clone()).await;
    assert_eq!(stale, StatusCode::FORBIDDEN);
    let olgas = signs_in(&town, olga, 'D').await;
    let sams = signs_in(&town, sam.id, 'C').await;
    assert_eq!(post(&town, &sams, &review, finding.clone()).await, nothing);
    // Whoever came is out before the end is written down.
    let mut judged = post(&town, &olgas, &review, finding.clone()).await;
    for _ in 0..100 {
        if judged != StatusCode::CONFLICT {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        judged = post(&town, &olgas, &review, finding.clone()).await;
    }
    assert_eq!(judged, done);
    let twice = post(&town, &olgas, &review, finding).await;
    assert_eq!(twice, StatusCode::CONFLICT);

    use LeafKind as K;
    let all = [
        K::GlassAsked,
        K::GlassApproved,
        K::GlassOpened,
        K::GlassEnded,
        K::GlassJustified,
    ];
    assert_eq!(steps(&town, chat).await, all);
    // The customer's receipt tells all of it, with the purpose and who it was.
    let server = town.server();
    let url = format!("{}/v1/widget/receipts", server.origin);
    let key = Blob(town.receipt_secret(chat).to_vec());
    let asked = server.http.post(url).header("origin", &server.origin);
    let receipt: Receipt = asked
        .json(&json!({ "key": key }))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let key = VerifierKey::parse(&receipt.key).unwrap();
    let shown = receipt
        .proofs
        .iter()
        .map(|text| Proof::parse(text).unwrap().open(&key).unwrap().0);
    let told: Vec<_> = shown
        .filter(|opening| opening.leaf.purpose == Some(Purpose::BreakGlass))
        .map(|opening| (opening.leaf.kind, opening.name))
        .collect();
    let names = ["Bob", "Sam", "Bob", "", "Olga"];
    let expected: Vec<_> = all.into_iter().zip(names.map(str::to_owned)).collect();
    assert_eq!(told, expected);
    drop(server);
    town.close().await;
}

// Practice: D8
#[tokio::test]
async fn what_is_known_of_a_chat_is_shown_after_its_leaf_and_late_reviews_are_counted() {
    let town = Town::new().await;
    let (ada, bob) = (town.agent("Ada").await, town.agent("Bob").await);
    town.leaves_team(&bob).await;
    let (olga, _) = town.person("Olga", Role::Officer).await;
    let (ruth, _) = town.person("Ruth", Role::Administrator).await;
    let (_customer, chat, _adas) = town.chat(&ada, "first").await;
    let ruths = signs_in(&town, ruth, 'B').await;
    let olgas = signs_in(&town, olga, 'C').await;
    let bobs = signs_in(&town, bob.id, 'D').await;
    let (nothing, done) = (StatusCode::NOT_FOUND, StatusCode::NO_CONTENT);

    // An administrator takes no part in a chat, whoever agrees.
    let join = wish(&chat.to_string(), "join");
    assert_eq!(post(&town, &ruths, "", join).await, nothing);
    // A reason that names a value that a chat would hide is not kept.
    let mut wrong = wish(&chat.to_string(), "look");
    let card = town.secret("4111 1111 1111 1111");
    wrong["reason"] = json!(format!("the customer says that {card} was charged twice"));
    let (status, body) = call(&town, &ruths, Method::POST, "", Some(wrong)).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(
        body["type"].as_str().unwrap().ends_with("confidential"),
        "{body}"
    );

    let glass = asks(&town, &ruths, chat, "look").await;
    let facts = format!("/{glass}/facts");
    assert_eq!(
        call(&town, &ruths, Method::GET, &facts, None).await.0,
        nothing
    );
    let answer = format!("/{glass}/answer");
    assert_eq!(
        post(&town, &olgas, &answer, json!({ "agree": true })).await,
        done
    );
    let (status, body) = call(&town, &ruths, Method::GET, &facts, None).await;
    assert_eq!(status, StatusCode::OK);
    let known: GlassFacts = serde_json::from_value(body).unwrap();
    assert_eq!(known.agent_name.as_deref(), Some("Ada"));
    assert_eq!(known.queue_name, "Orders");
    assert!(
        known
            .acts
            .iter()
            .any(|act| act.kind == "assigned" && act.name == "Ada")
    );
    assert!(
        known
            .acts
            .iter()
            .any(|act| act.kind == "glass-opened" && act.name == "Ruth")
    );
    // It is hers alone.
    assert_eq!(
        call(&town, &olgas, Method::GET, &facts, None).await.0,
        nothing
    );

    // Another one that nobody answers, and one that is declined.
    let unheard = asks(&town, &bobs, chat, "join").await;
    let declined = asks(&town, &bobs, chat, "look").await;
    let no = post(
        &town,
        &olgas,
        &format!("/{declined}/answer"),
        json!({ "agree": false }),
    )
    .await;
    assert_eq!(no, done);
    // Ended by an officer before its time.
    assert_eq!(
        post(&town, &olgas, &format!("/{glass}/end"), json!({})).await,
        done
    );
    assert_eq!(
        call(&town, &ruths, Method::GET, &facts, None).await.0,
        nothing
    );
    town.pass(3601).await;
    let store = town.server().app.store.clone();
    let state = async |id: &str| {
        store
            .glass(id.parse().unwrap())
            .await
            .unwrap()
            .unwrap()
            .state
    };
    for _ in 0..100 {
        if state(&unheard).await.as_str() == "lapsed" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(state(&unheard).await.as_str(), "lapsed");
    let late = signs_in(&town, olga, 'C').await;
    let answer = post(
        &town,
        &late,
        &format!("/{unheard}/answer"),
        json!({ "agree": true }),
    )
    .await;
    assert_eq!(answer, StatusCode::CONFLICT);

    // Olga agreed, so another officer has to judge; a day later that is late.
    let overdue = || {
        town.server()
            .app
            .overdue
            .load(std::sync::atomic::Ordering::SeqCst)
    };
    assert_eq!(overdue(), 0);
    town.pass(24 * 3600).await;
    for _ in 0..100 {
        if overdue() == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(overdue(), 1);
    let olgas = signs_in(&town, olga, 'C').await;
    let own = json!({ "justified": true, "words": "I agreed to it myself." });
    let review = format!("/{glass}/review");
    assert_eq!(post(&town, &olgas, &review, own).await, nothing);
    let (nora, _) = town.person("Nora", Role::Officer).await;
    let noras = signs_in(&town, nora, 'E').await;
    let said = json!({ "justified": false, "words": "Ada could have been asked." });
    assert_eq!(post(&town, &noras, &review, said).await, done);
    let row = list(&town, &noras)
        .await
        .into_iter()
        .find(|row| row.glass.0.to_string() == glass);
    let row = row.unwrap();
    let kinds = steps(&town, chat).await;
    for kind in [
        LeafKind::GlassDeclined,
        LeafKind::GlassLapsed,
        LeafKind::GlassOpened,
        LeafKind::GlassEnded,
        LeafKind::GlassUnjustified,
    ] {
        assert!(kinds.contains(&kind), "{}", kind.as_str());
    }
    let listed = leaves(&town, LeafKind::GlassListed).await;
    assert!(
        listed
            .iter()
            .all(|leaf| leaf.purpose == Some(Purpose::BreakGlass))
    );
    assert!(!listed.is_empty());
    assert_eq!(
        (row.justified, row.reviewed_by.as_deref()),
        (Some(false), Some("Nora"))
    );
    town.close().await;
}

async fn lines(town: &Town, cookie: &str, chat: ConversationId) -> String {
    let server = town.server();
    let url = format!("{}/v1/screening?conversation={chat}", server.origin);
    let answer = server.http.get(url).header("cookie", cookie).send().await;
    answer.unwrap().text().await.unwrap()
}

// Practice: C1
#[tokio::test]
async fn a_held_value_goes_out_only_when_a_second_person_lets_it_through_here_and_for_a_while() {
    let town = Town::new().await;
    town.stop().await;
    town.screen_by("[types.IBAN]\nagent = \"hold\"\n[types.PHONE]\nagent = \"mask\"\n");
    town.start().await;
    let (ada, bob) = (town.agent("Ada").await, town.agent("Bob").await);
    let sam = town.supervisor("Sam").await;
    let (_first, chat, _) = town.chat(&ada, "where is my refund?").await;
    let (_second, other, _) = town.chat(&ada, "and mine?").await;
    let adas = signs_in(&town, ada.id, 'A').await;
    let bobs = signs_in(&town, bob.id, 'B').await;
    let sams = signs_in(&town, sam.id, 'C').await;
    let (held, free) = ("rule * IBAN agent mask no", "rule * IBAN agent warn yes");
    let before = lines(&town, &adas, chat).await;
    assert!(before.contains(held) && !before.contains(free));
    // What an agent was let send is not hidden from the customer again.
    let widget = town.server().app.screening.of_widget("Orders", None);
    assert!(widget.contains(free) && !widget.contains(held));

    // Of held kinds alone, in one's own chat alone.
    let wish = |kinds: &[&str]| json!({ "chat": chat.to_string(), "kind": "send", "held": kinds, "reason": REASON, "minutes": 10 });
    for kinds in [&[][..], &["PHONE"], &["IBAN", "PHONE"], &["NOTHING"]] {
        let refused = post(&town, &adas, "", wish(kinds)).await;
        assert_eq!(refused, StatusCode::BAD_REQUEST, "{kinds:?}");
    }
    let strangers = post(&town, &bobs, "", wish(&["IBAN"])).await;
    assert_eq!(strangers, StatusCode::NOT_FOUND);
    let asked = call(&town, &adas, Method::POST, "", Some(wish(&["IBAN"]))).await;
    assert_eq!(asked.0, StatusCode::CREATED);
    let glass = asked.1["glass"].as_str().unwrap().to_owned();
    assert_eq!(
        lines(&town, &adas, chat).await,
        before,
        "asking opens nothing"
    );
    let [row] = &list(&town, &sams).await[..] else {
        panic!("one request")
    };
    assert!(row.may_answer && row.kind == "send" && row.held == ["IBAN"]);

    let answer = format!("/{glass}/answer");
    let agree = json!({ "agree": true });
    let own = post(&town, &adas, &answer, agree.clone()).await;
    assert_eq!(own, StatusCode::NOT_FOUND, "not alone");
    let agreed = post(&town, &sams, &answer, agree).await;
    assert_eq!(agreed, StatusCode::NO_CONTENT);
    assert!(lines(&town, &adas, chat).await.contains(free));
    assert_eq!(
        lines(&town, &adas, other).await,
        before,
        "in this chat alone"
    );
    assert_eq!(
        lines(&town, &sams, chat).await,
        before,
        "for this person alone"
    );
    town.pass(10 * 60).await;
    assert_eq!(lines(&town, &adas, chat).await, before, "for a while");
    town.pass(60).await;
    let all = [
        LeafKind::GlassAsked,
        LeafKind::GlassApproved,
        LeafKind::GlassEnded,
    ];
    for _ in 0..100 {
        if steps(&town, chat).await == all {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(steps(&town, chat).await, all);
    town.close().await;
}
