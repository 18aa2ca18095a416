//! What words mean to the recognisers: concepts, spelled digits, connecting words.
//!
//! Words are compared whole (by hash, without case and accents), phrases token by token. The lists
//! live in one file a language family; programs get them by [`crate::Tables`], and this file only
//! indexes them. Next: `source` (their form), `english`, `world`.

#[cfg(feature = "tables")]
mod english;
#[cfg(feature = "tables")]
mod labels;
#[cfg(feature = "tables")]
mod makers;
#[cfg(feature = "tables")]
mod numbers;
#[cfg(feature = "tables")]
pub(crate) mod source;
#[cfg(test)]
mod tests;
#[cfg(feature = "tables")]
mod world;

use crate::text::Token;
use crate::text::tokens;

macro_rules! concepts {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)+) => {
        $($(#[$doc])* pub(crate) const $name: u64 = 1 << $bit;)+
    };
}

concepts! {
    /// Payment card.
    CARD = 0;
    /// Card verification code.
    CVV = 1;
    /// PIN.
    PIN = 2;
    /// One-time code.
    ONE_TIME = 3;
    /// IBAN.
    IBAN = 4;
    /// Account at a bank.
    ACCOUNT = 5;
    /// Routing, sort, branch code.
    ROUTING = 6;
    /// BIC, SWIFT.
    BIC = 7;
    /// E-mail.
    EMAIL = 8;
    /// Telephone.
    PHONE = 9;
    /// National person number.
    NATIONAL = 10;
    /// Tax number.
    TAX = 11;
    /// Health insurance or patient number.
    HEALTH_NUMBER = 12;
    /// Passport.
    PASSPORT = 13;
    /// Driving licence.
    LICENCE = 14;
    /// Password.
    PASSWORD = 15;
    /// User name.
    USERNAME = 16;
    /// IP address.
    IP = 17;
    /// Hardware address.
    MAC = 18;
    /// Wallet.
    WALLET = 19;
    /// Device number.
    IMEI = 20;
    /// Vehicle number or plate.
    VEHICLE = 21;
    /// Birth date.
    BIRTH = 22;
    /// API key, token, secret.
    SECRET = 23;
    /// Order, booking, ticket, case, invoice, tracking number and the like.
    REFERENCE = 24;
    /// Version, build, hash, commit, serial.
    TECHNICAL = 25;
    /// Amount of money or of things.
    AMOUNT = 26;
    /// Date or time.
    TIME = 27;
    /// "number", "no", "code": what follows is a value.
    NUMBER = 28;
    /// "is", "are", "to": between a word and its value.
    IS = 29;
    /// Words that make what follows only the end of a value ("ending in", "last four").
    ENDING = 30;
    /// Joins groups of spelled digits ("and", "dash").
    CONNECT = 31;
    /// Somebody asks or talks about it without giving it.
    TALK = 32;
    /// Postcode.
    POSTCODE = 33;
    /// Expiry of a card.
    EXPIRY = 34;
    /// Medication or diagnosis.
    HEALTH = 35;
    /// Words that make a health term somebody's own ("diagnosed", "prescribed").
    HEALTH_CONTEXT = 36;
    /// "me", "my", "I".
    SELF = 37;
    /// Asking for something ("what is", "please send").
    ASK = 38;
    /// Another channel (messenger).
    CHANNEL = 39;
    /// Identity in general ("id", "identity").
    ID = 40;
    /// Street address.
    ADDRESS = 41;
    /// A person's name.
    NAME = 42;
    /// Fax or extension: belongs to telephone numbers.
    EXTENSION = 43;
    /// "at" in a spelled e-mail address.
    AT = 44;
    /// "is" in the narrow sense: what follows a password's word and this may be an ordinary word.
    COPULA = 45;
    /// Words of a sentence about passwords that are no passwords ("wrong", "expired").
    NOT_VALUE = 46;
    /// "dot" and other signs in a spelled e-mail address.
    DOT = 47;
    /// Words of assent and politeness in front of an answer, beyond those that link it.
    FILLER = 48;
    /// Last labels of domains that are common enough to believe in a spelled one.
    LAST_LABEL = 49;
    /// Providers of payment addresses (NPCI's public list of UPI handles): an account, written like an
    /// e-mail address without a dot.
    HANDLE = 50;
    /// "code", which beside a card is its verification code.
    CODE = 51;
    /// Maker of a service with keys.
    MAKER = 52;
    /// End of a name that holds no key.
    NO_KEY = 53;
}

/// Concepts of little words that are no words of context: no hits are made of them.
const GRAMMAR: u64 =
    COPULA | NOT_VALUE | DOT | FILLER | LAST_LABEL | HANDLE | CODE | MAKER | NO_KEY;

/// Words that say what a number is, or that it is none of ours.
pub(crate) const LABELS_OF_VALUES: u64 = CARD
    | ACCOUNT
    | PHONE
    | POSTCODE
    | ADDRESS
    | REFERENCE
    | AMOUNT
    | TIME
    | NATIONAL
    | PASSWORD
    | PIN
    | CVV
    | ONE_TIME
    | BIRTH
    | EXPIRY
    | VEHICLE;

/// A set of national schemes, one bit a place in [`crate::national::schemes`].
pub(crate) type SchemeSet = [u64; 3];

/// What a word or phrase means.
#[derive(Debug, Clone, Copy)]
struct Meaning {
    hash: u32,
    /// Place in [`Lexicon::sets`] of the national schemes it names; 0 for none.
    set: u16,
    /// Index of the first phrase that begins with this word, one-based; 0 for none.
    phrases: u32,
    mask: u64,
    digit: u8,
    repeat: u8,
}

const NONE: u8 = 255;
/// Added to the value of a spelled digit that counts only among three in a row.
pub(crate) const SHY: u8 = 128;
const EMPTY: Meaning = Meaning {
    hash: 0,
    set: 0,
    phrases: 0,
    mask: 0,
    digit: NONE,
    repeat: 0,
};

#[derive(Debug)]
struct Phrase {
    rest: Vec<u32>,
    mask: u64,
    set: u16,
    next: u32,
}

/// A concept found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    /// First token.
    pub(crate) token: u32,
    /// One past the last token.
    pub(crate) end: u32,
    /// Concepts.
    pub(crate) mask: u64,
    /// National schemes it names, for [`Lexicon::names_scheme`].
    pub(crate) set: u16,
}

/// All words, open addressing by hash.
#[derive(Debug)]
pub(crate) struct Lexicon {
    slots: Vec<Meaning>,
    /// One bit for each hash that occurs: most words of a chat mean nothing, and these few bytes stay
    /// near the processor, which the slots do not.
    known: Vec<u64>,
    phrases: Vec<Phrase>,
    sets: Vec<SchemeSet>,
}

const SIZE: usize = 8192;
/// Bits of [`Lexicon::known`].
const KNOWN: usize = 1 << 16;

/// Word and bit of a hash in [`Lexicon::known`].
fn bit(hash: u32) -> (usize, u64) {
    let bit = (hash.wrapping_mul(0x9E37_79B1) >> 16) as usize % KNOWN;
    (bit / 64, 1 << (bit % 64))
}

impl Lexicon {
    /// Reads the lists as `source` writes them; none when they are something else. Takes about a
    /// tenth of a millisecond.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut lexicon = Self {
            slots: vec![EMPTY; SIZE],
            known: vec![0; KNOWN / 64],
            phrases: Vec::new(),
            sets: vec![[0; 3]],
        };
        for line in text.lines() {
            let (what, list) = line.split_once('\t')?;
            let (what, number) = what.split_at_checked(1)?;
            let number = u64::from_str_radix(number, 16).ok()?;
            let words = list.split(',').map(str::trim);
            match what {
                "c" => words.for_each(|phrase| lexicon.add(phrase, number, None)),
                "s" => words.for_each(|phrase| lexicon.add(phrase, 0, Some(number as usize))),
                "d" => words.for_each(|word| lexicon.slot(word).digit = number as u8),
                "r" => words.for_each(|word| {
                    let slot = lexicon.slot(word);
                    slot.digit = 0;
                    slot.repeat = number as u8;
                }),
                _ => return None,
            }
        }
        Some(lexicon)
    }

    /// The shipped words, for tests.
    #[cfg(test)]
    pub(crate) fn shared() -> &'static Self {
        &crate::Tables::shipped().words
    }

    fn slot(&mut self, word: &str) -> &mut Meaning {
        let (tokens, _) = tokens::cut(word);
        let hash = tokens.first().map_or(0, |token| token.hash);
        self.slot_of(hash)
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "the index is reduced to the table's own length"
    )]
    fn slot_of(&mut self, hash: u32) -> &mut Meaning {
        let mut at = place(hash);
        while self.slots[at].hash != 0 && self.slots[at].hash != hash {
            at = (at + 1) % SIZE;
        }
        self.slots[at].hash = hash;
        let (word, bit) = bit(hash);
        self.known[word] |= bit;
        &mut self.slots[at]
    }

    fn add(&mut self, phrase: &str, mask: u64, scheme: Option<usize>) {
        let (tokens, _) = tokens::cut(phrase);
        let Some((first, rest)) = tokens.split_first() else {
            return;
        };
        if rest.is_empty() {
            let old = self.slot_of(first.hash).set;
            let set = self.joined(old, scheme);
            let slot = self.slot_of(first.hash);
            slot.mask |= mask;
            slot.set = set;
            return;
        }
        let rest: Vec<u32> = rest.iter().map(|token| token.hash).collect();
        let mut next = self.slot_of(first.hash).phrases;
        while let Some(index) = (next as usize).checked_sub(1) {
            let Some((same, old, after)) = self
                .phrases
                .get(index)
                .map(|known| (known.rest == rest, known.set, known.next))
            else {
                break;
            };
            if same {
                let set = self.joined(old, scheme);
                if let Some(known) = self.phrases.get_mut(index) {
                    known.mask |= mask;
                    known.set = set;
                }
                return;
            }
            next = after;
        }
        let set = self.joined(0, scheme);
        let place = self.phrases.len() as u32 + 1;
        let slot = self.slot_of(first.hash);
        let next = core::mem::replace(&mut slot.phrases, place);
        self.phrases.push(Phrase {
            rest,
            mask,
            set,
            next,
        });
    }

    /// The set `old` with a scheme added.
    fn joined(&mut self, old: u16, scheme: Option<usize>) -> u16 {
        let Some(scheme) = scheme else { return old };
        let mut set = self.sets.get(old as usize).copied().unwrap_or_default();
        if let Some(word) = set.get_mut(scheme / 64) {
            *word |= 1 << (scheme % 64);
        }
        let known = self.sets.iter().position(|other| *other == set);
        let place = known.unwrap_or_else(|| {
            self.sets.push(set);
            self.sets.len() - 1
        });
        place as u16
    }

    /// Whether the hit is a word of this national scheme.
    pub(crate) fn names_scheme(&self, hit: &Hit, scheme: usize) -> bool {
        hit.set != 0
            && self
                .sets
                .get(hit.set as usize)
                .is_some_and(|set| holds(set, scheme))
    }

    /// Every scheme that some hit names.
    pub(crate) fn named(&self, hits: &[Hit]) -> SchemeSet {
        let mut all = SchemeSet::default();
        for hit in hits.iter().filter(|hit| hit.set != 0) {
            let set = self.sets.get(hit.set as usize);
            for (word, other) in all.iter_mut().zip(set.unwrap_or(&[0; 3])) {
                *word |= other;
            }
        }
        all
    }

    #[inline]
    fn get(&self, hash: u32) -> Option<&Meaning> {
        let (word, bit) = bit(hash);
        if self.known.get(word).is_none_or(|word| word & bit == 0) {
            return None;
        }
        self.find(hash)
    }

    fn find(&self, hash: u32) -> Option<&Meaning> {
        let mut at = place(hash);
        loop {
            let meaning = self.slots.get(at)?;
            if meaning.hash == hash {
                return Some(meaning);
            }
            if meaning.hash == 0 {
                return None;
            }
            at = (at + 1) % SIZE;
        }
    }

    /// Concepts of a single word, without what only the grammar of passwords asks.
    pub(crate) fn mask(&self, hash: u32) -> u64 {
        self.grammar(hash) & !GRAMMAR
    }

    /// The same with the little words.
    pub(crate) fn grammar(&self, hash: u32) -> u64 {
        self.get(hash).map_or(0, |meaning| meaning.mask)
    }

    /// Value of a spelled number: 0 to 9, with [`SHY`] added where it needs another beside it, or
    /// 10 to 90.
    pub(crate) fn digit(&self, hash: u32) -> Option<u8> {
        self.get(hash)
            .map(|meaning| meaning.digit)
            .filter(|&digit| digit != NONE)
    }

    /// How often the next digit is repeated ("double" 2, "triple" 3); 0 for other words.
    pub(crate) fn repeat(&self, hash: u32) -> u8 {
        self.get(hash).map_or(0, |meaning| meaning.repeat)
    }

    /// Concepts in a text, in order; and how many words are spelled digits.
    pub(crate) fn hits(&self, tokens: &[Token]) -> (Vec<Hit>, u32) {
        let mut hits = Vec::with_capacity(8);
        let mut spelled = 0;
        // One past the last spelled digit.
        let mut spelled_last = usize::MAX;
        let mut index = 0;
        while let Some(token) = tokens.get(index) {
            let known = !token.is_number() || token.len() == 1;
            let Some(meaning) = (if known { self.get(token.hash) } else { None }) else {
                index += 1;
                continue;
            };
            if meaning.digit != NONE {
                spelled += u32::from(meaning.digit < SHY || spelled_last == index);
                spelled_last = index + 1;
            }
            let (mask, set, used) = self.longest(meaning, tokens, index);
            let mask = mask & !GRAMMAR;
            if mask != 0 || set != 0 {
                hits.push(Hit {
                    set,
                    token: index as u32,
                    end: (index + used) as u32,
                    mask,
                });
            }
            index += used;
        }
        (hits, spelled)
    }

    fn longest(&self, meaning: &Meaning, tokens: &[Token], index: usize) -> (u64, u16, usize) {
        let mut best = (meaning.mask, meaning.set, 1);
        let mut next = meaning.phrases;
        while let Some(phrase) = (next as usize)
            .checked_sub(1)
            .and_then(|i| self.phrases.get(i))
        {
            let after = tokens
                .get(index + 1..index + 1 + phrase.rest.len())
                .unwrap_or_default();
            if phrase.rest.len() >= best.2
                && after.len() == phrase.rest.len()
                && after
                    .iter()
                    .zip(&phrase.rest)
                    .all(|(token, hash)| token.hash == *hash)
            {
                best = (phrase.mask, phrase.set, phrase.rest.len() + 1);
            }
            next = phrase.next;
        }
        best
    }
}

/// Whether a set has a scheme.
pub(crate) fn holds(set: &SchemeSet, scheme: usize) -> bool {
    set.get(scheme / 64)
        .is_some_and(|word| word >> (scheme % 64) & 1 == 1)
}

fn place(hash: u32) -> usize {
    (hash.wrapping_mul(0x9E37_79B1) >> 19) as usize % SIZE
}
