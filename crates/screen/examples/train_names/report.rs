//! Scores of a table: precision, recall and F1 per source, by the rule of the data's own scorer
//! (overlap of at least half of the longer span counts as found).

use crate::data::{self, Text};
use std::path::Path;
use tacita_screen::Kind;
use tacita_screen::names::{Lean, Scratch, Tagger};

fn overlap(a: (usize, usize), b: (usize, usize)) -> f64 {
    let shared = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    if shared == 0 {
        0.0
    } else {
        shared as f64 / (a.1.max(b.1) - a.0.min(b.0)) as f64
    }
}

fn score(tagger: &Tagger, texts: &[&Text], kind: Kind, margin: i32) -> (usize, usize, usize) {
    let (mut right, mut stray, mut missed) = (0, 0, 0);
    let mut scratch = Scratch::default();
    for text in texts {
        let found = tagger.tag(&text.text, Lean::default(), &mut scratch);
        let gold: Vec<_> = text.spans.iter().filter(|span| span.2 == kind).collect();
        let mine: Vec<_> = found
            .iter()
            .filter(|span| span.kind == kind && span.margin >= margin)
            .collect();
        let hit = |g: &&&(usize, usize, Kind)| {
            mine.iter()
                .any(|m| overlap((m.start, m.end), (g.0, g.1)) >= 0.5)
        };
        let hits = gold.iter().filter(hit).count();
        right += hits;
        missed += gold.len() - hits;
        stray += mine
            .iter()
            .filter(|m| {
                !gold
                    .iter()
                    .any(|g| overlap((m.start, m.end), (g.0, g.1)) > 0.0)
            })
            .count();
    }
    (right, stray, missed)
}

pub(crate) fn print(table: &[u8], held: &[Text], dlp: Option<&Path>) {
    let tagger = Tagger::new(table).expect("the table just written");
    let mut groups: Vec<(String, Vec<&Text>)> = Vec::new();
    for text in held {
        match groups.iter_mut().find(|(name, _)| *name == text.source) {
            Some((_, texts)) => texts.push(text),
            None => groups.push((text.source.clone(), vec![text])),
        }
    }
    let mut outside = Vec::new();
    if let Some(folder) = dlp {
        for name in [
            "sgd", "uner_en", "uner_pt", "uner_da", "abcd", "neg_irc", "neg_sgd",
        ] {
            outside.push((
                name.to_owned(),
                data::read_jsonl(&folder.join(format!("{name}.jsonl")), name),
            ));
        }
    }
    groups.extend(
        outside
            .iter()
            .map(|(name, texts)| (name.clone(), texts.iter().collect())),
    );
    if std::env::var("STRAYS").is_ok() {
        for (name, texts) in &outside {
            println!("{name}");
            strays(&tagger, texts, Kind::Address, 14);
            strays(&tagger, texts, Kind::Person, 14);
        }
    }
    for margin in [0, 80] {
        println!("margin {margin}");
        for kind in [Kind::Person, Kind::Address] {
            let mut line = format!("  {kind:?}:");
            for (name, texts) in &groups {
                let (t, f, m) = score(&tagger, texts, kind, margin);
                let f1 = 2.0 * t as f64 / (2 * t + f + m).max(1) as f64;
                if t + m > 0 {
                    line += &format!(
                        " {name} {f1:.3} (P {:.2} R {:.2})",
                        t as f64 / (t + f).max(1) as f64,
                        t as f64 / (t + m) as f64
                    )
                } else {
                    line += &format!(" {name} {f}/{}", texts.len())
                }
            }
            println!("{line}");
        }
    }
}

/// Prints what was found and is not there, for reading.
pub(crate) fn strays(tagger: &Tagger, texts: &[Text], kind: Kind, most: usize) {
    let mut scratch = Scratch::default();
    let mut shown = 0;
    for text in texts {
        for span in tagger.tag(&text.text, Lean::default(), &mut scratch) {
            if span.kind == kind
                && !text
                    .spans
                    .iter()
                    .any(|g| overlap((span.start, span.end), (g.0, g.1)) > 0.0)
                && shown < most
            {
                shown += 1;
                let from = text.text[..span.start]
                    .char_indices()
                    .rev()
                    .nth(40)
                    .map_or(0, |c| c.0);
                println!(
                    "    {} [{}] {:?} | {}",
                    span.margin,
                    &text.text[span.start..span.end],
                    kind,
                    text.text[from..]
                        .chars()
                        .take(120)
                        .collect::<String>()
                        .replace('\n', "/")
                );
            }
        }
    }
}
