//! A customer's line: opens conversations as the widget's HTTP route does, connects their sockets.

use crate::town::Inner;
use std::sync::Arc;
use tacita_client::io::{Answer, Ask};
use tacita_model::{
    ConversationId, ConversationState, CustomerId, DeviceId, Generation, Sequence, TypedId,
};
use tacita_protocol::http::{Bootstrap, WebIntakeDevice};
use tacita_protocol::{Blob, Wire as Id};
use tacita_server::bench::person::{Line, Wire};
use tacita_server::features::conversations::effects;
use tacita_store::{Write, rows};

pub(crate) struct CustomerLine {
    pub(crate) town: Arc<Inner>,
    pub(crate) opened: Arc<std::sync::Mutex<Option<ConversationId>>>,
}

impl Line for CustomerLine {
    async fn connect(&mut self) -> Option<Wire> {
        self.town.server()?.connect(None)
    }

    async fn open(&mut self, leaf_key: [u8; 32], _signature: [u8; 64]) -> Option<Bootstrap> {
        let town = &self.town;
        let world = town.server()?.hub.world()?;
        let organisation = &town.organisation;
        let now = world.clock.now();
        let id = ConversationId::from_bytes(world.draw());
        let customer = CustomerId::from_bytes(world.draw());
        let device = DeviceId::from_bytes(world.draw());
        let credential = organisation.customer(customer, device, &leaf_key, now);
        let row = rows::Conversation {
            id,
            tenant: organisation.tenant,
            site: "shop".to_owned(),
            queue: town.queue,
            customer,
            customer_key: leaf_key,
            customer_credential: credential.clone(),
            state: ConversationState::Opened,
            generation: Generation(0),
            profile: organisation.profile,
            agent: None,
            device: None,
            opened_at: now,
            waiting_since: None,
            last_entry_at: now,
            closed_at: None,
            freezes: 0,
            frozen_since: None,
            forgotten_to: Sequence(0),
        };
        world
            .store
            .commit(vec![Write::AddConversation(row)], Vec::new())
            .await
            .ok()?;
        *self.opened.lock().unwrap() = Some(id);
        let reserved = town.reserve(&world, id).await;
        let intake_devices = effects::intake_devices(&world, town.queue)
            .await
            .into_iter()
            .map(|found| WebIntakeDevice {
                device: found.device,
                agent: found.agent,
                credential: found.credential,
                leaf_key: found.leaf_key,
                intake_key: found.intake_key,
            })
            .collect();
        let people = town.people.lock().unwrap().clone();
        Some(Bootstrap {
            conversation: Id(id),
            credential: Blob(credential),
            certificates: vec![Blob(organisation.bundle.clone())],
            queue: Id(town.queue),
            roster: Blob(organisation.roster(town.queue, &people, now)),
            profile: organisation.profile.as_str().to_owned(),
            tenant: Id(organisation.tenant),
            time: now.0,
            reserved,
            intake_devices,
        })
    }

    async fn ask(&mut self, _: Ask) -> Option<Answer> {
        None
    }
}
