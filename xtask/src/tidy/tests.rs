//! A bad example for every rule, which it must refuse, beside a good one, which it must let pass.

use super::*;

const GOOD_CRATE: &str =
    "[lints]\nworkspace = true\n[dependencies]\ntacita-model.workspace = true\n";

fn failures(rule: Rule, files: &[(&str, &str)]) -> Vec<String> {
    words(rule(&Sources::of(files)))
}

fn words(findings: Vec<Finding>) -> Vec<String> {
    let failures = findings
        .into_iter()
        .filter(|finding| finding.weight == Weight::Failure);
    failures.map(|finding| finding.to_string()).collect()
}

fn refuses(rule: Rule, file: &str, text: &str) {
    let found = failures(rule, &[(file, text)]);
    assert!(!found.is_empty(), "{file} passed: {text}");
}

fn lets_pass(rule: Rule, file: &str, text: &str) {
    assert_eq!(failures(rule, &[(file, text)]), Vec::<String>::new());
}

#[test]
fn a_file_of_501_lines_fails_and_of_301_warns() {
    let lines = |count: usize| "// a line\n".repeat(count);
    refuses(files::size, "crates/a/src/lib.rs", &lines(501));
    lets_pass(files::size, "crates/a/src/lib.rs", &lines(500));
    let warned = files::size(&Sources::of(&[("web/kit/a.svelte", &lines(301))]));
    assert_eq!(
        warned.iter().map(|f| f.weight).collect::<Vec<_>>(),
        [Weight::Warning]
    );
    lets_pass(files::size, "crates/a/src/tests.rs", &lines(501));
    lets_pass(files::size, "web/core/generated/a.js", &lines(501));
}

#[test]
fn a_file_that_opens_with_code_fails() {
    refuses(
        files::opening,
        "crates/a/src/lib.rs",
        "use std::fmt;\n//! too late",
    );
    refuses(files::opening, "crates/a/src/lib.rs", "");
    refuses(files::opening, "web/a.ts", "import x from 'y';");
    refuses(
        files::opening,
        "web/a.svelte",
        "<script>\nlet a = 1;\n</script>",
    );
    refuses(files::opening, "web/a.css", "body { margin: 0 }");
    refuses(
        files::opening,
        "crates/store/migrations/sqlite/0001.sql",
        "CREATE TABLE a (b)",
    );
    lets_pass(files::opening, "crates/a/src/lib.rs", "//! What for.\n");
    lets_pass(
        files::opening,
        "web/a.svelte",
        "<script lang=\"ts\">\n  // What for.\n</script>",
    );
    lets_pass(
        files::opening,
        "web/a.svelte",
        "<!-- What for. -->\n<p></p>",
    );
    lets_pass(
        files::opening,
        "web/a.mjs",
        "#!/usr/bin/env node\n// What for.\n",
    );
}

#[test]
fn a_file_called_helpers_fails() {
    refuses(files::names, "web/kit/date-helpers.ts", "// x");
    refuses(files::names, "crates/a/src/utils.rs", "//! x");
    lets_pass(files::names, "crates/a/src/utility_bill.rs", "//! x");
}

#[test]
fn a_crate_that_depends_upwards_fails() {
    let upwards = "[dependencies]\ntacita-store.workspace = true\n";
    refuses(layers::edges, "crates/model/Cargo.toml", upwards);
    refuses(
        layers::edges,
        "crates/nobody/Cargo.toml",
        "[dependencies]\n",
    );
    let renamed = "[dependencies]\nrows = { package = \"tacita-store\", path = \"../store\" }\n";
    refuses(layers::edges, "crates/client/Cargo.toml", renamed);
    refuses(
        layers::edges,
        "crates/seal/Cargo.toml",
        "[target.'cfg(unix)'.dependencies]\ntacita-server.workspace = true\n",
    );
    lets_pass(layers::edges, "crates/screen/Cargo.toml", GOOD_CRATE);
    let tested = "[dev-dependencies]\ntacita-testkit.workspace = true\n";
    lets_pass(layers::edges, "crates/server/Cargo.toml", tested);
    refuses(
        layers::edges,
        "crates/server/Cargo.toml",
        &tested.replace("dev-", ""),
    );
}

#[test]
fn a_pure_crate_with_a_runtime_fails() {
    let runtime = "[dependencies]\ntokio.workspace = true\n";
    refuses(layers::purity, "crates/client/Cargo.toml", runtime);
    refuses(
        layers::purity,
        "crates/model/Cargo.toml",
        "[dependencies]\nserde = \"1\"\n",
    );
    lets_pass(layers::purity, "crates/server/Cargo.toml", runtime);
    lets_pass(
        layers::purity,
        "crates/client/Cargo.toml",
        &runtime.replace("dep", "dev-dep"),
    );
}

#[test]
fn a_crate_without_the_lint_table_fails() {
    refuses(
        layers::lints,
        "crates/model/Cargo.toml",
        "[package]\nname = \"x\"\n",
    );
    lets_pass(layers::lints, "crates/model/Cargo.toml", GOOD_CRATE);
}

#[test]
fn the_client_inside_the_service_fails() {
    let hosting = "//! x\nuse tacita_client::Device;\n";
    refuses(
        layers::client_in_server,
        "crates/server/src/app.rs",
        hosting,
    );
    lets_pass(
        layers::client_in_server,
        "crates/server/src/commands/bench.rs",
        hosting,
    );
}

#[test]
fn a_document_that_names_a_file_that_is_gone_fails() {
    refuses(
        paths::named_paths_exist,
        "ARCHITECTURE.md",
        "see `crates/gone/src/lib.rs`",
    );
    refuses(paths::named_paths_exist, "README.md", "see `GONE.md`");
    let here = [
        ("README.md", "`crates/a` `text/html` `target/x` `a b`"),
        ("crates/a/x.rs", ""),
    ];
    assert_eq!(
        failures(paths::named_paths_exist, &here),
        Vec::<String>::new()
    );
    refuses(paths::links_exist, "docs/a/b.md", "[x](../c.md)");
    let linked = [
        ("docs/a/b.md", "[x](../c.md#part) [y](https://a.example/z)"),
        ("docs/c.md", ""),
    ];
    assert_eq!(failures(paths::links_exist, &linked), Vec::<String>::new());
}

#[test]
fn a_registry_host_fails() {
    refuses(
        text::registry_hosts,
        "web/.npmrc",
        "registry=https://registry.npmjs.org/",
    );
    refuses(
        text::registry_hosts,
        "deploy/Dockerfile",
        "RUN curl https://pypi.org/simple",
    );
    lets_pass(
        text::registry_hosts,
        "deny.toml",
        "https://github.com/rust-lang/crates.io-index",
    );
}

#[test]
fn a_path_of_one_machine_fails() {
    refuses(text::machine_paths, "docs/a.md", "see /home/ada/tacita");
    refuses(text::machine_paths, "docs/a.md", "(/root/.cargo)");
    lets_pass(
        text::machine_paths,
        "docs/a.md",
        "https://a.example/home/page and ./work/x",
    );
}

#[test]
fn a_silenced_lint_fails() {
    refuses(
        text::allow_attributes,
        "crates/a/src/lib.rs",
        "    #[allow(dead_code)]\n",
    );
    refuses(
        text::allow_attributes,
        "crates/a/src/lib.rs",
        "#![allow(unused)]\n",
    );
    lets_pass(
        text::allow_attributes,
        "crates/a/src/lib.rs",
        "#[expect(x, reason = \"y\")]\n",
    );
}

#[test]
fn languages_with_different_messages_fail() {
    let pair = |german: &str| {
        let files = [
            ("web/locales/en/chat.ftl", "# x\nhello = Hello\n"),
            ("web/locales/de/chat.ftl", german),
        ];
        failures(fluent::files, &files)
    };
    assert_eq!(pair("# x\nhello = Hallo\n"), Vec::<String>::new());
    assert_eq!(pair("# x\n").len(), 1, "a missing message");
    assert_eq!(
        pair("# x\nhello = Hallo\nmehr = Mehr\n").len(),
        1,
        "one too many"
    );
    assert_eq!(
        pair("# x\nhello = Hallo\nhello = Servus\n").len(),
        1,
        "said twice"
    );
    assert!(!pair("# x\nhello = { $\n").is_empty(), "does not parse");
}

#[test]
fn a_lock_that_names_a_host_fails() {
    let lock =
        |package: &str| format!("{{\"packages\":{{\"\":{{}},\"node_modules/a\":{package}}}}}");
    let file = "web/package-lock.json";
    lets_pass(npm::locks, file, &lock("{\"integrity\":\"sha512-x\"}"));
    refuses(
        npm::locks,
        file,
        &lock("{\"integrity\":\"sha512-x\",\"resolved\":\"https://x\"}"),
    );
    refuses(npm::locks, file, &lock("{\"version\":\"1\"}"));
    refuses(npm::locks, file, "{");
}

const CLAIM: &str = "[[practice]]\nid = \"B6\"\nsentence = \"x\"\nbuilt = true\n";
const CODE: (&str, &str) = (
    "crates/a/src/lib.rs",
    "//! x\n/// Practice: B6\npub fn a() {}\n",
);
const TEST: (&str, &str) = (
    "crates/a/tests/b.rs",
    "//! x\n// Practice: B6\n#[test]\nfn chats_are_apart() {}\n",
);

#[test]
fn a_claim_without_code_or_without_a_test_fails() {
    let claim = (practices::FILE, CLAIM);
    assert_eq!(
        failures(practices::claims, &[claim, CODE, TEST]),
        Vec::<String>::new()
    );
    assert_eq!(
        failures(practices::claims, &[claim, TEST]).len(),
        1,
        "no code"
    );
    assert_eq!(
        failures(practices::claims, &[claim, CODE]).len(),
        1,
        "no test"
    );
    let floating = (
        "crates/a/tests/b.rs",
        "//! x\n// Practice: B6\nconst A: u8 = 1;\n",
    );
    assert_eq!(
        failures(practices::claims, &[claim, CODE, floating]).len(),
        1,
        "mark without test"
    );
    let unknown = (
        "crates/a/src/c.rs",
        "//! x\n/// Practice: B99\npub fn c() {}\n",
    );
    assert_eq!(
        failures(practices::claims, &[claim, CODE, TEST, unknown]).len(),
        1
    );
    assert_eq!(
        failures(practices::claims, &[CODE, TEST]).len(),
        1,
        "no list at all"
    );
}

#[test]
fn marks_are_read_from_unit_tests_and_browser_tests() {
    let inside = "//! x\n/// Practice: B6, J1\nfn a() {}\n#[cfg(test)]\nmod tests {\n    \
                  // Practice: B6\n    #[tokio::test]\n    async fn chats_are_apart() {}\n}\n";
    let browser = (
        "web/e2e/a.spec.ts",
        "// x\ntest('the list is whole (Practice: J1)', async () => {\n",
    );
    let marks = practices::marks(&Sources::of(&[("crates/a/src/lib.rs", inside), browser]));
    assert_eq!(marks.code.keys().collect::<Vec<_>>(), ["B6", "J1"]);
    let tests: Vec<_> = marks.tests.values().flatten().collect();
    assert_eq!(
        tests,
        [
            "crates/a/src/lib.rs: chats are apart",
            "web/e2e/a.spec.ts: the list is whole (Practice: J1)"
        ]
    );
}

#[test]
fn a_claim_that_is_taken_back_fails() {
    let mut sources = Sources::of(&[(practices::FILE, CLAIM)]);
    sources.once_claimed = practices::claimed(CLAIM);
    assert_eq!(
        words(practices::append_only(&sources)),
        Vec::<String>::new()
    );
    let withdrawn = CLAIM.replace("true", "false");
    sources.files.insert(practices::FILE.to_owned(), withdrawn);
    assert_eq!(
        words(practices::append_only(&sources)).len(),
        1,
        "no longer claimed"
    );
    sources
        .files
        .insert(practices::FILE.to_owned(), "practice = []".to_owned());
    assert_eq!(
        words(practices::append_only(&sources)).len(),
        1,
        "row removed"
    );
}

#[test]
fn an_undeclared_column_fails() {
    let sql = "-- x\nCREATE TABLE IF NOT EXISTS messages (\n  id BLOB PRIMARY KEY, -- a, comment\n  \
               \"body\" BLOB NOT NULL DEFAULT (x',('), CHECK (length(body) < 10, 1),\n  \
               PRIMARY KEY (id, body)\n) STRICT;\nALTER TABLE messages ADD COLUMN seen INTEGER;";
    let declared = |columns: &[&str]| {
        let answers = "{ purpose = 'a', retention = 'b', erased_how = 'c' }";
        columns.iter().fold("[messages]\n".to_owned(), |text, c| {
            text + c + " = " + answers + "\n"
        })
    };
    let run = |privacy: &str| {
        let files = [
            ("crates/store/migrations/sqlite/0001.sql", sql),
            ("privacy.toml", privacy),
        ];
        failures(privacy::columns, &files)
    };
    assert_eq!(
        run(&declared(&["id", "body", "seen"])),
        Vec::<String>::new()
    );
    assert_eq!(
        run(&declared(&["id", "body"])),
        ["FAILURE privacy.toml: lacks messages.seen"]
    );
    assert_eq!(
        run(&declared(&["id", "body", "seen", "gone"])).len(),
        1,
        "declared but not made"
    );
    assert_eq!(
        run(&declared(&["id", "body", "seen"]).replace("'b'", "' '")).len(),
        3
    );
    assert_eq!(run("").len(), 3);
}

#[test]
fn a_migration_that_cannot_be_read_fails() {
    refuses(
        privacy::columns,
        "crates/store/migrations/pg/1.sql",
        "CREATE TABLE a AS SELECT 1;",
    );
    refuses(
        privacy::columns,
        "crates/store/migrations/pg/1.sql",
        "ALTER TABLE a ADD COLUMN b int;",
    );
}
