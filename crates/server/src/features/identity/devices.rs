//! An agent's devices: asking for a credential, leaving key packages and the day's intake key.
//!
//! Refuses keys that the device does not prove, packages and intake keys that are not its own, and
//! every device of somebody else (like one that does not exist).

use crate::app::App;
use crate::bus::Wake;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::leaves::{leaf, words};
use tacita_ledger::{LeafKind, Subject};
use tacita_model::{DeviceId, Purpose};
use tacita_policy::{Act, Allowed, Object, Relations, acts};
use tacita_protocol::http::{Device, DeviceRequest};
use tacita_protocol::limits::AGENT_KEY_PACKAGES;
use tacita_protocol::{Blob, Wire, hello};
use tacita_seal::intake::IntakeKey;
use tacita_seal::{Credential, key_package, verify_hello};
use tacita_store::rows::{self, DeviceStatus, KeyPackage};
use tacita_store::{StoreError, Write};

/// Longest label, in characters.
const LABEL_CHARACTERS: usize = 60;
/// Devices of one person that are not refused or revoked, at most.
const DEVICES: usize = 10;
const DAY_SECONDS: i64 = 24 * 60 * 60;

async fn decide<A: Act>(
    app: &App,
    agent: &SignedInAgent,
    device: DeviceId,
    owns_device: bool,
) -> Result<Allowed<A>, Problem> {
    let relations = Relations {
        owns_device,
        ..Relations::default()
    };
    let facts = agent.facts(Object::Device(device), Purpose::AnswerChat, relations);
    agent.decide(app, facts).await
}

/// A device of this person.
async fn own<A: Act>(
    app: &App,
    agent: &SignedInAgent,
    id: DeviceId,
) -> Result<rows::Device, Problem> {
    let row = app.store.device(id).await?.ok_or(Problem::NotFound)?;
    let allowed = decide::<A>(app, agent, id, row.agent == agent.agent).await?;
    allowed
        .check(Object::Device(id), app.now())
        .map_err(|_| Problem::NotFound)?;
    Ok(row)
}

async fn shown(app: &App, row: rows::Device) -> Result<Device, Problem> {
    Ok(Device {
        device: Wire(row.id),
        status: row.status.as_str().to_owned(),
        key_packages: app.store.key_packages_left(&row.leaf_key).await?,
        credential: row
            .credential
            .filter(|_| row.status == DeviceStatus::Approved)
            .map(Blob),
    })
}

/// Asks for a credential. The same key again gets the same device.
///
/// # Errors
/// [`Problem`].
pub async fn request(
    app: &App,
    agent: &SignedInAgent,
    asked: DeviceRequest,
) -> Result<Device, Problem> {
    let leaf_key: [u8; 32] = asked
        .leaf_key
        .0
        .try_into()
        .map_err(|_| Problem::Malformed)?;
    let signature: [u8; 64] = asked
        .signature
        .0
        .try_into()
        .map_err(|_| Problem::Malformed)?;
    let proof = hello::device_to_be_signed(agent.agent, &leaf_key);
    verify_hello(&leaf_key, &proof, b"", &signature).map_err(|_| Problem::NotProven)?;
    let label = asked.label.trim().to_owned();
    if label.chars().count() > LABEL_CHARACTERS || label.chars().any(char::is_control) {
        return Err(Problem::Malformed);
    }
    if let Some(row) = app.store.device_by_leaf(&leaf_key).await? {
        // A key that is somebody else's device proves nothing here.
        return if row.agent == agent.agent {
            shown(app, row).await
        } else {
            Err(Problem::NotProven)
        };
    }
    let id: DeviceId = app.draw_id();
    drop(decide::<acts::RegisterDevice>(app, agent, id, true).await?);
    let live = app.store.devices_of(agent.agent).await?;
    let live = live
        .iter()
        .filter(|row| matches!(row.status, DeviceStatus::Waiting | DeviceStatus::Approved));
    if live.count() >= DEVICES {
        return Err(Problem::AtCapacity);
    }
    let now = app.now();
    let row = rows::Device {
        id,
        agent: agent.agent,
        leaf_key,
        label,
        status: DeviceStatus::Waiting,
        credential: None,
        credential_until: None,
        requested_at: now,
        answered_at: None,
        revoked_at: None,
        seen_at: now,
    };
    let begun = leaf(app, LeafKind::DeviceRequested, Subject::of(agent.agent)).await?;
    let requested = begun.in_request(agent.request).about(id);
    app.store
        .commit(vec![Write::AddDevice(row.clone())], vec![requested])
        .await?;
    app.bus.wake(Wake::Device(id));
    shown(app, row).await
}

/// One device.
///
/// # Errors
/// [`Problem::NotFound`] for a foreign one, too.
pub async fn read(app: &App, agent: &SignedInAgent, id: DeviceId) -> Result<Device, Problem> {
    shown(app, own::<acts::SeeDevice>(app, agent, id).await?).await
}

/// Takes in key packages; those that are here already change nothing.
///
/// # Errors
/// [`Problem`]; then none of them was kept.
pub async fn leave_key_packages(
    app: &App,
    agent: &SignedInAgent,
    id: DeviceId,
    packages: Vec<Blob>,
) -> Result<Device, Problem> {
    let device = own::<acts::RegisterDevice>(app, agent, id).await?;
    let bundle = app.organisation.bundle().ok_or(Problem::Unavailable)?;
    let left = usize::try_from(app.store.key_packages_left(&device.leaf_key).await?);
    let room = AGENT_KEY_PACKAGES
        .saturating_mul(2)
        .saturating_sub(left.unwrap_or(usize::MAX));
    if packages.len() > room.min(AGENT_KEY_PACKAGES) {
        return Err(Problem::TooLarge);
    }
    let (crypto, now) = (app.crypto(), app.now());
    let leaf_key = device.leaf_key;
    // Signature checks: a few milliseconds for a full set, too long for the event loop.
    let checked = tokio::task::spawn_blocking(move || {
        let check = |blob: Blob| {
            let package = key_package::check(&crypto, &bundle.trust, &blob.0, now);
            let package = package.map_err(|_| Problem::NotProven)?;
            if *package.member().key() == leaf_key {
                Ok((blob.0, package.profile(), package.not_after()))
            } else {
                Err(Problem::NotProven)
            }
        };
        packages
            .into_iter()
            .map(check)
            .collect::<Result<Vec<_>, Problem>>()
    });
    let checked = checked.await.map_err(|_| Problem::Internal)??;
    for (bytes, profile, expires_at) in checked {
        let row = KeyPackage {
            id: app.draw_id(),
            hash: words(&bytes),
            leaf_key,
            device: Some(id),
            conversation: None,
            profile,
            bytes,
            created_at: now,
            expires_at,
            reserved_for: None,
            reserved_until: None,
            used_at: None,
        };
        match app
            .store
            .commit(vec![Write::AddKeyPackage(row)], Vec::new())
            .await
        {
            Ok(_) | Err(StoreError::Conflict(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    see(app, id).await?;
    shown(app, device).await
}

/// Takes in the day's intake key.
///
/// # Errors
/// [`Problem::NotProven`] for a key that the device did not sign, or out of its time.
pub async fn leave_intake_key(
    app: &App,
    agent: &SignedInAgent,
    id: DeviceId,
    intake_key: Blob,
) -> Result<(), Problem> {
    let device = own::<acts::RegisterDevice>(app, agent, id).await?;
    let bundle = app.organisation.bundle().ok_or(Problem::Unavailable)?;
    let now = app.now();
    let credential = device.credential.ok_or(Problem::NotProven)?;
    let credential = Credential::decode(&credential).map_err(|_| Problem::NotProven)?;
    let holder = bundle
        .trust
        .verify_current(&credential, &device.leaf_key, now);
    let holder = holder.map_err(|_| Problem::NotProven)?;
    IntakeKey::check_for(holder, &intake_key.0, now).map_err(|_| Problem::NotProven)?;
    let row = rows::IntakeKey {
        device: id,
        day: now.as_seconds().div_euclid(DAY_SECONDS),
        bytes: intake_key.0,
        created_at: now,
    };
    app.store
        .commit(vec![Write::PutIntakeKey(row)], Vec::new())
        .await?;
    app.bus.wake(Wake::Device(id));
    see(app, id).await
}

async fn see(app: &App, device: DeviceId) -> Result<(), Problem> {
    app.store
        .commit(
            vec![Write::SeeDevice {
                device,
                at: app.now(),
            }],
            Vec::new(),
        )
        .await?;
    Ok(())
}
