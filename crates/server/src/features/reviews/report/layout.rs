//! Text on paper: which glyphs, how wide, where a line ends. For left-to-right scripts that the font has;
//! a sign that it lacks becomes a question mark (the page has every sign).
//!
//! Refuses nothing: a word that is wider than its column is cut where it must be.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// Inter, Latin, Greek and Cyrillic (`crates/server/data/fonts`).
const REGULAR: &[u8] = include_bytes!("../../../../data/fonts/inter-regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../../data/fonts/inter-semibold.ttf");

/// What a missing sign is shown as.
const MISSING: char = '?';

/// A font that can be measured and drawn.
pub(super) struct Face {
    pub(super) font: krilla::text::Font,
    read: FontRef<'static>,
    units: f32,
}

/// A glyph with its share of the text.
pub(super) struct Set {
    pub(super) id: u32,
    /// In parts of the size.
    pub(super) advance: f32,
    pub(super) bytes: core::ops::Range<usize>,
}

impl Face {
    /// The two faces of a report; none if the program's own fonts cannot be read.
    pub(super) fn both() -> Option<(Self, Self)> {
        Some((Self::of(REGULAR)?, Self::of(BOLD)?))
    }

    fn of(bytes: &'static [u8]) -> Option<Self> {
        let font = krilla::text::Font::new(bytes.into(), 0)?;
        let read = FontRef::new(bytes).ok()?;
        let units = read
            .metrics(Size::unscaled(), LocationRef::default())
            .units_per_em;
        Some(Self {
            font,
            read,
            units: f32::from(units).max(1.0),
        })
    }

    fn glyph(&self, c: char) -> Option<(u32, f32)> {
        let id = self.read.charmap().map(c)?;
        let metrics = self
            .read
            .glyph_metrics(Size::unscaled(), LocationRef::default());
        let advance = metrics.advance_width(id).unwrap_or(0.0);
        Some((id.to_u32(), advance / self.units))
    }

    /// The text with signs that this font has.
    pub(super) fn shown(&self, text: &str) -> String {
        let keep = |c: char| if self.glyph(c).is_some() { c } else { MISSING };
        text.chars().map(keep).collect()
    }

    /// The glyphs of a text that was [`Face::shown`].
    pub(super) fn set(&self, text: &str) -> Vec<Set> {
        text.char_indices()
            .filter_map(|(at, c)| {
                let (id, advance) = self.glyph(c)?;
                let bytes = at..at.saturating_add(c.len_utf8());
                Some(Set { id, advance, bytes })
            })
            .collect()
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        self.set(text).iter().map(|set| set.advance * size).sum()
    }

    /// The text in lines that fit a column.
    pub(super) fn lines(&self, text: &str, size: f32, column: f32) -> Vec<String> {
        let text = self.shown(text);
        let mut lines = Vec::new();
        let (mut line, mut used) = (String::new(), 0.0);
        let space = self.width(" ", size);
        for word in text.split_whitespace() {
            let wide = self.width(word, size);
            let before = if line.is_empty() { 0.0 } else { used + space };
            if before + wide <= column {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
                used = before + wide;
                continue;
            }
            if !line.is_empty() {
                lines.push(core::mem::take(&mut line));
            }
            line = self.cut(word, size, column, &mut lines);
            used = self.width(&line, size);
        }
        if !line.is_empty() || lines.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// A word that may be wider than the column: whole lines of it go into `lines`, the rest is answered.
    fn cut(&self, word: &str, size: f32, column: f32, lines: &mut Vec<String>) -> String {
        let mut line = String::new();
        for c in word.chars() {
            line.push(c);
            if self.width(&line, size) > column && line.chars().count() > 1 {
                line.pop();
                lines.push(core::mem::take(&mut line));
                line.push(c);
            }
        }
        line
    }
}
