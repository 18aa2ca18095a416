//! Small rows and repeatable chance; also used by the program that the power cuts kill.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tacita_model::*;
use tacita_store::rows::Conversation;
use tacita_store::{Entry, Randomness};

/// Bytes that differ at each call and repeat from run to run (SplitMix64).
pub(crate) fn chance(seed: u64) -> Randomness {
    let state = AtomicU64::new(seed);
    Arc::new(move |bytes: &mut [u8]| {
        for chunk in bytes.chunks_mut(8) {
            let mut z = state.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
    })
}

pub(crate) fn id<T: TypedId>(number: u64) -> T {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    T::from_bytes(bytes)
}

pub(crate) fn key(number: u64) -> [u8; 32] {
    let mut bytes = [9; 32];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    bytes
}

pub(crate) fn conversation(number: u64) -> Conversation {
    Conversation {
        id: id(number),
        tenant: id(1),
        site: "shop".into(),
        queue: id(1),
        customer: id(number),
        customer_key: key(number),
        customer_credential: vec![1, 2, 3],
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
    }
}

/// An entry whose bytes follow from its numbers, so that a reader can tell whether it is whole.
pub(crate) fn entry(conversation: u64, sequence: u64) -> Entry {
    let mark = (conversation * 1_000_003 + sequence).to_be_bytes();
    Entry {
        conversation: id(conversation),
        place: tacita_model::Place {
            sequence: Sequence(sequence),
            chain: ChainHash(std::array::from_fn(|at| mark[at % 8] ^ 0x55)),
        },
        time: Timestamp(i64::try_from(sequence).unwrap()),
        kind: 1,
        sender: key(conversation),
        counter: sequence,
        epoch: Epoch(1),
        message: id(conversation * 1_000_000 + sequence),
        body: mark
            .iter()
            .copied()
            .cycle()
            .take(300)
            .collect::<Vec<_>>()
            .into(),
        body_hash: std::array::from_fn(|at| mark[at % 8] ^ 0xaa),
    }
}

/// Whether a batch of the program that is killed holds entries and nothing else.
pub(crate) const fn is_plain(batch: u64) -> bool {
    !batch.is_multiple_of(3)
}

/// Entries in a batch of that program. All four conversations' plain batches together still fit one
/// statement.
pub(crate) fn batch_size(conversation: u64, batch: u64) -> u64 {
    let sizes: &[u64] = if is_plain(batch) {
        &[1, 3, 8, 36]
    } else {
        &[1, 3, 8, 64, 2, 70]
    };
    let count = u64::try_from(sizes.len()).unwrap();
    let place = (batch / 3 * 2 + batch % 3 + conversation) % count;
    sizes[usize::try_from(place).unwrap()]
}
