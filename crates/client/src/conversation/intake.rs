//! What is written while no agent is in the group: signed, sealed records (flows F2, F5b).
//!
//! A record is wrapped to the intake keys of devices whose people the issuer's roster names, and
//! signed with the conversation key. The text is repeated inside MLS under the same id once an
//! agent is there. Refuses devices that are not vouched for, and records that the key they name has
//! not signed. Next: `opening`.

use super::{Core, Work};
use crate::crypt::bytes32;
use crate::io::Ask;
use crate::keep::{Delivery, Form, Kept, Waiting};
use crate::screening;
use tacita_model::{MessageId, RecordId, TypedId};
use tacita_protocol::chain::body_hash;
use tacita_protocol::control::{FromClient, IntakeDevice, IntakePost, Refusal, encode_client};
use tacita_protocol::{Blob, Wire, hello, limits};
use tacita_seal::intake::IntakeKey;
use tacita_seal::record::{RecordClass, RecordFacts, SealedRecord, Seed};
use tacita_seal::{Outgoing, key_package, verify_hello};

/// When an unclaimed record may be deleted, in seconds. The server's own limit may be shorter.
const EXPIRES_SECONDS: i64 = 30 * 24 * 60 * 60;

/// An intake record that the server handed to us.
#[derive(Debug)]
pub(crate) struct Record {
    pub(super) sequence: u64,
    pub(super) time: i64,
    pub(super) record: Blob,
    pub(super) signature: Blob,
    pub(super) customer_key: Blob,
}

impl Core {
    /// Sends what waits while nobody of the desk is in the tree.
    pub(super) fn pump_unattended(&mut self, work: &mut Work<'_>) {
        if self.begin_reserved(work) {
            self.send_handshake(work);
            return;
        }
        if self.desk.intake.is_empty() {
            return;
        }
        let orders: Vec<u64> = self.outbox.keys().copied().collect();
        for order in orders {
            if work.live.sent.contains(&order) {
                continue;
            }
            let frame = match self.outbox.get(&order).map(|waiting| &waiting.form) {
                Some(Form::Intake { frame }) => Some(frame.clone()),
                Some(_) => self.seal_intake(order, work),
                None => None,
            };
            if let Some(frame) = frame {
                work.live.sent.insert(order);
                work.send_raw(&frame);
            }
        }
    }

    fn recipients(&self, work: &Work<'_>) -> Vec<IntakeKey> {
        let Some(roster) = self.roster(work) else {
            return Vec::new();
        };
        let check = |device: &IntakeDevice| {
            let key = bytes32(&device.leaf_key)?;
            let credential = device.credential.as_ref();
            let published = device.intake_key.as_ref();
            IntakeKey::check(
                &self.crypt.trust,
                &roster,
                credential,
                &key,
                published,
                work.now,
            )
            .ok()
        };
        self.desk
            .intake
            .iter()
            .filter_map(check)
            .filter(|key| key.profile() == self.crypt.profile)
            .take(limits::INTAKE_WRAPS)
            .collect()
    }

    fn seal_intake(&mut self, order: u64, work: &mut Work<'_>) -> Option<Blob> {
        let message = self.outbox.get(&order)?.message.0;
        let recipients = self.recipients(work);
        if recipients.is_empty() {
            work.alarm("not-proven");
            self.pause(30, work);
            return None;
        }
        let text = &self.messages.get(&message)?.text;
        let screened = screening::again(work.screen, text, self.speaker());
        let crypto = self.crypt.provider.crypto();
        let facts = RecordFacts {
            id: RecordId::from_bytes(crypto.random()),
            conversation: self.conversation(),
            message,
            class: RecordClass::Intake,
            sender: self.crypt.leaf_key(),
            profile: self.crypt.profile,
            expires: work.now.plus_seconds(EXPIRES_SECONDS),
        };
        let outgoing = Outgoing::Text(screened);
        let sealed = SealedRecord::seal(crypto, &Seed::make(crypto), facts, outgoing, &recipients);
        let Ok(record) = sealed else {
            self.fail(order, "too-long", work);
            return None;
        };
        let bytes = hello::intake_to_be_signed(message, self.conversation(), &record.hash());
        let signature = self.crypt.identity.key().sign_hello(&bytes, b"");
        let post = FromClient::Intake(IntakePost {
            message: Wire(message),
            record: Blob(record.as_bytes().to_vec()),
            signature: Blob(signature.to_vec()),
        });
        let frame = Blob(encode_client(&post).ok()?);
        let form = Form::Intake {
            frame: frame.clone(),
        };
        self.outbox.insert(
            order,
            Waiting {
                message: Wire(message),
                form,
            },
        );
        self.save_waiting(order, work);
        Some(frame)
    }

    pub(super) fn intake_devices(&mut self, devices: Vec<IntakeDevice>, work: &mut Work<'_>) {
        self.desk.intake = devices;
        self.desk.intake.truncate(limits::INTAKE_WRAPS);
        self.save_desk(work);
    }

    /// The server keeps a record of ours.
    pub(super) fn intake_taken(
        &mut self,
        message: MessageId,
        sequence: Option<u64>,
        work: &mut Work<'_>,
    ) {
        if let Some((order, Form::Intake { .. })) = self.outgoing(message) {
            let (sequence, time) = (sequence.unwrap_or(self.standing.sequence), work.now.0);
            self.taken(order, message, sequence, time, work);
            if let Some(kept) = self.messages.get_mut(&message) {
                kept.generation = 0;
            }
            self.save_message(message, work);
        }
    }

    pub(super) fn intake_refused(
        &mut self,
        message: Option<MessageId>,
        why: Refusal,
        work: &mut Work<'_>,
    ) {
        let Some((order, _)) = message.and_then(|message| self.outgoing(message)) else {
            return;
        };
        work.live.sent.remove(&order);
        match why {
            Refusal::Closed => return self.end("closed", true, work),
            Refusal::TooLarge | Refusal::Malformed => return self.fail(order, "refused", work),
            Refusal::TooFast | Refusal::Unavailable => return self.pause(2, work),
            // Somebody is in the group, or the devices changed: what leads on is on its way.
            _ => self.pause(1, work),
        }
        if let Some(waiting) = self.outbox.get_mut(&order) {
            waiting.form = Form::Text;
        }
        self.save_waiting(order, work);
    }

    /// An agent is there who was not: what went as records is repeated inside MLS.
    pub(super) fn repeat_intake(&mut self, work: &mut Work<'_>) {
        let mut again: Vec<(u64, MessageId)> = self
            .messages
            .iter()
            .filter(|(_, kept)| kept.own && kept.state == Delivery::Sent && kept.generation == 0)
            .map(|(id, kept)| (kept.order, *id))
            .collect();
        again.sort_unstable();
        for (_, id) in again {
            self.repeat(id, work);
        }
    }

    /// The server hands us a record: we are the assigned agent (flow F3).
    pub(super) fn intake_record(
        &mut self,
        message: MessageId,
        record: Record,
        work: &mut Work<'_>,
    ) {
        if self.is_customer() || self.messages.contains_key(&message) {
            return;
        }
        let bytes = hello::intake_to_be_signed(
            message,
            self.conversation(),
            &body_hash(record.record.as_ref()),
        );
        let signature = <[u8; 64]>::try_from(record.signature.as_ref());
        let signed = match (bytes32(&record.customer_key), signature) {
            (Some(key), Ok(signature)) => verify_hello(&key, &bytes, b"", &signature).is_ok(),
            _ => false,
        };
        if !signed {
            work.alarm("not-proven");
            return;
        }
        self.note_customer_key(record.customer_key.clone(), work);
        work.ask(Ask::Intake {
            message: Wire(message),
            conversation: self.me.conversation,
            customer_key: record.customer_key.clone(),
            record: record.record.clone(),
        });
        work.live.intake.insert(message, record);
    }

    /// The device opened it, or could not.
    pub(crate) fn intake_opened(
        &mut self,
        message: MessageId,
        text: Option<String>,
        work: &mut Work<'_>,
    ) {
        let Some(record) = work.live.intake.remove(&message) else {
            return;
        };
        let Some(text) = text else {
            work.alarm("unreadable");
            return;
        };
        self.take_text(
            message,
            Kept {
                order: 0,
                sequence: Some(record.sequence),
                own: false,
                role: "customer".to_owned(),
                name: String::new(),
                time: record.time,
                text,
                state: Delivery::Received,
                failure: None,
                masked: 0,
                guide: false,
                generation: 0,
            },
            work,
        );
    }

    /// Leaves key packages at the server, so that an agent can begin a generation while the
    /// customer is away.
    pub(super) fn refill(&mut self, work: &mut Work<'_>) {
        let wanted = u32::try_from(limits::CUSTOMER_KEY_PACKAGES).unwrap_or(0);
        if self.is_customer() && self.standing.state != "opened" && !work.live.packages_sent {
            work.live.packages_sent = true;
            self.make_packages(wanted.saturating_sub(work.live.packages), work);
        }
    }

    pub(super) fn make_packages(&mut self, count: u32, work: &mut Work<'_>) {
        let most = u32::try_from(limits::CUSTOMER_KEY_PACKAGES).unwrap_or(0);
        if self.is_desk() || count == 0 {
            return;
        }
        let mut packages = Vec::new();
        for _ in 0..count.min(most) {
            let crypt = &self.crypt;
            let made = key_package::make(&crypt.provider, &crypt.identity, crypt.profile, work.now);
            if let Ok(made) = made {
                packages.push(Blob(made.bytes));
            }
        }
        work.send(&FromClient::KeyPackages { packages });
    }

    /// Certificates that came alone: the server's keys are changing.
    pub(crate) fn believe(&mut self, bundle: &Blob, work: &mut Work<'_>) {
        if *bundle == self.me.certificates {
            return;
        }
        match self.crypt.believe(&mut self.me, bundle) {
            Ok(()) => self.save_me(work),
            Err(_) => work.alarm("not-proven"),
        }
    }

    /// A renewed credential for our key. It goes into the tree before the next message.
    pub(crate) fn renewed(&mut self, credential: &Blob, bundle: &Blob, work: &mut Work<'_>) {
        if *credential == self.me.credential && *bundle == self.me.certificates {
            return;
        }
        match self.crypt.renew(&mut self.me, credential, bundle, work.now) {
            Ok(()) => {
                self.save_me(work);
                // What waited for it need not wait any longer.
                work.live.retry = None;
            }
            Err(_) => work.alarm("not-proven"),
        }
    }
}
