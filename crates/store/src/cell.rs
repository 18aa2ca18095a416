//! One value of a row, in the three shapes that both databases share: integer, text, bytes.
//!
//! Times are microseconds, ids are 16 bytes, enums are their words. Everything beside the hot path
//! binds and reads through here, so a row that makes no sense is caught in one place.

use crate::error::StoreError;
use core::str::FromStr;
use tacita_model::{
    AgentId, BrowserId, CampaignId, ChainHash, ConversationId, ConversationState, CryptoProfile,
    CustomerId, DeviceId, Epoch, FactorId, Generation, GlassId, KeyPackageId, LeafId, MessageId,
    Purpose, QueueId, RecordId, ReplyId, RequestId, ReviewItemId, Role, Routing, Sequence,
    SignInId, TeamId, TenantId, TicketId, Timestamp, TypedId,
};

/// A value to bind or just read. `None` is the database's NULL of that shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Int(Option<i64>),
    Text(Option<String>),
    Blob(Option<Vec<u8>>),
}

/// The shape of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Int,
    Text,
    Blob,
}

/// A type that one column holds.
pub(crate) trait Column: Sized {
    const SHAPE: Shape;
    fn into_cell(self) -> Cell;
    /// `None` when the cell holds no such value.
    fn from_cell(cell: Cell) -> Option<Self>;
}

impl<T: Column> Column for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    fn into_cell(self) -> Cell {
        match (self, T::SHAPE) {
            (Some(value), _) => value.into_cell(),
            (None, Shape::Int) => Cell::Int(None),
            (None, Shape::Text) => Cell::Text(None),
            (None, Shape::Blob) => Cell::Blob(None),
        }
    }
    fn from_cell(cell: Cell) -> Option<Self> {
        match cell {
            Cell::Int(None) | Cell::Text(None) | Cell::Blob(None) => Some(None),
            cell => T::from_cell(cell).map(Some),
        }
    }
}

impl Column for i64 {
    const SHAPE: Shape = Shape::Int;
    fn into_cell(self) -> Cell {
        Cell::Int(Some(self))
    }
    fn from_cell(cell: Cell) -> Option<Self> {
        match cell {
            Cell::Int(value) => value,
            _ => None,
        }
    }
}

impl Column for String {
    const SHAPE: Shape = Shape::Text;
    fn into_cell(self) -> Cell {
        Cell::Text(Some(self))
    }
    fn from_cell(cell: Cell) -> Option<Self> {
        match cell {
            Cell::Text(value) => value,
            _ => None,
        }
    }
}

impl Column for Vec<u8> {
    const SHAPE: Shape = Shape::Blob;
    fn into_cell(self) -> Cell {
        Cell::Blob(Some(self))
    }
    fn from_cell(cell: Cell) -> Option<Self> {
        match cell {
            Cell::Blob(value) => value,
            _ => None,
        }
    }
}

impl<const N: usize> Column for [u8; N] {
    const SHAPE: Shape = Shape::Blob;
    fn into_cell(self) -> Cell {
        Cell::Blob(Some(self.to_vec()))
    }
    fn from_cell(cell: Cell) -> Option<Self> {
        Vec::<u8>::from_cell(cell)?.try_into().ok()
    }
}

impl Column for bool {
    const SHAPE: Shape = Shape::Int;
    fn into_cell(self) -> Cell {
        Cell::Int(Some(i64::from(self)))
    }
    fn from_cell(cell: Cell) -> Option<Self> {
        match i64::from_cell(cell)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

macro_rules! through {
    ($($type:ty as $inner:ty: |$value:ident| $into:expr, |$read:ident| $from:expr;)+) => {$(
        impl Column for $type {
            const SHAPE: Shape = <$inner as Column>::SHAPE;
            fn into_cell(self) -> Cell {
                let $value = self;
                <$inner as Column>::into_cell($into)
            }
            fn from_cell(cell: Cell) -> Option<Self> {
                let $read = <$inner as Column>::from_cell(cell)?;
                $from
            }
        }
    )+};
}

through! {
    u32 as i64: |value| i64::from(value), |read| u32::try_from(read).ok();
    // Counters of 2^63 cannot be reached; one that claims to be there is stored as the maximum.
    u64 as i64: |value| i64::try_from(value).unwrap_or(i64::MAX), |read| u64::try_from(read).ok();
    Timestamp as i64: |value| value.0, |read| Some(Timestamp(read));
    Sequence as u64: |value| value.0, |read| Some(Sequence(read));
    Epoch as u64: |value| value.0, |read| Some(Epoch(read));
    Generation as u32: |value| value.0, |read| Some(Generation(read));
    ChainHash as [u8; 32]: |value| value.0, |read| Some(ChainHash(read));
    tacita_ledger::WhoHash as [u8; 32]: |value| value.0, |read| Some(tacita_ledger::WhoHash(read));
}

macro_rules! ids {
    ($($type:ty),+) => {$(
        impl Column for $type {
            const SHAPE: Shape = Shape::Blob;
            fn into_cell(self) -> Cell {
                self.to_bytes().into_cell()
            }
            fn from_cell(cell: Cell) -> Option<Self> {
                <[u8; 16]>::from_cell(cell).map(Self::from_bytes)
            }
        }
    )+};
}

ids!(
    TenantId,
    CustomerId,
    AgentId,
    DeviceId,
    TeamId,
    QueueId,
    ConversationId,
    MessageId,
    RecordId,
    SignInId,
    FactorId,
    BrowserId,
    ReplyId,
    GlassId,
    CampaignId,
    ReviewItemId,
    KeyPackageId,
    TicketId,
    LeafId,
    RequestId
);

macro_rules! words {
    ($($type:ty),+) => {$(
        impl Column for $type {
            const SHAPE: Shape = Shape::Text;
            fn into_cell(self) -> Cell {
                Cell::Text(Some(self.as_str().to_owned()))
            }
            fn from_cell(cell: Cell) -> Option<Self> {
                Self::from_str(&String::from_cell(cell)?).ok()
            }
        }
    )+};
}

words!(
    Role,
    ConversationState,
    CryptoProfile,
    Purpose,
    Routing,
    tacita_ledger::LeafKind,
    crate::rows::DeviceStatus,
    crate::rows::FactorKind,
    crate::rows::LinkKind,
    crate::rows::Decision,
    crate::rows::ReviewKind,
    crate::rows::SuspendedWhy,
    crate::rows::GlassKind,
    crate::rows::GlassState,
    crate::rows::Proof,
    crate::rows::CertificateKind,
    crate::rows::Counted
);

/// A row as it was read, taken apart from left to right.
pub(crate) struct Cells {
    table: &'static str,
    cells: std::vec::IntoIter<Cell>,
}

impl Cells {
    pub(crate) fn new(table: &'static str, cells: Vec<Cell>) -> Self {
        Self {
            table,
            cells: cells.into_iter(),
        }
    }

    /// The next column.
    pub(crate) fn take<T: Column>(&mut self, column: &'static str) -> Result<T, StoreError> {
        let nonsense = StoreError::Nonsense {
            table: self.table,
            column,
        };
        match self.cells.next() {
            Some(cell) => T::from_cell(cell).ok_or(nonsense),
            None => Err(nonsense),
        }
    }
}
