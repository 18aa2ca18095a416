//! A customer's receipt: who opened what of their conversation, when and why, each with its proof.
//!
//! The right to it is a secret that their browser drew when the conversation began; the server has its
//! hash. Anybody else gets the answer of a conversation that never was. Reading it is a leaf, and in
//! it. Nothing is answered that no signed head covers.
//!
//! Practice: J4

use super::shown::Known;
use crate::app::App;
use crate::config::CustomerLearns;
use crate::edge::errors::Problem;
use crate::features::leaves::{leaf, words};
use tacita_ledger::opening::{About, Opening};
use tacita_ledger::receipt::Receipt as Proof;
use tacita_ledger::{LeafKind, Subject};
use tacita_model::{ConversationId, Purpose, RequestId, Timestamp};
use tacita_policy::{Allowed, Circumstances, Facts, Object, Relations, acts};
use tacita_protocol::http::Receipt;
use tacita_screen::conduct::REASONS;
use tacita_store::rows::Conversation;

/// The format's name.
pub const FORMAT: &str = "tacita receipt v1";
/// Leaves about one thing that a receipt holds at most.
const MOST: u32 = 2000;
const DAY_SECONDS: i64 = 24 * 60 * 60;
/// Steps of opening a conversation outside somebody's need. A part in the chat itself is never held
/// back: it is seen in the chat.
const GLASS: [LeafKind; 8] = [
    LeafKind::GlassAsked,
    LeafKind::GlassApproved,
    LeafKind::GlassDeclined,
    LeafKind::GlassLapsed,
    LeafKind::GlassOpened,
    LeafKind::GlassEnded,
    LeafKind::GlassJustified,
    LeafKind::GlassUnjustified,
];

/// The receipt of whoever holds this secret.
///
/// # Errors
/// [`Problem::NotFound`] for everybody else and when its days are over, [`Problem::NoReveal`] while
/// nothing can be proven.
pub async fn receipt(app: &App, secret: &[u8; 32], request: RequestId) -> Result<Receipt, Problem> {
    let row = mine(app, secret).await?;
    let allowed = decide(app, &row)?;
    allowed
        .check(Object::Conversation(row.id), app.now())
        .map_err(|_| Problem::NotFound)?;
    app.ledger.may_reveal().map_err(|_| Problem::NoReveal)?;
    let read = leaf(app, LeafKind::ReceiptRead, Subject::of(row.customer)).await?;
    let read = read
        .in_request(request)
        .with_purpose(allowed.purpose())
        .about(row.id);
    app.store.commit(Vec::new(), vec![read]).await?;
    let leaves = leaves(app, &row).await?;
    answer(app, row.id.to_string(), leaves).await
}

/// Signs what is not signed yet and puts the proofs together.
///
/// # Errors
/// [`Problem::NoReveal`] while nothing can be proven.
pub(super) async fn answer(
    app: &App,
    about: String,
    leaves: Vec<(u64, Opening)>,
) -> Result<Receipt, Problem> {
    // Only what no head covers yet: whoever asks about old leaves must not make us sign new heads.
    let signed = app.ledger.head().map_or(0, |head| head.size);
    if signed == 0 || leaves.iter().any(|(number, _)| *number > signed) {
        app.ledger.sequence(&app.store, app.now()).await?;
    }
    app.ledger.may_reveal().map_err(|_| Problem::NoReveal)?;
    let key = app.ledger.vkey().ok_or(Problem::NoReveal)?.to_text();
    let proofs = app.ledger.proofs(&app.store.ledger(), &leaves).await;
    let proofs = proofs.map_err(|error| {
        tracing::error!(event = "receipt", error = %error);
        Problem::NoReveal
    })?;
    Ok(Receipt {
        format: FORMAT.to_owned(),
        key,
        about,
        proofs: proofs.iter().map(Proof::to_text).collect(),
        statement: None,
    })
}

async fn mine(app: &App, secret: &[u8; 32]) -> Result<Conversation, Problem> {
    let id = app.store.receipt_key(&words(secret)).await?;
    let id = id.ok_or(Problem::NotFound)?;
    let row = app.store.conversation(id).await?;
    let row = row.filter(|row| row.tenant == app.organisation.tenant);
    let days = i64::from(app.config.ledger.receipt_days).saturating_mul(DAY_SECONDS);
    row.filter(|row| {
        row.closed_at
            .is_none_or(|closed| app.now() < closed.plus_seconds(days))
    })
    .ok_or(Problem::NotFound)
}

fn decide(app: &App, row: &Conversation) -> Result<Allowed<acts::ReadOwnReceipt>, Problem> {
    let now = app.now();
    let facts = Facts {
        tenant: row.tenant,
        subject: tacita_policy::Subject::Customer(row.id),
        object: Object::Conversation(row.id),
        purpose: Purpose::OwnConversation,
        relations: Relations {
            authenticated: true,
            closed: row.closed_at.is_some(),
            ..Relations::default()
        },
        circumstances: Circumstances::default(),
        now,
        valid_until: now.plus_seconds(60),
    };
    Ok(app.policy.decide(&facts)?)
}

/// Every leaf about the conversation, what waited in it, and what was held back in it.
async fn leaves(app: &App, row: &Conversation) -> Result<Vec<(u64, Opening)>, Problem> {
    let mut known = Known::default();
    known.id(row.id);
    for record in app.store.opened_intake(row.id).await? {
        known.id(record);
    }
    for reason in REASONS.into_iter().chain(["none"]) {
        known.thing(held(row.id, reason));
    }
    let rows = app.store.ledger();
    let mut found = Vec::new();
    for what in known.whats() {
        found.extend(rows.acts_about(what, MOST).await?);
    }
    let held = held_back(app, row.id).await?;
    found.retain(|row| {
        row.leaf.is_none_or(|leaf| {
            !GLASS.contains(&leaf.kind) || held.is_none_or(|from| leaf.when < from)
        })
    });
    found.sort_by_key(|row| row.number);
    let desk = Known::of_desk(app).await?;
    let known = known.with_people(desk.and_customer(app, row.customer).await?);
    Ok(found.iter().filter_map(|row| known.open(row)).collect())
}

/// Since when steps of opening the conversation outside somebody's need are held back: from the first
/// request that is not judged yet on, where the operator wants the customer to learn of it then.
async fn held_back(app: &App, id: ConversationId) -> Result<Option<Timestamp>, Problem> {
    if app.config.break_glass.customer_learns == CustomerLearns::AtOnce {
        return Ok(None);
    }
    let all = app.store.glass_about(id).await?;
    let open = all.into_iter().find(|glass| {
        use tacita_store::rows::GlassState as S;
        matches!(glass.state, S::Asked | S::Open | S::Ended)
    });
    Ok(open.map(|glass| glass.asked_at))
}

/// What a leaf about a draft that was held back is about.
#[must_use]
pub fn held(conversation: ConversationId, reason: &str) -> About {
    About::Words(format!("tacita held v1\0{conversation}\0{reason}"))
}
