//! Bounds: what is read for a text grows with its length and no faster. Work is counted, not timed.

use super::*;
use crate::Screen;

/// Candidates for each byte: a digit can begin a window of every length that some number has.
const MOST_A_BYTE: usize = 24;

/// Texts that make the most of every recogniser.
fn hostile() -> Vec<String> {
    let fill = |unit: &str, bytes: usize| unit.repeat(bytes / unit.len() + 1);
    [
        "4",
        "4 ",
        "41 ",
        "4111 1111 1111 1111 ",
        "one ",
        "double four ",
        "1.",
        "1-",
        "GB29 ",
        "a@b.",
        "at dot ",
        "password is ",
        "key=",
        "eyJ",
        "AKIA",
        "::1 ",
        "card ",
        "\u{5d0}\u{202e}1\u{200b}",
        "\u{662}\u{663} ",
        "4\n",
        "my card number is 4111 and then ",
        "-----BEGIN PRIVATE KEY-----",
        "x=1;AccountKey=",
        " -u a:b",
        "0800 12 34 ",
    ]
    .iter()
    .map(|unit| fill(unit, PIECE))
    .collect()
}

#[test]
fn a_long_line_is_read_in_pieces_that_add_up_to_its_length() {
    for unit in ["4", "a b ", "\u{5d0}", "\u{1d7d8}", "\n"] {
        let text = unit.repeat(1_000_000 / unit.len());
        let (mut own, mut read, mut last) = (0, 0, 0);
        for (range, (lead, tail)) in pieces(&text) {
            assert_eq!(range.start, last);
            assert!(!range.is_empty() && lead <= range.start && range.end <= tail);
            assert!(tail - lead <= PIECE + 2 * OVERLAP + 8);
            last = range.end;
            own += range.len();
            read += tail - lead;
        }
        assert_eq!(own, text.len());
        assert!(read <= text.len() + text.len() / 4, "{unit:?} read {read}");
    }
}

#[test]
fn candidates_of_a_piece_are_bounded_by_its_length() {
    let screen = Screen::new();
    for text in hostile() {
        let whole = screen
            .explain(&text, &[Kind::Password, Kind::Pin], &[])
            .len();
        let half = text.floor_char_boundary(text.len() / 2);
        let first = screen
            .explain(text.get(..half).unwrap(), &[Kind::Password, Kind::Pin], &[])
            .len();
        let start: String = text.chars().take(24).collect();
        assert!(
            whole <= MOST_A_BYTE * text.len(),
            "{start}: {whole} candidates in {} bytes",
            text.len()
        );
        assert!(
            whole <= first * 5 / 2 + 64,
            "{start}: {first} in a half, {whole} in all"
        );
    }
}

#[test]
fn ten_megabytes_in_one_line_are_read_to_the_end() {
    let mut text = "so I said that nothing of it is true ".repeat(10 << 20 >> 5);
    text.truncate(10 << 20);
    text.push_str(" my card is 4111 1111 1111 1111");
    let found = Screen::new().conversation(&text, Speaker::Customer, &[], &[]);
    let last = found.last().unwrap();
    assert_eq!((last.kind, last.range.end), (Kind::CreditCard, text.len()));
}

#[test]
fn a_hundred_thousand_digits_and_mixtures_of_directions_hold_no_value() {
    let digits = "4111111111111111".repeat(100_000 / 16);
    assert_eq!(
        Screen::new().conversation(&digits, Speaker::Customer, &[], &[]),
        []
    );
    let mixed = "\u{202e}\u{5e9}\u{200f}\u{200b}1\u{2066}\u{661}\u{2069}\u{feff} ".repeat(20_000);
    for finding in Screen::new().conversation(&mixed, Speaker::Customer, &[], &[]) {
        assert!(mixed.get(finding.range.clone()).is_some());
    }
}
