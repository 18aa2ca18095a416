//! Tokens that are digits although they do not look it: letters that stand for digits, and a number
//! with its extension behind an x.

/// Digits of a token in which O, l and I stand for 0 and 1; none when it has other letters.
pub(super) fn lookalikes(bytes: &[u8], buffer: &mut [u8; 64]) -> Option<usize> {
    if bytes.len() > buffer.len() {
        return None;
    }
    for (slot, byte) in buffer.iter_mut().zip(bytes) {
        *slot = match byte {
            b'0'..=b'9' => byte - b'0',
            b'o' | b'O' => 0,
            b'l' | b'I' | b'i' => 1,
            _ => return None,
        };
    }
    Some(bytes.len())
}

/// Digits in front of an extension ("5272x565").
pub(super) fn before_extension(bytes: &[u8], buffer: &mut [u8; 64]) -> Option<usize> {
    let len = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (x, rest) = bytes.get(len..)?.split_first()?;
    let sound = matches!(x, b'x' | b'X')
        && (3..=12).contains(&len)
        && (1..=6).contains(&rest.len())
        && rest.iter().all(u8::is_ascii_digit);
    if !sound {
        return None;
    }
    for (slot, byte) in buffer.iter_mut().zip(bytes.get(..len)?) {
        *slot = byte - b'0';
    }
    Some(len)
}
