//! The `tacita` program.
fn main() {}
