//! Trains the table of names and addresses: averaged structured perceptron, seeded, one thread.
//!
//! `cargo run --release -p tacita-screen --features train --example train_names -- OUT [DLP_DIR]`
//! reads `train/data` and `train/templates.txt`, writes OUT, and with DLP_DIR prints scores on a
//! fifth of the training texts kept aside and on sources never trained on. Data and licences:
//! `train/README.md`. The same inputs give the same bytes.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_macros,
    clippy::print_stdout,
    reason = "a program for developers: it stops at the first thing that is wrong with its input"
)]

#[path = "train_names/data.rs"]
mod data;
#[path = "train_names/learn.rs"]
mod learn;
#[path = "train_names/report.rs"]
mod report;
#[path = "train_names/streets.rs"]
mod streets;

use std::path::Path;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().expect("usage: train_names OUT [DLP_DIR]");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("train");
    let lists = data::Lists::read(&root.join("data/lists.tsv.gz"));
    let filters = lists.filters();
    let (held, learned): (Vec<_>, Vec<_>) = data::labelled(&root.join("data"))
        .into_iter()
        .partition(|text| text.held_out());
    let own: Vec<Vec<data::Text>> = (0..learn::DRAWINGS)
        .map(|draw| {
            let mut texts = data::templates(&root.join("templates.txt"), &lists, draw);
            texts.extend(data::running(&lists, draw));
            texts
        })
        .collect();
    println!(
        "{} texts to learn from, {} kept aside; {} drawings of about {} sentences of our own",
        learned.len(),
        held.len(),
        own.len(),
        own.first().map_or(0, Vec::len)
    );
    let table = learn::learn(&learned, &own, &filters);
    std::fs::write(&out, &table).expect("the table can be written");
    println!("{out}: {} bytes", table.len());
    report::print(&table, &held, arguments.next().as_deref().map(Path::new));
}
