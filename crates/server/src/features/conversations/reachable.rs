//! Queues that nobody could be written to when a widget opened: no device of their people had a fresh
//! intake key, so what the customer wrote waits in their window.
//!
//! As soon as a device can be written to, every widget of the queue that waits so is told, and sends.
//! Without this the customer would see "sending" until they load the page anew, and nobody at the desk
//! would know of them. Refuses nothing; a look that fails is made again. Next: `engine/hello.rs`, which
//! tells a widget that comes back.

use super::effects::intake_devices;
use super::engine::input::Input;
use crate::app::{App, Shared};
use crate::bus::Wake;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tacita_model::{QueueId, Timestamp};
use tokio::sync::broadcast::error::RecvError;

/// Wake-ups of so long are gathered.
const GATHER: Duration = Duration::from_millis(200);
/// Teams change without a wake-up about a device.
const LOOK: Duration = Duration::from_secs(15);
/// A widget's socket comes a moment after the widget: so long it is told again.
pub(super) const SETTLED_SECONDS: i64 = 30;

/// Those queues, and when a widget last opened on each.
#[derive(Debug, Default)]
pub struct Unreachable(Mutex<HashMap<QueueId, Timestamp>>);

impl Unreachable {
    /// A widget opened on a queue that nobody could be written to.
    pub fn note(&self, queue: QueueId, now: Timestamp) {
        self.all().insert(queue, now);
    }

    fn queues(&self) -> Vec<QueueId> {
        self.all().keys().copied().collect()
    }

    /// The queue's widgets were told; forgotten unless one opened just now.
    fn told(&self, queue: QueueId, now: Timestamp) {
        let settled = |noted: &Timestamp| noted.plus_seconds(SETTLED_SECONDS) <= now;
        self.all()
            .retain(|id, noted| *id != queue || !settled(noted));
    }

    fn all(&self) -> MutexGuard<'_, HashMap<QueueId, Timestamp>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks until the service stops.
pub async fn run(app: Shared) {
    let mut wakes = app.bus.listen();
    loop {
        look(&app).await;
        match tokio::time::timeout(LOOK, woken(&mut wakes)).await {
            Ok(false) => return,
            Ok(true) => tokio::time::sleep(GATHER).await,
            Err(_) => {}
        }
        // What came meanwhile is looked at with the rest.
        wakes = wakes.resubscribe();
    }
}

/// Waits for a wake-up about a device or about what somebody does; `false` when the service stops.
async fn woken(wakes: &mut tokio::sync::broadcast::Receiver<Wake>) -> bool {
    loop {
        match wakes.recv().await {
            Ok(Wake::Device(_) | Wake::Duties(_)) | Err(RecvError::Lagged(_)) => return true,
            Ok(_) => {}
            Err(RecvError::Closed) => return false,
        }
    }
}

async fn look(app: &App) {
    let Some(world) = app.hub.world() else {
        return;
    };
    for queue in app.unreachable.queues() {
        let devices = intake_devices(&world, queue).await;
        if !devices.is_empty() {
            app.hub.give(Input::Reachable { queue, devices }).await;
            app.unreachable.told(queue, app.now());
        }
    }
}
