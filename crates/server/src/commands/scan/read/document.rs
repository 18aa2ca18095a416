//! Documents and images: text and metadata by `tacita_files`, read by the same engine.
//!
//! A redacted copy is made of images alone, by leaving their metadata out; the text of a document is
//! not rewritten. Whatever a reader cannot take is unread, never the end of the scan.

use crate::commands::scan::paper::{Found, Paper, find};
use tacita_files::{Contents, Limits, Why};
use tacita_screen::Screen;

/// Deeply nested files need a deep stack.
const STACK_BYTES: usize = 64 << 20;

/// Reads a document or image.
///
/// # Errors
/// [`Why`] nothing of it could be read.
pub(in crate::commands::scan) fn document(
    screen: &Screen,
    bytes: Vec<u8>,
    redact: bool,
) -> Result<Paper, Why> {
    // On a thread of its own: a reader that fails on a hostile file takes nothing else with it.
    let read = std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || {
            let contents = tacita_files::read(&bytes, &Limits::default())?;
            let stripped = redact.then(|| tacita_files::strip(&bytes).ok()).flatten();
            Ok((contents, stripped))
        });
    let read = read.map_err(|_| Why::Large)?.join();
    let (contents, stripped) = read.unwrap_or(Err(Why::Damaged))?;
    let mut paper = of(screen, &contents);
    paper.stripped = stripped;
    Ok(paper)
}

fn of(screen: &Screen, contents: &Contents) -> Paper {
    let mut paper = Paper::default();
    for piece in &contents.pieces {
        // A metadata field is read after its name; the text of a page is not.
        let context = piece
            .place
            .rsplit_once("exif ")
            .map_or("", |(_, name)| name);
        let found = find(screen, context, &piece.text).into_iter();
        paper.found.extend(found.map(|finding| {
            Found {
                line: None,
                column: None,
                place: Some(piece.place.clone()),
                value: piece
                    .text
                    .get(finding.range.clone())
                    .unwrap_or_default()
                    .to_owned(),
                finding,
            }
        }));
    }
    for unread in &contents.unread {
        paper.unread.push(if unread.place.is_empty() {
            unread.why.to_string()
        } else {
            format!("{}: {}", unread.place, unread.why)
        });
    }
    for location in &contents.locations {
        let place = location.place.clone();
        paper
            .locations
            .push((place, location.latitude, location.longitude));
    }
    paper
}
