//! Every route of the contract refuses whoever has no business there, or is named here as public.
//!
//! Who is refused is not written down a second time: it is asked of `policy`, for every role. A new
//! route fails the test until it is in one of the three lists.

use crate::house::House;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tacita_ledger::LeafKind;
use tacita_model::{
    AgentId, CampaignId, ConversationId, ConversationState, CryptoProfile, DeviceId, Generation,
    GlassId, Purpose, QueueId, ReplyId, RequestId, ReviewItemId, Role, Sequence, TenantId, TypedId,
};
use tacita_policy::{About, ActName, Circumstances, Facts, Object, Policy, Relations, Subject};
use tacita_server::edge::rates::Origin;
use tacita_server::edge::router;
use tacita_server::features::accounts::browsers::Visitor;
use tacita_server::features::accounts::desk::{NewPerson, put_person, queue_id};
use tacita_server::features::accounts::http::COOKIE;
use tacita_server::features::accounts::sign_in;
use tacita_server::features::decisions::refusal;
use tacita_store::Write;
use tacita_store::rows::Proof;
use tacita_store::rows::{Conversation, Device, DeviceStatus};

/// Anybody may call these. What they give to whom is proven otherwise: by the conversation's key
/// (socket, receipt), by the issuer's signature (without one: 404), by a one-time link (without one: 410), or they are for strangers.
const PUBLIC: &[&str] = &[
    "GET /livez",
    "GET /readyz",
    "GET /v1/socket",
    "GET /v1/widget/sites/{site}",
    "GET /v1/widget/sites/{site}/screening",
    "POST /v1/widget/sites/{site}/conversations",
    "POST /v1/widget/receipts",
    "POST /v1/widget/credentials",
    "POST /v1/sign-ins",
    "POST /v1/sign-ins/current/code",
    "POST /v1/sign-ins/passkey",
    "POST /v1/sign-ins/passkey/ask",
    "GET /v1/sign-ins/ways",
    "POST /v1/sign-ins/organisation",
    "GET /v1/sign-ins/organisation/back",
    "POST /v1/links/look",
    "POST /v1/links/use",
    "GET /v1/issuer/requests",
    "POST /v1/issuer/answers",
];

/// About the person's own sign-in, or the same for everybody who is signed in: 401 for others. Rows
/// of inbox and console are decided one by one.
const SIGNED_IN: &[&str] = &[
    "GET /v1/sign-ins/current/step",
    "GET /v1/sign-ins/current",
    "DELETE /v1/sign-ins/current",
    "GET /v1/self-test",
    "GET /v1/screening",
    "GET /v1/screening/held",
    "GET /v1/inbox",
    "GET /v1/glass",
    "GET /v1/reviews",
    "GET /v1/console",
    "POST /v1/sign-ins/current/anew",
    "GET /v1/account",
    "GET /v1/account/strangers",
    "POST /v1/account/active",
    "POST /v1/account/lock",
    "POST /v1/account/unlock",
    "POST /v1/account/app",
    "POST /v1/account/app/ask",
    "POST /v1/account/passkey",
    "POST /v1/account/passkey/ask",
    "POST /v1/account/recovery-codes",
    "PUT /v1/account/password",
    "DELETE /v1/account/factors/{factor}",
    "DELETE /v1/account/sign-ins/{sign_in}",
    "POST /v1/account/browsers/{browser}",
];

/// Decided by `policy`: the act, and a body that is well formed.
fn decided() -> Vec<(&'static str, ActName, Option<Value>)> {
    let device = DeviceId::from_bytes([3; 16]).to_string();
    let held = json!({ "what": "over-collection", "outcome": "changed", "reason": null });
    let reply = |queue: Option<QueueId>| {
        let queue = queue.map(|queue| queue.to_string());
        json!({ "shortcut": "hi", "title": "Hello", "text": "Hello", "queue": queue })
    };
    // Another role than anybody here has, so that it is a change whoever asks.
    let duties = json!({ "role": "officer", "teams": ["Front desk"], "skills": [], "capacity": 5 });
    let shape = json!({ "base": "officer", "acts": ["read-ledger"] });
    let asked = json!({
        "who": "agent", "act": "open-intake", "purpose": null, "facts": [], "teams": [],
        "certificates": [], "assurance": 0, "signed_in_minutes": null,
    });
    vec![
        ("GET /v1/colleagues", ActName::ListColleagues, None),
        (
            "POST /v1/conversations/{conversation}/accept",
            ActName::AcceptConversation,
            Some(json!({ "device": device })),
        ),
        (
            "POST /v1/conversations/{conversation}/close",
            ActName::CloseConversation,
            None,
        ),
        (
            "POST /v1/conversations/{conversation}/join",
            ActName::JoinConversation,
            Some(json!({ "device": device })),
        ),
        (
            "POST /v1/conversations/{conversation}/leave",
            ActName::LeaveConversation,
            None,
        ),
        (
            "POST /v1/conversations/{conversation}/held",
            ActName::PostToConversation,
            Some(held),
        ),
        (
            "POST /v1/conversations/{conversation}/transfer",
            ActName::TransferConversation,
            Some(json!({ "agent": null, "queue": QueueId::from_bytes([9; 16]).to_string() })),
        ),
        (
            "POST /v1/conversations/{conversation}/hold",
            ActName::HoldConversation,
            Some(json!({ "on": true })),
        ),
        ("GET /v1/devices/{device}", ActName::SeeDevice, None),
        (
            "PUT /v1/devices/{device}/intake-key",
            ActName::RegisterDevice,
            Some(json!({ "intake_key": "AAAA" })),
        ),
        (
            "PUT /v1/devices/{device}/key-packages",
            ActName::RegisterDevice,
            Some(json!({ "packages": [] })),
        ),
        (
            "POST /v1/devices/{device}/revoke",
            ActName::RevokeDevice,
            None,
        ),
        ("POST /v1/people/{agent}/close", ActName::CloseAccount, None),
        ("POST /v1/people/{agent}/reset", ActName::ResetAccess, None),
        ("GET /v1/directory/tokens", ActName::Administer, None),
        (
            "POST /v1/directory/tokens",
            ActName::Administer,
            Some(json!({ "label": "Directory" })),
        ),
        (
            "DELETE /v1/directory/tokens/{token}",
            ActName::Administer,
            None,
        ),
        ("GET /v1/people", ActName::ListPeople, None),
        (
            "PUT /v1/people/{agent}/duties",
            ActName::ChangeRole,
            Some(duties),
        ),
        ("GET /v1/replies", ActName::KeepOwnReplies, None),
        (
            "POST /v1/replies",
            ActName::KeepOwnReplies,
            Some(reply(None)),
        ),
        (
            "PUT /v1/replies/{reply}",
            ActName::KeepQueueReplies,
            Some(reply(Some(QueueId::from_bytes([9; 16])))),
        ),
        ("DELETE /v1/replies/{reply}", ActName::KeepOwnReplies, None),
        ("GET /v1/conduct", ActName::SeeConduct, None),
        ("GET /v1/conduct/own", ActName::ReadOwnRecord, None),
        (
            "PUT /v1/people/{agent}/trainings/{training}",
            ActName::RecordTraining,
            Some(json!({ "until": i64::MAX })),
        ),
        (
            "DELETE /v1/people/{agent}/trainings/{training}",
            ActName::EndTraining,
            None,
        ),
        ("GET /v1/roles", ActName::SeePermissions, None),
        ("PUT /v1/roles/{role}", ActName::ComposeRole, Some(shape)),
        ("DELETE /v1/roles/{role}", ActName::DropRole, None),
        (
            "POST /v1/glass",
            ActName::AskToJoin,
            Some(json!({
                "chat": ConversationId::from_bytes([8; 16]).to_string(), "kind": "join",
                "reason": "somebody has to look after this customer", "minutes": 30,
            })),
        ),
        (
            "POST /v1/glass/{glass}/answer",
            ActName::AnswerGlass,
            Some(json!({ "agree": true })),
        ),
        (
            "POST /v1/glass/{glass}/open",
            ActName::JoinConversation,
            Some(json!({ "device": device })),
        ),
        ("GET /v1/glass/{glass}/facts", ActName::ReadMetadata, None),
        ("POST /v1/glass/{glass}/end", ActName::EndGlass, None),
        (
            "POST /v1/glass/{glass}/review",
            ActName::ReviewGlass,
            Some(json!({ "justified": true, "words": "it was needed" })),
        ),
        (
            "POST /v1/reviews",
            ActName::RunReviews,
            Some(json!({
                "title": "", "due_at": 0, "language": "en", "by_leads": true, "reviewer": null,
                "assigned": [],
            })),
        ),
        (
            "POST /v1/reviews/items/{item}/answer",
            ActName::ReviewAccess,
            Some(json!({ "confirm": true })),
        ),
        ("GET /v1/reviews/{review}/report", ActName::SeeReviews, None),
        (
            "POST /v1/people/{agent}/revive",
            ActName::ReviveAccount,
            None,
        ),
        (
            "PUT /v1/people/{agent}/leaving",
            ActName::ReviveAccount,
            Some(json!({ "at": null })),
        ),
        ("GET /v1/ledger/acts", ActName::ReadLedger, None),
        ("GET /v1/ledger/heads", ActName::ReadLedger, None),
        ("GET /v1/ledger/own", ActName::ReadOwnRecord, None),
        ("GET /v1/ledger/statement", ActName::ReadOwnRecord, None),
        ("GET /v1/permissions", ActName::SeePermissions, None),
        (
            "POST /v1/permissions/ask",
            ActName::SeePermissions,
            Some(asked),
        ),
    ]
}

/// A device is asked for in one's own name alone; which roles may is decided.
const OWN_DEVICE: &str = "POST /v1/devices";

pub(crate) fn routes() -> Vec<String> {
    let contract = serde_json::to_value(router::contract()).unwrap();
    let mut routes = Vec::new();
    for (path, methods) in contract["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            if method != "parameters" {
                routes.push(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    routes
}

/// Whether any relation and purpose lets the role do it.
fn could(role: Role, act: ActName) -> bool {
    let policy = Policy::built_in();
    let object = match policy.about(act).unwrap() {
        About::Conversation => Object::Conversation(ConversationId::from_bytes([1; 16])),
        About::Device => Object::Device(DeviceId::from_bytes([1; 16])),
        About::Queue => Object::Queue(QueueId::from_bytes([1; 16])),
        About::Glass => Object::Glass(GlassId::from_bytes([1; 16])),
        About::ReviewItem => Object::ReviewItem(ReviewItemId::from_bytes([1; 16])),
        About::Tenant => Object::Tenant,
    };
    let now = tacita_model::Timestamp(0);
    Purpose::ALL.into_iter().any(|purpose| {
        [(true, false), (false, true)]
            .into_iter()
            .any(|(assigned, waiting)| {
                let facts = Facts {
                    tenant: TenantId::from_bytes([1; 16]),
                    subject: Subject::Agent(AgentId::from_bytes([1; 16]), role),
                    object,
                    purpose,
                    relations: Relations {
                        authenticated: true,
                        assigned,
                        member: assigned,
                        serves_queue: true,
                        waiting,
                        closed: false,
                        owns_device: true,
                        opened: assigned,
                        asked: assigned,
                        other_person: true,
                        other_device: true,
                        uninvolved: true,
                        reviewer: true,
                    },
                    circumstances: Circumstances::default(),
                    now,
                    valid_until: now.plus_seconds(60),
                };
                policy.decide_name(act, &facts).is_ok()
            })
    })
}

struct World {
    house: House,
    conversation: ConversationId,
    device: DeviceId,
    thandi: AgentId,
}

impl World {
    async fn open() -> Self {
        let house = House::open().await;
        let store = &house.app.store;
        let thandi = store.agent_by_name("thandi").await.unwrap().unwrap().id;
        let (conversation, device) = (
            ConversationId::from_bytes([21; 16]),
            DeviceId::from_bytes([22; 16]),
        );
        let now = house.app.now();
        let row = Conversation {
            id: conversation,
            tenant: house.app.organisation.tenant,
            site: "harbour-books".to_owned(),
            queue: queue_id(house.app.organisation.tenant, "Questions"),
            customer: house.app.draw_id(),
            customer_key: [21; 32],
            customer_credential: Vec::new(),
            state: ConversationState::Active,
            generation: Generation(0),
            profile: CryptoProfile::TacitaPq1,
            agent: Some(thandi),
            device: Some(device),
            opened_at: now,
            waiting_since: None,
            last_entry_at: now,
            closed_at: None,
            freezes: 0,
            frozen_since: None,
            forgotten_to: Sequence(0),
            on_hold_since: None,
            language: None,
            prefers: None,
        };
        let laptop = Device {
            id: device,
            agent: thandi,
            leaf_key: [22; 32],
            label: "Laptop".to_owned(),
            status: DeviceStatus::Approved,
            credential: None,
            credential_until: None,
            requested_at: now,
            answered_at: None,
            revoked_at: None,
            seen_at: now,
        };
        let writes = vec![Write::SetConversation(row), Write::AddDevice(laptop)];
        store.commit(writes, Vec::new()).await.unwrap();
        Self {
            house,
            conversation,
            device,
            thandi,
        }
    }

    /// A person of this role and team, signed in.
    async fn person(&self, name: &str, role: Role, team: &str, tenant: TenantId) -> String {
        let app = &self.house.app;
        let new = NewPerson {
            name: name.to_owned(),
            display_name: name.to_owned(),
            role,
            password_hash: String::new(),
            teams: vec![team.to_owned()],
            capacity: 5,
        };
        let id = put_person(&app.store, tenant, app.draw_id(), app.now(), new).await;
        let row = app.store.agent(id.unwrap()).await.unwrap().unwrap();
        let request = RequestId::from_bytes([1; 16]);
        let visitor = Visitor {
            origin: Origin::of([127, 0, 0, 1].into()),
            token: Some("A".repeat(43)),
            label: "Test".to_owned(),
        };
        let more = (Vec::new(), Vec::new());
        let whole = sign_in::begin(app, row, Proof::App, &visitor, request, more);
        format!("{COOKIE}={}", whole.await.unwrap().token.0.as_str())
    }

    async fn call(&self, route: &str, body: Option<&Value>, cookie: Option<&str>) -> u16 {
        let (method, path) = route.split_once(' ').unwrap();
        let path = path
            .replace("{conversation}", &self.conversation.to_string())
            .replace("{device}", &self.device.to_string())
            .replace("{agent}", &self.thandi.to_string())
            .replace("{reply}", &ReplyId::from_bytes([7; 16]).to_string())
            .replace("{training}", "refunds")
            .replace("{role}", "reader")
            .replace("{item}", &ReviewItemId::from_bytes([8; 16]).to_string())
            .replace("{review}", &CampaignId::from_bytes([8; 16]).to_string())
            .replace("{glass}", &GlassId::from_bytes([8; 16]).to_string())
            .replace("{site}", "harbour-books");
        let method: Method = method.parse().unwrap();
        let mut request = self.house.request(method, &path);
        if let Some(cookie) = cookie {
            request = request.header("cookie", cookie);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        request.send().await.unwrap().status().as_u16()
    }
}

#[test]
fn every_route_of_the_contract_is_public_by_name_or_refuses_by_test() {
    let mut known: BTreeSet<&str> = PUBLIC.iter().chain(SIGNED_IN).copied().collect();
    known.insert(OWN_DEVICE);
    let decided = decided();
    known.extend(decided.iter().map(|(route, ..)| *route));
    let routes = routes();
    let contract: BTreeSet<&str> = routes.iter().map(String::as_str).collect();
    assert_eq!(
        contract, known,
        "a new route belongs into PUBLIC, SIGNED_IN or decided()"
    );
}

// Practice: D1
#[tokio::test(flavor = "multi_thread")]
async fn every_route_refuses_strangers_wrong_roles_other_teams_and_other_organisations() {
    let world = World::open().await;
    let tenant = world.house.app.organisation.tenant;
    let decided = decided();
    for route in SIGNED_IN {
        assert_eq!(world.call(route, None, None).await, 401, "{route}");
    }
    for (route, _, body) in &decided {
        assert_eq!(world.call(route, body.as_ref(), None).await, 401, "{route}");
    }
    let request = json!({ "leaf_key": "AAAA", "signature": "AAAA", "label": "Laptop" });
    assert_eq!(world.call(OWN_DEVICE, Some(&request), None).await, 401);

    let mut refused = 0;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Customer) {
        let here = world
            .person(role.as_str(), role, "Front desk", tenant)
            .await;
        let name = format!("{} elsewhere", role.as_str());
        let elsewhere = world.person(&name, role, "Back office", tenant).await;
        let name = format!("{} abroad", role.as_str());
        let other = TenantId::from_bytes([77; 16]);
        let abroad = world.person(&name, role, "Front desk", other).await;
        for (route, act, body) in &decided {
            let about = Policy::built_in().about(*act).unwrap();
            let could = could(role, *act);
            let bound = about != About::Tenant;
            let to_a_person = route.contains("{agent}");
            let people = [
                (&here, false, true),
                (&elsewhere, false, false),
                (&abroad, true, true),
            ];
            for (cookie, stranger, team) in people {
                // Whoever leads the chat's team may join it; their device is another question.
                let leads = *act == ActName::JoinConversation
                    && route.contains("/conversations/")
                    && could
                    && team;
                // Somebody else's chat and device; officers and administrators revoke any device.
                let overseer = *act == ActName::RevokeDevice
                    && could
                    && role != Role::Agent
                    && role != Role::Supervisor;
                let may = could
                    && if stranger {
                        !bound && !to_a_person
                    } else {
                        !bound || overseer || leads
                    };
                if may {
                    continue;
                }
                assert_eq!(
                    world.call(route, body.as_ref(), Some(cookie)).await,
                    404,
                    "{role} {route}"
                );
                refused += 1;
            }
        }
    }
    assert!(refused > 100, "{refused}");
    // Nothing of it happened: the chat and the device are as they were.
    let store = &world.house.app.store;
    let row = store
        .conversation(world.conversation)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((row.agent, row.closed_at), (Some(world.thandi), None));
    let device = store.device(world.device).await.unwrap().unwrap();
    assert_eq!(device.status, DeviceStatus::Approved);
}

// Practice: G4
#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_leaves_a_leaf_that_names_the_deciding_policy() {
    let world = World::open().await;
    let tenant = world.house.app.organisation.tenant;
    let officer = world
        .person("olga", Role::Officer, "Front desk", tenant)
        .await;
    let marek = world
        .person("mara", Role::Agent, "Front desk", tenant)
        .await;
    let close = "POST /v1/conversations/{conversation}/close";
    assert_eq!(world.call(close, None, Some(&officer)).await, 404);
    assert_eq!(world.call(close, None, Some(&marek)).await, 404);
    assert_eq!(world.call("GET /v1/people", None, Some(&marek)).await, 404);
    let rows = world.house.app.store.ledger();
    let leaves = rows.leaves(0, 1000).await.unwrap();
    let denied: Vec<_> = leaves
        .into_iter()
        .filter_map(|read| read.leaf)
        .filter(|leaf| leaf.kind == LeafKind::RefusedByPolicy)
        .collect();
    let about = Object::Conversation(world.conversation);
    let expected = [
        refusal(ActName::SeeInboxRow, about, "floor-content-by-role"),
        refusal(ActName::SeeInboxRow, about, "none"),
        refusal(ActName::ListPeople, Object::Tenant, "none"),
    ];
    assert_eq!(
        denied.iter().map(|leaf| leaf.what).collect::<Vec<_>>(),
        expected
    );
}
