//! Asks once whether this machine's browsers shall trust the demonstration's certificate authority,
//! and puts it where they look: NSS databases (Chromium, Firefox) by `certutil`, the system's store
//! where this user may write. It can vouch for `localhost` and 127.0.0.1 alone, for 30 days.

use super::folder::Folder;
use crate::commands::{Failure, complain, print};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const NAME: &str = "Tacita demo authority";
const SYSTEM_STORE: &str = "/usr/local/share/ca-certificates";

/// Whether the authority is trusted after asking. Without a terminal nobody is asked.
///
/// # Errors
/// The disk's.
pub fn ask(folder: &Folder) -> Result<bool, Failure> {
    let noted = folder.path.join("tls").join("trust.answer");
    if !folder.fresh_authority
        && let Ok(answer) = std::fs::read_to_string(&noted)
    {
        return Ok(answer.trim() == "yes");
    }
    if !std::io::stdin().is_terminal() {
        return Ok(false);
    }
    print("Your browsers do not know this demonstration's certificate authority yet.");
    print("It can vouch for localhost and 127.0.0.1 alone, for 30 days; its key is already gone.");
    print("Add it to your user's trust stores? [y/N]");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    let yes = matches!(line.trim().to_lowercase().as_str(), "y" | "yes");
    std::fs::write(noted, if yes { "yes" } else { "no" })?;
    if yes {
        add(&folder.tls.authority)
    } else {
        Ok(false)
    }
}

fn add(authority: &Path) -> Result<bool, Failure> {
    let mut added = false;
    for database in databases() {
        added |= import(authority, &database)?;
    }
    let system = Path::new(SYSTEM_STORE).join("tacita-demo.crt");
    if std::fs::copy(authority, system).is_ok() {
        added |= succeeds(Command::new("update-ca-certificates"));
    }
    if !added {
        complain("no trust store could be written; `certutil` is in the package libnss3-tools");
    }
    Ok(added)
}

/// NSS databases of this user: the shared one (made if missing) and Firefox's profiles.
fn databases() -> Vec<PathBuf> {
    let Some(home) = std::env::var_os("HOME").map(PathBuf::from) else {
        return Vec::new();
    };
    let mut found = vec![home.join(".pki/nssdb")];
    if let Ok(profiles) = std::fs::read_dir(home.join(".mozilla/firefox")) {
        let profiles = profiles.filter_map(Result::ok).map(|entry| entry.path());
        found.extend(profiles.filter(|path| path.join("cert9.db").is_file()));
    }
    found
}

/// Puts an authority into an NSS database, which is made if it is missing. False when `certutil` is
/// not there or refuses.
///
/// # Errors
/// The disk's.
pub fn import(authority: &Path, database: &Path) -> Result<bool, Failure> {
    let place = format!("sql:{}", database.display());
    if !database.join("cert9.db").is_file() {
        std::fs::create_dir_all(database)?;
        let mut make = Command::new("certutil");
        make.args(["-N", "--empty-password", "-d", &place]);
        if !succeeds(make) {
            return Ok(false);
        }
    }
    let mut remove = Command::new("certutil");
    remove.args(["-D", "-n", NAME, "-d", &place]);
    succeeds(remove);
    let mut add = Command::new("certutil");
    add.args(["-A", "-n", NAME, "-t", "C,,", "-d", &place, "-i"])
        .arg(authority);
    Ok(succeeds(add))
}

fn succeeds(mut command: Command) -> bool {
    let quiet = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}
