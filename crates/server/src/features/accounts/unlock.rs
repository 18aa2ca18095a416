//! The server's half of what seals a device's state, and whether anybody is at the screen.
//!
//! A device's keys and texts are kept under a key that is made from two halves: one that the browser
//! gives to no script, and one that is here. It leaves only while the person is there: after a sign-in
//! or a fresh proof, for as long as they touch the screen at least every so often (`lock_seconds`).
//! Whoever takes a sleeping machine, or copies its files, has half a key. Each release is a leaf.
//!
//! Practice: F1 (what is kept opens only after a fresh proof).

use crate::app::App;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::leaves::leaf;
use tacita_ledger::{LeafKind, Subject};
use tacita_model::{DeviceId, Purpose, Timestamp};
use tacita_policy::{Allowed, Object, Relations, acts};
use tacita_store::Write;
use zeroize::Zeroizing;

/// Releases the half of the place in which this browser keeps its device.
///
/// # Errors
/// [`Problem::StepUp`] when nobody was there for too long; [`Problem::NotFound`] for who may not.
pub async fn release(
    app: &App,
    by: &SignedInAgent,
    place: DeviceId,
) -> Result<Zeroizing<[u8; 32]>, Problem> {
    if by.active_until <= app.now() {
        return Err(Problem::StepUp);
    }
    let relations = Relations {
        owns_device: true,
        ..Relations::default()
    };
    let facts = by.facts(Object::Device(place), Purpose::AnswerChat, relations);
    let allowed: Allowed<acts::RegisterDevice> = by.decide(app, facts).await?;
    let leaf = app.store.unlock_leaf(&allowed, by.request).await?;
    let recorded = app.store.commit(Vec::new(), vec![leaf]).await?;
    let half = app
        .store
        .release_device_half(&allowed, &recorded, place)
        .await?;
    Ok(half)
}

/// Somebody is at the screen: the half may be released for so long again. Too late once it locked.
///
/// # Errors
/// [`Problem::StepUp`] when nobody was there for too long.
pub async fn active(app: &App, by: &SignedInAgent) -> Result<(), Problem> {
    if by.active_until <= app.now() {
        return Err(Problem::StepUp);
    }
    let seconds = i64::from(app.config.sign_in.limits(by.role).lock_seconds);
    let until = Write::SetActive {
        id: by.sign_in,
        active_until: app.now().plus_seconds(seconds),
    };
    app.store.commit(vec![until], Vec::new()).await?;
    Ok(())
}

/// The screen was locked: from now on nothing is answered and no half released without a fresh proof.
///
/// # Errors
/// The store's.
pub async fn lock(app: &App, by: &SignedInAgent) -> Result<(), Problem> {
    let until = Write::SetActive {
        id: by.sign_in,
        // Not now: what a page has not said yet is allowed for.
        active_until: Timestamp(0),
    };
    let begun = leaf(app, LeafKind::DeviceLocked, Subject::of(by.agent)).await?;
    let locked = begun.in_request(by.request).about(by.sign_in);
    app.store.commit(vec![until], vec![locked]).await?;
    Ok(())
}
