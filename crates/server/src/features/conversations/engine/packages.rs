//! Key packages that a customer's device leaves, so that an agent can begin a generation without it.
//!
//! They were checked by the socket's own task. Refuses those of anybody but the customer, and more
//! than are ever needed at once.

use super::head::Conversation;
use super::input::FreshPackage;
use super::out::{Out, SocketId};
use super::rows::Row;
use tacita_protocol::control::{Refusal, What};

/// Keeps them, or says why not.
pub(super) fn take(
    conversation: &mut Conversation,
    out: &mut Out,
    socket: SocketId,
    packages: Vec<FreshPackage>,
) {
    const MOST: u32 = 16;
    let id = conversation.id;
    let Some(key) = out.sockets.get(&socket).map(|attached| attached.key) else {
        return;
    };
    let Some(durable) = conversation.durable.as_deref_mut() else {
        return;
    };
    let count = u32::try_from(packages.len()).unwrap_or(u32::MAX);
    if key != durable.customer_key {
        return out.refuse(socket, What::KeyPackages, None, Refusal::NotMember);
    }
    if durable.customer_packages.saturating_add(count) > MOST {
        return out.refuse(socket, What::KeyPackages, None, Refusal::TooFast);
    }
    out.wants_durable(socket, What::KeyPackages, None);
    out.touched.push(id);
    durable.customer_packages = durable.customer_packages.saturating_add(count);
    out.rows.push(Row::Packages {
        conversation: id,
        key,
        packages,
    });
    conversation.live.packages = None;
    out.done(socket, What::KeyPackages, None, None);
}
