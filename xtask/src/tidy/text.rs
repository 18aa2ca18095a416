//! Words that may not stand anywhere: hosts of package registries (builds must work behind any
//! mirror), paths of one person's machine, and lints switched off without a reason.
//!
//! The words are written in pieces here, so that this file passes its own rule.

use super::sources::is_test;
use super::{Finding, Sources};

const HOSTS: [&str; 8] = [
    concat!("registry.", "npmjs.org"),
    concat!("registry.", "yarnpkg.com"),
    concat!("static.", "crates.io"),
    concat!("index.", "crates.io"),
    concat!("files.", "pythonhosted.org"),
    concat!("pypi.", "org"),
    concat!("deb.", "debian.org"),
    concat!(".artifactory", "."),
];

const MACHINES: [&str; 5] = [
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Use", "rs/"),
    concat!("/wo", "rk/"),
    concat!("C:\\", "Users"),
];

/// No file names a registry's host.
pub(super) fn registry_hosts(sources: &Sources) -> Vec<Finding> {
    lines_with(sources, |line| {
        HOSTS.into_iter().find(|host| line.contains(host))
    })
    .map(|(file, line, host)| {
        let words = format!("names {host}: builds must work behind any mirror");
        Finding::failure(file, line, words)
    })
    .collect()
}

/// No file names a folder that exists on one machine only.
pub(super) fn machine_paths(sources: &Sources) -> Vec<Finding> {
    let begins = |line: &str, folder: &&str| {
        line.match_indices(*folder).any(|(at, _)| {
            let before = line.get(..at).and_then(|text| text.chars().next_back());
            // The end of an address or of a path that begins with `.` or a variable is no such place.
            !before.is_some_and(continues)
        })
    };
    lines_with(sources, |line| {
        MACHINES.into_iter().find(|folder| begins(line, folder))
    })
    .map(|(file, line, folder)| {
        Finding::failure(
            file,
            line,
            format!("names {folder}…, a path of one machine"),
        )
    })
    .collect()
}

/// Whether what follows this letter is the rest of something longer.
fn continues(before: char) -> bool {
    before.is_alphanumeric() || "./_-}$*~".contains(before)
}

/// Lints are answered by `#[expect(lint, reason = "…")]`, never silenced.
pub(super) fn allow_attributes(sources: &Sources) -> Vec<Finding> {
    let marks = [concat!("#[", "allow("), concat!("#![", "allow(")];
    let rust = sources
        .ending(&[".rs"])
        .filter(|(file, _)| !file.starts_with("xtask/src/tidy/tests"));
    let mut findings = Vec::new();
    for (file, text) in rust {
        for (number, line) in (1..).zip(text.lines()) {
            if marks.iter().any(|mark| line.trim_start().starts_with(mark)) {
                let words = "silences a lint; answer it with #[expect(…, reason = \"…\")]";
                findings.push(Finding::failure(file, number, words));
            }
        }
    }
    findings
}

/// Lines in which `found` sees something, with what it saw. Locks and bad examples are left out.
fn lines_with<'a>(
    sources: &'a Sources,
    found: impl Fn(&str) -> Option<&'static str> + 'a,
) -> impl Iterator<Item = (&'a str, usize, &'static str)> {
    let read = sources.files.iter().filter(|(file, _)| {
        let bad_example = is_test(file) && file.starts_with("xtask/");
        !file.ends_with("Cargo.lock") && !bad_example
    });
    read.flat_map(|(file, text)| {
        (1..)
            .zip(text.lines())
            .map(move |(n, line)| (file, n, line))
    })
    .filter_map(move |(file, number, line)| found(line).map(|word| (file.as_str(), number, word)))
}
