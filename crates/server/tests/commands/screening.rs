//! `tacita screening check`: mistakes by line and key, remarks, exit codes.

use crate::program::{stderr, stdout, tacita};

fn check(text: &str) -> std::process::Output {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("screening.toml");
    std::fs::write(&path, text).unwrap();
    tacita(&["screening", "check", path.to_str().unwrap()], b"")
}

#[test]
fn a_good_file_ends_with_zero_and_seal_is_said_to_be_a_mask() {
    let output = check("[types.IBAN]\ncustomer = \"seal\"\n");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = stdout(&output);
    assert!(
        said.contains("types.IBAN.customer: \"seal\" is carried out as \"mask\""),
        "{said}"
    );
    assert!(said.trim_end().ends_with(": good"), "{said}");
}

#[test]
fn every_mistake_is_named_by_line_and_key() {
    let output = check("[types.IBAN]\ncustomer = \"hide\"\n\n[types.IBANN]\nagent = \"mask\"\n");
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(
        said.contains("line 2: types.IBAN.customer: must be"),
        "{said}"
    );
    assert!(
        said.contains("line 4: types.IBANN: there is no type"),
        "{said}"
    );
    assert_eq!(check("types = [\n").status.code(), Some(1));
}

#[test]
fn a_missing_file_is_trouble() {
    let output = tacita(&["screening", "check", "no-such.toml"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no-such.toml"));
}

#[test]
fn a_scan_names_the_actions_of_the_policy_it_was_given() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("screening.toml");
    std::fs::write(&path, "[types.EMAIL]\ncustomer = \"block\"\n").unwrap();
    let policy = path.to_str().unwrap();
    let output = tacita(
        &["scan", "--policy", policy, "-"],
        b"write to jo@example.org\n",
    );
    assert!(
        stdout(&output).contains("EMAIL certain"),
        "{}",
        stdout(&output)
    );
    assert!(
        stdout(&output).trim_end().ends_with(": block"),
        "{}",
        stdout(&output)
    );
}
