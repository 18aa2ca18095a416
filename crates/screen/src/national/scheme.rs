//! What a numbering scheme is: its written layouts, its check, the words people put beside it.

use crate::Kind;

/// What a scheme's own arithmetic says about a number of its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// Check digit and inner facts (date, range, region) agree.
    Valid,
    /// Inner facts are possible but the check digit is wrong: people mistype.
    BadCheck,
    /// The scheme has no check digit; inner facts are possible.
    NoCheck,
    /// Cannot be such a number.
    Impossible,
}

/// One national numbering scheme.
#[derive(Debug)]
pub struct Scheme {
    /// Stable name, such as `za-id`.
    pub id: &'static str,
    /// ISO 3166 alpha-2 code.
    pub country: &'static str,
    /// What the number is.
    pub kind: Kind,
    /// How it is written: `#` digit, `@` letter, `*` either; anything else stands for itself.
    /// The first layout is the one without separators.
    pub layouts: &'static [&'static str],
    /// Checks the number without separators, letters in capitals.
    pub check: fn(&[u8]) -> Validity,
    /// About one random text of this shape (fixed letters given) in so many passes the check.
    pub odds: u32,
    /// Lower-case words (or phrases) people write near it.
    pub words: &'static [&'static str],
}

impl Scheme {
    /// Whether a text without separators has the shape of the first layout.
    #[must_use]
    pub fn fits(&self, compact: &[u8]) -> bool {
        self.layouts.iter().any(|layout| {
            let mut wanted = layout
                .bytes()
                .filter(|b| is_class(*b) || b.is_ascii_alphanumeric());
            let fits = compact.iter().all(|have| match wanted.next() {
                Some(b'#') => have.is_ascii_digit(),
                Some(b'@') => have.is_ascii_uppercase(),
                Some(b'*') => have.is_ascii_digit() || have.is_ascii_uppercase(),
                Some(literal) => literal == *have,
                None => false,
            });
            fits && wanted.next().is_none()
        })
    }
}

fn is_class(byte: u8) -> bool {
    matches!(byte, b'#' | b'@' | b'*')
}
