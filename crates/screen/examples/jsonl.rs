//! Screens JSON lines from standard input or from the files named, for `score.py`.
//!
//! `cargo run --release -p tacita-screen --features jsonl,tables --example jsonl -- FILE… > PRED.jsonl`

use std::io::{BufRead, BufReader, BufWriter, Write};

fn main() -> std::io::Result<()> {
    let screen = tacita_screen::Screen::complete();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let files: Vec<String> = std::env::args().skip(1).collect();
    let mut readers: Vec<Box<dyn BufRead>> = Vec::new();
    if files.is_empty() {
        readers.push(Box::new(std::io::stdin().lock()));
    }
    for file in &files {
        readers.push(Box::new(BufReader::new(std::fs::File::open(file)?)));
    }
    for reader in readers {
        for (number, line) in reader.lines().enumerate() {
            match tacita_screen::jsonl::line(&screen, &line?) {
                Ok(answer) => writeln!(out, "{answer}")?,
                Err(error) => writeln!(std::io::stderr(), "line {}: {error}", number + 1)?,
            }
        }
    }
    out.flush()
}
