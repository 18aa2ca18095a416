//! What each fact is worth for each kind of value, in hundredths of a logit.
//!
//! Written by `examples/train_weights.rs` from labelled texts (data and licences:
//! `train/README.md`); not to be edited. Columns in the order of the facts in `score`.

use crate::Kind;

/// Number of facts.
pub(super) const FACTS: usize = 28;

/// The row of a kind.
pub(super) fn row(kind: Kind) -> &'static [i16; FACTS] {
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

const CARD: [i16; FACTS] = [
    -196, 355, -11, 154, 20, 396, 201, 100, -251, -102, -97, 366, 115, 37, -298, 0, 0, -300, -301,
    -400, 0, -100, -2, -59, 61, -56, 428, 43,
];

const PHONE: [i16; FACTS] = [
    -289, 24, 0, 279, -61, 355, 177, 59, -259, -139, -203, 291, 140, 16, -215, -10, 120, -303,
    -279, -352, 198, -200, 46, -59, 26, -124, 177, 148,
];

const ACCOUNT: [i16; FACTS] = [
    -195, 119, -100, 100, -80, 418, 197, 48, -244, -92, -154, 432, 0, 9, -250, 0, 0, -300, -200,
    -300, 0, -150, 2, -100, 59, -51, 0, 0,
];

const NATIONAL: [i16; FACTS] = [
    -232, 101, -92, 147, -49, 394, 198, 111, -275, -133, -154, 406, 81, 34, -250, -1, 60, -300,
    -227, -301, 0, -150, 78, -65, 84, -94, 0, 66,
];

const DOCUMENT: [i16; FACTS] = [
    -263, 120, -50, 100, -100, 423, 175, 29, -200, -104, -211, 343, 30, 20, -250, 0, 0, -300, -183,
    -301, 0, -150, 10, -150, 45, -51, 0, 0,
];

const CODE: [i16; FACTS] = [
    -306, 0, 0, 0, 0, 374, 120, -50, -200, -100, -206, 350, 0, 60, -250, 0, 0, -300, -300, -300, 0,
    -100, 0, -150, 24, 0, 0, 0,
];

const IMEI: [i16; FACTS] = [
    -300, 200, -200, 150, 0, 380, 220, 80, -150, -50, -150, 350, 200, 0, -250, 0, 0, -300, -250,
    -300, 0, 0, 0, -150, 0, -100, 0, 0,
];

const PLAIN: [i16; FACTS] = [
    -200, 400, -150, 300, -100, 300, 150, 50, -200, -80, -100, 300, 50, 30, -100, 0, 0, -200, -150,
    -50, 0, -50, 0, -100, 30, -50, 0, 0,
];
