//! The brain, bound to JavaScript: bytes and JSON in, wishes out. No logic.
//!
//! A host (`web/core/src/worker.ts`) makes one [`Conversation`] or one [`AgentDevice`], feeds it
//! what happens and carries out the [`Wish`]es it answers with, in their order. Times are
//! microseconds since 1970 as JavaScript numbers. It refuses JSON that is not an act.
//! Next: `tables` (they come first), `conversation`, `device`.

#[cfg(feature = "conformance")]
mod conformance;
mod conversation;
#[cfg(feature = "desk")]
mod device;
#[cfg(feature = "desk")]
mod screening;
mod tables;
mod wish;

#[cfg(feature = "conformance")]
pub use conformance::rows;
pub use conversation::{Conversation, Knock};
#[cfg(feature = "desk")]
pub use device::AgentDevice;
#[cfg(feature = "desk")]
pub use screening::Screening;
pub use tables::Tables;
pub use wish::Wish;

use rand_core::{CryptoRng, UnwrapErr};
use tacita_client::model::Timestamp;
use wasm_bindgen::prelude::*;

/// The browser's generator. If it fails the module stops, and the chat with it: there is nothing
/// that could be done safely without randomness.
fn randomness() -> Box<dyn CryptoRng + Send> {
    Box::new(UnwrapErr(getrandom::SysRng))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "microseconds stay far below 2^53, where numbers of JavaScript are whole"
)]
fn time(microseconds: f64) -> Timestamp {
    Timestamp(microseconds as i64)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "batch numbers are small whole numbers that came from here"
)]
fn whole(number: f64) -> u64 {
    number as u64
}

#[expect(
    clippy::cast_precision_loss,
    reason = "microseconds and batch numbers stay below 2^53"
)]
fn number(whole: i64) -> f64 {
    whole as f64
}

fn refused(what: &str) -> JsError {
    JsError::new(what)
}

fn hex32(text: &str) -> Option<[u8; 32]> {
    let mut out = [0; 32];
    let digits: Vec<char> = text.chars().filter(|c| *c != ':').collect();
    if digits.len() != 64 {
        return None;
    }
    for (byte, pair) in out.iter_mut().zip(digits.chunks(2)) {
        for digit in pair {
            let value = u8::try_from(digit.to_digit(16)?).ok()?;
            *byte = (*byte << 4) | value;
        }
    }
    Some(out)
}
