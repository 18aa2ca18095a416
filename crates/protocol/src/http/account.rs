//! Bodies of signing in and of a person's own account.
//!
//! What WebAuthn says is carried as its own JSON in a string: its members are the library's and the
//! browser's business, and change with neither of us.

use crate::Blob;
use crate::http::SignedIn;
use crate::wire::{WireBrowserId, WireDeviceId, WireFactorId, WireSignInId};
use serde::{Deserialize, Serialize};

bodies! {
    /// The answer to name and password: what must follow. Nothing opens before.
    pub struct SignInStep {
        /// The account has no second factor: one is added now.
        pub enrol: bool,
        /// A passkey may follow.
        pub passkey: bool,
        /// A code of an authenticator app may follow.
        pub app: bool,
        /// A recovery code may follow.
        pub recovery: bool,
    }

    /// Which ways in there are.
    pub struct WaysIn {
        /// Name and password.
        pub passwords: bool,
        /// The organisation's own sign-in: what its button calls it.
        pub organisation: Option<String>,
    }

    /// Where the browser goes next.
    pub struct LeadsTo {
        /// An address of the organisation's provider.
        pub address: String,
    }

    /// `POST /v1/links/look`.
    pub struct LookAtLink {
        /// The token of the link's fragment.
        pub link: String,
    }

    /// What a one-time link is for.
    pub struct LinkFacts {
        /// `first` or `reset`.
        pub kind: String,
        /// Sign-in name, unless the account is still to be made.
        pub name: Option<String>,
        /// Display name, likewise.
        pub display_name: Option<String>,
        /// Display name of whoever gave it out; none when the service did.
        pub made_by: Option<String>,
        /// When, in microseconds of Unix time.
        pub made_at: i64,
        /// Counts until here.
        pub expires_at: i64,
    }

    /// `POST /v1/links/use`.
    pub struct UseLink {
        /// The token of the link's fragment.
        pub link: String,
        /// For a link that makes an account.
        pub account: Option<NewAccount>,
        /// The password to be set.
        pub password: String,
    }

    /// The names of an account that is made.
    pub struct NewAccount {
        /// Sign-in name.
        pub name: String,
        /// Name that colleagues and customers see.
        pub display_name: String,
    }

    /// The answer to `POST /v1/people/{agent}/reset`.
    pub struct LinkHanded {
        /// The link to hand over, shown this once; none where passwords are switched off.
        pub link: Option<String>,
        /// Counts until here, in microseconds of Unix time.
        pub expires_at: i64,
    }

    /// `POST /v1/sign-ins/current/code`.
    pub struct CodeRequest {
        /// Six digits of the app, or a recovery code.
        pub code: String,
    }

    /// A ceremony with an authenticator.
    pub struct Ceremony {
        /// Its id, to be sent back.
        pub ceremony: Blob,
        /// WebAuthn's options, as JSON.
        pub options: String,
    }

    /// The authenticator's answer.
    pub struct PasskeyAnswer {
        /// The ceremony.
        pub ceremony: Blob,
        /// WebAuthn's credential, as JSON.
        pub credential: String,
    }

    /// `POST /v1/sign-ins/current/anew`: one of the two.
    pub struct ProveAnew {
        /// A code, as in [`CodeRequest`].
        pub code: Option<String>,
        /// A passkey.
        pub passkey: Option<PasskeyAnswer>,
    }

    /// What an authenticator app is given.
    pub struct AppOffer {
        /// The ceremony.
        pub ceremony: Blob,
        /// The seed in base32, to be typed where no picture can be taken.
        pub secret: String,
        /// Width and height of the picture.
        pub size: u32,
        /// The picture as the `d` of an SVG path, one unit a square.
        pub picture: String,
    }

    /// The first code of a new app.
    pub struct AppAnswer {
        /// The ceremony.
        pub ceremony: Blob,
        /// Its code.
        pub code: String,
    }

    /// A second factor was added.
    pub struct Enrolled {
        /// The whole sign-in, if it was the first one's.
        pub signed_in: Option<SignedIn>,
        /// Recovery codes, shown this once; empty when there are some already.
        pub recovery_codes: Vec<String>,
    }

    /// `PUT /v1/account/password`.
    pub struct NewPassword {
        /// The present one.
        pub current: String,
        /// The wanted one.
        pub password: String,
    }

    /// `GET /v1/account`: one's own.
    pub struct Account {
        /// Sign-in name.
        pub name: String,
        /// Passkeys and apps.
        pub factors: Vec<OwnFactor>,
        /// Unused recovery codes.
        pub recovery_codes: u32,
        /// Sign-ins that run.
        pub sign_ins: Vec<OwnSignIn>,
        /// Browsers that the account knows.
        pub browsers: Vec<OwnBrowser>,
        /// Devices that hold keys.
        pub devices: Vec<OwnDevice>,
        /// There can be passkeys under this host name.
        pub passkeys_work: bool,
    }

    /// A passkey or an app.
    pub struct OwnFactor {
        /// Its id.
        pub factor: WireFactorId,
        /// `passkey` or `app`.
        pub kind: String,
        /// What it is called.
        pub label: String,
        /// When it was added (microseconds).
        pub created_at: i64,
        /// When it was used last.
        pub used_at: Option<i64>,
    }

    /// A sign-in.
    pub struct OwnSignIn {
        /// Its id.
        pub sign_in: WireSignInId,
        /// The one that asks.
        pub this: bool,
        /// How it was proven (`passkey`, `app`, `recovery`, `enrolment`, `organisation`).
        pub proof: String,
        /// Kind of browser and system.
        pub browser: String,
        /// When it began.
        pub created_at: i64,
        /// When it was used last, to the minute.
        pub seen_at: i64,
    }

    /// A browser.
    pub struct OwnBrowser {
        /// Its id.
        pub browser: WireBrowserId,
        /// Kind of browser and system.
        pub label: String,
        /// First sign-in there.
        pub first_at: i64,
        /// Last sign-in there.
        pub last_at: i64,
        /// The person has said that it is theirs.
        pub known: bool,
    }

    /// A device.
    pub struct OwnDevice {
        /// Its id.
        pub device: WireDeviceId,
        /// What it is called.
        pub label: String,
        /// `waiting`, `approved`, `refused`, `revoked`.
        pub status: String,
        /// When it was last connected.
        pub seen_at: i64,
    }

    /// `GET /v1/account/strangers`: browsers that signed in and that nobody has said to know.
    pub struct Strangers {
        /// Those.
        pub browsers: Vec<OwnBrowser>,
    }

    /// `POST /v1/account/browsers/{browser}`.
    pub struct JudgeBrowser {
        /// It is mine; else its sign-ins end and it is forgotten.
        pub own: bool,
    }

    /// `POST /v1/account/unlock`.
    pub struct Unlock {
        /// The place in which this browser keeps the device: 16 bytes that it drew.
        pub place: Blob,
    }

    /// The answer: the server's half of what seals the device's state.
    pub struct Unlocked {
        /// 32 bytes, for memory alone.
        pub half: Blob,
    }
}
