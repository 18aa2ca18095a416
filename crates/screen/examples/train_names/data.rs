//! Texts with labels: the permissively licensed sources, and sentences of our own filled from lists.

use flate2::read::GzDecoder;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use tacita_screen::Kind;
use tacita_screen::names::feature::word_hash;
use tacita_screen::names::table::put_in_filter;
use tacita_screen::names::token::{self, Token};

/// The sources that a shipped model may learn from, each with how often it is read per round.
const SOURCES: [(&str, u32); 9] = [
    ("presidio_synth", 1),
    ("mdg", 2),
    ("btc", 1),
    ("wnut17", 1),
    ("nanni", 1),
    ("neg_banking77", 1),
    ("neg_clinc", 1),
    ("neg_tm4", 1),
    ("neg_irc", 1),
];

/// Label of a token that may be a name (nobody labelled those) but is certainly no address.
pub(crate) const NO_ADDRESS: u8 = 254;

/// A text with a label for each token; 255 means "do not care".
pub(crate) struct Text {
    pub(crate) source: String,
    pub(crate) text: String,
    pub(crate) tokens: Vec<Token>,
    pub(crate) labels: Vec<u8>,
    pub(crate) spans: Vec<(usize, usize, Kind)>,
    key: u32,
}

impl Text {
    pub(crate) fn held_out(&self) -> bool {
        self.source != "template" && self.key.is_multiple_of(5)
    }
}

pub(crate) fn make(
    source: &str,
    key: &str,
    text: String,
    spans: &[(usize, usize, String)],
) -> Text {
    let mut tokens = Vec::new();
    token::split(&text, &mut tokens);
    let mut labels = vec![0u8; tokens.len()];
    for (start, end, kind) in spans {
        let (begin, inside) = match kind.as_str() {
            "PERSON" => (1, 2),
            "ADDRESS" => (3, 4),
            "LOCATION" | "ORG" => (5, 6),
            "IGNORE" | "OTHER" | "TITLE" | "USERNAME" | "ZIP" => (255, 255),
            _ => continue,
        };
        let mut first = true;
        for (token, label) in tokens.iter().zip(&mut labels) {
            if (token.start as usize) < *end && *start < token.end as usize {
                *label = if first { begin } else { inside };
                first = false;
            }
        }
    }
    if source == "neg_irc" {
        labels.fill(NO_ADDRESS);
    }
    let kept = spans
        .iter()
        .filter_map(|(s, e, kind)| match kind.as_str() {
            "PERSON" => Some((*s, *e, Kind::Person)),
            "ADDRESS" => Some((*s, *e, Kind::Address)),
            _ => None,
        })
        .collect();
    Text {
        source: source.into(),
        text,
        tokens,
        labels,
        spans: kept,
        key: word_hash(key),
    }
}

pub(crate) fn read_jsonl(path: &Path, source: &str) -> Vec<Text> {
    let mut body = String::new();
    let bytes = std::fs::read(path).expect("a data file");
    if path.extension().is_some_and(|e| e == "gz") {
        GzDecoder::new(&bytes[..])
            .read_to_string(&mut body)
            .expect("gzip");
    } else {
        body = String::from_utf8(bytes).expect("UTF-8");
    }
    body.lines()
        .map(|line| {
            let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let text = record["text"].as_str().expect("text").to_owned();
            let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            bytes.push(text.len());
            let spans: Vec<(usize, usize, String)> = record["spans"]
                .as_array()
                .expect("spans")
                .iter()
                .map(|span| {
                    let at = |name: &str| bytes[span[name].as_u64().expect("offset") as usize];
                    (
                        at("start"),
                        at("end"),
                        span["type"].as_str().expect("type").to_owned(),
                    )
                })
                .collect();
            // Conversations stay together, so that none is learned from and judged by.
            let key = record["conv"]
                .as_str()
                .or(record["id"].as_str())
                .unwrap_or("")
                .to_owned();
            make(source, &key, text, &spans)
        })
        .collect()
}

pub(crate) fn labelled(folder: &Path) -> Vec<Text> {
    SOURCES
        .iter()
        .flat_map(|(source, times)| {
            (0..*times)
                .flat_map(move |_| read_jsonl(&folder.join(format!("{source}.jsonl.gz")), source))
        })
        .collect()
}

/// Names, places and addresses by locale.
pub(crate) struct Lists(BTreeMap<String, BTreeMap<String, Vec<String>>>);

/// A seeded generator (splitmix64): the run must be the same everywhere.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }
}

impl Lists {
    pub(crate) fn read(path: &Path) -> Self {
        let mut body = String::new();
        GzDecoder::new(&std::fs::read(path).expect("lists")[..])
            .read_to_string(&mut body)
            .expect("gzip");
        let mut lists: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
        for line in body.lines().skip(1) {
            let mut columns = line.split('\t');
            let (kind, locale, value) = (
                columns.next().unwrap(),
                columns.next().unwrap(),
                columns.next().unwrap(),
            );
            lists
                .entry(locale.into())
                .or_default()
                .entry(kind.into())
                .or_default()
                .push(value.replace("\\n", "\n"));
        }
        Self(lists)
    }

    fn of(&self, kind: &str) -> impl Iterator<Item = &String> {
        self.0
            .values()
            .filter_map(move |kinds| kinds.get(kind))
            .flatten()
    }

    /// Bloom filters of single words: first names, last names, places, common words.
    pub(crate) fn filters(&self) -> [Vec<u8>; 4] {
        [("first", 18u8), ("last", 18), ("city", 17), ("word", 17)].map(|(kind, bits)| {
            let mut filter = vec![0u8; 1 << (bits - 3)];
            let mut words: Vec<u32> = Vec::new();
            for value in self.of(kind) {
                let mut tokens = Vec::new();
                token::split(value, &mut tokens);
                if tokens.len() == 1 && value.chars().count() > 1 {
                    words.push(word_hash(value));
                }
            }
            words.sort_unstable();
            words.dedup();
            println!("{kind}: {} words", words.len());
            for word in words {
                put_in_filter(word, &mut filter);
            }
            filter
        })
    }

    pub(crate) fn pick<'a>(
        &'a self,
        locale: &str,
        kind: &str,
        chance: &mut Chance,
    ) -> Option<&'a str> {
        let values = self.0.get(locale)?.get(kind)?;
        values.get(chance.below(values.len())).map(String::as_str)
    }
}

const FIRMS: [&str; 14] = [
    "Harbour Books",
    "Nordwind",
    "Acme",
    "Blue Bottle",
    "First National Bank",
    "Kruger & Sons",
    "Telkom",
    "DHL",
    "Microsoft",
    "the Ministry of Health",
    "Siemens",
    "Vodafone",
    "Greenpeace",
    "Real Madrid",
];

/// Of a hundred pairs of template and locale, how many a drawing leaves out.
const SKIPPED: usize = 80;

/// Sentences of our own: every template in every locale that has what it asks for.
pub(crate) fn templates(path: &Path, lists: &Lists, draw: u64) -> Vec<Text> {
    let body = std::fs::read_to_string(path).expect("templates");
    let templates: Vec<&str> = body
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .collect();
    let mut chance = Chance(20_261_122 + draw);
    let mut out = Vec::new();
    for locale in lists.0.keys() {
        for template in &templates {
            if chance.below(100) < SKIPPED {
                continue;
            }
            if let Some((text, spans)) = fill(template, locale, lists, &mut chance) {
                let fold = chance.below(100);
                let (text, spans) = if fold < 35 {
                    lowered(&text, &spans)
                } else {
                    (text, spans)
                };
                out.push(make("template", template, text, &spans));
            }
        }
    }
    out
}

/// Running sentences per language.
const RUNNING: usize = 20;

/// Running text of common words with a name, a place or a number here and there: what tells a name
/// from a capital at the head of a sentence in languages that no labelled source has.
pub(crate) fn running(lists: &Lists, draw: u64) -> Vec<Text> {
    let mut chance = Chance(41 + draw);
    let mut out = Vec::new();
    let locales: Vec<&String> = lists.0.keys().collect();
    for (language, kinds) in &lists.0 {
        let Some(words) = kinds.get("word").filter(|words| words.len() > 60) else {
            continue;
        };
        let kin: Vec<&&String> = locales
            .iter()
            .filter(|l| {
                l.get(..2) == language.get(..2) && lists.0[l.as_str()].contains_key("person")
            })
            .collect();
        for _ in 0..RUNNING {
            let home = if kin.is_empty() {
                "en_US"
            } else {
                kin[chance.below(kin.len())].as_str()
            };
            if let Some((text, spans)) = sentence(words, home, lists, &mut chance) {
                out.push(make("template", "running", text, &spans));
            }
        }
    }
    out
}

fn sentence(
    words: &[String],
    home: &str,
    lists: &Lists,
    chance: &mut Chance,
) -> Option<(String, Spans)> {
    let mut text = String::new();
    let mut spans = Spans::new();
    for place in 0..4 + chance.below(12) {
        if place > 0 {
            text.push_str(if chance.below(14) == 0 { ", " } else { " " });
        }
        let (value, kind) = match chance.below(24) {
            0 => (lists.pick(home, "person", chance)?.to_owned(), "PERSON"),
            1 => (
                lists
                    .pick(home, "last", chance)
                    .unwrap_or("Novak")
                    .to_owned(),
                "PERSON",
            ),
            2 => (
                lists
                    .pick(home, "city", chance)
                    .unwrap_or("Berlin")
                    .to_owned(),
                "LOCATION",
            ),
            3 => (format!("{}", chance.below(3000)), "NUMBER"),
            4 => (FIRMS[chance.below(FIRMS.len())].to_owned(), "ORG"),
            5 => (
                format!("{},{} %", chance.below(100), chance.below(10)),
                "NUMBER",
            ),
            _ => (words[chance.below(words.len())].clone(), ""),
        };
        let value = if place == 0 { capital(&value) } else { value };
        if !kind.is_empty() && kind != "NUMBER" {
            spans.push((text.len(), text.len() + value.len(), kind.to_owned()));
        }
        text.push_str(&value);
    }
    text.push('.');
    Some((text, spans))
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

type Spans = Vec<(usize, usize, String)>;

fn lowered(text: &str, spans: &Spans) -> (String, Spans) {
    let lower = text.to_lowercase();
    if lower.len() == text.len() {
        (lower, spans.clone())
    } else {
        (text.to_owned(), spans.clone())
    }
}

fn fill(
    template: &str,
    locale: &str,
    lists: &Lists,
    chance: &mut Chance,
) -> Option<(String, Spans)> {
    let mut out = String::new();
    let mut spans = Spans::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open].replace("\\n", "\n"));
        let close = open + rest[open..].find('}')?;
        let slot = &rest[open + 1..close];
        let (value, kind) = match slot {
            "person" => {
                let value = match chance.below(3) {
                    0 => lists.pick(locale, "person", chance)?.to_owned(),
                    1 => format!(
                        "{} {}",
                        lists.pick(locale, "first", chance)?,
                        lists.pick(locale, "last", chance)?
                    ),
                    _ => lists.pick(locale, "person", chance)?.to_owned(),
                };
                (value, "PERSON")
            }
            "first" => (lists.pick(locale, "first", chance)?.to_owned(), "PERSON"),
            "last" => (lists.pick(locale, "last", chance)?.to_owned(), "PERSON"),
            "address" => {
                let value = lists.pick(locale, "address", chance)?.to_owned();
                let value = if chance.below(2) == 0 {
                    value.replace('\n', ", ")
                } else {
                    value
                };
                let value = if chance.below(5) == 0 {
                    value.replace(',', "")
                } else {
                    value
                };
                (value, "ADDRESS")
            }
            "street" => (
                lists
                    .pick(locale, "address", chance)?
                    .split(['\n', ','])
                    .next()?
                    .trim()
                    .to_owned(),
                "ADDRESS",
            ),
            "house" => (crate::streets::english(lists, chance), "ADDRESS"),
            // As lists of patients and members have it: surname first, often with an initial.
            "reversed" => {
                let last = lists.pick(locale, "last", chance)?;
                let first = lists.pick(locale, "first", chance)?;
                let initial = match chance.below(4) {
                    0 => format!(" {}", char::from(b'A' + chance.below(26) as u8)),
                    1 => format!(" {}.", char::from(b'A' + chance.below(26) as u8)),
                    _ => String::new(),
                };
                (format!("{last} {first}{initial}"), "PERSON")
            }
            "city" => (lists.pick(locale, "city", chance)?.to_owned(), "LOCATION"),
            "org" => (FIRMS[chance.below(FIRMS.len())].to_owned(), "ORG"),
            _ => (format!("{}", 100 + chance.below(9_999_999)), "NUMBER"),
        };
        if kind == "ADDRESS" && !value.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        let start = out.len();
        out.push_str(&value);
        // "first last" of a template is one person.
        match spans.last_mut() {
            Some((_, end, last))
                if *last == kind && kind == "PERSON" && out[*end..start] == *" " =>
            {
                *end = out.len()
            }
            _ => spans.push((start, out.len(), kind.to_owned())),
        }
        rest = &rest[close + 1..];
    }
    out.push_str(&rest.replace("\\n", "\n"));
    Some((out, spans))
}
