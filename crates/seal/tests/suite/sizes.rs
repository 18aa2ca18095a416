//! Sizes that the design promises: state of a chat, what a message rewrites, what opening sends.

use crate::support::{now, report, seeded};
use std::collections::BTreeMap;
use tacita_model::CryptoProfile;
use tacita_seal::Provider;
use tacita_seal::conformance::world::{Opened, World};

/// A device's disk, kept up by batches alone.
#[derive(Default)]
struct Disk(BTreeMap<Vec<u8>, Vec<u8>>);

impl Disk {
    /// Writes the batch; the bytes it rewrote.
    fn flush(&mut self, provider: &Provider) -> usize {
        let mut written = 0;
        for (key, value) in provider.take_batch() {
            written += key.len() + value.as_ref().map_or(0, Vec::len);
            match value {
                Some(value) => self.0.insert(key, value),
                None => self.0.remove(&key),
            };
        }
        written
    }

    fn bytes(&self) -> usize {
        self.0
            .iter()
            .map(|(key, value)| key.len() + value.len())
            .sum()
    }
}

#[test]
fn a_chat_keeps_at_most_20_kb_and_does_not_grow_over_1000_messages() {
    for profile in CryptoProfile::ALL {
        let mut world = World::new(seeded, *profile, now()).unwrap();
        let (customer, agent) = (world.customer().unwrap(), world.agent("Ada").unwrap());
        let Opened {
            mut maker,
            mut other,
            ..
        } = world.open(&customer, &agent).unwrap();
        let (mut customers, mut agents) = (Disk::default(), Disk::default());
        let mut most = 0;
        // First the window of 50 out-of-order generations fills and the ratchets' counters pass
        // from one byte to two; growth is measured after that.
        let mut round = |world: &mut World| {
            world
                .exchange((&customer, &mut maker), (&agent, &mut other), "a question")
                .unwrap();
            let a = customers
                .flush(&customer.provider)
                .max(agents.flush(&agent.provider));
            world
                .exchange((&agent, &mut other), (&customer, &mut maker), "an answer")
                .unwrap();
            let b = customers
                .flush(&customer.provider)
                .max(agents.flush(&agent.provider));
            (a.max(b), customers.bytes(), agents.bytes())
        };
        round(&mut world);
        for _ in 0..260 {
            most = round(&mut world).0.max(most);
        }
        let (_, customer_before, agent_before) = round(&mut world);
        for _ in 0..500 {
            most = round(&mut world).0.max(most);
        }
        let (_, customer_after, agent_after) = round(&mut world);
        let growth =
            customer_after.max(agent_after) as i64 - customer_before.max(agent_before) as i64;
        report(&format!(
            "{}: state_bytes customer {customer_after} agent {agent_after}, rewritten at most {most}, growth {growth}",
            profile.as_str()
        ));
        assert!(customer_after <= 20_000 && agent_after <= 20_000);
        assert!(most <= 1_500, "{most}");
        assert_eq!(growth, 0);
    }
}

#[test]
fn opening_a_chat_sends_at_most_12_kb() {
    for (profile, limit) in [
        (CryptoProfile::TacitaPq1, 12_000),
        (CryptoProfile::TacitaStd1, 5_000),
    ] {
        let mut world = World::new(seeded, profile, now()).unwrap();
        let (customer, agent) = (world.customer().unwrap(), world.agent("Ada").unwrap());
        let Opened {
            mut maker,
            opening,
            server,
            ..
        } = world.open(&customer, &agent).unwrap();
        let message = world.say(&customer, &mut maker, &"x".repeat(150)).unwrap();
        let (info, commit, welcome) = (
            opening.group_info.len(),
            opening.commit.len(),
            opening.welcome.len(),
        );
        let total = info + commit + welcome + message.len();
        report(&format!(
            "{}: open_up_bytes {total} = group info {info} + commit {commit} + welcome {welcome} + message {}; public group {} bytes",
            profile.as_str(),
            message.len(),
            server.to_bytes().unwrap().len(),
        ));
        assert!(total <= limit, "{total}");
    }
}

#[test]
fn messages_are_padded_to_steps_of_256() {
    let mut world = World::new(seeded, CryptoProfile::TacitaPq1, now()).unwrap();
    let (customer, agent) = (world.customer().unwrap(), world.agent("Ada").unwrap());
    let Opened { mut maker, .. } = world.open(&customer, &agent).unwrap();
    let mut sizes = std::collections::BTreeSet::new();
    for length in 0..1000 {
        sizes.insert(
            world
                .say(&customer, &mut maker, &"x".repeat(length))
                .unwrap()
                .len(),
        );
    }
    // 1,000 lengths of text give no more than five sizes on the wire.
    assert!(sizes.len() <= 5, "{sizes:?}");
}
