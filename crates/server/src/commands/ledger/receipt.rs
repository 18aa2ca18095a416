//! `tacita ledger verify --receipt FILE`: a customer's receipt, a person's statement, or one proof file,
//! without a network and without us.
//!
//! Prints what each proof shows and says so when one does not hold. Takes the log's key from the caller
//! alone: the one in the file is the word of whoever made it. Next: `tacita_ledger::receipt`.

use super::super::{Failure, print};
use super::End;
use std::path::Path;
use tacita_ledger::Hash;
use tacita_ledger::note::VerifierKey;
use tacita_ledger::opening::{About, Opening};
use tacita_ledger::receipt::Receipt as Proof;
use tacita_ledger::statement::Statement;
use tacita_protocol::http::Receipt;

pub(super) fn verify(path: &Path, key: &VerifierKey) -> Result<(), End> {
    let text = std::fs::read_to_string(path)?;
    let (proofs, statement) = if text.starts_with('{') {
        let receipt: Receipt = serde_json::from_str(&text)?;
        (receipt.proofs, receipt.statement)
    } else {
        (vec![text], None)
    };
    let mut leaves = Vec::with_capacity(proofs.len());
    for (number, text) in (1u32..).zip(&proofs) {
        let bad = |error| tampered(&format!("proof {number}: {error}"));
        let proof = Proof::parse(text).map_err(|error| bad(error.to_string()))?;
        let (opening, _) = proof.open(key).map_err(|error| bad(error.to_string()))?;
        print(&line(proof.index, &opening));
        leaves.push((proof.index, Hash(opening.leaf.hash())));
    }
    if let Some(note) = statement {
        let statement =
            Statement::open(&note, key).map_err(|error| tampered(&error.to_string()))?;
        let listed = statement.covers(&leaves);
        listed.map_err(|error| tampered(&error.to_string()))?;
        print(&format!("signed for {} as all of these", statement.agent));
    }
    print(&format!("{} proofs, all of them hold", leaves.len()));
    Ok(())
}

fn tampered(what: &str) -> End {
    End::Tampered(Failure::from(what.to_owned()))
}

fn line(index: u64, opening: &Opening) -> String {
    let leaf = &opening.leaf;
    let who = opening.who.and_then(|(_, subject)| subject.id_text());
    let about = match &opening.about {
        About::Unknown => None,
        // What is held back is said with zero bytes between its parts.
        About::Words(words) => Some(words.replace('\0', " ")),
        about @ About::Thing(_) => about.id_text(),
    };
    format!(
        "{} {} {} {} {} {}",
        index.saturating_add(1),
        leaf.when.0,
        leaf.kind.as_str(),
        who.as_deref().unwrap_or("-"),
        about.as_deref().unwrap_or("-"),
        leaf.purpose.map_or("-", |purpose| purpose.as_str()),
    )
}
