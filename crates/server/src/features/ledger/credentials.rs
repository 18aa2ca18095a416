//! That the credentials of the desk's devices are in the log: each with the proof of its leaf.
//!
//! Whoever holds the issuing key could make a credential for a stranger's device and show it to one
//! customer alone. A widget that asks for its proof makes that visible to everybody who reads the log.
//! What is asked for is a hash that only somebody in the group knows; a credential without a leaf gets
//! no proof, and says no more. Next: `web/kit/receipt/listed.svelte.ts`, [`super::receipt`].
//!
//! Practice: B10

use super::receipt;
use crate::app::App;
use crate::edge::errors::Problem;
use tacita_ledger::opening::{About, Opening};
use tacita_ledger::{LeafKind, Subject};
use tacita_protocol::http::Receipt;

/// Credentials that are asked for at once at most: more than a chat has people.
pub const MOST: usize = 16;
/// Leaves about one credential that are looked through: it is issued once.
const LEAVES: u32 = 8;
/// What the answer is about.
const ABOUT: &str = "credentials";

/// The proofs of those that are in the log. `asked`: SHA-256 of each credential.
///
/// # Errors
/// [`Problem::Malformed`] for none or too many, [`Problem::NoReveal`] while nothing can be proven.
pub async fn credentials(app: &App, asked: &[[u8; 32]]) -> Result<Receipt, Problem> {
    if asked.is_empty() || asked.len() > MOST {
        return Err(Problem::Malformed);
    }
    let rows = app.store.ledger();
    let issuer = app.store.known(&[Subject::ISSUER]).await?;
    let mut found = Vec::with_capacity(asked.len());
    for credential in asked {
        let about = rows.acts_about(credential, LEAVES).await?;
        let issued = about.into_iter().find_map(|row| {
            let leaf = row
                .leaf
                .filter(|leaf| leaf.kind == LeafKind::CredentialIssued)?;
            Some((row.number, leaf))
        });
        let Some((number, leaf)) = issued else {
            continue;
        };
        let by = issuer.iter().find_map(|who| {
            let salt = who.open(leaf.who, &leaf.what)?;
            Some((salt, who.subject()))
        });
        let opening = Opening {
            leaf,
            who: by,
            about: About::Unknown,
            name: String::new(),
        };
        found.push((number, opening));
    }
    receipt::answer(app, ABOUT.to_owned(), found).await
}
