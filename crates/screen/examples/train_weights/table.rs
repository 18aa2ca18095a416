//! Writes the rows as the source file that the engine is built from.

use crate::prior::{FACTS, Row};

/// The file `src/score/weights.rs`.
pub(crate) fn write(rows: &[(&Row, [i32; FACTS])]) -> String {
    let mut out = String::from(
        "//! What each fact is worth for each kind of value, in hundredths of a logit.\n\
         //!\n\
         //! Written by `examples/train_weights.rs` from labelled texts (data and licences:\n\
         //! `train/README.md`); not to be edited. Columns in the order of the facts in `score`.\n\n\
         use crate::Kind;\n\n\
         /// Number of facts.\n\
         pub(super) const FACTS: usize = ",
    );
    out.push_str(&format!(
        "{FACTS};\n\n/// The row of a kind.\npub(super) fn row(kind: Kind) -> &'static [i16; FACTS] {{\n    match kind {{\n"
    ));
    for (row, _) in rows {
        let kinds: Vec<String> = row
            .kinds
            .iter()
            .map(|kind| format!("Kind::{kind:?}"))
            .collect();
        let pattern = if kinds.is_empty() {
            "_".to_owned()
        } else {
            kinds.join(" | ")
        };
        out.push_str(&format!("        {pattern} => &{},\n", row.name));
    }
    out.push_str("    }\n}\n");
    for (row, weights) in rows {
        out.push_str(&format!("\nconst {}: [i16; FACTS] = [", row.name));
        let mut width = usize::MAX / 2;
        for weight in weights {
            let word = format!("{weight},");
            if width + 1 + word.len() > 99 {
                out.push_str("\n    ");
                width = 4;
            } else {
                out.push(' ');
                width += 1;
            }
            out.push_str(&word);
            width += word.len();
        }
        out.push_str("\n];\n");
    }
    out
}
