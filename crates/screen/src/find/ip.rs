//! IP addresses, version 4 and 6, with prefix length or zone.
//!
//! Four numbers with dots are also how versions are written: a version word beside them speaks
//! against. The whole stretch of address characters must parse, never a part of it.

use super::{View, context};
use crate::Kind;
use crate::score::*;
use crate::words::{IP, TECHNICAL};
use core::net::Ipv6Addr;

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    if view.facts.digits >= 4 {
        version_4(view, out);
    }
    if view.facts.colon {
        version_6(view, out);
    }
}

fn version_4(view: &View<'_>, out: &mut Vec<Candidate>) {
    let mut index = 0;
    while let Some(quad) = view.tokens.get(index..index + 4) {
        let dotted = quad
            .iter()
            .all(|token| token.is_number() && token.len() <= 3)
            && quad.windows(2).all(|pair| {
                matches!(pair, [a, b] if {
                    let gap = view.text.get(a.end as usize..b.start as usize);
                    matches!(gap, Some("." | " . "))
                })
            });
        if !dotted {
            index += 1;
            continue;
        }
        let (Some(first), Some(last)) = (quad.first(), quad.last()) else {
            return;
        };
        let (start, end) = (first.start as usize, last.end as usize);
        let tail = view.byte(end) == b'.' && view.byte(end + 1).is_ascii_digit();
        let head =
            view.before(start) == b'.' || view.before(start) == b':' && hex(view.before(start - 1));
        let bytes = quad.iter().all(|token| {
            let number = view.word(token);
            number.parse::<u8>().is_ok() && (number.len() == 1 || !number.starts_with('0'))
        });
        if bytes && !tail && !head {
            let end = prefix_length(view, end, 32);
            let mut facts = VALID | STRONG;
            facts |= context::around(view, index, index + 4, IP, TECHNICAL & !IP);
            let glued = context::beside(view, start, end, &[Kind::Ip]);
            facts |= glued & !(MONEY | if view.before(start) == b'/' { GLUED } else { 0 });
            out.push(Candidate::new(start..end, Kind::Ip, facts, "ip-address"));
        }
        index += 4;
    }
}

fn version_6(view: &View<'_>, out: &mut Vec<Candidate>) {
    let bytes = view.text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if !(hex(byte) || byte == b':') {
            at += 1;
            continue;
        }
        let start = at;
        let mut colons = 0;
        while let Some(&byte) = bytes.get(at).filter(|&&b| hex(b) || b == b':' || b == b'.') {
            colons += usize::from(byte == b':');
            at += 1;
        }
        if colons < 2 || at - start > 45 || start > 0 && view.before(start).is_ascii_alphanumeric()
        {
            continue;
        }
        let mut end = at;
        while end > start
            && (view.before(end) == b'.'
                || view.before(end) == b':' && view.before(end - 1) != b':')
        {
            end -= 1;
        }
        let text = view.text.get(start..end).unwrap_or_default();
        if !text.bytes().any(|b| b.is_ascii_hexdigit()) || text.parse::<Ipv6Addr>().is_err() {
            continue;
        }
        if view.byte(end) == b'%' {
            end += 1;
            while view.byte(end).is_ascii_alphanumeric()
                || matches!(view.byte(end), b'.' | b'-' | b'_')
                    && view.byte(end + 1).is_ascii_alphanumeric()
            {
                end += 1;
            }
        } else if view.byte(end).is_ascii_alphanumeric() || view.byte(end) == b'_' {
            continue;
        }
        let end = prefix_length(view, end, 128);
        out.push(Candidate::new(
            start..end,
            Kind::Ip,
            VALID | STRONG,
            "ip-address",
        ));
    }
}

fn hex(byte: u8) -> bool {
    byte.is_ascii_hexdigit()
}

/// End of "/24" behind an address.
fn prefix_length(view: &View<'_>, end: usize, most: u32) -> usize {
    if view.byte(end) != b'/' {
        return end;
    }
    let digits = (end + 1..end + 4)
        .take_while(|&at| view.byte(at).is_ascii_digit())
        .count();
    let value = view
        .text
        .get(end + 1..end + 1 + digits)
        .and_then(|text| text.parse::<u32>().ok());
    let follows = view.byte(end + 1 + digits);
    if value.is_some_and(|value| value <= most)
        && !follows.is_ascii_alphanumeric()
        && follows != b'/'
    {
        end + 1 + digits
    } else {
        end
    }
}
