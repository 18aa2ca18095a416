//! Words that only rows use.

use core::str::FromStr;
use tacita_model::role::UnknownWord;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }
        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// The word in storage and on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $word,)+ } }
        }
        impl FromStr for $name {
            type Err = UnknownWord;
            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                Self::ALL.iter().copied().find(|v| v.as_str() == text).ok_or(UnknownWord)
            }
        }
    };
}

words! {
    /// Where a device stands with the issuer.
    DeviceStatus {
        /// Asked for a credential; nobody has answered.
        Waiting = "waiting",
        /// Has a credential.
        Approved = "approved",
        /// Was refused.
        Refused = "refused",
        /// Had a credential; it counts no more.
        Revoked = "revoked",
    }
}

words! {
    /// What a root-signed certificate is over.
    CertificateKind {
        /// An issuing key (90 days).
        Issuer = "issuer",
        /// The server's keys.
        Server = "server",
    }
}
