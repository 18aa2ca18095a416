//! Schemes of the United States, Canada and Mexico.
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
        id: "us-ssn",
        country: "US",
        kind: NationalId,
        layouts: &["#########", "###-##-####", "### ## ####", "###.##.####"],
        check: us_ssn,
        odds: 1,
        words: &[
            "ssn",
            "social security",
            "social security number",
            "social",
            "soc sec",
            "ss#",
            "social sec",
            "ssn#",
            "socials",
        ],
    },
    Scheme {
        id: "us-itin",
        country: "US",
        kind: TaxId,
        layouts: &["#########", "###-##-####", "### ## ####"],
        check: us_itin,
        odds: 20,
        words: &[
            "itin",
            "individual taxpayer",
            "taxpayer identification",
            "tax id",
            "taxpayer",
        ],
    },
    Scheme {
        id: "us-ein",
        country: "US",
        kind: TaxId,
        layouts: &["#########", "##-#######"],
        check: us_ein,
        odds: 1,
        words: &[
            "ein",
            "employer identification",
            "fein",
            "federal tax",
            "tax id",
            "employer id",
        ],
    },
    Scheme {
        id: "us-mbi",
        country: "US",
        kind: HealthId,
        layouts: &["#@*#@*#@@##", "#@*#-@*#-@@##", "#@*# @*# @@##"],
        check: us_mbi,
        odds: 5,
        words: &["medicare", "mbi", "beneficiary", "medicare number"],
    },
    Scheme {
        id: "us-npi",
        country: "US",
        kind: HealthId,
        layouts: &["##########"],
        check: us_npi,
        odds: 50,
        words: &["npi", "provider identifier", "national provider"],
    },
    Scheme {
        id: "us-dea",
        country: "US",
        kind: HealthId,
        layouts: &["@@#######", "@9#######"],
        check: us_dea,
        odds: 30,
        words: &["dea", "dea number", "medical license", "certificate number"],
    },
    Scheme {
        id: "ca-sin",
        country: "CA",
        kind: NationalId,
        layouts: &["#########", "### ### ###", "###-###-###"],
        check: ca_sin,
        odds: 12,
        words: &[
            "sin",
            "social insurance",
            "social insurance number",
            "nas",
            "assurance sociale",
        ],
    },
    Scheme {
        id: "ca-phn",
        country: "CA",
        kind: HealthId,
        layouts: &["##########", "#### ### ###"],
        check: ca_phn,
        odds: 110,
        words: &["phn", "health number", "health card", "msp", "carecard"],
    },
    Scheme {
        id: "mx-curp",
        country: "MX",
        kind: NationalId,
        layouts: &["@@@@######@@@@@@**"],
        check: mx_curp,
        odds: 60,
        words: &["curp", "clave única", "clave unica"],
    },
    Scheme {
        id: "mx-rfc",
        country: "MX",
        kind: TaxId,
        layouts: &[
            "@@@@######***",
            "@@@######***",
            "@@@@-######-***",
            "@@@-######-***",
        ],
        check: mx_rfc,
        odds: 30,
        words: &["rfc", "registro federal", "contribuyentes"],
    },
    Scheme {
        id: "mx-nss",
        country: "MX",
        kind: HealthId,
        layouts: &["###########", "## ## ## #### #", "##-##-##-####-#"],
        check: mx_nss,
        odds: 10,
        words: &["nss", "imss", "seguro social", "seguridad social"],
    },
];

/// Social Security number: SSA randomisation rules of 2011; no check digit.
fn us_ssn(n: &[u8]) -> Validity {
    let Some(d) = digits::<9>(n) else {
        return Impossible;
    };
    let [a1, a2, a3, g1, g2, s1, s2, s3, s4] = d;
    let area = a1 * 100 + pair(a2, a3);
    let serial = pair(s1, s2) * 100 + pair(s3, s4);
    // 078-05-1120 and 219-09-9999 were printed in advertisements and never belong to a person.
    let advertised = matches!(number(&d), 78_051_120 | 219_099_999);
    possible(
        area != 0 && area != 666 && area < 900 && pair(g1, g2) != 0 && serial != 0 && !advertised,
    )
}

/// Individual Taxpayer Identification Number: 9xx with group 50-65, 70-88, 90-92, 94-99 (IRS).
fn us_itin(n: &[u8]) -> Validity {
    let Some([9, _, _, g1, g2, ..]) = digits::<9>(n) else {
        return Impossible;
    };
    possible(matches!(pair(g1, g2), 50..=65 | 70..=88 | 90..=92 | 94..=99))
}

/// Employer Identification Number: campus prefixes of the IRS.
fn us_ein(n: &[u8]) -> Validity {
    let Some([p1, p2, ..]) = digits::<9>(n) else {
        return Impossible;
    };
    possible(
        !matches!(pair(p1, p2), 0 | 7..=9 | 17..=19 | 28 | 29 | 49 | 69 | 70 | 78 | 79 | 89 | 96 | 97),
    )
}

/// Medicare Beneficiary Identifier: CMS format, 11 characters, no S L O I B Z.
fn us_mbi(n: &[u8]) -> Validity {
    if n.len() != 11 {
        return Impossible;
    }
    let fits = n
        .iter()
        .zip(b"CAXNAXNAANN")
        .enumerate()
        .all(|(place, (b, class))| {
            let letter = b.is_ascii_uppercase() && !b"SLOIBZ".contains(b);
            match class {
                b'C' => b.is_ascii_digit() && *b != b'0' && place == 0,
                b'A' => letter,
                b'X' => letter || b.is_ascii_digit(),
                _ => b.is_ascii_digit(),
            }
        });
    possible(fits)
}

/// National Provider Identifier: Luhn with the prefix 80840 (45 CFR 162.406).
fn us_npi(n: &[u8]) -> Validity {
    if digits::<10>(n).is_none() || !matches!(n.first(), Some(b'1' | b'2')) {
        return Impossible;
    }
    checked(luhn(&[b"80840", n].concat()))
}

/// DEA registration: two letters, check = (d1+d3+d5 + 2(d2+d4+d6)) mod 10.
fn us_dea(n: &[u8]) -> Validity {
    let (Some([first, second]), Some([a, b, c, d, e, f, check])) =
        (n.get(..2), n.get(2..).and_then(digits::<7>))
    else {
        return Impossible;
    };
    if !b"ABFGMPRX".contains(first) || !(second.is_ascii_uppercase() || *second == b'9') {
        return Impossible;
    }
    checked((a + c + e + 2 * (b + d + f)) % 10 == check)
}

/// Social Insurance Number: Luhn; 0 and 8 are not issued.
fn ca_sin(n: &[u8]) -> Validity {
    if digits::<9>(n).is_none() || matches!(n.first(), Some(b'0' | b'8')) {
        return Impossible;
    }
    checked(luhn(n))
}

/// Personal Health Number of British Columbia: begins with 9, weights 2 4 8 5 10 9 7 3.
fn ca_phn(n: &[u8]) -> Validity {
    let Some(d) = digits::<10>(n) else {
        return Impossible;
    };
    let [9, rest @ ..] = d else { return Impossible };
    let check = (11 - weighted(&rest, &[2, 4, 8, 5, 10, 9, 7, 3]) % 11) % 11;
    checked(rest.last() == Some(&check))
}

const CURP: &[u8] = b"0123456789ABCDEFGHIJKLMN?OPQRSTUVWXYZ";

/// CURP: Instructivo normativo, weights 18 to 2 over a 37-character alphabet (Ñ between N and O).
fn mx_curp(n: &[u8]) -> Validity {
    if n.len() != 18
        || !n
            .get(..4)
            .is_some_and(|l| l.iter().all(u8::is_ascii_uppercase))
    {
        return Impossible;
    }
    let Some([y1, y2, m1, m2, d1, d2]) = n.get(4..10).and_then(digits::<6>) else {
        return Impossible;
    };
    if !short_day_exists(pair(y1, y2), pair(m1, m2), pair(d1, d2))
        || !n.get(10).is_some_and(|s| b"HMX".contains(s))
    {
        return Impossible;
    }
    let sum: usize = n
        .iter()
        .take(17)
        .zip((2..=18usize).rev())
        .filter_map(|(b, w)| Some(CURP.iter().position(|c| c == b)? * w))
        .sum();
    checked(
        n.last()
            .is_some_and(|l| usize::from(l.wrapping_sub(b'0')) == (10 - sum % 10) % 10),
    )
}

/// RFC of a person: four letters, date, homoclave with its check character (SAT).
fn mx_rfc(n: &[u8]) -> Validity {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ ?";
    let (head, rest) = if n.len() == 13 {
        (n.get(..4), n.get(4..))
    } else {
        (n.get(..3), n.get(3..))
    };
    let (Some(letters), Some(rest)) = (head, rest) else {
        return Impossible;
    };
    let Some([y1, y2, m1, m2, d1, d2]) = rest.get(..6).and_then(digits::<6>) else {
        return Impossible;
    };
    if !letters.iter().all(|b| b.is_ascii_uppercase())
        || !short_day_exists(pair(y1, y2), pair(m1, m2), pair(d1, d2))
    {
        return Impossible;
    }
    let value = |b: u8| ALPHABET.iter().position(|c| *c == b).unwrap_or(0);
    let padded: Vec<u8> = if n.len() == 12 {
        [b" ", n].concat()
    } else {
        n.to_vec()
    };
    let sum: usize = padded
        .iter()
        .take(12)
        .zip((2..=13usize).rev())
        .map(|(b, w)| value(*b) * w)
        .sum();
    let key = match 11 - sum % 11 {
        11 => b'0',
        10 => b'A',
        d => b'0' + u8::try_from(d).unwrap_or(0),
    };
    checked(n.last() == Some(&key))
}

/// Mexican social security number (NSS): Luhn, eleven digits.
fn mx_nss(n: &[u8]) -> Validity {
    if digits::<11>(n).is_none() {
        Impossible
    } else {
        checked(luhn(n))
    }
}
