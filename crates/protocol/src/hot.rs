//! The frames of the live path. A fixed header, then MLS bytes: what a client posts is what the
//! server stores and what the others receive, behind a small prefix. No CBOR, no copy, no JSON.
//!
//! ```text
//! Post      01 | epoch u64 | counter u64 | message id 16 | MLSMessage (PrivateMessage)
//! Delivery  81 | sequence u64 | time i64 | sender leaf key 32 | Post as received
//! Accepted  82 | sequence u64 | time i64 | message id 16
//! ```
//! Integers are big-endian. `counter` counts a leaf's own posts from 1; the server refuses one that
//! is not higher than the last it took, and tells a client that was rolled back how far it was.

use crate::limits;
use tacita_model::{Epoch, MessageId, Sequence, Timestamp, TypedId};

/// First byte of a [`Post`].
pub const POST: u8 = 0x01;
/// First byte of a [`Delivery`].
pub const DELIVERY: u8 = 0x81;
/// First byte of an [`Accepted`].
pub const ACCEPTED: u8 = 0x82;
/// First byte of a CBOR frame from a client.
pub const CLIENT_CONTROL: u8 = 0x40;
/// First byte of a CBOR frame from the server.
pub const SERVER_CONTROL: u8 = 0xC0;

/// Bytes before the MLS message in a [`Post`].
pub const POST_HEADER_BYTES: usize = 33;
/// Bytes before the post in a [`Delivery`].
pub const DELIVERY_HEADER_BYTES: usize = 49;

/// The bytes are no such frame. The sender's fault; carries nothing of the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Fewer bytes than the header.
    #[error("the frame ends inside its header")]
    Short,
    /// More bytes than the limit of [`limits`].
    #[error("the frame is longer than allowed")]
    Long,
    /// Another first byte, or content that does not parse.
    #[error("the frame is not of this kind")]
    Kind,
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], FrameError> {
    let (head, rest) = bytes.split_first_chunk::<N>().ok_or(FrameError::Short)?;
    *bytes = rest;
    Ok(*head)
}

/// A message on its way to the server. Borrows: nothing is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Post<'a> {
    /// Epoch it was encrypted in; the server takes the current one alone.
    pub epoch: Epoch,
    /// The sender's own count of posts, for the rollback check.
    pub counter: u64,
    /// Chosen by the sender; a second post under the same id is answered like the first.
    pub message: MessageId,
    /// `MLSMessage` holding a `PrivateMessage` (RFC 9420 section 6.3).
    pub mls: &'a [u8],
}

impl<'a> Post<'a> {
    /// Writes the frame.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(POST_HEADER_BYTES.saturating_add(self.mls.len()));
        out.push(POST);
        out.extend_from_slice(&self.epoch.0.to_be_bytes());
        out.extend_from_slice(&self.counter.to_be_bytes());
        out.extend_from_slice(&self.message.to_bytes());
        out.extend_from_slice(self.mls);
        out
    }

    /// Reads the frame.
    ///
    /// # Errors
    /// [`FrameError`] when it is too short, too long or of another kind.
    pub fn decode(frame: &'a [u8]) -> Result<Self, FrameError> {
        if frame.len() > limits::POST_FRAME_BYTES {
            return Err(FrameError::Long);
        }
        let mut rest = frame;
        if take::<1>(&mut rest)? != [POST] {
            return Err(FrameError::Kind);
        }
        Ok(Self {
            epoch: Epoch(u64::from_be_bytes(take(&mut rest)?)),
            counter: u64::from_be_bytes(take(&mut rest)?),
            message: MessageId::from_bytes(take(&mut rest)?),
            mls: rest,
        })
    }
}

/// A message on its way to the other members: the post behind its place in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivery<'a> {
    /// Place in the conversation's log.
    pub sequence: Sequence,
    /// When the server took it.
    pub time: Timestamp,
    /// Signature key of the leaf whose socket posted it (a hint; MLS proves the sender).
    pub sender: [u8; 32],
    /// The [`Post`] exactly as it was received.
    pub post: &'a [u8],
}

impl<'a> Delivery<'a> {
    /// The prefix that goes before the stored post; the two are sent as one WebSocket message.
    #[must_use]
    pub fn prefix(sequence: Sequence, time: Timestamp, sender: &[u8; 32]) -> Vec<u8> {
        let mut out = Vec::with_capacity(DELIVERY_HEADER_BYTES);
        out.push(DELIVERY);
        out.extend_from_slice(&sequence.0.to_be_bytes());
        out.extend_from_slice(&time.0.to_be_bytes());
        out.extend_from_slice(sender);
        out
    }

    /// Reads the frame.
    ///
    /// # Errors
    /// [`FrameError`] when it is too short or of another kind.
    pub fn decode(frame: &'a [u8]) -> Result<Self, FrameError> {
        let mut rest = frame;
        if take::<1>(&mut rest)? != [DELIVERY] {
            return Err(FrameError::Kind);
        }
        Ok(Self {
            sequence: Sequence(u64::from_be_bytes(take(&mut rest)?)),
            time: Timestamp(i64::from_be_bytes(take(&mut rest)?)),
            sender: take(&mut rest)?,
            post: rest,
        })
    }
}

/// The sender's acknowledgement: durable, and at this place in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// Place in the conversation's log.
    pub sequence: Sequence,
    /// When the server took it.
    pub time: Timestamp,
    /// Which message.
    pub message: MessageId,
}

impl Accepted {
    /// Writes the frame.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(33);
        out.push(ACCEPTED);
        out.extend_from_slice(&self.sequence.0.to_be_bytes());
        out.extend_from_slice(&self.time.0.to_be_bytes());
        out.extend_from_slice(&self.message.to_bytes());
        out
    }

    /// Reads the frame.
    ///
    /// # Errors
    /// [`FrameError`] when it is too short or of another kind.
    pub fn decode(frame: &[u8]) -> Result<Self, FrameError> {
        let mut rest = frame;
        if take::<1>(&mut rest)? != [ACCEPTED] {
            return Err(FrameError::Kind);
        }
        let sequence = Sequence(u64::from_be_bytes(take(&mut rest)?));
        let time = Timestamp(i64::from_be_bytes(take(&mut rest)?));
        let message = MessageId::from_bytes(take(&mut rest)?);
        if rest.is_empty() {
            Ok(Self {
                sequence,
                time,
                message,
            })
        } else {
            Err(FrameError::Long)
        }
    }
}

/// The unencrypted head of an MLS `PrivateMessage`: what the server may compare without a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrivateHead<'a> {
    /// Group id.
    pub group_id: &'a [u8],
    /// Epoch.
    pub epoch: Epoch,
    /// Content type: 1 is application data (RFC 9420 section 6).
    pub content_type: u8,
}

/// Reads the head of an `MLSMessage` with a `PrivateMessage` inside (RFC 9420 sections 6, 6.3):
/// version 1, wire format 2, group id as a variable-length vector, epoch, content type.
///
/// # Errors
/// [`FrameError`] when the bytes are something else.
pub fn private_head(mls: &[u8]) -> Result<PrivateHead<'_>, FrameError> {
    let mut rest = mls;
    if take::<4>(&mut rest)? != [0, 1, 0, 2] {
        return Err(FrameError::Kind);
    }
    let [first] = take::<1>(&mut rest)?;
    let length = match first >> 6 {
        0 => usize::from(first & 0x3f),
        1 => {
            let [second] = take::<1>(&mut rest)?;
            (usize::from(first & 0x3f) << 8) | usize::from(second)
        }
        _ => return Err(FrameError::Kind),
    };
    let (group_id, after) = rest.split_at_checked(length).ok_or(FrameError::Short)?;
    rest = after;
    let epoch = Epoch(u64::from_be_bytes(take(&mut rest)?));
    let [content_type] = take::<1>(&mut rest)?;
    Ok(PrivateHead {
        group_id,
        epoch,
        content_type,
    })
}
