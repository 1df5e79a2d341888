//! What developers run beside the program, through `cargo xtask docs`, `bench` and `eval`.

mod bench;
mod eval;
mod generate;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

// As in the program itself, so that what is measured is what users get.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Generated files, benchmarks, evaluations.
#[derive(Parser)]
#[command(name = "khabar-dev", arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the generated files below the current folder.
    Generate,
    /// Measure throughput against one Aho-Corasick pass.
    Bench(bench::BenchArgs),
    /// Measure results against texts that others have annotated.
    #[command(subcommand)]
    Eval(Eval),
}

#[derive(Subcommand)]
enum Eval {
    /// Language identification on parallel sentences.
    Lang {
        /// JSON Lines with a text per language in keys such as `arb`, `pes`, `prs`, `urd`.
        file: PathBuf,
        /// Print sentences that were told wrongly.
        #[arg(long)]
        errors: bool,
    },
    /// Values of expressions against what other libraries' test suites expect.
    Values {
        /// JSON Lines: a case a line.
        file: PathBuf,
        /// Only cases of this register.
        #[arg(long, default_value = "news")]
        register: String,
        /// Print the cases that were read wrongly.
        #[arg(long)]
        errors: bool,
    },
    /// Values of sentences that say the same in four languages, compared with each other.
    Parallel {
        /// JSON Lines with a sentence per language in the keys `arb`, `fas`, `prs`, `urd`.
        file: PathBuf,
        /// Print the sentences whose values differ.
        #[arg(long)]
        errors: bool,
    },
    /// Mentions of sentences against named-entity annotation.
    Ner {
        /// JSON Lines: a sentence a line, with `text` and `spans`.
        file: PathBuf,
        /// Print what was missed and what was wrong.
        #[arg(long)]
        errors: bool,
    },
    /// Latin names against a pool of Arabic ones.
    Names {
        /// JSON Lines: a pair of spellings a line, in `a` and `b`.
        file: PathBuf,
        /// Print the names whose right spelling was not first.
        #[arg(long)]
        errors: bool,
    },
    /// Events and reported speech of treebank sentences.
    Events {
        /// JSON Lines: a sentence a line, with `text`, `events` and `spans`.
        file: PathBuf,
        /// Print what was missed and what was wrong.
        #[arg(long)]
        errors: bool,
    },
    /// What several documents know together against its annotation.
    Corpus {
        /// The folder with `corpus.jsonl`.
        gold: PathBuf,
        /// The folder of documents.
        #[arg(long, default_value = "seeds")]
        seeds: PathBuf,
    },
    /// Names of four translations of one story, each read as a document.
    Stories {
        /// JSON Lines with a sentence per language in the keys `eng`, `arb`, `fas`, `prs`, `urd`.
        file: PathBuf,
        /// Print the names that are apart, and those that are wrongly one.
        #[arg(long)]
        errors: bool,
    },
    /// Facts of documents against their complete annotation.
    Gold {
        /// The folder of annotations: a file a document.
        gold: PathBuf,
        /// The folder of documents.
        #[arg(long, default_value = "seeds")]
        seeds: PathBuf,
    },
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Generate => generate::generate(),
        Command::Bench(args) => bench::bench(&args),
        Command::Eval(Eval::Lang { file, errors }) => eval::lang::lang(&file, errors),
        Command::Eval(Eval::Values {
            file,
            register,
            errors,
        }) => eval::values::values(&file, &register, errors),
        Command::Eval(Eval::Parallel { file, errors }) => eval::parallel::parallel(&file, errors),
        Command::Eval(Eval::Events { file, errors }) => eval::events::events(&file, errors),
        Command::Eval(Eval::Ner { file, errors }) => eval::ner::ner(&file, errors),
        Command::Eval(Eval::Names { file, errors }) => eval::names::names(&file, errors),
        Command::Eval(Eval::Corpus { gold, seeds }) => eval::corpus::corpus(&gold, &seeds),
        Command::Eval(Eval::Stories { file, errors }) => eval::stories::stories(&file, errors),
        Command::Eval(Eval::Gold { gold, seeds }) => eval::gold::gold(&gold, &seeds),
    }
}
