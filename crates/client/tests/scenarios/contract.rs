//! The words that cross into pages stand in web/core/src/types.ts, too: hand-written, so held here.

use serde_json::Value;
use tacita_client::act::Act;
use tacita_client::event::{Event, Finding, Held, Line, Member, Message, Part, Status};

fn words(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                into.push(name.clone());
                if name == "type" {
                    into.push(format!("\"{}\"", value.as_str().unwrap()));
                }
                words(value, into);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| words(item, into)),
        _ => {}
    }
}

#[test]
fn every_word_of_acts_and_events_stands_in_the_declarations_of_the_web() {
    let text = || String::from("x");
    let events = [
        Event::Status(Status {
            connected: true,
            state: text(),
            agent_present: true,
            unsent: 0,
            may_write: true,
        }),
        Event::Message(Message {
            message: text(),
            sequence: None,
            own: true,
            role: text(),
            name: text(),
            time: 0,
            parts: vec![
                Part::Guide,
                Part::Text { text: text() },
                Part::Placeholder {
                    kind: text(),
                    last: None,
                },
            ],
            state: text(),
            failure: None,
            masked_on_arrival: 0,
        }),
        Event::MessageGone { message: text() },
        Event::Line(Line {
            sequence: 0,
            time: 0,
            what: text(),
            name: text(),
        }),
        Event::Members {
            members: vec![Member {
                role: text(),
                name: text(),
                own: true,
                online: true,
                expired: false,
                assurance: text(),
                fingerprint: text(),
                credential: text(),
            }],
            safety_number: None,
        },
        Event::Typing {
            name: text(),
            on: true,
        },
        Event::Review {
            number: 0,
            findings: vec![Finding {
                start: 0,
                end: 0,
                kind: text(),
                band: text(),
                reason: text(),
                action: text(),
                may_send_anyway: false,
                split: false,
            }],
            held: vec![Held {
                start: 0,
                end: 0,
                what: text(),
                why: text(),
                kind: None,
                chat: None,
                official: vec![],
                hold: text(),
            }],
        },
        Event::Prints {
            prints: tacita_protocol::Blob(vec![1]),
        },
        Event::Ended { why: text() },
        Event::Alarm { what: text() },
    ];
    let acts = [
        Act::Draft {
            number: 0,
            text: text(),
        },
        Act::Send {
            message: text(),
            text: text(),
            choices: vec![],
            anyway: vec![],
            reason: None,
        },
        Act::Copied { text: text() },
        Act::Pasted { text: text() },
        Act::Prints {
            chat: text(),
            prints: tacita_protocol::Blob(vec![1]),
            age_seconds: 0,
        },
        Act::SendGuide { message: text() },
        Act::Retry { message: text() },
        Act::Discard { message: text() },
        Act::Typing { on: true },
        Act::Shown { sequence: 0 },
        Act::HandedOver,
        Act::Close,
    ];
    let mut all = Vec::new();
    for event in &events {
        words(&serde_json::to_value(event).unwrap(), &mut all);
    }
    for act in &acts {
        // The page writes the name of an act as its `type`; the host makes it the key.
        match serde_json::to_value(act).unwrap() {
            Value::Object(named) => {
                for (name, fields) in &named {
                    all.push(format!("\"{name}\""));
                    words(fields, &mut all);
                }
            }
            name => all.push(name.to_string()),
        }
    }
    let declared = include_str!("../../../../web/core/src/types.ts");
    for word in all {
        assert!(
            declared.contains(&word),
            "{word} is not declared in types.ts"
        );
    }
}
