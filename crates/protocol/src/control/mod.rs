//! The frames beside the live path: CBOR behind one type byte (`40` from clients, `C0` from the
//! server). Small, seldom, and complete: a batch is accepted or refused as a whole.
//! Next: `client` and `server` for each direction, `entry` for what stands in the log.

mod client;
mod entry;
mod place;
mod server;
mod word;

pub use client::{Batch, CommitRequest, FromClient, IntakePost, VERSION};
pub use entry::{CommitEntry, GenerationEntry, ProposalEntry, StateEntry};
pub use place::WirePlace;
pub use server::{FromServer, IntakeDevice, Invite};
pub use word::{EndReason, Reason, Refusal, Trouble, What};

use crate::hot::{CLIENT_CONTROL, FrameError, SERVER_CONTROL};
use crate::limits::CONTROL_FRAME_BYTES;
use serde::{Serialize, de::DeserializeOwned};

/// Writes a control frame.
///
/// # Errors
/// [`FrameError::Long`] when it would exceed the limit.
pub fn encode_client(frame: &FromClient) -> Result<Vec<u8>, FrameError> {
    encode(CLIENT_CONTROL, frame)
}

/// Writes a control frame.
///
/// # Errors
/// [`FrameError::Long`] when it would exceed the limit.
pub fn encode_server(frame: &FromServer) -> Result<Vec<u8>, FrameError> {
    encode(SERVER_CONTROL, frame)
}

/// Reads a client's control frame.
///
/// # Errors
/// [`FrameError`] when it is none.
pub fn decode_client(frame: &[u8]) -> Result<FromClient, FrameError> {
    decode(CLIENT_CONTROL, frame)
}

/// Reads a server's control frame.
///
/// # Errors
/// [`FrameError`] when it is none.
pub fn decode_server(frame: &[u8]) -> Result<FromServer, FrameError> {
    decode(SERVER_CONTROL, frame)
}

fn encode<T: Serialize>(first: u8, frame: &T) -> Result<Vec<u8>, FrameError> {
    let out = cbor4ii::serde::to_vec(vec![first], frame).map_err(|_| FrameError::Kind)?;
    if out.len() > CONTROL_FRAME_BYTES {
        Err(FrameError::Long)
    } else {
        Ok(out)
    }
}

fn decode<T: DeserializeOwned>(first: u8, frame: &[u8]) -> Result<T, FrameError> {
    if frame.len() > CONTROL_FRAME_BYTES {
        return Err(FrameError::Long);
    }
    let (kind, body) = frame.split_first().ok_or(FrameError::Short)?;
    if *kind != first {
        return Err(FrameError::Kind);
    }
    cbor4ii::serde::from_slice(body).map_err(|_| FrameError::Kind)
}

/// Writes the body of a log entry.
///
/// # Errors
/// [`FrameError::Kind`] when the value cannot be written.
pub fn encode_body<T: Serialize>(body: &T) -> Result<Vec<u8>, FrameError> {
    cbor4ii::serde::to_vec(Vec::new(), body).map_err(|_| FrameError::Kind)
}

/// Reads the body of a log entry.
///
/// # Errors
/// [`FrameError::Kind`] when it is no such body.
pub fn decode_body<T: DeserializeOwned>(body: &[u8]) -> Result<T, FrameError> {
    cbor4ii::serde::from_slice(body).map_err(|_| FrameError::Kind)
}
