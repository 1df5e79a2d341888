//! What is said, agreed or promised: where the words of that stand.

use std::ops::Range;

use khabar_core::Span;

use crate::clause::Clauses;
use crate::find::{Finder, Word};
use crate::frame::{How, Position};
use crate::item::{Order, Thing};
use crate::read::Read;

/// Items, and whether they stand in quotation marks or behind a colon.
pub(crate) type Content = (Range<usize>, bool);

impl Finder<'_> {
    /// What a trigger's words speak of, if `content` that was read beside it is that.
    pub(crate) fn content(
        &self,
        clauses: &Clauses<'_>,
        word: &Word<'_>,
        content: Option<Content>,
        reading: &Read,
    ) -> Option<Content> {
        let content = content
            .filter(|content| !self.is_of_a_pronoun(clauses, word, content))
            .filter(|(items, _)| !is_whom(clauses, word, items));
        let content = match (clauses.order, word.trigger.how) {
            (Order::VerbFirst, How::Verb) => behind_the_verb(clauses, word, content, reading),
            _ => content,
        };
        let content = match word.trigger.behind {
            true => behind(clauses, word, content, reading),
            false => content,
        };
        content.filter(|(items, _)| !self.is_time(clauses, items))
    }

    /// "The agreement that the voters rejected": the pronoun is what is rejected, and what stands behind is
    /// something else. Not so of "what X said".
    fn is_of_a_pronoun(&self, clauses: &Clauses<'_>, word: &Word<'_>, content: &Content) -> bool {
        let at = word.item;
        let items = clauses.items;
        let announced = content.0.start < at || clauses.is_announced(content.0.start, at);
        let before = at.checked_sub(1).map(|before| &items[before]);
        let what = before.is_some_and(|before| {
            self.text.is_word_of(before.span, &["function"]) && !before.is(Thing::Relative)
        });
        items[at].has_object && !what && !announced
    }

    /// Whether some items say a time and nothing else.
    fn is_time(&self, clauses: &Clauses<'_>, items: &Range<usize>) -> bool {
        let items = &clauses.items[items.clone()];
        items.iter().all(|item| {
            item.party()
                .is_some_and(|party| self.parties[party].kind == "time")
        })
    }

    /// A quotation goes on to its closing mark, on the same line, through as many sentences as it takes.
    pub(crate) fn to_the_quotes_end(&self, span: Span) -> Span {
        let source = self.text.source();
        let rest = &source[span.end()..];
        let line = rest.find('\n').unwrap_or(rest.len());
        let close = rest[..line].find(['»', '”', '"', '″', '“']);
        let Some(close) = close.filter(|close| *close > 0) else {
            return span;
        };
        let open = source[..span.start()]
            .chars()
            .rev()
            .find(|c| !c.is_whitespace());
        if !open.is_some_and(|open| matches!(open, '«' | '“' | '"' | '„')) {
            return span;
        }
        let end = span.end() + rest[..close].trim_end().len();
        Span::new(source, span.start()..end).unwrap_or(span)
    }
}

/// "Told X", "spoke with X": whom, and not what.
fn is_whom(clauses: &Clauses<'_>, word: &Word<'_>, content: &Range<usize>) -> bool {
    let before = content.start.checked_sub(1);
    let before = before.filter(|_| content.start < word.item);
    match before.and_then(|before| clauses.items[before].case()) {
        Some(Position::To) => word.is_one_of(&word.trigger.told_to),
        Some(Position::With) => {
            word.frame.role.iter().any(|(name, role)| {
                !role.is_text() && word.at(name, role).contains(&Position::With)
            })
        }
        _ => false,
    }
}

/// Behind a verb that comes first; or before it, where it stands aside: "…, as the agency said".
fn behind_the_verb(
    clauses: &Clauses<'_>,
    word: &Word<'_>,
    content: Option<Content>,
    reading: &Read,
) -> Option<Content> {
    let (at, items) = (word.item, clauses.items);
    let reports = word.is_one_of(&word.trigger.announced);
    let subject = reading.subject.as_ref();
    let subject = subject.filter(|s| s.from != usize::MAX && s.from > at);
    let from = subject.map_or(at + 1, |s| s.end);
    let content = match reports {
        true => clauses.content_behind(from, at, true),
        false => content,
    };
    let told = content
        .as_ref()
        .is_some_and(|(items, _)| clauses.is_announced(items.start, at));
    let aside = at.checked_sub(1).filter(|before| {
        let item = &items[*before];
        *before > 0 && (item.is(Thing::Join) || item.case() == Some(Position::Other))
    });
    match aside.filter(|_| !told && (reports || content.is_none())) {
        Some(aside) => {
            let bound = (0..aside).rev().find(|n| items[*n].is(Thing::Strong));
            let start = bound.map_or(0, |bound| bound + 1);
            (start < aside).then_some((start..aside, false))
        }
        None => content,
    }
}

/// Behind the verb, with or without a word for "that": "asked X to …".
fn behind(
    clauses: &Clauses<'_>,
    word: &Word<'_>,
    content: Option<Content>,
    reading: &Read,
) -> Option<Content> {
    let items = clauses.items;
    let content = content.filter(|(items, _)| items.start > word.item);
    if content.is_some() || clauses.order == Order::VerbFirst {
        return content;
    }
    let last = reading.carrier.unwrap_or(word.item).max(word.item);
    let next = items.get(last + 1)?;
    if next.is(Thing::And) || next.is(Thing::Strong) || next.is(Thing::Mark) {
        return None;
    }
    let idle = [Thing::Comma, Thing::Join, Thing::That];
    let from = (last + 1..items.len()).find(|n| !idle.iter().any(|idle| items[*n].is(*idle)))?;
    let end = clauses.end(last);
    (from < end).then_some((from..end, false))
}
