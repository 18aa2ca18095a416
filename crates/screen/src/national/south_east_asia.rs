//! Schemes of Singapore, Malaysia, Thailand, Indonesia, Viet Nam and the Philippines.
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
        id: "sg-nric",
        country: "SG",
        kind: NationalId,
        layouts: &["@#######@"],
        check: sg_nric,
        odds: 130,
        words: &["nric", "fin", "identity card", "singapore id"],
    },
    Scheme {
        id: "my-kad",
        country: "MY",
        kind: NationalId,
        layouts: &["############", "######-##-####", "###### ## ####"],
        check: my_kad,
        odds: 40,
        words: &[
            "mykad",
            "nric",
            "ic number",
            "no. kp",
            "kad pengenalan",
            "ic no",
        ],
    },
    Scheme {
        id: "th-id",
        country: "TH",
        kind: NationalId,
        layouts: &["#############", "#-####-#####-##-#", "# #### ##### ## #"],
        check: th_id,
        odds: 11,
        words: &["บัตรประชาชน", "เลขประจำตัวประชาชน", "thai id", "citizen id"],
    },
    Scheme {
        id: "id-nik",
        country: "ID",
        kind: NationalId,
        layouts: &[
            "################",
            "###### ###### ####",
            "######.######.####",
        ],
        check: id_nik,
        odds: 26,
        words: &["nik", "ktp", "nomor induk kependudukan", "no ktp"],
    },
    Scheme {
        id: "vn-cccd",
        country: "VN",
        kind: NationalId,
        layouts: &["############"],
        check: vn_cccd,
        odds: 26,
        words: &["cccd", "căn cước", "can cuoc", "cmnd", "căn cước công dân"],
    },
    Scheme {
        id: "ph-tin",
        country: "PH",
        kind: TaxId,
        layouts: &[
            "############",
            "###-###-###-###",
            "###-###-###",
            "#########",
        ],
        check: ph_tin,
        odds: 1,
        words: &["tin", "bir", "tax identification"],
    },
];

/// NRIC and FIN of Singapore: weights 2 7 6 5 4 3 2 and a letter by series.
fn sg_nric(n: &[u8]) -> Validity {
    let [series, middle @ .., check] = n else {
        return Impossible;
    };
    let Some(d) = digits::<7>(middle) else {
        return Impossible;
    };
    let sum = weighted(&d, &[2, 7, 6, 5, 4, 3, 2]);
    let (offset, letters): (u32, &[u8]) = match series {
        b'S' => (0, b"JZIHGFEDCBA"),
        b'T' => (4, b"JZIHGFEDCBA"),
        b'F' => (0, b"XWUTRQPNMLK"),
        b'G' => (4, b"XWUTRQPNMLK"),
        b'M' => (3, b"KLJNPQRTUWX"),
        _ => return Impossible,
    };
    let place = (sum + offset) % 11;
    let place = if *series == b'M' { 10 - place } else { place };
    checked(letters.get(usize::try_from(place).unwrap_or(0)) == Some(check))
}

/// MyKad: birth date and place of birth.
fn my_kad(n: &[u8]) -> Validity {
    let Some([y1, y2, m1, m2, d1, d2, s1, s2, ..]) = digits::<12>(n) else {
        return Impossible;
    };
    possible(
        short_day_exists(pair(y1, y2), pair(m1, m2), pair(d1, d2))
            && matches!(pair(s1, s2), 1..=16 | 21..=59 | 60..=68 | 71 | 72 | 74..=79 | 82..=93 | 98 | 99),
    )
}

/// Thai citizen number: weights 13 to 2, modulus 11.
fn th_id(n: &[u8]) -> Validity {
    let Some(d) = digits::<13>(n) else {
        return Impossible;
    };
    if matches!(d.first(), Some(0)) {
        return Impossible;
    }
    checked(
        d.last()
            == Some(&((11 - weighted(&d, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 10)),
    )
}

/// NIK of Indonesia: region, birth date (+40 for women), serial.
fn id_nik(n: &[u8]) -> Validity {
    let Some([p1, p2, _, _, _, _, d1, d2, m1, m2, y1, y2, serial @ ..]) = digits::<16>(n) else {
        return Impossible;
    };
    let day = pair(d1, d2) % 40;
    possible(
        matches!(pair(p1, p2), 11..=21 | 31..=36 | 51..=53 | 61..=65 | 71..=76 | 81 | 82 | 91..=97)
            && short_day_exists(pair(y1, y2), pair(m1, m2), day)
            && number(&serial) > 0,
    )
}

/// Citizen identity number of Viet Nam: province, century and sex, year.
fn vn_cccd(n: &[u8]) -> Validity {
    let Some([p1, p2, p3, sex, ..]) = digits::<12>(n) else {
        return Impossible;
    };
    possible(p1 == 0 && (1..=96).contains(&(p2 * 10 + p3)) && sex < 4)
}

/// Philippine PhilSys card or TIN: no published check digit.
fn ph_tin(n: &[u8]) -> Validity {
    possible(digits::<12>(n).is_some() || digits::<9>(n).is_some_and(|d| number(&d) > 0))
}
