//! What opens one leaf to somebody: its bytes, what it is about, who did it and under which salt.
//!
//! It travels in the `extra` line of a proof file, so that the file alone tells what happened and proves
//! it. Everything in it is compared with the leaf's hashes; only the name that people read is the
//! server's word. Refuses an opening that does not fit its leaf. Next: [`crate::receipt`].

use crate::leaf::Leaf;
use crate::who::{Subject, WhoHash};
use sha2::{Digest, Sha256};
use tacita_model::TypedId;

const LABEL: &[u8] = b"tacita open v1\0";
const NOBODY: u8 = 0;
const SOMEBODY: u8 = 1;
const UNKNOWN: u8 = 0;
const THING: u8 = 1;
const WORDS: u8 = 2;

/// What a leaf is about, before hashing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// Not opened: nobody knows any more, or the reader may not know.
    Unknown,
    /// Something with an id: prefix and 16 bytes, as in [`Subject`].
    Thing(Subject),
    /// Public words, such as the name of a list.
    Words(String),
}

impl About {
    /// Something with an id.
    #[must_use]
    pub fn id<T: TypedId>(id: T) -> Self {
        Self::Thing(Subject::of(id))
    }

    /// The id in words, where it is about something with one.
    #[must_use]
    pub fn id_text(&self) -> Option<String> {
        match self {
            Self::Thing(thing) => thing.id_text(),
            Self::Unknown | Self::Words(_) => None,
        }
    }

    /// The hash in the leaf; none where it is not opened.
    #[must_use]
    pub fn what(&self) -> Option<[u8; 32]> {
        match self {
            Self::Unknown => None,
            Self::Thing(thing) => Some(Leaf::what_of(thing)),
            Self::Words(words) => Some(Sha256::digest(words).into()),
        }
    }
}

/// See the top of this file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The leaf.
    pub leaf: Leaf,
    /// Who, with the salt of this leaf.
    pub who: Option<([u8; 32], Subject)>,
    /// About what.
    pub about: About,
    /// The name that people read; the server's word alone.
    pub name: String,
}

/// The opening does not fit its leaf, or is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpeningError {
    /// Not an opening of this version.
    #[error("what opens the entry cannot be read")]
    Form,
    /// Somebody else did it.
    #[error("the entry was made by somebody else than is said")]
    Who,
    /// It is about something else.
    #[error("the entry is about something else than is said")]
    About,
}

impl Opening {
    /// The bytes of the `extra` line.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = LABEL.to_vec();
        out.extend_from_slice(&self.leaf.encode());
        match &self.who {
            None => out.push(NOBODY),
            Some((salt, subject)) => {
                out.push(SOMEBODY);
                out.extend_from_slice(salt);
                out.extend_from_slice(subject.as_bytes());
            }
        }
        let (tag, about): (u8, &[u8]) = match &self.about {
            About::Unknown => (UNKNOWN, &[]),
            About::Thing(thing) => (THING, thing.as_bytes()),
            About::Words(words) => (WORDS, words.as_bytes()),
        };
        out.push(tag);
        out.extend_from_slice(&u16::try_from(about.len()).unwrap_or(u16::MAX).to_be_bytes());
        out.extend_from_slice(about);
        out.extend_from_slice(self.name.as_bytes());
        out
    }

    /// Reads an opening and compares everything in it with the leaf.
    ///
    /// # Errors
    /// [`OpeningError`].
    pub fn decode(bytes: &[u8]) -> Result<Self, OpeningError> {
        let (read, rest) = Self::read(bytes).ok_or(OpeningError::Form)?;
        let name = core::str::from_utf8(rest).map_err(|_| OpeningError::Form)?;
        let opening = Self {
            name: name.to_owned(),
            ..read
        };
        if let Some((salt, subject)) = &opening.who
            && WhoHash::of(salt, subject) != opening.leaf.who
        {
            return Err(OpeningError::Who);
        }
        match opening.about.what() {
            Some(what) if what != opening.leaf.what => Err(OpeningError::About),
            _ => Ok(opening),
        }
    }

    fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let rest = bytes.strip_prefix(LABEL)?;
        let (leaf, rest) = rest.split_first_chunk::<{ Leaf::BYTES }>()?;
        let (somebody, rest) = rest.split_first()?;
        let (who, rest) = match *somebody {
            NOBODY => (None, rest),
            SOMEBODY => {
                let (salt, rest) = rest.split_first_chunk::<32>()?;
                let (subject, rest) = rest.split_first_chunk::<19>()?;
                (Some((*salt, Subject::from_bytes(*subject))), rest)
            }
            _ => return None,
        };
        let (tag, rest) = rest.split_first()?;
        let (length, rest) = rest.split_first_chunk::<2>()?;
        let (about, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        let about = match *tag {
            UNKNOWN if about.is_empty() => About::Unknown,
            THING => About::Thing(Subject::from_bytes(about.try_into().ok()?)),
            WORDS => About::Words(core::str::from_utf8(about).ok()?.to_owned()),
            _ => return None,
        };
        let opening = Self {
            leaf: Leaf::decode(leaf)?,
            who,
            about,
            name: String::new(),
        };
        Some((opening, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leaf::LeafKind;
    use crate::who::Who;
    use tacita_model::{AgentId, ConversationId, Purpose, RequestId, Timestamp};

    fn opening() -> Opening {
        let about = About::id(ConversationId::from_bytes([3; 16]));
        let what = about.what().unwrap();
        let who = Who::new(Subject::of(AgentId::from_bytes([5; 16])), [7; 32]);
        let hash = who.about(&what);
        Opening {
            leaf: Leaf {
                kind: LeafKind::LogOpened,
                who: hash,
                what,
                purpose: Some(Purpose::AnswerChat),
                when: Timestamp(9),
                request: RequestId::from_bytes([1; 16]),
            },
            who: Some((who.open(hash, &what).unwrap(), who.subject())),
            about,
            name: "Thandi Mokoena".to_owned(),
        }
    }

    // Practice: J4
    #[test]
    fn an_opening_is_read_as_it_was_written() {
        let base = opening();
        assert_eq!(Opening::decode(&base.encode()), Ok(base.clone()));
        let nobody = Opening {
            who: None,
            about: About::Unknown,
            ..base.clone()
        };
        assert_eq!(Opening::decode(&nobody.encode()), Ok(nobody));
        let what = About::Words("inbox".to_owned()).what().unwrap();
        let words = Opening {
            leaf: Leaf { what, ..base.leaf },
            who: None,
            about: About::Words("inbox".to_owned()),
            ..base
        };
        assert_eq!(Opening::decode(&words.encode()), Ok(words));
    }

    // Practice: J4
    #[test]
    fn an_opening_that_names_somebody_or_something_else_is_refused() {
        let base = opening();
        let (salt, _) = base.who.unwrap();
        let another = Opening {
            who: Some((salt, Subject::of(AgentId::from_bytes([6; 16])))),
            ..base.clone()
        };
        assert_eq!(Opening::decode(&another.encode()), Err(OpeningError::Who));
        let elsewhere = Opening {
            about: About::id(ConversationId::from_bytes([4; 16])),
            ..base.clone()
        };
        assert_eq!(
            Opening::decode(&elsewhere.encode()),
            Err(OpeningError::About)
        );
        let bytes = base.encode();
        // Whatever byte before the name is another, the opening is refused or its leaf is another one.
        for place in 0..bytes.len() - base.name.len() {
            let mut other = bytes.clone();
            *other.get_mut(place).unwrap() ^= 1;
            if let Ok(read) = Opening::decode(&other) {
                assert_ne!(read.leaf.hash(), base.leaf.hash(), "{place}");
            }
        }
    }
}
