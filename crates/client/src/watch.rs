//! What holds an agent's draft back: asking for too much, moving the talk elsewhere, and words that
//! belong to another customer's chat.
//!
//! Each chat has a worker of its own; what this one knows of the others are fingerprints under a key
//! that lives as long as the sign-in, relayed by the page, which cannot read them. Nothing of it is
//! stored. It refuses to let a held draft go unless the agent chose so and policy lets them.
//! Practice: B7. Practice: C9. Practice: B12. Next: `tacita_screen::conduct`, `tacita_screen::guard`.

use crate::event::Held;
use crate::screening::utf16;
use tacita_model::{ConversationId, Timestamp};
use tacita_protocol::Blob;
use tacita_screen::conduct::{REASONS, Why};
use tacita_screen::guard::{self, Guard, Pasted, Print, Printer};
use tacita_screen::{Screen, Speaker};

/// Pastes from other chats that are remembered while a draft is written.
#[cfg(feature = "desk")]
const PASTES: usize = 8;
/// Fingerprints taken in from elsewhere at once.
#[cfg(feature = "desk")]
const PRINTS_BYTES: usize = 1 << 20;

/// What one chat's worker knows of the person's other chats. A customer's stays empty.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    own: Option<ConversationId>,
    printer: Option<Printer>,
    guard: Guard<ConversationId>,
    /// What was pasted here and is known from another chat.
    pasted: Vec<(ConversationId, Pasted)>,
}

impl Watch {
    /// An agent's.
    pub(crate) fn of(own: ConversationId) -> Self {
        Self {
            own: Some(own),
            ..Self::default()
        }
    }

    /// Begins to print, with the key that the device handed over; true when fingerprints of what is
    /// there already are wanted.
    pub(crate) fn begin(&mut self, key: &Blob) -> bool {
        let Ok(key) = <[u8; 32]>::try_from(key.as_ref()) else {
            return false;
        };
        let fresh = cfg!(feature = "desk") && self.printer.is_none();
        if fresh {
            self.printer = Some(Printer::new(key));
        }
        fresh
    }

    /// Fingerprints of a message of this chat, taken in and for the other chats.
    pub(crate) fn said(
        &mut self,
        screen: &Screen,
        own: bool,
        text: &str,
        now: Timestamp,
    ) -> Option<Blob> {
        let printer = of_desk(self.printer.as_ref())?;
        let speaker = if own {
            Speaker::Agent
        } else {
            Speaker::Customer
        };
        let mut findings = screen.conversation(text, speaker, &[], &[]);
        let prints = if own {
            // Here all of it is this chat's own from now on; the others need its values alone.
            let all = printer.of_text(text, &findings);
            self.guard.add(&of_desk(self.own)?, &all, seconds(now));
            findings.retain(|finding| !screen.is_official(text, finding));
            printer.of_own(text, &findings)
        } else {
            printer.of_text(text, &findings)
        };
        self.take_own(&prints, now)
    }

    /// Something was copied out of this chat's window.
    #[cfg(feature = "desk")]
    pub(crate) fn copied(&mut self, text: &str, now: Timestamp) -> Option<Blob> {
        let prints = of_desk(self.printer.as_ref())?.of_copy(text);
        self.take_own(&prints, now)
    }

    /// Something was pasted into this chat's draft.
    #[cfg(feature = "desk")]
    pub(crate) fn pasted(&mut self, text: &str, now: Timestamp) {
        let (Some(own), Some(printer)) = (of_desk(self.own), of_desk(self.printer.as_ref())) else {
            return;
        };
        let Some(pasted) = printer.pasted(text) else {
            return;
        };
        if let Some(source) = self.guard.source(&own, &pasted, seconds(now)) {
            self.pasted.push((source, pasted));
            if self.pasted.len() > PASTES {
                self.pasted.remove(0);
            }
        }
    }

    /// Fingerprints of another chat.
    #[cfg(feature = "desk")]
    pub(crate) fn heard(&mut self, chat: ConversationId, prints: &Blob, age: u32, now: Timestamp) {
        let bytes = prints.as_ref();
        let Some(own) = of_desk(self.own).filter(|own| *own != chat && bytes.len() <= PRINTS_BYTES)
        else {
            return;
        };
        if let Some(prints) = guard::read(bytes) {
            let seen = seconds(now).saturating_sub(age.into());
            self.guard.add(&chat, &prints, seen);
            self.guard.forget(&own, seconds(now));
        }
    }

    /// A message went out: what was pasted into its draft is done with.
    pub(crate) fn sent(&mut self) {
        self.pasted.clear();
    }

    /// What holds a draft back, in order of place.
    pub(crate) fn held(&self, screen: &Screen, text: &str, now: Timestamp) -> Vec<Held> {
        if !cfg!(feature = "desk") {
            return Vec::new();
        }
        let holds = screen.policy().holds();
        let mut all: Vec<Held> = screen
            .conduct(text)
            .into_iter()
            .map(|held| {
                let (what, why, kind) = words(held.why);
                Held {
                    start: utf16(text, held.range.start),
                    end: utf16(text, held.range.end),
                    what: what.to_owned(),
                    why: why.to_owned(),
                    kind,
                    chat: None,
                    official: match what {
                        "off-channel" => screen.policy().official_channels().to_vec(),
                        _ => Vec::new(),
                    },
                    hold: match what {
                        "over-collection" => holds.over_collection,
                        _ => holds.off_channel,
                    }
                    .as_str()
                    .to_owned(),
                }
            })
            .collect();
        if let (Some(own), Some(printer)) = (of_desk(self.own), of_desk(self.printer.as_ref())) {
            let draft = printer.of_draft(text);
            let pasted = self.pasted.iter().find_map(|(chat, pasted)| {
                let range = guard::remains(&draft, pasted)?;
                Some((*chat, range, guard::Carried::Paste))
            });
            let carried = self.guard.check(&own, &draft, seconds(now));
            let carried = carried.map(|wrong| (wrong.chat, wrong.range, wrong.carried));
            all.extend(pasted.or(carried).map(|(chat, range, carried)| Held {
                start: utf16(text, range.start),
                end: utf16(text, range.end),
                what: "wrong-window".to_owned(),
                why: carried.as_str().to_owned(),
                kind: None,
                chat: Some(chat.to_string()),
                official: Vec::new(),
                hold: holds.wrong_window.as_str().to_owned(),
            }));
        }
        all.sort_by_key(|held| held.start);
        all
    }

    fn take_own(&mut self, prints: &[Print], now: Timestamp) -> Option<Blob> {
        let own = of_desk(self.own)?;
        self.guard.add(&own, prints, seconds(now));
        (!prints.is_empty()).then(|| Blob(guard::write(prints)))
    }
}

/// Whether everything that holds a draft was answered as policy asks.
pub(crate) fn may_go(held: &[Held], anyway: &[String], reason: Option<&str>) -> bool {
    let reasoned = reason.is_some_and(|reason| REASONS.contains(&reason));
    held.iter().all(|held| {
        anyway.contains(&held.what)
            && match held.hold.as_str() {
                "nudge" => true,
                "reason" => reasoned,
                _ => false,
            }
    })
}

fn words(why: Why) -> (&'static str, &'static str, Option<String>) {
    match why {
        Why::NeverAsk(kind) => (
            "over-collection",
            "never-ask",
            Some(kind.as_str().to_owned()),
        ),
        Why::NotInPurpose(kind) => (
            "over-collection",
            "not-in-purpose",
            Some(kind.as_str().to_owned()),
        ),
        Why::PrivateMail => ("off-channel", "private-mail", None),
        Why::PrivatePhone => ("off-channel", "private-phone", None),
        _ => ("off-channel", "messenger", None),
    }
}

/// Nothing where the desk's half is not built in, so that the code behind it is not there either.
fn of_desk<T>(known: Option<T>) -> Option<T> {
    known.filter(|_| cfg!(feature = "desk"))
}

fn seconds(now: Timestamp) -> u64 {
    u64::try_from(now.0 / 1_000_000).unwrap_or(0)
}
