//! Schemes of South and Central America.
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
        id: "br-cpf",
        country: "BR",
        kind: NationalId,
        layouts: &[
            "###########",
            "###.###.###-##",
            "### ### ### ##",
            "###-###-###-##",
        ],
        check: br_cpf,
        odds: 100,
        words: &["cpf", "cadastro de pessoa", "cadastro de pessoas físicas"],
    },
    Scheme {
        id: "br-cnpj",
        country: "BR",
        kind: TaxId,
        layouts: &["##############", "##.###.###/####-##"],
        check: br_cnpj,
        odds: 100,
        words: &["cnpj"],
    },
    Scheme {
        id: "br-cns",
        country: "BR",
        kind: HealthId,
        layouts: &["###############", "### #### #### ####"],
        check: br_cns,
        odds: 22,
        words: &[
            "cns",
            "cartão sus",
            "cartao sus",
            "cartão nacional de saúde",
            "sus",
        ],
    },
    Scheme {
        id: "ar-cuit",
        country: "AR",
        kind: TaxId,
        layouts: &["###########", "##-########-#", "## ######## #"],
        check: ar_cuit,
        odds: 110,
        words: &["cuit", "cuil", "afip"],
    },
    Scheme {
        id: "ar-dni",
        country: "AR",
        kind: NationalId,
        layouts: &["########", "##.###.###", "#######", "#.###.###"],
        check: ar_dni,
        odds: 1,
        words: &["dni", "documento", "d.n.i."],
    },
    Scheme {
        id: "cl-rut",
        country: "CL",
        kind: NationalId,
        layouts: &[
            "########*",
            "##.###.###-*",
            "########-*",
            "#.###.###-*",
            "#######*",
            "#######-*",
        ],
        check: cl_rut,
        odds: 11,
        words: &["rut", "run", "rol único", "rol unico", "cédula"],
    },
    Scheme {
        id: "co-nit",
        country: "CO",
        kind: TaxId,
        layouts: &["##########", "###.###.###-#", "#########-#"],
        check: co_nit,
        odds: 11,
        words: &["nit", "dian", "rut"],
    },
    Scheme {
        id: "pe-ruc",
        country: "PE",
        kind: TaxId,
        layouts: &["###########"],
        check: pe_ruc,
        odds: 200,
        words: &["ruc", "sunat"],
    },
    Scheme {
        id: "ec-cedula",
        country: "EC",
        kind: NationalId,
        layouts: &["##########", "#########-#"],
        check: ec_cedula,
        odds: 50,
        words: &["cédula", "cedula", "ci", "c.i."],
    },
    Scheme {
        id: "do-cedula",
        country: "DO",
        kind: NationalId,
        layouts: &["###########", "###-#######-#"],
        check: do_cedula,
        odds: 10,
        words: &["cédula", "cedula"],
    },
    Scheme {
        id: "uy-ci",
        country: "UY",
        kind: NationalId,
        layouts: &["########", "#.###.###-#", "#######-#"],
        check: uy_ci,
        odds: 10,
        words: &["cédula", "cedula", "ci", "c.i.", "documento"],
    },
    Scheme {
        id: "ve-rif",
        country: "VE",
        kind: TaxId,
        layouts: &["@#########", "@-########-#", "@-#########"],
        check: ve_rif,
        odds: 40,
        words: &["rif", "seniat"],
    },
    Scheme {
        id: "cr-cedula",
        country: "CR",
        kind: NationalId,
        layouts: &["#########", "#-####-####"],
        check: cr_cedula,
        odds: 1,
        words: &["cédula", "cedula", "cédula de identidad"],
    },
];

/// CPF: two modulus 11 digits (Receita Federal, IN RFB 1548/2015).
fn br_cpf(n: &[u8]) -> Validity {
    let Some(d) = digits::<11>(n) else {
        return Impossible;
    };
    if d.iter().all(|digit| Some(digit) == d.first()) {
        return Impossible;
    }
    let [.., first, second] = d;
    let a = weighted(&d, &[10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10;
    let b = weighted(&d, &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10;
    checked(a == first && b == second)
}

/// CNPJ: two modulus 11 digits.
fn br_cnpj(n: &[u8]) -> Validity {
    let Some(d) = digits::<14>(n) else {
        return Impossible;
    };
    if number(&d) == 0 {
        return Impossible;
    }
    let [.., first, second] = d;
    let key = |sum: u32| if sum % 11 < 2 { 0 } else { 11 - sum % 11 };
    let a = key(weighted(&d, &[5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]));
    let b = key(weighted(&d, &[6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]));
    checked(a == first && b == second)
}

/// CNS (Cartão Nacional de Saúde): weights 15 to 1, modulus 11.
fn br_cns(n: &[u8]) -> Validity {
    let Some(d) = digits::<15>(n) else {
        return Impossible;
    };
    if !matches!(d.first(), Some(1 | 2 | 7 | 8 | 9)) {
        return Impossible;
    }
    checked(weighted(&d, &[15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11))
}

/// CUIT / CUIL: type prefix, weights 5 4 3 2 7 6 5 4 3 2 (AFIP).
fn ar_cuit(n: &[u8]) -> Validity {
    let Some(d) = digits::<11>(n) else {
        return Impossible;
    };
    let [p1, p2, ..] = d;
    if !matches!(
        pair(p1, p2),
        20 | 23 | 24 | 27 | 30 | 33 | 34 | 50 | 51 | 55
    ) {
        return Impossible;
    }
    let key = 11 - weighted(&d, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    checked(
        d.last()
            == Some(&match key {
                11 => 0,
                10 => 9,
                k => k,
            }),
    )
}

/// Argentine DNI: seven or eight digits; no check digit.
fn ar_dni(n: &[u8]) -> Validity {
    possible(
        digits::<8>(n).is_some_and(|d| number(&d) > 1_000_000)
            || digits::<7>(n).is_some_and(|d| number(&d) > 1_000_000),
    )
}

/// RUT / RUN: weights 2 to 7 from the right, modulus 11, K for ten.
fn cl_rut(n: &[u8]) -> Validity {
    let Some((check, body)) = n.split_last() else {
        return Impossible;
    };
    if !(7..=8).contains(&body.len()) || !body.iter().all(u8::is_ascii_digit) {
        return Impossible;
    }
    let sum: u32 = body
        .iter()
        .rev()
        .zip([2u32, 3, 4, 5, 6, 7].into_iter().cycle())
        .map(|(b, w)| u32::from(b - b'0') * w)
        .sum();
    let key = match 11 - sum % 11 {
        11 => b'0',
        10 => b'K',
        d => b'0' + u8::try_from(d).unwrap_or(0),
    };
    checked(*check == key)
}

/// NIT: weights 3 7 13 17 19 23 29 37 41 from the right, modulus 11 (DIAN).
fn co_nit(n: &[u8]) -> Validity {
    let Some([body @ .., check]) = digits::<10>(n) else {
        return Impossible;
    };
    let sum: u32 = body
        .iter()
        .rev()
        .zip([3, 7, 13, 17, 19, 23, 29, 37, 41])
        .map(|(d, w)| d * w)
        .sum();
    checked(
        match sum % 11 {
            k @ (0 | 1) => k,
            k => 11 - k,
        } == check,
    )
}

/// RUC of Peru: weights 5 4 3 2 7 6 5 4 3 2 (SUNAT).
fn pe_ruc(n: &[u8]) -> Validity {
    let Some(d) = digits::<11>(n) else {
        return Impossible;
    };
    let [p1, p2, ..] = d;
    if !matches!(pair(p1, p2), 10 | 15 | 16 | 17 | 20) {
        return Impossible;
    }
    checked(d.last() == Some(&((11 - weighted(&d, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 10)))
}

/// Cédula of Ecuador: province, Luhn.
fn ec_cedula(n: &[u8]) -> Validity {
    let Some([p1, p2, third, ..]) = digits::<10>(n) else {
        return Impossible;
    };
    if !matches!(pair(p1, p2), 1..=24 | 30 | 50) || third > 6 {
        return Impossible;
    }
    checked(luhn(n))
}

/// Cédula of the Dominican Republic: Luhn.
fn do_cedula(n: &[u8]) -> Validity {
    if digits::<11>(n).is_none_or(|d| number(&d) == 0) {
        Impossible
    } else {
        checked(luhn(n))
    }
}

/// Cédula of Uruguay: weights 2 9 8 7 6 3 4, modulus 10.
fn uy_ci(n: &[u8]) -> Validity {
    let Some(d) = digits::<8>(n) else {
        return Impossible;
    };
    checked(weighted(&d, &[2, 9, 8, 7, 6, 3, 4, 1]).is_multiple_of(10))
}

/// RIF of Venezuela: letter, weights 3 2 7 6 5 4 3 2, modulus 11.
fn ve_rif(n: &[u8]) -> Validity {
    let Some((letter, rest)) = n.split_first() else {
        return Impossible;
    };
    let Some(d) = digits::<9>(rest) else {
        return Impossible;
    };
    let head = match letter {
        b'V' => 4,
        b'E' => 8,
        b'J' | b'C' => 12,
        b'P' => 16,
        b'G' => 20,
        _ => return Impossible,
    };
    let key = (head + weighted(&d, &[3, 2, 7, 6, 5, 4, 3, 2])) % 11;
    checked(
        d.last()
            == Some(&match key {
                0 | 1 => 0,
                k => 11 - k,
            }),
    )
}

/// Costa Rican identity card: first digit 1 to 9; no check digit.
fn cr_cedula(n: &[u8]) -> Validity {
    possible(digits::<9>(n).is_some_and(|d| d.first().is_some_and(|f| *f > 0)))
}
