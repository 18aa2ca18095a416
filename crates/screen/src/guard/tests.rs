//! Tests of `guard`: what it must find, must leave alone, and must survive.

use super::*;
use crate::{Screen, Speaker};

fn guard(chats: &[(u8, &str)]) -> Guard<u8> {
    let screen = Screen::new();
    let mut guard = Guard::new([7; 32]);
    for (chat, text) in chats {
        let findings = screen.conversation(text, Speaker::Customer, &[], &[]);
        guard.observe(chat, text, &findings, 1_000);
    }
    guard
}

// Practice: B7
#[test]
fn another_customers_value_name_or_sentence_is_stopped_and_named() {
    let mut guard = guard(&[
        (
            1,
            "my mail is jane.doe@example.com and the order is 48213377",
        ),
        (1, "the blue kettle arrived with a broken lid yesterday"),
        (2, "hello, where is my parcel?"),
    ]);
    guard.observe_name(&1, "Jane Oduya", 1_000);
    let check = |draft: &str| {
        guard
            .check(&2, draft, None, 1_100)
            .map(|wrong| (wrong.chat, wrong.carried))
    };
    assert_eq!(
        check("I have written to Jane.Doe@example.com"),
        Some((1, Carried::Value))
    );
    assert_eq!(
        check("Your order 4821 3377 is on its way"),
        Some((1, Carried::Value))
    );
    assert_eq!(check("Good morning Oduya"), Some((1, Carried::Name)));
    assert_eq!(
        check("so the blue kettle arrived with a broken lid, sorry"),
        Some((1, Carried::Words))
    );
    assert_eq!(check("Thank you, I will look into your parcel."), None);
}

#[test]
fn what_belongs_to_the_own_chat_or_to_both_is_let_through() {
    let guard = guard(&[
        (1, "my order is 48213377"),
        (2, "order 48213377 please"),
        (1, "where is my parcel now please tell me"),
        (2, "where is my parcel now please"),
        (3, "hi"),
    ]);
    assert_eq!(guard.check(&2, "your order 48213377", None, 1_001), None);
    assert_eq!(
        guard.check(&3, "where is my parcel now please", None, 1_001),
        None
    );
}

#[test]
fn a_paste_from_another_window_is_stopped_and_old_fingerprints_are_forgotten() {
    let mut guard = guard(&[(1, "order 48213377")]);
    let pasted = guard.check(&2, "anything", Some(&1), 1_001).unwrap();
    assert_eq!((pasted.chat, pasted.carried), (1, Carried::Paste));
    assert_eq!(
        guard.check(&2, "order 48213377", None, 1_000 + KEEP_SECONDS),
        None
    );
    guard.forget(1_000 + KEEP_SECONDS);
    assert!(guard.seen.is_empty());
}
