//! What holds an agent's draft back: asking for too much, moving the talk, words of another chat.

use crate::world::{CUSTOMER, Net};
use tacita_client::act::Act;
use tacita_client::event::Held;
use tacita_client::io::Input;
use tacita_client::model::{ConversationId, CryptoProfile, TypedId};
use tacita_screen::Policy;

const AGENT: usize = 1;
const PROFILE: CryptoProfile = CryptoProfile::TacitaStd1;

fn held(net: &mut Net, text: &str) -> Vec<Held> {
    net.give(
        AGENT,
        Input::Act(Act::Draft {
            number: 1,
            text: text.to_owned(),
        }),
    );
    net.settle();
    net.nodes[AGENT].held.clone()
}

fn send(
    net: &mut Net,
    id: &str,
    text: &str,
    anyway: &[&str],
    reason: Option<&str>,
) -> Option<String> {
    let message = format!("msg_000000000000000000000zzz{id}");
    net.give(
        AGENT,
        Input::Act(Act::Send {
            message: message.clone(),
            text: text.to_owned(),
            choices: vec![],
            anyway: anyway.iter().map(|word| (*word).to_owned()).collect(),
            reason: reason.map(ToOwned::to_owned),
        }),
    );
    net.settle();
    net.nodes[AGENT].messages[&message].failure.clone()
}

fn whats(held: &[Held]) -> Vec<(&str, &str)> {
    held.iter()
        .map(|held| (held.what.as_str(), held.why.as_str()))
        .collect()
}

// Practice: C9
#[test]
fn an_agent_who_asks_for_a_card_code_is_nudged_and_nothing_goes_before_they_answered() {
    let mut net = Net::opened(PROFILE, &["Thandi"]);
    let asks = "Thanks! What is your CVV?";
    let found = held(&mut net, asks);
    assert_eq!(whats(&found), [("over-collection", "never-ask")]);
    assert_eq!(
        (found[0].hold.as_str(), found[0].kind.as_deref()),
        ("nudge", Some("CVV"))
    );
    assert_eq!((found[0].start, found[0].end), (21, 24));
    let failure = send(&mut net, "01", asks, &[], None);
    assert_eq!(failure.as_deref(), Some("held"));
    // A second try of the same is no way around.
    net.give(
        AGENT,
        Input::Act(Act::Retry {
            message: "msg_000000000000000000000zzz01".to_owned(),
        }),
    );
    net.settle();
    assert_eq!(net.nodes[CUSTOMER].texts(), ["hello"]);
    assert_eq!(send(&mut net, "02", asks, &["over-collection"], None), None);
    assert_eq!(net.nodes[CUSTOMER].texts(), ["hello", asks]);
    assert!(held(&mut net, "What is your order number?").is_empty());
}

// Practice: B12
#[test]
fn moving_the_talk_asks_for_a_reason_and_official_channels_are_told_and_let_through() {
    let mut net = Net::opened(PROFILE, &["Thandi"]);
    let policy = Policy::from_lines("official shop.example\n").unwrap();
    net.nodes[AGENT].brain.screen_by(policy, None);
    let moves = "Add me on WhatsApp and we continue there";
    let found = held(&mut net, moves);
    assert_eq!(whats(&found), [("off-channel", "messenger")]);
    assert_eq!(found[0].official, ["shop.example"]);
    for (id, anyway, reason) in [
        ("01", &[][..], None),
        ("02", &["off-channel"][..], None),
        ("03", &["off-channel"][..], Some("because")),
        ("04", &[][..], Some("customer-asked")),
    ] {
        let failure = send(&mut net, id, moves, anyway, reason);
        assert_eq!(failure.as_deref(), Some("held"), "{id}");
    }
    let reason = Some("customer-asked");
    assert_eq!(send(&mut net, "05", moves, &["off-channel"], reason), None);
    let ours = "You can also write to help@shop.example.";
    assert!(held(&mut net, ours).is_empty());
    assert_eq!(send(&mut net, "06", ours, &[], None), None);
    assert_eq!(net.nodes[CUSTOMER].texts(), ["hello", moves, ours]);
}

// Practice: B7
#[test]
fn what_another_customer_wrote_or_what_was_copied_there_is_stopped_in_this_chat() {
    // Two chats of one person: the prints of the first, made under the same sign-in's key.
    let mut first = Net::opened(PROFILE, &["Thandi"]);
    first.say(
        CUSTOMER,
        "please write to jane.doe@example.com about the red bicycle I bought",
    );
    first.settle();
    first.give(
        AGENT,
        Input::Act(Act::Copied {
            text: "Good news: the parcel is at your door".to_owned(),
        }),
    );
    first.settle();
    let prints = first.nodes[AGENT].prints.clone();
    let crossed: Vec<u8> = prints.iter().flat_map(|prints| prints.0.clone()).collect();
    for word in ["jane", "bicycle", "parcel"] {
        assert!(!crossed.windows(word.len()).any(|at| at == word.as_bytes()));
    }

    let mut second = Net::opened(PROFILE, &["Thandi"]);
    let other = ConversationId::from_bytes([9; 16]);
    for prints in prints {
        second.give(
            AGENT,
            Input::Act(Act::Prints {
                chat: other.to_string(),
                prints,
                age_seconds: 60,
            }),
        );
    }
    second.settle();
    let value = "I have written to Jane.Doe@example.com";
    let found = held(&mut second, value);
    assert_eq!(whats(&found), [("wrong-window", "value")]);
    assert_eq!(found[0].chat.as_deref(), Some(other.to_string().as_str()));
    assert_eq!(found[0].hold, "reason");
    let words = held(&mut second, "so about the red bicycle I bought: it is here");
    assert_eq!(whats(&words), [("wrong-window", "words")]);
    assert!(held(&mut second, "Thank you, I will look into it.").is_empty());
    assert!(held(&mut second, "the parcel is at your door").is_empty());
    second.give(
        AGENT,
        Input::Act(Act::Pasted {
            text: "Good news: the parcel is at your door".to_owned(),
        }),
    );
    let pasted = held(&mut second, "Hello! the parcel is at your door now");
    assert_eq!(whats(&pasted), [("wrong-window", "paste")]);

    assert_eq!(
        send(&mut second, "01", value, &[], None).as_deref(),
        Some("held")
    );
    let reason = Some("same-customer");
    assert_eq!(
        send(&mut second, "02", value, &["wrong-window"], reason),
        None
    );
    // From now on the value is known in both.
    assert!(held(&mut second, value).is_empty());
    // A policy that says stop leaves no way but to change the draft.
    let policy = Policy::from_lines("agents wrong_window stop\n").unwrap();
    second.nodes[AGENT].brain.screen_by(policy, None);
    let words = "the red bicycle I bought yesterday";
    let failure = send(&mut second, "03", words, &["wrong-window"], reason);
    assert_eq!(failure.as_deref(), Some("held"));
}

#[test]
fn a_customers_draft_is_never_held_and_leaves_no_prints() {
    let mut net = Net::opened(PROFILE, &["Thandi"]);
    net.give(
        CUSTOMER,
        Input::Act(Act::Draft {
            number: 1,
            text: "What is your CVV? Add me on WhatsApp".to_owned(),
        }),
    );
    net.say(CUSTOMER, "What is your CVV? Add me on WhatsApp");
    net.settle();
    assert!(net.nodes[CUSTOMER].held.is_empty());
    assert!(net.nodes[CUSTOMER].prints.is_empty());
    assert_eq!(net.nodes[AGENT].texts().len(), 2);
}

// Practice: C1
#[test]
fn the_servers_policy_is_applied_by_queue_and_direction_on_both_sides() {
    let mut net = Net::opened(PROFILE, &["Thandi"]);
    let lines = "rule * EMAIL customer mask no\nrule que_1 EMAIL agent block no\n";
    for (node, queue) in [(CUSTOMER, None), (AGENT, Some("que_1"))] {
        let policy = Policy::from_lines(lines).unwrap();
        net.nodes[node].brain.screen_by(policy, queue);
    }
    net.say(CUSTOMER, "it is jane.doe@example.com");
    net.say(AGENT, "is it jane.doe@example.com?");
    net.settle();
    assert_eq!(net.nodes[AGENT].texts()[1], "it is [EMAIL ]");
    assert_eq!(net.nodes[CUSTOMER].texts()[2], "is it ?");
}
