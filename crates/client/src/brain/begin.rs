//! How a conversation begins on a device that has nothing of it: an agent's asks its device for
//! what it may be, a customer's makes a key of its own and opens the conversation at the server.
//!
//! Refuses a server whose certificates the pinned root has not signed: it gets no word from us.

use super::{Brain, Knock, Waiting};
use crate::conversation::Core;
use crate::event::Event;
use crate::io::{Ask, Output, Setup};
use crate::keep::{Desk, Me};
use tacita_model::Timestamp;
use tacita_protocol::http::Bootstrap;
use tacita_protocol::{Blob, Wire, limits};

impl Brain {
    pub(super) fn ask_who_we_are(&mut self, out: &mut Vec<Output>) {
        self.waiting = Waiting::Identity;
        match &self.setup {
            Setup::Agent { .. } => out.push(Output::Ask(Ask::HandOver)),
            Setup::Customer { fresh: false, .. } => {
                self.over = true;
                out.push(Output::Nothing);
            }
            Setup::Customer { site, .. } => {
                let knock = self.knock.take();
                let knock = knock.unwrap_or_else(|| Knock::new(site, (self.randomness)()));
                let (leaf_key, signature) = (knock.leaf_key(), knock.signature());
                self.key = Some(knock.into_key());
                out.push(Output::Open {
                    leaf_key,
                    signature,
                });
            }
        }
    }

    pub(super) fn opened(&mut self, now: Timestamp, bootstrap: &Bootstrap, out: &mut Vec<Output>) {
        let (Setup::Customer { root, .. }, Some(key)) = (&self.setup, self.key.take()) else {
            return;
        };
        let me = Me {
            agent: false,
            conversation: Wire(bootstrap.conversation.0),
            tenant: Wire(bootstrap.tenant.0),
            profile: bootstrap.profile.clone(),
            secret: Blob(key.to_bytes().to_vec()),
            credential: bootstrap.credential.clone(),
            certificates: bootstrap.certificates.first().cloned().unwrap_or_default(),
            root: Blob(root.to_vec()),
        };
        let desk = Desk {
            queue: Blob(tacita_model::TypedId::to_bytes(bootstrap.queue.0).to_vec()),
            roster: bootstrap.roster.clone(),
            reserved: bootstrap.reserved.as_ref().map(Into::into),
            // A little less than the server grants, for the way there.
            reserved_until: now.plus_seconds(limits::RESERVATION_SECONDS - 5).0,
            intake: bootstrap.intake_devices.iter().map(Into::into).collect(),
        };
        self.live.fresh = true;
        self.begin(now, me, desk, out);
    }

    pub(super) fn begin(&mut self, now: Timestamp, me: Me, desk: Desk, out: &mut Vec<Output>) {
        let randomness = (self.randomness)();
        let mut work = self.work(now);
        match Core::begin(me, desk, randomness, &mut work) {
            Ok(mut core) => {
                core.replay(&mut work);
                core.open_socket(&mut work);
                core.collect(&mut work);
                let (events, changes) = (work.out, work.changes);
                self.core = Some(core);
                self.waiting = Waiting::Nothing;
                self.flush(events, changes, out);
            }
            Err(_) => {
                // A server whose certificates the pinned root has not signed gets no word from us.
                self.over = true;
                out.push(Output::Event(Event::Alarm {
                    what: "not-proven".to_owned(),
                }));
            }
        }
    }
}
