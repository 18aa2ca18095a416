//! The issuer's connection to the server: HTTPS, each request proven with the issuing key.

use super::Folder;
use crate::edge::tls;
use crate::features::identity::issuer_proof::{HEADER, prove};
use crate::host::Randomness;
use reqwest::{Certificate, Client, StatusCode, Url};
use serde::de::DeserializeOwned;
use std::sync::Arc;
use tacita_model::Clock;
use tacita_protocol::http::{IssuerAnswers, IssuerRequests};

/// Why a round trip failed. Says nothing of the bodies.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// The address is not `https://host[:port]`.
    #[error("the server's address is not an https address")]
    Address,
    /// The file with the certificate authority cannot be used.
    #[error("the certificate authority's file cannot be used")]
    Authority(#[source] reqwest::Error),
    /// The server cannot be reached or answered nonsense.
    #[error("the server cannot be reached")]
    Unreachable(#[source] reqwest::Error),
    /// The server does not believe us: another root is pinned, or the clocks differ.
    #[error("the server does not know this issuer: compare root_fingerprint, tenant and clocks")]
    Unknown,
    /// The server refused for another reason.
    #[error("the server refused with status {0}")]
    Refused(StatusCode),
    /// The bundle cannot be made.
    #[error("the issuer's folder cannot be used")]
    Folder(#[from] super::FolderError),
}

/// See the top of this file.
pub struct Remote {
    client: Client,
    server: Url,
    clock: Arc<dyn Clock>,
    randomness: Arc<dyn Randomness>,
}

impl core::fmt::Debug for Remote {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Remote")
    }
}

impl Remote {
    /// A connection to the server at `https://host[:port]`. `authority` is a PEM file's content that
    /// alone is trusted; without it the machine's authorities are.
    ///
    /// # Errors
    /// [`RemoteError`].
    pub fn new(
        server: &str,
        authority: Option<&[u8]>,
        clock: Arc<dyn Clock>,
        randomness: Arc<dyn Randomness>,
    ) -> Result<Self, RemoteError> {
        // A second call finds the provider in place; both are the same.
        drop(Arc::unwrap_or_clone(tls::provider()).install_default());
        let server = Url::parse(server).map_err(|_| RemoteError::Address)?;
        if server.scheme() != "https" {
            return Err(RemoteError::Address);
        }
        let mut builder = Client::builder()
            .https_only(true)
            .tls_version_min(reqwest::tls::Version::TLS_1_3)
            .no_proxy()
            .timeout(std::time::Duration::from_secs(20));
        if let Some(pem) = authority {
            let authorities = Certificate::from_pem_bundle(pem).map_err(RemoteError::Authority)?;
            builder = builder.tls_certs_only(authorities);
        }
        let client = builder.build().map_err(RemoteError::Authority)?;
        Ok(Self {
            client,
            server,
            clock,
            randomness,
        })
    }

    /// What waits.
    ///
    /// # Errors
    /// [`RemoteError`].
    pub async fn requests(&self, folder: &Folder) -> Result<IssuerRequests, RemoteError> {
        let answer = self
            .send(folder, "GET", "/v1/issuer/requests", Vec::new())
            .await?;
        read(answer).await
    }

    /// Hands in answers.
    ///
    /// # Errors
    /// [`RemoteError`].
    pub async fn answer(
        &self,
        folder: &Folder,
        answers: &IssuerAnswers,
    ) -> Result<(), RemoteError> {
        let body = serde_json::to_vec(answers).unwrap_or_default();
        self.send(folder, "POST", "/v1/issuer/answers", body)
            .await
            .map(drop)
    }

    async fn send(
        &self,
        folder: &Folder,
        method: &str,
        path: &str,
        body: Vec<u8>,
    ) -> Result<reqwest::Response, RemoteError> {
        let now = self.clock.now();
        let mut nonce = [0; 16];
        self.randomness.generator().fill_bytes(&mut nonce);
        let bundle = folder.bundle(now)?;
        let header = prove(
            folder.issuing().0,
            &bundle,
            (method, path, &body),
            now,
            nonce,
        );
        let url = self.server.join(path).map_err(|_| RemoteError::Address)?;
        let request = match method {
            "GET" => self.client.get(url),
            _ => self
                .client
                .post(url)
                .header("content-type", "application/json")
                .body(body),
        };
        let answer = request
            .header(HEADER, header)
            .send()
            .await
            .map_err(RemoteError::Unreachable)?;
        match answer.status() {
            status if status.is_success() => Ok(answer),
            StatusCode::NOT_FOUND => Err(RemoteError::Unknown),
            status => Err(RemoteError::Refused(status)),
        }
    }
}

async fn read<T: DeserializeOwned>(answer: reqwest::Response) -> Result<T, RemoteError> {
    answer.json().await.map_err(RemoteError::Unreachable)
}
