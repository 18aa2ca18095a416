//! What went wrong in a chore, told to the person at the terminal: what happened, and how to get
//! on. Chores have one reader and one answer (stop and say it), hence one error type for all.
//!
//! Next: the chores themselves, one file each, listed in `main.rs`.

use std::fmt;

/// A chore that could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// What happened, one or more lines, ready to print.
    pub(crate) what: String,
    /// What the reader can do about it, when that is known.
    pub(crate) remedy: Option<String>,
}

/// What every chore returns.
pub(crate) type Outcome<T = ()> = Result<T, Trouble>;

impl Trouble {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            remedy: None,
        }
    }

    /// Adds the way out.
    pub(crate) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        match &self.remedy {
            Some(remedy) => write!(f, "\n  How to go on: {remedy}"),
            None => Ok(()),
        }
    }
}

/// Turns a library's error into trouble by saying what was being done.
pub(crate) trait While<T> {
    /// `doing` completes the sentence "could not …".
    fn doing(self, doing: impl FnOnce() -> String) -> Outcome<T>;
}

impl<T, E: fmt::Display> While<T> for Result<T, E> {
    fn doing(self, doing: impl FnOnce() -> String) -> Outcome<T> {
        self.map_err(|error| Trouble::new(format!("could not {}: {error}", doing())))
    }
}
