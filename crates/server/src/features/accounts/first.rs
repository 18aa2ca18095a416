//! The first administrator: a link that the service shows to whoever starts it, once a start.
//!
//! Drawn only while nobody administers the installation; each start draws another, and the one before
//! counts no more. Whoever can start the service can read its database too, so the link gives nobody
//! more than they have. It goes to a terminal, or into a file that its owner alone reads: where
//! output is kept as a log, a link in it would be a password in a log. Next: [`super::links`].

use crate::app::App;
use crate::edge::errors::Problem;
use crate::features::accounts::links;
use crate::features::leaves::{leaf, words};
use std::path::PathBuf;
use tacita_ledger::{LeafKind, Subject};
use tacita_model::Role;
use tacita_store::StoreError;
use tacita_store::rows::{Agent, LinkKind};
use zeroize::Zeroizing;

/// Longest name of a person.
const LONGEST_NAME: usize = 80;

/// Draws the link, if there is nobody who administers.
///
/// # Errors
/// [`StoreError`].
pub async fn link(app: &App) -> Result<Option<Zeroizing<String>>, StoreError> {
    // Without passwords whoever administers comes from the organisation's own sign-in.
    if !app.config.sign_in.passwords || app.store.has_administrator().await? {
        return Ok(None);
    }
    let drawn = links::drawn(app, LinkKind::First, None, None);
    let made = leaf(app, LeafKind::LinkMade, Subject::SERVER).await?;
    let made = made.of(words("first administrator"));
    app.store.commit(vec![drawn.write], vec![made]).await?;
    Ok(Some(drawn.address))
}

/// Where the link lies when nobody looks at a terminal.
#[must_use]
pub fn file(app: &App) -> PathBuf {
    app.config
        .in_data_folder("first-administrator.link".as_ref())
}

/// The account that the link makes.
pub(super) async fn account(app: &App, name: &str, display_name: &str) -> Result<Agent, Problem> {
    let (name, display_name) = (name.trim(), display_name.trim());
    let fits = |text: &str| {
        (1..=LONGEST_NAME).contains(&text.chars().count()) && !text.contains(char::is_control)
    };
    if !fits(name) || !fits(display_name) {
        return Err(Problem::Malformed);
    }
    if app.store.agent_by_name(name).await?.is_some() {
        return Err(Problem::NameTaken);
    }
    Ok(Agent {
        id: app.draw_id(),
        tenant: app.organisation.tenant,
        name: name.to_owned(),
        display_name: display_name.to_owned(),
        role: Role::Administrator,
        password_hash: String::new(),
        capacity: 1,
        created_at: app.now(),
        disabled_at: None,
    })
}
