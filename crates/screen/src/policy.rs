//! What happens to a finding: by kind, band and direction.
//!
//! The defaults follow PCI DSS 4 (card numbers and codes never stay in a chat), GDPR and POPIA (as
//! little as the purpose needs; a customer's own name and address are usually the purpose).

use crate::{Action, Band, Kind, Speaker};

/// What to do with a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// What happens.
    pub action: Action,
    /// Whether the sender may send it as it is.
    pub may_send_anyway: bool,
}

/// Rules for every kind and direction.
#[derive(Debug, Clone, Default)]
pub struct Policy {}

impl Policy {
    /// The rule for a finding.
    #[must_use]
    pub fn rule(&self, kind: Kind, band: Band, _speaker: Speaker) -> Rule {
        let (action, may_send_anyway) = match kind {
            // Sensitive authentication data, PCI DSS 3.3.1: never kept, not even encrypted.
            Kind::Cvv => (Action::Block, false),
            Kind::Pin => (Action::Mask, false),
            Kind::CreditCard => (Action::Mask, band != Band::Certain),
            Kind::Iban
            | Kind::BankAccount
            | Kind::NationalId
            | Kind::TaxId
            | Kind::HealthId
            | Kind::Passport
            | Kind::DriverLicense
            | Kind::Password
            | Kind::OneTimeCode
            | Kind::Secret
            | Kind::Crypto
            | Kind::Health
            | Kind::Company => (Action::Mask, true),
            Kind::Email
            | Kind::Phone
            | Kind::Imei
            | Kind::Vehicle
            | Kind::BirthDate
            | Kind::Ip
            | Kind::Mac => (Action::Warn, true),
            Kind::Bic | Kind::Username | Kind::Person | Kind::Address => (Action::Allow, true),
        };
        if band == Band::Hint && kind != Kind::Cvv {
            return Rule {
                action: Action::Warn.min(action),
                may_send_anyway: true,
            };
        }
        Rule {
            action,
            may_send_anyway,
        }
    }
}
