//! Schemes of Great Britain and Ireland.
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
        id: "gb-nino",
        country: "GB",
        kind: NationalId,
        layouts: &["@@######@", "@@ ## ## ## @", "@@-##-##-##-@", "@@ ###### @"],
        check: gb_nino,
        odds: 12,
        words: &[
            "nino",
            "ni number",
            "national insurance",
            "insurance number",
            "ni no",
        ],
    },
    Scheme {
        id: "gb-nhs",
        country: "GB",
        kind: HealthId,
        layouts: &["##########", "### ### ####", "###-###-####"],
        check: gb_nhs,
        odds: 11,
        words: &[
            "nhs",
            "nhs number",
            "nhs no",
            "health number",
            "patient number",
        ],
    },
    Scheme {
        id: "gb-utr",
        country: "GB",
        kind: TaxId,
        layouts: &["##########", "##### #####"],
        check: gb_utr,
        odds: 11,
        words: &[
            "utr",
            "unique taxpayer",
            "taxpayer reference",
            "self assessment",
        ],
    },
    Scheme {
        id: "gb-vat",
        country: "GB",
        kind: TaxId,
        layouts: &["GB#########", "GB ### #### ##", "### #### ##", "#########"],
        check: gb_vat,
        odds: 48,
        words: &["vat", "vat number", "vat no", "vat registration"],
    },
    Scheme {
        id: "ie-pps",
        country: "IE",
        kind: NationalId,
        layouts: &["#######@", "#######@@", "####### @", "####### @@"],
        check: ie_pps,
        odds: 23,
        words: &["pps", "ppsn", "pps number", "personal public service"],
    },
];

/// National Insurance number: HMRC manual NIM39110. No check digit.
fn gb_nino(n: &[u8]) -> Validity {
    let [first, second, rest @ .., last] = n else {
        return Impossible;
    };
    let letters = !b"DFIQUV".contains(first)
        && !b"DFIQUVO".contains(second)
        && !matches!(
            &[*first, *second],
            b"BG" | b"GB" | b"NK" | b"KN" | b"TN" | b"NT" | b"ZZ"
        );
    possible(letters && digits::<6>(rest).is_some() && b"ABCD".contains(last))
}

/// NHS number: NHS Data Dictionary, modulus 11, weights 10 to 2.
fn gb_nhs(n: &[u8]) -> Validity {
    let Some(d) = digits::<10>(n) else {
        return Impossible;
    };
    if d.iter().all(|digit| Some(digit) == d.first()) {
        return Impossible;
    }
    checked(weighted(&d, &[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11))
}

/// Unique Taxpayer Reference: check digit first, weights 6 7 8 9 10 5 4 3 2, modulus 11.
fn gb_utr(n: &[u8]) -> Validity {
    let Some([check, rest @ ..]) = digits::<10>(n) else {
        return Impossible;
    };
    let place = weighted(&rest, &[6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11;
    const CHECK: [u32; 11] = [2, 1, 9, 8, 7, 6, 5, 4, 3, 2, 1];
    checked(usize::try_from(place).ok().and_then(|p| CHECK.get(p)) == Some(&check))
}

/// VAT registration number: weights 8 to 2, modulus 97 (and the 9755 series).
fn gb_vat(n: &[u8]) -> Validity {
    let n = n.strip_prefix(b"GB").unwrap_or(n);
    let Some(d) = digits::<9>(n) else {
        return Impossible;
    };
    let sum = weighted(&d, &[8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97;
    checked(matches!(sum, 0 | 42 | 55))
}

/// Personal Public Service number: Social Welfare Consolidation Act 2005, modulus 23.
fn ie_pps(n: &[u8]) -> Validity {
    let (Some(number), Some(check)) = (n.get(..7).and_then(digits::<7>), n.get(7)) else {
        return Impossible;
    };
    let extra = match n.get(8) {
        None | Some(b'W') => 0,
        Some(letter @ b'A'..=b'I') => u32::from(letter - b'A') + 1,
        Some(b'T') => 0,
        Some(_) => return Impossible,
    };
    let sum = (weighted(&number, &[8, 7, 6, 5, 4, 3, 2]) + extra * 9) % 23;
    let letter = b"WABCDEFGHIJKLMNOPQRSTUV".get(usize::try_from(sum).unwrap_or(0));
    checked(letter == Some(check))
}
