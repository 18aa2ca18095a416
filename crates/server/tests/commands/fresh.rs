//! A fresh installation, made as the documentation says.

use crate::program::{stderr, stdout, tacita};
use std::path::PathBuf;
use std::process::Output;

pub struct Fresh {
    pub folder: tempfile::TempDir,
}

impl Fresh {
    /// `tacita issuer --create`, then `tacita init`, as the documentation says.
    pub fn new() -> Self {
        let fresh = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let keys = fresh.path("keys");
        let made = tacita(&["issuer", "--create", "--folder", &keys], b"");
        let said = stdout(&made);
        let value = |name: &str| {
            let line = said.lines().find(|line| line.starts_with(name)).unwrap();
            line.split('"').nth(1).unwrap().to_owned()
        };
        let init = fresh.run(&[
            "init",
            "--file",
            &fresh.path("tacita.toml"),
            "--tenant",
            &value("tenant"),
            "--root-fingerprint",
            &value("root_fingerprint"),
            "--local-certificate",
        ]);
        assert!(init.status.success(), "{}", stderr(&init));
        fresh
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("data").join(name)
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        let data = format!("data_folder={}", self.path("data"));
        // A port that nobody listens on.
        let mut all = vec!["--set", &data, "--set", "listen=127.0.0.1:0"];
        all.extend_from_slice(arguments);
        tacita(&all, b"")
    }
}
