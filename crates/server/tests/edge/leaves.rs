//! Which acts are leaves, for what the desk does: signing in, devices, lists, accounts, configuration.
//! What happens in chats stands in `conversations/leaves.rs`; together they are all there is.

use crate::house::{House, PASSWORD};
use reqwest::Method;
use std::collections::BTreeSet;
use tacita_ledger::LeafKind;
use tacita_model::{AgentId, Role};
use tacita_seal::SigningKey;
use tacita_server::features::accounts::desk::{NewPerson, put_person};
use tacita_server::host::SystemRandomness;
use tacita_server::issuer::work::{Approval, round};

/// Every kind that the desk leaves.
const DESK: [LeafKind; 25] = [
    LeafKind::SignedIn,
    LeafKind::SignInRefused,
    LeafKind::SignedOut,
    LeafKind::DeviceRequested,
    LeafKind::CredentialIssued,
    LeafKind::DeviceRefused,
    LeafKind::DeviceRevoked,
    LeafKind::RosterStored,
    LeafKind::CertificateStored,
    LeafKind::Administered,
    LeafKind::Denied,
    LeafKind::RefusedByPolicy,
    LeafKind::InboxListed,
    LeafKind::ColleaguesListed,
    LeafKind::LedgerRead,
    LeafKind::ConductRead,
    LeafKind::PeopleListed,
    LeafKind::PermissionsRead,
    LeafKind::RoleComposed,
    LeafKind::RoleDropped,
    LeafKind::TrainingRecorded,
    LeafKind::TrainingEnded,
    LeafKind::ConfigurationChanged,
    LeafKind::ScreeningChanged,
    LeafKind::KeysChanged,
];

/// Kinds that `own.rs`, `second.rs`, `links.rs`, `oidc.rs` and `directory.rs` prove.
const ACCOUNTS: [LeafKind; 18] = [
    LeafKind::IdentityLinked,
    LeafKind::DirectoryChanged,
    LeafKind::Suspended,
    LeafKind::Resumed,
    LeafKind::DirectoryTokenChanged,
    LeafKind::LinkMade,
    LeafKind::LinkUsed,
    LeafKind::AccessReset,
    LeafKind::AccountMade,
    LeafKind::FactorAdded,
    LeafKind::FactorRemoved,
    LeafKind::RecoveryCodesMade,
    LeafKind::RecoveryCodeUsed,
    LeafKind::PasswordChanged,
    LeafKind::NewBrowser,
    LeafKind::ProvenAnew,
    LeafKind::DeviceUnlocked,
    LeafKind::DeviceLocked,
];

/// Kinds that `replies.rs` proves.
const REPLIES: [LeafKind; 2] = [LeafKind::ReplyKept, LeafKind::ReplyDropped];

/// Kinds that `leaves.rs`, `receipts.rs` and `duties.rs` of `conversations` prove.
const CHATS: [LeafKind; 23] = [
    LeafKind::DutiesChanged,
    LeafKind::Entries,
    LeafKind::Assigned,
    LeafKind::TicketIssued,
    LeafKind::IntakeOpened,
    LeafKind::LogOpened,
    LeafKind::Transferred,
    LeafKind::BackToQueue,
    LeafKind::Joined,
    LeafKind::PutOnHold,
    LeafKind::HoldEnded,
    LeafKind::Left,
    LeafKind::Closed,
    LeafKind::Frozen,
    LeafKind::Erased,
    LeafKind::ReceiptRead,
    LeafKind::OverCollectionChanged,
    LeafKind::OverCollectionSent,
    LeafKind::OffChannelChanged,
    LeafKind::OffChannelSent,
    LeafKind::WrongWindowChanged,
    LeafKind::WrongWindowSent,
    LeafKind::ConversationOpened,
];

/// Kinds that `reviews.rs` proves.
const REVIEWS: [LeafKind; 9] = [
    LeafKind::ReviewBegun,
    LeafKind::ReviewConfirmed,
    LeafKind::ReviewRevoked,
    LeafKind::ReviewLapsed,
    LeafKind::ReviewKept,
    LeafKind::ReviewEnded,
    LeafKind::ReviewsListed,
    LeafKind::ReviewHanded,
    LeafKind::LeavingSet,
];

/// Kinds that `glass.rs` of `conversations` proves.
const GLASS: [LeafKind; 9] = [
    LeafKind::GlassAsked,
    LeafKind::GlassApproved,
    LeafKind::GlassDeclined,
    LeafKind::GlassLapsed,
    LeafKind::GlassOpened,
    LeafKind::GlassEnded,
    LeafKind::GlassJustified,
    LeafKind::GlassUnjustified,
    LeafKind::GlassListed,
];

async fn get(house: &House, cookie: &str, path: &str) -> u16 {
    let get = house.request(Method::GET, path).header("cookie", cookie);
    get.send().await.unwrap().status().as_u16()
}

async fn officer(house: &House) -> AgentId {
    let app = &house.app;
    let new = NewPerson {
        name: "noor".to_owned(),
        display_name: "Noor Haddad".to_owned(),
        role: Role::Officer,
        password_hash: app.passwords.hash(PASSWORD, &SystemRandomness).unwrap(),
        teams: Vec::new(),
        capacity: 0,
    };
    let tenant = app.organisation.tenant;
    put_person(&app.store, tenant, app.draw_id(), app.now(), new)
        .await
        .unwrap()
}

async fn kinds(house: &House) -> BTreeSet<LeafKind> {
    let leaves = house.app.store.ledger().leaves(0, 100_000).await.unwrap();
    let kinds = leaves.iter().filter_map(|row| row.leaf);
    kinds.map(|leaf| leaf.kind).collect()
}

// Practice: G4
#[tokio::test(flavor = "multi_thread")]
async fn every_act_of_the_desk_is_a_leaf_and_no_kind_is_without_a_test() {
    let mut house = House::open().await;
    assert_eq!(house.sign_in("thandi", "a wrong guess").await.status(), 401);
    let cookie = house.cookie("thandi").await;
    for (number, approval) in [(7, Approval::Yes), (8, Approval::No)] {
        let key = SigningKey::from_bytes(&[number; 32]);
        let (status, _) = crate::identity::request_device(&house, &cookie, &key).await;
        assert_eq!(status, 200);
        let remote = house.remote();
        let asked = remote.requests(&house.issuer).await.unwrap();
        let now = house.app.now();
        let answers = round(&mut house.issuer, &asked, now, &mut |_| approval).unwrap();
        remote
            .answer(&house.issuer, &answers.unwrap())
            .await
            .unwrap();
    }
    for path in [
        "/v1/inbox",
        "/v1/colleagues",
        "/v1/ledger/own",
        "/v1/conduct/own",
    ] {
        assert_eq!(get(&house, &cookie, path).await, 200, "{path}");
    }
    assert_eq!(get(&house, &cookie, "/v1/ledger/acts").await, 404);
    officer(&house).await;
    let above = house.cookie("noor").await;
    for path in ["/v1/ledger/acts", "/v1/ledger/heads"] {
        assert_eq!(get(&house, &above, path).await, 200, "{path}");
    }
    // Officers see who did what; of the agent's first device, revoked now, too.
    let me = house
        .app
        .store
        .agent_by_name("thandi")
        .await
        .unwrap()
        .unwrap();
    let device = house
        .app
        .store
        .devices_of(me.id)
        .await
        .unwrap()
        .pop()
        .unwrap();
    let path = format!("/v1/devices/{}/revoke", device.id);
    let revoke = house.request(Method::POST, &path).header("cookie", &above);
    assert_eq!(revoke.send().await.unwrap().status(), 204);
    let root = house.cookie("root").await;
    let put = async |method: Method, path: String, body: serde_json::Value| {
        let put = house.request(method, &path).header("cookie", &root);
        let answer = put.json(&body).send().await.unwrap();
        assert_eq!(answer.status(), 204, "{path}");
    };
    let nothing = serde_json::Value::Null;
    let role = "/v1/roles/reader".to_owned();
    let shape = serde_json::json!({ "base": "officer", "acts": ["read-ledger"] });
    put(Method::PUT, role.clone(), shape).await;
    put(Method::DELETE, role, nothing.clone()).await;
    let training = format!("/v1/people/{}/trainings/refunds", me.id);
    let until = house.app.now().plus_seconds(3600).0;
    let until = serde_json::json!({ "until": until });
    put(Method::PUT, training.clone(), until).await;
    put(Method::DELETE, training, nothing).await;
    for path in ["/v1/people", "/v1/permissions", "/v1/roles"] {
        assert_eq!(get(&house, &root, path).await, 200, "{path}");
    }
    let page = format!("/v1/ledger/acts?person={}", me.id);
    let page = house.request(Method::GET, &page).header("cookie", &above);
    let page = page.send().await.unwrap().text().await.unwrap();
    for word in [
        "Thandi Mokoena",
        "inbox-listed",
        "device-requested",
        "denied",
    ] {
        assert!(page.contains(word), "{word} in {page}");
    }
    assert!(!page.contains("Noor"), "only Thandi was asked for: {page}");
    let out = house.request(Method::DELETE, "/v1/sign-ins/current");
    assert_eq!(
        out.header("cookie", &cookie).send().await.unwrap().status(),
        204
    );

    let found = kinds(&house).await;
    let missing: Vec<_> = DESK.iter().filter(|kind| !found.contains(kind)).collect();
    assert!(missing.is_empty(), "no leaf for {missing:?}");
    let proven: BTreeSet<_> = DESK
        .into_iter()
        .chain(ACCOUNTS)
        .chain(REPLIES)
        .chain(CHATS)
        .chain(GLASS)
        .chain(REVIEWS)
        .collect();
    let all: BTreeSet<_> = LeafKind::ALL.iter().copied().collect();
    assert_eq!(proven, all);
}
