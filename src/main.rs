//! The command `vattel`.

use std::process::ExitCode;

fn main() -> ExitCode {
    vattel::cli::run(std::env::args_os()).into()
}
