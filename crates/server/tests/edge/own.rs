//! One's own account: what ends what, what asks for a fresh proof, and the lock.

use crate::accounts::current;
use crate::house::{House, PASSWORD, cookies};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use tacita_ledger::LeafKind;
use tacita_model::{RequestId, TypedId};
use tacita_protocol::http::ConsoleEvent;
use tacita_server::features::accounts::sign_in;
use tacita_server::features::inbox::console;
use tokio::sync::mpsc;

async fn ask(house: &House, method: Method, path: &str, cookie: &str) -> Response {
    let request = house.request(method, path).header("cookie", cookie);
    request.send().await.unwrap()
}

async fn account(house: &House, cookie: &str) -> Value {
    let answer = ask(house, Method::GET, "/v1/account", cookie).await;
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

/// A whole sign-in by password and app, in a browser of its own.
async fn sign_in_elsewhere(house: &House, name: &str) -> String {
    let half = cookies(&house.sign_in(name, PASSWORD).await);
    let code = json!({ "code": house.code(name) });
    let whole = house.post("/v1/sign-ins/current/code", &half, code).await;
    assert_eq!(whole.status(), 201);
    house.clock.forward(30);
    cookies(&whole)
}

async fn kinds(house: &House) -> Vec<LeafKind> {
    let all = house.app.store.ledger().leaves(0, 10_000).await.unwrap();
    all.into_iter()
        .filter_map(|row| Some(row.leaf?.kind))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_its_owner_ends_elsewhere_leaves_its_screen_within_a_second() {
    let house = House::open().await;
    house.give_app("thandi").await;
    let here = sign_in_elsewhere(&house, "thandi").await;
    let there = sign_in_elsewhere(&house, "thandi").await;
    let token = there.split(['=', ';']).nth(1).unwrap().to_owned();
    let request = RequestId::from_bytes([1; 16]);
    let agent = sign_in::who(&house.app, &token, request)
        .await
        .unwrap()
        .unwrap();
    let (out, mut events) = mpsc::channel(64);
    let app = house.app.clone();
    let screen = tokio::spawn(async move { console::follow(&app, agent, &token, &out).await });
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;

    let own = account(&house, &here).await;
    let all = own["sign_ins"].as_array().unwrap();
    assert_eq!(all.len(), 2);
    let other = all.iter().find(|row| row["this"] == false).unwrap();
    let path = format!(
        "/v1/account/sign-ins/{}",
        other["sign_in"].as_str().unwrap()
    );
    // Nobody else can.
    let marek = house.cookie("marek").await;
    assert_eq!(
        ask(&house, Method::DELETE, &path, &marek).await.status(),
        404
    );
    assert_eq!(
        ask(&house, Method::DELETE, &path, &here).await.status(),
        204
    );
    let gone =
        async { while !matches!(events.recv().await, Some(ConsoleEvent::SignedOut) | None) {} };
    // Told by a wake-up: the regular look comes only after twenty seconds.
    tokio::time::timeout(std::time::Duration::from_secs(10), gone)
        .await
        .unwrap();
    screen.await.unwrap().unwrap();
    assert_eq!(current(&house, &there).await, 401);
    assert_eq!(current(&house, &here).await, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_from_a_new_browser_is_told_and_can_be_ended() {
    let house = House::open().await;
    house.give_app("thandi").await;
    let here = sign_in_elsewhere(&house, "thandi").await;
    let none = ask(&house, Method::GET, "/v1/account/strangers", &here).await;
    let none: Value = none.json().await.unwrap();
    assert_eq!(
        none["browsers"],
        json!([]),
        "the first one is nobody's surprise"
    );
    let stranger = sign_in_elsewhere(&house, "thandi").await;
    let told = ask(&house, Method::GET, "/v1/account/strangers", &here).await;
    let told: Value = told.json().await.unwrap();
    assert_eq!(told["browsers"].as_array().unwrap().len(), 1);
    assert!(kinds(&house).await.contains(&LeafKind::NewBrowser));
    let itself = ask(&house, Method::GET, "/v1/account/strangers", &stranger).await;
    let itself: Value = itself.json().await.unwrap();
    assert_eq!(itself["browsers"], json!([]), "it may not speak for itself");
    let id = told["browsers"][0]["browser"].as_str().unwrap();
    let path = format!("/v1/account/browsers/{id}");
    let ended = house.post(&path, &here, json!({ "own": false })).await;
    assert_eq!(ended.status(), 204);
    assert_eq!(current(&house, &stranger).await, 401);
    assert_eq!(current(&house, &here).await, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn risky_acts_ask_for_a_fresh_proof_and_go_on_after_one() {
    let house = House::open().await;
    house.give_app("root").await;
    let cookie = sign_in_elsewhere(&house, "root").await;
    let marek = house
        .app
        .store
        .agent_by_name("marek")
        .await
        .unwrap()
        .unwrap();
    let close = format!("/v1/people/{}/close", marek.id);
    let risky = [
        (Method::POST, "/v1/account/recovery-codes"),
        (Method::POST, "/v1/account/app/ask"),
        (
            Method::POST,
            "/v1/devices/dev_00000000000000000000000001/revoke",
        ),
        (Method::POST, close.as_str()),
    ];
    house.clock.forward(600);
    for (method, path) in risky.clone() {
        let answer = ask(&house, method, path, &cookie).await;
        assert_eq!(answer.status(), 403, "{path}");
        let problem: Value = answer.json().await.unwrap();
        assert_eq!(problem["type"], "/problems/step-up");
    }
    assert_eq!(current(&house, &cookie).await, 200, "all else goes on");
    let anew = "/v1/sign-ins/current/anew";
    let wrong = json!({ "code": "000000", "passkey": null });
    assert_eq!(house.post(anew, &cookie, wrong).await.status(), 401);
    let right = json!({ "code": house.code("root"), "passkey": null });
    assert_eq!(house.post(anew, &cookie, right).await.status(), 204);
    assert_eq!(
        ask(&house, Method::POST, &close, &cookie).await.status(),
        204
    );
    assert!(kinds(&house).await.contains(&LeafKind::ProvenAnew));

    // The last factor stays.
    let own = account(&house, &cookie).await;
    let factor = own["factors"][0]["factor"].as_str().unwrap();
    let path = format!("/v1/account/factors/{factor}");
    assert_eq!(
        ask(&house, Method::DELETE, &path, &cookie).await.status(),
        409
    );
    // Another one beside it, and then the first may go.
    let offer = house.post("/v1/account/app/ask", &cookie, json!({})).await;
    let offer: Value = offer.json().await.unwrap();
    let secret = totp_rs::Secret::try_from_base32(offer["secret"].as_str().unwrap()).unwrap();
    let app = totp_rs::Builder::new().with_secret(secret);
    let app = app.with_account_name("root").build().unwrap();
    let now = u64::try_from(house.app.now().as_seconds()).unwrap();
    let added = json!({ "ceremony": offer["ceremony"], "code": app.generate(now).to_string() });
    let added = house.post("/v1/account/app", &cookie, added).await;
    assert_eq!(added.status(), 201);
    assert_eq!(
        ask(&house, Method::DELETE, &path, &cookie).await.status(),
        204
    );
    let change = async |current: &str, password: &str| {
        let request = house.request(Method::PUT, "/v1/account/password");
        let body = json!({ "current": current, "password": password });
        let request = request.header("cookie", &cookie).json(&body);
        request.send().await.unwrap().status().as_u16()
    };
    let (weak, good) = ("flower969263", "vermilion-otter-92-quay");
    let elsewhere = house.cookie("root").await;
    assert_eq!(change("not the present one", good).await, 401);
    assert_eq!(change(PASSWORD, weak).await, 400);
    assert_eq!(change(PASSWORD, good).await, 204);
    assert_eq!(current(&house, &elsewhere).await, 401, "other sign-ins end");
    let kinds = kinds(&house).await;
    for kind in [LeafKind::FactorRemoved, LeafKind::PasswordChanged] {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
    assert_eq!(current(&house, &cookie).await, 200);
    assert_eq!(house.sign_in("root", PASSWORD).await.status(), 401);
    assert_eq!(
        house
            .sign_in("root", "vermilion-otter-92-quay")
            .await
            .status(),
        201
    );
}

// Practice: F1
#[tokio::test(flavor = "multi_thread")]
async fn the_half_under_a_devices_state_is_released_only_while_somebody_is_there() {
    let house = House::open().await;
    house.give_app("thandi").await;
    let cookie = sign_in_elsewhere(&house, "thandi").await;
    let place = json!({ "place": "AQEBAQEBAQEBAQEBAQEBAQ" });
    let unlock = async |cookie: &str| {
        let answer = house
            .post("/v1/account/unlock", cookie, place.clone())
            .await;
        let status = answer.status().as_u16();
        let body: Value = answer.json().await.unwrap_or_default();
        (status, body["half"].clone())
    };
    let (status, half) = unlock(&cookie).await;
    assert_eq!((status, half.as_str().unwrap().len()), (200, 43));
    assert_eq!(unlock(&cookie).await, (200, half.clone()));
    // Somebody else's place is nobody's: not even whether it exists is told.
    let marek = house.cookie("marek").await;
    assert_eq!(unlock(&marek).await.0, 409);
    // An administrator has no device that reads chats.
    let root = house.cookie("root").await;
    assert_eq!(unlock(&root).await.0, 404);

    // Touched every so often it stays; a machine that slept is too late, whatever its page says.
    house.clock.forward(500);
    assert_eq!(
        ask(&house, Method::POST, "/v1/account/active", &cookie)
            .await
            .status(),
        204
    );
    house.clock.forward(500);
    assert_eq!(unlock(&cookie).await.0, 200);
    house.clock.forward(601);
    assert_eq!(unlock(&cookie).await.0, 403);
    assert_eq!(
        ask(&house, Method::POST, "/v1/account/active", &cookie)
            .await
            .status(),
        403
    );
    assert_eq!(
        current(&house, &cookie).await,
        200,
        "still signed in, and locked"
    );
    // Nothing is answered to an empty chair, whoever's it is: not the inbox, not an administrator's pages.
    house.clock.forward(75);
    for (path, whose) in [
        ("/v1/inbox", &cookie),
        ("/v1/people", &root),
        ("/v1/account", &root),
    ] {
        let refused = ask(&house, Method::GET, path, whose).await.status();
        assert_eq!(refused, 403, "{path}");
    }
    let right = json!({ "code": house.code("thandi"), "passkey": null });
    assert_eq!(
        house
            .post("/v1/sign-ins/current/anew", &cookie, right)
            .await
            .status(),
        204
    );
    assert_eq!(unlock(&cookie).await, (200, half.clone()));
    let inbox = ask(&house, Method::GET, "/v1/inbox", &cookie).await;
    assert_eq!(inbox.status(), 200);
    // Locked on purpose: at once.
    assert_eq!(
        ask(&house, Method::POST, "/v1/account/lock", &cookie)
            .await
            .status(),
        204
    );
    assert_eq!(unlock(&cookie).await.0, 403);
    let inbox = ask(&house, Method::GET, "/v1/inbox", &cookie).await;
    assert_eq!(inbox.status(), 403, "at once");
    let kinds = kinds(&house).await;
    let released = kinds
        .iter()
        .filter(|kind| **kind == LeafKind::DeviceUnlocked)
        .count();
    assert_eq!(
        released, 5,
        "each release, and the one that came to nothing"
    );
    assert!(kinds.contains(&LeafKind::DeviceLocked));

    // The wrapping key is renewed and the old one destroyed; the half is the same.
    house.app.store.renew_half_keys().await.unwrap();
    house.clock.forward(30);
    let fresh = sign_in_elsewhere(&house, "thandi").await;
    assert_eq!(unlock(&fresh).await, (200, half));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_can_have_shorter_times() {
    let house = House::open_with(|config| {
        config.sign_in.roles = vec![tacita_server::config::RoleLimits {
            role: "administrator".to_owned(),
            absolute_limit_seconds: Some(3600),
            idle_limit_seconds: Some(86_400),
            ..Default::default()
        }];
    })
    .await;
    let (root, thandi) = (house.cookie("root").await, house.cookie("thandi").await);
    for _ in 0..2 {
        house.clock.forward(1790);
        assert_eq!(current(&house, &root).await, 200);
        assert_eq!(current(&house, &thandi).await, 200);
    }
    house.clock.forward(30);
    assert_eq!(current(&house, &root).await, 401);
    assert_eq!(current(&house, &thandi).await, 200);
}
