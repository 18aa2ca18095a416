//! A copy of an image without its metadata: no EXIF, XMP, IPTC, comments, text or hidden second
//! picture.
//!
//! Colours (ICC profile) and which side is up stay, because the picture would look wrong without
//! them. What is not needed to draw is dropped by a list of what stays, so that a chunk nobody has
//! heard of does not stay. It refuses formats that it cannot write. Practice: C11

use crate::{Format, format};
use exif::experimental::Writer;
use exif::{Field, In, Tag, Value};
use img_parts::jpeg::{Jpeg, JpegSegment};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF};
use std::io::Cursor;

/// Why there is no copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotStrip {
    /// Nobody here writes this format.
    #[error("this format is not written")]
    Format,
    /// Not what its first bytes say.
    #[error("damaged")]
    Damaged,
}

/// Chunks of PNG that say how to draw (PNG third edition, 4.3 and 11).
const PNG_STAYS: [&[u8; 4]; 16] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];
/// Chunks of WebP that say how to draw (RFC 9649).
const WEBP_STAYS: [&[u8; 4]; 7] = [
    b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP",
];

/// Makes the copy.
///
/// # Errors
/// [`CannotStrip`].
pub fn strip(bytes: &[u8]) -> Result<Vec<u8>, CannotStrip> {
    let whole = Bytes::copy_from_slice(bytes);
    let side = side_up(bytes);
    match format(bytes) {
        Some(Format::Jpeg) => {
            let image = Jpeg::from_bytes(whole).map_err(|_| CannotStrip::Damaged)?;
            jpeg(image, side)
        }
        Some(Format::Png) => {
            let mut image = Png::from_bytes(whole).map_err(|_| CannotStrip::Damaged)?;
            image
                .chunks_mut()
                .retain(|chunk| PNG_STAYS.contains(&&chunk.kind()));
            Ok(image.encoder().bytes().to_vec())
        }
        Some(Format::Webp) => {
            let mut image = WebP::from_bytes(whole).map_err(|_| CannotStrip::Damaged)?;
            image
                .chunks_mut()
                .retain(|chunk| WEBP_STAYS.contains(&&chunk.id()));
            // Rewrites the flags that say which chunks are there.
            image.set_exif(None);
            Ok(image.encoder().bytes().to_vec())
        }
        _ => Err(CannotStrip::Format),
    }
}

fn jpeg(mut image: Jpeg, side: Option<u16>) -> Result<Vec<u8>, CannotStrip> {
    image.segments_mut().retain(|segment| {
        let content = segment.contents();
        match segment.marker() {
            // JFIF and its thumbnail-free header, the ICC profile, Adobe's colour transform.
            0xe0 => content.starts_with(b"JFIF\0"),
            0xe2 => content.starts_with(b"ICC_PROFILE\0"),
            0xee => content.starts_with(b"Adobe"),
            0xe1..=0xef | 0xfe => false,
            _ => true,
        }
    });
    if let Some(exif) = side.and_then(only_side) {
        let mut content = b"Exif\0\0".to_vec();
        content.extend(exif);
        let at = usize::from(
            image
                .segments()
                .first()
                .is_some_and(|first| first.marker() == 0xe0),
        );
        let segment = JpegSegment::new_with_contents(0xe1, Bytes::from(content));
        image.segments_mut().insert(at, segment);
    }
    let scans = 2 + image.segments().iter().map(JpegSegment::len).sum::<usize>();
    let bytes = image.encoder().bytes();
    scanned(&bytes, scans).ok_or(CannotStrip::Damaged)
}

/// The image from its first scan on, without segments of applications between scans and without what
/// follows its end: cameras keep a second picture there, with EXIF of its own.
fn scanned(bytes: &[u8], scans: usize) -> Option<Vec<u8>> {
    let mut out = bytes.get(..scans)?.to_vec();
    let mut at = scans;
    loop {
        let two = bytes.get(at..at + 2)?;
        match *two {
            [0xff, 0xd9] => {
                out.extend(two);
                return Some(out);
            }
            // A stuffed byte, a restart, a fill byte: picture (ITU-T T.81, B.1.1.5).
            [0xff, 0x00 | 0xd0..=0xd7] => {
                out.extend(two);
                at += 2;
            }
            [0xff, 0xff] => at += 1,
            [0xff, marker] => {
                let length = bytes.get(at + 2..at + 4)?;
                let length = usize::from(u16::from_be_bytes(length.try_into().ok()?));
                let segment = bytes.get(at..at + 2 + length)?;
                if !matches!(marker, 0xe0..=0xef | 0xfe) {
                    out.extend(segment);
                }
                at += 2 + length;
            }
            [byte, _] => {
                out.push(byte);
                at += 1;
            }
            _ => return None,
        }
    }
}

/// Which side is up, when it is not the usual one.
fn side_up(bytes: &[u8]) -> Option<u16> {
    let read = exif::Reader::new()
        .read_from_container(&mut Cursor::new(bytes))
        .ok()?;
    let field = read.get_field(Tag::Orientation, In::PRIMARY)?;
    let side = u16::try_from(field.value.get_uint(0)?).ok()?;
    (2..=8).contains(&side).then_some(side)
}

/// EXIF that says which side is up, and nothing else.
fn only_side(side: u16) -> Option<Vec<u8>> {
    let field = Field {
        tag: Tag::Orientation,
        ifd_num: In::PRIMARY,
        value: Value::Short(vec![side]),
    };
    let mut writer = Writer::new();
    writer.push_field(&field);
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, false).ok()?;
    Some(out.into_inner())
}
