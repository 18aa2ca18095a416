//! Rows about order and time: replay, rollback, races, old commits, restoring, tampering.

use super::world::{Opened, Outcome, Person, World, told};
use super::{holds, refused};
use crate::{Group, GroupError, Provider};

pub(super) fn replay(world: &mut World) -> Outcome<()> {
    let (customer, ada) = (world.customer()?, world.agent("Ada")?);
    let Opened {
        mut maker,
        mut other,
        ..
    } = world.open(&customer, &ada)?;
    let once = world
        .say(&customer, &mut maker, "once")
        .map_err(told("sealing"))?;
    world
        .hear(&ada, &mut other, &once)
        .map_err(told("opening"))?;
    let again = world.hear(&ada, &mut other, &once);
    refused("the same message again", again, GroupError::Replayed)
}

pub(super) fn rollback(world: &mut World) -> Outcome<()> {
    let (mut customer, ada) = (world.customer()?, world.agent("Ada")?);
    let Opened {
        id,
        mut maker,
        mut other,
        ..
    } = world.open(&customer, &ada)?;
    let snapshot = customer.provider.entries();
    let first = world
        .say(&customer, &mut maker, "first")
        .map_err(told("sealing"))?;
    world
        .hear(&ada, &mut other, &first)
        .map_err(told("opening"))?;
    customer.provider = Provider::load(world.randomness(), snapshot);
    let mut old = load(&customer, id)?;
    let second = world
        .say(&customer, &mut old, "second")
        .map_err(told("sealing again"))?;
    let read = world.hear(&ada, &mut other, &second);
    refused(
        "a message under a key used before",
        read,
        GroupError::Replayed,
    )
}

fn load(person: &Person, id: crate::GroupId) -> Outcome<Group> {
    Group::load(&person.provider, id)
        .map_err(told("loading"))?
        .ok_or_else(|| "the store holds the group".to_owned())
}

pub(super) fn race(world: &mut World) -> Outcome<()> {
    let (customer, ada) = (world.customer()?, world.agent("Ada")?);
    let Opened {
        mut maker,
        mut other,
        mut server,
        ..
    } = world.open(&customer, &ada)?;
    let won = maker
        .commit(world.context(&customer))
        .map_err(told("the customer commits"))?;
    let lost = other
        .commit(world.context(&ada))
        .map_err(told("the agent commits"))?;
    let judged = server
        .judge(world.judge(), &won.commit, &[])
        .map_err(told("judging the winner"))?;
    server.apply(judged).map_err(told("applying the winner"))?;
    let second = server.judge(world.judge(), &lost.commit, &[]);
    refused(
        "the server takes a second commit",
        second,
        GroupError::WrongEpoch,
    )?;
    maker
        .merge_own(world.context(&customer))
        .map_err(told("the winner merges"))?;
    other
        .drop_own(world.context(&ada))
        .map_err(told("the loser drops"))?;
    other
        .receive_commit(world.context(&ada), &won.commit)
        .map_err(told("the loser applies the winner"))?;
    world.exchange((&customer, &mut maker), (&ada, &mut other), "on we go")?;
    world.exchange((&ada, &mut other), (&customer, &mut maker), "gladly")
}

pub(super) fn old_commit(world: &mut World) -> Outcome<()> {
    let (customer, ada) = (world.customer()?, world.agent("Ada")?);
    let Opened {
        mut maker,
        mut other,
        mut server,
        opening,
        ..
    } = world.open(&customer, &ada)?;
    let late = other
        .commit(world.context(&ada))
        .map_err(told("the agent commits"))?;
    world.commit(&mut server, &customer, &mut maker)?;
    let again = server.judge(world.judge(), &late.commit, &[]);
    refused("a commit from an old epoch", again, GroupError::WrongEpoch)?;
    let first = server.judge(world.judge(), &opening.commit, &[]);
    refused("the very first commit again", first, GroupError::WrongEpoch)
}

pub(super) fn exporter_and_restore(world: &mut World) -> Outcome<()> {
    let (customer, mut ada) = (world.customer()?, world.agent("Ada")?);
    let Opened {
        id,
        mut maker,
        mut other,
        ..
    } = world.open(&customer, &ada)?;
    let export = |person: &Person, group: &Group| {
        group
            .export(&person.provider, "tacita test", b"context")
            .map_err(told("exporting"))
    };
    let same = export(&customer, &maker)? == export(&ada, &other)?;
    holds("both export the same secret", same)?;
    world.exchange((&customer, &mut maker), (&ada, &mut other), "before")?;
    ada.provider = Provider::load(world.randomness(), ada.provider.entries());
    let mut restored = load(&ada, id)?;
    holds("the restored member exports the same", {
        export(&ada, &restored)? == export(&customer, &maker)?
    })?;
    world.exchange((&customer, &mut maker), (&ada, &mut restored), "after")?;
    world.exchange((&ada, &mut restored), (&customer, &mut maker), "restored")
}

pub(super) fn tampered_copy(world: &mut World) -> Outcome<()> {
    let (customer, ada) = (world.customer()?, world.agent("Ada")?);
    let Opened {
        mut maker,
        mut other,
        ..
    } = world.open(&customer, &ada)?;
    let genuine = world
        .say(&customer, &mut maker, "genuine")
        .map_err(told("sealing"))?;
    for at in 0..genuine.len() {
        let mut copy = genuine.clone();
        if let Some(byte) = copy.get_mut(at) {
            *byte ^= 1;
        }
        if world.hear(&ada, &mut other, &copy).is_ok() {
            return Err(format!("a copy with byte {at} flipped was opened"));
        }
    }
    world
        .hear(&ada, &mut other, &genuine)
        .map_err(told("the genuine message afterwards"))?;
    world.exchange((&customer, &mut maker), (&ada, &mut other), "and the next")
}
