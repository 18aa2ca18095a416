//! Schemes of Greece, Malta, Cyprus, Turkey and Israel.
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
        id: "gr-amka",
        country: "GR",
        kind: NationalId,
        layouts: &["###########", "######-#####", "###### #####"],
        check: gr_amka,
        odds: 270,
        words: &["amka", "αμκα", "α.μ.κ.α."],
    },
    Scheme {
        id: "gr-afm",
        country: "GR",
        kind: TaxId,
        layouts: &["#########"],
        check: gr_afm,
        odds: 10,
        words: &["afm", "αφμ", "α.φ.μ.", "vat"],
    },
    Scheme {
        id: "mt-id",
        country: "MT",
        kind: NationalId,
        layouts: &["#######@", "####### @"],
        check: mt_id,
        odds: 3,
        words: &["identity card", "id card", "karta tal-identità", "malta"],
    },
    Scheme {
        id: "cy-tic",
        country: "CY",
        kind: TaxId,
        layouts: &["########@", "CY########@"],
        check: cy_tic_any,
        odds: 26,
        words: &["tic", "φπα", "afm", "cyprus", "tax identification"],
    },
    Scheme {
        id: "tr-tckn",
        country: "TR",
        kind: NationalId,
        layouts: &["###########", "### ### ### ##"],
        check: tr_tckn,
        odds: 110,
        words: &[
            "tc kimlik",
            "kimlik",
            "tckn",
            "t.c. kimlik no",
            "kimlik no",
            "kimlik numarası",
        ],
    },
    Scheme {
        id: "tr-vkn",
        country: "TR",
        kind: TaxId,
        layouts: &["##########", "### ### ####"],
        check: tr_vkn,
        odds: 10,
        words: &["vergi", "vkn", "vergi no", "vergi kimlik"],
    },
    Scheme {
        id: "il-id",
        country: "IL",
        kind: NationalId,
        layouts: &["#########", "########-#"],
        check: il_id,
        odds: 10,
        words: &[
            "teudat zehut",
            "תעודת זהות",
            "ת.ז",
            "ת\"ז",
            "מספר זהות",
            "israeli id",
        ],
    },
];

/// AMKA: birth date and Luhn (Law 3655/2008).
fn gr_amka(n: &[u8]) -> Validity {
    let Some([d1, d2, m1, m2, y1, y2, ..]) = digits::<11>(n) else {
        return Impossible;
    };
    if !short_day_exists(pair(y1, y2), pair(m1, m2), pair(d1, d2)) {
        return Impossible;
    }
    checked(luhn(n))
}

/// AFM (Greek tax number): powers of two, modulus 11, modulus 10.
fn gr_afm(n: &[u8]) -> Validity {
    let Some(d) = digits::<9>(n) else {
        return Impossible;
    };
    if number(&d) == 0 {
        return Impossible;
    }
    checked(d.last() == Some(&(weighted(&d, &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10)))
}

/// Maltese identity card: up to seven digits and one of the letters of its registers.
fn mt_id(n: &[u8]) -> Validity {
    let Some((letter, body)) = n.split_last() else {
        return Impossible;
    };
    possible(digits::<7>(body).is_some() && b"MGAPLHBZ".contains(letter))
}

/// Cypriot tax number: odd places through a table, letter by modulus 26.
fn cy_tic(n: &[u8]) -> Validity {
    const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let Some((letter, body)) = n.split_last() else {
        return Impossible;
    };
    let Some(d) = digits::<8>(body) else {
        return Impossible;
    };
    if n.starts_with(b"12") || !letter.is_ascii_uppercase() {
        return Impossible;
    }
    let sum: u32 = d
        .iter()
        .enumerate()
        .map(|(place, digit)| {
            if place % 2 == 0 {
                usize::try_from(*digit)
                    .ok()
                    .and_then(|i| ODD.get(i))
                    .copied()
                    .unwrap_or(0)
            } else {
                *digit
            }
        })
        .sum();
    checked(u32::from(*letter) == u32::from(b'A') + sum % 26)
}

/// T.C. Kimlik No: Law 5490; two check digits.
fn tr_tckn(n: &[u8]) -> Validity {
    let Some([a, b, c, d, e, f, g, h, i, j, k]) = digits::<11>(n) else {
        return Impossible;
    };
    if a == 0 {
        return Impossible;
    }
    let odd = a + c + e + g + i;
    let even = b + d + f + h;
    let tenth = (odd * 7 + 90 - even) % 10;
    checked(tenth == j && (odd + even + j) % 10 == k)
}

/// Vergi kimlik numarası: modulus 9 powers.
fn tr_vkn(n: &[u8]) -> Validity {
    let Some([body @ .., last]) = digits::<10>(n) else {
        return Impossible;
    };
    let mut sum = 0u32;
    for (place, digit) in (1..=9u32).rev().zip(body) {
        let c = (digit + place) % 10;
        if c != 0 {
            let power = 2u32.pow(place);
            let v = c * power % 9;
            sum += if v == 0 { 9 } else { v };
        }
    }
    checked((10 - sum % 10) % 10 == last)
}

/// Teudat zehut: nine digits, Luhn from the left.
fn il_id(n: &[u8]) -> Validity {
    let Some(d) = digits::<9>(n) else {
        return Impossible;
    };
    if number(&d) == 0 {
        return Impossible;
    }
    checked(luhn(n))
}

fn cy_tic_any(n: &[u8]) -> Validity {
    cy_tic(n.strip_prefix(b"CY").unwrap_or(n))
}
