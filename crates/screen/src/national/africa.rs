//! Schemes of Africa.

use super::arithmetic::*;
use super::scheme::{Scheme, Validity, Validity::*};
use crate::Kind::*;

/// South African identity number: date, citizenship, Luhn (Identification Act 68 of 1997).
fn za_id(n: &[u8]) -> Validity {
    let Some([y1, y2, m1, m2, d1, d2, _, _, _, _, citizen, ..]) = digits::<13>(n) else {
        return Impossible;
    };
    if citizen > 2 || !short_day_exists(pair(y1, y2), pair(m1, m2), pair(d1, d2)) {
        return Impossible;
    }
    checked(luhn(n))
}

/// South African income tax number: first digit 0 to 3 or 9, Luhn.
fn za_tax(n: &[u8]) -> Validity {
    if digits::<10>(n).is_none() || !matches!(n.first(), Some(b'0'..=b'3' | b'9')) {
        return Impossible;
    }
    checked(luhn(n))
}

/// Nigerian NIN: eleven digits; the check digit rule is not published.
fn ng_nin(n: &[u8]) -> Validity {
    possible(digits::<11>(n).is_some_and(|d| d.first().is_some_and(|f| *f > 0)))
}

/// Nigerian bank verification number: eleven digits that begin with 22.
fn ng_bvn(n: &[u8]) -> Validity {
    possible(digits::<11>(n).is_some() && n.starts_with(b"22"))
}

/// Kenyan identity card: seven or eight digits.
fn ke_id(n: &[u8]) -> Validity {
    possible(
        matches!(n.len(), 7 | 8) && n.iter().all(u8::is_ascii_digit) && n.first() != Some(&b'0'),
    )
}

/// KRA PIN: A (person) or P (company), nine digits, letter.
fn ke_pin(n: &[u8]) -> Validity {
    let [first, middle @ .., last] = n else {
        return Impossible;
    };
    possible(
        matches!(first, b'A' | b'P') && digits::<9>(middle).is_some() && last.is_ascii_uppercase(),
    )
}

/// Ghana Card: GHA, nine digits, check digit (rule not published).
fn gh_card(n: &[u8]) -> Validity {
    possible(n.strip_prefix(b"GHA").and_then(digits::<10>).is_some())
}

/// National identity number of Egypt: century, date, governorate.
fn eg_id(n: &[u8]) -> Validity {
    let Some([century, y1, y2, m1, m2, d1, d2, g1, g2, ..]) = digits::<14>(n) else {
        return Impossible;
    };
    let base = match century {
        2 => 1900,
        3 => 2000,
        _ => return Impossible,
    };
    possible(
        day_exists(base + pair(y1, y2), pair(m1, m2), pair(d1, d2))
            && matches!(pair(g1, g2), 1..=4 | 11..=19 | 21..=29 | 31..=35 | 88),
    )
}

/// NIN of Uganda: CM or CF, year, twelve characters.
fn ug_nin(n: &[u8]) -> Validity {
    possible(
        n.len() == 14
            && matches!(n.get(..2), Some(b"CM" | b"CF" | b"PM" | b"PF"))
            && n.get(2..4)
                .is_some_and(|y| y.iter().all(u8::is_ascii_digit)),
    )
}

/// NIDA number of Tanzania: birth date first, twenty digits.
fn tz_nida(n: &[u8]) -> Validity {
    let Some([y1, y2, y3, y4, m1, m2, d1, d2, ..]) = digits::<20>(n) else {
        return Impossible;
    };
    possible(day_exists(
        pair(y1, y2) * 100 + pair(y3, y4),
        pair(m1, m2),
        pair(d1, d2),
    ))
}

/// National identity number of Mauritius: letter, date, check in base 36.
fn mu_nid(n: &[u8]) -> Validity {
    let Some([d1, d2, m1, m2, y1, y2]) = n.get(1..7).and_then(digits::<6>) else {
        return Impossible;
    };
    if n.len() != 14
        || !n.first().is_some_and(u8::is_ascii_uppercase)
        || !short_day_exists(pair(y1, y2), pair(m1, m2), pair(d1, d2))
    {
        return Impossible;
    }
    let sum: u32 = n
        .iter()
        .take(13)
        .zip((2..=14u32).rev())
        .filter_map(|(b, w)| Some(base36(*b)? * w))
        .sum();
    checked(n.last().and_then(|b| base36(*b)) == Some((17 - sum % 17) % 17))
}

/// Rwandan national identity number: status, year, sex, sixteen digits.
fn rw_nid(n: &[u8]) -> Validity {
    let Some([status, y1, y2, y3, y4, sex, ..]) = digits::<16>(n) else {
        return Impossible;
    };
    possible(
        matches!(status, 1..=3)
            && matches!(pair(y1, y2) * 100 + pair(y3, y4), 1900..=2025)
            && matches!(sex, 7 | 8),
    )
}

/// Zimbabwean national registration: office, serial, letter, district.
fn zw_id(n: &[u8]) -> Validity {
    let (Some(office), Some(letter)) = (
        n.get(..2).and_then(digits::<2>),
        n.get(n.len().saturating_sub(3)),
    ) else {
        return Impossible;
    };
    possible(number(&office) > 0 && letter.is_ascii_uppercase())
}

/// Moroccan identity card: one or two letters, up to six digits.
fn ma_cin(n: &[u8]) -> Validity {
    possible(n.first().is_some_and(u8::is_ascii_uppercase) && n.len() >= 7)
}

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme {
        id: "za-id",
        country: "ZA",
        kind: NationalId,
        layouts: &[
            "#############",
            "###### #### ###",
            "###### #### ## #",
            "###### #### # # #",
            "######-####-###",
        ],
        check: za_id,
        odds: 900,
        words: &[
            "id number",
            "identity number",
            "id no",
            "said",
            "rsa id",
            "id nommer",
            "identiteitsnommer",
            "my id",
            "umazisi",
            "inombolo kamazisi",
        ],
    },
    Scheme {
        id: "za-tax",
        country: "ZA",
        kind: TaxId,
        layouts: &["##########", "####/###/##/#"],
        check: za_tax,
        odds: 20,
        words: &[
            "tax number",
            "sars",
            "income tax",
            "tax reference",
            "belastingnommer",
        ],
    },
    Scheme {
        id: "ng-nin",
        country: "NG",
        kind: NationalId,
        layouts: &["###########", "#### ### ####"],
        check: ng_nin,
        odds: 1,
        words: &[
            "nin",
            "nimc",
            "national identification number",
            "national identity number",
        ],
    },
    Scheme {
        id: "ng-bvn",
        country: "NG",
        kind: BankAccount,
        layouts: &["###########"],
        check: ng_bvn,
        odds: 100,
        words: &["bvn", "bank verification"],
    },
    Scheme {
        id: "ke-id",
        country: "KE",
        kind: NationalId,
        layouts: &["########", "#######"],
        check: ke_id,
        odds: 1,
        words: &["national id", "kitambulisho", "id number", "huduma"],
    },
    Scheme {
        id: "ke-pin",
        country: "KE",
        kind: TaxId,
        layouts: &["@#########@"],
        check: ke_pin,
        odds: 13,
        words: &["kra", "kra pin", "pin", "itax"],
    },
    Scheme {
        id: "gh-card",
        country: "GH",
        kind: NationalId,
        layouts: &["GHA##########", "GHA-#########-#"],
        check: gh_card,
        odds: 1,
        words: &["ghana card", "ghanacard", "nia"],
    },
    Scheme {
        id: "eg-id",
        country: "EG",
        kind: NationalId,
        layouts: &["##############"],
        check: eg_id,
        odds: 100,
        words: &["الرقم القومي", "رقم قومي", "بطاقة", "national id"],
    },
    Scheme {
        id: "ug-nin",
        country: "UG",
        kind: NationalId,
        layouts: &[
            "CM############",
            "CF############",
            "CM##********@@",
            "CF##********@@",
            "CM##**********",
            "CF##**********",
        ],
        check: ug_nin,
        odds: 1,
        words: &["nin", "ndaga muntu", "nira"],
    },
    Scheme {
        id: "tz-nida",
        country: "TZ",
        kind: NationalId,
        layouts: &["####################", "########-#####-#####-##"],
        check: tz_nida,
        odds: 100,
        words: &["nida", "kitambulisho cha taifa", "nin"],
    },
    Scheme {
        id: "mu-nid",
        country: "MU",
        kind: NationalId,
        layouts: &["@############*"],
        check: mu_nid,
        odds: 400,
        words: &["nid", "national identity card", "nic"],
    },
    Scheme {
        id: "rw-nid",
        country: "RW",
        kind: NationalId,
        layouts: &["################", "# #### # ####### # ##"],
        check: rw_nid,
        odds: 400,
        words: &["indangamuntu", "national id", "nid"],
    },
    Scheme {
        id: "zw-id",
        country: "ZW",
        kind: NationalId,
        layouts: &[
            "########@##",
            "#########@##",
            "##-######@##",
            "##-#######@##",
            "##-###### @ ##",
            "##-####### @ ##",
            "##-#######-@-##",
        ],
        check: zw_id,
        odds: 2,
        words: &[
            "national registration",
            "national id",
            "id number",
            "chitupa",
        ],
    },
    Scheme {
        id: "ma-cin",
        country: "MA",
        kind: NationalId,
        layouts: &["@@######", "@######", "@@#####"],
        check: ma_cin,
        odds: 1,
        words: &[
            "cin",
            "cnie",
            "carte nationale",
            "البطاقة الوطنية",
            "بطاقة التعريف",
        ],
    },
];
