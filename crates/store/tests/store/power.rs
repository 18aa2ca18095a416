//! Kills and power cuts: nothing acknowledged is lost or doubled, nothing is half done.
//!
//! `tests/scenarios/power/shim.c` is preloaded under `killed.rs` and kills it at the n-th
//! write, sync, truncation, rename or unlink. A kill leaves the files as they are; a power cut
//! leaves the image the shim kept, in which everything since each file's last sync is missing.
//! A seeded sample runs by default; with `TACITA_PROVE=full` 1,000 kills and 200 cuts, and the
//! figures go to the file that `TACITA_PROVE_FILE` names (default `target/prove/power.json`).

use crate::support::{
    HandClock, Place, assigned, batch_size, chance, entry, id, is_plain, key, own,
};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tacita_ledger::Leaf;
use tacita_model::*;
use tacita_policy::acts;
use tacita_store::{Location, Store, Write};

const COMMITS: &str = "24";
const RESTART_LIMIT: Duration = Duration::from_secs(2);

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The shim, compiled once per test process.
fn shim(folder: &Path) -> PathBuf {
    let library = folder.join("shim.so");
    let made = Command::new("gcc")
        .args(["-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o"])
        .arg(&library)
        .arg(repository().join("tests/scenarios/power/shim.c"))
        .args(["-ldl", "-lpthread"])
        .output()
        .expect("gcc is needed (apt install gcc)");
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    library
}

/// The program to kill; cargo builds it with this test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_tacita-store-killed");

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    /// By itself; the shim only counts.
    Count,
    /// SIGKILL at this act, the fatal write half done or not done.
    Kill { at: u64, torn: bool },
    /// The power goes at this act.
    Cut { at: u64 },
}

/// What one run left.
struct Run {
    folder: tempfile::TempDir,
    left: PathBuf,
    said: Vec<String>,
    acts: u64,
}

fn run(shim: &Path, mode: &str, end: End) -> Run {
    // In memory where possible: what counts is which calls were made, not what the disk does.
    let base = Path::new("/dev/shm");
    let base = if base.is_dir() {
        base.to_owned()
    } else {
        std::env::temp_dir()
    };
    let folder = tempfile::Builder::new()
        .prefix("tacita-power")
        .tempdir_in(base)
        .unwrap();
    let (real, image) = (folder.path().join("real"), folder.path().join("image"));
    std::fs::create_dir(&real).unwrap();
    std::fs::create_dir(&image).unwrap();
    let count = folder.path().join("count");
    let mut command = Command::new(PROGRAM);
    command.arg(&real).args([mode, COMMITS]);
    command
        .env("LD_PRELOAD", shim)
        .env("POWER_DIR", &real)
        .env("POWER_COUNT", &count);
    let left = match end {
        End::Count => real,
        End::Kill { at, torn } => {
            command.env("POWER_KILL", at.to_string());
            command.env("POWER_TORN", if torn { "1" } else { "0" });
            real
        }
        End::Cut { at } => {
            command
                .env("POWER_KILL", at.to_string())
                .env("POWER_IMAGE", &image);
            image
        }
    };
    let output = command.stderr(Stdio::null()).output().unwrap();
    let mut said: Vec<String> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    if !output.status.success() && said.last().is_some_and(|line| line.split(' ').count() != 3) {
        said.pop();
    }
    let acts = std::fs::read_to_string(&count)
        .unwrap_or_default()
        .trim()
        .parse()
        .unwrap_or(0);
    Run {
        folder,
        left,
        said,
        acts,
    }
}

/// What is wrong after a restart; empty when nothing is.
#[derive(Debug, Default)]
struct Findings {
    lost: u64,
    doubled: u64,
    half_done: u64,
    restart: Duration,
    acknowledged: u64,
    /// Transactions of entries alone, in one statement; said by a run that ended by itself.
    plain_rounds: u64,
}

impl Findings {
    fn sound(&self) -> bool {
        self.lost == 0 && self.doubled == 0 && self.half_done == 0
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the time of a restart is what is measured"
)]
async fn examine(left: &Path, said: &[String]) -> Findings {
    let mut acknowledged: HashMap<u64, u64> = HashMap::new();
    let mut halves = Vec::new();
    let mut found = Findings::default();
    for line in said {
        let mut words = line.split(' ');
        let what = words.next().unwrap();
        let [number, last] =
            [words.next(), words.next()].map(|word| word.unwrap().parse().unwrap());
        match what {
            "ack" => drop(acknowledged.insert(number, last)),
            "half" => halves.push((number, last)),
            "rounds" => found.plain_rounds = number,
            other => panic!("the program said `{other}`"),
        }
    }
    let place = Place {
        location: Location::Sqlite(left.join("data")),
        keys: left.join("keys"),
        clock: HandClock::new(),
    };
    let began = Instant::now();
    let store = Store::open(place.config(3)).await.unwrap();
    found.restart = began.elapsed();
    for number in 1..=4 {
        let promised = acknowledged.get(&number).copied().unwrap_or(0);
        found.acknowledged += promised;
        conversation(&store, &place, number, promised, &mut found).await;
    }
    for (number, record) in halves {
        let allowed = assigned::<acts::OpenIntake>(1, number, &place.clock);
        let leaf = store
            .intake_leaf(&allowed, id(record), id(1))
            .await
            .unwrap();
        let recorded = store.commit(vec![], vec![leaf]).await.unwrap();
        match store
            .release_server_half(&allowed, &recorded, id(record))
            .await
        {
            Ok(half) if *half == key(record) => {}
            _ => found.lost += 1,
        }
    }
    store.close().await;
    drop(place);
    found
}

async fn conversation(
    store: &Store,
    place: &Place,
    number: u64,
    promised: u64,
    found: &mut Findings,
) {
    let Ok(loaded) = store.load(id(number)).await else {
        found.lost += promised;
        return;
    };
    let allowed = own(number, &place.clock);
    let kept = store
        .entries(&allowed, id(number), Sequence(0), u32::MAX)
        .await
        .unwrap();
    let last = u64::try_from(kept.len()).unwrap();
    found.lost += promised.saturating_sub(last);
    for (expected, entry_kept) in (1..).zip(&kept) {
        if *entry_kept != entry(number, expected) {
            found.half_done += 1;
        }
    }
    let mut messages: Vec<_> = loaded
        .messages
        .iter()
        .map(|recent| recent.message)
        .collect();
    messages.sort_unstable();
    messages.dedup();
    found.doubled += u64::try_from(kept.len() - messages.len()).unwrap();
    // Batches are whole, and the group's epoch is that of the last batch which carried one.
    let (mut whole, mut grouped) = (0, 0);
    for batch in 1.. {
        let end = whole + batch_size(number, batch);
        if end > last {
            break;
        }
        whole = end;
        if !is_plain(batch) {
            grouped = end;
        }
    }
    let epoch = loaded.group.map_or(0, |group| group.epoch.0);
    if whole != last || epoch != grouped || loaded.head.sequence.0 != last {
        found.half_done += 1;
    }
    // And the log goes on where it stopped.
    store
        .commit(vec![Write::Entries(vec![entry(number, last + 1)])], vec![])
        .await
        .unwrap();
    let head = store.load(id(number)).await.unwrap().head.sequence.0;
    if head != last + 1 {
        found.half_done += 1;
    }
}

/// Act numbers spread over a run, each somewhere in its own part of it.
fn points(count: u64, acts: u64, seed: u64) -> Vec<u64> {
    let draw = chance(seed);
    (0..count)
        .map(|part| {
            let mut bytes = [0; 8];
            draw(&mut bytes);
            let width = (acts / count).max(1);
            1 + part * acts / count + u64::from_le_bytes(bytes) % width
        })
        .collect()
}

/// Runs many ends, a few at a time.
async fn all(shim: &Path, mode: &'static str, ends: Vec<End>) -> Vec<(End, Findings)> {
    let mut running = tokio::task::JoinSet::new();
    let mut done = Vec::new();
    for end in ends {
        if running.len() >= 3 {
            done.push(running.join_next().await.unwrap().unwrap());
        }
        let shim = shim.to_owned();
        running.spawn(async move {
            let run = tokio::task::spawn_blocking(move || run(&shim, mode, end))
                .await
                .unwrap();
            let found = examine(&run.left, &run.said).await;
            drop(run.folder);
            (end, found)
        });
    }
    done.extend(running.join_all().await);
    done
}

fn full() -> bool {
    std::env::var("TACITA_PROVE").is_ok_and(|value| value == "full")
}

fn sum(found: &[(End, Findings)], what: impl Fn(&Findings) -> u64) -> u64 {
    found.iter().map(|(_, findings)| what(findings)).sum()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_or_doubled_by_kills_and_power_cuts() {
    let tools = tempfile::tempdir().unwrap();
    let shim = shim(tools.path());
    let whole = run(&shim, "honest", End::Count);
    let found = examine(&whole.left, &whole.said).await;
    assert!(found.sound() && found.acknowledged > 1000, "{found:?}");
    // The path of one statement was taken. How often is chance: a plain batch that waits beside one
    // with other rows goes with it.
    assert!(found.plain_rounds > 0, "{found:?}");
    let (kills, cuts) = if full() { (1000, 200) } else { (40, 10) };
    let seed = std::env::var("TACITA_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(1);
    let at = points(kills, whole.acts, seed).into_iter();
    let ends = at
        .map(|at| End::Kill {
            at,
            torn: at % 2 == 0,
        })
        .collect();
    let killed = all(&shim, "honest", ends).await;
    let at = points(cuts, whole.acts, seed + 1).into_iter();
    let cut = all(&shim, "honest", at.map(|at| End::Cut { at }).collect()).await;
    for (end, findings) in killed.iter().chain(&cut) {
        assert!(findings.sound(), "{end:?}: {findings:?}");
        // How long a restart took says something only where nothing else runs.
        if full() {
            assert!(findings.restart < RESTART_LIMIT, "{end:?}: {findings:?}");
        }
    }
    let longest = killed
        .iter()
        .chain(&cut)
        .map(|(_, findings)| findings.restart)
        .max()
        .unwrap();
    let acknowledged = |found: &[(End, Findings)]| sum(found, |findings| findings.acknowledged);
    assert!(
        acknowledged(&killed) > 0 && acknowledged(&cut) > 0,
        "the cuts came after something"
    );

    // The controls: a disk that is not waited for, and an acknowledgement that does not wait.
    let controls = if full() { 40 } else { 8 };
    let at = points(controls, whole.acts, seed + 2);
    let cuts_of = |at: &[u64]| at.iter().map(|at| End::Cut { at: *at }).collect::<Vec<_>>();
    let unsynced = all(&shim, "sync-off", cuts_of(&late(&shim, "sync-off", &at))).await;
    let unsynced_lost = sum(&unsynced, |findings| findings.lost + findings.half_done);
    assert!(
        unsynced_lost > 0,
        "a power cut with synchronous=OFF has to lose something"
    );
    let ends = at
        .iter()
        .map(|at| End::Kill {
            at: *at,
            torn: false,
        })
        .collect();
    let early = all(&shim, "early", ends).await;
    let early_lost = sum(&early, |findings| findings.lost);
    assert!(
        early_lost > 0,
        "an acknowledgement before the commit has to break its word"
    );
    if full() {
        let figures = format!(
            "{{\n  \"acts_in_a_whole_run\": {},\n  \"kills\": {},\n  \"cuts\": {},\n  \
             \"acknowledged_before_kills\": {},\n  \"acknowledged_before_cuts\": {},\n  \
             \"lost\": {},\n  \"doubled\": {},\n  \"half_done\": {},\n  \
             \"longest_restart_ms\": {},\n  \"control_synchronous_off_lost\": {unsynced_lost},\n  \
             \"control_early_acknowledgement_lost\": {early_lost}\n}}\n",
            whole.acts,
            killed.len(),
            cut.len(),
            acknowledged(&killed),
            acknowledged(&cut),
            sum(&killed, |found| found.lost) + sum(&cut, |found| found.lost),
            sum(&killed, |found| found.doubled) + sum(&cut, |found| found.doubled),
            sum(&killed, |found| found.half_done) + sum(&cut, |found| found.half_done),
            longest.as_millis(),
        );
        let file = std::env::var_os("TACITA_PROVE_FILE").map_or_else(
            || repository().join("target/prove/power.json"),
            PathBuf::from,
        );
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, figures).unwrap();
    }
}

/// Reads that were answered, and those of them without a durable leaf.
async fn answered(left: &Path, said: &[String]) -> (u64, u64) {
    let place = Place {
        location: Location::Sqlite(left.join("data")),
        keys: left.join("keys"),
        clock: HandClock::new(),
    };
    let store = Store::open(place.config(3)).await.unwrap();
    let rows = store.ledger();
    let (mut reads, mut bare) = (0, 0);
    for line in said {
        let read: u64 = line.split(' ').nth(1).unwrap().parse().unwrap();
        let what = if read.is_multiple_of(3) {
            Leaf::what_id::<RecordId>(id(read))
        } else {
            key(read)
        };
        reads += 1;
        bare += u64::from(rows.acts_about(&what, 2).await.unwrap().len() != 1);
    }
    store.close().await;
    (reads, bare)
}

/// Answers with and without a leaf over many ends of a day of reads.
async fn days(shim: &Path, mode: &'static str, ends: Vec<End>) -> (u64, u64) {
    let (mut reads, mut bare) = (0, 0);
    for end in ends {
        let shim = shim.to_owned();
        let day = tokio::task::spawn_blocking(move || run(&shim, mode, end));
        let day = day.await.unwrap();
        let (more, without) = answered(&day.left, &day.said).await;
        (reads, bare) = (reads + more, bare + without);
        assert!(
            without == 0 || mode == "reads-early",
            "{end:?}: {without} of {more}"
        );
    }
    (reads, bare)
}

// Practice: G4
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_read_is_answered_without_a_durable_leaf_wherever_it_is_killed() {
    let tools = tempfile::tempdir().unwrap();
    let shim = shim(tools.path());
    let whole = run(&shim, "reads", End::Count);
    let (reads, bare) = answered(&whole.left, &whole.said).await;
    assert_eq!((reads, bare), (96, 0), "a day without a kill");
    // Every write, sync, rename and unlink of the day in full; a sample of them otherwise.
    let (kills, cuts) = if full() { (whole.acts, 100) } else { (16, 6) };
    let at = points(kills, whole.acts, 11).into_iter();
    let kill = |at| End::Kill {
        at,
        torn: at % 2 == 0,
    };
    let (killed, bare) = days(&shim, "reads", at.map(kill).collect()).await;
    assert!(
        killed > 0 && bare == 0,
        "{killed} answers, {bare} without a leaf"
    );
    let at = points(cuts, whole.acts, 12).into_iter();
    let (cut, bare) = days(&shim, "reads", at.map(|at| End::Cut { at }).collect()).await;
    assert!(cut > 0 && bare == 0, "{cut} answers, {bare} without a leaf");
    // The control: answers that do not wait for their leaves.
    let at = points(8, whole.acts, 13).into_iter();
    let (_, bare) = days(&shim, "reads-early", at.map(kill).collect()).await;
    assert!(
        bare > 0,
        "an answer before its leaf has to break the promise"
    );
}

/// Without syncs a run has fewer acts: the same points, scaled to it.
fn late(shim: &Path, mode: &str, at: &[u64]) -> Vec<u64> {
    let acts = run(shim, mode, End::Count).acts;
    let most = at.iter().max().copied().unwrap_or(1);
    at.iter()
        .map(|at| 1 + at * acts.saturating_sub(1) / most.max(1))
        .collect()
}

/// Must-show 10: a full disk is a clear error, the process stays up, nothing is lost.
#[test]
fn a_full_disk_is_said_and_nothing_is_lost() {
    let tools = tempfile::tempdir().unwrap();
    let shim = shim(tools.path());
    let folder = tempfile::tempdir().unwrap();
    let switch = folder.path().join("full");
    let real = folder.path().join("real");
    let mut child = Command::new(PROGRAM)
        .arg(&real)
        .args(["full", "1"])
        .env("LD_PRELOAD", &shim)
        .env("POWER_DIR", &real)
        .env("POWER_FULL", &switch)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut said = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        match line.as_str() {
            "half way" => {
                std::fs::write(&switch, "").unwrap();
                input.write_all(b"\n").unwrap();
            }
            "full 3" => {
                std::fs::remove_file(&switch).unwrap();
                input.write_all(b"\n").unwrap();
            }
            line if line.starts_with("full") => {}
            line => said.push(line.to_owned()),
        }
    }
    assert!(child.wait().unwrap().success());
    assert!(!switch.exists(), "the disk was full three times");
    assert_eq!(said.last().map(String::as_str), Some("ack 1 400"));
    let place = Place {
        location: Location::Sqlite(real.join("data")),
        keys: real.join("keys"),
        clock: HandClock::new(),
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = place.open().await;
        let kept = store
            .entries(&own(1, &place.clock), id(1), Sequence(0), 999)
            .await
            .unwrap();
        assert_eq!(kept.len(), 400);
        store.close().await;
    });
}
