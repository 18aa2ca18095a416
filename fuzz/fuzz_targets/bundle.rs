//! Any bytes as `bundle`: a value or an error, never a panic.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    assert!(tacita_seal::conformance::decoders::decode("bundle", bytes));
});
