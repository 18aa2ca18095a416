//! Fluent files: each parses, none says a message twice, and every language has the same messages
//! with the same variables' names.
//!
//! A language is the folder (`…/en/chat.ftl`) or, in a flat folder, the file name (`…/en.ftl`); each
//! flat folder is a set of its own, so that the safety guide may speak more languages than the pages.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::Entry;
use fluent_syntax::parser::parse;

use super::{Finding, Sources};

/// One set of messages in several languages: its name, then each language's file and keys.
type Sets = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

pub(super) fn files(sources: &Sources) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut sets = Sets::new();
    for (file, text) in sources.ending(&[".ftl"]) {
        match keys(text) {
            Ok((keys, twice)) => {
                for key in twice {
                    findings.push(Finding::failure(file, 0, format!("says `{key}` twice")));
                }
                sets.entry(set_of(file))
                    .or_default()
                    .insert(file.to_owned(), keys);
            }
            Err(words) => findings.push(Finding::failure(file, 0, words)),
        }
    }
    for languages in sets.values() {
        let all: BTreeSet<&String> = languages.values().flatten().collect();
        for (file, keys) in languages {
            for missing in all.iter().filter(|key| !keys.contains(**key)) {
                let words = format!("lacks `{missing}`, which another language has");
                findings.push(Finding::failure(file, 0, words));
            }
        }
    }
    findings
}

/// Messages, terms and attributes of a file, and those that stand in it twice.
fn keys(text: &str) -> Result<(BTreeSet<String>, Vec<String>), String> {
    let resource = parse(text).map_err(|(_, errors)| format!("does not parse: {errors:?}"))?;
    let (mut keys, mut twice) = (BTreeSet::new(), Vec::new());
    for entry in resource.body {
        let (name, attributes) = match entry {
            Entry::Message(message) => (message.id.name.to_owned(), message.attributes),
            Entry::Term(term) => (format!("-{}", term.id.name), term.attributes),
            _ => continue,
        };
        for attribute in attributes {
            keys.insert(format!("{name}.{}", attribute.id.name));
        }
        if !keys.insert(name.clone()) {
            twice.push(name);
        }
    }
    Ok((keys, twice))
}

/// Files that are one text in several languages share this name.
fn set_of(file: &str) -> String {
    let parts: Vec<&str> = file.split('/').collect();
    let language = |part: &str| {
        let code = part.split('-').next().unwrap_or(part);
        matches!(code.len(), 2 | 3) && code.chars().all(|c| c.is_ascii_lowercase())
    };
    let marked = parts.iter().map(|part| {
        let stem = part.trim_end_matches(".ftl");
        if stem != "web" && language(stem) {
            "*"
        } else {
            part
        }
    });
    marked.collect::<Vec<_>>().join("/")
}
