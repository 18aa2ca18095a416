//! Who begins the next generation (F2, F3, F14): the customer if connected, after five seconds the
//! assigned device too.
//!
//! The assigned device reads the log and gets the intake records before it is asked. What was asked
//! is said again on every fresh socket until the generation has begun.

use super::groups;
use super::head::{Asked, Assigned, Conversation, Invited, LeafKey, Starter};
use super::input::Candidate;
use super::keys::Keys;
use super::out::{Effect, Out};
use super::reconcile::{BEGIN_SECONDS, PACKAGES_SECONDS, due, online, packages};
use super::{generation, hello};
use tacita_model::{Generation, Timestamp};
use tacita_protocol::control::{FromServer, Invite, Reason};
use tacita_protocol::{Blob, Wire};
use tacita_seal::TicketPurpose;

/// Asks somebody to begin the next generation: the customer if connected, after five seconds the
/// assigned device too.
pub(super) fn begin(
    conversation: &mut Conversation,
    out: &mut Out,
    keys: &Keys,
    now: Timestamp,
    target: &Assigned,
) {
    let Some(durable) = conversation.durable.as_deref() else {
        return;
    };
    let number = durable.generation.next();
    let customer_key = durable.customer_key;
    let reason = match (durable.generation, durable.running()) {
        (Generation(0), _) => Reason::Open,
        (_, false) => Reason::Repair,
        (_, true) if !conversation.live.revoked.is_empty() => Reason::CutOff,
        (_, true) => Reason::CustomerAway,
    };
    let asked = conversation.live.asked.take().filter(|asked| {
        asked.generation == number
            && asked
                .starters
                .iter()
                .all(|s| s.key == customer_key || s.key == target.key)
    });
    let customer = online(conversation, out, &customer_key);
    let runs = matches!(reason, Reason::CustomerAway | Reason::CutOff);
    let may_customer = customer.is_some() && !runs;
    let agent_asked = asked
        .as_ref()
        .is_some_and(|asked| asked.starters.iter().any(|s| s.key == target.key));
    let late = asked
        .as_ref()
        .is_some_and(|a| now >= a.at.plus_seconds(BEGIN_SECONDS));
    let mut asked = asked.unwrap_or(Asked {
        generation: number,
        reason,
        starters: Vec::new(),
        at: now,
    });
    let customer_asked = asked
        .starters
        .iter()
        .any(|starter| starter.key == customer_key);
    let ask_customer = may_customer && !customer_asked && !agent_asked;
    let ask_agent = !agent_asked && !ask_customer && (late || !may_customer);
    if ask_customer || ask_agent {
        let Some(packages) = packages(conversation, out, now, target) else {
            conversation.live.asked = (!asked.starters.is_empty()).then_some(asked);
            return;
        };
        let (key, candidates) = if ask_customer {
            (customer_key, packages.device)
        } else {
            (target.key, packages.customer)
        };
        if let Some(invited) = invite(conversation, keys, now, number, reason, &candidates) {
            asked.starters.push(Starter {
                key,
                invites: vec![invited],
            });
            asked.at = now;
        } else {
            // Nobody can be added: wait for fresh packages of whoever has to give them.
            due(conversation, now.plus_seconds(PACKAGES_SECONDS));
            if let Some(durable) = conversation.durable.as_deref_mut().filter(|_| ask_agent) {
                durable.customer_packages = 0;
                generation::want_packages(durable, &conversation.live.sockets, out);
            }
        }
    }
    let agent_asked = asked
        .starters
        .iter()
        .any(|starter| starter.key == target.key);
    if !agent_asked {
        due(conversation, asked.at.plus_seconds(BEGIN_SECONDS));
    }
    if let Some(news) = keys.news(now) {
        // Who has been here since before a rotation would begin under the former keys.
        for starter in &asked.starters {
            if let Some(socket) = online(conversation, out, &starter.key) {
                out.tell(socket, &news);
            }
        }
    }
    conversation.live.asked = (!asked.starters.is_empty()).then_some(asked);
    tell_starters(conversation, out);
}

fn invite(
    conversation: &Conversation,
    keys: &Keys,
    now: Timestamp,
    generation: Generation,
    reason: Reason,
    candidates: &[Candidate],
) -> Option<Invited> {
    let purpose = match reason {
        Reason::Open | Reason::CustomerAway => TicketPurpose::Answer,
        Reason::Repair => TicketPurpose::Repair,
        Reason::CutOff => TicketPurpose::Revoke,
    };
    candidates.iter().find_map(|candidate| {
        let id = conversation.id;
        let ticket =
            groups::first_ticket(keys, now, id, generation, &candidate.bytes, purpose).ok()?;
        Some(Invited {
            package: candidate.id,
            key_package: candidate.bytes.clone(),
            ticket,
            key: candidate.key,
        })
    })
}

/// Tells every connected starter that was not told on this socket. The assigned device reads the
/// log first and gets the intake records before it is asked.
fn tell_starters(conversation: &mut Conversation, out: &mut Out) {
    let Some(asked) = conversation.live.asked.clone() else {
        return;
    };
    for starter in &asked.starters {
        let Some(socket) = online(conversation, out, &starter.key) else {
            continue;
        };
        if conversation.live.told.contains(&socket) {
            continue;
        }
        let Some(durable) = conversation.durable.as_deref() else {
            return;
        };
        let customer = starter.key == durable.customer_key;
        let reads = out
            .sockets
            .get(&socket)
            .is_some_and(|attached| attached.since.is_some());
        if !reads {
            hello::begin_reading(conversation, out, socket);
            if online(conversation, out, &starter.key).is_none() {
                // The database is being read; the last page leads here again.
                continue;
            }
        }
        conversation.live.told.push(socket);
        let Some(durable) = conversation.durable.as_deref() else {
            return;
        };
        if !customer
            && !durable.intake.is_empty()
            && let Some(assigned) = &durable.assigned
        {
            out.effects.push(Effect::OpenIntake {
                conversation: conversation.id,
                tenant: durable.tenant,
                agent: assigned.agent,
                key: starter.key,
                customer_key: durable.customer_key,
            });
            continue;
        }
        out.tell(socket, &start_frame(&asked, starter, customer));
    }
}

/// The intake records came: hands them over, then asks the device to begin.
pub(super) fn intake_opened(
    conversation: &mut Conversation,
    out: &mut Out,
    key: &LeafKey,
    frames: Vec<bytes::Bytes>,
) {
    let Some(durable) = conversation.durable.as_deref() else {
        return;
    };
    if durable
        .assigned
        .as_ref()
        .is_none_or(|assigned| assigned.key != *key)
    {
        return;
    }
    let Some(socket) = online(conversation, out, key) else {
        return;
    };
    for frame in frames {
        out.send(socket, frame);
    }
    conversation.live.intake_given = Some((*key, durable.place.sequence));
    let Some(asked) = &conversation.live.asked else {
        return;
    };
    if let Some(starter) = asked.starters.iter().find(|starter| starter.key == *key) {
        let frame = start_frame(asked, starter, false);
        out.tell(socket, &frame);
    }
}

fn start_frame(asked: &Asked, starter: &Starter, customer: bool) -> FromServer {
    let reason = match asked.reason {
        Reason::Open if !customer => Reason::CustomerAway,
        reason => reason,
    };
    FromServer::StartGeneration {
        generation: asked.generation.0,
        reason,
        invites: starter
            .invites
            .iter()
            .map(|invited| Invite {
                package: Wire(invited.package),
                key_package: Blob(invited.key_package.to_vec()),
                ticket: Blob(invited.ticket.to_vec()),
            })
            .collect(),
    }
}
