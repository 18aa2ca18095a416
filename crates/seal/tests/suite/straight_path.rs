//! The straight path through the face: open, talk, hand over, load again.

use crate::support::{now, seeded};
use tacita_model::{CryptoProfile, TicketId, TypedId};
use tacita_seal::conformance::world::{Opened, World};
use tacita_seal::{Group, GroupError, Provider, PublicGroup, TicketPurpose, key_package};

// Practice: B14
#[test]
fn a_customer_and_an_agent_talk_both_ways_in_every_profile() {
    for profile in CryptoProfile::ALL {
        let mut world = World::new(seeded, *profile, now()).unwrap();
        let (customer, agent) = (world.customer().unwrap(), world.agent("Ada").unwrap());
        let Opened {
            mut maker,
            mut other,
            ..
        } = world.open(&customer, &agent).unwrap();
        world
            .exchange((&customer, &mut maker), (&agent, &mut other), "hello")
            .unwrap();
        world
            .exchange((&agent, &mut other), (&customer, &mut maker), "good day")
            .unwrap();
        assert_eq!(maker.safety_number(), other.safety_number());
        assert_eq!(maker.safety_number().to_string().len(), 71);
    }
}

#[test]
fn a_hand_over_in_two_epochs_lets_the_new_agent_read_on_and_the_old_one_not() {
    let mut world = World::new(seeded, CryptoProfile::TacitaPq1, now()).unwrap();
    let customer = world.customer().unwrap();
    let (ada, bob) = (world.agent("Ada").unwrap(), world.agent("Bob").unwrap());
    let Opened {
        id,
        mut maker,
        mut other,
        server,
        ..
    } = world.open(&customer, &ada).unwrap();
    let mut server = PublicGroup::from_bytes(&server.to_bytes().unwrap()).unwrap();

    // First epoch: the server proposes to add Bob, Ada commits, the customer is away.
    let made = world.package(&bob).unwrap();
    let package = key_package::check(&world.crypto, &world.trust, &made.bytes, world.now).unwrap();
    let ticket = TicketId::from_bytes([7; 16]);
    let proposal = server
        .propose_add(
            world.judge(),
            world.router(),
            ticket,
            &package,
            TicketPurpose::Transfer,
        )
        .unwrap();
    let proposed = other
        .receive_proposal(world.context(&ada), &proposal.proposal, &proposal.ticket)
        .unwrap();
    assert!(proposed.adds);
    let commit = other.commit(world.context(&ada)).unwrap();
    let judged = server.judge(world.judge(), &commit.commit, &[]).unwrap();
    assert_eq!(judged.added().next().unwrap().1, made.reference);
    server.apply(judged).unwrap();
    other.merge_own(world.context(&ada)).unwrap();
    let welcome = commit.welcome.unwrap();
    let mut bobs = Group::join(world.context(&bob), id, world.profile, &welcome).unwrap();

    // Second epoch: the server proposes to remove Ada, Bob commits.
    let mut server = PublicGroup::from_bytes(&server.to_bytes().unwrap()).unwrap();
    let removal = server
        .propose_remove(
            world.judge(),
            world.router(),
            ticket,
            other.own_leaf(),
            TicketPurpose::Transfer,
        )
        .unwrap();
    bobs.receive_proposal(world.context(&bob), &removal.proposal, &removal.ticket)
        .unwrap();
    let second = bobs.commit(world.context(&bob)).unwrap();
    server
        .apply(server.judge(world.judge(), &second.commit, &[]).unwrap())
        .unwrap();
    bobs.merge_own(world.context(&bob)).unwrap();

    // The customer comes back and applies both in order.
    maker
        .receive_proposal(
            world.context(&customer),
            &proposal.proposal,
            &proposal.ticket,
        )
        .unwrap();
    let change = maker
        .receive_commit(world.context(&customer), &commit.commit)
        .unwrap();
    assert_eq!(change.added.len(), 1);
    maker
        .receive_proposal(world.context(&customer), &removal.proposal, &removal.ticket)
        .unwrap();
    let change = maker
        .receive_commit(world.context(&customer), &second.commit)
        .unwrap();
    assert_eq!(change.removed.len(), 1);
    world
        .exchange((&customer, &mut maker), (&bob, &mut bobs), "still here")
        .unwrap();
    world
        .exchange((&bob, &mut bobs), (&customer, &mut maker), "so am I")
        .unwrap();

    // Ada applies her removal and is out.
    other
        .receive_proposal(world.context(&ada), &removal.proposal, &removal.ticket)
        .unwrap();
    assert!(other.removes_us());
    let change = other
        .receive_commit(world.context(&ada), &second.commit)
        .unwrap();
    assert!(!change.active);
}

#[test]
fn a_device_goes_on_from_what_its_batches_wrote() {
    let mut world = World::new(seeded, CryptoProfile::TacitaPq1, now()).unwrap();
    let (customer, mut agent) = (world.customer().unwrap(), world.agent("Ada").unwrap());
    let Opened {
        id,
        mut maker,
        mut other,
        ..
    } = world.open(&customer, &agent).unwrap();
    let mut disk = std::collections::BTreeMap::new();
    for round in 0..5 {
        world
            .exchange((&customer, &mut maker), (&agent, &mut other), "on we go")
            .unwrap();
        for (key, value) in agent.provider.take_batch() {
            match value {
                Some(value) => disk.insert(key, value),
                None => disk.remove(&key),
            };
        }
        assert!(agent.provider.take_batch().is_empty(), "round {round}");
        agent.provider = Provider::load(seeded(1000 + round), disk.clone());
        other = Group::load(&agent.provider, id).unwrap().unwrap();
    }
}

// Practice: B2
#[test]
fn nothing_that_leaves_the_device_shows_a_word_of_the_text() {
    let mut world = World::new(seeded, CryptoProfile::TacitaPq1, now()).unwrap();
    let (customer, agent) = (world.customer().unwrap(), world.agent("Ada").unwrap());
    let Opened {
        mut maker,
        opening,
        server,
        ..
    } = world.open(&customer, &agent).unwrap();
    let text = "canary-4d1f my parcel never came";
    let sealed = world.say(&customer, &mut maker, text).unwrap();
    let outside = [
        sealed,
        opening.group_info,
        opening.commit,
        opening.welcome,
        server.to_bytes().unwrap(),
    ];
    for bytes in outside {
        let found = bytes
            .windows(6)
            .any(|window| text.as_bytes().windows(6).any(|w| w == window));
        assert!(!found);
    }
}

// Practice: B6
#[test]
fn a_message_of_one_chat_opens_in_no_other_chat_of_the_same_agent() {
    let mut world = World::new(seeded, CryptoProfile::TacitaPq1, now()).unwrap();
    let (one, two) = (world.customer().unwrap(), world.customer().unwrap());
    // One agent, two workers: two devices' worth of state under two key packages.
    let (first, second) = (world.agent("Ada").unwrap(), world.agent("Ada").unwrap());
    let mut a = world.open(&one, &first).unwrap();
    let mut b = world.open(&two, &second).unwrap();
    let hostile = world.say(&one, &mut a.maker, "open me elsewhere").unwrap();
    let elsewhere = world.hear(&second, &mut b.other, &hostile);
    assert_eq!(elsewhere.unwrap_err(), GroupError::WrongGroup);
    assert!(Group::load(&second.provider, a.id).unwrap().is_none());
    world.hear(&first, &mut a.other, &hostile).unwrap();
}

// Practice: J2
#[test]
fn everybody_sees_the_same_people_and_the_same_safety_number() {
    let mut world = World::new(seeded, CryptoProfile::TacitaPq1, now()).unwrap();
    let (customer, agent) = (world.customer().unwrap(), world.agent("Ada").unwrap());
    let Opened { maker, other, .. } = world.open(&customer, &agent).unwrap();
    let names = |group: &Group| -> Vec<Option<String>> {
        group
            .members()
            .map(|(_, member)| member.name().map(str::to_owned))
            .collect()
    };
    assert_eq!(names(&maker), [None, Some("Ada".to_owned())]);
    assert_eq!(names(&maker), names(&other));
    assert_eq!(maker.safety_number(), other.safety_number());
    let again = world.open(&customer, &agent);
    assert_ne!(again.unwrap().maker.safety_number(), maker.safety_number());
}
