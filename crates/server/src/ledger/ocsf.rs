//! A leaf as an event of the Open Cybersecurity Schema Framework, for a SIEM.
//!
//! Classes are those of `detections.csv`: 3002 Authentication, 3001 Account Change, 3004 Entity
//! Management, 6001 Web Resources Activity, 2006 Data Security Finding. Nobody is named: the actor
//! is the salted hash of the leaf. What the schema has no field for stands under `unmapped`.

use serde_json::{Value, json};
use tacita_ledger::{Leaf, LeafKind};

/// Class, activity, whether it succeeded.
struct Shape {
    class: u32,
    activity: u32,
    good: bool,
}

const fn shape(kind: LeafKind) -> Shape {
    use LeafKind as K;
    let (class, activity, good) = match kind {
        K::SignedIn | K::NewBrowser | K::ProvenAnew | K::RecoveryCodeUsed | K::DeviceUnlocked => {
            (3002, 1, true)
        }
        K::SignInRefused => (3002, 1, false),
        K::SignedOut | K::DeviceLocked => (3002, 2, true),
        K::PasswordChanged | K::LinkUsed => (3001, 3, true),
        K::AccountMade | K::IdentityLinked => (3001, 1, true),
        K::Resumed => (3001, 2, true),
        K::Suspended => (3001, 5, true),
        K::AccessReset => (3001, 4, true),
        K::Administered
        | K::ConfigurationChanged
        | K::ScreeningChanged
        | K::DutiesChanged
        | K::ReviewBegun
        | K::ReviewConfirmed
        | K::ReviewRevoked
        | K::ReviewLapsed
        | K::ReviewKept
        | K::ReviewEnded
        | K::ReviewHanded
        | K::LeavingSet
        | K::RoleComposed
        | K::RoleDropped
        | K::TrainingRecorded
        | K::TrainingEnded
        | K::FactorAdded
        | K::FactorRemoved
        | K::LinkMade
        | K::DirectoryChanged
        | K::DirectoryTokenChanged
        | K::RecoveryCodesMade => (3001, 99, true),
        K::DeviceRequested | K::CredentialIssued | K::RosterStored | K::CertificateStored => {
            (3004, 1, true)
        }
        K::KeysChanged => (3004, 3, true),
        K::DeviceRefused => (3004, 1, false),
        K::DeviceRevoked => (3004, 4, true),
        K::ConversationOpened | K::TicketIssued | K::Entries => (6001, 1, true),
        K::IntakeOpened
        | K::InboxListed
        | K::LogOpened
        | K::ColleaguesListed
        | K::LedgerRead
        | K::ConductRead
        | K::PeopleListed
        | K::PermissionsRead
        | K::GlassListed
        | K::ReviewsListed
        | K::ReceiptRead => (6001, 2, true),
        K::Denied | K::RefusedByPolicy => (6001, 2, false),
        K::Assigned
        | K::Transferred
        | K::BackToQueue
        | K::Joined
        | K::Left
        | K::Closed
        | K::ReplyKept
        | K::PutOnHold
        | K::HoldEnded
        | K::Frozen => (6001, 3, true),
        K::GlassAsked
        | K::GlassApproved
        | K::GlassOpened
        | K::GlassEnded
        | K::GlassJustified
        | K::GlassUnjustified => (2006, 1, true),
        K::GlassDeclined | K::GlassLapsed => (2006, 1, false),
        K::ReplyDropped | K::Erased => (6001, 4, true),
        K::OverCollectionChanged
        | K::OverCollectionSent
        | K::OffChannelChanged
        | K::OffChannelSent
        | K::WrongWindowChanged
        | K::WrongWindowSent => (2006, 1, true),
    };
    Shape {
        class,
        activity,
        good,
    }
}

/// The event.
#[must_use]
pub fn event(number: u64, leaf: &Leaf) -> Value {
    let Shape {
        class,
        activity,
        good,
    } = shape(leaf.kind);
    json!({
        "class_uid": class,
        "category_uid": class / 1000,
        "activity_id": activity,
        "type_uid": class * 100 + activity,
        "time": leaf.when.0.div_euclid(1000),
        "severity_id": 1,
        "status_id": if good { 1 } else { 2 },
        "metadata": {
            "version": "1.3.0",
            "product": { "name": "Tacita", "vendor_name": "Tacita" },
            "sequence": number,
            "uid": hex(&leaf.hash()),
            "correlation_uid": leaf.request.to_string(),
        },
        "actor": { "user": { "uid": hex(&leaf.who.0) } },
        "unmapped": {
            "kind": leaf.kind.as_str(),
            "what": hex(&leaf.what),
            "purpose": leaf.purpose.map(|purpose| purpose.as_str()),
        },
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
