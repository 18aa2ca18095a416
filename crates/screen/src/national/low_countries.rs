//! Schemes of the Netherlands, Belgium and Luxembourg.
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
        id: "nl-bsn",
        country: "NL",
        kind: NationalId,
        layouts: &["#########", "#### ## ###", "### ### ###", "####.##.###"],
        check: nl_bsn,
        odds: 11,
        words: &[
            "bsn",
            "burgerservicenummer",
            "sofinummer",
            "sofi",
            "burger service nummer",
        ],
    },
    Scheme {
        id: "nl-btw",
        country: "NL",
        kind: TaxId,
        layouts: &["NL#########B##", "NL ######### B##", "NL#########.B##"],
        check: nl_btw,
        odds: 9,
        words: &["btw", "btw-nummer", "btw-id", "vat"],
    },
    Scheme {
        id: "be-nn",
        country: "BE",
        kind: NationalId,
        layouts: &[
            "###########",
            "##.##.##-###.##",
            "## ## ## ### ##",
            "######-###-##",
            "##.##.##-###-##",
        ],
        check: be_nn,
        odds: 150,
        words: &[
            "rijksregisternummer",
            "registre national",
            "numéro national",
            "rijksregister",
            "insz",
            "niss",
            "nationaal nummer",
            "nn",
        ],
    },
    Scheme {
        id: "be-vat",
        country: "BE",
        kind: TaxId,
        layouts: &["##########", "####.###.###", "#### ### ###"],
        check: be_vat,
        odds: 97,
        words: &[
            "btw",
            "tva",
            "ondernemingsnummer",
            "numéro d'entreprise",
            "kbo",
            "bce",
        ],
    },
    Scheme {
        id: "lu-matricule",
        country: "LU",
        kind: NationalId,
        layouts: &["#############", "#### ## ## #####", "########-#####"],
        check: lu_matricule,
        odds: 3000,
        words: &[
            "matricule",
            "cns",
            "sozialversicherungsnummer",
            "numéro d'identification",
        ],
    },
];

/// Burgerservicenummer: Wet algemene bepalingen burgerservicenummer, the eleven test.
fn nl_bsn(n: &[u8]) -> Validity {
    let Some([body @ .., last]) = digits::<9>(n) else {
        return Impossible;
    };
    let sum = weighted(&body, &[9, 8, 7, 6, 5, 4, 3, 2]);
    if number(&body) < 100 {
        Impossible
    } else {
        checked(sum % 11 == last % 11)
    }
}

/// Dutch VAT identification number of a sole trader: mod 97 over letters as 10 to 35.
fn nl_btw(n: &[u8]) -> Validity {
    if n.get(11) != Some(&b'B') || !n.starts_with(b"NL") {
        return Impossible;
    }
    let value = n.iter().filter_map(|b| base36(*b)).fold(0u64, |sum, v| {
        if v > 9 {
            (sum * 100 + u64::from(v)) % 97
        } else {
            (sum * 10 + u64::from(v)) % 97
        }
    });
    let old = n.get(2..11).map(nl_bsn);
    checked(value == 1 || old == Some(Valid))
}

/// Rijksregisternummer: 97 − (number mod 97), with a 2 before it for births from 2000.
fn be_nn(n: &[u8]) -> Validity {
    let Some(d) = digits::<11>(n) else {
        return Impossible;
    };
    let [y1, y2, m1, m2, d1, d2, .., k1, k2] = d;
    let month = pair(m1, m2) % 20;
    if month > 12
        || pair(m1, m2) > 52
        || pair(d1, d2) > 31
        || (month == 0) != (pair(d1, d2) == 0) && month != 0
    {
        return Impossible;
    }
    let _ = (y1, y2);
    let body = number(d.get(..9).unwrap_or_default());
    let key = u64::from(pair(k1, k2));
    checked(97 - body % 97 == key || 97 - (2_000_000_000 + body) % 97 == key)
}

/// Belgian enterprise number: 97 − (first eight mod 97).
fn be_vat(n: &[u8]) -> Validity {
    let Some(d) = digits::<10>(n) else {
        return Impossible;
    };
    if d.first().is_none_or(|first| *first > 1) {
        return Impossible;
    }
    let key = number(d.get(8..).unwrap_or_default());
    checked(97 - number(d.get(..8).unwrap_or_default()) % 97 == key)
}

/// Luxembourg matricule: birth date, serial, a Luhn and a Verhoeff digit.
fn lu_matricule(n: &[u8]) -> Validity {
    let Some(d) = digits::<13>(n) else {
        return Impossible;
    };
    let [y1, y2, y3, y4, m1, m2, d1, d2, ..] = d;
    let year = pair(y1, y2) * 100 + pair(y3, y4);
    if !day_exists(year, pair(m1, m2), pair(d1, d2)) {
        return Impossible;
    }
    let body = n.get(..11).unwrap_or_default();
    let with = |check: Option<&u8>| [body, &[check.copied().unwrap_or(b'0')]].concat();
    checked(luhn(&with(n.get(11))) && verhoeff(&with(n.get(12))))
}
