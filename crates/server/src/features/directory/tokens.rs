//! The token by which the directory is believed: 256 random bits, shown once, kept as a SHA-256.
//!
//! An administrator makes and ends it in the console. It opens SCIM and nothing else, and of accounts
//! only those that the directory made.

use super::answer::Refused;
use crate::app::{App, Shared};
use crate::context::{Author, Request, SignedInAgent};
use crate::edge::errors::Problem;
use crate::features::accounts::sign_in::{Token, draw, token_hash};
use crate::features::leaves::{leaf, listed};
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use tacita_ledger::{LeafKind, Subject};
use tacita_model::Purpose;
use tacita_policy::{Allowed, Object, Relations, acts};
use tacita_store::Write;
use tacita_store::rows::DirectoryToken;

/// A token's row says that it was used at most this often.
const NOTED_SECONDS: i64 = 60;
/// Tokens at once: one in use and one that takes its place.
const MOST: usize = 8;
/// Longest label.
const LONGEST: usize = 80;

async fn may(app: &App, by: &SignedInAgent) -> Result<(), Problem> {
    let facts = by.facts(Object::Tenant, Purpose::Administer, Relations::default());
    let allowed: Allowed<acts::Administer> = by.decide(app, facts).await?;
    allowed
        .check(Object::Tenant, app.now())
        .map_err(|_| Problem::NotFound)
}

/// Tokens that count.
///
/// # Errors
/// [`Problem::NotFound`] for everybody but administrators.
pub async fn list(app: &App, by: &SignedInAgent) -> Result<Vec<DirectoryToken>, Problem> {
    may(app, by).await?;
    let purpose = Purpose::Administer;
    listed(app, LeafKind::PeopleListed, by, purpose, "directory tokens").await?;
    Ok(app.store.directory_tokens().await?)
}

/// Makes one.
///
/// # Errors
/// As [`list`]; [`Problem::Malformed`] without a label, [`Problem::Conflict`] for too many.
pub async fn make(app: &App, by: &SignedInAgent, label: &str) -> Result<Token, Problem> {
    may(app, by).await?;
    let label = label.trim();
    if !(1..=LONGEST).contains(&label.chars().count()) {
        return Err(Problem::Malformed);
    }
    if app.store.directory_tokens().await?.len() >= MOST {
        return Err(Problem::Conflict);
    }
    let (token, hash) = draw(app);
    let row = DirectoryToken {
        hash,
        label: label.to_owned(),
        made_by: Some(by.agent),
        made_at: app.now(),
        used_at: None,
        ended_at: None,
    };
    change(app, by, hash, Write::AddDirectoryToken(row)).await?;
    Ok(token)
}

/// Ends one; from this moment on it opens nothing.
///
/// # Errors
/// As [`list`]; [`Problem::NotFound`] for one that does not count.
pub async fn end(app: &App, by: &SignedInAgent, hash: [u8; 32]) -> Result<(), Problem> {
    may(app, by).await?;
    let known = app.store.directory_token(&hash).await?;
    if known.is_none_or(|known| known.ended_at.is_some()) {
        return Err(Problem::NotFound);
    }
    let at = app.now();
    change(app, by, hash, Write::EndDirectoryToken { hash, at }).await
}

async fn change(
    app: &App,
    by: &SignedInAgent,
    hash: [u8; 32],
    write: Write,
) -> Result<(), Problem> {
    let kind = LeafKind::DirectoryTokenChanged;
    let begun = leaf(app, kind, Subject::of(by.agent)).await?;
    let begun = begun.in_request(by.request);
    let changed = begun.with_purpose(Purpose::Administer).of(hash);
    app.store.commit(vec![write], vec![changed]).await?;
    Ok(())
}

/// The directory, proven by its token.
#[derive(Debug, Clone, Copy)]
pub struct Directory {
    /// In whose name its changes are recorded.
    pub author: Author,
}

impl FromRequestParts<Shared> for Directory {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Refused> {
        let request = parts.extensions.get::<Request>().copied();
        let request = request.ok_or(Refused::Unavailable)?;
        let header = parts.headers.get(header::AUTHORIZATION);
        let header = header.and_then(|value| value.to_str().ok());
        let (scheme, token) = header
            .and_then(|text| text.split_once(' '))
            .ok_or(Refused::Token)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Refused::Token);
        }
        let hash = token_hash(token.trim()).ok_or(Refused::Token)?;
        let row = app.store.directory_token(&hash).await?;
        let row = row
            .filter(|row| row.ended_at.is_none())
            .ok_or(Refused::Token)?;
        let at = app.now();
        if row
            .used_at
            .is_none_or(|used| used.plus_seconds(NOTED_SECONDS) <= at)
        {
            let used = Write::UseDirectoryToken { hash, at };
            let noted = app.store.commit(vec![used], Vec::new()).await;
            // Ended in this very moment.
            noted.map_err(|_| Refused::Token)?;
        }
        Ok(Self {
            author: Author {
                subject: Subject::SERVER,
                request: request.0,
            },
        })
    }
}
