//! Repair (flow F14) and the times after which somebody else is asked: 3 seconds for a commit, 5 to
//! begin a generation, 15 until nobody is left to ask, 60 for a hand-over. Over real sockets; the
//! clock moves only when told, so a time that has not come can be waited for without waiting.

use std::time::Duration;
use tacita_model::ConversationId;
use tacita_testkit::{
    Act, Agent, Event, Person, Town, ended, expect, expect_state, expect_text, has_text, texts,
};

fn is_in(events: &[Event]) -> bool {
    events.iter().any(|event| match event {
        Event::Members { members, .. } => members.iter().any(|member| member.own),
        _ => false,
    })
}

/// The socket is open and has caught up; the device need not be in the group.
fn at_the_door(events: &[Event]) -> bool {
    let newest = events.iter().rev().find_map(|event| match event {
        Event::Status(status) => Some(status.connected),
        _ => None,
    });
    newest == Some(true)
}

fn lines(person: &Person, what: &str) -> usize {
    let events = person.events();
    let mut seen: Vec<u64> = events
        .iter()
        .filter_map(|event| match event {
            Event::Line(line) if line.what == what => Some(line.sequence),
            _ => None,
        })
        .collect();
    seen.dedup();
    seen.len()
}

fn alarms(person: &Person, word: &str) -> usize {
    let events = person.events();
    let alarm = |event: &&Event| matches!(event, Event::Alarm { what } if what == word);
    events.iter().filter(alarm).count()
}

/// Real time in which something would have happened if the clock did not decide.
async fn a_while() {
    tokio::time::sleep(Duration::from_millis(800)).await;
}

/// Lets time pass in steps until a device is in. On a busy machine the question whose time runs may
/// have been asked a step later than the clock of this test thinks.
async fn in_time(town: &Town, person: &Person, step: i64) {
    for _ in 0..20 {
        town.pass(step).await;
        for _ in 0..5 {
            a_while().await;
            if is_in(&person.events()) {
                return;
            }
        }
    }
    panic!("never in: {:#?}", person.events());
}

async fn begun(town: &Town, agent: &Agent) -> (Person, Person, ConversationId) {
    let (customer, chat, console) = town.chat(agent, "first").await;
    expect_state(&customer, "first", "delivered").await;
    (customer, console, chat)
}

// F14: the customer's profile was set back to an older state. Nothing is lost, keys are not used
// twice, both screens say it.
#[tokio::test]
async fn a_device_that_was_set_back_goes_on_in_a_new_generation() {
    let town = Town::new().await;
    let ada = town.agent("Ada").await;
    let (customer, console, chat) = begun(&town, &ada).await;
    customer.send(town.message_id(), "second");
    expect_state(&customer, "second", "delivered").await;
    let old = customer.storage();
    customer.send(town.message_id(), "third");
    expect_state(&customer, "third", "delivered").await;
    let before = town.generation(chat).await;
    drop(customer);

    let back = town.customer_again(old);
    expect(&back, "both screens to say it", |events| {
        events
            .iter()
            .any(|event| matches!(event, Event::Line(line) if line.what == "repaired"))
    })
    .await;
    assert_eq!(town.generation(chat).await, before + 1);
    assert_eq!(alarms(&back, "state-lost"), 1);
    back.send(town.message_id(), "fourth");
    expect_text(&console, "fourth").await;
    console.send(town.message_id(), "fifth");
    expect_text(&back, "fifth").await;
    assert_eq!(lines(&console, "repaired"), 1);
    assert_eq!(
        texts(&console),
        ["first", "second", "third", "fourth", "fifth"]
    );
    town.close().await;
}

// F14 is for accidents: a device that reports trouble again and again is refused for the rest of
// the hour, and the chat of the others goes on.
#[tokio::test]
async fn the_fourth_repair_in_an_hour_is_refused_and_the_next_hour_begins_anew() {
    let town = Town::new().await;
    let ada = town.agent("Ada").await;
    let (customer, console, _) = begun(&town, &ada).await;
    let mut person = customer;
    for repair in 1..=3 {
        person = set_back(&town, person, &console, repair).await;
    }
    let old = person.storage();
    person.send(town.message_id(), "before the fourth");
    expect_text(&console, "before the fourth").await;
    drop(person);
    let fourth = town.customer_again(old);
    expect(&fourth, "the fourth to be refused", |events| {
        events
            .iter()
            .any(|event| matches!(event, Event::Alarm { what } if what == "repair-refused"))
    })
    .await;
    a_while().await;
    assert_eq!(lines(&console, "repaired"), 3);

    town.pass(3601).await;
    fourth.online(false);
    town.away(&fourth).await;
    fourth.online(true);
    town.back(&fourth).await;
    fourth.send(town.message_id(), "at last");
    expect_text(&console, "at last").await;
    assert_eq!(lines(&console, "repaired"), 4);
    town.close().await;
}

/// Sends a message and sets the customer's device back to before it.
async fn set_back(town: &Town, person: Person, console: &Person, repair: usize) -> Person {
    let old = person.storage();
    let text = format!("before repair {repair}");
    person.send(town.message_id(), &text);
    expect_text(console, &text).await;
    drop(person);
    let back = town.customer_again(old);
    let text = format!("after repair {repair}");
    back.send(town.message_id(), &text);
    expect_text(console, &text).await;
    expect_state(&back, &text, "delivered").await;
    assert_eq!(lines(console, "repaired"), repair);
    back
}

// The customer is asked to commit first; their device is connected and does nothing.
#[tokio::test]
async fn after_three_seconds_another_member_is_asked_to_commit() {
    let town = Town::new().await;
    let (ada, bob) = (town.agent("Ada").await, town.agent("Bob").await);
    let (customer, _console, chat) = begun(&town, &ada).await;
    customer.deaf(true);
    ada.transfer(chat, &bob).await.unwrap();
    let bobs = bob.open(chat);
    expect(&bobs, "Bob at the door", at_the_door).await;
    a_while().await;
    assert!(!is_in(&bobs.events()), "it is still the customer's turn");
    in_time(&town, &bobs, 3).await;
    customer.deaf(false);
    customer.send(town.message_id(), "hello Bob");
    expect_text(&bobs, "hello Bob").await;
    town.close().await;
}

// The customer is asked to begin the first generation; their device does nothing.
#[tokio::test]
async fn after_five_seconds_the_assigned_agent_begins_the_generation() {
    let town = Town::new().await;
    let ada = town.agent("Ada").await;
    let (customer, chat) = town.customer().await;
    customer.send(town.message_id(), "anybody?");
    expect_state(&customer, "anybody?", "sent").await;
    customer.deaf(true);
    ada.accept(chat).await.unwrap();
    let console = ada.open(chat);
    expect(&console, "Ada at the door", at_the_door).await;
    a_while().await;
    assert!(!is_in(&console.events()), "it is still the customer's turn");
    in_time(&town, &console, 5).await;
    expect_text(&console, "anybody?").await;
    console.send(town.message_id(), "yes");
    expect_state(&console, "yes", "sent").await;
    customer.deaf(false);
    expect_text(&customer, "yes").await;
    assert_eq!(texts(&customer), ["anybody?", "yes"]);
    town.close().await;
}

// Nobody who could commit does: the new agent begins a generation with the customer's package.
#[tokio::test]
async fn after_fifteen_seconds_without_a_commit_the_new_agent_begins_a_generation() {
    let town = Town::new().await;
    let (ada, bob) = (town.agent("Ada").await, town.agent("Bob").await);
    let (customer, console, chat) = begun(&town, &ada).await;
    customer.deaf(true);
    console.deaf(true);
    ada.transfer(chat, &bob).await.unwrap();
    let bobs = bob.open(chat);
    expect(&bobs, "Bob at the door", at_the_door).await;
    for _ in 0..4 {
        town.pass(3).await;
        a_while().await;
        assert!(!is_in(&bobs.events()), "somebody can still be asked");
    }
    in_time(&town, &bobs, 4).await;
    bobs.send(town.message_id(), "Bob here");
    expect_state(&bobs, "Bob here", "sent").await;
    customer.deaf(false);
    expect_text(&customer, "Bob here").await;
    console.deaf(false);
    expect(&console, "Ada to be out", |events| ended(events).is_some()).await;
    assert!(!has_text(&console, "Bob here"));
    town.close().await;
}

// Ada hands over, writes no note and never says that she is done.
#[tokio::test]
async fn after_sixty_seconds_a_hand_over_ends_by_itself() {
    let town = Town::new().await;
    let (ada, bob) = (town.agent("Ada").await, town.agent("Bob").await);
    let (customer, console, chat) = begun(&town, &ada).await;
    ada.transfer(chat, &bob).await.unwrap();
    let bobs = bob.open(chat);
    expect(&bobs, "Bob to be in", is_in).await;
    town.pass(59).await;
    a_while().await;
    assert!(ended(&console.events()).is_none(), "her minute is not over");
    console.send(town.message_id(), "a late note");
    expect_text(&bobs, "a late note").await;
    town.pass(1).await;
    expect(&console, "Ada to be out", |events| {
        ended(events).as_deref() == Some("removed")
    })
    .await;
    // Saying it now changes nothing.
    console.act(Act::HandedOver);
    customer.send(town.message_id(), "only for Bob");
    expect_text(&bobs, "only for Bob").await;
    assert!(!has_text(&console, "only for Bob"));
    town.close().await;
}
