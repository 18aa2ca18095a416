//! A customer's credential is renewed over their socket before it ends: the
//! same key, person and assurance under a later end.
//!
//! The device replaces its leaf by itself with its next message. Refuses to renew for anybody but
//! the customer of the conversation; agents' credentials are the issuer's alone. What was given and
//! perhaps not received is given again, so that nothing is signed twice. Next:
//! `crates/client/src/conversation/intake.rs`, where the device takes it.

use super::head::Conversation;
use super::keys::Keys;
use super::out::{Out, SocketId};
use super::reconcile::online;
use super::rows::Row;
use super::{generation, log};
use bytes::Bytes;
use tacita_ledger::LeafKind;
use tacita_model::Timestamp;
use tacita_protocol::Blob;
use tacita_protocol::control::FromServer;
use tacita_seal::credential::CUSTOMER_HOURS;
use tacita_seal::{Claims, Credential, Validity};

/// Credentials begin this long before now, for clocks that are behind.
const CLOCK_SKEW_SECONDS: i64 = 5 * 60;

/// The span of a customer's credential that is issued now.
#[must_use]
pub fn span(now: Timestamp) -> Validity {
    let begins = now.plus_seconds(-CLOCK_SKEW_SECONDS);
    Validity::new(begins, begins.plus_seconds(CUSTOMER_HOURS * 3600))
}

/// From when on a credential is renewed: when a third of its span is left.
#[must_use]
pub fn due(validity: &Validity) -> Timestamp {
    let last_third = validity.seconds() / 3;
    validity
        .not_after()
        .plus_seconds(last_third.saturating_neg())
}

/// Renews the credential of a customer who is connected, if its time has come.
pub(super) fn renew(conversation: &mut Conversation, out: &mut Out, keys: &Keys, now: Timestamp) {
    let Some(key) = conversation.durable.as_ref().map(|d| d.customer_key) else {
        return;
    };
    let Some(socket) = online(conversation, out, &key) else {
        return;
    };
    let renewed = on(conversation, out, keys, now, socket);
    if let Some(durable) = conversation.durable.as_deref().filter(|_| renewed)
        && durable.customer_packages == 0
    {
        generation::want_packages(durable, &conversation.live.sockets, out);
    }
}

/// As [`renew`], on a socket that has only just proved its key: the device has the renewed
/// credential before it is told that it may write. Answers whether it was given one.
pub(super) fn on(
    conversation: &mut Conversation,
    out: &mut Out,
    keys: &Keys,
    now: Timestamp,
    socket: SocketId,
) -> bool {
    let id = conversation.id;
    let found = out.sockets.get(&socket);
    let Some(key) = found
        .filter(|attached| attached.renew_at <= now)
        .map(|attached| attached.key)
    else {
        return false;
    };
    let (Some(durable), Some(bundle)) = (conversation.durable.as_deref_mut(), keys.bundle()) else {
        return false;
    };
    if key != durable.customer_key {
        return false;
    }
    let Ok(had) = Credential::decode(&durable.credential) else {
        return false;
    };
    // What the device showed may be older than what it was given.
    let credential = if due(&had.claims().validity) > now {
        had
    } else {
        let claims = Claims {
            validity: span(now),
            ..had.claims().clone()
        };
        let Some(set) = keys.in_force(now) else {
            return false;
        };
        let Ok(renewed) = Credential::issue(&set.conversation_issuing, &claims, &key) else {
            return false;
        };
        durable.credential = Bytes::copy_from_slice(renewed.as_bytes());
        out.rows.push(Row::Leaf {
            kind: LeafKind::CredentialIssued,
            conversation: id,
            by: None,
            customer: None,
        });
        log::save_head(id, durable, out);
        // Packages end with the credential that they were made under.
        durable.customer_packages = 0;
        renewed
    };
    if let Some(attached) = out.sockets.get_mut(&socket) {
        attached.renew_at = due(&credential.claims().validity);
    }
    let frame = FromServer::Credential {
        credential: Blob(credential.as_bytes().to_vec()),
        certificates: vec![Blob(bundle.to_vec())],
    };
    out.tell(socket, &frame);
    true
}
