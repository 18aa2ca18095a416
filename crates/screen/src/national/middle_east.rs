//! Schemes of the Emirates, Saudi Arabia, Kuwait and Iran.
//!
//! The table comes first, the arithmetic of each scheme behind it.

use super::arithmetic::*;
use super::scheme::{
    Scheme,
    Validity::{self, *},
};
use crate::Kind::*;

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme {
        id: "ae-id",
        country: "AE",
        kind: NationalId,
        layouts: &[
            "###############",
            "###-####-#######-#",
            "### #### ####### #",
        ],
        check: ae_id,
        odds: 50_000,
        words: &["emirates id", "eid", "هوية", "الهوية"],
    },
    Scheme {
        id: "sa-id",
        country: "SA",
        kind: NationalId,
        layouts: &["##########"],
        check: sa_id,
        odds: 50,
        words: &[
            "iqama",
            "هوية",
            "national id",
            "الهوية",
            "إقامة",
            "saudi id",
        ],
    },
    Scheme {
        id: "kw-civil",
        country: "KW",
        kind: NationalId,
        layouts: &["############"],
        check: kw_civil,
        odds: 1000,
        words: &["civil id", "civil number", "الرقم المدني"],
    },
    Scheme {
        id: "ir-code",
        country: "IR",
        kind: NationalId,
        layouts: &["##########", "###-######-#"],
        check: ir_code,
        odds: 11,
        words: &["کد ملی", "code melli", "kart melli", "national code"],
    },
];

/// Emirates ID: prefix 784, year, Luhn.
fn ae_id(n: &[u8]) -> Validity {
    let Some([7, 8, 4, y1, y2, ..]) = digits::<15>(n) else {
        return Impossible;
    };
    if !matches!(pair(y1, y2), 19 | 20) {
        return Impossible;
    }
    checked(luhn(n))
}

/// Saudi identity and residence number: first digit 1 or 2, Luhn.
fn sa_id(n: &[u8]) -> Validity {
    if digits::<10>(n).is_none() || !matches!(n.first(), Some(b'1' | b'2')) {
        return Impossible;
    }
    checked(luhn(n))
}

/// Kuwaiti civil number: century, date, weights 2 1 6 3 7 9 10 5 8 4 2.
fn kw_civil(n: &[u8]) -> Validity {
    let Some(d) = digits::<12>(n) else {
        return Impossible;
    };
    let [century, y1, y2, m1, m2, d1, d2, ..] = d;
    if !matches!(century, 1..=3) || !short_day_exists(pair(y1, y2), pair(m1, m2), pair(d1, d2)) {
        return Impossible;
    }
    checked(d.last() == Some(&(11 - weighted(&d, &[2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11)))
}

/// Iranian national code: weights 10 to 2, modulus 11.
fn ir_code(n: &[u8]) -> Validity {
    let Some(d) = digits::<10>(n) else {
        return Impossible;
    };
    if d.iter().all(|digit| Some(digit) == d.first()) {
        return Impossible;
    }
    let rest = weighted(&d, &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    checked(d.last() == Some(&if rest < 2 { rest } else { 11 - rest }))
}
