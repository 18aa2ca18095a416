//! Rows about who reads what: removal, joining, the server's swap, a rogue sender, regrowing.

use super::world::{Opened, Outcome, Person, World, told};
use super::{holds, refused};
use crate::{Group, GroupError, PublicGroup, Router, ServerProposal, SigningKey, key_package};
use tacita_model::{TicketId, TypedId};

/// A conversation of a customer and Ada, from which the server has just removed Ada: the commit is
/// made and taken, Ada has not seen it.
struct Removed {
    customer: Person,
    ada: Person,
    customers: Group,
    adas: Group,
    proposal: ServerProposal,
    commit: Vec<u8>,
}

/// Bob joins so that somebody of the desk is left, then Ada is removed.
fn remove_ada(world: &mut World) -> Outcome<Removed> {
    let (customer, ada, bob) = (world.customer()?, world.agent("Ada")?, world.agent("Bob")?);
    let Opened {
        mut maker,
        mut other,
        mut server,
        ..
    } = world.open(&customer, &ada)?;
    let add = world.propose_add(&mut server, &bob)?;
    world.receive(&ada, &mut other, &[&add])?;
    world.receive(&customer, &mut maker, &[&add])?;
    let (commit, _) = world.commit(&mut server, &ada, &mut other)?;
    maker
        .receive_commit(world.context(&customer), &commit)
        .map_err(told("adding Bob"))?;
    let proposal = world.propose_remove(&mut server, other.own_leaf())?;
    world.receive(&customer, &mut maker, &[&proposal])?;
    let (commit, _) = world.commit(&mut server, &customer, &mut maker)?;
    Ok(Removed {
        customer,
        ada,
        customers: maker,
        adas: other,
        proposal,
        commit,
    })
}

pub(super) fn removed_and_ignoring(world: &mut World) -> Outcome<()> {
    let mut it = remove_ada(world)?;
    let later = world
        .say(&it.customer, &mut it.customers, "later")
        .map_err(told("sealing"))?;
    let read = world.hear(&it.ada, &mut it.adas, &later);
    refused(
        "Ada, who ignored her removal, reads",
        read,
        GroupError::WrongEpoch,
    )
}

pub(super) fn removed_and_knowing(world: &mut World) -> Outcome<()> {
    let mut it = remove_ada(world)?;
    let later = world
        .say(&it.customer, &mut it.customers, "later")
        .map_err(told("sealing"))?;
    world.receive(&it.ada, &mut it.adas, &[&it.proposal])?;
    let change = it
        .adas
        .receive_commit(world.context(&it.ada), &it.commit)
        .map_err(told("Ada applies her removal"))?;
    holds(
        "Ada's group says that she is out",
        !change.active && it.adas.own().is_none(),
    )?;
    let read = world.hear(&it.ada, &mut it.adas, &later);
    refused(
        "Ada, who applied her removal, reads",
        read,
        GroupError::Removed,
    )?;
    let sent = world.say(&it.ada, &mut it.adas, "me too");
    refused(
        "Ada, who applied her removal, writes",
        sent,
        GroupError::Removed,
    )
}

pub(super) fn nothing_from_before(world: &mut World) -> Outcome<()> {
    let (customer, ada, bob) = (world.customer()?, world.agent("Ada")?, world.agent("Bob")?);
    let Opened {
        id,
        mut maker,
        mut other,
        mut server,
        ..
    } = world.open(&customer, &ada)?;
    let before = world
        .say(&customer, &mut maker, "before")
        .map_err(told("sealing"))?;
    let add = world.propose_add(&mut server, &bob)?;
    world.receive(&ada, &mut other, &[&add])?;
    let (_, welcome) = world.commit(&mut server, &ada, &mut other)?;
    let welcome = welcome.ok_or("a commit that adds has a welcome")?;
    let mut bobs =
        Group::join(world.context(&bob), id, world.profile, &welcome).map_err(told("Bob joins"))?;
    match world.hear(&bob, &mut bobs, &before) {
        Err(GroupError::TooOld | GroupError::WrongEpoch) => Ok(()),
        Err(error) => Err(format!("Bob reads what was before: `{error}`")),
        Ok(_) => Err("Bob reads what was before he joined".to_owned()),
    }
}

pub(super) fn swap(world: &mut World) -> Outcome<()> {
    let (customer, ada, bob) = (world.customer()?, world.agent("Ada")?, world.agent("Bob")?);
    let Opened {
        id,
        mut maker,
        mut other,
        mut server,
        ..
    } = world.open(&customer, &ada)?;
    let add = world.propose_add(&mut server, &bob)?;
    let remove = world.propose_remove(&mut server, other.own_leaf())?;
    world.receive(&customer, &mut maker, &[&add, &remove])?;
    world.receive(&ada, &mut other, &[&add, &remove])?;
    let sent = world.say(&customer, &mut maker, "too soon");
    refused(
        "the customer writes first",
        sent,
        GroupError::PendingProposal,
    )?;
    let sent = world.say(&ada, &mut other, "last word");
    refused(
        "the removed agent writes",
        sent,
        GroupError::PendingProposal,
    )?;
    let own = other.commit(world.context(&ada));
    refused("the removed agent commits", own, GroupError::Removed)?;
    let (_, welcome) = world.commit(&mut server, &customer, &mut maker)?;
    let welcome = welcome.ok_or("a commit that adds has a welcome")?;
    let mut bobs =
        Group::join(world.context(&bob), id, world.profile, &welcome).map_err(told("Bob joins"))?;
    let after = world
        .say(&customer, &mut maker, "after")
        .map_err(told("sealing"))?;
    world
        .hear(&bob, &mut bobs, &after)
        .map_err(told("Bob reads"))?;
    refused(
        "Ada reads",
        world.hear(&ada, &mut other, &after),
        GroupError::WrongEpoch,
    )?;
    holds(
        "two members are left",
        maker.members().count() == 2 && bobs.members().count() == 2,
    )
}

pub(super) fn rogue_sender(world: &mut World) -> Outcome<()> {
    let (customer, ada, bob) = (world.customer()?, world.agent("Ada")?, world.agent("Bob")?);
    let Opened {
        mut maker, server, ..
    } = world.open(&customer, &ada)?;
    // The rogue has every power but the certified key, and even a genuine ticket.
    let rogue = SigningKey::make(&world.crypto);
    let router = Router {
        router: &world.router,
        external_sender: &rogue,
    };
    let made = world.package(&bob)?;
    let package = key_package::check(&world.crypto, &world.trust, &made.bytes, world.now)
        .map_err(told("checking a key package"))?;
    let forged = server
        .sign_add_unchecked(router, TicketId::from_bytes([9; 16]), &package)
        .map_err(told("forging"))?;
    let received =
        maker.receive_proposal(world.context(&customer), &forged.proposal, &forged.ticket);
    refused("the rogue's proposal", received, GroupError::Signature)
}

pub(super) fn regrow_after_shrink(world: &mut World) -> Outcome<()> {
    let customer = world.customer()?;
    let first = world.agent("A0")?;
    let Opened {
        mut maker,
        mut server,
        ..
    } = world.open(&customer, &first)?;
    for round in 1..6 {
        // Grow over a power of two and shrink below it again, in one commit each time.
        let joining = world.agent("An")?;
        let mut proposals = vec![world.propose_add(&mut server, &joining)?];
        if round % 2 == 0 {
            let leaves: Vec<u32> = desk_leaves(&maker);
            for leaf in leaves {
                proposals.push(world.propose_remove(&mut server, leaf)?);
            }
        }
        let refs: Vec<&ServerProposal> = proposals.iter().collect();
        world.receive(&customer, &mut maker, &refs)?;
        let before: Vec<[u8; 32]> = desk_keys(&maker);
        world.commit(&mut server, &customer, &mut maker)?;
        let after = desk_keys(&maker);
        if round % 2 == 0 {
            holds(
                "only the new one is left",
                after == vec![joining.identity.public()],
            )?;
        } else {
            holds(
                "everybody else stays",
                before.iter().all(|key| after.contains(key)),
            )?;
        }
        holds(
            "the server sees the same members",
            keys_of(&server) == keys_of_group(&maker),
        )?;
    }
    Ok(())
}

fn desk_leaves(group: &Group) -> Vec<u32> {
    group
        .members()
        .filter(|(_, member)| member.is_desk())
        .map(|(leaf, _)| leaf)
        .collect()
}

fn desk_keys(group: &Group) -> Vec<[u8; 32]> {
    group
        .members()
        .filter(|(_, m)| m.is_desk())
        .map(|(_, m)| *m.key())
        .collect()
}

fn keys_of(server: &PublicGroup) -> Vec<(u32, [u8; 32])> {
    server
        .members()
        .map(|(leaf, member)| (leaf, *member.key()))
        .collect()
}

fn keys_of_group(group: &Group) -> Vec<(u32, [u8; 32])> {
    group
        .members()
        .map(|(leaf, member)| (leaf, *member.key()))
        .collect()
}
