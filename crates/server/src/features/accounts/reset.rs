//! A person lost their second factor or forgot their password: an administrator lets them start anew.
//!
//! Everything that could sign the person in ends at once: password, factors, recovery codes, running
//! sign-ins, and the devices with them, since whoever asks for a reset may not be the one who lost
//! something. The administrator gets a link to hand over and cannot read more with it than the person
//! could: a device that joins chats still needs its own credential. The person's open screens are told
//! who did it, as is whoever opens the link. Refuses one's own account. Next: [`super::links`].
//!
//! Practice: F5 (a lost factor is replaced by nothing weaker).

use crate::app::App;
use crate::bus::Wake;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::accounts::links;
use crate::features::identity::revoke;
use crate::features::leaves::leaf;
use tacita_ledger::{LeafKind, Subject};
use tacita_model::{AgentId, Purpose, Timestamp};
use tacita_policy::{Allowed, Object, Relations, acts};
use tacita_store::Write;
use tacita_store::rows::LinkKind;
use zeroize::Zeroizing;

/// What the administrator hands over.
#[derive(Debug)]
pub struct Handed {
    /// The link; none where passwords are switched off and the organisation's sign-in is the way in.
    pub address: Option<Zeroizing<String>>,
    /// When it ends.
    pub until: Timestamp,
}

/// Resets a person's ways in.
///
/// # Errors
/// [`Problem::NotFound`] for whoever may not and for nobody's id, [`Problem::Conflict`] for one's own.
pub async fn person(app: &App, by: &SignedInAgent, id: AgentId) -> Result<Handed, Problem> {
    let facts = by.facts(Object::Tenant, Purpose::Administer, Relations::default());
    let allowed: Allowed<acts::ResetAccess> = by.decide(app, facts).await?;
    allowed
        .check(Object::Tenant, app.now())
        .map_err(|_| Problem::NotFound)?;
    let row = app.store.agent(id).await?;
    let mut row = row
        .filter(|row| row.tenant == by.tenant && row.disabled_at.is_none())
        .ok_or(Problem::NotFound)?;
    if id == by.agent {
        return Err(Problem::Conflict);
    }
    row.password_hash.clear();
    let drawn = links::drawn(app, LinkKind::Reset, Some(id), Some(by.agent));
    let mut writes = vec![
        Write::PutAgent(row),
        Write::DropFactorsOf(id),
        Write::EndSignInsOf {
            agent: id,
            at: app.now(),
        },
    ];
    let mut leaves = Vec::new();
    for kind in [LeafKind::AccessReset, LeafKind::LinkMade] {
        if kind == LeafKind::LinkMade && !app.config.sign_in.passwords {
            continue;
        }
        let begun = leaf(app, kind, Subject::of(by.agent)).await?;
        let begun = begun.in_request(by.request);
        leaves.push(begun.with_purpose(Purpose::Administer).about(id));
    }
    let address = app.config.sign_in.passwords.then_some(drawn.address);
    if address.is_some() {
        writes.push(drawn.write);
    }
    app.store.commit(writes, leaves).await?;
    // Their screens first, before they notice by themselves that the sign-in is over.
    app.bus.wake(Wake::AccessReset(id));
    revoke::every_device(app, by.into(), id).await?;
    app.store.shred_account_secrets(id).await?;
    app.bus.wake(Wake::Agent(id));
    Ok(Handed {
        address,
        until: drawn.until,
    })
}
