//! A customer's line: opens conversations and sockets as the widget does.

use crate::town::Inner;
use std::sync::Arc;
use tacita_client::io::{Answer, Ask};
use tacita_model::ConversationId;
use tacita_protocol::http::Bootstrap;
use tacita_server::bench::person::{Line, Wire};
use tacita_server::features::leaves::words;

pub(crate) struct CustomerLine {
    pub(crate) town: Arc<Inner>,
    pub(crate) opened: Arc<std::sync::Mutex<Option<ConversationId>>>,
}

impl Line for CustomerLine {
    async fn connect(&mut self) -> Option<Wire> {
        self.town.server()?.connect(None).await
    }

    async fn open(&mut self, leaf_key: [u8; 32], signature: [u8; 64]) -> Option<Bootstrap> {
        // A widget draws it; here it follows from the key, so that runs repeat themselves.
        let secret = words(leaf_key);
        let server = self.town.server()?;
        let before = *self.town.comes_back.lock().unwrap();
        let last = before.and_then(|chat| self.town.receipts.lock().unwrap().get(&chat).copied());
        let bootstrap = server.open(leaf_key, signature, secret, last).await?;
        let mut secrets = self.town.receipts.lock().unwrap();
        secrets.insert(bootstrap.conversation.0, secret);
        drop(secrets);
        *self.opened.lock().unwrap() = Some(bootstrap.conversation.0);
        Some(bootstrap)
    }

    async fn ask(&mut self, _: Ask) -> Option<Answer> {
        None
    }
}
