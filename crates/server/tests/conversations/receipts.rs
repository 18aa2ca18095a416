//! A customer reads who opened what, with proofs that hold; nobody else does; a person of the desk
//! reads and takes away their own part; every read is a leaf before it is answered.

use reqwest::{Response, StatusCode};
use serde_json::json;
use tacita_client::event::Event;
use tacita_ledger::note::VerifierKey;
use tacita_ledger::opening::{About, Opening};
use tacita_ledger::receipt::Receipt as Proof;
use tacita_ledger::statement::Statement;
use tacita_ledger::{Hash, LeafKind, Subject};
use tacita_model::{ConversationId, RequestId, TypedId};
use tacita_protocol::http::{IssuedCredential, IssuerAnswers, Receipt};
use tacita_protocol::{Blob, Wire};
use tacita_seal::Credential;
use tacita_server::features::identity::issuer;
use tacita_testkit::{Agent, Person, Town, expect_state, expect_text};

async fn ask(town: &Town, secret: &[u8]) -> Response {
    let server = town.server();
    let url = format!("{}/v1/widget/receipts", server.origin);
    let request = server.http.post(url).header("origin", &server.origin);
    let key = serde_json::to_value(Blob(secret.to_vec())).unwrap();
    request.json(&json!({ "key": key })).send().await.unwrap()
}

async fn get(town: &Town, agent: &Agent, path: &str) -> Response {
    let server = town.server();
    let cookie = server.cookie(agent.id).await;
    let request = server.http.get(format!("{}{path}", server.origin));
    request.header("cookie", cookie).send().await.unwrap()
}

/// What the proofs show, each of them checked.
fn opened(town: &Town, receipt: &Receipt) -> Vec<Opening> {
    let key = VerifierKey::parse(&receipt.key).unwrap();
    assert_eq!(town.server().app.ledger.vkey(), Some(&key));
    let all = receipt.proofs.iter();
    all.map(|text| Proof::parse(text).unwrap().open(&key).unwrap().0)
        .collect()
}

fn by(opening: &Opening) -> Option<Subject> {
    opening.who.map(|(_, subject)| subject)
}

/// A chat whose first message waited, was opened, answered and closed.
async fn day(town: &Town, thandi: &Agent) -> ConversationId {
    let (customer, chat) = town.customer().await;
    customer.send(town.message_id(), "my parcel is lost");
    expect_state(&customer, "my parcel is lost", "sent").await;
    customer.online(false);
    town.away(&customer).await;
    thandi.accept(chat).await.unwrap();
    let console = thandi.open(chat);
    expect_text(&console, "my parcel is lost").await;
    customer.online(true);
    town.back(&customer).await;
    console.send(town.message_id(), "we look for it");
    expect_text(&customer, "we look for it").await;
    chat
}

/// The pages' stand-in server answers with a genuine one.
fn keep(file: &str, answer: &serde_json::Value) {
    if std::env::var_os("TACITA_WRITE_RECEIPT").is_some() {
        let text = serde_json::to_string_pretty(answer).unwrap() + "\n";
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/e2e/fake");
        std::fs::write(format!("{folder}/{file}"), text).unwrap();
    }
}

// Practice: J4
#[tokio::test]
async fn a_customer_reads_who_opened_what_and_nobody_else_does() {
    let town = Town::new().await;
    let thandi = town.agent("Thandi").await;
    let chat = day(&town, &thandi).await;
    let (_, another) = town.customer().await;

    let answer = ask(&town, &town.receipt_secret(chat)).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let receipt: Receipt = answer.json().await.unwrap();
    assert_eq!(receipt.about, chat.to_string());
    let shown = opened(&town, &receipt);
    let me = Some(Subject::of(thandi.id));
    for kind in [
        LeafKind::Assigned,
        LeafKind::LogOpened,
        LeafKind::IntakeOpened,
    ] {
        let found = shown.iter().find(|opening| opening.leaf.kind == kind);
        let found = found.unwrap_or_else(|| panic!("{} is missing", kind.as_str()));
        assert_eq!((by(found), found.name.as_str()), (me, "Thandi"));
    }
    let here = |opening: &&Opening| opening.about == About::id(chat);
    assert!(shown.iter().filter(here).count() >= 4);
    assert!(shown.iter().all(|opening| opening.about.what().is_some()));
    // Reading it is in it.
    assert_eq!(shown.last().unwrap().leaf.kind, LeafKind::ReceiptRead);

    keep("receipt.json", &serde_json::to_value(&receipt).unwrap());

    // No other secret, no other length, no other chat's content.
    assert_eq!(ask(&town, &[7; 32]).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(ask(&town, &[7; 31]).await.status(), StatusCode::BAD_REQUEST);
    let other: Receipt = ask(&town, &town.receipt_secret(another))
        .await
        .json()
        .await
        .unwrap();
    assert!(opened(&town, &other).iter().all(|o| by(o) != me));
    // What opens a leaf of this chat is no leaf's of another one.
    assert!(
        !other
            .proofs
            .iter()
            .any(|proof| receipt.proofs.contains(proof))
    );

    // Once its days are over it is gone, as if it had never been.
    town.pass(31 * 24 * 3600).await;
    let open = ask(&town, &town.receipt_secret(chat)).await;
    assert_eq!(open.status(), StatusCode::OK, "a chat that still runs");
    town.close().await;
}

// Practice: G8
#[tokio::test]
async fn a_person_reads_their_own_record_and_takes_it_away_signed() {
    let town = Town::new().await;
    let (thandi, marek) = (town.agent("Thandi").await, town.agent("Marek").await);
    let chat = day(&town, &thandi).await;

    let own = get(&town, &thandi, "/v1/ledger/own")
        .await
        .text()
        .await
        .unwrap();
    for word in [
        "log-opened",
        "intake-opened",
        &chat.to_string(),
        "ledger-read",
    ] {
        assert!(own.contains(word), "{word} in {own}");
    }
    let of_marek = get(&town, &marek, "/v1/ledger/own")
        .await
        .text()
        .await
        .unwrap();
    assert!(!of_marek.contains(&chat.to_string()) && of_marek.contains("ledger-read"));
    // The whole is for officers and administrators.
    let all = get(&town, &thandi, "/v1/ledger/acts").await;
    assert_eq!(all.status(), StatusCode::NOT_FOUND);

    let until = town.world().clock.now().plus_seconds(60).0;
    let path = format!("/v1/ledger/statement?from=0&until={until}");
    let taken: Receipt = get(&town, &thandi, &path).await.json().await.unwrap();
    let shown = opened(&town, &taken);
    assert!(shown.iter().all(|o| by(o) == Some(Subject::of(thandi.id))));
    // The refusal above is in it.
    assert!(shown.iter().any(|o| o.leaf.kind == LeafKind::Denied));
    let key = VerifierKey::parse(&taken.key).unwrap();
    let statement = Statement::open(&taken.statement.unwrap(), &key).unwrap();
    assert_eq!(statement.agent, thandi.id);
    let leaves: Vec<(u64, Hash)> = taken
        .proofs
        .iter()
        .zip(&shown)
        .map(|(text, o)| (Proof::parse(text).unwrap().index, Hash(o.leaf.hash())))
        .collect();
    assert_eq!(statement.covers(&leaves), Ok(()));
    assert!(statement.covers(&leaves[1..]).is_err());
    town.close().await;
}

// Practice: J4
#[tokio::test]
async fn without_the_ledgers_key_no_receipt_is_given() {
    let town = Town::new().await;
    let thandi = town.agent("Thandi").await;
    let chat = day(&town, &thandi).await;
    town.stop().await;
    town.hold_ledger_key(false);
    town.start().await;
    let answer = ask(&town, &town.receipt_secret(chat)).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text().await.unwrap().contains("no-reveal"));
    town.hold_ledger_key(true);
    town.close().await;
}

async fn prove(town: &Town, credentials: &[Vec<u8>]) -> Response {
    let server = town.server();
    let url = format!("{}/v1/widget/credentials", server.origin);
    let request = server.http.post(url).header("origin", &server.origin);
    let hashes: Vec<Blob> = credentials.iter().cloned().map(Blob).collect();
    let body = json!({ "credentials": hashes });
    request.json(&body).send().await.unwrap()
}

/// SHA-256 of each desk device's credential, out of the tree that this person has verified.
fn seen_by(person: &Person) -> Vec<String> {
    let events = person.events();
    let members = events.iter().rev().find_map(|event| match event {
        Event::Members { members, .. } => Some(members),
        _ => None,
    });
    let members = members.unwrap().iter();
    let desk = members.filter(|member| member.role != "customer");
    desk.map(|member| member.credential.clone()).collect()
}

// Practice: B10
#[tokio::test]
async fn a_credential_that_was_issued_has_a_proof_and_one_that_was_made_past_the_log_has_none() {
    let town = Town::new().await;
    let thandi = town.agent("Thandi").await;
    let (customer, _, _console) = town.chat(&thandi, "who reads this?").await;
    let app = town.server().app.clone();
    let device = app.store.device(thandi.device).await.unwrap().unwrap();
    let credential = Credential::decode(&device.credential.unwrap()).unwrap();
    let hash = credential.digest().to_vec();
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(seen_by(&customer), [hex.as_str()]);

    // The organisation's own key has signed it, and nobody has entered it: the widget's alarm.
    let answer = prove(&town, std::slice::from_ref(&hash)).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let none: Receipt = answer.json().await.unwrap();
    assert!(none.proofs.is_empty());

    let issued = IssuedCredential {
        device: Wire(thandi.device),
        credential: Blob(credential.as_bytes().to_vec()),
    };
    let answers = IssuerAnswers {
        certificates: Vec::new(),
        credentials: vec![issued],
        refused: Vec::new(),
        rosters: Vec::new(),
    };
    let request = RequestId::from_bytes([7; 16]);
    issuer::answers(&app, answers, request).await.unwrap();
    let answer = prove(&town, &[vec![9; 32], hash.clone()]).await;
    let proofs: Receipt = answer.json().await.unwrap();
    let shown = opened(&town, &proofs);
    let [leaf] = shown.as_slice() else {
        panic!("{} proofs for one credential of the log", shown.len());
    };
    assert_eq!(leaf.leaf.kind, LeafKind::CredentialIssued);
    assert_eq!(leaf.leaf.what.to_vec(), hash);
    assert_eq!(by(leaf), Some(Subject::ISSUER));
    keep(
        "issued.json",
        &json!({ "credential": hex, "answer": proofs }),
    );

    for refused in [Vec::new(), vec![vec![1; 31]], vec![vec![1; 32]; 17]] {
        let answer = prove(&town, &refused).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    }
}
