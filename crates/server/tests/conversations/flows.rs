//! Every flow once, as people live it.

use tacita_testkit::{Act, Event, Town, ended, expect, expect_state, expect_text, has_text, texts};

/// The device is in the verified tree.
fn is_in(events: &[Event]) -> bool {
    events.iter().any(|event| match event {
        Event::Members { members, .. } => members.iter().any(|member| member.own),
        _ => false,
    })
}

// F2, F4, F10: nobody free, an agent accepts, both write, the customer closes; no file of the
// service holds a word of it (Town::close looks).
// Practice: B2
// Practice: D4
// Practice: D12
#[tokio::test]
async fn a_waiting_customer_is_answered_and_closes() {
    let town = Town::new().await;
    let thandi = town.agent("Thandi").await;
    let (customer, chat) = town.customer().await;
    let question = town.secret("where is my parcel 4711-zebra");
    customer.send(town.message_id(), &question);
    expect_state(&customer, &question, "sent").await;

    thandi.accept(chat).await.unwrap();
    let console = thandi.open(chat);
    expect_text(&console, &question).await;
    let answer = town.secret("it leaves the walrus depot today");
    console.send(town.message_id(), &answer);
    expect_text(&customer, &answer).await;
    expect_state(&console, &answer, "delivered").await;

    customer.act(Act::Close);
    expect(&customer, "the end", |events| ended(events).is_some()).await;
    expect(&console, "the end", |events| ended(events).is_some()).await;
    assert!(
        customer.storage().is_empty(),
        "a closed chat leaves nothing on the device"
    );
    assert!(console.storage().is_empty());
    town.close().await;
}

// F2: no device of the queue had a fresh intake key when the widget opened, nor while the customer wrote.
#[tokio::test]
async fn what_was_written_to_nobody_is_sent_as_soon_as_somebody_can_be_written_to() {
    let town = Town::days_ago(4).await;
    let thandi = town.agent("Thandi").await;
    town.pass(2 * 86_400).await;
    let (customer, chat) = town.customer().await;
    customer.send(town.message_id(), "is anybody there?");
    expect_state(&customer, "is anybody there?", "sending").await;
    assert_eq!(town.row(chat).await.state.as_str(), "opened");
    thandi.refill().await;
    expect_state(&customer, "is anybody there?", "sent").await;
    thandi.accept(chat).await.unwrap();
    expect_text(&thandi.open(chat), "is anybody there?").await;

    // Whoever opened it then and was away when she came is told when they are back.
    town.pass(2 * 86_400).await;
    let (customer, chat) = town.customer().await;
    customer.send(town.message_id(), "and now?");
    expect_state(&customer, "and now?", "sending").await;
    customer.online(false);
    town.away(&customer).await;
    thandi.refill().await;
    customer.online(true);
    town.back(&customer).await;
    expect_state(&customer, "and now?", "sent").await;
    assert_eq!(town.row(chat).await.state.as_str(), "waiting");
    town.close().await;
}

// F1: an agent was reserved when the widget opened.
#[tokio::test]
async fn a_reserved_agent_reads_the_first_message_at_once() {
    let town = Town::new().await;
    let thandi = town.agent("Thandi").await;
    town.route_to(&thandi);
    let (customer, chat) = town.customer().await;
    customer.send(town.message_id(), "hello?");
    expect_state(&customer, "hello?", "sent").await;
    let console = thandi.open(chat);
    expect_text(&console, "hello?").await;
    console.send(town.message_id(), "good day");
    expect_text(&customer, "good day").await;
    assert_eq!(texts(&customer), ["hello?", "good day"]);
    town.close().await;
}

// F3: the customer has gone; the agent begins the generation and answers.
#[tokio::test]
async fn a_customer_who_left_finds_the_answer() {
    let town = Town::new().await;
    let thandi = town.agent("Thandi").await;
    let (customer, chat) = town.customer().await;
    customer.send(town.message_id(), "please call me back");
    expect_state(&customer, "please call me back", "sent").await;
    customer.online(false);
    town.away(&customer).await;

    thandi.accept(chat).await.unwrap();
    let console = thandi.open(chat);
    expect_text(&console, "please call me back").await;
    console.send(town.message_id(), "we will");
    expect_state(&console, "we will", "sent").await;

    customer.online(true);
    town.back(&customer).await;
    expect_text(&customer, "we will").await;
    customer.send(town.message_id(), "thank you");
    expect_text(&console, "thank you").await;
    assert_eq!(
        texts(&console),
        ["please call me back", "we will", "thank you"]
    );
    town.close().await;
}

// F5: a transfer with everybody there.
// Practice: B9
#[tokio::test]
async fn a_transferred_chat_is_read_by_the_new_agent_and_no_longer_by_the_old() {
    let town = Town::new().await;
    let (ada, bob) = (town.agent("Ada").await, town.agent("Bob").await);
    let (customer, chat, adas) = town.chat(&ada, "first").await;

    ada.transfer(chat, &bob).await.unwrap();
    let bobs = bob.open(chat);
    expect(&bobs, "Bob to be in", is_in).await;
    adas.send(town.message_id(), "note: parcel is lost");
    expect_text(&bobs, "note: parcel is lost").await;
    let before = adas.storage();
    adas.act(Act::HandedOver);
    expect(&adas, "Ada to be out", |events| {
        ended(events).as_deref() == Some("removed")
    })
    .await;
    assert!(adas.storage().is_empty(), "the old device wipes");

    customer.send(town.message_id(), "are you there, Bob?");
    expect_text(&bobs, "are you there, Bob?").await;
    bobs.send(town.message_id(), "I am");
    expect_text(&customer, "I am").await;
    assert!(
        !has_text(&bobs, "first"),
        "Bob reads nothing from before he came"
    );
    assert!(!has_text(&adas, "are you there, Bob?"));

    // Ada's device with its old state is told to wipe and gets nothing.
    let back = ada.open_with(chat, before);
    expect(&back, "the old state to end", |events| {
        ended(events).is_some()
    })
    .await;
    assert!(!has_text(&back, "I am"));
    town.close().await;
}

// F5 while the customer is away: the new agent reads the note and answers before they are back.
#[tokio::test]
async fn a_transfer_while_the_customer_is_away_needs_nobody_but_the_agents() {
    let town = Town::new().await;
    let (ada, bob) = (town.agent("Ada").await, town.agent("Bob").await);
    let (customer, chat, adas) = town.chat(&ada, "first").await;
    customer.online(false);
    town.away(&customer).await;

    ada.transfer(chat, &bob).await.unwrap();
    let bobs = bob.open(chat);
    expect(&bobs, "Bob to be in", is_in).await;
    adas.send(town.message_id(), "they want a refund");
    expect_text(&bobs, "they want a refund").await;
    adas.act(Act::HandedOver);
    expect(&adas, "Ada to be out", |events| ended(events).is_some()).await;
    bobs.send(town.message_id(), "the refund is on its way");
    expect_state(&bobs, "the refund is on its way", "sent").await;

    customer.online(true);
    town.back(&customer).await;
    expect_text(&customer, "the refund is on its way").await;
    assert_eq!(
        texts(&customer),
        ["first", "they want a refund", "the refund is on its way"]
    );
    town.close().await;
}

// F5b: back to the queue with nobody free, then the next agent.
#[tokio::test]
async fn what_is_written_in_the_queue_reaches_the_next_agent_once() {
    let town = Town::new().await;
    let (ada, bob) = (town.agent("Ada").await, town.agent("Bob").await);
    let (customer, chat, adas) = town.chat(&ada, "first").await;
    ada.back_to_queue(chat).await.unwrap();
    expect(&adas, "Ada to be out", |events| ended(events).is_some()).await;
    customer.send(town.message_id(), "anybody?");
    expect_state(&customer, "anybody?", "sent").await;

    bob.accept(chat).await.unwrap();
    let bobs = bob.open(chat);
    expect_text(&bobs, "anybody?").await;
    bobs.send(town.message_id(), "me");
    expect_text(&customer, "me").await;
    assert_eq!(texts(&customer), ["first", "anybody?", "me"]);
    assert!(!has_text(&bobs, "first"));
    town.close().await;
}

// F9: the server restarts in the middle; nothing is lost or doubled.
// Practice: A1
#[tokio::test]
async fn a_restarted_server_loses_nothing() {
    let town = Town::new().await;
    let thandi = town.agent("Thandi").await;
    let (customer, _, console) = town.chat(&thandi, "one").await;
    town.stop().await;
    customer.send(town.message_id(), "two");
    console.send(town.message_id(), "three");
    town.away(&customer).await;
    town.away(&console).await;
    town.start().await;
    town.back(&customer).await;
    town.back(&console).await;
    expect_text(&console, "two").await;
    expect_text(&customer, "three").await;
    expect_state(&customer, "two", "delivered").await;
    assert_eq!(texts(&customer).len(), 3);
    assert_eq!(texts(&console).len(), 3);
    town.close().await;
}

// A message that nobody takes is deleted unread, halves first.
#[tokio::test]
async fn a_message_that_nobody_takes_is_deleted() {
    let town = Town::new().await;
    let _thandi = town.agent("Thandi").await;
    let (customer, chat) = town.customer().await;
    customer.send(town.message_id(), "anybody?");
    expect_state(&customer, "anybody?", "sent").await;
    let world = town.world();
    assert_eq!(world.store.intake_messages(chat).await.unwrap().len(), 1);
    town.pass(31 * 86_400).await;
    expect(&customer, "the end", |events| ended(events).is_some()).await;
    for _ in 0..600 {
        if world.store.intake_messages(chat).await.unwrap().is_empty() {
            drop(world);
            return town.close().await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the record is still there");
}
