//! Policy: the administrator's file and the server's lines are read or refused, never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tacita_screen::Policy;

fuzz_target!(|text: &str| {
    let _ = tacita_screen::policy::file::read(text);
    if let Ok(policy) = Policy::from_lines(text) {
        assert_eq!(Policy::from_lines(&policy.to_lines()).as_ref(), Ok(&policy));
    }
});
