//! Schemes of Poland, Czechia, Slovakia, Hungary and Romania.
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
        id: "pl-pesel",
        country: "PL",
        kind: NationalId,
        layouts: &["###########"],
        check: pl_pesel,
        odds: 130,
        words: &["pesel", "nr pesel", "numer pesel"],
    },
    Scheme {
        id: "pl-nip",
        country: "PL",
        kind: TaxId,
        layouts: &[
            "##########",
            "###-###-##-##",
            "###-##-##-###",
            "### ### ## ##",
        ],
        check: pl_nip,
        odds: 11,
        words: &["nip", "nr nip", "numer nip", "podatkowy"],
    },
    Scheme {
        id: "pl-card",
        country: "PL",
        kind: NationalId,
        layouts: &["@@@######", "@@@ ######"],
        check: pl_card,
        odds: 10,
        words: &["dowód", "dowod", "dowód osobisty", "dowodu", "id card"],
    },
    Scheme {
        id: "pl-regon",
        country: "PL",
        kind: TaxId,
        layouts: &["#########", "###-###-###"],
        check: pl_regon,
        odds: 10,
        words: &["regon"],
    },
    Scheme {
        id: "cz-rc",
        country: "CZ",
        kind: NationalId,
        layouts: &["##########", "######/####", "######/###"],
        check: cz_rc,
        odds: 130,
        words: &["rodné číslo", "rodne cislo", "rč", "r.č.", "rodného čísla"],
    },
    Scheme {
        id: "sk-dic",
        country: "SK",
        kind: TaxId,
        layouts: &["##########", "SK##########"],
        check: sk_dic_any,
        odds: 17,
        words: &["ič dph", "dič", "dic", "ic dph"],
    },
    Scheme {
        id: "hu-tax",
        country: "HU",
        kind: TaxId,
        layouts: &["##########", "## #### ####"],
        check: hu_tax,
        odds: 110,
        words: &[
            "adóazonosító",
            "adoazonosito",
            "adószám",
            "adóazonosító jel",
        ],
    },
    Scheme {
        id: "hu-taj",
        country: "HU",
        kind: HealthId,
        layouts: &["#########", "### ### ###", "###-###-###"],
        check: hu_taj,
        odds: 10,
        words: &["taj", "taj szám", "tajszám", "társadalombiztosítási"],
    },
    Scheme {
        id: "ro-cnp",
        country: "RO",
        kind: NationalId,
        layouts: &["#############"],
        check: ro_cnp,
        odds: 600,
        words: &["cnp", "cod numeric personal"],
    },
];

/// PESEL: weights 1 3 7 9, the month carries the century (Ustawa o ewidencji ludności).
fn pl_pesel(n: &[u8]) -> Validity {
    let Some(d) = digits::<11>(n) else {
        return Impossible;
    };
    let [y1, y2, m1, m2, d1, d2, ..] = d;
    let month = pair(m1, m2);
    let century = match month / 20 {
        0 => 1900,
        1 => 2000,
        4 => 1800,
        _ => return Impossible,
    };
    if !day_exists(century + pair(y1, y2), month % 20, pair(d1, d2)) {
        return Impossible;
    }
    checked(weighted(&d, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]).is_multiple_of(10))
}

/// NIP: weights 6 5 7 2 3 4 5 6 7, modulus 11.
fn pl_nip(n: &[u8]) -> Validity {
    let Some(d) = digits::<10>(n) else {
        return Impossible;
    };
    if d.first() == Some(&0) {
        return Impossible;
    }
    checked(d.last() == Some(&(weighted(&d, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11)))
}

/// Polish identity card: three letters, check digit, five digits; weights 7 3 1.
fn pl_card(n: &[u8]) -> Validity {
    let (Some(letters), Some(d)) = (n.get(..3), n.get(3..).and_then(digits::<6>)) else {
        return Impossible;
    };
    if !letters.iter().all(u8::is_ascii_uppercase) {
        return Impossible;
    }
    let [check, rest @ ..] = d;
    let head: u32 = letters
        .iter()
        .filter_map(|b| base36(*b))
        .zip([7, 3, 1])
        .map(|(v, w)| v * w)
        .sum();
    checked((head + weighted(&rest, &[7, 3, 1, 7, 3])) % 10 == check)
}

/// REGON: weights 8 9 2 3 4 5 6 7, modulus 11.
fn pl_regon(n: &[u8]) -> Validity {
    let Some(d) = digits::<9>(n) else {
        return Impossible;
    };
    checked(d.last() == Some(&(weighted(&d, &[8, 9, 2, 3, 4, 5, 6, 7]) % 11 % 10)))
}

/// Rodné číslo: date with +50 for women (+20, +70 since 2004), divisible by 11 since 1954.
fn cz_rc(n: &[u8]) -> Validity {
    let nine = n.len() == 9;
    let Some(d) = n.get(..9).and_then(digits::<9>) else {
        return Impossible;
    };
    let [y1, y2, m1, m2, d1, d2, ..] = d;
    let month = pair(m1, m2) % 50;
    let month = if month > 20 { month - 20 } else { month };
    if !short_day_exists(pair(y1, y2), month, pair(d1, d2)) {
        return Impossible;
    }
    if nine {
        return if pair(y1, y2) < 54 {
            NoCheck
        } else {
            Impossible
        };
    }
    let Some(all) = digits::<10>(n) else {
        return Impossible;
    };
    let rest = number(&d) % 11 % 10;
    checked(number(&all).is_multiple_of(11) || all.last().map(|l| u64::from(*l)) == Some(rest))
}

/// Slovak and Czech tax number of a company: modulus 11.
fn sk_dic(n: &[u8]) -> Validity {
    let Some(d) = digits::<10>(n) else {
        return Impossible;
    };
    if !matches!(d, [1..=9, _, 2..=4 | 7..=9, ..]) {
        return Impossible;
    }
    checked(number(&d).is_multiple_of(11))
}

/// Hungarian personal tax number: begins with 8, weights 1 to 9, modulus 11.
fn hu_tax(n: &[u8]) -> Validity {
    let Some(d) = digits::<10>(n) else {
        return Impossible;
    };
    if d.first() != Some(&8) {
        return Impossible;
    }
    checked(d.last() == Some(&(weighted(&d, &[1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11)))
}

/// Hungarian social security number (TAJ): weights 3 7, modulus 10.
fn hu_taj(n: &[u8]) -> Validity {
    let Some(d) = digits::<9>(n) else {
        return Impossible;
    };
    if number(&d) == 0 {
        return Impossible;
    }
    checked(d.last() == Some(&(weighted(&d, &[3, 7, 3, 7, 3, 7, 3, 7]) % 10)))
}

/// CNP: weights 279146358279, modulus 11 (Law 105/1996).
fn ro_cnp(n: &[u8]) -> Validity {
    let Some(d) = digits::<13>(n) else {
        return Impossible;
    };
    let [sex, y1, y2, m1, m2, d1, d2, c1, c2, ..] = d;
    let county = pair(c1, c2);
    if sex == 0
        || !short_day_exists(pair(y1, y2), pair(m1, m2), pair(d1, d2))
        || !matches!(county, 1..=48 | 51 | 52 | 70 | 80..=83)
    {
        return Impossible;
    }
    let check = weighted(&d, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    checked(d.last() == Some(&if check == 10 { 1 } else { check }))
}

fn sk_dic_any(n: &[u8]) -> Validity {
    sk_dic(n.strip_prefix(b"SK").unwrap_or(n))
}
