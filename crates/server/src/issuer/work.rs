//! One round of the issuer: looks at what the server asks, decides, signs.
//!
//! A person decides about new devices and new servers ([`Approval`]); renewals of what was approved
//! here, unchanged in every field, need nobody. Refuses roles that do not chat.

use super::folder::{Approved, Folder, FolderError, encode};
use std::collections::BTreeSet;
use tacita_model::{AgentId, Assurance, CryptoProfile, Role, Timestamp};
use tacita_protocol::Blob;
use tacita_protocol::http::{
    IssuedCredential, IssuerAnswers, IssuerRequest, IssuerRequests, RosterRequest, SignedRoster,
};
use tacita_seal::credential::AGENT_DAYS;
use tacita_seal::roster::Roster;
use tacita_seal::{CertificateError, Claims, Credential, Subject, Validity};

const CLOCK_SKEW_SECONDS: i64 = 5 * 60;
const DAY_SECONDS: i64 = 24 * 60 * 60;
/// A roster counts for so many days and is renewed well before.
const ROSTER_DAYS: i64 = 30;

/// What a person is asked about.
#[derive(Debug)]
pub enum Question<'a> {
    /// May this device speak as this person?
    Device(&'a IssuerRequest),
    /// Are these the keys of our server? (Never seen before.)
    Server(&'a [u8]),
}

/// What a person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approval {
    /// Yes.
    Yes,
    /// No, and tell the device.
    No,
    /// Ask again later.
    Later,
}

/// Answers to what the server asked; `None` when there is nothing to say.
///
/// # Errors
/// [`FolderError`].
pub fn round(
    folder: &mut Folder,
    asked: &IssuerRequests,
    now: Timestamp,
    ask: &mut dyn FnMut(&Question<'_>) -> Approval,
) -> Result<Option<IssuerAnswers>, FolderError> {
    let mut answers = IssuerAnswers {
        certificates: Vec::new(),
        credentials: Vec::new(),
        refused: Vec::new(),
        rosters: Vec::new(),
    };
    let server = asked.server_keys.as_ref();
    if !folder.knows_server(server, now) {
        let known = folder.knew_server(server);
        if !known && ask(&Question::Server(server)) != Approval::Yes {
            return Ok(None);
        }
        folder.certify_server(server, now)?;
    }
    let bundle = folder.bundle(now)?;
    if asked
        .certificates
        .first()
        .is_none_or(|held| held.0 != bundle)
    {
        answers.certificates.push(Blob(bundle));
    }
    for request in &asked.requests {
        let device = approved(request);
        let renewal = request.renewal && folder.has_approved(&device);
        let approval = if renewal {
            Approval::Yes
        } else {
            ask(&Question::Device(request))
        };
        match approval {
            Approval::Later => {}
            Approval::No => answers.refused.push(request.device),
            Approval::Yes => match credential(folder, request, now) {
                Ok(credential) => {
                    folder.approve(device)?;
                    answers.credentials.push(IssuedCredential {
                        device: request.device,
                        credential: Blob(credential.as_bytes().to_vec()),
                    });
                }
                // A name or role that no credential may carry: nothing that a later round mends.
                Err(_) => answers.refused.push(request.device),
            },
        }
    }
    for request in &asked.rosters {
        answers.rosters.push(roster(folder, request, now)?);
    }
    let silent = answers.certificates.is_empty()
        && answers.credentials.is_empty()
        && answers.refused.is_empty()
        && answers.rosters.is_empty();
    Ok((!silent).then_some(answers))
}

fn approved(request: &IssuerRequest) -> Approved {
    Approved {
        agent: request.agent.0.to_string(),
        device: request.device.0.to_string(),
        leaf_key: encode(&request.leaf_key.0),
        display_name: request.display_name.clone(),
        role: request.role.clone(),
    }
}

/// From a little before now for so many days, but inside the issuing certificate.
fn validity(folder: &Folder, now: Timestamp, days: i64) -> Validity {
    let begin = now
        .plus_seconds(-CLOCK_SKEW_SECONDS)
        .max(folder.issuing_begins());
    let (_, end) = folder.issuing();
    Validity::new(begin, begin.plus_seconds(days * DAY_SECONDS).min(end))
}

fn credential(
    folder: &Folder,
    request: &IssuerRequest,
    now: Timestamp,
) -> Result<Credential, CertificateError> {
    let role: Role = request
        .role
        .parse()
        .map_err(|_| CertificateError::Malformed)?;
    let key = request
        .leaf_key
        .0
        .as_slice()
        .try_into()
        .map_err(|_| CertificateError::Malformed)?;
    let claims = Claims {
        tenant: folder.tenant(),
        subject: Subject::Agent(request.agent.0),
        role,
        device: request.device.0,
        name: Some(request.display_name.clone()),
        assurance: Assurance::TwoFactor,
        validity: validity(folder, now, AGENT_DAYS),
        profiles: CryptoProfile::ALL.to_vec(),
    };
    Credential::issue(folder.issuing().0, &claims, &key)
}

fn roster(
    folder: &Folder,
    request: &RosterRequest,
    now: Timestamp,
) -> Result<SignedRoster, FolderError> {
    let people: BTreeSet<AgentId> = request.agents.iter().map(|agent| agent.0).collect();
    let queue = request.queue.0;
    let validity = validity(folder, now, ROSTER_DAYS);
    let roster = Roster::sign(
        folder.issuing().0,
        folder.tenant(),
        queue,
        &people,
        validity,
    )?;
    Ok(SignedRoster {
        queue: request.queue,
        roster: Blob(roster),
    })
}
