//! The words of reports, from Fluent files that stand beside the pages' own.
//!
//! Reports need plain sentences alone, so a message is a line `name = text`; a test refuses anything more and
//! languages whose names differ. Refuses nothing at run time: a missing word shows its name.

use std::collections::BTreeMap;

const FILES: [(&str, &str); 2] = [
    (
        "en",
        include_str!("../../../../../../web/kit/words/report/en.ftl"),
    ),
    (
        "de",
        include_str!("../../../../../../web/kit/words/report/de.ftl"),
    ),
];

/// The words of one language.
#[derive(Debug)]
pub struct Words {
    /// The language, as a BCP 47 tag.
    pub language: &'static str,
    words: BTreeMap<&'static str, &'static str>,
}

/// The language of this tag, if there are words in it.
#[must_use]
pub fn known(tag: &str) -> Option<&'static str> {
    FILES
        .iter()
        .map(|(known, _)| *known)
        .find(|known| *known == tag)
}

impl Words {
    /// The words of a language; English where there are none.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let [english, ..] = FILES;
        let (language, text) = FILES
            .into_iter()
            .find(|(known, _)| *known == tag)
            .unwrap_or(english);
        Self {
            language,
            words: read(text).collect(),
        }
    }

    /// A word by its name.
    #[must_use]
    pub fn say(&self, name: &str) -> String {
        self.words.get(name).copied().unwrap_or(name).to_owned()
    }
}

fn read(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .filter_map(|line| line.split_once(" = "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_words_and_each_is_one_plain_line() {
        let [(_, english), others @ ..] = FILES;
        let names = |text| read(text).map(|(name, _)| name).collect::<Vec<_>>();
        for (tag, text) in [("en", english)].into_iter().chain(others) {
            assert_eq!(names(text), names(english), "{tag}");
            for line in text.lines().filter(|line| !line.is_empty()) {
                assert!(
                    line.starts_with('#') || (line.contains(" = ") && !line.contains('{')),
                    "{tag}: {line}"
                );
            }
        }
    }
}
