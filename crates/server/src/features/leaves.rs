//! How a use case writes its leaf: kind and subject first, then what it is about and why.

use crate::app::App;
use crate::context::Author;
use sha2::{Digest, Sha256};
use tacita_ledger::{Leaf, LeafKind, Subject, Who};
use tacita_model::{Purpose, RequestId, Timestamp, TypedId};
use tacita_store::{StoreError, Write};

/// A leaf that does not yet say what it is about.
#[derive(Debug, Clone, Copy)]
pub struct Begun {
    kind: LeafKind,
    who: Who,
    when: Timestamp,
    purpose: Option<Purpose>,
    request: RequestId,
}

/// Begins a leaf: who did what kind of thing, now.
///
/// # Errors
/// [`StoreError`] when the subject's salt cannot be had: then nothing may be done either.
pub async fn leaf(app: &App, kind: LeafKind, subject: Subject) -> Result<Begun, StoreError> {
    Ok(Begun {
        kind,
        who: app.store.who(subject).await?,
        when: app.now(),
        purpose: None,
        request: RequestId::from_bytes([0; 16]),
    })
}

/// Begins a leaf of somebody who begins with it; the write belongs into the same commit.
#[must_use]
pub fn first_leaf(app: &App, kind: LeafKind, subject: Subject) -> (Begun, Write) {
    let (who, salt) = app.store.newcomer(subject);
    let begun = Begun {
        kind,
        who,
        when: app.now(),
        purpose: None,
        request: RequestId::from_bytes([0; 16]),
    };
    (begun, salt)
}

impl Begun {
    /// In this request.
    #[must_use]
    pub fn in_request(self, request: RequestId) -> Self {
        Self { request, ..self }
    }

    /// For this purpose.
    #[must_use]
    pub fn with_purpose(self, purpose: Purpose) -> Self {
        Self {
            purpose: Some(purpose),
            ..self
        }
    }

    /// About something with an id.
    #[must_use]
    pub fn about<T: TypedId>(self, id: T) -> Leaf {
        self.of(Leaf::what_id(id))
    }

    /// About something that a hash stands for.
    #[must_use]
    pub fn of(self, what: [u8; 32]) -> Leaf {
        Leaf {
            kind: self.kind,
            who: self.who.about(&what),
            what,
            purpose: self.purpose,
            when: self.when,
            request: self.request,
        }
    }
}

/// A list or a page is about to be shown: nothing of it is answered before this is durable.
///
/// Practice: G4
///
/// # Errors
/// [`StoreError`]: then the list is not shown.
pub async fn listed(
    app: &App,
    kind: LeafKind,
    by: impl Into<Author>,
    purpose: Purpose,
    what: &str,
) -> Result<(), StoreError> {
    shown(app, kind, by.into(), purpose, words(what)).await
}

/// As [`listed`], for something whose hash is known.
///
/// # Errors
/// [`StoreError`]: then it is not shown.
pub async fn shown(
    app: &App,
    kind: LeafKind,
    by: Author,
    purpose: Purpose,
    what: [u8; 32],
) -> Result<(), StoreError> {
    let shown = leaf(app, kind, by.subject).await?;
    let shown = shown.in_request(by.request).with_purpose(purpose);
    let shown = shown.of(what);
    app.store.commit(Vec::new(), vec![shown]).await?;
    Ok(())
}

/// A hash of public bytes or a word, for [`Begun::of`].
#[must_use]
pub fn words(bytes: impl AsRef<[u8]>) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
