//! The measurements of `cargo xtask figures`, one line each, and the goals they are held against.
//!
//! A crate adds figures of its own by a test binary `crates/NAME/tests/figures.rs` that writes
//! one flat JSON object to `$TACITA_FIGURES/NAME.json`; it needs no line here. What must be
//! measured in a browser belongs to the script `figures` of `web/package.json`.

/// Where a number comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Measure {
    /// Bytes of a built file after brotli at its highest quality.
    Brotli {
        name: &'static str,
        file: &'static str,
    },
    /// A command whose last line of output is a flat JSON object of names and numbers.
    Answer {
        folder: &'static str,
        line: &'static str,
    },
}

/// How many bytes the browsers download.
pub(crate) const SIZES: &[Measure] = &[
    Measure::Brotli {
        name: "module_brotli_bytes",
        file: "web/core/generated/tacita_bg.wasm",
    },
    Measure::Brotli {
        name: "desk_module_brotli_bytes",
        file: "web/core/generated/desk_bg.wasm",
    },
    Measure::Brotli {
        name: "tables_brotli_bytes",
        file: "web/core/generated/tables.bin",
    },
    Measure::Answer {
        folder: "web",
        line: "npm run --silent sizes",
    },
];

/// What must be built and run to be measured; takes minutes.
pub(crate) const SPEEDS: &[Measure] = &[Measure::Answer {
    folder: "web",
    line: "npm run --silent figures",
}];

/// What `cargo xtask test` holds: no download grows past this. Where a ceiling is above its goal the
/// goal is not reached yet; `cargo xtask figures` says by how much.
pub(crate) const CEILINGS: &[(&str, f64)] = &[
    ("module_brotli_bytes", 380_000.0),
    ("desk_module_brotli_bytes", 402_000.0),
    ("tables_brotli_bytes", 222_000.0),
    ("loader_gzip_bytes", 2_000.0),
    ("widget_gzip_bytes", 25_000.0),
];

/// The most that each number is meant to be.
pub(crate) const GOALS: &[(&str, f64)] = &[
    ("module_brotli_bytes", 380_000.0),
    ("loader_gzip_bytes", 2_000.0),
    ("widget_gzip_bytes", 25_000.0),
    ("open_up_bytes", 12_000.0),
    ("cold_ms", 60.0),
    ("cold_total_ms", 150.0),
    ("state_bytes", 20_000.0),
    ("state_growth_bytes_1000", 0.0),
    ("commit_cpu_us", 500.0),
    ("worker_memory_bytes", 3.0 * 1_024.0 * 1_024.0),
    ("tables_ready_ms", 50.0),
    ("screen_chromium_us", 10.0),
    ("screen_node_us", 10.0),
];
