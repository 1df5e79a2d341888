//! The program `khabar`: reads news, writes facts.

use std::process::ExitCode;

fn main() -> ExitCode {
    khabar_cli::main(khabar_all::listed())
}
