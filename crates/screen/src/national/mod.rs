//! National person, tax and health numbers: one table, one check per scheme.
//!
//! Each scheme's arithmetic stands in a function that names its public source. A scheme without a
//! published check digit answers `NoCheck`: such a number needs a word of context to be reported.
//! Random numbers of a dozen shapes pass some scheme or other, so `odds` says how much a pass is
//! worth. Next: `scheme.rs` for the shape of a row, one file per region for the rows.

mod africa;
mod arithmetic;
mod british_isles;
mod central_europe;
mod east_asia;
mod eastern_europe;
mod eastern_mediterranean;
mod french_german;
mod iberia_italy;
mod low_countries;
mod middle_east;
mod north_america;
mod northern_europe;
mod oceania;
mod scheme;
mod south_america;
mod south_asia;
mod south_east_asia;

#[cfg(test)]
mod tests;

pub use scheme::{Scheme, Validity};

/// Every scheme, by region.
pub fn schemes() -> impl Iterator<Item = &'static Scheme> {
    [
        africa::SCHEMES,
        british_isles::SCHEMES,
        central_europe::SCHEMES,
        east_asia::SCHEMES,
        eastern_europe::SCHEMES,
        eastern_mediterranean::SCHEMES,
        french_german::SCHEMES,
        iberia_italy::SCHEMES,
        low_countries::SCHEMES,
        middle_east::SCHEMES,
        north_america::SCHEMES,
        northern_europe::SCHEMES,
        oceania::SCHEMES,
        south_america::SCHEMES,
        south_asia::SCHEMES,
        south_east_asia::SCHEMES,
    ]
    .into_iter()
    .flatten()
}
