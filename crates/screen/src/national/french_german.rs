//! Schemes of France, Germany, Austria and Switzerland.
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
        id: "fr-nir",
        country: "FR",
        kind: NationalId,
        layouts: &[
            "###############",
            "# ## ## ## ### ### ##",
            "# ## ## ## ### ### | ##",
            "#####2@########",
            "# ## ## 2@ ### ### ##",
        ],
        check: fr_nir,
        odds: 400,
        words: &[
            "nir",
            "sécurité sociale",
            "securite sociale",
            "insee",
            "numéro de sécu",
            "numero de secu",
            "carte vitale",
            "sécu",
        ],
    },
    Scheme {
        id: "fr-spi",
        country: "FR",
        kind: TaxId,
        layouts: &["#############", "## ## ### ### ###"],
        check: fr_spi,
        odds: 1200,
        words: &[
            "spi",
            "numéro fiscal",
            "numero fiscal",
            "impôts",
            "impots",
            "nif",
        ],
    },
    Scheme {
        id: "de-tax",
        country: "DE",
        kind: TaxId,
        layouts: &["###########", "## ### ### ###", "## ###/###/###"],
        check: de_tax,
        odds: 80,
        words: &[
            "steuer-id",
            "steuerid",
            "steuer id",
            "steueridentifikationsnummer",
            "steuernummer",
            "idnr",
            "identifikationsnummer",
            "tin",
        ],
    },
    Scheme {
        id: "de-pension",
        country: "DE",
        kind: NationalId,
        layouts: &["########@###", "## ###### @ ###", "##-######-@-###"],
        check: de_pension,
        odds: 60,
        words: &[
            "rentenversicherung",
            "rentenversicherungsnummer",
            "sozialversicherungsnummer",
            "rvnr",
            "svnr",
            "versicherungsnummer",
        ],
    },
    Scheme {
        id: "de-card",
        country: "DE",
        kind: NationalId,
        layouts: &["@*********", "@******** #"],
        check: de_card,
        odds: 40,
        words: &[
            "personalausweis",
            "ausweisnummer",
            "ausweis",
            "personalausweisnummer",
            "perso",
        ],
    },
    Scheme {
        id: "at-svnr",
        country: "AT",
        kind: NationalId,
        layouts: &["##########", "#### ######", "####-######", "#### ## ## ##"],
        check: at_svnr,
        odds: 60,
        words: &[
            "svnr",
            "sv-nummer",
            "sozialversicherungsnummer",
            "versicherungsnummer",
            "sv nummer",
            "e-card",
        ],
    },
    Scheme {
        id: "at-tin",
        country: "AT",
        kind: TaxId,
        layouts: &["#########", "##-###/####", "## ###/####"],
        check: at_tin,
        odds: 10,
        words: &["steuernummer", "abgabenkontonummer", "finanzamt"],
    },
    Scheme {
        id: "ch-ahv",
        country: "CH",
        kind: NationalId,
        layouts: &["#############", "###.####.####.##", "### #### #### ##"],
        check: ch_ahv,
        odds: 10_000,
        words: &[
            "ahv",
            "avs",
            "ahv-nummer",
            "ahv-nr",
            "sozialversicherungsnummer",
            "numéro avs",
            "navs",
        ],
    },
    Scheme {
        id: "ch-uid",
        country: "CH",
        kind: TaxId,
        layouts: &["CHE#########", "CHE-###.###.###", "CHE ### ### ###"],
        check: ch_uid,
        odds: 11,
        words: &[
            "uid",
            "mwst",
            "tva",
            "iva",
            "unternehmens-identifikationsnummer",
            "ide",
        ],
    },
];

/// NIR (numéro de sécurité sociale): INSEE, key = 97 − number mod 97; 2A and 2B for Corsica.
fn fr_nir(n: &[u8]) -> Validity {
    let plain: Vec<u8> = match n.get(5..7) {
        Some(b"2A") => [
            n.get(..5).unwrap_or_default(),
            b"19",
            n.get(7..).unwrap_or_default(),
        ]
        .concat(),
        Some(b"2B") => [
            n.get(..5).unwrap_or_default(),
            b"18",
            n.get(7..).unwrap_or_default(),
        ]
        .concat(),
        _ => n.to_vec(),
    };
    let Some(d) = digits::<15>(&plain) else {
        return Impossible;
    };
    let [sex, _, _, m1, m2, body @ ..] = d;
    let month = pair(m1, m2);
    if !matches!(sex, 1..=4 | 7 | 8)
        || !(matches!(month, 1..=12) || matches!(month, 20 | 30..=42 | 50..=99))
    {
        return Impossible;
    }
    let [.., k1, k2] = body;
    let number = number(d.get(..13).unwrap_or_default());
    checked(u64::from(pair(k1, k2)) == 97 - number % 97)
}

/// Numéro fiscal de référence (SPI): first digit 0 to 3, last three = first ten mod 511.
fn fr_spi(n: &[u8]) -> Validity {
    let Some(d) = digits::<13>(n) else {
        return Impossible;
    };
    if d.first().is_none_or(|first| *first > 3) {
        return Impossible;
    }
    let key = number(d.get(10..).unwrap_or_default());
    checked(number(d.get(..10).unwrap_or_default()) % 511 == key)
}

/// Steuerliche Identifikationsnummer: § 139b AO; one digit twice or thrice, ISO 7064 MOD 11,10.
fn de_tax(n: &[u8]) -> Validity {
    let Some(d) = digits::<11>(n) else {
        return Impossible;
    };
    let [first, ..] = d;
    let mut counts = [0u8; 10];
    for digit in d.iter().take(10) {
        if let Some(count) = usize::try_from(*digit).ok().and_then(|i| counts.get_mut(i)) {
            *count += 1;
        }
    }
    let repeated: Vec<u8> = counts.into_iter().filter(|count| *count > 1).collect();
    if first == 0 || !(repeated == [2] || repeated == [3]) {
        return Impossible;
    }
    checked(mod_11_10(n))
}

/// Rentenversicherungsnummer: VKVV § 2, digit sums with weights 2 1 2 5 7 1 2 1 2 1 2 1.
fn de_pension(n: &[u8]) -> Validity {
    let [area @ .., c1, c2, check] = n else {
        return Impossible;
    };
    let (Some(letter), Some(head)) = (area.get(8), area.get(..8).and_then(digits::<8>)) else {
        return Impossible;
    };
    if !letter.is_ascii_uppercase() || !c1.is_ascii_digit() || !c2.is_ascii_digit() {
        return Impossible;
    }
    let value = u32::from(letter - b'A') + 1;
    let [_, _, d1, d2, m1, m2, ..] = head;
    if !matches!(pair(d1, d2), 1..=31 | 51..=81) || !matches!(pair(m1, m2), 1..=12) {
        return Impossible;
    }
    let all = head.into_iter().chain([
        value / 10,
        value % 10,
        u32::from(c1 - b'0'),
        u32::from(c2 - b'0'),
    ]);
    let sum: u32 = all
        .zip([2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1])
        .map(|(digit, weight)| digit * weight)
        .map(|product| product / 10 + product % 10)
        .sum();
    checked(check.is_ascii_digit() && sum % 10 == u32::from(check - b'0'))
}

/// Personalausweis / Reisepass serial: ICAO 9303 check, weights 7 3 1, letters without vowels.
fn de_card(n: &[u8]) -> Validity {
    let Some((check, body)) = n.split_last() else {
        return Impossible;
    };
    if n.len() != 10
        || !body
            .iter()
            .all(|b| b"0123456789CFGHJKLMNPRTVWXYZ".contains(b))
    {
        return Impossible;
    }
    if body.iter().all(u8::is_ascii_digit) {
        return Impossible;
    }
    let sum: u32 = body
        .iter()
        .filter_map(|b| base36(*b))
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(v, w)| v * w)
        .sum();
    checked(check.is_ascii_digit() && sum % 10 == u32::from(check - b'0'))
}

/// Sozialversicherungsnummer: weights 3 7 9 · 5 8 4 2 1 6, modulus 11, then the birth date.
fn at_svnr(n: &[u8]) -> Validity {
    let Some([a, b, c, check, d1, d2, m1, m2, y1, y2]) = digits::<10>(n) else {
        return Impossible;
    };
    if a == 0 || !matches!(pair(m1, m2), 1..=15) || !matches!(pair(d1, d2), 1..=31) {
        return Impossible;
    }
    checked(
        weighted(
            &[a, b, c, d1, d2, m1, m2, y1, y2],
            &[3, 7, 9, 5, 8, 4, 2, 1, 6],
        ) % 11
            == check,
    )
}

/// Abgabenkontonummer (tax account): weights 1 2 1 2 … with digit sums, 2 office digits first.
fn at_tin(n: &[u8]) -> Validity {
    let Some(d) = digits::<9>(n) else {
        return Impossible;
    };
    let sum: u32 = d
        .iter()
        .take(8)
        .zip([1, 2, 1, 2, 1, 2, 1, 2])
        .map(|(d, w)| d * w)
        .map(|p| p / 10 + p % 10)
        .sum();
    checked(d.last() == Some(&((10 - sum % 10) % 10)))
}

/// AHV number: EAN-13 with the country prefix 756.
fn ch_ahv(n: &[u8]) -> Validity {
    if n.len() != 13 || !n.starts_with(b"756") {
        Impossible
    } else {
        checked(ean13(n))
    }
}

/// UID of a company or sole trader: eCH-0097, weights 5 4 3 2 7 6 5 4, modulus 11.
fn ch_uid(n: &[u8]) -> Validity {
    let Some(d) = n.strip_prefix(b"CHE").and_then(digits::<9>) else {
        return Impossible;
    };
    checked(d.last() == Some(&((11 - weighted(&d, &[5, 4, 3, 2, 7, 6, 5, 4]) % 11) % 11)))
}
