//! The policy as lines, for the way from the server to browsers: no TOML reader in the widget.
//!
//! `rule QUEUE|* KIND customer|agent|* ACTION|- yes|no|-`, `ask QUEUE|* KIND…`, `official TEXT`,
//! `company HEX`, `agents over_collection|off_channel|wrong_window nudge|reason|stop`. Made by the server from a checked file; a line that does not parse is refused, so
//! that a browser never screens by half a policy.

use super::{Hold, Holds, MayAsk, Override, Policy, action_of};
use crate::company::Fingerprints;
use crate::{Action, Kind, Speaker};

/// A line that is no rule: the server and this version do not belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinesError {
    /// Line, from 1.
    pub line: usize,
}

impl core::fmt::Display for LinesError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "screening policy: line {} cannot be read", self.line)
    }
}

impl core::error::Error for LinesError {}

impl Policy {
    /// Writes the policy as lines. Queue names must hold no white space (ids do not).
    #[must_use]
    pub fn to_lines(&self) -> String {
        let mut out = String::new();
        let queue = |name: &Option<String>| name.clone().unwrap_or_else(|| "*".to_owned());
        for rule in &self.overrides {
            let speaker = match rule.speaker {
                None => "*",
                Some(Speaker::Customer) => "customer",
                Some(Speaker::Agent) => "agent",
            };
            let action = rule.action.map_or("-", Action::as_str);
            let anyway = match rule.may_send_anyway {
                None => "-",
                Some(true) => "yes",
                Some(false) => "no",
            };
            out += &format!(
                "rule {} {} {speaker} {action} {anyway}\n",
                queue(&rule.queue),
                rule.kind.as_str()
            );
        }
        for list in &self.may_ask {
            let kinds: Vec<&str> = list.kinds.iter().map(|kind| kind.as_str()).collect();
            out += &format!("ask {} {}\n", queue(&list.queue), kinds.join(" "));
        }
        for channel in &self.official {
            out += &format!("official {channel}\n");
        }
        for word in Holds::WORDS {
            let hold = self.holds.get(word);
            if let Some(hold) = hold.filter(|hold| Holds::default().get(word) != Some(*hold)) {
                out += &format!("agents {word} {}\n", hold.as_str());
            }
        }
        if !self.company.is_empty() {
            out += &format!("company {}\n", self.company.to_hex());
        }
        out
    }

    /// Reads lines written by [`Policy::to_lines`].
    ///
    /// # Errors
    /// [`LinesError`] with the first line that is no rule.
    pub fn from_lines(text: &str) -> Result<Self, LinesError> {
        let mut policy = Self::default();
        for (number, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
        {
            policy.read(line).ok_or(LinesError { line: number + 1 })?;
        }
        Ok(policy)
    }

    fn read(&mut self, line: &str) -> Option<()> {
        let (word, rest) = line.split_once(' ')?;
        let queue = |name: &str| (name != "*").then(|| name.to_owned());
        let mut parts = rest.split_whitespace();
        match word {
            "rule" => {
                let queue = queue(parts.next()?);
                let kind = Kind::from_word(parts.next()?)?;
                let speaker = match parts.next()? {
                    "*" => None,
                    "customer" => Some(Speaker::Customer),
                    "agent" => Some(Speaker::Agent),
                    _ => return None,
                };
                let action = match parts.next()? {
                    "-" => None,
                    word => Some(action_of(word)?),
                };
                let may_send_anyway = match parts.next()? {
                    "-" => None,
                    "yes" => Some(true),
                    "no" => Some(false),
                    _ => return None,
                };
                self.overrides.push(Override {
                    queue,
                    kind,
                    speaker,
                    action,
                    may_send_anyway,
                    held: false,
                });
            }
            "ask" => {
                let queue = queue(parts.next()?);
                let kinds = parts.map(Kind::from_word).collect::<Option<Vec<_>>>()?;
                self.may_ask.push(MayAsk { queue, kinds });
            }
            "agents" => {
                let word = parts.next()?;
                self.holds.set(word, Hold::of(parts.next()?)?)?;
            }
            "official" => self.official.push(rest.to_owned()),
            "company" => self.company = Fingerprints::from_hex(rest.trim())?,
            _ => return None,
        }
        Some(())
    }
}
