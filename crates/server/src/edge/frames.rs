//! From bytes of a socket to what the engine takes: parsed, signed, hashed, locked.
//!
//! Everything here that fails is answered in one word and counted; nothing of a bad frame is kept or
//! repeated. Unknown keys, foreign credentials and forged signatures get the same answer.

use crate::context::SignedInAgent;
use crate::features::conversations::World;
use crate::features::conversations::engine::input::{Frame, FreshPackage, Intake, Post};
use crate::features::conversations::engine::renew;
use crate::features::conversations::jobs;
use crate::features::conversations::run::Half;
use bytes::Bytes;
use tacita_model::{
    AgentId, ChainHash, ConversationId, CustomerId, DeviceId, MessageId, Place, RecordId, Role,
    Sequence, Timestamp,
};
use tacita_protocol::Wire;
use tacita_protocol::chain::body_hash;
use tacita_protocol::control::{
    self, EndReason, FromClient, FromServer, IntakePost, Refusal, VERSION, What,
};
use tacita_protocol::hello::{intake_to_be_signed, to_be_signed};
use tacita_protocol::hot::{self, FrameError};
use tacita_seal::record::SealedRecord;
use tacita_seal::{Credential, GroupId, Subject, key_package, two_locks, verify_hello};
use tacita_store::HalfPlace;
use tacita_store::rows::DeviceStatus;

/// MLS content type of application data (RFC 9420 section 6).
const APPLICATION: u8 = 1;
/// Key packages in one frame.
const PACKAGES: usize = 16;
/// First messages in one batch.
const BATCH_POSTS: usize = 64;

/// Who is on a socket.
#[derive(Debug, Clone)]
pub struct Proven {
    /// Conversation.
    pub conversation: ConversationId,
    /// Signature key.
    pub key: [u8; 32],
    /// Role in the credential.
    pub role: Role,
    /// The customer.
    pub customer: Option<CustomerId>,
    /// The person of the desk.
    pub agent: Option<AgentId>,
    /// Their device.
    pub device: Option<DeviceId>,
    /// When the customer's credential is to be renewed; never for the desk's, which the issuer signs.
    pub renew_at: Timestamp,
}

/// Why a socket is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TurnedAway {
    /// It proves nothing, or nothing that counts here.
    Refused(Refusal),
    /// It is whom it says, and was revoked: it is told to wipe and nothing else.
    Revoked,
}

impl From<Refusal> for TurnedAway {
    fn from(why: Refusal) -> Self {
        Self::Refused(why)
    }
}

impl TurnedAway {
    /// What it is told.
    #[must_use]
    pub fn frame(self) -> FromServer {
        match self {
            Self::Refused(why) => refused(What::Hello, None, why),
            Self::Revoked => FromServer::Ended {
                why: EndReason::Revoked,
            },
        }
    }
}

/// Checks the first frame: version, signature over the challenge, credential under the pinned root,
/// and for the desk the sign-in and the device.
///
/// # Errors
/// The word for the client.
pub async fn hello(
    world: &World,
    host: &str,
    nonce: &[u8; 32],
    signed_in: Option<SignedInAgent>,
    frame: &[u8],
) -> Result<(Proven, Place), TurnedAway> {
    let Ok(FromClient::Hello {
        version,
        conversation,
        leaf_key,
        credential,
        signature,
        seen,
    }) = control::decode_client(frame)
    else {
        return Err(Refusal::Malformed.into());
    };
    let key: [u8; 32] = leaf_key.0.try_into().map_err(|_| Refusal::Malformed)?;
    let signature: [u8; 64] = signature.0.try_into().map_err(|_| Refusal::Malformed)?;
    let chain: [u8; 32] = seen.chain.0.try_into().map_err(|_| Refusal::Malformed)?;
    if version != VERSION {
        return Err(Refusal::NotProven.into());
    }
    let signed = to_be_signed(host, nonce, conversation.0, &key);
    verify_hello(&key, &signed, b"", &signature).map_err(|_| Refusal::NotProven)?;
    let trust = world.keys.trust().ok_or(Refusal::Unavailable)?;
    let credential = Credential::decode(&credential.0).map_err(|_| Refusal::NotProven)?;
    // A credential that has ended still opens the socket: that is where it is renewed.
    let member = trust
        .verify_member(&credential, &key, world.clock.now())
        .map_err(|_| Refusal::NotProven)?;
    let (customer, agent) = match member.subject() {
        Subject::Customer(customer) => (Some(customer), None),
        Subject::Agent(agent) => (None, Some(agent)),
    };
    if let Some(agent) = agent {
        if signed_in.is_none_or(|signed_in| signed_in.agent != agent) {
            return Err(Refusal::NotProven.into());
        }
        let device = world
            .store
            .device_by_leaf(&key)
            .await
            .map_err(|_| Refusal::Unavailable)?;
        match device.filter(|device| device.agent == agent) {
            Some(device) if device.status == DeviceStatus::Approved => {}
            Some(device) if device.status == DeviceStatus::Revoked => {
                return Err(TurnedAway::Revoked);
            }
            _ => return Err(Refusal::NotProven.into()),
        }
    }
    let proven = Proven {
        conversation: conversation.0,
        key,
        role: member.role(),
        customer,
        agent,
        device: agent.map(|_| member.device()),
        renew_at: match customer {
            Some(_) => renew::due(&credential.claims().validity),
            None => Timestamp(i64::MAX),
        },
    };
    Ok((
        proven,
        Place {
            sequence: Sequence(seen.sequence),
            chain: ChainHash(chain),
        },
    ))
}

fn refused(what: What, message: Option<MessageId>, why: Refusal) -> FromServer {
    FromServer::Refused {
        what,
        message: message.map(Wire),
        why,
    }
}

/// Reads a post of a socket that proved its key: compares and hashes, waits for nothing.
///
/// # Errors
/// The answer for the client.
pub fn read_post(proven: &Proven, frame: Bytes) -> Result<Frame, FromServer> {
    post(proven.conversation, frame)
        .map(Frame::Post)
        .map_err(|(message, why)| refused(What::Post, message, why))
}

/// Reads a frame of a socket that proved its key.
///
/// # Errors
/// The answer for the client.
pub async fn read(world: &World, proven: &Proven, frame: Bytes) -> Result<Frame, FromServer> {
    match frame.first() {
        Some(&hot::POST) => read_post(proven, frame),
        Some(&hot::CLIENT_CONTROL) => {
            let control = control::decode_client(&frame).map_err(|error| {
                let why = match error {
                    FrameError::Long => Refusal::TooLarge,
                    FrameError::Short | FrameError::Kind => Refusal::Malformed,
                };
                refused(What::Frame, None, why)
            })?;
            read_control(world, proven, control).await
        }
        _ => Err(refused(What::Frame, None, Refusal::Malformed)),
    }
}

/// The head of a post against the conversation of its socket, and its hash. Only an MLS private
/// message is a message here: there is no plain form of one.
/// Practice: B3
fn post(conversation: ConversationId, frame: Bytes) -> Result<Post, (Option<MessageId>, Refusal)> {
    let read = hot::Post::decode(&frame).map_err(|error| {
        let why = match error {
            FrameError::Long => Refusal::TooLarge,
            FrameError::Short | FrameError::Kind => Refusal::Malformed,
        };
        (None, why)
    })?;
    let message = read.message;
    let malformed = (Some(message), Refusal::Malformed);
    let head = hot::private_head(read.mls).map_err(|_| malformed)?;
    let group: [u8; 20] = head.group_id.try_into().map_err(|_| malformed)?;
    let group = GroupId::from_bytes(group);
    if head.content_type != APPLICATION || head.epoch != read.epoch {
        return Err(malformed);
    }
    if group.conversation != conversation {
        return Err((Some(message), Refusal::WrongGeneration));
    }
    Ok(Post {
        epoch: read.epoch,
        generation: group.generation,
        counter: read.counter,
        message,
        hash: body_hash(&frame),
        frame,
    })
}

async fn read_control(
    world: &World,
    proven: &Proven,
    control: FromClient,
) -> Result<Frame, FromServer> {
    Ok(match control {
        FromClient::Hello { .. } => return Err(refused(What::Hello, None, Refusal::Malformed)),
        FromClient::Batch(mut batch) => {
            let posts = std::mem::take(&mut batch.posts);
            if posts.len() > BATCH_POSTS {
                return Err(refused(What::Batch, None, Refusal::TooLarge));
            }
            let posts = posts
                .into_iter()
                .map(|frame| post(proven.conversation, Bytes::from(frame.0)))
                .collect::<Result<Vec<_>, _>>()
                .map_err(|(message, why)| refused(What::Batch, message, why))?;
            Frame::Batch(batch, posts)
        }
        FromClient::Commit(request) => Frame::Commit(request),
        FromClient::Intake(record) => {
            let message = record.message.0;
            let intake = intake(world, proven, record)
                .await
                .map_err(|why| refused(What::Intake, Some(message), why))?;
            Frame::Intake(Box::new(intake))
        }
        FromClient::Ack { sequence } => Frame::Ack(Sequence(sequence)),
        FromClient::Read { sequence } => Frame::Read(Sequence(sequence)),
        FromClient::Typing { on } => Frame::Typing(on),
        FromClient::KeyPackages { packages } => {
            if packages.len() > PACKAGES {
                return Err(refused(What::KeyPackages, None, Refusal::TooLarge));
            }
            let packages = packages
                .into_iter()
                .map(|package| fresh(world, proven, package.0.into()))
                .collect::<Result<Vec<_>, _>>()
                .map_err(|why| refused(What::KeyPackages, None, why))?;
            Frame::KeyPackages(packages)
        }
        FromClient::HandedOver => Frame::HandedOver,
        FromClient::Trouble { kind, .. } => Frame::Trouble(kind),
        FromClient::Close => Frame::Close,
    })
}

/// A key package of this leaf, checked.
fn fresh(world: &World, proven: &Proven, bytes: Bytes) -> Result<FreshPackage, Refusal> {
    let trust = world.keys.trust().ok_or(Refusal::Unavailable)?;
    let checked = key_package::check(&world.keys.crypto, &trust, &bytes, world.clock.now())
        .map_err(|_| Refusal::Invalid)?;
    if *checked.member().key() != proven.key {
        return Err(Refusal::NotProven);
    }
    Ok(FreshPackage {
        id: jobs::package_id(&bytes),
        profile: checked.profile(),
        expires: checked.not_after(),
        bytes,
    })
}

/// An intake record: signed by this key, about this conversation; gets its outer lock here, under a
/// fresh half, before anything of it is stored.
async fn intake(world: &World, proven: &Proven, post: IntakePost) -> Result<Intake, Refusal> {
    let customer = proven.customer.ok_or(Refusal::NotMember)?;
    let record = SealedRecord::decode(&post.record.0).map_err(|_| Refusal::Malformed)?;
    let facts = *record.facts();
    let fits = facts.conversation == proven.conversation
        && facts.message == post.message.0
        && facts.sender == proven.key;
    if !fits {
        return Err(Refusal::Invalid);
    }
    let hash = record.hash();
    let signature: [u8; 64] = post
        .signature
        .0
        .try_into()
        .map_err(|_| Refusal::Malformed)?;
    let signed = intake_to_be_signed(post.message.0, proven.conversation, &hash);
    verify_hello(&proven.key, &signed, b"", &signature).map_err(|_| Refusal::NotProven)?;
    let now = world.clock.now();
    let expires = now.plus_seconds(i64::from(world.unclaimed_days).saturating_mul(86_400));
    // An id of the server's own: a resent record must not collide with the half of the first.
    let id = <RecordId as tacita_model::TypedId>::from_bytes(world.draw());
    let half = Half(zeroize::Zeroizing::new(world.draw::<32>()));
    let sealed = two_locks::put_on(&world.keys.crypto, &half, id, &post.record.0)
        .map_err(|_| Refusal::TooLarge)?;
    let place = HalfPlace {
        record: id,
        conversation: proven.conversation,
        customer,
        class: "intake",
        expires_at: expires,
    };
    world
        .store
        .keep_half(place, half.as_ref())
        .await
        .map_err(|_| Refusal::Unavailable)?;
    Ok(Intake {
        message: post.message.0,
        hash,
        sealed: sealed.into(),
        record: id,
        signature,
        expires,
    })
}
