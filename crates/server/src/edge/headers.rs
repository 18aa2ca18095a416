//! The headers of every answer, as strict as its use allows.
//!
//! A handler says what its answer is for by an extension of type [`Use`]; without one it is
//! [`Use::Api`], the strictest, so errors and forgotten routes are never lax. No policy allows
//! inline script or style or `eval`; scripts come from our origin alone, under Trusted Types.
//! Next: [`crate::edge::assets`].

use crate::config::check::is_loopback_host;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// What an answer is for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Use {
    /// JSON, problems, anything without a use of its own.
    #[default]
    Api,
    /// The one script that shops load, by a name that holds its hash, with SRI.
    Loader,
    /// The widget's page: framed by these origins and nobody else.
    WidgetPage {
        /// Origins of the shop, from the configuration.
        frame_ancestors: Vec<String>,
    },
    /// A page that nobody may frame (console, start page).
    Page,
    /// A file of a page (script, style, font, module) with its hash in its name.
    HashedFile,
    /// A file of a page without one.
    File,
    /// The ledger's last checkpoint: for anybody's page, always the newest.
    LedgerHead,
    /// A tile of the ledger: for anybody's page, never another under the same name.
    LedgerTile,
}

/// The policy of pages and of the workers they start (a worker has its own file's policy).
/// `'wasm-unsafe-eval'` lets the page compile the module and nothing else.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     worker-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; \
     connect-src 'self'; base-uri 'none'; form-action 'self'; \
     require-trusted-types-for 'script'; trusted-types svelte-trusted-html tacita";

/// What answers without a page get.
const NOTHING_POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'";

/// Everything a page could ask a browser for, refused: the product needs none of it.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), \
     encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), \
     microphone=(), midi=(), payment=(), picture-in-picture=(), \
     screen-wake-lock=(), usb=(), web-share=(), xr-spatial-tracking=()";

/// Passkeys: the console's own pages ask for them, nobody else does.
const OWN_PASSKEYS: &str = "publickey-credentials-get=(self), publickey-credentials-create=(self)";
const NO_PASSKEYS: &str = "publickey-credentials-get=(), publickey-credentials-create=()";

const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// Writes them.
///
/// Practice: B1 (HSTS except where it cannot work: `localhost` and addresses).
pub fn write(headers: &mut HeaderMap, what: &Use, host: &str) {
    let mut set = |name: HeaderName, value: &str| {
        // Values come from constants and checked configuration; one that is no header value is
        // left out rather than sent half.
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    let passkeys = if *what == Use::Page {
        OWN_PASSKEYS
    } else {
        NO_PASSKEYS
    };
    set(
        HeaderName::from_static("permissions-policy"),
        &format!("{PERMISSIONS}, {passkeys}"),
    );
    set(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    if !is_loopback_host(host) {
        set(
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=63072000; includeSubDomains",
        );
    }
    let (policy, ancestors, resource, cache) = match what {
        Use::Api => (
            NOTHING_POLICY,
            "'none'".to_owned(),
            "same-origin",
            "no-store",
        ),
        Use::Loader => (
            NOTHING_POLICY,
            "'none'".to_owned(),
            "cross-origin",
            IMMUTABLE,
        ),
        Use::WidgetPage { frame_ancestors } => {
            let ancestors = if frame_ancestors.is_empty() {
                "'none'".to_owned()
            } else {
                frame_ancestors.join(" ")
            };
            (PAGE_POLICY, ancestors, "cross-origin", "no-store")
        }
        Use::Page => (PAGE_POLICY, "'none'".to_owned(), "same-origin", "no-store"),
        Use::HashedFile => (PAGE_POLICY, "'none'".to_owned(), "same-origin", IMMUTABLE),
        Use::File => (PAGE_POLICY, "'none'".to_owned(), "same-origin", "no-cache"),
        Use::LedgerHead => (
            NOTHING_POLICY,
            "'none'".to_owned(),
            "cross-origin",
            "no-cache",
        ),
        Use::LedgerTile => (
            NOTHING_POLICY,
            "'none'".to_owned(),
            "cross-origin",
            IMMUTABLE,
        ),
    };
    set(
        header::CONTENT_SECURITY_POLICY,
        &format!("{policy}; frame-ancestors {ancestors}"),
    );
    set(
        HeaderName::from_static("cross-origin-resource-policy"),
        resource,
    );
    set(header::CACHE_CONTROL, cache);
    if matches!(what, Use::Loader | Use::LedgerHead | Use::LedgerTile) {
        // SRI compares the bytes of a script only if it was fetched with CORS; a verifier's page
        // reads the ledger from its own origin.
        set(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    } else {
        set(
            HeaderName::from_static("cross-origin-embedder-policy"),
            "require-corp",
        );
    }
    if !matches!(what, Use::WidgetPage { .. } | Use::Loader) {
        set(header::X_FRAME_OPTIONS, "DENY");
    }
}
