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

pub(crate) use scheme::{LONGEST, Row, Rows};
pub use scheme::{Scheme, Validity};

/// Every scheme, by region. Only the checks of it are code; how a scheme is written and spoken of
/// comes with [`crate::Tables`], so that browsers do not load it in their module.
const REGIONS: [&[Scheme]; 16] = [
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
];

/// A scheme's arithmetic.
pub(crate) type Check = fn(&[u8]) -> Validity;

/// The checks, in the order of [`REGIONS`].
pub(crate) static CHECKS: [Check; count()] = checks();

#[expect(
    clippy::indexing_slicing,
    reason = "when compiling: a place that is not there stops the build"
)]
const fn count() -> usize {
    let (mut region, mut sum) = (0, 0);
    while region < REGIONS.len() {
        sum += REGIONS[region].len();
        region += 1;
    }
    sum
}

#[expect(
    clippy::indexing_slicing,
    reason = "when compiling: a place that is not there stops the build"
)]
const fn checks() -> [Check; count()] {
    const fn never(_: &[u8]) -> Validity {
        Validity::Impossible
    }
    let mut out = [never as Check; count()];
    let (mut region, mut place) = (0, 0);
    while region < REGIONS.len() {
        let mut within = 0;
        while within < REGIONS[region].len() {
            out[place] = REGIONS[region][within].check;
            (within, place) = (within + 1, place + 1);
        }
        region += 1;
    }
    out
}

/// Every scheme, by region.
#[cfg(feature = "tables")]
pub fn schemes() -> impl Iterator<Item = &'static Scheme> {
    REGIONS.into_iter().flatten()
}
