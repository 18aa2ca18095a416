//! Devices and the issuer.

use crate::house::House;
use base64ct::{Base64UrlUnpadded, Encoding};
use reqwest::Method;
use serde_json::{Value, json};
use std::path::Path;
use tacita_model::{AgentId, Clock};
use tacita_protocol::hello;
use tacita_seal::SigningKey;
use tacita_server::features::identity::issuer_proof::{HEADER, prove};
use tacita_server::host::{SystemClock, SystemRandomness};
use tacita_server::issuer::Folder;
use tacita_server::issuer::work::{Approval, round};
use tacita_server::keys::{Keys, KeysError, ROOT_KEY_FILE};

fn encode(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

pub(crate) async fn request_device(house: &House, cookie: &str, key: &SigningKey) -> (u16, Value) {
    let me = house
        .request(Method::GET, "/v1/sign-ins/current")
        .header("cookie", cookie);
    let me: Value = me.send().await.unwrap().json().await.unwrap();
    let agent: AgentId = me["agent"].as_str().unwrap().parse().unwrap();
    let proof = hello::device_to_be_signed(agent, &key.public());
    let body = json!({
        "leaf_key": encode(&key.public()),
        "signature": encode(&key.sign_hello(&proof, b"")),
        "label": "Office laptop",
    });
    let post = house
        .request(Method::POST, "/v1/devices")
        .header("cookie", cookie)
        .json(&body);
    let answer = post.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn read_device(house: &House, cookie: &str, id: &str) -> (u16, Value) {
    let get = house
        .request(Method::GET, &format!("/v1/devices/{id}"))
        .header("cookie", cookie);
    let answer = get.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approved_device_gets_a_credential_that_the_pinned_root_vouches_for() {
    let mut house = House::open().await;
    let cookie = house.cookie("thandi").await;
    let key = SigningKey::from_bytes(&[7; 32]);
    let (status, device) = request_device(&house, &cookie, &key).await;
    assert_eq!((status, device["status"].as_str()), (200, Some("waiting")));
    let id = device["device"].as_str().unwrap().to_owned();
    house.issue().await;
    let (status, device) = read_device(&house, &cookie, &id).await;
    assert_eq!((status, device["status"].as_str()), (200, Some("approved")));
    let bytes = Base64UrlUnpadded::decode_vec(device["credential"].as_str().unwrap()).unwrap();
    let credential = tacita_seal::Credential::decode(&bytes).unwrap();
    let trust = house.app.organisation.bundle().unwrap().trust;
    trust
        .verify_current(&credential, &key.public(), house.app.now())
        .unwrap();
    // The same key asks again: the same device, not a second one.
    assert_eq!(
        request_device(&house, &cookie, &key).await.1["device"],
        id.as_str()
    );
    // Somebody else's device does not exist.
    let marek = house.cookie("marek").await;
    assert_eq!(read_device(&house, &marek, &id).await.0, 404);
    assert_eq!(request_device(&house, &marek, &key).await.0, 403);
}

/// When the credential of an approved device ends.
fn ends(device: &Value) -> tacita_model::Timestamp {
    let bytes = Base64UrlUnpadded::decode_vec(device["credential"].as_str().unwrap()).unwrap();
    let credential = tacita_seal::Credential::decode(&bytes).unwrap();
    credential.claims().validity.not_after()
}

// Agents' credentials count for seven days; the issuer renews them by itself when three are left,
// and no longer once the account is closed.
// Practice: D12
#[tokio::test(flavor = "multi_thread")]
async fn an_approved_device_is_renewed_before_its_credential_ends_and_a_closed_account_is_not() {
    const DAY: i64 = 24 * 60 * 60;
    let mut house = House::open().await;
    let cookie = house.cookie("thandi").await;
    let key = SigningKey::from_bytes(&[7; 32]);
    let (_, device) = request_device(&house, &cookie, &key).await;
    let id = device["device"].as_str().unwrap().to_owned();
    house.issue().await;
    let first = ends(&read_device(&house, &cookie, &id).await.1);
    house.clock.forward(3 * DAY);
    house.issue().await;
    let cookie = house.cookie("thandi").await;
    let early = ends(&read_device(&house, &cookie, &id).await.1);
    assert_eq!(early, first, "more than three days are left");

    let mut woken = house.app.bus.listen();
    house.clock.forward(2 * DAY);
    house.issue().await;
    let cookie = house.cookie("thandi").await;
    let second = ends(&read_device(&house, &cookie, &id).await.1);
    assert!(second > first);
    let mut told = false;
    while let Ok(wake) = woken.try_recv() {
        told |= matches!(wake, tacita_server::bus::Wake::Device(woken) if woken.to_string() == id);
    }
    assert!(told, "open consoles hear of it");

    let store = &house.app.store;
    let mut person = store.agent_by_name("thandi").await.unwrap().unwrap();
    person.disabled_at = Some(house.app.now());
    let write = tacita_store::Write::PutAgent(person);
    store.commit(vec![write], Vec::new()).await.unwrap();
    house.clock.forward(5 * DAY);
    house.issue().await;
    let row = house
        .app
        .store
        .device(id.parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.credential_until, Some(second));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_approved_is_not_signed_even_if_the_server_calls_it_a_renewal() {
    let mut house = House::open().await;
    house.issue().await;
    let cookie = house.cookie("thandi").await;
    request_device(&house, &cookie, &SigningKey::from_bytes(&[9; 32])).await;
    let mut asked = house.remote().requests(&house.issuer).await.unwrap();
    asked.requests[0].renewal = true;
    let mut questions = 0;
    let answers = round(&mut house.issuer, &asked, house.app.now(), &mut |_| {
        questions += 1;
        Approval::Later
    });
    assert!(answers.unwrap().is_none());
    assert_eq!(questions, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recorded_request_of_the_issuer_is_worth_nothing() {
    let house = House::open().await;
    let now = house.app.now();
    let bundle = house.issuer.bundle(now).unwrap();
    let path = "/v1/issuer/requests";
    let header = |nonce| {
        prove(
            house.issuer.issuing().0,
            &bundle,
            ("GET", path, b""),
            now,
            [nonce; 16],
        )
    };
    let send = async |path: &str, header: &str| {
        house
            .request(Method::GET, path)
            .header(HEADER, header)
            .send()
            .await
            .unwrap()
            .status()
    };
    let good = header(1);
    assert_eq!(send(path, &good).await, 200);
    assert_eq!(send(path, &good).await, 404, "replayed");
    assert_eq!(send(&format!("{path}?x"), &header(2)).await, 200);
    house.clock.forward(61);
    assert_eq!(send(path, &header(3)).await, 404, "late");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issuer_of_another_organisation_is_a_stranger() {
    let house = House::open().await;
    let folder = tempfile::tempdir().unwrap();
    let foreign = Folder::open(folder.path(), &SystemRandomness, house.app.now()).unwrap();
    let refused = house.remote().requests(&foreign).await;
    assert!(refused.is_err());
    assert!(house.remote().requests(&house.issuer).await.is_ok());
}

// Practice: D12
#[test]
fn a_server_that_can_read_the_organisations_root_does_not_start() {
    let folder = tempfile::tempdir().unwrap();
    Keys::load(folder.path(), &SystemRandomness).unwrap();
    std::fs::write(folder.path().join(ROOT_KEY_FILE), [1; 32]).unwrap();
    let refused = Keys::load(folder.path(), &SystemRandomness);
    assert!(matches!(refused, Err(KeysError::IssuersKey(_))));
}

#[test]
fn an_organisation_is_made_once_and_its_issuing_key_is_renewed_before_it_ends() {
    let path = tempfile::tempdir().unwrap();
    let path: &Path = path.path();
    let now = SystemClock.now();
    let first = Folder::open(path, &SystemRandomness, now).unwrap();
    let again = Folder::open(path, &SystemRandomness, now).unwrap();
    assert_eq!(first.fingerprint(), again.fingerprint());
    assert_eq!(first.tenant(), again.tenant());
    assert_eq!(first.issuing().0.public(), again.issuing().0.public());
    let later = now.plus_seconds(70 * 24 * 3600);
    let renewed = Folder::open(path, &SystemRandomness, later).unwrap();
    assert_eq!(renewed.fingerprint(), first.fingerprint());
    assert_ne!(renewed.issuing().0.public(), first.issuing().0.public());
    // What the old key signed stays good: both are in the bundle.
    let bundle = renewed.bundle(later).unwrap();
    let fingerprint = tacita_seal::Fingerprint(
        tacita_server::config::check::parse_fingerprint(&renewed.fingerprint()).unwrap(),
    );
    let trust = tacita_seal::Trust::open(&fingerprint, renewed.tenant(), &bundle).unwrap();
    for key in [first.issuing().0.public(), renewed.issuing().0.public()] {
        assert!(
            trust
                .issuing_key(&tacita_seal::key_id(&key), later)
                .is_some()
        );
    }
}
