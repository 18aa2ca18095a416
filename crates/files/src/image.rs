//! What an image tells beside the picture: EXIF fields, XMP, text chunks, and where it was taken.
//!
//! It refuses to guess at the picture itself; that is said to be unread. Next: `strip`.

use crate::{Contents, Format, Limits, Location, Why};
use exif::{Exif, In, Tag, Value};
use flate2::read::ZlibDecoder;
use std::io::{Cursor, Read};

/// The format by its first bytes.
pub(crate) fn format(bytes: &[u8]) -> Option<Format> {
    let at = |from: usize, what: &[u8]| bytes.get(from..from + what.len()) == Some(what);
    if at(0, b"\xff\xd8\xff") {
        Some(Format::Jpeg)
    } else if at(0, b"\x89PNG\r\n\x1a\n") {
        Some(Format::Png)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some(Format::Webp)
    } else if at(4, b"ftyp")
        && [b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"]
            .iter()
            .any(|brand| at(8, *brand))
    {
        Some(Format::Heic)
    } else if at(0, b"II*\0") || at(0, b"MM\0*") {
        Some(Format::Tiff)
    } else {
        None
    }
}

/// Reads the metadata; `place` names the image when it lies inside another file.
pub(crate) fn read(
    place: &str,
    bytes: &[u8],
    format: Format,
    limits: &Limits,
    contents: &mut Contents,
) {
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let read = reader
        .read_from_container(&mut Cursor::new(bytes))
        .or_else(|error| error.distill_partial_result(|_| ()));
    match read {
        Ok(found) => fields(place, &found, contents),
        Err(exif::Error::NotFound(_)) => {}
        Err(_) => contents.leave(named(place, "exif"), Why::Damaged),
    }
    for (name, text) in texts(bytes, format, limits) {
        if let Some(location) = xmp_location(place, &text)
            && contents.locations.iter().all(|known| known.place != place)
        {
            contents.locations.push(location);
        }
        contents.add(named(place, &name), &text);
    }
}

fn named(place: &str, what: &str) -> String {
    if place.is_empty() {
        what.to_owned()
    } else {
        format!("{place}, {what}")
    }
}

/// Fields that people write into, and the place.
fn fields(place: &str, found: &Exif, contents: &mut Contents) {
    for field in found.fields() {
        let text = match &field.value {
            Value::Ascii(lines) => lines
                .iter()
                .map(|line| String::from_utf8_lossy(line).into_owned())
                .collect::<Vec<_>>()
                .join(" "),
            // User comments begin with eight bytes that name their encoding (EXIF 2.32, 4.6.5).
            Value::Undefined(bytes, _) if field.tag == Tag::UserComment => comment(
                bytes.get(..8).unwrap_or_default(),
                bytes.get(8..).unwrap_or_default(),
            ),
            // Windows' own fields: UTF-16, little end first.
            Value::Byte(bytes) if (0x9c9b..=0x9c9f).contains(&field.tag.number()) => {
                utf16(bytes, false)
            }
            _ => continue,
        };
        contents.add(
            named(place, &format!("exif {}", field.tag)),
            text.trim_matches(['\0', ' ']),
        );
    }
    let degrees = |value: Tag, side: Tag, minus: &str| {
        let field = found.get_field(value, In::PRIMARY)?;
        let Value::Rational(parts) = &field.value else {
            return None;
        };
        let [degrees, minutes, seconds] = parts.get(..3)? else {
            return None;
        };
        let sum = degrees.to_f64() + minutes.to_f64() / 60.0 + seconds.to_f64() / 3600.0;
        let side = found.get_field(side, In::PRIMARY)?;
        let side = side.display_value().to_string();
        sum.is_finite()
            .then_some(if side.starts_with(minus) { -sum } else { sum })
    };
    let latitude = degrees(Tag::GPSLatitude, Tag::GPSLatitudeRef, "S");
    let longitude = degrees(Tag::GPSLongitude, Tag::GPSLongitudeRef, "W");
    if let (Some(latitude), Some(longitude)) = (latitude, longitude) {
        contents.locations.push(Location {
            place: place.to_owned(),
            latitude,
            longitude,
        });
    }
}

fn comment(encoding: &[u8], text: &[u8]) -> String {
    if encoding.starts_with(b"UNICODE") {
        utf16(
            text,
            text.starts_with(&[0xfe, 0xff]) || text.first() == Some(&0),
        )
    } else {
        String::from_utf8_lossy(text).into_owned()
    }
}

fn utf16(bytes: &[u8], big: bool) -> String {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .filter_map(|pair| <[u8; 2]>::try_from(pair).ok())
        .map(if big {
            u16::from_be_bytes
        } else {
            u16::from_le_bytes
        })
        .collect();
    String::from_utf16_lossy(&units)
}

/// XMP packets, comments and text chunks, each with its name.
fn texts(bytes: &[u8], format: Format, limits: &Limits) -> Vec<(String, String)> {
    let whole = img_parts::Bytes::copy_from_slice(bytes);
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut out = Vec::new();
    match format {
        Format::Jpeg => {
            let Ok(image) = img_parts::jpeg::Jpeg::from_bytes(whole) else {
                return out;
            };
            for segment in image.segments() {
                let content = segment.contents();
                match segment.marker() {
                    0xe1 if content.starts_with(b"http") => {
                        out.push(("xmp".to_owned(), lossy(content)))
                    }
                    0xed => out.push(("iptc".to_owned(), printable(content))),
                    0xfe => out.push(("comment".to_owned(), lossy(content))),
                    _ => {}
                }
            }
        }
        Format::Png => {
            let Ok(image) = img_parts::png::Png::from_bytes(whole) else {
                return out;
            };
            for chunk in image.chunks() {
                let kind = chunk.kind();
                if matches!(&kind, b"tEXt" | b"zTXt" | b"iTXt") {
                    out.push((lossy(&kind), chunk_text(&kind, chunk.contents(), limits)));
                }
            }
        }
        Format::Webp => {
            let Ok(image) = img_parts::webp::WebP::from_bytes(whole) else {
                return out;
            };
            let xmp = image
                .chunks_by_id(*b"XMP ")
                .filter_map(|chunk| chunk.content().data().cloned());
            out.extend(xmp.map(|content| ("xmp".to_owned(), lossy(&content))));
        }
        _ => {}
    }
    out
}

/// Keyword and text of a PNG chunk (PNG third edition, 11.3.3), unpacked within the limits.
fn chunk_text(kind: &[u8; 4], content: &[u8], limits: &Limits) -> String {
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut parts = content.splitn(2, |byte| *byte == 0);
    let (name, rest) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let text = match kind {
        b"zTXt" => unpacked(rest.get(1..).unwrap_or_default(), limits),
        b"iTXt" => {
            let packed = rest.first() == Some(&1);
            let mut parts = rest
                .get(2..)
                .unwrap_or_default()
                .splitn(3, |byte| *byte == 0);
            let text = parts.nth(2).unwrap_or_default();
            if packed {
                unpacked(text, limits)
            } else {
                lossy(text)
            }
        }
        _ => lossy(rest),
    };
    format!("{}: {text}", lossy(name))
}

fn unpacked(packed: &[u8], limits: &Limits) -> String {
    let mut out = Vec::new();
    // What cannot be unpacked is told as far as it goes.
    drop(
        ZlibDecoder::new(packed)
            .take(limits.text_bytes as u64)
            .read_to_end(&mut out),
    );
    String::from_utf8_lossy(&out).into_owned()
}

/// Runs of printable characters, as IPTC records hold them between their headers.
fn printable(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let runs = text.split(|letter: char| letter.is_control() || letter == '\u{fffd}');
    runs.filter(|run| run.chars().count() >= 4)
        .collect::<Vec<_>>()
        .join("\n")
}

/// The place in an XMP packet: `26,34.951N` (XMP part 2, GPSCoordinate).
fn xmp_location(place: &str, text: &str) -> Option<Location> {
    let degrees = |name: &str| {
        let after = text.split_once(name)?.1;
        let value: String = after
            .chars()
            .skip_while(|letter| !letter.is_ascii_digit())
            .take_while(|letter| letter.is_ascii_digit() || ",.NSEW".contains(*letter))
            .collect();
        let side = value.chars().last()?;
        let number = value.trim_end_matches(['N', 'S', 'E', 'W']);
        let mut sum = 0.0;
        for (part, weight) in number.split(',').zip([1.0, 60.0, 3600.0]) {
            sum += part.parse::<f64>().ok()? / weight;
        }
        Some(if matches!(side, 'S' | 'W') { -sum } else { sum })
    };
    Some(Location {
        place: place.to_owned(),
        latitude: degrees("GPSLatitude")?,
        longitude: degrees("GPSLongitude")?,
    })
}
