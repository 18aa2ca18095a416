//! Schemes of China, Hong Kong, Taiwan, Japan and Korea.
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
        id: "cn-ric",
        country: "CN",
        kind: NationalId,
        layouts: &[
            "#################*",
            "###### ######## ####",
            "###### ######## ###*",
        ],
        check: cn_ric,
        odds: 4000,
        words: &["身份证", "身份證", "身份证号", "居民身份证", "id card"],
    },
    Scheme {
        id: "hk-id",
        country: "HK",
        kind: NationalId,
        layouts: &[
            "@######*",
            "@@######*",
            "@######(*)",
            "@@######(*)",
            "@ ###### (*)",
        ],
        check: hk_id,
        odds: 11,
        words: &[
            "hkid",
            "hong kong identity",
            "身份證",
            "香港身份證",
            "identity card",
        ],
    },
    Scheme {
        id: "tw-id",
        country: "TW",
        kind: NationalId,
        layouts: &["@#########"],
        check: tw_id,
        odds: 25,
        words: &["身分證", "身份證", "身分證字號", "national id"],
    },
    Scheme {
        id: "jp-my-number",
        country: "JP",
        kind: NationalId,
        layouts: &["############", "#### #### ####", "####-####-####"],
        check: jp_my_number,
        odds: 10,
        words: &["my number", "マイナンバー", "個人番号", "mynumber"],
    },
    Scheme {
        id: "kr-rrn",
        country: "KR",
        kind: NationalId,
        layouts: &["#############", "######-#######", "###### #######"],
        check: kr_rrn,
        odds: 60,
        words: &[
            "주민등록번호",
            "주민번호",
            "rrn",
            "resident registration",
            "외국인등록번호",
        ],
    },
    Scheme {
        id: "kr-brn",
        country: "KR",
        kind: TaxId,
        layouts: &["##########", "###-##-#####"],
        check: kr_brn,
        odds: 10,
        words: &[
            "사업자등록번호",
            "사업자번호",
            "brn",
            "business registration",
        ],
    },
];

/// Resident identity number: GB 11643-1999, ISO 7064 MOD 11-2, birth date inside.
fn cn_ric(n: &[u8]) -> Validity {
    let Some(d) = n.get(..17).and_then(digits::<17>) else {
        return Impossible;
    };
    let [p1, _, _, _, _, _, y1, y2, y3, y4, m1, m2, d1, d2, ..] = d;
    if n.len() != 18
        || !matches!(p1, 1..=8)
        || !day_exists(
            pair(y1, y2) * 100 + pair(y3, y4),
            pair(m1, m2),
            pair(d1, d2),
        )
    {
        return Impossible;
    }
    checked(mod_11_2(n))
}

/// Hong Kong identity card: letters 10 to 35, space 36, weights 9 to 1, modulus 11.
fn hk_id(n: &[u8]) -> Validity {
    let Some((check, body)) = n.split_last() else {
        return Impossible;
    };
    let letters = body.len().saturating_sub(6);
    if !matches!(letters, 1 | 2)
        || !body
            .get(..letters)
            .is_some_and(|l| l.iter().all(u8::is_ascii_uppercase))
        || body.get(letters..).and_then(digits::<6>).is_none()
    {
        return Impossible;
    }
    let lead = if letters == 1 { 36 * 9 } else { 0 };
    let sum: u32 = body
        .iter()
        .rev()
        .zip(2..)
        .filter_map(|(b, w)| Some(base36(*b)? * w))
        .sum();
    let last = match check {
        b'A' => 10,
        b'0'..=b'9' => u32::from(check - b'0'),
        _ => return Impossible,
    };
    checked((lead + sum + last).is_multiple_of(11))
}

/// Identity number of Taiwan: area letter as two digits, weights 1 9 8 … 1, modulus 10.
fn tw_id(n: &[u8]) -> Validity {
    let Some((letter, rest)) = n.split_first() else {
        return Impossible;
    };
    let (Some(d), Some(area)) = (
        digits::<9>(rest),
        b"ABCDEFGHJKLMNPQRSTUVXYWZIO"
            .iter()
            .position(|l| l == letter),
    ) else {
        return Impossible;
    };
    if !matches!(d.first(), Some(1 | 2 | 8 | 9)) {
        return Impossible;
    }
    let area = u32::try_from(area).unwrap_or(0) + 10;
    checked(
        (area / 10 + area % 10 * 9 + weighted(&d, &[8, 7, 6, 5, 4, 3, 2, 1, 1])).is_multiple_of(10),
    )
}

/// My Number: Ministerial Ordinance 85/2014, weights 2 to 7, modulus 11.
fn jp_my_number(n: &[u8]) -> Validity {
    let Some(d) = digits::<12>(n) else {
        return Impossible;
    };
    let rest = weighted(&d, &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    checked(d.last() == Some(&if rest <= 1 { 0 } else { 11 - rest }))
}

/// Resident registration number of Korea: date, weights 2 to 9 (numbers since 2020 have no check).
fn kr_rrn(n: &[u8]) -> Validity {
    let Some(d) = digits::<13>(n) else {
        return Impossible;
    };
    let [y1, y2, m1, m2, d1, d2, sex, ..] = d;
    let century = match sex {
        1 | 2 | 5 | 6 => 1900,
        3 | 4 | 7 | 8 => 2000,
        _ => 1800,
    };
    if !day_exists(century + pair(y1, y2), pair(m1, m2), pair(d1, d2)) {
        return Impossible;
    }
    let key = (11 - weighted(&d, &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) % 10;
    if d.last() == Some(&key) {
        Valid
    } else if century == 2000 {
        NoCheck
    } else {
        BadCheck
    }
}

/// Korean business number: weights 1 3 7 1 3 7 1 3 5.
fn kr_brn(n: &[u8]) -> Validity {
    let Some(d) = digits::<10>(n) else {
        return Impossible;
    };
    let [.., ninth, last] = d;
    let sum = weighted(&d, &[1, 3, 7, 1, 3, 7, 1, 3, 5]) + ninth * 5 / 10;
    checked((10 - sum % 10) % 10 == last)
}
