//! The screening policy of this service, as browsers get it: lines for each site's widget, lines for
//! the console.
//!
//! The file (`screening.toml`) is read once, at start; one with a mistake stops the start, because a
//! service that screens by half a policy would look safe. Words of the organisation's own dictionary
//! become HMACs here, under a key that is kept from one start to the next. A widget gets nothing
//! that is about agents, other queues or the dictionary. Next: `tacita_screen::policy`.

use crate::config::Config;
use crate::config::check::{Complaint, Weight};
use crate::features::accounts::desk::queue_id;
use crate::host::Randomness;
use crate::keys::{KeysError, load_or_write};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tacita_model::TenantId;
use tacita_screen::Policy;
use tacita_screen::company::Fingerprints;
use tacita_screen::policy::file;

/// Most values of the dictionary: all of them travel to every console.
const COMPANY_VALUES: usize = 20_000;

/// Why there is no policy: the operator's to mend.
#[derive(Debug, thiserror::Error)]
pub enum ScreeningError {
    /// A file cannot be read.
    #[error("{}", path.display())]
    Disk {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is no text.
    #[error("{}: not valid UTF-8", .0.display())]
    Encoding(PathBuf),
    /// Mistakes, each with line and key.
    #[error("{}: {}", path.display(), mistakes.join("; "))]
    Mistakes {
        /// In which file.
        path: PathBuf,
        /// Which.
        mistakes: Vec<String>,
    },
    /// More values than browsers can be sent.
    #[error("{}: more than {COMPANY_VALUES} values", .0.display())]
    TooMany(PathBuf),
    /// The key of the dictionary's fingerprints cannot be had.
    #[error("the key of the company's dictionary")]
    Key(#[from] KeysError),
}

/// The policy as lines (`tacita_screen::policy`), by who gets them.
#[derive(Debug, Clone, Default)]
pub struct Screening {
    /// By name of the queue.
    widgets: BTreeMap<String, String>,
    console: String,
}

impl Screening {
    /// Reads the files that the configuration names; the built-in rules where it names none.
    ///
    /// # Errors
    /// [`ScreeningError`].
    pub fn load(config: &Config, randomness: &dyn Randomness) -> Result<Self, ScreeningError> {
        let policy = policy(config)?;
        let company = match &config.screening.company {
            None => Fingerprints::default(),
            Some(path) => {
                let path = config.in_data_folder(path);
                let mut fresh = [0; 32];
                randomness.generator().fill_bytes(&mut fresh);
                let key = load_or_write(&config.key_folder().join("company.key"), &fresh)?;
                let text = text(&path)?;
                let values: Vec<&str> = values(&text).collect();
                if values.len() > COMPANY_VALUES {
                    return Err(ScreeningError::TooMany(path));
                }
                Fingerprints::new(*key, values)
            }
        };
        Ok(Self::of(config, &policy, company))
    }

    fn of(config: &Config, policy: &Policy, company: Fingerprints) -> Self {
        let tenant: Option<TenantId> = config.organisation.tenant.parse().ok();
        let ids: Vec<(String, String)> = config
            .queues
            .iter()
            .filter_map(|queue| {
                Some((
                    queue.name.clone(),
                    queue_id(tenant?, &queue.name).to_string(),
                ))
            })
            .collect();
        let widgets = config
            .queues
            .iter()
            .map(|queue| {
                let lines = policy.for_customers(&queue.name).to_lines();
                (queue.name.clone(), lines)
            })
            .collect();
        let console = policy.for_agents(&ids).with_company(company).to_lines();
        Self { widgets, console }
    }

    /// All of it, to be compared with that of another start.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = self.console.clone().into_bytes();
        for (queue, lines) in &self.widgets {
            out.extend_from_slice(b"\0");
            out.extend_from_slice(queue.as_bytes());
            out.extend_from_slice(b"\0");
            out.extend_from_slice(lines.as_bytes());
        }
        out
    }

    /// What a widget of a queue screens by.
    #[must_use]
    pub fn of_widget(&self, queue: &str) -> &str {
        self.widgets.get(queue).map_or("", String::as_str)
    }

    /// What consoles screen by; queues go by their ids.
    #[must_use]
    pub fn of_console(&self) -> &str {
        &self.console
    }
}

/// What is wrong with the files, for `doctor`, `config check` and the start.
#[must_use]
pub fn check(config: &Config) -> Vec<Complaint> {
    let complaint = |weight, what: String, mend: &str| Complaint {
        weight,
        field: "screening".to_owned(),
        what,
        mend: mend.to_owned(),
    };
    let mut found = Vec::new();
    match policy(config) {
        Err(error) => found.push(complaint(
            Weight::Stop,
            crate::commands::describe(&error),
            "run `tacita screening check FILE`; it names line and key of every mistake",
        )),
        Ok(policy) => {
            let known = |name: &&str| config.queues.iter().any(|queue| queue.name == **name);
            for name in policy.queues().into_iter().filter(|name| !known(name)) {
                found.push(complaint(
                    Weight::Stop,
                    format!("the policy has rules for a queue {name:?}, and there is none"),
                    "write the queue's name as it stands under [[queues]]",
                ));
            }
        }
    }
    if let Some(path) = &config.screening.company
        && let Err(error) = text(&config.in_data_folder(path))
    {
        found.push(complaint(
            Weight::Stop,
            crate::commands::describe(&error),
            "write one word or value a line, in UTF-8",
        ));
    }
    found
}

fn policy(config: &Config) -> Result<Policy, ScreeningError> {
    let Some(path) = &config.screening.policy else {
        return Ok(Policy::default());
    };
    let path = config.in_data_folder(path);
    let checked = file::read(&text(&path)?).map_err(|mistakes| ScreeningError::Mistakes {
        path,
        mistakes: mistakes.iter().map(ToString::to_string).collect(),
    })?;
    Ok(checked.policy)
}

/// Values of a dictionary: one a line; empty lines and those that begin with `#` are not.
pub fn values(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn text(path: &Path) -> Result<String, ScreeningError> {
    let bytes = std::fs::read(path).map_err(|source| ScreeningError::Disk {
        path: path.to_owned(),
        source,
    })?;
    String::from_utf8(bytes).map_err(|_| ScreeningError::Encoding(path.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Queue, Routing};
    use crate::host::SystemRandomness;
    use tacita_model::TypedId;

    const POLICY: &str = "[queues.Returns]\nmay_ask = [\"ADDRESS\"]\n\
        [queues.Returns.types.PHONE]\ncustomer = \"mask\"\n\
        [queues.Billing.types.EMAIL]\nagent = \"block\"\n\
        [channels]\nofficial = [\"shop.example\"]\n[agents]\noff_channel = \"stop\"\n";

    fn config(folder: &Path, policy: &str) -> Config {
        std::fs::write(folder.join("screening.toml"), policy).unwrap();
        std::fs::write(folder.join("company.txt"), "# ours\nProject Heron\n\n").unwrap();
        std::fs::create_dir_all(folder.join("keys")).unwrap();
        let queue = |name: &str| Queue {
            name: name.to_owned(),
            routing: Routing::Manual,
            teams: Vec::new(),
            hours: None,
        };
        let mut config = Config {
            data_folder: folder.to_owned(),
            queues: vec![queue("Returns"), queue("Billing")],
            ..Config::default()
        };
        config.organisation.tenant = TenantId::from_bytes([7; 16]).to_string();
        config.screening.policy = Some("screening.toml".into());
        config.screening.company = Some("company.txt".into());
        config
    }

    // Practice: C1
    #[test]
    fn a_widget_gets_its_queues_rules_and_nothing_about_agents_or_the_dictionary() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path(), POLICY);
        let screening = Screening::load(&config, &SystemRandomness).unwrap();
        assert_eq!(
            screening.of_widget("Returns"),
            "rule * PHONE customer mask -\n"
        );
        assert_eq!(
            screening.of_widget("Billing"),
            "rule * EMAIL agent block -\n"
        );
        assert_eq!(screening.of_widget("no such queue"), "");
        let console = screening.of_console();
        let returns = config.queues.first().map(|queue| {
            queue_id(config.organisation.tenant.parse().unwrap(), &queue.name).to_string()
        });
        assert!(console.contains(&format!("ask {} ADDRESS", returns.unwrap())));
        assert!(console.contains("official shop.example"));
        assert!(console.contains("agents off_channel stop"));
        Policy::from_lines(console).unwrap();
    }

    // Practice: C4
    #[test]
    fn words_of_the_dictionary_reach_browsers_as_fingerprints_only() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path(), POLICY);
        let first = Screening::load(&config, &SystemRandomness).unwrap();
        let console = first.of_console().to_lowercase();
        assert!(console.contains("company ") && !console.contains("heron"));
        // The key is kept: the same words give the same fingerprints after a restart.
        let again = Screening::load(&config, &SystemRandomness).unwrap();
        assert_eq!(first.of_console(), again.of_console());
        let policy = Policy::from_lines(first.of_console()).unwrap();
        let screen = tacita_screen::Screen::with_policy(policy, None);
        let found = screen.conversation(
            "have you heard of project  HERON?",
            tacita_screen::Speaker::Agent,
            &[],
            &[],
        );
        assert!(found.iter().any(|f| f.kind == tacita_screen::Kind::Company));
    }

    #[test]
    fn a_mistake_in_the_policy_stops_the_start_with_line_and_key() {
        let folder = tempfile::tempdir().unwrap();
        let bad = config(folder.path(), "[types.PHONE]\ncustomer = \"hide\"\n");
        let error = Screening::load(&bad, &SystemRandomness).unwrap_err();
        assert!(error.to_string().contains("line 2: types.PHONE.customer"));
        let complaints = check(&bad);
        assert_eq!(complaints.len(), 1);
        let unknown = config(folder.path(), "[queues.Retuns]\nmay_ask = []\n");
        let complaints = check(&unknown);
        assert!(complaints.first().unwrap().what.contains("\"Retuns\""));
    }
}
