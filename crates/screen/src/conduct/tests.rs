//! Tests of `conduct`: what it must find, must leave alone, and must survive.

use super::*;
use crate::policy::Policy;

fn held(text: &str) -> Vec<Why> {
    let policy = Policy::from_lines(
        "ask * ADDRESS EMAIL\nofficial shop.example\nofficial +27 21 555 0100\n",
    )
    .unwrap();
    Screen::with_policy(policy, None)
        .conduct(text)
        .into_iter()
        .map(|held| held.why)
        .collect()
}

// Practice: C9
#[test]
fn asking_for_a_card_code_or_a_password_is_held() {
    assert_eq!(held("What is your CVV?"), [Why::NeverAsk(Kind::Cvv)]);
    assert_eq!(
        held("Please send me the three digits on the back of your card"),
        [Why::NeverAsk(Kind::Cvv)]
    );
    assert_eq!(
        held("Could you tell me your full password?"),
        [Why::NeverAsk(Kind::Password)]
    );
    assert_eq!(
        held("Could you give me your passport number?"),
        [Why::NotInPurpose(Kind::Passport)]
    );
    assert_eq!(
        held("What is your date of birth?"),
        [Why::NotInPurpose(Kind::BirthDate)]
    );
}

#[test]
fn what_serves_the_purpose_and_warnings_are_not_held() {
    for text in [
        "Could you confirm your email address?",
        "What is your shipping address?",
        "Never share your CVV with anyone.",
        "Did you change your password?",
        "Your password was reset.",
        "Could you send me the order number?",
        "Thank you, I will look into it.",
    ] {
        assert_eq!(held(text), [], "{text}");
    }
}

// Practice: B12
#[test]
fn moving_the_talk_elsewhere_is_held() {
    assert_eq!(
        held("Add me on WhatsApp and we continue there"),
        [Why::Messenger]
    );
    assert_eq!(
        held("just email me at bob.private@gmail.com"),
        [Why::PrivateMail]
    );
    assert_eq!(held("call me on +27 82 123 4567"), [Why::PrivatePhone]);
}

#[test]
fn official_channels_and_the_customers_own_are_not_held() {
    for text in [
        "You can also write to help@shop.example or call +27 21 555 0100.",
        "Is jane@example.com your address?",
        "We do not use WhatsApp.",
    ] {
        assert_eq!(held(text), [], "{text}");
    }
}
