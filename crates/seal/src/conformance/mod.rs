//! The rows of table 2.4 of the encryption design, as functions that answer with a sentence.
//!
//! Built only under feature `conformance`: native tests call them, and so does a test page in a
//! browser, so that both prove the same. Refuses nothing; each row says what it expects.

pub mod world;
