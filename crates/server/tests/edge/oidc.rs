//! The organisation's own sign-in against a provider that lies in every way it can. A real one and
//! real clicks: `web/e2e/live/organisation.mjs`.

use crate::accounts::current;
use crate::house::{House, cookies};
use axum::Form;
use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use base64ct::{Base64UrlUnpadded, Encoding};
use rcgen::{KeyPair, PublicKeyData, SigningKey};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tacita_ledger::LeafKind;
use tacita_model::Role;
use tacita_server::config::{Config, Group};
use tacita_server::demo::authority::Files;
use tacita_server::edge::tls;
use tacita_server::service::listen;
use url::Url;

const CLIENT: &str = "tacita-desk";

/// What the provider will say, and what it was asked.
struct Says {
    issuer: String,
    token: Mutex<String>,
    asked: Mutex<HashMap<String, String>>,
}

/// A provider that hands out whatever a test wants.
struct Provider {
    says: Arc<Says>,
    key: KeyPair,
}

async fn discovery(says: State<Arc<Says>>) -> Json<Value> {
    let issuer = &says.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
    }))
}

async fn token(
    says: State<Arc<Says>>,
    Form(asked): Form<HashMap<String, String>>,
) -> (StatusCode, Json<Value>) {
    let used = says
        .asked
        .lock()
        .unwrap()
        .insert("code".to_owned(), asked["code"].clone());
    if used.as_ref() == Some(&asked["code"]) {
        return (
            StatusCode::BAD_REQUEST,
            Json(json!({ "error": "invalid_grant" })),
        );
    }
    let mut kept = says.asked.lock().unwrap();
    kept.extend(asked);
    let id_token = says.token.lock().unwrap().clone();
    let answer = json!({ "access_token": "a", "token_type": "Bearer", "id_token": id_token });
    (StatusCode::OK, Json(answer))
}

fn encoded(value: &Value) -> String {
    Base64UrlUnpadded::encode_string(value.to_string().as_bytes())
}

impl Provider {
    fn signed(&self, claims: &Value) -> String {
        let head = encoded(&json!({ "alg": "EdDSA", "kid": "1" }));
        let signed = format!("{head}.{}", encoded(claims));
        let signature = self.key.sign(signed.as_bytes()).unwrap();
        format!("{signed}.{}", Base64UrlUnpadded::encode_string(&signature))
    }

    fn will_say(&self, token: String) {
        *self.says.token.lock().unwrap() = token;
    }
}

async fn open() -> (House, Provider) {
    open_with(|_| {}).await
}

async fn open_with(change: impl FnOnce(&mut Config)) -> (House, Provider) {
    let listener = listen("127.0.0.1:0".parse().unwrap()).unwrap();
    let issuer = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    let house = House::open_with(|config| {
        let authority = config.tls.certificate.with_file_name("authority.pem");
        config.oidc.issuer.clone_from(&issuer);
        config.oidc.client_id = CLIENT.to_owned();
        config.oidc.authority = Some(authority);
        config.groups = vec![Group {
            name: "agents".to_owned(),
            role: Some("agent".to_owned()),
            teams: vec!["Front desk".to_owned()],
        }];
        change(config);
    })
    .await;
    let key = KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
    let jwk = json!({ "keys": [{
        "kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": "1", "alg": "EdDSA",
        "x": Base64UrlUnpadded::encode_string(key.der_bytes()),
    }] });
    let says = Arc::new(Says {
        issuer,
        token: Mutex::default(),
        asked: Mutex::default(),
    });
    let routes = Router::new()
        .route("/.well-known/openid-configuration", get(discovery))
        .route("/jwks", get(async || Json(jwk)))
        .route("/token", post(token))
        .with_state(Arc::clone(&says));
    let files = Files::of(house.folder.path());
    let tls = tls::server_config(&files.certificate, &files.key).unwrap();
    let tls = axum_server::tls_rustls::RustlsConfig::from_config(tls);
    let server = axum_server::from_tcp_rustls(listener, tls).unwrap();
    tokio::spawn(server.serve(routes.into_make_service()));
    (house, Provider { says, key })
}

/// A browser on its way: what it was sent to the provider with, and its cookie.
struct Way {
    sent: HashMap<String, String>,
    cookie: String,
}

async fn set_out(house: &House) -> Way {
    let answer = house.post("/v1/sign-ins/organisation", "", json!({})).await;
    assert_eq!(answer.status(), 201);
    let cookie = cookies(&answer);
    let body: Value = answer.json().await.unwrap();
    let address = Url::parse(body["address"].as_str().unwrap()).unwrap();
    let sent = address.query_pairs().into_owned().collect();
    Way { sent, cookie }
}

async fn come_back(house: &House, cookie: &str, state: &str, code: &str) -> (String, Response) {
    let path = format!("/v1/sign-ins/organisation/back?code={code}&state={state}");
    let request = house.request(Method::GET, &path).header("cookie", cookie);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 303);
    let to = answer.headers()["location"].to_str().unwrap();
    let word = to.strip_prefix("/console/").unwrap();
    let word = word
        .strip_prefix("#organisation=")
        .unwrap_or("in")
        .to_owned();
    (word, answer)
}

/// Good claims for a way.
fn claims(house: &House, provider: &Provider, way: &Way) -> Value {
    let now = house.app.now().as_seconds();
    json!({
        "iss": provider.says.issuer, "sub": "248289761001", "aud": CLIENT, "nonce": way.sent["nonce"],
        "iat": now, "exp": now + 300, "groups": ["agents", "others"],
        "preferred_username": "amahle", "name": "Amahle Dube", "email": "thandi@example.org",
    })
}

// Practice: F5
#[tokio::test(flavor = "multi_thread")]
async fn whoever_the_organisation_vouches_for_gets_an_account_and_still_needs_a_second_factor() {
    let (house, provider) = open().await;
    let way = set_out(&house).await;
    assert_eq!(way.sent["response_type"], "code");
    assert_eq!(way.sent["code_challenge_method"], "S256");
    provider.will_say(provider.signed(&claims(&house, &provider, &way)));
    let (word, answer) = come_back(&house, &way.cookie, &way.sent["state"], "one").await;
    assert_eq!(word, "step");
    let verifier = provider.says.asked.lock().unwrap()["code_verifier"].clone();
    let challenge = Base64UrlUnpadded::encode_string(&Sha256::digest(verifier));
    assert_eq!(
        challenge, way.sent["code_challenge"],
        "the code is of no use to others"
    );
    let half = cookies(&answer);
    assert_eq!(current(&house, &half).await, 401, "nothing opens yet");
    let step = house.request(Method::GET, "/v1/sign-ins/current/step");
    let step: Value = step
        .header("cookie", &half)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(step["enrol"], true);
    let made = house
        .app
        .store
        .agent_by_name("amahle")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (made.role, made.display_name.as_str()),
        (Role::Agent, "Amahle Dube")
    );
    assert_eq!(house.app.store.teams_of(made.id).await.unwrap().len(), 1);
    // The same subject is the same account, whatever it is called now; a stranger with its name is not.
    let way = set_out(&house).await;
    let mut renamed = claims(&house, &provider, &way);
    renamed["preferred_username"] = json!("thandi");
    provider.will_say(provider.signed(&renamed));
    let (word, _) = come_back(&house, &way.cookie, &way.sent["state"], "two").await;
    assert_eq!(word, "step");
    let way = set_out(&house).await;
    let mut stranger = claims(&house, &provider, &way);
    (stranger["sub"], stranger["preferred_username"]) = (json!("1"), json!("thandi"));
    provider.will_say(provider.signed(&stranger));
    let (word, _) = come_back(&house, &way.cookie, &way.sent["state"], "three").await;
    assert_eq!(
        word, "name-taken",
        "nobody takes an account over by its name"
    );
    // Another role by the directory, and a closed account.
    let mut account = made.clone();
    account.disabled_at = Some(house.app.now());
    let close = tacita_store::Write::PutAgent(account);
    house
        .app
        .store
        .commit(vec![close], Vec::new())
        .await
        .unwrap();
    let way = set_out(&house).await;
    provider.will_say(provider.signed(&claims(&house, &provider, &way)));
    let (word, _) = come_back(&house, &way.cookie, &way.sent["state"], "four").await;
    assert_eq!(word, "closed");
}

// Practice: F5
#[tokio::test(flavor = "multi_thread")]
async fn a_providers_answer_that_does_not_hold_lets_nobody_in_and_each_refusal_is_a_leaf() {
    let (house, provider) = open().await;
    let now = house.app.now().as_seconds();
    type Lie = fn(&mut Value, i64);
    let lies: [(&str, Lie, &str); 8] = [
        (
            "another issuer",
            |c, _| c["iss"] = json!("https://evil.example"),
            "token",
        ),
        ("another nonce", |c, _| c["nonce"] = json!("AAAA"), "token"),
        ("another audience", |c, _| c["aud"] = json!("shop"), "token"),
        (
            "a second audience",
            |c, _| c["aud"] = json!([CLIENT, "shop"]),
            "token",
        ),
        ("expired", |c, now| c["exp"] = json!(now - 1), "token"),
        (
            "kept for later",
            |c, now| c["iat"] = json!(now - 3600),
            "token",
        ),
        (
            "unknown groups",
            |c, _| c["groups"] = json!(["others"]),
            "no-role",
        ),
        (
            "no groups",
            |c, _| drop(c.as_object_mut().unwrap().remove("groups")),
            "no-role",
        ),
    ];
    let mut refusals = 0;
    for (what, lie, expected) in lies {
        let way = set_out(&house).await;
        let mut claims = claims(&house, &provider, &way);
        lie(&mut claims, now);
        provider.will_say(provider.signed(&claims));
        let (word, answer) = come_back(
            &house,
            &way.cookie,
            &way.sent["state"],
            &what.replace(' ', "-"),
        )
        .await;
        assert_eq!(word, expected, "{what}");
        assert!(!cookies(&answer).contains("__Host-tacita="), "{what}");
        refusals += 1;
    }
    // Signatures: none, a shared secret, another key, a flipped byte.
    let way = set_out(&house).await;
    let good = provider.signed(&claims(&house, &provider, &way));
    let body = good.split('.').nth(1).unwrap().to_owned();
    let none = format!("{}.{body}.", encoded(&json!({ "alg": "none" })));
    let shared = format!("{}.{body}.AAAA", encoded(&json!({ "alg": "HS256" })));
    let other = Provider {
        says: Arc::clone(&provider.says),
        key: KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap(),
    };
    for (number, token) in ["none", "shared", "other"].into_iter().enumerate() {
        let way = set_out(&house).await;
        let claims = claims(&house, &provider, &way);
        let token = match token {
            "none" => none.clone(),
            "shared" => shared.clone(),
            _ => other.signed(&claims),
        };
        provider.will_say(token);
        let code = format!("signature{number}");
        let (word, _) = come_back(&house, &way.cookie, &way.sent["state"], &code).await;
        assert_eq!(word, "token");
        refusals += 1;
    }
    // State: another browser's, a second time, too late, none at all; and a code that was used.
    let way = set_out(&house).await;
    let theirs = set_out(&house).await;
    provider.will_say(provider.signed(&claims(&house, &provider, &way)));
    let (word, _) = come_back(&house, &theirs.cookie, &way.sent["state"], "ten").await;
    assert_eq!(word, "stale", "brought back by another browser");
    let (word, _) = come_back(&house, &way.cookie, &way.sent["state"], "ten").await;
    assert_eq!(word, "stale", "a state counts once");
    let (word, _) = come_back(&house, &way.cookie, "AAAA", "ten").await;
    assert_eq!(word, "stale");
    let way = set_out(&house).await;
    house.clock.forward(601);
    let (word, _) = come_back(&house, &way.cookie, &way.sent["state"], "ten").await;
    assert_eq!(word, "stale", "too late");
    let way = set_out(&house).await;
    provider.will_say(provider.signed(&claims(&house, &provider, &way)));
    let (word, _) = come_back(&house, &way.cookie, &way.sent["state"], "twice").await;
    assert_eq!(word, "step");
    let way = set_out(&house).await;
    provider.will_say(provider.signed(&claims(&house, &provider, &way)));
    let (word, _) = come_back(&house, &way.cookie, &way.sent["state"], "twice").await;
    assert_eq!(word, "token", "a code counts once");
    refusals += 5;
    let all = house.app.store.ledger().leaves(0, 10_000).await.unwrap();
    let kinds = all.iter().filter_map(|row| row.leaf.as_ref());
    let refused = kinds.filter(|leaf| leaf.kind == LeafKind::SignInRefused);
    assert_eq!(refused.count(), refusals);
}

// Practice: F5
#[tokio::test(flavor = "multi_thread")]
async fn a_providers_second_factor_counts_when_the_configuration_says_so_and_it_is_fresh() {
    let (house, provider) = open_with(|config| {
        config.oidc.second_factor_amr = vec!["mfa".to_owned()];
        config.sign_in.passwords = false;
    })
    .await;
    let thandi = house.sign_in("thandi", crate::house::PASSWORD).await;
    assert_eq!(thandi.status(), 403, "passwords are switched off");
    let now = house.app.now().as_seconds();
    for (number, (amr, at, expected)) in [
        (json!(["pwd"]), Some(now), "step"),
        (json!(["pwd", "mfa"]), Some(now - 3600), "step"),
        (json!(["pwd", "mfa"]), None, "step"),
        (json!(["pwd", "mfa"]), Some(now - 10), "in"),
    ]
    .into_iter()
    .enumerate()
    {
        let way = set_out(&house).await;
        assert_eq!(way.sent["max_age"], "300");
        let mut claims = claims(&house, &provider, &way);
        (claims["amr"], claims["auth_time"]) = (amr, json!(at));
        if at.is_none() {
            claims.as_object_mut().unwrap().remove("auth_time");
        }
        provider.will_say(provider.signed(&claims));
        let code = format!("code{number}");
        let (word, answer) = come_back(&house, &way.cookie, &way.sent["state"], &code).await;
        assert_eq!(word, expected, "{number}");
        let whole = current(&house, &cookies(&answer)).await == 200;
        assert_eq!(whole, expected == "in");
    }
}
