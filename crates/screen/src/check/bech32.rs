//! Bech32 and Bech32m check sums (BIP 173, BIP 350) for Bitcoin and Litecoin addresses.

const ALPHABET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATOR: [u32; 5] = [
    0x3b6a_57b2,
    0x2650_8e6d,
    0x1ea1_19fa,
    0x3d42_33dd,
    0x2a14_62b3,
];
const BECH32: u32 = 1;
const BECH32M: u32 = 0x2bc8_30a3;

/// Whether the text is an address with a check sum that holds. Mixed case is invalid by rule.
pub(crate) fn bech32_holds(text: &str) -> bool {
    let mixed = text.bytes().any(|b| b.is_ascii_uppercase())
        && text.bytes().any(|b| b.is_ascii_lowercase());
    if mixed || !(14..=90).contains(&text.len()) {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let Some((prefix, data)) = lower.split_once('1') else {
        return false;
    };
    if !matches!(prefix, "bc" | "tb" | "ltc" | "bcrt") {
        return false;
    }
    let mut sum = 1;
    let high = prefix.bytes().map(|b| b >> 5);
    let low = prefix.bytes().map(|b| b & 31);
    for value in high.chain([0]).chain(low) {
        sum = step(sum, value);
    }
    let mut version = None;
    for byte in data.bytes() {
        let Some(value) = ALPHABET.iter().position(|&letter| letter == byte) else {
            return false;
        };
        version = version.or(Some(value));
        sum = step(sum, value as u8);
    }
    sum == if version == Some(0) { BECH32 } else { BECH32M }
}

fn step(sum: u32, value: u8) -> u32 {
    let top = sum >> 25;
    let mut next = ((sum & 0x01ff_ffff) << 5) ^ u32::from(value);
    for (bit, generator) in GENERATOR.iter().enumerate() {
        if top >> bit & 1 == 1 {
            next ^= generator;
        }
    }
    next
}
