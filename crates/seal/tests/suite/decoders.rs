//! No bytes of a peer bring a decoder, a device or the server down.

use crate::support::{now, seeded};
use proptest::prelude::*;
use tacita_model::{CryptoProfile, TicketId, TypedId};
use tacita_seal::conformance::decoders::DECODERS;
use tacita_seal::conformance::world::{Opened, World};
use tacita_seal::{TicketPurpose, key_package};

/// One genuine value of everything that crosses the wire.
fn genuine() -> Vec<Vec<u8>> {
    let mut world = World::new(seeded, CryptoProfile::TacitaStd1, now()).unwrap();
    let (customer, agent) = (world.customer().unwrap(), world.agent("Ada").unwrap());
    let Opened {
        mut maker,
        mut server,
        opening,
        ..
    } = world.open(&customer, &agent).unwrap();
    let made = world.package(&agent).unwrap();
    let bob = world.agent("Bob").unwrap();
    let bobs = world.package(&bob).unwrap();
    let package = key_package::check(&world.crypto, &world.trust, &bobs.bytes, world.now).unwrap();
    let ticket = TicketId::from_bytes([1; 16]);
    let message = world.say(&customer, &mut maker, "hello").unwrap();
    let own = maker.commit(world.context(&customer)).unwrap();
    let proposal = server
        .propose_add(
            world.judge(),
            world.router(),
            ticket,
            &package,
            TicketPurpose::Join,
        )
        .unwrap();
    vec![
        customer.identity.credential().as_bytes().to_vec(),
        opening.group_info,
        opening.commit,
        opening.welcome,
        made.bytes,
        message,
        own.commit,
        proposal.proposal,
        proposal.ticket,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn random_bytes_are_refused_without_a_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        for (_, decoder) in DECODERS {
            decoder(&bytes);
        }
    }
}

#[test]
fn cut_and_flipped_values_are_refused_without_a_panic() {
    for value in genuine() {
        for (_, decoder) in DECODERS {
            for length in (0..value.len()).step_by(3) {
                decoder(&value[..length]);
            }
            for at in (0..value.len()).step_by(3) {
                let mut changed = value.clone();
                changed[at] ^= 1 << (at % 8);
                decoder(&changed);
                changed[at] = 0xff;
                decoder(&changed);
            }
            decoder(&[value.as_slice(), b"x"].concat());
        }
    }
}

#[test]
fn a_group_and_the_server_survive_any_change_of_any_message() {
    let mut world = World::new(seeded, CryptoProfile::TacitaStd1, now()).unwrap();
    let (customer, ada) = (world.customer().unwrap(), world.agent("Ada").unwrap());
    let Opened {
        mut maker,
        mut other,
        mut server,
        ..
    } = world.open(&customer, &ada).unwrap();
    let bob = world.agent("Bob").unwrap();
    let made = world.package(&bob).unwrap();
    let package = key_package::check(&world.crypto, &world.trust, &made.bytes, world.now).unwrap();
    let ticket = TicketId::from_bytes([1; 16]);
    let message = world.say(&ada, &mut other, "hello").unwrap();
    let proposal = server
        .propose_add(
            world.judge(),
            world.router(),
            ticket,
            &package,
            TicketPurpose::Join,
        )
        .unwrap();
    other
        .receive_proposal(world.context(&ada), &proposal.proposal, &proposal.ticket)
        .unwrap();
    let own = other.commit(world.context(&ada)).unwrap();
    let flips = |bytes: &[u8]| -> Vec<Vec<u8>> {
        (0..bytes.len())
            .map(|at| {
                let mut changed = bytes.to_vec();
                changed[at] ^= 1 << (at % 8);
                changed
            })
            .collect()
    };
    for changed in flips(&message) {
        assert!(
            maker
                .open(world.context(&customer), &changed, world.now)
                .is_err()
        );
    }
    for changed in flips(&proposal.proposal) {
        let received = maker.receive_proposal(world.context(&customer), &changed, &proposal.ticket);
        assert!(received.is_err());
    }
    for changed in flips(&proposal.ticket) {
        let received =
            maker.receive_proposal(world.context(&customer), &proposal.proposal, &changed);
        assert!(received.is_err());
    }
    maker
        .receive_proposal(
            world.context(&customer),
            &proposal.proposal,
            &proposal.ticket,
        )
        .unwrap();
    // The server holds no secret of the group, so it cannot check the two tags at the end of a
    // commit (66 bytes); everything before them it can. Members check all of it (flow F14 otherwise).
    let tags = own.commit.len() - 66;
    for (at, changed) in flips(&own.commit).into_iter().enumerate() {
        assert!(
            at >= tags || server.judge(world.judge(), &changed, &[]).is_err(),
            "byte {at}"
        );
        assert!(
            maker
                .receive_commit(world.context(&customer), &changed)
                .is_err(),
            "byte {at}"
        );
    }
    for changed in flips(&made.bytes) {
        let checked = key_package::check(&world.crypto, &world.trust, &changed, world.now);
        assert!(checked.is_err());
    }
    // After all that the genuine ones still work.
    server
        .apply(server.judge(world.judge(), &own.commit, &[]).unwrap())
        .unwrap();
    maker
        .open(world.context(&customer), &message, world.now)
        .unwrap();
    maker
        .receive_commit(world.context(&customer), &own.commit)
        .unwrap();
}
