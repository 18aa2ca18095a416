//! `tacita policy check` and `explain`: mistakes by file and line, the deciding policy, exit codes.

use crate::program::{stderr, stdout, tacita};

fn check(text: &str) -> std::process::Output {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("own.cedar"), text).unwrap();
    tacita(&["policy", "check", folder.path().to_str().unwrap()], b"")
}

#[test]
fn a_good_folder_ends_with_zero_and_a_mistake_is_named_by_file_and_line() {
    let good = check(
        "@id(\"officers-own-hours\") forbid (principal is Agent, action == Action::\"read-ledger\", resource)\n\
         when { context.weekday > 5 };\n",
    );
    assert_eq!(good.status.code(), Some(0), "{}", stderr(&good));
    assert!(stdout(&good).trim_end().ends_with(": good"));
    let bad = check(
        "\n@id(\"x\") permit (principal is Agent, action, resource)\nwhen { principal.age > 3 };\n",
    );
    assert_eq!(bad.status.code(), Some(1));
    assert!(stderr(&bad).contains("own.cedar:3"), "{}", stderr(&bad));
    let none = tempfile::tempdir().unwrap();
    let empty = tacita(&["policy", "check", none.path().to_str().unwrap()], b"");
    assert_eq!(
        empty.status.code(),
        Some(2),
        "a folder without policies is a wrong path"
    );
}

// Practice: D2
#[test]
fn a_refusal_is_explained_by_its_policy_or_by_what_is_missing() {
    let ask = |words: &[&str]| tacita(&[&["policy", "explain"], words].concat(), b"");
    let allowed = ask(&["agent", "open-intake", "--if", "assigned"]);
    assert_eq!(allowed.status.code(), Some(0), "{}", stderr(&allowed));
    assert!(stdout(&allowed).contains("decided by assigned-conducts"));
    let forbidden = ask(&["administrator", "open-intake", "--if", "assigned"]);
    assert_eq!(forbidden.status.code(), Some(1));
    assert!(stdout(&forbidden).contains("decided by floor-content-by-role"));
    let short = ask(&["agent", "accept-conversation", "--if", "waiting"]);
    let said = stdout(&short);
    assert!(
        said.contains("answerer-accepts-waiting") && said.contains("    resource.serves_queue"),
        "{said}"
    );
    let unknown = ask(&["boss", "open-intake"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        stderr(&unknown).contains("administrator"),
        "{}",
        stderr(&unknown)
    );
}
