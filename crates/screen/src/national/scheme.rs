//! What a numbering scheme is: its written layouts, its check, the words people put beside it; and
//! the form in which layouts come with [`crate::Tables`]: a line for each scheme, in order, of kind,
//! odds in hex and layouts with semicolons between them, with tabs between these.

use super::{CHECKS, Check};
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
        self.layouts.iter().any(|layout| fits(layout, compact))
    }
}

fn fits(layout: &str, compact: &[u8]) -> bool {
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
}

/// A scheme as the engine works with it.
#[derive(Debug)]
pub(crate) struct Row {
    /// Its place among all, which the words name it by.
    pub(crate) place: usize,
    pub(crate) kind: Kind,
    pub(crate) odds: u32,
    pub(crate) layouts: Vec<Box<str>>,
    pub(crate) check: Check,
}

impl Row {
    /// Whether a text without separators has the shape of a layout.
    pub(crate) fn fits(&self, compact: &[u8]) -> bool {
        self.layouts.iter().any(|layout| fits(layout, compact))
    }

    fn read(place: usize, line: &str, check: Check) -> Option<Self> {
        let (kind, rest) = line.split_once('\t')?;
        let (odds, layouts) = rest.split_once('\t')?;
        Some(Self {
            place,
            kind: Kind::from_word(kind)?,
            odds: u32::from_str_radix(odds, 16).ok()?,
            layouts: layouts.split(';').map(Into::into).collect(),
            check,
        })
    }
}

/// Longest number of any scheme, without separators.
pub(crate) const LONGEST: usize = 20;

/// All schemes, and by length, so that a window meets only those it can be.
#[derive(Debug)]
pub(crate) struct Rows {
    rows: Vec<Row>,
    /// Places of the schemes of digits only, then of those with letters, by length.
    numbers: Vec<Vec<usize>>,
    mixed: Vec<Vec<usize>>,
}

impl Rows {
    /// Reads the lines; none when they are not of this version's schemes.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let lines = text.lines();
        let rows: Option<Vec<Row>> = lines
            .zip(&CHECKS)
            .enumerate()
            .map(|(place, (line, check))| Row::read(place, line, *check))
            .collect();
        let rows = rows.filter(|rows| rows.len() == CHECKS.len())?;
        let empty = || (0..=LONGEST).map(|_| Vec::new()).collect::<Vec<_>>();
        let (mut numbers, mut mixed) = (empty(), empty());
        for row in &rows {
            for layout in &row.layouts {
                let compact = || {
                    let bytes = layout.bytes();
                    bytes.filter(|b| is_class(*b) || b.is_ascii_alphanumeric())
                };
                let digits = compact().all(|b| b == b'#');
                let star = compact().all(|b| matches!(b, b'#' | b'*'));
                for (list, fits) in [(&mut numbers, star), (&mut mixed, !digits)] {
                    if let Some(list) = list.get_mut(compact().count()).filter(|_| fits)
                        && !list.contains(&row.place)
                    {
                        list.push(row.place);
                    }
                }
            }
        }
        Some(Self {
            rows,
            numbers,
            mixed,
        })
    }

    /// Every scheme as a line.
    #[cfg(feature = "tables")]
    pub(crate) fn text() -> String {
        let line = |scheme: &Scheme| {
            let (kind, layouts) = (scheme.kind.as_str(), scheme.layouts.join(";"));
            format!("{kind}\t{:x}\t{layouts}\n", scheme.odds)
        };
        super::schemes().map(line).collect()
    }

    /// Schemes whose numbers are this many digits.
    pub(crate) fn numbers(&self, length: usize) -> impl Iterator<Item = &Row> {
        self.at(self.numbers.get(length))
    }

    /// Schemes whose numbers are this many letters and digits.
    pub(crate) fn mixed(&self, length: usize) -> impl Iterator<Item = &Row> {
        self.at(self.mixed.get(length))
    }

    fn at<'a>(&'a self, places: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a Row> {
        let places = places.map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|place| self.rows.get(*place))
    }
}

fn is_class(byte: u8) -> bool {
    matches!(byte, b'#' | b'@' | b'*')
}
