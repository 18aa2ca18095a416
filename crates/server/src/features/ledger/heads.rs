//! The signed heads for a picture: how the log grew, who cosigned, what is wrong.
//!
//! A cosignature counts when it holds under the witness's key in the configuration, not because a line
//! carries its name. For officers and administrators alone; others read `/ledger/checkpoint`.

use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::ledger::Alarm;
use tacita_ledger::note::{SignedNote, VerifierKey};
use tacita_model::Purpose;
use tacita_policy::{Object, Relations, acts};
use tacita_protocol::Blob;
use tacita_protocol::http::{LedgerHead, LedgerHeads};
use tacita_store::rows::SignedHead;

/// Heads in the picture.
const HEADS: u32 = 48;

/// The heads.
///
/// # Errors
/// [`Problem::NotFound`] for everybody but officers and administrators.
pub async fn heads(app: &App, agent: SignedInAgent) -> Result<LedgerHeads, Problem> {
    let facts = agent.facts(Object::Tenant, Purpose::Administer, Relations::default());
    let allowed = agent.decide::<acts::ReadLedger>(app, facts).await?;
    allowed
        .check(Object::Tenant, app.now())
        .map_err(|_| Problem::NotFound)?;
    let rows = app.store.ledger();
    let witnesses: Vec<VerifierKey> = app
        .config
        .ledger
        .witnesses
        .iter()
        .filter_map(|witness| VerifierKey::parse(&witness.vkey).ok())
        .collect();
    let latest = rows.latest_heads(HEADS).await?;
    Ok(LedgerHeads {
        key: app.ledger.vkey().map(VerifierKey::to_text),
        size: rows.size().await?,
        trouble: app
            .ledger
            .may_reveal()
            .err()
            .map(|trouble| trouble.word().to_owned()),
        alarm: app.ledger.alarm().map(|alarm| match alarm {
            Alarm::SetBack { .. } => "set-back".to_owned(),
            Alarm::Forked { .. } => "forked".to_owned(),
        }),
        heads: latest
            .into_iter()
            .map(|head| drawn(head, &witnesses))
            .collect(),
        witnesses: witnesses
            .iter()
            .map(|witness| witness.name().to_owned())
            .collect(),
    })
}

fn drawn(head: SignedHead, witnesses: &[VerifierKey]) -> LedgerHead {
    let note = SignedNote::parse(head.note.as_bytes()).ok();
    let signed = |witness: &&VerifierKey| {
        note.as_ref()
            .is_some_and(|note| note.verify(witness).is_ok())
    };
    LedgerHead {
        size: head.size,
        root: Blob(head.root.to_vec()),
        time: head.made_at.0,
        witnesses: witnesses
            .iter()
            .filter(signed)
            .map(|witness| witness.name().to_owned())
            .collect(),
    }
}
