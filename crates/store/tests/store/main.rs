//! The store's tests in one program: what both databases must do (`contract`, `ledger`), what SQLite alone
//! has (`sqlite`), the same on PostgreSQL (`postgres`), access reviews (`reviews`), schemas and `privacy.toml` (`schema`), power
//! cuts, kills and a full disk (`power`).

#[cfg(test)]
mod contract;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod postgres;
#[cfg(test)]
mod power;
#[cfg(test)]
mod reviews;
#[cfg(test)]
mod rows;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod sendable;
#[cfg(test)]
mod sqlite;
#[cfg(test)]
mod support;
