//! One act of the person or one answer of the device, handed to the conversation.

use crate::act::Act;
use crate::conversation::{Core, Said, Work};
use crate::io::Answer;
use tacita_protocol::control::FromClient;

pub(super) fn acted(core: &mut Core, act: &Act, work: &mut Work<'_>) {
    match act {
        Act::Draft { .. } => {}
        Act::Send {
            message,
            text,
            choices,
            anyway,
            reason,
        } => core.say(
            Said {
                message,
                text,
                choices,
                anyway,
                reason: reason.as_deref(),
            },
            work,
        ),
        #[cfg(feature = "desk")]
        Act::SendGuide { message } => core.say_guide(message, work),
        #[cfg(feature = "desk")]
        Act::Copied { text } => {
            let prints = work.watch.copied(text, work.now);
            work.tell_prints(prints);
        }
        #[cfg(feature = "desk")]
        Act::Pasted { text } => work.watch.pasted(text, work.now),
        #[cfg(feature = "desk")]
        Act::Prints {
            chat,
            prints,
            age_seconds,
        } => {
            if let Ok(chat) = chat.parse() {
                work.watch.heard(chat, prints, *age_seconds, work.now);
            }
        }
        Act::Retry { message } => core.retry(message, work),
        Act::Discard { message } => core.discard(message, work),
        Act::Typing { on } => core.relay(&FromClient::Typing { on: *on }, work),
        Act::Shown { sequence } => core.relay(
            &FromClient::Read {
                sequence: *sequence,
            },
            work,
        ),
        #[cfg(feature = "desk")]
        Act::HandedOver => core.relay(&FromClient::HandedOver, work),
        Act::Close => core.close(work),
    }
    core.tell_status(work);
}

pub(super) fn answered(core: &mut Core, answer: Answer, work: &mut Work<'_>) {
    match answer {
        Answer::HandOver(hand_over) => {
            core.be_watched(&hand_over.guard, work);
            core.renewed(&hand_over.credential, &hand_over.certificates, work);
        }
        Answer::KeyPackage { reference, private } => {
            work.live.asked = work.live.asked.saturating_sub(1);
            core.private_part(&reference, private.as_ref(), work);
        }
        Answer::Intake { message, text } => {
            work.live.asked = work.live.asked.saturating_sub(1);
            core.intake_opened(message.0, text, work);
        }
    }
}
