//! From a reviewed draft to text that may be sealed.
//!
//! A placeholder stands between U+27E6 and U+27E7 (`⟦card •1111⟧`): no card, phone or id can look
//! like it, so it is never found again. The words in it are stable and English; pages translate.

use crate::{Action, Finding, placeholder};

/// Proof that a value went through the engine. Only [`Review::finish`] makes one; not `Clone`, so
/// that one screening serves one sealing.
#[derive(Debug)]
pub struct Screened<T>(T);

impl<T> Screened<T> {
    /// Reads what was screened.
    pub fn get(&self) -> &T {
        &self.0
    }

    /// Takes it out, ending the proof.
    pub fn into_inner(self) -> T {
        self.0
    }
}

/// What the sender chose for one finding (by its place in [`Review::findings`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Do what policy suggests.
    Suggested,
    /// Cut the value out.
    Remove,
    /// Send it as it is; refused where policy does not allow it.
    SendAnyway,
}

/// Policy does not allow the choice made for a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// Which finding.
    pub finding: usize,
}

/// A draft with what was found in it.
#[derive(Debug)]
pub struct Review {
    text: String,
    findings: Vec<Finding>,
}

impl Review {
    pub(crate) fn new(text: String, findings: Vec<Finding>) -> Self {
        Self { text, findings }
    }

    /// What was found, in order, not overlapping.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Applies the choices (missing ones count as [`Choice::Suggested`]) and hands out text that
    /// may be sealed.
    ///
    /// # Errors
    /// [`Refused`] when a choice is not allowed; nothing is lost, the review can be finished again.
    pub fn finish(&self, choices: &[Choice]) -> Result<Screened<String>, Refused> {
        let mut out = String::with_capacity(self.text.len());
        let mut at = 0;
        for (index, finding) in self.findings.iter().enumerate() {
            let choice = choices.get(index).copied().unwrap_or(Choice::Suggested);
            if choice == Choice::SendAnyway && !finding.may_send_anyway {
                return Err(Refused { finding: index });
            }
            out.push_str(self.text.get(at..finding.range.start).unwrap_or_default());
            let value = self.text.get(finding.range.clone()).unwrap_or_default();
            match (choice, finding.action) {
                (Choice::SendAnyway, _) | (Choice::Suggested, Action::Allow | Action::Warn) => {
                    out.push_str(value);
                }
                (Choice::Suggested, Action::Mask | Action::Seal) => {
                    out.push_str(&placeholder::make(finding, value));
                }
                (Choice::Remove, _) | (Choice::Suggested, Action::Block) => {}
            }
            at = finding.range.end;
        }
        out.push_str(self.text.get(at..).unwrap_or_default());
        Ok(Screened(out))
    }
}
