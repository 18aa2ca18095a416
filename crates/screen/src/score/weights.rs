//! What each fact is worth for each kind of value, in hundredths of a logit.
//!
//! Columns in the order of the facts in `score`. Set by hand against the development data; after any
//! change run `examples/jsonl.rs` through the scorer.

use crate::Kind;

/// The row of a kind.
pub(super) fn row(kind: Kind) -> &'static [i16; 27] {
    match kind {
        Kind::CreditCard => &CARD,
        Kind::Phone => &PHONE,
        Kind::BankAccount => &ACCOUNT,
        Kind::NationalId | Kind::TaxId | Kind::HealthId => &NATIONAL,
        Kind::Passport | Kind::DriverLicense | Kind::Vehicle => &DOCUMENT,
        Kind::Cvv | Kind::Pin | Kind::OneTimeCode => &CODE,
        Kind::Imei => &IMEI,
        _ => &PLAIN,
    }
}

// bias valid broken strong weak near mid far against ag_mid rival expected grouped alone cut spelled split money glued url planned date sep odd own dull idiom
const CARD: [i16; 27] = [
    -250, 350, -60, 150, -20, 350, 200, 100, -250, -100, -100, 350, 120, 20, -300, 0, 0, -300,
    -300, -400, 0, -100, 20, -60, 50, -60, 330,
];
const PHONE: [i16; 27] = [
    -250, 0, 0, 220, -100, 355, 200, 80, -250, -120, -200, 300, 100, 60, -250, 0, 120, -300, -250,
    -350, 160, -200, 80, -80, 50, -150, 130,
];
const ACCOUNT: [i16; 27] = [
    -300, 120, -100, 100, -80, 400, 200, 50, -250, -100, -200, 350, 0, 0, -250, 0, 0, -300, -200,
    -300, 0, -150, 0, -100, 50, -50, 0,
];
const NATIONAL: [i16; 27] = [
    -300, 180, -150, 200, -100, 380, 220, 80, -250, -120, -150, 350, 80, 40, -250, 0, 60, -300,
    -250, -300, 0, -150, 30, -60, 50, -100, 0,
];
const DOCUMENT: [i16; 27] = [
    -300, 120, -50, 100, -100, 380, 180, 30, -200, -100, -200, 350, 30, 20, -250, 0, 0, -300, -200,
    -300, 0, -150, 0, -150, 30, -50, 0,
];
const CODE: [i16; 27] = [
    -300, 0, 0, 0, 0, 380, 120, -50, -200, -100, -200, 350, 0, 60, -250, 0, 0, -300, -300, -300, 0,
    -100, 0, -150, 30, 0, 0,
];
const IMEI: [i16; 27] = [
    -300, 200, -200, 150, 0, 380, 220, 80, -150, -50, -150, 350, 200, 0, -250, 0, 0, -300, -250,
    -300, 0, 0, 0, -150, 0, -100, 0,
];
const PLAIN: [i16; 27] = [
    -200, 400, -150, 300, -100, 300, 150, 50, -200, -80, -100, 300, 50, 30, -100, 0, 0, -200, -150,
    -50, 0, -50, 0, -100, 30, -50, 0,
];
