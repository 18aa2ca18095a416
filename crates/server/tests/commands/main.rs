//! Commands of the real `tacita` program: what they print and how they end.

#![expect(
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that panics has said what it had to say"
)]

mod doctor;
mod first;
mod fresh;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod policy;
mod program;
mod scan;
mod scan_jsonl;
mod screening;
