//! Sheets of a workbook: each row as text, every cell after the name of its column, so that the
//! engine has the words it would have in a form.

use super::xml::{Step, walk};
use crate::Why;

/// Widest sheet that is read, in columns.
const COLUMNS: usize = 16_384;

/// The strings that cells name by number. What is damaged ends early; its cells then show numbers.
pub(super) fn shared(bytes: &[u8], most: usize) -> Vec<String> {
    let mut all = Vec::new();
    let mut one = String::new();
    let (mut total, mut reads) = (0, false);
    let _damaged = walk(bytes, |step| {
        match step {
            Step::Start("t") => reads = true,
            Step::End("t") => reads = false,
            Step::Text(text) if reads => {
                total += text.len();
                one.push_str(text);
            }
            Step::End("si") => all.push(core::mem::take(&mut one)),
            _ => {}
        }
        total <= most
    });
    all
}

#[derive(Default)]
struct Cell {
    column: usize,
    kind: String,
    value: String,
}

/// The rows of a sheet.
pub(super) fn rows(bytes: &[u8], shared: &[String], most: usize) -> Result<String, Why> {
    let mut out = String::new();
    let mut names: Vec<String> = Vec::new();
    let mut row: Vec<(usize, String)> = Vec::new();
    let mut cell = Cell::default();
    let (mut first, mut in_cell, mut reads) = (true, false, false);
    walk(bytes, |step| {
        match step {
            Step::Start("c") => {
                in_cell = true;
                cell = Cell {
                    column: cell.column + 1,
                    ..Cell::default()
                };
            }
            Step::Attribute("r", place) if in_cell && !reads => {
                cell.column = column(place).unwrap_or(cell.column);
            }
            Step::Attribute("t", kind) if in_cell && !reads => kind.clone_into(&mut cell.kind),
            Step::Start("v" | "t") if in_cell => reads = true,
            Step::End("v" | "t") => reads = false,
            Step::Text(text) if reads => cell.value.push_str(text),
            Step::End("c") => {
                in_cell = false;
                let named = (cell.kind == "s").then(|| cell.value.trim().parse().ok());
                let text = named
                    .flatten()
                    .and_then(|at: usize| shared.get(at))
                    .unwrap_or(&cell.value);
                row.push((cell.column, text.clone()));
            }
            Step::End("row") => {
                write(&mut out, &names, &row);
                if first {
                    names = titles(&row);
                }
                first = false;
                row.clear();
                cell.column = 0;
            }
            _ => {}
        }
        out.len() <= most
    })?;
    Ok(out)
}

/// The first row as names of columns: when nothing in it is a number.
fn titles(row: &[(usize, String)]) -> Vec<String> {
    let wordy = |text: &String| !text.chars().any(|letter| letter.is_ascii_digit());
    let widest = row.iter().map(|(column, _)| *column).max().unwrap_or(0);
    if widest > COLUMNS || !row.iter().all(|(_, text)| wordy(text)) {
        return Vec::new();
    }
    let mut names = vec![String::new(); widest + 1];
    for (column, text) in row {
        if let Some(name) = names.get_mut(*column) {
            text.clone_into(name);
        }
    }
    names
}

fn write(out: &mut String, names: &[String], row: &[(usize, String)]) {
    for (column, text) in row.iter().filter(|(_, text)| !text.trim().is_empty()) {
        match names.get(*column).filter(|name| !name.is_empty()) {
            Some(name) => out.push_str(&format!("{name}: {text}\t")),
            None => out.push_str(&format!("{text}\t")),
        }
    }
    out.push('\n');
}

/// The number of a column: `B7` is in the second.
fn column(place: &str) -> Option<usize> {
    let mut number = 0_usize;
    for letter in place.bytes().take_while(u8::is_ascii_alphabetic).take(4) {
        number = number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    (number > 0).then_some(number)
}
