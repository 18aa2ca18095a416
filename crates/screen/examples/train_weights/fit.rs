//! One row: logistic loss, drawn to the prior by its squared distance, by a counted number of steps.

use crate::data::Case;
use crate::prior::{FACTS, Row};

/// Steps of descent, and how far each goes.
const STEPS: u32 = 4000;
/// Strength of the prior: half a squared logit of distance costs as much as this many cases' loss.
const PRIOR: f64 = 40.0;
/// A weight moves no further from the prior than this, in hundredths of a logit.
const FURTHEST: f64 = 120.0;

/// Weights of a row in hundredths of a logit.
pub(crate) fn row(row: &Row, cases: &[&Case]) -> [i32; FACTS] {
    // Cases with the same facts are summed: the sums are what the loss is made of.
    let mut sums: std::collections::BTreeMap<u32, (f64, f64)> = std::collections::BTreeMap::new();
    for case in cases {
        let sum = sums.entry(case.facts).or_default();
        if case.right {
            sum.0 += case.weight;
        } else {
            sum.1 += case.weight;
        }
    }
    let prior: [f64; FACTS] = row.weights.map(|w| f64::from(w) / 100.0);
    let mut weights = prior;
    let total: f64 = sums.values().map(|(right, wrong)| right + wrong).sum();
    let pace = 1.0 / (0.25 * total * 4.0 + PRIOR).max(1.0);
    for _ in 0..STEPS {
        let mut slope = [0.0; FACTS];
        for (facts, (right, wrong)) in &sums {
            let score: f64 = bits(*facts).map(|bit| weights[bit]).sum();
            let likely = 1.0 / (1.0 + (-score).exp());
            let error = (right + wrong) * likely - right;
            for bit in bits(*facts) {
                slope[bit] += error;
            }
        }
        for bit in 0..FACTS {
            slope[bit] += PRIOR * (weights[bit] - prior[bit]);
            weights[bit] -= pace * slope[bit];
        }
    }
    let mut out = [0; FACTS];
    for bit in 0..FACTS {
        let prior = f64::from(row.weights[bit]);
        let moved = (weights[bit] * 100.0 - prior).clamp(-FURTHEST, FURTHEST);
        out[bit] = (prior + moved).round() as i32;
    }
    out
}

/// Candidates on the wrong side of zero.
pub(crate) fn mistakes(weights: &[i32; FACTS], cases: &[&Case]) -> usize {
    cases
        .iter()
        .filter(|case| {
            let score: i32 = bits(case.facts).map(|bit| weights[bit]).sum();
            (score >= 0) != case.right
        })
        .count()
}

fn bits(facts: u32) -> impl Iterator<Item = usize> {
    (0..FACTS).filter(move |bit| facts >> bit & 1 == 1)
}
