//! What has digits and states no number: dates, clock times, names, labels, enumerations.

use khabar_core::{Bound, Decimal, Span};
use khabar_lex::numeral::{Numeral, bracketed, is_label_letter, named};
use khabar_lex::{FUNCTION, Text, TokenKind};

use crate::measure::Measure;
use crate::{Found, Gap, between, bound_sign};

/// Drops numbers that state none. What is joined to a dropped one goes with it: both days of
/// "22 و 23 فروردین", all minutes of "دقایق 4 و 11", all groups of a telephone number.
pub(crate) fn guard(text: &Text, found: &mut [Found]) {
    for number in found.iter_mut() {
        number.dropped = !number.percent && states_nothing(text, number);
    }
    for at in 1..found.len() {
        let (before, here) = (&found[at - 1], &found[at]);
        let gap = between(text, before.span.end(), here.span.start());
        // "من ألف إلى ألف وخمسمائة": the scale alone is the lower end.
        let scale = text.starts("number.scale", before.span.start()).is_some();
        let ends = before.numeral.words == 1 && scale && before.numeral.value < here.numeral.value;
        let apart = here.numeral.words > 0 && !here.dropped && gap == Gap::To;
        if before.dropped && ends && apart {
            found[at - 1].dropped = false;
        }
    }
    for at in 1..found.len() {
        let (before, here) = found.split_at_mut(at);
        let (Some(before), Some(here)) = (before.last(), here.first_mut()) else {
            continue;
        };
        let gap = between(text, before.span.end(), here.span.start());
        let alone = !counts_something(text, text.skip_space(here.span.end()));
        let both = bare(before) && bare(here);
        let year = here.numeral.looks_like_year();
        let length = here.measure.as_ref().is_some_and(Measure::is_length);
        here.dropped |= (both && matches!(gap, Gap::Space | Gap::Slash | Gap::Score))
            || (both && alone && is_score(text, before, here))
            // "ساعت یازده و چهل دقیقه"
            || (length && before.dropped && gap == Gap::And)
            || (bare(here) && before.dropped && (alone || year) && gap.lists());
    }
    for at in (1..found.len()).rev() {
        let (before, here) = found.split_at_mut(at);
        let (Some(before), Some(here)) = (before.last_mut(), here.first()) else {
            continue;
        };
        let gap = between(text, before.span.end(), here.span.start());
        before.dropped |= bare(before)
            && here.dropped
            && (gap.joins() || matches!(gap, Gap::Space | Gap::Slash | Gap::Score));
    }
}

/// Digits alone: no percentage, no measure, no scale word.
fn bare(number: &Found) -> bool {
    !number.percent
        && number.measure.is_none()
        && number.numeral.scale.is_none()
        && number.numeral.words == 0
}

/// "One" and "two" are an article, a pronoun or an idiom more often than a number, and so are some
/// others, as the language says.
fn no_number_alone(text: &Text, numeral: &Numeral) -> bool {
    let at = numeral.span.start();
    let never = text.starts("number.never_alone", at);
    let single = numeral.words == 1;
    (single && (numeral.value <= Decimal::TWO || text.starts("number.scale", at).is_some()))
        || never.is_some_and(|word| word.span.end() >= numeral.span.end())
}

/// Whether a number is all that a text says, as in a cell of a table.
pub(crate) fn is_whole(text: &Text, number: Span) -> bool {
    text.source().trim().len() == number.len()
}

fn states_nothing(text: &Text, found: &Found) -> bool {
    let numeral = &found.numeral;
    let span = numeral.span;
    let beside = Beside::of(text, span);
    let in_words = numeral.words > 0;
    let part = rest_of_a_spelled_number(text, span) || beside.is_in_a_name();
    match &found.measure {
        Some(measure) => {
            let label = !measure.is_length() && !measure.is_money() && beside.is_labelled(numeral);
            part || label || (!measure.is_code(text) && named(text, span))
        }
        None if in_words => {
            beside.is_labelled(numeral)
                || beside.starts_any(&BEHIND_NO_NUMBER)
                || beside.starts("number.ordinal_word")
                || part
                || (!is_whole(text, span)
                    && (numeral.value == Decimal::ONE
                        || (found.bound == Bound::Exact && no_number_alone(text, numeral))))
        }
        None if numeral.scale.is_some() => part || named(text, span) || marked_up(text, span),
        None => {
            let year = numeral.looks_like_year();
            part || named(text, span)
                || marked_up(text, span)
                || beside.is_labelled(numeral)
                || beside.starts_any(&BEHIND_NO_NUMBER)
                || (year && !counts_something(text, beside.after))
                || enumerates(text, span)
                || ends_a_title(text, span)
                || old_decimal(text, span)
        }
    }
}

/// Slots whose words directly behind a number make it something else.
const BEHIND_NO_NUMBER: [&str; 2] = ["number.ordinal", "number.label_after"];

/// The words directly beside a number, outside of its brackets and of an article alone ("الـ 20").
struct Beside<'t> {
    text: &'t Text,
    before: usize,
    after: usize,
}

impl<'t> Beside<'t> {
    fn of(text: &'t Text, number: Span) -> Self {
        let outside = bracketed(text, number);
        Beside {
            text,
            before: text.skip_space_back(text.skip_article_back(outside.start())),
            after: text.skip_space(outside.end()),
        }
    }

    /// Whether a word of the slot stands before.
    fn ends(&self, slot: &str) -> bool {
        self.text.ends(slot, self.before).is_some()
    }

    /// Whether a word of the slot stands behind.
    fn starts(&self, slot: &str) -> bool {
        self.text.starts(slot, self.after).is_some()
    }

    fn starts_any(&self, slots: &[&str]) -> bool {
        slots.iter().any(|slot| self.starts(slot))
    }

    /// "دبستان 22 بهمن": a day and month that name something.
    fn is_in_a_name(&self) -> bool {
        self.ends("time.named_before") && self.starts_any(&["time.month", "time.month_guarded"])
    }

    /// Whether a label stands before a number without a scale: "بند ۷ قرارداد", "ساعت یازده".
    fn is_labelled(&self, numeral: &Numeral) -> bool {
        numeral.scale.is_none() && self.ends("number.label")
    }
}

/// "7 - 1": two small numbers with a dash between spaces, and nothing that they count.
fn is_score(text: &Text, one: &Found, other: &Found) -> bool {
    let gap = text.source().get(one.span.end()..other.span.start());
    let small = |n: &Found| n.numeral.value < Decimal::from(20);
    gap.is_some_and(|gap| matches!(gap.trim(), "-" | "–")) && small(one) && small(other)
}

/// «بلس1»: a digit that is written to a word and ends a name in quotation marks.
fn ends_a_title(text: &Text, span: Span) -> bool {
    let token = span
        .start()
        .checked_sub(1)
        .and_then(|byte| text.token_at(byte));
    let word = token.is_some_and(|token| text.tokens()[token].kind == TokenKind::Word);
    let after = text.source()[span.end()..].trim_start_matches(' ');
    word && after.starts_with(['»', '”', '"', '’', '‘'])
}

/// "8ر4": the decimal mark of old Arabic agencies, whose sides stand in either order. The digits
/// behind it have a single letter before them and are dropped for that.
fn old_decimal(text: &Text, span: Span) -> bool {
    let Some(letter) = text.token_at(span.end()) else {
        return false;
    };
    let kind = |token: usize| text.tokens().get(token).map(|t| t.kind);
    kind(letter) == Some(TokenKind::Word)
        && kind(letter + 1) == Some(TokenKind::Number)
        && is_label_letter(text, letter)
}

/// Digits between tags or beside a sign of multiplication, which formulas and pages leave behind.
fn marked_up(text: &Text, span: Span) -> bool {
    let source = text.source();
    let before = source[..span.start()].trim_end().chars().next_back();
    let after = source[span.end()..].trim_start().chars().next();
    // The end of a tag, where the sign says no bound.
    let tag = before == Some('>') && bound_sign(text, text.skip_space_back(span.start())).is_none();
    tag || matches!(before, Some('×' | '^' | '#')) || matches!(after, Some('<' | '×' | '^'))
}

/// "یک میلیون و 123 هزار": the digits are only the rest of a number that begins in words.
fn rest_of_a_spelled_number(text: &Text, span: Span) -> bool {
    let before = text.skip_space_back(span.start());
    let rest = &text.source()[..before];
    let mut signs = text.signs("number.and").iter();
    let Some(and) = signs.find(|and| rest.ends_with(and.as_str())) else {
        return false;
    };
    let at = text.skip_space_back(before - and.len());
    text.ends("number.scale", at).is_some()
}

/// Whether a word that can be counted stands behind the number: not punctuation, and none of the
/// words that carry only grammar or has the article.
fn counts_something(text: &Text, after: usize) -> bool {
    let Some(token) = text.token_at(after) else {
        return false;
    };
    let counted = text.span(token).filter(|span| !text.has_article(*span));
    counted.is_some()
        && text.tokens()[token].kind == TokenKind::Word
        && text.starts(FUNCTION, after).is_none()
}

/// "1. ", "2) ", "3- " at the start of a line, and "(4)" where nothing is counted.
fn enumerates(text: &Text, span: Span) -> bool {
    let source = text.source();
    let (before, after) = (&source[..span.start()], &source[span.end()..]);
    let first = text.skip_space_back(span.start());
    let starts_line = |at: usize| at == 0 || source[..at].ends_with(['\n', '\r']);
    let begins = starts_line(first);
    // "-1 مديران اجرايي": an item of a list.
    let dash = before.strip_suffix(['-', '–']).map(str::len);
    let item = dash.is_some_and(|dash| dash > 0 && starts_line(text.skip_space_back(dash)));
    let short = span.of(source).chars().count() <= 2;
    let marks = ['.', '۔', ')', '-', '–', '،', '_'];
    let marked = after.trim_start().strip_prefix(marks);
    (item && short)
        || marked.is_some_and(|rest| begins && !rest.trim().is_empty())
        || (short
            && before.ends_with('(')
            && after.starts_with(')')
            && !counts_something(text, text.skip_space(span.end() + 1)))
}
