//! From whom a document has what it tells, and where and when it was written.

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
        for (_, fact) in cx.facts("attribution") {
            let who: Vec<Filled> = ["cited", "agency", "outlet"]
                .iter()
                .flat_map(|role| filled(fact, role))
                .collect();
            let whole = fact
                .value("scope")
                .is_some_and(|scope| scope.to_string() == "document");
            if whole {
                sources.document.extend(who);
            } else if let Some(tokens) = text.sentence_at(fact.span.start()) {
                let at = |token: usize| text.tokens()[token].range();
                sources
                    .sentences
                    .push((at(tokens.start).start..at(tokens.end - 1).end, who));
            }
        }
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
        let here = self
            .sentences
            .iter()
            .filter(move |(range, _)| range.contains(&span.start()));
        here.flat_map(|(_, who)| who).chain(&self.document)
    }
}

fn filled<'f>(fact: &'f Fact, role: &'static str) -> impl Iterator<Item = Filled> + use<'f> {
    fact.fillers(role).map(|filler| Filled {
        value: filler.value.clone(),
        span: filler.span,
    })
}
