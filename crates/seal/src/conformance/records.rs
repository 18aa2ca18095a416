//! The identical-bytes row: sealed records.

use super::holds;
use super::world::{Outcome, World, screened, told};
use crate::{
    IntakeKey, IntakeKeyPair, Outgoing, RecordClass, RecordFacts, Roster, SealedRecord, Seed,
    Subject, Validity,
};
use std::collections::BTreeSet;
use tacita_model::{ConversationId, MessageId, QueueId, RecordId};

pub(super) fn identical_bytes(world: &mut World) -> Outcome<()> {
    let agents = [world.agent("Ada")?, world.agent("Bob")?];
    let people: BTreeSet<_> = agents
        .iter()
        .filter_map(|agent| match agent.identity.credential().claims().subject {
            Subject::Agent(id) => Some(id),
            Subject::Customer(_) => None,
        })
        .collect();
    let queue = world.id::<QueueId>();
    let validity = Validity::new(world.now.plus_seconds(-60), world.now.plus_seconds(86_400));
    let roster = Roster::sign(&world.issuing, world.tenant, queue, &people, validity)
        .map_err(told("signing a roster"))?;
    let roster =
        Roster::open(&world.trust, queue, &roster, world.now).map_err(told("opening a roster"))?;
    let mut pairs = Vec::new();
    let mut keys = Vec::new();
    for agent in &agents {
        let pair = IntakeKeyPair::make(agent.provider.crypto(), world.profile)
            .map_err(told("an intake key"))?;
        let published = pair
            .publish(&agent.identity, validity)
            .map_err(told("publishing an intake key"))?;
        let credential = agent.identity.credential().as_bytes();
        let key = agent.identity.public();
        keys.push(
            IntakeKey::check(
                &world.trust,
                &roster,
                credential,
                &key,
                &published,
                world.now,
            )
            .map_err(told("checking an intake key"))?,
        );
        pairs.push(pair);
    }
    let customer = world.customer()?;
    let facts = RecordFacts {
        id: world.id::<RecordId>(),
        conversation: world.id::<ConversationId>(),
        message: world.id::<MessageId>(),
        class: RecordClass::Intake,
        sender: customer.identity.public(),
        profile: world.profile,
        expires: world.now.plus_seconds(86_400),
    };
    let crypto = customer.provider.crypto();
    let text = Outgoing::Text(screened("is anybody there?"));
    let record = SealedRecord::seal(crypto, &Seed::make(crypto), facts, text, &keys)
        .map_err(told("sealing a record"))?;
    for (agent, pair) in agents.iter().zip(&pairs) {
        let opened = record
            .open(agent.provider.crypto(), pair)
            .map_err(told("opening a record"))?;
        let rebuilt = opened
            .rebuild(agent.provider.crypto(), &keys)
            .map_err(told("rebuilding"))?;
        holds(
            "the rebuilt record is byte for byte the same",
            rebuilt == record,
        )?;
    }
    Ok(())
}
