//! Classes of words, compiled: what may be written together with a word of each.

use std::collections::BTreeMap;

use crate::alphabet::Symbol;
use crate::lexicon::Affix;

/// A class of words, compiled.
#[derive(Default)]
pub(crate) struct Class {
    /// Bits of the chains that may stand before.
    pub chains: u64,
    pub endings: Vec<Ending>,
}

/// Proclitics, of which the last `inside` symbols belong to the mention.
pub(crate) struct Chain {
    pub symbols: Vec<Symbol>,
    pub inside: usize,
    pub bit: u64,
    /// An article behind it loses its first letter.
    pub elides: bool,
}

/// An ending, of which the first `inside` symbols belong to the mention.
pub(crate) struct Ending {
    pub symbols: Vec<Symbol>,
    pub inside: usize,
    pub stands: Stands,
    /// May stand behind a space, as a word of its own.
    pub apart: bool,
}

/// Where an ending may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    Anywhere,
    AfterVowel,
    /// Behind a word without an article.
    WithoutArticle,
}

type Classes = (BTreeMap<String, u8>, Vec<Class>, Vec<Vec<Chain>>);

/// The classes by name, the classes, and all chains by first symbol. Class 0 takes no affix.
///
/// # Errors
/// If there are more different chains than a set of bits holds.
pub(crate) fn compile_classes(
    affix: &Affix,
    letters: &dyn Fn(&str) -> Vec<Symbol>,
) -> Result<Classes, String> {
    let mut ids = BTreeMap::new();
    let mut classes = vec![Class::default()];
    let mut bits: BTreeMap<&str, u64> = BTreeMap::new();
    let mut chains: Vec<Vec<Chain>> = Vec::new();
    chains.resize_with(256, Vec::new);
    for (name, class) in &affix.class {
        let mut compiled = Class::default();
        for chain in &class.before {
            let next = 1u64
                .checked_shl(bits.len() as u32)
                .ok_or("more than 64 chains before words")?;
            let new = !bits.contains_key(chain.as_str());
            let bit = *bits.entry(chain).or_insert(next);
            compiled.chains |= bit;
            let (outside, inside) = halves(chain);
            let symbols = [letters(outside), letters(inside)].concat();
            if let (true, Some(first)) = (new, symbols.first()) {
                chains[usize::from(*first)].push(Chain {
                    inside: letters(inside).len(),
                    elides: inside.is_empty()
                        && affix
                            .article_elided_after
                            .as_deref()
                            .is_some_and(|l| outside.ends_with(l)),
                    symbols,
                    bit,
                });
            }
        }
        let endings = [
            (&class.after, Stands::Anywhere),
            (&class.after_vowel, Stands::AfterVowel),
            (&class.after_bare, Stands::WithoutArticle),
        ];
        let endings = endings
            .into_iter()
            .flat_map(|(endings, stands)| endings.iter().map(move |ending| (ending, stands)));
        for (ending, stands) in endings {
            let (inside, outside) = halves(ending);
            let symbols = [letters(inside), letters(outside)].concat();
            if !symbols.is_empty() {
                compiled.endings.push(Ending {
                    inside: letters(inside).len(),
                    symbols,
                    stands,
                    apart: ending.starts_with(' '),
                });
            }
        }
        compiled
            .endings
            .sort_by_key(|e| std::cmp::Reverse(e.symbols.len()));
        ids.insert(name.clone(), classes.len() as u8);
        classes.push(compiled);
    }
    Ok((ids, classes, chains))
}

fn halves(affix: &str) -> (&str, &str) {
    affix.split_once('|').unwrap_or((affix, ""))
}
