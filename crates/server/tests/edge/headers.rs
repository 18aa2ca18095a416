//! Headers of every route and every error, and who may frame and call what.

use crate::house::House;
use reqwest::{Method, Response};
use tacita_server::edge::router;

const ID: &str = "dev_00000000000000000000000000";

/// What no answer may lack, and what the strict ones add.
fn check(what: &str, answer: &Response) {
    let header = |name: &str| {
        answer
            .headers()
            .get(name)
            .unwrap_or_else(|| panic!("{what}: no {name}"))
            .to_str()
            .unwrap()
    };
    assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header("referrer-policy"), "no-referrer", "{what}");
    assert_eq!(
        header("cross-origin-opener-policy"),
        "same-origin",
        "{what}"
    );
    assert!(header("permissions-policy").contains("camera=()"), "{what}");
    assert!(header("x-request-id").starts_with("req_"), "{what}");
    let policy = header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'"), "{what}: {policy}");
    assert!(policy.contains("frame-ancestors"), "{what}");
    for lax in ["unsafe-inline", "'unsafe-eval'", "*", "http:", "data:"] {
        assert!(!policy.contains(lax), "{what}: {lax}");
    }
    // localhost: a pinned HSTS would break every other service on this machine.
    assert!(
        answer.headers().get("strict-transport-security").is_none(),
        "{what}"
    );
    assert!(answer.headers().get("server").is_none(), "{what}");
}

fn check_api(what: &str, answer: &Response) {
    check(what, answer);
    let header = |name: &str| answer.headers().get(name).unwrap().to_str().unwrap();
    assert_eq!(header("cache-control"), "no-store", "{what}");
    assert_eq!(
        header("cross-origin-resource-policy"),
        "same-origin",
        "{what}"
    );
    assert_eq!(
        header("cross-origin-embedder-policy"),
        "require-corp",
        "{what}"
    );
    assert!(
        header("content-security-policy").ends_with("frame-ancestors 'none'"),
        "{what}"
    );
    assert!(
        answer
            .headers()
            .get("access-control-allow-origin")
            .is_none(),
        "{what}"
    );
}

async fn check_problem(what: &str, answer: Response, status: u16, word: &str) {
    assert_eq!(answer.status(), status, "{what}");
    check_api(what, &answer);
    let kind = answer
        .headers()
        .get("content-type")
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    assert_eq!(kind, "application/problem+json", "{what}");
    let id = answer
        .headers()
        .get("x-request-id")
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    let body: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(body["type"], format!("/problems/{word}"), "{what}");
    assert_eq!(body["status"], status, "{what}");
    assert_eq!(body["request"], id, "{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_answers_with_strict_headers_to_strangers() {
    let house = House::open().await;
    let contract = serde_json::to_value(router::contract()).unwrap();
    let public = [
        "/livez",
        "/readyz",
        "/v1/sign-ins",
        "/v1/links/",
        "/v1/widget/",
        "/v1/issuer/",
        "/v1/socket",
    ];
    let mut walked = 0;
    for (path, methods) in contract["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let Ok(method) = Method::from_bytes(method.to_uppercase().as_bytes()) else {
                continue;
            };
            let real = path
                .replace("{site}", "harbour-books")
                .replace("{device}", ID);
            let real = real.replace("{conversation}", &ID.replace("dev", "cnv"));
            let real = real.replace("{factor}", &ID.replace("dev", "fac"));
            let real = real.replace("{browser}", &ID.replace("dev", "brw"));
            let real = real.replace("{sign_in}", &ID.replace("dev", "sgn"));
            let answer = house.request(method.clone(), &real).send().await.unwrap();
            let what = format!("{method} {path}");
            check_api(&what, &answer);
            let known = public.iter().any(|open| path.starts_with(open));
            if !known || path == "/v1/sign-ins/current" {
                check_problem(&what, answer, 401, "not-signed-in").await;
            }
            walked += 1;
            let wrong = house.request(Method::PATCH, &real).send().await.unwrap();
            check_problem(&format!("PATCH {path}"), wrong, 405, "method").await;
        }
    }
    assert!(walked >= 18, "{walked}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_bad_request_is_a_clear_problem() {
    let house = House::open_with(|config| config.limits.body_bytes = 8 * 1024).await;
    let post = |path: &str| house.request(Method::POST, path);
    let send = async |request: reqwest::RequestBuilder| request.send().await.unwrap();
    let json = ("content-type", "application/json");

    let gone = send(house.request(Method::GET, "/v1/nothing")).await;
    check_problem("unknown", gone, 404, "not-found").await;
    let gone = send(house.request(Method::GET, "/v1/widget/sites/other")).await;
    check_problem("unknown site", gone, 404, "not-found").await;
    let broken = send(
        post("/v1/sign-ins")
            .header(json.0, json.1)
            .body("{\"name\":"),
    )
    .await;
    check_problem("broken", broken, 400, "malformed").await;
    let unknown = r#"{"name":"a","password":"b","admin":true}"#;
    let broken = send(post("/v1/sign-ins").header(json.0, json.1).body(unknown)).await;
    check_problem("unknown field", broken, 400, "malformed").await;
    let other = send(post("/v1/sign-ins").body("name=a")).await;
    check_problem("type", other, 415, "media-type").await;
    let long = format!("{{\"name\":\"{}\",\"password\":\"\"}}", "a".repeat(9000));
    let large = send(post("/v1/sign-ins").header(json.0, json.1).body(long)).await;
    check_problem("large", large, 413, "too-large").await;
    let foreign = send(post("/v1/sign-ins").header("host", "evil.example")).await;
    check_problem("host", foreign, 403, "foreign-origin").await;
    let foreign = send(
        house
            .request(Method::GET, "/v1/inbox")
            .header("host", "evil.example"),
    )
    .await;
    check_problem("host", foreign, 421, "wrong-host").await;
    let stranger = send(house.request(Method::GET, "/v1/issuer/requests")).await;
    check_problem("issuer", stranger, 404, "not-found").await;
    let forged = house
        .request(Method::GET, "/v1/issuer/requests")
        .header("tacita-issuer", "a.b.c");
    check_problem("forged issuer", send(forged).await, 404, "not-found").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_site_can_make_a_browser_change_nothing() {
    let house = House::open().await;
    let cookie = house.cookie("thandi").await;
    let url = format!("{}/v1/sign-ins/current", house.base);
    let delete = || house.client.delete(&url).header("cookie", &cookie);
    let refused = [
        delete().header("origin", "https://127.0.0.1:8444"),
        delete().header("origin", "null"),
        delete()
            .header("origin", &house.base)
            .header("sec-fetch-site", "cross-site"),
        delete()
            .header("origin", &house.base)
            .header("sec-fetch-site", "same-site"),
        // A cookie without a word on where it comes from.
        delete(),
    ];
    for request in refused {
        let answer = request.send().await.unwrap();
        check_problem("forgery", answer, 403, "foreign-origin").await;
    }
    // The console's socket carries the cookie: another site may not open it either.
    let hijack = house
        .client
        .get(format!("{}/v1/console", house.base))
        .header("cookie", &cookie)
        .header("connection", "upgrade")
        .header("upgrade", "websocket")
        .header("sec-websocket-version", "13")
        .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
        .header("origin", "https://evil.example");
    check_problem(
        "hijack",
        hijack.send().await.unwrap(),
        403,
        "foreign-origin",
    )
    .await;
    let still = house
        .request(Method::GET, "/v1/sign-ins/current")
        .header("cookie", &cookie);
    assert_eq!(still.send().await.unwrap().status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_framed_by_whom_the_configuration_names() {
    let house = House::open().await;
    let get = async |path: &str| house.request(Method::GET, path).send().await.unwrap();
    let policy = |answer: &Response| {
        answer
            .headers()
            .get("content-security-policy")
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    };
    let widget = get("/widget/?site=harbour-books").await;
    check("widget", &widget);
    assert_eq!(widget.status(), 200);
    assert!(policy(&widget).ends_with("frame-ancestors https://shop.example"));
    assert!(policy(&widget).contains("require-trusted-types-for 'script'"));
    assert!(widget.headers().get("x-frame-options").is_none());
    let console = get("/console/").await;
    check("console", &console);
    assert!(policy(&console).ends_with("frame-ancestors 'none'"));
    assert_eq!(console.headers().get("x-frame-options").unwrap(), "DENY");
    assert_eq!(get("/widget/?site=other").await.status(), 404);
    assert_eq!(get("/widget/index.html").await.status(), 404);
    assert_eq!(get("/widget/..%2fconsole/index.html").await.status(), 404);
    assert_eq!(
        get("/").await.headers().get("location").unwrap(),
        "/console/"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn each_host_name_refuses_the_other_half() {
    let house = House::open_with(|config| config.console_host = "console.example".to_owned()).await;
    let get = |path: &str| house.request(Method::GET, path);
    let status = async |request: reqwest::RequestBuilder| request.send().await.unwrap().status();
    let console = ("host", "console.example");
    assert_eq!(status(get("/console/")).await, 421);
    assert_eq!(
        status(get("/console/").header(console.0, console.1)).await,
        200
    );
    assert_eq!(status(get("/v1/inbox")).await, 421);
    assert_eq!(
        status(get("/v1/inbox").header(console.0, console.1)).await,
        401
    );
    assert_eq!(status(get("/widget/?site=harbour-books")).await, 200);
    let widget = get("/widget/?site=harbour-books").header(console.0, console.1);
    assert_eq!(status(widget).await, 421);
    let far = get("/console/")
        .header(console.0, console.1)
        .send()
        .await
        .unwrap();
    let hsts = far
        .headers()
        .get("strict-transport-security")
        .unwrap()
        .to_str()
        .unwrap();
    assert!(hsts.starts_with("max-age=63072000"), "{hsts}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_asks_too_often_waits() {
    let house = House::open_with(|config| config.limits.requests_per_minute = 5).await;
    let get = async || house.request(Method::GET, "/livez").send().await.unwrap();
    for _ in 0..5 {
        assert_eq!(get().await.status(), 200);
    }
    let answer = get().await;
    let wait: u64 = answer
        .headers()
        .get("retry-after")
        .unwrap()
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=60).contains(&wait));
    check_problem("rate", answer, 429, "rate-limit").await;
}
