//! What the tagger looks at: each token's word, beginning, end and look, its neighbours, and
//! whether lists of first names, last names and places know it. Every observation becomes a 32-bit
//! hash; nothing else of the text leaves this file. Next: `ascii` (the same for plain text, at once).

use super::table::Table;
use super::token::{Shape, Token};

mod ascii;

pub(super) use ascii::look as look_at_ascii;

/// What is known of one token before its neighbours are asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sight {
    word: u32,
    prefix2: u32,
    prefix3: u32,
    suffix2: u32,
    suffix3: u32,
    /// Shape, and for digits their count.
    look: u32,
    /// Bits: first name, last name, place.
    lists: u32,
    /// Bits: line break before, space before, first of a sentence.
    stand: u32,
}

const SEED: u32 = 0x811C_9DC5;
const PRIME: u32 = 0x0100_0193;

fn mix(hash: u32, value: u32) -> u32 {
    let mut h = (hash ^ value).wrapping_mul(0x9E37_79B1);
    h ^= h >> 15;
    h
}

/// Hash of a word as the lists and the features know it: lower case, FNV-1a over its characters.
#[must_use]
pub fn word_hash(word: &str) -> u32 {
    let mut hash = SEED;
    for c in word.chars() {
        hash = step(hash, lower(c));
    }
    hash
}

fn lower(c: char) -> u32 {
    if c.is_ascii() {
        return u32::from(c.to_ascii_lowercase());
    }
    c.to_lowercase().next().map_or(0, u32::from)
}

fn step(hash: u32, c: u32) -> u32 {
    (hash ^ c).wrapping_mul(PRIME)
}

/// Looks at every token (fills `sights`, cleared first).
pub fn look(text: &str, tokens: &[Token], table: &Table, sights: &mut Vec<Sight>) {
    sights.clear();
    let mut sentence_start = true;
    for token in tokens {
        let word = text
            .get(token.start as usize..token.end as usize)
            .unwrap_or_default();
        let sight = sight(word, token, sentence_start || token.after_break, table);
        sentence_start =
            token.shape == Shape::Sign && matches!(word, "." | "!" | "?" | ":" | "…" | "\"" | "“");
        sights.push(sight);
    }
}

fn standing(token: &Token, starts: bool) -> u32 {
    u32::from(token.after_break) | u32::from(token.after_space) << 1 | u32::from(starts) << 2
}

/// A number is its length; which digits it has would only teach the training data by heart.
fn number(len: usize, stand: u32) -> Sight {
    let count = u32::try_from(len.min(9)).unwrap_or(9);
    Sight {
        word: mix(0xD161, count),
        look: 16 + count,
        stand,
        ..Sight::default()
    }
}

fn sight(word: &str, token: &Token, starts: bool, table: &Table) -> Sight {
    let stand = standing(token, starts);
    if token.shape == Shape::Digits {
        return number(word.len(), stand);
    }
    let mut hash = SEED;
    let (mut prefix2, mut prefix3) = (0, 0);
    let mut last = [0u32; 3];
    let mut count = 0u32;
    for c in word.chars() {
        let c = lower(c);
        hash = step(hash, c);
        count += 1;
        if count == 2 {
            prefix2 = hash;
        }
        if count == 3 {
            prefix3 = hash;
        }
        last = [last[1], last[2], c];
    }
    Sight {
        word: hash,
        prefix2,
        prefix3,
        look: token.shape as u32,
        lists: if token.shape == Shape::Sign {
            0
        } else {
            table.lists(hash)
        },
        stand,
        ..ending(last)
    }
}

/// The last two and three characters; 0 stands for none.
fn ending(last: [u32; 3]) -> Sight {
    let suffix2 = mix(mix(2, last[1]), last[2]);
    Sight {
        suffix2,
        suffix3: mix(suffix2, last[0]),
        ..Sight::default()
    }
}

static EDGE: Sight = Sight {
    word: 1,
    prefix2: 0,
    prefix3: 0,
    suffix2: 0,
    suffix3: 0,
    look: Shape::Edge as u32,
    lists: 0,
    stand: 0,
};

fn near(sights: &[Sight], place: usize, by: isize) -> &Sight {
    sights.get(place.wrapping_add_signed(by)).unwrap_or(&EDGE)
}

/// How many observations there are at a place.
pub const OBSERVATIONS: i32 = 26;

/// Calls `with` for the hash of every observation at one place. The order and the numbers are part
/// of the table's meaning: change them only together with a training run.
#[inline]
pub fn each(sights: &[Sight], place: usize, mut with: impl FnMut(u32)) {
    each_word(sights, place, &mut with);
    each_look(sights, place, &mut with);
}

/// The observations that name words: left out now and then in training, so that the others learn.
#[inline]
pub fn each_word(sights: &[Sight], place: usize, with: &mut impl FnMut(u32)) {
    let (b, p, t, n, f) = (
        near(sights, place, -2),
        near(sights, place, -1),
        near(sights, place, 0),
        near(sights, place, 1),
        near(sights, place, 2),
    );
    let mut put = |kind: u32, a: u32, b: u32| with(mix(mix(kind.wrapping_mul(PRIME), a), b));
    put(1, t.word, 0);
    put(2, t.word, t.look);
    put(3, t.prefix3, t.look);
    put(4, t.suffix3, t.look);
    put(5, t.prefix2, t.suffix2);
    put(6, p.word, t.look);
    put(7, n.word, t.look);
    put(8, mix(b.word, p.word), t.look);
    put(9, mix(n.word, f.word), t.look);
    put(10, p.word, t.word);
    put(11, p.word, t.lists | t.look << 4);
    put(12, n.word, t.lists | t.look << 4);
    put(13, b.word, t.look | t.lists << 5);
    put(14, f.word, t.look);
    put(15, p.word, n.word);
    put(
        30,
        mix(near(sights, place, -3).word, b.word),
        mix(p.word, t.look),
    );
}

/// The observations of look, place and lists, which hold in languages never seen in training.
#[inline]
pub fn each_look(sights: &[Sight], place: usize, with: &mut impl FnMut(u32)) {
    let (b, p, t, n, f) = (
        near(sights, place, -2),
        near(sights, place, -1),
        near(sights, place, 0),
        near(sights, place, 1),
        near(sights, place, 2),
    );
    let mut put = |kind: u32, a: u32, b: u32| with(mix(mix(kind.wrapping_mul(PRIME), a), b));
    put(16, 0, 0);
    put(17, t.look | t.lists << 8, t.stand);
    put(18, t.look | p.look << 8, n.look);
    put(19, t.look | p.look << 8 | b.look << 16, p.lists);
    put(20, t.look | n.look << 8 | f.look << 16, n.lists);
    put(
        21,
        t.lists | n.lists << 4 | p.lists << 8,
        t.look | n.look << 8 | p.look << 16,
    );
    put(22, t.lists | t.look << 8 | n.look << 16, t.suffix2);
    put(23, t.suffix3, t.lists);
    put(24, t.lists | n.lists << 4 | f.lists << 8, t.look);
    put(25, t.stand | p.stand << 3 | n.stand << 6, t.look);
}
