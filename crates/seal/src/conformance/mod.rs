//! The rows of table 2.4 of the encryption design, as functions that answer with a sentence.
//!
//! Built only under feature `conformance`: native tests call them, and so does a test page in a
//! browser, so that both prove the same on what they ship. Refuses nothing; each row says what it
//! expects and fails with the sentence of what came instead. Next: [`ROWS`].

mod acts;
pub mod decoders;
mod membership;
mod order;
mod records;
pub mod world;

use crate::GroupError;
use core::fmt::Debug;
use tacita_model::{CryptoProfile, Timestamp};
use world::{MakeRandomness, Outcome, World};

/// One row.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// What it claims.
    pub claim: &'static str,
    run: fn(&mut World) -> Outcome<()>,
}

impl Row {
    /// Runs the row in a world of its own. `now` must be the machine's time: OpenMLS compares key
    /// packages with it.
    ///
    /// # Errors
    /// The sentence of what came instead.
    pub fn run(&self, make: MakeRandomness, profile: CryptoProfile, now: Timestamp) -> Outcome<()> {
        (self.run)(&mut World::new(make, profile, now)?)
    }
}

/// Rows 1 to 10 of table 2.4, the identical-bytes row, and the two regressions that the design
/// pins OpenMLS for.
pub const ROWS: &[Row] = &[
    Row {
        claim: "a removed agent that ignores its removal cannot read what follows",
        run: membership::removed_and_ignoring,
    },
    Row {
        claim: "a removed agent that processed its removal cannot read what follows",
        run: membership::removed_and_knowing,
    },
    Row {
        claim: "a new agent cannot read what was written before it joined",
        run: membership::nothing_from_before,
    },
    Row {
        claim: "a replayed message is refused",
        run: order::replay,
    },
    Row {
        claim: "a customer restored from a rolled-back snapshot is refused by receivers",
        run: order::rollback,
    },
    Row {
        claim: "while the server's swap is pending nobody sends, and one commit applies it whole",
        run: membership::swap,
    },
    Row {
        claim: "a rogue external sender is refused",
        run: membership::rogue_sender,
    },
    Row {
        claim: "of two commits in one epoch the loser drops its own and the chat goes on",
        run: order::race,
    },
    Row {
        claim: "the server's public group refuses a commit from an old epoch",
        run: order::old_commit,
    },
    Row {
        claim: "the exporter agrees between members, and a restored member goes on",
        run: order::exporter_and_restore,
    },
    Row {
        claim: "every holder of a record's seed rebuilds identical bytes",
        run: records::identical_bytes,
    },
    Row {
        claim: "a tampered copy of a message does not use up the genuine one",
        run: order::tampered_copy,
    },
    Row {
        claim: "leaves removed while the tree shrinks do not come back when it grows",
        run: membership::regrow_after_shrink,
    },
];

/// Fails unless `result` is exactly this refusal.
pub(crate) fn refused<T: Debug>(
    what: &'static str,
    result: Result<T, GroupError>,
    expected: GroupError,
) -> Outcome<()> {
    match result {
        Err(error) if error == expected => Ok(()),
        Err(error) => Err(format!("{what}: expected `{expected}`, got `{error}`")),
        Ok(_) => Err(format!(
            "{what}: expected `{expected}`, but it was accepted"
        )),
    }
}

/// Fails unless the condition holds.
pub(crate) fn holds(what: &'static str, condition: bool) -> Outcome<()> {
    if condition {
        Ok(())
    } else {
        Err(what.to_owned())
    }
}
