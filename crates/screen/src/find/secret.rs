//! API keys, tokens, private keys: by the marks their makers give them, by assignment, in addresses.
//!
//! What looks like a key but has low entropy, is a template, or is all one word is left alone: most
//! strings that look like keys are examples. Next: `prefixes` (the makers' marks).

mod assignment;
mod flags;
mod makers;
mod prefixes;
mod shapes;
#[cfg(test)]
mod tests;

use super::View;
use crate::Kind;
use crate::score::*;
use crate::words::{PASSWORD, SECRET, USERNAME};

/// Shortest token that can carry a marked key.
const SHORTEST: u32 = 10;

/// Practice: C3
pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    if view.facts.longest >= SHORTEST {
        marked(view, out);
        if view.facts.longest >= 20 {
            web_token(view, out);
            shapes::find(view, out);
        }
        if view.facts.flag {
            flags::command_line(view, out);
        }
    }
    if view.facts.equals && view.facts.longest >= 12 {
        flags::connection(view, out);
    }
    if view.facts.dashes {
        private_key(view, out);
    }
    if view.facts.slashes {
        in_address(view, out);
    }
    if view.speaks_of(PASSWORD) && view.speaks_of(USERNAME) {
        login(view, out);
    }
    let assigned = view.facts.equals || view.facts.colon || view.speaks_of(SECRET);
    if assigned && view.facts.longest >= 6 {
        assignment::find(view, out);
    }
}

/// Bytes that occur inside keys and the names around them.
fn is_key_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'_' | b'-' | b'.' | b'~' | b'+' | b'/' | b'=' | b':' | b'!'
        )
}

/// Keys that begin with their maker's mark.
fn marked(view: &View<'_>, out: &mut Vec<Candidate>) {
    let mut done = 0;
    for token in view.tokens {
        let start = token.start as usize;
        if start < done {
            continue;
        }
        let rest = view.text.get(start..).unwrap_or_default();
        for rule in prefixes::of(view.byte(start)) {
            let Some(body) = rest.strip_prefix(rule.prefix) else {
                continue;
            };
            // Inside a web address a mark is part of a name or of a picture.
            if super::context::in_url(view, start) && !matches!(view.before(start), b'=' | b':') {
                break;
            }
            let len = body
                .bytes()
                .take_while(|&byte| rule.body.allows(byte))
                .take(rule.most + 1)
                .count();
            if len < rule.least || len > rule.most {
                continue;
            }
            let text = body.get(..len).unwrap_or_default();
            let text = text.trim_end_matches(['.', ':', '-']);
            if text.len() < rule.least || entropy(text) < rule.entropy || is_example(text) {
                continue;
            }
            let end = start + rule.prefix.len() + text.len();
            out.push(Candidate::scored(
                start..end,
                Kind::Secret,
                420,
                "secret-prefix",
            ));
            done = end;
            break;
        }
    }
}

/// `-----BEGIN … PRIVATE KEY-----` up to its end line, with something in it.
fn private_key(view: &View<'_>, out: &mut Vec<Candidate>) {
    for (start, _) in view.text.match_indices("-----BEGIN ") {
        let rest = view.text.get(start..).unwrap_or_default();
        let Some(title) = rest
            .get(11..)
            .and_then(|rest| rest.find("-----").map(|end| (end, rest.get(..end))))
        else {
            continue;
        };
        if !title
            .1
            .is_some_and(|title| title.contains("PRIVATE KEY") && title.len() < 40)
        {
            continue;
        }
        let body = 11 + title.0 + 5;
        let end = rest.get(body..).and_then(|body| body.find("-----END"));
        let stop = end.map_or(rest.len(), |end| body + end);
        let content = rest.get(body..stop).unwrap_or_default();
        if content.bytes().filter(u8::is_ascii_alphanumeric).count() < 32 {
            continue;
        }
        let stop = match end {
            Some(end) => rest
                .get(body + end + 8..)
                .and_then(|rest| rest.find("-----"))
                .map_or(stop, |tail| body + end + 8 + tail + 5),
            None => stop,
        };
        out.push(Candidate::scored(
            start..start + stop,
            Kind::Secret,
            600,
            "private-key",
        ));
    }
}

/// JSON web tokens (RFC 7519): three parts, the first two JSON objects in base64url.
fn web_token(view: &View<'_>, out: &mut Vec<Candidate>) {
    for (start, _) in view.text.match_indices("eyJ") {
        let rest = view.text.get(start..).unwrap_or_default();
        let len = rest
            .bytes()
            .take_while(|b| {
                b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'=' | b'/' | b'+')
            })
            .count();
        let text = rest.get(..len).unwrap_or_default().trim_end_matches('.');
        let mut parts = text.split('.');
        let (Some(head), Some(body), Some(sign), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let glued = view.before(start).is_ascii_alphanumeric();
        if head.len() >= 12
            && body.len() >= 12
            && (sign.len() >= 20 || sign.is_empty())
            && body.starts_with("ey")
            && !glued
        {
            out.push(Candidate::scored(
                start..start + text.len(),
                Kind::Secret,
                500,
                "web-token",
            ));
        }
    }
}

/// `https://user:password@host`.
fn in_address(view: &View<'_>, out: &mut Vec<Candidate>) {
    for (at, _) in view.text.match_indices("://") {
        let rest = view.text.get(at + 3..).unwrap_or_default();
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\'' | '<' | '>'))
            .unwrap_or(rest.len());
        let authority = rest.get(..end).unwrap_or_default();
        hook(view, at, out);
        let Some((login, _)) = authority.rsplit_once('@') else {
            continue;
        };
        let Some((name, password)) = login.split_once(':') else {
            continue;
        };
        if password.len() < 3
            || is_template(password)
            || password.eq_ignore_ascii_case("password")
            || password == "***"
        {
            continue;
        }
        let start = at + 3 + name.len() + 1;
        if name.len() >= 2 && !is_template(name) {
            let range = at + 3..at + 3 + name.len();
            out.push(Candidate::scored(
                range,
                Kind::Username,
                300,
                "login-in-address",
            ));
        }
        out.push(Candidate::scored(
            start..start + password.len(),
            Kind::Secret,
            300,
            "secret-in-address",
        ));
    }
}

/// Addresses that are secrets themselves: whoever knows a web hook may write to it.
fn hook(view: &View<'_>, sign: usize, out: &mut Vec<Candidate>) {
    let scheme = view.text.get(..sign).unwrap_or_default();
    if !scheme.ends_with("https") {
        return;
    }
    let start = sign - 5;
    let rest = view.text.get(start..).unwrap_or_default();
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`' | ')'))
        .unwrap_or(rest.len());
    let address = rest.get(..end).unwrap_or_default();
    let known = [
        "//hooks.slack.com/services/",
        "/api/webhooks/",
        ".office.com/webhook",
        "//hooks.zapier.com/hooks/",
    ];
    if address.len() >= 60
        && known.iter().any(|mark| address.contains(mark))
        && !is_template(address)
    {
        out.push(Candidate::scored(
            start..start + end,
            Kind::Secret,
            900,
            "secret-web-hook",
        ));
    }
}

/// A login named beside its secret: `user = 'x'`, `-u X`, `User Id=x`.
fn login(view: &View<'_>, out: &mut Vec<Candidate>) {
    for hit in view.hits.iter().filter(|hit| hit.mask & USERNAME != 0) {
        let Some(last) = (hit.end as usize)
            .checked_sub(1)
            .and_then(|i| view.tokens.get(i))
        else {
            continue;
        };
        let rest = view.text.get(last.end as usize..).unwrap_or_default();
        let trimmed = rest.trim_start_matches(['"', '\'', ' ', ']', ':', '=', '>', '\\']);
        let between = rest.len() - trimmed.len();
        let assigned = rest
            .get(..between)
            .is_some_and(|between| between.contains(['=', ':', '\'', '"']));
        let len = trimmed
            .find(|c: char| {
                c.is_whitespace() || matches!(c, '"' | '\'' | ';' | ',' | ')' | '<' | '\\')
            })
            .unwrap_or(trimmed.len());
        let value = trimmed.get(..len).unwrap_or_default();
        if assigned && between <= 8 && (3..=64).contains(&len) && !is_template(value) {
            let start = last.end as usize + between;
            out.push(Candidate::scored(
                start..start + len,
                Kind::Username,
                50,
                "login-beside-secret",
            ));
        }
    }
}

/// Shannon entropy in bits a character, times 100; integers so that all targets agree.
pub(super) fn entropy(text: &str) -> u32 {
    // log2(n) * 100 for n from 1 to 64.
    const LOG2: [u32; 65] = [
        0, 0, 100, 158, 200, 232, 258, 281, 300, 317, 332, 346, 358, 370, 381, 391, 400, 409, 417,
        425, 432, 439, 446, 452, 458, 464, 470, 475, 481, 486, 491, 495, 500, 504, 509, 513, 517,
        521, 525, 529, 532, 536, 539, 543, 546, 549, 552, 555, 558, 561, 564, 567, 570, 573, 575,
        578, 581, 583, 586, 588, 591, 593, 595, 598, 600,
    ];
    let mut counts = [0_u8; 128];
    let mut total = 0;
    for byte in text.bytes().take(64) {
        if let Some(count) = counts.get_mut(usize::from(byte & 127)) {
            *count += 1;
            total += 1;
        }
    }
    let log = |n: usize| LOG2.get(n).copied().unwrap_or(0);
    let spent: u32 = counts
        .iter()
        .map(|&count| u32::from(count) * log(usize::from(count)))
        .sum();
    (log(total) * total as u32)
        .saturating_sub(spent)
        .checked_div(total as u32)
        .unwrap_or(0)
}

/// Values that stand for a value.
pub(super) fn is_template(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    text.starts_with(['$', '<', '{', '%', '(', '[', '@'])
        || lower.contains("${")
        || lower.contains("{{")
        || lower.contains("xxxx")
        || lower.contains("***")
        || lower.contains("...")
}

/// Words of documentation inside a key.
fn is_example(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    [
        "example",
        "xxxxx",
        "your",
        "placeholder",
        "redacted",
        "dummy",
        "00000000",
        "12345678901234567890",
        "changeme",
    ]
    .iter()
    .any(|word| lower.contains(word))
}
