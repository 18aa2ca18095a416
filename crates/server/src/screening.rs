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
use axum::http::{HeaderMap, header};
use std::path::{Path, PathBuf};
use tacita_model::TenantId;
use tacita_screen::company::Fingerprints;
use tacita_screen::policy::file;
use tacita_screen::policy::writer::Writer;
use tacita_screen::{Kind, Policy};

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

/// The policy, and whom it is handed to as lines (`tacita_screen::policy`).
#[derive(Debug, Clone, Default)]
pub struct Screening {
    policy: Policy,
    /// Names of queues with their ids.
    queues: Vec<(String, String)>,
    /// Fingerprints of the dictionary, as the line that consoles get.
    company: String,
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
        let company = Policy::default().with_company(company).to_lines();
        Self {
            policy: policy.clone(),
            queues: ids,
            company,
        }
    }

    /// All of it, to be compared with that of another start.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = self.policy.for_agents(&self.queues).to_lines();
        out += &self.policy.narrow_lines();
        out += &self.policy.held_lines();
        out += &self.company;
        for (queue, _) in &self.queues {
            out += &format!("\0{queue}\0{}", self.policy.for_customers(queue).to_lines());
        }
        out.into_bytes()
    }

    /// What a widget of a queue screens by, on a page in this language.
    #[must_use]
    pub fn of_widget(&self, queue: &str, language: Option<&str>) -> String {
        if !self.queues.iter().any(|(name, _)| name == queue) {
            return String::new();
        }
        let writer = Writer {
            language,
            ..Writer::default()
        };
        self.policy
            .of_writer(&writer)
            .for_customers(queue)
            .to_lines()
    }

    /// What a person's console screens by; queues go by their ids. `through`: what a second person let
    /// through in the chat that it is for.
    #[must_use]
    pub fn of_console(&self, writer: &Writer<'_>, through: &[Kind]) -> String {
        let own = self.policy.of_writer(writer).for_agents(&self.queues);
        own.with_let_through(through).to_lines() + &self.company
    }

    /// What this person sends only when a second person lets it through, by the queues' ids.
    #[must_use]
    pub fn held(&self, writer: &Writer<'_>) -> Vec<(String, Vec<Kind>)> {
        let own = self.policy.of_writer(writer);
        let queues = self.queues.iter();
        let held = queues.map(|(name, id)| (id.clone(), own.held(Some(name))));
        held.filter(|(_, kinds)| !kinds.is_empty()).collect()
    }
}

/// The first language that a browser asks for (RFC 9110, section 12.5.4), such as `de-AT`.
#[must_use]
pub fn language(headers: &HeaderMap) -> Option<&str> {
    let asked = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let first = asked.split([',', ';']).next()?.trim();
    (!first.is_empty() && first != "*").then_some(first)
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
            let teams = || config.queues.iter().flat_map(|queue| &queue.teams);
            let known = |name: &&str| teams().any(|team| team == *name);
            for name in policy.teams().into_iter().filter(|name| !known(name)) {
                found.push(complaint(
                    Weight::Stop,
                    format!("the policy has rules for a team {name:?}, and no queue has it"),
                    "write the team's name as it stands in a queue's teams",
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
        let queue = |name: &str| Queue::new(name, Routing::Manual, &[]);
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
            screening.of_widget("Returns", None),
            "rule * PHONE customer mask -\n"
        );
        assert_eq!(
            screening.of_widget("Billing", None),
            "rule * EMAIL agent block -\n"
        );
        assert_eq!(screening.of_widget("no such queue", None), "");
        let console = screening.of_console(&Writer::default(), &[]);
        let returns = config.queues.first().map(|queue| {
            queue_id(config.organisation.tenant.parse().unwrap(), &queue.name).to_string()
        });
        assert!(console.contains(&format!("ask {} ADDRESS", returns.unwrap())));
        assert!(console.contains("official shop.example"));
        assert!(console.contains("agents off_channel stop"));
        Policy::from_lines(&console).unwrap();
    }

    // Practice: C1
    #[test]
    fn rules_for_a_language_a_team_or_a_role_go_to_their_writers_alone_and_unknown_teams_are_named()
    {
        let folder = tempfile::tempdir().unwrap();
        let policy = "[languages.de.types.IBAN]\ncustomer = \"block\"\n\
            [teams.Desk.types.IBAN]\nagent = \"warn\"\n\
            [roles.supervisor.types.IBAN]\nagent = \"allow\"\n";
        let mut config = config(folder.path(), policy);
        let complaints = check(&config);
        assert!(complaints.first().unwrap().what.contains("\"Desk\""));
        config.queues.first_mut().unwrap().teams = vec!["Desk".to_owned()];
        assert!(check(&config).is_empty());
        let screening = Screening::load(&config, &SystemRandomness).unwrap();
        let mut headers = HeaderMap::new();
        assert_eq!(screening.of_widget("Returns", language(&headers)), "");
        headers.insert(
            header::ACCEPT_LANGUAGE,
            "de-CH,de;q=0.9,en;q=0.8".parse().unwrap(),
        );
        let german = screening.of_widget("Returns", language(&headers));
        assert_eq!(german, "rule * IBAN customer block -\n");
        let teams = ["Desk".to_owned()];
        let of = |role, teams| {
            let lines = screening.of_console(
                &Writer {
                    role,
                    teams,
                    language: None,
                },
                &[],
            );
            let rules = lines.lines().filter(|line| line.starts_with("rule"));
            rules.map(ToOwned::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(of(Some("agent"), &[]), Vec::<String>::new());
        assert_eq!(of(Some("agent"), &teams), ["rule * IBAN agent warn -"]);
        let both = ["rule * IBAN agent warn -", "rule * IBAN agent allow -"];
        assert_eq!(of(Some("supervisor"), &teams), both);
        // Another rule for anybody is another policy: the ledger gets a leaf of it.
        config.screening.policy = None;
        let other = Screening::load(&config, &SystemRandomness).unwrap();
        assert_ne!(screening.to_bytes(), other.to_bytes());
    }

    // Practice: C4
    #[test]
    fn words_of_the_dictionary_reach_browsers_as_fingerprints_only() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path(), POLICY);
        let first = Screening::load(&config, &SystemRandomness).unwrap();
        let console = first.of_console(&Writer::default(), &[]).to_lowercase();
        assert!(console.contains("company ") && !console.contains("heron"));
        // The key is kept: the same words give the same fingerprints after a restart.
        let again = Screening::load(&config, &SystemRandomness).unwrap();
        let nobody = Writer::default();
        assert_eq!(
            first.of_console(&nobody, &[]),
            again.of_console(&nobody, &[])
        );
        let policy = Policy::from_lines(&first.of_console(&nobody, &[])).unwrap();
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
