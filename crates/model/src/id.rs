//! Typed, prefixed ids: `cnv_01HZ…` can never be taken for a `cus_…`.
//!
//! An id is 16 bytes that the caller drew; nothing here draws randomness. The text form is the
//! prefix, an underscore and 26 Crockford base32 digits (lower case), so ids survive URLs,
//! filenames and being read aloud. Parsing refuses other prefixes, lengths, digits and overflow.

use core::fmt;
use core::str::FromStr;

/// Why a text is not an id of the asked kind. Holds nothing of the text: it may be confidential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdError {
    /// The text does not begin with the prefix of this kind.
    Prefix(&'static str),
    /// After the prefix there must be exactly 26 digits.
    Length,
    /// A character outside the Crockford base32 alphabet, or more than 128 bits.
    Digit,
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prefix(prefix) => write!(f, "expected an id that begins with `{prefix}_`"),
            Self::Length => f.write_str("an id has 26 digits after its prefix"),
            Self::Digit => f.write_str("an id holds only the digits of Crockford's base32"),
        }
    }
}

impl core::error::Error for IdError {}

/// What every typed id can do; lets `protocol` and `store` write their conversions once.
pub trait TypedId: Copy + Eq + Ord + fmt::Display + FromStr<Err = IdError> {
    /// The text prefix without the underscore, such as `cnv`.
    const PREFIX: &'static str;
    /// Takes 16 bytes that the caller drew or read.
    fn from_bytes(bytes: [u8; 16]) -> Self;
    /// The 16 bytes.
    fn to_bytes(self) -> [u8; 16];
}

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

fn write_digits(bytes: [u8; 16], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let value = u128::from_be_bytes(bytes);
    for place in (0..26u32).rev() {
        let digit = usize::try_from((value >> (place * 5)) & 31).unwrap_or(0);
        let byte = DIGITS.get(digit).copied().unwrap_or(b'0');
        fmt::Write::write_char(f, char::from(byte))?;
    }
    Ok(())
}

fn parse_digits(text: &str) -> Result<[u8; 16], IdError> {
    if text.len() != 26 {
        return Err(IdError::Length);
    }
    let mut value: u128 = 0;
    for (index, byte) in text.bytes().enumerate() {
        let digit = DIGITS
            .iter()
            .position(|d| *d == byte)
            .ok_or(IdError::Digit)?;
        if index == 0 && digit > 7 {
            return Err(IdError::Digit);
        }
        value = (value << 5) | u128::try_from(digit).unwrap_or(0);
    }
    Ok(value.to_be_bytes())
}

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl TypedId for $name {
            const PREFIX: &'static str = $prefix;
            fn from_bytes(bytes: [u8; 16]) -> Self { Self(bytes) }
            fn to_bytes(self) -> [u8; 16] { self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!($prefix, "_"))?;
                write_digits(self.0, f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(self, f) }
        }
        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                let digits = text.strip_prefix(concat!($prefix, "_")).ok_or(IdError::Prefix($prefix))?;
                parse_digits(digits).map(Self)
            }
        }
    )+};
}

typed_ids! {
    /// One organisation served by this installation.
    TenantId = "ten";
    /// A customer (the person who writes from the shop's page).
    CustomerId = "cus";
    /// An agent (always a person, never a program).
    AgentId = "agt";
    /// A device of an agent: one browser profile or program with its own signature key.
    DeviceId = "dev";
    /// A team of agents.
    TeamId = "tea";
    /// A queue that conversations wait in.
    QueueId = "que";
    /// One conversation between a customer and the support desk.
    ConversationId = "cnv";
    /// A message, chosen by its sender; resending under the same id is idempotent.
    MessageId = "msg";
    /// A sealed record behind two locks.
    RecordId = "rec";
    /// One sign-in of an agent (a cookie's server side).
    SignInId = "sgn";
    /// Something beside a password that a person proves themselves with: a passkey, an app's codes.
    FactorId = "fac";
    /// A browser in which somebody has signed in before.
    BrowserId = "brw";
    /// A saved reply.
    ReplyId = "rpl";
    /// A published MLS key package.
    KeyPackageId = "kpk";
    /// A ticket: the server's signed word that a device may join a group.
    TicketId = "tkt";
    /// A leaf of the ledger.
    LeafId = "lea";
    /// A request to open something outside one's need.
    GlassId = "gls";
    /// An access review.
    CampaignId = "cmp";
    /// One right of one person in an access review.
    ReviewItemId = "rvi";
    /// A case (an incident).
    CaseId = "cas";
    /// One request through the edge; ties log lines and ledger leaves together.
    RequestId = "req";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_text() {
        for bytes in [[0u8; 16], [255u8; 16], *b"0123456789abcdef"] {
            let id = ConversationId::from_bytes(bytes);
            assert_eq!(id.to_string().parse::<ConversationId>(), Ok(id));
            assert_eq!(id.to_string().len(), 30);
        }
    }

    #[test]
    fn an_id_of_another_kind_is_refused() {
        let text = CustomerId::from_bytes([7; 16]).to_string();
        assert_eq!(text.parse::<ConversationId>(), Err(IdError::Prefix("cnv")));
    }

    #[test]
    fn broken_texts_are_refused() {
        assert_eq!("cnv_".parse::<ConversationId>(), Err(IdError::Length));
        let overflow = format!("cnv_{}", "z".repeat(26));
        assert_eq!(overflow.parse::<ConversationId>(), Err(IdError::Digit));
        let foreign = format!("cnv_{}", "u".repeat(26));
        assert_eq!(foreign.parse::<ConversationId>(), Err(IdError::Digit));
        let wide = format!("cnv_{}é", "0".repeat(24));
        assert_eq!(wide.parse::<ConversationId>(), Err(IdError::Digit));
    }
}
