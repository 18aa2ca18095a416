//! Closed vocabularies: an enum, its words, and the way back, written once.

/// Declares an enum whose values are words in storage and on the wire, such as
/// `words! { /// Doc. State { /// Doc. Open = "open", } }`. Gives `ALL`, `as_str` and `FromStr`.
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }
        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// The word used in storage and on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $word,)+ } }
        }
        impl ::core::str::FromStr for $name {
            type Err = $crate::role::UnknownWord;
            fn from_str(text: &str) -> Result<Self, $crate::role::UnknownWord> {
                Self::ALL.iter().copied().find(|v| v.as_str() == text).ok_or($crate::role::UnknownWord)
            }
        }
    };
}
