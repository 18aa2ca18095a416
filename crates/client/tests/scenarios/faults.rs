//! Every write fails once, and every kill between two writes: nothing is lost, doubled or sent
//! before it was durable.

use crate::world::{CUSTOMER, Net};
use tacita_client::act::Act;
use tacita_client::io::Input;
use tacita_model::CryptoProfile;
use tacita_protocol::control::{FromServer, decode_server};

/// A chat with everything in it: record, opening, talk, transfer, queue, talk.
fn whole_story(net: &mut Net, arm: impl FnOnce(&mut Net)) {
    net.start(CUSTOMER);
    arm(net);
    net.say(CUSTOMER, "record");
    net.settle();
    net.accept(1);
    net.say(1, "answer");
    net.settle();
    net.say(CUSTOMER, "talk");
    net.settle();
    net.transfer(1, 2);
    net.say(1, "note");
    net.settle();
    net.give(1, Input::Act(Act::HandedOver));
    net.settle();
    net.say(2, "new agent");
    net.say(CUSTOMER, "last");
    net.settle();
}

fn complete(net: &Net) {
    let mut customer = net.nodes[CUSTOMER].texts();
    customer.sort();
    assert_eq!(
        customer,
        ["answer", "last", "new agent", "note", "record", "talk"]
    );
    let mut agent = net.nodes[2].texts();
    agent.sort();
    assert_eq!(agent, ["last", "new agent", "note"]);
}

#[test]
fn whichever_batch_fails_nothing_is_lost_or_doubled() {
    for node in 0..3 {
        let mut at = 1;
        loop {
            let mut net = Net::new(CryptoProfile::TacitaStd1, &["Ada", "Bob"]);
            whole_story(&mut net, |net| net.nodes[node].fail_batch = Some(at));
            complete(&net);
            if net.nodes[node].fail_batch.is_some() {
                break;
            }
            at += 1;
        }
        assert!(at > 8, "node {node} wrote only {at} batches");
    }
}

#[test]
fn a_worker_killed_at_any_step_goes_on_from_its_disk() {
    for profile in CryptoProfile::ALL {
        for victim in [CUSTOMER, 1] {
            for steps in 0..40 {
                let mut net = Net::opened(*profile, &["Ada"]);
                net.say(victim, "one");
                net.say(1 - victim, "two");
                net.say(victim, "three");
                for _ in 0..steps {
                    net.trickle();
                }
                net.restart(victim);
                net.settle();
                // What was asked for and not yet written is the page's to ask for again; what was
                // written is at both ends.
                let mut texts = net.nodes[1 - victim].texts();
                texts.sort();
                texts.dedup();
                assert_eq!(texts.len(), net.nodes[1 - victim].messages.len(), "doubled");
                let here = net.nodes[victim].messages.len();
                assert_eq!(here, net.nodes[1 - victim].messages.len(), "step {steps}");
                assert!(
                    net.nodes[victim]
                        .messages
                        .values()
                        .all(|m| m.state != "sending")
                );
            }
        }
    }
}

/// A chat whose first message was pressed before it was open. With `deaf`, all that the customer ever
/// hears of the server is its challenge.
fn opening(profile: CryptoProfile, deaf: bool) -> Net {
    let mut net = Net::new(profile, &["Ada"]);
    net.start(1);
    net.reserve = Some(1);
    if deaf {
        net.tamper = Some(Box::new(|node, frame| {
            let heard = matches!(decode_server(frame), Ok(FromServer::Challenge { .. }));
            (node == CUSTOMER && !heard).then(Vec::new)
        }));
    }
    net.say(CUSTOMER, "hello");
    net
}

#[test]
fn a_first_message_is_one_write_and_leaves_right_behind_the_hello() {
    for profile in CryptoProfile::ALL {
        let mut net = opening(*profile, true);
        net.start(CUSTOMER);
        assert_eq!(net.server.generation, 1, "it waited for an answer");
        assert_eq!(net.nodes[CUSTOMER].batches, 1);
        assert_eq!(net.nodes[1].texts(), ["hello"]);
        // Its answer never came: the next worker catches up first, and sends nothing twice.
        net.tamper = None;
        net.restart(CUSTOMER);
        net.say(1, "good day");
        net.settle();
        assert_eq!(net.nodes[CUSTOMER].texts(), ["hello", "good day"]);
        assert_eq!(net.nodes[1].texts(), ["hello", "good day"]);
        assert_eq!(net.server.generation, 1);
        net.no_alarms();
    }
}

#[test]
fn nothing_of_a_first_message_leaves_before_its_write_has_held() {
    let mut net = opening(CryptoProfile::TacitaStd1, true);
    net.nodes[CUSTOMER].fail_batch = Some(1);
    net.start(CUSTOMER);
    // The write failed: state and keys were thrown away, and the chat was opened once more.
    assert_eq!(net.nodes[CUSTOMER].batches, 2);
    assert_eq!(net.server.generation, 1);
    assert_eq!(net.nodes[1].texts(), ["hello"]);
    for steps in 0..24 {
        let mut net = opening(CryptoProfile::TacitaStd1, false);
        let outputs = net.nodes[CUSTOMER].brain.start();
        net.outputs(CUSTOMER, outputs);
        for _ in 0..steps {
            net.trickle();
        }
        let written = !net.nodes[CUSTOMER].disk.is_empty();
        assert!(written || net.server.generation == 0, "step {steps}");
        net.restart(CUSTOMER);
        let kept: &[&str] = if written { &["hello"] } else { &[] };
        assert_eq!(net.nodes[CUSTOMER].texts(), kept, "step {steps}");
        assert_eq!(net.nodes[1].texts(), kept, "step {steps}");
        net.no_alarms();
    }
}
