//! The draft as the recognisers see it: folded once, cut into tokens, digits in a stream.
//!
//! Every offset in here is a byte offset of the folded text; [`Folded::origin`] turns a range back
//! into the draft's own bytes. Nothing here decides what is confidential.
//! Next: `fold` (characters), `tokens` (words), `digits` (the digit stream), `coded`
//! (words that are another text).

pub(crate) mod coded;
pub(crate) mod digits;
pub(crate) mod fold;
#[cfg(test)]
mod tests;
pub(crate) mod tokens;

pub(crate) use digits::{Digits, Gap};
pub(crate) use fold::Folded;
pub(crate) use tokens::{Facts, Token};
