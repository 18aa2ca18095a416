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

words! {
    /// What somebody proves themselves with beside a password.
    FactorKind {
        /// A key pair in an authenticator (WebAuthn).
        Passkey = "passkey",
        /// Codes of an authenticator app (RFC 6238).
        App = "app",
    }
}

words! {
    /// What a one-time link is for.
    LinkKind {
        /// The first administrator makes their account.
        First = "first",
        /// A person whose ways in were reset takes a new password.
        Reset = "reset",
    }
}

words! {
    /// How a sign-in was proven.
    Proof {
        /// A passkey alone, which has checked its owner: two factors in one.
        Passkey = "passkey",
        /// Password and an app's code.
        App = "app",
        /// Password and a recovery code.
        Recovery = "recovery",
        /// Password, and the second factor that was added right then.
        Enrolment = "enrolment",
        /// The organisation's own sign-in.
        Organisation = "organisation",
    }
}

words! {
    /// What a counter of a person's conduct counts.
    Counted {
        /// Chats that the person answered: took, was given or was handed.
        Answered = "answered",
        /// Drafts that asked for too much and were changed.
        Changed = "changed",
        /// Drafts that asked for too much and were sent all the same.
        Sent = "sent",
    }
}

words! {
    /// What somebody asks to open outside their need.
    GlassKind {
        /// A part in a running conversation, seen by everybody in it.
        Join = "join",
        /// What is known about a conversation, without content.
        Look = "look",
        /// What screening holds is sent as it is.
        Send = "send",
    }
}

words! {
    /// Where such a request stands.
    GlassState {
        /// Waits for a second person.
        Asked = "asked",
        /// A second person did not agree.
        Declined = "declined",
        /// Nobody answered in time.
        Lapsed = "lapsed",
        /// A second person agreed; its time runs.
        Open = "open",
        /// Nothing more opens; a review is due.
        Ended = "ended",
        /// An officer has judged it.
        Reviewed = "reviewed",
    }
}

words! {
    /// What kind of right an access review looks at.
    ReviewKind {
        /// A role of the program, and with it the account.
        Role = "role",
        /// A role that the installation composed, and with it the account.
        OwnRole = "own-role",
        /// Belonging to a team.
        Team = "team",
        /// A training that counts, since policies may ask for it.
        Training = "training",
    }
}

words! {
    /// What became of a right in an access review.
    Decision {
        /// The reviewer confirmed it.
        Confirmed = "confirmed",
        /// The reviewer took it away.
        Revoked = "revoked",
        /// Nobody answered in time; it was taken away.
        Lapsed = "lapsed",
        /// Nobody answered in time, and nobody else could administer.
        Kept = "kept",
    }
}

words! {
    /// Why an account rests.
    SuspendedWhy {
        /// Nobody used it.
        Dormant = "dormant",
        /// The person left.
        Left = "left",
        /// Its role was taken away in an access review.
        Review = "review",
        /// The organisation's directory let it rest, and woke it: only when is kept, as use.
        Directory = "directory",
    }
}
