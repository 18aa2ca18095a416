//! Which acts are leaves, for the course of chats: a scripted day, and every kind of it in the ledger.
//! What the desk does besides stands in `edge/leaves.rs`.

use reqwest::StatusCode;
use serde_json::json;
use std::collections::BTreeSet;
use tacita_ledger::LeafKind;
use tacita_model::ConversationId;
use tacita_server::features::conversations::join;
use tacita_store::rows::Counted;
use tacita_testkit::{Agent, Town, expect_state, expect_text};

/// Every kind that a chat leaves.
const CHATS: [LeafKind; 22] = [
    LeafKind::Entries,
    LeafKind::ConversationOpened,
    LeafKind::Assigned,
    LeafKind::TicketIssued,
    LeafKind::IntakeOpened,
    LeafKind::LogOpened,
    LeafKind::Transferred,
    LeafKind::BackToQueue,
    LeafKind::Joined,
    LeafKind::PutOnHold,
    LeafKind::HoldEnded,
    LeafKind::Left,
    LeafKind::Closed,
    LeafKind::Frozen,
    LeafKind::Erased,
    LeafKind::Denied,
    LeafKind::OverCollectionChanged,
    LeafKind::OverCollectionSent,
    LeafKind::OffChannelChanged,
    LeafKind::OffChannelSent,
    LeafKind::WrongWindowChanged,
    LeafKind::WrongWindowSent,
];

async fn kinds(town: &Town) -> BTreeSet<LeafKind> {
    let rows = town.world().store.ledger();
    let leaves = rows.leaves(0, 100_000).await.unwrap();
    let kinds = leaves.iter().filter_map(|row| row.leaf);
    kinds.map(|leaf| leaf.kind).collect()
}

async fn told(
    town: &Town,
    agent: &Agent,
    chat: ConversationId,
    body: serde_json::Value,
) -> StatusCode {
    let server = town.server();
    let url = format!("{}/v1/conversations/{chat}/held", server.origin);
    let request = server.http.post(url).header("origin", &server.origin);
    let request = request.header("cookie", server.cookie(agent.id).await);
    let request = request.header("sec-fetch-site", "same-origin");
    request.json(&body).send().await.unwrap().status()
}

// Practice: G4
#[tokio::test]
async fn every_act_in_the_course_of_chats_is_a_leaf() {
    let town = Town::new().await;
    let (thandi, marek) = (town.agent("Thandi").await, town.agent("Marek").await);

    // A message that waited is opened, drafts are held back, the chat is handed on, put back, closed.
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
    thandi.hold(chat, true).await.unwrap();
    thandi.hold(chat, false).await.unwrap();
    for what in ["over-collection", "off-channel", "wrong-window"] {
        for outcome in ["changed", "sent"] {
            let body = json!({ "what": what, "outcome": outcome, "reason": null });
            let status = told(&town, &thandi, chat, body.clone()).await;
            assert_eq!(status, StatusCode::NO_CONTENT);
            // Whoever has nothing to do with the chat is refused, and that is a leaf as well.
            let status = told(&town, &marek, chat, body).await;
            assert_eq!(status, StatusCode::NOT_FOUND);
        }
    }
    // The customer's device is set back to before a message.
    let old = customer.storage();
    customer.send(town.message_id(), "thank you");
    expect_text(&console, "thank you").await;
    drop(customer);
    let customer = town.customer_again(old);
    customer.send(town.message_id(), "are you there?");
    expect_text(&console, "are you there?").await;
    thandi.transfer(chat, &marek).await.unwrap();
    marek.back_to_queue(chat).await.unwrap();
    marek.accept(chat).await.unwrap();
    let sam = town.supervisor("Sam").await;
    let hub = town.server().hub.clone();
    join::join(&hub, sam.signed_in(), chat, sam.device)
        .await
        .unwrap();
    join::leave(&hub, sam.signed_in(), chat).await.unwrap();
    drop(hub);
    marek.close(chat).await.unwrap();

    // Nobody takes another one.
    let (unclaimed, waits) = town.customer().await;
    unclaimed.send(town.message_id(), "is anybody there?");
    expect_state(&unclaimed, "is anybody there?", "sent").await;
    for _ in 0..50 {
        if town.row(waits).await.closed_at.is_some() {
            break;
        }
        town.pass(24 * 3600).await;
    }

    // Whoever had the chat is counted once each time, and the drafts that asked for too much.
    let counted = |agent: &Agent, what: Counted| {
        let id = agent.id;
        let store = town.world().store.clone();
        async move {
            let rows = store.conduct(0).await.unwrap();
            let mine = rows.iter().filter(|row| row.agent == id);
            let mine = mine.filter(|row| row.counted == what);
            mine.map(|row| row.number).sum::<u32>()
        }
    };
    assert_eq!(counted(&thandi, Counted::Answered).await, 1);
    assert_eq!(counted(&marek, Counted::Answered).await, 2);
    assert_eq!(counted(&thandi, Counted::Changed).await, 1);
    assert_eq!(counted(&thandi, Counted::Sent).await, 1);

    let found = kinds(&town).await;
    let missing: Vec<_> = CHATS.iter().filter(|kind| !found.contains(kind)).collect();
    assert!(missing.is_empty(), "no leaf for {missing:?}");
    town.close().await;
}
