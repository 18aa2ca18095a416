//! Schemes of Australia and New Zealand.
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
        id: "au-tfn",
        country: "AU",
        kind: TaxId,
        layouts: &["#########", "### ### ###", "########", "### ### ##"],
        check: au_tfn,
        odds: 11,
        words: &["tfn", "tax file number", "tax file"],
    },
    Scheme {
        id: "au-abn",
        country: "AU",
        kind: TaxId,
        layouts: &["###########", "## ### ### ###"],
        check: au_abn,
        odds: 89,
        words: &["abn", "business number"],
    },
    Scheme {
        id: "au-acn",
        country: "AU",
        kind: TaxId,
        layouts: &["#########", "### ### ###"],
        check: au_acn,
        odds: 10,
        words: &["acn", "company number"],
    },
    Scheme {
        id: "au-medicare",
        country: "AU",
        kind: HealthId,
        layouts: &[
            "##########",
            "#### ##### #",
            "###########",
            "#### ##### # #",
            "#### ##### #-#",
        ],
        check: au_medicare,
        odds: 20,
        words: &["medicare", "medicare card", "medicare number"],
    },
    Scheme {
        id: "nz-ird",
        country: "NZ",
        kind: TaxId,
        layouts: &[
            "#########",
            "########",
            "##-###-###",
            "###-###-###",
            "## ### ###",
            "### ### ###",
        ],
        check: nz_ird,
        odds: 11,
        words: &["ird", "ird number", "inland revenue"],
    },
    Scheme {
        id: "nz-nhi",
        country: "NZ",
        kind: HealthId,
        layouts: &["@@@####", "@@@##@@"],
        check: nz_nhi,
        odds: 11,
        words: &["nhi", "nhi number", "health index"],
    },
];

/// Tax File Number: weights 1 4 3 7 5 8 6 9 10, modulus 11.
fn au_tfn(n: &[u8]) -> Validity {
    let agrees = match n.len() {
        9 => digits::<9>(n).map(|d| {
            weighted(&d, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11) && number(&d) > 0
        }),
        8 => digits::<8>(n)
            .map(|d| weighted(&d, &[10, 7, 8, 4, 6, 3, 5, 1]).is_multiple_of(11) && number(&d) > 0),
        _ => None,
    };
    agrees.map_or(Impossible, checked)
}

/// Australian Business Number: first digit less one, weights 10 1 3 5 …, modulus 89.
fn au_abn(n: &[u8]) -> Validity {
    let Some([first, rest @ ..]) = digits::<11>(n) else {
        return Impossible;
    };
    if first == 0 {
        return Impossible;
    }
    checked(
        ((first - 1) * 10 + weighted(&rest, &[1, 3, 5, 7, 9, 11, 13, 15, 17, 19]))
            .is_multiple_of(89),
    )
}

/// Australian Company Number: weights 8 to 1, modulus 10.
fn au_acn(n: &[u8]) -> Validity {
    let Some(d) = digits::<9>(n) else {
        return Impossible;
    };
    checked(d.last() == Some(&((10 - weighted(&d, &[8, 7, 6, 5, 4, 3, 2, 1]) % 10) % 10)))
}

/// Medicare card: first digit 2 to 6, weights 1 3 7 9 1 3 7 9, check in the ninth place.
fn au_medicare(n: &[u8]) -> Validity {
    let Some(d) = n.get(..10).and_then(digits::<10>) else {
        return Impossible;
    };
    if !matches!(d.first(), Some(2..=6))
        || !(n.len() == 10 || (n.len() == 11 && matches!(n.last(), Some(b'1'..=b'9'))))
    {
        return Impossible;
    }
    checked(d.get(8) == Some(&(weighted(&d, &[1, 3, 7, 9, 1, 3, 7, 9]) % 10)))
}

/// IRD number: weights 3 2 7 6 5 4 3 2, then 7 4 3 2 5 2 7 6, modulus 11.
fn nz_ird(n: &[u8]) -> Validity {
    let padded: Vec<u8> = if n.len() == 8 {
        [b"0", n].concat()
    } else {
        n.to_vec()
    };
    let Some(d) = digits::<9>(&padded) else {
        return Impossible;
    };
    if !(10_000_000..150_000_000).contains(&number(&d)) {
        return Impossible;
    }
    let first = (11 - weighted(&d, &[3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    let key = if first < 10 {
        first
    } else {
        (11 - weighted(&d, &[7, 4, 3, 2, 5, 2, 7, 6]) % 11) % 11
    };
    checked(d.last() == Some(&key))
}

/// NHI number: HISO 10046, letters without I and O, old form modulus 11, form of 2019 modulus 24.
fn nz_nhi(n: &[u8]) -> Validity {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
    let value = |b: &u8| {
        LETTERS
            .iter()
            .position(|l| l == b)
            .map(|p| p + 1)
            .or_else(|| b.is_ascii_digit().then(|| usize::from(b - b'0')))
    };
    let Some((check, body)) = n.split_last() else {
        return Impossible;
    };
    if n.len() != 7 || !body.iter().take(3).all(u8::is_ascii_uppercase) {
        return Impossible;
    }
    let Some(values) = body.iter().map(value).collect::<Option<Vec<_>>>() else {
        return Impossible;
    };
    let sum: usize = values
        .iter()
        .zip((2..=7usize).rev())
        .map(|(v, w)| v * w)
        .sum();
    if check.is_ascii_digit() {
        let key = 11 - sum % 11;
        if key == 11 {
            return Impossible;
        }
        return checked(usize::from(check - b'0') == key % 10);
    }
    checked(LETTERS.get(23 - sum % 24) == Some(check))
}
