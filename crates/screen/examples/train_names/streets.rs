//! Street addresses as English-speaking countries write them: house number, direction, name, kind of
//! street. The lists of the locales know only a few of their shapes ("1100 H Street" and "1422
//! Southwest 11th Avenue" never come), and a tagger misses what it never saw.

use crate::data::{Chance, Lists};

const DIRECTIONS: [&str; 14] = [
    "N",
    "S",
    "E",
    "W",
    "NE",
    "SW",
    "N.",
    "S.",
    "North",
    "South",
    "East",
    "West",
    "Southwest",
    "Northeast",
];

/// Names of streets that are no names of people or places.
const NAMES: [&str; 48] = [
    "Main",
    "Park",
    "Oak",
    "Pine",
    "Maple",
    "Cedar",
    "Elm",
    "Washington",
    "Lake",
    "Hill",
    "Walnut",
    "Spring",
    "Ridge",
    "Church",
    "Mill",
    "Sunset",
    "Railroad",
    "Jackson",
    "Cherry",
    "Lincoln",
    "Highland",
    "Station",
    "Victoria",
    "High",
    "King",
    "Queen",
    "Market",
    "Mission",
    "Harbour",
    "Long",
    "Green",
    "School",
    "River",
    "College",
    "Pepper Tree",
    "Blue Heron",
    "Vista Club",
    "Center Court",
    "Fox Hollow",
    "Old Mill",
    "Stone Bridge",
    "University",
    "Airport",
    "Industrial",
    "Treat",
    "Field",
    "Stadium",
    "Garden",
];

const KINDS: [&str; 46] = [
    "Street",
    "Street",
    "Street",
    "St",
    "St",
    "St.",
    "Avenue",
    "Avenue",
    "Avenue",
    "Ave",
    "Ave.",
    "Road",
    "Road",
    "Rd",
    "Rd.",
    "Lane",
    "Lane",
    "Ln",
    "Drive",
    "Drive",
    "Dr",
    "Boulevard",
    "Boulevard",
    "Blvd",
    "Blvd.",
    "Way",
    "Way",
    "Court",
    "Ct",
    "Place",
    "Pl",
    "Circle",
    "Circle",
    "Terrace",
    "Parkway",
    "Pkwy",
    "Plaza",
    "Square",
    "Highway",
    "Hwy",
    "Crescent",
    "Close",
    "Row",
    "Loop",
    "Trail",
    "Mews",
];

const ORDINALS: [&str; 10] = [
    "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
];

fn ordinal(number: usize) -> String {
    let end = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

fn one<'a>(list: &[&'a str], chance: &mut Chance) -> &'a str {
    list[chance.below(list.len())]
}

fn house(chance: &mut Chance) -> String {
    let most = [10, 100, 1000, 10_000, 10_000, 40_000][chance.below(6)];
    let number = 1 + chance.below(most);
    match chance.below(20) {
        0 => format!("{number}-{}", number + 2 + chance.below(80)),
        1 => format!("{number}{}", one(&["a", "b", "A", "B", "C"], chance)),
        _ => number.to_string(),
    }
}

fn name(lists: &Lists, chance: &mut Chance) -> String {
    let home = one(
        &["en_US", "en_GB", "en_AU", "en_CA", "en_IE", "es", "fr_FR"],
        chance,
    );
    match chance.below(20) {
        0..=3 => ordinal(1 + chance.below(170)),
        4 => one(&ORDINALS, chance).to_owned(),
        5 => char::from(b'A' + chance.below(26) as u8).to_string(),
        6..=10 => lists
            .pick(home, "last", chance)
            .unwrap_or("Snyder")
            .to_owned(),
        11..=13 => lists
            .pick("en_US", "city", chance)
            .unwrap_or("Oakland")
            .to_owned(),
        14 => {
            let person = lists.pick("en_US", "first", chance).unwrap_or("Martin");
            let last = lists.pick("en_US", "last", chance).unwrap_or("Mays");
            format!("{person} {last}")
        }
        _ => one(&NAMES, chance).to_owned(),
    }
}

/// A street address with its house number, now and then with a flat, a town and a postcode.
pub(crate) fn english(lists: &Lists, chance: &mut Chance) -> String {
    let mut out = house(chance);
    out.push(' ');
    if chance.below(4) == 0 {
        out.push_str(one(&DIRECTIONS, chance));
        out.push(' ');
    }
    out.push_str(&name(lists, chance));
    // Some streets have no word that says so; the number before them and the sentence do.
    if chance.below(16) > 0 {
        out.push(' ');
        out.push_str(one(&KINDS, chance));
    }
    if chance.below(10) == 0 {
        out.push(' ');
        out.push_str(one(&DIRECTIONS[8..], chance));
    }
    if chance.below(7) == 0 {
        let unit = one(
            &["Apt", "Apt.", "Suite", "Unit", "Flat", "#", "Floor"],
            chance,
        );
        let between = one(&[", ", " "], chance);
        out.push_str(&format!("{between}{unit} {}", 1 + chance.below(900)));
    }
    if chance.below(5) == 0 {
        let between = one(&[", ", " "], chance);
        let city = lists.pick("en_US", "city", chance).unwrap_or("Springfield");
        out.push_str(&format!("{between}{city}"));
        if chance.below(2) == 0 {
            let state = one(&["CA", "NY", "TX", "WA", "FL", "IL", "OH"], chance);
            out.push_str(&format!("{between}{state} {:05}", chance.below(99_999)));
        }
    }
    out
}
