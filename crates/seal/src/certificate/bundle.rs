//! The bundle of certificates that bootstrap hands out, and its opening under a pinned root.
//!
//! One certificate in it that does not verify refuses the whole bundle. Next: [`crate::trust`].

use super::{
    CertificateError, Fingerprint, Issuing, IssuingBody, ServerBody, ServerKeys, Signed, check_span,
};
use crate::cbor;
use crate::signing::{Label, PublicKey};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;
use tacita_model::{TenantId, TypedId};

#[derive(Serialize, Deserialize)]
struct BundleBody(u8, ByteArray<32>, Vec<Signed>, Vec<Signed>);

/// Puts certificates into the bundle that bootstrap hands out (public data, a few hundred bytes).
///
/// # Errors
/// [`CertificateError::Malformed`] when one of them does not decode.
pub fn bundle(
    root: &PublicKey,
    issuing: &[Vec<u8>],
    servers: &[Vec<u8>],
) -> Result<Vec<u8>, CertificateError> {
    let decode = |list: &[Vec<u8>]| {
        list.iter()
            .map(|bytes| cbor::decode::<Signed>(bytes))
            .collect::<Result<Vec<_>, _>>()
    };
    let body = BundleBody(1, ByteArray::new(*root), decode(issuing)?, decode(servers)?);
    Ok(cbor::encode(&body)?)
}

/// Opens a bundle under a pinned root: every certificate in it must verify.
pub(crate) fn open_bundle(
    pinned: &Fingerprint,
    tenant: TenantId,
    bytes: &[u8],
) -> Result<(Vec<Issuing>, Vec<ServerKeys>), CertificateError> {
    let BundleBody(version, root, issuing, servers) = cbor::decode(bytes)?;
    if version != 1 {
        return Err(CertificateError::Malformed);
    }
    if Fingerprint::of(&root) != *pinned {
        return Err(CertificateError::WrongRoot);
    }
    let issuing = issuing
        .iter()
        .map(|c| open_issuing(&root, tenant, c))
        .collect::<Result<_, _>>()?;
    let servers = servers
        .iter()
        .map(|c| open_server(&root, tenant, c))
        .collect::<Result<_, _>>()?;
    Ok((issuing, servers))
}

fn open_issuing(
    root: &PublicKey,
    tenant: TenantId,
    signed: &Signed,
) -> Result<Issuing, CertificateError> {
    signed.verify(root, Label::IssuingCertificate, &[])?;
    let IssuingBody(version, of, key, validity) = cbor::decode(&signed.0)?;
    if version != 1 {
        return Err(CertificateError::Malformed);
    }
    check_span(&validity)?;
    let issuing = Issuing {
        tenant: TenantId::from_bytes(*of),
        key: *key,
        validity,
    };
    if issuing.tenant == tenant {
        Ok(issuing)
    } else {
        Err(CertificateError::WrongTenant)
    }
}

fn open_server(
    root: &PublicKey,
    tenant: TenantId,
    signed: &Signed,
) -> Result<ServerKeys, CertificateError> {
    signed.verify(root, Label::ServerCertificate, &[])?;
    let ServerBody(version, of, conversation, router, sender, validity) = cbor::decode(&signed.0)?;
    if version != 1 {
        return Err(CertificateError::Malformed);
    }
    check_span(&validity)?;
    let keys = ServerKeys {
        tenant: TenantId::from_bytes(*of),
        conversation_issuing_key: *conversation,
        router_key: *router,
        external_sender_key: *sender,
        validity,
    };
    if keys.tenant == tenant {
        Ok(keys)
    } else {
        Err(CertificateError::WrongTenant)
    }
}
