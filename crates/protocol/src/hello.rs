//! How a socket proves who it is: the first frame signs the server's challenge with the key of the
//! MLS leaf (customer: the conversation key; agent: the device key). No cookie, no bearer token.

use tacita_model::{ConversationId, TypedId};

/// The bytes that a client signs to open its socket. The host binds the signature to this server's
/// name, the challenge to this socket, the conversation to this chat.
#[must_use]
pub fn to_be_signed(
    host: &str,
    challenge: &[u8; 32],
    conversation: ConversationId,
    leaf_key: &[u8; 32],
) -> Vec<u8> {
    let mut out = b"tacita socket v1\0".to_vec();
    out.extend_from_slice(host.as_bytes());
    out.push(0);
    out.extend_from_slice(challenge);
    out.extend_from_slice(&conversation.to_bytes());
    out.extend_from_slice(leaf_key);
    out
}

/// The bytes that a widget signs to open a conversation: proof that the fresh key is its own.
#[must_use]
pub fn open_to_be_signed(site: &str, leaf_key: &[u8; 32]) -> Vec<u8> {
    let mut out = b"tacita open v1\0".to_vec();
    out.extend_from_slice(site.as_bytes());
    out.push(0);
    out.extend_from_slice(leaf_key);
    out
}

/// The bytes that an agent's device signs to ask for a credential: proof that the key is its own.
#[must_use]
pub fn device_to_be_signed(agent: tacita_model::AgentId, leaf_key: &[u8; 32]) -> Vec<u8> {
    let mut out = b"tacita device v1\0".to_vec();
    out.extend_from_slice(agent.to_string().as_bytes());
    out.push(0);
    out.extend_from_slice(leaf_key);
    out
}

/// The bytes that a customer signs over an intake record (flow F2): id, conversation, record hash.
#[must_use]
pub fn intake_to_be_signed(
    message: tacita_model::MessageId,
    conversation: ConversationId,
    record_hash: &[u8; 32],
) -> Vec<u8> {
    let mut out = b"tacita intake v1\0".to_vec();
    out.extend_from_slice(&message.to_bytes());
    out.extend_from_slice(&conversation.to_bytes());
    out.extend_from_slice(record_hash);
    out
}
