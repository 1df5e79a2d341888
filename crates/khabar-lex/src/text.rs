//! A text as a language reads it: folded view, tokens, sentences and the words that were found.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use khabar_core::{Cx, Span};

use crate::fold::{Folded, Folding, Pieces};
use crate::gazetteer::{Entity, Gazetteer};
use crate::hits::{Hit, Hits};
use crate::matcher::{Entry, Matcher, Meaning};
use crate::reader::{FUNCTION, Marks};
use crate::script::{self, Class};

/// What kind of stretch a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters of Arabic script, with their marks and ZWNJs.
    Word,
    /// Letters of another script.
    Foreign,
    /// Decimal digits of any script, without separators.
    Number,
    /// White space inside a line.
    Space,
    /// The end of a line.
    Line,
    /// One character of punctuation or a symbol.
    Punct,
}

/// A token. The tokens of a text tile it: put together they are the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    start: u32,
    end: u32,
    /// The first cell of the folded view at or after the token.
    cell: u32,
    /// What it is.
    pub kind: TokenKind,
}

impl Token {
    /// Its bytes in the source.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(crate) fn cell(&self) -> usize {
        self.cell as usize
    }
}

/// A document's text, analysed.
pub struct Text {
    source: Arc<str>,
    folded: Folded,
    tokens: Vec<Token>,
    sentences: Vec<Range<u32>>,
    matcher: Arc<Matcher>,
    marks: Arc<Marks>,
    gazetteer: Arc<Gazetteer>,
    hits: Hits,
    /// The words of all slots by place, made when they are first asked for.
    slot_words: OnceLock<Vec<(Span, usize)>>,
}

impl Text {
    /// The text of the document that an extractor was given.
    ///
    /// # Panics
    /// If the runner analysed the document with something else than [`crate::Reader`].
    pub fn of<'a>(cx: &Cx<'a>) -> &'a Text {
        cx.analysis()
            .downcast_ref()
            .expect("the runner analyses documents with khabar_lex::Reader")
    }

    pub(crate) fn new(
        source: Arc<str>,
        folding: &Folding,
        abbreviations: &[Vec<u8>],
        matcher: &Arc<Matcher>,
        marks: &Arc<Marks>,
        gazetteer: &Arc<Gazetteer>,
    ) -> Text {
        let mut pieces = Tokens {
            tokens: Vec::with_capacity(source.len() / 5),
        };
        let folded = folding.fold_into(&source, &mut pieces);
        let tokens = pieces.close(source.len());
        let sentences = crate::sentence::split(&source, &folded, &tokens, folding, abbreviations);
        let hits = matcher.find(&folded, &source);
        Text {
            source,
            folded,
            tokens,
            sentences,
            matcher: Arc::clone(matcher),
            marks: Arc::clone(marks),
            gazetteer: Arc::clone(gazetteer),
            hits,
            slot_words: OnceLock::new(),
        }
    }

    /// The source text.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The folded view.
    pub fn folded(&self) -> &Folded {
        &self.folded
    }

    /// The tokens; they tile the source.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The words of a token as written.
    pub fn surface(&self, token: usize) -> &str {
        self.tokens
            .get(token)
            .map_or("", |t| &self.source[t.range()])
    }

    /// The cells of a token.
    pub fn cells(&self, token: usize) -> Range<usize> {
        let at = |t: usize| {
            self.tokens
                .get(t)
                .map_or(self.folded.len(), |t| t.cell as usize)
        };
        at(token)..at(token + 1)
    }

    /// The span of a token's letters, without joiners and controls at its ends; of punctuation,
    /// the character itself.
    pub fn span(&self, token: usize) -> Option<Span> {
        self.folded
            .span(&self.source, self.cells(token))
            .or_else(|| self.marked(self.tokens.get(token)?.range()))
    }

    /// The span of a range of the source with the combining marks behind it.
    pub fn marked(&self, range: Range<usize>) -> Option<Span> {
        let marks = self.source.get(range.end..)?.chars();
        let marks = marks.take_while(|c| script::class(*c) == Class::Mark);
        let end = range.end + marks.map(char::len_utf8).sum::<usize>();
        Span::new(&self.source, range.start..end).ok()
    }

    /// The token that holds a byte of the source.
    pub fn token_at(&self, byte: usize) -> Option<usize> {
        let after = self.tokens.partition_point(|t| t.start as usize <= byte);
        after.checked_sub(1)
    }

    /// The sentences as ranges of tokens, without the white space around them.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.sentences
            .iter()
            .map(|r| r.start as usize..r.end as usize)
    }

    /// The sentence that holds a byte of the source.
    pub fn sentence_at(&self, byte: usize) -> Option<Range<usize>> {
        let token = u32::try_from(self.token_at(byte)?).ok()?;
        let after = self.sentences.partition_point(|s| s.start <= token);
        let sentence = self.sentences.get(after.checked_sub(1)?)?;
        (token < sentence.end).then_some(sentence.start as usize..sentence.end as usize)
    }

    /// The occurrences of a slot's words or of a gazetteer domain's names (`"place"`), in the
    /// order of the text. Of overlapping ones only the longest is there; two of the same span are
    /// an ambiguity that the caller decides.
    pub fn hits(&self, group: &str) -> &[Hit] {
        self.hits.of(self.matcher.group(group))
    }

    /// Words that differ by one typing error from a long name of the domain and are nothing else.
    pub fn near(&self, group: &str) -> &[Hit] {
        self.hits.near(self.matcher.group(group))
    }

    /// Names of the domain inside of longer ones that [`Text::hits`] gives: an organisation inside of
    /// its council.
    pub fn nested(&self, group: &str) -> &[Hit] {
        self.hits.nested(self.matcher.group(group))
    }

    /// Whether a token is one of the language's common words, in any of its forms.
    pub fn is_common(&self, token: usize) -> bool {
        let cells = self.cells(token);
        !cells.is_empty()
            && self
                .matcher
                .is_silent(&self.folded, &self.source, &cells, true)
    }

    /// Whether a token is a common word and one that only carries grammar, or two of these, without the
    /// space between them.
    pub fn is_two_words(&self, token: usize) -> bool {
        self.matcher
            .is_two_words(&self.folded, &self.cells(token), FUNCTION)
    }

    /// Whether a token is one of the language's common words with nothing written before it.
    pub fn is_common_whole(&self, token: usize) -> bool {
        let cells = self.cells(token);
        !cells.is_empty()
            && self
                .matcher
                .is_silent(&self.folded, &self.source, &cells, false)
    }

    /// Whether a stretch of text is a word of any slot.
    pub fn is_slot_word(&self, span: Span) -> bool {
        self.is_word_of(span, &[""])
    }

    /// Whether a stretch of text is a word of a slot whose name begins with one of `families`.
    pub fn is_word_of(&self, span: Span, families: &[&str]) -> bool {
        if !self.hits.begin(span.start()) {
            return false;
        }
        let words = self.slot_words.get_or_init(|| {
            let slots = self.matcher.slots().iter().enumerate();
            let words = slots.flat_map(|(slot, (_, group))| {
                let hits = self.hits.of(Some(*group)).iter();
                hits.map(move |hit| (hit.span, slot))
            });
            let mut words: Vec<(Span, usize)> = words.collect();
            words.sort_unstable();
            words
        });
        let from = words.partition_point(|(word, _)| *word < span);
        let mut here = words[from..].iter().take_while(|(word, _)| *word == span);
        here.any(|(_, slot)| {
            let name = &self.matcher.slots()[*slot].0;
            families.iter().any(|family| name.starts_with(family))
        })
    }

    /// Where the letters of `words`, ranges of cells, stand as names do, with what may be written
    /// together with a name: the number of the word and the place, in the order of the text.
    pub fn repeats(&self, words: &[Range<usize>]) -> Vec<(usize, Span)> {
        self.matcher.repeats(&self.folded, &self.source, words)
    }

    /// The gazetteer whose names were looked for.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Whether an ending that belongs to the mention is written behind the word of a hit: a plural, a
    /// possessive.
    pub fn is_inflected(&self, hit: &Hit) -> bool {
        self.matcher.is_inflected(&self.folded, hit)
    }

    /// The entity that a hit names; `None` for a word.
    pub fn entity(&self, hit: &Hit) -> Option<&Entity> {
        match self.entry(hit).meaning() {
            Meaning::Name { entity, .. } => self.gazetteer.get(entity),
            Meaning::Word(_) => None,
        }
    }

    /// What a hit found.
    pub fn entry(&self, hit: &Hit) -> &Entry {
        self.matcher.entry(hit)
    }

    /// Whether a hit of the group begins at this byte.
    pub fn starts(&self, group: &str, byte: usize) -> Option<&Hit> {
        if !self.hits.begin(byte) {
            return None;
        }
        let hits = self.hits(group);
        let at = hits.partition_point(|hit| hit.span.start() < byte);
        hits.get(at).filter(|hit| hit.span.start() == byte)
    }

    /// Whether a hit of the group ends at this byte.
    pub fn ends(&self, group: &str, byte: usize) -> Option<&Hit> {
        if !self.hits.end(byte) {
            return None;
        }
        let hits = self.hits(group);
        let at = hits.partition_point(|hit| hit.span.end() < byte);
        hits.get(at).filter(|hit| hit.span.end() == byte)
    }

    /// Whether a hit of the group holds a stretch of text.
    pub fn holds(&self, group: &str, span: Span) -> bool {
        let hits = self.hits(group);
        let from = hits.partition_point(|hit| hit.span.end() <= span.start());
        hits.get(from).is_some_and(|hit| hit.span.contains(span))
    }

    /// The marks of a slot that are no words, such as the decimal marks.
    pub fn signs(&self, slot: &str) -> &[String] {
        self.marks.signs.get(slot).map_or(&[], Vec::as_slice)
    }

    /// Whether the language writes an article to its nouns.
    pub fn has_an_article(&self) -> bool {
        !self.marks.article.is_empty()
    }

    /// The article that the language writes to its nouns; empty where it has none.
    pub fn article(&self) -> &str {
        &self.marks.article
    }

    /// Whether a stretch of the source begins with the language's article.
    pub fn has_article(&self, span: Span) -> bool {
        let article = &self.marks.article;
        !article.is_empty() && span.of(&self.source).starts_with(article.as_str())
    }

    /// Whether a noun has the language's article, or what is left of it behind a "to" that is written as the
    /// article's last letter is.
    pub fn is_definite(&self, noun: Span) -> bool {
        let left = self.marks.article.chars().last().is_some_and(|last| {
            let before = self.source[..noun.start()].chars().next_back();
            before == Some(last) && noun.of(&self.source).starts_with(last)
        });
        left || self.has_article(noun)
    }

    /// Where the language's article begins if it stands alone before `byte`, stretched or not
    /// ("الـ 20"); else `byte`.
    pub fn skip_article_back(&self, byte: usize) -> usize {
        let article = &self.marks.article;
        let token = self.token_at(self.skip_space_back(byte).saturating_sub(1));
        let alone = token.filter(|token| {
            let letters = self.span(*token).map_or("", |span| span.of(&self.source));
            !article.is_empty() && letters == article.as_str()
        });
        alone.map_or(byte, |token| self.tokens[token].range().start)
    }

    /// Where the next thing that is not white space begins, on the same line. Inside a word that is
    /// the next letter: behind the joiners, controls and marks at `byte`.
    pub fn skip_space(&self, byte: usize) -> usize {
        let mut token = self.tokens.partition_point(|t| (t.start as usize) < byte);
        let inside = token.checked_sub(1).map(|t| self.tokens[t].range());
        if let Some(rest) = inside.and_then(|range| self.source.get(byte..range.end)) {
            let silent = |c: &char| {
                matches!(
                    script::class(*c),
                    Class::Ignored | Class::Soft | Class::Mark
                )
            };
            let skipped: usize = rest.chars().take_while(silent).map(char::len_utf8).sum();
            if skipped < rest.len() {
                return byte + skipped;
            }
        }
        while self
            .tokens
            .get(token)
            .is_some_and(|t| t.kind == TokenKind::Space)
        {
            token += 1;
        }
        let next = self.tokens.get(token);
        next.map_or(self.source.len(), |t| t.start as usize)
    }

    /// Where the last thing before `byte` that is not white space ends, on the same line, without
    /// the joiners and controls behind its last letter. A byte inside a word is its own answer.
    pub fn skip_space_back(&self, byte: usize) -> usize {
        let mut token = self.tokens.partition_point(|t| (t.end as usize) <= byte);
        let mut end = byte;
        while token > 0 && self.tokens[token - 1].end as usize == end {
            token -= 1;
            if self.tokens[token].kind != TokenKind::Space {
                return self.span(token).map_or(end, |span| span.end());
            }
            end = self.tokens[token].start as usize;
        }
        end
    }
}

/// Builds the tokens while the text is folded.
struct Tokens {
    tokens: Vec<Token>,
}

impl Pieces for Tokens {
    fn piece(&mut self, class: Class, at: usize, cell: usize, joins: bool) {
        let last = self.tokens.last().map(|token| token.kind);
        let joins = joins && (class != Class::Space || last == Some(TokenKind::Space));
        if joins && last.is_some() {
            return;
        }
        let kind = match class {
            Class::Letter => TokenKind::Word,
            Class::Foreign => TokenKind::Foreign,
            Class::Digit(_) => TokenKind::Number,
            Class::Space | Class::Soft | Class::Ignored => TokenKind::Space,
            Class::Newline => TokenKind::Line,
            Class::Mark | Class::Hyphen | Class::Punct => TokenKind::Punct,
        };
        let u32_of = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.tokens.push(Token {
            start: u32_of(at),
            end: u32_of(at),
            cell: u32_of(cell),
            kind,
        });
    }
}

impl Tokens {
    /// Every token ends where the next begins.
    fn close(mut self, len: usize) -> Vec<Token> {
        let mut end = u32::try_from(len).unwrap_or(u32::MAX);
        for token in self.tokens.iter_mut().rev() {
            token.end = end;
            end = token.start;
        }
        self.tokens
    }
}
