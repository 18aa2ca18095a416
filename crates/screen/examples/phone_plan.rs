//! Writes `src/find/phone/table.rs` from public numbering metadata.
//!
//! `npm pack libphonenumber-js && tar xzf libphonenumber-js-*.tgz`, then
//! `cargo run -p tacita-screen --features jsonl --example phone_plan -- package/metadata.max.json > crates/screen/src/find/phone/table.rs`
//! The metadata are those of google/libphonenumber (Apache-2.0).

#![expect(
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    clippy::type_complexity,
    reason = "a generator: metadata it does not understand must stop it"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// A pattern of the metadata as a nondeterministic automaton over digits.
#[derive(Default)]
struct Automaton {
    /// For each state: digit sets with their targets, and free moves.
    steps: Vec<(Vec<(u16, usize)>, Vec<usize>)>,
}

impl Automaton {
    fn state(&mut self) -> usize {
        self.steps.push(Default::default());
        self.steps.len() - 1
    }

    /// Parses alternatives from `text` beginning at state `from`; returns the end state.
    fn alternatives(&mut self, text: &mut &[u8], from: usize) -> usize {
        let end = self.state();
        loop {
            let last = self.sequence(text, from);
            self.steps[last].1.push(end);
            match text.first() {
                Some(b'|') => *text = &text[1..],
                _ => return end,
            }
        }
    }

    fn sequence(&mut self, text: &mut &[u8], from: usize) -> usize {
        let mut at = from;
        while let Some(&byte) = text.first() {
            if matches!(byte, b'|' | b')') {
                break;
            }
            let before = *text;
            let (low, high) = {
                let mut probe = Automaton::default();
                let start = probe.state();
                probe.atom(text, start);
                repeat(text)
            };
            let after = *text;
            for turn in 0..high {
                let mut again = before;
                let next = self.atom(&mut again, at);
                if turn >= low {
                    self.steps[at].1.push(next);
                }
                at = next;
            }
            *text = after;
        }
        at
    }

    fn atom(&mut self, text: &mut &[u8], from: usize) -> usize {
        let set = match text {
            [b'(', b'?', b':', rest @ ..] => {
                *text = rest;
                let end = self.alternatives(text, from);
                *text = &text[1..];
                return end;
            }
            [b'(', rest @ ..] => {
                *text = rest;
                let end = self.alternatives(text, from);
                *text = &text[1..];
                return end;
            }
            [b'\\', b'd', rest @ ..] => {
                *text = rest;
                0x3ff
            }
            [b'[', rest @ ..] => {
                let close = rest.iter().position(|b| *b == b']').expect("closed set");
                let set = digit_set(&rest[..close]);
                *text = &rest[close + 1..];
                set
            }
            [digit @ b'0'..=b'9', rest @ ..] => {
                *text = rest;
                1 << (digit - b'0')
            }
            other => panic!("unknown pattern {}", String::from_utf8_lossy(other)),
        };
        let next = self.state();
        self.steps[from].0.push((set, next));
        next
    }

    fn close(&self, states: &mut BTreeSet<usize>) {
        let mut open: Vec<usize> = states.iter().copied().collect();
        while let Some(state) = open.pop() {
            for &next in &self.steps[state].1 {
                if states.insert(next) {
                    open.push(next);
                }
            }
        }
    }

    fn step(&self, states: &BTreeSet<usize>, digits: u16) -> BTreeSet<usize> {
        let mut out: BTreeSet<usize> = states
            .iter()
            .flat_map(|&state| &self.steps[state].0)
            .filter(|(set, _)| set & digits != 0)
            .map(|&(_, next)| next)
            .collect();
        self.close(&mut out);
        out
    }

    /// Lengths that numbers beginning with these three digits can have.
    fn lengths(&self, start: usize, end: usize, prefix: [u16; 3]) -> BTreeSet<usize> {
        let mut states = BTreeSet::from([start]);
        self.close(&mut states);
        let mut lengths = BTreeSet::new();
        for len in 1..=17 {
            states = self.step(
                &states,
                prefix.get(len - 1).map_or(0x3ff, |digit| 1 << digit),
            );
            if states.contains(&end) && len >= 3 {
                lengths.insert(len);
            }
        }
        lengths
    }
}

fn repeat(text: &mut &[u8]) -> (usize, usize) {
    match text {
        [b'?', rest @ ..] => {
            *text = rest;
            (0, 1)
        }
        [b'{', rest @ ..] => {
            let close = rest.iter().position(|b| *b == b'}').expect("closed count");
            let inner = std::str::from_utf8(&rest[..close]).expect("ASCII");
            *text = &rest[close + 1..];
            let (low, high) = inner.split_once(',').unwrap_or((inner, inner));
            (low.parse().expect("count"), high.parse().expect("count"))
        }
        _ => (1, 1),
    }
}

fn digit_set(inner: &[u8]) -> u16 {
    let mut set = 0;
    let mut at = 0;
    while at < inner.len() {
        let low = inner[at] - b'0';
        let high = if inner.get(at + 1) == Some(&b'-') {
            at += 2;
            inner[at] - b'0'
        } else {
            low
        };
        (low..=high).for_each(|digit| set |= 1 << digit);
        at += 1;
    }
    set
}

fn main() {
    let path = std::env::args().nth(1).expect("path of metadata.max.json");
    let text = std::fs::read_to_string(path).expect("readable metadata");
    let metadata: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let mut by_code: BTreeMap<u32, Vec<u16>> = BTreeMap::new();
    let mut groupings: BTreeSet<u32> = BTreeSet::new();
    let regions = ["countries", "nonGeographic"]
        .into_iter()
        .filter_map(|part| metadata[part].as_object());
    for region in regions.flat_map(|part| part.values()) {
        let code: u32 = region[0]
            .as_str()
            .and_then(|code| code.parse().ok())
            .expect("calling code");
        let masks = by_code.entry(code).or_insert_with(|| vec![0; 1000]);
        let mut patterns: Vec<&str> = Vec::new();
        if let Some(kinds) = region[11].as_array() {
            patterns.extend(kinds.iter().filter_map(|kind| kind[0].as_str()));
        }
        if patterns.is_empty() {
            patterns.extend(region[2].as_str());
        }
        for pattern in patterns {
            let mut automaton = Automaton::default();
            let start = automaton.state();
            let end = automaton.alternatives(&mut pattern.as_bytes(), start);
            for (prefix, mask) in masks.iter_mut().enumerate() {
                let digits =
                    [prefix / 100, prefix / 10 % 10, prefix % 10].map(|digit| digit as u16);
                for len in automaton.lengths(start, end, digits) {
                    *mask |= 1 << (len - 2);
                }
            }
        }
        let trunk = region[5].as_str().unwrap_or("").len();
        for format in region[4].as_array().into_iter().flatten() {
            add_groupings(format, trunk, &mut groupings);
        }
    }
    let groupings: Vec<u32> = groupings.into_iter().collect();
    let mut out = std::io::stdout().lock();
    let mut ranges: Vec<(u16, u16)> = Vec::new();
    let mut codes: Vec<(u32, usize)> = Vec::new();
    for (code, masks) in &by_code {
        codes.push((*code, ranges.len()));
        let mut last = None;
        for (prefix, &mask) in masks.iter().enumerate() {
            if last != Some(mask) {
                ranges.push((prefix as u16, mask));
                last = Some(mask);
            }
        }
    }
    let body = format!(
        "//! Generated by `examples/phone_plan.rs` from libphonenumber metadata (form {}); do not edit.\n//!\n\
         //! Per calling code: ranges of the first three digits of the national number, each with the\n\
         //! lengths that occur (bit n: n + 2 digits). Groupings: how national numbers are written, one\n\
         //! nibble a group, first group highest.\n\n\
         /// Calling codes with the place of their first range.\n#[rustfmt::skip]\npub(super) const CODES: &[(u16, u16)] = &{codes:?};\n\n\
         /// First prefix of a range and its lengths.\n#[rustfmt::skip]\npub(super) const RANGES: &[(u16, u16)] = &{ranges:?};\n\n\
         /// Groupings, sorted.\n#[rustfmt::skip]\npub(super) const GROUPINGS: &[u32] = &{groupings:?};\n",
        metadata["version"]
    );
    out.write_all(body.as_bytes()).expect("written");
}

/// Lengths of the groups of a format, alone and with the trunk prefix before the first group.
fn add_groupings(format: &serde_json::Value, trunk: usize, out: &mut BTreeSet<u32>) {
    let pattern = format[0].as_str().unwrap_or("");
    let mut choices: Vec<Vec<usize>> = vec![Vec::new()];
    for group in pattern.split('(').skip(1) {
        let count = group.trim_end_matches(')');
        let (low, high) = if count.contains('[') || count.contains('|') || count.contains("\\d\\d")
        {
            let wide = count.matches("\\d").count()
                + usize::from(count.starts_with('['))
                + count.bytes().take_while(u8::is_ascii_digit).count();
            (wide.max(1), wide.max(1))
        } else if let Some((_, counts)) = count.split_once('{') {
            let counts = counts.split('}').next().unwrap_or("1");
            let (low, high) = counts.split_once(',').unwrap_or((counts, counts));
            (low.parse().unwrap_or(1), high.parse().unwrap_or(1))
        } else {
            let wide =
                count.matches("\\d").count() + count.bytes().take_while(u8::is_ascii_digit).count();
            (wide.max(1), wide.max(1))
        };
        choices = choices
            .into_iter()
            .flat_map(|choice| {
                (low..=high.min(8)).map(move |len| [choice.clone(), vec![len]].concat())
            })
            .collect();
    }
    let prefixed = format[3]
        .as_str()
        .is_some_and(|rule| rule.contains("$1") && rule != "$1");
    for choice in choices.into_iter().filter(|choice| choice.len() >= 2) {
        let pack = |lengths: &[usize]| {
            lengths
                .iter()
                .fold(0_u32, |sum, len| sum << 4 | *len as u32)
        };
        out.insert(pack(&choice));
        if prefixed && trunk > 0 {
            let mut joined = choice.clone();
            joined[0] += trunk;
            out.insert(pack(&joined));
            let mut apart = vec![trunk];
            apart.extend(&choice);
            out.insert(pack(&apart));
        }
    }
}
