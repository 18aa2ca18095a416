//! The long checks of `cargo xtask prove`, one line each: what "must show" means, run in full.
//!
//! A check of a crate is a test binary that takes a seeded sample by default and everything when
//! `TACITA_PROVE=full`; one of the web part is a script of `web/package.json`. Either writes its
//! figures as a JSON object to the file `$TACITA_PROVE_FILE` names. How they are run: `prove.rs`.

/// One long check.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Proof {
    /// Its name on the command line and of its file.
    pub(crate) name: &'static str,
    /// What it shows.
    pub(crate) what: &'static str,
    pub(crate) folder: &'static str,
    pub(crate) line: &'static str,
}

const fn proof(
    name: &'static str,
    what: &'static str,
    folder: &'static str,
    line: &'static str,
) -> Proof {
    Proof {
        name,
        what,
        folder,
        line,
    }
}

/// Every long check.
#[rustfmt::skip]
pub(crate) const PROOFS: &[Proof] = &[
    proof("power", "1,000 kills and 200 power cuts: nothing acknowledged is lost or doubled", ".", "cargo test --locked --package tacita-store --test store -- power --nocapture"),
    proof("seal", "table 2.4, other people's vectors, forgeries, walks, the stock provider", ".", "cargo test --locked --package tacita-seal --features kat --test suite -- --include-ignored --nocapture"),
    proof("policy", "200,000 random decisions, drawn anew, compared with the written rules", ".", "cargo test --locked --package tacita-policy --test model -- --nocapture"),
    proof("ledger", "100,000 random tamperings of a log that the server wrote are found and placed; forks are seen by the witness", ".", "cargo test --locked --package tacita-server --test ledger -- --nocapture"),
    proof("databases", "one contract on SQLite and PostgreSQL", ".", "cargo test --locked --package tacita-store --test store -- --nocapture"),
    proof("differential", "browser module and native programs screen alike, byte for byte, over TACITA_CORPUS", "web", "npm run --silent differential"),
    proof("rows", "table 2.4 of the encryption design and the identical bytes, in Chromium", "web", "npm run --silent e2e -- --only=rows"),
    proof("properties", "property tests of screening on sixteen times as many cases, drawn anew", ".", "cargo test --locked --release --package tacita-screen --test properties"),
    proof("browsers", "real Chromium windows against the real program", "web", "npm run --silent e2e"),
    proof("canaries", "nothing that was typed is in files, log, metrics, frames or memory; the control finds it", "web", "npm run --silent e2e -- --only=chats,transfers,canaries"),
    proof("tampering", "a server in false hands, between Chromium and the real one", "web", "npm run --silent e2e -- --only=hostile,tampering"),
];
