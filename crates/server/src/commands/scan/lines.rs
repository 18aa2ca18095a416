//! Lines of a file or a pipe, one at a time.
//!
//! A line is held whole because a value may stand anywhere in it; one above [`LIMIT_BYTES`] is
//! refused and skipped, so that memory stays bounded. Bytes that are not UTF-8 are an error of
//! that line alone.

use std::io::{BufRead, BufReader, Read};

/// The longest line that is read, in bytes.
pub(super) const LIMIT_BYTES: usize = 64 << 20;

/// Why a line could not be read: the fault of whoever wrote it. Never holds the line.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(super) enum LineError {
    /// Bytes that are no UTF-8.
    #[error("not valid UTF-8 (byte {byte} of the line)")]
    Utf8 {
        /// The first bad byte, counted from 1.
        byte: usize,
    },
    /// Longer than anything that is read.
    #[error("longer than {} MiB", LIMIT_BYTES >> 20)]
    Long,
}

/// One line.
pub(super) struct Line<'a> {
    /// Counted from 1.
    pub(super) number: u64,
    /// Without its line end.
    pub(super) text: Result<&'a str, LineError>,
}

/// Reads lines.
pub(super) struct Lines<R> {
    reader: BufReader<R>,
    held: Vec<u8>,
    number: u64,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(source: R) -> Self {
        Self {
            reader: BufReader::with_capacity(1 << 16, source),
            held: Vec::new(),
            number: 0,
        }
    }

    /// Whether the next line may have to be waited for.
    pub(super) fn would_wait(&self) -> bool {
        !self.reader.buffer().contains(&b'\n')
    }

    /// The next line, or none at the end.
    ///
    /// # Errors
    /// Those of the source.
    pub(super) fn next_line(&mut self) -> std::io::Result<Option<Line<'_>>> {
        self.held.clear();
        let most = LIMIT_BYTES as u64 + 2;
        let bytes = self
            .reader
            .by_ref()
            .take(most)
            .read_until(b'\n', &mut self.held)? as u64;
        if bytes == 0 {
            return Ok(None);
        }
        self.number += 1;
        if bytes == most && self.held.last() != Some(&b'\n') {
            skip_line(&mut self.reader)?;
            return Ok(Some(Line {
                number: self.number,
                text: Err(LineError::Long),
            }));
        }
        let line = self.held.as_slice();
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        // A byte order mark belongs to the file, not to its first line.
        let mark = self.number == 1;
        let line = mark
            .then(|| line.strip_prefix(b"\xef\xbb\xbf"))
            .flatten()
            .unwrap_or(line);
        Ok(Some(Line {
            number: self.number,
            text: std::str::from_utf8(line).map_err(|error| LineError::Utf8 {
                byte: error.valid_up_to() + 1,
            }),
        }))
    }
}

/// Passes over the rest of a line.
fn skip_line(reader: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let held = reader.fill_buf()?;
        let end = held.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(held.len(), |at| at + 1);
        reader.consume(length);
        if end.is_some() || length == 0 {
            return Ok(());
        }
    }
}
