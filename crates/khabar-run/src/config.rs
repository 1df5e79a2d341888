//! `khabar.toml`: one table an extractor, checked against what the extractors declare.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use khabar_core::{Registry, Set, Setting, SettingDefault, Settings, Spec, nearest};
use khabar_lex::report;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a user has set; everything else is at its default.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Worker threads; 0 takes one a core.
    pub threads: usize,
    /// Gazetteer files of the user's own, relative to the configuration's folder.
    pub gazetteer: Vec<String>,
    /// A file of judgements about who is who, relative to the configuration's folder.
    pub judgements: Option<String>,
    extractors: BTreeMap<&'static str, ExtractorConfig>,
}

#[derive(Debug, Clone)]
struct ExtractorConfig {
    enabled: bool,
    settings: Settings,
}

/// A configuration that cannot be used: says where, and what would do.
#[derive(Debug, thiserror::Error)]
#[error("{report}")]
pub struct ConfigError {
    report: String,
}

/// The table of the runner itself.
const RUN: &str = "run";
const RUN_KEYS: &[&str] = &["threads", "gazetteer", "judgements"];
const MOST_THREADS: i64 = 1024;

impl Config {
    /// Reads a configuration.
    ///
    /// # Errors
    /// On a table or key that nobody knows, or a value of the wrong type: with file, line,
    /// column, the line itself and the nearest known name.
    pub fn parse(path: &str, text: &str, registry: &Registry) -> Result<Config, ConfigError> {
        let at =
            |title: &str, span: Range<usize>, label: &str| error(path, text, title, span, label);
        let table = DeTable::parse(text).map_err(|e| {
            at(
                e.message(),
                e.span().unwrap_or(0..0),
                "the file stops being TOML here",
            )
        })?;
        let mut config = Config::default();
        for (key, value) in table.get_ref() {
            let name: &str = key.get_ref();
            let spec = registry.extractor(name);
            if spec.is_none() && name != RUN {
                let known = registry.extractors().map(|s| s.id).chain([RUN]);
                let label = did_you_mean(name, known, "no extractor of this name is registered");
                return Err(at(&format!("unknown table `{name}`"), key.span(), &label));
            }
            let Some(inner) = value.get_ref().as_table() else {
                return Err(at(
                    &format!("`{name}` is not a table"),
                    value.span(),
                    "write it as `[table]`",
                ));
            };
            match spec {
                Some(spec) => {
                    let read = extractor(spec, inner, &at)?;
                    config.extractors.insert(spec.id, read);
                }
                None => run(inner, &mut config, &at)?,
            }
        }
        Ok(config)
    }

    /// Whether an extractor runs.
    pub fn enabled(&self, id: &str) -> bool {
        self.extractors.get(id).is_none_or(|e| e.enabled)
    }

    /// The settings of an extractor.
    pub fn settings(&self, spec: &Spec) -> Settings {
        let set = self.extractors.get(spec.id).map(|e| e.settings.clone());
        set.unwrap_or_else(|| Settings::defaults(spec.settings))
    }

    /// The configuration that changes nothing, with every key explained.
    pub fn default_toml(registry: &Registry) -> String {
        let mut text = String::from(
            "# The configuration of khabar, at its defaults. Written by `khabar config --default`.\n\
             # Give a changed copy to `khabar run --config FILE`; leave out what you do not change.\n\
             \n[run]\n# Worker threads; 0 takes one a core.\nthreads = 0\n\
             # Gazetteer files of your own, in the form of config/gazetteer/*.toml; paths from this file's folder.\n\
             gazetteer = []\n\
             # A file of judgements about who is who across documents; path from this file's folder, empty for none.\n\
             judgements = \"\"\n",
        );
        for spec in registry.extractors() {
            let _ = write!(
                text,
                "\n[{}]\n# Whether it runs.\nenabled = true\n",
                spec.id
            );
            for setting in spec.settings {
                let value = match setting.default {
                    SettingDefault::Bool(b) => b.to_string(),
                    SettingDefault::Integer { value, .. } => value.to_string(),
                };
                let _ = write!(text, "# {}\n{} = {value}\n", setting.doc, setting.key);
            }
        }
        text
    }
}

type At<'a> = &'a dyn Fn(&str, Range<usize>, &str) -> ConfigError;

fn run(table: &DeTable<'_>, config: &mut Config, at: At<'_>) -> Result<(), ConfigError> {
    for (key, value) in table {
        let name: &str = key.get_ref();
        match name {
            "threads" => {
                let threads = integer(name, value, 0, MOST_THREADS, at)?;
                config.threads = usize::try_from(threads).unwrap_or(0);
            }
            "gazetteer" => config.gazetteer = files(name, value, at)?,
            "judgements" => {
                let Some(path) = value.get_ref().as_str() else {
                    let title = format!("`{name}` is no path");
                    return Err(at(
                        &title,
                        value.span(),
                        "write a path: `\"judgements.toml\"`",
                    ));
                };
                config.judgements = Some(path.to_owned()).filter(|path| !path.is_empty());
            }
            _ => {
                let label = did_you_mean(name, RUN_KEYS.iter().copied(), "no such key");
                return Err(at(
                    &format!("unknown key `{name}` in `[{RUN}]`"),
                    key.span(),
                    &label,
                ));
            }
        }
    }
    Ok(())
}

fn files(name: &str, value: &Spanned<DeValue<'_>>, at: At<'_>) -> Result<Vec<String>, ConfigError> {
    let wrong = |value: &Spanned<DeValue<'_>>| {
        at(
            &format!("`{name}` is no list of files"),
            value.span(),
            "write a list of paths: `[\"my-names.toml\"]`",
        )
    };
    let files = value.get_ref().as_array().ok_or_else(|| wrong(value))?;
    let path = |value: &Spanned<DeValue<'_>>| {
        let path = value.get_ref().as_str().map(str::to_owned);
        path.ok_or_else(|| wrong(value))
    };
    files.iter().map(path).collect()
}

fn extractor(spec: &Spec, table: &DeTable<'_>, at: At<'_>) -> Result<ExtractorConfig, ConfigError> {
    let mut config = ExtractorConfig {
        enabled: true,
        settings: Settings::defaults(spec.settings),
    };
    for (key, value) in table {
        let name: &str = key.get_ref();
        if name == "enabled" {
            config.enabled = flag(name, value, at)?;
            continue;
        }
        let Some(setting) = spec.settings.iter().find(|s| s.key == name) else {
            let known = spec.settings.iter().map(|s| s.key).chain(["enabled"]);
            let label = did_you_mean(name, known, "the extractor declares no such key");
            return Err(at(
                &format!("unknown key `{name}` in `[{}]`", spec.id),
                key.span(),
                &label,
            ));
        };
        config.settings.set(setting.key, set(setting, value, at)?);
    }
    Ok(config)
}

fn set(setting: &Setting, value: &Spanned<DeValue<'_>>, at: At<'_>) -> Result<Set, ConfigError> {
    match setting.default {
        SettingDefault::Bool(_) => flag(setting.key, value, at).map(Set::Bool),
        SettingDefault::Integer { min, max, .. } => {
            integer(setting.key, value, min, max, at).map(Set::Integer)
        }
    }
}

fn flag(name: &str, value: &Spanned<DeValue<'_>>, at: At<'_>) -> Result<bool, ConfigError> {
    value.get_ref().as_bool().ok_or_else(|| {
        at(
            &format!(
                "`{name}` is {}, not true or false",
                value.get_ref().type_str()
            ),
            value.span(),
            "write `true` or `false`",
        )
    })
}

fn integer(
    name: &str,
    value: &Spanned<DeValue<'_>>,
    min: i64,
    max: i64,
    at: At<'_>,
) -> Result<i64, ConfigError> {
    let number = value
        .get_ref()
        .as_integer()
        .and_then(|i| i64::from_str_radix(i.as_str(), i.radix()).ok());
    number.filter(|n| (min..=max).contains(n)).ok_or_else(|| {
        at(
            &format!("`{name}` is no whole number from {min} to {max}"),
            value.span(),
            &format!("write a whole number from {min} to {max}"),
        )
    })
}

fn did_you_mean<'a>(name: &str, known: impl Iterator<Item = &'a str>, otherwise: &str) -> String {
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("{otherwise}; known: {}", known.join(", ")),
    }
}

fn error(path: &str, text: &str, title: &str, span: Range<usize>, label: &str) -> ConfigError {
    ConfigError {
        report: report(path, text, title, span, label),
    }
}
