//! `cargo xtask test`: runs the checks of `steps.rs`, several at once where they do not disturb
//! each other, and ends with the line `N passed, N failed` (`, N skipped` when some were).
//!
//! A tool that is missing skips its step and says how to get it; with `CI=true` that is a failure.
//! Output of a step lies in `target/xtask/test/NAME.log` and is shown when the step fails.

use std::path::Path;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Instant;

use crate::progress::{Board, seconds};
use crate::repository::Repository;
use crate::shell::{strict, tail};
use crate::step::{Count, Lane, Step};
use crate::steps::STEPS;
use crate::trouble::{Outcome, Trouble};

/// Lines of a failed step's output that are shown; the log has the rest.
const SHOWN_LINES: usize = 200;

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Waiting,
    Running,
    /// Over; `without` names what was left out for want of a program.
    Done {
        count: Count,
        without: Vec<String>,
    },
    /// Could not begin, or its output makes no sense.
    Broken(String),
    /// A tool is missing, or a step before it did not pass.
    Skipped(String),
}

impl State {
    fn is_over(&self) -> bool {
        !matches!(self, Self::Waiting | Self::Running)
    }

    fn is_good(&self) -> bool {
        matches!(self, Self::Done { count, .. } if count.failed == 0)
    }
}

/// Runs all steps or those named; the answer is whether everything passed.
pub(crate) fn run(repository: &Repository, words: &[&str]) -> Outcome<bool> {
    if words == ["--list"] {
        for step in STEPS {
            println!("{:14} {}", step.name, step.what);
        }
        return Ok(true);
    }
    if let Some(unknown) = words
        .iter()
        .find(|word| !STEPS.iter().any(|step| step.name == **word))
    {
        return Err(Trouble::new(format!("there is no step {unknown}"))
            .remedy("cargo xtask test --list shows them"));
    }
    let chosen: Vec<&Step> = STEPS
        .iter()
        .filter(|step| words.is_empty() || words.contains(&step.name))
        .collect();
    let strict = strict();
    let began = Instant::now();
    let states = Runner::new(repository, &chosen, strict).run();
    Ok(close(&chosen, &states, strict, began))
}

/// Prints what was skipped and the last line.
fn close(chosen: &[&Step], states: &[State], strict: bool, began: Instant) -> bool {
    let mut sum = Count::default();
    let mut left = 0;
    for (step, state) in chosen.iter().zip(states) {
        match state {
            State::Done { count, without } => {
                sum.passed += count.passed;
                sum.failed += count.failed;
                left += count.skipped;
                for part in without {
                    println!("skipped a part of {}: {part}", step.name);
                    sum.skipped += 1;
                }
            }
            State::Skipped(why) if !strict => {
                println!("skipped {}: {why}", step.name);
                sum.skipped += 1;
            }
            State::Skipped(why) => {
                println!("failed {}: {why}", step.name);
                sum.failed += 1;
            }
            State::Broken(_) | State::Waiting | State::Running => sum.failed += 1,
        }
    }
    if left > 0 {
        println!("{left} cases are marked as ignored by their own runner and were not counted");
    }
    println!("{} in all", seconds(began.elapsed()));
    print!("{} passed, {} failed", sum.passed, sum.failed);
    if sum.skipped > 0 {
        print!(", {} skipped", sum.skipped);
    }
    println!();
    sum.failed == 0
}

/// Steps under way.
struct Runner<'a> {
    repository: &'a Repository,
    steps: &'a [&'a Step],
    strict: bool,
    states: Mutex<Vec<State>>,
    changed: Condvar,
    board: Board,
}

impl<'a> Runner<'a> {
    fn new(repository: &'a Repository, steps: &'a [&'a Step], strict: bool) -> Self {
        let states = Mutex::new(vec![State::Waiting; steps.len()]);
        let (changed, board) = (Condvar::new(), Board::new());
        Self {
            repository,
            steps,
            strict,
            states,
            changed,
            board,
        }
    }

    fn run(self) -> Vec<State> {
        let lanes = [Lane::Cargo, Lane::Web, Lane::Light];
        std::thread::scope(|scope| {
            for _ in lanes {
                scope.spawn(|| while self.one() {});
            }
        });
        self.states
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs the next step that may begin; `false` when none is left.
    fn one(&self) -> bool {
        let mut states = self.states.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if states.iter().all(State::is_over) {
                return false;
            }
            if let Some(index) = self.next(&states) {
                let state = match self.held_up(index, &states) {
                    Some(why) => State::Skipped(why),
                    None => {
                        self.put(&mut states, index, State::Running);
                        drop(states);
                        let state = self.carry_out(index);
                        states = self.states.lock().unwrap_or_else(PoisonError::into_inner);
                        state
                    }
                };
                self.put(&mut states, index, state);
                self.changed.notify_all();
                return true;
            }
            if states.iter().all(|state| *state != State::Running) {
                // Steps wait for each other in a circle, or a lane is stuck: better to end.
                for state in states.iter_mut().filter(|state| **state == State::Waiting) {
                    *state = State::Broken("waits for a step that waits for it".to_owned());
                }
                return false;
            }
            states = self
                .changed
                .wait(states)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn put(&self, states: &mut [State], index: usize, state: State) {
        if let Some(place) = states.get_mut(index) {
            *place = state;
        }
    }

    /// The first step that waits, whose lane is free and whose forerunners are over.
    fn next(&self, states: &[State]) -> Option<usize> {
        let busy = |lane| {
            self.steps
                .iter()
                .zip(states)
                .any(|(s, state)| s.lane == lane && *state == State::Running)
        };
        let ready = |step: &Step| {
            self.forerunners(step, states)
                .all(|(_, state)| state.is_over())
        };
        let mut pairs = self.steps.iter().zip(states);
        pairs.position(|(step, state)| *state == State::Waiting && !busy(step.lane) && ready(step))
    }

    fn forerunners<'b>(
        &'b self,
        step: &'b Step,
        states: &'b [State],
    ) -> impl Iterator<Item = (&'b Step, &'b State)> {
        let pairs = self.steps.iter().copied().zip(states);
        pairs.filter(|(other, _)| step.after.contains(&other.name))
    }

    /// Why a step cannot run although it is its turn.
    fn held_up(&self, index: usize, states: &[State]) -> Option<String> {
        let step = self.steps.get(index)?;
        let (other, _) = self
            .forerunners(step, states)
            .find(|(_, state)| !state.is_good())?;
        let why = format!("{} did not pass", other.name);
        self.board.say(&format!("- {:14} {why}", step.name));
        Some(why)
    }

    fn carry_out(&self, index: usize) -> State {
        let Some(step) = self.steps.get(index) else {
            return State::Broken("is not in the table".to_owned());
        };
        let folder = self.repository.target().join("xtask/test");
        let began = Instant::now();
        let line = self.board.begin(&format!("{:14} {}", step.name, step.what));
        let log = folder.join(format!("{}.log", step.name));
        let state = self.attempt(step, &folder, &log);
        self.board.end(line);
        let took = seconds(began.elapsed());
        self.board.say(&self.story(step, &state, &took, &log));
        state
    }

    fn attempt(&self, step: &Step, folder: &Path, log: &Path) -> State {
        let tools_log = folder.join(format!("{}.tools.log", step.name));
        for tool in step.needs {
            if let Err(trouble) = tool.ensure(self.repository, &tools_log) {
                return State::Skipped(trouble.to_string());
            }
        }
        let mut without = Vec::new();
        for tool in step.wants {
            match tool.ensure(self.repository, &tools_log) {
                Ok(()) => {}
                Err(trouble) if self.strict => return State::Skipped(trouble.to_string()),
                Err(trouble) => without.push(trouble.to_string()),
            }
        }
        match step.act(self.repository, log) {
            Ok(count) => State::Done { count, without },
            Err(trouble) => State::Broken(trouble.to_string()),
        }
    }

    /// What is printed when a step is over.
    fn story(&self, step: &Step, state: &State, took: &str, log: &Path) -> String {
        let output = || {
            format!(
                "\n──── output of {} (all of it: {}) ────\n{}\n────",
                step.name,
                log.display(),
                tail(log, SHOWN_LINES)
            )
        };
        match state {
            State::Done { count, .. } if count.failed == 0 => {
                format!("✔ {:14} {} passed ({took})", step.name, count.passed)
            }
            State::Done { count, .. } => format!(
                "✘ {:14} {} passed, {} failed ({took}){}",
                step.name,
                count.passed,
                count.failed,
                output()
            ),
            State::Broken(why) => format!("✘ {:14} {why} ({took}){}", step.name, output()),
            State::Skipped(why) if self.strict => format!("✘ {:14} {why}", step.name),
            State::Skipped(why) => format!("- {:14} {why}", step.name),
            State::Waiting | State::Running => String::new(),
        }
    }
}
