//! Random walks of adding, removing and swapping over up to 16 leaves, against a model that knows
//! who may read what.

use crate::support::{figure, now, report, seeded};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use tacita_model::{CryptoProfile, TicketId};
use tacita_seal::conformance::world::{Opened, Person, World};
use tacita_seal::{Group, GroupError, PublicGroup, ServerProposal, TicketPurpose, key_package};

/// Somebody, with the group as their device sees it. Ghosts were removed and keep their old state.
struct Seat {
    person: Person,
    group: Group,
    knows: bool,
}

struct Walk {
    world: World,
    dice: ChaCha20Rng,
    server: PublicGroup,
    inside: Vec<Seat>,
    ghosts: Vec<Seat>,
    read: usize,
    refused: usize,
}

impl Walk {
    fn below(&mut self, bound: usize) -> usize {
        (self.dice.next_u32() as usize) % bound
    }

    fn start(seed: u64, profile: CryptoProfile) -> Self {
        let mut world = World::new(seeded, profile, now()).unwrap();
        let (customer, agent) = (world.customer().unwrap(), world.agent("A").unwrap());
        let Opened {
            maker,
            other,
            server,
            ..
        } = world.open(&customer, &agent).unwrap();
        let inside = vec![
            Seat {
                person: customer,
                group: maker,
                knows: true,
            },
            Seat {
                person: agent,
                group: other,
                knows: true,
            },
        ];
        let dice = ChaCha20Rng::seed_from_u64(seed);
        Self {
            world,
            dice,
            server,
            inside,
            ghosts: Vec::new(),
            read: 0,
            refused: 0,
        }
    }

    /// The server proposes `joining` in and the seats at `leaving` out; somebody who stays commits.
    fn change(&mut self, joining: Vec<Person>, leaving: &[usize]) {
        let mut proposals: Vec<ServerProposal> = Vec::new();
        for person in &joining {
            let made = self.world.package(person).unwrap();
            let world = &self.world;
            let package =
                key_package::check(&world.crypto, &world.trust, &made.bytes, world.now).unwrap();
            let ticket = TicketId::from_u128(self.dice.next_u64().into());
            let purpose = TicketPurpose::Transfer;
            let (judge, router) = (world.judge(), world.router());
            let proposal = self
                .server
                .propose_add(judge, router, ticket, &package, purpose);
            proposals.push(proposal.unwrap());
        }
        for seat in leaving {
            let leaf = self.inside[*seat].group.own_leaf();
            let ticket = TicketId::from_u128(self.dice.next_u64().into());
            let (judge, router) = (self.world.judge(), self.world.router());
            let purpose = TicketPurpose::Revoke;
            proposals.push(
                self.server
                    .propose_remove(judge, router, ticket, leaf, purpose)
                    .unwrap(),
            );
        }
        for seat in &mut self.inside {
            for proposal in &proposals {
                let context = self.world.context(&seat.person);
                seat.group
                    .receive_proposal(context, &proposal.proposal, &proposal.ticket)
                    .unwrap();
            }
        }
        let stayers: Vec<usize> = (0..self.inside.len())
            .filter(|seat| !leaving.contains(seat))
            .collect();
        let committer = stayers[self.below(stayers.len())];
        let seat = &mut self.inside[committer];
        let own = seat.group.commit(self.world.context(&seat.person)).unwrap();
        let judged = self
            .server
            .judge(self.world.judge(), &own.commit, &[])
            .unwrap();
        self.server.apply(judged).unwrap();
        // Half of those removed ignore it and keep reading with what they have.
        let ignoring: Vec<bool> = (0..self.inside.len()).map(|_| self.below(2) == 0).collect();
        for (index, seat) in self.inside.iter_mut().enumerate() {
            let context = self.world.context(&seat.person);
            if index == committer {
                seat.group.merge_own(context).unwrap();
            } else if leaving.contains(&index) && ignoring[index] {
                seat.knows = false;
            } else {
                seat.group.receive_commit(context, &own.commit).unwrap();
            }
        }
        let mut leaving = leaving.to_vec();
        leaving.sort_unstable();
        for index in leaving.into_iter().rev() {
            let ghost = self.inside.remove(index);
            self.ghosts.push(ghost);
        }
        let id = self.server.facts().group;
        for person in joining {
            let welcome = own.welcome.as_ref().unwrap();
            let context = self.world.context(&person);
            let group = Group::join(context, id, self.world.profile, welcome).unwrap();
            self.inside.push(Seat {
                person,
                group,
                knows: true,
            });
        }
    }

    /// Somebody speaks: everybody inside reads, nobody outside does, the next to join will not.
    fn speak(&mut self) -> Vec<u8> {
        let speaker = self.below(self.inside.len());
        let mut seat = self.inside.remove(speaker);
        let message = self
            .world
            .say(&seat.person, &mut seat.group, "news")
            .unwrap();
        for other in &mut self.inside {
            self.world
                .hear(&other.person, &mut other.group, &message)
                .unwrap();
            self.read += 1;
        }
        self.inside.insert(speaker, seat);
        for ghost in &mut self.ghosts {
            let expected = if ghost.knows {
                GroupError::Removed
            } else {
                GroupError::WrongEpoch
            };
            let got = self.world.hear(&ghost.person, &mut ghost.group, &message);
            assert_eq!(got.unwrap_err(), expected);
            self.refused += 1;
        }
        message
    }

    fn step(&mut self) {
        let before = self.speak();
        let known = self.inside.len();
        let agents = known - 1;
        let room = 16 - known;
        let kind = self.below(3);
        let joins = if kind != 1 && room > 0 {
            1 + self.below(room.min(3))
        } else {
            0
        };
        let joining: Vec<Person> = (0..joins).map(|_| self.world.agent("A").unwrap()).collect();
        // The customer sits at 0 and never leaves; at least one of the desk stays or comes.
        let most = if joins > 0 { agents } else { agents - 1 };
        let leaves = if kind == 0 || most == 0 {
            0
        } else {
            1 + self.below(most.min(4))
        };
        let mut leaving = Vec::new();
        while leaving.len() < leaves {
            let seat = 1 + self.below(agents);
            if !leaving.contains(&seat) {
                leaving.push(seat);
            }
        }
        if joining.is_empty() && leaving.is_empty() {
            return;
        }
        self.change(joining, &leaving);
        let newcomers = self.inside.len() - (known - leaves);
        let from = self.inside.len() - newcomers;
        for seat in &mut self.inside[from..] {
            assert!(
                self.world
                    .hear(&seat.person, &mut seat.group, &before)
                    .is_err()
            );
            self.refused += 1;
        }
        self.agree();
    }

    /// Everybody and the server see the same members, and share the epoch's secret.
    fn agree(&self) {
        let members = |group: &Group| -> Vec<(u32, [u8; 32])> {
            group
                .members()
                .map(|(leaf, member)| (leaf, *member.key()))
                .collect()
        };
        let servers: Vec<(u32, [u8; 32])> = self
            .server
            .members()
            .map(|(leaf, member)| (leaf, *member.key()))
            .collect();
        let secret = |seat: &Seat| {
            seat.group
                .export(&seat.person.provider, "walk", &[])
                .unwrap()
        };
        for seat in &self.inside {
            assert_eq!(members(&seat.group), servers);
            assert_eq!(*secret(seat), *secret(&self.inside[0]));
        }
    }
}

trait FromNumber {
    fn from_u128(number: u128) -> Self;
}

impl FromNumber for TicketId {
    fn from_u128(number: u128) -> Self {
        tacita_model::TypedId::from_bytes(number.to_be_bytes())
    }
}

fn walks(profile: CryptoProfile, walks: u64, steps: usize) {
    let (mut read, mut refused, mut most) = (0, 0, 0);
    for seed in 0..walks {
        let mut walk = Walk::start(seed, profile);
        for _ in 0..steps {
            walk.step();
            most = most.max(walk.inside.len());
        }
        walk.speak();
        read += walk.read;
        refused += walk.refused;
    }
    let name = profile.as_str();
    figure(&format!("walks_{name}_read"), read);
    figure(&format!("walks_{name}_refused"), refused);
    report(&format!(
        "{name}: {walks} walks of {steps} steps, up to {most} members: {read} read, {refused} refused"
    ));
    assert!(most >= 4, "the walks never grew");
}

#[test]
fn whoever_walks_in_and_out_reads_exactly_what_the_model_allows() {
    let full = std::env::var("TACITA_PROVE").is_ok_and(|value| value == "full");
    walks(CryptoProfile::TacitaStd1, if full { 200 } else { 6 }, 20);
    walks(CryptoProfile::TacitaPq1, if full { 20 } else { 1 }, 12);
}
