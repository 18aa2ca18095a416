//! Every write fails once, and every kill between two writes: nothing is lost, doubled or sent
//! before it was durable.

use crate::world::{CUSTOMER, Net};
use tacita_client::act::Act;
use tacita_client::io::Input;
use tacita_model::CryptoProfile;

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
