//! The schemes against numbers that others judged, and against random texts.

use super::{Scheme, Validity, schemes};
use std::collections::{BTreeMap, BTreeSet};

fn scheme(id: &str) -> &'static Scheme {
    schemes().find(|scheme| scheme.id == id).unwrap()
}

#[test]
fn every_published_number_gets_the_published_verdict() {
    let mut judged: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let mut wrong = Vec::new();
    let lines = include_str!("vectors.tsv").lines();
    let lines = lines.chain(include_str!("specimens.tsv").lines());
    for line in lines.filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (id, number, verdict) = (
            columns.next().unwrap(),
            columns.next().unwrap(),
            columns.next().unwrap(),
        );
        let found = (scheme(id).check)(number.as_bytes());
        let counts = judged.entry(id).or_default();
        let fits = match verdict {
            "valid" => matches!(found, Validity::Valid | Validity::NoCheck),
            "nocheck" => found == Validity::NoCheck,
            "invalid" => {
                matches!(found, Validity::BadCheck | Validity::Impossible)
                    || (found == Validity::NoCheck && matches!(id, "kr-rrn" | "dk-cpr"))
            }
            "impossible" => found == Validity::Impossible,
            other => panic!("unknown verdict {other}"),
        };
        if !fits {
            wrong.push(format!(
                "{id} {number}: expected {verdict}, found {found:?}"
            ));
        }
        if matches!(verdict, "valid" | "nocheck") {
            counts.0 += 1
        } else {
            counts.1 += 1
        }
    }
    let without: Vec<_> = schemes()
        .filter(|scheme| {
            judged
                .get(scheme.id)
                .is_none_or(|(good, bad)| *good == 0 || *bad == 0)
        })
        .map(|scheme| scheme.id)
        .collect();
    assert!(without.is_empty(), "no number for or against: {without:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_sixty_schemes_in_thirty_countries() {
    let ids: BTreeSet<_> = schemes().map(|scheme| scheme.id).collect();
    let countries: BTreeSet<_> = schemes().map(|scheme| scheme.country).collect();
    assert_eq!(ids.len(), schemes().count(), "ids are unique");
    assert!(
        ids.len() >= 60 && countries.len() >= 30,
        "{} in {}",
        ids.len(),
        countries.len()
    );
    for scheme in schemes() {
        assert!(
            !scheme.words.is_empty() && !scheme.layouts.is_empty(),
            "{}",
            scheme.id
        );
        assert!(
            scheme
                .words
                .iter()
                .all(|word| word.to_lowercase() == **word),
            "{}",
            scheme.id
        );
    }
}

#[test]
fn no_text_makes_a_check_panic_and_odds_are_about_right() {
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut next = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        state >> 33
    };
    let mut wrong = Vec::new();
    for scheme in schemes() {
        for length in 0..24usize {
            let text: Vec<u8> = (0..length)
                .map(|_| u8::try_from(next() % 256).unwrap())
                .collect();
            let _ = (scheme.check)(&text);
            let _ = scheme.fits(&text);
        }
        let layout = scheme.layouts[0];
        let passes = (0..20_000)
            .filter(|_| {
                let text: Vec<u8> = layout
                    .bytes()
                    .filter(|b| b.is_ascii_alphanumeric() || b"#@*".contains(b))
                    .map(|class| match class {
                        b'#' => b'0' + u8::try_from(next() % 10).unwrap(),
                        b'@' => b'A' + u8::try_from(next() % 26).unwrap(),
                        b'*' => b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[next() as usize % 36],
                        literal => literal,
                    })
                    .collect();
                assert!(scheme.fits(&text), "{}", scheme.id);
                matches!((scheme.check)(&text), Validity::Valid | Validity::NoCheck)
            })
            .count();
        let expected = 20_000 / scheme.odds as usize;
        if passes > expected * 3 + 12 {
            wrong.push(format!("{}: {passes} pass, {expected} promised", scheme.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
