//! `tacita scan --jsonl`: one JSON line in, one JSON line of spans out, for scorers and pipelines.
//!
//! One line is held at a time. A line that cannot be read is named on standard error and the rest
//! goes on; texts and values are never printed. The shape of the lines is `tacita_screen::jsonl`'s.
//! Next: [`tacita_screen::jsonl::line`].

use super::{Ending, lines::Lines};
use crate::commands::{Failure, complain};
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::Path;

/// Screens every line of a file, or of standard input for `-`.
pub(super) fn run(input: &Path) -> Result<Ending, Failure> {
    let screen = tacita_screen::Screen::complete();
    let name = super::shown(input);
    let source: Box<dyn Read> = if super::is_stdin(input) {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(File::open(input).map_err(|error| format!("{name}: {error}"))?)
    };
    let mut lines = Lines::new(source);
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut ending = Ending::Nothing;
    loop {
        // Whoever writes line by line waits for the answer before writing the next.
        if lines.would_wait() && out.flush().is_err() {
            return Ok(ending);
        }
        let Some(line) = lines
            .next_line()
            .map_err(|error| format!("{name}: {error}"))?
        else {
            break;
        };
        let answer = match line.text {
            Ok(text) if text.trim().is_empty() => continue,
            Ok(text) => {
                tacita_screen::jsonl::line(&screen, text).map_err(|error| error.to_string())
            }
            Err(error) => Err(error.to_string()),
        };
        match answer {
            // A reader that has gone away is not our trouble.
            Ok(answer) if writeln!(out, "{answer}").is_err() => return Ok(ending),
            Ok(_) => {}
            Err(error) => {
                complain(&format!("{name}: line {}: {error}", line.number));
                ending = Ending::Trouble;
            }
        }
    }
    drop(out.flush());
    Ok(ending)
}
