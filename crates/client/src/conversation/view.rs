//! From what is kept to what a person sees.
//!
//! A page that begins to look gets everything once; after that each change. Nothing here decides.

use super::{Core, Phase, Work};
use crate::event::{Event, Line, Member, Message, Part, Status};
use crate::keep::{Handshake, Kept, KeptLine, area, key};
use crate::screening::parts;
use tacita_model::{Assurance, MessageId, Role};
use tacita_seal::Standing;

pub(super) fn message(message: MessageId, kept: &Kept) -> Event {
    Event::Message(Message {
        message: message.to_string(),
        sequence: kept.sequence,
        own: kept.own,
        role: kept.role.clone(),
        name: kept.name.clone(),
        time: kept.time,
        parts: if kept.guide {
            vec![Part::Guide]
        } else {
            parts(&kept.text)
        },
        state: kept.state.word().to_owned(),
        failure: kept.failure.clone(),
        masked_on_arrival: kept.masked,
    })
}

fn line(kept: &KeptLine) -> Event {
    Event::Line(Line {
        sequence: kept.sequence,
        time: kept.time,
        what: kept.what.clone(),
        name: kept.name.clone(),
    })
}

impl Core {
    /// Everything, for somebody who begins to look.
    pub(crate) fn replay(&self, work: &mut Work<'_>) {
        work.live.status = None;
        self.tell_status(work);
        self.tell_members(work);
        for kept in &self.lines {
            work.event(line(kept));
        }
        let mut all: Vec<(&MessageId, &Kept)> = self.messages.iter().collect();
        all.sort_by_key(|(_, kept)| (kept.sequence.unwrap_or(u64::MAX), kept.order));
        for (id, kept) in all {
            work.event(message(*id, kept));
        }
    }

    /// The state of the whole, when it changed.
    pub(crate) fn tell_status(&self, work: &mut Work<'_>) {
        let closed = self.standing.state == "closed" || self.standing.closing;
        let status = Status {
            connected: work.live.phase == Phase::Live,
            state: self.standing.state.clone(),
            agent_present: self.attended(),
            unsent: u32::try_from(self.outbox.len()).unwrap_or(u32::MAX),
            may_write: !closed && !work.live.ended,
        };
        if work.live.status.as_ref() != Some(&status) {
            work.live.status = Some(status.clone());
            work.event(Event::Status(status));
        }
    }

    /// Who is here.
    pub(crate) fn tell_members(&self, work: &mut Work<'_>) {
        let Some(group) = &self.group else {
            work.event(Event::Members {
                members: Vec::new(),
                safety_number: None,
            });
            return;
        };
        let own = self.crypt.leaf_key();
        let members: Vec<Member> = group
            .members()
            .map(|(_, member)| Member {
                role: member.role().as_str().to_owned(),
                name: member.name().unwrap_or_default().to_owned(),
                own: *member.key() == own,
                online: *member.key() == own || work.live.online.contains(member.key()),
                expired: member.standing_at(work.now) == Standing::Ended,
                assurance: assurance(member.assurance()).to_owned(),
                fingerprint: fingerprint(member.key()),
                credential: hex(&member.credential().digest()),
            })
            .collect();
        // The number is slow on purpose; it is computed only when two could compare it. Nobody else can
        // before the server has taken the group, and until then a first message is on its way.
        let taken = !matches!(&self.handshake, Some(Handshake::Batch { .. }));
        let both = taken && group.has_desk() && group.customer().is_some();
        let safety_number = both.then(|| group.safety_number().to_string());
        work.event(Event::Members {
            members,
            safety_number,
        });
    }

    /// Keeps a line and tells it.
    pub(crate) fn add_line(
        &mut self,
        sequence: u64,
        time: i64,
        what: &str,
        name: &str,
        work: &mut Work<'_>,
    ) {
        let kept = KeptLine {
            sequence,
            time,
            what: what.to_owned(),
            name: name.to_owned(),
        };
        if self.lines.contains(&kept) {
            return;
        }
        let number = u64::try_from(self.lines.len()).unwrap_or(u64::MAX);
        work.put(key(area::LINE, &number.to_be_bytes()), &kept);
        work.event(line(&kept));
        self.lines.push(kept);
    }
}

/// A short name for a public key, to be shown. The safety number is what people compare.
pub(crate) fn fingerprint(public: &[u8; 32]) -> String {
    let id = tacita_seal::key_id(public);
    hex(id.get(..8).unwrap_or_default())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn assurance(assurance: Assurance) -> &'static str {
    match assurance {
        Assurance::Anonymous => "anonymous",
        Assurance::EmailCode => "email-code",
        Assurance::TwoFactor => "two-factor",
        Assurance::IdCheck => "id-check",
    }
}

/// Role word and name of a sender, for a message.
pub(super) fn author(member: &tacita_seal::Member) -> (String, String) {
    let name = match member.role() {
        Role::Customer => "",
        _ => member.name().unwrap_or_default(),
    };
    (member.role().as_str().to_owned(), name.to_owned())
}
