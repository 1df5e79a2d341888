//! From whom a document has what it tells, and where and when it was written.

use std::collections::BTreeSet;
use std::ops::Range;

use khabar_core::{Cx, Fact, Span};
use khabar_lex::Text;

use crate::party::Filled;

/// Sources of a document and of single sentences, and its dateline.
pub(crate) struct Sources {
    /// Of all that the document tells, the nearest first.
    document: Vec<Filled>,
    /// Of what a range of the source tells.
    sentences: Vec<(Range<usize>, Vec<Filled>)>,
    /// Place, time, and where the first sentence behind it begins.
    pub dateline: Option<Dateline>,
}

/// Where and when a report was written.
pub(crate) struct Dateline {
    pub place: Option<Filled>,
    pub time: Option<Filled>,
    /// It ends here.
    pub end: usize,
}

impl Sources {
    pub fn of(cx: &Cx<'_>) -> Sources {
        let text = Text::of(cx);
        let mut sources = Sources {
            document: Vec::new(),
            sentences: Vec::new(),
            dateline: None,
        };
        let mut named = BTreeSet::new();
        for (_, fact) in cx.facts("attribution") {
            let who: Vec<Filled> = ["cited", "agency", "outlet"]
                .iter()
                .flat_map(|role| filled(fact, role))
                .collect();
            let whole = fact
                .value("scope")
                .is_some_and(|scope| scope.to_string() == "document");
            if whole {
                for who in who {
                    let name = who.span.map_or("", |span| span.of(cx.source()));
                    if sources.document.len() < MOST && named.insert(name) {
                        sources.document.push(who);
                    }
                }
            } else if let Some(tokens) = text.sentence_at(fact.span.start()) {
                let at = |token: usize| text.tokens()[token].range();
                sources
                    .sentences
                    .push((at(tokens.start).start..at(tokens.end - 1).end, who));
            }
        }
        sources.sentences.sort_by_key(|(range, _)| range.start);
        if let Some((_, fact)) = cx.facts("dateline").next() {
            sources.document.extend(filled(fact, "agency"));
            sources.dateline = Some(Dateline {
                place: filled(fact, "place").next(),
                time: filled(fact, "time").next(),
                end: fact.span.end(),
            });
        }
        sources
    }

    /// Who is named as the source of what stands at `span`, the nearest first.
    pub fn at(&self, span: Span) -> impl Iterator<Item = &Filled> {
        // In the order of the text, and those of one sentence side by side.
        let from = self
            .sentences
            .partition_point(|(range, _)| range.end <= span.start());
        let here = self.sentences[from..].iter();
        let here = here.take_while(move |(range, _)| range.start <= span.start());
        here.flat_map(|(_, who)| who).chain(&self.document)
    }
}

/// A document has at most so many sources of all that it tells.
const MOST: usize = 4;

fn filled<'f>(fact: &'f Fact, role: &'static str) -> impl Iterator<Item = Filled> + use<'f> {
    fact.fillers(role).map(|filler| Filled {
        value: filler.value.clone(),
        span: filler.span,
    })
}
