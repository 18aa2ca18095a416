//! Office documents: OOXML (docx, xlsx, pptx) and OpenDocument are ZIP archives of XML parts.
//!
//! Text, comments, tracked deletions, notes and document facts are read, and the metadata of
//! pictures in them. Entities are never expanded beyond the five of XML and characters by number. It
//! refuses to unpack more than the limits allow. Next: `xml`, `sheet`.

mod sheet;
mod xml;

use crate::{Contents, Format, Limits, Why, image};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The format of a ZIP archive, by the parts it must have.
pub(crate) fn format(bytes: &[u8]) -> Option<Format> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if let Ok(mut part) = archive.by_name("mimetype") {
        let mut kind = String::new();
        drop(part.by_ref().take(100).read_to_string(&mut kind));
        if kind.starts_with("application/vnd.oasis.opendocument") {
            return Some(Format::OpenDocument);
        }
    }
    let has = |folder: &str| {
        archive
            .file_names()
            .flatten()
            .any(|name| name.starts_with(folder))
    };
    if !has("[Content_Types].xml") {
        None
    } else if has("word/") {
        Some(Format::Docx)
    } else if has("xl/") {
        Some(Format::Xlsx)
    } else if has("ppt/") {
        Some(Format::Pptx)
    } else {
        None
    }
}

/// Parts are read into memory one at a time, out of one budget.
struct Parts<'a> {
    archive: Archive<'a>,
    left: usize,
}

impl Parts<'_> {
    fn read(&mut self, name: &str) -> Result<Vec<u8>, Why> {
        let part = self.archive.by_name(name).map_err(|error| match error {
            ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword => Why::Locked,
            _ => Why::Damaged,
        })?;
        let mut bytes = Vec::new();
        let most = self.left as u64 + 1;
        part.take(most)
            .read_to_end(&mut bytes)
            .map_err(|_| Why::Damaged)?;
        if bytes.len() > self.left {
            self.left = 0;
            return Err(Why::Unpacked);
        }
        self.left -= bytes.len();
        Ok(bytes)
    }
}

/// What a part is, by its name.
enum Sort {
    Text,
    Facts,
    Shared,
    Sheet,
    Picture,
    Embedded,
    /// Styles, themes, relations: nothing that people write.
    Nothing,
}

fn sort(name: &str) -> Sort {
    let file = name.rsplit('/').next().unwrap_or_default();
    let is = |folder: &str, start: &str| name.starts_with(folder) && file.starts_with(start);
    if name.contains("/_rels/") || name.starts_with("_rels/") || name.ends_with('/') {
        Sort::Nothing
    } else if name.contains("/media/") || name.starts_with("Pictures/") {
        Sort::Picture
    } else if name.contains("/embeddings/")
        || file == "vbaProject.bin"
        || name.starts_with("Object ")
    {
        Sort::Embedded
    } else if name == "xl/sharedStrings.xml" {
        Sort::Shared
    } else if is("xl/worksheets/", "sheet") {
        Sort::Sheet
    } else if name.starts_with("docProps/") && name.ends_with(".xml") || name == "meta.xml" {
        Sort::Facts
    } else if [
        "document",
        "header",
        "footer",
        "footnotes",
        "endnotes",
        "comments",
        "glossary",
    ]
    .iter()
    .any(|start| is("word/", start))
        || [
            "ppt/slides/",
            "ppt/notesSlides/",
            "ppt/comments/",
            "xl/comments",
            "xl/threadedComments/",
        ]
        .iter()
        .any(|folder| name.starts_with(folder))
        || matches!(name, "content.xml" | "styles.xml")
    {
        Sort::Text
    } else {
        Sort::Nothing
    }
}

/// Reads an office document.
pub(crate) fn read(bytes: &[u8], format: Format, limits: &Limits) -> Result<Contents, Why> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Why::Damaged)?;
    let names = archive.file_names().flatten();
    let mut names: Vec<String> = names.map(|name| name.into_owned()).collect();
    names.sort_by_key(|name| in_order(name));
    if names.len() > limits.parts {
        return Err(Why::Parts);
    }
    let mut parts = Parts {
        archive,
        left: limits.unpacked_bytes,
    };
    let mut contents = Contents::new(format);
    let mut text_left = limits.text_bytes;
    let mut shared = Vec::new();
    for name in &names {
        let sort = sort(name);
        if matches!(sort, Sort::Nothing) {
            continue;
        }
        if matches!(sort, Sort::Embedded) {
            contents.leave(name, Why::Embedded);
            continue;
        }
        let part = match parts.read(name) {
            Ok(part) => part,
            Err(why) => {
                contents.leave(name, why);
                if why == Why::Unpacked {
                    break;
                }
                continue;
            }
        };
        let read = match sort {
            Sort::Text => xml::text(&part, text_left),
            Sort::Facts => xml::facts(&part, text_left),
            Sort::Shared => {
                shared = sheet::shared(&part, text_left);
                continue;
            }
            Sort::Sheet => sheet::rows(&part, &shared, text_left),
            _ => {
                picture(name, &part, limits, &mut contents);
                continue;
            }
        };
        match read {
            Ok(text) => {
                text_left = text_left.saturating_sub(text.len());
                contents.add(name, &text);
            }
            Err(why) => contents.leave(name, why),
        }
    }
    Ok(contents)
}

/// Shared strings come before the sheets that name them; numbers count as numbers.
fn in_order(name: &str) -> (bool, String, usize) {
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    let letters: String = name.chars().filter(|c| !c.is_ascii_digit()).collect();
    (
        name != "xl/sharedStrings.xml",
        letters,
        digits.parse().unwrap_or(0),
    )
}

fn picture(name: &str, part: &[u8], limits: &Limits, contents: &mut Contents) {
    match image::format(part) {
        Some(format) => {
            image::read(name, part, format, limits, contents);
            contents.leave(name, Why::Picture);
        }
        None => contents.leave(name, Why::Picture),
    }
}
