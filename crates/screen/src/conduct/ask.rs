//! Over-collection: the agent asks for what may never be asked, or for what the queue has no
//! purpose for.
//!
//! A sentence asks when it is a question or holds a word of asking, and names a kind of value as the
//! customer's. Warning against giving it ("never share your CVV") is not asking. Practice: C9

use super::{Held, Said, Why};
use crate::Kind;
use crate::words::{
    ACCOUNT, ADDRESS, ASK, BIRTH, CARD, CVV, EMAIL, HEALTH_NUMBER, IBAN, LICENCE, NATIONAL,
    ONE_TIME, PASSPORT, PASSWORD, PHONE, PIN, REFERENCE, TALK, TAX, VEHICLE,
};

/// What agents can ask for, and the words for it; the first that fits names the kind.
const KINDS: &[(u64, Kind)] = &[
    (CVV, Kind::Cvv),
    (ONE_TIME, Kind::OneTimeCode),
    (PIN, Kind::Pin),
    (PASSWORD, Kind::Password),
    (IBAN, Kind::Iban),
    (CARD, Kind::CreditCard),
    (ACCOUNT, Kind::BankAccount),
    (NATIONAL, Kind::NationalId),
    (TAX, Kind::TaxId),
    (HEALTH_NUMBER, Kind::HealthId),
    (PASSPORT, Kind::Passport),
    (LICENCE, Kind::DriverLicense),
    (BIRTH, Kind::BirthDate),
    (EMAIL, Kind::Email),
    (PHONE, Kind::Phone),
    (ADDRESS, Kind::Address),
    (VEHICLE, Kind::Vehicle),
];

/// Kinds that no purpose covers: they prove who somebody is to a machine.
const NEVER: &[Kind] = &[Kind::Cvv, Kind::Pin, Kind::Password, Kind::OneTimeCode];

/// Words that turn asking into warning.
const AGAINST: &[&str] = &[
    "never", "not", "don", "dont", "nobody", "nunca", "jamais", "nie", "niemals", "nicht",
    "never,", "without", "no",
];

/// Words of the customer's own.
const YOURS: &[&str] = &[
    "your", "you", "the", "a", "full", "ihre", "ihr", "ihren", "deine", "dein", "tu", "su",
    "votre", "ton", "sua", "seu", "jouw", "uw", "twoj", "din", "ditt",
];

/// Verbs of giving and asking beyond the shared list.
const GIVE: &[&str] = &[
    "please", "send", "give", "provide", "tell", "share", "confirm", "enter", "type", "need",
    "require", "verify", "read", "what", "whats", "which", "may", "can", "could", "bitte", "wie",
    "puede", "envie", "pourriez", "quel", "quelle", "qual", "wat", "stuur",
];

pub(super) fn find(said: &Said<'_>, may_ask: Option<&[Kind]>) -> Vec<Held> {
    let mut held: Vec<Held> = Vec::new();
    for (range, question) in said.sentences() {
        let words: Vec<String> = range.clone().map(|index| said.word(index)).collect();
        let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        let within = |hit: &&crate::words::Hit| range.contains(&(hit.token as usize));
        let asks = said
            .hits
            .iter()
            .filter(within)
            .any(|hit| hit.mask & ASK != 0)
            || has(GIVE);
        if !(question || asks) || has(AGAINST) {
            continue;
        }
        for hit in said.hits.iter().filter(within) {
            let Some((_, kind)) = KINDS.iter().find(|(mask, _)| hit.mask & mask != 0) else {
                continue;
            };
            // "the order number", "changed your password": spoken of, not asked for.
            let close = said.hits.iter().any(|other| {
                other.mask & (REFERENCE | TALK) != 0
                    && other.mask & ASK == 0
                    && (other.end.abs_diff(hit.token) <= 1 || hit.end.abs_diff(other.token) <= 1)
            });
            let direct = asks && (hit.token as usize).saturating_sub(range.start) < 12;
            let yours = (1..=4).any(|back| {
                (hit.token as usize)
                    .checked_sub(back)
                    .is_some_and(|index| YOURS.contains(&said.word(index).as_str()))
            });
            let spoken_of = close && (!yours || *kind == Kind::Password);
            if spoken_of || !(yours || direct && !question) {
                continue;
            }
            // "The digits on the back of your card" asks for the code, not for the card.
            if *kind == Kind::CreditCard
                && held.iter().any(|held| held.why == Why::NeverAsk(Kind::Cvv))
            {
                continue;
            }
            // Verbs of the shared list ("call", "reach") are not a request for a number.
            if *kind == Kind::Phone && !range_names_number(said, hit) {
                continue;
            }
            let why = if NEVER.contains(kind) {
                Why::NeverAsk(*kind)
            } else if may_ask.is_some_and(|kinds| !kinds.contains(kind)) {
                Why::NotInPurpose(*kind)
            } else {
                continue;
            };
            held.push(Held {
                range: said.range(hit),
                why,
            });
        }
    }
    held
}

fn range_names_number(said: &Said<'_>, hit: &crate::words::Hit) -> bool {
    let text = said
        .text
        .get(said.range(hit))
        .unwrap_or_default()
        .to_lowercase();
    ![
        "call",
        "called",
        "calling",
        "ring",
        "reach",
        "reached",
        "desk",
        "office",
        "contact",
        "contact us",
        "reach us",
        "reach me",
        "dial",
        "call back",
        "callback",
        "contacted",
        "answering",
        "get in touch",
    ]
    .contains(&text.as_str())
}
