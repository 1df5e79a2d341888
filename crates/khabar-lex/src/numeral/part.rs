//! Parts of one in words and digits: "نصف", "ثلاثة أرباع", "دو سوم", "3/4".

use khabar_core::Decimal;

use super::{Numeral, decimal, scale_word};
use crate::script;
use crate::text::{Text, TokenKind};

/// How many places a part has that never ends: a third is 0.333333333333333.
const PLACES: u32 = 15;

/// Reads the part of one that begins at a byte, and what it is a part of where that is a scale ("نصف
/// مليون").
pub fn part(text: &Text, at: usize) -> Option<Numeral> {
    let mut part = word(text, at)
        .or_else(|| counted(text, at))
        .or_else(|| slash(text, at))?;
    if let Some((span, scale)) = scale_word(text, part.span.end()) {
        part.value = (part.value * scale).round_dp(PLACES);
        part.span = part.span.join(span);
        part.scale = Some(scale);
    }
    Some(part)
}

/// A word for the part by itself: "half".
fn word(text: &Text, at: usize) -> Option<Numeral> {
    let hit = text.starts("number.part", at)?;
    if text.holds("number.trap", hit.span) {
        return None;
    }
    // "The first quarter" is no fourth.
    let next = text.skip_space(hit.span.end());
    if text.starts("number.ordinal_word", next).is_some() {
        return None;
    }
    let (above, below) = text.entry(hit).value()?.split_once('/')?;
    Some(Numeral {
        value: ratio(decimal(above)?, decimal(below)?)?,
        span: hit.span,
        scale: None,
        plain: false,
        words: 2,
    })
}

/// So many of a part: "three quarters".
fn counted(text: &Text, at: usize) -> Option<Numeral> {
    let hit = text.starts("number.word", at)?;
    let above = text.entry(hit).value().and_then(decimal)?;
    let below = text.starts("number.parts", text.skip_space(hit.span.end()))?;
    let denominator = text.entry(below).value().and_then(decimal)?;
    let trapped = text.holds("number.trap", hit.span);
    (above < denominator && !trapped).then_some(())?;
    Some(Numeral {
        value: ratio(above, denominator)?,
        span: hit.span.join(below.span),
        scale: None,
        plain: false,
        words: 2,
    })
}

/// "3/4", where the language has no decimal slash: of small numbers, and with nothing that makes them
/// a date or a score.
pub(super) fn slash(text: &Text, at: usize) -> Option<Numeral> {
    if text.signs("number.decimal").iter().any(|sign| sign == "/") {
        return None;
    }
    let first = text.token_at(at)?;
    let tokens = text.tokens().get(first..first + 3)?;
    let [above, mark, below] = tokens else {
        return None;
    };
    let digits = |token: &crate::text::Token| {
        let digits = &text.source()[token.range()];
        let value = digits.chars().map(|c| match script::class(c) {
            script::Class::Digit(value) => u32::from(value),
            _ => 0,
        });
        (token.kind == TokenKind::Number && digits.chars().count() <= 2)
            .then(|| value.fold(0, |all, digit| all * 10 + digit))
    };
    let (above_value, below_value) = (digits(above)?, digits(below)?);
    let kind = |at: usize| text.tokens().get(at).map(|token| token.kind);
    let surface = |at: usize| text.tokens().get(at).map_or("", |_| text.surface(at));
    let joined = |at: usize| {
        matches!(kind(at), Some(TokenKind::Number | TokenKind::Foreign))
            || matches!(surface(at), "/" | ":")
    };
    let dashed = |mark: usize, beyond: Option<usize>| {
        let joins = beyond.and_then(kind).is_some_and(|kind| {
            matches!(
                kind,
                TokenKind::Number | TokenKind::Word | TokenKind::Foreign
            )
        });
        surface(mark) == "-" && joins
    };
    let before = first.checked_sub(1);
    let alone = !before.is_some_and(|at| joined(at) || dashed(at, at.checked_sub(1)))
        && !joined(first + 3)
        && !dashed(first + 3, Some(first + 4));
    let next = text.skip_space(below.range().end);
    let ends = match text.token_at(next).map(|t| text.tokens()[t].kind) {
        Some(TokenKind::Word) => {
            let span = text.token_at(next).and_then(|t| text.span(t));
            span.is_some_and(|span| text.has_article(span))
                || text.starts(crate::FUNCTION, next).is_some()
        }
        _ => true,
    };
    let small = above_value > 0 && above_value < below_value && below_value <= 10;
    let fits = &text.source()[mark.range()] == "/" && above.range().start == at && small;
    (fits && alone && ends).then_some(())?;
    Some(Numeral {
        value: ratio(Decimal::from(above_value), Decimal::from(below_value))?,
        span: text.marked(at..below.range().end)?,
        scale: None,
        plain: false,
        words: 0,
    })
}

fn ratio(above: Decimal, below: Decimal) -> Option<Decimal> {
    Some(above.checked_div(below)?.round_dp(PLACES))
}
