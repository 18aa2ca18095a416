//! The page: one file, no script, nothing loaded from anywhere; light and dark, and on paper.
//!
//! Refuses to let a name be markup: everything that people wrote is escaped.

use super::{Person, Report};
use std::fmt::Write as _;

const STYLE: &str = include_str!("report.css");

/// The page.
pub(super) fn page(report: &Report<'_>) -> String {
    let say = |name: &str| text(&report.words.say(name));
    let title = text(&report.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"content-security-policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<dl>\n",
        report.words.language
    );
    for (name, value) in &report.facts {
        let value = text(value);
        let _ = writeln!(out, "<div><dt>{}</dt><dd>{value}</dd></div>", say(name));
    }
    let _ = writeln!(
        out,
        "</dl>\n<h2>{}</h2>\n<ul class=\"counts\">",
        say("summary")
    );
    for (word, count) in &report.counts {
        let word = text(word);
        let _ = writeln!(out, "<li><strong>{count}</strong> {word}</li>");
    }
    out.push_str("</ul>\n");
    for person in &report.people {
        table(&mut out, report, person);
    }
    let _ = writeln!(
        out,
        "<h2>{}</h2>\n<p>{}</p>\n</main>\n</body>\n</html>",
        say("how"),
        say("how-what")
    );
    out
}

fn table(out: &mut String, report: &Report<'_>, person: &Person) {
    let say = |name: &str| text(&report.words.say(name));
    let _ = write!(
        out,
        "<section>\n<h2>{name}</h2>\n<table>\n<caption>{name}</caption>\n<thead><tr>\
         <th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th>\
         <th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
        say("right"),
        say("decision"),
        say("by"),
        say("at"),
        name = text(&person.name)
    );
    for row in &person.rows {
        let mark = if row.taken { " class=\"taken\"" } else { "" };
        let _ = writeln!(
            out,
            "<tr{mark}><th scope=\"row\">{}<small>{}</small></th><td>{}</td><td>{}</td><td>{}</td></tr>",
            text(&row.right),
            text(&row.detail),
            text(&row.decision),
            text(&row.by),
            text(&row.at)
        );
    }
    out.push_str("</tbody>\n</table>\n</section>\n");
}

/// What people wrote, as text.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
