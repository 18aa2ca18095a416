//! Drafts: whatever is typed or pasted is read without a panic, in order, on character borders, and
//! what is sent holds nothing that had to be masked.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tacita_screen::{Action, Draft, Earlier, Kind, Screen, Speaker};

fuzz_target!(|input: (&str, &str)| {
    let (tail, text) = input;
    let screen = Screen::complete();
    let earlier = [Earlier { tail: tail.to_owned(), age_seconds: 5 }];
    let draft = Draft { text, speaker: Speaker::Customer, expected: &[Kind::Password], earlier: &earlier };
    let review = screen.draft(&draft);
    let mut end = 0;
    for finding in review.findings() {
        assert!(finding.range.start >= end && text.get(finding.range.clone()).is_some());
        end = finding.range.end;
    }
    let sent = review.finish(&[]).expect("suggestions are always allowed").into_inner();
    for finding in review.findings().iter().filter(|finding| finding.action >= Action::Mask) {
        let value = &text[finding.range.clone()];
        assert!(value.len() < 24 || text.matches(value).count() > 1 || !sent.contains(value));
    }
    let _ = screen.conduct(text);
});
