//! The store's tests in one program: what both databases must do (`contract`), what SQLite alone
//! has, what PostgreSQL alone has, and the power cuts.

#[cfg(test)]
mod sqlite;
#[cfg(test)]
mod support;
