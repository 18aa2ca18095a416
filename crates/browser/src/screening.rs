//! The engine by itself: for the tests that compare it with the native one and measure it. Only in the
//! desk's module, whose engine is the customers' too. Next: `tables`.

use crate::Tables;
use tacita_screen::{Band, Finding, Kind, Screen, Speaker};
use wasm_bindgen::prelude::*;

/// The engine under the default policy.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Screening {
    screen: Screen,
}

#[wasm_bindgen]
impl Screening {
    /// An engine with everything on.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(tables: &Tables) -> Self {
        Self {
            screen: tables.screen(),
        }
    }

    /// Reads a text. `expected` names the kinds that the other side asked for, with commas between;
    /// `breaks` are the byte offsets (UTF-8) where messages end. Five numbers a finding: start and
    /// end in UTF-16 units, place of the kind in the list of [`Screening::kind`], band (0 hint to 2
    /// certain), score.
    #[must_use]
    pub fn spans(&self, text: &str, expected: &str, breaks: &[usize]) -> Vec<u32> {
        let expected: Vec<Kind> = expected.split(',').filter_map(Kind::from_word).collect();
        let findings = self
            .screen
            .conversation(text, Speaker::Customer, &expected, breaks);
        let mut units = Units::new(text);
        findings
            .iter()
            .flat_map(|finding| numbers(finding, &mut units))
            .collect()
    }

    /// The canonical name of the kind at a place of the list; none beyond its end.
    #[must_use]
    pub fn kind(place: usize) -> Option<String> {
        Kind::ALL.get(place).map(|kind| kind.as_str().to_owned())
    }
}

fn numbers(finding: &Finding, units: &mut Units<'_>) -> [u32; 5] {
    let kind = Kind::ALL.iter().position(|kind| *kind == finding.kind);
    let band = match finding.band {
        Band::Hint => 0,
        Band::Likely => 1,
        Band::Certain => 2,
    };
    [
        units.at(finding.range.start),
        units.at(finding.range.end),
        kind.and_then(|place| u32::try_from(place).ok())
            .unwrap_or(u32::MAX),
        band,
        u32::from(finding.score),
    ]
}

/// Byte offsets in rising order, as UTF-16 counts them: each stretch is walked once.
struct Units<'a> {
    text: &'a str,
    bytes: usize,
    units: usize,
}

impl<'a> Units<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            bytes: 0,
            units: 0,
        }
    }

    fn at(&mut self, bytes: usize) -> u32 {
        let between = self.text.get(self.bytes..bytes).unwrap_or_default();
        self.units += between.encode_utf16().count();
        self.bytes = self.bytes.max(bytes);
        u32::try_from(self.units).unwrap_or(u32::MAX)
    }
}
