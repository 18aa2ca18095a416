//! Our crypto profiles and the MLS cipher suites behind them.
//!
//! The suite numbers of the hybrid are provisional (IANA assigned none), hence names of our own;
//! another number or derivation would be another profile. Refuses numbers it does not know.

use openmls_traits::types::Ciphersuite;
use tacita_model::CryptoProfile;

/// The suite of a profile. A generation runs on one profile, so a stronger one begins with the next.
///
/// Practice: B14
pub(crate) fn suite(profile: CryptoProfile) -> Ciphersuite {
    match profile {
        CryptoProfile::TacitaPq1 => Ciphersuite::MLS_128_MLKEM768X25519_AES128GCM_SHA256_Ed25519,
        CryptoProfile::TacitaStd1 => Ciphersuite::MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519,
    }
}

/// The profile's number on the wire: its MLS suite number.
pub(crate) fn number(profile: CryptoProfile) -> u16 {
    suite(profile).into()
}

pub(crate) fn from_number(number_on_wire: u16) -> Option<CryptoProfile> {
    CryptoProfile::ALL
        .iter()
        .copied()
        .find(|profile| number(*profile) == number_on_wire)
}
