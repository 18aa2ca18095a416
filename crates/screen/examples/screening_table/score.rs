//! Scores findings against labels, span by span, as the data's own scorer does.
//!
//! A finding is right when it is of the label's type and overlaps it by half of the longer; one to
//! one. Precision counts only sources that label the type exhaustively; findings on labels that mean
//! "do not count" are neither right nor wrong. Leaked is the share of letters and digits of labelled
//! values that no finding covers.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use tacita_screen::{Kind, Screen};

/// Structured types: everything but names and addresses.
pub(crate) const STRUCTURED: [&str; 18] = [
    "CREDIT_CARD",
    "IBAN",
    "BANK_ACCOUNT",
    "NATIONAL_ID",
    "TAX_ID",
    "PASSPORT",
    "DRIVER_LICENSE",
    "HEALTH_ID",
    "EMAIL",
    "PHONE",
    "IP",
    "MAC",
    "CRYPTO",
    "SECRET",
    "PASSWORD",
    "PIN",
    "IMEI",
    "VEHICLE",
];
/// Findings that mask what they cover.
const MASKING: [&str; 9] = [
    "PERSON", "ADDRESS", "USERNAME", "CVV", "DOB", "BIC", "HEALTH", "PIN", "PASSWORD",
];

/// A labelled or found stretch, in code points.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) word: String,
    pub(crate) sub: String,
}

/// One text.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) text: Vec<char>,
    pub(crate) spans: Vec<Span>,
    pub(crate) way: String,
    pub(crate) must_not: Option<String>,
    line: Value,
}

/// A source with what its makers say about it.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) labelled: Vec<String>,
    pub(crate) clean_of: Vec<String>,
    pub(crate) records: Vec<Record>,
}

/// Counts of one type.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) right: usize,
    pub(crate) wrong: usize,
    pub(crate) missed: usize,
    pub(crate) leaked: usize,
    pub(crate) letters: usize,
}

impl Counts {
    fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.leaked += other.leaked;
        self.letters += other.letters;
    }
    pub(crate) fn precision(&self) -> f64 {
        share(self.right, self.right + self.wrong)
    }
    pub(crate) fn recall(&self) -> f64 {
        share(self.right, self.right + self.missed)
    }
    pub(crate) fn f(&self, beta: f64) -> f64 {
        let (p, r, b) = (self.precision(), self.recall(), beta * beta);
        if p + r == 0.0 {
            0.0
        } else {
            (1.0 + b) * p * r / (b * p + r)
        }
    }
    pub(crate) fn leak(&self) -> f64 {
        share(self.leaked, self.letters)
    }
}

/// A share, 0 of nothing.
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// Everything that was counted.
#[derive(Debug, Default)]
pub(crate) struct Scored {
    /// By source and type.
    by: BTreeMap<(String, String), Counts>,
    labelled: BTreeMap<String, Vec<String>>,
    /// Clean sources: texts with a finding that must not be, texts in all.
    pub(crate) alarms: BTreeMap<String, (usize, usize)>,
    /// Near misses reported as the type they are not, near misses in all.
    pub(crate) must_not: (usize, usize),
    /// Disguised values of the data: leaked, in all, by way.
    pub(crate) ways: BTreeMap<String, (usize, usize)>,
}

impl Scored {
    /// Counts of some types over the sources that label them.
    pub(crate) fn of(&self, words: &[&str]) -> Counts {
        let mut out = Counts::default();
        for ((source, word), counts) in &self.by {
            let labelled = self.labelled.get(source);
            if words.contains(&word.as_str()) && labelled.is_some_and(|list| list.contains(word)) {
                out.add(counts);
            }
        }
        // Letters are counted in every source with labels at all.
        (out.leaked, out.letters) = (0, 0);
        for ((source, word), counts) in &self.by {
            let any = self
                .labelled
                .get(source)
                .is_some_and(|list| !list.is_empty());
            if any && words.contains(&word.as_str()) {
                out.leaked += counts.leaked;
                out.letters += counts.letters;
            }
        }
        out
    }
    /// Counts of a type in one source.
    pub(crate) fn in_source(&self, source: &str, word: &str) -> Counts {
        self.by
            .get(&(source.to_owned(), word.to_owned()))
            .copied()
            .unwrap_or_default()
    }
}

/// Reads the folder.
pub(crate) fn read(dir: &Path) -> std::io::Result<Vec<Source>> {
    let about: Value = parse(&std::fs::read_to_string(dir.join("sources.json"))?)?;
    let mut out = Vec::new();
    for (name, facts) in about.as_object().into_iter().flatten() {
        let list = |key: &str| -> Vec<String> {
            let words = facts
                .get(key)
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            words.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let mut records = Vec::new();
        for line in std::fs::read_to_string(dir.join(format!("{name}.jsonl")))?.lines() {
            records.push(record(parse(line)?));
        }
        out.push(Source {
            name: name.clone(),
            labelled: list("labelled"),
            clean_of: list("clean_of"),
            records,
        });
    }
    Ok(out)
}

fn parse(text: &str) -> std::io::Result<Value> {
    serde_json::from_str(text).map_err(std::io::Error::other)
}

fn record(line: Value) -> Record {
    let word = |value: &Value, key: &str| {
        value
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let spans = line.get("spans").and_then(Value::as_array);
    let spans = spans
        .into_iter()
        .flatten()
        .map(|span| span_of(span, word(span, "type"), word(span, "sub")));
    Record {
        text: word(&line, "text").chars().collect(),
        spans: spans.collect(),
        way: word(&line, "way"),
        must_not: line
            .get("must_not")
            .and_then(Value::as_str)
            .map(str::to_owned),
        line,
    }
}

fn span_of(span: &Value, word: String, sub: String) -> Span {
    let at = |key: &str| span.get(key).and_then(Value::as_u64).unwrap_or(0) as usize;
    Span {
        start: at("start"),
        end: at("end"),
        word,
        sub,
    }
}

/// Findings in a line of JSON, by the same words that `tacita scan --jsonl` speaks.
pub(crate) fn findings(screen: &Screen, line: &Value) -> std::io::Result<Vec<Span>> {
    let answer =
        tacita_screen::jsonl::line(screen, &line.to_string()).map_err(std::io::Error::other)?;
    Ok(record(parse(&answer)?).spans)
}

/// Scores all sources; `asked` tells the engine the types of the labels, as after a question.
pub(crate) fn score(screen: &Screen, sources: &[Source], asked: bool) -> std::io::Result<Scored> {
    let mut out = Scored::default();
    for source in sources {
        out.labelled
            .insert(source.name.clone(), source.labelled.clone());
        for record in &source.records {
            let mut line = record.line.clone();
            if asked && let Some(object) = line.as_object_mut() {
                let words: Vec<&str> = record
                    .spans
                    .iter()
                    .map(|span| span.word.as_str())
                    .filter(|word| STRUCTURED.contains(word) && Kind::from_word(word).is_some())
                    .collect();
                object.insert("expected".to_owned(), words.into());
            }
            let found = findings(screen, &line)?;
            one(&mut out, source, record, &found);
        }
    }
    Ok(out)
}

fn one(out: &mut Scored, source: &Source, record: &Record, found: &[Span]) {
    if !source.clean_of.is_empty() {
        let count = out.alarms.entry(source.name.clone()).or_default();
        count.0 += usize::from(found.iter().any(|f| source.clean_of.contains(&f.word)));
        count.1 += 1;
    }
    if let Some(word) = &record.must_not {
        // Look-alikes of secrets are a soft test: some are secrets of another kind.
        if source.name != "secrets_np_neg" {
            out.must_not.0 += usize::from(found.iter().any(|f| same(&f.word, word)));
            out.must_not.1 += 1;
        }
    }
    let mut used = vec![false; found.len()];
    for gold in record.spans.iter().filter(|gold| gold.word != "IGNORE") {
        let best = (0..found.len())
            .filter(|&i| !used[i] && same(&found[i].word, &gold.word))
            .map(|i| (overlap(&found[i], gold), i))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let counts = out
            .by
            .entry((source.name.clone(), gold.word.clone()))
            .or_default();
        match best {
            Some((share, i)) if share >= 0.5 => {
                used[i] = true;
                counts.right += 1;
            }
            _ => counts.missed += 1,
        }
        if !(STRUCTURED.contains(&gold.word.as_str())
            || matches!(gold.word.as_str(), "PERSON" | "ADDRESS"))
        {
            continue;
        }
        let (leaked, letters) = leak(record, found, gold);
        counts.leaked += leaked;
        counts.letters += letters;
        if source.name == "obf" && gold.sub == record.way {
            let way = out.ways.entry(record.way.clone()).or_default();
            way.0 += leaked;
            way.1 += letters;
        }
    }
    for (i, f) in found.iter().enumerate() {
        if used[i] || !source.labelled.contains(&f.word) {
            continue;
        }
        let length = f.end - f.start;
        let neither = record.spans.iter().any(|g| {
            let shared = f.end.min(g.end).saturating_sub(f.start.max(g.start));
            matches!(
                g.word.as_str(),
                "IGNORE" | "PARTIAL_ID" | "REF_ID" | "USERNAME"
            ) && shared * 2 >= length
                || same(&f.word, &g.word) && shared > 0
        });
        if !neither {
            out.by
                .entry((source.name.clone(), f.word.clone()))
                .or_default()
                .wrong += 1;
        }
    }
}

/// Letters and digits of a labelled value that no finding covers, and all of them.
pub(crate) fn leak(record: &Record, found: &[Span], gold: &Span) -> (usize, usize) {
    let masks =
        |f: &&Span| STRUCTURED.contains(&f.word.as_str()) || MASKING.contains(&f.word.as_str());
    let covers = |at: usize| {
        found
            .iter()
            .filter(masks)
            .any(|f| f.start <= at && at < f.end)
    };
    let signs = (gold.start..gold.end.min(record.text.len()))
        .filter(|&at| record.text[at].is_alphanumeric());
    signs.fold((0, 0), |(leaked, all), at| {
        (leaked + usize::from(!covers(at)), all + 1)
    })
}

fn overlap(a: &Span, b: &Span) -> f64 {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    share(shared, a.end.max(b.end) - a.start.min(b.start))
}

/// Person, tax and health numbers are often one another; an account may be an IBAN.
pub(crate) fn same(found: &str, gold: &str) -> bool {
    let id = |word: &str| matches!(word, "NATIONAL_ID" | "TAX_ID" | "HEALTH_ID");
    found == gold || id(found) && id(gold) || found == "BANK_ACCOUNT" && gold == "IBAN"
}
