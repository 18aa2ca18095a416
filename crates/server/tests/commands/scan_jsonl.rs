//! `tacita scan --jsonl` as scorers and pipelines run it: the real program over pipes.
//!
//! What the engine finds is the business of `screen`; here: offsets, errors, exit codes.

use crate::program::{stderr, tacita};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};

fn scan(input: &[u8]) -> Output {
    tacita(&["scan", "--jsonl", "-"], input)
}

fn answers(output: &Output) -> Vec<serde_json::Value> {
    output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

#[test]
fn spans_count_code_points_and_carry_canonical_types() {
    let output = scan("{\"id\":7,\"text\":\"😀 kaart 4111 1111 1111 1111\",\"x\":1}\n".as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let answers = answers(&output);
    assert_eq!(answers[0]["id"], 7);
    let span = &answers[0]["spans"][0];
    assert_eq!(span["type"], "CREDIT_CARD");
    assert_eq!((&span["start"], &span["end"]), (&8.into(), &27.into()));
    assert_eq!(span["band"], "certain");
}

#[test]
fn names_are_on() {
    let output = scan(b"{\"id\":\"a\",\"text\":\"My name is Thandi Nkosi, thanks\"}\n");
    assert_eq!(answers(&output)[0]["spans"][0]["type"], "PERSON");
}

#[test]
fn a_value_over_two_messages_is_found_by_breaks() {
    let output = scan(b"{\"id\":\"a\",\"text\":\"4111 1111\\n1111 1111\",\"breaks\":[9]}\n");
    assert!(
        answers(&output)[0]["spans"]
            .as_array()
            .unwrap()
            .iter()
            .any(|span| span["type"] == "CREDIT_CARD")
    );
}

#[test]
fn a_line_that_cannot_be_read_is_named_and_the_rest_goes_on() {
    let mut input = b"{\"id\":1,\"text\":\"hello\"}\nnot json\n".to_vec();
    input.extend(b"{\"id\":3,\"text\":\"\xff\xfe\"}\n{\"id\":4,\"text\":\"a\\ud800b\"}\n");
    input.extend(b"{\"id\":5,\"text\":\"\\udc00\"}\n\n{\"id\":7,\"text\":\"bye\"}");
    let output = scan(&input);
    assert_eq!(output.status.code(), Some(2));
    let ids: Vec<_> = answers(&output).iter().map(|a| a["id"].clone()).collect();
    assert_eq!(ids, [1, 7]);
    let errors = stderr(&output);
    assert!(errors.contains("line 2: not a JSON object"), "{errors}");
    assert!(
        errors.contains("line 3: not valid UTF-8 (byte 17"),
        "{errors}"
    );
    assert!(errors.contains("line 4: unpaired surrogate"), "{errors}");
    assert!(errors.contains("line 5: unpaired surrogate"), "{errors}");
    assert_eq!(errors.lines().count(), 4);
}

#[test]
fn an_answer_comes_before_the_next_line_is_written() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tacita"))
        .args(["scan", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for id in 0..3 {
        writeln!(stdin, "{{\"id\":{id},\"text\":\"hello\"}}").unwrap();
        let mut answer = String::new();
        stdout.read_line(&mut answer).unwrap();
        assert_eq!(answer.trim_end(), format!("{{\"id\":{id},\"spans\":[]}}"));
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_missing_file_is_trouble() {
    let output = tacita(&["scan", "--jsonl", "no-such-file.jsonl"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no-such-file.jsonl"));
}
