//! F6: a supervisor joins beside the person who answers, visibly, and leaves again.

use tacita_model::ConversationId;
use tacita_protocol::http::Held;
use tacita_server::edge::errors::Problem;
use tacita_server::features::conversations::{held, join};
use tacita_server::features::inbox::list;
use tacita_testkit::{
    Act, Agent, Event, Person, Town, ended, expect, expect_state, expect_text, has_text, texts,
};

async fn joins(town: &Town, who: &Agent, chat: ConversationId) -> Result<(), Problem> {
    let hub = town.server().hub.clone();
    join::join(&hub, who.signed_in(), chat, who.device).await
}

async fn leaves(town: &Town, who: &Agent, chat: ConversationId) -> Result<(), Problem> {
    let hub = town.server().hub.clone();
    join::leave(&hub, who.signed_in(), chat).await
}

/// Roles and names in the tree that a device verified.
fn inside(events: &[Event]) -> Vec<(String, String)> {
    let newest = events.iter().rev().find_map(|event| match event {
        Event::Members { members, .. } => Some(members),
        _ => None,
    });
    let mut all: Vec<_> = newest
        .into_iter()
        .flatten()
        .map(|member| (member.role.clone(), member.name.clone()))
        .collect();
    all.sort();
    all
}

fn named(list: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut all: Vec<_> = list
        .iter()
        .map(|(role, name)| ((*role).to_owned(), (*name).to_owned()))
        .collect();
    all.sort();
    all
}

pub(crate) async fn see(person: &Person, list: &[(&str, &str)]) {
    let wanted = named(list);
    expect(person, "who is in", |events| inside(events) == wanted).await;
}

const TWO: [(&str, &str); 2] = [("customer", ""), ("agent", "Ada")];
const THREE: [(&str, &str); 3] = [("customer", ""), ("agent", "Ada"), ("supervisor", "Sam")];

#[tokio::test]
async fn a_supervisor_is_seen_by_everybody_and_reads_what_follows_until_they_leave() {
    let town = Town::new().await;
    let (ada, sam) = (town.agent("Ada").await, town.supervisor("Sam").await);
    let (customer, chat, adas) = town.chat(&ada, "before").await;
    see(&customer, &TWO).await;

    assert_eq!(joins(&town, &sam, chat).await, Ok(()));
    assert_eq!(joins(&town, &sam, chat).await, Err(Problem::Conflict));
    let sams = sam.open(chat);
    for person in [&customer, &adas, &sams] {
        see(person, &THREE).await;
    }
    customer.send(town.message_id(), "while you are here");
    expect_text(&sams, "while you are here").await;
    sams.send(town.message_id(), "I look after it");
    expect_text(&customer, "I look after it").await;
    expect_text(&adas, "I look after it").await;
    assert!(!has_text(&sams, "before"), "{:?}", sams.events());
    // What is held back in their composer is told to the ledger as anybody's.
    let held = Held {
        what: "over-collection".to_owned(),
        outcome: "sent".to_owned(),
        reason: None,
        kind: None,
    };
    let app = town.server().app;
    let told = held::held(&app, sam.signed_in(), chat, &held).await;
    assert_eq!(told, Ok(()));
    drop(app);

    assert_eq!(leaves(&town, &sam, chat).await, Ok(()));
    expect(&sams, "Sam to be out", |events| ended(events).is_some()).await;
    assert!(sams.storage().is_empty(), "the keys go with the person");
    see(&customer, &TWO).await;
    customer.send(town.message_id(), "after that");
    expect_text(&adas, "after that").await;
    assert_eq!(leaves(&town, &sam, chat).await, Err(Problem::NotFound));
    // Ada still has the chat, and may do with it what she could.
    ada.close(chat).await.unwrap();
    expect(&customer, "the end", |events| ended(events).is_some()).await;
    town.close().await;
}

#[tokio::test]
async fn who_may_not_join_is_told_that_there_is_nothing() {
    let town = Town::new().await;
    let (ada, bob) = (town.agent("Ada").await, town.agent("Bob").await);
    let sam = town.supervisor("Sam").await;
    let (waiting, waits) = town.customer().await;
    waiting.send(town.message_id(), "hello?");
    expect_state(&waiting, "hello?", "sent").await;
    let (_customer, chat, _console) = town.chat(&ada, "first").await;

    // A widget that was opened and has written nothing is nothing to anybody, whatever their role.
    let (_silent, opened) = town.customer().await;
    let app = town.server().app;
    let viewer = list::Viewer::of(&app, sam.signed_in()).await.unwrap();
    let rows = list::rows(&app, &viewer).await.unwrap();
    assert!(rows.contains_key(&chat) && rows.contains_key(&waits));
    assert!(!rows.contains_key(&opened));
    assert_eq!(joins(&town, &sam, opened).await, Err(Problem::NotFound));
    drop(app);

    assert_eq!(joins(&town, &bob, chat).await, Err(Problem::NotFound));
    assert_eq!(joins(&town, &sam, waits).await, Err(Problem::NotFound));
    assert_eq!(leaves(&town, &ada, chat).await, Err(Problem::NotFound));
    let elsewhere = town.supervisor("Eve").await;
    town.leaves_team(&elsewhere).await;
    assert_eq!(joins(&town, &elsewhere, chat).await, Err(Problem::NotFound));
    // A device of somebody else is not theirs to join with.
    let hub = town.server().hub.clone();
    let with_adas = join::join(&hub, sam.signed_in(), chat, ada.device).await;
    assert_eq!(with_adas, Err(Problem::NotProven));
    drop(hub);
    town.close().await;
}

// Nobody is there who could let the supervisor in, and the service restarts meanwhile.
#[tokio::test]
async fn a_join_waits_for_somebody_who_can_let_them_in_and_outlives_a_restart() {
    let town = Town::new().await;
    let (ada, sam) = (town.agent("Ada").await, town.supervisor("Sam").await);
    let (customer, chat, adas) = town.chat(&ada, "before").await;
    for person in [&customer, &adas] {
        person.online(false);
        town.away(person).await;
    }
    assert_eq!(joins(&town, &sam, chat).await, Ok(()));
    let sams = sam.open(chat);
    town.pass(3).await;
    assert!(inside(&sams.events()).is_empty());
    town.stop().await;
    town.start().await;
    adas.online(true);
    town.back(&adas).await;
    town.back(&sams).await;
    see(&sams, &THREE).await;
    adas.send(town.message_id(), "welcome");
    expect_text(&sams, "welcome").await;
    customer.online(true);
    town.back(&customer).await;
    see(&customer, &THREE).await;
    assert_eq!(texts(&customer), ["before", "welcome"]);
    town.close().await;
}

#[tokio::test]
async fn a_guest_goes_when_nobody_answers_and_stays_when_the_chat_is_handed_to_them() {
    let town = Town::new().await;
    let (ada, sam) = (town.agent("Ada").await, town.supervisor("Sam").await);
    let (customer, chat, _adas) = town.chat(&ada, "one").await;
    joins(&town, &sam, chat).await.unwrap();
    let sams = sam.open(chat);
    see(&sams, &THREE).await;
    ada.transfer(chat, &sam).await.unwrap();
    town.pass(61).await;
    see(&customer, &[("customer", ""), ("supervisor", "Sam")]).await;
    sams.send(town.message_id(), "it is mine now");
    expect_text(&customer, "it is mine now").await;
    assert!(!texts(&sams).contains(&"one".to_owned()));

    let (other, chat, adas) = town.chat(&ada, "two").await;
    joins(&town, &sam, chat).await.unwrap();
    let again = sam.open(chat);
    see(&again, &THREE).await;
    ada.back_to_queue(chat).await.unwrap();
    for person in [&adas, &again] {
        expect(person, "to be out", |events| ended(events).is_some()).await;
    }
    see(&other, &[("customer", "")]).await;
    other.act(Act::Close);
    town.close().await;
}
