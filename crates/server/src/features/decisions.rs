//! How a use case asks `policy`: a refusal leaves a leaf with the deciding policy's id in it, beside
//! the one of the refused request ([`crate::edge::refused`]).
//!
//! To the outside every refusal is the same 404 as for what does not exist. Rows that a list leaves
//! out are no refusals: nobody asked for them.
//!
//! Practice: G4 (a decision to refuse is recorded too)

use crate::edge::errors::Problem;
use crate::features::leaves::words;
use std::collections::BTreeSet;
use std::sync::Arc;
use tacita_ledger::{Leaf, LeafKind};
use tacita_model::{AgentId, RequestId, TeamId, Timestamp};
use tacita_policy::{Act, ActName, Allowed, Circumstances, Facts, Object, Policy, Subject};
use tacita_store::rows::DeviceStatus;
use tacita_store::{Store, StoreError};

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Asks; writes the leaf of a refusal.
///
/// # Errors
/// [`Problem::NotFound`] when it is denied, the store's when that cannot be recorded.
pub async fn decide<A: Act>(
    policy: &Policy,
    store: &Store,
    facts: &Facts,
    request: RequestId,
) -> Result<Allowed<A>, Problem> {
    let denied = match policy.decide::<A>(facts) {
        Ok(allowed) => return Ok(allowed),
        Err(denied) => denied,
    };
    let explained = policy.explain(A::NAME, facts);
    let by = explained.policy().unwrap_or("none");
    let who = match facts.subject {
        Subject::Agent(agent, _) => tacita_ledger::Subject::of(agent),
        Subject::Customer(conversation) => tacita_ledger::Subject::of(conversation),
        Subject::Issuer => tacita_ledger::Subject::ISSUER,
    };
    let what = refusal(A::NAME, facts.object, by);
    let leaf = Leaf {
        kind: LeafKind::RefusedByPolicy,
        who: store.who(who).await?.about(&what),
        what,
        purpose: Some(facts.purpose),
        when: facts.now,
        request,
    };
    store.commit(Vec::new(), vec![leaf]).await?;
    tracing::info!(event = "refused", act = A::NAME.as_str(), policy = by, why = %denied);
    Err(denied.into())
}

/// What the leaf of a refusal is about: whoever knows act, object and policy finds it, the leaf alone
/// names none of them. `none` stands for "no policy allows it".
#[must_use]
pub fn refusal(act: ActName, object: Object, policy: &str) -> [u8; 32] {
    let object = match object {
        Object::Conversation(id) => id.to_string(),
        Object::Device(id) => id.to_string(),
        Object::Queue(id) => id.to_string(),
        Object::Glass(id) => id.to_string(),
        Object::ReviewItem(id) => id.to_string(),
        Object::Tenant => "tenant".to_owned(),
    };
    let act = act.as_str();
    words(format!("tacita denied v1\0{act}\0{object}\0{policy}"))
}

/// Names of teams by their ids, which follow from the names and do not tell them.
pub type TeamNames = Arc<std::collections::BTreeMap<TeamId, String>>;

/// What policies may ask about a person, as far as any policy in force asks.
///
/// # Errors
/// [`StoreError`].
pub async fn circumstances(
    policy: &Policy,
    store: &Store,
    names: &TeamNames,
    agent: AgentId,
    now: Timestamp,
) -> Result<Circumstances, StoreError> {
    let mut known = Circumstances::default();
    if policy.heeds_teams() {
        let teams = store.teams_of(agent).await?;
        let teams = teams.iter().filter_map(|team| names.get(team).cloned());
        known.teams = Arc::new(teams.collect::<BTreeSet<_>>());
    }
    if policy.heeds_roles() {
        known.custom_role = store.custom_role_of(agent).await?.map(Arc::from);
    }
    if policy.heeds_certificates() {
        let trainings = store.trainings_of(agent).await?.into_iter();
        let valid = trainings.filter(|training| training.expires_at > now);
        known.certificates = Arc::new(valid.map(|training| training.name).collect());
    }
    if policy.heeds_devices() {
        let devices = store.devices_of(agent).await?;
        let approved = devices.iter().filter(|device| {
            device.status == DeviceStatus::Approved
                && device.credential_until.is_some_and(|until| until > now)
        });
        // A renewed credential answers anew; the registration does not move.
        let youngest = approved.map(|device| device.requested_at).max();
        known.approved_device = youngest.is_some();
        let age = youngest.map_or(0, |at| now.as_seconds().saturating_sub(at.as_seconds()));
        known.device_days = u32::try_from(age / DAY_SECONDS).unwrap_or(0);
    }
    Ok(known)
}
