//! The organisation of a test: root, issuing key, the server's keys, and what they sign.

use std::collections::BTreeSet;
use std::sync::Mutex;
use tacita_model::{
    AgentId, Assurance, CryptoProfile, CustomerId, DeviceId, QueueId, Role, TenantId, Timestamp,
};
use tacita_seal::roster::Roster;
use tacita_seal::{
    Claims, Credential, Crypto, Fingerprint, Issuing, RootKey, ServerKeys, SigningKey, Subject,
    Trust, Validity, certificate,
};
use tacita_server::keys::{KeySet, Keys};
use zeroize::Zeroizing;

const DAY: i64 = 86_400;

/// One set of the server's secret keys (conversation issuing, router, external sender), and the
/// certificate that names it, once there is one.
#[derive(Debug)]
struct ServerSide {
    secrets: [[u8; 32]; 3],
    certificate: Option<Vec<u8>>,
}

/// See the top of this file.
#[derive(Debug)]
pub struct Organisation {
    /// Tenant.
    pub tenant: TenantId,
    /// Root key.
    pub root: RootKey,
    /// Issuing key.
    pub issuing: SigningKey,
    /// Profile of new conversations.
    pub profile: CryptoProfile,
    issuing_certificate: Vec<u8>,
    /// The newest last.
    servers: Mutex<Vec<ServerSide>>,
}

impl Organisation {
    /// A fresh organisation with a certified server.
    #[must_use]
    pub fn new(crypto: &Crypto, tenant: TenantId, profile: CryptoProfile, now: Timestamp) -> Self {
        let root = RootKey::new(SigningKey::make(crypto));
        let issuing = SigningKey::make(crypto);
        let issuing_certificate = root
            .certify_issuing(&Issuing {
                tenant,
                key: issuing.public(),
                validity: validity(now),
            })
            .unwrap();
        let organisation = Self {
            tenant,
            root,
            issuing,
            profile,
            issuing_certificate,
            servers: Mutex::new(Vec::new()),
        };
        organisation.rotate(crypto);
        organisation.certify(now);
        organisation
    }

    /// Fresh keys for the server, which nobody has certified yet.
    pub fn rotate(&self, crypto: &Crypto) {
        let secrets = [(); 3].map(|()| *SigningKey::make(crypto).to_bytes());
        let fresh = ServerSide {
            secrets,
            certificate: None,
        };
        self.servers.lock().unwrap().push(fresh);
    }

    /// The issuer says yes to the newest keys.
    pub fn certify(&self, now: Timestamp) {
        let mut servers = self.servers.lock().unwrap();
        let newest = servers.last_mut().unwrap();
        let public = newest
            .secrets
            .map(|secret| SigningKey::from_bytes(&secret).public());
        let [conversation_issuing_key, router_key, external_sender_key] = public;
        let certified = self.root.certify_server(&ServerKeys {
            tenant: self.tenant,
            conversation_issuing_key,
            router_key,
            external_sender_key,
            validity: validity(now),
        });
        newest.certificate = Some(certified.unwrap());
    }

    /// The keys as the server has them, the newest first.
    #[must_use]
    pub fn keys(&self) -> Keys {
        let servers = self.servers.lock().unwrap();
        let mut sets = servers.iter().rev().map(|server| {
            let [conversation_issuing, router, external_sender] =
                server.secrets.map(Zeroizing::new);
            KeySet {
                conversation_issuing,
                router,
                external_sender,
            }
        });
        Keys {
            newest: sets.next().unwrap(),
            former: sets.collect(),
        }
    }

    /// The bundle of certificates.
    #[must_use]
    pub fn bundle(&self) -> Vec<u8> {
        let servers = self.servers.lock().unwrap();
        let certified = servers
            .iter()
            .filter_map(|server| server.certificate.clone());
        let certified: Vec<Vec<u8>> = certified.collect();
        let issuing = [self.issuing_certificate.clone()];
        certificate::bundle(&self.root.public(), &issuing, &certified).unwrap()
    }

    /// What everybody who pins the root believes.
    #[must_use]
    pub fn trust(&self) -> Trust {
        Trust::open(&self.fingerprint(), self.tenant, &self.bundle()).unwrap()
    }

    /// The pinned root.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.root.fingerprint()
    }

    /// A credential of an agent's device.
    #[must_use]
    pub fn agent(
        &self,
        (agent, role): (AgentId, Role),
        device: DeviceId,
        name: &str,
        key: &[u8; 32],
        now: Timestamp,
    ) -> Vec<u8> {
        let claims = Claims {
            tenant: self.tenant,
            subject: Subject::Agent(agent),
            role,
            device,
            name: Some(name.to_owned()),
            assurance: Assurance::TwoFactor,
            validity: Validity::new(now.plus_seconds(-3600), now.plus_seconds(6 * DAY)),
            profiles: vec![self.profile],
        };
        Credential::issue(&self.issuing, &claims, key)
            .unwrap()
            .as_bytes()
            .to_vec()
    }

    /// A credential of an anonymous customer.
    #[must_use]
    pub fn customer(
        &self,
        customer: CustomerId,
        device: DeviceId,
        key: &[u8; 32],
        now: Timestamp,
    ) -> Vec<u8> {
        let claims = Claims {
            tenant: self.tenant,
            subject: Subject::Customer(customer),
            role: Role::Customer,
            device,
            name: None,
            assurance: Assurance::Anonymous,
            validity: Validity::new(now.plus_seconds(-3600), now.plus_seconds(22 * 3600)),
            profiles: vec![self.profile],
        };
        let issuing = SigningKey::from_bytes(&self.keys().newest.conversation_issuing);
        Credential::issue(&issuing, &claims, key)
            .unwrap()
            .as_bytes()
            .to_vec()
    }

    /// The roster of a queue.
    #[must_use]
    pub fn roster(&self, queue: QueueId, people: &BTreeSet<AgentId>, now: Timestamp) -> Vec<u8> {
        let validity = Validity::new(now.plus_seconds(-3600), now.plus_seconds(30 * DAY));
        Roster::sign(&self.issuing, self.tenant, queue, people, validity).unwrap()
    }
}

fn validity(now: Timestamp) -> Validity {
    Validity::new(now.plus_seconds(-DAY), now.plus_seconds(80 * DAY))
}
