//! Text out of the XML of office documents: characters in order, with the breaks that readers see.
//!
//! Names are compared without their prefix, which documents choose freely.

use crate::Why;
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, Event};

/// Elements whose end breaks the line.
const LINES: [&str; 7] = ["p", "h", "br", "cr", "table-row", "tr", "comment"];
/// Elements that stand for a gap.
const GAPS: [&str; 5] = ["tab", "s", "tc", "table-cell", "ptab"];
/// Elements whose characters are not for readers: field codes, style names.
const HIDDEN: [&str; 3] = ["instrText", "script", "style"];

/// All text of a part.
pub(super) fn text(bytes: &[u8], most: usize) -> Result<String, Why> {
    let mut out = String::new();
    let mut hidden = 0_usize;
    walk(bytes, |event| {
        match event {
            Step::Start(name) if HIDDEN.contains(&name) => hidden += 1,
            Step::End(name) if HIDDEN.contains(&name) => hidden = hidden.saturating_sub(1),
            Step::End(name) if LINES.contains(&name) => out.push('\n'),
            Step::End(name) if GAPS.contains(&name) => out.push('\t'),
            Step::Text(text) if hidden == 0 => out.push_str(text),
            _ => {}
        }
        out.len() <= most
    })?;
    Ok(out)
}

/// Facts of a document, each after the name of its element.
pub(super) fn facts(bytes: &[u8], most: usize) -> Result<String, Why> {
    let mut out = String::new();
    let mut name = String::new();
    walk(bytes, |event| {
        match event {
            Step::Start(start) => start.clone_into(&mut name),
            Step::Text(text) if !text.trim().is_empty() => {
                out.push_str(&format!("{name}: {}\n", text.trim()));
            }
            _ => {}
        }
        out.len() <= most
    })?;
    Ok(out)
}

/// What a walk meets. Names are local: without prefix.
pub(super) enum Step<'a> {
    Start(&'a str),
    /// An attribute of the element that just started.
    Attribute(&'a str, &'a str),
    End(&'a str),
    Text(&'a str),
}

/// Walks over a part as long as the answer is yes.
pub(super) fn walk(bytes: &[u8], mut take: impl FnMut(Step<'_>) -> bool) -> Result<(), Why> {
    let mut reader = Reader::from_reader(bytes);
    loop {
        let event = reader.read_event().map_err(|_| Why::Damaged)?;
        let go_on = match &event {
            Event::Eof => return Ok(()),
            Event::Start(start) | Event::Empty(start) => {
                let mut go_on = take(Step::Start(start.local_name().as_ref()));
                for attribute in start.attributes().flatten() {
                    let name = attribute.key.local_name();
                    go_on &= take(Step::Attribute(name.as_ref(), &attribute.value));
                }
                if matches!(event, Event::Empty(_)) {
                    go_on &= take(Step::End(start.local_name().as_ref()));
                }
                go_on
            }
            Event::End(end) => take(Step::End(end.local_name().as_ref())),
            Event::Text(text) => take(Step::Text(text)),
            Event::CData(text) => take(Step::Text(text)),
            Event::GeneralRef(entity) => take(Step::Text(&resolved(entity))),
            _ => true,
        };
        if !go_on {
            return Err(Why::Unpacked);
        }
    }
}

/// A character by number or one of XML's five; what else a document declares is not expanded.
fn resolved(entity: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = entity.resolve_char_ref() {
        return letter.to_string();
    }
    let name: &str = entity;
    resolve_xml_entity(name).map_or_else(|| format!("&{name};"), ToOwned::to_owned)
}
