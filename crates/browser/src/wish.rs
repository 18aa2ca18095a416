//! One wish of the brain, as JavaScript reads it.

use crate::number;
use tacita_client::io::{Batch, Output};
use wasm_bindgen::prelude::*;

/// What is to be done: a word, and what belongs to it.
///
/// | word | what belongs to it |
/// | --- | --- |
/// | `load`, `nothing`, `open-socket`, `close-socket`, `wipe` | nothing |
/// | `open`, `request` | bytes: key (32) and signature (64) |
/// | `ask`, `answer`, `renewed` | bytes: CBOR for the other worker; number: whom |
/// | `send` | bytes: the frame |
/// | `store` | number: the batch; keys and values |
/// | `event`, `state`, `upload` | text: JSON |
/// | `wake`, `clock` | number: the time |
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Wish {
    word: &'static str,
    bytes: Vec<u8>,
    text: String,
    number: f64,
    changes: Vec<(Vec<u8>, Option<Vec<u8>>)>,
}

#[wasm_bindgen]
impl Wish {
    /// The word.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn word(&self) -> String {
        self.word.to_owned()
    }

    /// Bytes; taken once.
    #[wasm_bindgen(js_name = takeBytes)]
    pub fn take_bytes(&mut self) -> Vec<u8> {
        core::mem::take(&mut self.bytes)
    }

    /// JSON.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn text(&self) -> String {
        self.text.clone()
    }

    /// A number.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn number(&self) -> f64 {
        self.number
    }

    /// How many changes the batch has.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn changes(&self) -> usize {
        self.changes.len()
    }

    /// Key of a change.
    #[must_use]
    pub fn key(&self, index: usize) -> Vec<u8> {
        self.changes
            .get(index)
            .map(|(key, _)| key.clone())
            .unwrap_or_default()
    }

    /// Value of a change; `undefined` deletes.
    #[must_use]
    pub fn value(&self, index: usize) -> Option<Vec<u8>> {
        self.changes.get(index).and_then(|(_, value)| value.clone())
    }
}

impl Wish {
    pub(crate) fn word_only(word: &'static str) -> Self {
        Self {
            word,
            ..Self::default()
        }
    }

    pub(crate) fn bytes(word: &'static str, bytes: Vec<u8>) -> Self {
        Self {
            word,
            bytes,
            ..Self::default()
        }
    }

    pub(crate) fn json(word: &'static str, value: &impl serde::Serialize) -> Self {
        // Our own types always serialise; an empty text would be refused by the page.
        let text = serde_json::to_string(value).unwrap_or_default();
        Self {
            word,
            text,
            ..Self::default()
        }
    }

    pub(crate) fn numbered(word: &'static str, number: f64) -> Self {
        Self {
            word,
            number,
            ..Self::default()
        }
    }

    #[cfg(feature = "desk")]
    pub(crate) fn with_number(mut self, number: f64) -> Self {
        self.number = number;
        self
    }

    pub(crate) fn proof(word: &'static str, key: &[u8; 32], signature: &[u8; 64]) -> Self {
        let mut bytes = key.to_vec();
        bytes.extend_from_slice(signature);
        Self::bytes(word, bytes)
    }

    pub(crate) fn cbor(word: &'static str, value: &impl serde::Serialize) -> Self {
        Self::bytes(
            word,
            cbor4ii::serde::to_vec(Vec::new(), value).unwrap_or_default(),
        )
    }

    pub(crate) fn batch(batch: Batch) -> Self {
        let id = number(i64::try_from(batch.id).unwrap_or(i64::MAX));
        Self {
            changes: batch.changes,
            ..Self::numbered("store", id)
        }
    }
}

impl From<Output> for Wish {
    fn from(output: Output) -> Self {
        match output {
            Output::Load => Self::word_only("load"),
            Output::Nothing => Self::word_only("nothing"),
            Output::Open {
                leaf_key,
                signature,
            } => Self::proof("open", &leaf_key, &signature),
            Output::Ask(ask) => Self::cbor("ask", &ask),
            Output::OpenSocket => Self::word_only("open-socket"),
            Output::CloseSocket => Self::word_only("close-socket"),
            Output::Send(frame) => Self::bytes("send", frame),
            Output::Store(batch) => Self::batch(batch),
            Output::Event(event) => Self::json("event", &event),
            Output::Clock(at) => Self::numbered("clock", number(at.0)),
            Output::WakeAt(at) => Self::numbered("wake", number(at.0)),
            Output::Wipe => Self::word_only("wipe"),
        }
    }
}
