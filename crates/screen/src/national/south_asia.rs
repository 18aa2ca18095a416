//! Schemes of India, Pakistan, Sri Lanka and Bangladesh.
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
        id: "in-aadhaar",
        country: "IN",
        kind: NationalId,
        layouts: &["############", "#### #### ####", "####-####-####"],
        check: in_aadhaar,
        odds: 12,
        words: &[
            "aadhaar",
            "aadhar",
            "adhaar",
            "adhar",
            "uidai",
            "uid",
            "आधार",
        ],
    },
    Scheme {
        id: "in-pan",
        country: "IN",
        kind: TaxId,
        layouts: &["@@@@@####@"],
        check: in_pan,
        odds: 3,
        words: &["pan", "pan card", "permanent account", "pan number"],
    },
    Scheme {
        id: "in-gstin",
        country: "IN",
        kind: TaxId,
        layouts: &["##@@@@@####@*Z*"],
        check: in_gstin,
        odds: 200,
        words: &["gstin", "gst", "gst number"],
    },
    Scheme {
        id: "in-epic",
        country: "IN",
        kind: NationalId,
        layouts: &["@@@#######", "@@@ #######"],
        check: in_epic,
        odds: 2,
        words: &["epic", "voter", "voter id", "election card"],
    },
    Scheme {
        id: "pk-cnic",
        country: "PK",
        kind: NationalId,
        layouts: &["#############", "#####-#######-#"],
        check: pk_cnic,
        odds: 2,
        words: &["cnic", "nadra", "nicop", "identity card"],
    },
    Scheme {
        id: "lk-nic",
        country: "LK",
        kind: NationalId,
        layouts: &["#########@", "############"],
        check: lk_nic,
        odds: 8,
        words: &["nic", "nic number", "national identity card"],
    },
    Scheme {
        id: "bd-nid",
        country: "BD",
        kind: NationalId,
        layouts: &["##########", "#############", "#################"],
        check: bd_nid,
        odds: 1,
        words: &["nid", "national id", "জাতীয় পরিচয়পত্র"],
    },
];

/// Aadhaar: Verhoeff, first digit 2 to 9 (UIDAI).
fn in_aadhaar(n: &[u8]) -> Validity {
    let Some(d) = digits::<12>(n) else {
        return Impossible;
    };
    if d.first().is_none_or(|f| *f < 2) || d.iter().eq(d.iter().rev()) {
        return Impossible;
    }
    checked(verhoeff(n))
}

/// PAN: Income Tax Department; the fourth letter tells the holder.
fn in_pan(n: &[u8]) -> Validity {
    let (Some(letters), Some(d), Some(last)) =
        (n.get(..5), n.get(5..9).and_then(digits::<4>), n.get(9))
    else {
        return Impossible;
    };
    possible(
        n.len() == 10
            && letters.iter().all(u8::is_ascii_uppercase)
            && letters.get(3).is_some_and(|h| b"ABCFGHLJPTK".contains(h))
            && number(&d) > 0
            && last.is_ascii_uppercase(),
    )
}

/// GSTIN: state, PAN, entity, Z, check in base 36.
fn in_gstin(n: &[u8]) -> Validity {
    let (Some(state), Some(pan)) = (n.get(..2).and_then(digits::<2>), n.get(2..12)) else {
        return Impossible;
    };
    if n.len() != 15
        || !(matches!(number(&state), 1..=38) || matches!(number(&state), 96 | 97 | 99))
        || in_pan(pan) == Impossible
        || n.get(13) != Some(&b'Z')
    {
        return Impossible;
    }
    let sum: u32 = n
        .iter()
        .take(14)
        .zip([1, 2].into_iter().cycle())
        .filter_map(|(b, w)| base36(*b).map(|v| v * w))
        .map(|p| p / 36 + p % 36)
        .sum();
    checked(n.last().and_then(|b| base36(*b)) == Some((36 - sum % 36) % 36))
}

/// Indian voter card (EPIC): three letters, Luhn over the digits.
fn in_epic(n: &[u8]) -> Validity {
    let (Some(letters), Some(rest)) = (n.get(..3), n.get(3..)) else {
        return Impossible;
    };
    if !letters.iter().all(u8::is_ascii_uppercase) || digits::<7>(rest).is_none() {
        return Impossible;
    }
    if luhn(rest) { Valid } else { NoCheck }
}

/// CNIC of Pakistan: province 1 to 7, sex in the last digit.
fn pk_cnic(n: &[u8]) -> Validity {
    let Some([province, .., sex]) = digits::<13>(n) else {
        return Impossible;
    };
    possible(matches!(province, 1..=7) && sex != 0)
}

/// NIC of Sri Lanka: old form with V or X, form of 2016 with twelve digits.
fn lk_nic(n: &[u8]) -> Validity {
    let day_of_year = |day: u64| matches!(day, 1..=366 | 501..=866);
    let old = n.len() == 10
        && n.get(..9)
            .and_then(digits::<9>)
            .is_some_and(|d| day_of_year(number(d.get(2..5).unwrap_or_default())))
        && matches!(n.last(), Some(b'V' | b'X'));
    let new = digits::<12>(n).is_some_and(|d| {
        matches!(number(d.get(..4).unwrap_or_default()), 1900..=2025)
            && day_of_year(number(d.get(4..7).unwrap_or_default()))
    });
    possible(old || new)
}

/// National identity number of Bangladesh: 10, 13 or 17 digits; no check digit.
fn bd_nid(n: &[u8]) -> Validity {
    possible(
        n.iter().all(u8::is_ascii_digit)
            && (n.len() == 10
                || n.len() == 13
                || (n.len() == 17 && (n.starts_with(b"19") || n.starts_with(b"20")))),
    )
}
