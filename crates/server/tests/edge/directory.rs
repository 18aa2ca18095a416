//! The organisation's directory over SCIM: what it may see and do, in the forms that providers send.

use crate::accounts::current;
use crate::house::{House, cookies};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use tacita_ledger::LeafKind;
use tacita_model::{AgentId, Role};
use tacita_server::config::Group;
use tacita_store::Write;
use tacita_store::rows::{Device, DeviceStatus};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
const PATCH: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

struct Scim {
    house: House,
    token: String,
}

impl Scim {
    async fn open() -> Self {
        let house = House::open_with(|config| {
            config.groups = vec![
                Group {
                    name: "agents".to_owned(),
                    role: Some("agent".to_owned()),
                    teams: vec!["Front desk".to_owned()],
                },
                Group {
                    name: "privacy".to_owned(),
                    role: Some("officer".to_owned()),
                    teams: Vec::new(),
                },
            ];
        })
        .await;
        let root = house.cookie("root").await;
        let made = json!({ "label": "Directory of the shop" });
        let made = house.post("/v1/directory/tokens", &root, made).await;
        assert_eq!(made.status(), 201);
        let made: Value = made.json().await.unwrap();
        let token = made["token"].as_str().unwrap().to_owned();
        Self { house, token }
    }

    async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Response {
        self.send_if(method, path, body, None).await
    }

    async fn send_if(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
        if_match: Option<&str>,
    ) -> Response {
        let url = format!("{}/scim/v2/{path}", self.house.base);
        let mut request = self
            .house
            .client
            .request(method, url)
            .bearer_auth(&self.token);
        if let Some(version) = if_match {
            request = request.header("if-match", version);
        }
        if let Some(body) = body {
            request = request
                .header("content-type", "application/scim+json")
                .body(body.to_string());
        }
        request.send().await.unwrap()
    }

    async fn ok(&self, method: Method, path: &str, body: Option<Value>, status: u16) -> Value {
        let answer = self.send(method, path, body).await;
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(answer.headers()["content-type"], "application/scim+json");
        answer.json().await.unwrap()
    }

    async fn user(&self, name: &str) -> Value {
        let body = json!({
            "schemas": [USER], "userName": name, "externalId": format!("x-{name}"),
            "name": { "givenName": "Amahle", "familyName": "Dube" }, "active": true,
            "emails": [{ "value": "amahle@example.org", "primary": true }],
        });
        self.ok(Method::POST, "Users", Some(body), 201).await
    }

    async fn patch(&self, path: &str, operations: Value) -> Value {
        let body = json!({ "schemas": [PATCH], "Operations": operations });
        self.ok(Method::PATCH, path, Some(body), 200).await
    }

    async fn kinds(&self) -> Vec<LeafKind> {
        let rows = self.house.app.store.ledger();
        let all = rows.leaves(0, 10_000).await.unwrap();
        all.into_iter()
            .filter_map(|row| Some(row.leaf?.kind))
            .collect()
    }
}

fn id(resource: &Value) -> String {
    resource["id"].as_str().unwrap().to_owned()
}

// Practice: G4
#[tokio::test(flavor = "multi_thread")]
async fn what_the_directory_reads_has_a_leaf_before_it_is_answered() {
    let scim = Scim::open().await;
    let one = id(&scim.user("amahle").await);
    let shown = async || {
        let kinds = scim.kinds().await.into_iter();
        kinds.filter(|kind| *kind == LeafKind::PeopleListed).count()
    };
    for path in ["Users", &format!("Users/{one}"), "Groups", "Groups/none"] {
        let before = shown().await;
        scim.send(Method::GET, path, None).await;
        assert_eq!(shown().await, before + 1, "{path}");
    }
    let before = shown().await;
    let stranger = scim
        .house
        .client
        .get(format!("{}/scim/v2/Users", scim.house.base));
    assert_eq!(stranger.send().await.unwrap().status(), 401);
    assert_eq!(shown().await, before, "nothing was shown");
}

// Practice: D1
#[tokio::test(flavor = "multi_thread")]
async fn the_directory_is_proven_by_its_token_and_sees_only_whom_it_made() {
    let scim = Scim::open().await;
    let routes = [
        (Method::GET, "Users"),
        (Method::POST, "Users"),
        (Method::GET, "Users/agt_00000000000000000000000001"),
        (Method::PUT, "Users/agt_00000000000000000000000001"),
        (Method::PATCH, "Users/agt_00000000000000000000000001"),
        (Method::DELETE, "Users/agt_00000000000000000000000001"),
        (Method::GET, "Groups"),
        (Method::POST, "Groups"),
        (Method::GET, "Groups/00"),
        (Method::PUT, "Groups/00"),
        (Method::PATCH, "Groups/00"),
        (Method::DELETE, "Groups/00"),
        (Method::GET, "ServiceProviderConfig"),
        (Method::GET, "ResourceTypes"),
        (Method::GET, "Schemas"),
    ];
    let root = scim.house.cookie("root").await;
    for (method, path) in routes {
        let url = format!("{}/scim/v2/{path}", scim.house.base);
        for wrong in [None, Some("A".repeat(43)), Some(String::new())] {
            let mut request = scim.house.client.request(method.clone(), &url);
            if let Some(token) = wrong {
                request = request.bearer_auth(token);
            }
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), 401, "{method} {path}");
            assert_eq!(answer.headers()["www-authenticate"], "Bearer");
            let body: Value = answer.json().await.unwrap();
            assert_eq!(body["status"], "401");
        }
        // A console's cookie opens nothing here.
        let with_cookie = scim.house.request(method, &format!("/scim/v2/{path}"));
        let answer = with_cookie.header("cookie", &root).send().await.unwrap();
        assert_eq!(answer.status(), 401, "{path}");
    }
    // Whom somebody made here is nobody for the directory.
    let list = scim.ok(Method::GET, "Users", None, 200).await;
    assert_eq!(list["totalResults"], 0);
    let store = &scim.house.app.store;
    let thandi = store.agent_by_name("thandi").await.unwrap().unwrap();
    let path = format!("Users/{}", thandi.id);
    for method in [Method::GET, Method::DELETE] {
        assert_eq!(scim.send(method, &path, None).await.status(), 404);
    }
    let off = json!({ "schemas": [PATCH], "Operations": [{ "op": "replace", "path": "active", "value": false }] });
    assert_eq!(
        scim.send(Method::PATCH, &path, Some(off)).await.status(),
        404
    );
    let body = json!({ "schemas": [USER], "userName": "Thandi" });
    let taken = scim.send(Method::POST, "Users", Some(body)).await;
    assert_eq!(taken.status(), 409);
    let taken: Value = taken.json().await.unwrap();
    assert_eq!(taken["scimType"], "uniqueness");
    let group = json!({ "schemas": [GROUP], "displayName": "agents", "members": [{ "value": thandi.id.to_string() }] });
    assert_eq!(
        scim.send(Method::POST, "Groups", Some(group))
            .await
            .status(),
        400
    );
    // What providers ask first.
    let abilities = scim
        .ok(Method::GET, "ServiceProviderConfig", None, 200)
        .await;
    assert_eq!(abilities["patch"]["supported"], true);
    assert_eq!(
        scim.ok(Method::GET, "ResourceTypes", None, 200).await["totalResults"],
        2
    );
    assert_eq!(
        scim.ok(Method::GET, "Schemas", None, 200).await["totalResults"],
        2
    );
    // The token ends at once, and only its hash was ever kept.
    let tokens = scim.house.request(Method::GET, "/v1/directory/tokens");
    let tokens = tokens.header("cookie", &root).send().await.unwrap();
    let tokens: Value = tokens.json().await.unwrap();
    let name = tokens["tokens"][0]["token"].as_str().unwrap();
    assert_ne!(name, scim.token);
    let end = format!("/v1/directory/tokens/{name}");
    for status in [204, 404] {
        let end = scim
            .house
            .request(Method::DELETE, &end)
            .header("cookie", &root);
        assert_eq!(end.send().await.unwrap().status(), status);
    }
    assert_eq!(scim.send(Method::GET, "Users", None).await.status(), 401);
    let changed = scim.kinds().await.into_iter();
    let changed = changed.filter(|kind| *kind == LeafKind::DirectoryTokenChanged);
    assert_eq!(changed.count(), 2);
}

// Practice: D4
#[tokio::test(flavor = "multi_thread")]
async fn a_group_gives_work_and_whoever_is_not_active_is_out_of_everything_at_once() {
    let scim = Scim::open().await;
    let (house, store) = (&scim.house, &scim.house.app.store);
    let amahle = scim.user("amahle").await;
    assert_eq!(
        (&amahle["displayName"], &amahle["active"]),
        (&json!("Amahle Dube"), &json!(true))
    );
    assert_eq!(
        amahle["emails"],
        Value::Null,
        "what is not needed is not kept"
    );
    let agent: AgentId = id(&amahle).parse().unwrap();
    let standing = async || {
        let row = store.agent(agent).await.unwrap().unwrap();
        let teams = store.teams_of(agent).await.unwrap().len();
        (row.disabled_at.is_none(), row.role, teams)
    };
    assert!(!standing().await.0, "no group, no role, no work");
    let members = json!([{ "value": id(&amahle) }]);
    let group = json!({ "schemas": [GROUP], "displayName": "agents", "members": members });
    let group = scim.ok(Method::POST, "Groups", Some(group), 201).await;
    assert_eq!(standing().await, (true, Role::Agent, 1));
    let again = json!({ "schemas": [GROUP], "displayName": "Agents" });
    assert_eq!(
        scim.send(Method::POST, "Groups", Some(again))
            .await
            .status(),
        409
    );

    // At work: signed in, with a device.
    let laptop = Device {
        id: house.app.draw_id(),
        agent,
        leaf_key: [22; 32],
        label: "Laptop".to_owned(),
        status: DeviceStatus::Approved,
        credential: None,
        credential_until: None,
        requested_at: house.app.now(),
        answered_at: None,
        revoked_at: None,
        seen_at: house.app.now(),
    };
    let device = laptop.id;
    let add = vec![Write::AddDevice(laptop)];
    store.commit(add, Vec::new()).await.unwrap();
    let cookie = house.cookie("amahle").await;
    assert_eq!(current(house, &cookie).await, 200);
    let path = format!("Users/{}", id(&amahle));
    // As one big provider writes it.
    let off = scim
        .patch(
            &path,
            json!([{ "op": "Replace", "path": "active", "value": "False" }]),
        )
        .await;
    assert_eq!(off["active"], false);
    assert_eq!(current(house, &cookie).await, 401);
    let row = store.device(device).await.unwrap().unwrap();
    assert_eq!(row.status, DeviceStatus::Revoked);
    assert!(!standing().await.0);
    scim.patch(
        &path,
        json!([{ "op": "replace", "value": { "active": true } }]),
    )
    .await;
    assert_eq!(standing().await, (true, Role::Agent, 1));
    assert_eq!(current(house, &cookie).await, 401, "what ended stays ended");

    // Another group, another role: what was open under the old one ends.
    let cookie = house.cookie("amahle").await;
    let privacy = json!({ "schemas": [GROUP], "displayName": "privacy", "members": members });
    scim.ok(Method::POST, "Groups", Some(privacy), 201).await;
    assert_eq!(
        standing().await.1,
        Role::Agent,
        "the first group with a role decides"
    );
    let leave = format!("members[value eq \"{}\"]", id(&amahle));
    let agents = format!("Groups/{}", id(&group));
    let left = scim
        .patch(&agents, json!([{ "op": "remove", "path": leave }]))
        .await;
    assert_eq!(left["members"], json!([]));
    assert_eq!(standing().await, (true, Role::Officer, 0));
    assert_eq!(current(house, &cookie).await, 401);

    // Given up: gone for the directory, closed here, and the name is free for another person.
    let cookie = house.cookie("amahle").await;
    assert_eq!(scim.send(Method::DELETE, &path, None).await.status(), 204);
    assert_eq!(scim.send(Method::GET, &path, None).await.status(), 404);
    assert_eq!(current(house, &cookie).await, 401);
    let other = scim.user("amahle").await;
    assert_ne!(id(&other), id(&amahle));
    // What an officer closes here stays closed, whatever the directory says.
    let zola = scim.user("zola").await;
    let join = json!([{ "op": "add", "path": "members", "value": [{ "value": id(&zola) }] }]);
    scim.patch(&agents, join).await;
    let root = house.cookie("root").await;
    let close = format!("/v1/people/{}/close", id(&zola));
    assert_eq!(house.post(&close, &root, json!({})).await.status(), 204);
    let path = format!("Users/{}", id(&zola));
    assert_eq!(scim.send(Method::GET, &path, None).await.status(), 404);
    let kinds = scim.kinds().await;
    for kind in [
        LeafKind::AccountMade,
        LeafKind::DirectoryChanged,
        LeafKind::Suspended,
        LeafKind::Resumed,
        LeafKind::DutiesChanged,
    ] {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_filtered_and_paged_and_a_stale_version_changes_nothing() {
    let scim = Scim::open().await;
    let mut made = Vec::new();
    for name in ["amahle", "bongani", "chandra"] {
        made.push(scim.user(name).await);
        scim.house.clock.forward(1);
    }
    let find = async |filter: &str, count: &str| {
        let query: String = url::form_urlencoded::byte_serialize(filter.as_bytes()).collect();
        let path = format!("Users?filter={query}{count}");
        scim.ok(Method::GET, &path, None, 200).await
    };
    let one = find("userName eq \"BONGANI\"", "").await;
    assert_eq!(
        (&one["totalResults"], &one["Resources"][0]["id"]),
        (&json!(1), &made[1]["id"])
    );
    let one = find("externalId eq \"x-chandra\"", "").await;
    assert_eq!(one["Resources"][0]["id"], made[2]["id"]);
    assert_eq!(
        find("externalId eq \"X-CHANDRA\"", "").await["totalResults"],
        0
    );
    let two = find(
        "userName eq \"amahle\" or userName eq \"bongani\"",
        "&count=1",
    )
    .await;
    assert_eq!(
        (&two["totalResults"], &two["itemsPerPage"]),
        (&json!(2), &json!(1))
    );
    let rest = find(
        "userName eq \"amahle\" or userName eq \"bongani\"",
        "&startIndex=2",
    )
    .await;
    assert_eq!(rest["Resources"][0]["id"], made[1]["id"]);
    assert_eq!(
        find("userName eq \"amahle\"", "&count=0").await["Resources"],
        json!([])
    );
    for bad in ["userName", "password eq \"x\"", "userName co \"a\""] {
        let query: String = url::form_urlencoded::byte_serialize(bad.as_bytes()).collect();
        let answer = scim
            .send(Method::GET, &format!("Users?filter={query}"), None)
            .await;
        assert_eq!(answer.status(), 400, "{bad}");
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["scimType"], "invalidFilter");
    }

    let path = format!("Users/{}", id(&made[0]));
    let read = scim.send(Method::GET, &path, None).await;
    let version = read.headers()["etag"].to_str().unwrap().to_owned();
    let body = json!({ "schemas": [USER], "userName": "amahle", "displayName": "A. Dube" });
    let put = async |version: &str| {
        scim.send_if(Method::PUT, &path, Some(body.clone()), Some(version))
            .await
    };
    assert_eq!(put(&version).await.status(), 200);
    assert_eq!(
        put(&version).await.status(),
        412,
        "somebody else's change is not overwritten"
    );
    let now = scim.ok(Method::GET, &path, None, 200).await;
    assert_eq!(
        (&now["displayName"], &now["externalId"]),
        (&json!("A. Dube"), &Value::Null)
    );
    for broken in [
        json!({ "schemas": [USER] }),
        json!({ "schemas": [USER], "userName": "" }),
        json!([]),
    ] {
        let answer = scim.send(Method::POST, "Users", Some(broken)).await;
        assert_eq!(answer.status(), 400);
        assert!(cookies(&answer).is_empty());
    }
}
