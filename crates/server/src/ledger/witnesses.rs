//! The server's side of witnesses (c2sp.org/tlog-witness): each new head is submitted to each of
//! them, and its cosignature is kept in the head's note.
//!
//! A witness that has cosigned more leaves than there are, or others, has seen the log set back or
//! forked; that is an alarm, in the log and as a metric. It does not stop reveals: else whoever runs
//! a witness could stop the desk. Next: [`crate::witness`], the other side.

use super::{Alarm, Ledger};
use crate::config::LedgerWitness;
use crate::edge::tls;
use reqwest::{Certificate, Client, StatusCode, Url};
use std::sync::Arc;
use std::time::Duration;
use tacita_ledger::Hash;
use tacita_ledger::cosign::Submission;
use tacita_ledger::note::{SignedNote, VerifierKey};
use tacita_ledger::tile::WIDTH;
use tacita_store::rows::SignedHead;
use tacita_store::{Store, StoreError, Write};

/// How long one request may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// After a head that the log has left behind.
const MOMENT: Duration = Duration::from_millis(50);
/// After a witness that did not answer well.
const AGAIN: Duration = Duration::from_secs(5);

/// Why a witness gave no cosignature.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// Address, key or authority of the configuration cannot be used.
    #[error("a witness of the configuration cannot be used")]
    Configured,
    /// It cannot be reached.
    #[error("the witness cannot be reached")]
    Unreachable(#[from] reqwest::Error),
    /// It answered something that is not in the protocol, or refused what it should not.
    #[error("the witness answered {0}")]
    Refused(StatusCode),
    /// Its answer holds no good cosignature of its key.
    #[error("the witness's cosignature is not good")]
    Cosignature,
    /// The log went on while it was asked; the next head is asked for instead.
    #[error("the log went on meanwhile")]
    Moved,
    /// It has seen another log under our name.
    #[error("the witness has seen another log under this name")]
    Alarm,
    /// The rows.
    #[error("the ledger's rows cannot be used")]
    Store(#[from] StoreError),
}

/// A witness as the server sees it.
#[derive(Debug)]
pub struct Remote {
    client: Client,
    url: Url,
    vkey: VerifierKey,
    /// Leaves that it had cosigned when we last heard of it.
    stands: u64,
}

impl Remote {
    /// A witness of the configuration; `authority` is the content of its PEM file.
    ///
    /// # Errors
    /// [`WitnessError::Configured`].
    pub fn new(witness: &LedgerWitness, authority: Option<&[u8]>) -> Result<Self, WitnessError> {
        drop(Arc::unwrap_or_clone(tls::provider()).install_default());
        let bad = |_| WitnessError::Configured;
        let mut builder = Client::builder()
            .https_only(true)
            .tls_version_min(reqwest::tls::Version::TLS_1_3)
            .no_proxy()
            .timeout(PATIENCE);
        if let Some(pem) = authority {
            let authorities = Certificate::from_pem_bundle(pem);
            builder = builder.tls_certs_only(authorities.map_err(|_| WitnessError::Configured)?);
        }
        let base = format!("{}/", witness.url.trim_end_matches('/'));
        let base = Url::parse(&base).map_err(|_| WitnessError::Configured)?;
        Ok(Self {
            client: builder.build()?,
            url: base
                .join("add-checkpoint")
                .map_err(|_| WitnessError::Configured)?,
            vkey: VerifierKey::parse(&witness.vkey).map_err(bad)?,
            stands: 0,
        })
    }

    /// Has a head cosigned.
    ///
    /// # Errors
    /// [`WitnessError`].
    pub async fn cosign(
        &mut self,
        ledger: &Ledger,
        store: &Store,
        head: &SignedHead,
    ) -> Result<(), WitnessError> {
        // A second try when the witness stands elsewhere than we thought.
        for _ in 0..2 {
            let asked = self.submission(ledger, store, head).await?;
            let body = asked.to_text();
            let answer = self.client.post(self.url.clone()).body(body).send().await?;
            let status = answer.status();
            let text = answer.text().await?;
            match status {
                StatusCode::OK => {
                    self.stands = head.size;
                    return ledger.adopt(store, head.size, &text, &self.vkey).await;
                }
                StatusCode::CONFLICT => self.heard(ledger, head, &text)?,
                StatusCode::UNPROCESSABLE_ENTITY => {
                    ledger.raise(Alarm::Forked {
                        witnessed: self.stands,
                    });
                    return Err(WitnessError::Alarm);
                }
                status => return Err(WitnessError::Refused(status)),
            }
        }
        Err(WitnessError::Refused(StatusCode::CONFLICT))
    }

    /// The witness said where it stands.
    fn heard(
        &mut self,
        ledger: &Ledger,
        head: &SignedHead,
        text: &str,
    ) -> Result<(), WitnessError> {
        let witnessed: u64 = text
            .trim_end()
            .parse()
            .map_err(|_| WitnessError::Refused(StatusCode::CONFLICT))?;
        let alarm = if witnessed > head.size {
            let size = head.size;
            Alarm::SetBack { witnessed, size }
        } else if witnessed == self.stands {
            // It stands where we thought, and still does not take our head of as many leaves.
            Alarm::Forked { witnessed }
        } else {
            self.stands = witnessed;
            return Ok(());
        };
        self.stands = 0;
        ledger.raise(alarm);
        Err(WitnessError::Alarm)
    }

    async fn submission(
        &self,
        ledger: &Ledger,
        store: &Store,
        head: &SignedHead,
    ) -> Result<Submission, WitnessError> {
        let trunk = ledger.trunk();
        let mut older = Vec::new();
        // The leaves around the old size are in storage alone.
        let bundle = self.stands / WIDTH;
        if bundle < trunk.bundles() {
            let width = u32::try_from(WIDTH).unwrap_or(256);
            let slice = store.ledger().hashes(bundle * WIDTH, width).await?;
            older.push((
                bundle,
                slice.into_iter().map(|(_, hash)| Hash(hash)).collect(),
            ));
        }
        if trunk.size() != head.size {
            return Err(WitnessError::Moved);
        }
        let proof = trunk.with(older).consistency(self.stands);
        Ok(Submission {
            old: self.stands,
            proof: proof.ok_or(WitnessError::Moved)?,
            checkpoint: head.note.clone(),
        })
    }
}

impl Ledger {
    /// Takes a cosignature over into the note of a head, if that is still the last one.
    async fn adopt(
        &self,
        store: &Store,
        size: u64,
        lines: &str,
        vkey: &VerifierKey,
    ) -> Result<(), WitnessError> {
        let _turn = self.turn.lock().await;
        let Some(head) = self.head().filter(|head| head.size == size) else {
            return Ok(());
        };
        let bad = |_| WitnessError::Cosignature;
        let mut note = SignedNote::parse(head.note.as_bytes()).map_err(bad)?;
        note.adopt(lines, vkey).map_err(bad)?;
        let note = note.to_text();
        let write = Write::Cosign {
            size,
            note: note.clone(),
        };
        store.commit(vec![write], Vec::new()).await?;
        self.head.send_replace(Some(SignedHead { note, ..head }));
        Ok(())
    }
}

/// Submits every new head to one witness, until it is dropped.
pub async fn run(app: crate::app::Shared, mut remote: Remote) {
    let mut heads = app.ledger.head.subscribe();
    let mut done = None;
    let mut silent = false;
    loop {
        let head = heads.borrow_and_update().clone();
        if let Some(head) = head.filter(|head| done != Some(head.size)) {
            match remote.cosign(&app.ledger, &app.store, &head).await {
                Ok(()) => (done, silent) = (Some(head.size), false),
                Err(WitnessError::Moved) => {
                    tokio::time::sleep(MOMENT).await;
                    continue;
                }
                Err(error) => {
                    // Once, not every few seconds: a witness may be away for a night.
                    if !silent {
                        tracing::warn!(event = "ledger-unwitnessed", error = word(&error));
                    }
                    silent = true;
                    tokio::time::sleep(AGAIN).await;
                    continue;
                }
            }
        }
        if heads.changed().await.is_err() {
            return;
        }
    }
}

const fn word(error: &WitnessError) -> &'static str {
    match error {
        WitnessError::Configured => "configured",
        WitnessError::Unreachable(_) => "unreachable",
        WitnessError::Refused(_) => "refused",
        WitnessError::Cosignature => "cosignature",
        WitnessError::Moved => "moved",
        WitnessError::Alarm => "alarm",
        WitnessError::Store(_) => "store",
    }
}
