//! Three ways to a compiler that makes wasm: the pinned toolchain has the target; rustup can add
//! it; or Debian's own compiler builds the standard library from Debian's source package.
//!
//! rustup's compiler cannot use Debian's standard library, so the third route takes Debian's cargo
//! and rustc as well. `TACITA_WASM=debian` forces it. Every route builds the standard library too,
//! small and without words of panics (docs/decisions/0005), if its source is to be had.
//! Next: `wasm.rs`, which uses the route.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::repository::Repository;
use crate::shell::{Run, find};
use crate::tools::packages;
use crate::trouble::{Outcome, Trouble};
use crate::wasm::Module;

const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's packages of a recent Rust (made for building browsers) with its sources and a linker.
const PACKAGES: [&str; 5] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-llvm",
    "lld",
];

/// Where Debian keeps programs and the standard library's source; rustup's never lie there.
const DEBIAN_BINARIES: &str = "/usr/bin";
const DEBIAN_SOURCE: &str = "/usr/lib/rustlib/src/rust";

/// Older than this, edition 2024 and our dependencies do not build.
const OLDEST: u32 = 95;

/// SHA-2 and AES as loops instead of unrolled: a third of the code, and a message needs few blocks.
const ROLLED_UP: [&str; 5] = [
    "-Zprofile-rustflags",
    "--config",
    r#"profile.browser.package.sha2.rustflags=["--cfg", "sha2_backend_soft=\"compact\""]"#,
    "--config",
    r#"profile.browser.package.aes.rustflags=["--cfg", "aes_backend_soft=\"compact\""]"#,
];

/// How wasm will be compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    /// The toolchain of `rust-toolchain.toml` with its target and the source of std.
    Toolchain,
    /// The same without that source: std as it was delivered, a larger module.
    Delivered,
    /// Debian's compiler, which builds std itself.
    Debian,
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Toolchain => "the pinned toolchain's",
            Self::Delivered => "the pinned toolchain's; larger, for rust-src is not to be had",
            Self::Debian => "Debian's, which builds std from source",
        })
    }
}

impl Route {
    /// The first route that is open; installs what it takes where it may.
    pub(crate) fn find(repository: &Repository, log: &Path) -> Outcome<Self> {
        let forced = std::env::var("TACITA_WASM").is_ok_and(|word| word == "debian");
        if !forced {
            let add = Run::line(&format!("rustup target add {TARGET}"), repository.root());
            if target_is_installed(repository)
                || (find("rustup").is_some() && add.works() && target_is_installed(repository))
            {
                let add = Run::line("rustup component add rust-src", repository.root());
                let source = source_is_installed(repository)
                    || (find("rustup").is_some() && add.works() && source_is_installed(repository));
                return Ok(if source {
                    Self::Toolchain
                } else {
                    Self::Delivered
                });
            }
        }
        if !debian_is_ready() {
            packages(&PACKAGES, log).map_err(|trouble| {
                Trouble::new(format!(
                    "nothing here compiles for {TARGET}; {}",
                    trouble.what
                ))
                .remedy(format!(
                    "rustup target add {TARGET}, or on Debian: sudo apt-get install {}",
                    PACKAGES.join(" ")
                ))
            })?;
        }
        if debian_is_ready() {
            return Ok(Self::Debian);
        }
        Err(Trouble::new(format!(
            "Debian's rustc in {DEBIAN_BINARIES} is older than 1.{OLDEST}"
        ))
        .remedy(format!("rustup target add {TARGET}")))
    }

    /// Route and compiler version: part of what the module is made from.
    pub(crate) fn identity(self, repository: &Repository) -> Outcome<String> {
        let rustc = match self {
            Self::Toolchain | Self::Delivered => "rustc".to_owned(),
            Self::Debian => format!("{DEBIAN_BINARIES}/rustc"),
        };
        let version = Run::new(rustc, repository.root()).words(["-vV"]).answer()?;
        Ok(format!("{self:?} {version}"))
    }

    /// Compiles a module's crate into `work`, as it is served.
    pub(crate) fn compile(self, repository: &Repository, module: &Module, work: &Path) -> Outcome {
        self.compile_as(repository, (module, "browser", module.features), work)
    }

    /// Compiles a module's crate into `work`, in a profile and with features of the caller's choice.
    pub(crate) fn compile_as(
        self,
        repository: &Repository,
        (module, profile, features): (&Module, &str, &str),
        work: &Path,
    ) -> Outcome {
        let package = format!("tacita-{}", module.folder);
        let program = match self {
            Self::Toolchain | Self::Delivered => "cargo".to_owned(),
            Self::Debian => format!("{DEBIAN_BINARIES}/cargo"),
        };
        let mut run = Run::new(program, repository.root())
            .words(["build", "--locked", "--package", &package, "--lib"])
            .words(["--profile", profile, "--target", TARGET])
            .words(["--no-default-features", "--features", features])
            .words(ROLLED_UP)
            .set("CARGO_TARGET_DIR", work)
            .set(
                "CARGO_ENCODED_RUSTFLAGS",
                self.flags(repository).join("\u{1f}"),
            )
            // Allows the -Z below, of cargo and of rustc, on a stable compiler.
            .set("RUSTC_BOOTSTRAP", "1")
            .unset("RUSTFLAGS");
        if self != Self::Delivered {
            run = run
                .words(["-Zbuild-std=std,panic_abort"])
                .words(["-Zbuild-std-features=optimize_for_size"]);
        }
        if self == Self::Debian {
            run = run
                .set("RUSTC", format!("{DEBIAN_BINARIES}/rustc"))
                .set("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld")
                .unset("RUSTUP_TOOLCHAIN")
                .unset("CARGO");
        }
        run.quietly(&work.join("compile.log"))
    }

    /// Flags that make the same bytes in every folder and on every machine of one compiler, choose
    /// the browser's source of randomness, and leave out what a browser shows nobody: the places in
    /// the source that a panic would name, what `{:?}` would print, and (where std is built too) the
    /// words of panics. A panic stops the worker at once, with or without them.
    fn flags(self, repository: &Repository) -> Vec<String> {
        let mut flags: Vec<String> = [
            "--cfg",
            "getrandom_backend=\"wasm_js\"",
            "-Zlocation-detail=none",
            "-Zfmt-debug=none",
        ]
        .map(str::to_owned)
        .into();
        if self != Self::Delivered {
            // After cargo's own `-C panic=abort`; the last one holds.
            flags.extend(["-Zunstable-options", "-Cpanic=immediate-abort"].map(str::to_owned));
        }
        flags.extend(remapped(repository));
        if let Some(source) = source(repository) {
            flags.push(format!("--remap-path-prefix={}=/rust", source.display()));
        }
        flags
    }
}

/// Flags that keep the places of source, crates and standard library out of what is built.
pub(crate) fn remapped(repository: &Repository) -> Vec<String> {
    let mut flags = Vec::new();
    let mut remap = |from: &Path, to: &str| {
        flags.push(format!("--remap-path-prefix={}={to}", from.display()));
    };
    // The last match wins, so the wider folder comes first.
    remap(repository.root(), "/tacita");
    for registry in registries() {
        remap(&registry, "/registry");
    }
    remap(Path::new(DEBIAN_SOURCE), "/rust");
    if let Ok(real) = Path::new(DEBIAN_SOURCE).canonicalize() {
        remap(&real, "/rust");
    }
    flags
}

/// The folders that cargo unpacks crates into; their names differ from mirror to mirror.
fn registries() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".cargo")));
    let Some(home) = home else { return Vec::new() };
    let Ok(entries) = std::fs::read_dir(home.join("registry/src")) else {
        return Vec::new();
    };
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    folders
}

fn target_is_installed(repository: &Repository) -> bool {
    let ask = format!("rustc --print target-libdir --target {TARGET}");
    Run::line(&ask, repository.root())
        .answer()
        .is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

/// Where the pinned toolchain would have std's source (rustup's component `rust-src`).
fn source(repository: &Repository) -> Option<PathBuf> {
    let sysroot = Run::line("rustc --print sysroot", repository.root())
        .answer()
        .ok()?;
    Some(Path::new(sysroot.trim()).join("lib/rustlib/src/rust"))
}

fn source_is_installed(repository: &Repository) -> bool {
    source(repository).is_some_and(|folder| folder.join("library/std/Cargo.toml").is_file())
}

fn debian_is_ready() -> bool {
    let version = Run::new(format!("{DEBIAN_BINARIES}/rustc"), ".")
        .words(["--version"])
        .answer();
    let recent = version.is_ok_and(|text| minor(&text).is_some_and(|minor| minor >= OLDEST));
    recent
        && Path::new(DEBIAN_BINARIES).join("cargo").is_file()
        && Path::new(DEBIAN_SOURCE).join("library/std").is_dir()
        && find("wasm-ld").is_some()
}

/// The minor number of what `rustc --version` prints (`rustc 1.96.0 (…)`).
fn minor(version: &str) -> Option<u32> {
    version
        .strip_prefix("rustc 1.")?
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_minor_version_is_read_from_what_rustc_prints() {
        assert_eq!(minor("rustc 1.96.0 (deadbeef 2026-05-25)"), Some(96));
        assert_eq!(minor("rustc 1.63.0"), Some(63));
        assert_eq!(minor("something else"), None);
    }
}
