//! What `cargo xtask figures` asks of crate `seal`: sizes of a chat's state, cost of a commit at the
//! server and of a message at a device. Times are CPU time of this thread, since the machine is
//! shared; means over many runs.

#[cfg(test)]
#[path = "suite/support.rs"]
#[expect(dead_code, reason = "the suite uses more of it")]
mod support;

use std::collections::BTreeMap;
use support::{now, report, seeded};
use tacita_model::CryptoProfile;
use tacita_seal::conformance::world::{Opened, World};
use tacita_seal::{Provider, PublicGroup};

/// Microseconds that this thread has spent on a processor, in steps of 10,000.
#[cfg(test)]
fn cpu_microseconds() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
    // Fields 14 and 15 (user and system time in ticks of 10 ms), counted after the name's bracket.
    let after = text.rsplit_once(')').unwrap().1;
    let ticks = after.split_whitespace().skip(11).take(2);
    ticks
        .map(|ticks| ticks.parse::<u64>().unwrap())
        .sum::<u64>()
        * 10_000
}

/// The mean CPU time of `act` in microseconds over enough runs that a tick does not matter.
#[cfg(test)]
fn mean(runs: u64, mut act: impl FnMut()) -> u64 {
    let begun = cpu_microseconds();
    (0..runs).for_each(|_| act());
    (cpu_microseconds() - begun) / runs
}

#[cfg(test)]
fn flush(disk: &mut BTreeMap<Vec<u8>, Vec<u8>>, provider: &Provider) -> usize {
    let mut written = 0;
    for (key, value) in provider.take_batch() {
        written += key.len() + value.as_ref().map_or(0, Vec::len);
        match value {
            Some(value) => disk.insert(key, value),
            None => disk.remove(&key),
        };
    }
    written
}

#[test]
#[ignore = "a measurement: `cargo xtask figures` runs it in release"]
fn figures_of_a_chat_in_the_default_profile() {
    let mut world = World::new(seeded, CryptoProfile::TacitaPq1, now()).unwrap();
    let (customer, agent) = (world.customer().unwrap(), world.agent("Ada").unwrap());
    let Opened {
        mut maker,
        mut other,
        server,
        opening,
        ..
    } = world.open(&customer, &agent).unwrap();
    let mut figures: BTreeMap<&str, u64> = BTreeMap::new();
    let number = |value: usize| u64::try_from(value).unwrap();
    let opened = opening.group_info.len() + opening.commit.len() + opening.welcome.len();
    figures.insert("open_mls_bytes", number(opened));

    let mut disk = BTreeMap::new();
    let mut rewritten = 0;
    let bytes = |disk: &BTreeMap<Vec<u8>, Vec<u8>>| -> usize {
        disk.iter()
            .map(|(key, value)| key.len() + value.len())
            .sum()
    };
    let mut talk = |world: &mut World, rounds: usize, disk: &mut BTreeMap<Vec<u8>, Vec<u8>>| {
        for _ in 0..rounds {
            world
                .exchange((&customer, &mut maker), (&agent, &mut other), "a question")
                .unwrap();
            world
                .exchange((&agent, &mut other), (&customer, &mut maker), "an answer")
                .unwrap();
            rewritten = rewritten.max(flush(disk, &agent.provider));
        }
    };
    // The opening itself, then enough for every counter to reach its width.
    flush(&mut disk, &agent.provider);
    talk(&mut world, 300, &mut disk);
    let before = bytes(&disk);
    talk(&mut world, 500, &mut disk);
    figures.insert("state_bytes", number(bytes(&disk)));
    figures.insert(
        "state_growth_bytes_1000",
        number(bytes(&disk).saturating_sub(before)),
    );
    figures.insert("message_rewritten_bytes", number(rewritten));

    // The server: load the row, judge, apply, write the row back.
    let blob = server.to_bytes().unwrap();
    let own = maker.commit(world.context(&customer)).unwrap();
    figures.insert(
        "commit_check_cpu_us",
        mean(1000, || {
            let mut group = PublicGroup::from_bytes(&blob).unwrap();
            let judged = group.judge(world.judge(), &own.commit, &[]).unwrap();
            group.apply(judged).unwrap();
            assert!(!group.to_bytes().unwrap().is_empty());
        }),
    );
    maker.drop_own(world.context(&customer)).unwrap();
    let text = "x".repeat(300);
    let mut messages = Vec::new();
    figures.insert(
        "native_seal_cpu_us",
        mean(1500, || {
            messages.push(world.say(&customer, &mut maker, &text).unwrap())
        }),
    );
    let mut incoming = messages.into_iter();
    figures.insert(
        "native_open_cpu_us",
        mean(1500, || {
            world
                .hear(&agent, &mut other, &incoming.next().unwrap())
                .unwrap();
        }),
    );
    let json = serde_json::to_string(&figures).unwrap();
    report(&json);
    if let Some(folder) = std::env::var_os("TACITA_FIGURES") {
        std::fs::write(std::path::Path::new(&folder).join("seal.json"), json).unwrap();
    }
}
