//! `API_KEY = "…"`, `token: …`, `Authorization: Bearer …`: a name that says secret, then a value.
//!
//! The name must end in a word for a secret ("client_secret", not "key_length"); the value must look
//! random or stand in quotes beside a password's name.

use super::{entropy, is_example, is_template, makers};
use crate::Kind;
use crate::find::View;
use crate::score::Candidate;
use crate::words::{PASSWORD, SECRET, USERNAME};

/// Ends of names that hold secrets. Lower case, without separators.
const NAMES: &str = "apikey secret secretkey token accesskey password passwd passphrase pwd pass privatekey \
    authkey accountkey sharedaccesskey clientsecret credential credentials appkey apptoken \
    signingkey encryptionkey masterkey sharedkey writekey licensekey servicekey \
    integrationkey sessionkey adminkey webhook bearer authorization auth apisecret \
    consumersecret secretaccesskey accesstoken refreshtoken authtoken accesskeyid apitoken \
    consumerkey key appsecret storagekey clientid apihash pat login reporterid \
    personalaccesstoken userpass rootpass dbpass pw";

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    let mut done = 0;
    for (index, token) in view.tokens.iter().enumerate() {
        let end = token.end as usize;
        let follows = view.byte(end);
        if end < done
            || !matches!(
                follows,
                b'=' | b':' | b' ' | b'"' | b'\'' | b',' | b')' | b'>' | b']' | b'`' | b'\\' | b'/'
            )
        {
            continue;
        }
        if token.len() < 7
            && view.tables.words.mask(token.hash) & (SECRET | PASSWORD | USERNAME) == 0
            && !matches!(token.len(), 2..=4)
            && follows == b' '
        {
            continue;
        }
        let Some(strength) = name(view, index) else {
            continue;
        };
        let Some((at, quoted, sign)) = introduction(view, end) else {
            continue;
        };
        if sign == Sign::Space && strength < 2 {
            continue;
        }
        let Some((start, stop)) = value(view, at, quoted) else {
            continue;
        };
        let text = view.text.get(start..stop).unwrap_or_default();
        if let Some(score) = judge(text, quoted, sign, strength) {
            out.push(Candidate::scored(
                start..stop,
                Kind::Secret,
                score,
                "secret-assignment",
            ));
            done = stop;
        }
    }
}

/// How strongly the identifier that ends at this token says secret: 1 a key, 2 a token or secret,
/// 3 a password.
fn name(view: &View<'_>, index: usize) -> Option<u8> {
    let token = view.tokens.get(index)?;
    let mut start = token.start as usize;
    while matches!(view.before(start), b'_' | b'-' | b'.')
        || view.before(start).is_ascii_alphanumeric()
    {
        start -= 1;
        if token.end as usize - start > 48 {
            break;
        }
    }
    let mut compact = [0_u8; 48];
    let mut len = 0;
    for byte in view
        .text
        .as_bytes()
        .get(start..token.end as usize)?
        .iter()
        .filter(|b| b.is_ascii_alphanumeric())
    {
        *compact.get_mut(len)? = byte.to_ascii_lowercase();
        len += 1;
    }
    let name = compact.get(..len)?;
    let fits = NAMES
        .split(' ')
        .filter(|known| name.ends_with(known.as_bytes()))
        .map(str::len)
        .max();
    let made = || {
        makers::names(
            view,
            view.text.get(start..token.end as usize).unwrap_or_default(),
        )
    };
    let Some(fits) = fits else {
        return made().then_some(1);
    };
    let ends = |word: &str| name.ends_with(word.as_bytes());
    if ends("publickey")
        || ends("primarykey")
        || ends("foreignkey")
        || ends("hotkey")
        || ends("monkey")
        || ends("bypass")
        || ends("keyid") && !ends("accesskeyid")
    {
        return None;
    }
    if ends("password")
        || ends("passwd")
        || ends("pwd")
        || ends("passphrase")
        || ends("pass")
        || ends("pw")
    {
        return (len <= fits + 24).then_some(3);
    }
    if ends("token")
        || ends("secret")
        || ends("bearer")
        || ends("apikey")
        || ends("accesskey")
        || ends("secretkey")
        || ends("privatekey")
        || ends("authorization")
    {
        return Some(2);
    }
    if made() {
        return Some(2);
    }
    (ends("key") || ends("pat") || fits > 3).then_some(1)
}

/// What stands between name and value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Assigned,
    Comma,
    Space,
    /// "Authorization: Basic …": what follows is a key by the grammar of the header.
    Scheme,
}

/// Where the value begins, its quote if any, and how it is introduced.
fn introduction(view: &View<'_>, end: usize) -> Option<(usize, u8, Sign)> {
    let mut at = end;
    let mut sign = Sign::Space;
    let mut quote = 0;
    for _ in 0..14 {
        match view.byte(at) {
            b' ' | b'\t' | b'\\' => at += 1,
            b'=' | b':' => {
                sign = Sign::Assigned;
                quote = 0;
                at += 1;
            }
            b'>' if sign == Sign::Assigned || view.before(at) == b'-' => {
                sign = Sign::Assigned;
                at += 1;
            }
            b'-' if view.byte(at + 1) == b'>' => at += 1,
            b',' => {
                sign = if sign == Sign::Assigned {
                    return None;
                } else {
                    Sign::Comma
                };
                quote = 0;
                at += 1;
            }
            b'(' | b'[' | b']' | b')' if sign != Sign::Assigned || view.byte(at) == b'(' => at += 1,
            byte @ (b'"' | b'\'' | b'`') => {
                quote = byte;
                at += 1;
            }
            _ => break,
        }
    }
    let scheme = view.text.get(at..)?;
    for word in [
        "Bearer ", "bearer ", "Basic ", "basic ", "token ", "Token ", "apikey ", "BEARER ",
        "SSWS ", "ApiKey ", "value=\"", "value='",
    ] {
        if scheme.starts_with(word) {
            if word.starts_with("value") {
                let quote = word.as_bytes().last().copied().unwrap_or(b'"');
                return Some((at + word.len(), quote, Sign::Assigned));
            }
            let known = sign == Sign::Assigned && !word.eq_ignore_ascii_case("token ");
            let sign = if known { Sign::Scheme } else { Sign::Assigned };
            return Some((at + word.len(), quote, sign));
        }
    }
    (at > end).then_some((at, quote, sign))
}

fn value(view: &View<'_>, start: usize, quote: u8) -> Option<(usize, usize)> {
    let bytes = view.text.as_bytes().get(start..)?;
    let len = if quote != 0 {
        bytes
            .iter()
            .take(400)
            .position(|&byte| byte == quote || byte == b'\n')
            .unwrap_or(bytes.len().min(400))
    } else {
        bytes
            .iter()
            .take(400)
            .take_while(|b| {
                !b.is_ascii_whitespace()
                    && !matches!(
                        b,
                        b'"' | b'\'' | b'`' | b',' | b';' | b')' | b'&' | b'<' | b'}' | b'|'
                    )
            })
            .count()
    };
    let text = view.text.get(start..start + len)?;
    let text = text.trim_end_matches(['.', '\\', ']']);
    (!text.is_empty()).then_some((start, start + text.len()))
}

fn judge(text: &str, quote: u8, sign: Sign, strength: u8) -> Option<i32> {
    let len = text.len();
    if len < 4 || is_template(text) || is_example(text) || text.contains("//") {
        return None;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let small = text.bytes().any(|b| b.is_ascii_lowercase());
    let large = text.bytes().any(|b| b.is_ascii_uppercase());
    let spaces = text.contains(' ');
    let dotted = text.contains('.')
        && text
            .split('.')
            .all(|part| part.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_'));
    let call = text.contains('(') || text.contains("::") || text.contains("->");
    let bits = entropy(text);
    if sign == Sign::Scheme
        && len >= 8
        && bits >= 250
        && !call
        && text.bytes().all(super::is_key_byte)
        && (digits > 0 || small && large)
    {
        return Some(200);
    }
    let random = len >= 16
        && bits >= 300
        && digits >= 2
        && !spaces
        && !call
        && !dotted
        && !is_uuid(text)
        && (digits * 8 >= len || small && large)
        && text.bytes().all(super::is_key_byte);
    if random {
        return match (sign, strength) {
            (Sign::Space, 1) => None,
            (_, 1) if len < 20 => None,
            (Sign::Assigned | Sign::Scheme, _) => Some(220),
            (_, _) => Some(120),
        };
    }
    // Quoted signing secrets are full of signs.
    if strength == 2
        && quote != 0
        && sign == Sign::Assigned
        && len >= 16
        && bits >= 380
        && !call
        && !dotted
    {
        return Some(80);
    }
    // "secret: 'development#product'": signs between the words of a quoted secret.
    if strength == 2
        && quote != 0
        && sign == Sign::Assigned
        && (8..=64).contains(&len)
        && !call
        && !spaces
        && text
            .bytes()
            .any(|b| matches!(b, b'#' | b'$' | b'!' | b'%' | b'^' | b'&' | b'*'))
        && !text.starts_with(['#', '.', '/', '&', '!'])
    {
        return Some(50);
    }
    // Service keys are often plain UUIDs; names that end in "id" are references.
    if is_uuid(text) && strength <= 2 && sign == Sign::Assigned && digits > 0 {
        return Some(60);
    }
    // A password in code: quoted, or plainly assigned, and not a name or a call.
    let word = text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') && text.contains('_');
    if strength == 3 && sign != Sign::Space && len <= 64 && !call && !dotted && !spaces && !word {
        let odd = digits > 0 || text.bytes().any(|b| b.is_ascii_punctuation()) || small && large;
        if quote != 0 || odd && len >= 6 {
            return Some(if odd { 120 } else { 40 });
        }
    }
    if strength == 2
        && quote != 0
        && sign == Sign::Assigned
        && (8..=64).contains(&len)
        && digits > 0
        && bits >= 250
        && !spaces
        && !call
        && !is_uuid(text)
    {
        return Some(60);
    }
    None
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(place, byte)| {
            if matches!(place, 8 | 13 | 18 | 23) {
                byte == b'-'
            } else {
                byte.is_ascii_hexdigit()
            }
        })
}
