//! The second factor: nobody gets in without, no code counts twice, passkeys stand alone.

use crate::accounts::current;
use crate::house::{House, PASSWORD, cookies};
use passkey::authenticator::{Authenticator, UiHint, UserCheck, UserValidationMethod};
use passkey::client::{Client, DefaultClientData};
use passkey::crypto::rust_crypto::RustCryptoBackend;
use passkey::types::Passkey;
use passkey::types::ctap2::{Aaguid, Ctap2Error};
use reqwest::Method;
use serde_json::{Value, json};
use tacita_ledger::LeafKind;
use url::Url;

const CODE: &str = "/v1/sign-ins/current/code";

/// A half sign-in's cookie.
async fn half(house: &House, name: &str) -> String {
    let answer = house.sign_in(name, PASSWORD).await;
    assert_eq!(answer.status(), 201);
    cookies(&answer)
}

async fn json_of(answer: reqwest::Response, status: u16) -> Value {
    assert_eq!(answer.status(), status, "{:?}", answer.text().await);
    answer.json().await.unwrap()
}

/// How many leaves of a kind the ledger holds.
async fn leaves(house: &House, kind: LeafKind) -> usize {
    let rows = house.app.store.ledger();
    let all = rows.leaves(0, 10_000).await.unwrap();
    let kinds = all.iter().filter_map(|row| row.leaf.as_ref());
    kinds.filter(|leaf| leaf.kind == kind).count()
}

// Practice: F5
#[tokio::test(flavor = "multi_thread")]
async fn a_password_alone_opens_nothing_for_any_role() {
    let house = House::open().await;
    for name in ["thandi", "root"] {
        let half = half(&house, name).await;
        assert_eq!(current(&house, &half).await, 401);
        for (method, path) in [
            (Method::GET, "/v1/inbox"),
            (Method::GET, "/v1/account"),
            (Method::POST, "/v1/devices"),
            (Method::POST, "/v1/account/recovery-codes"),
            (
                Method::POST,
                "/v1/people/agt_00000000000000000000000001/close",
            ),
        ] {
            let request = house.request(method, path).header("cookie", &half);
            assert_eq!(request.send().await.unwrap().status(), 401, "{name} {path}");
        }
    }
    // With a factor on the account the password does not even let one add another.
    house.give_app("root").await;
    let half = half(&house, "root").await;
    for path in ["/v1/account/app/ask", "/v1/account/passkey/ask"] {
        assert_eq!(house.post(path, &half, json!({})).await.status(), 401);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_sign_in_adds_an_app_and_later_ones_ask_for_its_codes() {
    let house = House::open().await;
    let first = half(&house, "thandi").await;
    let offer = house.post("/v1/account/app/ask", &first, json!({})).await;
    let offer = json_of(offer, 200).await;
    assert!(offer["picture"].as_str().unwrap().starts_with('M'));
    let secret = totp_rs::Secret::try_from_base32(offer["secret"].as_str().unwrap()).unwrap();
    let app = totp_rs::Builder::new().with_secret(secret);
    let app = app.with_account_name("thandi").build().unwrap();
    let code = |house: &House| {
        let now = u64::try_from(house.app.now().as_seconds()).unwrap();
        app.generate(now).to_string()
    };
    let wrong = json!({ "ceremony": offer["ceremony"], "code": "000000" });
    let wrong = house.post("/v1/account/app", &first, wrong).await;
    assert_eq!(wrong.status(), 401);
    let right = json!({ "ceremony": offer["ceremony"], "code": code(&house) });
    let done = house.post("/v1/account/app", &first, right).await;
    let whole = cookies(&done);
    let done = json_of(done, 201).await;
    assert_eq!(done["signed_in"]["display_name"], "Thandi Mokoena");
    let recovery = done["recovery_codes"].as_array().unwrap().clone();
    assert_eq!(recovery.len(), 10);
    assert_eq!(current(&house, &whole).await, 200);
    assert_eq!(current(&house, &first).await, 401, "the half one is over");

    // The very code that enrolled counts no second time; the next one does, once.
    let next = half(&house, "thandi").await;
    let replay = json!({ "code": code(&house) });
    assert_eq!(house.post(CODE, &next, replay).await.status(), 401);
    house.clock.forward(30);
    let fresh = json!({ "code": code(&house) });
    let done = house.post(CODE, &next, fresh.clone()).await;
    assert_eq!(done.status(), 201);
    assert_eq!(current(&house, &cookies(&done)).await, 200);
    let again = half(&house, "thandi").await;
    assert_eq!(house.post(CODE, &again, fresh).await.status(), 401);

    // A recovery code counts once, and in no other account.
    let spent = json!({ "code": recovery[3] });
    assert_eq!(house.post(CODE, &again, spent.clone()).await.status(), 201);
    let again = half(&house, "thandi").await;
    assert_eq!(house.post(CODE, &again, spent).await.status(), 401);
    house.give_app("marek").await;
    let marek = half(&house, "marek").await;
    let other = json!({ "code": recovery[4] });
    assert_eq!(house.post(CODE, &marek, other).await.status(), 401);
    assert_eq!(leaves(&house, LeafKind::FactorAdded).await, 2);
    assert_eq!(leaves(&house, LeafKind::RecoveryCodeUsed).await, 1);
    assert_eq!(leaves(&house, LeafKind::RecoveryCodesMade).await, 1);
    assert_eq!(leaves(&house, LeafKind::SignInRefused).await, 4);

    // What the store has of all this says nothing: neither codes nor seed.
    let seed = app.secret().as_bytes();
    for file in ["tacita.db", "tacita.db-wal", "halves.db", "halves.db-wal"] {
        let bytes = std::fs::read(house.folder.path().join("server").join(file));
        let bytes = bytes.unwrap_or_default();
        for secret in [seed, recovery[0].as_str().unwrap().as_bytes()] {
            let found = bytes.windows(secret.len()).any(|window| window == secret);
            assert!(!found, "{file}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_requests_with_one_code_at_once_one_is_refused() {
    let house = House::open().await;
    house.give_app("thandi").await;
    let (one, two) = (half(&house, "thandi").await, half(&house, "thandi").await);
    let code = json!({ "code": house.code("thandi") });
    let (one, two) = tokio::join!(
        house.post(CODE, &one, code.clone()),
        house.post(CODE, &two, code.clone())
    );
    let mut both = [one.status().as_u16(), two.status().as_u16()];
    both.sort_unstable();
    assert_eq!(both, [201, 401]);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_codes_ends_soon_and_never_for_a_browser_that_is_known() {
    let house = House::open().await;
    house.give_app("thandi").await;
    let begun = half(&house, "thandi").await;
    let code = json!({ "code": house.code("thandi") });
    let known = cookies(&house.post(CODE, &begun, code).await);
    let browser = known.split("; ").find(|c| c.contains("browser")).unwrap();
    let stranger = half(&house, "thandi").await;
    for _ in 0..5 {
        let guess = house.post(CODE, &stranger, json!({ "code": "123456" }));
        assert_eq!(guess.await.status(), 401);
    }
    house.clock.forward(30);
    let code = json!({ "code": house.code("thandi") });
    let shut = house.post(CODE, &stranger, code.clone()).await;
    assert_eq!(shut.status(), 429);
    let own = format!("{stranger}; {browser}");
    assert_eq!(house.post(CODE, &own, code).await.status(), 201);
}

struct Owner {
    verifies: bool,
}

#[async_trait::async_trait]
impl UserValidationMethod for Owner {
    type PasskeyItem = Passkey;

    async fn check_user<'a>(
        &self,
        _: UiHint<'a, Self::PasskeyItem>,
        _: bool,
        _: bool,
    ) -> Result<UserCheck, Ctap2Error> {
        Ok(UserCheck {
            presence: true,
            verification: self.verifies,
        })
    }

    fn is_verification_enabled(&self) -> Option<bool> {
        Some(true)
    }

    fn is_presence_enabled(&self) -> bool {
        true
    }
}

fn authenticator(
    passkey: Option<Passkey>,
    verifies: bool,
) -> Authenticator<Option<Passkey>, Owner, RustCryptoBackend> {
    let owner = Owner { verifies };
    Authenticator::new(Aaguid::new_empty(), passkey, owner, RustCryptoBackend)
}

fn options<T: serde::de::DeserializeOwned>(ceremony: &Value) -> T {
    serde_json::from_str(ceremony["options"].as_str().unwrap()).unwrap()
}

/// What an authenticator answers at this origin.
async fn prove(
    house: &House,
    origin: &str,
    authenticator: Authenticator<Option<Passkey>, Owner, RustCryptoBackend>,
) -> Option<Value> {
    let ask = house.post("/v1/sign-ins/passkey/ask", "", json!({})).await;
    let ask = json_of(ask, 200).await;
    let mut client = Client::new(authenticator).allows_insecure_localhost(true);
    let origin = Url::parse(origin).unwrap();
    let answer = client.authenticate(origin, options(&ask), DefaultClientData);
    let answer = serde_json::to_string(&answer.await.ok()?).unwrap();
    Some(json!({ "ceremony": ask["ceremony"], "credential": answer }))
}

// Practice: F5
#[tokio::test(flavor = "multi_thread")]
async fn a_passkey_alone_signs_in_where_it_was_made_and_only_after_checking_its_owner() {
    let house = House::open().await;
    let first = half(&house, "root").await;
    let ask = house.post("/v1/account/passkey/ask", &first, json!({}));
    let ask = json_of(ask.await, 200).await;
    let mut maker = Client::new(authenticator(None, true)).allows_insecure_localhost(true);
    let origin = Url::parse(&house.base).unwrap();
    let made = maker.register(origin, options(&ask), DefaultClientData);
    let made = serde_json::to_string(&made.await.unwrap()).unwrap();
    let made = json!({ "ceremony": ask["ceremony"], "credential": made });
    let done = house.post("/v1/account/passkey", &first, made.clone());
    let done = done.await;
    let whole = cookies(&done);
    let done = json_of(done, 201).await;
    assert_eq!(done["recovery_codes"].as_array().unwrap().len(), 10);
    assert_eq!(current(&house, &whole).await, 200);
    let twice = house.post("/v1/account/passkey", &whole, made).await;
    assert_eq!(twice.status(), 403, "a ceremony counts once");
    let passkey = maker.authenticator().store().clone();

    let path = "/v1/sign-ins/passkey";
    let good = prove(&house, &house.base, authenticator(passkey.clone(), true));
    let good = good.await.unwrap();
    let whole = house.post(path, "", good.clone()).await;
    let cookie = cookies(&whole);
    assert_eq!(json_of(whole, 201).await["role"], "administrator");
    assert_eq!(current(&house, &cookie).await, 200);
    assert_eq!(house.post(path, "", good).await.status(), 401, "replayed");

    // Found on a table, without its owner's finger.
    let found = prove(&house, &house.base, authenticator(passkey.clone(), false)).await;
    if let Some(found) = found {
        assert_eq!(house.post(path, "", found).await.status(), 401);
    }
    // A false page of another port of this machine passes the answer on.
    let false_page = prove(&house, "https://localhost:1", authenticator(passkey, true));
    let false_page = false_page.await.unwrap();
    assert_eq!(house.post(path, "", false_page).await.status(), 401);
}
