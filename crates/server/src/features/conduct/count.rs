//! The counters' writes: each goes into the commit of the act that it counts.

use tacita_model::{AgentId, QueueId, Timestamp};
use tacita_store::Write;
use tacita_store::rows::{Conduct, Counted};

const DAY_SECONDS: i64 = 86_400;

/// Days since 1970, UTC.
#[must_use]
pub fn day(now: Timestamp) -> i64 {
    now.as_seconds().div_euclid(DAY_SECONDS)
}

/// One more of a kind.
#[must_use]
pub fn one(
    agent: AgentId,
    queue: QueueId,
    now: Timestamp,
    counted: Counted,
    kind: Option<&str>,
) -> Write {
    Write::CountConduct(Conduct {
        agent,
        queue,
        day: day(now),
        counted,
        kind: kind.unwrap_or_default().to_owned(),
        number: 1,
    })
}
