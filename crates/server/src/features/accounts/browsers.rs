//! Browsers that an account knows, by a cookie of their own that outlives sign-ins.
//!
//! A known browser has its own budget of failures, so that nobody can lock its owner out; an unknown
//! one is told to the person at their other screens. The cookie proves nothing else: without the
//! factors it opens nothing. Of the browser's description only its kind is kept. Next: [`super::own`].

use crate::app::App;
use crate::edge::rates::Origin;
use crate::features::accounts::failures::Source;
use crate::features::accounts::sign_in::{Token, draw, token_hash};
use tacita_store::StoreError;
use tacita_store::rows::{Agent, Browser};

/// Browsers that one account remembers; the one that was away longest makes room.
const MOST: usize = 32;

/// Who knocks: what the request says of its browser.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The address.
    pub origin: Origin,
    /// The token of the browser's cookie, if it sent one.
    pub token: Option<String>,
    /// Kind of browser and system, such as `Firefox, Linux`.
    pub label: String,
}

/// Where an attempt under this account's name comes from.
///
/// # Errors
/// [`StoreError`].
pub async fn source(
    app: &App,
    agent: Option<&Agent>,
    visitor: &Visitor,
) -> Result<Source, StoreError> {
    let stranger = Source::Stranger(visitor.origin);
    let (Some(agent), Some(hash)) = (agent, visitor.token.as_deref().and_then(token_hash)) else {
        return Ok(stranger);
    };
    let known = app.store.browser(agent.id, &hash).await?;
    Ok(known.map_or(stranger, |_| Source::Known(hash)))
}

/// The browser of a sign-in that begins.
#[derive(Debug)]
pub(super) struct Seen {
    /// Its row as it will be; none where the account remembers too many.
    pub(super) row: Option<Browser>,
    /// The account had browsers, and this is none of them.
    pub(super) stranger: bool,
    /// A token for its cookie, when it had none.
    pub(super) token: Option<Token>,
}

pub(super) async fn seen(app: &App, agent: &Agent, visitor: &Visitor) -> Result<Seen, StoreError> {
    let now = app.now();
    let carried = visitor.token.as_deref().and_then(token_hash);
    if let Some(hash) = carried
        && let Some(row) = app.store.browser(agent.id, &hash).await?
    {
        let row = Browser {
            last_at: now,
            label: visitor.label.clone(),
            ..row
        };
        return Ok(Seen {
            row: Some(row),
            stranger: false,
            token: None,
        });
    }
    let before = app.store.browsers_of(agent.id).await?;
    let (token, hash) = match carried {
        // Somebody else of this desk uses the same browser: its cookie stays.
        Some(hash) => (None, hash),
        None => {
            let (token, hash) = draw(app);
            (Some(token), hash)
        }
    };
    let stranger = !before.is_empty();
    let id = if before.len() < MOST {
        app.draw_id()
    } else {
        before.last().map_or_else(|| app.draw_id(), |row| row.id)
    };
    Ok(Seen {
        row: Some(Browser {
            id,
            agent: agent.id,
            token_hash: hash,
            label: visitor.label.clone(),
            first_at: now,
            last_at: now,
            known_at: (!stranger).then_some(now),
        }),
        stranger,
        token,
    })
}

/// Kind of browser and system from a `User-Agent`; the text itself is kept nowhere.
#[must_use]
pub fn label(user_agent: &str) -> String {
    let first = |words: &[(&str, &'static str)], other: &'static str| {
        words
            .iter()
            .find(|(word, _)| user_agent.contains(word))
            .map_or(other, |(_, name)| *name)
    };
    let browser = first(
        &[
            ("Edg/", "Edge"),
            ("OPR/", "Opera"),
            ("Firefox/", "Firefox"),
            ("Chrome/", "Chrome"),
            ("Safari/", "Safari"),
        ],
        "Browser",
    );
    let system = first(
        &[
            ("Android", "Android"),
            ("iPhone", "iOS"),
            ("iPad", "iPadOS"),
            ("Windows", "Windows"),
            ("Mac OS X", "macOS"),
            ("CrOS", "ChromeOS"),
            ("Linux", "Linux"),
        ],
        "?",
    );
    format!("{browser}, {system}")
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn of_a_browsers_description_only_its_kind_is_kept() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) \
                      Chrome/156.0.0.0 Safari/537.36";
        assert_eq!(label(chrome), "Chrome, Linux");
        let phone =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1";
        assert_eq!(label(phone), "Safari, iOS");
        assert_eq!(label("<script>alert(1)</script>"), "Browser, ?");
    }
}
