//! Which files are meant: those named, and all in the folders named.
//!
//! Links are not followed, so that a folder cannot lead out of itself. A file is held whole because
//! a value may reach over its lines; one above [`LIMIT_BYTES`] is said to be unread.

use indicatif::{ProgressBar, ProgressStyle};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The largest file that is read, in bytes.
const LIMIT_BYTES: u64 = 256 << 20;
/// A zero byte this early says that a file is no text.
const SNIFFED_BYTES: usize = 8 << 10;

/// One file or standard input.
pub(super) struct Source {
    pub(super) path: PathBuf,
    /// Under the folder that was named; the file's own name when it was named itself.
    pub(super) below: PathBuf,
    /// As it is called in answers.
    pub(super) name: String,
    /// Its size when the walk met it, for the progress bar.
    pub(super) bytes: u64,
    /// Whether it was named itself rather than met in a folder.
    pub(super) named: bool,
}

/// Why a file is unread.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unread {
    /// The machine refused.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// A file of a format that is read, but not this one.
    #[error("{0}")]
    Document(tacita_files::Why),
    /// UTF-16, by its first bytes, with half of a surrogate pair or half of a unit.
    #[error("not valid UTF-16 (line {line})")]
    Utf16 {
        /// The line where it breaks, from 1.
        line: usize,
    },
    /// Text in another encoding: reading it as UTF-8 would lose letters in silence.
    #[error("not valid UTF-8 (line {line})")]
    Encoding {
        /// The first line that is not, from 1.
        line: usize,
    },
    /// Too large to hold.
    #[error("larger than {} MiB", LIMIT_BYTES >> 20)]
    Large,
}

impl Unread {
    /// A picture in a folder is no trouble; a file somebody named is, and so is a text unread.
    pub(super) fn is_trouble(&self, source: &Source) -> bool {
        source.named || !matches!(self, Self::Document(tacita_files::Why::Unknown))
    }
}

/// What a file holds.
pub(super) enum Held {
    /// Text, without a byte order mark.
    Text(String),
    /// A document or image.
    Document(Vec<u8>),
}

impl Source {
    /// The file's text, or its bytes where they are a document.
    ///
    /// # Errors
    /// [`Unread`].
    pub(super) fn contents(&self) -> Result<Held, Unread> {
        let mut bytes = Vec::new();
        let reader: Box<dyn Read> = if super::is_stdin(&self.path) {
            Box::new(std::io::stdin().lock())
        } else {
            Box::new(File::open(&self.path)?)
        };
        reader.take(LIMIT_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LIMIT_BYTES {
            return Err(Unread::Large);
        }
        if tacita_files::format(&bytes).is_some() {
            return Ok(Held::Document(bytes));
        }
        if let Some(text) = utf16(&bytes) {
            return text.map(Held::Text);
        }
        if bytes.iter().take(SNIFFED_BYTES).any(|byte| *byte == 0) {
            return Err(Unread::Document(tacita_files::Why::Unknown));
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            let good = error.utf8_error().valid_up_to();
            let before = error.as_bytes().iter().take(good);
            Unread::Encoding {
                line: before.filter(|byte| **byte == b'\n').count() + 1,
            }
        })?;
        Ok(Held::Text(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        }))
    }
}

/// Text in UTF-16, when its first bytes say so.
fn utf16(bytes: &[u8]) -> Option<Result<String, Unread>> {
    let (rest, unit): (_, fn([u8; 2]) -> u16) = if let Some(rest) = bytes.strip_prefix(b"\xff\xfe")
    {
        (rest, u16::from_le_bytes)
    } else {
        (bytes.strip_prefix(b"\xfe\xff")?, u16::from_be_bytes)
    };
    let pairs = rest.chunks_exact(2);
    let half = !pairs.remainder().is_empty();
    let units = pairs
        .filter_map(|pair| <[u8; 2]>::try_from(pair).ok())
        .map(unit);
    let mut text = String::with_capacity(rest.len() / 2);
    for letter in
        char::decode_utf16(units).chain(half.then(|| char::decode_utf16([0xd800]).next()).flatten())
    {
        match letter {
            Ok(letter) => text.push(letter),
            Err(_) => {
                let line = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
                return Some(Err(Unread::Utf16 { line }));
            }
        }
    }
    Some(Ok(text))
}

/// The files meant, in a fixed order, and what could not be looked at, with the reason.
pub(super) fn files(inputs: &[PathBuf]) -> (Vec<Source>, Vec<(String, String)>) {
    let mut files = Vec::new();
    let mut refused = Vec::new();
    for input in inputs {
        if super::is_stdin(input) {
            files.push(source(input, Path::new("stdin.txt"), 0, true));
            continue;
        }
        // A file that is named is read even when it is a pipe or a link.
        if !input.is_dir() {
            let bytes = std::fs::metadata(input).map_or(0, |known| known.len());
            let own = input.file_name().map_or(input.as_path(), Path::new);
            files.push(source(input, own, bytes, true));
            continue;
        }
        for entry in WalkDir::new(input).follow_links(false).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    let bytes = entry.metadata().map_or(0, |known| known.len());
                    let below = entry.path().strip_prefix(input).unwrap_or(entry.path());
                    files.push(source(entry.path(), below, bytes, false));
                }
                Ok(_) => {}
                Err(error) => {
                    let path = error.path().unwrap_or(input);
                    let why = error
                        .io_error()
                        .map_or_else(|| error.to_string(), ToString::to_string);
                    refused.push((super::shown(path), why));
                }
            }
        }
    }
    (files, refused)
}

fn source(path: &Path, below: &Path, bytes: u64, named: bool) -> Source {
    Source {
        path: path.to_owned(),
        below: below.to_owned(),
        name: super::shown(path),
        bytes,
        named,
    }
}

/// A bar over the bytes of all files; drawn on standard error when that is a terminal.
pub(super) fn bar(files: &[Source]) -> ProgressBar {
    let bar = ProgressBar::new(files.iter().map(|file| file.bytes).sum());
    let shape = "{bar:30} {bytes}/{total_bytes} {elapsed} {wide_msg}";
    if let Ok(style) = ProgressStyle::with_template(shape) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(std::time::Duration::from_millis(200));
    bar
}
