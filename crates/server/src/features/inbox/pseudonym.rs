//! Who an unknown customer is for people: colour, animal and code, always the three together.
//!
//! They follow from the conversation's id, so they are the same on every screen and link nothing
//! to any other conversation of the same person.

use crate::features::leaves::words;
use tacita_model::{ConversationId, TypedId};
use tacita_protocol::http::Pseudonym;

const COLOURS: [&str; 8] = [
    "amber", "blue", "coral", "green", "indigo", "olive", "rose", "teal",
];

const ANIMALS: [&str; 32] = [
    "badger", "beaver", "bison", "crane", "deer", "dolphin", "eagle", "falcon", "finch", "fox",
    "gecko", "hare", "hedgehog", "heron", "ibis", "jay", "koala", "lark", "lynx", "marten", "mole",
    "otter", "owl", "panda", "puffin", "raven", "robin", "seal", "stork", "swan", "turtle", "wren",
];

/// Letters that cannot be mistaken for another when read aloud.
const CODE: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

pub(crate) fn of(conversation: ConversationId) -> Pseudonym {
    let [colour, animal, code @ ..] = words([&b"pseudonym"[..], &conversation.to_bytes()].concat());
    let pick = |list: &[&'static str], byte: u8| {
        list.get(usize::from(byte).checked_rem(list.len()).unwrap_or(0))
            .copied()
            .unwrap_or("")
    };
    Pseudonym {
        colour: pick(&COLOURS, colour).to_owned(),
        animal: pick(&ANIMALS, animal).to_owned(),
        code: code
            .iter()
            .take(4)
            .filter_map(|byte| CODE.get(usize::from(byte % 32)).copied().map(char::from))
            .collect(),
    }
}
