//! What each fact meant before any data was seen: set by hand, in hundredths of a logit.
//!
//! Columns: bias valid broken strong weak near mid far against against-mid rival expected grouped
//! alone cut spelled split money glued url planned date separated odd own dull idiom answer.

use tacita_screen::Kind;

/// Number of facts.
pub(crate) const FACTS: usize = 28;

/// A row of the table.
pub(crate) struct Row {
    /// Its name in the table.
    pub(crate) name: &'static str,
    /// Kinds it is for; none: every other kind.
    pub(crate) kinds: &'static [Kind],
    /// The prior.
    pub(crate) weights: [i16; FACTS],
}

/// The row of a kind that data can teach; the row of all other kinds is left as it is.
pub(crate) fn row_of(kind: Kind) -> Option<&'static str> {
    ROWS.iter()
        .find(|row| row.kinds.contains(&kind))
        .map(|row| row.name)
}

/// All rows.
pub(crate) const ROWS: &[Row] = &[
    Row {
        name: "CARD",
        kinds: &[Kind::CreditCard],
        weights: [
            -250, 350, -60, 150, -20, 350, 200, 100, -250, -100, -100, 350, 120, 20, -300, 0, 0,
            -300, -300, -400, 0, -100, 20, -60, 50, -60, 420, 40,
        ],
    },
    Row {
        name: "PHONE",
        kinds: &[Kind::Phone],
        weights: [
            -250, 0, 0, 220, -100, 355, 200, 80, -250, -120, -200, 300, 100, 60, -250, 0, 120,
            -300, -250, -350, 160, -200, 80, -80, 50, -150, 130, 120,
        ],
    },
    Row {
        name: "ACCOUNT",
        kinds: &[Kind::BankAccount],
        weights: [
            -300, 120, -100, 100, -80, 400, 200, 50, -250, -100, -200, 350, 0, 0, -250, 0, 0, -300,
            -200, -300, 0, -150, 0, -100, 50, -50, 0, 0,
        ],
    },
    Row {
        name: "NATIONAL",
        kinds: &[Kind::NationalId, Kind::TaxId, Kind::HealthId],
        weights: [
            -300, 180, -150, 200, -100, 380, 220, 80, -250, -120, -150, 350, 80, 40, -250, 0, 60,
            -300, -250, -300, 0, -150, 30, -60, 50, -100, 0, 40,
        ],
    },
    Row {
        name: "DOCUMENT",
        kinds: &[Kind::Passport, Kind::DriverLicense, Kind::Vehicle],
        weights: [
            -300, 120, -50, 100, -100, 380, 180, 30, -200, -100, -200, 350, 30, 20, -250, 0, 0,
            -300, -200, -300, 0, -150, 0, -150, 30, -50, 0, 0,
        ],
    },
    Row {
        name: "CODE",
        kinds: &[Kind::Cvv, Kind::Pin, Kind::OneTimeCode],
        weights: [
            -300, 0, 0, 0, 0, 380, 120, -50, -200, -100, -200, 350, 0, 60, -250, 0, 0, -300, -300,
            -300, 0, -100, 0, -150, 30, 0, 0, 0,
        ],
    },
    Row {
        name: "IMEI",
        kinds: &[Kind::Imei],
        weights: [
            -300, 200, -200, 150, 0, 380, 220, 80, -150, -50, -150, 350, 200, 0, -250, 0, 0, -300,
            -250, -300, 0, 0, 0, -150, 0, -100, 0, 0,
        ],
    },
    Row {
        name: "PLAIN",
        kinds: &[],
        weights: [
            -200, 400, -150, 300, -100, 300, 150, 50, -200, -80, -100, 300, 50, 30, -100, 0, 0,
            -200, -150, -50, 0, -50, 0, -100, 30, -50, 0, 0,
        ],
    },
];
