//! Forged credentials, tickets and facts: what a hostile server, agent or customer tries.

use crate::support::{now, seeded};
use tacita_model::{
    AgentId, Assurance, CryptoProfile, CustomerId, DeviceId, Generation, Role, TenantId, TicketId,
    Timestamp, TypedId,
};
use tacita_seal::certificate::{Issuing, bundle};
use tacita_seal::conformance::world::{Opened, Person, World};
use tacita_seal::ticket::Act;
use tacita_seal::{
    CertificateError, Claims, Credential, Fingerprint, FirstAdd, Group, GroupError, GroupId,
    Identity, KeyPackageError, Provider, PublicGroup, RootKey, Router, ServerKeys, SigningKey,
    Standing, Subject, Ticket, TicketError, TicketFacts, TicketPurpose, Trust, TrustError,
    Validity, key_package,
};

fn world() -> World {
    World::new(seeded, CryptoProfile::TacitaStd1, now()).unwrap()
}

fn agent_claims(world: &World, days: i64) -> Claims {
    Claims {
        tenant: world.tenant,
        subject: Subject::Agent(AgentId::from_bytes([8; 16])),
        role: Role::Agent,
        device: DeviceId::from_bytes([9; 16]),
        name: Some("Eve".into()),
        assurance: Assurance::TwoFactor,
        validity: Validity::new(
            world.now.plus_seconds(-60),
            world.now.plus_seconds(days * 86_400),
        ),
        profiles: vec![CryptoProfile::TacitaStd1],
    }
}

#[test]
fn a_bundle_of_another_root_is_refused() {
    let world = world();
    let rogue = RootKey::new(SigningKey::make(&world.crypto));
    let validity = Validity::new(world.now, world.now.plus_seconds(86_400));
    let issuing = Issuing {
        tenant: world.tenant,
        key: world.issuing.public(),
        validity,
    };
    let certificate = rogue.certify_issuing(&issuing).unwrap();
    let forged = bundle(&rogue.public(), std::slice::from_ref(&certificate), &[]).unwrap();
    let pinned = world.root.fingerprint();
    assert_eq!(
        Trust::open(&pinned, world.tenant, &forged).unwrap_err(),
        CertificateError::WrongRoot
    );
    // The rogue's certificate under the genuine root's name.
    let mixed = bundle(&world.root.public(), &[certificate], &[]).unwrap();
    assert_eq!(
        Trust::open(&pinned, world.tenant, &mixed).unwrap_err(),
        CertificateError::Signature
    );
    // A genuine certificate of another tenant.
    let other = TenantId::from_bytes([99; 16]);
    let foreign = world
        .root
        .certify_issuing(&Issuing {
            tenant: other,
            ..issuing
        })
        .unwrap();
    let foreign = bundle(&world.root.public(), &[foreign], &[]).unwrap();
    assert_eq!(
        Trust::open(&pinned, world.tenant, &foreign).unwrap_err(),
        CertificateError::WrongTenant
    );
    assert_ne!(Fingerprint::of(&rogue.public()), pinned);
}

#[test]
fn a_credential_signed_by_any_other_key_is_refused() {
    let world = world();
    let device = SigningKey::make(&world.crypto);
    let rogue = SigningKey::make(&world.crypto);
    let forged = Credential::issue(&rogue, &agent_claims(&world, 6), &device.public()).unwrap();
    assert_eq!(
        world
            .trust
            .verify_member(&forged, &device.public(), world.now),
        Err(TrustError::UnknownIssuer)
    );
    // It may name the genuine issuer, but then its signature does not fit.
    let genuine =
        Credential::issue(&world.issuing, &agent_claims(&world, 6), &device.public()).unwrap();
    for at in 0..genuine.as_bytes().len() {
        let mut bytes = genuine.as_bytes().to_vec();
        bytes[at] ^= 1;
        let believed = Credential::decode(&bytes)
            .map_err(TrustError::from)
            .and_then(|forged| {
                world
                    .trust
                    .verify_member(&forged, &device.public(), world.now)
            });
        assert!(believed.is_err(), "byte {at}");
    }
    // A genuine credential does not move to another key.
    assert_eq!(
        world
            .trust
            .verify_member(&genuine, &rogue.public(), world.now),
        Err(TrustError::Credential(CertificateError::Signature))
    );
}

#[test]
fn the_server_can_make_customers_but_no_agent() {
    // Practice of the three roots: the conversation issuing key signs customers alone.
    let world = world();
    let device = SigningKey::make(&world.crypto);
    let invented = Credential::issue(
        &world.conversation_issuing,
        &agent_claims(&world, 6),
        &device.public(),
    )
    .unwrap();
    assert_eq!(
        world
            .trust
            .verify_member(&invented, &device.public(), world.now),
        Err(TrustError::UnknownIssuer)
    );
    let customer = Claims {
        subject: Subject::Customer(CustomerId::from_bytes([1; 16])),
        role: Role::Customer,
        name: None,
        validity: Validity::new(world.now.plus_seconds(-60), world.now.plus_seconds(3600)),
        ..agent_claims(&world, 1)
    };
    let crossed = Credential::issue(&world.issuing, &customer, &device.public()).unwrap();
    assert_eq!(
        world
            .trust
            .verify_member(&crossed, &device.public(), world.now),
        Err(TrustError::UnknownIssuer)
    );
}

#[test]
fn credentials_end_and_long_or_deceptive_ones_cannot_be_issued() {
    let world = world();
    let device = SigningKey::make(&world.crypto).public();
    let claims = agent_claims(&world, 6);
    let credential = Credential::issue(&world.issuing, &claims, &device).unwrap();
    let later = world.now.plus_seconds(7 * 86_400);
    let member = world
        .trust
        .verify_member(&credential, &device, later)
        .unwrap();
    assert_eq!(member.standing(), Standing::Ended);
    assert_eq!(
        world.trust.verify_current(&credential, &device, later),
        Err(TrustError::Ended)
    );
    let earlier = world.now.plus_seconds(-3600);
    assert_eq!(
        world.trust.verify_member(&credential, &device, earlier),
        Err(TrustError::Early)
    );
    assert_eq!(
        Credential::issue(&world.issuing, &agent_claims(&world, 8), &device),
        Err(CertificateError::TooLong)
    );
    for name in ["", "   ", "Ada\u{202E}adA", "Ada\nAdmin", &"x".repeat(65)] {
        let claims = Claims {
            name: Some(name.into()),
            ..claims.clone()
        };
        assert_eq!(
            Credential::issue(&world.issuing, &claims, &device),
            Err(CertificateError::Malformed)
        );
    }
    let officer = Claims {
        role: Role::Officer,
        ..claims
    };
    assert_eq!(
        Credential::issue(&world.issuing, &officer, &device),
        Err(CertificateError::Malformed)
    );
}

#[test]
fn a_proposal_needs_its_own_ticket() {
    let mut world = world();
    let customer = world.customer().unwrap();
    let (ada, bob) = (world.agent("Ada").unwrap(), world.agent("Bob").unwrap());
    let Opened {
        id,
        mut maker,
        mut server,
        ..
    } = world.open(&customer, &ada).unwrap();
    let made = world.package(&bob).unwrap();
    let package = key_package::check(&world.crypto, &world.trust, &made.bytes, world.now).unwrap();
    let ticket_id = TicketId::from_bytes([1; 16]);
    let proposal = server
        .propose_add(
            world.judge(),
            world.router(),
            ticket_id,
            &package,
            TicketPurpose::Transfer,
        )
        .unwrap();
    let genuine = Ticket::peek(&proposal.ticket).unwrap();
    let rogue = SigningKey::make(&world.crypto);
    let mut wrong_group = genuine.clone();
    wrong_group.group = GroupId {
        generation: Generation(2),
        ..id
    };
    let mut wrong_epoch = genuine.clone();
    wrong_epoch.epoch.0 += 1;
    let wrong_act = TicketFacts {
        act: Act::Remove(vec![bob.identity.public()]),
        ..genuine.clone()
    };
    let cases = [
        (Ticket::make(&rogue, &genuine), TicketError::Signature),
        (
            Ticket::make(&world.router, &wrong_group),
            TicketError::Other,
        ),
        (
            Ticket::make(&world.router, &wrong_epoch),
            TicketError::Other,
        ),
        (Ticket::make(&world.router, &wrong_act), TicketError::Other),
    ];
    for (ticket, expected) in cases {
        let received = maker.receive_proposal(
            world.context(&customer),
            &proposal.proposal,
            ticket.unwrap().as_bytes(),
        );
        assert_eq!(received.unwrap_err(), GroupError::Ticket(expected));
        assert!(!maker.has_pending_proposals());
    }
    maker
        .receive_proposal(
            world.context(&customer),
            &proposal.proposal,
            &proposal.ticket,
        )
        .unwrap();
}

/// A commit that adds Bob by value: what a member could try on its own.
#[test]
fn a_member_who_adds_somebody_alone_is_refused_by_everybody() {
    let mut world = world();
    let customer = world.customer().unwrap();
    let (ada, bob) = (world.agent("Ada").unwrap(), world.agent("Bob").unwrap());
    let Opened {
        mut maker,
        mut other,
        mut server,
        ..
    } = world.open(&customer, &ada).unwrap();
    // Ada's client queues a proposal that only she has: the server never proposed it.
    let made = world.package(&bob).unwrap();
    let package = key_package::check(&world.crypto, &world.trust, &made.bytes, world.now).unwrap();
    let blob = server.to_bytes().unwrap();
    let mut shadow = PublicGroup::from_bytes(&blob).unwrap();
    let ticket_id = TicketId::from_bytes([1; 16]);
    let proposal = shadow
        .propose_add(
            world.judge(),
            world.router(),
            ticket_id,
            &package,
            TicketPurpose::Transfer,
        )
        .unwrap();
    other
        .receive_proposal(world.context(&ada), &proposal.proposal, &proposal.ticket)
        .unwrap();
    let commit = other.commit(world.context(&ada)).unwrap();
    assert!(server.judge(world.judge(), &commit.commit, &[]).is_err());
    assert!(
        maker
            .receive_commit(world.context(&customer), &commit.commit)
            .is_err()
    );
    // The group goes on.
    other.drop_own(world.context(&ada)).unwrap();
    let own = maker.commit(world.context(&customer)).unwrap();
    server
        .apply(server.judge(world.judge(), &own.commit, &[]).unwrap())
        .unwrap();
}

#[test]
fn the_customers_leaf_is_neither_removed_nor_added_to_a_running_group() {
    let mut world = world();
    let (customer, ada) = (world.customer().unwrap(), world.agent("Ada").unwrap());
    let Opened {
        maker, mut server, ..
    } = world.open(&customer, &ada).unwrap();
    let ticket = TicketId::from_bytes([1; 16]);
    let removal = server.propose_remove(
        world.judge(),
        world.router(),
        ticket,
        maker.own_leaf(),
        TicketPurpose::Revoke,
    );
    assert_eq!(removal.unwrap_err(), GroupError::Forbidden);
    let second = world.customer().unwrap();
    let made = world.package(&second).unwrap();
    let package = key_package::check(&world.crypto, &world.trust, &made.bytes, world.now).unwrap();
    let addition = server.propose_add(
        world.judge(),
        world.router(),
        ticket,
        &package,
        TicketPurpose::Join,
    );
    assert_eq!(addition.unwrap_err(), GroupError::Forbidden);
}

#[test]
fn a_group_without_exactly_one_customer_cannot_begin() {
    let mut world = world();
    let (first, second) = (world.customer().unwrap(), world.customer().unwrap());
    let (ada, bob) = (world.agent("Ada").unwrap(), world.agent("Bob").unwrap());
    assert!(
        world
            .open(&first, &second)
            .unwrap_err_text()
            .contains("members")
    );
    assert!(world.open(&ada, &bob).unwrap_err_text().contains("members"));
    // An agent may begin a generation with the customer's package (flow F3).
    let Opened {
        mut maker,
        mut other,
        ..
    } = world.open(&bob, &first).unwrap();
    world
        .exchange((&bob, &mut maker), (&first, &mut other), "I am back")
        .unwrap();
}

trait ErrText {
    fn unwrap_err_text(self) -> String;
}

impl ErrText for Result<Opened, String> {
    fn unwrap_err_text(self) -> String {
        match self {
            Err(text) => text,
            Ok(_) => panic!("it was accepted"),
        }
    }
}

#[test]
fn a_welcome_to_another_conversation_generation_or_profile_is_refused() {
    let mut world = world();
    let customer = world.customer().unwrap();
    for change in 0..3u8 {
        let ada = world.agent("Ada").unwrap();
        let made = world.package(&ada).unwrap();
        let package =
            key_package::check(&world.crypto, &world.trust, &made.bytes, world.now).unwrap();
        let id = GroupId {
            conversation: world.id(),
            generation: Generation(1),
        };
        let ticket = world
            .router()
            .first_ticket(
                TicketId::from_bytes([1; 16]),
                id,
                &package.reference(),
                TicketPurpose::Answer,
            )
            .unwrap();
        let context = world.context(&customer);
        let mut group = Group::create(context, id, world.profile).unwrap();
        let add = FirstAdd {
            package: &package,
            ticket: ticket.as_bytes(),
        };
        let opening = group.first_add(context, &[add]).unwrap();
        let (expected, profile) = match change {
            0 => (
                GroupId {
                    generation: Generation(2),
                    ..id
                },
                world.profile,
            ),
            1 => (
                GroupId {
                    conversation: TypedId::from_bytes([77; 16]),
                    ..id
                },
                world.profile,
            ),
            _ => (id, CryptoProfile::TacitaPq1),
        };
        let joined = Group::join(world.context(&ada), expected, profile, &opening.welcome);
        let error = joined.map(|_| ()).unwrap_err();
        assert!(
            matches!(error, GroupError::WrongGroup | GroupError::WrongFacts),
            "{error}"
        );
    }
}

#[test]
fn a_member_who_is_not_vouched_for_keeps_the_others_from_joining() {
    // Two organisations: the welcome of one does not convince a device of the other.
    let mut ours = world();
    let mut theirs =
        World::new(|seed| seeded(seed + 1000), CryptoProfile::TacitaStd1, now()).unwrap();
    let customer = theirs.customer().unwrap();
    let agent = theirs.agent("Eve").unwrap();
    let Opened { id, opening, .. } = theirs.open(&customer, &agent).unwrap();
    let victim = ours.agent("Ada").unwrap();
    let joined = Group::join(ours.context(&victim), id, ours.profile, &opening.welcome);
    assert_eq!(joined.map(|_| ()).unwrap_err(), GroupError::NotForUs);
    let server = PublicGroup::begin(ours.judge(), id, &opening.group_info);
    assert!(matches!(
        server.map(|_| ()).unwrap_err(),
        GroupError::WrongFacts | GroupError::Trust(_)
    ));
    let eves = theirs.package(&agent).unwrap();
    let package = key_package::check(&ours.crypto, &ours.trust, &eves.bytes, ours.now);
    assert_eq!(
        package.map(|_| ()).unwrap_err(),
        KeyPackageError::Trust(TrustError::UnknownIssuer)
    );
}

#[test]
fn an_expired_key_package_is_refused() {
    let mut world = world();
    let ada = world.agent("Ada").unwrap();
    // Made as if two months ago: the library's own clock refuses it.
    let past = Timestamp(world.now.0).plus_seconds(-60 * 86_400);
    let made = key_package::make(&ada.provider, &ada.identity, world.profile, past).unwrap();
    let checked = key_package::check(&world.crypto, &world.trust, &made.bytes, world.now);
    assert_eq!(checked.map(|_| ()).unwrap_err(), KeyPackageError::Invalid);
    // Ours refuses it by the time handed in.
    let fresh = world.package(&ada).unwrap();
    let later = world.now.plus_seconds(30 * 86_400);
    let checked = key_package::check(&world.crypto, &world.trust, &fresh.bytes, later);
    assert!(checked.is_err());
}

#[test]
fn an_ended_member_is_heard_in_handshakes_only_until_it_renews() {
    let mut world = world();
    let (customer, mut ada) = (world.customer().unwrap(), world.agent("Ada").unwrap());
    let Opened {
        mut maker,
        mut other,
        mut server,
        ..
    } = world.open(&customer, &ada).unwrap();
    let early = world.say(&ada, &mut other, "in time").unwrap();
    let late = world.say(&ada, &mut other, "too late").unwrap();
    let start = world.now;
    world.now = start.plus_seconds(7 * 86_400);
    // What the server accepted in time is still read; what came after the end is not.
    assert!(maker.open(world.context(&customer), &early, start).is_ok());
    let refused = maker.open(world.context(&customer), &late, world.now);
    assert_eq!(refused.unwrap_err(), GroupError::SenderEnded);
    let sent = world.say(&ada, &mut other, "still me");
    assert_eq!(sent.unwrap_err(), GroupError::OwnCredentialEnded);
    // A renewed credential under the same key goes in by self-update.
    assert!(other.needs_renewal(world.context(&ada)));
    let mut claims = ada.identity.credential().claims().clone();
    claims.validity = Validity::new(
        world.now.plus_seconds(-60),
        world.now.plus_seconds(6 * 86_400),
    );
    let renewed = Credential::issue(&world.issuing, &claims, &ada.identity.public()).unwrap();
    let now = world.now;
    ada.identity.renew(renewed, &world.trust, now).unwrap();
    let own = other.commit(world.context(&ada)).unwrap();
    server
        .apply(server.judge(world.judge(), &own.commit, &[]).unwrap())
        .unwrap();
    other.merge_own(world.context(&ada)).unwrap();
    let change = maker
        .receive_commit(world.context(&customer), &own.commit)
        .unwrap();
    assert!(change.updated.is_some());
    assert!(!other.needs_renewal(world.context(&ada)));
    let heard = world.say(&ada, &mut other, "back again").unwrap();
    assert!(world.hear(&customer, &mut maker, &heard).is_ok());
}

#[test]
fn a_leaf_does_not_change_to_another_person_or_key() {
    let mut world = world();
    let (customer, mut ada) = (world.customer().unwrap(), world.agent("Ada").unwrap());
    let Opened {
        mut maker,
        mut other,
        server,
        ..
    } = world.open(&customer, &ada).unwrap();
    // Ada obtains a genuine credential for another person under her own key.
    let mut claims = ada.identity.credential().claims().clone();
    claims.subject = Subject::Agent(AgentId::from_bytes([66; 16]));
    claims.name = Some("Somebody else".into());
    let other_person = Credential::issue(&world.issuing, &claims, &ada.identity.public()).unwrap();
    let now = world.now;
    ada.identity.renew(other_person, &world.trust, now).unwrap();
    let own = other.commit(world.context(&ada)).unwrap();
    assert_eq!(
        server
            .judge(world.judge(), &own.commit, &[])
            .map(|_| ())
            .unwrap_err(),
        GroupError::Forbidden
    );
    let received = maker.receive_commit(world.context(&customer), &own.commit);
    assert_eq!(received.unwrap_err(), GroupError::Forbidden);
}

#[test]
fn a_customer_alone_seals_nothing() {
    let mut world = world();
    let (customer, ada) = (world.customer().unwrap(), world.agent("Ada").unwrap());
    let Opened {
        mut maker,
        other,
        mut server,
        ..
    } = world.open(&customer, &ada).unwrap();
    let ticket = TicketId::from_bytes([1; 16]);
    let removal = server
        .propose_remove(
            world.judge(),
            world.router(),
            ticket,
            other.own_leaf(),
            TicketPurpose::Requeue,
        )
        .unwrap();
    maker
        .receive_proposal(world.context(&customer), &removal.proposal, &removal.ticket)
        .unwrap();
    let own = maker.commit(world.context(&customer)).unwrap();
    server
        .apply(server.judge(world.judge(), &own.commit, &[]).unwrap())
        .unwrap();
    maker.merge_own(world.context(&customer)).unwrap();
    assert!(!maker.has_desk());
    let sealed = world.say(&customer, &mut maker, "hello?");
    assert_eq!(sealed.unwrap_err(), GroupError::NobodyReads);
}

#[test]
fn a_key_package_moves_to_another_worker_once() {
    let mut world = world();
    let customer = world.customer().unwrap();
    let ada = world.agent("Ada").unwrap();
    let made = world.package(&ada).unwrap();
    let private = key_package::take_private(&ada.provider, &made.reference).unwrap();
    assert!(key_package::take_private(&ada.provider, &made.reference).is_err());
    // The worker of the conversation: another provider, the same key and credential.
    let worker = Person {
        provider: Provider::new(world.randomness()),
        identity: Identity::new(
            SigningKey::from_bytes(&ada.identity.key().to_bytes()),
            ada.identity.credential().clone(),
            &world.trust,
            world.now,
        )
        .unwrap(),
    };
    key_package::put_private(&worker.provider, &made.reference, &private).unwrap();
    let mut wrong = made.reference;
    wrong.0[0] ^= 1;
    assert!(key_package::put_private(&worker.provider, &wrong, &private).is_err());
    let id = GroupId {
        conversation: world.id(),
        generation: Generation(1),
    };
    let package = key_package::check(&world.crypto, &world.trust, &made.bytes, world.now).unwrap();
    let ticket = world
        .router()
        .first_ticket(
            TicketId::from_bytes([1; 16]),
            id,
            &package.reference(),
            TicketPurpose::Answer,
        )
        .unwrap();
    let context = world.context(&customer);
    let mut group = Group::create(context, id, world.profile).unwrap();
    let add = FirstAdd {
        package: &package,
        ticket: ticket.as_bytes(),
    };
    let opening = group.first_add(context, &[add]).unwrap();
    group.merge_own(context).unwrap();
    let lost = Group::join(world.context(&ada), id, world.profile, &opening.welcome);
    assert_eq!(lost.map(|_| ()).unwrap_err(), GroupError::NotForUs);
    let mut joined =
        Group::join(world.context(&worker), id, world.profile, &opening.welcome).unwrap();
    world
        .exchange((&customer, &mut group), (&worker, &mut joined), "moved")
        .unwrap();
}

#[test]
fn the_servers_three_keys_are_three_keys() {
    let world = world();
    let keys = world.trust.server_keys(world.now).unwrap();
    let bytes = keys.keys_to_bytes();
    assert_eq!(
        ServerKeys::from_keys(world.tenant, &bytes, keys.validity).unwrap(),
        *keys
    );
    assert!(ServerKeys::from_keys(world.tenant, &[7; 96], keys.validity).is_err());
    assert!(ServerKeys::from_keys(world.tenant, &bytes[..95], keys.validity).is_err());
    let router = Router {
        router: &world.router,
        external_sender: &world.external_sender,
    };
    assert!(router.fits(keys));
}

#[test]
fn a_proposal_said_again_changes_nothing() {
    let mut world = world();
    let customer = world.customer().unwrap();
    let (ada, bob) = (world.agent("Ada").unwrap(), world.agent("Bob").unwrap());
    let Opened {
        mut maker,
        mut server,
        ..
    } = world.open(&customer, &ada).unwrap();
    let made = world.package(&bob).unwrap();
    let package = key_package::check(&world.crypto, &world.trust, &made.bytes, world.now).unwrap();
    let ticket = TicketId::from_bytes([1; 16]);
    let (judge, router) = (world.judge(), world.router());
    let join = TicketPurpose::Join;
    let proposal = server
        .propose_add(judge, router, ticket, &package, join)
        .unwrap();
    let twice = server.propose_add(judge, router, ticket, &package, join);
    assert_eq!(twice.unwrap_err(), GroupError::PendingProposal);
    for _ in 0..3 {
        maker
            .receive_proposal(
                world.context(&customer),
                &proposal.proposal,
                &proposal.ticket,
            )
            .unwrap();
    }
    let own = maker.commit(world.context(&customer)).unwrap();
    let judged = server.judge(world.judge(), &own.commit, &[]).unwrap();
    assert_eq!(judged.added().count(), 1);
    server.apply(judged).unwrap();
    assert_eq!(
        maker
            .merge_own(world.context(&customer))
            .unwrap()
            .added
            .len(),
        1
    );
    assert!(!server.has_pending_proposals() && !maker.has_pending_proposals());
}
