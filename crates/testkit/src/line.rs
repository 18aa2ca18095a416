//! The way into the service of a test: real sockets over TLS 1.3 on a port of this machine, and the
//! HTTP route that opens a conversation.

use std::path::Path;
use std::sync::Arc;
use tacita_model::{AgentId, RequestId, TenantId, TypedId};
use tacita_protocol::Blob;
use tacita_protocol::http::{Bootstrap, OpenConversation};
use tacita_server::app::Shared;
use tacita_server::bench::person::Wire;
use tacita_server::bench::wire::{Address, Tap, carry};
use tacita_server::edge::rates::Origin;
use tacita_server::features::accounts::browsers::Visitor;
use tacita_server::features::accounts::http::COOKIE;
use tacita_server::features::accounts::sign_in;
use tacita_server::features::conversations::Hub;
use tacita_server::features::leaves::words;
use tacita_store::rows::Proof;

/// The word of the one site.
pub(crate) const SITE: &str = "shop";

/// A running service to connect to.
#[derive(Debug, Clone)]
pub struct Server {
    /// What every feature is handed.
    pub app: Shared,
    /// The engine's handle.
    pub hub: Hub,
    /// Tenant.
    pub tenant: TenantId,
    /// `https://localhost:port`.
    pub origin: String,
    /// An HTTP client that trusts it.
    pub http: reqwest::Client,
    address: Address,
}

impl Server {
    pub(crate) fn new(app: Shared, port: u16, authority: &Path) -> Self {
        let pem = std::fs::read(authority).unwrap();
        let http = reqwest::Client::builder()
            .tls_certs_only(reqwest::Certificate::from_pem_bundle(&pem).unwrap())
            .no_proxy()
            .build()
            .unwrap();
        Self {
            hub: app.hub.clone(),
            tenant: app.organisation.tenant,
            origin: format!("https://localhost:{port}"),
            http,
            address: Address::new(port, authority).unwrap(),
            app,
        }
    }

    /// A cookie header of a fresh whole sign-in of this person, whose factors were checked by nobody.
    ///
    /// # Panics
    /// When there is no such person.
    pub async fn cookie(&self, agent: AgentId) -> String {
        let person = self.app.store.agent(agent).await.unwrap().unwrap();
        let request = RequestId::from_bytes([1; 16]);
        // One browser for everybody: after the first sign-in it is known.
        let visitor = Visitor {
            origin: Origin::of(std::net::Ipv4Addr::LOCALHOST.into()),
            token: Some("A".repeat(43)),
            label: "Test".to_owned(),
        };
        let nothing_more = (Vec::new(), Vec::new());
        let whole = sign_in::begin(
            &self.app,
            person,
            Proof::Passkey,
            &visitor,
            request,
            nothing_more,
        );
        let whole = whole.await.unwrap();
        format!("{COOKIE}={}", whole.token.0.as_str())
    }

    /// Opens a conversation's socket, with a sign-in for an agent's. Nothing when the service does
    /// not answer or refuses.
    pub async fn connect(&self, agent: Option<AgentId>) -> Option<Wire> {
        let cookie = match agent {
            Some(agent) => Some(self.cookie(agent).await),
            None => None,
        };
        let socket = self.address.open("/v1/socket", cookie.as_deref()).await;
        // Nobody keeps the tap, so a device that lets go of its socket closes it.
        Some(carry(socket.ok()?, Arc::new(Tap::default())))
    }

    pub(crate) async fn open(
        &self,
        leaf_key: [u8; 32],
        signature: [u8; 64],
        secret: [u8; 32],
        last: Option<[u8; 32]>,
    ) -> Option<Bootstrap> {
        let asked = OpenConversation {
            leaf_key: Blob(leaf_key.to_vec()),
            signature: Blob(signature.to_vec()),
            receipt: Some(Blob(words(secret).to_vec())),
            returns: last.map(|secret| Blob(words(secret).to_vec())),
            language: None,
        };
        let url = format!("{}/v1/widget/sites/{SITE}/conversations", self.origin);
        let request = self.http.post(url).header("origin", &self.origin);
        let answer = request.json(&asked).send().await.ok()?;
        answer.error_for_status().ok()?.json().await.ok()
    }
}
