//! Which frame goes where. Everything that does not parse is reported and asked for again.

use super::log::Arrival;
use super::socket::Ready;
use super::{Core, Work};
use crate::crypt::bytes32;
use crate::event::Event;
use tacita_protocol::Blob;
use tacita_protocol::chain::{EntryKind, body_hash};
use tacita_protocol::control::{FromServer, Refusal, What, decode_server};
use tacita_protocol::hot::{ACCEPTED, Accepted, DELIVERY, Delivery, SERVER_CONTROL};

impl Core {
    /// A binary frame of the server. Not inlined: browsers compile a function when it is first called,
    /// and a first message is sealed before any frame has come.
    #[inline(never)]
    pub(crate) fn frame(&mut self, bytes: &[u8], work: &mut Work<'_>) {
        if work.live.deaf || work.live.ended {
            return;
        }
        let read = match bytes.first() {
            Some(&DELIVERY) => Delivery::decode(bytes).map(|delivery| {
                self.arrive(
                    &Arrival {
                        sequence: delivery.sequence.0,
                        time: delivery.time.0,
                        kind: EntryKind::Message,
                        hash: body_hash(delivery.post),
                        body: Some(delivery.post),
                    },
                    work,
                );
            }),
            Some(&ACCEPTED) => {
                Accepted::decode(bytes).map(|accepted| self.accepted(&accepted, work))
            }
            Some(&SERVER_CONTROL) => {
                decode_server(bytes).map(|control| self.control(control, work))
            }
            _ => Err(tacita_protocol::hot::FrameError::Kind),
        };
        if read.is_err() {
            work.alarm("tampered");
            self.ask_again(work);
        }
    }

    fn control(&mut self, frame: FromServer, work: &mut Work<'_>) {
        match frame {
            FromServer::Challenge { nonce, host, time } => {
                work.out
                    .push(crate::io::Output::Clock(tacita_model::Timestamp(time)));
                self.challenge(&nonce, &host, work);
            }
            FromServer::Ready {
                state,
                generation,
                counter,
                acked,
                key_packages,
                ..
            } => {
                self.ready(
                    &Ready {
                        state,
                        generation,
                        counter,
                        acked,
                        key_packages,
                    },
                    work,
                );
            }
            FromServer::Entry {
                sequence,
                time,
                kind,
                body,
                withheld,
            } => {
                self.entry(sequence, time, kind, &body, withheld, work);
            }
            FromServer::CaughtUp { .. } => self.caught_up(work),
            FromServer::Welcome {
                generation,
                at,
                welcome,
                ticket,
            } => {
                self.welcome(generation, &at, welcome, &ticket, work);
            }
            FromServer::StartGeneration {
                generation,
                reason,
                invites,
            } => {
                self.start_generation(generation, reason, &invites, work);
            }
            FromServer::CommitWanted { epoch } => self.commit_wanted(epoch, work),
            FromServer::IntakeRecord {
                sequence,
                time,
                message,
                record,
                signature,
                customer_key,
            } => {
                let record = super::intake::Record {
                    sequence,
                    time,
                    record,
                    signature,
                    customer_key,
                };
                self.intake_record(message.0, record, work);
            }
            FromServer::IntakeDevices { devices } => self.intake_devices(devices, work),
            FromServer::Done {
                what,
                message,
                sequence,
            } => {
                self.done(what, message.map(|id| id.0), sequence, work);
            }
            FromServer::Refused { what, message, why } => {
                self.refused(what, message.map(|id| id.0), why, work);
            }
            FromServer::Delivered { leaf_key, sequence } => {
                self.delivered(&leaf_key, sequence, false, work);
            }
            FromServer::Read { leaf_key, sequence } => {
                self.delivered(&leaf_key, sequence, true, work);
            }
            FromServer::Typing { leaf_key, on } => self.typing(&leaf_key, on, work),
            FromServer::Presence { online } => {
                work.live.online = online.iter().filter_map(bytes32).collect();
                self.tell_members(work);
            }
            FromServer::KeyPackagesWanted { count } => self.make_packages(count, work),
            FromServer::Credential {
                credential,
                certificates,
            } => {
                let bundle = certificates.into_iter().next().unwrap_or_default();
                self.renewed(&credential, &bundle, work);
            }
            FromServer::Certificates { certificates } => {
                let bundle = certificates.into_iter().next().unwrap_or_default();
                self.believe(&bundle, work);
            }
            FromServer::Ended { why } => self.ended(why, work),
        }
    }

    fn entry(
        &mut self,
        sequence: u64,
        time: i64,
        kind: u8,
        body: &Blob,
        withheld: bool,
        work: &mut Work<'_>,
    ) {
        let hash = if withheld {
            bytes32(body)
        } else {
            Some(body_hash(body.as_ref()))
        };
        let (Some(kind), Some(hash)) = (EntryKind::from_u8(kind), hash) else {
            work.alarm("tampered");
            self.ask_again(work);
            return;
        };
        let body = (!withheld).then_some(body.as_ref());
        self.arrive(
            &Arrival {
                sequence,
                time,
                kind,
                hash,
                body,
            },
            work,
        );
    }

    fn done(
        &mut self,
        what: What,
        message: Option<tacita_model::MessageId>,
        sequence: Option<u64>,
        work: &mut Work<'_>,
    ) {
        match (what, message) {
            (What::Intake, Some(message)) => self.intake_taken(message, sequence, work),
            (What::Close, _) => self.end("closed", true, work),
            // Batches and commits are taken when their entry comes; the rest has no consequence.
            _ => {}
        }
    }

    fn refused(
        &mut self,
        what: What,
        message: Option<tacita_model::MessageId>,
        why: Refusal,
        work: &mut Work<'_>,
    ) {
        match what {
            What::Hello => self.hello_refused(why, work),
            What::Post => self.post_refused(message, why, work),
            What::Intake => self.intake_refused(message, why, work),
            What::Batch => self.batch_refused(why, work),
            What::Commit => self.commit_refused(why, work),
            other => self.refused_small(other, why, work),
        }
    }

    fn typing(&self, leaf_key: &Blob, on: bool, work: &mut Work<'_>) {
        let Some(group) = &self.group else { return };
        let found = group
            .members()
            .find(|(_, member)| member.key().as_slice() == leaf_key.as_ref());
        if let Some((_, member)) = found {
            let (_, name) = super::view::author(member);
            work.event(Event::Typing { name, on });
        }
    }
}
