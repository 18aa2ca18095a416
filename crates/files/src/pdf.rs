//! The text layer of a PDF: pages, form fields, notes, document facts.
//!
//! A page without text that shows a picture is said to be unread: scans hold their text in pixels.
//! It refuses to unpack more than the limits allow, page by page. Files inside the PDF are named and
//! not opened.

use crate::{Contents, Format, Limits, Why};
use lopdf::{Dictionary, Document, LoadOptions, Object};

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Contents, Why> {
    let options = LoadOptions {
        max_decompressed_size: Some(limits.unpacked_bytes),
        ..LoadOptions::default()
    };
    let document =
        Document::load_mem_with_options(bytes, options).map_err(|error| match error {
            lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => Why::Locked,
            lopdf::Error::Decompress(_) => Why::Unpacked,
            _ => Why::Damaged,
        })?;
    if document.is_encrypted() && document.encryption_state.is_none() {
        return Err(Why::Locked);
    }
    let mut contents = Contents::new(Format::Pdf);
    facts(&document, &mut contents);
    pages(&document, limits, &mut contents);
    for object in document.objects.values() {
        match object {
            Object::Dictionary(dictionary) => loose(dictionary, &mut contents),
            Object::Stream(stream) if stream.dict.has_type(b"EmbeddedFile") => {
                contents.leave("attachment", Why::Embedded);
            }
            _ => {}
        }
    }
    Ok(contents)
}

/// Author, title and what else the document says about itself.
fn facts(document: &Document, contents: &mut Contents) {
    let info = document.trailer.get(b"Info").ok();
    let info = info.and_then(|info| match info {
        Object::Reference(id) => document.get_dictionary(*id).ok(),
        other => other.as_dict().ok(),
    });
    for (name, value) in info.into_iter().flat_map(Dictionary::iter) {
        if let Ok(text) = lopdf::decode_text_string(value) {
            let name = String::from_utf8_lossy(name);
            contents.add(format!("document {name}"), &text);
        }
    }
}

fn pages(document: &Document, limits: &Limits, contents: &mut Contents) {
    let (mut unpacked, mut text_left) = (limits.unpacked_bytes, limits.text_bytes);
    for (number, id) in document.get_pages() {
        let place = format!("page {number}");
        if number as usize > limits.parts {
            return contents.leave(format!("{place} and after"), Why::Parts);
        }
        let Ok(drawn) = document.get_page_content_with_limit(id, unpacked) else {
            return contents.leave(format!("{place} and after"), Why::Unpacked);
        };
        unpacked = unpacked.saturating_sub(drawn.len().max(1));
        let read = document.extract_text_with_limit(&[number], unpacked.max(drawn.len()) + 1);
        match read {
            Ok(text) if !text.trim().is_empty() => {
                if text.len() > text_left {
                    return contents.leave(format!("{place} and after"), Why::Unpacked);
                }
                text_left -= text.len();
                contents.add(place, &text);
            }
            // Nothing is drawn, so nothing is hidden.
            Ok(_) if drawn.iter().all(u8::is_ascii_whitespace) => {}
            Ok(_) => contents.leave(place, Why::Picture),
            Err(_) => contents.leave(place, Why::Damaged),
        }
    }
}

/// What people typed into forms and notes.
fn loose(dictionary: &Dictionary, contents: &mut Contents) {
    let text = |key: &[u8]| {
        let value = dictionary.get(key).ok()?;
        lopdf::decode_text_string(value).ok()
    };
    if dictionary.has(b"FT") || dictionary.has(b"T") {
        let name = text(b"T").unwrap_or_default();
        if let Some(value) = text(b"V") {
            contents.add("form field", &format!("{name}: {value}"));
        }
    }
    if dictionary.has(b"Subtype")
        && let Some(note) = text(b"Contents")
    {
        contents.add("note", &note);
    }
}
