//! Schemes of the Balkans, Ukraine, Russia, Kazakhstan and Moldova.
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
        id: "bg-egn",
        country: "BG",
        kind: NationalId,
        layouts: &["##########"],
        check: bg_egn,
        odds: 100,
        words: &["egn", "егн", "единен граждански номер"],
    },
    Scheme {
        id: "hr-oib",
        country: "HR",
        kind: NationalId,
        layouts: &["###########"],
        check: hr_oib,
        odds: 10,
        words: &["oib", "osobni identifikacijski"],
    },
    Scheme {
        id: "rs-jmbg",
        country: "RS",
        kind: NationalId,
        layouts: &["#############"],
        check: jmbg,
        odds: 300,
        words: &[
            "jmbg",
            "matični broj",
            "maticni broj",
            "emso",
            "emšo",
            "embg",
            "матични број",
            "јмбг",
        ],
    },
    Scheme {
        id: "si-tax",
        country: "SI",
        kind: TaxId,
        layouts: &["########", "SI########", "SI ########"],
        check: si_tax_any,
        odds: 11,
        words: &["davčna številka", "davcna stevilka", "davčna", "ddv"],
    },
    Scheme {
        id: "ua-rnokpp",
        country: "UA",
        kind: TaxId,
        layouts: &["##########"],
        check: ua_rnokpp,
        odds: 10,
        words: &[
            "ipn",
            "іпн",
            "рнокпп",
            "rnokpp",
            "ідентифікаційний код",
            "инн",
        ],
    },
    Scheme {
        id: "ru-inn",
        country: "RU",
        kind: TaxId,
        layouts: &["############"],
        check: ru_inn,
        odds: 100,
        words: &["инн", "inn"],
    },
    Scheme {
        id: "ru-snils",
        country: "RU",
        kind: NationalId,
        layouts: &["###########", "###-###-### ##", "###-###-###-##"],
        check: ru_snils,
        odds: 100,
        words: &["снилс", "snils"],
    },
    Scheme {
        id: "kz-iin",
        country: "KZ",
        kind: NationalId,
        layouts: &["############"],
        check: kz_iin,
        odds: 600,
        words: &["иин", "iin", "жсн"],
    },
    Scheme {
        id: "md-idnp",
        country: "MD",
        kind: NationalId,
        layouts: &["#############"],
        check: md_idnp,
        odds: 33,
        words: &["idnp", "cod personal"],
    },
    Scheme {
        id: "al-nid",
        country: "AL",
        kind: NationalId,
        layouts: &["@########@"],
        check: al_nid,
        odds: 5,
        words: &["nid", "letërnjoftim", "numri personal", "leternjoftim"],
    },
];

/// EGN: month carries the century, weights 2 4 8 5 10 9 7 3 6.
fn bg_egn(n: &[u8]) -> Validity {
    let Some(d) = digits::<10>(n) else {
        return Impossible;
    };
    let [y1, y2, m1, m2, d1, d2, ..] = d;
    let (century, month) = match pair(m1, m2) {
        m @ 1..=12 => (1900, m),
        m @ 21..=32 => (1800, m - 20),
        m @ 41..=52 => (2000, m - 40),
        _ => return Impossible,
    };
    if !day_exists(century + pair(y1, y2), month, pair(d1, d2)) {
        return Impossible;
    }
    checked(d.last() == Some(&(weighted(&d, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10)))
}

/// OIB: ISO 7064 MOD 11,10 (Zakon o osobnom identifikacijskom broju).
fn hr_oib(n: &[u8]) -> Validity {
    if digits::<11>(n).is_none() {
        Impossible
    } else {
        checked(mod_11_10(n))
    }
}

/// JMBG / EMŠO of the successor states of Yugoslavia: date, region, modulus 11.
fn jmbg(n: &[u8]) -> Validity {
    let Some(d) = digits::<13>(n) else {
        return Impossible;
    };
    let [d1, d2, m1, m2, y1, y2, y3, ..] = d;
    let short = y1 * 100 + pair(y2, y3);
    let year = if short >= 800 {
        1000 + short
    } else {
        2000 + short
    };
    if !day_exists(year, pair(m1, m2), pair(d1, d2)) {
        return Impossible;
    }
    let check = (11 - weighted(&d, &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10;
    checked(d.last() == Some(&check))
}

/// Slovenian tax number: weights 8 to 2, modulus 11.
fn si_tax(n: &[u8]) -> Validity {
    let Some(d) = digits::<8>(n) else {
        return Impossible;
    };
    if d.first() == Some(&0) {
        return Impossible;
    }
    let check = (11 - weighted(&d, &[8, 7, 6, 5, 4, 3, 2]) % 11) % 10;
    checked(d.last() == Some(&check))
}

/// Ukrainian RNOKPP: weights −1 5 7 9 4 6 10 5 7, modulus 11.
fn ua_rnokpp(n: &[u8]) -> Validity {
    let Some(d) = digits::<10>(n) else {
        return Impossible;
    };
    // −1 is written as 10, its equal modulo 11.
    checked(d.last() == Some(&(weighted(&d, &[10, 5, 7, 9, 4, 6, 10, 5, 7]) % 11 % 10)))
}

/// Russian INN of a person: two check digits.
fn ru_inn(n: &[u8]) -> Validity {
    let Some(d) = digits::<12>(n) else {
        return Impossible;
    };
    let [.., first, second] = d;
    checked(
        weighted(&d, &[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == first
            && weighted(&d, &[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == second,
    )
}

/// SNILS: weights 9 to 1, modulus 101.
fn ru_snils(n: &[u8]) -> Validity {
    let Some(d) = digits::<11>(n) else {
        return Impossible;
    };
    let [.., k1, k2] = d;
    if number(&d) / 100 < 1_001_998 {
        return Impossible;
    }
    checked(weighted(&d, &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100 == pair(k1, k2))
}

/// Kazakh IIN: date, century, two rounds of weights.
fn kz_iin(n: &[u8]) -> Validity {
    let Some(d) = digits::<12>(n) else {
        return Impossible;
    };
    let [y1, y2, m1, m2, d1, d2, century, ..] = d;
    let base = match century {
        1 | 2 => 1800,
        3 | 4 => 1900,
        5 | 6 => 2000,
        _ => return Impossible,
    };
    if !day_exists(base + pair(y1, y2), pair(m1, m2), pair(d1, d2)) {
        return Impossible;
    }
    let first = weighted(&d, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
    let key = if first < 10 {
        first
    } else {
        weighted(&d, &[3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11
    };
    checked(d.last() == Some(&key))
}

/// Moldovan IDNP: weights 7 3 1, modulus 10.
fn md_idnp(n: &[u8]) -> Validity {
    let Some(d) = digits::<13>(n) else {
        return Impossible;
    };
    if !matches!(d.first(), Some(0..=2)) {
        return Impossible;
    }
    checked(d.last() == Some(&(weighted(&d, &[7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10)))
}

/// Albanian NIPT/NID: decade letter, digits, check letter (no published check rule).
fn al_nid(n: &[u8]) -> Validity {
    let [first, middle @ .., last] = n else {
        return Impossible;
    };
    let Some([_, m1, m2, d1, d2, ..]) = digits::<8>(middle) else {
        return Impossible;
    };
    let month = pair(m1, m2) % 50;
    possible(
        matches!(first, b'A'..=b'T')
            && last.is_ascii_uppercase()
            && matches!(month, 1..=12 | 31..=42)
            && matches!(pair(d1, d2), 1..=31),
    )
}

fn si_tax_any(n: &[u8]) -> Validity {
    si_tax(n.strip_prefix(b"SI").unwrap_or(n))
}
