//! One folder per promise, one use case a file, named by its verb. `http.rs` is the only file of a
//! folder that names axum: it reads the request, calls the use case, writes the answer.

pub mod accounts;
pub mod conduct;
pub mod conversations;
pub mod decisions;
pub mod directory;
pub mod duties;
pub mod glass;
pub mod identity;
pub mod inbox;
pub mod leaves;
pub mod ledger;
pub mod permissions;
pub mod replies;
pub mod reviews;
pub mod widget;
