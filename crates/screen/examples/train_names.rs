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

use std::path::Path;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().expect("usage: train_names OUT [DLP_DIR]");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("train");
    let lists = data::Lists::read(&root.join("data/lists.tsv.gz"));
    let filters = lists.filters();
    let mut texts = data::labelled(&root.join("data"));
    texts.extend(data::templates(&root.join("templates.txt"), &lists));
    texts.extend(data::running(&lists));
    let (held, learned): (Vec<_>, Vec<_>) = texts.into_iter().partition(|text| text.held_out());
    println!(
        "{} texts to learn from, {} kept aside",
        learned.len(),
        held.len()
    );
    let table = learn::learn(&learned, &filters);
    std::fs::write(&out, &table).expect("the table can be written");
    println!("{out}: {} bytes", table.len());
    report::print(&table, &held, arguments.next().as_deref().map(Path::new));
}
