//! Numbers in words, and in words and digits mixed.

use khabar_core::{Decimal, Span};

use super::{Numeral, chunk, decimal, fraction, joint, scale_word, shift};
use crate::fold::Boundary;
use crate::hits::Hit;
use crate::text::{Text, TokenKind};

/// A word or a group of digits that is a part of a number.
#[derive(Clone, Copy)]
struct Part {
    value: Decimal,
    span: Span,
    /// It multiplies what stands before it.
    scale: bool,
}

/// Reads the number whose first part begins at a byte: "ثلاثمئة وخمسة وعشرون", "یک میلیون و ۱۲۳ هزار",
/// "تین سو پچاس". Within a group (below a thousand) parts are added, each smaller than what stands
/// before but for the Arabic unit before its ten; a hundred multiplies a unit. A scale word closes
/// the group.
pub fn spelled(text: &Text, at: usize) -> Option<Numeral> {
    let mut sum = Sum::default();
    let mut span: Option<Span> = None;
    let mut at = at;
    let mut joined = false;
    let mut parts = 0;
    while let Some(mut part) = part(text, at) {
        if parts == 0 && !part.scale {
            // ساڑھے چار ہزار: the half is of what the scale multiplies.
            if let Some((by, word)) = shift(text, at) {
                part.value = part.value.saturating_add(by);
                part.span = part.span.join(word);
            }
        }
        if !sum.takes(part, joined, parts == 0) {
            break;
        }
        span = Some(span.map_or(part.span, |before| before.join(part.span)));
        parts += 1;
        let after = text.skip_space(part.span.end());
        let next = joint(text, after);
        joined = next.is_some_and(|next| next != after);
        at = next.unwrap_or(after);
        // "مئتان وأحد وستون": what looks like "واحد" holds the joint itself.
        if joined && self::part(text, at).is_none() && self::part(text, after).is_some() {
            at = after;
        }
    }
    let value = sum.value()?;
    Some(Numeral {
        value,
        span: span?,
        scale: sum.last_scale,
        plain: false,
        words: parts,
    })
}

/// "دوازده ممیز هفتاد و پنج", "دو اعشاریہ سات پانچ": the number with the decimals behind the word for the
/// point, which are said as one number or digit by digit.
pub fn point(text: &Text, number: Numeral) -> Numeral {
    let after = text.skip_space(number.span.end());
    let Some(mark) = text.starts("number.point", after) else {
        return number;
    };
    let mut digits = String::new();
    let mut end = mark.span;
    while let Some(digit) = part(text, text.skip_space(end.end())) {
        let single = !digit.scale && digit.value < Decimal::TEN;
        if !single && !digits.is_empty() {
            break;
        }
        let read = single.then_some((digit.value, digit.span));
        let whole = || spelled(text, digit.span.start()).map(|n| (n.value, n.span));
        let Some((value, span)) = read.or_else(whole) else {
            break;
        };
        digits.push_str(&value.normalize().to_string());
        end = span;
        if !single {
            break;
        }
    }
    match decimal(&format!("{}.{digits}", number.value)) {
        Some(value) if !digits.is_empty() => {
            let (scale, end) = match scale_word(text, end.end()) {
                Some((span, by)) => (by, span),
                None => (Decimal::ONE, end),
            };
            Numeral {
                value: value.saturating_mul(scale),
                span: number.span.join(end),
                words: number.words + 2,
                ..number
            }
        }
        _ => number,
    }
}

/// "سی و پنج و نیم": a half behind a number in words.
pub fn half(text: &Text, number: Numeral) -> Numeral {
    let Some((span, part)) = fraction(text, number.span.end()) else {
        return number;
    };
    // "ثلاثة ملايين ونصف", "مليون ونصف المليون": a part of the scale, which may be said again.
    let scale = number
        .scale
        .filter(|scale| (number.value % *scale).is_zero())
        .unwrap_or(Decimal::ONE);
    let again = scale_word(text, span.end()).filter(|(_, again)| *again == scale);
    let span = again.map_or(span, |(again, _)| span.join(again));
    Numeral {
        value: number.value.saturating_add(part.saturating_mul(scale)),
        span: number.span.join(span),
        words: number.words + 1,
        ..number
    }
}

/// The part of a number that begins at a byte.
fn part(text: &Text, at: usize) -> Option<Part> {
    for (slot, scale) in [("number.scale", true), ("number.word", false)] {
        if let Some(hit) = text.starts(slot, at) {
            let other =
                text.holds("number.trap", hit.span) || text.holds("number.percent", hit.span);
            if other || (!scale && is_compound(text, hit)) {
                return None;
            }
            let value = text.entry(hit).value().and_then(decimal)?;
            return Some(Part {
                value,
                span: hit.span,
                scale: scale || value >= Decimal::ONE_THOUSAND,
            });
        }
    }
    let token = text
        .token_at(at)
        .filter(|t| text.tokens()[*t].range().start == at)?;
    if text.tokens()[token].kind != TokenKind::Number {
        return None;
    }
    let number = chunk(text, token).1.number(text)?;
    Some(Part {
        value: number.value,
        span: number.span,
        scale: false,
    })
}

/// "سه‌شنبه", "چهارمحال": a number word with a ZWNJ behind it is the beginning of another word,
/// unless what follows is a scale word.
fn is_compound(text: &Text, hit: &Hit) -> bool {
    let behind = hit.cells.end;
    text.folded().before(behind) == Boundary::Soft
        && text
            .folded()
            .span(text.source(), behind..behind + 1)
            .is_some_and(|next| {
                let further = joint(text, next.start()).unwrap_or(next.start());
                let words = ["number.scale", "number.word", "number.ordinal_word"];
                words
                    .iter()
                    .all(|slot| text.starts(slot, further).is_none())
                    && text.starts("measure.noun", next.start()).is_none()
            })
}

/// What has been read so far.
#[derive(Default)]
struct Sum {
    /// Closed groups.
    total: Decimal,
    /// The open group, below a thousand.
    group: Option<Decimal>,
    /// The smallest place that the open group has filled.
    place: Decimal,
    last_scale: Option<Decimal>,
}

impl Sum {
    /// Takes a part if it can belong to the number.
    fn takes(&mut self, part: Part, joined: bool, first: bool) -> bool {
        if part.scale {
            return self.scale(part.value, joined, first);
        }
        let value = part.value;
        let hundred = Decimal::ONE_HUNDRED;
        match self.group {
            None => {
                // Below a scale, the next group is smaller.
                if self.last_scale.is_some_and(|scale| value >= scale) {
                    return false;
                }
                self.group = Some(value);
                self.place = place(value);
                true
            }
            // Urdu "nineteen hundred" as well.
            Some(group)
                if !joined && value == hundred && group < hundred && self.place == Decimal::ONE =>
            {
                self.group = Some(group * hundred);
                self.place = hundred;
                true
            }
            Some(group) if value < self.place && value > Decimal::ZERO => {
                self.group = Some(group + value);
                self.place = place(value);
                true
            }
            // خمسة وعشرون
            Some(group)
                if joined
                    && group % hundred < Decimal::TEN
                    && is_ten(value)
                    && self.place == Decimal::ONE =>
            {
                self.group = Some(group + value);
                self.place = Decimal::ZERO;
                true
            }
            Some(_) => false,
        }
    }

    fn scale(&mut self, scale: Decimal, joined: bool, first: bool) -> bool {
        if self.group.is_none()
            && !first
            && joined
            && self
                .last_scale
                .is_none_or(|last| scale > last && scale != last * Decimal::TWO)
        {
            return false;
        }
        let Some(before) = self.last_scale else {
            let group = self.group.take().unwrap_or(Decimal::ONE);
            let Some(total) = group.checked_mul(scale) else {
                return false;
            };
            self.total = total;
            self.last_scale = Some(scale);
            return true;
        };
        let again = self.group.is_none() && joined && scale == before * Decimal::TWO;
        if scale > before && !again {
            // هزار میلیارد, پنج هزار و هشتصد میلیارد
            let whole = self
                .total
                .saturating_add(self.group.take().unwrap_or_default());
            let Some(total) = whole.checked_mul(scale) else {
                return false;
            };
            self.total = total;
        } else if scale == before && joined && self.group.is_none() && !first {
            // "مئتا ألف وألف"
            self.total = self.total.saturating_add(scale);
        } else if scale == before * Decimal::TWO && joined && self.group.is_none() {
            // "مئتا ألف وألفان"
            self.total = self.total.saturating_add(scale);
            return true;
        } else if scale < before {
            let group = self.group.take().unwrap_or(Decimal::ONE);
            self.total = self.total.saturating_add(group.saturating_mul(scale));
        } else {
            return false;
        }
        self.last_scale = Some(scale);
        true
    }

    fn value(&self) -> Option<Decimal> {
        let value = self.total.saturating_add(self.group.unwrap_or_default());
        (self.group.is_some() || self.last_scale.is_some()).then_some(value)
    }
}

/// The place of the last digit that is not zero: 1 of 25, 10 of 20, 100 of 300.
fn place(value: Decimal) -> Decimal {
    [Decimal::ONE_HUNDRED, Decimal::TEN]
        .into_iter()
        .find(|place| value >= *place && (value % place).is_zero())
        .unwrap_or(Decimal::ONE)
}

/// 20, 30, … 90.
fn is_ten(value: Decimal) -> bool {
    value >= Decimal::from(20) && value < Decimal::ONE_HUNDRED && (value % Decimal::TEN).is_zero()
}
