//! End-to-end encryption of Tacita: MLS groups, credentials, tickets, sealed records, two locks.
//!
//! Pure: the caller hands in time, randomness ([`Provider::new`]) and storage (one batch per step,
//! [`Provider::take_batch`]). Builds natively and for wasm (feature `js`). It refuses to seal text
//! that was not screened, to believe anybody whom the pinned root does not vouch for, and every
//! change of a group that the product does not allow.
//!
//! # For `client`
//!
//! One [`Provider`] per conversation's worker. Everything a group does takes a [`Context`]:
//! provider, [`Identity`], [`Trust`], now. After each step write `provider.take_batch()` and your
//! own record (text shown, ciphertext in the outbox) in **one** transaction; if that fails, drop
//! provider and group and load both again ([`Provider::load`], [`Group::load`]).
//!
//! | flow | calls |
//! | --- | --- |
//! | bootstrap | [`Trust::open`] (pinned [`Fingerprint`], tenant, bundle), [`SigningKey::make`], server answers with a credential: [`Credential::decode`], [`Identity::new`]; socket: [`SigningKey::sign_hello`] |
//! | F1 open | [`key_package::check`] the agent's package, [`Group::create`], [`Group::first_add`] (with its ticket) gives [`Opening`], [`Group::merge_own`], [`Group::seal`]; send all as one batch. Refused: [`Group::delete`], again |
//! | F3 agent opens | the same calls by the agent with the customer's package; compare `package.member().key()` with the key that signed the intake record first |
//! | join | [`Group::join`] (group id, profile, welcome) |
//! | F4 message | [`Group::may_seal`] (a refusal must not cost the text), [`Group::seal`] ([`Envelope`], [`Outgoing`]) → bytes; [`Group::open`] → [`Received`] |
//! | F5 transfer | [`Group::receive_proposal`] (proposal, ticket); the committer: [`Group::commit`] → [`OwnCommit`]; server said yes: [`Group::merge_own`]; 409: [`Group::drop_own`], then [`Group::receive_commit`] of the winner; everybody else: [`Group::receive_commit`] → [`Change`] |
//! | self-update, renewed credential | [`Identity::renew`], [`Group::commit`] (with nothing pending it is a self-update) |
//! | who is here | [`Group::members`], [`Group::safety_number`] |
//! | key packages | [`key_package::make`], [`key_package::take_private`] / [`key_package::put_private`] to move one to a conversation's worker |
//! | intake (F2, F5b) | widget: [`Roster::open`], [`IntakeKey::check`] each offered device, [`Seed::make`], [`SealedRecord::seal`], sign [`SealedRecord::hash`] as `protocol::hello` says; agent: [`IntakeKeyPair::make`] a day, [`IntakeKeyPair::publish`], [`SealedRecord::decode`], [`SealedRecord::open`] |
//! | close | [`Group::delete`] |
//!
//! [`GroupError`] says whose fault. `WrongEpoch` means somebody's commit came in between: fetch,
//! apply, do it again. `State`, `Library`, and any refusal of a commit in the log: report, flow F14.
//!
//! # For `server`
//!
//! [`PublicGroup::begin`] from the batch's GroupInfo, [`PublicGroup::judge`] each commit (with the
//! tickets, for the first), [`PublicGroup::apply`], store [`PublicGroup::to_bytes`]; load with
//! [`PublicGroup::from_bytes`]. [`PublicGroup::propose_add`] / [`PublicGroup::propose_remove`] make
//! proposal and ticket, [`Router::first_ticket`] the ticket for a reserved package. Customers'
//! credentials: [`Credential::issue`] with the conversation issuing key. Messages are not opened
//! here and cost no cryptography. Intake: [`SealedRecord::decode`] (facts and recipients), signature
//! by [`verify_hello`], then [`two_locks::put_on`] under the server half; [`two_locks::take_off`]
//! with the half that `store` hands out. The issuer: [`Roster::sign`], [`RootKey`], [`certificate::bundle`],
//! [`Credential::issue`] with an issuing key.
//!
//! Features: `js` for browsers; `conformance` for the rows of the design's table 2.4 as functions
//! that a test page can call too, and the decoders by name; `kat` for proofs alone.
//!
//! Next: [`group`], [`trust`].

mod cbor;
pub mod certificate;
#[cfg(feature = "conformance")]
pub mod conformance;
pub mod content;
pub mod credential;
pub mod facts;
pub mod group;
pub mod identity;
pub mod intake;
pub mod key_package;
mod leaf;
pub mod member;
mod own;
mod profile;
pub mod provider;
pub mod public_group;
pub mod record;
pub mod roster;
mod safety_number;
pub mod signing;
pub mod store;
pub mod ticket;
pub mod trust;
pub mod two_locks;

pub use cbor::{Malformed, decode_own};
pub use certificate::{CertificateError, Fingerprint, Issuing, RootKey, ServerKeys, Validity};
pub use content::{Content, Envelope, Outgoing};
pub use credential::{Claims, Credential, Subject};
pub use facts::{Facts, GroupId};
pub use group::{
    Change, Context, FirstAdd, Group, GroupError, Opening, OwnCommit, Proposed, Received,
};
pub use identity::Identity;
pub use intake::{IntakeKey, IntakeKeyPair};
pub use key_package::{CheckedKeyPackage, KeyPackageError, KeyPackageRef, MadeKeyPackage};
pub use member::{Member, Standing};
pub use provider::{Crypto, Provider, public_key_operations};
pub use public_group::{Judge, JudgedCommit, PublicGroup, Router, ServerProposal};
pub use record::{OpenedRecord, RecordClass, RecordError, RecordFacts, SealedRecord, Seed};
pub use roster::Roster;
pub use safety_number::SafetyNumber;
pub use signing::{KeyId, PublicKey, SigningKey, key_id, verify_hello};
pub use ticket::{Ticket, TicketError, TicketFacts, TicketPurpose};
pub use trust::{Trust, TrustError};
