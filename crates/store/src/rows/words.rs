//! Words that only rows use.

use tacita_model::words;

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
