//! Bodies about the organisation's directory (SCIM): its tokens. SCIM's own bodies are RFC 7643's.

use serde::{Deserialize, Serialize};

bodies! {
    /// `GET /v1/directory/tokens`.
    pub struct DirectoryTokens {
        /// Where the directory sends its requests.
        pub address: String,
        /// Tokens that count, oldest first.
        pub tokens: Vec<DirectoryTokenFacts>,
    }

    /// A token; not the token itself, which is shown once.
    pub struct DirectoryTokenFacts {
        /// Its SHA-256 in base64url: what it is called here.
        pub token: String,
        /// What an administrator calls it.
        pub label: String,
        /// When it was made, in microseconds of Unix time.
        pub made_at: i64,
        /// When it was used last, to the minute.
        pub used_at: Option<i64>,
    }

    /// `POST /v1/directory/tokens`.
    pub struct NewDirectoryToken {
        /// What to call it.
        pub label: String,
    }

    /// A token that was made.
    pub struct DirectoryTokenMade {
        /// The token, shown this once.
        pub token: String,
    }
}
