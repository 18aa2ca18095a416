//! Frames read back what they wrote, and no bytes make a decoder panic.

use proptest::prelude::*;
use tacita_model::{ConversationId, Epoch, MessageId, Sequence, Timestamp, TypedId};
use tacita_protocol::control::*;
use tacita_protocol::hot::*;
use tacita_protocol::{Blob, Wire, http};

proptest! {
    #[test]
    fn a_post_reads_back(epoch: u64, counter: u64, id: [u8; 16], mls in prop::collection::vec(any::<u8>(), 0..600)) {
        let post = Post { epoch: Epoch(epoch), counter, message: MessageId::from_bytes(id), mls: &mls };
        let frame = post.encode();
        prop_assert_eq!(Post::decode(&frame), Ok(post));
        let mut delivery = Delivery::prefix(Sequence(epoch), Timestamp(5), &[7; 32]);
        delivery.extend_from_slice(&frame);
        let read = Delivery::decode(&delivery).unwrap();
        prop_assert_eq!(read.post, &frame[..]);
    }

    #[test]
    fn no_bytes_make_a_decoder_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Post::decode(&bytes);
        let _ = Delivery::decode(&bytes);
        let _ = Accepted::decode(&bytes);
        let _ = private_head(&bytes);
        let _ = decode_client(&bytes);
        let _ = decode_server(&bytes);
    }
}

#[test]
fn control_frames_read_back_with_ids_as_bytes() {
    let hello = FromClient::Hello {
        version: VERSION,
        conversation: Wire(ConversationId::from_bytes([3; 16])),
        leaf_key: Blob(vec![1; 32]),
        credential: Blob(vec![2; 40]),
        signature: Blob(vec![3; 64]),
        seen: WirePlace {
            sequence: 9,
            chain: Blob(vec![0; 32]),
        },
    };
    let frame = encode_client(&hello).unwrap();
    assert_eq!(decode_client(&frame), Ok(hello));
    assert_eq!(decode_server(&frame), Err(FrameError::Kind));
    let refused = FromServer::Refused {
        what: What::Post,
        message: None,
        why: Refusal::LostRace,
    };
    assert_eq!(
        decode_server(&encode_server(&refused).unwrap()),
        Ok(refused)
    );
}

#[test]
fn json_bodies_carry_ids_as_text_and_refuse_unknown_fields() {
    let accept = http::Accept {
        device: Wire(tacita_model::DeviceId::from_bytes([1; 16])),
    };
    let text = serde_json::to_string(&accept).unwrap();
    assert!(text.contains("dev_"));
    assert_eq!(serde_json::from_str::<http::Accept>(&text).unwrap(), accept);
    let extra = text.replace('}', ",\"more\":1}");
    assert!(serde_json::from_str::<http::Accept>(&extra).is_err());
}
