//! A server that flips, drops, doubles, swaps, forks and replays: nothing genuine is lost or shown
//! twice, and each is reported.

use crate::world::{CUSTOMER, Net};
use std::cell::Cell;
use std::rc::Rc;
use tacita_client::act::Act;
use tacita_client::io::Input;
use tacita_model::{CryptoProfile, MessageId, TypedId};
use tacita_protocol::chain::EntryKind;
use tacita_protocol::control::Trouble;
use tacita_protocol::hot::DELIVERY;

const PROFILE: CryptoProfile = CryptoProfile::TacitaStd1;

/// Changes the first `times` deliveries to the agent.
fn once(net: &mut Net, times: u32, change: impl Fn(&[u8]) -> Vec<Vec<u8>> + 'static) {
    let left = Rc::new(Cell::new(times));
    net.tamper = Some(Box::new(move |node, frame| {
        if node != 1 || frame.first() != Some(&DELIVERY) || left.get() == 0 {
            return None;
        }
        left.set(left.get() - 1);
        Some(change(frame))
    }));
}

fn alarmed(net: &Net, node: usize, what: &str) -> bool {
    net.nodes[node].alarms.iter().any(|alarm| alarm == what)
}

fn all_there(net: &mut Net) {
    net.tamper = None;
    net.say(CUSTOMER, "two");
    net.settle();
    net.say(1, "three");
    net.settle();
    for node in [CUSTOMER, 1] {
        let mut texts = net.nodes[node].texts();
        texts.sort();
        assert_eq!(texts, ["hello", "one", "three", "two"], "node {node}");
    }
}

#[test]
fn a_flipped_byte_anywhere_in_a_message_is_reported_and_the_genuine_one_is_read() {
    let mut net = Net::opened(PROFILE, &["Ada"]);
    // The counter (58 to 65) is the server's to read: see the next test.
    let length = 49 + 33 + 300;
    for at in (49..58).chain((66..length).step_by(7)) {
        net.nodes[1].alarms.clear();
        once(&mut net, 1, move |frame| {
            let mut changed = frame.to_vec();
            changed[at] ^= 0x10;
            vec![changed]
        });
        // No digits: over several messages they would be screened as parts of a number.
        let word: String = format!("{at:03}")
            .bytes()
            .map(|b| char::from(b + 49))
            .collect();
        net.say(CUSTOMER, &word);
        net.settle();
        assert!(
            !net.nodes[1].alarms.is_empty(),
            "byte {at} was not reported"
        );
        assert_eq!(net.nodes[1].texts().last(), Some(&word), "byte {at}");
    }
    assert!(
        net.nodes[CUSTOMER]
            .messages
            .values()
            .all(|m| m.state != "sending")
    );
}

#[test]
fn a_flipped_counter_is_found_at_the_next_word_of_its_sender() {
    let mut net = Net::opened(PROFILE, &["Ada"]);
    once(&mut net, 1, |frame| {
        let mut changed = frame.to_vec();
        changed[60] ^= 1;
        vec![changed]
    });
    net.say(CUSTOMER, "one");
    net.settle();
    assert_eq!(net.nodes[1].texts(), ["hello", "one"]);
    all_there(&mut net);
    assert!(alarmed(&net, 1, "fork"));
}

#[test]
fn a_dropped_message_is_reported_at_the_next_and_delivered() {
    let mut net = Net::opened(PROFILE, &["Ada"]);
    once(&mut net, 1, |_| vec![]);
    net.say(CUSTOMER, "one");
    net.settle();
    assert_eq!(net.nodes[1].texts(), ["hello"]);
    all_there(&mut net);
    assert!(alarmed(&net, 1, "tampered"));
}

#[test]
fn a_doubled_message_is_reported_and_shown_once() {
    let mut net = Net::opened(PROFILE, &["Ada"]);
    once(&mut net, 1, |frame| vec![frame.to_vec(), frame.to_vec()]);
    net.say(CUSTOMER, "one");
    net.settle();
    assert!(alarmed(&net, 1, "tampered"));
    all_there(&mut net);
}

#[test]
fn swapped_messages_are_reported_and_come_in_order() {
    let mut net = Net::opened(PROFILE, &["Ada"]);
    let held: Rc<Cell<Option<Vec<u8>>>> = Rc::default();
    net.tamper = Some(Box::new({
        let (held, done) = (held.clone(), Cell::new(false));
        move |node, frame| {
            if node != 1 || frame.first() != Some(&DELIVERY) || done.get() {
                return None;
            }
            match held.take() {
                None => {
                    held.set(Some(frame.to_vec()));
                    Some(vec![])
                }
                Some(first) => {
                    done.set(true);
                    Some(vec![frame.to_vec(), first])
                }
            }
        }
    }));
    net.say(CUSTOMER, "one");
    net.say(CUSTOMER, "two");
    net.settle();
    assert!(alarmed(&net, 1, "tampered"));
    assert_eq!(net.nodes[1].texts(), ["hello", "one", "two"]);
}

#[test]
fn a_replayed_ciphertext_in_a_new_place_is_not_shown_again() {
    let mut net = Net::opened(PROFILE, &["Ada"]);
    net.say(CUSTOMER, "one");
    net.settle();
    let old = net
        .server
        .log
        .iter()
        .rfind(|e| e.kind == EntryKind::Message)
        .unwrap()
        .clone();
    net.server
        .append(EntryKind::Message, old.body.clone(), old.sender);
    net.settle();
    assert!(alarmed(&net, 1, "tampered"));
    // Under another id the ciphertext does not open, and the way on is a repair.
    let mut forged = old.body;
    forged[17..33].copy_from_slice(&MessageId::from_bytes([0x77; 16]).to_bytes());
    net.server.append(EntryKind::Message, forged, old.sender);
    net.settle();
    assert!(alarmed(&net, 1, "unreadable"));
    assert!(net.server.repairs > 0);
    all_there(&mut net);
}

#[test]
fn a_replay_that_takes_the_place_of_the_next_message_hides_nothing() {
    let mut net = Net::opened(PROFILE, &["Ada"]);
    let old = Rc::new(std::cell::RefCell::new(Vec::new()));
    let kept = old.clone();
    once(&mut net, 1, move |frame| {
        kept.borrow_mut().extend_from_slice(frame);
        vec![frame.to_vec()]
    });
    net.say(CUSTOMER, "one");
    net.settle();
    // The agent is given the old message once more, in the place that the next one will have.
    let mut again = old.borrow().clone();
    let place = u64::from_be_bytes(again[1..9].try_into().unwrap());
    again[1..9].copy_from_slice(&(place + 1).to_be_bytes());
    net.give(1, Input::Frame(again));
    net.settle();
    assert!(alarmed(&net, 1, "tampered"));
    net.say(CUSTOMER, "two");
    net.settle();
    assert!(alarmed(&net, 1, "fork"));
    net.wait(120);
    net.say(1, "three");
    net.settle();
    for node in [CUSTOMER, 1] {
        let mut texts = net.nodes[node].texts();
        texts.sort();
        assert_eq!(texts, ["hello", "one", "three", "two"], "node {node}");
    }
}

#[test]
fn a_message_hidden_by_renumbering_is_found_at_the_next_word_of_its_sender() {
    let mut net = Net::opened(PROFILE, &["Ada"]);
    // The agent is shown a log without the customer's message: the entry never was for it.
    let hidden = Rc::new(Cell::new(true));
    net.tamper = Some(Box::new({
        let hidden = hidden.clone();
        move |node, frame| {
            if node != 1 || frame.first() != Some(&DELIVERY) || !hidden.get() {
                return None;
            }
            let sequence = u64::from_be_bytes(frame[1..9].try_into().unwrap());
            if sequence == 4 {
                return Some(vec![]);
            }
            let mut moved = frame.to_vec();
            moved[1..9].copy_from_slice(&(sequence - 1).to_be_bytes());
            Some(vec![moved])
        }
    }));
    let head = net.server.head().sequence.0;
    assert_eq!(head, 3);
    net.say(CUSTOMER, "one");
    net.settle();
    net.say(CUSTOMER, "two");
    net.settle();
    assert!(alarmed(&net, 1, "fork"));
    hidden.set(false);
    net.tamper = None;
    net.wait(120);
    assert!(net.server.troubles.contains(&Trouble::Fork));
    net.say(1, "three");
    net.settle();
    for node in [CUSTOMER, 1] {
        let mut texts = net.nodes[node].texts();
        texts.sort();
        assert_eq!(texts, ["hello", "one", "three", "two"], "node {node}");
    }
}

#[test]
fn a_log_that_was_set_back_is_reported_as_a_fork() {
    let mut net = Net::opened(PROFILE, &["Ada"]);
    net.say(CUSTOMER, "one");
    net.settle();
    net.go_offline(1);
    // The server loses its last entry and goes on otherwise.
    net.server.log.pop();
    net.server.say_state("active", "assigned", Some("Ada"));
    net.go_online(1);
    assert!(alarmed(&net, 1, "fork"));
    assert!(net.server.troubles.contains(&Trouble::Fork));
}

#[test]
fn a_device_set_back_to_an_old_state_says_so_and_goes_on_in_the_next_generation() {
    for profile in CryptoProfile::ALL {
        let mut net = Net::opened(*profile, &["Ada"]);
        let old = net.nodes[1].disk.clone();
        net.say(1, "one");
        net.settle();
        net.nodes[1].disk = old;
        net.restart(1);
        net.settle();
        assert!(alarmed(&net, 1, "state-lost"));
        assert_eq!(net.server.troubles, [Trouble::StateLost]);
        net.say(1, "two");
        net.settle();
        assert_eq!(net.nodes[CUSTOMER].texts(), ["hello", "one", "two"]);
        assert_eq!(net.server.generation, 2);
    }
}

#[test]
fn a_customer_set_back_to_an_old_state_goes_on_too() {
    let mut net = Net::opened(PROFILE, &["Ada"]);
    let old = net.nodes[CUSTOMER].disk.clone();
    net.say(CUSTOMER, "one");
    net.settle();
    net.nodes[CUSTOMER].disk = old;
    net.restart(CUSTOMER);
    assert!(alarmed(&net, CUSTOMER, "state-lost"));
    net.say(CUSTOMER, "two");
    net.settle();
    assert_eq!(net.nodes[1].texts(), ["hello", "one", "two"]);
}

#[test]
fn somebody_whom_the_pinned_organisation_does_not_know_is_refused() {
    // A hostile server reserves a device with a credential of its own making.
    let mut net = Net::new(PROFILE, &["Ada"]);
    let mut other = Net::new(PROFILE, &["Mallory"]);
    let stolen = other.key(1);
    let package = other
        .server
        .packages
        .get_mut(&stolen)
        .unwrap()
        .pop()
        .unwrap();
    let ours = net.key(1);
    net.server.packages.get_mut(&ours).unwrap().clear();
    net.start(CUSTOMER);
    let customer = net.server.customer_key;
    let invite = tacita_protocol::control::Invite {
        package: tacita_protocol::Wire(net.server.seal.id()),
        key_package: tacita_protocol::Blob(package),
        ticket: tacita_protocol::Blob(vec![]),
    };
    net.say(CUSTOMER, "for whom?");
    net.settle();
    let reason = tacita_protocol::control::Reason::Open;
    net.server.asked.insert(customer, (1, reason, vec![invite]));
    net.server.standing_asks(&customer);
    net.settle();
    assert!(alarmed(&net, CUSTOMER, "not-proven"));
    assert_eq!(net.server.generation, 0);
}

#[test]
fn frames_that_are_none_are_reported_and_harm_nothing() {
    let mut net = Net::opened(PROFILE, &["Ada"]);
    for bytes in [
        &b""[..],
        b"\x00",
        b"\x81\x00",
        b"\xC0\xff\xff",
        b"\x82",
        &[0xC0; 200],
    ] {
        net.give(1, Input::Frame(bytes.to_vec()));
        net.settle();
    }
    assert!(alarmed(&net, 1, "tampered"));
    net.give(1, Input::Act(Act::send("no id", "x")));
    net.say(CUSTOMER, "one");
    net.settle();
    assert_eq!(net.nodes[1].texts(), ["hello", "one"]);
}
