//! Saved replies: texts that people at the desk send again and again, their own and those of a queue.
//!
//! They are the organisation's words, never a customer's: what is saved went through the same engine as
//! every draft, and a text that holds a confidential value is not saved. Inserted, it is a draft like any
//! other and is screened once more. Next: [`keep`], [`list`].

pub mod http;
pub mod keep;
pub mod list;
