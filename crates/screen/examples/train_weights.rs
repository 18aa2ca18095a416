//! Learns what each fact is worth (`src/score/weights.rs`) from labelled texts.
//!
//! `cargo run --release -p tacita-screen --features jsonl,tables --example train_weights -- DIR [OUT]` with
//! the development data in DIR. One logistic regression for each row of the table, drawn to the prior
//! in `prior.rs` (set by hand, from what each fact means), so that a fact that the data hardly shows
//! keeps its meaning. No chance is involved: sums run in the order of the files, steps are counted,
//! and the outcome is rounded to hundredths of a logit; two runs write the same bytes.
//! Only sources under permissive licences are read (`data.rs`). Next: `fit.rs`.

#![expect(
    clippy::indexing_slicing,
    reason = "a program for developers: it stops at the first thing that is wrong with its input"
)]

#[path = "train_weights/data.rs"]
mod data;
#[path = "train_weights/fit.rs"]
mod fit;
#[path = "shared/folder.rs"]
mod folder;
#[path = "train_weights/prior.rs"]
mod prior;
#[path = "train_weights/table.rs"]
mod table;

use std::io::Write;

fn main() -> std::io::Result<()> {
    let (dir, out) = folder::folder_and_page("crates/screen/src/score/weights.rs")?;
    let cases = data::read(std::path::Path::new(&dir))?;
    let mut log = std::io::stdout().lock();
    let mut rows = Vec::new();
    for row in prior::ROWS {
        let own: Vec<&data::Case> = cases.iter().filter(|case| case.row == row.name).collect();
        let right = own.iter().filter(|case| case.right).count();
        let weights = fit::row(row, &own);
        writeln!(
            log,
            "{:<9} {:>6} candidates, {right:>5} right; mistakes before {:>4}, after {:>4}",
            row.name,
            own.len(),
            fit::mistakes(&row.weights.map(i32::from), &own),
            fit::mistakes(&weights, &own),
        )?;
        rows.push((row, weights));
    }
    std::fs::write(out, table::write(&rows))
}
