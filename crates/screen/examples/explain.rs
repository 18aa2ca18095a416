//! Prints every candidate in the texts given as arguments, with its facts and score.
//!
//! `cargo run -p tacita-screen --example explain -- "my card is 4111 1111 1111 1111"`

use std::io::Write;

fn main() -> std::io::Result<()> {
    let screen = tacita_screen::Screen::new();
    let mut out = std::io::stdout().lock();
    for text in std::env::args().skip(1) {
        writeln!(out, "{text}")?;
        for found in screen.explain(&text, &[], &[]) {
            let value = text.get(found.range.clone()).unwrap_or_default();
            let facts: Vec<&str> = found.names().collect();
            writeln!(
                out,
                "  {:>5} {} [{value}] {} {}",
                found.score,
                found.kind.as_str(),
                found.reason,
                facts.join(" ")
            )?;
        }
    }
    out.flush()
}
