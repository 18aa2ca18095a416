//! Placeholders: what stands in the text where a value was.
//!
//! `⟦card •1111⟧`: a stable English word between U+27E6 and U+27E7, for cards and accounts with the
//! last four digits. The grammar is strict, so that a placeholder is never found again and a card
//! number in such brackets is not taken for one.

use crate::{Finding, Kind};

/// The word that stands for a kind. Pages translate it.
#[must_use]
pub const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::CreditCard => "card",
        Kind::Cvv => "card code",
        Kind::Pin => "pin",
        Kind::Iban => "iban",
        Kind::Bic => "bic",
        Kind::BankAccount => "account",
        Kind::NationalId => "national id",
        Kind::TaxId => "tax id",
        Kind::HealthId => "health id",
        Kind::Passport => "passport",
        Kind::DriverLicense => "licence",
        Kind::Email => "email",
        Kind::Phone => "phone",
        Kind::Ip => "ip address",
        Kind::Mac => "mac address",
        Kind::Crypto => "wallet",
        Kind::Imei => "device number",
        Kind::Vehicle => "vehicle",
        Kind::Username => "user name",
        Kind::Password => "password",
        Kind::OneTimeCode => "one-time code",
        Kind::Secret => "secret",
        Kind::Person => "name",
        Kind::Address => "address",
        Kind::BirthDate => "birth date",
        Kind::Health => "health",
        Kind::Company => "company",
    }
}

const OPEN: char = '⟦';
const CLOSE: char = '⟧';
const DOT: &str = " •";

/// The placeholder of a finding whose text is `value`: in drafts by [`crate::Review::finish`], in
/// files by whoever writes a redacted copy.
#[must_use]
pub fn make(finding: &Finding, value: &str) -> String {
    let word = word(finding.kind);
    match last_four(finding, value) {
        Some(digits) => format!("{OPEN}{word}{DOT}{digits}{CLOSE}"),
        None => format!("{OPEN}{word}{CLOSE}"),
    }
}

/// The last four digits of a card or account. None when showing them would show half of it, or when
/// the number is written in other than ASCII digits throughout.
fn last_four(finding: &Finding, value: &str) -> Option<String> {
    if !matches!(
        finding.kind,
        Kind::CreditCard | Kind::BankAccount | Kind::Iban
    ) {
        return None;
    }
    let folded = crate::text::Folded::new(value);
    let digits: String = folded.text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 9 || (finding.kind == Kind::CreditCard && digits.len() < 12 && !finding.split)
    {
        return None;
    }
    // Capital letters at the end of an account number would make "the last four" ambiguous.
    let tail: Vec<char> = folded
        .text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .rev()
        .take(4)
        .collect();
    if !tail.iter().all(char::is_ascii_digit) {
        return None;
    }
    Some(tail.into_iter().rev().collect())
}

/// Length in bytes of the placeholder at the beginning of `text`, if one stands there.
#[must_use]
pub fn length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(OPEN)?;
    let end = inner.char_indices().take(40).find(|(_, c)| *c == CLOSE)?.0;
    let content = inner.get(..end)?;
    let (name, digits) = content.split_once(DOT).unwrap_or((content, ""));
    let known = Kind::ALL.iter().any(|kind| word(*kind) == name);
    let sound = digits.is_empty() && !content.contains(DOT)
        || digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    (known && sound).then_some(OPEN.len_utf8() + end + CLOSE.len_utf8())
}

/// Whether a range of a text overlaps a placeholder.
pub(crate) fn covers(text: &str, range: core::ops::Range<usize>) -> bool {
    if text.is_ascii() {
        return false;
    }
    text.match_indices(OPEN).any(|(at, _)| {
        text.get(at..)
            .and_then(length)
            .is_some_and(|len| at < range.end && range.start < at + len)
    })
}
