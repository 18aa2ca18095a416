//! Opens a conversation: a credential over the widget's fresh key, and everything it needs to
//! write its first message encrypted.
//!
//! Refuses when the certificates or the roster are missing: there is no plaintext fallback.
//!
//! Practice: B3 (without keys there is no chat, and the widget says so).
//! Practice: C10 (a conversation's row holds no address, browser or place of the visitor).

use super::reserve;
use crate::app::App;
use crate::config::{Queue, Routing, Site, language_skill};
use crate::features::accounts::desk::queue_id;
use crate::features::conversations::effects::INTAKE_KEY_DAYS;
use crate::features::conversations::engine::renew;
use crate::features::inbox::routing::{self, Wishes};
use crate::features::leaves::first_leaf;
use crate::keys::KeySet;
use tacita_ledger::{Leaf, LeafKind, Subject};
use tacita_model::{
    AgentId, Assurance, ConversationId, ConversationState, CryptoProfile, CustomerId, Generation,
    Purpose, QueueId, RequestId, Role, Sequence,
};
use tacita_protocol::http::{Bootstrap, Reserved, WebIntakeDevice};
use tacita_protocol::limits::INTAKE_WRAPS;
use tacita_protocol::{Blob, Wire, hello};
use tacita_seal::certificate::CertificateError;
use tacita_seal::{Claims, Credential, SigningKey, verify_hello};
use tacita_store::rows::Conversation;
use tacita_store::{StoreError, Write};

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Why no conversation was opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The signature does not prove the key.
    #[error("the key is not proven")]
    NotProven,
    /// Certificates or the roster are missing: the issuer has not been here, or not lately.
    #[error("the organisation's certificates or the queue's roster are missing")]
    NoTrust,
    /// The credential cannot be made.
    #[error("the credential cannot be made")]
    Credential(#[from] CertificateError),
    /// The store refused.
    #[error("the store refused")]
    Store(#[from] StoreError),
}

/// What a widget asks with.
#[derive(Debug)]
pub struct Asked {
    /// Its fresh key.
    pub leaf_key: [u8; 32],
    /// Hash of the secret by which it reads its receipt later.
    pub receipt: Option<[u8; 32]>,
    /// Hash of the secret of the last chat's receipt: the browser that had it comes back.
    pub returns: Option<[u8; 32]>,
    /// The language that the widget speaks, as a BCP 47 tag.
    pub language: Option<String>,
    /// In which request.
    pub request: RequestId,
}

/// Opens one.
///
/// # Errors
/// [`OpenError`].
pub async fn open(
    app: &App,
    site: &Site,
    asked: &Asked,
    signature: &[u8; 64],
) -> Result<Bootstrap, OpenError> {
    let Asked {
        leaf_key,
        receipt,
        returns,
        ref language,
        request,
    } = *asked;
    let proof = hello::open_to_be_signed(&site.id, &leaf_key);
    verify_hello(&leaf_key, &proof, b"", signature).map_err(|_| OpenError::NotProven)?;
    let now = app.now();
    let bundle = app.organisation.bundle().ok_or(OpenError::NoTrust)?;
    let set = app
        .organisation
        .in_force(&app.keys, now)
        .ok_or(OpenError::NoTrust)?;
    let queue = queue_id(app.organisation.tenant, &site.queue);
    let roster = app.store.roster(queue).await?.ok_or(OpenError::NoTrust)?;
    let configured = routing::configured(app, queue);
    // Kept only where the queue asks for it.
    let language = language
        .as_ref()
        .filter(|tag| {
            configured.is_some_and(|queue| queue.by_language) && language_skill(tag).is_some()
        })
        .cloned();
    let prefers = match (configured, returns) {
        (Some(settings), Some(hash)) => answered_last(app, settings, &hash).await?,
        _ => None,
    };
    let wishes =
        configured.map(|queue| Wishes::of(app, queue, &site.id, language.as_deref(), prefers));
    let customer: CustomerId = app.draw_id();
    let credential = issue(app, set, customer, &leaf_key)?;
    let id: ConversationId = app.draw_id();
    let profile = app.organisation.profile;
    let row = Conversation {
        id,
        tenant: app.organisation.tenant,
        site: site.id.clone(),
        queue,
        customer,
        customer_key: leaf_key,
        customer_credential: credential.as_bytes().to_vec(),
        state: ConversationState::Opened,
        generation: Generation(0),
        profile,
        agent: None,
        device: None,
        opened_at: now,
        waiting_since: None,
        last_entry_at: now,
        closed_at: None,
        freezes: 0,
        frozen_since: None,
        forgotten_to: Sequence(0),
        on_hold_since: None,
        language,
        prefers,
    };
    let (begun, salt) = first_leaf(app, LeafKind::ConversationOpened, Subject::of(customer));
    let opened = begun
        .in_request(request)
        .with_purpose(Purpose::OwnConversation)
        .about(id);
    let mut writes = vec![salt, Write::AddConversation(row)];
    writes.extend(receipt.map(|key_hash| Write::AddReceiptKey {
        key_hash,
        conversation: id,
    }));
    let reserved = begin(
        app,
        queue,
        id,
        &wishes.unwrap_or_default(),
        (writes, opened),
    )
    .await?;
    let today = now.as_seconds().div_euclid(DAY_SECONDS);
    let intake_devices = intake_devices(app, queue, today).await?;
    if intake_devices.is_empty() {
        app.unreachable.note(queue, now);
    }
    Ok(Bootstrap {
        conversation: Wire(id),
        credential: Blob(credential.as_bytes().to_vec()),
        certificates: vec![Blob(bundle.bytes.to_vec())],
        queue: Wire(queue),
        roster: Blob(roster.bytes),
        profile: profile.as_str().to_owned(),
        tenant: Wire(app.organisation.tenant),
        time: now.0,
        reserved,
        intake_devices,
    })
}

/// Begins the conversation and reserves somebody for it in one commit: whoever opened it waits for the
/// disk once. Where others took that key package at the same moment, one comes after the other.
async fn begin(
    app: &App,
    queue: QueueId,
    id: ConversationId,
    wishes: &Wishes,
    (writes, opened): (Vec<Write>, Leaf),
) -> Result<Option<Reserved>, StoreError> {
    let Some(held) = reserve::first(app, queue, id, wishes).await? else {
        app.store.commit(writes, vec![opened]).await?;
        return Ok(None);
    };
    let mut all = writes.clone();
    all.push(held.write(app.now()));
    match app.store.commit(all, vec![opened]).await {
        Ok(_) => {
            if let Some(reserved) = held.given(app).await? {
                return Ok(Some(reserved));
            }
        }
        Err(StoreError::Conflict(_)) => {
            app.store.commit(writes, vec![opened]).await?;
        }
        Err(error) => return Err(error),
    }
    reserve::reserve(app, queue, id, wishes).await
}

/// Who answered the chat whose receipt has this key, while its queue still gives chats back to them.
/// What the new chat keeps is the person, not which chat it was: two chats of a browser stay two.
async fn answered_last(
    app: &App,
    queue: &Queue,
    hash: &[u8; 32],
) -> Result<Option<AgentId>, StoreError> {
    if queue.routing != Routing::LastAgent {
        return Ok(None);
    }
    let Some(last) = app.store.receipt_key(hash).await? else {
        return Ok(None);
    };
    let Some(row) = app.store.conversation(last).await? else {
        return Ok(None);
    };
    let within = i64::from(queue.last_agent_hours) * 3600;
    let ended = row.closed_at.unwrap_or(row.last_entry_at);
    let same = row.queue == queue_id(app.organisation.tenant, &queue.name);
    Ok(row
        .agent
        .filter(|_| same && ended.plus_seconds(within) > app.now()))
}

fn issue(
    app: &App,
    set: &KeySet,
    customer: CustomerId,
    leaf_key: &[u8; 32],
) -> Result<Credential, CertificateError> {
    let claims = Claims {
        tenant: app.organisation.tenant,
        subject: tacita_seal::Subject::Customer(customer),
        role: Role::Customer,
        device: app.draw_id(),
        name: None,
        assurance: Assurance::Anonymous,
        validity: renew::span(app.now()),
        profiles: CryptoProfile::ALL.to_vec(),
    };
    let key = SigningKey::from_bytes(&set.conversation_issuing);
    Credential::issue(&key, &claims, leaf_key)
}

async fn intake_devices(
    app: &App,
    queue: QueueId,
    today: i64,
) -> Result<Vec<WebIntakeDevice>, StoreError> {
    let limit = u32::try_from(INTAKE_WRAPS).unwrap_or(0);
    let found = app
        .store
        .intake_devices(queue, today - INTAKE_KEY_DAYS, limit)
        .await?;
    Ok(found
        .into_iter()
        .filter_map(|found| {
            Some(WebIntakeDevice {
                device: Wire(found.device.id),
                agent: Wire(found.device.agent),
                credential: Blob(found.device.credential?),
                leaf_key: Blob(found.device.leaf_key.to_vec()),
                intake_key: Blob(found.key.bytes),
            })
        })
        .collect())
}
