//! The organisation of a test: root, issuing key, the server's keys, and what they sign.

use std::collections::BTreeSet;
use tacita_model::{
    AgentId, Assurance, CryptoProfile, CustomerId, DeviceId, QueueId, Role, TenantId, Timestamp,
};
use tacita_seal::roster::Roster;
use tacita_seal::{
    Claims, Credential, Crypto, Fingerprint, Issuing, RootKey, ServerKeys, SigningKey, Subject,
    Trust, Validity, certificate,
};

const DAY: i64 = 86_400;

/// See the top of this file.
#[derive(Debug)]
pub struct Organisation {
    /// Tenant.
    pub tenant: TenantId,
    /// Root key.
    pub root: RootKey,
    /// Issuing key.
    pub issuing: SigningKey,
    /// Signs customers' credentials.
    pub conversation_issuing: SigningKey,
    /// Signs tickets.
    pub router: SigningKey,
    /// Signs proposals.
    pub external_sender: SigningKey,
    /// The bundle of certificates.
    pub bundle: Vec<u8>,
    /// Profile of new conversations.
    pub profile: CryptoProfile,
}

impl Organisation {
    /// A fresh organisation.
    #[must_use]
    pub fn new(crypto: &Crypto, tenant: TenantId, profile: CryptoProfile, now: Timestamp) -> Self {
        let root = RootKey::new(SigningKey::make(crypto));
        let keys = [(); 4].map(|()| SigningKey::make(crypto));
        let [issuing, conversation_issuing, router, external_sender] = keys;
        let validity = Validity::new(now.plus_seconds(-DAY), now.plus_seconds(80 * DAY));
        let issuing_certificate = root
            .certify_issuing(&Issuing {
                tenant,
                key: issuing.public(),
                validity,
            })
            .unwrap();
        let server_certificate = root
            .certify_server(&ServerKeys {
                tenant,
                conversation_issuing_key: conversation_issuing.public(),
                router_key: router.public(),
                external_sender_key: external_sender.public(),
                validity,
            })
            .unwrap();
        let bundle = certificate::bundle(
            &root.public(),
            &[issuing_certificate],
            &[server_certificate],
        )
        .unwrap();
        Self {
            tenant,
            root,
            issuing,
            conversation_issuing,
            router,
            external_sender,
            bundle,
            profile,
        }
    }

    /// What everybody who pins the root believes.
    #[must_use]
    pub fn trust(&self) -> Trust {
        Trust::open(&self.fingerprint(), self.tenant, &self.bundle).unwrap()
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
        agent: AgentId,
        device: DeviceId,
        name: &str,
        key: &[u8; 32],
        now: Timestamp,
    ) -> Vec<u8> {
        let claims = Claims {
            tenant: self.tenant,
            subject: Subject::Agent(agent),
            role: Role::Agent,
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
        Credential::issue(&self.conversation_issuing, &claims, key)
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
