//! The events of one open console: rows that appear, change and go, with exact counts.
//!
//! Each wake-up names one conversation; its row is decided and read anew for this person. Wake-ups
//! that come close together are gathered, so that a row that changes often is read once for all of
//! them. A row that may no longer be seen is taken back at once (`gone`), as are all rows when the
//! sign-in ends. Nothing here holds content.
//!
//! Practice: D4 (a view ends with the assignment).

use super::colleagues;
use super::list::{Viewer, counts, rows};
use crate::app::Shared;
use crate::bus::Wake;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::glass::list as glass;
use crate::features::leaves::listed;
use crate::features::permissions::own;
use crate::features::reviews::list as reviews;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tacita_ledger::LeafKind;
use tacita_model::{ConversationId, DeviceId, Purpose, TypedId};
use tacita_protocol::Wire;
use tacita_protocol::http::glass::GlassCounts;
use tacita_protocol::http::{ConsoleEvent, InboxItem};
use tacita_protocol::limits::AGENT_KEY_PACKAGES;
use tacita_store::rows::DeviceStatus;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::mpsc;

/// How often the sign-in is looked at even if nothing happens.
const LOOK_SECONDS: u64 = 20;

/// Wake-ups of so long are gathered. A row is gone well within the second that it may take.
const GATHER: Duration = Duration::from_millis(100);

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
    let (tell, mut told) = mpsc::channel(1);
    let mut view = View {
        app,
        agent,
        out,
        shown: BTreeMap::new(),
        viewer: Viewer::of(app, agent).await?,
        glass: glass::NOTHING,
        reviewed: false,
        acts: Vec::new(),
        asked: 0,
        tell,
    };
    view.ask_acts();
    view.all().await?;
    view.devices().await?;
    view.glass().await?;
    view.reviews().await?;
    loop {
        let wake = tokio::select! {
            wake = wakes.recv() => wake,
            _ = stopping.changed() => return Ok(()),
            () = out.closed() => return Ok(()),
            Some((asked, acts)) = told.recv() => {
                view.acts(asked, acts).await;
                continue;
            }
            () = tokio::time::sleep(Duration::from_secs(LOOK_SECONDS)) => {
                if view.signed_out(token).await? {
                    return Ok(());
                }
                view.devices().await?;
                view.of_the_hour().await?;
                continue;
            }
        };
        let mut woken = Woken::default();
        woken.note(wake, &agent);
        if !woken.over && !woken.closed {
            tokio::time::sleep(GATHER).await;
        }
        loop {
            let more = match wakes.try_recv() {
                Ok(wake) => Ok(wake),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Lagged(count)) => Err(RecvError::Lagged(count)),
                Err(TryRecvError::Closed) => Err(RecvError::Closed),
            };
            woken.note(more, &agent);
            if woken.over || woken.closed {
                break;
            }
        }
        if woken.closed {
            return Ok(());
        }
        if woken.reset {
            drop(out.send(ConsoleEvent::AccessReset).await);
            return Ok(());
        }
        if woken.over {
            drop(out.send(ConsoleEvent::SignedOut).await);
            return Ok(());
        }
        if woken.myself {
            if view.signed_out(token).await? {
                return Ok(());
            }
            woken.all |= view.other_duties().await?;
        }
        view.wake(woken).await?;
    }
}

/// What woke a console since it last looked, each thing once.
#[derive(Debug, Default)]
struct Woken {
    conversations: BTreeSet<ConversationId>,
    devices: BTreeSet<DeviceId>,
    /// Somebody's console came or went.
    people: bool,
    /// It was about this person: the account may be closed.
    myself: bool,
    /// Some were missed: everything is read anew.
    all: bool,
    /// Something about this person's account.
    account: bool,
    /// Requests to open something.
    glass: bool,
    /// Access reviews.
    reviews: bool,
    /// The sign-in is over.
    over: bool,
    /// It is, because somebody reset the person's ways in.
    reset: bool,
    /// The service stops: the console connects again and is still signed in.
    closed: bool,
}

impl Woken {
    fn note(&mut self, wake: Result<Wake, RecvError>, agent: &SignedInAgent) {
        match wake {
            Ok(Wake::SignedOut(sign_in)) => self.over |= sign_in == agent.sign_in,
            Ok(Wake::AccessReset(id)) if id == agent.agent => {
                (self.over, self.reset) = (true, true);
            }
            Ok(Wake::AccessReset(_)) => {}
            Ok(Wake::Conversation(id)) => drop(self.conversations.insert(id)),
            Ok(Wake::Device(id)) => drop(self.devices.insert(id)),
            Ok(Wake::Account(id)) => self.account |= id == agent.agent,
            Ok(Wake::Duties(id)) => self.myself |= id == agent.agent,
            Ok(Wake::Glass) => self.glass = true,
            Ok(Wake::Reviews) => self.reviews = true,
            Ok(Wake::Agent(id)) => {
                self.people = true;
                self.myself |= id == agent.agent;
            }
            Err(RecvError::Lagged(_)) => self.all = true,
            Err(RecvError::Closed) => self.closed = true,
        }
    }
}

struct View<'a> {
    app: &'a Shared,
    agent: SignedInAgent,
    out: &'a mpsc::Sender<ConsoleEvent>,
    shown: BTreeMap<ConversationId, InboxItem>,
    viewer: Viewer,
    glass: GlassCounts,
    /// What reviews have for them was told once.
    reviewed: bool,
    /// What the person may do at all, as they were told.
    acts: Vec<String>,
    /// How often that was asked for; only the latest answer counts.
    asked: u64,
    tell: mpsc::Sender<(u64, Vec<String>)>,
}

impl View<'_> {
    async fn send(&self, event: ConsoleEvent) {
        // A receiver that went is noticed by `closed`.
        drop(self.out.send(event).await);
    }

    async fn wake(&mut self, woken: Woken) -> Result<(), Problem> {
        if woken.myself || woken.all {
            self.ask_acts();
        }
        if woken.all {
            self.all().await?;
        } else {
            for id in woken.conversations {
                self.one(id).await?;
            }
        }
        for id in woken.devices {
            self.device(id).await?;
        }
        if woken.people || woken.all {
            self.colleagues().await?;
        }
        if woken.glass || woken.myself || woken.all {
            self.glass().await?;
        }
        if woken.reviews || woken.all {
            self.reviews().await?;
        }
        if woken.account || woken.all {
            self.send(ConsoleEvent::AccountChanged).await;
        }
        Ok(())
    }

    async fn all(&mut self) -> Result<(), Problem> {
        let (kind, purpose) = (LeafKind::InboxListed, Purpose::TriageQueue);
        listed(self.app, kind, &self.agent, purpose, "inbox").await?;
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

    async fn device(&self, id: DeviceId) -> Result<(), Problem> {
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

    /// Requests to open something, as far as they are this person's business; told when they change.
    async fn glass(&mut self) -> Result<(), Problem> {
        let counts = glass::counts(self.app, &self.agent).await?;
        if self.glass != counts {
            self.glass = counts.clone();
            self.send(ConsoleEvent::Glass { counts }).await;
        }
        Ok(())
    }

    /// Rights that wait for this person's review, and whether one of theirs was taken away; told
    /// whenever reviews change, so that an open page loads anew.
    async fn reviews(&mut self) -> Result<(), Problem> {
        let (waiting, taken_at) = reviews::told(self.app, &self.agent).await?;
        if self.reviewed || waiting > 0 || taken_at.is_some() {
            let event = ConsoleEvent::Reviews { waiting, taken_at };
            self.send(event).await;
        }
        self.reviewed = true;
        Ok(())
    }

    /// Asks what the person may do at all. Beside the rows: none of them is shown for longer because of it.
    fn ask_acts(&mut self) {
        self.asked += 1;
        let (app, asked, tell) = (self.app.clone(), self.asked, self.tell.clone());
        let (agent, role) = (self.agent.agent, self.agent.role);
        tokio::spawn(async move {
            match own::acts(&app, agent, role).await {
                // A console that went hears nothing.
                Ok(acts) => drop(tell.send((asked, acts)).await),
                Err(error) => tracing::warn!(event = "acts", error = %error),
            }
        });
    }

    /// Tells it when it changed.
    async fn acts(&mut self, asked: u64, acts: Vec<String>) {
        if asked == self.asked && self.acts != acts {
            self.acts.clone_from(&acts);
            self.send(ConsoleEvent::Acts { acts }).await;
        }
    }

    async fn colleagues(&self) -> Result<(), Problem> {
        if let Ok(all) = colleagues::list(self.app, &self.agent).await {
            self.send(ConsoleEvent::Colleagues { agents: all.agents })
                .await;
        }
        Ok(())
    }

    /// Where policies ask what time it is, what is shown may have become somebody else's meanwhile.
    async fn of_the_hour(&mut self) -> Result<(), Problem> {
        if self.app.policy.heeds_the_hour() {
            self.ask_acts();
            let shown: Vec<ConversationId> = self.shown.keys().copied().collect();
            for id in shown {
                self.one(id).await?;
            }
        }
        Ok(())
    }

    /// Whether the person serves other queues, or under another role, than what is shown rests on.
    async fn other_duties(&self) -> Result<bool, Problem> {
        let now = Viewer::of(self.app, self.agent).await?;
        Ok(!self.viewer.same_duties(&now))
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

#[cfg(test)]
mod tests {
    use super::*;
    use tacita_model::{AgentId, RequestId, Role, SignInId, TenantId, Timestamp};

    fn agent() -> SignedInAgent {
        SignedInAgent {
            agent: AgentId::from_bytes([1; 16]),
            tenant: TenantId::from_bytes([2; 16]),
            role: Role::Agent,
            sign_in: SignInId::from_bytes([3; 16]),
            request: RequestId::from_bytes([4; 16]),
            until: Timestamp(i64::MAX),
            proven_at: Timestamp(0),
            active_until: Timestamp(i64::MAX),
            now: Timestamp(0),
        }
    }

    #[test]
    fn what_woke_a_console_many_times_is_read_once() {
        let mut woken = Woken::default();
        let [one, other] = [5, 6].map(|byte| ConversationId::from_bytes([byte; 16]));
        for id in [one, other, one, one, other] {
            woken.note(Ok(Wake::Conversation(id)), &agent());
        }
        assert_eq!(woken.conversations, BTreeSet::from([one, other]));
        assert!(!woken.all && !woken.people && !woken.over);
    }

    #[test]
    fn only_the_end_of_its_own_sign_in_ends_a_console() {
        let mut woken = Woken::default();
        let foreign = SignInId::from_bytes([9; 16]);
        woken.note(Ok(Wake::SignedOut(foreign)), &agent());
        woken.note(Ok(Wake::Agent(AgentId::from_bytes([9; 16]))), &agent());
        assert!(!woken.over && !woken.myself);
        woken.note(Ok(Wake::Agent(agent().agent)), &agent());
        woken.note(Err(RecvError::Closed), &agent());
        assert!(woken.closed && !woken.over, "a stop signs nobody out");
        woken.note(Ok(Wake::SignedOut(agent().sign_in)), &agent());
        assert!(woken.over && woken.myself);
    }
}
