//! The program `khabar` as a library, so that a program with further plugins is a few lines.
//!
//! Enters: the command line and the names of the plugin crates that should be linked. Leaves: files,
//! lines on standard output, an exit code. Never known here: any language or fact.
//!
//! Exit codes: 0 fine, 1 some document failed or something does not hold, 2 usage or configuration.

mod about;
mod entity;
mod extract;
mod json;
mod report;
mod run;
mod show;
mod verify;
mod why;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Parser, Subcommand, ValueEnum};
use khabar_core::Registry;
use khabar_corpus::Judgements;
use khabar_lex::Gazetteer;
use khabar_run::{Config, Engine, Format};

/// Reads news in Arabic, Persian, Dari and Urdu and writes down who did what, when, where and for
/// how much, each fact with the exact source range that says it.
#[derive(Parser)]
#[command(name = "khabar", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read documents and write their facts, and what they know together, into a folder.
    Run(run::RunArgs),
    /// Read one input and print its facts, a line each.
    Extract(extract::ExtractArgs),
    /// Print the facts of a document for a person, a line each, readable in any terminal.
    Show(show::ShowArgs),
    /// Print the order in which extractors run.
    Plan {
        /// Print instead how many words each language has for each slot.
        #[arg(long)]
        slots: bool,
        #[command(flatten)]
        common: Common,
    },
    /// Tell what an extractor finds, needs and lets you set; with --doc and --at, why there is a fact at a
    /// place of a text or why there is none; with --entity, why names of many documents are one.
    Explain {
        /// Its id, as `khabar plan` prints it.
        #[arg(required_unless_present_any = ["doc", "entity"], conflicts_with_all = ["doc", "entity"])]
        extractor: Option<String>,
        /// An id of entities.jsonl.
        #[arg(long, value_name = "ID", conflicts_with = "doc")]
        entity: Option<String>,
        /// The folder that `khabar run` wrote.
        #[arg(
            long,
            value_name = "DIR",
            default_value = "out",
            conflicts_with = "extractor"
        )]
        out: PathBuf,
        /// A document: a file, or the id of one in the folder.
        #[arg(long, value_name = "FILE", requires = "at")]
        doc: Option<PathBuf>,
        /// A place in its text, in code points from 0, as `span.chars` of the output counts.
        #[arg(long, value_name = "OFFSET", requires = "doc")]
        at: Option<usize>,
        #[command(flatten)]
        common: Common,
    },
    /// Write report.html, the page to look at, from a folder of results; `khabar run` does so too.
    Report {
        /// The folder that `khabar run` wrote; sources are looked for where the run found them.
        #[arg(default_value = "out")]
        dir: PathBuf,
    },
    /// Check that every span, quotation, id and reference of a folder of results holds.
    Verify {
        /// The folder that `khabar run` wrote; sources are looked for where the run found them.
        #[arg(default_value = "out")]
        dir: PathBuf,
    },
    /// Print the JSON Schema of the output.
    Schema,
    /// Print the configuration.
    Config {
        /// The one that changes nothing, with every key explained.
        #[arg(long, required = true)]
        default: bool,
    },
}

/// What several commands take.
#[derive(Args)]
pub struct Common {
    /// The configuration; without it config/khabar.toml is used where it exists.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// A gazetteer file of your own, in the form of config/gazetteer/*.toml; may be given several times.
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
    /// How to read standard input.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    stdin: StdinFormat,
}

#[derive(Clone, Copy, ValueEnum)]
enum StdinFormat {
    Text,
    Html,
    Jsonl,
}

impl Common {
    fn stdin(&self) -> Format {
        match self.stdin {
            StdinFormat::Text => Format::Text,
            StdinFormat::Html => Format::Html,
            StdinFormat::Jsonl => Format::JsonLines,
        }
    }

    /// The configuration file that counts: the one that was named, or the one that is there.
    pub(crate) fn config_file(&self) -> Option<PathBuf> {
        let usual = || Some(PathBuf::from("config/khabar.toml")).filter(|p| p.is_file());
        self.config.clone().or_else(usual)
    }

    /// The program made ready under this configuration.
    ///
    /// # Errors
    /// If the configuration or the set of plugins cannot be used.
    pub(crate) fn engine(&self, listed: &[&str]) -> anyhow::Result<Engine> {
        let registry = Registry::linked()?;
        let config = match self.config_file() {
            Some(path) => read_config(&path, &registry)?,
            None => Config::default(),
        };
        let gazetteer = self.gazetteer(&config)?;
        registry.census(listed.iter().copied())?;
        Ok(Engine::with(registry, config, gazetteer)?)
    }

    /// The judgements of a file, or of the one that the configuration names.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(crate) fn judgements(
        &self,
        file: Option<&Path>,
        config: &Config,
    ) -> anyhow::Result<Judgements> {
        let beside = self.config_file();
        let beside = beside.as_deref().and_then(Path::parent);
        let configured = config.judgements.as_ref().map(|path| match beside {
            Some(folder) => folder.join(path),
            None => PathBuf::from(path),
        });
        let Some(path) = file.map(Path::to_owned).or(configured) else {
            return Ok(Judgements::default());
        };
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read the judgements `{name}`"))?;
        Ok(Judgements::parse(&name, &text)?)
    }

    /// The gazetteer that the program carries, with the files that the configuration and then the
    /// command line name.
    fn gazetteer(&self, config: &Config) -> anyhow::Result<Gazetteer> {
        let mut gazetteer = Engine::gazetteer_carried()?;
        let beside = self.config_file();
        let beside = beside.as_deref().and_then(Path::parent);
        let configured = config.gazetteer.iter().map(|path| match beside {
            Some(folder) => folder.join(path),
            None => PathBuf::from(path),
        });
        let paths: Vec<PathBuf> = configured.chain(self.gazetteer.iter().cloned()).collect();
        let texts = paths
            .iter()
            .map(|path| {
                let name = path.display().to_string();
                let text = std::fs::read_to_string(path)
                    .with_context(|| format!("cannot read the gazetteer file `{name}`"))?;
                Ok((name, text))
            })
            .collect::<anyhow::Result<Vec<_>>>()?;
        let files: Vec<_> = texts
            .iter()
            .map(|(name, text)| (&**name, &**text))
            .collect();
        gazetteer.add_files(&files)?;
        Ok(gazetteer)
    }
}

fn read_config(path: &Path, registry: &Registry) -> anyhow::Result<Config> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the configuration `{name}`"))?;
    Ok(Config::parse(&name, &text, registry)?)
}

/// Runs the command line. `listed` names the crates that should have registered something.
pub fn main(listed: impl IntoIterator<Item = &'static str>) -> ExitCode {
    let listed: Vec<&str> = listed.into_iter().collect();
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Run(args) => run::run(&args, &listed),
        Command::Extract(args) => extract::extract(&args, &listed),
        Command::Show(args) => show::show(&args, &listed),
        Command::Plan { slots, common } => about::plan(&common, slots, &listed),
        Command::Explain {
            extractor,
            entity,
            out,
            doc,
            at,
            common,
        } => match (entity, doc, at) {
            (Some(id), _, _) => entity::explain(&id, &out),
            (_, Some(doc), Some(at)) => why::why(&doc, &out, at, &common, &listed),
            _ => about::explain(&extractor.unwrap_or_default()),
        },
        Command::Report { dir } => report::report(&dir),
        Command::Verify { dir } => verify::verify(&dir),
        Command::Schema => about::schema(),
        Command::Config { .. } => about::config(),
    };
    match result {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let report = format!("{error:#}");
            // A report with the source line begins with the word itself.
            let lead = if report.starts_with("error") {
                ""
            } else {
                "error: "
            };
            tell(&format!("{lead}{report}"));
            ExitCode::from(2)
        }
    }
}

/// Whether whoever read our output went away, which is their good right.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Writes a line to standard error; whoever closed it does not want to know.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// 0 fine, 1 some document failed.
fn exit_code(failed: usize) -> ExitCode {
    ExitCode::from(u8::from(failed > 0))
}
