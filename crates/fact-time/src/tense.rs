//! Whether a clause speaks of what will be, or of these times.

use std::ops::Range;

use khabar_core::Span;
use khabar_lex::TokenKind;

use crate::scan::Scan;

/// Marks that end a clause.
const BREAKS: [&str; 8] = ["،", ",", "؛", ";", "«", "»", ":", "…"];

impl Scan<'_> {
    /// Whether the clause around an expression speaks of what will be: an auxiliary of the future or
    /// a verb in that form stands in it, or no word at all stands beside the expression in its
    /// sentence, as in a programme.
    ///
    /// A clause reaches from punctuation to punctuation; behind the expression a verb of the past
    /// ends it too.
    pub fn speaks_of_the_future(&self, span: Span) -> bool {
        let Some(sentence) = self.text.sentence_at(span.start()) else {
            return false;
        };
        let before = |token: &usize| self.text.tokens()[*token].range().end <= span.start();
        let behind = |token: &usize| self.text.tokens()[*token].range().start >= span.end();
        let is_word = |token: &usize| {
            let kind = self.text.tokens()[*token].kind;
            matches!(kind, TokenKind::Word | TokenKind::Foreign)
        };
        let mut words = sentence.clone().filter(is_word);
        if !words.any(|token| before(&token) || behind(&token)) {
            return true;
        }
        let breaks = |token: &usize| BREAKS.contains(&self.text.surface(*token));
        let from = sentence.clone().filter(before).rfind(breaks);
        let from = from.map_or(sentence.start, |token| token + 1);
        let to = sentence.clone().filter(behind).find(breaks);
        let to = to.unwrap_or(sentence.end);
        self.any_future(from..to, span)
    }

    /// Whether "today" means these times: it opens what somebody says, and the first verb behind it is
    /// one of the present ("گفت: امروز کشور نیازمند کار است").
    pub fn speaks_of_these_times(&self, span: Span) -> bool {
        let before = self.text.skip_space_back(span.start());
        let opens = self.text.source()[..before].ends_with([':', '«', '،'])
            || self.text.ends("time.nowadays_before", before).is_some();
        let Some(sentence) = self.text.sentence_at(span.start()).filter(|_| opens) else {
            return false;
        };
        let tokens = self.text.tokens();
        let mut behind = sentence.filter(|token| tokens[*token].range().start >= span.end());
        let verb = behind.find_map(|token| {
            let at = tokens[token].range().start;
            let present = self.text.starts("time.present", at).is_some();
            let other = self.is_future(token) || self.text.starts("time.past", at).is_some();
            (present || other).then_some((at, present))
        });
        verb.is_some_and(|(at, present)| present && !self.follows_a_participle(at))
    }

    /// "برگزار شده است": the auxiliary of a perfect.
    fn follows_a_participle(&self, at: usize) -> bool {
        let before = &self.text.source()[..self.text.skip_space_back(at)];
        let mut ends = self.text.signs("time.participle_end").iter();
        ends.any(|end| before.ends_with(end.as_str()))
    }

    fn any_future(&self, clause: Range<usize>, span: Span) -> bool {
        for token in clause {
            let at = self.text.tokens()[token].range().start;
            if self.is_future(token) {
                return true;
            }
            if at >= span.end() && self.text.starts("time.past", at).is_some() {
                return false;
            }
        }
        false
    }

    /// Whether a token is an auxiliary of the future or has the form of a verb of it.
    fn is_future(&self, token: usize) -> bool {
        let Some(span) = self.text.span(token) else {
            return false;
        };
        let letters = span.of(self.text.source());
        let ands = self.text.signs("number.and").iter();
        let bare = ands
            .filter(|sign| !sign.is_empty())
            .find_map(|sign| letters.strip_prefix(sign.as_str()));
        let long = letters.chars().count() > 4;
        let begins = |sign: &String| {
            letters.starts_with(sign.as_str())
                || bare.is_some_and(|bare| bare.starts_with(sign.as_str()))
        };
        let ends = |sign: &String| letters.ends_with(sign.as_str());
        self.text.starts("time.future", span.start()).is_some()
            || (long && self.text.signs("time.future_start").iter().any(begins))
            || (long && self.text.signs("time.future_end").iter().any(ends))
    }
}
