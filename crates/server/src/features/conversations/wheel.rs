//! One wheel for all sockets instead of a timer for each: every second one slot of it comes round.
//!
//! A socket that was heard of since the last time is left alone, a silent one is asked for a sign of
//! life, one that gave none is dropped. The wheel is also how all are told that the server stops.

use super::outbound::{End, Outbound};
use crate::host::Randomness;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

/// Seconds for one turn of the wheel; a silent socket is dropped after two.
const SLOTS: usize = 30;
/// Those who are told to come back do so within this time.
const SPREAD_MILLISECONDS: u32 = 5_000;

/// Open sockets by the second in which they are looked at.
#[derive(Debug)]
pub struct Wheel {
    slots: Mutex<Vec<Vec<Weak<Outbound>>>>,
}

impl Default for Wheel {
    fn default() -> Self {
        Self {
            slots: Mutex::new(vec![Vec::new(); SLOTS]),
        }
    }
}

impl Wheel {
    /// Puts a socket on the wheel, into the slot with the fewest.
    pub fn add(&self, outbound: &Arc<Outbound>) {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = slots.iter_mut().min_by_key(|slot| slot.len()) {
            slot.push(Arc::downgrade(outbound));
        }
    }

    /// Looks at one slot.
    pub fn visit(&self, slot: usize) {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(slot) = slots.get_mut(slot) else {
            return;
        };
        slot.retain(|socket| {
            let Some(socket) = socket.upgrade() else {
                return false;
            };
            if socket.heard.swap(false, Ordering::Relaxed) {
                socket.asked.store(false, Ordering::Relaxed);
            } else if socket.asked.swap(true, Ordering::Relaxed) {
                socket.end(End::Silent);
            } else {
                socket.ping();
            }
            true
        });
    }

    /// Turns for ever.
    pub async fn turn(self: Arc<Self>) {
        let mut interval = tokio::time::interval(Duration::from_secs(1));
        interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
        let mut slot = 0;
        loop {
            interval.tick().await;
            self.visit(slot);
            slot = (slot + 1) % SLOTS;
        }
    }

    /// Tells everybody to come back later, not all at the same moment.
    pub fn drain(&self, randomness: &dyn Randomness) {
        let mut generator = randomness.generator();
        let slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        for socket in slots.iter().flatten().filter_map(Weak::upgrade) {
            let retry_milliseconds = generator.next_u32() % SPREAD_MILLISECONDS;
            socket.end(End::Drain { retry_milliseconds });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_silent_socket_is_asked_once_and_then_dropped() {
        let wheel = Wheel::default();
        let socket = Arc::new(Outbound::default());
        wheel.add(&socket);
        wheel.visit(0);
        assert!(socket.take(&mut Vec::new()).await.ping);
        socket.heard.store(true, Ordering::Relaxed);
        wheel.visit(0);
        wheel.visit(0);
        assert!(
            socket.take(&mut Vec::new()).await.ping,
            "it was heard of, so it is asked again"
        );
        wheel.visit(0);
        assert_eq!(socket.take(&mut Vec::new()).await.end, Some(End::Silent));
    }
}
