//! Logins on a command line and connection strings: `-u name -p secret`, `curl -u name:secret`,
//! `Endpoint=…;Id=…;Secret=…`.
//!
//! Refuses variables and templates; a `-p` alone is a port or a path. Next: `assignment`.

use super::is_template;
use crate::Kind;
use crate::find::View;
use crate::score::Candidate;

/// The value behind a flag, up to the next space; quotes are not part of it.
fn behind(text: &str, flag_end: usize) -> Option<(usize, usize)> {
    let rest = text.get(flag_end..)?;
    let body = rest.trim_start_matches([' ', '"', '\'']);
    let start = flag_end + rest.len() - body.len();
    let len = body
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\''))
        .unwrap_or(body.len());
    (len >= 3 && !body.starts_with('-')).then_some((start, start + len))
}

pub(super) fn command_line(view: &View<'_>, out: &mut Vec<Candidate>) {
    let text = view.text;
    let Some((at, flag)) = [" -u ", " --user ", " --username ", " -User "]
        .iter()
        .find_map(|flag| text.find(flag).map(|at| (at, *flag)))
    else {
        return;
    };
    let Some((start, end)) = behind(text, at + flag.len()) else {
        return;
    };
    let login = text.get(start..end).unwrap_or_default();
    let mut add = |range: core::ops::Range<usize>, kind| {
        let value = text.get(range.clone()).unwrap_or_default();
        if value.len() >= 3 && !is_template(value) {
            out.push(Candidate::scored(range, kind, 260, "login-on-command-line"));
        }
    };
    if let Some((name, secret)) = login.split_once(':')
        && secret.len() >= 3
        && !secret.starts_with("//")
    {
        add(start..start + name.len(), Kind::Username);
        add(start + name.len() + 1..end, Kind::Secret);
        return;
    }
    let secret = [" -p ", " --password ", " -w ", " -Password "]
        .iter()
        .find_map(|flag| text.find(flag).and_then(|at| behind(text, at + flag.len())));
    if let Some((from, to)) = secret {
        add(start..end, Kind::Username);
        add(from..to, Kind::Secret);
    }
}

/// A whole connection string whose parts include a key.
pub(super) fn connection(view: &View<'_>, out: &mut Vec<Candidate>) {
    const HEADS: [&str; 4] = [
        "Endpoint=",
        "DefaultEndpointsProtocol=",
        "HostName=",
        "https://",
    ];
    const KEYS: [&str; 3] = ["Secret=", "AccountKey=", "SharedAccessKey="];
    let text = view.text;
    let Some(key) = KEYS.iter().find_map(|key| text.find(key)) else {
        return;
    };
    let lead = text.get(..key).unwrap_or_default();
    // The nearest beginning, and nothing but parts of the string between.
    let Some(start) = HEADS.iter().filter_map(|head| lead.find(head)).min() else {
        return;
    };
    let parts = text.get(start..).unwrap_or_default();
    let len = parts
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<'))
        .unwrap_or(parts.len());
    let whole = parts.get(..len).unwrap_or_default().trim_end_matches(';');
    if start + whole.len() > key + 12 && whole.matches(';').count() >= 2 && !is_template(whole) {
        let range = start..start + whole.len();
        out.push(Candidate::scored(
            range,
            Kind::Secret,
            700,
            "secret-connection",
        ));
    }
}
