//! Tests of `guard`: what it must find, must leave alone, and must survive.

use super::*;
use crate::{Screen, Speaker};

fn printer() -> Printer {
    Printer::new([7; 32])
}

fn guard(chats: &[(u8, &str)]) -> Guard<u8> {
    let screen = Screen::new();
    let mut guard = Guard::default();
    for (chat, text) in chats {
        let findings = screen.conversation(text, Speaker::Customer, &[], &[]);
        guard.add(chat, &printer().of_text(text, &findings), 1_000);
    }
    guard
}

fn wrong(guard: &Guard<u8>, chat: u8, draft: &str, now: u64) -> Option<(u8, Carried)> {
    guard
        .check(&chat, &printer().of_draft(draft), now)
        .map(|wrong| (wrong.chat, wrong.carried))
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
    guard.add(&1, &printer().of_name("Jane Oduya"), 1_000);
    let check = |draft: &str| wrong(&guard, 2, draft, 1_100);
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
    assert_eq!(wrong(&guard, 2, "your order 48213377", 1_001), None);
    assert_eq!(
        wrong(&guard, 3, "where is my parcel now please", 1_001),
        None
    );
}

#[test]
fn an_agents_sentences_are_everybodys_but_the_values_in_them_are_not() {
    let said = "thank you for writing to us today, I sent it to jane.doe@example.com";
    let findings = Screen::new().conversation(said, Speaker::Agent, &[], &[]);
    let mut guard = Guard::default();
    guard.add(&1, &printer().of_own(said, &findings), 1_000);
    assert_eq!(
        wrong(&guard, 2, "thank you for writing to us today", 1_001),
        None
    );
    assert_eq!(
        wrong(&guard, 2, "jane.doe@example.com", 1_001),
        Some((1, Carried::Value))
    );
}

// Practice: B7
#[test]
fn a_paste_from_another_window_is_known_even_after_it_was_edited() {
    let mut guard = guard(&[(1, "order 48213377")]);
    let copied = "Good news:\nthe parcel is at your door";
    guard.add(&1, &printer().of_copy(copied), 1_000);
    let pasted = printer()
        .pasted("good news: the parcel is at your door")
        .unwrap();
    assert_eq!(guard.source(&2, &pasted, 1_001), Some(1));
    assert_eq!(guard.source(&1, &pasted, 1_001), None);
    let place = |draft: &str| remains(&printer().of_draft(draft), &pasted);
    assert_eq!(place("Hello! the parcel is here"), Some(7..20));
    assert_eq!(place("the door"), None);
    // Words that nobody copied anywhere are nobody's.
    let other = printer().pasted("from somewhere else").unwrap();
    assert_eq!(guard.source(&2, &other, 1_001), None);
}

#[test]
fn old_fingerprints_are_forgotten_but_those_of_the_own_chat_are_not() {
    let mut guard = guard(&[(1, "order 48213377"), (2, "order 99887766")]);
    let later = 1_000 + KEEP_SECONDS;
    assert_eq!(wrong(&guard, 2, "order 48213377", later), None);
    assert_eq!(guard.len(), 2);
    guard.forget(&2, later);
    assert_eq!(guard.len(), 1);
    guard.add(&3, &printer().of_text("order 99887766", &[]), later);
    assert_eq!(wrong(&guard, 2, "order 99887766", later), None);
}

// Practice: B7
#[test]
fn prints_cross_as_bytes_and_hold_no_text() {
    let text = "my mail is jane.doe@example.com";
    let findings = Screen::new().conversation(text, Speaker::Customer, &[], &[]);
    let prints = printer().of_text(text, &findings);
    let bytes = write(&prints);
    assert_eq!(bytes.len(), prints.len() * 9);
    assert_eq!(read(&bytes), Some(prints.clone()));
    assert_eq!(read(&[1, 2]), None);
    assert_eq!(read(&[9; 9]), None);
    // Under another key every print is another.
    let other = Printer::new([8; 32]).of_text(text, &findings);
    assert!(prints.iter().all(|print| !other.contains(print)));
}
