//! Two slow-to-compile chores behind a process of their own: `bind` writes the JavaScript side
//! of the browser module with wasm-bindgen linked as a library (its version can then never drift
//! from the crate's), `weigh` says how many bytes a file costs on the wire.
//!
//! Refuses unknown words and missing arguments. Called by xtask/src/wasm.rs and figures.rs only.

use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["bind", module, folder, name] => bind(Path::new(module), Path::new(folder), name),
        ["weigh", files @ ..] => weigh(files),
        _ => Err("usage: xtask-bind bind MODULE FOLDER NAME | weigh FILE…".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes `NAME.js`, `NAME.d.ts`, `NAME_bg.wasm` and `NAME_bg.wasm.d.ts` into `folder`.
///
/// The name section stays in the module: wasm-opt needs it to write the copy for stack traces.
fn bind(module: &Path, folder: &Path, name: &str) -> Result<(), Box<dyn Error>> {
    Bindgen::new()
        .input_path(module)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        .out_name(name)
        .generate(folder)?;
    Ok(())
}

/// Prints one JSON object: each path with its raw, gzip (level 9) and brotli (quality 11) bytes.
fn weigh(files: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut weights = serde_json::Map::new();
    for file in files {
        let bytes = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(&bytes)?;
        let gzip = gzip.finish()?.len();
        let mut brotli = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams {
            quality: 11,
            lgwin: 22,
            ..Default::default()
        };
        brotli::BrotliCompress(&mut bytes.as_slice(), &mut brotli, &parameters)?;
        weights.insert(
            (*file).to_owned(),
            serde_json::json!({ "raw": bytes.len(), "gzip": gzip, "brotli": brotli.len() }),
        );
    }
    println!("{}", serde_json::Value::Object(weights));
    Ok(())
}
