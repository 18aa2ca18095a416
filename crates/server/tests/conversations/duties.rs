//! An administrator changes what a person does while a chat is open, over real sockets.

use tacita_ledger::{Leaf, LeafKind, Subject};
use tacita_model::{RequestId, Role, TypedId};
use tacita_protocol::http::Duties;
use tacita_protocol::http::reviews::BeginReview;
use tacita_server::context::{Author, SignedInAgent};
use tacita_server::edge::errors::Problem;
use tacita_server::features::accounts::http::COOKIE;
use tacita_server::features::accounts::sign_in;
use tacita_server::features::directory::patch::Change;
use tacita_server::features::directory::people;
use tacita_server::features::duties::change;
use tacita_server::features::reviews::{begin, decide};
use tacita_store::Write;
use tacita_store::rows::{DirectoryPerson, ReviewKind};
use tacita_testkit::{Event, Person, Town, ended, expect, expect_state, expect_text, has_text};

fn is_in(events: &[Event]) -> bool {
    events.iter().any(|event| match event {
        Event::Members { members, .. } => members.iter().any(|member| member.own),
        _ => false,
    })
}

async fn out_and_wiped(person: &Person) {
    expect(person, "the device to be told that it is out", |events| {
        ended(events).as_deref() == Some("revoked")
    })
    .await;
    assert!(person.storage().is_empty(), "and to wipe keys and text");
}

async fn signed_in(town: &Town, cookie: &str) -> Option<SignedInAgent> {
    let token = cookie.strip_prefix(&format!("{COOKIE}=")).unwrap();
    let request = RequestId::from_bytes([2; 16]);
    let app = town.server().app;
    sign_in::who(&app, token, request).await.unwrap()
}

fn duties(role: &str, teams: &[&str]) -> Duties {
    Duties {
        role: role.to_owned(),
        teams: teams.iter().map(|team| (*team).to_owned()).collect(),
        skills: Vec::new(),
        capacity: 5,
    }
}

// Practice: D4
#[tokio::test]
async fn leaving_a_team_takes_a_person_out_of_the_teams_chats_and_nobody_elses() {
    let town = Town::new().await;
    let ada = town.agent("Ada").await;
    let bob = town.agent("Bob").await;
    let (customer, chat, adas) = town.chat(&ada, "first").await;
    expect_state(&customer, "first", "delivered").await;
    let (_, cookie) = town.person("Ann", Role::Administrator).await;
    let ann = signed_in(&town, &cookie).await.unwrap();
    town.route_to(&bob);
    let app = town.server().app;
    change::duties(&app, &ann, ada.id, duties("agent", &[]))
        .await
        .unwrap();
    out_and_wiped(&adas).await;
    let bobs = bob.open(chat);
    expect(&bobs, "Bob to be in", is_in).await;
    customer.send(town.message_id(), "who is there now?");
    expect_text(&bobs, "who is there now?").await;
    assert!(!has_text(&adas, "who is there now?"));
    // Her device is as good as before: another team would do. Her sign-in goes on.
    let device = app.store.device(ada.device).await.unwrap().unwrap();
    assert_eq!(device.revoked_at, None);
    let adas_cookie = town.server().cookie(ada.id).await;
    assert!(signed_in(&town, &adas_cookie).await.is_some());
    town.close().await;
}

// Practice: D4
#[tokio::test]
async fn a_change_of_role_ends_sign_ins_devices_and_chats() {
    let town = Town::new().await;
    let ada = town.agent("Ada").await;
    let (customer, _, adas) = town.chat(&ada, "first").await;
    expect_state(&customer, "first", "delivered").await;
    let adas_cookie = town.server().cookie(ada.id).await;
    let (ann_id, cookie) = town.person("Ann", Role::Administrator).await;
    let ann = signed_in(&town, &cookie).await.unwrap();
    let app = town.server().app;
    for wrong in [
        duties("customer", &[]),
        duties("boss", &[]),
        duties("agent", &["No such team"]),
    ] {
        let answer = change::duties(&app, &ann, ada.id, wrong).await;
        assert!(matches!(answer, Err(Problem::Malformed)));
    }
    let own = change::duties(&app, &ann, ann_id, duties("officer", &[])).await;
    assert!(matches!(own, Err(Problem::Conflict)), "not one's own");

    let officer = duties("officer", &["Front desk"]);
    change::duties(&app, &ann, ada.id, officer).await.unwrap();
    let leaves = app.store.ledger().leaves(0, 10_000).await.unwrap();
    let changed = leaves.iter().filter_map(|read| read.leaf);
    let changed: Vec<_> = changed
        .filter(|leaf| leaf.kind == LeafKind::DutiesChanged)
        .collect();
    assert_eq!(changed.len(), 1, "what was refused left none");
    assert_eq!(changed[0].what, Leaf::what_id(ada.id));
    out_and_wiped(&adas).await;
    assert!(signed_in(&town, &adas_cookie).await.is_none());
    let device = app.store.device(ada.device).await.unwrap().unwrap();
    assert!(device.revoked_at.is_some(), "it was approved for an agent");
    town.close().await;
}

// Practice: D4
#[tokio::test]
async fn whom_the_directory_suspends_is_out_of_their_chats_and_somebody_else_goes_on() {
    let town = Town::new().await;
    let ada = town.agent("Ada").await;
    let bob = town.agent("Bob").await;
    let (customer, chat, adas) = town.chat(&ada, "first").await;
    expect_state(&customer, "first", "delivered").await;
    let app = town.server().app;
    let adas_cookie = town.server().cookie(ada.id).await;
    let kept = DirectoryPerson {
        agent: ada.id,
        external_id: Some("ada".to_owned()),
        active: true,
        revision: 1,
        changed_at: app.now(),
    };
    let keep = vec![Write::PutDirectoryPerson(kept)];
    app.store.commit(keep, Vec::new()).await.unwrap();
    town.route_to(&bob);
    let author = Author {
        subject: Subject::SERVER,
        request: RequestId::from_bytes([3; 16]),
    };
    let off = vec![Change::Set("active".to_owned(), serde_json::json!(false))];
    let off = people::Wanted::patched(off).unwrap();
    people::change(&app, author, ada.id, None, off)
        .await
        .unwrap();
    out_and_wiped(&adas).await;
    let bobs = bob.open(chat);
    expect(&bobs, "Bob to be in", is_in).await;
    customer.send(town.message_id(), "who is there now?");
    expect_text(&bobs, "who is there now?").await;
    assert!(!has_text(&adas, "who is there now?"));
    let device = app.store.device(ada.device).await.unwrap().unwrap();
    assert!(device.revoked_at.is_some());
    assert!(signed_in(&town, &adas_cookie).await.is_none());
    town.close().await;
}

// Practice: D9
#[tokio::test]
async fn what_a_review_takes_away_is_gone_from_an_open_screen() {
    let town = Town::new().await;
    let ada = town.agent("Ada").await;
    let bob = town.agent("Bob").await;
    let (customer, chat, adas) = town.chat(&ada, "first").await;
    expect_state(&customer, "first", "delivered").await;
    let (ann_id, cookie) = town.person("Ann", Role::Administrator).await;
    let ann = signed_in(&town, &cookie).await.unwrap();
    let (_, cookie) = town.person("Olga", Role::Officer).await;
    let olga = signed_in(&town, &cookie).await.unwrap();
    let app = town.server().app;
    let wish = BeginReview {
        title: "Autumn".to_owned(),
        due_at: app.now().plus_seconds(86_400).0,
        language: "en".to_owned(),
        by_leads: true,
        reviewer: None,
        assigned: Vec::new(),
    };
    let review = begin::begin(&app, &ann, &wish).await.unwrap();
    let items = app.store.review_items(review).await.unwrap();
    let item = |person, kind| {
        let found = items
            .iter()
            .find(|one| (one.person, one.kind) == (person, kind));
        found.unwrap().id
    };
    town.route_to(&bob);
    let team = item(ada.id, ReviewKind::Team);
    decide::decide(&app, &ann, team, false).await.unwrap();
    out_and_wiped(&adas).await;
    let bobs = bob.open(chat);
    expect(&bobs, "Bob to be in", is_in).await;
    let adas_cookie = town.server().cookie(ada.id).await;
    assert!(
        signed_in(&town, &adas_cookie).await.is_some(),
        "she works on"
    );

    // Without a role nothing is left; and nobody takes the last administrator's.
    let role = item(ada.id, ReviewKind::Role);
    decide::decide(&app, &ann, role, false).await.unwrap();
    assert!(signed_in(&town, &adas_cookie).await.is_none());
    let device = app.store.device(ada.device).await.unwrap().unwrap();
    assert!(device.revoked_at.is_some());
    let anns = item(ann_id, ReviewKind::Role);
    let last = decide::decide(&app, &olga, anns, false).await;
    assert!(matches!(last, Err(Problem::Conflict)), "{last:?}");
    assert!(
        signed_in(&town, &town.server().cookie(ann_id).await)
            .await
            .is_some()
    );
    town.close().await;
}
