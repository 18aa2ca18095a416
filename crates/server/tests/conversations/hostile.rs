//! Bad input against the running service: every kind gets a clear word (an error frame, or a problem
//! as RFC 9457 has it), the service stays up, nothing is lost.

use crate::stranger::{Stranger, genuine, own, post};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use reqwest::Method;
use serde_json::Value;
use tacita_model::{ConversationId, MessageId, TypedId};
use tacita_protocol::control::{
    self, Batch, CommitRequest, FromClient, IntakePost, Reason, Refusal, Trouble, What,
};
use tacita_protocol::{Blob, Wire as Id, hot, limits};
use tacita_seal::{Credential, Identity, Provider, SigningKey, key_package};
use tacita_server::host::{Randomness, SystemRandomness};
use tacita_testkit::{Town, expect_state, expect_text};

#[tokio::test]
async fn an_unknown_conversation_and_a_foreign_one_get_the_same_answer() {
    let town = Town::new().await;
    let (_customer, chat) = town.customer().await;
    let mut answers = Vec::new();
    for conversation in [chat, ConversationId::from_bytes([9; 16])] {
        let (key, credential) = genuine(&town);
        let mut stranger = Stranger::greet(&town, key, credential, conversation, 0).await;
        answers.push(stranger.refusal().await);
        assert!(stranger.next().await.is_none(), "and the socket is over");
    }
    assert_eq!(answers, [Some((What::Hello, Refusal::Unknown)); 2]);
    town.close().await;
}

#[tokio::test]
async fn a_forged_credential_is_refused_like_any_other_that_proves_nothing() {
    let town = Town::new().await;
    let other = Town::new().await;
    let (_customer, chat) = town.customer().await;
    // Signed by another organisation's keys.
    let (key, credential) = genuine(&other);
    let mut stranger = Stranger::greet(&town, key, credential, chat, 0).await;
    assert_eq!(
        stranger.refusal().await,
        Some((What::Hello, Refusal::NotProven))
    );
    // A genuine one, moved to another key.
    let (_, credential) = genuine(&town);
    let key = SigningKey::make(&town.world().keys.crypto);
    let mut stranger = Stranger::greet(&town, key, credential, chat, 0).await;
    assert_eq!(
        stranger.refusal().await,
        Some((What::Hello, Refusal::NotProven))
    );
    // No credential at all, and one flipped byte.
    let (key, _) = genuine(&town);
    let mut stranger = Stranger::greet(&town, key, Vec::new(), chat, 0).await;
    assert_eq!(
        stranger.refusal().await,
        Some((What::Hello, Refusal::NotProven))
    );
    other.close().await;
    town.close().await;
}

// Practice: B3
#[tokio::test]
async fn every_kind_of_bad_frame_gets_its_word() {
    let town = Town::new().await;
    let (mut own, id) = own(&town).await;
    let foreign = ConversationId::from_bytes([9; 16]);
    let blob = || Blob(vec![1, 2, 3]);
    let batch = |generation| {
        FromClient::Batch(Box::new(Batch {
            generation,
            reason: Reason::Open,
            group_info: blob(),
            commit: blob(),
            welcome: blob(),
            posts: Vec::new(),
        }))
    };
    let encode = |frame: &FromClient| control::encode_client(frame).unwrap();
    let cases: Vec<(&str, Vec<u8>, (What, Refusal))> = vec![
        ("an empty frame", vec![], (What::Frame, Refusal::Malformed)),
        (
            "an unknown first byte",
            vec![0x77, 1],
            (What::Frame, Refusal::Malformed),
        ),
        (
            "CBOR that breaks off",
            vec![0x40, 0xa1],
            (What::Frame, Refusal::Malformed),
        ),
        (
            "a post without a head",
            vec![0x01, 0, 0],
            (What::Post, Refusal::Malformed),
        ),
        (
            "a post that is no MLS",
            post(id, 1, 1, 1)[..40].to_vec(),
            (What::Post, Refusal::Malformed),
        ),
        (
            "a post that is too long",
            vec![0x01; limits::POST_FRAME_BYTES + 1],
            (What::Post, Refusal::TooLarge),
        ),
        (
            "a post for another chat",
            post(foreign, 1, 1, 1),
            (What::Post, Refusal::WrongGeneration),
        ),
        (
            "a post before there is a group",
            post(id, 1, 1, 1),
            (What::Post, Refusal::NotMember),
        ),
        (
            "a batch without a reservation",
            encode(&batch(1)),
            (What::Batch, Refusal::ReservationLapsed),
        ),
        (
            "a batch for another number",
            encode(&batch(7)),
            (What::Batch, Refusal::WrongGeneration),
        ),
        (
            "a commit without a group",
            encode(&FromClient::Commit(CommitRequest {
                generation: 1,
                epoch: 0,
                commit: blob(),
                welcome: None,
            })),
            (What::Commit, Refusal::NotMember),
        ),
        (
            "an intake record that is none",
            encode(&FromClient::Intake(IntakePost {
                message: Id(MessageId::from_bytes([3; 16])),
                record: blob(),
                signature: Blob(vec![0; 64]),
            })),
            (What::Intake, Refusal::Malformed),
        ),
        (
            "key packages that are none",
            encode(&FromClient::KeyPackages {
                packages: vec![blob()],
            }),
            (What::KeyPackages, Refusal::Invalid),
        ),
        (
            "the end of a hand-over that never began",
            encode(&FromClient::HandedOver),
            (What::HandedOver, Refusal::NotMember),
        ),
        (
            "trouble without a group",
            encode(&FromClient::Trouble {
                kind: Trouble::Fork,
                sequence: None,
            }),
            (What::Trouble, Refusal::NotMember),
        ),
    ];
    for (name, frame, answer) in cases {
        own.raw(frame);
        assert_eq!(own.refusal().await, Some(answer), "{name}");
    }
    town.close().await;
}

#[tokio::test]
async fn a_place_that_is_not_in_the_log_is_said_to_be_unknown() {
    let town = Town::new().await;
    let (first, id) = own(&town).await;
    let mut again = Stranger::greet(&town, first.key, first.credential, id, 99).await;
    assert_eq!(
        again.refusal().await,
        Some((What::Hello, Refusal::UnknownPlace))
    );
    town.close().await;
}

#[tokio::test]
async fn ten_thousand_random_frames_harm_nobody() {
    let town = Town::new().await;
    let thandi = town.agent("Thandi").await;
    let (customer, _, console) = town.chat(&thandi, "before").await;

    let mut random = ChaCha20Rng::seed_from_u64(20_001);
    let (mut hostile, id) = own(&town).await;
    let (mut answers, mut sockets) = (0, 1);
    for number in 0..10_000u64 {
        let mut frame = match number % 4 {
            0 => Vec::new(),
            1 => vec![hot::CLIENT_CONTROL],
            2 => vec![hot::POST],
            // Genuine forms with flipped bytes get furthest.
            _ => post(id, 1, number % 3, number),
        };
        let length = usize::try_from(random.next_u32() % 200).unwrap();
        if number % 4 == 3 {
            let at = usize::try_from(random.next_u32()).unwrap() % frame.len();
            frame[at] ^= 1 << (random.next_u32() % 8);
        } else {
            let mut bytes = vec![0; length];
            random.fill_bytes(&mut bytes);
            frame.extend_from_slice(&bytes);
        }
        if hostile.wire.send.send(frame).is_err() {
            // After some that cannot be read the socket is ended; whoever likes comes back.
            let key = SigningKey::from_bytes(&hostile.key.to_bytes());
            let credential = hostile.credential.clone();
            answers += drain(&mut hostile);
            hostile = Stranger::greet(&town, key, credential, id, 0).await;
            hostile.caught_up().await;
            sockets += 1;
        }
        answers += drain(&mut hostile);
        if number % 16 == 0 {
            tokio::task::yield_now().await;
        }
    }
    assert!(answers > 100, "{answers} answers on {sockets} sockets");
    // The engine still answers this device and everybody else.
    let key = SigningKey::from_bytes(&hostile.key.to_bytes());
    let mut again = Stranger::greet(&town, key, hostile.credential, id, 0).await;
    again.caught_up().await;
    again.raw(vec![0x77]);
    assert_eq!(
        again.refusal().await,
        Some((What::Frame, Refusal::Malformed))
    );
    console.send(town.message_id(), "after");
    expect_text(&customer, "after").await;
    town.close().await;
}

/// Counts what the service has answered so far.
fn drain(stranger: &mut Stranger) -> usize {
    core::iter::from_fn(|| stranger.wire.receive.try_recv().ok()).count()
}

#[tokio::test]
async fn a_frame_over_the_limit_is_named_and_ends_the_socket() {
    let town = Town::new().await;
    let (mut own, id) = own(&town).await;
    own.raw(vec![hot::CLIENT_CONTROL; limits::CONTROL_FRAME_BYTES + 1]);
    assert_eq!(own.refusal().await, Some((What::Frame, Refusal::TooLarge)));
    assert!(own.next().await.is_none(), "and the socket is over");
    let mut again = Stranger::greet(&town, own.key, own.credential, id, 0).await;
    again.caught_up().await;
    town.close().await;
}

// A member whose brain is not ours: epochs, counters and generations that are not the group's.
#[tokio::test]
async fn a_member_that_posts_and_commits_into_wrong_epochs_is_told_and_the_chat_goes_on() {
    let town = Town::new().await;
    let thandi = town.agent("Thandi").await;
    let (customer, chat, console) = town.chat(&thandi, "before").await;
    let kept = console.storage();
    drop(console);

    let store = town.world().store.clone();
    let row = store.conversation(chat).await.unwrap().unwrap();
    let group = store.group(chat, row.generation).await.unwrap().unwrap();
    let (generation, epoch) = (row.generation.0, group.epoch.0);
    drop(store);
    let mut member = Stranger::instead_of(&town, &thandi, chat).await;
    let commit = |generation, epoch| {
        let commit = Blob(vec![1, 2, 3]);
        let request = CommitRequest {
            generation,
            epoch,
            commit,
            welcome: None,
        };
        control::encode_client(&FromClient::Commit(request)).unwrap()
    };
    let cases = [
        (
            "a post for a later epoch",
            post(chat, generation, epoch + 1, 900),
            What::Post,
            Refusal::WrongEpoch,
        ),
        (
            "a post for an earlier epoch",
            post(chat, generation, epoch - 1, 901),
            What::Post,
            Refusal::WrongEpoch,
        ),
        (
            "a post for another generation",
            post(chat, generation + 1, epoch, 902),
            What::Post,
            Refusal::WrongGeneration,
        ),
        (
            "a post whose counter does not move",
            post(chat, generation, epoch, 0),
            What::Post,
            Refusal::RolledBack,
        ),
        (
            "a commit for a later epoch",
            commit(generation, epoch + 1),
            What::Commit,
            Refusal::WrongEpoch,
        ),
        (
            "a commit for an earlier epoch",
            commit(generation, epoch - 1),
            What::Commit,
            Refusal::LostRace,
        ),
        (
            "a commit for another generation",
            commit(generation + 1, epoch),
            What::Commit,
            Refusal::WrongGeneration,
        ),
        (
            "a commit that is none",
            commit(generation, epoch),
            What::Commit,
            Refusal::Malformed,
        ),
    ];
    for (name, frame, what, why) in cases {
        member.raw(frame);
        assert_eq!(member.refusal().await, Some((what, why)), "{name}");
    }
    drop(member);

    let console = thandi.open_with(chat, kept);
    console.send(town.message_id(), "after");
    expect_text(&customer, "after").await;
    customer.send(town.message_id(), "and back");
    expect_text(&console, "and back").await;
    town.close().await;
}

/// A key package of this identity whose time was over long ago.
fn expired(town: &Town, key: SigningKey, credential: &[u8]) -> Vec<u8> {
    let now = town.world().clock.now();
    let credential = Credential::decode(credential).unwrap();
    let trust = town.organisation().trust();
    let identity = Identity::new(key, credential, &trust, now).unwrap();
    let provider = Provider::new(SystemRandomness.generator());
    let profile = town.organisation().profile;
    let then = now.plus_seconds(-60 * 86_400);
    let package = key_package::make(&provider, &identity, profile, then);
    package.unwrap().bytes
}

#[tokio::test]
async fn a_customers_key_packages_that_have_expired_are_refused() {
    let town = Town::new().await;
    let (mut own, chat) = own(&town).await;
    let key = SigningKey::from_bytes(&own.key.to_bytes());
    let package = Blob(expired(&town, key, &own.credential));
    own.send(&FromClient::KeyPackages {
        packages: vec![package],
    });
    assert_eq!(
        own.refusal().await,
        Some((What::KeyPackages, Refusal::Invalid))
    );
    let store = town.world().store.clone();
    let key = own.key.public();
    assert!(store.next_key_package(&key, chat).await.unwrap().is_none());
    drop(store);
    town.close().await;
}

#[tokio::test]
async fn an_agents_key_packages_that_have_expired_are_refused() {
    let town = Town::new().await;
    let thandi = town.agent("Thandi").await;
    let device = thandi.hand_over().await;
    let key = SigningKey::from_bytes(&device.secret.0.try_into().unwrap());
    let package = expired(&town, key, &device.credential.0);
    let upload = tacita_protocol::http::KeyPackageUpload {
        packages: vec![Blob(package)],
    };
    let body = serde_json::to_vec(&upload).unwrap();
    let path = format!("/v1/devices/{}/key-packages", thandi.device);
    let cookie = town.server().cookie(thandi.id).await;
    let left = town
        .world()
        .store
        .key_packages_left(&thandi.key)
        .await
        .unwrap();
    let (status, kind) = ask(&town, Method::PUT, &path, &cookie, "application/json", body).await;
    assert_eq!((status, kind.as_str()), (403, "/problems/not-proven"));
    let after = town
        .world()
        .store
        .key_packages_left(&thandi.key)
        .await
        .unwrap();
    assert_eq!(left, after);
    town.close().await;
}

// What was good when it was left and has ended since is used for nobody.
#[tokio::test]
async fn a_chat_is_not_given_to_a_device_whose_key_packages_have_ended() {
    let town = Town::days_ago(28).await;
    let (thandi, marek) = (town.agent("Thandi").await, town.agent("Marek").await);
    town.pass(25 * 86_400).await;
    // Both credentials are renewed by the issuer; only one device leaves fresh packages.
    thandi.renewed().await;
    marek.renewed().await;
    marek.refill().await;
    assert_eq!(
        town.world()
            .store
            .key_packages_left(&thandi.key)
            .await
            .unwrap(),
        0
    );
    town.route_to(&thandi);
    town.route_to(&marek);
    let (customer, chat) = town.customer().await;
    customer.send(town.message_id(), "anybody?");
    expect_state(&customer, "anybody?", "sent").await;
    let row = town.row(chat).await;
    assert_eq!(row.agent, Some(marek.id));
    let console = marek.open(chat);
    expect_text(&console, "anybody?").await;
    town.close().await;
}

/// Asks a route for something. Answers the status and the type of the problem.
async fn ask(
    town: &Town,
    method: Method,
    path: &str,
    cookie: &str,
    content_type: &str,
    body: Vec<u8>,
) -> (u16, String) {
    let server = town.server();
    let request = server
        .http
        .request(method, format!("{}{path}", server.origin));
    let request = request
        .header("cookie", cookie)
        .header("origin", &server.origin)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", content_type);
    let answer = request.body(body).send().await.unwrap();
    let status = answer.status().as_u16();
    let media = answer.headers().get("content-type").cloned();
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(
        media.unwrap(),
        "application/problem+json",
        "{path}: {problem}"
    );
    assert_eq!(problem["status"], status);
    for word in ["title", "detail", "fault", "request"] {
        let text = problem[word].as_str().unwrap();
        assert!(!text.is_empty(), "{path}: {word} of {problem}");
    }
    (status, problem["type"].as_str().unwrap().to_owned())
}

/// What it is, method, path, type and body; status and problem of the answer.
type BadRequest<'a> = (&'a str, Method, &'a str, &'a str, Vec<u8>, (u16, &'a str));

// Practice: B3
#[tokio::test]
async fn every_kind_of_bad_request_gets_its_problem_and_repeats_nothing_of_it() {
    let town = Town::new().await;
    let thandi = town.agent("Thandi").await;
    let cookie = town.server().cookie(thandi.id).await;
    let (json, open) = ("application/json", "/v1/widget/sites/shop/conversations");
    let no_chat = format!(
        "/v1/conversations/{}/close",
        ConversationId::from_bytes([9; 16])
    );
    let large = vec![b' '; 300 * 1024];
    let key = format!(
        r#"{{"leaf_key":"{}","signature":"{}"}}"#,
        "A".repeat(43),
        "A".repeat(86)
    );
    let (get, put, post) = (Method::GET, Method::PUT, Method::POST);
    let cases: Vec<BadRequest<'_>> = vec![
        (
            "a body over the limit",
            post.clone(),
            open,
            json,
            large.clone(),
            (413, "too-large"),
        ),
        (
            "a body over the limit of a route with a sign-in",
            post.clone(),
            "/v1/devices",
            json,
            large,
            (413, "too-large"),
        ),
        (
            "a body that is no JSON",
            post.clone(),
            open,
            json,
            b"{".to_vec(),
            (400, "malformed"),
        ),
        (
            "a body without its fields",
            post.clone(),
            open,
            json,
            b"{}".to_vec(),
            (400, "malformed"),
        ),
        (
            "a body with bytes that are no text",
            post.clone(),
            open,
            json,
            vec![0xff, 0xfe],
            (400, "malformed"),
        ),
        (
            "a body of another type",
            post.clone(),
            open,
            "text/plain",
            b"hello".to_vec(),
            (415, "media-type"),
        ),
        (
            "a signature that proves nothing",
            post.clone(),
            open,
            json,
            key.clone().into_bytes(),
            (403, "not-proven"),
        ),
        (
            "a site that does not exist",
            post.clone(),
            "/v1/widget/sites/nobody/conversations",
            json,
            key.into_bytes(),
            (404, "not-found"),
        ),
        (
            "a conversation that does not exist",
            post.clone(),
            &no_chat,
            json,
            vec![],
            (404, "not-found"),
        ),
        (
            "an id that is none",
            post,
            "/v1/conversations/cnv_nonsense/close",
            json,
            vec![],
            (400, "malformed"),
        ),
        (
            "a device that is none",
            get.clone(),
            "/v1/devices/4111111111111111",
            json,
            vec![],
            (404, "not-found"),
        ),
        (
            "a route that does not exist",
            get.clone(),
            "/v1/nothing",
            json,
            vec![],
            (404, "not-found"),
        ),
        (
            "a method that the route does not know",
            put,
            "/v1/inbox",
            json,
            vec![],
            (405, "method"),
        ),
        (
            "the issuer's route without its proof",
            get,
            "/v1/issuer/requests",
            json,
            vec![],
            (404, "not-found"),
        ),
    ];
    for (name, method, path, content_type, body, (status, kind)) in cases {
        let answer = ask(&town, method, path, &cookie, content_type, body).await;
        assert_eq!(answer, (status, format!("/problems/{kind}")), "{name}");
    }
    // And it still opens chats.
    let (customer, _) = town.customer().await;
    customer.send(town.message_id(), "hello");
    expect_state(&customer, "hello", "sent").await;
    town.close().await;
}
