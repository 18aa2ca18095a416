//! What `cargo xtask figures` asks of the server: the price of a commit, and that a message costs the
//! service no public-key operation. A program for itself, because both count what the whole process
//! does. Times are processor time, since the machine is shared.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{CryptoRng, Rng, SeedableRng};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use tacita_model::{
    ChainHash, Clock, ConversationId, ConversationState, CryptoProfile, Epoch, Generation,
    MessageId, Place, Sequence, Timestamp, TypedId,
};
use tacita_seal::conformance::world::World;
use tacita_seal::{PublicGroup, public_key_operations};
use tacita_server::host::SystemClock;
use tacita_store::{Config, LocalKms, Location, Store, Write, rows};
use tacita_testkit::{Person, Town, expect_state, expect_text};

/// One at a time: each counts what the whole process does.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// Adds a figure to the file of `cargo xtask figures`; without one it does nothing.
#[cfg(test)]
fn figure(name: &str, value: u64) {
    static FIGURES: Mutex<BTreeMap<String, u64>> = Mutex::new(BTreeMap::new());
    let Some(folder) = std::env::var_os("TACITA_FIGURES") else {
        return;
    };
    let mut figures = FIGURES.lock().unwrap();
    figures.insert(name.to_owned(), value);
    let json = serde_json::to_string(&*figures).unwrap();
    std::fs::write(Path::new(&folder).join("server.json"), json).unwrap();
}

#[cfg(test)]
fn seeded(seed: u64) -> Box<dyn CryptoRng + Send> {
    Box::new(ChaCha20Rng::seed_from_u64(seed))
}

/// So many messages, each delivered before the next; how many operations with a key pair that took
/// in this process, which holds the service and both devices.
#[cfg(test)]
async fn say(town: &Town, customer: &Person, count: u64) -> u64 {
    let before = public_key_operations();
    for number in 0..count {
        let text = format!("message {number} of {count}");
        customer.send(town.message_id(), &text);
        expect_state(customer, &text, "delivered").await;
    }
    public_key_operations() - before
}

// The sender signs inside MLS and the reader verifies: two operations. A third would be the
// service's. It alone is counted beside prepared posts by `tacita bench`.
#[tokio::test]
async fn a_message_takes_no_public_key_operation_besides_its_senders_and_its_readers() {
    let _alone = ALONE.lock().await;
    let town = Town::new().await;
    let thandi = town.agent("Thandi").await;
    town.route_to(&thandi);
    let (customer, chat) = town.customer().await;
    customer.send(town.message_id(), "hello?");
    expect_state(&customer, "hello?", "sent").await;
    let console = thandi.open(chat);
    expect_text(&console, "hello?").await;
    // What opening leaves to be done is over when the first few are delivered.
    say(&town, &customer, 3).await;

    // A device renews its path after 50 messages, and that commit has its own price: this stays below.
    let few = say(&town, &customer, 10).await;
    let many = say(&town, &customer, 30).await;
    assert_eq!((few, many), (2 * 10, 2 * 30));
    figure(
        "public_key_operations_per_message_at_the_server",
        many / 30 - 2,
    );
    town.close().await;
}

#[test]
#[ignore = "a measurement: `cargo xtask figures` runs it in release"]
fn price_of_a_commit_checked_and_stored() {
    const COMMITS: u64 = 1000;
    let _alone = ALONE.blocking_lock();
    let mut world = World::new(seeded, CryptoProfile::TacitaPq1, SystemClock.now()).unwrap();
    let (customer, agent) = (world.customer().unwrap(), world.agent("Ada").unwrap());
    let mut opened = world.open(&customer, &agent).unwrap();
    let kept = opened.server.to_bytes().unwrap();
    let own = opened.maker.commit(world.context(&customer)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let store = store(folder.path()).await;
        let begun = tacita_store::floor::cpu_seconds();
        for number in 1..=COMMITS {
            let mut group = PublicGroup::from_bytes(&kept).unwrap();
            let judged = group.judge(world.judge(), &own.commit, &[]).unwrap();
            group.apply(judged).unwrap();
            let writes = rows_of(number, own.commit.to_vec(), group.to_bytes().unwrap());
            store.commit(writes, Vec::new()).await.unwrap();
        }
        let took = tacita_store::floor::cpu_seconds() - begun;
        store.close().await;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "seconds of a minute at most"
        )]
        let microseconds = (took * 1e6) as u64 / COMMITS;
        figure("commit_cpu_us", microseconds);
    });
}

#[cfg(test)]
async fn store(folder: &Path) -> Store {
    let draw: tacita_store::Randomness = Arc::new(|bytes: &mut [u8]| seeded(1).fill_bytes(bytes));
    let kms = LocalKms::open(folder.join("kms"), Arc::clone(&draw)).unwrap();
    let location = Location::Sqlite(folder.join("data"));
    let config = Config::new(location, Arc::new(SystemClock), draw, Arc::new(kms));
    Store::open(config).await.unwrap()
}

/// The rows of one commit, as `persist.rs` makes them: entry, epoch, group, head.
#[cfg(test)]
fn rows_of(number: u64, commit: Vec<u8>, public_group: Vec<u8>) -> Vec<Write> {
    let conversation = ConversationId::from_bytes([7; 16]);
    let entry = tacita_store::Entry {
        conversation,
        place: Place {
            sequence: Sequence(number),
            chain: ChainHash([1; 32]),
        },
        time: Timestamp(1),
        kind: 2,
        sender: [2; 32],
        counter: 0,
        epoch: Epoch(number),
        message: MessageId::from_bytes([0; 16]),
        body: commit.into(),
        body_hash: [3; 32],
    };
    let won = rows::Handshake {
        conversation,
        generation: Generation(1),
        epoch: Epoch(number),
        sequence: Sequence(number),
    };
    let group = rows::Group {
        conversation,
        generation: Generation(1),
        group_id: vec![7; 20],
        epoch: Epoch(number),
        public_group,
        pending: Vec::new(),
    };
    let head = rows::Conversation {
        id: conversation,
        tenant: TypedId::from_bytes([1; 16]),
        site: "shop".to_owned(),
        queue: TypedId::from_bytes([1; 16]),
        customer: TypedId::from_bytes([1; 16]),
        customer_key: [2; 32],
        customer_credential: vec![0; 300],
        state: ConversationState::Active,
        generation: Generation(1),
        profile: CryptoProfile::TacitaPq1,
        agent: None,
        device: None,
        opened_at: Timestamp(1),
        waiting_since: None,
        last_entry_at: Timestamp(1),
        closed_at: None,
        freezes: 0,
        frozen_since: None,
        forgotten_to: Sequence(0),
        on_hold_since: None,
        language: None,
        prefers: None,
    };
    vec![
        Write::Entries(vec![entry]),
        Write::WinEpoch(won),
        Write::PutGroup(group),
        Write::SetConversation(head),
    ]
}
