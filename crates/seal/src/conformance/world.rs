//! A small world for the conformance rows: one organisation, its server, people with devices.
//!
//! Built only under feature `conformance`. Time and randomness come from the caller, so the same
//! rows run natively and in a browser's worker. Refuses nothing: it plays everybody.

use crate::certificate::{Issuing, bundle};
use crate::{
    Claims, Context, Credential, Crypto, Group, GroupId, Identity, Judge, MadeKeyPackage, Opening,
    Provider, PublicGroup, RootKey, Router, ServerKeys, SigningKey, Subject, Trust, Validity,
    key_package,
};
use rand_core::CryptoRng;
use tacita_model::{
    AgentId, Assurance, CryptoProfile, CustomerId, DeviceId, Role, TenantId, Timestamp, TypedId,
};
use tacita_screen::{Draft, Screen, Screened, Speaker};

/// Makes a generator from a number: seeded in tests, the host's own in a browser.
pub type MakeRandomness = fn(u64) -> Box<dyn CryptoRng + Send>;

/// Anything that went wrong in a row, as a sentence for the report.
pub type Outcome<T> = Result<T, String>;

pub(crate) fn told<E: core::fmt::Display>(what: &'static str) -> impl Fn(E) -> String {
    move |error| format!("{what}: {error}")
}

/// One organisation with its server.
pub struct World {
    make: MakeRandomness,
    next: u64,
    /// Now.
    pub now: Timestamp,
    /// The profile in use.
    pub profile: CryptoProfile,
    /// The tenant.
    pub tenant: TenantId,
    /// The pinned root with its certificates.
    pub trust: Trust,
    /// The root key.
    pub root: RootKey,
    /// Signs agents.
    pub issuing: SigningKey,
    /// Signs customers.
    pub conversation_issuing: SigningKey,
    /// Signs tickets.
    pub router: SigningKey,
    /// Signs proposals.
    pub external_sender: SigningKey,
    /// The server's cryptography.
    pub crypto: Crypto,
}

/// Somebody with a device.
pub struct Person {
    /// Their store and cryptography.
    pub provider: Provider,
    /// Their key and credential.
    pub identity: Identity,
}

fn days(now: Timestamp, days: i64) -> Timestamp {
    now.plus_seconds(days * 24 * 3600)
}

impl World {
    /// Builds the organisation.
    ///
    /// # Errors
    /// A sentence saying what failed.
    pub fn new(make: MakeRandomness, profile: CryptoProfile, now: Timestamp) -> Outcome<Self> {
        let crypto = Crypto::new(make(0));
        let tenant = TenantId::from_bytes([1; 16]);
        let root = RootKey::new(SigningKey::make(&crypto));
        let issuing = SigningKey::make(&crypto);
        let conversation_issuing = SigningKey::make(&crypto);
        let (router, external_sender) = (SigningKey::make(&crypto), SigningKey::make(&crypto));
        let validity = Validity::new(days(now, -10), days(now, 70));
        let issuing_certificate = root
            .certify_issuing(&Issuing {
                tenant,
                key: issuing.public(),
                validity,
            })
            .map_err(told("issuing certificate"))?;
        let server_certificate = root
            .certify_server(&ServerKeys {
                tenant,
                conversation_issuing_key: conversation_issuing.public(),
                router_key: router.public(),
                external_sender_key: external_sender.public(),
                validity,
            })
            .map_err(told("server certificate"))?;
        let bundle = bundle(
            &root.public(),
            &[issuing_certificate],
            &[server_certificate],
        )
        .map_err(told("bundle"))?;
        let trust = Trust::open(&root.fingerprint(), tenant, &bundle)
            .map_err(told("opening the bundle"))?;
        Ok(Self {
            make,
            next: 1,
            now,
            profile,
            tenant,
            trust,
            root,
            issuing,
            conversation_issuing,
            router,
            external_sender,
            crypto,
        })
    }

    /// A generator that no other part of this world has.
    pub fn randomness(&mut self) -> Box<dyn CryptoRng + Send> {
        self.next += 1;
        (self.make)(self.next)
    }

    /// 16 bytes that no other id of this world has.
    pub fn id<T: TypedId>(&mut self) -> T {
        self.next += 1;
        T::from_bytes(u128::from(self.next).to_be_bytes())
    }

    /// A fresh customer with a key of their own.
    ///
    /// # Errors
    /// A sentence saying what failed.
    pub fn customer(&mut self) -> Outcome<Person> {
        let claims = Claims {
            tenant: self.tenant,
            subject: Subject::Customer(self.id::<CustomerId>()),
            role: Role::Customer,
            device: self.id::<DeviceId>(),
            name: None,
            assurance: Assurance::Anonymous,
            validity: Validity::new(self.now.plus_seconds(-60), self.now.plus_seconds(6 * 3600)),
            profiles: vec![self.profile],
        };
        self.person(&claims)
    }

    /// A fresh agent.
    ///
    /// # Errors
    /// A sentence saying what failed.
    pub fn agent(&mut self, name: &str) -> Outcome<Person> {
        let claims = Claims {
            tenant: self.tenant,
            subject: Subject::Agent(self.id::<AgentId>()),
            role: Role::Agent,
            device: self.id::<DeviceId>(),
            name: Some(name.to_owned()),
            assurance: Assurance::TwoFactor,
            validity: Validity::new(days(self.now, -1), days(self.now, 6)),
            profiles: vec![self.profile],
        };
        self.person(&claims)
    }

    /// Somebody with given claims, issued by the key of their role.
    ///
    /// # Errors
    /// A sentence saying what failed.
    pub fn person(&mut self, claims: &Claims) -> Outcome<Person> {
        let provider = Provider::new(self.randomness());
        let key = SigningKey::make(provider.crypto());
        let issuer = match claims.role {
            Role::Customer => &self.conversation_issuing,
            _ => &self.issuing,
        };
        let credential =
            Credential::issue(issuer, claims, &key.public()).map_err(told("issuing"))?;
        let identity = Identity::new(key, credential, &self.trust, self.now)
            .map_err(told("own credential"))?;
        Ok(Person { provider, identity })
    }

    /// What acts of this person need.
    #[must_use]
    pub fn context<'a>(&'a self, person: &'a Person) -> Context<'a> {
        Context {
            provider: &person.provider,
            identity: &person.identity,
            trust: &self.trust,
            now: self.now,
        }
    }

    /// What the server judges with.
    #[must_use]
    pub fn judge(&self) -> Judge<'_> {
        Judge {
            crypto: &self.crypto,
            trust: &self.trust,
            now: self.now,
        }
    }

    /// The server's keys.
    #[must_use]
    pub fn router(&self) -> Router<'_> {
        Router {
            router: &self.router,
            external_sender: &self.external_sender,
        }
    }

    /// A key package of a person.
    ///
    /// # Errors
    /// A sentence saying what failed.
    pub fn package(&self, person: &Person) -> Outcome<MadeKeyPackage> {
        key_package::make(&person.provider, &person.identity, self.profile, self.now)
            .map_err(told("making a key package"))
    }
}

/// A conversation that runs.
pub struct Opened {
    /// Its id.
    pub id: GroupId,
    /// What the maker sent the server.
    pub opening: Opening,
    /// The maker's side.
    pub maker: Group,
    /// The other's side.
    pub other: Group,
    /// The server's side.
    pub server: PublicGroup,
}

/// Screens a text that holds nothing confidential.
#[must_use]
pub fn screened(text: &str) -> Screened<String> {
    let draft = Draft {
        text,
        speaker: Speaker::Customer,
        expected: &[],
        earlier: &[],
    };
    match Screen::new().draft(&draft).finish(&[]) {
        Ok(screened) => screened,
        // No choice was made, so none can be refused.
        Err(_) => screened(""),
    }
}
