//! Who a chat is given to: skills with their fallback, whoever answered last, and chats on hold.

use tacita_model::{AgentId, ConversationId};
use tacita_server::config::Routing;
use tacita_store::Write;
use tacita_store::rows::Skill;
use tacita_testkit::{Agent, Event, Person, Town, expect, expect_state, expect_text};

async fn town(change: impl Fn(&mut tacita_server::config::Queue) + Send + Sync + 'static) -> Town {
    let town = Town::new().await;
    town.stop().await;
    town.run_queue(Routing::LeastBusy, None);
    town.change_queue(change);
    town.start().await;
    town
}

async fn given(town: &Town, chat: ConversationId) -> AgentId {
    for _ in 0..600 {
        if let Some(agent) = town.row(chat).await.agent {
            return agent;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("nobody was given the chat");
}

async fn a_while() {
    tokio::time::sleep(std::time::Duration::from_millis(900)).await;
}

async fn writes(town: &Town, text: &str) -> (Person, ConversationId) {
    let (customer, chat) = town.customer().await;
    customer.send(town.message_id(), text);
    expect_state(&customer, text, "sent").await;
    (customer, chat)
}

async fn learns(town: &Town, agent: &Agent, name: &str) {
    let skill = Skill {
        agent: agent.id,
        name: name.to_owned(),
    };
    let store = town.server().app.store.clone();
    store
        .commit(vec![Write::AddSkill(skill)], Vec::new())
        .await
        .unwrap();
}

// Practice: A2
#[tokio::test]
async fn a_chat_waits_for_somebody_with_its_skill_and_after_a_while_for_anybody() {
    let town = town(|queue| queue.skills = vec!["refunds".to_owned()]).await;
    let (ada, bob) = (town.agent("Ada").await, town.agent("Bob").await);
    learns(&town, &bob, "refunds").await;
    town.route_to(&ada);
    let (_one, chat) = writes(&town, "my money back, please").await;
    a_while().await;
    assert_eq!(town.row(chat).await.agent, None, "Ada is free and cannot");
    town.route_to(&bob);
    assert_eq!(given(&town, chat).await, bob.id);
    // Bob would be next again; he leaves his desk.
    town.server().app.consoles.went(bob.id);
    let (_two, other) = writes(&town, "mine too").await;
    a_while().await;
    assert_eq!(town.row(other).await.agent, None);
    town.pass(121).await;
    let app = town.server().app;
    app.bus.wake(tacita_server::bus::Wake::Agent(ada.id));
    assert_eq!(given(&town, other).await, ada.id, "rather she than nobody");
    town.close().await;
}

// Practice: A2
#[tokio::test]
async fn who_comes_back_goes_to_who_answered_last_while_they_are_there_and_it_is_not_long_ago() {
    let town = town(|queue| queue.routing = Routing::LastAgent).await;
    let (ada, bob) = (town.agent("Ada").await, town.agent("Bob").await);
    town.route_to(&ada);
    let (_customer, first) = writes(&town, "hello").await;
    assert_eq!(given(&town, first).await, ada.id);
    town.route_to(&bob);
    // Ada has more chats than Bob: without a last time it would be Bob's turn.
    let (_other, another) = writes(&town, "somebody else").await;
    assert_eq!(given(&town, another).await, bob.id);
    bob.close(another).await.unwrap();
    let (_busy, more) = writes(&town, "one more").await;
    assert_eq!(given(&town, more).await, bob.id);
    bob.close(more).await.unwrap();
    ada.close(first).await.unwrap();

    town.comes_back_from(Some(first));
    let (_again, second) = writes(&town, "me again").await;
    assert_eq!(given(&town, second).await, ada.id);
    assert_eq!(town.row(second).await.prefers, Some(ada.id));
    ada.close(second).await.unwrap();
    assert_eq!(
        town.row(second).await.prefers,
        None,
        "nobody is sought any more"
    );

    // Somebody who is not there is not waited for.
    town.server().app.consoles.went(ada.id);
    let (_third, third) = writes(&town, "and again").await;
    assert_eq!(given(&town, third).await, bob.id);
    // After three days it is a new customer.
    town.pass(73 * 3600).await;
    let (_fourth, fourth) = town.customer().await;
    assert_eq!(town.row(fourth).await.prefers, None);
    town.comes_back_from(None);
    town.close().await;
}

fn heard(events: &[Event], what: &str) -> bool {
    events
        .iter()
        .any(|event| matches!(event, Event::Line(line) if line.what == what))
}

// Practice: A2
#[tokio::test]
async fn a_chat_on_hold_tells_the_customer_leaves_room_for_another_and_comes_back_by_itself() {
    let town = town(|_| {}).await;
    let ada = town.agent("Ada").await;
    town.route_to(&ada);
    town.holds(&ada, 1).await;
    let (customer, chat) = writes(&town, "where is it?").await;
    assert_eq!(given(&town, chat).await, ada.id);
    let console = ada.open(chat);
    expect_text(&console, "where is it?").await;
    let (_second, waits) = writes(&town, "and mine?").await;
    a_while().await;
    assert_eq!(
        town.row(waits).await.agent,
        None,
        "she has one chat at once"
    );

    ada.hold(chat, true).await.unwrap();
    assert!(ada.hold(chat, true).await.is_err(), "it is on hold already");
    expect(&customer, "to be told", |events| heard(events, "on-hold")).await;
    assert_eq!(given(&town, waits).await, ada.id, "there is room now");

    // A restart changes nothing about it.
    town.stop().await;
    town.start().await;
    town.back(&customer).await;
    town.back(&console).await;
    assert!(town.row(chat).await.on_hold_since.is_some());
    customer.send(town.message_id(), "never mind, found it");
    expect_text(&console, "never mind, found it").await;
    expect(&customer, "the hold to end", |events| {
        heard(events, "hold-ended")
    })
    .await;
    let row = town.row(chat).await;
    assert_eq!((row.on_hold_since, row.agent), (None, Some(ada.id)));
    // What the agent writes does not end it, taking it up does.
    ada.hold(chat, true).await.unwrap();
    console.send(town.message_id(), "good");
    expect_text(&customer, "good").await;
    assert!(town.row(chat).await.on_hold_since.is_some());
    ada.hold(chat, false).await.unwrap();
    assert_eq!(town.row(chat).await.on_hold_since, None);
    town.close().await;
}
