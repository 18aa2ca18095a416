//! The checks of `cargo xtask test`, one line each. To add one: add a line. What a word here means
//! is said in `step.rs`; how steps are run, in parallel and in order, in `test.rs`.
//!
//! Long checks do not stand here: their tests take a seeded sample unless `TACITA_PROVE=full`, so
//! `nextest` runs the sample. `cargo xtask prove` runs them in full (`proofs.rs`).

use crate::generate;
use crate::step::Cases::{Closing, One, Vitest};
use crate::step::Lane::{Cargo, Light, Web};
use crate::step::{Step, cargo_deny, clippy, doctests, nextest, own, program, run};
use crate::tools::Tool::{Chromium, Compiler, Deny, Lints, Node, Postgres};
use crate::{figures, tidy, wasm};

/// Every check, in the order in which they begin when nothing holds them up.
#[rustfmt::skip]
pub(crate) const STEPS: &[Step] = &[
    Step::new("fmt", "Rust is formatted", Light, run(".", "cargo fmt --all --check", One)).needs(&[Lints]),
    Step::new("tidy", "the house rules hold", Light, own(tidy::step)),
    Step::new("clippy", "no lint in Rust", Cargo, clippy()).needs(&[Compiler, Lints]),
    Step::new("deny", "licences, sources and bans of every crate", Light, cargo_deny()).needs(&[Deny]),
    Step::new("wasm", "the browser module builds", Web, own(wasm::step)).needs(&[Compiler, Node]),
    Step::new("npm", "the web part's packages, by its lock", Web, run("web", "npm ci --ignore-scripts --no-audit --no-fund", One)).needs(&[Node]),
    Step::new("differential", "the browser module screens as native programs do", Web, run("web", "npm run --silent differential", Closing)).needs(&[Compiler, Node]).after(&["wasm"]),
    Step::new("svelte-check", "no type error in the web part", Web, run("web", "npm exec -- svelte-check --tsconfig ./tsconfig.json --fail-on-warnings", One)).after(&["npm", "wasm"]),
    Step::new("eslint", "no lint in the web part", Web, run("web", "npm exec -- eslint .", One)).after(&["npm"]),
    Step::new("vitest", "the web part's unit tests", Web, run("web", "npm exec -- vitest run", Vitest)).after(&["npm", "wasm"]),
    Step::new("web", "the web part builds", Web, run("web", "npm run --silent build", One)).after(&["npm", "wasm"]),
    Step::new("budgets", "what browsers download is within its budgets", Web, own(figures::budgets)).after(&["web"]),
    Step::new("nextest", "Rust tests, long ones as a seeded sample", Cargo, nextest()).needs(&[Compiler]).wants(&[Postgres]),
    Step::new("doctests", "examples in the documentation", Cargo, doctests()).after(&["nextest"]),
    Step::new("server", "the program with the web part inside", Cargo, program()).after(&["web"]),
    Step::new("generated", "what is generated is up to date", Cargo, own(generate::step)).after(&["npm", "server"]),
    Step::new("e2e", "real browsers against the real program", Web, run("web", "npm run --silent e2e", Closing)).needs(&[Node, Chromium]).after(&["server"]),
];
