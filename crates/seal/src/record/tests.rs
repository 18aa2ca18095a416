//! Tests of `record`: what it must find, must leave alone, and must survive.

use super::*;
use crate::conformance::world::{World, screened};
use crate::roster::Roster;
use crate::two_locks::{LockError, put_on, take_off};
use crate::{Identity, Validity};
use proptest::prelude::*;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use std::collections::BTreeSet;
use tacita_model::{AgentId, QueueId};

fn crypto(seed: u64) -> Crypto {
    Crypto::new(Box::new(ChaCha20Rng::seed_from_u64(seed)))
}

const NOW: Timestamp = Timestamp(1_790_000_000_000_000);

struct Desk {
    world: World,
    roster: Roster,
    keys: Vec<(IntakeKeyPair, IntakeKey)>,
}

/// A desk of `people` agents, each with a checked intake key.
fn desk(profile: CryptoProfile, people: usize) -> Desk {
    let make = |seed| -> Box<dyn rand_core::CryptoRng + Send> {
        Box::new(ChaCha20Rng::seed_from_u64(seed))
    };
    let mut world = World::new(make, profile, NOW).unwrap();
    let agents: Vec<_> = (0..people).map(|_| world.agent("Ada").unwrap()).collect();
    let ids: BTreeSet<AgentId> = agents
        .iter()
        .map(|agent| agent_id(&agent.identity))
        .collect();
    let queue = QueueId::from_bytes([3; 16]);
    let validity = Validity::new(NOW.plus_seconds(-60), NOW.plus_seconds(86_400));
    let roster = Roster::sign(&world.issuing, world.tenant, queue, &ids, validity).unwrap();
    let roster = Roster::open(&world.trust, queue, &roster, NOW).unwrap();
    let keys = agents
        .iter()
        .map(|agent| {
            let pair = IntakeKeyPair::make(agent.provider.crypto(), profile).unwrap();
            let published = pair.publish(&agent.identity, validity).unwrap();
            let credential = agent.identity.credential().as_bytes();
            let key = agent.identity.public();
            let checked =
                IntakeKey::check(&world.trust, &roster, credential, &key, &published, NOW).unwrap();
            (pair, checked)
        })
        .collect();
    Desk {
        world,
        roster,
        keys,
    }
}

fn agent_id(identity: &Identity) -> AgentId {
    match identity.credential().claims().subject {
        crate::Subject::Agent(id) => id,
        crate::Subject::Customer(_) => panic!("an agent"),
    }
}

fn facts(profile: CryptoProfile) -> RecordFacts {
    RecordFacts {
        id: RecordId::from_bytes([1; 16]),
        conversation: ConversationId::from_bytes([2; 16]),
        message: MessageId::from_bytes([4; 16]),
        class: RecordClass::Intake,
        sender: [5; 32],
        profile,
        expires: NOW.plus_seconds(86_400),
    }
}

fn sealed(desk: &Desk, text: &str, seed: &Seed) -> SealedRecord {
    let keys: Vec<IntakeKey> = desk.keys.iter().map(|(_, key)| key.clone()).collect();
    let facts = facts(desk.world.profile);
    SealedRecord::seal(
        &crypto(1),
        seed,
        facts,
        Outgoing::Text(screened(text)),
        &keys,
    )
    .unwrap()
}

#[test]
fn every_recipient_opens_and_rebuilds_identical_bytes() {
    for profile in CryptoProfile::ALL {
        let desk = desk(*profile, 3);
        let record = sealed(&desk, "is anybody there?", &Seed::make(&crypto(2)));
        let keys: Vec<IntakeKey> = desk.keys.iter().map(|(_, key)| key.clone()).collect();
        let read = SealedRecord::decode(record.as_bytes()).unwrap();
        assert_eq!(read, record);
        for (pair, _) in &desk.keys {
            let opened = read.open(&crypto(9), pair).unwrap();
            assert_eq!(opened.content, Content::Text("is anybody there?".into()));
            assert_eq!(
                opened.rebuild(&crypto(10), &keys).unwrap().as_bytes(),
                record.as_bytes()
            );
        }
    }
}

#[test]
fn a_post_quantum_wrap_costs_what_the_design_says() {
    let desk = desk(CryptoProfile::TacitaPq1, 8);
    let record = sealed(&desk, "hello", &Seed::make(&crypto(2)));
    let Body(_, ciphertext, wraps) = cbor::decode(record.as_bytes()).unwrap();
    assert_eq!(ciphertext.len(), 256 + 16);
    for Wrap(_, kem_output, wrapped) in &wraps {
        assert_eq!(kem_output.len() + wrapped.len(), 1168);
    }
}

#[test]
fn nine_recipients_or_none_are_refused() {
    let desk = desk(CryptoProfile::TacitaStd1, 9);
    let keys: Vec<IntakeKey> = desk.keys.iter().map(|(_, key)| key.clone()).collect();
    let seed = Seed::make(&crypto(2));
    for keys in [&keys[..], &[]] {
        let text = Outgoing::Text(screened("x"));
        let refused = SealedRecord::seal(
            &crypto(1),
            &seed,
            facts(CryptoProfile::TacitaStd1),
            text,
            keys,
        );
        assert_eq!(refused, Err(RecordError::Recipients));
    }
}

#[test]
fn a_recipient_who_was_given_something_else_notices() {
    // The sender wraps a second seed to one recipient: the commitment, which all share, refuses it.
    let desk = desk(CryptoProfile::TacitaStd1, 2);
    let honest = sealed(&desk, "pay 10", &Seed::make(&crypto(2)));
    let other = sealed(&desk, "pay 99", &Seed::make(&crypto(3)));
    let Body(head, ciphertext, mut wraps) = cbor::decode(honest.as_bytes()).unwrap();
    let Body(_, _, mut others) = cbor::decode(other.as_bytes()).unwrap();
    std::mem::swap(&mut wraps[1], &mut others[1]);
    let forged = cbor::encode(&Body(head, ciphertext, wraps)).unwrap();
    let forged = SealedRecord::decode(&forged).unwrap();
    assert_eq!(
        forged.open(&crypto(1), &desk.keys[1].0).map(|_| ()),
        Err(RecordError::Undecryptable)
    );
    // And whoever still opens it sees that it was not built honestly.
    let keys: Vec<IntakeKey> = desk.keys.iter().map(|(_, key)| key.clone()).collect();
    let opened = forged.open(&crypto(1), &desk.keys[0].0).unwrap();
    assert_ne!(
        opened.rebuild(&crypto(1), &keys).unwrap().as_bytes(),
        forged.as_bytes()
    );
}

#[test]
fn every_flipped_byte_is_refused_or_seen_on_rebuilding() {
    let desk = desk(CryptoProfile::TacitaStd1, 2);
    let record = sealed(&desk, "hello", &Seed::make(&crypto(2)));
    let keys: Vec<IntakeKey> = desk.keys.iter().map(|(_, key)| key.clone()).collect();
    for at in 0..record.as_bytes().len() {
        let mut bytes = record.as_bytes().to_vec();
        bytes[at] ^= 1;
        let opened = SealedRecord::decode(&bytes).and_then(|r| r.open(&crypto(1), &desk.keys[0].0));
        let honest = match opened {
            Err(_) => false,
            Ok(opened) => opened
                .rebuild(&crypto(1), &keys)
                .is_ok_and(|r| r.as_bytes() == bytes),
        };
        assert!(!honest, "byte {at}");
    }
}

#[test]
fn somebody_who_is_not_on_the_roster_gets_no_wrap() {
    let mut desk = desk(CryptoProfile::TacitaStd1, 1);
    let outsider = desk.world.agent("Mallory").unwrap();
    let pair = IntakeKeyPair::make(outsider.provider.crypto(), desk.world.profile).unwrap();
    let validity = Validity::new(NOW.plus_seconds(-60), NOW.plus_seconds(86_400));
    let published = pair.publish(&outsider.identity, validity).unwrap();
    let credential = outsider.identity.credential().as_bytes();
    let key = outsider.identity.public();
    let refused = IntakeKey::check(
        &desk.world.trust,
        &desk.roster,
        credential,
        &key,
        &published,
        NOW,
    );
    assert_eq!(refused, Err(crate::TrustError::WrongRole));
    // A customer cannot offer one at all.
    let customer = desk.world.customer().unwrap();
    let published = pair.publish(&customer.identity, validity).unwrap();
    let credential = customer.identity.credential().as_bytes();
    let key = customer.identity.public();
    let refused = IntakeKey::check(
        &desk.world.trust,
        &desk.roster,
        credential,
        &key,
        &published,
        NOW,
    );
    assert_eq!(refused, Err(crate::TrustError::WrongRole));
}

#[test]
fn an_intake_key_counts_two_days_and_no_longer() {
    let mut desk = desk(CryptoProfile::TacitaStd1, 1);
    let agent = desk.world.agent("Ada").unwrap();
    let pair = IntakeKeyPair::make(agent.provider.crypto(), desk.world.profile).unwrap();
    let long = Validity::new(NOW, NOW.plus_seconds(INTAKE_TOO_LONG));
    assert_eq!(
        pair.publish(&agent.identity, long),
        Err(crate::CertificateError::TooLong)
    );
    let day = Validity::new(NOW, NOW.plus_seconds(86_400));
    let published = pair.publish(&agent.identity, day).unwrap();
    let holder = desk
        .world
        .trust
        .verify_member(agent.identity.credential(), &agent.identity.public(), NOW)
        .unwrap();
    let later = NOW.plus_seconds(86_400);
    assert_eq!(
        IntakeKey::check_for(holder.clone(), &published, later),
        Err(crate::TrustError::Ended)
    );
    assert!(IntakeKey::check_for(holder, &published, NOW).is_ok());
}

const INTAKE_TOO_LONG: i64 = crate::intake::INTAKE_KEY_SECONDS + 1;

struct Half([u8; 32]);

impl AsRef<[u8; 32]> for Half {
    fn as_ref(&self) -> &[u8; 32] {
        &self.0
    }
}

#[test]
fn without_the_server_half_a_recipient_opens_nothing() {
    let desk = desk(CryptoProfile::TacitaPq1, 1);
    let record = sealed(&desk, "hello", &Seed::make(&crypto(2)));
    let id = record.facts().id;
    let outer = put_on(&crypto(3), &Half([9; 32]), id, record.as_bytes()).unwrap();
    assert_eq!(outer.len(), record.as_bytes().len() + 29);
    assert!(SealedRecord::decode(&outer).is_err());
    assert!(SealedRecord::decode(&outer[13..]).is_err());
    let inner = take_off(&crypto(4), Half([9; 32]), id, &outer).unwrap();
    assert_eq!(inner, record.as_bytes());
    assert_eq!(
        take_off(&crypto(4), Half([8; 32]), id, &outer),
        Err(LockError)
    );
    let other = RecordId::from_bytes([7; 16]);
    assert_eq!(
        take_off(&crypto(4), Half([9; 32]), other, &outer),
        Err(LockError)
    );
    for at in 0..outer.len() {
        let mut changed = outer.clone();
        changed[at] ^= 0x80;
        assert_eq!(
            take_off(&crypto(4), Half([9; 32]), id, &changed),
            Err(LockError)
        );
    }
}

proptest! {
    #[test]
    fn decoding_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = SealedRecord::decode(&bytes);
        let _ = take_off(&crypto(1), Half([0; 32]), RecordId::from_bytes([0; 16]), &bytes);
    }

    #[test]
    fn padding_comes_off_as_it_went_on(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let padded = pad(&bytes).unwrap();
        prop_assert_eq!(padded.len() % PADDING_BYTES, 0);
        prop_assert_eq!(unpad(&padded).unwrap(), &bytes[..]);
    }
}
