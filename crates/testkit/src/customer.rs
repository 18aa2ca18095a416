//! A customer's line: opens conversations and sockets as the widget does.

use crate::town::Inner;
use std::sync::Arc;
use tacita_client::io::{Answer, Ask};
use tacita_model::ConversationId;
use tacita_protocol::http::Bootstrap;
use tacita_server::bench::person::{Line, Wire};

pub(crate) struct CustomerLine {
    pub(crate) town: Arc<Inner>,
    pub(crate) opened: Arc<std::sync::Mutex<Option<ConversationId>>>,
}

impl Line for CustomerLine {
    async fn connect(&mut self) -> Option<Wire> {
        self.town.server()?.connect(None).await
    }

    async fn open(&mut self, leaf_key: [u8; 32], signature: [u8; 64]) -> Option<Bootstrap> {
        let bootstrap = self.town.server()?.open(leaf_key, signature).await?;
        *self.opened.lock().unwrap() = Some(bootstrap.conversation.0);
        Some(bootstrap)
    }

    async fn ask(&mut self, _: Ask) -> Option<Answer> {
        None
    }
}
