//! The server's side of a socket without a network: the same checks and the same engine as
//! `edge/socket.rs`, frames over channels.

use bytes::Bytes;
use std::sync::Arc;
use tacita_model::{RequestId, Role, SignInId, TenantId, TypedId};
use tacita_protocol::Blob;
use tacita_protocol::control::{self, FromServer, What};
use tacita_server::bench::person::Wire;
use tacita_server::context::SignedInAgent;
use tacita_server::edge::frames;
use tacita_server::features::conversations::engine::input::{Hello, Input};
use tacita_server::features::conversations::outbound::Outbound;
use tacita_server::features::conversations::{Hub, World};
use tokio::sync::mpsc;

/// The host name that sockets sign.
pub(crate) const HOST: &str = "desk.test";

/// A service to connect to.
#[derive(Debug, Clone)]
pub struct Server {
    /// The engine's handle.
    pub hub: Hub,
    /// Tenant.
    pub tenant: TenantId,
}

impl Server {
    /// Opens a socket, with a sign-in for an agent's.
    #[must_use]
    pub fn connect(&self, agent: Option<tacita_model::AgentId>) -> Option<Wire> {
        let world = self.hub.world()?;
        let (send, from_client) = mpsc::unbounded_channel();
        let (to_client, receive) = mpsc::unbounded_channel();
        let signed_in = agent.map(|agent| SignedInAgent {
            agent,
            tenant: self.tenant,
            role: Role::Agent,
            sign_in: SignInId::from_bytes([1; 16]),
            request: RequestId::from_bytes([1; 16]),
            until: world.clock.now().plus_seconds(86_400),
            now: world.clock.now(),
        });
        tokio::spawn(serve(
            self.hub.clone(),
            world,
            signed_in,
            from_client,
            to_client,
        ));
        Some(Wire { send, receive })
    }
}

async fn serve(
    hub: Hub,
    world: Arc<World>,
    signed_in: Option<SignedInAgent>,
    mut from_client: mpsc::UnboundedReceiver<Vec<u8>>,
    to_client: mpsc::UnboundedSender<Vec<u8>>,
) {
    let nonce: [u8; 32] = world.draw();
    let challenge = FromServer::Challenge {
        nonce: Blob(nonce.to_vec()),
        host: HOST.to_owned(),
        time: world.clock.now().0,
    };
    let _gone = to_client.send(control::encode_server(&challenge).unwrap());
    let Some(first) = from_client.recv().await else {
        return;
    };
    let (proven, seen) = match frames::hello(&world, HOST, &nonce, signed_in, &first).await {
        Ok(hello) => hello,
        Err(why) => {
            let refused = FromServer::Refused {
                what: What::Hello,
                message: None,
                why,
            };
            let _gone = to_client.send(control::encode_server(&refused).unwrap());
            return;
        }
    };
    let outbound = Arc::new(Outbound::default());
    if let Some(wheel) = hub.wheel() {
        wheel.add(&outbound);
    }
    let (number, id) = (hub.number(), proven.conversation);
    let hello = Hello {
        socket: number,
        outbound: Arc::clone(&outbound),
        key: proven.key,
        role: proven.role,
        agent: proven.agent,
        device: proven.device,
        seen,
    };
    hub.give(Input::Hello(id, Box::new(hello))).await;
    let mut out: Vec<Bytes> = Vec::new();
    loop {
        tokio::select! {
            taken = outbound.take(&mut out) => {
                for frame in out.drain(..) {
                    let _gone = to_client.send(frame.to_vec());
                }
                if taken.end.is_some() {
                    break;
                }
            }
            frame = from_client.recv() => {
                let Some(frame) = frame else { break };
                match frames::read(&world, &proven, frame.into()).await {
                    Ok(frame) => hub.give(Input::Frame(id, number, frame)).await,
                    Err(answer) => {
                        let _gone = to_client.send(control::encode_server(&answer).unwrap());
                    }
                }
            }
        }
    }
    hub.give(Input::Gone(id, number)).await;
}
