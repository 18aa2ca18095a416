//! Opens an own Chromium that trusts the demonstration, and nothing else does: a home folder of its
//! own with an NSS database that holds the certificate authority, and a fresh profile.

use super::folder::Folder;
use super::trust;
use crate::commands::Failure;
use std::process::Stdio;
use tokio::process::{Child, Command};

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Opens shop and console in two windows.
///
/// # Errors
/// Says what to install when Chromium or `certutil` is missing.
pub fn open(folder: &Folder) -> Result<Child, Failure> {
    let home = folder.path.join("browser");
    crate::keys::create_private_folder(&home)?;
    if !trust::import(&folder.tls.authority, &home.join(".pki/nssdb"))? {
        return Err("`certutil` is missing: install libnss3-tools (or nss-tools)".into());
    }
    let program = NAMES
        .iter()
        .find_map(|name| find(name))
        .ok_or("no Chromium found: install chromium, or run without --browser")?;
    let mut command = Command::new(program);
    command
        .env("HOME", &home)
        .env_remove("XDG_CONFIG_HOME")
        .arg(format!(
            "--user-data-dir={}",
            home.join("profile").display()
        ))
        .args([
            "--no-first-run",
            "--no-default-browser-check",
            "--new-window",
        ])
        .args([&folder.facts.shop, &folder.facts.console])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    // Chromium's sandbox does not run for root; a machine where one works as root has no other way.
    if std::fs::metadata("/proc/self").is_ok_and(|facts| {
        use std::os::unix::fs::MetadataExt;
        facts.uid() == 0
    }) {
        command.arg("--no-sandbox");
    }
    Ok(command.spawn()?)
}

fn find(name: &str) -> Option<std::path::PathBuf> {
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}
