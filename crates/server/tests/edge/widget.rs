//! The widget's first requests.

use crate::house::House;
use base64ct::{Base64UrlUnpadded, Encoding};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use tacita_protocol::hello;
use tacita_seal::SigningKey;

async fn open(house: &House, key: &SigningKey, signed_site: &str) -> Response {
    let proof = hello::open_to_be_signed(signed_site, &key.public());
    let encode = Base64UrlUnpadded::encode_string;
    let body = json!({
        "leaf_key": encode(&key.public()),
        "signature": encode(&key.sign_hello(&proof, b"")),
    });
    let path = "/v1/widget/sites/harbour-books/conversations";
    let post = house
        .request(Method::POST, path)
        .header("user-agent", "Canary-Browser/7.7");
    post.json(&body).send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_site_says_what_is_asked_and_what_for() {
    let house = House::open().await;
    let get = house.request(Method::GET, "/v1/widget/sites/harbour-books");
    let site: Value = get.send().await.unwrap().json().await.unwrap();
    assert_eq!(site["shop_name"], "Harbour Books");
    assert_eq!(site["pre_chat"][0]["purpose"], "To find your order");
    assert_eq!(site["attended"], false);
    assert_eq!(site["kept_hours"], 0);
}

// Practice: B3
#[tokio::test(flavor = "multi_thread")]
async fn without_keys_that_the_organisation_vouches_for_no_chat_is_opened() {
    let mut house = House::open().await;
    let key = SigningKey::from_bytes(&[3; 32]);
    assert_eq!(open(&house, &key, "harbour-books").await.status(), 503);
    assert_eq!(house.app.store.open_conversations().await.unwrap().len(), 0);
    let ready = house
        .request(Method::GET, "/readyz")
        .send()
        .await
        .unwrap()
        .status();
    assert_eq!(ready, 503);
    house.issue().await;
    assert_eq!(open(&house, &key, "harbour-books").await.status(), 201);
    let ready = house
        .request(Method::GET, "/readyz")
        .send()
        .await
        .unwrap()
        .status();
    assert_eq!(ready, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bootstrap_holds_what_a_widget_can_verify_from_the_pinned_root() {
    let mut house = House::open().await;
    house.issue().await;
    let key = SigningKey::from_bytes(&[3; 32]);
    let bootstrap: Value = open(&house, &key, "harbour-books")
        .await
        .json()
        .await
        .unwrap();
    let bytes = |value: &Value| Base64UrlUnpadded::decode_vec(value.as_str().unwrap()).unwrap();
    let fingerprint = tacita_seal::Fingerprint(
        tacita_server::config::check::parse_fingerprint(&house.issuer.fingerprint()).unwrap(),
    );
    let tenant = bootstrap["tenant"].as_str().unwrap().parse().unwrap();
    let bundle = bytes(&bootstrap["certificates"][0]);
    let trust = tacita_seal::Trust::open(&fingerprint, tenant, &bundle).unwrap();
    let credential = tacita_seal::Credential::decode(&bytes(&bootstrap["credential"])).unwrap();
    let now = house.app.now();
    trust
        .verify_current(&credential, &key.public(), now)
        .unwrap();
    let queue = bootstrap["queue"].as_str().unwrap().parse().unwrap();
    let roster = bytes(&bootstrap["roster"]);
    let roster = tacita_seal::roster::Roster::open(&trust, queue, &roster, now).unwrap();
    assert_eq!(roster.people().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_not_proven_for_this_site_is_refused() {
    let mut house = House::open().await;
    house.issue().await;
    let key = SigningKey::from_bytes(&[3; 32]);
    assert_eq!(open(&house, &key, "another-site").await.status(), 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_cannot_open_chats_without_end() {
    let mut house = House::open_with(|config| config.limits.openings_per_minute = 3).await;
    house.issue().await;
    let mut statuses = Vec::new();
    for n in 0..5 {
        let key = SigningKey::from_bytes(&[n; 32]);
        statuses.push(open(&house, &key, "harbour-books").await.status().as_u16());
    }
    assert_eq!(statuses, [201, 201, 201, 429, 429]);
}

// Practice: C10
#[tokio::test(flavor = "multi_thread")]
async fn nothing_about_the_visitor_is_stored() {
    let mut house = House::open().await;
    house.issue().await;
    let key = SigningKey::from_bytes(&[3; 32]);
    assert_eq!(open(&house, &key, "harbour-books").await.status(), 201);
    assert_eq!(house.app.store.open_conversations().await.unwrap().len(), 1);
    let mut found_row = false;
    for entry in std::fs::read_dir(house.folder.path().join("server")).unwrap() {
        let path = entry.unwrap().path();
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        let has = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
        for needle in [&b"127.0.0.1"[..], b"Canary-Browser", &[127, 0, 0, 1]] {
            assert!(!has(needle), "{needle:?} in {}", path.display());
        }
        // The control: the conversation itself is in these files, so the search looked at them.
        found_row |= has(&key.public());
    }
    assert!(found_row);
}
