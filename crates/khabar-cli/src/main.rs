//! The program `khabar`: reads news, writes facts.

use std::process::ExitCode;

// Loading the gazetteer and writing lines make many small allocations.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    khabar_cli::main(khabar_all::listed())
}
