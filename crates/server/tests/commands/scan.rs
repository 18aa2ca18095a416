//! `tacita scan` over files, folders and standard input: places, formats, copies, exit codes.

use crate::program::{stderr, stdout, tacita};
use std::fs;
use std::path::Path;

const CARD: &str = "4111 1111 1111 1111";

fn path(folder: &Path, name: &str, contents: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, contents).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn the_exit_code_says_nothing_found_found_or_trouble() {
    assert_eq!(
        tacita(&["scan", "-"], b"hello there\n").status.code(),
        Some(0)
    );
    let found = tacita(&["scan", "-"], format!("my card: {CARD}\n").as_bytes());
    assert_eq!(found.status.code(), Some(1));
    assert_eq!(
        tacita(&["scan", "no-such-file"], b"").status.code(),
        Some(2)
    );
    assert_eq!(tacita(&["scan"], b"").status.code(), Some(2));
}

#[test]
fn a_finding_is_named_by_place_type_band_and_reason_but_never_by_its_value() {
    let text = format!("hello\nkäse, card {CARD} ok\n");
    let output = tacita(&["scan", "-"], text.as_bytes());
    let said = stdout(&output);
    assert!(
        said.starts_with("standard input:2:12: CREDIT_CARD certain ("),
        "{said}"
    );
    assert!(said.trim_end().ends_with("): mask"), "{said}");
    for format in ["text", "json", "sarif"] {
        let output = tacita(&["scan", "--format", format, "-"], text.as_bytes());
        assert!(!stdout(&output).contains("1111"), "{format}");
        assert!(!stderr(&output).contains("1111"), "{format}");
        let output = tacita(
            &["scan", "--show", "--format", format, "-"],
            text.as_bytes(),
        );
        assert!(stdout(&output).contains(CARD), "{format}");
    }
}

#[test]
fn json_and_sarif_carry_the_place() {
    let text = format!("hello\ncard {CARD}\n");
    let output = tacita(&["scan", "--format", "json", "-"], text.as_bytes());
    let answer: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(answer["findings"][0]["type"], "CREDIT_CARD");
    assert_eq!(
        (
            &answer["findings"][0]["line"],
            &answer["findings"][0]["column"]
        ),
        (&2.into(), &6.into())
    );
    let output = tacita(&["scan", "--format", "sarif", "-"], text.as_bytes());
    let log: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "CREDIT_CARD");
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (&region["startLine"], &region["startColumn"]),
        (&2.into(), &6.into())
    );
}

#[test]
fn a_redacted_copy_keeps_everything_else() {
    let text = format!("one\r\ncard {CARD}, thanks 😀");
    let output = tacita(&["scan", "--redact", "-"], text.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "one\r\ncard ⟦card •1111⟧, thanks 😀");
}

#[test]
fn json_is_read_string_by_string_and_stays_json() {
    let folder = tempfile::tempdir().unwrap();
    let text = "{ \"n\": 1,\n  \"note\":\"card\\n4111\\u00201111 1111 1111\", \"card\":4111111111111111 }\n";
    let file = path(folder.path(), "a.json", text);
    let output = tacita(&["scan", &file], b"");
    assert!(
        stdout(&output).contains(":2:10: note: CREDIT_CARD"),
        "{}",
        stdout(&output)
    );
    let output = tacita(&["scan", "--redact", &file], b"");
    assert_eq!(
        stdout(&output),
        "{ \"n\": 1,\n  \"note\":\"card\\n⟦card •1111⟧\", \"card\":\"⟦card •1111⟧\" }\n"
    );
}

#[test]
fn a_broken_json_line_hides_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = path(
        folder.path(),
        "a.jsonl",
        format!("{{\"a\":1}}\n{{\"card {CARD}\n"),
    );
    let output = tacita(&["scan", &file], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stdout(&output).contains(":2:8: CREDIT_CARD"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn a_table_names_the_column_and_its_copy_stays_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let file = path(
        folder.path(),
        "a.csv",
        format!("id;card\n1;none\n2;\"x; {CARD}\"\n3;none\n"),
    );
    let output = tacita(&["scan", &file], b"");
    assert!(
        stdout(&output).contains(":3: card: CREDIT_CARD certain"),
        "{}",
        stdout(&output)
    );
    let output = tacita(&["scan", "--redact", &file], b"");
    assert_eq!(
        stdout(&output),
        "id;card\n1;none\n2;\"x; ⟦card •1111⟧\"\n3;none\n"
    );
}

#[test]
fn mail_is_decoded_and_attachments_are_said_to_be_unread() {
    let folder = tempfile::tempdir().unwrap();
    let mail = "From a@b Thu Jan  1 00:00:00 1970\nSubject: hi\nMIME-Version: 1.0\n\
        Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\
        Content-Transfer-Encoding: base64\n\nbXkgY2FyZCBpcyA0MTExIDExMTEgMTExMSAxMTEx\n--x\n\
        Content-Type: image/png; name=p.png\nContent-Disposition: attachment; filename=p.png\n\
        Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--x--\n";
    let file = path(folder.path(), "a.mbox", mail);
    let output = tacita(&["scan", &file], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stdout(&output).contains("message 1, part 2: CREDIT_CARD"),
        "{}",
        stdout(&output)
    );
    assert!(
        stderr(&output).contains("p.png, a binary file"),
        "{}",
        stderr(&output)
    );
    let output = tacita(&["scan", "--redact", &file], b"");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output), "");
}

#[test]
fn a_folder_is_walked_and_copied_and_nothing_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("in");
    path(&inside, "b/chat.txt", format!("card {CARD}"));
    path(&inside, "a.txt", "hello");
    path(&inside, "p.png", b"\x89PNG\0\0");
    let (inside, out) = (inside.to_str().unwrap(), folder.path().join("out"));
    let arguments = ["scan", "--redact", "--out", out.to_str().unwrap(), inside];
    let output = tacita(&arguments, b"");
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("p.png: unread: a binary file"));
    assert!(stderr(&output).contains("1 found in 2 files read, 1 unread"));
    assert_eq!(
        fs::read_to_string(out.join("b/chat.txt")).unwrap(),
        "card ⟦card •1111⟧"
    );
    assert_eq!(fs::read_to_string(out.join("a.txt")).unwrap(), "hello");
    assert!(!out.join("p.png").exists());
    let again = tacita(&arguments, b"");
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(
        tacita(&["scan", "--redact", inside], b"").status.code(),
        Some(2)
    );
}

#[test]
fn a_text_in_another_encoding_is_named_with_its_line() {
    let output = tacita(&["scan", "-"], b"hello\nk\xe4se 4111 1111 1111 1111\n");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("not valid UTF-8 (line 2)"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn ten_megabytes_in_one_line_end() {
    let mut text = "no news from the depot, ".repeat(10 * 1024 * 1024 / 24);
    text.push_str(CARD);
    let output = tacita(&["scan", "-"], text.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stdout(&output).contains(": CREDIT_CARD"),
        "{}",
        stdout(&output)
    );
    let output = tacita(&["scan", "-"], "4".repeat(100_000).as_bytes());
    assert_ne!(output.status.code(), None);
}

#[test]
fn a_value_among_marks_of_direction_and_signs_without_width_is_found_and_masked_whole() {
    let card = "4111\u{200b} 1111\u{200f} 1111\u{2060}\u{202e} 1111";
    let text = format!("رقم بطاقتي \u{202b}{card}\u{202c} شكرا\u{feff}\n");
    let told = tacita(&["scan", "-"], text.as_bytes());
    assert_eq!(told.status.code(), Some(1));
    assert!(stdout(&told).contains("CREDIT_CARD"), "{}", stdout(&told));
    let copy = stdout(&tacita(&["scan", "--redact", "-"], text.as_bytes()));
    assert!(copy.contains("⟦card •1111⟧"), "{copy}");
    assert_eq!(copy.matches("1111").count(), 1, "{copy}");
    // As many digits as somebody can paste, in a row and apart: an answer, and a short one.
    for text in [
        "4".repeat(100_000),
        "4 ".repeat(5_000),
        "4\u{200b}".repeat(5_000),
    ] {
        let told = tacita(&["scan", "-"], text.as_bytes());
        assert!(matches!(told.status.code(), Some(0 | 1)));
        assert!(stdout(&told).len() < 1 << 20);
    }
}

#[test]
fn half_of_a_pair_in_json_is_named_with_its_line_and_hides_nothing_else() {
    let card = format!("{{\"id\":\"2\",\"text\":\"card {CARD}\"}}");
    let lines = format!("{{\"id\":\"1\",\"text\":\"\\ud83d here\"}}\n{card}\n");
    let told = tacita(&["scan", "--jsonl", "-"], lines.as_bytes());
    assert_eq!(told.status.code(), Some(2));
    assert!(stderr(&told).contains("line 1"), "{}", stderr(&told));
    assert!(stdout(&told).contains("CREDIT_CARD"), "{}", stdout(&told));
}

#[test]
fn a_bad_policy_stops_a_scan_with_line_and_key() {
    let folder = tempfile::tempdir().unwrap();
    let policy = path(
        folder.path(),
        "screening.toml",
        "[roles.nobody.types.PHONE]\nagent = \"mask\"\n[types.PHONE]\ncustomer = \"hide\"\n",
    );
    let told = tacita(&["scan", "--policy", &policy, "-"], CARD.as_bytes());
    assert_eq!(told.status.code(), Some(2));
    for place in ["line 1: roles.nobody", "line 4: types.PHONE.customer"] {
        assert!(stderr(&told).contains(place), "{}", stderr(&told));
    }
    let policy = path(
        folder.path(),
        "other.toml",
        b"[types.PHONE]\ncustomer = \"\xff\"\n",
    );
    let told = tacita(&["scan", "--policy", &policy, "-"], CARD.as_bytes());
    assert_eq!(told.status.code(), Some(2));
    assert!(stderr(&told).contains("UTF-8"), "{}", stderr(&told));
}

// Practice: C11
#[test]
fn the_place_of_a_photo_is_told_and_its_redacted_copy_holds_none() {
    let folder = tempfile::tempdir().unwrap();
    let photo = folder.path().join("harbour.png");
    std::fs::write(&photo, png()).unwrap();
    let name = photo.to_str().unwrap();
    let told = tacita(&["scan", name], b"");
    assert_eq!(told.status.code(), Some(1), "{}", stderr(&told));
    assert!(
        stdout(&told).contains("tEXt: EMAIL certain"),
        "{}",
        stdout(&told)
    );
    assert!(!stdout(&told).contains("jane.doe"));
    assert!(stderr(&told).contains("a picture; its text is not read"));
    let out = folder.path().join("clean");
    let out = out.to_str().unwrap();
    tacita(&["scan", "--redact", "--out", out, name], b"");
    let copy = std::fs::read(folder.path().join("clean/harbour.png")).unwrap();
    assert!(copy.starts_with(b"\x89PNG") && !copy.windows(8).any(|at| at == b"jane.doe"));
    let again = tacita(
        &["scan", folder.path().join("clean").to_str().unwrap()],
        b"",
    );
    assert_eq!(again.status.code(), Some(0), "{}", stdout(&again));
}

#[test]
fn utf_16_is_read_and_half_of_a_pair_is_an_error_that_names_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chat.txt");
    let encode = |units: &mut dyn Iterator<Item = u16>| -> Vec<u8> {
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend(units.flat_map(u16::to_le_bytes));
        bytes
    };
    let text = "hello\nmy card is 4111 1111 1111 1111 😀\n";
    std::fs::write(&file, encode(&mut text.encode_utf16())).unwrap();
    let name = file.to_str().unwrap();
    let told = tacita(&["scan", name], b"");
    assert!(
        stdout(&told).contains(":2:12: CREDIT_CARD"),
        "{}",
        stdout(&told)
    );
    let mut broken: Vec<u16> = "hello\n".encode_utf16().collect();
    broken.extend([0xd83d, 0x0041]);
    std::fs::write(&file, encode(&mut broken.into_iter())).unwrap();
    let told = tacita(&["scan", name], b"");
    assert_eq!(told.status.code(), Some(2));
    assert!(
        stderr(&told).contains("not valid UTF-16 (line 2)"),
        "{}",
        stderr(&told)
    );
}

/// A PNG of one pixel with its author in a text chunk. The checksums are of the chunks as they are.
fn png() -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap();
        out.extend(length.to_be_bytes());
        out.extend(kind);
        out.extend(content);
        let crc = [kind.as_slice(), content]
            .concat()
            .iter()
            .fold(!0_u32, |crc, byte| {
                (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                    if crc & 1 == 1 {
                        crc >> 1 ^ 0xedb8_8320
                    } else {
                        crc >> 1
                    }
                })
            });
        out.extend((!crc).to_be_bytes());
    };
    chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    chunk(b"tEXt", b"Author\0jane.doe@example.com");
    chunk(b"IDAT", &[0x78, 0x9c, 0x63, 0, 0, 0, 2, 0, 1]);
    chunk(b"IEND", b"");
    out
}
