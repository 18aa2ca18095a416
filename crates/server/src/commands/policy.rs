//! `tacita policy check`: whether policies say what their author means. `tacita policy explain`: why
//! something is allowed or refused, by which policy.
//!
//! `check` ends with 0 when all is good, 1 when the files hold mistakes, 2 when they cannot be read;
//! `explain` with 0 when it is allowed, 1 when it is refused, 2 when the question makes no sense.

use super::{Common, Failure, complain, describe, print};
use crate::config::Config;
use crate::features::duties::roles;
use crate::features::permissions::case::{self, Case};
use crate::host::SystemClock;
use crate::policies::{self, PoliciesError};
use clap::Subcommand;
use std::path::PathBuf;
use std::process::ExitCode;
use tacita_model::Clock;
use tacita_policy::{Explanation, Policy};
use tacita_store::StoreError;
use tacita_store::places::roles_from_outside;

/// What to do with policies.
#[derive(Debug, Subcommand)]
pub(super) enum What {
    /// Says what is wrong with a folder of policies (*.cedar), by file and line
    Check {
        /// The folder; without one, that of the configuration
        folder: Option<PathBuf>,
    },
    /// Says which policy allows or refuses a case, and what it would have needed
    Explain(Flags),
}

/// A case.
#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// Who asks: customer, agent, supervisor, officer, administrator, issuer or a composed role
    who: String,
    /// What they want to do, such as accept-conversation
    act: String,
    /// What for; the act's first purpose without it
    #[arg(long)]
    purpose: Option<String>,
    /// What holds: own, assigned, member, serves-queue, waiting, closed, approved-device
    #[arg(long = "if", value_name = "FACT")]
    facts: Vec<String>,
    /// A team of the person
    #[arg(long = "team", value_name = "NAME")]
    teams: Vec<String>,
    /// A training that the person has passed
    #[arg(long = "certificate", value_name = "NAME")]
    certificates: Vec<String>,
    /// How well the customer is verified, 0 to 3
    #[arg(long, default_value_t = 0)]
    assurance: u8,
    /// Minutes since the person proved who they are
    #[arg(long, value_name = "MINUTES")]
    signed_in: Option<u32>,
    /// A folder of policies; without one, that of the configuration
    #[arg(long)]
    folder: Option<PathBuf>,
}

pub(super) fn run(common: &Common, what: What) -> ExitCode {
    let folder = match &what {
        What::Check { folder } => folder.as_ref(),
        What::Explain(flags) => flags.folder.as_ref(),
    };
    let policy = match (read(common, folder), &what) {
        (Ok(policy), _) => policy,
        (Err(Read::Policies(PoliciesError::Mistakes(mistakes))), What::Check { .. }) => {
            for mistake in &mistakes {
                complain(&mistake.to_string());
            }
            return ExitCode::FAILURE;
        }
        (Err(Read::Policies(error)), _) => return trouble(&error),
        (Err(Read::Config(failure)), _) => return trouble(failure.as_ref()),
    };
    match what {
        What::Check { .. } => {
            let (count, roles) = (policy.policies().len(), policy.roles().len());
            print(&format!("{count} policies, {roles} composed roles: good"));
            ExitCode::SUCCESS
        }
        What::Explain(flags) => explain(&policy, flags),
    }
}

enum Read {
    Policies(PoliciesError),
    Config(Failure),
}

fn read(common: &Common, folder: Option<&PathBuf>) -> Result<Policy, Read> {
    let Some(folder) = folder else {
        let config = common.load().map_err(Read::Config)?;
        let policy = policies::load(&config).map_err(Read::Policies)?;
        return with_roles(&config, policy);
    };
    policies::from_folder(folder).map_err(Read::Policies)
}

/// As the service decides: with the roles that administrators composed, also while it runs.
fn with_roles(config: &Config, policy: Policy) -> Result<Policy, Read> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Read::Config(error.into()))?;
    let rows = match runtime.block_on(roles_from_outside(&config.location())) {
        Ok(rows) => rows,
        // Nothing was set up yet.
        Err(StoreError::Files(_)) => Vec::new(),
        Err(error) => return Err(Read::Config(error.into())),
    };
    if rows.is_empty() {
        return Ok(policy);
    }
    let policy = policy.with_roles(&roles::read(rows));
    policy.map_err(|mistakes| Read::Policies(PoliciesError::Mistakes(mistakes)))
}

fn trouble(error: &(dyn std::error::Error + 'static)) -> ExitCode {
    complain(&describe(error));
    ExitCode::from(2)
}

fn explain(policy: &Policy, flags: Flags) -> ExitCode {
    let case = Case {
        who: flags.who,
        act: flags.act,
        purpose: flags.purpose,
        facts: flags.facts,
        teams: flags.teams,
        certificates: flags.certificates,
        assurance: flags.assurance,
        sign_in_minutes: flags.signed_in,
    };
    match case::ask(policy, &case, SystemClock.now()) {
        Ok(said) => show(&said),
        Err(unknown) => trouble(&unknown),
    }
}

fn show(said: &Explanation) -> ExitCode {
    match &said.denied {
        None => print("allowed"),
        Some(denied) => print(&format!("refused: {denied}")),
    }
    let says = |text: &Option<String>| text.as_ref().map(|text| format!(" ({text})"));
    for policy in &said.deciding {
        let text = says(&policy.says).unwrap_or_default();
        print(&format!("decided by {}{text}", policy.id));
    }
    for id in &said.failed {
        print(&format!("could not be evaluated: {id}"));
    }
    for near in &said.near {
        let text = says(&near.policy.says).unwrap_or_default();
        print(&format!(
            "would be allowed by {}{text}, but for",
            near.policy.id
        ));
        for missing in &near.missing {
            print(&format!("    {missing}"));
        }
    }
    if said.denied.is_none() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
