//! Properties of the whole engine, through its public face: a value that is found plain is found
//! however it is disguised, a mask leaves nothing, a placeholder is never found again, no input
//! panics.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics has said what it had to say"
)]

use proptest::prelude::*;
use tacita_screen::*;

fn findings(text: &str, breaks: &[usize]) -> Vec<Finding> {
    Screen::new()
        .conversation(text, Speaker::Customer, &[], breaks)
        .into_iter()
        .filter(|finding| finding.band > Band::Hint)
        .collect()
}

/// Whether one finding of the kind covers at least nine tenths of the range.
fn covers(text: &str, breaks: &[usize], kind: Kind, range: core::ops::Range<usize>) -> bool {
    findings(text, breaks).iter().any(|finding| {
        let low = finding.range.start.max(range.start);
        let high = finding.range.end.min(range.end);
        finding.kind == kind && high.saturating_sub(low) * 10 >= range.len() * 9
    })
}

fn luhn_complete(mut digits: Vec<u8>) -> String {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let doubled = u32::from(*digit) * if place % 2 == 0 { 2 } else { 1 };
            doubled / 10 + doubled % 10
        })
        .sum();
    digits.push(((10 - sum % 10) % 10) as u8);
    digits
        .iter()
        .map(|digit| char::from(b'0' + digit))
        .collect()
}

fn card() -> impl Strategy<Value = String> {
    let prefix = prop::sample::select(vec![
        vec![4],
        vec![5, 1],
        vec![5, 5],
        vec![6, 0, 1, 1],
        vec![2, 2, 2, 1],
    ]);
    (prefix, prop::collection::vec(0_u8..10, 15)).prop_map(|(mut digits, rest)| {
        let missing = 15 - digits.len();
        digits.extend(rest.into_iter().take(missing));
        luhn_complete(digits)
    })
}

fn joined(value: &str, between: &str) -> String {
    value
        .chars()
        .map(String::from)
        .collect::<Vec<_>>()
        .join(between)
}

fn each(value: &str, digit: impl Fn(u32) -> String) -> String {
    value
        .chars()
        .map(|c| c.to_digit(10).map_or_else(|| c.to_string(), &digit))
        .collect()
}

const WORDS: [&str; 10] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
];
const SPANISH: [&str; 10] = [
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve",
];

/// Ways of writing digits that must not hide them.
fn ways(value: &str) -> Vec<(&'static str, String)> {
    let at = |base: u32, digit: u32| char::from_u32(base + digit).unwrap_or('?').to_string();
    let words = |list: [&str; 10]| {
        value
            .chars()
            .filter_map(|c| c.to_digit(10))
            .map(|d| list[d as usize])
            .collect::<Vec<_>>()
            .join(" ")
    };
    let groups = |between: &str| {
        value
            .as_bytes()
            .chunks(4)
            .map(|chunk| String::from_utf8_lossy(chunk).into_owned())
            .collect::<Vec<_>>()
            .join(between)
    };
    vec![
        ("plain", value.to_owned()),
        ("spaced", joined(value, " ")),
        ("dotted", joined(value, ".")),
        ("dashed", joined(value, "-")),
        ("underscored", groups("_")),
        ("grouped", groups(" ")),
        ("grouped by no-break spaces", groups("\u{a0}")),
        ("grouped by en dashes", groups("–")),
        ("grouped by double spaces", groups("  ")),
        ("on lines", groups("\n")),
        ("zero-width", joined(value, "\u{200b}")),
        ("soft hyphens", joined(value, "\u{ad}")),
        ("word joiners", joined(value, "\u{2060}")),
        ("full-width", each(value, |d| at(0xFF10, d))),
        ("mathematical", each(value, |d| at(0x1D7CE, d))),
        ("arabic-indic", each(value, |d| at(0x0660, d))),
        ("devanagari", each(value, |d| at(0x0966, d))),
        ("keycaps", each(value, |d| format!("{d}\u{fe0f}\u{20e3}"))),
        (
            "circled",
            each(value, |d| {
                if d == 0 {
                    "⓪".to_owned()
                } else {
                    at(0x2460 - 1, d)
                }
            }),
        ),
        (
            "superscript",
            each(value, |d| {
                ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"][d as usize].to_owned()
            }),
        ),
        (
            "letters for digits",
            value.replace('0', "O").replace('1', "l"),
        ),
        ("spelled", words(WORDS)),
        ("spelled in Spanish", words(SPANISH)),
        ("spelled in German", words(GERMAN)),
        ("spelled in French", words(FRENCH)),
        ("one sign a line", joined(value, "\n")),
        ("starred", joined(value, "*")),
        ("with commas", groups(", ")),
    ]
}

/// Completes an IBAN of a country whose account part is digits only.
fn iban() -> impl Strategy<Value = String> {
    let country = prop::sample::select(vec![
        ("DE", 18),
        ("BE", 12),
        ("DK", 14),
        ("ES", 20),
        ("PL", 24),
    ]);
    country.prop_flat_map(|(country, len)| {
        prop::collection::vec(0_u8..10, len).prop_map(move |digits| {
            let body: String = digits.iter().map(|d| char::from(b'0' + d)).collect();
            let letters: String = country
                .bytes()
                .map(|b| (b - b'A' + 10).to_string())
                .collect();
            let rest = format!("{body}{letters}00")
                .bytes()
                .fold(0_u32, |rest, b| (rest * 10 + u32::from(b - b'0')) % 97);
            format!("{country}{:02}{body}", 98 - rest)
        })
    })
}

/// A number of South Africa's population register: birth date, sequence, Luhn digit.
fn national() -> impl Strategy<Value = String> {
    (50_u8..99, 1_u8..13, 1_u8..29, 0_u16..9999, 0_u8..2).prop_map(
        |(year, month, day, number, citizen)| {
            let text = format!("{year:02}{month:02}{day:02}{number:04}{citizen}8");
            luhn_complete(text.bytes().map(|b| b - b'0').collect())
        },
    )
}

const GERMAN: [&str; 10] = [
    "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun",
];
const FRENCH: [&str; 10] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf",
];

/// `cargo xtask prove properties` draws sixteen times as many, from another seed each time.
fn config() -> ProptestConfig {
    let full = std::env::var("TACITA_PROVE").is_ok_and(|word| word == "full");
    ProptestConfig {
        cases: if full { 1024 } else { 64 },
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_card_is_found_however_it_is_written(value in card()) {
        for (way, written) in ways(&value) {
            let text = format!("my card is {written} thanks");
            let range = 11..11 + written.len();
            prop_assert!(covers(&text, &[], Kind::CreditCard, range), "{way}: {text}");
        }
    }

    #[test]
    fn an_iban_is_found_however_it_is_written(value in iban()) {
        for (way, written) in ways(&value).into_iter().filter(|(way, _)| !way.starts_with("spelled")) {
            let text = format!("please pay to {written} thanks");
            prop_assert!(covers(&text, &[], Kind::Iban, 14..14 + written.len()), "{way}: {text}");
        }
        let lower = format!("please pay to {} thanks", value.to_lowercase());
        prop_assert!(covers(&lower, &[], Kind::Iban, 14..14 + value.len()), "{lower}");
    }

    #[test]
    fn a_national_number_is_found_however_it_is_written(value in national()) {
        for (way, written) in ways(&value) {
            let text = format!("my south african id is {written} thanks");
            prop_assert!(covers(&text, &[], Kind::NationalId, 23..23 + written.len()), "{way}: {text}");
        }
    }

    #[test]
    fn a_card_split_over_two_messages_is_found(value in card(), cut in 2_usize..14) {
        let (first, second) = value.split_at(cut);
        let text = format!("my card is {first}\nand then {second} thanks");
        let range = 11..11 + 16 + 10;
        prop_assert!(covers(&text, &[11 + cut], Kind::CreditCard, range), "{text}");
        let earlier = [Earlier { tail: format!("my card is {first}"), age_seconds: 20 }];
        let draft = Draft { text: second, speaker: Speaker::Customer, expected: &[], earlier: &earlier };
        let review = Screen::new().draft(&draft);
        prop_assert!(review.findings().iter().any(|f| f.kind == Kind::CreditCard && f.split && f.range == (0..second.len())));
    }

    #[test]
    fn a_mask_leaves_no_digit_but_the_last_four(value in card()) {
        for (way, written) in ways(&value) {
            let text = format!("my card is {written} thanks");
            let draft = Draft { text: &text, speaker: Speaker::Customer, expected: &[], earlier: &[] };
            let sent = Screen::new().draft(&draft).finish(&[]).unwrap().into_inner();
            let digits: String = sent.chars().filter(|c| c.is_numeric()).collect();
            prop_assert!(digits.is_empty() || digits == value[12..], "{way}: {sent}");
            for word in WORDS.iter().filter(|_| way == "spelled") {
                prop_assert!(!sent.split(' ').any(|part| part == *word), "{way}: {sent}");
            }
        }
    }

    #[test]
    fn what_was_sent_holds_nothing_to_mask(value in card(), lead in "[a-z ]{0,20}") {
        let text = format!("{lead} {value} jane@example.com +27821234567 cvv 123");
        let draft = Draft { text: &text, speaker: Speaker::Customer, expected: &[], earlier: &[] };
        let sent = Screen::new().draft(&draft).finish(&[]).unwrap().into_inner();
        let again = findings(&sent, &[]);
        prop_assert!(again.iter().all(|f| f.action < Action::Mask), "{sent}: {again:?}");
    }

    #[test]
    fn no_input_panics_and_ranges_are_on_borders(text in any::<String>(), cut in any::<prop::sample::Index>()) {
        let at = if text.is_empty() { 0 } else { cut.index(text.len()) };
        let mut end = 0;
        for finding in Screen::new().conversation(&text, Speaker::Agent, &[Kind::Password, Kind::Pin], &[at]) {
            prop_assert!(finding.range.start >= end && finding.range.start < finding.range.end);
            prop_assert!(text.get(finding.range.clone()).is_some());
            end = finding.range.end;
        }
        let _ = Screen::new().conduct(&text);
    }

    #[test]
    fn no_mixture_of_digits_and_signs_panics(text in "[0-9 .+()@:/oOlI\u{200b}\u{202e}⟦⟧•٠-٩א-ת-]{0,200}") {
        let _ = findings(&text, &[text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at)]);
    }
}

#[test]
fn e_mail_addresses_are_found_however_they_are_written() {
    for text in [
        "jane.doe@example.com",
        "jane.doe＠example.com",
        "jane.doe@exam\u{200b}ple.com",
        "jane.doe (at) example (dot) com",
        "jane.doe at example dot com",
        "jane dot doe at example dot com",
        "jane.doe[at]example[dot]com",
        "jane.doe @ example.com",
        "jаne.doe@exаmple.com",
        "JANE.DOE@EXAMPLE.COM",
    ] {
        let line = format!("write to {text} please");
        assert!(covers(&line, &[], Kind::Email, 9..9 + text.len()), "{line}");
    }
}

#[test]
fn ibans_are_found_however_they_are_written() {
    let value = "GB29NWBK60161331926819";
    let groups = value
        .as_bytes()
        .chunks(4)
        .map(|c| String::from_utf8_lossy(c).into_owned())
        .collect::<Vec<_>>();
    for written in [
        value.to_owned(),
        value.to_lowercase(),
        groups.join(" "),
        groups.join("-"),
        joined(value, " "),
        joined(value, "."),
        joined(value, "\u{200b}"),
        each(value, |d| char::from_u32(0xFF10 + d).unwrap().to_string()),
    ] {
        let text = format!("iban {written} ok");
        assert!(
            covers(&text, &[], Kind::Iban, 5..5 + written.len()),
            "{text}"
        );
    }
}

#[test]
fn long_and_hostile_texts_are_read_in_bounded_time() {
    for text in [
        "4".repeat(100_000),
        "4 ".repeat(50_000),
        "a@".repeat(50_000),
        "⟦card ".repeat(20_000),
        "password is ".repeat(20_000),
        "one ".repeat(50_000),
        "1.".repeat(50_000),
        "GB29 ".repeat(20_000),
        "::1 ".repeat(30_000),
        "eyJ".repeat(30_000),
        "at ".repeat(30_000),
        "a.b".repeat(30_000),
    ] {
        let _ = findings(&text, &[]);
    }
}
