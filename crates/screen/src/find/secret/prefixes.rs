//! Marks that makers of keys put in front of them, from their public documentation.
//!
//! Sorted by prefix; several rules may share one. Lengths are those of the part after the mark.

/// What the part after the mark is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    /// Letters and digits.
    Alnum,
    /// Letters, digits, dash, underscore.
    Word,
    /// Hexadecimal digits.
    Hex,
    /// Capitals and digits.
    Upper,
    /// Base64 with its signs, and dots.
    Base64,
    /// Letters, digits, dash, underscore, dot.
    Dotted,
}

impl Body {
    pub(super) fn allows(self, byte: u8) -> bool {
        match self {
            Self::Alnum => byte.is_ascii_alphanumeric(),
            Self::Word => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'),
            Self::Hex => byte.is_ascii_hexdigit(),
            Self::Upper => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Self::Base64 => super::is_key_byte(byte) && byte != b':' && byte != b'!',
            Self::Dotted => {
                byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~')
            }
        }
    }
}

/// One mark.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) prefix: &'static str,
    pub(super) body: Body,
    pub(super) least: usize,
    pub(super) most: usize,
    /// Least entropy in hundredths of a bit a character.
    pub(super) entropy: u32,
}

const fn rule(prefix: &'static str, body: Body, least: usize, most: usize) -> Rule {
    Rule {
        prefix,
        body,
        least,
        most,
        entropy: 280,
    }
}

/// Rules whose mark begins with a byte.
pub(super) fn of(first: u8) -> &'static [Rule] {
    let low = RULES.partition_point(|rule| {
        rule.prefix
            .as_bytes()
            .first()
            .is_some_and(|&byte| byte < first)
    });
    let high = RULES.partition_point(|rule| {
        rule.prefix
            .as_bytes()
            .first()
            .is_some_and(|&byte| byte <= first)
    });
    RULES.get(low..high).unwrap_or_default()
}

use Body::{Alnum, Base64, Dotted, Hex, Upper, Word};

/// All rules, in order of their first byte.
pub(super) const RULES: &[Rule] = &[
    rule("3AAA", Word, 60, 120),
    rule("A3T0", Upper, 16, 16),
    rule("ABIA", Upper, 16, 16),
    rule("ABSK", Base64, 100, 140),
    rule("ACCA", Upper, 16, 16),
    rule("AGE-SECRET-KEY-1", Upper, 58, 58),
    rule("AGPA", Upper, 16, 16),
    rule("AIDA", Upper, 16, 16),
    rule("AIPA", Upper, 16, 16),
    rule("AIza", Word, 35, 35),
    rule("AKCp", Alnum, 10, 80),
    rule("AKIA", Upper, 16, 16),
    rule("ANPA", Upper, 16, 16),
    rule("ANVA", Upper, 16, 16),
    rule("AROA", Upper, 16, 16),
    rule("ASIA", Upper, 16, 16),
    rule("ATATT3", Base64, 100, 260),
    rule("ATBB", Word, 28, 40),
    rule("ATCTT3", Base64, 100, 260),
    rule("CCIPAT_", Word, 40, 80),
    rule("CFPAT-", Word, 40, 60),
    rule("CLOJARS_", Alnum, 60, 60),
    rule("EAAAE", Word, 50, 70),
    rule("EAACEdEose0cBA", Alnum, 10, 250),
    rule("EZAK", Alnum, 54, 54),
    rule("EZTK", Alnum, 54, 54),
    rule("FLWPUBK_TEST-", Alnum, 32, 36),
    rule("FLWSECK-", Alnum, 32, 40),
    rule("FLWSECK_TEST-", Alnum, 32, 40),
    rule("FlyV1 fm", Base64, 40, 800),
    rule("GOCSPX-", Word, 28, 28),
    rule("GR1348941", Word, 20, 27),
    rule("HRKU-", Word, 36, 70),
    rule("IGQV", Word, 40, 250),
    rule("LTAI", Alnum, 16, 24),
    rule("NRAA-", Hex, 27, 27),
    rule("NRAK-", Upper, 27, 27),
    rule("NRBR-", Hex, 19, 19),
    rule("NRII-", Word, 32, 32),
    rule("NRIQ-", Word, 32, 32),
    rule("NRJS-", Hex, 19, 19),
    rule("NRRA-", Hex, 42, 42),
    rule("NRSP-", Word, 20, 50),
    rule("PMAK-", Word, 59, 59),
    rule("RGAPI-", Word, 36, 36),
    rule("SG.", Dotted, 60, 70),
    rule("SK", Hex, 32, 32),
    rule("VF.DM.", Dotted, 30, 50),
    rule("access_token$production$", Word, 30, 70),
    rule("ae_", Base64, 60, 120),
    rule("aio_", Alnum, 28, 28),
    rule("amzn.mws.", Word, 36, 36),
    rule("amzn1.oa2-cs.v1.", Hex, 60, 70),
    rule("apify_api_", Alnum, 36, 36),
    rule("atlasv1-", Word, 40, 80),
    rule("b.AAAAAQ", Word, 100, 180),
    rule("bedrock-api-key-", Base64, 60, 400),
    rule("bkua_", Hex, 40, 40),
    rule("ccipat_", Word, 40, 80),
    rule("cmVmd", Word, 59, 59),
    rule("csk-", Alnum, 40, 60),
    rule("ctp_", Alnum, 40, 80),
    rule("da2-", Alnum, 26, 26),
    rule("dapi", Hex, 32, 34),
    rule("dckr_oat_", Word, 27, 40),
    rule("dckr_pat_", Word, 27, 40),
    rule("django-insecure-", Base64, 30, 80),
    rule("dnkey-", Word, 20, 120),
    rule("dof_v1_", Hex, 64, 64),
    rule("doo_v1_", Hex, 64, 64),
    rule("dop_v1_", Hex, 64, 64),
    rule("dor_v1_", Hex, 64, 64),
    rule("dp.audit.", Alnum, 40, 44),
    rule("dp.ct.", Alnum, 40, 44),
    rule("dp.pt.", Alnum, 40, 44),
    rule("dp.sa.", Alnum, 40, 44),
    rule("dp.scim.", Alnum, 40, 44),
    rule("dp.st.", Dotted, 40, 80),
    rule("dt0c01.", Dotted, 80, 100),
    rule("dt0s", Dotted, 60, 110),
    rule("duffel_live_", Word, 43, 43),
    rule("duffel_test_", Word, 43, 43),
    rule("expo_", Word, 38, 50),
    rule("fc-", Hex, 32, 32),
    rule("figd_", Word, 38, 60),
    rule("fio-u-", Base64, 60, 70),
    rule("fo1_", Word, 43, 43),
    rule("ftl_", Word, 30, 90),
    rule("gho_", Alnum, 36, 36),
    rule("ghp_", Alnum, 36, 36),
    rule("ghr_", Alnum, 36, 80),
    rule("ghs_", Alnum, 36, 36),
    rule("ghu_", Alnum, 36, 36),
    rule("github_pat_", Word, 70, 100),
    rule("glagent-", Word, 50, 60),
    rule("glc_", Base64, 32, 400),
    rule("glcbt-", Word, 20, 40),
    rule("gldt-", Word, 20, 40),
    rule("glffct-", Word, 20, 40),
    rule("glft-", Word, 20, 40),
    rule("glimt-", Word, 20, 40),
    rule("gloas-", Word, 60, 70),
    rule("glpat-", Dotted, 20, 60),
    rule("glptt-", Hex, 40, 40),
    rule("glrt-", Word, 20, 40),
    rule("glsa_", Word, 36, 60),
    rule("glsoat-", Word, 20, 40),
    rule("gsk_", Alnum, 40, 60),
    rule("hf_", Alnum, 34, 40),
    rule("hvb.", Dotted, 60, 300),
    rule("hvs.", Word, 24, 200),
    rule("key-", Hex, 32, 32),
    rule("lin_api_", Alnum, 40, 40),
    rule("lin_oauth_", Hex, 60, 70),
    rule("lsv2_pt_", Word, 40, 60),
    rule("lsv2_sk_", Word, 40, 60),
    rule("nfp_", Alnum, 36, 60),
    rule("npm_", Alnum, 36, 36),
    rule("ntn_", Alnum, 40, 60),
    rule("nvapi-", Word, 60, 70),
    rule("oa2-client-secret_", Word, 30, 50),
    rule("odt_", Alnum, 32, 40),
    rule("ops_eyJ", Base64, 200, 2000),
    rule("oy2", Alnum, 43, 43),
    rule("p8e-", Alnum, 32, 32),
    rule("pat-eu1-", Word, 36, 36),
    rule("pat-na1-", Word, 36, 36),
    rule("pdl_live_apikey_", Word, 30, 60),
    rule("pdl_sdbx_apikey_", Word, 30, 60),
    rule("phc_", Alnum, 40, 50),
    rule("phx_", Alnum, 40, 50),
    rule("pk.eyJ", Dotted, 60, 200),
    rule("pk_live_", Alnum, 20, 110),
    rule("pk_test_", Alnum, 20, 110),
    rule("pnu_", Alnum, 36, 36),
    rule("pplx-", Alnum, 40, 60),
    rule("prefect-", Alnum, 36, 36),
    rule("pscale_oauth_", Dotted, 32, 64),
    rule("pscale_pw_", Dotted, 32, 64),
    rule("pscale_tkn_", Dotted, 32, 64),
    rule("pul-", Hex, 40, 40),
    rule("pypi-AgE", Word, 50, 300),
    rule("r8_", Word, 37, 40),
    rule("rdme_", Alnum, 70, 70),
    rule("rk_live_", Alnum, 20, 110),
    rule("rk_test_", Alnum, 20, 110),
    rule("rnd_", Alnum, 28, 40),
    rule("rpa_", Alnum, 40, 60),
    rule("rubygems_", Hex, 48, 48),
    rule("s-s4t2", Hex, 60, 66),
    rule("s-s4t2af-", Hex, 60, 70),
    rule("s-s4t2ud-", Hex, 60, 70),
    rule("sbp_", Hex, 40, 40),
    rule("secret_", Alnum, 43, 43),
    rule("sgp_", Hex, 40, 40),
    rule("sgp_local_", Hex, 40, 40),
    rule("shippo_live_", Hex, 40, 40),
    rule("shippo_test_", Hex, 40, 40),
    rule("shpat_", Hex, 32, 32),
    rule("shpca_", Hex, 32, 32),
    rule("shppa_", Hex, 32, 32),
    rule("shpss_", Hex, 32, 32),
    rule("sk-", Word, 32, 220),
    rule("sk.eyJ", Dotted, 60, 200),
    rule("sk_live_", Alnum, 16, 110),
    rule("sk_org_", Alnum, 40, 110),
    rule("sk_prod_", Alnum, 16, 110),
    rule("sk_test_", Alnum, 16, 110),
    rule("sl.", Word, 130, 1200),
    rule("sntrys_", Base64, 60, 400),
    rule("sntryu_", Hex, 64, 64),
    rule("snyk_", Word, 36, 60),
    rule("sq0atp-", Word, 22, 22),
    rule("sq0csp-", Word, 43, 43),
    rule("sq0idp-", Word, 22, 22),
    rule("sqa_", Hex, 40, 40),
    rule("sqp_", Hex, 40, 40),
    rule("squ_", Hex, 40, 40),
    rule("tfp_", Word, 40, 60),
    rule("tk-us-", Word, 48, 48),
    rule("tskey-", Word, 20, 70),
    rule("u-s4t2", Hex, 60, 66),
    rule("v1.0-", Word, 150, 190),
    rule("v2.local.", Word, 60, 400),
    rule("wandb_v1_", Word, 40, 90),
    rule("whsec_", Base64, 32, 60),
    rule("xai-", Alnum, 60, 90),
    rule("xapp-", Word, 30, 140),
    rule("xkeysib-", Word, 60, 90),
    rule("xoxa-", Word, 24, 140),
    rule("xoxb-", Word, 24, 140),
    rule("xoxc-", Word, 24, 140),
    rule("xoxd-", Base64, 24, 200),
    rule("xoxe-", Word, 60, 220),
    rule("xoxe.", Dotted, 60, 220),
    rule("xoxo-", Word, 24, 140),
    rule("xoxp-", Word, 24, 140),
    rule("xoxr-", Word, 24, 140),
    rule("xoxs-", Word, 24, 140),
    rule("xsmtpsib-", Word, 60, 90),
    rule("ya29.", Dotted, 20, 500),
];
