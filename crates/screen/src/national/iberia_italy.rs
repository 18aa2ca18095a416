//! Schemes of Spain, Portugal and Italy.
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
        id: "es-dni",
        country: "ES",
        kind: NationalId,
        layouts: &[
            "########@",
            "########-@",
            "######## @",
            "##.###.###-@",
            "##.###.###@",
        ],
        check: es_dni,
        odds: 23,
        words: &[
            "dni",
            "nif",
            "documento nacional",
            "identidad",
            "documento de identidad",
        ],
    },
    Scheme {
        id: "es-nie",
        country: "ES",
        kind: NationalId,
        layouts: &["@#######@", "@-#######-@", "@ ####### @", "@-#######@"],
        check: es_nie,
        odds: 200,
        words: &[
            "nie",
            "extranjero",
            "número de identidad de extranjero",
            "residencia",
        ],
    },
    Scheme {
        id: "es-cif",
        country: "ES",
        kind: TaxId,
        layouts: &["@#######*", "@-#######*", "@-########"],
        check: es_cif,
        odds: 15,
        words: &["cif", "nif", "razón social", "empresa"],
    },
    Scheme {
        id: "pt-nif",
        country: "PT",
        kind: TaxId,
        layouts: &["#########", "### ### ###"],
        check: pt_nif,
        odds: 11,
        words: &[
            "nif",
            "contribuinte",
            "número fiscal",
            "numero de contribuinte",
            "número de contribuinte",
        ],
    },
    Scheme {
        id: "pt-cc",
        country: "PT",
        kind: NationalId,
        layouts: &[
            "#########@@#",
            "######## # @@#",
            "######### @@#",
            "######## # @@ #",
        ],
        check: pt_cc,
        odds: 10,
        words: &[
            "cartão de cidadão",
            "cartao de cidadao",
            "cc",
            "bilhete de identidade",
        ],
    },
    Scheme {
        id: "it-fiscal",
        country: "IT",
        kind: NationalId,
        layouts: &[
            "@@@@@@**@**@***@",
            "@@@ @@@ **@** @***@",
            "@@@@@@ **@** @***@",
        ],
        check: it_fiscal,
        odds: 100,
        words: &[
            "codice fiscale",
            "cod. fiscale",
            "cf",
            "c.f.",
            "tessera sanitaria",
        ],
    },
    Scheme {
        id: "it-vat",
        country: "IT",
        kind: TaxId,
        layouts: &["###########", "IT###########", "IT ###########"],
        check: it_vat_any,
        odds: 90,
        words: &["partita iva", "p.iva", "p. iva", "piva", "iva"],
    },
];

fn spanish_letter(value: u64) -> Option<u8> {
    b"TRWAGMYFPDXBNJZSQVHLCKE"
        .get(usize::try_from(value % 23).ok()?)
        .copied()
}

/// DNI: Real Decreto 1553/2005, letter by modulus 23.
fn es_dni(n: &[u8]) -> Validity {
    let Some((letter, body)) = n.split_last() else {
        return Impossible;
    };
    let Some(d) = digits::<8>(body) else {
        return Impossible;
    };
    if letter.is_ascii_digit() {
        return Impossible;
    }
    checked(spanish_letter(number(&d)) == Some(*letter))
}

/// NIE: X, Y, Z stand for 0, 1, 2, then as the DNI.
fn es_nie(n: &[u8]) -> Validity {
    let [first, middle @ .., last] = n else {
        return Impossible;
    };
    let (Some(d), head) = (
        digits::<7>(middle),
        match first {
            b'X' => 0,
            b'Y' => 1,
            b'Z' => 2,
            _ => return Impossible,
        },
    ) else {
        return Impossible;
    };
    checked(spanish_letter(head * 10_000_000 + number(&d)) == Some(*last))
}

/// CIF: Orden EHA/451/2008, Luhn-like digit or letter.
fn es_cif(n: &[u8]) -> Validity {
    let [first, middle @ .., last] = n else {
        return Impossible;
    };
    let Some(d) = digits::<7>(middle) else {
        return Impossible;
    };
    if !b"ABCDEFGHJNPQRSUVW".contains(first) {
        return Impossible;
    }
    let sum: u32 = d
        .iter()
        .zip([2, 1, 2, 1, 2, 1, 2])
        .map(|(d, w)| d * w)
        .map(|p| p / 10 + p % 10)
        .sum();
    let check = (10 - sum % 10) % 10;
    let letter = b"JABCDEFGHI"
        .get(usize::try_from(check).unwrap_or(0))
        .copied();
    checked(Some(*last) == letter || u32::from(*last) == check + u32::from(b'0'))
}

/// NIF: Decreto-Lei 14/2013, weights 9 to 2, modulus 11.
fn pt_nif(n: &[u8]) -> Validity {
    let Some(d) = digits::<9>(n) else {
        return Impossible;
    };
    // 45 is given to people who do not live in Portugal; 4 begins nothing else.
    if !matches!(d, [1..=3 | 5..=9, ..] | [4, 5, ..]) {
        return Impossible;
    }
    let check = (11 - weighted(&d, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10;
    checked(d.last() == Some(&check))
}

/// Cartão de Cidadão document number: 12 characters, Luhn over base 36.
fn pt_cc(n: &[u8]) -> Validity {
    if n.len() != 12
        || n.get(..9).and_then(digits::<9>).is_none()
        || !n.ends_with(&[n.get(11).copied().unwrap_or(0)])
    {
        return Impossible;
    }
    if !n.get(11).is_some_and(u8::is_ascii_digit)
        || !n
            .get(9..11)
            .is_some_and(|v| v.iter().all(u8::is_ascii_uppercase))
    {
        return Impossible;
    }
    let sum: u32 = n
        .iter()
        .rev()
        .enumerate()
        .filter_map(|(place, b)| {
            let value = base36(*b)?;
            let value = if place % 2 == 1 { value * 2 } else { value };
            Some(if place % 2 == 1 && value > 9 {
                value - 9
            } else {
                value
            })
        })
        .sum();
    checked(sum.is_multiple_of(10))
}

/// Codice fiscale: D.M. 23/12/1976, odd and even tables, check letter; omocodia letters allowed.
fn it_fiscal(n: &[u8]) -> Validity {
    const ODD: [u32; 36] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3,
        6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
    ];
    let Some((check, body)) = n.split_last() else {
        return Impossible;
    };
    let digit = |at: usize| {
        n.get(at).and_then(|b| match b {
            b'0'..=b'9' => Some(u32::from(b - b'0')),
            letter => b"LMNPQRSTUV"
                .iter()
                .position(|l| l == letter)
                .and_then(|p| u32::try_from(p).ok()),
        })
    };
    let (Some(d1), Some(d2), Some(_), Some(_)) = (digit(9), digit(10), digit(6), digit(7)) else {
        return Impossible;
    };
    let day = pair(d1, d2);
    if n.len() != 16
        || !matches!(day, 1..=31 | 41..=71)
        || !n.get(8).is_some_and(|m| b"ABCDEHLMPRST".contains(m))
        || !n.iter().take(6).all(u8::is_ascii_uppercase)
    {
        return Impossible;
    }
    let sum: u32 = body
        .iter()
        .enumerate()
        .filter_map(|(place, b)| {
            let value = base36(*b)?;
            if place % 2 == 0 {
                ODD.get(usize::try_from(value).ok()?).copied()
            } else {
                Some(if value > 9 { value - 10 } else { value })
            }
        })
        .sum();
    checked(u32::from(*check) == u32::from(b'A') + sum % 26)
}

/// Partita IVA: Luhn with a province code.
fn it_vat(n: &[u8]) -> Validity {
    let Some(d) = digits::<11>(n) else {
        return Impossible;
    };
    let office = number(d.get(7..10).unwrap_or_default());
    if number(d.get(..7).unwrap_or_default()) == 0
        || !(matches!(office, 1..=100) || matches!(office, 120 | 121 | 888 | 999))
    {
        return Impossible;
    }
    checked(luhn(n))
}

fn it_vat_any(n: &[u8]) -> Validity {
    it_vat(n.strip_prefix(b"IT").unwrap_or(n))
}
