//! Randomness that repeats, and the one clock of these tests: OpenMLS reads the machine's own when
//! it looks at key packages, so the tests take that moment as theirs.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{CryptoRng, SeedableRng};
use std::collections::BTreeMap;
use std::sync::Mutex;
use tacita_model::Timestamp;

pub(crate) fn seeded(seed: u64) -> Box<dyn CryptoRng + Send> {
    Box::new(ChaCha20Rng::seed_from_u64(seed))
}

#[expect(
    clippy::disallowed_methods,
    reason = "OpenMLS reads the machine's clock, so must we"
)]
pub(crate) fn now() -> Timestamp {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    Timestamp(i64::try_from(since.as_micros()).unwrap())
}

/// Prints a figure or a count, so that a run shows what was measured or skipped.
#[expect(
    clippy::disallowed_macros,
    reason = "standard output of a test belongs to the test"
)]
pub(crate) fn report(line: &str) {
    println!("{line}");
}

/// Adds a number to the file that `cargo xtask prove` names; without one it does nothing.
pub(crate) fn figure(name: &str, value: usize) {
    static FIGURES: Mutex<BTreeMap<String, usize>> = Mutex::new(BTreeMap::new());
    let Some(file) = std::env::var_os("TACITA_PROVE_FILE") else {
        return;
    };
    let mut figures = FIGURES.lock().unwrap();
    figures.insert(name.to_owned(), value);
    std::fs::write(file, serde_json::to_string(&*figures).unwrap()).unwrap();
}
