//! A server in memory, as docs/concepts/protocol.md describes it, for one conversation. It does
//! what the real one does with frames; it keeps nothing on a disk and trusts its callers.

use std::collections::{BTreeMap, BTreeSet};
use tacita_model::*;
use tacita_protocol::chain::{EntryKind, advance, body_hash};
use tacita_protocol::control::*;
use tacita_protocol::hot::{Accepted, Delivery, Post};
use tacita_protocol::{Blob, Wire, hello};
use tacita_seal::conformance::world::World;
use tacita_seal::{GroupId, PublicGroup, TicketPurpose, key_package, verify_hello};

pub(crate) type Key = [u8; 32];

#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) kind: EntryKind,
    pub(crate) body: Vec<u8>,
    pub(crate) hash: [u8; 32],
    pub(crate) sender: Key,
    pub(crate) place: Place,
}

#[derive(Clone)]
pub(crate) struct Member {
    pub(crate) key: Key,
    pub(crate) customer: bool,
    pub(crate) counter: u64,
    pub(crate) acked: u64,
    pub(crate) leaving: bool,
}

#[derive(Clone)]
pub(crate) struct Waiting {
    pub(crate) generation: u32,
    pub(crate) at: Place,
    pub(crate) welcome: Vec<u8>,
    pub(crate) ticket: Vec<u8>,
}

pub(crate) struct Socket {
    pub(crate) nonce: [u8; 32],
    pub(crate) key: Option<Key>,
}

pub(crate) struct Server {
    pub(crate) seal: World,
    pub(crate) conversation: ConversationId,
    pub(crate) customer_key: Key,
    pub(crate) log: Vec<Entry>,
    pub(crate) members: Vec<Member>,
    pub(crate) former: BTreeSet<Key>,
    pub(crate) group: Option<PublicGroup>,
    pub(crate) generation: u32,
    pub(crate) state: String,
    pub(crate) pending: Vec<(Vec<u8>, Vec<u8>, Option<Key>)>,
    pub(crate) welcomes: BTreeMap<Key, Waiting>,
    pub(crate) asked: BTreeMap<Key, (u32, Reason, Vec<Invite>)>,
    pub(crate) intake: Vec<(MessageId, Vec<u8>, Vec<u8>, u64)>,
    pub(crate) hand_intake_to: Option<Key>,
    pub(crate) intake_devices: Vec<IntakeDevice>,
    /// Unused packages by owner.
    pub(crate) packages: BTreeMap<Key, Vec<Vec<u8>>>,
    /// The last ticket made for each invited device.
    tickets: BTreeMap<Key, Vec<u8>>,
    pub(crate) ids: BTreeMap<(u32, MessageId), (u64, Timestamp)>,
    pub(crate) sockets: BTreeMap<usize, Socket>,
    /// Frames on their way to hosts.
    pub(crate) out: Vec<(usize, Vec<u8>)>,
    pub(crate) want_add: Option<Key>,
    pub(crate) want_remove: Vec<Key>,
    pub(crate) reserved_lapsed: bool,
    pub(crate) troubles: Vec<Trouble>,
    pub(crate) repairs: u32,
    pub(crate) next: u8,
    /// Every post and record as it came, for searching.
    pub(crate) seen_bytes: Vec<Vec<u8>>,
}

const ZERO: Place = Place {
    sequence: Sequence(0),
    chain: ChainHash([0; 32]),
};

fn wire(place: Place) -> WirePlace {
    WirePlace {
        sequence: place.sequence.0,
        chain: Blob(place.chain.0.to_vec()),
    }
}

impl Server {
    pub(crate) fn new(mut seal: World) -> Self {
        let conversation = seal.id();
        Self {
            seal,
            conversation,
            customer_key: [0; 32],
            log: vec![],
            members: vec![],
            former: BTreeSet::new(),
            group: None,
            generation: 0,
            state: "opened".into(),
            pending: vec![],
            welcomes: BTreeMap::new(),
            asked: BTreeMap::new(),
            intake: vec![],
            hand_intake_to: None,
            intake_devices: vec![],
            packages: BTreeMap::new(),
            tickets: BTreeMap::new(),
            ids: BTreeMap::new(),
            sockets: BTreeMap::new(),
            out: vec![],
            want_add: None,
            want_remove: vec![],
            reserved_lapsed: false,
            troubles: vec![],
            repairs: 0,
            next: 1,
            seen_bytes: vec![],
        }
    }

    pub(crate) fn head(&self) -> Place {
        self.log.last().map_or(ZERO, |entry| entry.place)
    }

    fn epoch(&self) -> u64 {
        self.group.as_ref().map_or(0, |group| group.epoch().0)
    }

    pub(crate) fn send(&mut self, node: usize, frame: &FromServer) {
        self.out.push((node, encode_server(frame).unwrap()));
    }

    fn node_of(&self, key: &Key) -> Option<usize> {
        self.sockets
            .iter()
            .find(|(_, socket)| socket.key == Some(*key))
            .map(|(node, _)| *node)
    }

    fn send_to(&mut self, key: &Key, frame: &FromServer) {
        if let Some(node) = self.node_of(key) {
            self.send(node, frame);
        }
    }

    pub(crate) fn connect(&mut self, node: usize) {
        self.next = self.next.wrapping_add(1);
        let nonce = [self.next; 32];
        self.sockets.insert(node, Socket { nonce, key: None });
        let time = self.seal.now.0;
        self.send(
            node,
            &FromServer::Challenge {
                nonce: Blob(nonce.to_vec()),
                host: "chat.test".into(),
                time,
            },
        );
    }

    pub(crate) fn disconnect(&mut self, node: usize) {
        self.sockets.remove(&node);
        self.out.retain(|(to, _)| *to != node);
        self.presence();
        self.reconcile();
    }

    fn presence(&mut self) {
        let online: Vec<Key> = self
            .sockets
            .values()
            .filter_map(|socket| socket.key)
            .collect();
        let blobs: Vec<Blob> = online.iter().map(|key| Blob(key.to_vec())).collect();
        for key in online {
            if self.members.iter().any(|member| member.key == key) {
                self.send_to(
                    &key,
                    &FromServer::Presence {
                        online: blobs.clone(),
                    },
                );
            }
        }
    }

    fn sees(&self, key: &Key) -> bool {
        *key == self.customer_key
            || self.members.iter().any(|m| m.key == *key && !m.leaving)
            || self.asked.contains_key(key)
    }

    fn frame_of(&self, index: usize, for_author: bool) -> Vec<u8> {
        let entry = &self.log[index];
        let (sequence, time) = (entry.place.sequence, self.seal.now);
        match entry.kind {
            EntryKind::Message if for_author => {
                let message = Post::decode(&entry.body).unwrap().message;
                Accepted {
                    sequence,
                    time,
                    message,
                }
                .encode()
            }
            EntryKind::Message => {
                let mut frame = Delivery::prefix(sequence, time, &entry.sender);
                frame.extend_from_slice(&entry.body);
                frame
            }
            kind => {
                let withheld = kind == EntryKind::Intake;
                let body = if withheld {
                    entry.hash.to_vec()
                } else {
                    entry.body.clone()
                };
                encode_server(&FromServer::Entry {
                    sequence: sequence.0,
                    time: time.0,
                    kind: kind as u8,
                    body: Blob(body),
                    withheld,
                })
                .unwrap()
            }
        }
    }

    pub(crate) fn append(&mut self, kind: EntryKind, body: Vec<u8>, sender: Key) -> Place {
        let hash = body_hash(&body);
        let place = advance(self.head(), kind, &hash);
        self.log.push(Entry {
            kind,
            body,
            hash,
            sender,
            place,
        });
        let index = self.log.len() - 1;
        let nodes: Vec<(usize, Key)> = self
            .sockets
            .iter()
            .filter_map(|(node, socket)| Some((*node, socket.key?)))
            .collect();
        for (node, key) in nodes {
            if self.sees(&key) {
                let frame = self.frame_of(index, key == sender);
                self.out.push((node, frame));
            }
        }
        place
    }

    pub(crate) fn say_state(&mut self, state: &str, what: &str, name: Option<&str>) {
        self.state = state.into();
        let body = encode_body(&StateEntry {
            state: state.into(),
            agent: None,
            agent_name: name.map(Into::into),
            what: what.into(),
        })
        .unwrap();
        self.append(EntryKind::State, body, [0; 32]);
    }

    pub(crate) fn receive(&mut self, node: usize, bytes: &[u8]) {
        let Some(socket) = self.sockets.get(&node) else {
            return;
        };
        let (nonce, key) = (socket.nonce, socket.key);
        if let Ok(post) = Post::decode(bytes) {
            self.post(node, key.expect("hello first"), &post, bytes);
            return;
        }
        let frame = decode_client(bytes).expect("a frame of the protocol");
        match (frame, key) {
            (
                FromClient::Hello {
                    conversation,
                    leaf_key,
                    signature,
                    seen,
                    ..
                },
                None,
            ) => {
                let key: Key = leaf_key.0.try_into().unwrap();
                let signed = hello::to_be_signed("chat.test", &nonce, self.conversation, &key);
                let signature: [u8; 64] = signature.0.try_into().unwrap();
                assert_eq!(conversation.0, self.conversation);
                verify_hello(&key, &signed, b"", &signature).expect("a good hello");
                self.hello(node, key, &seen);
            }
            (_, None) => panic!("a frame before the hello"),
            (frame, Some(key)) => self.control(node, key, frame),
        }
    }

    fn hello(&mut self, node: usize, key: Key, seen: &WirePlace) {
        if self.state == "closed" {
            return self.send(
                node,
                &FromServer::Ended {
                    why: EndReason::Closed,
                },
            );
        }
        if self.former.contains(&key) {
            return self.send(
                node,
                &FromServer::Ended {
                    why: EndReason::Removed,
                },
            );
        }
        let known = match seen.sequence {
            0 => true,
            n => self
                .log
                .get(n as usize - 1)
                .is_some_and(|entry| entry.place.chain.0[..] == seen.chain.0[..]),
        };
        if !known {
            let why = Refusal::UnknownPlace;
            return self.send(
                node,
                &FromServer::Refused {
                    what: What::Hello,
                    message: None,
                    why,
                },
            );
        }
        self.sockets.get_mut(&node).unwrap().key = Some(key);
        let member = self
            .members
            .iter()
            .find(|member| member.key == key)
            .cloned();
        self.send(
            node,
            &FromServer::Ready {
                state: self.state.clone(),
                generation: self.generation,
                epoch: self.epoch(),
                counter: member.as_ref().map_or(0, |m| m.counter),
                acked: member.as_ref().map_or(0, |m| m.acked),
                key_packages: self.packages.get(&key).map_or(0, |p| p.len() as u32),
            },
        );
        let mut from = seen.sequence as usize;
        let welcome = self.welcomes.get(&key).cloned();
        if let Some(welcome) = &welcome
            && (from == 0 || welcome.at.sequence.0 <= from as u64)
        {
            from = from.max(welcome.at.sequence.0 as usize);
            self.send_welcome(&key);
        }
        if self.sees(&key) {
            for index in from..self.log.len() {
                let own = self.frame_of(index, false);
                self.out.push((node, own));
                if welcome
                    .as_ref()
                    .is_some_and(|w| w.at.sequence.0 == index as u64 + 1)
                {
                    self.send_welcome(&key);
                }
            }
        }
        for member in self.members.clone() {
            if member.key != key {
                let leaf_key = Blob(member.key.to_vec());
                self.send(
                    node,
                    &FromServer::Delivered {
                        leaf_key,
                        sequence: member.acked,
                    },
                );
            }
        }
        self.send(
            node,
            &FromServer::CaughtUp {
                sequence: self.head().sequence.0,
            },
        );
        self.presence();
        self.standing_asks(&key);
        self.reconcile();
    }

    fn send_welcome(&mut self, key: &Key) {
        let Some(w) = self.welcomes.get(key).cloned() else {
            return;
        };
        let at = wire(w.at);
        self.send_to(
            key,
            &FromServer::Welcome {
                generation: w.generation,
                at,
                welcome: Blob(w.welcome),
                ticket: Blob(w.ticket),
            },
        );
    }

    pub(crate) fn standing_asks(&mut self, key: &Key) {
        if *key == self.customer_key && !self.attended() {
            let devices = self.intake_devices.clone();
            self.send_to(key, &FromServer::IntakeDevices { devices });
        }
        if self.hand_intake_to == Some(*key) {
            for (message, record, signature, sequence) in self.intake.clone() {
                self.send_to(
                    key,
                    &FromServer::IntakeRecord {
                        sequence,
                        time: self.seal.now.0,
                        message: Wire(message),
                        record: Blob(record),
                        signature: Blob(signature),
                        customer_key: Blob(self.customer_key.to_vec()),
                    },
                );
            }
        }
        if let Some((generation, reason, invites)) = self.asked.get(key).cloned() {
            self.send_to(
                key,
                &FromServer::StartGeneration {
                    generation,
                    reason,
                    invites,
                },
            );
        }
    }

    pub(crate) fn attended(&self) -> bool {
        self.members
            .iter()
            .any(|member| !member.customer && !member.leaving)
    }

    fn refuse(&mut self, node: usize, what: What, message: Option<MessageId>, why: Refusal) {
        self.send(
            node,
            &FromServer::Refused {
                what,
                message: message.map(Wire),
                why,
            },
        );
    }

    fn post(&mut self, node: usize, key: Key, post: &Post<'_>, bytes: &[u8]) {
        self.seen_bytes.push(bytes.to_vec());
        let refusal = self.check_post(&key, post);
        if let Some(why) = refusal {
            return self.refuse(node, What::Post, Some(post.message), why);
        }
        if let Some((sequence, time)) = self.ids.get(&(self.generation, post.message)) {
            let accepted = Accepted {
                sequence: Sequence(*sequence),
                time: *time,
                message: post.message,
            };
            return self.out.push((node, accepted.encode()));
        }
        let member = self
            .members
            .iter_mut()
            .find(|member| member.key == key)
            .unwrap();
        if post.counter <= member.counter {
            return self.refuse(node, What::Post, Some(post.message), Refusal::RolledBack);
        }
        member.counter = post.counter;
        let place = self.append(EntryKind::Message, bytes.to_vec(), key);
        let at = (place.sequence.0, self.seal.now);
        self.ids.insert((self.generation, post.message), at);
    }

    fn check_post(&self, key: &Key, post: &Post<'_>) -> Option<Refusal> {
        match self.members.iter().find(|member| member.key == *key) {
            _ if self.state == "closed" => Some(Refusal::Closed),
            _ if self.state == "frozen" => Some(Refusal::Frozen),
            None => Some(Refusal::NotMember),
            Some(member) if member.leaving => Some(Refusal::NotMember),
            _ if !self.pending.is_empty() => Some(Refusal::ProposalPending),
            _ if post.epoch.0 != self.epoch() => Some(Refusal::WrongEpoch),
            _ => None,
        }
    }

    fn control(&mut self, node: usize, key: Key, frame: FromClient) {
        match frame {
            FromClient::Batch(batch) => self.batch(node, key, *batch),
            FromClient::Commit(commit) => self.commit(node, key, commit),
            FromClient::Intake(post) => {
                if self.attended() {
                    let why = Refusal::WrongGeneration;
                    return self.refuse(node, What::Intake, Some(post.message.0), why);
                }
                self.seen_bytes.push(post.record.0.clone());
                let place = self.append(EntryKind::Intake, post.record.0.clone(), key);
                let sequence = place.sequence.0;
                self.intake
                    .push((post.message.0, post.record.0, post.signature.0, sequence));
                let done = FromServer::Done {
                    what: What::Intake,
                    message: Some(post.message),
                    sequence: Some(sequence),
                };
                self.send(node, &done);
                if self.state == "opened" {
                    self.say_state("waiting", "waiting", None);
                }
            }
            FromClient::Ack { sequence } => {
                if let Some(member) = self.members.iter_mut().find(|member| member.key == key) {
                    member.acked = member.acked.max(sequence);
                }
                if self
                    .welcomes
                    .get(&key)
                    .is_some_and(|w| w.at.sequence.0 <= sequence)
                {
                    self.welcomes.remove(&key);
                }
                let leaf_key = Blob(key.to_vec());
                self.relay(&key, &FromServer::Delivered { leaf_key, sequence });
            }
            FromClient::Read { sequence } => {
                let leaf_key = Blob(key.to_vec());
                self.relay(&key, &FromServer::Read { leaf_key, sequence });
            }
            FromClient::Typing { on } => {
                let leaf_key = Blob(key.to_vec());
                self.relay(&key, &FromServer::Typing { leaf_key, on });
            }
            FromClient::KeyPackages { packages } => {
                let mine = self.packages.entry(key).or_default();
                mine.extend(packages.into_iter().map(|package| package.0));
            }
            FromClient::HandedOver => self.handed_over(),
            FromClient::Trouble { kind, .. } => self.trouble(key, kind),
            FromClient::Close => {
                self.say_state("closed", "closed-by-customer", None);
                let nodes: Vec<usize> = self.sockets.keys().copied().collect();
                for node in nodes {
                    self.send(
                        node,
                        &FromServer::Ended {
                            why: EndReason::Closed,
                        },
                    );
                }
            }
            FromClient::Hello { .. } => panic!("a second hello"),
        }
    }

    fn relay(&mut self, from: &Key, frame: &FromServer) {
        let keys: Vec<Key> = self.members.iter().map(|member| member.key).collect();
        for key in keys {
            if key != *from {
                self.send_to(&key, frame);
            }
        }
    }

    fn batch(&mut self, node: usize, key: Key, batch: Batch) {
        if batch.generation != self.generation + 1 {
            return self.refuse(node, What::Batch, None, Refusal::WrongGeneration);
        }
        if self.reserved_lapsed && batch.reason == Reason::Open && self.asked.is_empty() {
            return self.refuse(node, What::Batch, None, Refusal::ReservationLapsed);
        }
        let id = GroupId {
            conversation: self.conversation,
            generation: Generation(batch.generation),
        };
        let mut group =
            PublicGroup::begin(self.seal.judge(), id, batch.group_info.as_ref()).unwrap();
        let tickets: Vec<&[u8]> = self.tickets.values().map(Vec::as_slice).collect();
        let judged = group
            .judge(self.seal.judge(), batch.commit.as_ref(), &tickets)
            .expect("a good batch");
        let added: Vec<Key> = judged.added().map(|(member, _)| *member.key()).collect();
        group.apply(judged).unwrap();
        let members = group.members().map(|(_, member)| Member {
            key: *member.key(),
            customer: member.role() == Role::Customer,
            counter: 0,
            acked: 0,
            leaving: false,
        });
        let members: Vec<Member> = members.collect();
        for old in &self.members {
            if !members.iter().any(|member| member.key == old.key) {
                self.former.insert(old.key);
            }
        }
        self.members = members;
        self.group = Some(group);
        self.generation = batch.generation;
        self.pending.clear();
        self.asked.clear();
        self.hand_intake_to = None;
        self.want_add = None;
        let entry = GenerationEntry {
            generation: batch.generation,
            reason: batch.reason,
            starter: Blob(key.to_vec()),
            commit_hash: Blob(body_hash(batch.commit.as_ref()).to_vec()),
        };
        let at = self.append(EntryKind::Generation, encode_body(&entry).unwrap(), key);
        for added in &added {
            let welcome = Waiting {
                generation: batch.generation,
                at,
                welcome: batch.welcome.0.clone(),
                ticket: self.tickets.get(added).cloned().expect("it was invited"),
            };
            self.welcomes.insert(*added, welcome);
            self.send_welcome(added);
        }
        let what = if batch.reason == Reason::Repair {
            "repaired"
        } else {
            "assigned"
        };
        self.say_state("active", what, None);
        for post in batch.posts {
            let read = Post::decode(post.as_ref()).unwrap();
            let (message, counter) = (read.message, read.counter);
            self.seen_bytes.push(post.0.clone());
            let member = self
                .members
                .iter_mut()
                .find(|member| member.key == key)
                .unwrap();
            member.counter = counter;
            let place = self.append(EntryKind::Message, post.0.clone(), key);
            let at = (place.sequence.0, self.seal.now);
            self.ids.insert((self.generation, message), at);
        }
        self.presence();
    }

    fn commit(&mut self, node: usize, key: Key, request: CommitRequest) {
        if self.state == "frozen" {
            return self.refuse(node, What::Commit, None, Refusal::Frozen);
        }
        if request.generation != self.generation || request.epoch != self.epoch() {
            return self.refuse(node, What::Commit, None, Refusal::LostRace);
        }
        let group = self.group.as_mut().unwrap();
        let before: Vec<Key> = group.members().map(|(_, member)| *member.key()).collect();
        let judged = group
            .judge(self.seal.judge(), request.commit.as_ref(), &[])
            .expect("a good commit");
        let added: Vec<Key> = judged.added().map(|(member, _)| *member.key()).collect();
        group.apply(judged).unwrap();
        let after: Vec<Key> = group.members().map(|(_, member)| *member.key()).collect();
        let removed: Vec<Key> = before
            .into_iter()
            .filter(|key| !after.contains(key))
            .collect();
        let pending = core::mem::take(&mut self.pending);
        let entry = CommitEntry {
            generation: request.generation,
            epoch: request.epoch,
            commit: request.commit,
        };
        let body = encode_body(&entry).unwrap();
        let at = self.append(EntryKind::Commit, body, key);
        for added in &added {
            self.members.push(Member {
                key: *added,
                customer: false,
                counter: 0,
                acked: 0,
                leaving: false,
            });
        }
        for key in &added {
            let ticket = pending
                .iter()
                .find(|(_, _, add)| *add == Some(*key))
                .unwrap()
                .1
                .clone();
            let welcome = Waiting {
                generation: self.generation,
                at,
                welcome: request.welcome.clone().unwrap().0,
                ticket,
            };
            self.welcomes.insert(*key, welcome);
            self.send_welcome(key);
            if self.want_add == Some(*key) {
                self.want_add = None;
            }
        }
        for key in removed {
            self.members.retain(|member| member.key != key);
            self.want_remove.retain(|wanted| *wanted != key);
            self.former.insert(key);
        }
        self.presence();
        if !self.attended() {
            let customer = self.customer_key;
            self.standing_asks(&customer);
        }
        self.reconcile();
    }

    pub(crate) fn handed_over(&mut self) {
        let going: Vec<Key> = self.want_remove.clone();
        for member in &mut self.members {
            member.leaving |= going.contains(&member.key);
        }
        for key in going {
            self.send_to(
                &key,
                &FromServer::Ended {
                    why: EndReason::Removed,
                },
            );
        }
        self.reconcile();
    }

    /// Proposes what is wanted and asks somebody to commit.
    pub(crate) fn reconcile(&mut self) {
        if self.group.is_none() || self.state != "active" {
            return;
        }
        if self.pending.is_empty() {
            self.propose();
        }
        if self.pending.is_empty() {
            return;
        }
        let connected = |key: &Key| self.node_of(key).is_some();
        let asked = self
            .members
            .iter()
            .filter(|member| !member.leaving && connected(&member.key))
            .max_by_key(|member| member.customer)
            .map(|member| member.key);
        if let Some(key) = asked {
            let epoch = self.epoch();
            self.send_to(&key, &FromServer::CommitWanted { epoch });
        }
    }

    fn propose(&mut self) {
        let ticket: TicketId = self.seal.id();
        let mut proposed = vec![];
        if let Some(key) = self.want_add {
            let Some(bytes) = self.packages.get_mut(&key).and_then(Vec::pop) else {
                return;
            };
            let package =
                key_package::check(&self.seal.crypto, &self.seal.trust, &bytes, self.seal.now)
                    .unwrap();
            let group = self.group.as_mut().unwrap();
            let made = group
                .propose_add(
                    self.seal.judge(),
                    self.seal.router(),
                    ticket,
                    &package,
                    TicketPurpose::Transfer,
                )
                .unwrap();
            proposed.push((made.proposal, made.ticket, Some(key)));
        } else {
            let leaving: Vec<Key> = self
                .members
                .iter()
                .filter(|member| member.leaving)
                .map(|m| m.key)
                .collect();
            for key in leaving {
                let group = self.group.as_mut().unwrap();
                let leaf = group.members().find(|(_, m)| *m.key() == key).unwrap().0;
                let made = group
                    .propose_remove(
                        self.seal.judge(),
                        self.seal.router(),
                        ticket,
                        leaf,
                        TicketPurpose::Transfer,
                    )
                    .unwrap();
                proposed.push((made.proposal, made.ticket, None));
            }
        }
        for (proposal, ticket, added) in proposed {
            let body = encode_body(&ProposalEntry {
                generation: self.generation,
                epoch: self.epoch(),
                proposal: Blob(proposal.clone()),
                ticket: Blob(ticket.clone()),
            })
            .unwrap();
            self.pending.push((proposal, ticket, added));
            self.append(EntryKind::Proposal, body, [0; 32]);
        }
    }

    pub(crate) fn invite(&mut self, key: &Key, generation: u32, purpose: TicketPurpose) -> Invite {
        let bytes = self
            .packages
            .get_mut(key)
            .and_then(Vec::pop)
            .expect("a package in stock");
        let package =
            key_package::check(&self.seal.crypto, &self.seal.trust, &bytes, self.seal.now).unwrap();
        let id = GroupId {
            conversation: self.conversation,
            generation: Generation(generation),
        };
        let ticket_id = self.seal.id();
        let ticket = self
            .seal
            .router()
            .first_ticket(ticket_id, id, &package.reference(), purpose)
            .unwrap();
        self.tickets.insert(*key, ticket.as_bytes().to_vec());
        Invite {
            package: Wire(self.seal.id()),
            key_package: Blob(bytes),
            ticket: Blob(ticket.as_bytes().to_vec()),
        }
    }

    fn trouble(&mut self, from: Key, kind: Trouble) {
        self.troubles.push(kind);
        if self.generation == 0 || self.repairs >= 3 || self.state == "frozen" {
            return;
        }
        self.repairs += 1;
        if kind == Trouble::StateLost && from == self.customer_key {
            self.packages.remove(&from);
        }
        self.pending.clear();
        self.say_state("frozen", "frozen", None);
        let customer = self.customer_key;
        let others: Vec<Key> = self
            .members
            .iter()
            .filter(|m| !m.customer && !m.leaving)
            .map(|m| m.key)
            .collect();
        let generation = self.generation + 1;
        if self.node_of(&customer).is_some() {
            let invites = others
                .iter()
                .map(|key| self.invite(key, generation, TicketPurpose::Repair))
                .collect();
            self.asked
                .insert(customer, (generation, Reason::Repair, invites));
            self.standing_asks(&customer);
        } else if let Some(agent) = others.first() {
            let invite = self.invite(&customer, generation, TicketPurpose::Repair);
            self.asked
                .insert(*agent, (generation, Reason::Repair, vec![invite]));
            self.standing_asks(agent);
        }
    }
}
