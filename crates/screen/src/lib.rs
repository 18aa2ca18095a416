//! Finds confidential values in chat, masks them, makes placeholders.
//!
//! Pure: no clock, no chance, no I/O; native and wasm answer alike on every input. It refuses to
//! let text be sealed that it has not seen: [`Screened`] is made here and nowhere else.
//! Next: [`Draft`] (what goes in), [`Review`] (what comes out).

mod draft;
mod finding;
mod review;

pub use draft::{Draft, Earlier, Speaker};
pub use finding::{Action, Band, Finding, Kind};
pub use review::{Choice, Refused, Review, Screened};

/// The engine with its policy. Build once, use for every draft.
#[derive(Debug, Default)]
pub struct Screen {}

impl Screen {
    /// An engine with the default policy.
    #[must_use]
    pub fn new() -> Self {
        Self {}
    }

    /// Reads a draft and says what was found in it and what policy suggests.
    #[must_use]
    pub fn draft(&self, draft: &Draft<'_>) -> Review {
        Review::new(draft.text.to_owned(), Vec::new())
    }
}
