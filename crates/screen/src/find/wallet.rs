//! Cryptocurrency addresses by their own check sums; Ethereum by its shape.
//!
//! Base58Check with double SHA-256 (Bitcoin wiki, also Litecoin, Dogecoin, Tron), Bech32 and Bech32m
//! (BIP 173, BIP 350). A wrong check sum is silence: such strings are often other identifiers.

use super::{View, context};
use crate::Kind;
use crate::check::base58::base58_check;
use crate::check::bech32::bech32_holds;
use crate::score::*;
use crate::words::WALLET;

pub(super) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    for (index, token) in view.tokens.iter().enumerate() {
        if token.len() < 25 || token.len() > 110 {
            continue;
        }
        let word = view.word(token);
        let facts = if is_ethereum(word) || bech32_holds(word) || is_base58(word) {
            VALID | STRONG
        } else if view.speaks_of(WALLET) && is_long_base58(word) {
            let facts = context::around(view, index, index + 1, WALLET, 0);
            if facts & (NEAR | MID) == 0 {
                continue;
            }
            facts
        } else {
            continue;
        };
        out.push(Candidate::new(
            token.range(),
            Kind::Crypto,
            facts,
            "wallet-address",
        ));
    }
}

fn is_ethereum(word: &str) -> bool {
    word.len() == 42
        && word
            .strip_prefix("0x")
            .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// First bytes of addresses: Bitcoin, its test net, Litecoin, Dogecoin, Dash, Tron.
fn is_base58(word: &str) -> bool {
    (26..=36).contains(&word.len())
        && matches!(
            base58_check(word),
            Some(0x00 | 0x05 | 0x6f | 0xc4 | 0x30 | 0x32 | 0x1e | 0x16 | 0x4c | 0x41)
        )
}

fn is_long_base58(word: &str) -> bool {
    let base = word
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() && !matches!(b, b'0' | b'O' | b'I' | b'l'));
    base && matches!(word.len(), 25..=44 | 95 | 106)
        && word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().any(|b| b.is_ascii_uppercase())
        && word.bytes().any(|b| b.is_ascii_lowercase())
}
