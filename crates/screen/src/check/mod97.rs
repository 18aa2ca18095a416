//! IBAN: country lengths and the check of ISO 13616 / ISO 7064 MOD 97-10.

/// Country and length (SWIFT IBAN registry, release 99, and the widely used partial ones).
const LENGTHS: &[(&[u8; 2], u8)] = &[
    (b"AD", 24),
    (b"AE", 23),
    (b"AL", 28),
    (b"AO", 25),
    (b"AT", 20),
    (b"AZ", 28),
    (b"BA", 20),
    (b"BE", 16),
    (b"BF", 28),
    (b"BG", 22),
    (b"BH", 22),
    (b"BI", 27),
    (b"BJ", 28),
    (b"BR", 29),
    (b"BY", 28),
    (b"CF", 27),
    (b"CG", 27),
    (b"CH", 21),
    (b"CI", 28),
    (b"CM", 27),
    (b"CR", 22),
    (b"CV", 25),
    (b"CY", 28),
    (b"CZ", 24),
    (b"DE", 22),
    (b"DJ", 27),
    (b"DK", 18),
    (b"DO", 28),
    (b"DZ", 26),
    (b"EE", 20),
    (b"EG", 29),
    (b"ES", 24),
    (b"FI", 18),
    (b"FK", 18),
    (b"FO", 18),
    (b"FR", 27),
    (b"GA", 27),
    (b"GB", 22),
    (b"GE", 22),
    (b"GI", 23),
    (b"GL", 18),
    (b"GQ", 27),
    (b"GR", 27),
    (b"GT", 28),
    (b"GW", 25),
    (b"HN", 28),
    (b"HR", 21),
    (b"HU", 28),
    (b"IE", 22),
    (b"IL", 23),
    (b"IQ", 23),
    (b"IR", 26),
    (b"IS", 26),
    (b"IT", 27),
    (b"JO", 30),
    (b"KM", 27),
    (b"KW", 30),
    (b"KZ", 20),
    (b"LB", 28),
    (b"LC", 32),
    (b"LI", 21),
    (b"LT", 20),
    (b"LU", 20),
    (b"LV", 21),
    (b"LY", 25),
    (b"MA", 28),
    (b"MC", 27),
    (b"MD", 24),
    (b"ME", 22),
    (b"MG", 27),
    (b"MK", 19),
    (b"ML", 28),
    (b"MN", 20),
    (b"MR", 27),
    (b"MT", 31),
    (b"MU", 30),
    (b"MZ", 25),
    (b"NE", 28),
    (b"NI", 28),
    (b"NL", 18),
    (b"NO", 15),
    (b"OM", 23),
    (b"PK", 24),
    (b"PL", 28),
    (b"PS", 29),
    (b"PT", 25),
    (b"QA", 29),
    (b"RO", 24),
    (b"RS", 22),
    (b"RU", 33),
    (b"SA", 24),
    (b"SC", 31),
    (b"SD", 18),
    (b"SE", 24),
    (b"SI", 19),
    (b"SK", 24),
    (b"SM", 27),
    (b"SN", 28),
    (b"SO", 23),
    (b"ST", 25),
    (b"SV", 28),
    (b"TD", 27),
    (b"TG", 28),
    (b"TL", 23),
    (b"TN", 24),
    (b"TR", 26),
    (b"UA", 29),
    (b"VA", 22),
    (b"VG", 24),
    (b"XK", 20),
    (b"YE", 30),
];

/// Length of an IBAN of the country whose code begins `compact` (capitals).
pub(crate) fn iban_length(compact: &[u8]) -> Option<usize> {
    let country = compact.first_chunk::<2>()?;
    LENGTHS
        .binary_search_by(|(code, _)| code.as_slice().cmp(country))
        .ok()
        .and_then(|place| LENGTHS.get(place))
        .map(|(_, length)| usize::from(*length))
}

/// Countries whose bank code is four letters, and those whose account has digits only (SWIFT IBAN
/// registry, BBAN structure).
const LETTERED: &str = "AZ BG BH DO GB GI IE IQ JO KW LC LV MT NL PK PS QA RO SC SV VG";
const NUMERIC: &str = "AE AT BA BE CZ DE DK EE ES FI FO GL HR HU IL IS LT ME NO PL PT RS SE SI SK TN XK VA SD ST LY TL MR MN";

/// Whether the country's accounts begin with four letters.
pub(crate) fn is_lettered(compact: &[u8]) -> bool {
    let country = compact
        .get(..2)
        .and_then(|code| core::str::from_utf8(code).ok())
        .unwrap_or("?");
    LETTERED.split(' ').any(|code| code == country)
}

/// Whether the part after the check digits is built as the country's accounts are.
fn is_built(compact: &[u8]) -> bool {
    let country = compact
        .get(..2)
        .and_then(|code| core::str::from_utf8(code).ok())
        .unwrap_or("");
    let listed = |list: &str| list.split(' ').any(|code| code == country);
    let account = compact.get(4..).unwrap_or_default();
    if listed(NUMERIC) {
        return account.iter().all(u8::is_ascii_digit);
    }
    if listed(LETTERED) {
        let bank = account.get(..4).unwrap_or_default();
        let rest = account.get(4..).unwrap_or_default();
        let digits_only = matches!(country, "GB" | "IE" | "NL" | "VG");
        return bank.iter().all(u8::is_ascii_uppercase)
            && (!digits_only || rest.iter().all(u8::is_ascii_digit));
    }
    true
}

/// MOD 97-10 over an IBAN in compact capitals, and the country's structure.
pub(crate) fn iban_holds(compact: &[u8]) -> bool {
    let Some((head, rest)) = compact.split_at_checked(4) else {
        return false;
    };
    let mut remainder = 0_u32;
    for byte in rest.iter().chain(head) {
        remainder = match byte {
            b'0'..=b'9' => remainder * 10 + u32::from(byte - b'0'),
            b'A'..=b'Z' => remainder * 100 + u32::from(byte - b'A') + 10,
            _ => return false,
        } % 97;
    }
    remainder == 1 && is_built(compact)
}
