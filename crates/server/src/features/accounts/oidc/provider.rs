//! Talks to the organisation's provider (OpenID Connect Core 1.0, Discovery 1.0), by TLS alone.
//!
//! Signatures, issuer, audience, expiry and nonce are checked by the library, with asymmetric
//! algorithms and our clock. What the provider says of itself is kept for a while and asked for anew
//! when a signature names a key that is not there, so that its keys may change. Refuses answers that
//! are too large, and follows no redirects. Next: [`super`], which decides what the answer means.

use super::Refusal;
use crate::config::Config;
use crate::config::check::{Complaint, Weight};
use crate::edge::tls;
use chrono::{DateTime, Utc};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreJwsSigningAlgorithm as Alg,
    CoreProviderMetadata,
};
use openidconnect::{
    AccessToken, AuthenticationContextClass, AuthorizationCode, ClaimsVerificationError, ClientId,
    ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, Scope, SignatureVerificationError, TokenResponse,
};
use reqwest::{Certificate, Client, redirect};
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::Duration;
use tacita_model::Timestamp;
use tokio::sync::Mutex;
use url::Url;

/// How long one request may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of one answer.
const LARGEST: usize = 512 * 1024;
/// What the provider says of itself is believed for so long.
const KEPT_SECONDS: i64 = 60 * 60;
/// An unknown key makes us ask anew at most this often: else anybody could make us ask.
const AGAIN_SECONDS: i64 = 60;
/// An ID token is made for the code that was just exchanged; an older one was kept by somebody.
const OLDEST_SECONDS: i64 = 5 * 60;
/// Clocks of two machines differ by this much.
const SKEW_SECONDS: i64 = 60;

/// Whoever has the public key cannot make a signature: no shared secrets, and never `none`.
const ALGORITHMS: [Alg; 9] = [
    Alg::RsaSsaPkcs1V15Sha256,
    Alg::RsaSsaPkcs1V15Sha384,
    Alg::RsaSsaPkcs1V15Sha512,
    Alg::RsaSsaPssSha256,
    Alg::RsaSsaPssSha384,
    Alg::RsaSsaPssSha512,
    Alg::EcdsaP256Sha256,
    Alg::EcdsaP384Sha384,
    Alg::EdDsa,
];

type Ours = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Why the provider cannot be used as it is configured.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// The file of its certificate authority.
    #[error("the file with the certificate authority of the provider cannot be read")]
    Authority(#[source] std::io::Error),
    /// What stands in it, or the client that would use it.
    #[error("no connection to the provider can be set up")]
    Client(#[from] reqwest::Error),
    /// It does not answer, or says something else of itself than the configuration.
    #[error("the provider's discovery document does not fit")]
    Discovery,
}

/// Why one request to it failed. Nothing of an answer is repeated.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error("the provider cannot be reached")]
    Unreachable(#[from] reqwest::Error),
    #[error("the provider's answer is too large or malformed")]
    Answer,
}

#[derive(Clone)]
struct Known {
    metadata: Arc<CoreProviderMetadata>,
    at: Timestamp,
}

/// What leads a browser to the provider.
pub(super) struct Asked {
    pub(super) state: CsrfToken,
    pub(super) nonce: Nonce,
    pub(super) verifier: PkceCodeVerifier,
}

/// What the provider has signed about a person.
#[derive(Debug)]
pub(super) struct Proven {
    pub(super) subject: String,
    /// All claims: of the ID token, then of userinfo.
    pub(super) claims: Map<String, Value>,
}

/// See the top of this file.
pub struct Provider {
    http: Client,
    issuer: IssuerUrl,
    known: Mutex<Option<Known>>,
}

impl core::fmt::Debug for Provider {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Provider")
    }
}

impl Provider {
    /// The provider of the configuration, if it names one.
    ///
    /// # Errors
    /// [`ProviderError`].
    pub fn new(config: &Config) -> Result<Option<Self>, ProviderError> {
        if !config.oidc.is_set() {
            return Ok(None);
        }
        drop(Arc::unwrap_or_clone(tls::provider()).install_default());
        let mut builder = Client::builder()
            .https_only(true)
            .no_proxy()
            .redirect(redirect::Policy::none())
            .timeout(PATIENCE);
        if let Some(file) = &config.oidc.authority {
            let pem = std::fs::read(config.in_data_folder(file));
            let pem = pem.map_err(ProviderError::Authority)?;
            builder = builder.tls_certs_only(Certificate::from_pem_bundle(&pem)?);
        }
        let issuer = IssuerUrl::new(config.oidc.issuer.clone());
        Ok(Some(Self {
            http: builder.build()?,
            issuer: issuer.map_err(|_| ProviderError::Discovery)?,
            known: Mutex::new(None),
        }))
    }

    /// Asks the provider for its discovery document and keys; for `doctor`.
    ///
    /// # Errors
    /// [`ProviderError::Discovery`].
    pub async fn look(&self, now: Timestamp) -> Result<(), ProviderError> {
        let found = self.metadata(now, 0).await;
        found.map(drop).map_err(|_| ProviderError::Discovery)
    }

    async fn metadata(
        &self,
        now: Timestamp,
        kept: i64,
    ) -> Result<Arc<CoreProviderMetadata>, Refusal> {
        let mut known = self.known.lock().await;
        if let Some(known) = known
            .as_ref()
            .filter(|known| known.at.plus_seconds(kept) > now)
        {
            return Ok(Arc::clone(&known.metadata));
        }
        let send = |request| send(self.http.clone(), request);
        let found = CoreProviderMetadata::discover_async(self.issuer.clone(), &send).await;
        let metadata = Arc::new(found.map_err(|_| {
            tracing::warn!(event = "sign-in provider", why = "discovery failed");
            Refusal::Unreachable
        })?);
        *known = Some(Known {
            metadata: Arc::clone(&metadata),
            at: now,
        });
        Ok(metadata)
    }

    fn client(config: &Config, metadata: &CoreProviderMetadata) -> Result<Ours, Refusal> {
        let secret = config.oidc.client_secret.expose();
        let secret = (!secret.is_empty()).then(|| ClientSecret::new(secret.to_owned()));
        let id = ClientId::new(config.oidc.client_id.clone());
        let back = format!("{}{}", Config::origin(&config.console_host), super::BACK);
        let back = RedirectUrl::new(back).map_err(|_| Refusal::Unreachable)?;
        let client = CoreClient::from_provider_metadata(metadata.clone(), id, secret);
        Ok(client.set_redirect_uri(back))
    }

    /// The address that a browser is sent to.
    pub(super) async fn address(
        &self,
        config: &Config,
        now: Timestamp,
        asked: &Asked,
    ) -> Result<Url, Refusal> {
        let metadata = self.metadata(now, KEPT_SECONDS).await?;
        let client = Self::client(config, &metadata)?;
        let (state, nonce) = (asked.state.clone(), asked.nonce.clone());
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || state,
                move || nonce,
            )
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(
                &asked.verifier,
            ));
        for scope in &config.oidc.scopes {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        if config.oidc.may_suffice() {
            // Its second factor counts for as long as a fresh one of ours does.
            request = request.set_max_age(Duration::from_secs(super::FRESH_SECONDS.unsigned_abs()));
        }
        for acr in &config.oidc.second_factor_acr {
            request = request.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
        }
        Ok(request.url().0)
    }

    /// Exchanges a code and checks everything that comes back.
    pub(super) async fn proven(
        &self,
        config: &Config,
        now: Timestamp,
        code: String,
        asked: Asked,
    ) -> Result<Proven, Refusal> {
        let metadata = self.metadata(now, KEPT_SECONDS).await?;
        let client = Self::client(config, &metadata)?;
        let send = |request| send(self.http.clone(), request);
        let exchange = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|_| Refusal::Unreachable)?
            .set_pkce_verifier(asked.verifier);
        let answer = exchange.request_async(&send).await.map_err(|_| {
            tracing::info!(event = "sign-in provider", why = "the code was not taken");
            Refusal::Token
        })?;
        let token = answer.id_token().ok_or(Refusal::Token)?;
        match verify(&client, token, &asked.nonce, now) {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => {
                let metadata = self.metadata(now, AGAIN_SECONDS).await?;
                let client = Self::client(config, &metadata)?;
                verify(&client, token, &asked.nonce, now)
            }
            other => other,
        }
        .map_err(|error| {
            let why = kind(&error);
            tracing::info!(event = "sign-in provider", why);
            Refusal::Token
        })?;
        let mut claims = payload(token).ok_or(Refusal::Token)?;
        let subject = claims.get("sub").and_then(Value::as_str);
        let subject = subject.ok_or(Refusal::Token)?.to_owned();
        let userinfo = metadata.userinfo_endpoint();
        if let Some(address) = userinfo.filter(|_| !claims.contains_key(&config.oidc.groups_claim))
        {
            let more = self.userinfo(address.url(), answer.access_token()).await?;
            if more.get("sub").and_then(Value::as_str) != Some(subject.as_str()) {
                return Err(Refusal::Token);
            }
            for (name, value) in more {
                claims.entry(name).or_insert(value);
            }
        }
        Ok(Proven { subject, claims })
    }

    async fn userinfo(
        &self,
        address: &Url,
        token: &AccessToken,
    ) -> Result<Map<String, Value>, Refusal> {
        let request = self.http.get(address.clone()).bearer_auth(token.secret());
        let answer = request.send().await.map_err(|_| Refusal::Unreachable)?;
        if !answer.status().is_success() {
            return Err(Refusal::Unreachable);
        }
        let body = body(answer).await.map_err(|_| Refusal::Unreachable)?;
        serde_json::from_slice(&body).map_err(|_| Refusal::Token)
    }
}

/// What is wrong with the provider's files, as `serve` and `doctor` complain of it.
#[must_use]
pub fn check(config: &Config) -> Option<Complaint> {
    let error = Provider::new(config).err()?;
    Some(Complaint {
        weight: Weight::Stop,
        field: "oidc".to_owned(),
        what: error.to_string(),
        mend: "put the file there, in PEM, or leave `oidc.authority` out".to_owned(),
    })
}

fn time(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.0).unwrap_or_default()
}

fn verify(
    client: &Ours,
    token: &CoreIdToken,
    nonce: &Nonce,
    now: Timestamp,
) -> Result<(), ClaimsVerificationError> {
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || time(now))
        .set_issue_time_verifier_fn(move |at| {
            let earliest = time(now.plus_seconds(-OLDEST_SECONDS));
            let latest = time(now.plus_seconds(SKEW_SECONDS));
            if (earliest..=latest).contains(&at) {
                Ok(())
            } else {
                Err("issued at another time".to_owned())
            }
        });
    token.claims(&verifier, nonce).map(drop)
}

/// What was wrong, without anything of the token.
const fn kind(error: &ClaimsVerificationError) -> &'static str {
    match error {
        ClaimsVerificationError::Expired(_) => "the token has expired",
        ClaimsVerificationError::InvalidAudience(_) => "the token is for somebody else",
        ClaimsVerificationError::InvalidIssuer(_) => "the token is of another issuer",
        ClaimsVerificationError::InvalidNonce(_) => "the token answers another request",
        ClaimsVerificationError::SignatureVerification(_) => "the token's signature does not hold",
        _ => "the token does not hold",
    }
}

/// The claims of a token whose signature was checked just now.
fn payload(token: &CoreIdToken) -> Option<Map<String, Value>> {
    use base64ct::{Base64UrlUnpadded, Encoding};
    let text = token.to_string();
    let bytes = Base64UrlUnpadded::decode_vec(text.split('.').nth(1)?).ok()?;
    serde_json::from_slice(&bytes).ok()
}

async fn send(http: Client, request: HttpRequest) -> Result<HttpResponse, Failed> {
    let answer = http.execute(request.try_into()?).await?;
    let status = answer.status();
    let headers = answer.headers().clone();
    let mut response = HttpResponse::new(body(answer).await?);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}

async fn body(mut answer: reqwest::Response) -> Result<Vec<u8>, Failed> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await? {
        if body.len() + chunk.len() > LARGEST {
            return Err(Failed::Answer);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
