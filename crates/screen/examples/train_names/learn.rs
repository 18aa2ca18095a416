//! The averaged structured perceptron, and the packing of its weights into a table.

use crate::data::{Chance, NO_ADDRESS, Text};
use std::collections::{HashMap, HashSet};
use tacita_screen::names::feature::{Sight, each_look, each_word, look};
use tacita_screen::names::{LABELS, Steps, Table, decode_with};

const BITS: u8 = 16;
/// An observation made fewer times than this in the training texts is not learned from: it would
/// only know that text, and take a row that another needs.
const SEEN_AT_LEAST: u8 = 10;
const ROUNDS: usize = 6;
/// Taggers whose weights are summed, each taught with sentences of its own: one alone depends on the
/// order of its texts by more than a tuning of anything else moves it.
pub(crate) const DRAWINGS: u64 = 8;
/// Weights are kept in steps of this: the file that browsers load shrinks by 82,000 bytes, and F1 on the
/// development data moves by less than 0.002.
const STEP: f32 = 12.0;
/// Added before a weight is cut to whole steps. A little less than a half: what hardly matters falls to
/// nothing, the file shrinks by 9,000 more bytes, and F1 moves by less than 0.002.
const ROUND_UP: f32 = 0.4;

/// Weights with their running sums for averaging.
struct Weights {
    now: Vec<f32>,
    total: Vec<f64>,
    stamp: Vec<u32>,
    clock: u32,
}

impl Weights {
    fn new(size: usize) -> Self {
        Self {
            now: vec![0.0; size],
            total: vec![0.0; size],
            stamp: vec![0; size],
            clock: 0,
        }
    }
    fn change(&mut self, at: usize, by: f32) {
        self.total[at] += f64::from(self.now[at]) * f64::from(self.clock - self.stamp[at]);
        self.stamp[at] = self.clock;
        self.now[at] += by;
    }
    fn average(&mut self) -> Vec<f32> {
        (0..self.now.len())
            .map(|at| {
                self.change(at, 0.0);
                (self.total[at] / f64::from(self.clock.max(1))) as f32
            })
            .collect()
    }
}

/// Teaches one tagger for each drawing of our own sentences and sums their weights: what only one
/// order of texts or one choice of names taught falls below the step and away.
pub(crate) fn learn(texts: &[Text], own: &[Vec<Text>], filters: &[Vec<u8>; 4]) -> Vec<u8> {
    let table = Table::blank(BITS, filters.clone());
    let seen = observations(texts, own, &table);
    println!("{} observations kept", seen.len());
    let mut weights = vec![0f32; (1usize << BITS) * LABELS];
    let mut steps = vec![0f32; LABELS * LABELS];
    for (member, own) in own.iter().enumerate() {
        let texts: Vec<&Text> = texts.iter().chain(own).collect();
        let (own_weights, own_steps) = member_of(&texts, &table, &seen, 7 + member as u64);
        for (sum, weight) in weights.iter_mut().zip(own_weights) {
            *sum += weight;
        }
        for (sum, step) in steps.iter_mut().zip(own_steps) {
            *sum += step;
        }
    }
    pack(&weights, &steps, filters)
}

/// Observations made often enough to be learned from, each text counted once.
fn observations(texts: &[Text], own: &[Vec<Text>], table: &Table) -> HashSet<u32> {
    let mut seen: HashMap<u32, u8> = HashMap::new();
    let mut sights = Vec::new();
    for text in texts.iter().chain(own.iter().flatten()) {
        look(&text.text, &text.tokens, table, &mut sights);
        for at in 0..sights.len() {
            tacita_screen::names::feature::each(&sights, at, |hash| {
                let count = seen.entry(hash).or_default();
                *count = count.saturating_add(1);
            });
        }
    }
    let often = seen
        .into_iter()
        .filter(|(_, count)| *count >= SEEN_AT_LEAST);
    often.map(|(hash, _)| hash).collect()
}

fn member_of(
    texts: &[&Text],
    table: &Table,
    seen: &HashSet<u32>,
    seed: u64,
) -> (Vec<f32>, Vec<f32>) {
    let mut steps = Weights::new(LABELS * LABELS);
    let mut order: Vec<usize> = (0..texts.len()).collect();
    let mut chance = Chance(seed);
    let (mut sights, mut trail, mut guess) = (Vec::<Sight>::new(), Vec::new(), Vec::new());
    let mut weights = Weights::new((1usize << BITS) * LABELS);
    for round in 0..ROUNDS {
        for at in (1..order.len()).rev() {
            order.swap(at, chance.below(at + 1));
        }
        let mut wrong = 0usize;
        for place in &order {
            let text = texts[*place];
            weights.clock += 1;
            steps.clock += 1;
            look(&text.text, &text.tokens, table, &mut sights);
            // One text in four is read without its words, so that look and lists learn to carry
            // languages and names never seen.
            let blind = chance.below(4) == 0;
            let observed: Vec<Vec<usize>> = (0..sights.len())
                .map(|at| {
                    let mut hashes = Vec::with_capacity(32);
                    let mut put = |hash: u32| {
                        if seen.contains(&hash) {
                            hashes.push(table.row(hash));
                        }
                    };
                    each_look(&sights, at, &mut put);
                    if !blind {
                        each_word(&sights, at, &mut put);
                    }
                    hashes
                })
                .collect();
            let scores: Vec<[i32; LABELS]> = observed
                .iter()
                .map(|rows| {
                    let mut sums = [0f32; LABELS];
                    for row in rows {
                        for (sum, weight) in
                            sums.iter_mut().zip(&weights.now[row * LABELS..][..LABELS])
                        {
                            *sum += weight;
                        }
                    }
                    sums.map(|sum| (sum * 256.0) as i32)
                })
                .collect();
            let step: Steps = core::array::from_fn(|to| {
                core::array::from_fn(|from| (steps.now[from * LABELS + to] * 256.0) as i32)
            });
            decode_with(&scores, &step, &mut trail, &mut guess);
            let gold: Vec<u8> = text
                .labels
                .iter()
                .zip(&guess)
                .map(|(gold, guess)| settle(*gold, *guess))
                .collect();
            if gold == guess {
                continue;
            }
            wrong += 1;
            let (mut before_gold, mut before_guess) = (0usize, 0usize);
            for ((rows, gold), guess) in observed.iter().zip(&gold).zip(&guess) {
                let (gold, guess) = (usize::from(*gold), usize::from(*guess));
                if gold != guess {
                    for row in rows {
                        weights.change(row * LABELS + gold, 1.0);
                        weights.change(row * LABELS + guess, -1.0);
                    }
                }
                if (before_gold, gold) != (before_guess, guess) {
                    steps.change(before_gold * LABELS + gold, 1.0);
                    steps.change(before_guess * LABELS + guess, -1.0);
                }
                (before_gold, before_guess) = (gold, guess);
            }
        }
        println!(
            "round {}: {wrong} of {} texts wrong",
            round + 1,
            texts.len()
        );
    }
    (weights.average(), steps.average())
}

/// What a token should have been, where nobody said or only some labels are excluded.
fn settle(gold: u8, guess: u8) -> u8 {
    match (gold, guess) {
        (255, _) => guess,
        (NO_ADDRESS, 3 | 4) => 0,
        (NO_ADDRESS, _) => guess,
        _ => gold,
    }
}

/// Scales the averages into bytes: weights by one factor, transitions by a quarter of it.
fn pack(weights: &[f32], steps: &[f32], filters: &[Vec<u8>; 4]) -> Vec<u8> {
    let mut sizes: Vec<f32> = weights
        .iter()
        .map(|w| w.abs())
        .filter(|w| *w > 0.0)
        .collect();
    sizes.sort_by(f32::total_cmp);
    let high = sizes[sizes.len() * 998 / 1000];
    let scale = 127.0 / high;
    let byte = |value: f32| (value.round().clamp(-127.0, 127.0) as i8).cast_unsigned();
    let mut out = b"TNT1".to_vec();
    out.push(BITS);
    out.extend(steps.iter().map(|step| byte(step * scale / 4.0)));
    let rows = weights.len() / LABELS;
    let most = (127.0 / STEP).floor();
    let coarse = |value: f32| {
        let whole = value.round().clamp(-127.0, 127.0);
        ((whole.abs() / STEP + ROUND_UP).floor().min(most) * STEP).copysign(whole) as i8
    };
    for label in 0..LABELS {
        out.extend(
            (0..rows).map(|row| coarse(weights[row * LABELS + label] * scale).cast_unsigned()),
        );
    }
    for filter in filters {
        out.push((filter.len() * 8).ilog2() as u8);
        out.extend(filter);
    }
    println!(
        "scale {scale:.2}, zero bytes {}",
        out.iter().filter(|b| **b == 0).count()
    );
    out
}
