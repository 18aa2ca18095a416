//! Slow-to-compile chores behind a process of their own: `bind` writes the JavaScript side of the
//! browser module with wasm-bindgen linked as a library (its version can then never drift from the
//! crate's), `weigh` says how many bytes a file costs on the wire, `tables` writes the file of
//! screening's tables that browsers fetch beside the module, `spans` screens lines natively so that
//! the module can be compared.
//!
//! Refuses unknown words and missing arguments. Called by xtask/src/wasm.rs and figures.rs only.

use std::error::Error;
use std::io::{BufRead as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use tacita_screen::{Kind, Screen, Speaker};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["bind", module, folder, name] => bind(Path::new(module), Path::new(folder), name),
        ["weigh", files @ ..] => weigh(files),
        ["tables", file] => {
            std::fs::write(file, tacita_screen::Tables::packed()).map_err(Into::into)
        }
        ["spans"] => spans(),
        _ => Err(
            "usage: xtask-bind bind MODULE FOLDER NAME | weigh FILE… | tables FILE | spans".into(),
        ),
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
        // As `web/build/all.mjs` packs what is served: the blocks that suit the file better.
        let mut brotli = usize::MAX;
        for lgblock in [0, 16] {
            let mut packed = Vec::new();
            let parameters = brotli::enc::BrotliEncoderParams {
                quality: 11,
                lgwin: 22,
                lgblock,
                ..Default::default()
            };
            brotli::BrotliCompress(&mut bytes.as_slice(), &mut packed, &parameters)?;
            brotli = brotli.min(packed.len());
        }
        weights.insert(
            (*file).to_owned(),
            serde_json::json!({ "raw": bytes.len(), "gzip": gzip, "brotli": brotli }),
        );
    }
    println!("{}", serde_json::Value::Object(weights));
    Ok(())
}

/// Answers each line `{"text","expected","breaks"}` (kinds with commas between them; byte offsets)
/// with what the native engine finds: start and end in UTF-16 units, place of the kind, band, score,
/// five numbers a finding with commas between all.
fn spans() -> Result<(), Box<dyn Error>> {
    let screen = Screen::complete();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line: serde_json::Value = serde_json::from_str(&line?)?;
        let word = |name: &str| {
            line.get(name)
                .and_then(|value| value.as_str())
                .unwrap_or_default()
        };
        let text = word("text");
        let expected: Vec<Kind> = word("expected")
            .split(',')
            .filter_map(Kind::from_word)
            .collect();
        let breaks = line.get("breaks").and_then(|list| list.as_array());
        let breaks: Vec<usize> = breaks
            .into_iter()
            .flatten()
            .filter_map(|at| at.as_u64().and_then(|at| usize::try_from(at).ok()))
            .collect();
        let units = |at: usize| {
            text.get(..at)
                .map_or(0, |before| before.encode_utf16().count())
        };
        let numbers: Vec<String> = screen
            .conversation(text, Speaker::Customer, &expected, &breaks)
            .iter()
            .flat_map(|finding| {
                let kind = Kind::ALL.iter().position(|kind| *kind == finding.kind);
                let numbers = [
                    units(finding.range.start),
                    units(finding.range.end),
                    kind.unwrap_or(usize::MAX),
                    finding.band as usize,
                    usize::from(finding.score),
                ];
                numbers.map(|number| number.to_string())
            })
            .collect();
        writeln!(out, "{}", numbers.join(","))?;
    }
    Ok(out.flush()?)
}
