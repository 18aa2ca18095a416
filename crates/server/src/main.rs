//! The `tacita` program. Everything is in the library, where tests reach it.

use std::process::ExitCode;

fn main() -> ExitCode {
    tacita_server::commands::run()
}
