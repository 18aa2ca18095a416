//! Reads `screening.toml`, the administrator's policy file, and says line and key of every mistake.
//!
//! ```toml
//! [types.PHONE]                    # every queue
//! customer = "warn"                # allow, warn, mask, seal, block
//! agent = "mask"                   # or hold: a second person lets it through
//! may_send_anyway = true
//!
//! [queues.returns]
//! may_ask = ["ADDRESS", "EMAIL"]   # what agents of the queue may ask for
//! [queues.returns.types.ADDRESS]
//! customer = "allow"
//!
//! [languages.de.types.TAX_ID]      # whose page is in German
//! customer = "mask"
//! [teams."Front desk".types.IBAN]  # who is in this team
//! agent = "block"
//! [roles.supervisor.types.PHONE]   # agent, supervisor
//! agent = "allow"
//!
//! [channels]
//! official = ["shop.example", "+27 21 555 0100"]
//!
//! [agents]                         # what holds an agent's draft: nudge, reason, stop
//! off_channel = "stop"
//! ```
//! It refuses unknown keys: a misspelled rule that is silently ignored protects nobody.

use super::writer::{Narrow, Only, ROLES};
use super::{Hold, Holds, MayAsk, Override, Policy, action_of};
use crate::{Action, Kind, Speaker};
use core::ops::Range;
use toml_edit::{Document, Item, TableLike};

/// The word for what a second person lets through.
const HOLD: &str = "hold";

/// A mistake in the file: the administrator's to mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {key}: {problem}")]
pub struct FileError {
    /// Line, from 1.
    pub line: usize,
    /// Dotted key, such as `types.PHONE.customer`.
    pub key: String,
    /// What is wrong, in plain words.
    pub problem: String,
}

/// A policy and what its author should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The policy.
    pub policy: Policy,
    /// Remarks, such as rules that are carried out as something else.
    pub remarks: Vec<String>,
}

/// Reads a file's text.
///
/// # Errors
/// Every mistake found, in order of line; at least one.
pub fn read(text: &str) -> Result<Checked, Vec<FileError>> {
    let document = Document::parse(text).map_err(|error| {
        let place = error.span().map_or(0, |span| span.start);
        vec![FileError {
            line: line_of(text, place),
            key: "(file)".to_owned(),
            problem: error.message().to_owned(),
        }]
    })?;
    let mut reader = Reader {
        text,
        policy: Policy::default(),
        remarks: Vec::new(),
        errors: Vec::new(),
    };
    for (key, item) in document.iter() {
        match key {
            "types" => reader.types(None, "types", item),
            "queues" => reader.queues(item),
            "channels" => reader.channels(item),
            "agents" => reader.agents(item),
            "languages" | "teams" | "roles" => reader.narrow(key, item),
            _ => reader.fault(
                item.span(),
                key,
                "there is no such section; there are types, queues, languages, teams, roles, channels, agents",
            ),
        }
    }
    reader.errors.sort_by_key(|error| error.line);
    if reader.errors.is_empty() {
        Ok(Checked {
            policy: reader.policy,
            remarks: reader.remarks,
        })
    } else {
        Err(reader.errors)
    }
}

fn line_of(text: &str, place: usize) -> usize {
    text.bytes()
        .take(place)
        .filter(|byte| *byte == b'\n')
        .count()
        + 1
}

/// Why nobody is like that, if so.
fn unknown(only: &Only) -> Option<String> {
    match only {
        Only::Role(role) if !ROLES.contains(&role.as_str()) => Some(format!(
            "there is no role {role} that writes; there are {}",
            ROLES.join(", ")
        )),
        Only::Language(code)
            if !(2..=3).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_lowercase()) =>
        {
            Some("must be a language code of two or three letters, such as de".to_owned())
        }
        _ => None,
    }
}

struct Reader<'a> {
    text: &'a str,
    policy: Policy,
    remarks: Vec<String>,
    errors: Vec<FileError>,
}

impl Reader<'_> {
    fn fault(&mut self, span: Option<Range<usize>>, key: &str, problem: impl Into<String>) {
        // A table without a header line of its own has no place; its key is found by name.
        let last = key.rsplit('.').next().unwrap_or(key);
        let place = span.map_or_else(|| self.text.find(last).unwrap_or(0), |span| span.start);
        let line = line_of(self.text, place);
        self.errors.push(FileError {
            line,
            key: key.to_owned(),
            problem: problem.into(),
        });
    }

    fn table<'t>(&mut self, item: &'t Item, key: &str) -> Option<&'t dyn TableLike> {
        let table = item.as_table_like();
        if table.is_none() {
            self.fault(item.span(), key, "must be a table");
        }
        table
    }

    fn types(&mut self, queue: Option<&str>, key: &str, item: &Item) {
        let Some(table) = self.table(item, key) else {
            return;
        };
        for (word, item) in table.iter() {
            let key = format!("{key}.{word}");
            let Some(kind) = Kind::from_word(word) else {
                let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
                self.fault(
                    item.span(),
                    &key,
                    format!("there is no type {word}; there are {}", known.join(", ")),
                );
                continue;
            };
            self.kind(queue, kind, &key, item);
        }
    }

    fn kind(&mut self, queue: Option<&str>, kind: Kind, key: &str, item: &Item) {
        let Some(table) = self.table(item, key) else {
            return;
        };
        let mut anyway = None;
        if let Some(item) = table.get("may_send_anyway") {
            anyway = item.as_bool();
            if anyway.is_none() {
                self.fault(
                    item.span(),
                    &format!("{key}.may_send_anyway"),
                    "must be true or false",
                );
            }
        }
        let rule = |speaker, action| Override {
            queue: queue.map(ToOwned::to_owned),
            kind,
            speaker,
            action,
            may_send_anyway: anyway,
            held: false,
        };
        let mut laid = false;
        for (word, item) in table.iter() {
            let key = format!("{key}.{word}");
            let speaker = match word {
                "may_send_anyway" => continue,
                "customer" => Speaker::Customer,
                "agent" => Speaker::Agent,
                _ => {
                    self.fault(
                        item.span(),
                        &key,
                        "there is no such key; there are customer, agent, may_send_anyway",
                    );
                    continue;
                }
            };
            if item.as_str() == Some(HOLD) {
                self.hold(rule(Some(speaker), Some(Action::Mask)), &key, item);
                laid = true;
                continue;
            }
            let Some(action) = item.as_str().and_then(action_of) else {
                self.fault(
                    item.span(),
                    &key,
                    "must be \"allow\", \"warn\", \"mask\", \"hold\", \"seal\" or \"block\"",
                );
                continue;
            };
            self.remark(kind, action, &key);
            self.policy
                .overrides
                .push(rule(Some(speaker), Some(action)));
            laid = true;
        }
        if anyway.is_some() && !laid {
            self.policy.overrides.push(rule(None, None));
        }
        if kind == Kind::Cvv && anyway == Some(true) {
            self.fault(
                table.get("may_send_anyway").and_then(Item::span),
                &format!("{key}.may_send_anyway"),
                "card verification codes may never be sent (PCI DSS 3.3.1)",
            );
        }
    }

    /// `"hold"`: masked unless a reviewer lets it through.
    fn hold(&mut self, rule: Override, key: &str, item: &Item) {
        if rule.speaker != Some(Speaker::Agent) {
            self.fault(
                item.span(),
                key,
                "only what agents write can be held: nobody reviews what a customer has not sent",
            );
            return;
        }
        self.remark(rule.kind, Action::Mask, key);
        self.policy.overrides.push(Override {
            may_send_anyway: Some(false),
            held: true,
            ..rule
        });
    }

    fn remark(&mut self, kind: Kind, action: Action, key: &str) {
        if action == Action::Seal {
            self.remarks.push(format!(
                "{key}: \"seal\" is carried out as \"mask\" until sealed values exist"
            ));
        }
        if kind == Kind::Cvv && action != Action::Block {
            self.remarks
                .push(format!("{key}: card verification codes are always blocked"));
        }
        if kind == Kind::CreditCard && action < Action::Mask {
            self.remarks.push(format!(
                "{key}: card numbers in chat bring the chat into the scope of PCI DSS"
            ));
        }
    }

    fn queues(&mut self, item: &Item) {
        let Some(table) = self.table(item, "queues") else {
            return;
        };
        for (queue, item) in table.iter() {
            let key = format!("queues.{queue}");
            let Some(table) = self.table(item, &key) else {
                continue;
            };
            for (word, item) in table.iter() {
                let key = format!("{key}.{word}");
                match word {
                    "may_ask" => {
                        let kinds = self.kinds(item, &key);
                        self.policy.may_ask.push(MayAsk {
                            queue: Some(queue.to_owned()),
                            kinds,
                        });
                    }
                    "types" => self.types(Some(queue), &key, item),
                    _ => self.fault(
                        item.span(),
                        &key,
                        "there is no such key; there are may_ask, types",
                    ),
                }
            }
        }
    }

    /// `[languages.de.types.…]`, `[teams."Front desk".types.…]`, `[roles.supervisor.types.…]`.
    fn narrow(&mut self, section: &str, item: &Item) {
        let Some(table) = self.table(item, section) else {
            return;
        };
        for (name, item) in table.iter() {
            let key = format!("{section}.{name}");
            let only = match section {
                "languages" => Only::Language(name.to_ascii_lowercase()),
                "teams" => Only::Team(name.to_owned()),
                _ => Only::Role(name.to_owned()),
            };
            if let Some(problem) = unknown(&only) {
                self.fault(item.span(), &key, problem);
                continue;
            }
            let Some(table) = self.table(item, &key) else {
                continue;
            };
            for (word, item) in table.iter() {
                let key = format!("{key}.{word}");
                if word != "types" {
                    self.fault(item.span(), &key, "there is no such key; there is types");
                    continue;
                }
                // Rules are read as those of every queue, then set apart.
                let before = self.policy.overrides.len();
                self.types(None, &key, item);
                let rules: Vec<Override> = self.policy.overrides.drain(before..).collect();
                for rule in rules {
                    if rule.speaker == Some(Speaker::Customer) && !matches!(only, Only::Language(_))
                    {
                        let problem = "customers have no role and no team; there is agent";
                        let key = format!("{key}.{}.customer", rule.kind.as_str());
                        self.fault(item.span(), &key, problem);
                        continue;
                    }
                    let only = only.clone();
                    self.policy.narrow.push(Narrow { only, rule });
                }
            }
        }
    }

    fn kinds(&mut self, item: &Item, key: &str) -> Vec<Kind> {
        let mut kinds = Vec::new();
        let Some(list) = item.as_array() else {
            self.fault(item.span(), key, "must be a list of types");
            return kinds;
        };
        for value in list {
            match value.as_str().and_then(Kind::from_word) {
                Some(Kind::Cvv) => self.fault(
                    value.span(),
                    key,
                    "card verification codes may never be asked for",
                ),
                Some(kind) => kinds.push(kind),
                None => self.fault(value.span(), key, format!("there is no type {value}")),
            }
        }
        kinds
    }

    fn channels(&mut self, item: &Item) {
        let Some(table) = self.table(item, "channels") else {
            return;
        };
        for (word, item) in table.iter() {
            let key = format!("channels.{word}");
            match (word, item.as_array()) {
                ("official", Some(list)) => {
                    for value in list {
                        match value.as_str() {
                            Some(text) if !text.trim().is_empty() => {
                                self.policy.official.push(text.trim().to_owned())
                            }
                            _ => self.fault(
                                value.span(),
                                &key,
                                "must be a domain or a telephone number in quotes",
                            ),
                        }
                    }
                }
                ("official", None) => self.fault(item.span(), &key, "must be a list"),
                _ => self.fault(item.span(), &key, "there is no such key; there is official"),
            }
        }
    }
    fn agents(&mut self, item: &Item) {
        let Some(table) = self.table(item, "agents") else {
            return;
        };
        for (word, item) in table.iter() {
            let key = format!("agents.{word}");
            if !Holds::WORDS.contains(&word) {
                let problem = format!(
                    "there is no such key; there are {}",
                    Holds::WORDS.join(", ")
                );
                self.fault(item.span(), &key, problem);
                continue;
            }
            match item.as_str().and_then(Hold::of) {
                Some(hold) => drop(self.policy.holds.set(word, hold)),
                None => self.fault(
                    item.span(),
                    &key,
                    "must be \"nudge\", \"reason\" or \"stop\"",
                ),
            }
        }
    }
}
