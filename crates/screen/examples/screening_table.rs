//! Writes `docs/reference/screening.md`: what the engine finds and misses on labelled texts.
//!
//! `cargo run --release -p tacita-screen --features jsonl,tables --example screening_table -- DIR [OUT]`
//! with the development data in DIR. Every text goes through the same lines that
//! `tacita scan --jsonl` speaks; scoring is that of the data's own program (`score.rs`). Disguises are
//! made here by generators of our own, in ways that the data does not hold (`ways.rs`). Seeded: every
//! run gives the same table.

#![expect(
    clippy::indexing_slicing,
    reason = "a program for developers: it stops at the first thing that is wrong with its input"
)]

#[path = "shared/dice.rs"]
mod dice;
#[path = "shared/folder.rs"]
mod folder;
#[path = "screening_table/page.rs"]
mod page;
#[path = "screening_table/score.rs"]
mod score;
#[path = "screening_table/ways.rs"]
mod ways;

use std::path::Path;

fn main() -> std::io::Result<()> {
    let (dir, out) = folder::folder_and_page("docs/reference/screening.md")?;
    let screen = tacita_screen::Screen::complete();
    let sources = score::read(Path::new(&dir))?;
    let plain = score::score(&screen, &sources, false)?;
    let asked = score::score(&screen, &sources, true)?;
    let disguised = ways::measure(&screen, &sources);
    std::fs::write(out, page::write(&plain, &asked, &disguised))
}
