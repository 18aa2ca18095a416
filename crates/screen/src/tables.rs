//! What the engine knows by heart and is too large for the browser's module: words of context, how
//! national numbers are written, numbering plans of telephones, and what the tagger of names and addresses was taught.
//!
//! Native programs carry it; browsers fetch the same bytes as an immutable file beside the module.
//! There is no engine without it: text is never sealed less screened than promised.
//!
//! ```text
//! "TCT1" | length u32 | words | length u32 | schemes | length u32 | plans | names
//! ```
//! Lengths are little-endian. Next: `words`, `national/scheme.rs`,
//! `find/phone/plan.rs`, [`crate::names::table`].

use crate::find::Plan;
use crate::names::Tagger;
use crate::national::Rows;
use crate::words::Lexicon;

/// The bytes are not tables of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TablesError;

impl core::fmt::Display for TablesError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("not the screening tables of this version")
    }
}

impl core::error::Error for TablesError {}

/// Read tables. Read once, give every engine the same.
#[derive(Debug)]
pub struct Tables {
    pub(crate) words: Lexicon,
    pub(crate) schemes: Rows,
    pub(crate) phones: Plan,
    pub(crate) names: Tagger,
}

impl Tables {
    /// Reads the file.
    ///
    /// # Errors
    /// [`TablesError`] when the bytes are something else.
    pub fn read(bytes: &[u8]) -> Result<Self, TablesError> {
        let rest = bytes.strip_prefix(b"TCT1").ok_or(TablesError)?;
        let (words, rest) = part(rest).ok_or(TablesError)?;
        let (schemes, rest) = part(rest).ok_or(TablesError)?;
        let (phones, names) = part(rest).ok_or(TablesError)?;
        let text = |bytes| core::str::from_utf8(bytes).map_err(|_| TablesError);
        Ok(Self {
            words: Lexicon::read(text(words)?).ok_or(TablesError)?,
            schemes: Rows::read(text(schemes)?).ok_or(TablesError)?,
            phones: Plan::read(phones).ok_or(TablesError)?,
            names: Tagger::new(names).map_err(|_| TablesError)?,
        })
    }

    /// The file that browsers fetch. The same source gives the same bytes.
    #[cfg(feature = "tables")]
    #[must_use]
    pub fn packed() -> Vec<u8> {
        let mut out = b"TCT1".to_vec();
        for part in [
            crate::words::source::text().into_bytes(),
            Rows::text().into_bytes(),
            Plan::packed(),
        ] {
            out.extend((part.len() as u32).to_le_bytes());
            out.extend(part);
        }
        out.extend(include_bytes!("names/table.bin"));
        out
    }

    /// The tables as native programs carry them, read once: the same bytes, by the same reader.
    #[cfg(feature = "tables")]
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "the bytes come from this very build, and a test reads them"
    )]
    pub fn shipped() -> &'static std::sync::Arc<Self> {
        static SHIPPED: std::sync::OnceLock<std::sync::Arc<Tables>> = std::sync::OnceLock::new();
        SHIPPED.get_or_init(|| {
            Self::read(&Self::packed())
                .expect("tables of this build")
                .into()
        })
    }
}

/// A part with its length in front, and what follows.
fn part(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(u32::from_le_bytes(*length) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_tables_are_refused() {
        let whole = Tables::packed();
        assert!(Tables::read(&whole).is_ok());
        for cut in [0, 4, 8, 100, 30_000, whole.len() - 1] {
            assert!(Tables::read(&whole[..cut]).is_err(), "{cut}");
        }
        assert!(Tables::read(&[whole.as_slice(), &[0]].concat()).is_err());
        assert!(Tables::read(b"TCT1\xff\xff\xff\xffc1").is_err());
    }

    #[test]
    fn nothing_holds_the_sign_that_separates_it() {
        for scheme in crate::national::schemes() {
            for word in scheme.words {
                assert!(!word.contains([',', '\t', '\n']), "{word}");
            }
            for layout in scheme.layouts {
                assert!(!layout.contains([';', '\t', '\n']), "{layout}");
            }
        }
    }
}
