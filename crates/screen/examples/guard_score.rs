//! Measures the wrong-window guard on real conversations: drafts that carry another customer's
//! value, name or sentence, and drafts that do not.
//!
//! `cargo run --release -p tacita-screen --features jsonl,tables --example guard_score -- DIR`
//! with `mdg.jsonl`, `abcd.jsonl`, `sgd.jsonl` in DIR. Seeded: every run gives the same figures.

#[path = "shared/dice.rs"]
mod dice;

use dice::Dice;
use std::collections::BTreeMap;
use std::io::Write;
use tacita_screen::guard::{Guard, Printer};
use tacita_screen::{Kind, Screen, Speaker};

/// Chats that are open together, and pairs measured of each sort.
const OPEN: usize = 5;
const PAIRS: usize = 1000;

fn conversations(dir: &str) -> std::io::Result<Vec<Vec<String>>> {
    let mut all = Vec::new();
    for name in ["mdg", "abcd", "sgd"] {
        let mut by_id: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let text = std::fs::read_to_string(format!("{dir}/{name}.jsonl"))?;
        for line in text.lines() {
            let value: serde_json::Value =
                serde_json::from_str(line).map_err(std::io::Error::other)?;
            let part = |key: &str| value.get(key).and_then(serde_json::Value::as_str);
            let (Some(text), Some(id)) = (part("text"), part("conv")) else {
                continue;
            };
            by_id
                .entry(id.to_owned())
                .or_default()
                .push(text.to_owned());
        }
        all.extend(by_id.into_values().filter(|turns| turns.len() >= 3));
    }
    Ok(all)
}

/// What to carry over: a value or name with a few words, or a sentence of at least six words.
fn cargo(screen: &Screen, turns: &[String], dice: &mut Dice) -> Option<String> {
    let start = dice.below(turns.len());
    for turn in turns.iter().cycle().skip(start).take(turns.len()) {
        let findings = screen.conversation(turn, Speaker::Customer, &[], &[]);
        let value = findings
            .iter()
            .find(|f| !matches!(f.kind, Kind::Pin | Kind::Cvv | Kind::Health));
        if let Some(value) = value
            .and_then(|f| turn.get(f.range.clone()))
            .filter(|value| value.len() >= 4)
        {
            return Some(format!("I have noted {value} for you"));
        }
        if turn.split(' ').count() >= 9 {
            return Some(turn.clone());
        }
    }
    None
}

fn main() -> std::io::Result<()> {
    let dir = std::env::args()
        .nth(1)
        .ok_or_else(|| std::io::Error::other("which folder?"))?;
    let screen = Screen::complete();
    let all = conversations(&dir)?;
    let replies = [
        "Thank you, I am looking into it now.",
        "Could you tell me your order number please?",
        "I am sorry for the trouble, your refund is on its way.",
        "Is there anything else I can help you with today?",
    ];
    let printer = Printer::new([3; 32]);
    let mut dice = Dice(42);
    let (mut caught, mut swapped, mut stopped, mut clean) = (0, 0, 0, 0);
    while swapped < PAIRS || clean < PAIRS {
        let open: Vec<&Vec<String>> = (0..OPEN)
            .filter_map(|_| all.get(dice.below(all.len())))
            .collect();
        let mut guard: Guard<usize> = Guard::default();
        for (chat, turns) in open.iter().enumerate() {
            for turn in *turns {
                let findings = screen.conversation(turn, Speaker::Customer, &[], &[]);
                guard.add(&chat, &printer.of_text(turn, &findings), 0);
            }
        }
        let (from, to) = (dice.below(OPEN), dice.below(OPEN));
        let Some(turns) = open.get(from) else {
            continue;
        };
        if from != to
            && swapped < PAIRS
            && let Some(draft) = cargo(&screen, turns, &mut dice)
        {
            swapped += 1;
            caught += usize::from(guard.check(&to, &printer.of_draft(&draft), 10).is_some());
        }
        // The agent repeats the own customer's value, or answers in ordinary words.
        if clean < PAIRS {
            let ordinary = replies
                .get(clean % replies.len())
                .map(|text| (*text).to_owned());
            let draft = if clean % 2 == 0 {
                cargo(&screen, turns, &mut dice)
            } else {
                ordinary
            };
            if let Some(draft) = draft {
                clean += 1;
                stopped += usize::from(guard.check(&from, &printer.of_draft(&draft), 10).is_some());
            }
        }
    }
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "swapped {swapped}: caught {caught} ({:.2} %)",
        100.0 * caught as f64 / swapped as f64
    )?;
    writeln!(
        out,
        "unswapped {clean}: stopped {stopped} ({:.2} %)",
        100.0 * stopped as f64 / clean as f64
    )
}
