//! The engine seen from outside: what people type, and what must come out.

use crate::*;

fn screen(text: &str) -> Review {
    Screen::new().draft(&Draft {
        text,
        speaker: Speaker::Customer,
        expected: &[],
        earlier: &[],
    })
}

fn kinds(text: &str) -> Vec<Kind> {
    screen(text)
        .findings()
        .iter()
        .filter(|f| f.band > Band::Hint)
        .map(|f| f.kind)
        .collect()
}

fn sent(text: &str) -> String {
    screen(text).finish(&[]).unwrap().into_inner()
}

// Practice: C5
#[test]
fn a_card_number_is_masked_and_keeps_its_last_four() {
    assert_eq!(
        sent("my card is 4111 1111 1111 1111 ok"),
        "my card is ⟦card •1111⟧ ok"
    );
    assert_eq!(sent("4111-1111-1111-1111"), "⟦card •1111⟧");
    assert_eq!(sent("３７８２822463１0005"), "⟦card •0005⟧");
    assert_eq!(
        sent("four one one one 1111 1111 double one 1 one"),
        "⟦card⟧"
    );
}

#[test]
fn a_verification_code_is_cut_out_and_cannot_be_sent_anyway() {
    let review = screen("my cvv is 123");
    assert_eq!(
        review.findings().first().map(|f| f.action),
        Some(Action::Block)
    );
    assert_eq!(
        review.finish(&[Choice::SendAnyway]).unwrap_err(),
        Refused { finding: 0 }
    );
    assert_eq!(sent("my cvv is 123"), "my cvv is ");
    assert_eq!(
        kinds("4111 1111 1111 1111 12/27 123"),
        [Kind::CreditCard, Kind::Cvv]
    );
    assert_eq!(
        kinds("My card is 4111 1111 1111 1111, the code is 123."),
        [Kind::CreditCard, Kind::Cvv]
    );
    assert_eq!(kinds("the code of the door is 123"), []);
    assert_eq!(
        kinds("my card is 4111 1111 1111 1111 and I paid 123 for it"),
        [Kind::CreditCard]
    );
}

// Practice: C2
#[test]
fn each_first_kind_is_found() {
    assert_eq!(kinds("IBAN GB29 NWBK 6016 1331 9268 19"), [Kind::Iban]);
    assert_eq!(kinds("write to jane.doe@example.com please"), [Kind::Email]);
    assert_eq!(kinds("jane (at) example (dot) com"), [Kind::Email]);
    assert_eq!(kinds("call me on +27 82 123 4567"), [Kind::Phone]);
    assert_eq!(kinds("my ssn is 536-32-3065"), [Kind::NationalId]);
    assert_eq!(kinds("my password is Tr0ub4dor&3"), [Kind::Password]);
    assert_eq!(kinds("pin 4821"), [Kind::Pin]);
    assert_eq!(
        kinds("the verification code is 482913"),
        [Kind::OneTimeCode]
    );
}

#[test]
fn talking_about_values_is_silent() {
    for text in [
        "I forgot my password, can you help?",
        "order 4111111 has not arrived",
        "tracking number 7035114477138471",
        "version 10.04 of 2009-05-19",
        "my password is wrong",
        "it costs $1,937.88 for 2 people",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn a_placeholder_is_never_found_again() {
    for kind in Kind::ALL {
        let text = format!(
            "my card ⟦{} •1111⟧ and ⟦{}⟧",
            placeholder::word(*kind),
            placeholder::word(*kind)
        );
        assert_eq!(kinds(&text), [], "{text}");
    }
    assert_eq!(kinds("⟦4111111111111111⟧"), [Kind::CreditCard]);
}

#[test]
fn a_number_split_over_messages_is_seen() {
    let earlier = [Earlier {
        tail: "my card is 4111 1111".into(),
        age_seconds: 5,
    }];
    let draft = Draft {
        text: "1111 1111 thanks",
        speaker: Speaker::Customer,
        expected: &[],
        earlier: &earlier,
    };
    let review = Screen::new().draft(&draft);
    let finding = review.findings().first().unwrap();
    assert_eq!(
        (finding.range.clone(), finding.kind, finding.split),
        (0..9, Kind::CreditCard, true)
    );
}

// Practice: C3
#[test]
fn passwords_keys_and_health_data_are_masked() {
    assert_eq!(
        sent("my password is Tr0ub4dor&3"),
        "my password is ⟦password⟧"
    );
    assert_eq!(
        sent("key ghp_aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5"),
        "key ⟦secret⟧"
    );
    assert_eq!(
        kinds("I was diagnosed with diabetes last year"),
        [Kind::Health]
    );
    assert_eq!(kinds("do you sell books about diabetes?"), []);
}

// Practice: C11
#[test]
fn what_agents_write_is_screened_by_the_same_engine() {
    let text = "the card 4111 1111 1111 1111 is noted";
    let draft = Draft {
        text,
        speaker: Speaker::Agent,
        expected: &[],
        earlier: &[],
    };
    let sent = Screen::new()
        .draft(&draft)
        .finish(&[])
        .unwrap()
        .into_inner();
    assert_eq!(sent, "the card ⟦card •1111⟧ is noted");
}

// Practice: C6
#[test]
fn a_name_a_birth_date_and_an_address_together_are_masked() {
    let screen = Screen::complete();
    let read = |text: &str| screen.conversation(text, Speaker::Customer, &[], &[]);
    let together = read(
        "My name is Thandi Nkosi, born on 12 March 1985, I live at 12 Rose Street, Cape Town 7925",
    );
    assert!(
        together
            .iter()
            .any(|f| f.kind == Kind::Person && f.action == Action::Mask),
        "{together:?}"
    );
    let alone = read("My name is Thandi Nkosi");
    assert!(alone.iter().all(|f| f.action < Action::Mask));
}

#[test]
fn counting_aloud_over_messages_is_no_card() {
    let mut text = String::new();
    let mut breaks = Vec::new();
    for number in 189..205 {
        text.push_str(&format!("number {number}."));
        breaks.push(text.len());
        text.push('\n');
    }
    let found = Screen::new().conversation(&text, Speaker::Customer, &[], &breaks);
    assert_eq!(found, []);
}

#[test]
fn numbers_in_messages_that_say_more_do_not_join() {
    let text = "I waited 4111 minutes\nthe order has 1111 1111 1111 items in it";
    let found = Screen::new().conversation(text, Speaker::Customer, &[], &[21]);
    assert!(found.iter().all(|f| !f.split), "{found:?}");
}

#[test]
fn a_bare_answer_is_guessed_only_where_the_question_is_unknown() {
    let screen = Screen::new();
    let read = |text: &str| -> Vec<Kind> {
        screen
            .conversation(text, Speaker::Customer, &[], &[])
            .iter()
            .filter(|f| f.band > Band::Hint)
            .map(|f| f.kind)
            .collect()
    };
    assert_eq!(read("5454"), [Kind::Pin]);
    assert_eq!(read("sure its 5454"), [Kind::Pin]);
    for other in [
        "2015",
        "order 5454",
        "5454 items",
        "bug 99508",
        "06122018",
        "#000000",
    ] {
        assert_eq!(read(other), [], "{other}");
    }
    assert_eq!(kinds("5454"), [], "in a live chat the question is known");
}

#[test]
fn what_a_sentence_before_spoke_of_says_less() {
    let text = "You will get a confirmation by email. His number is 022 234 5678";
    assert_eq!(kinds(text), [Kind::Phone]);
}

#[test]
fn keys_are_known_by_their_makers_and_their_shapes() {
    for (text, value) in [
        ("MAILCHIMP_API='bd3777708aecfee66c5335f62a6246a4-us13'", 36),
        ("4839574813:AAFD39kkdpWt3ywyRZergyOLMaJhac61qcX", 46),
        ("docker login -u gemesa -p Hq8sZ2kPw91", 11),
        ("Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", 28),
    ] {
        let review = screen(text);
        assert!(
            review
                .findings()
                .iter()
                .any(|f| f.kind == Kind::Secret && f.range.len() + 2 >= value),
            "{text}: {:?}",
            review.findings()
        );
    }
    assert_eq!(kinds("STRIPE_REGION=eu-west-1a-2b3c4d5e6f7g8h9i"), []);
}

// Practice: C3
#[test]
fn passwords_are_found_however_people_give_them() {
    for (text, password) in [
        ("pw: Sommer2024!", "Sommer2024!"),
        ("my password is kittycat", "kittycat"),
        ("the password I used was Winter#19", "Winter#19"),
        ("hunter22 is my password", "hunter22"),
        ("reset my password to Sunshine44 please", "Sunshine44"),
        ("password:\nSummer2019", "Summer2019"),
        ("password is p a s s 1 2 3 4", "p a s s 1 2 3 4"),
        ("login: marie / K4tze!22", "K4tze!22"),
        ("u: admin p: S3cret!x", "S3cret!x"),
        ("wifi key: guest2291net", "guest2291net"),
        ("das Passwort lautet: regenbogen", "regenbogen"),
        ("Summer2019 ist mein Passwort", "Summer2019"),
        ("mon mot de passe est soleil75", "soleil75"),
        ("moje hasło to kotek123", "kotek123"),
        ("salasanani on kissa123", "kissa123"),
        ("şifrem kedi1234", "kedi1234"),
        ("мой пароль: котик2020", "котик2020"),
        ("ο κωδικός μου είναι gata2020", "gata2020"),
        ("הסיסמה שלי היא shalom123", "shalom123"),
        ("كلمة المرور هي nour2020", "nour2020"),
        ("密码是 abc123456", "abc123456"),
        ("パスワードは sakura77 です", "sakura77"),
        ("비밀번호는 love1004 입니다", "love1004"),
        ("mật khẩu là meomeo123", "meomeo123"),
        ("nenosiri langu ni simba123", "simba123"),
    ] {
        let review = screen(text);
        let found: Vec<_> = review
            .findings()
            .iter()
            .filter(|finding| finding.kind == Kind::Password)
            .map(|finding| text.get(finding.range.clone()).unwrap_or_default())
            .collect();
        assert_eq!(found, [password], "{text}");
    }
}

#[test]
fn talking_about_passwords_gives_none() {
    for text in [
        "my password is not working",
        "What can I do if my passcode won't work?",
        "password attempts 3",
        "the pass is valid until Friday",
        "boarding pass 123",
        "my password is exactly what I typed",
        "password for order 12345 is not arriving",
        "my password expired on 12/03/2024",
        "das Passwort ist abgelaufen",
        "la contraseña es incorrecta",
        "il password è sbagliata",
        "het wachtwoord is verkeerd",
        "hasło jest nieprawidłowe",
        "пароль неверный",
        "パスワードを忘れました",
        "비밀번호를 잊어버렸어요",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}
