//! The permission grid and "may X do Y", for officers and administrators.
//!
//! Practice: D2 (a decision can be explained)

use super::case::{self, Case};
use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::leaves::listed;
use tacita_ledger::LeafKind;
use tacita_model::{Purpose, Role};
use tacita_policy::explain::Named;
use tacita_policy::{ActName, Allowed, Object, Relations, acts};
use tacita_protocol::http::{
    ActFacts, NearPolicy, PermissionAnswer, PermissionCase, PermissionQuestion, PermissionRow,
    Permissions, PolicyFacts,
};

/// The columns: who asks, and what holds.
const CASES: [(&str, &[&str]); 20] = [
    ("customer", &["own"]),
    ("customer", &["own", "closed"]),
    ("customer", &[]),
    ("agent", &[]),
    ("agent", &["waiting", "serves-queue"]),
    ("agent", &["waiting"]),
    ("agent", &["own"]),
    ("agent", &["member"]),
    ("agent", &["assigned", "member"]),
    ("agent", &["assigned", "member", "closed"]),
    ("agent", &["opened"]),
    ("supervisor", &["other-person"]),
    ("supervisor", &["other-person", "other-device"]),
    ("officer", &["uninvolved"]),
    ("supervisor", &["other-person", "reviewer"]),
    ("supervisor", &[]),
    ("supervisor", &["serves-queue"]),
    ("officer", &["assigned", "member"]),
    ("administrator", &["assigned", "member"]),
    (case::ISSUER, &[]),
];

/// What holds, in the columns of a composed role whose holders answer customers.
const OWN_CASES: [&[&str]; 3] = [
    &["waiting", "serves-queue"],
    &["serves-queue"],
    &["assigned", "member", "own"],
];

async fn may(app: &App, person: &SignedInAgent) -> Result<(), Problem> {
    let facts = person.facts(Object::Tenant, Purpose::Administer, Relations::default());
    let allowed: Allowed<acts::SeePermissions> = person.decide(app, facts).await?;
    allowed
        .check(Object::Tenant, app.now())
        .map_err(|_| Problem::NotFound)
}

/// The grid.
///
/// # Errors
/// [`Problem::NotFound`] for everybody but officers and administrators.
pub async fn grid(app: &App, person: &SignedInAgent) -> Result<Permissions, Problem> {
    may(app, person).await?;
    listed(
        app,
        LeafKind::PermissionsRead,
        person,
        Purpose::Administer,
        "permissions",
    )
    .await?;
    let word = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let mut columns: Vec<PermissionCase> = CASES
        .iter()
        .map(|(who, facts)| PermissionCase {
            who: (*who).to_owned(),
            facts: word(facts),
        })
        .collect();
    for role in app.policy.roles() {
        let cases: &[&[&str]] = match role.base {
            Role::Officer | Role::Administrator => &[&["assigned", "member"]],
            _ => &OWN_CASES,
        };
        columns.extend(cases.iter().map(|facts| PermissionCase {
            who: role.name.clone(),
            facts: word(facts),
        }));
    }
    let mut rows = Vec::new();
    for act in ActName::ALL {
        for purpose in act.purposes() {
            let allowed = columns.iter().map(|column| {
                let case = Case {
                    who: column.who.clone(),
                    act: act.as_str().to_owned(),
                    purpose: Some(purpose.as_str().to_owned()),
                    facts: column.facts.clone(),
                    ..Case::default()
                };
                case::may(&app.policy, &case, app.now())
            });
            rows.push(PermissionRow {
                act: act.as_str().to_owned(),
                purpose: purpose.as_str().to_owned(),
                allowed: allowed.collect(),
            });
        }
    }
    let acts = ActName::ALL.iter().map(|act| ActFacts {
        act: act.as_str().to_owned(),
        about: app
            .policy
            .about(*act)
            .map_or("", tacita_policy::About::as_str)
            .to_owned(),
        purposes: act
            .purposes()
            .iter()
            .map(|purpose| purpose.as_str().to_owned())
            .collect(),
    });
    Ok(Permissions {
        acts: acts.collect(),
        cases: columns,
        rows,
        policies: app.policy.policies().into_iter().map(shown).collect(),
    })
}

/// The answer to one case.
///
/// # Errors
/// As [`grid`], and [`Problem::Malformed`] for words that are none.
pub async fn ask(
    app: &App,
    person: &SignedInAgent,
    asked: PermissionQuestion,
) -> Result<PermissionAnswer, Problem> {
    may(app, person).await?;
    listed(
        app,
        LeafKind::PermissionsRead,
        person,
        Purpose::Administer,
        "case",
    )
    .await?;
    let case = Case {
        who: asked.who,
        act: asked.act,
        purpose: asked.purpose,
        facts: asked.facts,
        teams: asked.teams,
        certificates: asked.certificates,
        assurance: asked.assurance,
        sign_in_minutes: asked.signed_in_minutes,
    };
    let said = case::ask(&app.policy, &case, app.now()).map_err(|_| Problem::Malformed)?;
    Ok(PermissionAnswer {
        allowed: said.denied.is_none(),
        why: said.denied.map(|denied| denied.as_str().to_owned()),
        policies: said.deciding.into_iter().map(shown).collect(),
        near: said
            .near
            .into_iter()
            .map(|near| NearPolicy {
                policy: shown(near.policy),
                missing: near.missing,
            })
            .collect(),
    })
}

fn shown(policy: Named) -> PolicyFacts {
    PolicyFacts {
        id: policy.id,
        says: policy.says,
        own: policy.own,
    }
}
