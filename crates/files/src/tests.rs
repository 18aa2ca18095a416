//! Tests of the readers: files are made here, so that nothing of anybody's lies in the repository.

use super::*;
use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn exif_of(fields: &[Field]) -> Vec<u8> {
    let mut writer = Writer::new();
    for field in fields {
        writer.push_field(field);
    }
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, false).unwrap();
    out.into_inner()
}

fn field(tag: Tag, value: Value) -> Field {
    Field {
        tag,
        ifd_num: In::PRIMARY,
        value,
    }
}

fn rational(number: u32) -> Rational {
    Rational {
        num: number,
        denom: 1,
    }
}

/// Cape Town, by a named photographer, held sideways.
fn photo_facts() -> Vec<u8> {
    let degrees = |a, b, c| Value::Rational(vec![rational(a), rational(b), rational(c)]);
    exif_of(&[
        field(
            Tag::Artist,
            Value::Ascii(vec![b"jane.doe@example.com".to_vec()]),
        ),
        field(Tag::Orientation, Value::Short(vec![6])),
        field(Tag::GPSLatitudeRef, Value::Ascii(vec![b"S".to_vec()])),
        field(Tag::GPSLatitude, degrees(33, 55, 12)),
        field(Tag::GPSLongitudeRef, Value::Ascii(vec![b"E".to_vec()])),
        field(Tag::GPSLongitude, degrees(18, 25, 12)),
    ])
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap();
    let mut out = vec![0xff, marker];
    out.extend(length.to_be_bytes());
    out.extend(content);
    out
}

/// A JPEG as far as its structure goes: two scans, metadata between them, a second picture after.
fn jpeg() -> Vec<u8> {
    let mut exif = b"Exif\0\0".to_vec();
    exif.extend(photo_facts());
    let mut out = vec![0xff, 0xd8];
    out.extend(segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));
    out.extend(segment(0xe1, &exif));
    out.extend(segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta exif:GPSLatitude=\"33,55.2S\" exif:GPSLongitude=\"18,25.2E\"/>"));
    out.extend(segment(0xfe, b"call me on +27 82 123 4567"));
    out.extend(segment(0xdb, &[0; 65]));
    out.extend(segment(0xda, &[1, 2, 3]));
    out.extend([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]);
    out.extend(segment(0xfe, b"between scans"));
    out.extend(segment(0xda, &[4, 5, 6]));
    out.extend([0x78, 0xff, 0xd9]);
    out.extend(b"second picture ");
    out.extend(&exif);
    out
}

fn png() -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap();
        out.extend(length.to_be_bytes());
        out.extend(kind);
        out.extend(content);
        let mut crc = flate2::Crc::new();
        crc.update(kind);
        crc.update(content);
        out.extend(crc.sum().to_be_bytes());
    };
    chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    chunk(b"eXIf", &photo_facts());
    chunk(b"tEXt", b"Author\0jane.doe@example.com");
    chunk(b"prVt", b"nobody knows this chunk");
    chunk(b"IDAT", &[0x78, 0x9c, 0x63, 0, 0, 0, 2, 0, 1]);
    chunk(b"IEND", b"");
    out
}

fn webp() -> Vec<u8> {
    let mut chunks = Vec::new();
    let mut chunk = |id: &[u8; 4], content: &[u8]| {
        chunks.extend(id);
        chunks.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        chunks.extend(content);
        if content.len() % 2 == 1 {
            chunks.push(0);
        }
    };
    chunk(b"VP8X", &[0b0000_1100, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    chunk(b"VP8L", &[0x2f, 0, 0, 0, 0, 7]);
    chunk(b"EXIF", &photo_facts());
    chunk(b"XMP ", b"<x:xmpmeta>jane.doe@example.com</x:xmpmeta>");
    let mut out = b"RIFF".to_vec();
    out.extend(u32::try_from(chunks.len() + 4).unwrap().to_le_bytes());
    out.extend(b"WEBP");
    out.extend(chunks);
    out
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn all_text(contents: &Contents) -> String {
    let texts: Vec<&str> = contents
        .pieces
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    texts.join("\n")
}

// Practice: C11
#[test]
fn the_place_of_a_photo_is_told_and_its_stripped_copy_holds_none_in_every_format() {
    for (bytes, format) in [
        (jpeg(), Format::Jpeg),
        (png(), Format::Png),
        (webp(), Format::Webp),
    ] {
        let read = read(&bytes, &Limits::default()).unwrap();
        assert_eq!(read.format, format);
        let place = read.locations.first().unwrap();
        assert!((place.latitude + 33.92).abs() < 0.001, "{place:?}");
        assert!((place.longitude - 18.42).abs() < 0.001, "{place:?}");
        assert!(all_text(&read).contains("jane.doe@example.com"));
        let copy = strip(&bytes).unwrap();
        let clean = super::read(&copy, &Limits::default()).unwrap();
        assert_eq!(clean.locations, [], "{format:?}");
        assert_eq!(clean.pieces, [], "{format:?}");
        for trace in [
            &b"jane.doe"[..],
            b"GPS",
            b"between",
            b"second",
            b"prVt",
            b"+27",
        ] {
            assert!(
                !copy.windows(trace.len()).any(|at| at == trace),
                "{format:?}"
            );
        }
    }
}

#[test]
fn a_stripped_photo_keeps_its_scans_and_which_side_is_up() {
    let copy = strip(&jpeg()).unwrap();
    let mut reader = exif::Reader::new();
    let kept = reader
        .continue_on_error(true)
        .read_from_container(&mut Cursor::new(&copy))
        .unwrap();
    let fields: Vec<Tag> = kept.fields().map(|field| field.tag).collect();
    assert_eq!(fields, [Tag::Orientation]);
    let scans = copy.windows(2).filter(|two| *two == [0xff, 0xda]).count();
    assert_eq!((scans, copy.ends_with(&[0x78, 0xff, 0xd9])), (2, true));
    assert_eq!(strip(b"GIF89a"), Err(CannotStrip::Format));
    assert_eq!(strip(b"\xff\xd8\xff\xe1"), Err(CannotStrip::Damaged));
}

#[test]
fn text_comments_deletions_and_facts_of_a_document_are_read() {
    let docx = archive(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "word/document.xml",
            "<w:document xmlns:w='w'><w:p><w:t>card 4111 1111</w:t><w:t> 1111 1111</w:t></w:p><w:p><w:del><w:delText>was &amp;#233;: jane@example.com</w:delText></w:del><w:instrText>HYPERLINK</w:instrText></w:p></w:document>",
        ),
        ("word/comments.xml", "<c><p><t>ask her &#233;</t></p></c>"),
        (
            "docProps/core.xml",
            "<cp><dc:creator>Jane Doe</dc:creator></cp>",
        ),
        ("word/embeddings/book.xlsx", "PK"),
        ("word/styles.xml", "<styles>nothing</styles>"),
    ]);
    let read = read(&docx, &Limits::default()).unwrap();
    assert_eq!(read.format, Format::Docx);
    let text = all_text(&read);
    assert!(text.contains("card 4111 1111 1111 1111\n"), "{text}");
    assert!(text.contains("jane@example.com") && text.contains("ask her é"));
    assert!(text.contains("creator: Jane Doe"));
    assert!(!text.contains("HYPERLINK") && !text.contains("nothing"));
    let embedded = Unread {
        place: "word/embeddings/book.xlsx".to_owned(),
        why: Why::Embedded,
    };
    assert_eq!(read.unread, [embedded]);
}

#[test]
fn cells_are_read_after_the_name_of_their_column() {
    let xlsx = archive(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><sheetData><row><c r='A1' t='s'><v>0</v></c><c r='C1' t='s'><v>1</v></c></row><row><c r='A2' t='inlineStr'><is><t>Jane</t></is></c><c r='C2'><v>4111111111111111</v></c></row></sheetData></worksheet>",
        ),
        (
            "xl/sharedStrings.xml",
            "<sst><si><t>Name</t></si><si><r><t>Card</t></r></si></sst>",
        ),
    ]);
    let read = read(&xlsx, &Limits::default()).unwrap();
    assert_eq!(
        all_text(&read),
        "Name\tCard\t\nName: Jane\tCard: 4111111111111111\t\n"
    );
}

#[test]
fn opendocument_and_slides_are_read() {
    let odt = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        (
            "content.xml",
            "<office><text:h>Dear</text:h><text:p>Jane<text:s/>Doe</text:p></office>",
        ),
        ("meta.xml", "<m><dc:creator>Thandi</dc:creator></m>"),
    ]);
    let text = all_text(&read(&odt, &Limits::default()).unwrap());
    assert_eq!(text, "Dear\nJane\tDoe\n\ncreator: Thandi\n");
    let pptx = archive(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "ppt/slides/slide10.xml",
            "<p:sld><a:p><a:t>ten</a:t></a:p></p:sld>",
        ),
        (
            "ppt/slides/slide2.xml",
            "<p:sld><a:p><a:t>two</a:t></a:p></p:sld>",
        ),
    ]);
    let text = all_text(&read(&pptx, &Limits::default()).unwrap());
    assert_eq!(text, "two\n\nten\n");
}

#[test]
fn a_bomb_is_told_apart_before_it_goes_off() {
    let zeros = " ".repeat(4 << 20);
    let docx = archive(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "word/document.xml",
            &format!("<d><p><t>{zeros}</t></p></d>"),
        ),
    ]);
    assert!(docx.len() < 100_000);
    let limits = Limits {
        unpacked_bytes: 1 << 20,
        ..Limits::default()
    };
    let read = read(&docx, &limits).unwrap();
    assert_eq!(read.unread.first().unwrap().why, Why::Unpacked);
    assert!(read.pieces.is_empty());
    // Entities that name each other are never expanded.
    let laughs = "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><d><p>&b;</p></d>";
    let docx = archive(&[("[Content_Types].xml", ""), ("word/document.xml", laughs)]);
    assert_eq!(all_text(&super::read(&docx, &limits).unwrap()), "&b;\n");
    let tiny = Limits {
        file_bytes: 10,
        ..limits
    };
    assert_eq!(super::read(&docx, &tiny), Err(Why::Large));
}

#[test]
fn what_is_damaged_or_unknown_is_said_to_be_unread() {
    let limits = Limits::default();
    assert_eq!(read(b"just text", &limits), Err(Why::Unknown));
    assert_eq!(read(b"PK\x03\x04 no archive", &limits), Err(Why::Unknown));
    assert_eq!(read(b"%PDF-1.7 and no more", &limits), Err(Why::Damaged));
    let cut = archive(&[
        ("[Content_Types].xml", ""),
        ("word/document.xml", "<d><p><t>unended"),
    ]);
    let read = read(&cut, &limits).unwrap();
    assert!(read.pieces.is_empty() || all_text(&read).contains("unended"));
    let torn = super::read(b"\xff\xd8\xff\xe1\x00\x10Exif\0\0torn", &limits).unwrap();
    assert_eq!(torn.locations, []);
    assert!(torn.unread.iter().any(|unread| unread.why == Why::Picture));
}

fn pdf(texts: &[&str]) -> Vec<u8> {
    use lopdf::content::{Content, Operation};
    use lopdf::{Document, Object, Stream, dictionary};
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
    });
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let mut kids: Vec<Object> = Vec::new();
    for text in texts {
        let mut operations = vec![Operation::new("BT", vec![])];
        if text.is_empty() {
            operations = vec![Operation::new("Do", vec!["Im1".into()])];
        } else {
            operations.push(Operation::new("Tf", vec!["F1".into(), 12.into()]));
            operations.push(Operation::new("Tj", vec![Object::string_literal(*text)]));
            operations.push(Operation::new("ET", vec![]));
        }
        let content = Content { operations }.encode().unwrap();
        let mut stream = Stream::new(dictionary! {}, content);
        stream.compress().unwrap();
        let content = document.add_object(stream);
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        });
        kids.push(page.into());
    }
    let count = i64::try_from(kids.len()).unwrap();
    let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    document.objects.insert(pages, Object::Dictionary(tree));
    document.add_object(dictionary! {
        "FT" => "Tx", "T" => Object::string_literal("account"), "V" => Object::string_literal("DE44"),
    });
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let info = document.add_object(dictionary! { "Author" => Object::string_literal("Jane Doe") });
    document.trailer.set("Info", info);
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

#[test]
fn pages_form_fields_and_facts_of_a_pdf_are_read_and_scanned_pages_are_said_to_be_unread() {
    let read = read(
        &pdf(&["my card is 4111 1111 1111 1111", ""]),
        &Limits::default(),
    )
    .unwrap();
    let text = all_text(&read);
    assert!(text.contains("4111 1111 1111 1111"), "{text}");
    assert!(
        text.contains("account: DE44") && text.contains("Jane Doe"),
        "{text}"
    );
    let scanned = Unread {
        place: "page 2".to_owned(),
        why: Why::Picture,
    };
    assert_eq!(read.unread, [scanned]);
}

#[test]
fn a_pdf_that_unpacks_to_more_than_the_limit_is_left() {
    let large = "x".repeat(2 << 20);
    let limits = Limits {
        unpacked_bytes: 1 << 20,
        ..Limits::default()
    };
    let read = read(&pdf(&["first page", &large, "third"]), &limits).unwrap();
    let places: Vec<&str> = read
        .pieces
        .iter()
        .map(|piece| piece.place.as_str())
        .collect();
    assert!(
        places.contains(&"page 1") && !places.contains(&"page 2"),
        "{places:?}"
    );
    assert!(read.unread.iter().any(|unread| unread.why == Why::Unpacked));
}
