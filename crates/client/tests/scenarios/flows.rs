//! Every flow of the first build, in both profiles, between brains and a server in memory.

use crate::world::{CUSTOMER, Net};
use tacita_client::act::Act;
use tacita_client::io::Input;
use tacita_model::CryptoProfile;
use tacita_protocol::Blob;
use tacita_protocol::control::FromServer;

fn each(test: impl Fn(CryptoProfile)) {
    for profile in CryptoProfile::ALL {
        test(*profile);
    }
}

#[test]
fn the_first_press_of_send_opens_the_chat_and_both_talk() {
    each(|profile| {
        let mut net = Net::opened(profile, &["Ada"]);
        net.say(1, "good day");
        net.settle();
        net.say(CUSTOMER, "my order is late");
        net.settle();
        let all = ["hello", "good day", "my order is late"];
        assert_eq!(net.nodes[CUSTOMER].texts(), all);
        assert_eq!(net.nodes[1].texts(), all);
        assert_eq!(net.nodes[CUSTOMER].members.len(), 2);
        assert!(net.nodes[1].safety_number.is_some());
        assert_eq!(
            net.nodes[1].safety_number,
            net.nodes[CUSTOMER].safety_number
        );
        let own = net.nodes[CUSTOMER].messages.values().filter(|m| m.own);
        assert!(own.into_iter().all(|message| message.state == "delivered"));
        net.no_alarms();
    });
}

#[test]
fn a_message_for_nobody_waits_as_a_record_and_is_repeated_inside_mls() {
    each(|profile| {
        let mut net = Net::new(profile, &["Ada", "Bob"]);
        net.start(CUSTOMER);
        let first = net.say(CUSTOMER, "anybody there?");
        net.settle();
        assert_eq!(net.nodes[CUSTOMER].state_of(&first), "sent");
        assert_eq!(net.server.intake.len(), 1);
        assert_eq!(net.server.packages[&net.server.customer_key].len(), 3);
        net.accept(1);
        assert_eq!(net.nodes[1].texts(), ["anybody there?"]);
        net.say(1, "yes");
        net.settle();
        assert_eq!(net.nodes[CUSTOMER].texts(), ["anybody there?", "yes"]);
        net.no_alarms();
    });
}

#[test]
fn an_agent_answers_a_customer_who_has_left() {
    each(|profile| {
        let mut net = Net::new(profile, &["Ada"]);
        net.start(CUSTOMER);
        net.say(CUSTOMER, "call me Ishmael");
        net.settle();
        net.go_offline(CUSTOMER);
        net.accept(1);
        assert_eq!(net.nodes[1].texts(), ["call me Ishmael"]);
        net.say(1, "hello Ishmael");
        net.settle();
        net.go_online(CUSTOMER);
        net.settle();
        assert_eq!(
            net.nodes[CUSTOMER].texts(),
            ["call me Ishmael", "hello Ishmael"]
        );
        assert_eq!(net.nodes[1].texts(), ["call me Ishmael", "hello Ishmael"]);
        net.say(CUSTOMER, "back again");
        net.settle();
        assert_eq!(net.nodes[1].texts().last().unwrap(), "back again");
        net.no_alarms();
    });
}

#[test]
fn a_transferred_chat_goes_on_with_the_new_agent_and_is_wiped_at_the_old_one() {
    each(|profile| {
        let mut net = Net::opened(profile, &["Ada", "Bob"]);
        net.transfer(1, 2);
        assert_eq!(net.nodes[2].members.len(), 3);
        net.say(1, "Bob, the parcel is in Durban");
        net.settle();
        net.give(1, Input::Act(Act::HandedOver));
        net.settle();
        assert_eq!(net.nodes[1].ended.as_deref(), Some("removed"));
        assert!(net.nodes[1].disk.is_empty());
        net.say(CUSTOMER, "and now?");
        net.say(2, "we look for it");
        net.settle();
        let after = ["Bob, the parcel is in Durban", "and now?", "we look for it"];
        let mut new = net.nodes[2].texts();
        new.sort();
        let mut expected = after.map(String::from).to_vec();
        expected.sort();
        assert_eq!(
            new, expected,
            "the new agent reads what follows and nothing before"
        );
        assert_eq!(net.nodes[CUSTOMER].texts().len(), 4);
        net.no_alarms();
    });
}

#[test]
fn a_transfer_while_the_customer_is_away_needs_the_agents_alone() {
    each(|profile| {
        let mut net = Net::opened(profile, &["Ada", "Bob"]);
        net.go_offline(CUSTOMER);
        net.transfer(1, 2);
        net.say(1, "note for Bob");
        net.settle();
        net.give(1, Input::Act(Act::HandedOver));
        net.settle();
        net.say(2, "hello from Bob");
        net.settle();
        assert_eq!(net.nodes[2].texts(), ["note for Bob", "hello from Bob"]);
        net.go_online(CUSTOMER);
        assert_eq!(
            net.nodes[CUSTOMER].texts(),
            ["hello", "note for Bob", "hello from Bob"]
        );
        assert!(
            net.nodes[CUSTOMER]
                .members
                .iter()
                .all(|(_, name)| name != "Ada")
        );
        net.say(CUSTOMER, "hi Bob");
        net.settle();
        assert_eq!(net.nodes[2].texts().last().unwrap(), "hi Bob");
        net.no_alarms();
    });
}

#[test]
fn back_to_the_queue_writes_records_until_the_next_agent_comes() {
    each(|profile| {
        let mut net = Net::opened(profile, &["Ada", "Bob"]);
        net.back_to_queue(1);
        assert_eq!(net.nodes[1].ended.as_deref(), Some("removed"));
        assert!(!net.nodes[CUSTOMER].status.as_ref().unwrap().agent_present);
        net.say(CUSTOMER, "still here");
        net.settle();
        assert_eq!(net.server.intake.len(), 1);
        net.accept(2);
        assert_eq!(net.nodes[2].texts(), ["still here"]);
        net.say(2, "I am Bob");
        net.settle();
        assert_eq!(
            net.nodes[CUSTOMER].texts(),
            ["hello", "still here", "I am Bob"]
        );
        net.no_alarms();
    });
}

#[test]
fn back_to_the_queue_with_the_customer_gone_begins_a_new_generation() {
    each(|profile| {
        let mut net = Net::opened(profile, &["Ada", "Bob"]);
        net.back_to_queue(1);
        net.say(CUSTOMER, "still here");
        net.settle();
        net.go_offline(CUSTOMER);
        net.accept(2);
        assert_eq!(net.nodes[2].texts(), ["still here"]);
        net.say(2, "Bob writes");
        net.settle();
        net.go_online(CUSTOMER);
        assert_eq!(
            net.nodes[CUSTOMER].texts(),
            ["hello", "still here", "Bob writes"]
        );
        assert_eq!(net.server.generation, 2);
        net.no_alarms();
    });
}

#[test]
fn a_closed_laptop_loses_and_doubles_nothing() {
    each(|profile| {
        let mut net = Net::opened(profile, &["Ada"]);
        net.go_offline(CUSTOMER);
        net.say(1, "one");
        net.say(CUSTOMER, "written without a connection");
        net.say(1, "two");
        net.settle();
        net.restart(CUSTOMER);
        net.go_online(CUSTOMER);
        let all = ["hello", "one", "two", "written without a connection"];
        assert_eq!(net.nodes[CUSTOMER].texts(), all);
        assert_eq!(net.nodes[1].texts(), all);
        net.no_alarms();
    });
}

#[test]
fn a_lapsed_reservation_falls_back_to_a_record() {
    each(|profile| {
        let mut net = Net::new(profile, &["Ada"]);
        net.reserve = Some(1);
        net.server.reserved_lapsed = true;
        net.start(CUSTOMER);
        net.say(CUSTOMER, "too late");
        net.settle();
        assert_eq!(net.server.intake.len(), 1);
        net.accept(1);
        assert_eq!(net.nodes[1].texts(), ["too late"]);
        net.no_alarms();
    });
}

// Practice: D4
#[test]
fn a_closed_chat_leaves_nothing_on_either_device() {
    each(|profile| {
        let mut net = Net::opened(profile, &["Ada"]);
        net.give(CUSTOMER, Input::Act(Act::Close));
        net.settle();
        for node in &net.nodes {
            assert_eq!(node.ended.as_deref(), Some("closed"));
            assert!(node.disk.is_empty() && node.wiped);
        }
        net.no_alarms();
    });
}

#[test]
fn a_device_that_was_away_at_the_end_wipes_when_it_comes_back() {
    let mut net = Net::opened(CryptoProfile::TacitaPq1, &["Ada"]);
    net.go_offline(1);
    net.give(CUSTOMER, Input::Act(Act::Close));
    net.settle();
    assert!(!net.nodes[1].disk.is_empty());
    net.go_online(1);
    assert_eq!(net.nodes[1].ended.as_deref(), Some("closed"));
    assert!(net.nodes[1].disk.is_empty());
}

// Practice: C5
#[test]
fn a_card_number_never_reaches_the_server_or_the_agent() {
    let mut net = Net::opened(CryptoProfile::TacitaStd1, &["Ada"]);
    net.say(CUSTOMER, "my card is 4111 1111 1111 1111");
    net.settle();
    assert_eq!(net.nodes[1].texts()[1], "my card is [CREDIT_CARD 1111]");
    let stored: Vec<u8> = net.nodes[CUSTOMER]
        .disk
        .values()
        .flatten()
        .copied()
        .collect();
    let typed = b"4111 1111";
    assert!(!stored.windows(typed.len()).any(|window| window == typed));
    net.no_alarms();
}

#[test]
fn sixty_messages_renew_the_path_on_the_way() {
    let mut net = Net::opened(CryptoProfile::TacitaStd1, &["Ada"]);
    for number in 0..60 {
        net.say(CUSTOMER, &format!("message {number}"));
    }
    net.settle();
    assert_eq!(net.nodes[1].texts().len(), 61);
    let commits = net.server.log.iter().filter(|e| e.kind as u8 == 2).count();
    assert_eq!(commits, 1);
    net.no_alarms();
}

#[test]
fn two_path_renewals_at_once_are_a_race_that_both_survive() {
    each(|profile| {
        let mut net = Net::opened(profile, &["Ada"]);
        net.now = net.now.plus_seconds(31 * 60);
        net.server.seal.now = net.now;
        net.say(CUSTOMER, "from the customer");
        net.say(1, "from the agent");
        net.settle();
        assert_eq!(net.nodes[1].texts().len(), 3);
        assert_eq!(net.nodes[CUSTOMER].texts().len(), 3);
        net.no_alarms();
    });
}

#[test]
fn an_ended_credential_holds_messages_back_until_it_is_renewed() {
    let mut net = Net::opened(CryptoProfile::TacitaStd1, &["Ada"]);
    net.now = net.now.plus_seconds(7 * 3600);
    net.server.seal.now = net.now;
    let held = net.say(CUSTOMER, "after a long night");
    net.settle();
    assert_eq!(net.nodes[CUSTOMER].state_of(&held), "sending");
    assert_eq!(net.nodes[1].texts(), ["hello"]);
    let credential = net.customer_credential(net.now.plus_seconds(3600));
    let certificates = vec![Blob(net.bundle.clone())];
    let credential = FromServer::Credential {
        credential: Blob(credential),
        certificates,
    };
    net.server.send(CUSTOMER, &credential);
    net.wait(60);
    assert_eq!(net.nodes[1].texts(), ["hello", "after a long night"]);
    assert_eq!(net.nodes[CUSTOMER].state_of(&held), "delivered");
}

#[test]
fn what_was_shown_is_told_to_its_writer() {
    let mut net = Net::opened(CryptoProfile::TacitaStd1, &["Ada"]);
    let sequence = net.server.head().sequence.0;
    net.give(1, Input::Act(Act::Shown { sequence }));
    net.settle();
    assert!(
        net.nodes[CUSTOMER]
            .messages
            .values()
            .all(|message| message.state == "read")
    );
    net.no_alarms();
}

// Practice: C7
#[test]
fn a_draft_is_reviewed_at_once_and_what_may_not_be_sent_fails_with_its_reason() {
    let mut net = Net::opened(CryptoProfile::TacitaStd1, &["Ada"]);
    let text = "card 4111 1111 1111 1111";
    net.give(
        CUSTOMER,
        Input::Act(Act::Draft {
            number: 1,
            text: text.into(),
        }),
    );
    net.settle();
    assert_eq!(
        net.nodes[CUSTOMER].review.as_ref().unwrap()[0].kind,
        "CREDIT_CARD"
    );
    let message = "msg_00000000000000000000000zzz".to_owned();
    let choices = vec!["send-anyway".to_owned()];
    let send = Act::Send {
        message: message.clone(),
        text: text.into(),
        choices,
        anyway: vec![],
        reason: None,
    };
    net.give(CUSTOMER, Input::Act(send));
    net.settle();
    let failed = &net.nodes[CUSTOMER].messages[&message];
    assert_eq!(failed.failure.as_deref(), Some("choice-refused"));
    net.give(
        CUSTOMER,
        Input::Act(Act::Retry {
            message: message.clone(),
        }),
    );
    net.settle();
    assert_eq!(net.nodes[1].texts()[1], "card [CREDIT_CARD 1111]");
}

// Practice: J1
#[test]
fn an_agent_sends_the_safety_guide_as_a_card_and_a_customer_cannot() {
    let mut net = Net::opened(CryptoProfile::TacitaStd1, &["Ada"]);
    let message = "msg_00000000000000000000000zzz".to_owned();
    let send = Act::SendGuide {
        message: message.clone(),
    };
    net.give(1, Input::Act(send.clone()));
    // A double press sends once.
    net.give(1, Input::Act(send.clone()));
    net.settle();
    assert_eq!(net.nodes[CUSTOMER].texts(), ["hello", "[guide]"]);
    assert_eq!(net.nodes[1].state_of(&message), "delivered");
    net.restart(CUSTOMER);
    net.settle();
    assert_eq!(net.nodes[CUSTOMER].texts(), ["hello", "[guide]"]);
    net.no_alarms();
    net.give(CUSTOMER, Input::Act(send));
    net.settle();
    assert_eq!(net.nodes[CUSTOMER].alarms, ["malformed-act"]);
    assert_eq!(net.nodes[1].texts(), ["hello", "[guide]"]);
}
