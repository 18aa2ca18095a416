//! The server's handlers are spawned on many threads: everything the store answers must be `Send`.

#![expect(
    clippy::disallowed_methods,
    reason = "a forged proof, to see it refused"
)]

use crate::support::{HandClock, Place, assigned, id, own};
use tacita_model::Sequence;
use tacita_policy::acts;
use tacita_store::Store;

fn sendable<T: Send>(_: T) {}

#[test]
fn what_the_store_answers_can_cross_threads() {
    let _never_called = |store: Store, place: Place, clock: &HandClock| {
        sendable(Store::open(place.config(1)));
        sendable(store.commit(vec![], vec![]));
        sendable(store.entries(&own(1, clock), id(1), Sequence(0), 1));
        sendable(store.place(id(1), Sequence(0)));
        sendable(store.load(id(1)));
        sendable(store.keep_half(
            crate::contract::half_place(1, 1, Default::default()),
            &[0; 32],
        ));
        sendable(store.shred_record(id(1)));
        sendable(store.renew_half_keys());
        sendable(store.forget_bodies());
        sendable(store.who(tacita_ledger::Subject::SERVER));
        let recorded = tacita_ledger::Witness::new([0; 32]).record(vec![]);
        let allowed = assigned::<acts::OpenIntake>(1, 1, clock);
        sendable(store.intake_leaf(&allowed, id(1), id(1)));
        sendable(store.release_server_half(&allowed, &recorded, id(1)));
        sendable(store.close());
    };
}
