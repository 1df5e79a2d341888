//! Throughput, always as a ratio to one pass of the plain Aho-Corasick automaton over the same
//! text in the same run: absolute figures of two machines, or of two hours, say little.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, MatchKind};
use anyhow::{Context, bail};
use clap::Args;
use khabar_core::{Document, LanguageSpec, Meta, Registry};
use khabar_lex::{EVERY_LANGUAGE, Entity, Form, Gazetteer, Name, Reader};
use khabar_run::{Config, Engine, Format, Inputs};

/// Arguments of `cargo xtask bench`.
#[derive(Args)]
pub(crate) struct BenchArgs {
    /// Files and folders to repeat.
    #[arg(default_value = "seeds")]
    inputs: Vec<PathBuf>,
    /// How much text a language, in MB.
    #[arg(long, default_value_t = 10)]
    mb: usize,
    /// How many names the gazetteer is filled up to, with names that nobody has.
    #[arg(long, default_value_t = 50_000)]
    names: usize,
    /// How often each step is run; the best time counts.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

pub(crate) fn bench(args: &BenchArgs) -> anyhow::Result<()> {
    let plain = Engine::new(Registry::linked()?, khabar_all::listed(), Config::default())?;
    let corpora = corpora(&plain, &args.inputs)?;
    println!(
        "{} MB a language; gazetteer filled up to {} names a language; best of {} rounds; one \
         thread where nothing else is said",
        args.mb, args.names, args.rounds
    );
    for (language, documents) in corpora {
        let filled = filled(plain.gazetteer(), language, args.names, &documents);
        one_language(args, language, &documents, filled)?;
    }
    Ok(())
}

/// The documents of the inputs by the language that they are in.
fn corpora(
    engine: &Engine,
    inputs: &[PathBuf],
) -> anyhow::Result<Vec<(&'static LanguageSpec, Vec<String>)>> {
    let mut by_code: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let inputs = Inputs::find(inputs, Format::Text, None)?;
    khabar_run::run(engine, inputs, 0, |done| {
        if let (Ok(document), Some(found)) = (&done.item.document, &done.reading.language) {
            let text = document.text.to_string();
            by_code.entry(found.spec.code).or_default().push(text);
        }
        anyhow::Ok(())
    })?;
    let languages = engine.registry().languages();
    Ok(languages
        .filter_map(|language| Some((language, by_code.remove(language.code)?)))
        .collect())
}

/// Whether texts of a language may write a name.
fn written_in(name: &Name, language: &LanguageSpec) -> bool {
    let codes = [Some(language.code), language.base, Some(EVERY_LANGUAGE)];
    codes.contains(&Some(&*name.language))
}

/// The gazetteer with invented names, so many that the language has `names` in all.
fn filled(real: &Gazetteer, language: &LanguageSpec, names: usize, texts: &[String]) -> Gazetteer {
    let mut gazetteer = real.clone();
    let have = real
        .entities()
        .flat_map(|e| &e.names)
        .filter(|name| written_in(name, language))
        .count();
    let mut rng = fastrand::Rng::with_seed(1);
    // Half begin with a word of the text and half do not: as with real names, the matchers have to
    // look at them, and they are hardly ever there.
    let words: Vec<&str> = texts.iter().flat_map(|t| t.split_whitespace()).collect();
    let letters: Vec<char> = words
        .iter()
        .flat_map(|word| word.chars())
        .filter(|c| c.is_alphabetic() && !c.is_ascii())
        .collect();
    for nth in have..names {
        let mut invented = || -> String {
            (0..rng.usize(4..9))
                .map(|_| letters[rng.usize(..letters.len())])
                .collect()
        };
        let last = invented();
        let text = if nth % 2 == 0 {
            let known = words[rng.usize(..words.len())];
            let known: String = known.chars().filter(|c| c.is_alphabetic()).collect();
            format!("{known} {last}")
        } else {
            format!("{} {last}", invented())
        };
        let mut nowhere = Entity::new(
            "city".into(),
            &format!("city/nowhere-{nth}"),
            "Nowhere".into(),
        );
        nowhere.names.push(Name {
            language: language.code.into(),
            form: Form::Name,
            text: text.into(),
            guarded: false,
        });
        gazetteer.insert(nowhere);
    }
    gazetteer
}

fn one_language(
    args: &BenchArgs,
    language: &'static LanguageSpec,
    texts: &[String],
    gazetteer: Gazetteer,
) -> anyhow::Result<()> {
    let documents = repeated(texts, args.mb * 1_000_000);
    let bytes: usize = documents.iter().map(|d| d.text.len()).sum();
    let best = |work: &mut dyn FnMut() -> anyhow::Result<()>| best(args.rounds, work);
    let rate = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    println!("\n{} ({})", language.name, language.code);

    let names: Vec<String> = gazetteer
        .entities()
        .flat_map(|e| &e.names)
        .filter(|name| written_in(name, language))
        .map(|n| n.text.replace('·', ""))
        .collect();
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(&names)?;
    let mut matches = 0;
    let yardstick = best(&mut || {
        for document in &documents {
            matches += automaton.find_iter(document.text.as_bytes()).count();
        }
        Ok(())
    })?;
    let row = |what: &str, time: Duration| {
        let times = time.as_secs_f64() / yardstick.as_secs_f64();
        println!(
            "  {what:<44}{:>9.1} MB/s {times:>8.2} times the pass",
            rate(time)
        );
    };

    let file = tempfile(&documents)?;
    let read = best(&mut || {
        let bytes = std::fs::read(&file)?;
        std::str::from_utf8(&bytes)?;
        Ok(())
    })?;
    std::fs::remove_file(&file)?;
    row("read and validate UTF-8", read);
    row(
        &format!("one Aho-Corasick pass, {} names", names.len()),
        yardstick,
    );

    // A program holds its table for good.
    let table: &'static str = gazetteer.to_table().leak();
    let loaded = best(&mut || {
        std::hint::black_box(Gazetteer::from_table(table)?);
        Ok(())
    })?;
    let registry = Registry::linked()?;
    let gazetteer = Arc::new(gazetteer);
    let built = best(&mut || {
        std::hint::black_box(Reader::new(&registry, language, &gazetteer)?);
        Ok(())
    })?;

    let bare = Reader::without_words(&registry, language)?;
    let folding = best(&mut || {
        for document in &documents {
            std::hint::black_box(bare.read(&document.text));
        }
        Ok(())
    })?;
    row("folding and segmentation", folding);

    let engine = Engine::with(registry, Config::default(), gazetteer)?;
    let mut shares: BTreeMap<&str, Duration> = BTreeMap::new();
    let full = best(&mut || {
        shares.clear();
        for document in &documents {
            for (step, time) in engine.read(document).times {
                *shares.entry(step).or_default() += time;
            }
        }
        Ok(())
    })?;
    row("full extraction", full);
    let all: Duration = shares.values().sum();
    for (step, time) in shares {
        let share = 100.0 * time.as_secs_f64() / all.as_secs_f64();
        println!("    {step:<42}{share:>9.1} %");
    }

    for threads in [1, 2] {
        let file = jsonl(&documents)?;
        let time = best(&mut || {
            let inputs = Inputs::find(std::slice::from_ref(&file), Format::Text, None)?;
            khabar_run::run(&engine, inputs, threads, |_| anyhow::Ok(()))?;
            Ok(())
        })?;
        std::fs::remove_file(&file)?;
        let per_second = documents.len() as f64 / time.as_secs_f64();
        let what = format!("records in, lines out, {threads} thread(s)");
        row(&what, time);
        println!("    {:<42}{per_second:>9.0} documents/s", "");
    }

    let whole: String = texts.concat();
    for size in [1_000, 100_000, 5_000_000] {
        let text: String = whole.chars().cycle().take(size / 2).collect();
        let document = document(0, &text);
        let times = (1_000_000 / text.len()).max(1);
        let time = best(&mut || {
            for _ in 0..times {
                std::hint::black_box(engine.read(&document));
            }
            Ok(())
        })?;
        let per_byte = time.as_secs_f64() * 1e9 / (times * text.len()) as f64;
        let kb = text.len() as f64 / 1e3;
        println!("  one document of {kb:>7.1} KB{per_byte:>28.1} ns a byte");
    }
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "  start-up: the table of {:.1} MB loads in {:.0} ms, the matcher is built in {:.0} ms",
        table.len() as f64 / 1e6,
        ms(loaded),
        ms(built)
    );
    Ok(())
}

/// The best time of some rounds.
fn best(rounds: usize, work: &mut dyn FnMut() -> anyhow::Result<()>) -> anyhow::Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..rounds.max(1) {
        let started = Instant::now();
        work()?;
        best = best.min(started.elapsed());
    }
    Ok(best)
}

fn document(nth: usize, text: &str) -> Document {
    Document {
        id: nth.to_string().into(),
        text: Arc::from(text),
        meta: Meta::default(),
    }
}

/// The texts one after another until they are `bytes` long.
fn repeated(texts: &[String], bytes: usize) -> Vec<Document> {
    let mut documents = Vec::new();
    let mut have = 0;
    for (nth, text) in texts.iter().cycle().enumerate() {
        if have >= bytes {
            break;
        }
        have += text.len();
        documents.push(document(nth, text));
    }
    documents
}

fn tempfile(documents: &[Document]) -> anyhow::Result<PathBuf> {
    write_temp("txt", |file| {
        documents
            .iter()
            .try_for_each(|d| file.write_all(d.text.as_bytes()))
    })
}

fn jsonl(documents: &[Document]) -> anyhow::Result<PathBuf> {
    write_temp("jsonl", |file| {
        documents.iter().try_for_each(|d| {
            writeln!(
                file,
                "{}",
                serde_json::json!({ "id": &*d.id, "text": &*d.text })
            )
        })
    })
}

fn write_temp(
    extension: &str,
    write: impl FnOnce(&mut std::io::BufWriter<std::fs::File>) -> std::io::Result<()>,
) -> anyhow::Result<PathBuf> {
    let name = format!("khabar-bench-{}.{extension}", std::process::id());
    let path = std::env::temp_dir().join(name);
    let context = || format!("cannot write `{}`", path.display());
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).with_context(context)?);
    write(&mut file).with_context(context)?;
    file.flush()?;
    if path.metadata()?.len() == 0 {
        bail!("nothing to measure");
    }
    Ok(path)
}
