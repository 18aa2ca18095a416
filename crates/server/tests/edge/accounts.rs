//! Signing in and out.

use crate::house::{House, PASSWORD};
use reqwest::Method;

pub(crate) async fn current(house: &House, cookie: &str) -> u16 {
    let request = house
        .request(Method::GET, "/v1/sign-ins/current")
        .header("cookie", cookie);
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_is_for_this_host_and_no_script() {
    let house = House::open().await;
    let answer = house.sign_in("thandi", PASSWORD).await;
    assert_eq!(answer.status(), 201);
    let set = answer
        .headers()
        .get("set-cookie")
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    assert!(set.starts_with("__Host-tacita="), "{set}");
    for attribute in [
        "HttpOnly",
        "Secure",
        "SameSite=Strict",
        "Path=/",
        "Max-Age=",
    ] {
        assert!(set.contains(attribute), "{attribute} in {set}");
    }
    assert!(!set.contains("Domain"));
    let token = set.split(['=', ';']).nth(1).unwrap();
    assert_eq!(token.len(), 43);
    let database = std::fs::read(house.folder.path().join("server/tacita.db")).unwrap();
    let log = std::fs::read(house.folder.path().join("server/tacita.db-wal")).unwrap_or_default();
    for bytes in [database, log] {
        assert!(
            !bytes
                .windows(token.len())
                .any(|window| window == token.as_bytes())
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_name_and_a_wrong_password_look_alike() {
    let house = House::open().await;
    let mut bodies = Vec::new();
    for (name, password) in [("thandi", "wrong password here"), ("nobody", PASSWORD)] {
        let answer = house.sign_in(name, password).await;
        assert_eq!(answer.status(), 401);
        assert!(answer.headers().get("set-cookie").is_none());
        let mut body: serde_json::Value = answer.json().await.unwrap();
        body["request"] = serde_json::Value::Null;
        bodies.push(body);
    }
    assert_eq!(bodies[0], bodies[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_slowed_down() {
    let house = House::open_with(|config| config.sign_in.failures_per_quarter_hour = 3).await;
    for _ in 0..3 {
        assert_eq!(
            house
                .sign_in("thandi", "wrong password here")
                .await
                .status(),
            401
        );
    }
    let answer = house.sign_in("thandi", PASSWORD).await;
    assert_eq!(answer.status(), 429);
    assert!(answer.headers().get("retry-after").is_some());
    assert_eq!(house.sign_in("marek", PASSWORD).await.status(), 201);
    house.clock.forward(15 * 60);
    assert_eq!(house.sign_in("thandi", PASSWORD).await.status(), 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_ends_when_idle_and_when_its_day_is_over() {
    let house = House::open_with(|config| {
        config.sign_in.idle_limit_seconds = 600;
        config.sign_in.absolute_limit_seconds = 3600;
    })
    .await;
    let idle = house.cookie("thandi").await;
    house.clock.forward(599);
    assert_eq!(current(&house, &idle).await, 200);
    house.clock.forward(601);
    assert_eq!(current(&house, &idle).await, 401);
    let busy = house.cookie("thandi").await;
    for _ in 0..6 {
        house.clock.forward(590);
        assert_eq!(current(&house, &busy).await, 200);
    }
    house.clock.forward(590);
    assert_eq!(current(&house, &busy).await, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_sign_in_at_the_server() {
    let house = House::open().await;
    let cookie = house.cookie("thandi").await;
    let other = house.cookie("thandi").await;
    let end = house
        .request(Method::DELETE, "/v1/sign-ins/current")
        .header("cookie", &cookie);
    assert_eq!(end.send().await.unwrap().status(), 204);
    assert_eq!(current(&house, &cookie).await, 401);
    assert_eq!(current(&house, &other).await, 200);
    assert_eq!(current(&house, "__Host-tacita=AAAA").await, 401);
}
