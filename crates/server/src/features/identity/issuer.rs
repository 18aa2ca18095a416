//! What the issuer asks and answers. Every answer is checked under the pinned root before it is
//! kept: an issuer that is confused or foreign changes nothing.

use crate::app::App;
use crate::bus::Wake;
use crate::edge::errors::Problem;
use crate::features::decisions;
use crate::features::leaves::{leaf, words};
use crate::organisation;
use std::collections::BTreeSet;
use tacita_ledger::{LeafKind, Subject};
use tacita_model::{AgentId, Purpose, RequestId, TypedId};
use tacita_policy::{Act, Allowed, Circumstances, Facts, Object, Relations, acts};
use tacita_protocol::http::{IssuerAnswers, IssuerRequest, IssuerRequests, RosterRequest};
use tacita_protocol::{Blob, Wire};
use tacita_seal::Credential;
use tacita_seal::roster::Roster;
use tacita_store::Write;
use tacita_store::rows::DeviceStatus;

/// A credential that ends within this is renewed.
const RENEW_SECONDS: i64 = 3 * 24 * 60 * 60;
/// A decision about the issuer counts for this request.
const DECISION_SECONDS: i64 = 60;

async fn decide<A: Act>(app: &App) -> Result<Allowed<A>, Problem> {
    let now = app.now();
    let facts = Facts {
        tenant: app.organisation.tenant,
        subject: tacita_policy::Subject::Issuer,
        object: Object::Tenant,
        purpose: Purpose::Administer,
        relations: Relations {
            authenticated: true,
            ..Relations::default()
        },
        circumstances: Circumstances::default(),
        now,
        valid_until: now.plus_seconds(DECISION_SECONDS),
    };
    let request = RequestId::from_bytes(app.draw());
    decisions::decide(&app.policy, &app.store, &facts, request).await
}

/// What waits for a signature.
///
/// # Errors
/// [`Problem`].
pub async fn requests(app: &App) -> Result<IssuerRequests, Problem> {
    let allowed = decide::<acts::ListIssuerRequests>(app).await?;
    let renew = app.now().plus_seconds(RENEW_SECONDS);
    let mut requests = Vec::new();
    for device in app.store.issuer_requests(&allowed, renew).await? {
        let Some(agent) = app.store.agent(device.agent).await? else {
            continue;
        };
        // A person who left gets no renewal: their credential ends by itself.
        if agent.disabled_at.is_some() {
            continue;
        }
        requests.push(IssuerRequest {
            device: Wire(device.id),
            agent: Wire(agent.id),
            display_name: agent.display_name,
            role: agent.role.as_str().to_owned(),
            leaf_key: Blob(device.leaf_key.to_vec()),
            label: device.label,
            since: device.requested_at.0,
            renewal: device.status == DeviceStatus::Approved,
        });
    }
    let held = app.organisation.bundle();
    Ok(IssuerRequests {
        requests,
        certificates: held
            .into_iter()
            .map(|bundle| Blob(bundle.bytes.to_vec()))
            .collect(),
        server_keys: Blob(app.keys.newest.public().concat()),
        rosters: rosters(app).await?,
    })
}

/// Queues whose roster is missing, about to end, or of other people.
async fn rosters(app: &App) -> Result<Vec<RosterRequest>, Problem> {
    let now = app.now();
    let mut wanted = Vec::new();
    for queue in app.store.queues().await? {
        let people = app.store.agents_of_queue(queue.id).await?;
        let people: BTreeSet<AgentId> = people.into_iter().map(|agent| agent.id).collect();
        let kept = app.store.roster(queue.id).await?;
        let fits = kept
            .zip(app.organisation.bundle())
            .is_some_and(|(row, bundle)| {
                Roster::open(
                    &bundle.trust,
                    queue.id,
                    &row.bytes,
                    now.plus_seconds(RENEW_SECONDS),
                )
                .is_ok_and(|roster| roster.people().iter().eq(&people))
            });
        if !fits {
            let agents = people.into_iter().map(Wire).collect();
            wanted.push(RosterRequest {
                queue: Wire(queue.id),
                agents,
            });
        }
    }
    Ok(wanted)
}

/// Takes the issuer's answers, all or none.
///
/// # Errors
/// [`Problem::NotProven`] when one of them does not hold under the pinned root.
pub async fn answers(app: &App, answers: IssuerAnswers, request: RequestId) -> Result<(), Problem> {
    let allowed = decide::<acts::AnswerIssuerRequests>(app).await?;
    let now = app.now();
    allowed
        .check(Object::Tenant, now)
        .map_err(|_| Problem::NotFound)?;
    let mut writes = Vec::new();
    let mut leaves = Vec::new();
    let mut bundle = app.organisation.bundle();
    let stored = leaf(app, LeafKind::CertificateStored, Subject::ISSUER).await?;
    for blob in &answers.certificates {
        let fresh = app
            .organisation
            .check(&blob.0)
            .map_err(|_| Problem::NotProven)?;
        let row = organisation::row(&fresh, now).ok_or(Problem::NotProven)?;
        leaves.push(stored.in_request(request).of(row.hash));
        writes.push(Write::PutCertificate(row));
        bundle = Some(fresh);
    }
    let bundle = bundle.ok_or(Problem::NotProven)?;
    let issued = leaf(app, LeafKind::CredentialIssued, Subject::ISSUER).await?;
    let mut devices = Vec::new();
    for answer in &answers.credentials {
        let device = app
            .store
            .device(answer.device.0)
            .await?
            .ok_or(Problem::NotFound)?;
        let credential =
            Credential::decode(&answer.credential.0).map_err(|_| Problem::NotProven)?;
        let member = bundle
            .trust
            .verify_current(&credential, &device.leaf_key, now);
        let member = member.map_err(|_| Problem::NotProven)?;
        let fits = member.subject() == tacita_seal::Subject::Agent(device.agent)
            && member.device() == device.id;
        if !fits {
            return Err(Problem::NotProven);
        }
        writes.push(Write::IssueCredential {
            device: device.id,
            credential: answer.credential.0.clone(),
            until: credential.claims().validity.not_after(),
            at: now,
        });
        leaves.push(issued.in_request(request).of(words(&answer.credential.0)));
        devices.push(device.id);
    }
    let refused = leaf(app, LeafKind::DeviceRefused, Subject::ISSUER).await?;
    for device in &answers.refused {
        writes.push(Write::RefuseDevice {
            device: device.0,
            at: now,
        });
        leaves.push(refused.in_request(request).about(device.0));
        devices.push(device.0);
    }
    let kept = leaf(app, LeafKind::RosterStored, Subject::ISSUER).await?;
    for signed in &answers.rosters {
        Roster::open(&bundle.trust, signed.queue.0, &signed.roster.0, now)
            .map_err(|_| Problem::NotProven)?;
        leaves.push(kept.in_request(request).of(words(&signed.roster.0)));
        writes.push(Write::PutRoster(tacita_store::rows::Roster {
            queue: signed.queue.0,
            bytes: signed.roster.0.clone(),
            created_at: now,
        }));
    }
    app.store.commit(writes, leaves).await?;
    if !answers.certificates.is_empty() {
        app.believe(bundle);
    }
    for device in devices {
        app.bus.wake(Wake::Device(device));
    }
    Ok(())
}
