//! The organisation's own sign-in (OpenID Connect), and what its groups mean here.
//!
//! Refuses (in `check`) a provider without TLS, a group without effect, and an installation that
//! nobody could sign in to. Next: [`crate::features::accounts::oidc`].

use super::Secret;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use utoipa::ToSchema;

/// The organisation's own sign-in by OpenID Connect; none while `issuer` is empty.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Oidc {
    /// The provider, as its discovery document names itself, such as `https://login.example.org`.
    /// TLS alone, on this machine too.
    pub issuer: String,
    /// What the button on the sign-in page calls it, such as the organisation's name.
    pub name: String,
    /// This installation's id at the provider. Its redirect address there is
    /// `https://CONSOLE_HOST/v1/sign-ins/organisation/back`.
    pub client_id: String,
    /// This installation's secret at the provider; empty for a public client (PKCE is used in any
    /// case). Prefer `TACITA_OIDC__CLIENT_SECRET_FILE`.
    #[schema(value_type = String)]
    pub client_secret: Secret,
    /// PEM file with the certificate authority of a provider that the machine's own list does not
    /// know, in the data folder if relative. Then no other one is believed.
    #[schema(value_type = Option<String>)]
    pub authority: Option<PathBuf>,
    /// Scopes asked for beside `openid`.
    pub scopes: Vec<String>,
    /// Claim with the person's groups, a text or a list of texts, of the ID token or of userinfo.
    pub groups_claim: String,
    /// Claim that becomes the sign-in name of an account that is made. Never used to find one.
    pub name_claim: String,
    /// Claim that equals the `externalId` of a person whom the organisation's directory keeps here
    /// (SCIM): at the first sign-in it links that account.
    pub directory_claim: String,
    /// Values of `acr` that say that the provider has checked a second factor itself. Without this
    /// or `second_factor_amr` our own second factor is asked for after every sign-in.
    pub second_factor_acr: Vec<String>,
    /// Values of `amr` that say so, such as `mfa`.
    pub second_factor_amr: Vec<String>,
}

impl Oidc {
    /// Whether there is a provider.
    #[must_use]
    pub const fn is_set(&self) -> bool {
        !self.issuer.is_empty()
    }

    /// Whether the provider's second factor may be enough.
    #[must_use]
    pub const fn may_suffice(&self) -> bool {
        !self.second_factor_acr.is_empty() || !self.second_factor_amr.is_empty()
    }
}

/// What a group of the organisation's directory means here, for its sign-in and for SCIM.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Group {
    /// The group, as the provider's claim or SCIM's `displayName` says it.
    pub name: String,
    /// `agent`, `supervisor`, `officer` or `administrator`. Of a person in several groups the first
    /// one with a role in this list decides.
    pub role: Option<String>,
    /// Teams that its people belong to.
    pub teams: Vec<String>,
}
