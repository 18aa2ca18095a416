//! What an agent may see waiting or has: metadata alone, and its live events.
//!
//! Every row is decided by `policy` for the person who asks; counts are over exactly the rows that
//! were let through, so nothing can be learnt from them. Next: [`list`], then [`console`].

pub mod colleagues;
pub mod console;
pub mod http;
pub mod list;
pub(crate) mod pseudonym;
pub mod routing;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tacita_model::AgentId;

/// Consoles that are open in this process, by person. Presence is never stored.
#[derive(Debug, Default)]
pub struct Consoles(Mutex<HashMap<AgentId, u32>>);

impl Consoles {
    /// One more console of this person.
    pub fn came(&self, agent: AgentId) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(agent).or_insert(0);
        *count = count.saturating_add(1);
    }

    /// One fewer.
    pub fn went(&self, agent: AgentId) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&agent) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                open.remove(&agent);
            }
        }
    }

    /// Whether a console of this person is open.
    #[must_use]
    pub fn has(&self, agent: AgentId) -> bool {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains_key(&agent)
    }
}
