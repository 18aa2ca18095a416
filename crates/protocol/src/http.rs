//! Bodies of the HTTP interface, in JSON. The path of each stands in its comment; the router of
//! the server is the list. No body holds message text: content exists on the WebSocket alone,
//! encrypted.

mod conduct;
mod console;
mod ledger;
mod replies;
mod same;

use crate::Blob;
use crate::wire::{
    WireAgentId, WireConversationId, WireDeviceId, WireKeyPackageId, WireQueueId, WireTenantId,
};
pub use conduct::{ConductKind, ConductPage, ConductPerson};
pub use console::ConsoleEvent;
pub use ledger::*;
pub use replies::{Replies, Reply, ReplyFault, ReplySaved, ReplyText};
use serde::{Deserialize, Serialize};

macro_rules! bodies {
    ($($(#[$doc:meta])* pub struct $name:ident { $($(#[$fdoc:meta])* pub $field:ident: $ty:ty,)* })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
    )+};
}
pub(crate) use bodies;

pub mod account;
pub mod directory;
pub mod glass;
mod permissions;
pub mod reviews;
pub use permissions::{
    ActFacts, Duties, NearPolicy, People, PermissionAnswer, PermissionCase, PermissionQuestion,
    PermissionRow, Permissions, PersonFacts, PolicyFacts, QueueDuties, RoleFacts, RoleShape, Roles,
    TrainingFacts, TrainingUntil,
};

bodies! {
    /// `GET /v1/widget/sites/{site}`: what the widget shows before anything else is loaded.
    pub struct Site {
        /// Public name of the shop.
        pub shop_name: String,
        /// Hours after closing that nothing is kept beyond; 0 = nothing is kept after close.
        pub kept_hours: u32,
        /// Days an unanswered message waits before it is deleted.
        pub unclaimed_days: u32,
        /// Somebody is there to answer.
        pub attended: bool,
        /// Whoever comes back goes to who answered them last: `returns` of opening a chat counts.
        pub to_last_agent: bool,
        /// Outside of business hours: when somebody is back (microseconds since 1970), if that is known.
        pub opens_at: Option<i64>,
        /// Typical time to the first answer, if known.
        pub usual_answer_seconds: Option<u32>,
        /// Fields of the pre-chat form, each with its purpose; empty by default.
        pub pre_chat: Vec<PreChatField>,
        /// The shop's other official channels, as text for people, when the chat cannot run.
        pub other_channels: Vec<String>,
        /// The key that verifies the ledger's checkpoints, for the browser to remember; none where
        /// nothing is signed.
        pub ledger_key: Option<String>,
    }

    /// One field of the pre-chat form.
    pub struct PreChatField {
        /// Machine name.
        pub name: String,
        /// What it is for, in words the customer reads.
        pub purpose: String,
        /// Must be filled in.
        pub required: bool,
    }

    /// `POST /v1/widget/sites/{site}/conversations`.
    pub struct OpenConversation {
        /// The fresh conversation key of the widget (Ed25519, 32 bytes).
        pub leaf_key: Blob,
        /// Signature over `"tacita open v1" ‖ 0 ‖ site ‖ 0 ‖ leaf_key`, so that nobody gets a
        /// credential for a key that is not theirs.
        pub signature: Blob,
        /// SHA-256 of a secret that the browser keeps: whoever shows the secret later reads who
        /// opened what of this conversation (`POST /v1/widget/receipts`).
        pub receipt: Option<Blob>,
        /// SHA-256 of the secret of this browser's last chat, where the site says that it is asked
        /// for: the chat goes to who answered that one, if they are there.
        pub returns: Option<Blob>,
        /// The language that the widget speaks, as a BCP 47 tag; kept where the queue has people by
        /// language, and nowhere else.
        pub language: Option<String>,
    }

    /// The answer: everything the widget needs until its socket is open.
    pub struct Bootstrap {
        /// The new conversation.
        pub conversation: WireConversationId,
        /// Credential over the conversation key.
        pub credential: Blob,
        /// Root-signed certificates (issuing keys, server keys); the root's fingerprint is pinned
        /// in the shop's page.
        pub certificates: Vec<Blob>,
        /// The queue that the roster is of.
        pub queue: WireQueueId,
        /// Issuer-signed roster of the queue: the people who may be added.
        pub roster: Blob,
        /// Crypto profile word.
        pub profile: String,
        /// Tenant id text, for the group context.
        pub tenant: WireTenantId,
        /// Server time in microseconds.
        pub time: i64,
        /// A reserved agent (flow F1), if the queue is automatic and one is free.
        pub reserved: Option<Reserved>,
        /// Devices to wrap intake records to (flow F2).
        pub intake_devices: Vec<WebIntakeDevice>,
    }

    /// A reserved agent's device.
    pub struct Reserved {
        /// Id of the key package.
        pub package: WireKeyPackageId,
        /// The package.
        pub key_package: Blob,
        /// The ticket.
        pub ticket: Blob,
    }

    /// [`IntakeDevice`] in JSON.
    pub struct WebIntakeDevice {
        /// The device.
        pub device: WireDeviceId,
        /// Its person.
        pub agent: WireAgentId,
        /// The device's credential.
        pub credential: Blob,
        /// The device's signature key.
        pub leaf_key: Blob,
        /// The day's signed intake key.
        pub intake_key: Blob,
    }

    /// `POST /v1/sign-ins`.
    pub struct SignInRequest {
        /// Sign-in name.
        pub name: String,
        /// Password.
        pub password: String,
    }

    /// `GET /v1/sign-ins/current` and the answer to signing in.
    pub struct SignedIn {
        /// The person.
        pub agent: WireAgentId,
        /// Display name.
        pub display_name: String,
        /// Role word.
        pub role: String,
        /// Tenant.
        pub tenant: WireTenantId,
        /// Root fingerprint of the organisation, hex.
        pub root_fingerprint: String,
        /// Root-signed certificates.
        pub certificates: Vec<Blob>,
        /// Name of the shop.
        pub shop_name: String,
        /// Crypto profile word.
        pub profile: String,
        /// Server time in microseconds.
        pub time: i64,
        /// An untouched screen is blurred after so long.
        pub blur_seconds: u32,
        /// An untouched screen drops its keys after so long.
        pub lock_seconds: u32,
        /// Acts that this person may do in some case; the console offers no others.
        pub acts: Vec<String>,
    }

    /// `POST /v1/devices`: asks the issuer for a credential over this key.
    pub struct DeviceRequest {
        /// Device signature key (Ed25519, 32 bytes).
        pub leaf_key: Blob,
        /// Signature over `"tacita device v1" ‖ 0 ‖ agent id text ‖ 0 ‖ leaf_key`.
        pub signature: Blob,
        /// What the person calls it.
        pub label: String,
    }

    /// `GET /v1/devices/{device}`.
    pub struct Device {
        /// The device.
        pub device: WireDeviceId,
        /// `waiting`, `approved`, `refused`, `revoked`.
        pub status: String,
        /// The credential once approved.
        pub credential: Option<Blob>,
        /// Unused key packages at the server.
        pub key_packages: u32,
    }

    /// `PUT /v1/devices/{device}/key-packages`.
    pub struct KeyPackageUpload {
        /// `MLSMessage` bytes.
        pub packages: Vec<Blob>,
    }

    /// `PUT /v1/devices/{device}/intake-key`: one a day.
    pub struct IntakeKeyUpload {
        /// Public key signed by the device key (`seal::record`).
        pub intake_key: Blob,
    }

    /// Who a conversation is for people: colour, animal and code, always together.
    pub struct Pseudonym {
        /// One of the eight identity colours, as a word.
        pub colour: String,
        /// An animal, as a word.
        pub animal: String,
        /// Four characters.
        pub code: String,
    }

    /// One row of the inbox. Metadata only.
    pub struct InboxItem {
        /// The conversation.
        pub conversation: WireConversationId,
        /// Its queue.
        pub queue: WireQueueId,
        /// Queue name.
        pub queue_name: String,
        /// State word.
        pub state: String,
        /// Who it is for people.
        pub pseudonym: Pseudonym,
        /// When it began to wait for a person's answer (microseconds), if it does.
        pub waiting_since: Option<i64>,
        /// Time of the last entry.
        pub last_entry_time: i64,
        /// Who has it.
        pub agent: Option<WireAgentId>,
        /// That person's display name.
        pub agent_name: Option<String>,
        /// It is mine.
        pub mine: bool,
        /// I joined it beside the person who answers.
        pub joined: bool,
        /// Which of my devices is in the group, if one is (another browser shows "open elsewhere").
        pub device: Option<WireDeviceId>,
        /// Entries after what this person's device has acknowledged.
        pub unread: u32,
        /// The customer's socket is open.
        pub customer_online: bool,
        /// It is on hold: the customer's next message ends that.
        pub on_hold: bool,
    }

    /// `GET /v1/inbox`: all that I may see.
    pub struct Inbox {
        /// Rows, who has waited longest first.
        pub items: Vec<InboxItem>,
        /// Counts over exactly these rows.
        pub counts: InboxCounts,
    }

    /// Counts, exact and only of what I may see.
    pub struct InboxCounts {
        /// Assigned to me.
        pub mine: u32,
        /// Unassigned in my queues.
        pub waiting: u32,
        /// Both.
        pub all: u32,
    }

    /// `POST /v1/conversations/{conversation}/accept`.
    pub struct Accept {
        /// The device that will be in the group.
        pub device: WireDeviceId,
    }

    /// `POST /v1/conversations/{conversation}/transfer`.
    pub struct Transfer {
        /// To this person.
        pub agent: Option<WireAgentId>,
        /// Or back to this queue.
        pub queue: Option<WireQueueId>,
    }

    /// `POST /v1/conversations/{conversation}/held`: what became of a draft that was held back.
    pub struct Held {
        /// `over-collection`, `off-channel`, `wrong-window`.
        pub what: String,
        /// `changed` or `sent`.
        pub outcome: String,
        /// Why it was sent all the same: `same-customer`, `customer-asked`, `not-private`.
        pub reason: Option<String>,
        /// Of over-collection: what was asked for first, a kind word of screening.
        pub kind: Option<String>,
    }

    /// `GET /v1/colleagues`: whom a chat can be transferred to.
    pub struct Colleagues {
        /// People of my teams with a usable device.
        pub agents: Vec<Colleague>,
        /// Queues.
        pub queues: Vec<QueueFacts>,
    }

    /// One person.
    pub struct Colleague {
        /// The person.
        pub agent: WireAgentId,
        /// Display name.
        pub display_name: String,
        /// A console of theirs is open.
        pub online: bool,
        /// Chats they have.
        pub open_chats: u32,
        /// Chats they may have.
        pub capacity: u32,
    }

    /// One queue.
    pub struct QueueFacts {
        /// The queue.
        pub queue: WireQueueId,
        /// Name.
        pub name: String,
        /// Waiting chats; only for whoever serves the queue.
        pub waiting: Option<u32>,
        /// It is attended now.
        pub attended: bool,
        /// When it is again (microseconds since 1970), if it is not and that is known.
        pub opens_at: Option<i64>,
        /// Its times of the week; none when it is always attended.
        pub hours: Option<QueueHours>,
    }

    /// When a queue is attended, as the configuration writes it.
    pub struct QueueHours {
        /// Time zone by its IANA name.
        pub zone: String,
        /// Times of the week, such as `mon-fri 08:00-17:00`.
        pub open: Vec<String>,
        /// Days without.
        pub closed: Vec<String>,
    }

    /// `POST /v1/conversations/{conversation}/hold`.
    pub struct Hold {
        /// On hold, or taken up again.
        pub on: bool,
    }

    /// `GET /v1/self-test`: what the listener really speaks, seen from outside.
    pub struct SelfTest {
        /// One after the other.
        pub checks: Vec<SelfTestCheck>,
    }

    /// One look at the listener.
    pub struct SelfTestCheck {
        /// `protocol`, `older-refused`, `plaintext-refused`, `key-exchange`, `hsts`, `certificate`.
        pub what: String,
        /// `good`, `bad`, `not-applicable`.
        pub state: String,
        /// What was found: a protocol, an algorithm, a header, a day; may be empty.
        pub value: String,
    }

    /// `GET /v1/issuer/requests`: devices that wait for a credential.
    pub struct IssuerRequests {
        /// Each with what the issuer must sign.
        pub requests: Vec<IssuerRequest>,
        /// Root-signed certificates the server has, so that the issuer sees what is missing.
        pub certificates: Vec<Blob>,
        /// The server's public keys that want a certificate (`seal::credential::ServerKeys`).
        pub server_keys: Blob,
        /// Queues whose roster is missing or older than its people.
        pub rosters: Vec<RosterRequest>,
    }

    /// A device that waits.
    pub struct IssuerRequest {
        /// The device.
        pub device: WireDeviceId,
        /// Its person.
        pub agent: WireAgentId,
        /// Display name that will stand in the credential.
        pub display_name: String,
        /// Role word.
        pub role: String,
        /// The key.
        pub leaf_key: Blob,
        /// What the person calls the device.
        pub label: String,
        /// Since when (microseconds).
        pub since: i64,
        /// It has a credential that ends soon: renewal needs no person.
        pub renewal: bool,
    }

    /// A roster that wants a signature.
    pub struct RosterRequest {
        /// The queue.
        pub queue: WireQueueId,
        /// The people who may be added from it.
        pub agents: Vec<WireAgentId>,
    }

    /// `POST /v1/issuer/answers`.
    pub struct IssuerAnswers {
        /// New certificates.
        pub certificates: Vec<Blob>,
        /// Credentials by device.
        pub credentials: Vec<IssuedCredential>,
        /// Refused devices.
        pub refused: Vec<WireDeviceId>,
        /// Signed rosters.
        pub rosters: Vec<SignedRoster>,
    }

    /// One credential.
    pub struct IssuedCredential {
        /// The device.
        pub device: WireDeviceId,
        /// The credential.
        pub credential: Blob,
    }

    /// One roster.
    pub struct SignedRoster {
        /// The queue.
        pub queue: WireQueueId,
        /// The signed bytes.
        pub roster: Blob,
    }

    /// Every error, as RFC 9457 `application/problem+json`.
    pub struct Problem {
        /// A stable word, as a URI reference such as `/problems/rate-limit`.
        pub r#type: String,
        /// A sentence for a person. Never anything from the request.
        pub title: String,
        /// HTTP status.
        pub status: u16,
        /// Whose fault it is: `caller`, `server` or `nobody`.
        pub fault: String,
        /// What is safe and what to do.
        pub detail: String,
        /// The request, to be found in the logs.
        pub request: String,
    }
}
