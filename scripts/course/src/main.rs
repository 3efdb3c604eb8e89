//! `cargo course`: see `cli.rs`.

use std::process::ExitCode;

fn main() -> ExitCode {
    course::main()
}
