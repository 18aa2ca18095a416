//! Files as somebody sends them: PDFs, office documents, images. Read within the limits or named with the
//! reason; a copy without metadata has none that would be found again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tacita_files::{Limits, read, strip};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { file_bytes: 1 << 20, unpacked_bytes: 1 << 20, text_bytes: 1 << 18, parts: 64 };
    let _ = read(bytes, &limits);
    if let Ok(copy) = strip(bytes) {
        assert!(copy.len() <= bytes.len() + 1024);
        let _ = read(&copy, &limits);
    }
});
