//! Schemes of the Nordic and Baltic countries.
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
        id: "se-pnr",
        country: "SE",
        kind: NationalId,
        layouts: &[
            "##########",
            "############",
            "######-####",
            "########-####",
            "######+####",
        ],
        check: se_pnr,
        odds: 270,
        words: &[
            "personnummer",
            "pnr",
            "person nummer",
            "samordningsnummer",
            "personal identity number",
        ],
    },
    Scheme {
        id: "se-org",
        country: "SE",
        kind: TaxId,
        layouts: &["##########", "######-####"],
        check: se_org,
        odds: 12,
        words: &["organisationsnummer", "org.nr", "orgnr", "org nr"],
    },
    Scheme {
        id: "dk-cpr",
        country: "DK",
        kind: NationalId,
        layouts: &["##########", "######-####", "###### ####"],
        check: dk_cpr,
        odds: 27,
        words: &[
            "cpr",
            "cpr-nummer",
            "cpr-nr",
            "personnummer",
            "cpr nr",
            "cprnr",
        ],
    },
    Scheme {
        id: "no-fnr",
        country: "NO",
        kind: NationalId,
        layouts: &["###########", "###### #####", "######-#####"],
        check: no_fnr,
        odds: 400,
        words: &[
            "fødselsnummer",
            "fodselsnummer",
            "personnummer",
            "fnr",
            "d-nummer",
        ],
    },
    Scheme {
        id: "no-org",
        country: "NO",
        kind: TaxId,
        layouts: &["#########", "### ### ###"],
        check: no_org,
        odds: 55,
        words: &["organisasjonsnummer", "orgnr", "org.nr", "mva"],
    },
    Scheme {
        id: "fi-hetu",
        country: "FI",
        kind: NationalId,
        layouts: &["######@###*", "######-###*", "######+###*"],
        check: fi_hetu,
        odds: 900,
        words: &[
            "henkilötunnus",
            "hetu",
            "henkilotunnus",
            "sotu",
            "personbeteckning",
        ],
    },
    Scheme {
        id: "fi-business",
        country: "FI",
        kind: TaxId,
        layouts: &["########", "#######-#"],
        check: fi_business,
        odds: 11,
        words: &["y-tunnus", "ytunnus", "fo-nummer", "business id"],
    },
    Scheme {
        id: "is-kennitala",
        country: "IS",
        kind: NationalId,
        layouts: &["##########", "######-####", "###### ####"],
        check: is_kennitala,
        odds: 900,
        words: &["kennitala", "kt.", "kt"],
    },
    Scheme {
        id: "ee-ik",
        country: "EE",
        kind: NationalId,
        layouts: &["###########"],
        check: baltic,
        odds: 400,
        words: &["isikukood", "personal code", "ik"],
    },
    Scheme {
        id: "lt-ak",
        country: "LT",
        kind: NationalId,
        layouts: &["###########"],
        check: baltic,
        odds: 400,
        words: &["asmens kodas", "a.k.", "personal code"],
    },
    Scheme {
        id: "lv-pk",
        country: "LV",
        kind: NationalId,
        layouts: &["###########", "######-#####"],
        check: lv_pk,
        odds: 200,
        words: &["personas kods", "personas kodu", "pk", "p.k."],
    },
];

/// Personnummer and samordningsnummer: Luhn over ten digits; day + 60 for the latter.
fn se_pnr(n: &[u8]) -> Validity {
    let short = match n.len() {
        12 => n.get(2..).unwrap_or_default(),
        10 => n,
        _ => return Impossible,
    };
    let Some([y1, y2, m1, m2, d1, d2, ..]) = digits::<10>(short) else {
        return Impossible;
    };
    let day = pair(d1, d2);
    let day = if day > 60 { day - 60 } else { day };
    if !short_day_exists(pair(y1, y2), pair(m1, m2), day) {
        return Impossible;
    }
    if n.len() == 12 && !(n.starts_with(b"18") || n.starts_with(b"19") || n.starts_with(b"20")) {
        return Impossible;
    }
    checked(luhn(short))
}

/// Organisationsnummer: Luhn, third digit at least 2.
fn se_org(n: &[u8]) -> Validity {
    let Some([_, _, third, ..]) = digits::<10>(n) else {
        return Impossible;
    };
    if third < 2 {
        Impossible
    } else {
        checked(luhn(n))
    }
}

/// CPR number: date, serial; the modulus 11 check is no longer used for all (since 2007).
fn dk_cpr(n: &[u8]) -> Validity {
    let Some(d) = digits::<10>(n) else {
        return Impossible;
    };
    let [d1, d2, m1, m2, y1, y2, ..] = d;
    if !short_day_exists(pair(y1, y2), pair(m1, m2), pair(d1, d2)) {
        return Impossible;
    }
    if weighted(&d, &[4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11) {
        Valid
    } else {
        NoCheck
    }
}

/// Fødselsnummer and D-number: two modulus 11 digits (Skatteetaten).
fn no_fnr(n: &[u8]) -> Validity {
    let Some(d) = digits::<11>(n) else {
        return Impossible;
    };
    let [d1, d2, m1, m2, y1, y2, ..] = d;
    let day = pair(d1, d2) % 40;
    if !short_day_exists(pair(y1, y2), pair(m1, m2) % 40, day) {
        return Impossible;
    }
    checked(
        weighted(&d, &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]).is_multiple_of(11)
            && weighted(&d, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11),
    )
}

/// Norwegian organisation number: weights 3 2 7 6 5 4 3 2, modulus 11.
fn no_org(n: &[u8]) -> Validity {
    let Some(d) = digits::<9>(n) else {
        return Impossible;
    };
    if !matches!(d.first(), Some(8 | 9)) {
        return Impossible;
    }
    checked(weighted(&d, &[3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11))
}

/// Henkilötunnus: modulus 31 (Digital and Population Data Services Agency); separators of 2023.
fn fi_hetu(n: &[u8]) -> Validity {
    // Written DDMMYYCZZZQ; the engine keeps `+` and `-` out, so C may be missing.
    let (head, rest) = match n.len() {
        11 => (n.get(..6), n.get(7..)),
        10 => (n.get(..6), n.get(6..)),
        _ => return Impossible,
    };
    let (Some(date), Some([z1, z2, z3, check])) = (head.and_then(digits::<6>), rest) else {
        return Impossible;
    };
    let Some(serial) = digits::<3>(&[*z1, *z2, *z3]) else {
        return Impossible;
    };
    let [d1, d2, m1, m2, y1, y2] = date;
    if !short_day_exists(pair(y1, y2), pair(m1, m2), pair(d1, d2)) || number(&serial) < 2 {
        return Impossible;
    }
    if n.len() == 11 && !n.get(6).is_some_and(|c| b"ABCDEFYXWVU".contains(c)) {
        return Impossible;
    }
    let value = (number(&date) * 1000 + number(&serial)) % 31;
    checked(
        b"0123456789ABCDEFHJKLMNPRSTUVWXY".get(usize::try_from(value).unwrap_or(0)) == Some(check),
    )
}

/// Finnish business id: weights 7 9 10 5 8 4 2, modulus 11.
fn fi_business(n: &[u8]) -> Validity {
    let Some(d) = digits::<8>(n) else {
        return Impossible;
    };
    checked(weighted(&d, &[7, 9, 10, 5, 8, 4, 2, 1]).is_multiple_of(11))
}

/// Kennitala: date, weights 3 2 7 6 5 4 3 2, modulus 11; the last digit is the century.
fn is_kennitala(n: &[u8]) -> Validity {
    let Some(d) = digits::<10>(n) else {
        return Impossible;
    };
    let [d1, d2, m1, m2, y1, y2, .., century] = d;
    let day = pair(d1, d2);
    let day = if day > 40 { day - 40 } else { day };
    if !matches!(century, 0 | 9 | 8) || !short_day_exists(pair(y1, y2), pair(m1, m2), day) {
        return Impossible;
    }
    checked(weighted(&d, &[3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11))
}

/// Estonian isikukood and Lithuanian asmens kodas: two rounds of weights, modulus 11.
fn baltic(n: &[u8]) -> Validity {
    let Some(d) = digits::<11>(n) else {
        return Impossible;
    };
    let [century, y1, y2, m1, m2, d1, d2, .., check] = d;
    let base = match century {
        1 | 2 => 1800,
        3 | 4 => 1900,
        5 | 6 => 2000,
        _ => return Impossible,
    };
    if !day_exists(base + pair(y1, y2), pair(m1, m2), pair(d1, d2)) {
        return Impossible;
    }
    let first = weighted(&d, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
    let key = if first < 10 {
        first
    } else {
        weighted(&d, &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11 % 10
    };
    checked(key == check)
}

/// Latvian personas kods: old form with date and modulus 11; the form of 2017 begins with 32.
fn lv_pk(n: &[u8]) -> Validity {
    let Some(d) = digits::<11>(n) else {
        return Impossible;
    };
    let [d1, d2, m1, m2, y1, y2, century, .., check] = d;
    let sum = weighted(&d, &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9]);
    let agrees = (1 + sum) % 11 % 10 == check;
    if pair(d1, d2) == 32 {
        return checked(agrees);
    }
    if century > 2
        || !day_exists(
            1800 + century * 100 + pair(y1, y2),
            pair(m1, m2),
            pair(d1, d2),
        )
    {
        return Impossible;
    }
    checked(agrees)
}
