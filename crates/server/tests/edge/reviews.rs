//! Access reviews over HTTP with a clock that is moved: begun, answered, lapsed, reported and verified; and
//! accounts that rest by themselves.

use crate::house::House;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::process::Command;
use std::time::Duration;
use tacita_ledger::Subject;
use tacita_ledger::{Leaf, LeafKind};
use tacita_model::{AgentId, RequestId, Role, TypedId};
use tacita_protocol::http::reviews::{Review, ReviewReport, ReviewRow, Reviews};
use tacita_server::config::Group;
use tacita_server::context::Author;
use tacita_server::features::accounts::desk::{NewPerson, put_person, team_id};
use tacita_server::features::directory::standing;
use tacita_server::features::duties::roles;
use tacita_store::Write;
use tacita_store::rows::{
    CustomRole, DirectoryGroup, DirectoryMember, DirectoryPerson, RoleHolder, Skill, Training,
};

const DAY: i64 = 86_400;

async fn id(house: &House, name: &str) -> AgentId {
    house
        .app
        .store
        .agent_by_name(name)
        .await
        .unwrap()
        .unwrap()
        .id
}

async fn person(house: &House, name: &str, role: Role, team: &str) {
    let app = &house.app;
    let new = NewPerson {
        name: name.to_owned(),
        display_name: name.to_owned(),
        role,
        password_hash: String::new(),
        teams: vec![team.to_owned()],
        capacity: 3,
    };
    let tenant = app.organisation.tenant;
    put_person(&app.store, tenant, app.draw_id(), app.now(), new)
        .await
        .unwrap();
}

async fn get<T: serde::de::DeserializeOwned>(house: &House, cookie: &str, path: &str) -> T {
    let asked = house.request(Method::GET, path).header("cookie", cookie);
    let answer = asked.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.json().await.unwrap()
}

async fn answers(house: &House, cookie: &str, item: &ReviewRow, confirm: bool) -> StatusCode {
    let path = format!("/v1/reviews/items/{}/answer", item.item.0);
    let answer = house.post(&path, cookie, json!({ "confirm": confirm }));
    answer.await.status()
}

fn wish(house: &House, reviewer: Option<AgentId>) -> Value {
    json!({
        "title": "Autumn", "due_at": house.app.now().plus_seconds(14 * DAY).0, "language": "en",
        "by_leads": true, "reviewer": reviewer.map(|id| id.to_string()), "assigned": [],
    })
}

/// The review, once it has ended.
async fn ended(house: &House, cookie: &str) -> Review {
    for _ in 0..200 {
        let all: Reviews = get(house, cookie, "/v1/reviews").await;
        if let Some(review) = all.reviews.into_iter().find(|one| one.ended_at.is_some()) {
            return review;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the review did not end");
}

async fn count(house: &House, kind: LeafKind) -> usize {
    let leaves = house.app.store.ledger().leaves(0, 10_000).await.unwrap();
    let leaves = leaves.into_iter().filter_map(|read| read.leaf);
    leaves.filter(|leaf| leaf.kind == kind).count()
}

// Practice: D9
#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_confirms_is_taken_away_and_the_signed_report_says_so() {
    let house = House::open().await;
    person(&house, "sam", Role::Supervisor, "Front desk").await;
    person(&house, "olga", Role::Officer, "").await;
    let (root, olga) = (house.cookie("root").await, house.cookie("olga").await);
    let sam = house.cookie("sam").await;
    let thandi = house.cookie("thandi").await;
    let refused = house.post("/v1/reviews", &sam, wish(&house, None)).await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    let tenant = house.app.organisation.tenant;
    let (marek, thandi_id) = (id(&house, "marek").await, id(&house, "thandi").await);
    let now = house.app.now();
    let writes = vec![
        Write::PutRole(CustomRole {
            name: "trainee".to_owned(),
            base: Role::Agent,
            acts: "list-colleagues".to_owned(),
            changed_at: now,
        }),
        Write::HoldRole(RoleHolder {
            agent: thandi_id,
            role: "trainee".to_owned(),
        }),
        Write::PutTraining(Training {
            agent: marek,
            name: "refunds".to_owned(),
            recorded_at: now,
            expires_at: now.plus_seconds(300 * DAY),
        }),
        Write::AddSkill(Skill {
            agent: marek,
            name: "polish".to_owned(),
        }),
    ];
    house.app.store.commit(writes, Vec::new()).await.unwrap();
    roles::take_up(&house.app).await.unwrap();
    // Thandi's role was composed without the act: what she is given would lapse.
    let wrong = wish(&house, Some(thandi_id));
    let refused = house.post("/v1/reviews", &olga, wrong).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    let begun = house.post("/v1/reviews", &olga, wish(&house, None)).await;
    assert_eq!(begun.status(), StatusCode::CREATED);

    // Sam reviews the agents of his team, Olga everybody else, and herself nobody but another.
    let all: Reviews = get(&house, &sam, "/v1/reviews").await;
    assert!(!all.runs && all.reviews.is_empty());
    let of = |rows: &[ReviewRow]| {
        let all = rows.iter();
        let all = all.map(|row| (row.person.clone(), row.kind.clone(), row.value.clone()));
        all.collect::<Vec<_>>()
    };
    let item =
        |who: &str, kind: &str, what: &str| (who.to_owned(), kind.to_owned(), what.to_owned());
    assert_eq!(
        of(&all.mine),
        [
            item("Marek Nowak", "role", "agent"),
            item("Marek Nowak", "team", "Front desk"),
            item("Marek Nowak", "training", "refunds"),
            item("Thandi Mokoena", "own-role", "trainee"),
            item("Thandi Mokoena", "team", "Front desk"),
        ]
    );
    let details: Vec<_> = all.mine.iter().map(|row| row.detail.as_str()).collect();
    assert_eq!(
        details,
        ["5, polish", "Questions", "", "agent, 5", "Questions"]
    );
    let olgas: Reviews = get(&house, &olga, "/v1/reviews").await;
    assert_eq!(olgas.reviews[0].open, 9);
    assert!(olgas.mine.iter().all(|row| row.person != "olga"));
    // Nobody answers for themselves, nor what was given to somebody else.
    let roots: Reviews = get(&house, &root, "/v1/reviews").await;
    let of_olga: Vec<_> = roots
        .mine
        .iter()
        .filter(|row| row.person == "olga")
        .collect();
    assert_eq!(of_olga.len(), 1, "{:?}", roots.mine);
    assert_eq!(
        answers(&house, &olga, of_olga[0], true).await,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        answers(&house, &thandi, &all.mine[3], true).await,
        StatusCode::NOT_FOUND
    );

    let done = StatusCode::NO_CONTENT;
    assert_eq!(answers(&house, &sam, &all.mine[0], true).await, done);
    assert_eq!(
        answers(&house, &sam, &all.mine[0], false).await,
        StatusCode::CONFLICT
    );
    // A team that is taken away is gone at once.
    assert_eq!(answers(&house, &sam, &all.mine[4], false).await, done);
    let team = team_id(tenant, "Front desk");
    let store = &house.app.store;
    let of_thandi = store.teams_of(thandi_id).await.unwrap();
    assert!(!of_thandi.contains(&team));
    let told: Reviews = get(&house, &thandi, "/v1/reviews").await;
    assert_eq!(told.about_me[0].decision.as_deref(), Some("revoked"));

    // The rest is answered by nobody: it lapses, but for the only administrator.
    house.clock.forward(15 * DAY);
    let root = house.cookie("root").await;
    let review = ended(&house, &root).await;
    let sums = (
        review.open,
        review.confirmed,
        review.revoked,
        review.lapsed,
        review.kept,
    );
    assert_eq!(sums, (0, 1, 1, 6, 1));
    for name in ["sam", "olga", "thandi"] {
        let row = store.agent_by_name(name).await.unwrap().unwrap();
        assert!(row.disabled_at.is_some(), "{name} rests");
    }
    let row = store.agent_by_name("root").await.unwrap().unwrap();
    assert!(
        row.disabled_at.is_none(),
        "somebody is left who can administer"
    );
    assert_eq!(store.trainings_of(marek).await.unwrap(), []);
    assert_eq!(count(&house, LeafKind::ReviewLapsed).await, 6);
    assert_eq!(count(&house, LeafKind::ReviewConfirmed).await, 1);
    assert_eq!(count(&house, LeafKind::ReviewRevoked).await, 1);
    assert_eq!(count(&house, LeafKind::ReviewEnded).await, 1);
    assert_eq!(count(&house, LeafKind::ReviewKept).await, 1);
    assert_eq!(count(&house, LeafKind::Suspended).await, 3);

    let path = format!("/v1/reviews/{}/report", review.review.0);
    let report: ReviewReport = get(&house, &root, &path).await;
    verify(&house, &report);
}

/// The program says of each file whether it was signed, and finds a changed byte; the document's text can be read.
fn verify(house: &House, report: &ReviewReport) {
    let folder = house.folder.path();
    let key = house.app.ledger.vkey().unwrap().to_text();
    let check = |file: &std::path::Path| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_tacita"));
        let program = program
            .args(["reviews", "verify", "--vkey", &key])
            .arg(file);
        program.output().unwrap().status.code()
    };
    std::fs::write(folder.join("report.note"), &report.note).unwrap();
    for (name, bytes) in [
        ("html", report.html.as_bytes()),
        ("pdf", report.pdf.0.as_slice()),
    ] {
        let file = folder.join(format!("report.{name}"));
        std::fs::write(&file, bytes).unwrap();
        assert_eq!(check(&file), Some(0), "{name}");
        let mut other = bytes.to_vec();
        let middle = other.len() / 2;
        other[middle] ^= 1;
        std::fs::write(&file, other).unwrap();
        assert_eq!(check(&file), Some(1), "{name} with another byte");
        std::fs::write(&file, bytes).unwrap();
    }
    for words in [
        "Access review: Autumn",
        "Marek Nowak",
        "Lapsed and taken away",
        "Training: refunds",
        "Role: trainee",
        "as Agent, chats at once: 5",
        "chats at once: 5, skills: polish",
    ] {
        assert!(report.html.contains(words), "{words}");
    }
    let foreign = ["<script", "://", "src=", "href="];
    assert!(!foreign.iter().any(|part| report.html.contains(part)));
    let read = Command::new("pdftotext")
        .arg(folder.join("report.pdf"))
        .arg("-")
        .output();
    if let Ok(read) = read {
        let text = String::from_utf8_lossy(&read.stdout).into_owned();
        for words in ["Access review: Autumn", "Marek Nowak", "Role: trainee"] {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
}

// Practice: D9
#[tokio::test(flavor = "multi_thread")]
async fn accounts_that_nobody_uses_and_those_of_leavers_rest_until_they_are_revived() {
    let house = House::open().await;
    let rests = async |name: &str| {
        let row = house.app.store.agent_by_name(name).await.unwrap().unwrap();
        row.disabled_at.is_some()
    };
    let until = async |name: &str, wanted: bool| {
        for _ in 0..200 {
            if rests(name).await == wanted {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{name}: rests is not {wanted}");
    };
    house.clock.forward(30 * DAY);
    let marek = house.cookie("marek").await;
    let _root = house.cookie("root").await;
    house.clock.forward(16 * DAY);
    // Thandi has not signed in for 46 days, Marek for 16; nobody else could administer in Root's place.
    until("thandi", true).await;
    assert!(!rests("marek").await && !rests("root").await);
    let root = house.cookie("root").await;
    let what = Leaf::what_id(id(&house, "thandi").await);
    let leaves = house.app.store.ledger().leaves(0, 10_000).await.unwrap();
    let rested = leaves.iter().filter_map(|read| read.leaf);
    let rested: Vec<_> = rested
        .filter(|leaf| leaf.kind == LeafKind::Suspended)
        .collect();
    assert_eq!(
        rested.iter().map(|leaf| leaf.what).collect::<Vec<_>>(),
        [what]
    );

    let thandi = format!("/v1/people/{}/revive", id(&house, "thandi").await);
    let marek_id = id(&house, "marek").await;
    let all: Reviews = get(&house, &root, "/v1/reviews").await;
    assert_eq!(
        (all.resting.len(), all.resting[0].why.as_str()),
        (1, "dormant")
    );
    let fresh = house.cookie("marek").await;
    let no = house.post(&thandi, &fresh, json!({})).await.status();
    assert_eq!(no, StatusCode::NOT_FOUND, "not an agent's to do");
    assert_eq!(
        house.post(&thandi, &root, json!({})).await.status(),
        StatusCode::NO_CONTENT
    );
    assert!(!rests("thandi").await);
    // Being revived counts as use: the next look does not take it back.
    house.clock.forward(20 * 60);
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert!(!rests("thandi").await);

    // Marek leaves tomorrow: then his sign-in ends.
    let root = house.cookie("root").await;
    let at = house.app.now().plus_seconds(DAY).0;
    let path = format!("/v1/people/{marek_id}/leaving");
    let said = house.request(Method::PUT, &path).header("cookie", &root);
    let said = said.json(&json!({ "at": at })).send().await.unwrap();
    assert_eq!(said.status(), StatusCode::NO_CONTENT);
    house.clock.forward(DAY + 1);
    until("marek", true).await;
    for cookie in [marek, fresh] {
        let asked = house
            .request(Method::GET, "/v1/reviews")
            .header("cookie", cookie);
        assert_eq!(
            asked.send().await.unwrap().status(),
            StatusCode::UNAUTHORIZED
        );
    }
}

// Practice: D9
#[tokio::test(flavor = "multi_thread")]
async fn a_directory_gives_nothing_back_that_a_review_took_and_nobody_is_revived_against_it() {
    let house = House::open_with(|config| {
        config.groups = vec![Group {
            name: "agents".to_owned(),
            role: Some("agent".to_owned()),
            teams: vec!["Front desk".to_owned()],
        }];
    })
    .await;
    let app = &house.app;
    person(&house, "sam", Role::Supervisor, "Front desk").await;
    person(&house, "olga", Role::Officer, "").await;
    let (root, thandi) = (house.cookie("root").await, id(&house, "thandi").await);
    let at = app.now();
    let kept = |active| {
        Write::PutDirectoryPerson(DirectoryPerson {
            agent: thandi,
            external_id: None,
            active,
            revision: 1,
            changed_at: at,
        })
    };
    let agents = DirectoryGroup {
        id: [1; 16],
        name: "agents".to_owned(),
        external_id: None,
        revision: 1,
        made_at: at,
        changed_at: at,
    };
    let member = DirectoryMember {
        directory_group: [1; 16],
        agent: thandi,
    };
    let says = async |writes: Vec<Write>| {
        app.store.commit(writes, Vec::new()).await.unwrap();
        let by = Author {
            subject: Subject::SERVER,
            request: RequestId::from_bytes([3; 16]),
        };
        standing::apply(app, by, thandi).await.unwrap();
        let row = app.store.agent(thandi).await.unwrap().unwrap();
        (
            row.disabled_at.is_none(),
            app.store.teams_of(thandi).await.unwrap().len(),
        )
    };
    let joins = vec![
        kept(true),
        Write::PutDirectoryGroup(agents),
        Write::JoinDirectoryGroup(member),
    ];
    assert_eq!(says(joins).await, (true, 1));

    // Sam reviews Thandi, since he was named for her; nobody is named for themselves.
    let mut wish = wish(&house, None);
    let of = |name: &AgentId| name.to_string();
    let (sam, olga) = (id(&house, "sam").await, id(&house, "olga").await);
    wish["by_leads"] = json!(false);
    wish["assigned"] = json!([{ "person": of(&olga), "reviewer": of(&olga) }]);
    let refused = house.post("/v1/reviews", &root, wish.clone()).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    wish["assigned"] = json!([{ "person": of(&thandi), "reviewer": of(&sam) }]);
    let begun = house.post("/v1/reviews", &root, wish).await;
    assert_eq!(begun.status(), StatusCode::CREATED);
    let sams = house.cookie("sam").await;
    let all: Reviews = get(&house, &sams, "/v1/reviews").await;
    let [role, team] = all.mine.as_slice() else {
        panic!("{:?}", all.mine);
    };
    let done = StatusCode::NO_CONTENT;
    assert_eq!(answers(&house, &sams, team, false).await, done);
    assert_eq!(says(vec![kept(true)]).await, (true, 0), "it stays away");

    // Sam leaves before he has answered the rest: whoever began the review answers it.
    let leaves = format!("/v1/people/{sam}/leaving");
    let said = house.request(Method::PUT, &leaves).header("cookie", &root);
    let said = said.json(&json!({ "at": at.0 })).send().await.unwrap();
    assert_eq!(said.status(), done);
    for _ in 0..200 {
        if count(&house, LeafKind::ReviewHanded).await > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(answers(&house, &root, role, false).await, done);
    assert_eq!(says(vec![kept(true)]).await, (false, 0), "it rests");

    let revive = format!("/v1/people/{thandi}/revive");
    assert_eq!(says(vec![kept(false)]).await, (false, 0));
    let revived = house.post(&revive, &root, json!({})).await;
    assert_eq!(revived.status(), StatusCode::CONFLICT, "two have to agree");
    assert_eq!(says(vec![kept(true)]).await, (false, 0));
    assert_eq!(house.post(&revive, &root, json!({})).await.status(), done);
    assert_eq!(says(vec![kept(true)]).await, (true, 0));
    // An administrator gives the team back: then the directory's word counts again.
    let duties = json!({ "role": "agent", "teams": ["Front desk"], "skills": [], "capacity": 5 });
    let path = format!("/v1/people/{thandi}/duties");
    let given = house.request(Method::PUT, &path).header("cookie", &root);
    assert!(
        given
            .json(&duties)
            .send()
            .await
            .unwrap()
            .status()
            .is_success()
    );
    assert_eq!(says(vec![kept(true)]).await, (true, 1));
    assert_eq!(says(vec![kept(false)]).await, (false, 1));
}
