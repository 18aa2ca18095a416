//! A device is revoked (flow F5, cut-off), over real sockets and the console's routes.

use tacita_model::Role;
use tacita_protocol::chain::EntryKind;
use tacita_protocol::control::{FromServer, decode_server};
use tacita_store::Write;
use tacita_testkit::{
    Agent, Event, Person, Town, ended, expect, expect_state, expect_text, has_text, texts,
};

/// The device is in the verified tree.
fn is_in(events: &[Event]) -> bool {
    events.iter().any(|event| match event {
        Event::Members { members, .. } => members.iter().any(|member| member.own),
        _ => false,
    })
}

/// Names of the agents in the newest verified tree.
fn agents(events: &[Event]) -> Vec<String> {
    let newest = events.iter().rev().find_map(|event| match event {
        Event::Members { members, .. } => Some(members),
        _ => None,
    });
    let members = newest.into_iter().flatten();
    let agents = members.filter(|member| member.role == "agent");
    agents.map(|member| member.name.clone()).collect()
}

/// Entries of a kind that a device was sent.
fn entries(person: &Person, wanted: EntryKind) -> usize {
    let frames = person.frames();
    let read = frames.iter().filter_map(|frame| decode_server(frame).ok());
    read.filter(|frame| matches!(frame, FromServer::Entry { kind, .. } if *kind == wanted as u8))
        .count()
}

async fn revoked(person: &Person) {
    expect(
        person,
        "the device to be told that it is revoked",
        |events| ended(events).as_deref() == Some("revoked"),
    )
    .await;
    assert!(person.storage().is_empty(), "and to wipe");
}

/// Ada has the chat, and everybody has read the first message.
async fn ada_has_it(town: &Town) -> (Agent, Person, Person, tacita_model::ConversationId) {
    let ada = town.agent("Ada").await;
    let (customer, chat, adas) = town.chat(&ada, "first").await;
    expect_state(&customer, "first", "delivered").await;
    (ada, adas, customer, chat)
}

// Practice: D4
#[tokio::test]
async fn a_revoked_device_is_out_and_a_colleague_in_with_one_commit_of_the_customer() {
    let town = Town::new().await;
    let (ada, adas, customer, chat) = ada_has_it(&town).await;
    let bob = town.agent("Bob").await;
    town.route_to(&bob);
    let (_, officer) = town.person("Olga", Role::Officer).await;
    let kept = adas.storage();
    let commits = entries(&customer, EntryKind::Commit);

    let path = format!("/v1/devices/{}/revoke", ada.device);
    assert_eq!(town.post(&path, &officer).await, 204);
    revoked(&adas).await;
    let bobs = bob.open(chat);
    expect(&bobs, "Bob to be in", is_in).await;
    expect(&customer, "Bob alone on the other side", |events| {
        agents(events) == ["Bob"]
    })
    .await;
    customer.send(town.message_id(), "who is there now?");
    expect_text(&bobs, "who is there now?").await;
    bobs.send(town.message_id(), "Bob");
    expect_text(&customer, "Bob").await;
    assert_eq!(
        entries(&customer, EntryKind::Commit),
        commits + 1,
        "removal and addition are one commit"
    );
    assert!(!has_text(&bobs, "first"), "Bob reads nothing from before");

    // A copy of the lost laptop with its old state: it is told to wipe and nothing else.
    let lost = ada.open_with(chat, kept);
    revoked(&lost).await;
    assert!(!has_text(&lost, "who is there now?"));
    assert_eq!(
        town.post(&path, &officer).await,
        204,
        "once more changes nothing"
    );
    town.close().await;
}

#[tokio::test]
async fn with_the_customer_away_the_colleague_begins_a_generation_without_the_revoked_device() {
    let town = Town::new().await;
    let (ada, adas, customer, chat) = ada_has_it(&town).await;
    let bob = town.agent("Bob").await;
    town.route_to(&bob);
    customer.online(false);
    town.away(&customer).await;
    let before = town.generation(chat).await;

    // Ada says herself that her laptop is gone.
    let cookie = town.server().cookie(ada.id).await;
    let path = format!("/v1/devices/{}/revoke", ada.device);
    assert_eq!(town.post(&path, &cookie).await, 204);
    revoked(&adas).await;
    let bobs = bob.open(chat);
    expect(&bobs, "Bob to be in", is_in).await;
    bobs.send(town.message_id(), "I take over from Ada");
    expect_state(&bobs, "I take over from Ada", "sent").await;
    assert_eq!(town.generation(chat).await, before + 1);

    customer.online(true);
    town.back(&customer).await;
    expect_text(&customer, "I take over from Ada").await;
    customer.send(town.message_id(), "good");
    expect_text(&bobs, "good").await;
    assert_eq!(texts(&customer), ["first", "I take over from Ada", "good"]);
    assert!(!has_text(&adas, "I take over"));
    town.close().await;
}

#[tokio::test]
async fn without_a_free_colleague_the_chat_waits_and_the_next_agent_gets_what_is_written() {
    let town = Town::new().await;
    let (ada, adas, customer, chat) = ada_has_it(&town).await;
    let (_, officer) = town.person("Olga", Role::Officer).await;
    let path = format!("/v1/devices/{}/revoke", ada.device);
    assert_eq!(town.post(&path, &officer).await, 204);
    revoked(&adas).await;
    expect(&customer, "no agent", |events| agents(events).is_empty()).await;
    customer.send(town.message_id(), "anybody?");
    expect_state(&customer, "anybody?", "sent").await;
    let bob = town.agent("Bob").await;
    bob.accept(chat).await.unwrap();
    let bobs = bob.open(chat);
    expect(&bobs, "Bob to be in", is_in).await;
    customer.send(town.message_id(), "hello Bob");
    expect_text(&bobs, "hello Bob").await;
    assert!(!has_text(&bobs, "first"));
    town.close().await;
}

// Who may: the owner, an officer, an administrator. Nobody else learns that the device exists.
#[tokio::test]
async fn a_colleague_and_a_supervisor_cannot_revoke_somebody_elses_device() {
    let town = Town::new().await;
    let (ada, adas, customer, _) = ada_has_it(&town).await;
    let path = format!("/v1/devices/{}/revoke", ada.device);
    for role in [Role::Agent, Role::Supervisor] {
        let (_, cookie) = town.person("Somebody", role).await;
        assert_eq!(town.post(&path, &cookie).await, 404);
        let account = format!("/v1/people/{}/close", ada.id);
        assert_eq!(town.post(&account, &cookie).await, 404);
    }
    assert_eq!(town.post(&path, "").await, 401);
    customer.send(town.message_id(), "still with you, Ada?");
    expect_text(&adas, "still with you, Ada?").await;
    town.close().await;
}

#[tokio::test]
async fn a_closed_account_loses_sign_ins_devices_and_chats_at_once() {
    let town = Town::new().await;
    let (ada, adas, customer, _) = ada_has_it(&town).await;
    let (admin, cookie) = town.person("Root", Role::Administrator).await;
    let adas_cookie = town.server().cookie(ada.id).await;
    let path = format!("/v1/people/{}/close", ada.id);
    assert_eq!(town.post(&path, &cookie).await, 204);
    revoked(&adas).await;
    expect(&customer, "no agent", |events| agents(events).is_empty()).await;
    let device = format!("/v1/devices/{}/revoke", ada.device);
    assert_eq!(
        town.post(&device, &adas_cookie).await,
        401,
        "the sign-in is over"
    );
    let own = format!("/v1/people/{admin}/close");
    assert_eq!(
        town.post(&own, &cookie).await,
        409,
        "somebody has to be left"
    );
    town.close().await;
}

// The program stops between the revocation and the chats: the next start finishes it.
#[tokio::test]
async fn a_cut_off_that_a_stop_interrupted_is_finished_at_the_next_start() {
    let town = Town::new().await;
    let (ada, adas, customer, chat) = ada_has_it(&town).await;
    let at = town.world().clock.now();
    let device = ada.device;
    let write = Write::RevokeDevice { device, at };
    let store = town.world().store.clone();
    store.commit(vec![write], Vec::new()).await.unwrap();
    drop(store);
    town.stop().await;
    town.start().await;
    town.back(&customer).await;
    expect(&customer, "no agent", |events| agents(events).is_empty()).await;
    let row = town.row(chat).await;
    assert_eq!(row.device, None);
    town.pass(31).await;
    revoked(&adas).await;
    town.close().await;
}
