//! Frames of the socket: whatever a peer sends is read or refused, and what was read is written and read
//! back the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tacita_protocol::control::{decode_client, decode_server, encode_client, encode_server};
use tacita_protocol::hot::{Accepted, Delivery, Post, private_head};

fuzz_target!(|frame: &[u8]| {
    if let Ok(post) = Post::decode(frame) {
        assert_eq!(post.encode(), frame);
        let _ = private_head(post.mls);
    }
    let _ = Delivery::decode(frame);
    if let Ok(accepted) = Accepted::decode(frame) {
        assert_eq!(accepted.encode(), frame);
    }
    if let Ok(said) = decode_client(frame) {
        let again = encode_client(&said).expect("what was read can be written");
        assert_eq!(decode_client(&again).expect("and read again"), said);
    }
    if let Ok(said) = decode_server(frame) {
        let again = encode_server(&said).expect("what was read can be written");
        assert_eq!(decode_server(&again).expect("and read again"), said);
    }
});
