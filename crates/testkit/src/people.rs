//! Who lives in a [`Town`]: customers, agents, people with an account, and the waits that their
//! comings and goings take.

use crate::customer::CustomerLine;
use crate::desk::Agent;
use crate::line::SITE;
use crate::town::Town;
use crate::{expect_state, expect_text};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tacita_client::io::Setup;
use tacita_model::{AgentId, Clock, ConversationId, Role, TypedId};
use tacita_server::bench::person::{Person, Storage};
use tacita_server::bus::Wake;
use tacita_store::{Write, rows};

impl Town {
    /// Lets time pass until a device that may connect again is connected and has caught up: it
    /// waits longer after each failure, and on a busy machine one moment may not be enough.
    pub async fn back(&self, person: &Person) {
        for _ in 0..20 {
            self.pass(31).await;
            // An attempt is given up when its time is over: no more time passes while it may be
            // under way, or a busy machine would never see it through.
            for _ in 0..50 {
                if person.connected() {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
        panic!("did not come back: {:#?}", person.events());
    }

    /// Waits until a device has noticed that it is offline and the service too.
    pub async fn away(&self, person: &Person) {
        for _ in 0..600 {
            if !person.connected() {
                return tokio::time::sleep(Duration::from_millis(300)).await;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("still connected");
    }

    /// An agent with a device that has a credential, key packages and an intake key.
    pub async fn agent(&self, name: &str) -> Agent {
        Agent::arrive(Arc::clone(&self.0), name, Role::Agent).await
    }

    /// As [`Town::agent`], somebody who leads the team.
    pub async fn supervisor(&self, name: &str) -> Agent {
        Agent::arrive(Arc::clone(&self.0), name, Role::Supervisor).await
    }

    /// From here on somebody is of another team.
    pub async fn leaves_team(&self, agent: &Agent) {
        let member = rows::TeamMember {
            team: self.0.team,
            agent: agent.id,
        };
        let store = self.world().store.clone();
        let write = Write::LeaveTeam(member);
        store.commit(vec![write], Vec::new()).await.unwrap();
    }

    /// A person with an account and no device, and the cookie of their sign-in.
    pub async fn person(&self, name: &str, role: Role) -> (AgentId, String) {
        let id = AgentId::from_bytes(self.world().draw());
        let account = rows::Agent {
            id,
            tenant: self.0.organisation.tenant,
            name: format!("{name}-{id}"),
            display_name: name.to_owned(),
            role,
            password_hash: String::new(),
            capacity: 0,
            created_at: self.0.clock.now(),
            disabled_at: None,
        };
        let write = Write::PutAgent(account);
        let store = self.world().store.clone();
        store.commit(vec![write], Vec::new()).await.unwrap();
        (id, self.server().cookie(id).await)
    }

    /// Posts an empty body to a route as a page of the console does. Answers the status.
    pub async fn post(&self, path: &str, cookie: &str) -> u16 {
        let server = self.server();
        let request = server.http.post(format!("{}{path}", server.origin));
        let request = request
            .header("cookie", cookie)
            .header("origin", &server.origin)
            .header("sec-fetch-site", "same-origin");
        request.send().await.unwrap().status().as_u16()
    }

    /// From here on this agent's console is open, so that widgets that open get them reserved (F1).
    pub fn route_to(&self, agent: &Agent) {
        self.0.at_their_desks.lock().unwrap().push(agent.id);
        let app = self.server().app;
        app.consoles.came(agent.id);
        app.bus.wake(Wake::Agent(agent.id));
    }

    /// Gives a person room for so many chats at once.
    pub async fn holds(&self, agent: &Agent, capacity: u32) {
        let store = self.server().app.store.clone();
        let row = store.agent(agent.id).await.unwrap().unwrap();
        let write = Write::PutAgent(rows::Agent { capacity, ..row });
        store.commit(vec![write], Vec::new()).await.unwrap();
    }

    /// A customer who opens the widget. Answers the person and, once it is opened, the
    /// conversation.
    pub async fn customer(&self) -> (Person, ConversationId) {
        let opened = Arc::new(Mutex::new(None));
        let person = self.customer_with(Storage::new(), Arc::clone(&opened));
        for _ in 0..6000 {
            if let Some(id) = *opened.lock().unwrap() {
                return (person, id);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the widget did not open: {:#?}", person.events());
    }

    /// A customer's device with what it had stored.
    #[must_use]
    pub fn customer_again(&self, storage: Storage) -> Person {
        self.customer_with(storage, Arc::default())
    }

    fn customer_with(
        &self,
        storage: Storage,
        opened: Arc<Mutex<Option<ConversationId>>>,
    ) -> Person {
        let setup = Setup::Customer {
            site: SITE.to_owned(),
            root: self.0.organisation.fingerprint().0,
            fresh: true,
        };
        let line = CustomerLine {
            town: Arc::clone(&self.0),
            opened,
        };
        Person::start(
            setup,
            self.0.randomness(),
            self.0.clock.clone(),
            line,
            storage,
        )
    }

    /// A chat: a new customer wrote `first`, this agent accepted it and has read it. Answers the
    /// customer, the conversation and the agent's side of it.
    pub async fn chat(&self, agent: &Agent, first: &str) -> (Person, ConversationId, Person) {
        let (customer, chat) = self.customer().await;
        customer.send(self.message_id(), first);
        expect_state(&customer, first, "sent").await;
        agent.accept(chat).await.unwrap();
        let console = agent.open(chat);
        expect_text(&console, first).await;
        (customer, chat, console)
    }

    /// What the service knows of a conversation.
    pub async fn row(&self, chat: ConversationId) -> rows::Conversation {
        let row = self.world().store.conversation(chat).await.unwrap();
        row.unwrap()
    }

    /// Which generation of its group a conversation is in.
    pub async fn generation(&self, chat: ConversationId) -> u32 {
        self.row(chat).await.generation.0
    }
}
