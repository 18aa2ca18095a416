//! What a message holds, and what its authenticated data says.
//!
//! Content is a kind and a payload, so that kinds to come (read marks, files) pass through devices
//! that do not know them yet: those show nothing and lose nothing. Only screened text goes in.
//! Refuses texts over 16 KiB, text that is not UTF-8, and an archive record where none may be.

use crate::cbor::{self, Malformed};
use serde::{Deserialize, Serialize};
use serde_bytes::{ByteArray, ByteBuf};
use tacita_model::{ChainHash, MessageId, Place, Sequence, TypedId};
use tacita_screen::Screened;

/// Longest text of one message, in bytes of UTF-8.
pub const TEXT_BYTES: usize = 16 * 1024;

/// What a received message holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Content {
    /// Something said.
    Text(String),
    /// A handover note from one agent to the next; the customer sees it too.
    HandoverNote(String),
    /// The safety guide as a card: each device shows it in its own language, so nothing is in it.
    Guide,
    /// A kind this build does not know.
    Unknown(u8),
}

/// What is about to be sealed: screened, and of a kind. There is no other way into a message: typed
/// words, inserted replies, and one day files and drafts of a model, get a variant here and with it
/// the proof that the engine has seen them. Practice: C11
#[derive(Debug)]
#[non_exhaustive]
pub enum Outgoing {
    /// Something said.
    Text(Screened<String>),
    /// A handover note.
    HandoverNote(Screened<String>),
    /// The safety guide.
    Guide,
}

#[derive(Serialize, Deserialize)]
struct Body(u8, u8, ByteBuf);

const TEXT: u8 = 1;
const HANDOVER_NOTE: u8 = 2;
const GUIDE: u8 = 3;

impl Outgoing {
    pub(crate) fn encode(self) -> Result<Vec<u8>, Malformed> {
        let (kind, text) = match self {
            Self::Text(text) => (TEXT, text.into_inner()),
            Self::HandoverNote(text) => (HANDOVER_NOTE, text.into_inner()),
            Self::Guide => (GUIDE, String::new()),
        };
        if text.len() > TEXT_BYTES {
            return Err(Malformed);
        }
        cbor::encode(&Body(1, kind, ByteBuf::from(text.into_bytes())))
    }
}

impl Content {
    /// Reads the plaintext of a message.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let Body(version, kind, payload) = cbor::decode(bytes)?;
        if version != 1 {
            return Err(Malformed);
        }
        let text = |payload: ByteBuf| {
            if payload.len() > TEXT_BYTES {
                return Err(Malformed);
            }
            String::from_utf8(payload.into_vec()).map_err(|_| Malformed)
        };
        match kind {
            TEXT => text(payload).map(Self::Text),
            HANDOVER_NOTE => text(payload).map(Self::HandoverNote),
            GUIDE => Ok(Self::Guide),
            other => Ok(Self::Unknown(other)),
        }
    }
}

/// The authenticated data of a message: readable by the server, changeable by nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Envelope {
    /// The message, chosen by its sender. Server and receivers drop a repeated one.
    pub message: MessageId,
    /// How far the sender had seen the log: a server that forks or hides is found out by it.
    pub seen: Place,
}

#[derive(Serialize, Deserialize)]
struct EnvelopeBody(u8, ByteArray<16>, u64, ByteArray<32>, ByteArray<32>);

/// Archive mode `none` has no record, and says so with 32 zero bytes.
const NO_RECORD: [u8; 32] = [0; 32];

impl Envelope {
    /// The bytes that stand in a message's authenticated data.
    ///
    /// # Errors
    /// [`Malformed`] when memory runs out.
    pub fn encode(&self) -> Result<Vec<u8>, Malformed> {
        cbor::encode(&EnvelopeBody(
            1,
            ByteArray::new(self.message.to_bytes()),
            self.seen.sequence.0,
            ByteArray::new(self.seen.chain.0),
            ByteArray::new(NO_RECORD),
        ))
    }

    /// Reads the authenticated data of a message.
    ///
    /// # Errors
    /// [`Malformed`], also for a message that claims an archive record.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let EnvelopeBody(version, message, sequence, chain, record) = cbor::decode(bytes)?;
        if version != 1 || *record != NO_RECORD {
            return Err(Malformed);
        }
        Ok(Self {
            message: MessageId::from_bytes(*message),
            seen: Place {
                sequence: Sequence(sequence),
                chain: ChainHash(*chain),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacita_screen::{Draft, Screen, Speaker};

    fn screened(text: &str) -> Screened<String> {
        let screen = Screen::new();
        let draft = Draft {
            text,
            speaker: Speaker::Agent,
            expected: &[],
            earlier: &[],
        };
        screen.draft(&draft).finish(&[]).unwrap()
    }

    /// The words that somebody chose, with their proof. A kind of message that is added later does not
    /// compile here before it is said what of it was screened.
    fn proof(outgoing: &Outgoing) -> Option<&Screened<String>> {
        match outgoing {
            Outgoing::Text(text) | Outgoing::HandoverNote(text) => Some(text),
            Outgoing::Guide => None,
        }
    }

    // Practice: C11
    #[test]
    fn what_is_sealed_carries_screened_words_or_none_at_all() {
        let said = "the customer's card is 4111 1111 1111 1111";
        let all = [
            Outgoing::Text(screened(said)),
            Outgoing::HandoverNote(screened(said)),
            Outgoing::Guide,
        ];
        for outgoing in all {
            let words = proof(&outgoing).map(|text| text.get().clone());
            let sealed = Content::decode(&outgoing.encode().unwrap()).unwrap();
            let (Content::Text(shown) | Content::HandoverNote(shown)) = sealed else {
                assert_eq!((sealed, words), (Content::Guide, None));
                continue;
            };
            assert_eq!(Some(&shown), words.as_ref());
            assert_eq!(shown, "the customer's card is ⟦card •1111⟧");
        }
    }
}
