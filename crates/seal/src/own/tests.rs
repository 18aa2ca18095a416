//! What the reader of our own state takes, and what it refuses.

use crate::cbor::{Malformed, decode_own, encode};
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Shape {
    Nothing,
    One(u8),
    Two(u8, i16),
    Named { yes: bool, list: Vec<u64> },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct State {
    #[serde(alias = "before", alias = "whilom")]
    later: u32,
    shapes: Vec<Shape>,
    none: Option<u8>,
    some: Option<[u8; 3]>,
    map: std::collections::BTreeMap<String, ()>,
}

fn state() -> State {
    State {
        later: u32::MAX,
        shapes: vec![
            Shape::Nothing,
            Shape::One(255),
            Shape::Two(0, -300),
            Shape::Named {
                yes: true,
                list: vec![u64::MAX, 24],
            },
        ],
        none: None,
        some: Some([1, 2, 3]),
        map: [("k".to_owned(), ())].into(),
    }
}

#[test]
fn every_shape_comes_back_as_it_was_written() {
    let bytes = encode(&state()).unwrap();
    assert_eq!(decode_own::<State>(&bytes).unwrap(), state());
}

#[test]
fn state_that_was_cut_off_or_lengthened_is_refused() {
    let mut bytes = encode(&state()).unwrap();
    for end in 0..bytes.len() {
        assert_eq!(decode_own::<State>(&bytes[..end]), Err(Malformed), "{end}");
    }
    bytes.push(0);
    assert_eq!(decode_own::<State>(&bytes), Err(Malformed));
}

#[test]
fn fields_in_another_order_under_another_name_or_missing_are_refused() {
    #[derive(Serialize)]
    struct Turned {
        b: u8,
        a: u8,
    }
    #[derive(Serialize)]
    struct Renamed {
        a: u8,
        c: u8,
    }
    #[derive(Serialize)]
    struct Short {
        b: u8,
    }
    #[derive(Debug, PartialEq, Deserialize)]
    struct Right {
        a: u8,
        b: u8,
    }
    let turned = encode(&Turned { b: 1, a: 2 }).unwrap();
    let renamed = encode(&Renamed { a: 1, c: 2 }).unwrap();
    let short = encode(&Short { b: 1 }).unwrap();
    for bytes in [turned, renamed, short] {
        assert_eq!(decode_own::<Right>(&bytes), Err(Malformed));
    }
}

#[test]
fn a_number_too_large_for_its_field_is_refused() {
    let bytes = encode(&300u16).unwrap();
    assert_eq!(decode_own::<u8>(&bytes), Err(Malformed));
}
