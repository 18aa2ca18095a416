//! The ledger's key is missing: nothing that waits is opened, with words that say so; chats go on;
//! and when the key is back, nothing was lost.

use tacita_server::edge::errors::Problem;
use tacita_server::features::conversations::accept;
use tacita_testkit::{Town, expect_state, expect_text, has_text};

#[tokio::test]
async fn without_the_ledgers_key_nothing_is_opened_and_chats_go_on() {
    let town = Town::new().await;
    let thandi = town.agent("Thandi").await;
    let (running, _, console) = town.chat(&thandi, "before").await;
    town.stop().await;
    town.hold_ledger_key(false);
    town.start().await;
    town.back(&running).await;
    town.back(&console).await;

    running.send(town.message_id(), "does it still work?");
    expect_text(&console, "does it still work?").await;
    console.send(town.message_id(), "it does");
    expect_text(&running, "it does").await;

    // A customer who is there needs no lock opened: their device sends into the group.
    let (there, chat) = town.customer().await;
    there.send(town.message_id(), "I am still here");
    expect_state(&there, "I am still here", "sent").await;
    let hub = town.server().hub.clone();
    let taken = accept::accept(&hub, thandi.signed_in(), chat, thandi.device).await;
    assert_eq!(taken, Ok(()));
    expect_text(&thandi.open(chat), "I am still here").await;

    // One who left: what they wrote waits under two locks, and one of them stays.
    let (waiting, chat) = town.customer().await;
    waiting.send(town.message_id(), "my parcel is lost");
    expect_state(&waiting, "my parcel is lost", "sent").await;
    waiting.online(false);
    town.away(&waiting).await;
    let refused = accept::accept(&hub, thandi.signed_in(), chat, thandi.device).await;
    assert_eq!(refused, Err(Problem::NoReveal));
    // Past the words of the edge, the half itself is not given out.
    thandi.accept(chat).await.unwrap();
    let opened = thandi.open(chat);
    town.pass(2).await;
    assert!(!has_text(&opened, "parcel"), "{:?}", opened.events());

    drop(hub);
    town.stop().await;
    town.hold_ledger_key(true);
    town.start().await;
    town.back(&opened).await;
    expect_text(&opened, "my parcel is lost").await;
    opened.send(town.message_id(), "we look for it");
    waiting.online(true);
    town.back(&waiting).await;
    expect_text(&waiting, "we look for it").await;
    town.close().await;
}
