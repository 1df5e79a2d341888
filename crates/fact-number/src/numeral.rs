//! One number: digits with their marks, and the scale words behind them.

use khabar_core::{Decimal, Span};
use khabar_lex::{Text, TokenKind};

use crate::decimal;

/// A number that was read from digits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numeral {
    pub value: Decimal,
    pub span: Span,
    /// A scale word or fraction belongs to it.
    pub scaled: bool,
    /// Digits only, without any mark.
    plain: bool,
}

impl Numeral {
    /// Four plain digits in the range of years of the calendars in use: 1300 to 1450 (Solar and
    /// Lunar Hijri), 1800 to 2100 (Gregorian).
    pub fn looks_like_year(&self) -> bool {
        let year = |from: u32, to: u32| {
            self.value >= Decimal::from(from) && self.value <= Decimal::from(to)
        };
        self.plain && (year(1300, 1450) || year(1800, 2100))
    }
}

/// Reads the number at `token`, which holds digits. Gives the token behind what was read, and no
/// number where the digits are a date, a clock time, a code, or cannot be read with certainty.
pub(crate) fn numeral(text: &Text, token: usize) -> (usize, Option<Numeral>) {
    let (next, chunk) = chunk(text, token);
    let Some(mut number) = chunk.first_group(text, next) else {
        return (next, None);
    };
    let mut next = next;
    shift(text, &mut number);
    let mut lowest = scale(text, &mut number, &mut next);
    while let Some(below) = lowest {
        if add_fraction(text, &mut number, &mut next, below) {
            break;
        }
        lowest = add_group(text, &mut number, &mut next, below);
    }
    (next, Some(number))
}

/// Digits and the marks between them, without spaces.
struct Chunk<'t> {
    span: Option<Span>,
    digits: Vec<String>,
    marks: Vec<&'t str>,
}

/// Reads digits, and further digits behind single marks, from `token` on.
fn chunk(text: &Text, token: usize) -> (usize, Chunk<'_>) {
    let mut chunk = Chunk {
        span: text.span(token),
        digits: vec![ascii(text.surface(token))],
        marks: Vec::new(),
    };
    let mut next = token + 1;
    let kind = |at: usize| text.tokens().get(at).map(|t| t.kind);
    while kind(next) == Some(TokenKind::Punct) && kind(next + 1) == Some(TokenKind::Number) {
        chunk.marks.push(text.surface(next));
        chunk.digits.push(ascii(text.surface(next + 1)));
        chunk.span = chunk.span.zip(text.span(next + 1)).map(|(a, b)| a.join(b));
        next += 2;
    }
    (next, chunk)
}

fn ascii(digits: &str) -> String {
    let value = |c: char| match khabar_lex::script::class(c) {
        khabar_lex::script::Class::Digit(value) => Some(char::from(b'0' + value)),
        _ => None,
    };
    digits.chars().filter_map(value).collect()
}

impl Chunk<'_> {
    /// The number that the chunk states, if it is one and can be read in one way only. `next` is
    /// the token behind it.
    fn first_group(&self, text: &Text, next: usize) -> Option<Numeral> {
        let is = |slot: &str, mark: &str| text.signs(slot).iter().any(|sign| sign == mark);
        let tail = self.digits.last()?;
        let plain = self.marks.is_empty();
        let lead = self.digits.first()?;
        let number = match self.marks.as_slice() {
            [] if lead.len() > 1 && lead.starts_with('0') => return None,
            [] => lead.clone(),
            [mark] if is("number.decimal", mark) && !is("number.group", mark) => {
                let certain = match *mark {
                    // A slash may be a date or a fraction; 15.000 may be a thousand.
                    "/" => self.measured(text, next),
                    "." => tail.len() != 3 || lead == "0" || self.measured(text, next),
                    _ => true,
                };
                certain.then(|| format!("{lead}.{tail}"))?
            }
            marks if marks.iter().all(|m| *m == marks[0] && groups(m, &is)) && self.in_threes() => {
                self.digits.concat()
            }
            [","] if tail.len() <= 2 && self.measured(text, next) => format!("{lead}.{tail}"),
            // 1,234,567.89 and 1.234,5
            [head, rest @ .., last]
                if last != head
                    && rest.iter().all(|mark| mark == head)
                    && groups(head, &is)
                    && is("number.decimal", last)
                    && threes(&self.digits[..self.marks.len()]) =>
            {
                format!("{}.{tail}", self.digits[..self.marks.len()].concat())
            }
            _ => return None,
        };
        Some(Numeral {
            value: decimal(&number)?,
            span: self.span?,
            scaled: false,
            plain,
        })
    }

    /// Whether a scale word or percent follows, so that the digits surely are one number.
    fn measured(&self, text: &Text, next: usize) -> bool {
        let Some(span) = self.span else { return false };
        let after = text.skip_space(span.end());
        let percent = text.source()[after..].starts_with(['%', '٪']);
        let before = text.skip_space_back(span.start());
        let percent = percent || text.source()[..before].ends_with(['%', '٪']);
        percent
            || next < text.tokens().len()
                && (text.starts("number.scale", after).is_some()
                    || text.starts("number.percent", after).is_some())
    }

    fn in_threes(&self) -> bool {
        threes(&self.digits) || lakhs(&self.digits)
    }
}

/// A mark between groups; a full stop is one where it stands more than once.
fn groups(mark: &str, is: &dyn Fn(&str, &str) -> bool) -> bool {
    is("number.group", mark) || mark == "."
}

/// 1,000,000: three digits in every group but the first.
fn threes(groups: &[String]) -> bool {
    groups.len() > 1
        && (1..=3).contains(&groups[0].len())
        && groups[1..].iter().all(|g| g.len() == 3)
        && !groups[0].starts_with('0')
}

/// 1,50,000: South Asian groups of two digits before the last three.
fn lakhs(groups: &[String]) -> bool {
    let [first, middle @ .., last] = groups else {
        return false;
    };
    (1..=2).contains(&first.len())
        && !middle.is_empty()
        && middle.iter().all(|g| g.len() == 2)
        && last.len() == 3
}

/// ساڑھے 3 is 3.5, پونے 3 is 2.75: the word stands before and belongs to the number.
fn shift(text: &Text, number: &mut Numeral) {
    let before = text.skip_space_back(number.span.start());
    if let Some(hit) = text.ends("number.shift", before)
        && let Some(by) = text.entry(hit).value().and_then(decimal)
    {
        number.value += by;
        number.span = number.span.join(hit.span);
        number.scaled = true;
    }
}

/// Multiplies by the scale words behind the number: "20 هزار میلیارد". Gives the product of the
/// scales, if there is one.
fn scale(text: &Text, number: &mut Numeral, next: &mut usize) -> Option<Decimal> {
    // "2 ونصف مليون", "۲ و نیم میلیون"
    if let Some((end, part)) = fraction(text, number.span.end())
        && text
            .starts("number.scale", text.skip_space(end.end()))
            .is_some()
    {
        number.value += part;
        number.span = number.span.join(end);
    }
    let mut product = Decimal::ONE;
    let mut last = Decimal::ONE;
    loop {
        let after = text.skip_space(number.span.end());
        let Some(hit) = text.starts("number.scale", after) else {
            break;
        };
        let Some(by) = text.entry(hit).value().and_then(decimal) else {
            break;
        };
        let grows = by > last || product == Decimal::ONE;
        let (true, Some(value)) = (grows, number.value.checked_mul(by)) else {
            break;
        };
        number.value = value;
        number.span = number.span.join(hit.span);
        number.scaled = true;
        *next = text.token_at(hit.span.end() - 1).map_or(*next, |t| t + 1);
        product = product.checked_mul(by)?;
        last = by;
    }
    (product > Decimal::ONE).then_some(product)
}

/// "5 ملايين ونصف المليون", "۳ میلیون و نیم": adds a part of the scale.
fn add_fraction(text: &Text, number: &mut Numeral, next: &mut usize, scale: Decimal) -> bool {
    let Some((span, part)) = fraction(text, number.span.end()) else {
        return false;
    };
    number.value += part * scale;
    number.span = number.span.join(span);
    let again = text.starts("number.scale", text.skip_space(span.end()));
    if let Some(hit) = again.filter(|hit| text.entry(hit).value().and_then(decimal) == Some(scale))
    {
        number.span = number.span.join(hit.span);
    }
    *next = text
        .token_at(number.span.end() - 1)
        .map_or(*next, |t| t + 1);
    true
}

/// "and a half" behind a byte.
fn fraction(text: &Text, end: usize) -> Option<(Span, Decimal)> {
    let (at, _) = joint(text, text.skip_space(end))?;
    let hit = text.starts("number.fraction", at)?;
    Some((hit.span, text.entry(hit).value().and_then(decimal)?))
}

/// "۳۱ میلیون و ۶۳۱ هزار": adds a further group below the scale `below`. Gives that group's own
/// scale where it has one, so that another may follow.
fn add_group(
    text: &Text,
    number: &mut Numeral,
    next: &mut usize,
    below: Decimal,
) -> Option<Decimal> {
    let after = text.skip_space(number.span.end());
    let (at, joined) = joint(text, after).unwrap_or((after, false));
    let token = text
        .token_at(at)
        .filter(|t| text.tokens()[*t].range().start == at)?;
    if text.tokens()[token].kind != TokenKind::Number {
        return None;
    }
    let (mut behind, chunk) = chunk(text, token);
    let mut group = chunk.first_group(text, behind)?;
    let digits = chunk.digits.first().map_or(0, String::len);
    let own = scale(text, &mut group, &mut behind);
    // A bare remainder ("2 هزار و 500") needs the joint and at least two digits, so that a second
    // count ("3 آلاف و5 …") is not swallowed.
    let fits = group.value < below && (own.is_some() || (joined && digits >= 2));
    if !fits
        || text
            .starts("number.percent", text.skip_space(group.span.end()))
            .is_some()
    {
        return None;
    }
    number.value += group.value;
    number.span = number.span.join(group.span);
    *next = behind;
    own
}

/// What joins two groups of a number at a byte: where the next group begins, and that there was
/// a joint.
fn joint(text: &Text, at: usize) -> Option<(usize, bool)> {
    let rest = text.source().get(at..)?;
    let sign = text
        .signs("number.and")
        .iter()
        .find(|sign| rest.starts_with(sign.as_str()))?;
    Some((text.skip_space(at + sign.len()), true))
}
