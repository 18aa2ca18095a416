//! What a password looks like, and where one ends.

use super::super::View;

/// Bytes that are looked at from a place on: no password and no sentence about one is longer, and a
/// page full of passwords is read in time that grows with its length.
const REACH: usize = 160;

/// The text from a place on, as far as it is looked at.
pub(super) fn ahead<'a>(view: &View<'a>, at: usize) -> &'a str {
    let end = view.text.floor_char_boundary(at.saturating_add(REACH));
    view.text.get(at..end).unwrap_or_default()
}

/// The value at the beginning of `text`: what stands in quotes, or up to the next space.
pub(super) fn value(text: &str) -> Option<(usize, usize)> {
    let trimmed = text.trim_start_matches(' ');
    let skip = text.len() - trimmed.len();
    if trimmed.starts_with('\n') {
        return None;
    }
    for (open, close) in [('\'', '\''), ('"', '"'), ('`', '`'), ('«', '»'), ('„', '“')] {
        if let Some(inner) = trimmed.strip_prefix(open) {
            let end = inner.find(close)?;
            let from = skip + open.len_utf8();
            return (end > 0 && end <= 64).then_some((from, from + end));
        }
    }
    let end = trimmed.find(char::is_whitespace).unwrap_or(trimmed.len());
    let word = trimmed.get(..end)?;
    let word = word.trim_end_matches(['.', ',', ';', ')', '?']);
    (!word.is_empty()).then_some((skip, skip + word.len()))
}

/// Without the punctuation that ends a sentence.
pub(super) fn bare(text: &str) -> &str {
    text.trim_end_matches(['!', '?', ',', '.', ':'])
}

/// Letters and digits, or signs inside: no ordinary word, number, date or address of the web.
pub(super) fn is_mixed(text: &str) -> bool {
    let digit = text.bytes().any(|b| b.is_ascii_digit());
    let letter = text.chars().any(char::is_alphabetic);
    letter && digit && text.chars().count() >= 5 && score(text, true) > 0
}

/// End of a value written in pieces ("john 1234", "s 5 ghu 90", "p a s s 1 2"): short chunks of which
/// every second is a number, or signs one by one, up to the end of the message.
pub(super) fn pieces(view: &View<'_>, from: usize, start: usize, end: usize) -> usize {
    let rest = ahead(view, end);
    let line = rest.split(['\n', '.', ',', '?']).next().unwrap_or_default();
    let pieces: Vec<&str> = line.split(' ').filter(|piece| !piece.is_empty()).collect();
    let first = view.text.get(start..end).unwrap_or_default();
    let number = |piece: &str| piece.bytes().all(|b| b.is_ascii_digit());
    let mut digits = number(first);
    let quoted = from != start && view.before(start) != b' ';
    if quoted || pieces.is_empty() || first.len() > 12 || !rest.starts_with(' ') {
        return end;
    }
    let single = |piece: &&&str| piece.chars().count() == 1;
    let singles = pieces.iter().take(32).take_while(single).count();
    if single(&&first) && singles >= 5 {
        // One byte for the blank before each sign.
        let signs = pieces.iter().take(singles).map(|piece| piece.len() + 1);
        return end + signs.sum::<usize>();
    }
    let mut stop = 0;
    let mut at = 0;
    for piece in pieces.iter().take(5) {
        let here = line
            .get(at..)
            .and_then(|tail| tail.find(piece))
            .map_or(at, |found| at + found);
        at = here + piece.len();
        let is_number = number(piece);
        if is_number == digits || piece.len() > 8 || !is_number && piece.len() > 4 {
            break;
        }
        digits = is_number;
        let last = at == line.trim_end().len();
        if is_number || last && piece.len() <= 4 {
            stop = at;
        }
    }
    end + stop
}

/// Of digits, signs inside and capitals inside, how many a value has.
pub(super) fn mixture(text: &str) -> i32 {
    let digit = text.bytes().any(|b| b.is_ascii_digit());
    let sign = bare(text).bytes().any(|b| b.is_ascii_punctuation());
    let small = text.chars().any(char::is_lowercase);
    let large = text.chars().skip(1).any(char::is_uppercase);
    i32::from(digit) + i32::from(sign) + i32::from(small && large)
}

/// How much a value looks like a password; far below zero for plain words of a sentence.
pub(super) fn score(text: &str, introduced: bool) -> i32 {
    let chars = text.chars().count();
    if !(3..=64).contains(&chars) || text.starts_with("http") {
        return -500;
    }
    if text.starts_with(['<', '{', '%', '[', '(', '`', '-', '/', '.'])
        || text.contains("****")
        || text.to_ascii_lowercase().contains("xxxx")
    {
        return -500;
    }
    let mixture = mixture(text);
    let plain_word = mixture == 0;
    if plain_word && !introduced {
        return -300;
    }
    mixture * 60 + if chars >= 6 { 30 } else { 0 } - if plain_word { 90 } else { 0 }
}
