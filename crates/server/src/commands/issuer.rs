//! `tacita issuer`: runs the issuer beside a server, or makes an organisation.
//!
//! New devices are approved by a person at this terminal; `--approve-demo` says yes to everything
//! and is for demonstrations alone.

use super::{Failure, complain, describe, print};
use crate::host::{SystemClock, SystemRandomness};
use crate::issuer::Folder;
use crate::issuer::folder::encode;
use crate::issuer::remote::Remote;
use crate::issuer::work::{Approval, Question, round};
use std::collections::HashSet;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tacita_model::{Clock, Timestamp};

/// How often the server is asked.
const EVERY: Duration = Duration::from_secs(2);

#[derive(Debug, clap::Args)]
pub(super) struct Flags {
    /// The folder of the organisation's keys. The server must not be able to read it
    #[arg(long, value_name = "FOLDER")]
    folder: PathBuf,
    /// Makes the organisation if need be, prints its id and fingerprint, and ends
    #[arg(long)]
    create: bool,
    /// The server, such as https://console.example.org
    #[arg(long, value_name = "URL", required_unless_present = "create")]
    server: Option<String>,
    /// PEM file with the certificate authority that the server's certificate is from [default: the machine's]
    #[arg(long, value_name = "FILE")]
    authority: Option<PathBuf>,
    /// Approves every device and server without asking. For demonstrations alone
    #[arg(long)]
    approve_demo: bool,
    /// Stops when standard input closes: for a process that was started by another one
    #[arg(long, hide = true)]
    with_parent: bool,
}

pub(super) async fn run(flags: &Flags) -> Result<(), Failure> {
    let (clock, randomness) = (Arc::new(SystemClock), Arc::new(SystemRandomness));
    let mut folder = Folder::open(&flags.folder, randomness.as_ref(), clock.now())?;
    print(&format!("tenant = \"{}\"", folder.tenant()));
    print(&format!("root_fingerprint = \"{}\"", folder.fingerprint()));
    let Some(server) = flags.server.as_deref().filter(|_| !flags.create) else {
        return Ok(());
    };
    let authority = flags.authority.as_ref().map(std::fs::read).transpose()?;
    let remote = Remote::new(
        server,
        authority.as_deref(),
        clock.clone(),
        randomness.clone(),
    )?;
    let mut person = Person {
        approve_all: flags.approve_demo,
        asked: HashSet::new(),
    };
    let mut silent = false;
    let mut stop = std::pin::pin!(super::serve::stop_heard(flags.with_parent)?);
    loop {
        let now = clock.now();
        folder.renew_issuing(randomness.as_ref(), now)?;
        match turn(&remote, &mut folder, &mut person, now).await {
            Ok(()) => silent = false,
            Err(error) => {
                // Once, not every two seconds: the server may be away for a night.
                if !silent {
                    complain(&describe(error.as_ref()));
                }
                silent = true;
            }
        }
        tokio::select! {
            () = &mut stop => return Ok(()),
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

async fn turn(
    remote: &Remote,
    folder: &mut Folder,
    person: &mut Person,
    now: Timestamp,
) -> Result<(), Failure> {
    let asked = remote.requests(folder).await?;
    let answers = tokio::task::block_in_place(|| {
        round(folder, &asked, now, &mut |question| person.decide(question))
    })?;
    if let Some(answers) = answers {
        remote.answer(folder, &answers).await?;
        for credential in &answers.credentials {
            print(&format!("signed a credential for {}", credential.device.0));
        }
        if !answers.certificates.is_empty() {
            print("handed in certificates");
        }
    }
    Ok(())
}

struct Person {
    approve_all: bool,
    asked: HashSet<String>,
}

impl Person {
    fn decide(&mut self, question: &Question<'_>) -> Approval {
        if self.approve_all {
            return Approval::Yes;
        }
        let (key, text) = match question {
            Question::Device(device) => (
                device.device.0.to_string(),
                format!(
                    "Device \"{}\" wants to speak as {} ({}). Key {}. Approve? [y/n/later] ",
                    shown(&device.label),
                    shown(&device.display_name),
                    shown(&device.role),
                    short(device.leaf_key.as_ref()),
                ),
            ),
            Question::Server(keys) => (
                encode(keys),
                format!(
                    "A server with keys {} wants a certificate. Approve? [y/n] ",
                    short(keys)
                ),
            ),
        };
        if !std::io::stdin().is_terminal() {
            if self.asked.insert(key) {
                complain("something waits for approval, but nobody is at the terminal");
            }
            return Approval::Later;
        }
        print(&text);
        let mut line = String::new();
        match std::io::stdin()
            .read_line(&mut line)
            .map(|_| line.trim().to_lowercase())
        {
            Ok(answer) if answer == "y" || answer == "yes" => Approval::Yes,
            Ok(answer) if answer == "n" || answer == "no" => Approval::No,
            _ => Approval::Later,
        }
    }
}

/// Text of the server on a terminal: without what could move the cursor or hide letters.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}

fn short(bytes: &[u8]) -> String {
    use sha2::Digest;
    let digest = sha2::Sha256::digest(bytes);
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .join(":")
}
