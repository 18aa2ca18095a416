//! A person's own account: factors, sign-ins, browsers, devices, and what they end themselves.
//!
//! Everything here is about the person who asks; another's account is closed elsewhere
//! (`identity::revoke`). Ending a sign-in ends its open consoles within a second: each wakes and
//! looks. Next: `identity::revoke` for devices.

use crate::app::App;
use crate::bus::Wake;
use crate::context::SignedInAgent;
use crate::edge::errors::Problem;
use crate::features::accounts::sign_in;
use tacita_model::{BrowserId, SignInId};
use tacita_store::rows::{Agent, Browser, Device, Factor, SignIn};
use tacita_store::{StoreError, Write};

/// All of it.
#[derive(Debug)]
pub struct Account {
    /// The person.
    pub agent: Agent,
    /// Passkeys and apps.
    pub factors: Vec<Factor>,
    /// Unused recovery codes.
    pub recovery_codes: usize,
    /// Sign-ins that run, most recently used first.
    pub sign_ins: Vec<SignIn>,
    /// Known browsers.
    pub browsers: Vec<Browser>,
    /// Devices.
    pub devices: Vec<Device>,
}

/// Reads it.
///
/// # Errors
/// [`Problem::NotSignedIn`], the store's.
pub async fn read(app: &App, by: &SignedInAgent) -> Result<Account, Problem> {
    let agent = app.store.agent(by.agent).await?;
    let mut sign_ins = app.store.sign_ins_of(by.agent).await?;
    sign_ins.retain(|row| app.now() < row.idle_until && app.now() < row.absolute_until);
    Ok(Account {
        agent: agent.ok_or(Problem::NotSignedIn)?,
        factors: app.store.factors_of(by.agent).await?,
        recovery_codes: app.store.recovery_codes_left(by.agent).await?,
        sign_ins,
        browsers: app.store.browsers_of(by.agent).await?,
        devices: app.store.devices_of(by.agent).await?,
    })
}

/// Ends one of one's own sign-ins.
///
/// # Errors
/// [`Problem::NotFound`] for others', the store's.
pub async fn end_sign_in(app: &App, by: &SignedInAgent, id: SignInId) -> Result<(), Problem> {
    let row = app.store.sign_in_by_id(id).await?;
    let row = row.filter(|row| row.agent == by.agent && row.ended_at.is_none());
    row.ok_or(Problem::NotFound)?;
    sign_in::end(app, by, id).await?;
    Ok(())
}

/// Says that a browser is one's own, or ends all of its sign-ins and forgets it.
///
/// # Errors
/// [`Problem::NotFound`] for others', the store's.
pub async fn judge_browser(
    app: &App,
    by: &SignedInAgent,
    id: BrowserId,
    own: bool,
) -> Result<(), Problem> {
    let rows = app.store.browsers_of(by.agent).await?;
    let row = rows.into_iter().find(|row| row.id == id);
    let mut row = row.ok_or(Problem::NotFound)?;
    if own {
        row.known_at = row.known_at.or(Some(app.now()));
        app.store
            .commit(vec![Write::PutBrowser(row)], Vec::new())
            .await?;
    } else {
        for sign_in in app.store.sign_ins_of(by.agent).await? {
            if sign_in.browser == Some(id) {
                sign_in::end(app, by, sign_in.id).await?;
            }
        }
        app.store
            .commit(vec![Write::DropBrowser(id)], Vec::new())
            .await?;
    }
    app.bus.wake(Wake::Account(by.agent));
    Ok(())
}

/// Browsers that the person has not looked at yet, but the one that asks.
///
/// # Errors
/// [`StoreError`].
pub async fn strangers(app: &App, by: &SignedInAgent) -> Result<Vec<Browser>, StoreError> {
    let here = app.store.sign_in_by_id(by.sign_in).await?;
    let here = here.and_then(|row| row.browser);
    let mut rows = app.store.browsers_of(by.agent).await?;
    rows.retain(|row| row.known_at.is_none() && Some(row.id) != here);
    Ok(rows)
}
