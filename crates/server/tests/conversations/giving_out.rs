//! Queues that give out their chats: whose turn it is, what waits until somebody is free, what was
//! handed back, and hours in which nobody is there.

use tacita_model::{AgentId, ConversationId, Timestamp};
use tacita_server::config::{Hours, Routing};
use tacita_server::features::widget::site;
use tacita_testkit::{Agent, Person, Town, expect_state, expect_text};

async fn town(routing: Routing, hours: Option<Hours>) -> Town {
    let town = Town::new().await;
    town.stop().await;
    town.run_queue(routing, hours);
    town.start().await;
    town
}

/// Waits until somebody has the chat; answers who.
async fn given(town: &Town, chat: ConversationId) -> AgentId {
    for _ in 0..600 {
        if let Some(agent) = town.row(chat).await.agent {
            return agent;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("nobody was given the chat");
}

/// Time in which something would have been given out.
async fn a_while() {
    tokio::time::sleep(std::time::Duration::from_millis(900)).await;
}

async fn writes(town: &Town, text: &str) -> (Person, ConversationId) {
    let (customer, chat) = town.customer().await;
    customer.send(town.message_id(), text);
    expect_state(&customer, text, "sent").await;
    (customer, chat)
}

// Practice: A2
#[tokio::test]
async fn turns_go_round_whoever_has_fewer_chats() {
    let town = town(Routing::RoundRobin, None).await;
    let (ada, bob) = (town.agent("Ada").await, town.agent("Bob").await);
    for agent in [&ada, &bob] {
        town.route_to(agent);
    }
    let (_first, one) = writes(&town, "one").await;
    let (_second, two) = writes(&town, "two").await;
    let (had, next) = (given(&town, one).await, given(&town, two).await);
    assert_ne!(had, next);
    // Whoever was given the first has more chats now, and it is their turn all the same.
    let agent = |id: AgentId| if id == ada.id { &ada } else { &bob };
    agent(next).close(two).await.unwrap();
    let (_third, three) = writes(&town, "three").await;
    assert_eq!(given(&town, three).await, had);
    let (_fourth, four) = writes(&town, "four").await;
    assert_eq!(given(&town, four).await, next);
    town.close().await;
}

// Practice: A2
#[tokio::test]
async fn what_waits_is_given_to_whoever_comes_and_what_was_handed_back_to_somebody_else() {
    let town = town(Routing::LeastBusy, None).await;
    let (ada, bob) = (town.agent("Ada").await, town.agent("Bob").await);
    let (customer, chat) = writes(&town, "is anybody there?").await;
    a_while().await;
    assert_eq!(town.row(chat).await.agent, None);

    town.route_to(&ada);
    assert_eq!(given(&town, chat).await, ada.id);
    let console = ada.open(chat);
    expect_text(&console, "is anybody there?").await;
    console.send(town.message_id(), "I am");
    expect_text(&customer, "I am").await;

    ada.back_to_queue(chat).await.unwrap();
    a_while().await;
    assert_eq!(
        town.row(chat).await.agent,
        None,
        "it is not given back to her"
    );
    customer.send(town.message_id(), "and now?");
    expect_state(&customer, "and now?", "sent").await;
    town.route_to(&bob);
    assert_eq!(given(&town, chat).await, bob.id);
    expect_text(&bob.open(chat), "and now?").await;
    town.close().await;
}

async fn facts(town: &Town) -> (bool, Option<i64>) {
    let app = town.server().app;
    let config = app.config.sites.first().unwrap();
    let facts = site::facts(&app, config).await.unwrap();
    (facts.attended, facts.opens_at)
}

fn hours_from(begin: Timestamp) -> Hours {
    // An hour that begins in an hour, on whatever day this is.
    let clock = |seconds: i64| {
        let minutes = begin.plus_seconds(seconds).as_seconds().div_euclid(60) % (24 * 60);
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    };
    Hours {
        zone: "UTC".to_owned(),
        open: vec![format!("mon-sun {}-{}", clock(3600), clock(7200))],
        closed: Vec::new(),
    }
}

#[tokio::test]
async fn outside_of_hours_nobody_is_reserved_and_a_message_waits_until_they_begin() {
    let town = Town::new().await;
    let ada: Agent = town.agent("Ada").await;
    town.route_to(&ada);
    assert_eq!(facts(&town).await, (true, None));
    town.stop().await;
    let now = town.world_time();
    town.run_queue(Routing::LeastBusy, Some(hours_from(now)));
    town.start().await;

    let (attended, opens_at) = facts(&town).await;
    assert!(!attended, "she sits there, and the queue is shut");
    let minute = now.plus_seconds(3600).as_seconds().div_euclid(60) * 60_000_000;
    assert_eq!(opens_at, Some(minute));
    let (customer, chat) = writes(&town, "my order is late").await;
    a_while().await;
    assert_eq!(town.row(chat).await.agent, None);
    customer.online(false);
    town.away(&customer).await;

    town.pass(3700).await;
    assert_eq!(facts(&town).await, (true, None));
    // Nothing but the hour changed.
    let app = town.server().app;
    app.bus.wake(tacita_server::bus::Wake::Agent(ada.id));
    assert_eq!(given(&town, chat).await, ada.id);
    expect_text(&ada.open(chat), "my order is late").await;
    town.close().await;
}
