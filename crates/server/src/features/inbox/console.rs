//! The events of one open console: rows that appear, change and go, with exact counts.
//!
//! Each wake-up names one conversation; its row is decided and read anew for this person. A row
//! that may no longer be seen is taken back at once (`gone`), as are all rows when the sign-in
//! ends. Nothing here holds content.
//!
//! Practice: D4 (a view ends with the assignment).

use super::colleagues;
use super::list::{Viewer, counts, rows};
use crate::app::Shared;
use crate::bus::Wake;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use std::collections::BTreeMap;
use std::time::Duration;
use tacita_model::{ConversationId, TypedId};
use tacita_protocol::Wire;
use tacita_protocol::http::{ConsoleEvent, InboxItem};
use tacita_protocol::limits::AGENT_KEY_PACKAGES;
use tacita_store::rows::DeviceStatus;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;

/// How often the sign-in is looked at even if nothing happens.
const LOOK_SECONDS: u64 = 20;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Sends events until the sign-in ends, the service stops or the receiver goes.
///
/// # Errors
/// The store's, when rows cannot be read: the console reconnects.
pub async fn follow(
    app: &Shared,
    agent: SignedInAgent,
    token: &str,
    out: &mpsc::Sender<ConsoleEvent>,
) -> Result<(), Problem> {
    let mut wakes = app.bus.listen();
    let mut stopping = app.stopping.subscribe();
    let mut view = View {
        app,
        agent,
        out,
        shown: BTreeMap::new(),
        viewer: Viewer::of(app, agent).await?,
    };
    view.all().await?;
    view.devices().await?;
    loop {
        let wake = tokio::select! {
            wake = wakes.recv() => wake,
            _ = stopping.changed() => return Ok(()),
            () = out.closed() => return Ok(()),
            () = tokio::time::sleep(Duration::from_secs(LOOK_SECONDS)) => {
                if view.signed_out(token).await? {
                    return Ok(());
                }
                view.devices().await?;
                continue;
            }
        };
        match wake {
            Ok(Wake::SignedOut(sign_in)) if sign_in == agent.sign_in => {
                drop(out.send(ConsoleEvent::SignedOut).await);
                return Ok(());
            }
            Ok(Wake::SignedOut(_)) => {}
            Ok(Wake::Conversation(id)) => view.one(id).await?,
            Ok(Wake::Device(id)) => view.device(id).await?,
            Ok(Wake::Agent(_)) => view.colleagues().await?,
            Err(RecvError::Lagged(_)) => view.all().await?,
            Err(RecvError::Closed) => return Ok(()),
        }
    }
}

struct View<'a> {
    app: &'a Shared,
    agent: SignedInAgent,
    out: &'a mpsc::Sender<ConsoleEvent>,
    shown: BTreeMap<ConversationId, InboxItem>,
    viewer: Viewer,
}

impl View<'_> {
    async fn send(&self, event: ConsoleEvent) {
        // A receiver that went is noticed by `closed`.
        drop(self.out.send(event).await);
    }

    async fn all(&mut self) -> Result<(), Problem> {
        self.viewer = Viewer::of(self.app, self.agent).await?;
        let before = std::mem::take(&mut self.shown);
        self.shown = rows(self.app, &self.viewer).await?;
        let counts = counts(&self.shown);
        for id in before.keys().filter(|id| !self.shown.contains_key(id)) {
            let conversation = Wire(*id);
            self.send(ConsoleEvent::Gone {
                conversation,
                counts: counts.clone(),
            })
            .await;
        }
        for (id, item) in &self.shown {
            if before.get(id) != Some(item) {
                let item = Box::new(item.clone());
                self.send(ConsoleEvent::Item {
                    item,
                    counts: counts.clone(),
                })
                .await;
            }
        }
        Ok(())
    }

    async fn one(&mut self, id: ConversationId) -> Result<(), Problem> {
        match self.viewer.row(self.app, id).await? {
            Some(item) => {
                if self.shown.get(&id) != Some(&item) {
                    self.shown.insert(id, item.clone());
                    let counts = counts(&self.shown);
                    self.send(ConsoleEvent::Item {
                        item: Box::new(item),
                        counts,
                    })
                    .await;
                }
            }
            None => {
                if self.shown.remove(&id).is_some() {
                    let counts = counts(&self.shown);
                    self.send(ConsoleEvent::Gone {
                        conversation: Wire(id),
                        counts,
                    })
                    .await;
                }
            }
        }
        Ok(())
    }

    async fn device(&self, id: tacita_model::DeviceId) -> Result<(), Problem> {
        let row = self.app.store.device(id).await?;
        if let Some(row) = row.filter(|row| row.agent == self.agent.agent) {
            let status = row.status.as_str().to_owned();
            self.send(ConsoleEvent::DeviceChanged {
                device: Wire(id),
                status,
            })
            .await;
            self.devices().await?;
        }
        Ok(())
    }

    /// Asks the person's devices for what they should leave at the server.
    async fn devices(&self) -> Result<(), Problem> {
        let today = self.app.now().as_seconds().div_euclid(DAY_SECONDS);
        let low = u32::try_from(AGENT_KEY_PACKAGES / 2).unwrap_or(0);
        for device in self.app.store.devices_of(self.agent.agent).await? {
            if device.status != DeviceStatus::Approved {
                continue;
            }
            let key_packages = self.app.store.key_packages_left(&device.leaf_key).await?;
            let newest = self.app.store.intake_key(device.id).await?;
            let intake_key = newest.is_none_or(|key| key.day < today);
            if key_packages < low || intake_key {
                let device = Wire(device.id);
                self.send(ConsoleEvent::Refill {
                    device,
                    key_packages,
                    intake_key,
                })
                .await;
            }
        }
        Ok(())
    }

    async fn colleagues(&self) -> Result<(), Problem> {
        if let Ok(all) = colleagues::list(self.app, &self.agent).await {
            self.send(ConsoleEvent::Colleagues { agents: all.agents })
                .await;
        }
        Ok(())
    }

    /// Whether the sign-in has ended meanwhile; then everything shown is taken back. An open
    /// console keeps its sign-in from idling.
    async fn signed_out(&mut self, token: &str) -> Result<bool, Problem> {
        let request = tacita_model::RequestId::from_bytes(self.app.draw());
        let who = crate::features::accounts::sign_in::who(self.app, token, request).await?;
        match who {
            Some(agent) => {
                self.agent.role = agent.role;
                Ok(false)
            }
            None => {
                self.send(ConsoleEvent::SignedOut).await;
                Ok(true)
            }
        }
    }
}
