//! The drill of docs/key-rotation.md: the server's keys are rotated while people talk.

use tacita_model::ConversationId;
use tacita_seal::{KeyId, PublicGroup, key_id};
use tacita_testkit::{Act, Event, Town, ended, expect, expect_state, expect_text};

/// The router key that a chat's group was begun under.
async fn begun_under(town: &Town, chat: ConversationId) -> KeyId {
    let generation = town.row(chat).await.generation;
    let store = town.world().store.clone();
    let row = store.group(chat, generation).await.unwrap().unwrap();
    PublicGroup::from_bytes(&row.public_group)
        .unwrap()
        .facts()
        .router
}

// Practice: B14
#[tokio::test]
async fn the_servers_keys_are_rotated_while_chats_go_on() {
    let town = Town::new().await;
    let (ada, bob) = (town.agent("Ada").await, town.agent("Bob").await);
    let (customer, chat, adas) = town.chat(&ada, "before the rotation").await;
    // Somebody else has opened the widget and written nothing yet.
    let (early, early_chat) = town.customer().await;
    let [_, router, _] = town.organisation().keys().newest.public();
    let former = key_id(&router);

    town.rotate_keys().await;
    for person in [&customer, &adas, &early] {
        town.back(person).await;
    }
    let [_, router, _] = town.organisation().keys().newest.public();
    let fresh = key_id(&router);
    assert_ne!(fresh, former);

    // Nobody has certified the fresh keys: everything goes on under the former ones.
    customer.send(town.message_id(), "still there?");
    expect_text(&adas, "still there?").await;
    let (between, between_chat, _) = town.chat(&bob, "between the two").await;
    assert_eq!(begun_under(&town, between_chat).await, former);

    // The issuer has certified them: what begins is under the fresh ones, also for a device that
    // came before and for an agent's who signed in before.
    town.certify_keys();
    let (_, late_chat, _) = town.chat(&ada, "after the rotation").await;
    assert_eq!(begun_under(&town, late_chat).await, fresh);
    early.send(town.message_id(), "I opened this long ago");
    expect_state(&early, "I opened this long ago", "sent").await;
    ada.accept(early_chat).await.unwrap();
    expect_text(&ada.open(early_chat), "I opened this long ago").await;
    assert_eq!(begun_under(&town, early_chat).await, fresh);

    // A chat from before is handed over: the server proposes with the keys that it was begun under.
    assert_eq!(begun_under(&town, chat).await, former);
    ada.transfer(chat, &bob).await.unwrap();
    let bobs = bob.open(chat);
    // Whatever is written before Bob is in the group is not for him.
    expect(&bobs, "Bob to be in", |events| {
        events.iter().any(|event| match event {
            Event::Members { members, .. } => members.iter().any(|member| member.own),
            _ => false,
        })
    })
    .await;
    adas.act(Act::HandedOver);
    expect(&adas, "Ada to be out", |events| ended(events).is_some()).await;
    customer.send(town.message_id(), "are you there, Bob?");
    expect_text(&bobs, "are you there, Bob?").await;
    assert_eq!(begun_under(&town, chat).await, former);
    between.act(Act::Close);
    town.close().await;
}
