//! The word lists in the form that [`super::Lexicon::read`] takes: a line for each list, beginning
//! with what its words are (`c` concepts, `s` words of a national scheme, `d` a spelled digit, `r` a
//! repeat), a number in hex, a tab, and the words with commas between them.

use super::{english, numbers, world};

/// All lists, in the order in which they were always read.
pub(crate) fn text() -> String {
    let mut out = String::new();
    let mut line = |what: char, number: u64, words: &str| {
        out.push_str(&format!("{what}{number:x}\t{words}\n"));
    };
    for &(list, mask) in english::WORDS.iter().chain(world::WORDS) {
        line(
            'c',
            mask,
            &list
                .split(',')
                .map(str::trim)
                .collect::<Vec<_>>()
                .join(",")
                // Folding takes the long mark of Japanese for a dash, which is no part of a word.
                .replace('ー', ""),
        );
    }
    for (place, scheme) in crate::national::schemes().enumerate() {
        line('s', place as u64, &scheme.words.join(","));
    }
    for &(list, value) in numbers::DIGITS {
        line('d', u64::from(value), &list.replace(' ', ","));
    }
    for &(word, times) in numbers::REPEATS {
        line('r', u64::from(times), word);
    }
    out
}
