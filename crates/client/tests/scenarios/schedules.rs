//! Random schedules: people write, laptops close, workers die, writes fail, agents change, in any
//! order and at any moment. In the end everybody who stayed has everything once.

use crate::world::{CUSTOMER, Net};
use proptest::prelude::*;
use tacita_client::act::Act;
use tacita_client::io::Input;
use tacita_model::CryptoProfile;

#[derive(Debug, Clone)]
enum Turn {
    Say(usize),
    Trickle(u8),
    Settle,
    Offline(usize),
    Online(usize),
    Restart(usize),
    FailWrite(usize, u8),
    Wait(u8),
    Transfer,
}

fn turn() -> impl Strategy<Value = Turn> {
    let who = 0usize..2;
    prop_oneof![
        6 => who.clone().prop_map(Turn::Say),
        4 => (1u8..20).prop_map(Turn::Trickle),
        2 => Just(Turn::Settle),
        1 => who.clone().prop_map(Turn::Offline),
        2 => who.clone().prop_map(Turn::Online),
        1 => who.clone().prop_map(Turn::Restart),
        1 => (who, 1u8..4).prop_map(|(who, at)| Turn::FailWrite(who, at)),
        1 => (1u8..60).prop_map(Turn::Wait),
        1 => Just(Turn::Transfer),
    ]
}

fn word(number: usize) -> String {
    // Letters alone: digits over several messages would be screened as parts of a number.
    format!("{number:03}")
        .bytes()
        .map(|byte| char::from(byte + 49))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_everything_written_arrives_once(turns in prop::collection::vec(turn(), 1..40)) {
        let mut net = Net::opened(CryptoProfile::TacitaStd1, &["Ada", "Bob"]);
        // The desk's side of the chat: Ada until the transfer, then Bob.
        let (mut written, mut handing, mut desk) = (0, false, 1);
        for turn in turns {
            let seat = |who: usize, desk: usize| if who == CUSTOMER { CUSTOMER } else { desk };
            match turn {
                Turn::Say(who) => {
                    written += 1;
                    let node = seat(who, desk);
                    net.say(node, &word(written));
                    // The page has it once it was stored; a worker that dies before never had it.
                    while !net.nodes[node].inputs.is_empty() {
                        net.step(node);
                    }
                }
                Turn::Trickle(count) => (0..count).for_each(|_| net.trickle()),
                Turn::Settle => net.settle(),
                Turn::Offline(who) => net.go_offline(seat(who, desk)),
                Turn::Online(who) => net.go_online(seat(who, desk)),
                Turn::Restart(who) => net.restart(seat(who, desk)),
                Turn::FailWrite(who, at) => {
                    net.nodes[seat(who, desk)].fail_batch = Some(u64::from(at));
                }
                Turn::Wait(seconds) => net.wait(i64::from(seconds)),
                Turn::Transfer if !handing => {
                    net.go_online(1);
                    net.go_online(CUSTOMER);
                    net.settle();
                    handing = true;
                    net.transfer(1, 2);
                    net.settle();
                    net.give(1, Input::Act(Act::HandedOver));
                    net.settle();
                    desk = 2;
                }
                Turn::Transfer => {}
            }
        }
        for node in 0..3 {
            net.nodes[node].fail_batch = None;
            net.go_online(node);
        }
        net.wait(60);
        for (name, message) in net.nodes[CUSTOMER].messages.iter() {
            prop_assert!(message.state != "sending", "{name} still waits");
        }
        prop_assert_eq!(net.nodes[CUSTOMER].messages.len(), written + 1, "the customer has all");
        let shown: Vec<String> = net.nodes[CUSTOMER].texts();
        let mut once = shown.clone();
        once.sort();
        once.dedup();
        prop_assert_eq!(once.len(), shown.len(), "nothing is doubled");
        for node in &net.nodes {
            prop_assert!(node.alarms.is_empty(), "{}: {:?}", node.name, node.alarms);
        }
    }
}
