//! What may stand between two groups of digits, and what it means for a window that reaches over it.

/// What separates a group from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Nothing.
    None,
    /// One or two spaces.
    Space,
    /// A dash, with or without spaces.
    Dash,
    /// A full stop.
    Dot,
    /// A bracket, as round an area code.
    Paren,
    /// A slash.
    Slash,
    /// A comma.
    Comma,
    /// Some other short separator, a line end, or more spaces.
    Other,
    /// A connecting word ("and", "dash").
    Words,
    /// The end of a message.
    Border,
    /// Anything else: the groups do not belong together.
    Far,
}

impl Gap {
    /// Whether a window may reach over it at all.
    pub(crate) fn joins(self) -> bool {
        self < Self::Far
    }
}

/// What bytes between two groups mean.
pub(crate) fn classify(between: &[u8]) -> Gap {
    match between {
        [] => Gap::None,
        [b' '] | [b' ', b' '] => Gap::Space,
        [b'-'] | [b' ', b'-'] | [b'-', b' '] | [b' ', b'-', b' '] => Gap::Dash,
        [b'.'] => Gap::Dot,
        [b'/'] | [b' ', b'/', b' '] => Gap::Slash,
        [b','] | [b',', b' '] => Gap::Comma,
        _ if between.len() > 12 => Gap::Far,
        _ if between
            .iter()
            .all(|byte| matches!(byte, b'(' | b')' | b' ' | b'-' | b'.' | b'/'))
            && between.len() <= 4
            && between.iter().any(|byte| matches!(byte, b'(' | b')')) =>
        {
            Gap::Paren
        }
        // "12. 34" ends a sentence; ":" stands in times; a currency sign or percent begins
        // something else.
        _ if between.len() <= 4
            && between
                .iter()
                .any(|byte| matches!(byte, b'$' | b'%' | b':' | b'=' | b'+' | b'#')) =>
        {
            Gap::Far
        }
        [b'.', b' '] => Gap::Other,
        _ => Gap::Other,
    }
}
