//! Every route that reads: the leaf that stands before its answer, for whichever role asks, or the reason
//! why none is due. A new reading route fails the test until it is in one of the lists.

use crate::house::House;
use crate::refusals::routes;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tacita_ledger::{LeafKind, Subject};
use tacita_model::{AgentId, Role};
use tacita_server::features::accounts::desk::{NewPerson, put_person};
use tacita_server::host::SystemRandomness;

/// Reading routes with the leaf of each, and a body for those that ask with one.
fn leaving() -> Vec<(&'static str, LeafKind, Option<Value>)> {
    let asked = json!({
        "who": "agent", "act": "open-intake", "purpose": null, "facts": [], "teams": [],
        "certificates": [], "assurance": 0, "signed_in_minutes": null,
    });
    vec![
        ("GET /v1/inbox", LeafKind::InboxListed, None),
        ("GET /v1/colleagues", LeafKind::ColleaguesListed, None),
        ("GET /v1/conduct", LeafKind::ConductRead, None),
        ("GET /v1/conduct/own", LeafKind::ConductRead, None),
        ("GET /v1/people", LeafKind::PeopleListed, None),
        ("GET /v1/glass", LeafKind::GlassListed, None),
        ("GET /v1/directory/tokens", LeafKind::PeopleListed, None),
        ("GET /v1/reviews", LeafKind::ReviewsListed, None),
        ("GET /v1/roles", LeafKind::PermissionsRead, None),
        ("GET /v1/permissions", LeafKind::PermissionsRead, None),
        (
            "POST /v1/permissions/ask",
            LeafKind::PermissionsRead,
            Some(asked),
        ),
        ("GET /v1/ledger/acts", LeafKind::LedgerRead, None),
        ("GET /v1/ledger/own", LeafKind::LedgerRead, None),
        (
            "GET /v1/ledger/statement?from=0&until=1",
            LeafKind::LedgerRead,
            None,
        ),
    ]
}

/// Proven where their answers can be had: over sockets, with keys, by customers.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "GET /v1/socket",
        "conversations/leaves.rs: log-opened, intake-opened",
    ),
    (
        "GET /v1/console",
        "edge/inbox.rs: inbox-listed at its start",
    ),
    (
        "POST /v1/widget/receipts",
        "conversations/receipts.rs: receipt-read",
    ),
    ("POST /v1/account/unlock", "edge/own.rs: device-unlocked"),
    (
        "GET /v1/reviews/{review}/report",
        "edge/reviews.rs: reviews-listed",
    ),
    (
        "GET /v1/glass/{glass}/facts",
        "conversations/glass.rs: glass-opened",
    ),
];

/// Nothing of a customer and nothing of somebody else is in the answer.
const NONE_DUE: &[(&str, &str)] = &[
    ("GET /livez", "says that the service runs"),
    ("GET /readyz", "says that the service runs"),
    (
        "GET /v1/widget/sites/{site}",
        "what any visitor of the shop sees",
    ),
    (
        "GET /v1/widget/sites/{site}/screening",
        "rules that any visitor of the shop gets",
    ),
    ("GET /v1/screening", "rules; nobody's data"),
    ("GET /v1/screening/held", "rules; nobody's data"),
    (
        "GET /v1/replies",
        "texts of the desk for its customers; each change is a leaf",
    ),
    ("GET /v1/self-test", "what the listener speaks"),
    (
        "GET /v1/sign-ins/current",
        "one's own name and role; signing in is a leaf",
    ),
    (
        "GET /v1/sign-ins/current/step",
        "what one's own half sign-in asks for",
    ),
    ("GET /v1/sign-ins/ways", "what anybody sees who signs in"),
    (
        "GET /v1/sign-ins/organisation/back",
        "nothing but where the browser goes; signing in is a leaf",
    ),
    ("GET /v1/account", "one's own account alone"),
    ("GET /v1/account/strangers", "one's own browsers alone"),
    ("GET /v1/devices/{device}", "one's own device alone"),
    (
        "GET /v1/ledger/heads",
        "heads are public: /ledger/checkpoint",
    ),
    (
        "GET /v1/issuer/requests",
        "a process without a person; each of its answers is a leaf",
    ),
];

/// Routes that answer with more than that something was done, beside those of GET.
const READING_POSTS: [&str; 3] = [
    "POST /v1/permissions/ask",
    "POST /v1/widget/receipts",
    "POST /v1/account/unlock",
];

#[test]
fn every_reading_route_leaves_a_leaf_or_says_why_none_is_due() {
    let leaving = leaving();
    let mut named: BTreeSet<&str> = leaving
        .iter()
        .map(|(route, ..)| route.split('?').next().unwrap())
        .collect();
    for (route, why) in ELSEWHERE.iter().chain(NONE_DUE) {
        assert!(why.len() > 10, "{route}");
        assert!(named.insert(route), "{route} stands in two lists");
    }
    let routes = routes();
    let reading = |route: &&str| route.starts_with("GET ") || READING_POSTS.contains(route);
    let reading: BTreeSet<&str> = routes.iter().map(String::as_str).filter(reading).collect();
    assert_eq!(reading, named);
}

async fn person(house: &House, name: &str, role: Role) -> AgentId {
    let app = &house.app;
    let new = NewPerson {
        name: name.to_owned(),
        display_name: name.to_owned(),
        role,
        password_hash: app
            .passwords
            .hash(crate::house::PASSWORD, &SystemRandomness)
            .unwrap(),
        teams: vec!["Front desk".to_owned()],
        capacity: 5,
    };
    let tenant = app.organisation.tenant;
    let made = put_person(&app.store, tenant, app.draw_id(), app.now(), new).await;
    made.unwrap()
}

// Practice: G4
#[tokio::test(flavor = "multi_thread")]
async fn no_role_reads_a_list_without_a_leaf_of_theirs_that_says_what_for() {
    let house = House::open().await;
    let mut read = 0;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Customer) {
        let name = format!("reader {role}");
        let id = person(&house, &name, role).await;
        let cookie = house.cookie(&name).await;
        for (route, kind, body) in leaving() {
            let before = house.app.store.ledger().size().await.unwrap();
            let (method, path) = route.split_once(' ').unwrap();
            let method: Method = method.parse().unwrap();
            let mut request = house.request(method, path).header("cookie", &cookie);
            if let Some(body) = &body {
                request = request.json(body);
            }
            let status = request.send().await.unwrap().status();
            let leaves = house.app.store.ledger().leaves(before, 100).await.unwrap();
            let leaves: Vec<_> = leaves.into_iter().filter_map(|row| row.leaf).collect();
            if status != 200 {
                assert_eq!(status, 404, "{role} {route}");
                let denied = |leaf: &&tacita_ledger::Leaf| leaf.kind == LeafKind::Denied;
                assert!(leaves.iter().any(|leaf| denied(&leaf)), "{role} {route}");
                continue;
            }
            read += 1;
            let who = house.app.store.who(Subject::of(id)).await.unwrap();
            let theirs = leaves.iter().find(|leaf| {
                leaf.kind == kind && leaf.purpose.is_some() && leaf.who == who.about(&leaf.what)
            });
            assert!(theirs.is_some(), "{role} {route}: {leaves:?}");
        }
    }
    assert!(read >= 20, "{read} readings");
}
