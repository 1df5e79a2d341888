//! What has digits and states no number: dates, clock times, names, labels, enumerations.

use khabar_core::{Decimal, Span};
use khabar_lex::{FUNCTION, Text, TokenKind};

use crate::measure::Measure;
use crate::numeral::Numeral;
use crate::{Found, Gap, between, bracketed};

/// Drops numbers that state none. What is joined to a dropped one goes with it: both days of
/// "22 و 23 فروردین", all minutes of "دقایق 4 و 11", all groups of a telephone number.
pub(crate) fn guard(text: &Text, found: &mut [Found]) {
    for number in found.iter_mut() {
        number.dropped = match (number.percent, &number.measure, number.numeral.words) {
            (true, _, _) => false,
            (false, Some(measure), _) => {
                let name = !measure.is_code(text) && named(text, number.numeral.span);
                let label = if measure.is_length() {
                    at_an_hour(text, &number.numeral)
                } else {
                    !measure.is_money() && labelled(text, &number.numeral)
                };
                let rest = rest_of_a_spelled_number(text, number.numeral.span);
                name || label || rest || is_dated(text, &number.numeral)
            }

            (false, None, 0) => states_nothing(text, &number.numeral),
            (false, None, words) => {
                let after = text.skip_space(number.span.end());
                let date = [
                    "number.ordinal_word",
                    "number.month",
                    "number.clock",
                    "number.era",
                ];
                date.iter().any(|slot| text.starts(slot, after).is_some())
                    || is_dated(text, &number.numeral)
                    || labelled(text, &number.numeral)
                    || (words == 1 && no_number_alone(text, &number.numeral))
            }
        };
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

/// A single small word is an article, a pronoun or an idiom more often than a number.
fn no_number_alone(text: &Text, numeral: &Numeral) -> bool {
    let at = numeral.span.start();
    numeral.value <= Decimal::TEN
        || numeral.scale.is_some()
        || text.starts("number.never_alone", at).is_some()
}

fn states_nothing(text: &Text, numeral: &Numeral) -> bool {
    let span = numeral.span;
    if named(text, span) || marked_up(text, span) || rest_of_a_spelled_number(text, span) {
        return true;
    }
    if numeral.scale.is_some() {
        return false;
    }
    let outside = bracketed(text, span);
    let before = text.skip_space_back(text.skip_article_back(outside.start()));
    let after = text.skip_space(outside.end());
    let ends = |slot: &str| text.ends(slot, before).is_some();
    let starts = |slot: &str| text.starts(slot, after).is_some();
    let year = numeral.looks_like_year();
    ends("number.label")
        || [
            "number.era",
            "number.clock",
            "number.ordinal",
            "number.label_after",
        ]
        .into_iter()
        .any(starts)
        || month_beside(text, before, after)
        || (numeral.may_be_year() && ends("number.year"))
        || (year && (ends("number.edition") || starts("number.year_after")))
        || (year && !counts_something(text, after))
        || enumerates(text, span)
        || old_decimal(text, span)
}

/// "از ساعت 16 روز جمعه": a clock time before a unit of time.
fn at_an_hour(text: &Text, numeral: &Numeral) -> bool {
    let before = text.skip_space_back(numeral.span.start());
    text.ends("number.hour", before).is_some()
}

/// Whether a label stands before a number without a scale: "بند ۷ قرارداد", "ساعت یازده".
fn labelled(text: &Text, numeral: &Numeral) -> bool {
    let before = text.skip_space_back(numeral.span.start());
    numeral.scale.is_none() && text.ends("number.label", before).is_some()
}

/// Whether the words before it, or a month beside it, make a number a year or a day, whatever
/// stands behind it: "عام 2015 دولة".
fn is_dated(text: &Text, numeral: &Numeral) -> bool {
    let span = numeral.span;
    let before = text.skip_space_back(text.skip_article_back(span.start()));
    let after = text.skip_space(span.end());
    let ends = |slot: &str| text.ends(slot, before).is_some();
    let spelled_year = numeral.words > 0 && numeral.in_years();
    (numeral.plain && month_beside(text, before, after))
        || ((numeral.may_be_year() || spelled_year) && ends("number.year"))
        || (numeral.looks_like_year() && ends("number.edition"))
}

/// "7 - 1": two small numbers with a dash between spaces, and nothing that they count.
fn is_score(text: &Text, one: &Found, other: &Found) -> bool {
    let gap = text.source().get(one.span.end()..other.span.start());
    let small = |n: &Found| n.numeral.value < Decimal::from(20);
    gap.is_some_and(|gap| matches!(gap.trim(), "-" | "–")) && small(one) && small(other)
}

/// "8ر4": the decimal mark of old Arabic agencies, whose sides stand in either order.
fn old_decimal(text: &Text, span: Span) -> bool {
    let (Some(first), Some(behind)) = (text.token_at(span.start()), text.token_at(span.end()))
    else {
        return false;
    };
    let one_letter = |token: usize| text.cells(token).len() == 1;
    let kind = |token: Option<usize>| token.and_then(|t| text.tokens().get(t)).map(|t| t.kind);
    let between = |letter: Option<usize>, digits: Option<usize>| {
        kind(letter) == Some(TokenKind::Word)
            && kind(digits) == Some(TokenKind::Number)
            && letter.is_some_and(one_letter)
    };
    let back = |by: usize| first.checked_sub(by);
    let and = |token: usize| {
        text.signs("number.and")
            .iter()
            .any(|and| and == text.surface(token))
    };
    (between(Some(behind), Some(behind + 1)) && !and(behind))
        || (between(back(1), back(2)) && !back(1).is_some_and(and))
}

/// "CASA-1000", "CASA 1000", "اف- 14", "5G": digits that belong to a name in letters.
fn named(text: &Text, span: Span) -> bool {
    let Some(first) = text.token_at(span.start()) else {
        return false;
    };
    let at = |back: usize| first.checked_sub(back).and_then(|t| text.tokens().get(t));
    let kind = |back: usize| at(back).map(|t| t.kind);
    let hyphen = |back: usize| {
        let surface = first.checked_sub(back).map(|t| text.surface(t));
        matches!(surface, Some("-" | "–" | "‑" | "_" | "/"))
    };
    let letters =
        |kind: Option<TokenKind>| matches!(kind, Some(TokenKind::Word | TokenKind::Foreign));
    let space = kind(1) == Some(TokenKind::Space);
    let behind = text.token_at(span.end()).and_then(|t| text.tokens().get(t));
    (hyphen(1) && letters(kind(2)))
        || (kind(1) == Some(TokenKind::Word) && is_label_letter(text, first - 1))
        || (space && hyphen(2) && letters(kind(3)))
        || kind(1) == Some(TokenKind::Foreign)
        || (space && kind(2) == Some(TokenKind::Foreign))
        || behind.is_some_and(|t| t.kind == TokenKind::Foreign)
}

/// "ص167", "ج2": a single letter before digits, unless the language writes it to any word.
fn is_label_letter(text: &Text, token: usize) -> bool {
    let clitics = text.signs("number.clitic");
    let letters = text.span(token).map_or("", |span| span.of(text.source()));
    text.cells(token).len() == 1 && !clitics.iter().any(|c| c == letters)
}

/// Digits between tags or beside a sign of multiplication, which formulas and pages leave behind.
fn marked_up(text: &Text, span: Span) -> bool {
    let source = text.source();
    let before = source[..span.start()].trim_end().chars().next_back();
    let after = source[span.end()..].trim_start().chars().next();
    matches!(before, Some('>' | '×' | '^' | '#')) || matches!(after, Some('<' | '×' | '^'))
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

/// Whether a month's name stands beside the number, perhaps behind a comma.
fn month_beside(text: &Text, before: usize, after: usize) -> bool {
    let comma_before = text.source()[..before]
        .strip_suffix(['،', ','])
        .map(|rest| text.skip_space_back(rest.len()));
    let month_ends = |at: usize| text.ends("number.month", at).is_some();
    month_ends(before)
        || comma_before.is_some_and(month_ends)
        || text.starts("number.month", after).is_some()
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
    let begins = first == 0 || source[..first].ends_with(['\n', '\r']);
    let marks = ['.', '۔', ')', '-', '–', '،', '_'];
    (begins && after.trim_start().starts_with(marks))
        || (span.of(source).chars().count() <= 2
            && before.ends_with('(')
            && after.starts_with(')')
            && !counts_something(text, text.skip_space(span.end() + 1)))
}
