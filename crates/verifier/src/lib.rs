//! Receipts and statements verified in the browser: the same `ledger` as in the program.
//!
//! A module of its own, so that chats do not load it. It takes text and a key and answers what a proof
//! shows, or the one word why it shows nothing; it fetches nothing and keeps nothing. No logic beyond
//! that. Next: `web/kit/receipt`, `tacita_ledger::receipt`.

use tacita_ledger::note::VerifierKey;
use tacita_ledger::opening::{About, Opening};
use tacita_ledger::receipt::{Receipt, ReceiptError};
use tacita_ledger::statement::Statement;
use tacita_ledger::{Checkpoint, Hash, Subject};
use wasm_bindgen::prelude::*;

/// What one proof shows.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Shown {
    opening: Opening,
    checkpoint: Checkpoint,
    index: u64,
}

/// Checks one proof file under the log's key.
///
/// # Errors
/// One word: `key`, `form`, `checkpoint`, `proof`, `closed` or `opening`.
#[wasm_bindgen]
pub fn proof(text: &str, key: &str) -> Result<Shown, JsError> {
    let key = VerifierKey::parse(key).map_err(|_| JsError::new("key"))?;
    let receipt = Receipt::parse(text).map_err(said)?;
    let (opening, checkpoint) = receipt.open(&key).map_err(said)?;
    Ok(Shown {
        opening,
        checkpoint,
        index: receipt.index,
    })
}

fn said(error: ReceiptError) -> JsError {
    JsError::new(match error {
        ReceiptError::Form => "form",
        ReceiptError::Checkpoint(_) => "checkpoint",
        ReceiptError::Proof(_) => "proof",
        ReceiptError::Closed => "closed",
        ReceiptError::Opening(_) => "opening",
    })
}

/// Checks that a statement is signed by the log's key and covers exactly these proofs, all of them by
/// the person it names.
///
/// # Errors
/// One word: `key`, `statement`, `list`, or those of [`proof`].
#[wasm_bindgen]
pub fn statement(text: &str, proofs: Vec<String>, key: &str) -> Result<String, JsError> {
    let vkey = VerifierKey::parse(key).map_err(|_| JsError::new("key"))?;
    let read = Statement::open(text, &vkey).map_err(|_| JsError::new("statement"))?;
    let mut leaves = Vec::with_capacity(proofs.len());
    for text in &proofs {
        let shown = proof(text, key)?;
        let by = shown.opening.who.map(|(_, subject)| subject);
        if by != Some(Subject::of(read.agent)) {
            return Err(JsError::new("list"));
        }
        leaves.push((shown.index, Hash(shown.opening.leaf.hash())));
    }
    read.covers(&leaves).map_err(|_| JsError::new("list"))?;
    Ok(read.agent.to_string())
}

#[wasm_bindgen]
impl Shown {
    /// The leaf's number, from 1.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn number(&self) -> f64 {
        float(self.index.saturating_add(1))
    }

    /// Leaves that the checkpoint is over.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn size(&self) -> f64 {
        float(self.checkpoint.size)
    }

    /// Kind of act, as a stable word.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn kind(&self) -> String {
        self.opening.leaf.kind.as_str().to_owned()
    }

    /// Why, as a stable word; nothing where nobody said.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn purpose(&self) -> Option<String> {
        let purpose = self.opening.leaf.purpose;
        purpose.map(|purpose| purpose.as_str().to_owned())
    }

    /// When, in microseconds.
    #[wasm_bindgen(getter)]
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "2^53 microseconds are 285 years"
    )]
    pub fn time(&self) -> f64 {
        self.opening.leaf.when.0 as f64
    }

    /// `server`, `issuer`, or the id of the person; nothing where it is not opened.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn who(&self) -> Option<String> {
        let (_, subject) = self.opening.who?;
        match subject {
            Subject::SERVER => Some("server".to_owned()),
            Subject::ISSUER => Some("issuer".to_owned()),
            subject => subject.id_text(),
        }
    }

    /// The name that the server gives the person.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn name(&self) -> String {
        self.opening.name.clone()
    }

    /// The hash in the leaf that says what it is about, hex.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn what(&self) -> String {
        let what = self.opening.leaf.what.iter();
        what.map(|byte| format!("{byte:02x}")).collect()
    }

    /// The id or the words of what it is about; nothing where it is not opened.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn about(&self) -> Option<String> {
        match &self.opening.about {
            About::Unknown => None,
            About::Thing(thing) => thing.id_text(),
            About::Words(words) => Some(words.clone()),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a log of 2^53 leaves")]
fn float(number: u64) -> f64 {
    number as f64
}
