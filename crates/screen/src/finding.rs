//! What was found: where, what, how sure, and what policy suggests.

use core::ops::Range;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)+) => {
        /// What a value is. The words are the canonical names of the published scores.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind { $($(#[$doc])* $name,)+ }
        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];
            /// The canonical word.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$name => $word,)+ } }
            /// The kind of a canonical word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.as_str().eq_ignore_ascii_case(word))
            }
        }
    };
}

kinds! {
    /// Payment card number.
    CreditCard = "CREDIT_CARD",
    /// Card verification code.
    Cvv = "CVV",
    /// PIN.
    Pin = "PIN",
    /// International bank account number.
    Iban = "IBAN",
    /// Bank identifier code.
    Bic = "BIC",
    /// Domestic account or routing number.
    BankAccount = "BANK_ACCOUNT",
    /// National person number.
    NationalId = "NATIONAL_ID",
    /// Tax number.
    TaxId = "TAX_ID",
    /// Health insurance or patient number.
    HealthId = "HEALTH_ID",
    /// Passport number.
    Passport = "PASSPORT",
    /// Driving licence number.
    DriverLicense = "DRIVER_LICENSE",
    /// E-mail address.
    Email = "EMAIL",
    /// Telephone number.
    Phone = "PHONE",
    /// IP address.
    Ip = "IP",
    /// Hardware address.
    Mac = "MAC",
    /// Cryptocurrency address.
    Crypto = "CRYPTO",
    /// Device number of a phone.
    Imei = "IMEI",
    /// Number plate or vehicle identification number.
    Vehicle = "VEHICLE",
    /// User name.
    Username = "USERNAME",
    /// Password or passphrase.
    Password = "PASSWORD",
    /// One-time code.
    OneTimeCode = "OTP",
    /// API key, token, private key.
    Secret = "SECRET",
    /// A person's name.
    Person = "PERSON",
    /// Street address.
    Address = "ADDRESS",
    /// Birth date.
    BirthDate = "DOB",
    /// Diagnosis, medication or other health term in context.
    Health = "HEALTH",
    /// A value from the administrator's dictionary or fingerprints.
    Company = "COMPANY",
}

/// How sure the engine is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// Shown softly, never acted on by default.
    Hint,
    /// Shape and context agree, or a check digit fails next to its own word.
    Likely,
    /// A validator vouches for it.
    Certain,
}

impl Band {
    /// The word used in files and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

/// What happens to a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Leave it.
    Allow,
    /// Leave it, and say what it is.
    Warn,
    /// Replace it by a placeholder that keeps at most the last four digits.
    Mask,
    /// Carried out as `Mask` until sealed values exist.
    Seal,
    /// Take it out entirely; the sender cannot override (card verification codes).
    Block,
}

impl Action {
    /// The word used in files and between worker and page.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Mask => "mask",
            Self::Seal => "seal",
            Self::Block => "block",
        }
    }
}

/// One value found in a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Byte range in the draft's text, on character boundaries.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// How sure.
    pub band: Band,
    /// Score from 0 to 1000, for tools; `band` is what decides.
    pub score: u16,
    /// Why, as a word of the engine's vocabulary (a Fluent key, never text of the message).
    pub reason: &'static str,
    /// What policy suggests.
    pub action: Action,
    /// Whether policy lets the sender choose to send it as it is.
    pub may_send_anyway: bool,
    /// Part of the value stands in an earlier message.
    pub split: bool,
}
