//! Between memory and storage: loading a conversation, and putting each change into the batch.
//!
//! A storage that holds half of something is not repaired here: the caller discards it (flow F14).

use super::{Core, Work, view};
use crate::crypt::{Crypt, NotProven, bytes32};
use crate::keep::{self, Damaged, Desk, Kept, Me, Standing, area, decode, key};
use crate::screening::Past;
use rand_core::CryptoRng;
use tacita_model::SortedMap;
use tacita_model::{MessageId, Timestamp, TypedId};
use tacita_protocol::Blob;
use tacita_seal::Group;

fn at_the_beginning() -> Standing {
    Standing {
        chain: Blob(vec![0; 32]),
        state: "opened".to_owned(),
        ..Standing::default()
    }
}

impl Core {
    fn empty(me: Me, crypt: Crypt) -> Self {
        Self {
            me,
            crypt,
            group: None,
            standing: at_the_beginning(),
            desk: Desk::default(),
            messages: SortedMap::new(),
            outbox: SortedMap::new(),
            lines: Vec::new(),
            handshake: None,
            chain: SortedMap::new(),
            past: Past::default(),
            standing_kept: Standing::default(),
        }
    }

    /// A conversation that begins.
    pub(crate) fn begin(
        me: Me,
        desk: Desk,
        randomness: Box<dyn CryptoRng + Send>,
        work: &mut Work<'_>,
    ) -> Result<Self, NotProven> {
        let crypt = Crypt::new(&me, randomness, [], work.now)?;
        work.put(key(area::ME, b""), &me);
        work.put(key(area::DESK, b""), &desk);
        let mut core = Self::empty(me, crypt);
        core.desk = desk;
        Ok(core)
    }

    /// A conversation out of its storage; `None` when there is none.
    pub(crate) fn load(
        entries: Vec<(Vec<u8>, Vec<u8>)>,
        randomness: Box<dyn CryptoRng + Send>,
        now: Timestamp,
    ) -> Result<Option<Self>, Damaged> {
        if entries.is_empty() {
            return Ok(None);
        }
        let (own, rest): (Vec<_>, Vec<_>) = entries
            .into_iter()
            .partition(|(name, _)| name.first() == Some(&area::ME));
        let (_, me) = own.first().ok_or(Damaged)?;
        let me: Me = decode(me)?;
        let (seal, rest): (Vec<_>, Vec<_>) = rest
            .into_iter()
            .partition(|(name, _)| name.first() == Some(&area::SEAL));
        let seal = seal
            .into_iter()
            .map(|(name, value)| (name.get(1..).unwrap_or_default().to_vec(), value));
        let crypt = Crypt::new(&me, randomness, seal, now).map_err(|_| Damaged)?;
        let mut core = Self::empty(me, crypt);
        for (name, value) in rest {
            core.take_record(&name, &value)?;
        }
        core.standing_kept = core.standing.clone();
        if core.standing.generation > 0 {
            let id = core.group_id(core.standing.generation);
            let group = Group::load(&core.crypt.provider, id).map_err(|_| Damaged)?;
            core.group = Some(group.ok_or(Damaged)?);
        }
        let mut past: Vec<&Kept> = core.messages.values().collect();
        past.sort_by_key(|kept| kept.order);
        for kept in past {
            core.past.said(kept.own, &kept.text, kept.time);
        }
        Ok(Some(core))
    }

    fn take_record(&mut self, name: &[u8], value: &[u8]) -> Result<(), Damaged> {
        let (first, rest) = name.split_first().ok_or(Damaged)?;
        match *first {
            area::STANDING => self.standing = decode(value)?,
            area::DESK => self.desk = decode(value)?,
            area::MESSAGE => {
                let id = <[u8; 16]>::try_from(rest).map_err(|_| Damaged)?;
                self.messages
                    .insert(MessageId::from_bytes(id), decode(value)?);
            }
            area::OUTBOX => {
                let order = <[u8; 8]>::try_from(rest).map_err(|_| Damaged)?;
                self.outbox
                    .insert(u64::from_be_bytes(order), decode(value)?);
            }
            area::LINE => self.lines.push(decode(value)?),
            area::HANDSHAKE => self.handshake = Some(decode(value)?),
            area::CHAIN => {
                for (sequence, hash) in decode::<Vec<(u64, Blob)>>(value)? {
                    self.chain.insert(sequence, bytes32(&hash).ok_or(Damaged)?);
                }
            }
            _ => return Err(Damaged),
        }
        Ok(())
    }

    /// Puts what this step changed into the batch: the group's state and where we stand.
    pub(crate) fn collect(&mut self, work: &mut Work<'_>) {
        if self.standing != self.standing_kept {
            work.put(key(area::STANDING, b""), &self.standing);
            self.standing_kept = self.standing.clone();
        }
        for (name, value) in self.crypt.provider.take_batch() {
            work.changes.insert(key(area::SEAL, &name), value);
        }
    }

    pub(crate) fn save_me(&self, work: &mut Work<'_>) {
        work.put(key(area::ME, b""), &self.me);
    }

    pub(crate) fn save_message(&self, message: MessageId, work: &mut Work<'_>) {
        if let Some(kept) = self.messages.get(&message) {
            work.put(keep::message_key(message), kept);
            work.event(view::message(message, kept));
        }
    }

    pub(crate) fn save_waiting(&self, order: u64, work: &mut Work<'_>) {
        let name = key(area::OUTBOX, &order.to_be_bytes());
        match self.outbox.get(&order) {
            Some(waiting) => work.put(name, waiting),
            None => work.delete(name),
        }
    }

    pub(crate) fn save_handshake(&self, work: &mut Work<'_>) {
        let name = key(area::HANDSHAKE, b"");
        match &self.handshake {
            Some(handshake) => work.put(name, handshake),
            None => work.delete(name),
        }
    }

    pub(crate) fn save_desk(&self, work: &mut Work<'_>) {
        work.put(key(area::DESK, b""), &self.desk);
    }
}
