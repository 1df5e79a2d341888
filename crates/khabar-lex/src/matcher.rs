//! Finds every word and name of a language in one pass over the folded view.
//!
//! A phrase matches where its letters stand, whatever the text did to its boundaries: inside a
//! match a boundary is allowed at the phrase's joints only, and punctuation never; it starts at a
//! boundary or behind an allowed chain of proclitics, and ends at a boundary or before an allowed
//! ending. What may be written together with it belongs to its class. The longest match wins; a
//! text that writes the very letters wins over one that the weak key only forgives; phrases of
//! three letters or fewer need the very letters.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::FixedState;
use khabar_core::Span;

use crate::affix::{Chain, Class, Ending, Stands, compile_classes};
use crate::alphabet::{Symbol, WILD};
use crate::fold::{Boundary, Folded, Folding};
use crate::gazetteer::Form;
use crate::hits::{Hit, Hits};
use crate::inflect::Inflection;
use crate::lexicon::{Affix, LexiconError};
use crate::near::{NEAR_LETTERS, Near};
use crate::trie::Trie;

/// What a matched phrase means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A word of a slot, with the value that the lexicon gives it.
    Word(Option<Arc<str>>),
    /// A name of the gazetteer.
    Name {
        /// The entity's id.
        entity: Arc<str>,
        /// In which form the phrase names it.
        form: Form,
        /// Also a common word or another name: true only with evidence beside it.
        guarded: bool,
    },
}

impl Meaning {
    /// Whether it is true only with evidence beside it.
    pub fn is_guarded(&self) -> bool {
        matches!(self, Meaning::Name { guarded: true, .. })
    }
}

/// A phrase to look for.
pub struct Phrase<'a> {
    /// As written; a space, a ZWNJ or `·` is a joint.
    pub text: &'a str,
    /// A class of the language's `affix.toml`; `""` has no affixes.
    pub class: &'a str,
    /// The slot, or the gazetteer's domain.
    pub group: &'a str,
    /// What it means.
    pub meaning: Meaning,
    /// Which form of a verb it is, if it is one.
    pub inflection: Option<Inflection>,
    /// What a text may spell otherwise.
    pub forgive: Forgive,
}

/// What a text may spell otherwise than a phrase does and still mean it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forgive {
    /// Nothing: every letter counts.
    Nothing,
    /// The letters that the language's weak key confuses.
    Letters,
    /// These, and one typing error in a long word.
    Typo,
}

/// A phrase, compiled.
#[derive(Debug)]
pub struct Entry {
    strict: Box<[Symbol]>,
    joints: u64,
    hyphens: u64,
    class: u8,
    group: u16,
    /// The article's first letter is gone: only behind a chain that takes it.
    elided: bool,
    /// Every letter counts.
    exact: bool,
    meaning: Meaning,
    inflection: Option<Inflection>,
}

impl Entry {
    /// Which form of a verb it is, if it is one.
    pub fn inflection(&self) -> Option<Inflection> {
        self.inflection
    }

    /// What it means.
    pub fn meaning(&self) -> &Meaning {
        &self.meaning
    }

    /// The value of a slot's word.
    pub fn value(&self) -> Option<&str> {
        match &self.meaning {
            Meaning::Word(value) => value.as_deref(),
            Meaning::Name { .. } => None,
        }
    }
}

/// The most letters that a phrase may have.
const LONGEST: usize = 64;

/// Phrases of this many letters or fewer need the very letters.
const SHORT: usize = 3;

/// The compiled phrases of one language.
pub struct Matcher {
    trie: Trie,
    entries: Vec<Entry>,
    groups: HashMap<String, u16, FixedState>,
    classes: Vec<Class>,
    /// Chains by their first symbol.
    chains: Vec<Vec<Chain>>,
    near: Near,
    vowels: Vec<Symbol>,
    run_on: RunOn,
    weak: [Symbol; 256],
    wild_reads: [Symbol; 2],
    /// The group that is not looked for, see [`Matcher::is`].
    silent: Option<u16>,
    /// The groups whose shorter hits inside of longer ones are kept too.
    nested: Vec<u16>,
    /// The groups of slots, by name: words of the language, not names of the gazetteer.
    slots: Vec<(String, u16)>,
    /// The class of names.
    names: u8,
}

/// What no text is searched for: too many words, of which few are asked about.
pub const SILENT: &str = "common";

/// The class of `affix.toml` for names.
const NAMES: &str = "name";

/// Domains whose names hold each other: the council of an organisation is one as well.
const NESTED: &[&str] = &["org"];

/// Words that writers run together, such as those of one number: of which groups the first one is and
/// those that may follow, and the letters that may stand between two.
#[derive(Default)]
struct RunOn {
    first: Vec<u16>,
    then: Vec<u16>,
    links: Vec<Vec<Symbol>>,
}

/// The most words that one run holds.
const LONGEST_RUN: usize = 8;

/// Where a walk through the trie began.
#[derive(Clone, Copy)]
struct Start<'c> {
    /// First cell of the phrase itself.
    cell: usize,
    chain: Option<&'c Chain>,
}

impl Matcher {
    /// Compiles phrases.
    ///
    /// # Errors
    /// If a phrase has no letter or too many, or names a class that `affix` does not have.
    pub fn new<'a>(
        folding: &Folding,
        affix: &Affix,
        article: Option<&str>,
        phrases: impl IntoIterator<Item = Phrase<'a>>,
        path: &str,
    ) -> Result<Matcher, LexiconError> {
        let letters = |s: &str| folding.fold(s).symbols().to_vec();
        let weak = |s: &str| letters(s).into_iter().map(|s| folding.weak(s)).collect();
        let (class_ids, classes, chains) =
            compile_classes(affix, &weak).map_err(|message| LexiconError::new(path, message))?;
        let article = article.map(letters);
        let mut matcher = Matcher {
            trie: Trie::default(),
            entries: Vec::new(),
            groups: HashMap::with_hasher(FixedState::default()),
            classes,
            chains,
            near: Near::default(),
            vowels: letters(&affix.vowels),
            run_on: RunOn::default(),
            weak: std::array::from_fn(|s| folding.weak(s as Symbol)),
            wild_reads: folding.wild_reads(),
            silent: None,
            nested: Vec::new(),
            slots: Vec::new(),
            names: class_ids.get(NAMES).copied().unwrap_or(0),
        };
        let phrases = phrases.into_iter();
        let (least, _) = phrases.size_hint();
        let mut keys = Vec::with_capacity(least);
        matcher.entries.reserve(least);
        for phrase in phrases {
            let class = match class_ids.get(phrase.class) {
                Some(class) => *class,
                None if phrase.class.is_empty() => 0,
                None => {
                    let message =
                        format!("`{}` has the unknown class `{}`", phrase.text, phrase.class);
                    return Err(LexiconError::new(path, message));
                }
            };
            let groups = matcher.groups.len() as u16;
            let group = match matcher.groups.get(phrase.group) {
                Some(group) => *group,
                None => *matcher
                    .groups
                    .entry(phrase.group.to_owned())
                    .or_insert(groups),
            };
            let entry = compile(&phrase, folding, class, group)
                .map_err(|message| LexiconError::new(path, message))?;
            let elided = article
                .as_deref()
                .filter(|article| entry.strict.starts_with(article))
                .map(|article| {
                    // "ل" + "اللجنة" is written "للجنة": no word begins with three of a letter.
                    let doubled = entry.strict.get(article.len()) == article.last();
                    entry.without_first(if doubled { article.len() } else { 1 })
                });
            for entry in [Some(entry), elided].into_iter().flatten() {
                let id = matcher.entries.len() as u32;
                let key: Vec<Symbol> = entry.strict.iter().map(|s| folding.weak(*s)).collect();
                if phrase.forgive == Forgive::Typo && !entry.elided && entry.joints == 0 {
                    matcher.near.add(&key, id);
                }
                keys.push(key);
                matcher.entries.push(entry);
            }
        }
        let group = |name: &str| matcher.groups.get(name).copied();
        matcher.silent = group(SILENT);
        matcher.nested = NESTED.iter().filter_map(|name| group(name)).collect();
        // Slots are called `family.slot`.
        let slots = matcher.groups.iter().filter(|(name, _)| name.contains('.'));
        matcher.slots = slots.map(|(name, group)| (name.clone(), *group)).collect();
        matcher.slots.sort_unstable();
        let group = |name: &String| matcher.groups.get(name).copied();
        matcher.run_on = RunOn {
            first: affix.run_on.first.iter().filter_map(group).collect(),
            then: affix.run_on.then.iter().filter_map(group).collect(),
            links: affix.run_on.links.iter().map(|link| weak(link)).collect(),
        };
        matcher.trie = Trie::new(&keys);
        matcher.near.close(keys);
        Ok(matcher)
    }

    /// The number of a group, if it has a phrase.
    pub(crate) fn group(&self, name: &str) -> Option<u16> {
        self.groups.get(name).copied()
    }

    /// What a hit of this matcher found.
    pub(crate) fn entry(&self, hit: &Hit) -> &Entry {
        &self.entries[hit.entry as usize]
    }

    /// All occurrences of all phrases.
    pub(crate) fn find(&self, folded: &Folded, source: &str) -> Hits {
        let mut groups: Vec<Vec<Hit>> = Vec::new();
        groups.resize_with(self.groups.len(), Vec::new);
        let mut near: Vec<Vec<Hit>> = Vec::new();
        near.resize_with(self.groups.len(), Vec::new);
        let symbols = folded.symbols();
        let mut cell = 0;
        while cell < symbols.len() {
            let mut end = cell + 1;
            while end < symbols.len() && folded.before(end) == Boundary::None {
                end += 1;
            }
            let mut found = false;
            let mut take = |hit: Option<(Hit, Vec<Hit>)>| {
                if let Some((hit, run)) = hit {
                    found = true;
                    for hit in std::iter::once(hit).chain(run) {
                        let group = self.entries[hit.entry as usize].group;
                        groups[usize::from(group)].push(hit);
                    }
                }
            };
            self.walk(folded, Start { cell, chain: None }, &mut |id, start, to| {
                take(self.accept(folded, source, id, start, to));
            });
            let first = self.weak[usize::from(symbols[cell])];
            for chain in &self.chains[usize::from(first)] {
                let after = cell + chain.symbols.len();
                if after < end && self.same(&chain.symbols, &symbols[cell..after]) {
                    let chain = Some(chain);
                    self.walk(
                        folded,
                        Start { cell: after, chain },
                        &mut |id, start, to| {
                            take(self.accept(folded, source, id, start, to));
                        },
                    );
                }
            }
            if !found && end - cell + 1 >= NEAR_LETTERS {
                for id in self.near.find(&symbols[cell..end], &self.weak) {
                    if let Some(span) = folded.span(source, cell..end) {
                        let group = self.entries[id as usize].group;
                        near[usize::from(group)].push(Hit {
                            entry: id,
                            cells: cell..end,
                            span,
                            strict: false,
                            affixes: 0,
                        });
                    }
                }
            }
            cell = end;
        }
        let mut nested: Vec<Vec<Hit>> = Vec::new();
        nested.resize_with(groups.len(), Vec::new);
        for (group, hits) in groups.iter_mut().enumerate() {
            let all = self
                .nested
                .iter()
                .any(|nested| usize::from(*nested) == group);
            let before = if all { hits.clone() } else { Vec::new() };
            self.settle(hits);
            let kept = |hit: &Hit| hits.iter().any(|kept| kept.cells == hit.cells);
            let holds = |hit: &Hit| {
                let from = hits.partition_point(|kept| kept.cells.end < hit.cells.end);
                hits.get(from)
                    .is_some_and(|kept| kept.cells.start <= hit.cells.start)
            };
            let inner = before.into_iter().filter(|hit| holds(hit) && !kept(hit));
            nested[group] = inner.collect();
            self.settle(&mut nested[group]);
        }
        Hits::new(groups, near, nested, source.len())
    }

    /// Whether the letters of `cells` alone are a word of the silent group or of group `also`.
    fn is_known(&self, folded: &Folded, cells: &Range<usize>, also: Option<u16>) -> (bool, bool) {
        let (mut silent, mut other) = (false, false);
        let start = Start {
            cell: cells.start,
            chain: None,
        };
        self.walk(folded, start, &mut |id, _, to| {
            let entry = &self.entries[id as usize];
            if to.end == cells.end && !entry.elided {
                silent |= Some(entry.group) == self.silent;
                other |= also == Some(entry.group);
            }
        });
        (silent, other)
    }

    /// Whether the letters of `cells` are two words without the space between them, of which one is of
    /// group `function` and the other one too or of the silent group.
    pub(crate) fn is_two_words(
        &self,
        folded: &Folded,
        cells: &Range<usize>,
        function: &str,
    ) -> bool {
        let function = self.group(function);
        (cells.start + 2..cells.end.saturating_sub(1)).any(|cut| {
            let (known, links) = self.is_known(folded, &(cells.start..cut), function);
            let (known2, links2) = self.is_known(folded, &(cut..cells.end), function);
            (links && (known2 || links2)) || (known && links2)
        })
    }

    /// Whether the cells of a hit go on behind its phrase.
    pub(crate) fn is_inflected(&self, folded: &Folded, hit: &Hit) -> bool {
        let phrase = &self.entry(hit).strict;
        let from = hit.cells.end.saturating_sub(phrase.len());
        let letters = &folded.symbols()[from..hit.cells.end];
        let weak = |symbol: &Symbol| self.weak[usize::from(*symbol)];
        from < hit.cells.start || !letters.iter().map(weak).eq(phrase.iter().map(weak))
    }

    /// The groups of slots, by name.
    pub(crate) fn slots(&self) -> &[(String, u16)] {
        &self.slots
    }

    /// Where the letters of `words` stand as names do, by the number of the word.
    pub(crate) fn repeats(
        &self,
        folded: &Folded,
        source: &str,
        words: &[Range<usize>],
    ) -> Vec<(usize, Span)> {
        let class = &self.classes[usize::from(self.names)];
        let symbols = folded.symbols();
        let mut found = Vec::new();
        // By their first two letters; a name has more.
        let mut by_letters: HashMap<[Symbol; 2], Vec<usize>, FixedState> = HashMap::default();
        for (at, word) in words.iter().enumerate() {
            if let [first, second, ..] = symbols[word.clone()] {
                by_letters.entry([first, second]).or_default().push(at);
            }
        }
        let mut cell = 0;
        while cell < symbols.len() {
            let mut end = cell + 1;
            while end < symbols.len() && folded.before(end) == Boundary::None {
                end += 1;
            }
            let first = self.weak[usize::from(symbols[cell])];
            let chains = self.chains[usize::from(first)].iter().filter(|chain| {
                class.chains & chain.bit != 0
                    && cell + chain.symbols.len() < end
                    && self.same(&chain.symbols, &symbols[cell..])
            });
            let starts = std::iter::once(cell).chain(chains.map(|c| cell + c.symbols.len()));
            for start in starts {
                let stands = |word: &Range<usize>| {
                    let to = start + word.len();
                    to <= symbols.len()
                        && symbols[start..to] == symbols[word.clone()]
                        && (start + 1..to).all(|c| folded.before(c) != Boundary::Punct)
                        && self.ending(folded, class, to, false).is_some()
                };
                let letters = symbols.get(start..start + 2).map(|s| [s[0], s[1]]);
                let alike = letters.and_then(|letters| by_letters.get(&letters));
                for at in alike
                    .into_iter()
                    .flatten()
                    .filter(|at| stands(&words[**at]))
                {
                    let span = folded.span(source, start..start + words[*at].len());
                    found.extend(span.map(|span| (*at, span)));
                }
            }
            cell = end;
        }
        found
    }

    /// Whether the letters of `cells` are a phrase of the silent group, with an ending that may be
    /// written together with it and, if `chains`, with what may stand before it.
    pub(crate) fn is_silent(
        &self,
        folded: &Folded,
        source: &str,
        cells: &Range<usize>,
        chains: bool,
    ) -> bool {
        let Some(silent) = self.silent else {
            return false;
        };
        let symbols = folded.symbols();
        let mut found = false;
        let mut walk = |start: Start<'_>| {
            self.walk(folded, start, &mut |id, start, to| {
                let of = self.entries[id as usize].group == silent && to.end <= cells.end;
                found = found || (of && self.fits(folded, source, id, start, to).is_some());
            });
        };
        let cell = cells.start;
        walk(Start { cell, chain: None });
        let first = self.weak[usize::from(symbols[cell])];
        for chain in self.chains[usize::from(first)].iter().filter(|_| chains) {
            let after = cell + chain.symbols.len();
            if after < cells.end && self.same(&chain.symbols, &symbols[cell..after]) {
                let chain = Some(chain);
                walk(Start { cell: after, chain });
            }
        }
        found
    }

    /// Follows the letters from `start` and reports every phrase whose letters they are, with the
    /// cell behind the last one.
    fn walk<'c>(
        &self,
        folded: &Folded,
        start: Start<'c>,
        report: &mut dyn FnMut(u32, Start<'c>, Walked),
    ) {
        for symbol in self
            .readings(folded.symbols()[start.cell])
            .into_iter()
            .flatten()
        {
            if let Some(node) = self.trie.top(symbol) {
                let here = Walked {
                    end: start.cell,
                    spaces: 0,
                    hyphens: 0,
                };
                self.descend(folded, start, node, here, report);
            }
        }
    }

    fn descend<'c>(
        &self,
        folded: &Folded,
        start: Start<'c>,
        mut node: u32,
        mut here: Walked,
        report: &mut dyn FnMut(u32, Start<'c>, Walked),
    ) {
        let symbols = folded.symbols();
        loop {
            for expected in self.trie.label(node) {
                if !here.step(folded, start.cell) || !self.reads(symbols[here.end - 1], *expected) {
                    return;
                }
            }
            for id in self.trie.keys(node) {
                report(*id, start, here);
            }
            let Some(next) = symbols.get(here.end) else {
                return;
            };
            let [one, other] = self.readings(*next);
            let mut children = [one, other]
                .into_iter()
                .flatten()
                .filter_map(|s| self.trie.child(node, s));
            let Some(child) = children.next() else {
                return;
            };
            if let Some(second) = children.next() {
                self.descend(folded, start, second, here, report);
            }
            node = child;
        }
    }

    /// The weak symbols that a strict one may stand for.
    fn readings(&self, symbol: Symbol) -> [Option<Symbol>; 2] {
        if symbol == WILD {
            self.wild_reads.map(|s| Some(self.weak[usize::from(s)]))
        } else {
            [Some(self.weak[usize::from(symbol)]), None]
        }
    }

    fn reads(&self, symbol: Symbol, weak: Symbol) -> bool {
        self.weak[usize::from(symbol)] == weak
            || (symbol == WILD && self.readings(symbol).contains(&Some(weak)))
    }

    fn same(&self, weak: &[Symbol], text: &[Symbol]) -> bool {
        weak.iter().zip(text).all(|(w, s)| self.reads(*s, *w))
    }

    /// Whether the letters of phrase `id` are an occurrence of it: boundaries only at joints, an
    /// allowed chain before, a boundary, an allowed ending or a run of further words behind, the very
    /// letters if short. Gives the words of the run with it.
    fn accept(
        &self,
        folded: &Folded,
        source: &str,
        id: u32,
        start: Start<'_>,
        walked: Walked,
    ) -> Option<(Hit, Vec<Hit>)> {
        if Some(self.entries[id as usize].group) == self.silent {
            return None;
        }
        self.fits(folded, source, id, start, walked)
    }

    fn fits(
        &self,
        folded: &Folded,
        source: &str,
        id: u32,
        start: Start<'_>,
        walked: Walked,
    ) -> Option<(Hit, Vec<Hit>)> {
        let entry = &self.entries[id as usize];
        if walked.spaces & !entry.joints != 0 || walked.hyphens & !entry.hyphens != 0 {
            return None;
        }
        let class = &self.classes[usize::from(entry.class)];
        match start.chain {
            None if entry.elided => return None,
            Some(chain) if class.chains & chain.bit == 0 || (entry.elided && !chain.elides) => {
                return None;
            }
            _ => {}
        }
        let letters = &folded.symbols()[start.cell..walked.end];
        let very = |(text, own): (&Symbol, &Symbol)| {
            text == own || (*text == WILD && self.wild_reads.contains(own))
        };
        let strict = letters.iter().zip(&entry.strict).all(very);
        if !strict && entry.exact {
            return None;
        }
        let article = start.chain.is_some_and(|chain| chain.inside > 0);
        let ending = self.ending(folded, class, walked.end, article);
        let run = match ending {
            Some(Some(_)) => Vec::new(),
            _ if !self.run_on.first.contains(&entry.group) => Vec::new(),
            _ => {
                let run = self.run(folded, source, walked.end, entry.group, 1);
                run.unwrap_or_default()
            }
        };
        let ending = match ending {
            None if !run.is_empty() => None,
            ending => ending?,
        };
        let inside = start.chain.map_or(0, |chain| chain.inside);
        let cells = start.cell - inside..walked.end + ending.map_or(0, |e| e.inside);
        let hit = Hit {
            entry: id,
            span: folded.span(source, cells.clone())?,
            cells,
            strict,
            affixes: start.chain.map_or(0, |chain| chain.symbols.len())
                + ending.map_or(0, |ending| ending.symbols.len()),
        };
        Some((hit, run))
    }

    /// The words that run on from a word that ends at `cell`, up to a boundary: "دوہزارچھ",
    /// "هزارونهصدونود", "چهل‌ویک". Behind a ZWNJ only what a link joins belongs to the run, and without
    /// a link no two words of one group: "سینه" is not thirty and nine.
    fn run(
        &self,
        folded: &Folded,
        source: &str,
        cell: usize,
        group: u16,
        words: usize,
    ) -> Option<Vec<Hit>> {
        let symbols = folded.symbols();
        let glued = folded.before(cell) == Boundary::None;
        if words > LONGEST_RUN
            || cell >= symbols.len()
            || !(glued || folded.before(cell) == Boundary::Soft)
        {
            return None;
        }
        let mut starts: Vec<usize> = glued.then_some(cell).into_iter().collect();
        for link in &self.run_on.links {
            let to = cell + link.len();
            let inside = |to: usize| (cell + 1..=to).all(|c| folded.before(c) == Boundary::None);
            if to < symbols.len() && self.same(link, &symbols[cell..to]) && inside(to) {
                starts.push(to);
            }
        }
        let mut found: Vec<(u32, usize, usize)> = Vec::new();
        for start in starts {
            let from = Start {
                cell: start,
                chain: None,
            };
            self.walk(folded, from, &mut |id, _, walked| {
                let entry = &self.entries[id as usize];
                let letters = &symbols[start..walked.end];
                let very = letters == &*entry.strict;
                let whole = walked.spaces == 0 && walked.hyphens == 0;
                let linked = start != cell;
                let follows =
                    self.run_on.then.contains(&entry.group) && (linked || entry.group != group);
                if follows && whole && (very || !entry.exact) && !entry.elided {
                    found.push((id, start, walked.end));
                }
            });
        }
        found.sort_by_key(|(id, _, end)| (std::cmp::Reverse(*end), *id));
        found.into_iter().find_map(|(id, start, end)| {
            let entry = &self.entries[id as usize];
            let class = &self.classes[usize::from(entry.class)];
            let ending = self.ending(folded, class, end, false);
            let further = match ending {
                Some(Some(_)) => None,
                _ if !self.run_on.first.contains(&entry.group) => None,
                _ => self.run(folded, source, end, entry.group, words + 1),
            };
            let ending = match ending {
                None if further.is_some() => None,
                ending => ending?,
            };
            let cells = start..end + ending.map_or(0, |ending| ending.inside);
            let hit = Hit {
                entry: id,
                span: folded.span(source, cells.clone())?,
                cells,
                strict: symbols[start..end] == *entry.strict,
                affixes: ending.map_or(0, |ending| ending.symbols.len()),
            };
            Some(
                std::iter::once(hit)
                    .chain(further.into_iter().flatten())
                    .collect(),
            )
        })
    }

    /// The longest ending of the class that stands at `cell` and itself ends at a boundary;
    /// `Some(None)` if there is none and the phrase itself ends at one.
    fn ending<'c>(
        &self,
        folded: &Folded,
        class: &'c Class,
        cell: usize,
        article: bool,
    ) -> Option<Option<&'c Ending>> {
        let before = folded.before(cell);
        let symbols = folded.symbols();
        let fits = |ending: &&Ending| {
            let to = cell + ending.symbols.len();
            to <= symbols.len()
                && match ending.stands {
                    Stands::Anywhere => true,
                    Stands::AfterVowel => self.vowels.contains(&symbols[cell - 1]),
                    Stands::WithoutArticle => !article,
                }
                && self.same(&ending.symbols, &symbols[cell..to])
                && (cell + 1..to).all(|c| folded.before(c) == Boundary::None)
                && folded.before(to) != Boundary::None
        };
        match before {
            Boundary::None => class.endings.iter().find(fits).map(Some),
            Boundary::Soft => Some(class.endings.iter().find(fits)),
            Boundary::Space => Some(class.endings.iter().filter(|e| e.apart).find(fits)),
            _ => Some(None),
        }
    }

    /// Sorts the hits of a group and keeps, of those that overlap, the longest; of those with one
    /// span the ones that fit best.
    fn settle(&self, hits: &mut Vec<Hit>) {
        hits.sort_by_key(|hit| {
            (
                hit.cells.start,
                std::cmp::Reverse(hit.cells.end),
                hit.affixes,
                !hit.strict,
                hit.entry,
            )
        });
        let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
        let mut lost = false;
        for hit in hits.iter() {
            while let Some(last) = kept.last() {
                if last.cells.end <= hit.cells.start || last.cells == hit.cells {
                    break;
                }
                if last.cells.len() >= hit.cells.len() {
                    break;
                }
                kept.pop();
                lost = true;
            }
            let clash = kept.last().filter(|last| last.cells.end > hit.cells.start);
            let better = clash.is_none_or(|last| {
                last.cells == hit.cells && last.strict == hit.strict && last.affixes == hit.affixes
            });
            if better {
                kept.push(hit.clone());
            }
        }
        // What only a hit covered that a longer one behind it has driven out stands again.
        if lost {
            let free = |hit: &&Hit| {
                let from = kept.partition_point(|kept| kept.cells.end <= hit.cells.start);
                kept.get(from)
                    .is_none_or(|kept| kept.cells.start >= hit.cells.end)
            };
            let mut again: Vec<Hit> = hits.iter().filter(free).cloned().collect();
            if !again.is_empty() {
                self.settle(&mut again);
                kept.extend(again);
                kept.sort_by_key(|hit| hit.cells.start);
            }
        }
        kept.dedup_by(|a, b| {
            a.cells == b.cells
                && self.entries[a.entry as usize].meaning == self.entries[b.entry as usize].meaning
        });
        *hits = kept;
    }
}

/// How far a walk has come.
#[derive(Clone, Copy)]
struct Walked {
    /// The cell behind the last letter.
    end: usize,
    /// Positions in the phrase before which the text has a ZWNJ or a space.
    spaces: u64,
    /// Positions before which it has a hyphen.
    hyphens: u64,
}

impl Walked {
    /// Takes one more cell; `false` where the text ends or punctuation stands between.
    fn step(&mut self, folded: &Folded, start: usize) -> bool {
        let position = self.end - start;
        if self.end >= folded.len() || position >= LONGEST {
            return false;
        }
        if position > 0 {
            match folded.before(self.end) {
                Boundary::None => {}
                Boundary::Soft | Boundary::Space => self.spaces |= 1 << position,
                Boundary::Hyphen => self.hyphens |= 1 << position,
                Boundary::Punct => return false,
            }
        }
        self.end += 1;
        true
    }
}

impl Entry {
    /// The phrase without its first letters, for behind a chain that takes them.
    fn without_first(&self, letters: usize) -> Entry {
        Entry {
            strict: self.strict[letters..].into(),
            joints: self.joints >> letters,
            hyphens: self.hyphens >> letters,
            class: self.class,
            group: self.group,
            elided: true,
            exact: self.exact,
            meaning: self.meaning.clone(),
            inflection: self.inflection,
        }
    }
}

fn compile(phrase: &Phrase<'_>, folding: &Folding, class: u8, group: u16) -> Result<Entry, String> {
    let text = match phrase.text.contains('·') {
        true => Cow::Owned(phrase.text.replace('·', "\u{200C}")),
        false => Cow::Borrowed(phrase.text),
    };
    let folded = folding.fold(&text);
    if folded.is_empty() || folded.len() > LONGEST {
        let count = folded.len();
        return Err(format!(
            "`{text}` has {count} letters; 1 to {LONGEST} are possible"
        ));
    }
    let (mut joints, mut hyphens) = (0u64, 0u64);
    for cell in 1..folded.len() {
        match folded.before(cell) {
            Boundary::None => {}
            Boundary::Soft | Boundary::Space => joints |= 1 << cell,
            Boundary::Hyphen => {
                joints |= 1 << cell;
                hyphens |= 1 << cell;
            }
            Boundary::Punct => return Err(format!("`{text}` holds punctuation")),
        }
    }
    // Who writes a word or name for us means one letter, on whatever keyboard.
    let [plain, _] = folding.wild_reads();
    let letters = folded.symbols().iter();
    let strict = letters.map(|letter| if *letter == WILD { plain } else { *letter });
    Ok(Entry {
        strict: strict.collect(),
        joints,
        hyphens,
        class,
        group,
        elided: false,
        exact: phrase.forgive == Forgive::Nothing || folded.len() <= SHORT,
        meaning: phrase.meaning.clone(),
        inflection: phrase.inflection,
    })
}
