//! Everybody who can sign in, and who of them reviews whom.
//!
//! Whoever could not answer (a composed role without the act, a policy of the installation) is given nothing:
//! what waits for them would lapse, and others would lose their rights by it. Refuses nobody by itself; policy
//! decides again at each answer.

use crate::app::App;
use crate::features::decisions;
use std::collections::{BTreeMap, BTreeSet};
use tacita_model::{AgentId, Purpose, ReviewItemId, Role, TeamId, TenantId, TypedId};
use tacita_policy::{ActName, Circumstances, Facts, Object, Relations, Subject};
use tacita_store::StoreError;
use tacita_store::rows::Agent;

/// People, their teams, and who of them may review.
pub(super) struct Desk {
    pub(super) people: Vec<Agent>,
    teams: BTreeMap<AgentId, BTreeSet<TeamId>>,
    reviewers: BTreeSet<AgentId>,
}

/// How many people somebody reviews already.
pub(super) type Load = BTreeMap<AgentId, usize>;

impl Desk {
    pub(super) async fn read(app: &App, tenant: TenantId) -> Result<Self, StoreError> {
        let mut people = app.store.agents().await?;
        people.retain(|person| person.tenant == tenant && person.disabled_at.is_none());
        let (mut teams, mut reviewers) = (BTreeMap::new(), BTreeSet::new());
        for person in &people {
            let of = app.store.teams_of(person.id).await?;
            let of = of.into_iter().filter(|team| app.teams.contains_key(team));
            teams.insert(person.id, of.collect());
            if may_review(app, person).await? {
                reviewers.insert(person.id);
            }
        }
        Ok(Self {
            people,
            teams,
            reviewers,
        })
    }

    pub(super) fn person(&self, id: AgentId) -> Option<&Agent> {
        self.people.iter().find(|person| person.id == id)
    }

    /// The person, if they may review.
    pub(super) fn reviews(&self, id: AgentId) -> Option<&Agent> {
        self.person(id).filter(|_| self.reviewers.contains(&id))
    }

    pub(super) fn teams_of(&self, id: AgentId) -> impl Iterator<Item = &TeamId> {
        self.teams.get(&id).into_iter().flatten()
    }

    /// Who reviews a person: never themselves. Of several who lead, the one who has fewest.
    pub(super) fn reviewer(
        &self,
        person: &Agent,
        by_leads: bool,
        named: Option<AgentId>,
        begun_by: AgentId,
        load: &Load,
    ) -> Option<&Agent> {
        let own: BTreeSet<&TeamId> = self.teams_of(person.id).collect();
        let leads = self.people.iter().filter(|other| {
            let shared = self.teams_of(other.id).any(|team| own.contains(team));
            by_leads && other.role == Role::Supervisor && person.role == Role::Agent && shared
        });
        let could = |other: &&Agent| other.id != person.id && self.reviewers.contains(&other.id);
        leads
            .filter(could)
            .min_by_key(|other| load.get(&other.id).copied().unwrap_or_default())
            .or_else(|| named.and_then(|id| self.person(id)).filter(could))
            .or_else(|| self.stands_in(person.id, begun_by))
    }

    /// Who reviews a person when nobody was named: whoever began it, else another who oversees.
    pub(super) fn stands_in(&self, person: AgentId, begun_by: AgentId) -> Option<&Agent> {
        let oversees = |one: &&Agent| matches!(one.role, Role::Officer | Role::Administrator);
        self.person(begun_by)
            .into_iter()
            .chain(self.people.iter().filter(oversees))
            .find(|other| other.id != person && self.reviewers.contains(&other.id))
    }
}

/// Whether policy would let this person answer an item that is given to them, once they are signed in and have
/// just proven themselves.
pub(super) async fn may_review(app: &App, person: &Agent) -> Result<bool, StoreError> {
    let now = app.now();
    let known =
        decisions::circumstances(&app.policy, &app.store, &app.teams, person.id, now).await?;
    let facts = Facts {
        tenant: person.tenant,
        subject: Subject::Agent(person.id, person.role),
        object: Object::ReviewItem(ReviewItemId::from_bytes([0; 16])),
        purpose: Purpose::Administer,
        relations: Relations {
            authenticated: true,
            reviewer: true,
            other_person: true,
            ..Relations::default()
        },
        circumstances: Circumstances {
            proven_at: Some(now),
            ..known
        },
        now,
        valid_until: now.plus_seconds(60),
    };
    let decided = app.policy.decide_name(ActName::ReviewAccess, &facts);
    Ok(person.disabled_at.is_none() && decided.is_ok())
}
