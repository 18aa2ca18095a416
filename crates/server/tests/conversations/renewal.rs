//! Credentials end and are renewed in time, over real sockets. The clock begins some days ago,
//! because OpenMLS judges key packages by the machine's.

use tacita_protocol::control::{FromServer, decode_server};
use tacita_seal::Credential;
use tacita_testkit::{Event, Person, Town, expect, expect_text};

const DAY: i64 = 86_400;

/// The credentials that the server handed this device over its sockets.
fn handed(person: &Person) -> Vec<Credential> {
    let frames = person.frames();
    let read = frames.iter().filter_map(|frame| decode_server(frame).ok());
    read.filter_map(|frame| match frame {
        FromServer::Credential { credential, .. } => Credential::decode(&credential.0).ok(),
        _ => None,
    })
    .collect()
}

/// Whether the newest list of members has nobody whose credential has ended.
fn nobody_expired(events: &[Event]) -> bool {
    let lists = events.iter().rev().find_map(|event| match event {
        Event::Members { members, .. } => Some(members),
        _ => None,
    });
    lists.is_some_and(|members| members.len() == 2 && members.iter().all(|m| !m.expired))
}

fn alarmed(person: &Person, word: &str) -> bool {
    let events = person.events();
    events
        .iter()
        .any(|event| matches!(event, Event::Alarm { what } if what == word))
}

// A customer who stays connected gets the next credential while a third of the first is left, and
// goes on writing after the first has ended. The agent's comes from the issuer.
// Practice: D12
#[tokio::test]
async fn a_chat_outlives_the_credentials_it_began_with() {
    let town = Town::days_ago(5).await;
    let thandi = town.agent("Thandi").await;
    let (customer, chat, console) = town.chat(&thandi, "first").await;
    assert!(handed(&customer).is_empty(), "nothing is renewed early");

    town.pass(5 * DAY).await;
    let answer = thandi.renewed().await.expect("the device took it");
    console.answer(answer);
    wait_for(&customer, 1).await;
    // The first credentials have ended: the customer's after seven days, the agent's after six.
    town.pass(3 * DAY).await;
    customer.send(town.message_id(), "still here");
    expect_text(&console, "still here").await;
    console.send(town.message_id(), "so am I");
    expect_text(&customer, "so am I").await;
    customer.send(town.message_id(), "good");
    expect_text(&console, "good").await;
    expect(
        &console,
        "two members with current credentials",
        nobody_expired,
    )
    .await;
    expect(
        &customer,
        "two members with current credentials",
        nobody_expired,
    )
    .await;
    for person in [&customer, &console] {
        assert!(!alarmed(person, "credential-ended"));
        assert!(!alarmed(person, "not-proven"));
    }

    let [renewed] = &handed(&customer)[..] else {
        panic!("one credential was handed out");
    };
    let row = town.row(chat).await;
    assert_eq!(row.customer_credential, renewed.as_bytes());
    town.close().await;
}

/// Waits until so many credentials were handed to a device.
async fn wait_for(person: &Person, count: usize) {
    for _ in 0..600 {
        if handed(person).len() >= count {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("waited in vain for a renewed credential");
}

// Whoever was away while it ended is given a new one at the door, before being told to write.
#[tokio::test]
async fn a_customer_comes_back_with_a_credential_that_has_ended_and_writes() {
    let town = Town::days_ago(5).await;
    let thandi = town.agent("Thandi").await;
    let (customer, _, console) = town.chat(&thandi, "first").await;
    customer.online(false);
    town.away(&customer).await;
    customer.send(town.message_id(), "are you there?");

    town.pass(8 * DAY).await;
    let answer = thandi.renewed().await.expect("the device took it");
    console.answer(answer);
    customer.online(true);
    town.back(&customer).await;
    expect_text(&console, "are you there?").await;
    assert!(
        !alarmed(&customer, "credential-ended"),
        "it never had to wait"
    );
    assert_eq!(handed(&customer).len(), 1);

    // What was given is given again to a device that did not get it, not signed anew.
    let given = handed(&customer)[0].clone();
    customer.online(false);
    town.away(&customer).await;
    customer.online(true);
    town.back(&customer).await;
    assert_eq!(
        handed(&customer),
        [given],
        "the new one was shown at the door"
    );
    town.close().await;
}
