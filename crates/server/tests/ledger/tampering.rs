//! A log that the server wrote, tampered with at random by three kinds of attackers: one with the
//! database's password, one who also makes every hash fit, one who also holds the signing key. All
//! are found and placed; the last one only by the head that a witness holds.
//!
//! A sample by default; 100,000 with TACITA_PROVE=full.

use crate::place::{ORIGIN, SECRET, grow, open, sequence, take_up, vkey};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use tacita_ledger::audit::{Audit, Fault, Holder};
use tacita_ledger::note::{NoteKey, SignedNote};
use tacita_ledger::verify::verify_log;
use tacita_ledger::{Checkpoint, Hash, Leaf, LeafKind, Trunk, tile};
use tacita_model::Timestamp;
use tacita_store::LeafRead;

const LEAVES: u64 = 700;

/// Everything that stands in the database.
#[derive(Clone)]
struct Log {
    leaves: Vec<LeafRead>,
    bundles: Vec<Hash>,
    heads: Vec<String>,
}

async fn written() -> Log {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    let ledger = take_up(&store).await;
    let mut from = 0;
    for to in [1, 90, 200, 257, 400, 512, 640, LEAVES] {
        grow(&store, 1, from..to).await;
        sequence(&ledger, &store).await;
        from = to;
    }
    let rows = store.ledger();
    let log = Log {
        leaves: rows.leaves(0, 10_000).await.unwrap(),
        bundles: rows
            .bundles()
            .await
            .unwrap()
            .into_iter()
            .map(Hash)
            .collect(),
        heads: rows
            .heads()
            .await
            .unwrap()
            .into_iter()
            .map(|head| head.note)
            .collect(),
    };
    store.close().await;
    log
}

fn audit(log: &Log, seen: Option<(u64, Hash)>) -> Result<u64, Fault> {
    let mut audit = Audit::new(log.bundles.clone());
    for note in &log.heads {
        // A head without a good signature is named before any leaf is looked at.
        let head = Checkpoint::open(note.as_bytes(), &vkey()).unwrap();
        audit.head(Holder::Log, head.size, head.root);
    }
    if let Some((size, root)) = seen {
        audit.head(Holder::Other, size, root);
    }
    for row in &log.leaves {
        audit.leaf(row.number, row.leaf.as_ref(), Hash(row.hash))?;
    }
    audit.finish().map(|checked| checked.covered)
}

#[derive(Debug, Clone, Copy)]
enum Attack {
    Flip,
    Delete,
    Insert,
    Reorder,
    Truncate,
    Fork,
    RollBack,
}

const ATTACKS: [Attack; 7] = [
    Attack::Flip,
    Attack::Delete,
    Attack::Insert,
    Attack::Reorder,
    Attack::Truncate,
    Attack::Fork,
    Attack::RollBack,
];

/// How much the attacker makes fit again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Power {
    /// Rows are changed, nothing else.
    Rows,
    /// Numbers and leaf hashes fit again.
    Hashes,
    /// Bundles and all heads are made anew with the log's own key.
    Key,
}

struct Dice(ChaCha20Rng);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0.next_u64() % end
    }

    fn index(&mut self, log: &Log) -> usize {
        usize::try_from(self.below(log.leaves.len() as u64)).unwrap()
    }
}

/// Changes one field; a word or an id is another word or id afterwards.
fn flip(leaf: &mut Leaf, dice: &mut Dice) {
    let byte = usize::try_from(dice.below(32)).unwrap();
    let bit = 1 << dice.below(8);
    match dice.below(5) {
        0 => leaf.who.0[byte] ^= bit,
        1 => leaf.what[byte] ^= bit,
        2 => leaf.when = Timestamp(leaf.when.0 ^ i64::from(bit)),
        3 => {
            let others = LeafKind::ALL.iter().filter(|kind| **kind != leaf.kind);
            leaf.kind = *others
                .clone()
                .nth(byte % (LeafKind::ALL.len() - 1))
                .unwrap();
        }
        _ => {
            leaf.purpose = match leaf.purpose {
                Some(_) => None,
                None => Some(tacita_model::Purpose::Administer),
            };
        }
    }
}

/// Does it; the first place (from 0) that is another afterwards.
fn change(log: &mut Log, attack: Attack, dice: &mut Dice) -> usize {
    let at = dice.index(log);
    match attack {
        Attack::Flip => flip(log.leaves[at].leaf.as_mut().unwrap(), dice),
        Attack::Delete => drop(log.leaves.remove(at)),
        Attack::Insert => {
            let mut row = log.leaves[at];
            flip(row.leaf.as_mut().unwrap(), dice);
            log.leaves.insert(at, row);
        }
        Attack::Reorder => {
            let other = dice.index(log);
            let other = if other == at {
                (at + 1) % log.leaves.len()
            } else {
                other
            };
            let (a, b) = (log.leaves[at], log.leaves[other]);
            (log.leaves[at], log.leaves[other]) = (b, a);
            (log.leaves[at].number, log.leaves[other].number) = (a.number, b.number);
            return at.min(other);
        }
        Attack::Truncate => log.leaves.truncate(at),
        Attack::Fork => {
            for row in &mut log.leaves[at..] {
                flip(row.leaf.as_mut().unwrap(), dice);
            }
        }
        Attack::RollBack => {
            // As it stood at an earlier moment, heads included.
            log.leaves.truncate(at);
            let size = at as u64;
            log.heads
                .retain(|note| Checkpoint::open(note.as_bytes(), &vkey()).unwrap().size <= size);
            log.bundles.truncate(at / 256);
        }
    }
    at
}

fn make_fit(log: &mut Log, power: Power) {
    if power >= Power::Hashes {
        for (row, number) in log.leaves.iter_mut().zip(1..) {
            row.number = number;
            row.hash = row.leaf.unwrap().hash();
        }
    }
    if power == Power::Key {
        let key = NoteKey::from_bytes(&SECRET);
        let mut trunk = Trunk::default();
        log.bundles.clear();
        for row in &log.leaves {
            log.bundles.extend(trunk.push(Hash(row.hash)));
        }
        let head = Checkpoint {
            origin: ORIGIN.to_owned(),
            size: trunk.size(),
            root: trunk.root(),
        };
        let mut note = SignedNote::unsigned(head.to_text());
        note.sign(ORIGIN, &key);
        log.heads = vec![note.to_text()];
    }
}

/// Whether the fault is where the change is.
fn placed(fault: Fault, at: usize, attack: Attack) -> bool {
    let number = at as u64 + 1;
    match fault {
        Fault::Number { wanted, .. } => wanted == number || wanted == number + 1,
        Fault::Unreadable { number: found } | Fault::Content { number: found } => found == number,
        Fault::Bundle { first, last }
        | Fault::Signed { first, last }
        | Fault::Seen { first, last } => (first..=last).contains(&number),
        Fault::Shorter { size, .. } => {
            size == at as u64 || (matches!(attack, Attack::Delete) && size == LEAVES - 1)
        }
    }
}

fn rounds() -> u64 {
    if std::env::var("TACITA_PROVE").as_deref() == Ok("full") {
        100_000
    } else {
        420
    }
}

// Practice: G1
#[tokio::test]
async fn every_tampering_with_a_log_that_the_server_wrote_is_found_and_placed() {
    let honest = written().await;
    let head = Checkpoint::open(honest.heads.last().unwrap().as_bytes(), &vkey()).unwrap();
    let seen = Some((head.size, head.root));
    assert_eq!(audit(&honest, seen), Ok(LEAVES));
    let mut dice = Dice(ChaCha20Rng::seed_from_u64(4));
    let mut by_witness_alone = 0;
    for round in 0..rounds() {
        let attack = ATTACKS[usize::try_from(round % 7).unwrap()];
        let power =
            [Power::Rows, Power::Hashes, Power::Key][usize::try_from(round / 7 % 3).unwrap()];
        let mut forged = honest.clone();
        let at = change(&mut forged, attack, &mut dice);
        make_fit(&mut forged, power);
        let Err(found) = audit(&forged, seen) else {
            panic!("{round}: {attack:?} {power:?} at {at} was not found");
        };
        assert!(
            placed(found, at, attack),
            "{round}: {attack:?} {power:?} at {at} was placed at {found:?}"
        );
        if audit(&forged, None).is_ok() {
            by_witness_alone += 1;
        }
    }
    assert!(by_witness_alone >= rounds() / 3, "the holder of the key");
}

#[tokio::test]
async fn every_flipped_byte_of_the_files_that_the_server_serves_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    let ledger = take_up(&store).await;
    grow(&store, 1, 0..520).await;
    sequence(&ledger, &store).await;
    let rows = store.ledger();
    let mut files = vec![(
        "checkpoint".to_owned(),
        ledger.head().unwrap().note.into_bytes(),
    )];
    for (level, index, width) in tile::tiles(520) {
        let mut paths = vec![tile::path(Some(level), index, width)];
        if level == 0 {
            paths.push(tile::path(None, index, width));
        }
        for path in paths {
            let bytes = ledger.tile(&rows, &path).await.unwrap();
            files.push((path, bytes));
        }
    }
    store.close().await;
    let verdict = |files: &[(String, Vec<u8>)]| {
        verify_log(&vkey(), "checkpoint", &[], |path| {
            let found = files.iter().find(|(name, _)| name == path);
            found.map(|(_, bytes)| bytes.clone())
        })
        .map(|verified| verified.checkpoint.size)
    };
    assert_eq!(verdict(&files), Ok(520));
    // 0/000, 0/001, 0/002.p/8, 1/000.p/2, three bundles, the checkpoint.
    assert_eq!(files.len(), 8);
    let mut dice = Dice(ChaCha20Rng::seed_from_u64(5));
    let flips = if rounds() > 1000 { 3000 } else { 120 };
    for flip in 0..flips {
        let file = flip % files.len();
        let place = usize::try_from(dice.below(files[file].1.len() as u64)).unwrap();
        let bit = 1 << dice.below(8);
        files[file].1[place] ^= bit;
        assert!(verdict(&files).is_err(), "{} byte {place}", files[file].0);
        files[file].1[place] ^= bit;
    }
}
