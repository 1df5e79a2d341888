//! One number in digits or words: what several families of facts read.
//!
//! The words are those of the slots `number.…`, which the family of numbers declares.

mod part;
mod spelled;

use khabar_core::{Decimal, Span};

use crate::script;
use crate::text::{Text, TokenKind};

pub use part::part;
pub use spelled::{half, point, spelled};

/// A number that was read.
#[derive(Debug, Clone, Copy)]
pub struct Numeral {
    /// Exact.
    pub value: Decimal,
    /// The words or digits, with their scales.
    pub span: Span,
    /// The product of the scale words that belong to it.
    pub scale: Option<Decimal>,
    /// Digits only, without any mark.
    pub plain: bool,
    /// How many parts it has if it begins with a word; 0 if it begins with digits.
    pub words: usize,
}

impl Numeral {
    /// Four plain digits that may be a year: 1300 to 1450 (Solar and Lunar Hijri), 1800 to 2100
    /// (Gregorian).
    pub fn looks_like_year(&self) -> bool {
        self.plain && self.in_years()
    }

    /// In the range of years of the calendars in use.
    pub fn in_years(&self) -> bool {
        let year = |from: u32, to: u32| {
            self.value >= Decimal::from(from) && self.value <= Decimal::from(to)
        };
        year(1300, 1450) || year(1800, 2100)
    }

    /// One, two or four plain digits: a year behind a word that says so ("سال 84", "سال ۱۲۸۷").
    pub fn may_be_year(&self) -> bool {
        let four = self.value >= Decimal::from(1000) && self.value <= Decimal::from(2100);
        self.plain && (four || self.value < Decimal::from(100))
    }

    /// The number with the word or the sign for "minus" before it, if there is one.
    pub fn signed(mut self, text: &Text) -> Numeral {
        let before = text.skip_space_back(self.span.start());
        let word = text.ends("number.minus", before).map(|minus| minus.span);
        if let Some(minus) = word.or_else(|| minus_sign(text, self.span.start())) {
            self.value = -self.value;
            self.span = self.span.join(minus);
            self.plain = false;
            self.words += usize::from(self.words > 0);
        }
        self
    }

    /// Takes over the scale of the other end of a range, `upper`, unless this end is then the
    /// greater one ("500 to 2 thousand").
    pub fn share_scale(&mut self, scale: Decimal, upper: Decimal) {
        if let Some(value) = self
            .value
            .checked_mul(scale)
            .filter(|value| *value <= upper)
        {
            self.value = value;
            self.scale = Some(scale);
        }
    }
}

/// The minus directly before the digits at a byte: nothing is written to it on its other side, and it
/// is no dash of a range.
fn minus_sign(text: &Text, at: usize) -> Option<Span> {
    let (before, rest) = text.source().split_at_checked(at)?;
    let sign = before
        .chars()
        .next_back()
        .filter(|c| matches!(c, '-' | '−'))?;
    let from = at - sign.len_utf8();
    let left = &before[..from];
    // At the start of a line it marks an item of a list.
    let item = left.trim_end_matches([' ', '\u{A0}']).ends_with('\n');
    let after = [' ', '(', '<', '>', '=', ':', '\u{A0}'];
    let open = !item && (left.is_empty() || left.ends_with(after));
    let number = |c: char| matches!(script::class(c), script::Class::Digit(_));
    let range = left.trim_end().ends_with(number);
    let digits = rest.starts_with(number);
    (open && !range && digits).then(|| text.marked(from..at))?
}

/// What two numbers with a dash between them can only be a range of.
const MEASURES: [&str; 6] = [
    "measure.time_unit",
    "measure.time_adjective",
    "measure.unit",
    "measure.currency",
    "measure.currency_inferred",
    "measure.toman",
];

const MILLION: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// Reads the number at `token`, which holds digits. Gives the token behind what was read, and no
/// number where the digits are a date, a clock time, a code, or cannot be read with certainty.
pub fn numeral(text: &Text, token: usize) -> (usize, Option<Numeral>) {
    let (mut next, mut digits) = chunk(text, token);
    let dash = matches!(digits.marks[..], ["-" | "–"]);
    if dash && (digits.measured(text) || digits.is_range() || digits.is_measured_range(text)) {
        // "62-71٪": two numbers, read one after the other.
        (next, digits) = (token + 1, Chunk::of(text, token));
    }
    let Some(mut number) = digits.number(text) else {
        return (next, None);
    };
    // "2 1/4"
    if number.plain
        && let Some(part) = part::slash(text, text.skip_space(number.span.end()))
    {
        number.value = number.value.saturating_add(part.value);
        number.span = number.span.join(part.span);
        number.plain = false;
        next = behind(text, part.span, next);
    }
    if let Some((by, word)) = shift(text, number.span.start()) {
        number.value = number.value.saturating_add(by);
        number.span = number.span.join(word);
        number.scale = Some(Decimal::ONE);
    }
    let mut lowest = scale(text, &mut number, &mut next);
    while let Some(below) = lowest {
        if add_fraction(text, &mut number, &mut next, below) {
            break;
        }
        lowest = add_group(text, &mut number, &mut next, below);
    }
    (next, Some(number))
}

/// Digits and the marks between them.
pub(crate) struct Chunk<'t> {
    span: Option<Span>,
    digits: Vec<String>,
    marks: Vec<&'t str>,
    /// Written with the digits of ASCII.
    ascii: bool,
}

/// Reads digits, and further digits behind single marks, from `token` on; gives the token behind.
pub(crate) fn chunk(text: &Text, token: usize) -> (usize, Chunk<'_>) {
    let mut chunk = Chunk::of(text, token);
    let mut next = chunk.spaced(text, token);
    let kind = |at: usize| text.tokens().get(at).map(|t| t.kind);
    // Controls of direction stand between digits and marks and mean nothing here.
    let seen = |at: usize| at + usize::from(is_invisible(text, at));
    loop {
        let mark = seen(next);
        let digits = seen(mark + 1);
        if kind(mark) != Some(TokenKind::Punct) || kind(digits) != Some(TokenKind::Number) {
            break;
        }
        chunk.marks.push(text.surface(mark));
        chunk.digits.push(ascii(text.surface(digits)));
        chunk.span = chunk.span.zip(text.span(digits)).map(|(a, b)| a.join(b));
        next = digits + 1;
    }
    (next, chunk)
}

/// Whether a token is nothing but joiners and controls.
fn is_invisible(text: &Text, token: usize) -> bool {
    text.tokens().get(token).is_some_and(|t| {
        let surface = &text.source()[t.range()];
        t.kind == TokenKind::Space
            && surface
                .chars()
                .all(|c| script::class(c) == script::Class::Ignored)
    })
}

fn ascii(digits: &str) -> String {
    let value = |c: char| match script::class(c) {
        script::Class::Digit(value) => Some(char::from(b'0' + value)),
        _ => None,
    };
    digits.chars().filter_map(value).collect()
}

impl<'t> Chunk<'t> {
    /// The digits of one token.
    fn of(text: &'t Text, token: usize) -> Self {
        Chunk {
            span: text.span(token),
            digits: vec![ascii(text.surface(token))],
            marks: Vec::new(),
            ascii: text.surface(token).is_ascii(),
        }
    }

    /// Takes the groups of three that spaces part from the first one, "1 234 567": two of them at
    /// least, or one behind a space that does not break. Gives the token behind.
    fn spaced(&mut self, text: &'t Text, token: usize) -> usize {
        let tokens = text.tokens();
        let group = |at: usize| {
            let space = tokens.get(at).filter(|t| t.kind == TokenKind::Space)?;
            let firm = matches!(
                &text.source()[space.range()],
                "\u{A0}" | "\u{202F}" | "\u{2009}"
            );
            let single = firm || &text.source()[space.range()] == " ";
            let digits = tokens.get(at + 1).filter(|t| t.kind == TokenKind::Number)?;
            let digits = ascii(&text.source()[digits.range()]);
            (single && digits.len() == 3).then_some((digits, firm))
        };
        let first = self.digits.first().map_or(0, String::len);
        let mut groups = Vec::new();
        let mut next = token + 1;
        while let Some((digits, firm)) = group(next) {
            groups.push((digits, firm));
            next += 2;
        }
        let firm = groups.iter().all(|(_, firm)| *firm);
        let leads = (1..=3).contains(&first) && !self.digits[0].starts_with('0');
        if !leads || groups.is_empty() || (groups.len() < 2 && !firm) {
            return token + 1;
        }
        for (digits, _) in groups {
            self.digits[0].push_str(&digits);
        }
        self.span = self.span.zip(text.span(next - 1)).map(|(a, b)| a.join(b));
        next
    }

    /// The number that the chunk states, if it is one and can be read in one way only.
    pub(crate) fn number(&self, text: &Text) -> Option<Numeral> {
        let is = |slot: &str, mark: &str| text.signs(slot).iter().any(|sign| sign == mark);
        let (lead, tail) = (self.digits.first()?, self.digits.last()?);
        let number = match self.marks.as_slice() {
            [] if self.is_behind_a_point(text) => format!("0.{lead}"),
            [] if lead.len() > 1 && lead.starts_with('0') => return None,
            [] => lead.clone(),
            [mark] if is("number.decimal", mark) && !is("number.group", mark) => {
                let thousand = tail.len() == 3 && lead != "0";
                if thousand && tail == "000" && *mark != "/" && !self.measured(text) {
                    return self.stating(&self.digits.concat());
                }
                let certain = match *mark {
                    // A date or a fraction; with digits of ASCII also in the order that it was
                    // seen in, "7/1" for 1.7.
                    "/" => !self.ascii && self.measured(text),
                    // 15.250 and ۳٫۲۵۰ may be thousands.
                    _ => !thousand || self.measured(text),
                };
                certain.then(|| format!("{lead}.{tail}"))?
            }
            [mark, rest @ ..]
                if rest.iter().all(|m| m == mark)
                    && groups(mark, &is)
                    && (threes(&self.digits) || lakhs(&self.digits))
                    && !self.is_address() =>
            {
                self.digits.concat()
            }
            // "0,234" can be nothing else; "٤,٨" is no list where no space follows.
            ["," | "،"] if lead == "0" => format!("0.{tail}"),
            [","]
                if tail.len() != 3
                    && (!self.ascii
                        || (tail.len() <= 2 && (lead.len() > 3 || self.measured(text)))) =>
            {
                format!("{lead}.{tail}")
            }
            // 1,234,567.89 and 1.234,5
            [head, rest @ .., last]
                if last != head
                    && rest.iter().all(|mark| mark == head)
                    && groups(head, &is)
                    && (is("number.decimal", last) || (*head == "،" && *last == ","))
                    && threes(&self.digits[..self.marks.len()]) =>
            {
                format!("{}.{tail}", self.digits[..self.marks.len()].concat())
            }
            _ => return None,
        };
        self.stating(&number)
    }

    /// The number that digits of ASCII state.
    fn stating(&self, digits: &str) -> Option<Numeral> {
        Some(Numeral {
            value: decimal(digits)?,
            span: self.span?,
            scale: None,
            plain: self.marks.is_empty(),
            words: 0,
        })
    }

    /// "1000-5000": two numbers of three digits or more of which neither looks like a part of a code.
    fn is_range(&self) -> bool {
        let value = |digits: &String| {
            let plain = (3..=7).contains(&digits.len()) && !digits.starts_with('0');
            plain.then(|| digits.parse::<u32>().ok())?
        };
        match self.digits.as_slice() {
            [one, other] => value(one)
                .zip(value(other))
                .is_some_and(|(one, other)| one < other && other < one.saturating_mul(10)),
            _ => false,
        }
    }

    /// "18-29 ساله", "10-15 يوما": two numbers that rise, before what both measure.
    fn is_measured_range(&self, text: &Text) -> bool {
        let [one, other] = self.digits.as_slice() else {
            return false;
        };
        let value = |digits: &String| digits.parse::<u32>().ok().filter(|_| digits.len() < 4);
        let rises = value(one)
            .zip(value(other))
            .is_some_and(|(one, other)| one < other);
        let after = self.span.map_or(0, |span| text.skip_space(span.end()));
        rises
            && MEASURES
                .iter()
                .any(|slot| text.starts(slot, after).is_some())
    }

    /// Whether a scale word or percent stands beside, so that the digits surely state an amount.
    fn measured(&self, text: &Text) -> bool {
        let Some(span) = self.span else { return false };
        let after = text.skip_space(span.end());
        let before = text.skip_space_back(span.start());
        text.source()[after..].starts_with(['%', '٪'])
            || text.source()[..before].ends_with(['%', '٪'])
            || text.starts("number.scale", after).is_some()
            || text.starts("number.percent", after).is_some()
    }

    /// ".08": a point that nothing is written to on its other side.
    fn is_behind_a_point(&self, text: &Text) -> bool {
        let before = self.span.map_or("", |span| &text.source()[..span.start()]);
        let free = |rest: &str| rest.is_empty() || rest.ends_with([' ', '(']);
        // ".2014" begins a sentence.
        let short = self.digits[0].len() < 4;
        short && before.strip_suffix('.').is_some_and(free)
    }

    /// Four groups with full stops are an address on the network.
    fn is_address(&self) -> bool {
        self.marks == [".", ".", "."] && self.digits[0].len() > 1
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

/// ساڑھے 3 is 3.5, پونے 3 is 2.75: how much the word before a byte adds, and its span.
pub(crate) fn shift(text: &Text, at: usize) -> Option<(Decimal, Span)> {
    let hit = text.ends("number.shift", text.skip_space_back(at))?;
    Some((text.entry(hit).value().and_then(decimal)?, hit.span))
}

/// Multiplies by the scale words behind the number: "20 هزار میلیارد". Gives the product of the
/// scales, if there is one.
fn scale(text: &Text, number: &mut Numeral, next: &mut usize) -> Option<Decimal> {
    // "2 ونصف مليون", "۷ و نیم درصد"
    if let Some((half, part)) = fraction(text, number.span.end()) {
        number.value = number.value.saturating_add(part);
        number.span = number.span.join(half);
        number.scale = Some(Decimal::ONE);
        *next = behind(text, half, *next);
    }
    let mut product = Decimal::ONE;
    let mut last = Decimal::ONE;
    while let Some((span, by)) = scale_word(text, bracketed(text, number.span).end()) {
        if product > Decimal::ONE && by <= last {
            break;
        }
        let (Some(value), Some(all)) = (number.value.checked_mul(by), product.checked_mul(by))
        else {
            break;
        };
        // "5.969.428 مليون": the digits say the millions already.
        let said = product == Decimal::ONE && by >= MILLION && number.value >= by;
        number.value = if said { number.value } else { value };
        number.span = bracketed(text, number.span).join(span);
        *next = behind(text, span, *next);
        product = all;
        last = by;
    }
    let scale = (product > Decimal::ONE).then_some(product);
    number.scale = scale.or(number.scale);
    scale
}

/// The scale word behind a byte, and how many it stands for.
pub fn scale_word(text: &Text, end: usize) -> Option<(Span, Decimal)> {
    let hit = text.starts("number.scale", text.skip_space(end))?;
    Some((hit.span, text.entry(hit).value().and_then(decimal)?))
}

/// The token behind a span.
fn behind(text: &Text, span: Span, otherwise: usize) -> usize {
    text.token_at(span.end() - 1).map_or(otherwise, |t| t + 1)
}

/// "5 ملايين ونصف المليون", "۳ میلیون و نیم": adds a part of the scale.
fn add_fraction(text: &Text, number: &mut Numeral, next: &mut usize, scale: Decimal) -> bool {
    let Some((span, part)) = fraction(text, number.span.end()) else {
        return false;
    };
    number.value = number.value.saturating_add(part.saturating_mul(scale));
    number.span = number.span.join(span);
    if let Some((again, _)) = scale_word(text, span.end()).filter(|(_, by)| *by == scale) {
        number.span = number.span.join(again);
    }
    *next = behind(text, number.span, *next);
    true
}

/// "and a half" behind a byte.
pub fn fraction(text: &Text, end: usize) -> Option<(Span, Decimal)> {
    let at = joint(text, text.skip_space(end))?;
    let hit = text.starts("number.fraction", at)?;
    Some((hit.span, text.entry(hit).value().and_then(decimal)?))
}

/// "۳۱ میلیون و ۶۳۱ هزار": adds a further group below the scale `below`, and gives that group's
/// own scale where it has one, so that another may follow. A greater scale behind the group is
/// that of both: "۵ هزار و ۸۰۰ میلیارد" is 5.8 thousand milliards.
fn add_group(
    text: &Text,
    number: &mut Numeral,
    next: &mut usize,
    below: Decimal,
) -> Option<Decimal> {
    let after = text.skip_space(number.span.end());
    let joint = joint(text, after);
    let at = joint.unwrap_or(after);
    let starts = |t: &usize| {
        let token = text.tokens()[*t];
        token.range().start == at && token.kind == TokenKind::Number
    };
    let Some(token) = text.token_at(at).filter(starts) else {
        // "5 ملايين وثلاثمئة ألف"
        let rest = spelled(text, at).filter(|rest| joint.is_some() && rest.value < below)?;
        number.value = number.value.saturating_add(rest.value);
        number.span = number.span.join(rest.span);
        *next = behind(text, rest.span, *next);
        return None;
    };
    let (mut end, chunk) = chunk(text, token);
    let mut group = chunk.number(text)?;
    if group.value >= below
        || text
            .starts("number.percent", text.skip_space(group.span.end()))
            .is_some()
    {
        return None;
    }
    let own = scale_word(text, group.span.end()).map(|(_, by)| by);
    if own.is_some_and(|own| own > below) {
        joint?;
        number.value = number.value.saturating_add(group.value);
        number.span = number.span.join(group.span);
        let scale = scale(text, number, &mut end);
        *next = end;
        return scale;
    }
    let own = scale(text, &mut group, &mut end);
    // A bare remainder ("2 هزار و 500") needs the joint and at least two digits, so that a second
    // count ("3 آلاف و5 …") is not swallowed; three where nothing joins them ("37 ہزار 439").
    let digits = chunk.digits.first().map_or(0, String::len);
    let least = if joint == Some(after) { 3 } else { 2 };
    if group.value >= below || (own.is_none() && (joint.is_none() || digits < least)) {
        return None;
    }
    number.value = number.value.saturating_add(group.value);
    number.span = number.span.join(group.span);
    *next = end;
    own
}

/// Where the next group begins, behind what joins two groups of a number at a byte.
pub fn joint(text: &Text, at: usize) -> Option<usize> {
    let rest = text.source().get(at..)?;
    let mut signs = text.signs("number.and").iter();
    let sign = signs.find(|sign| rest.starts_with(sign.as_str()))?;
    Some(text.skip_space(at + sign.len()))
}

/// An exact number of digits and a point.
pub fn decimal(number: &str) -> Option<Decimal> {
    Decimal::from_str_exact(number).ok()
}

/// The span with the brackets or quotes directly around it, if it has a pair: "(2.2) مليون".
pub fn bracketed(text: &Text, span: Span) -> Span {
    const PAIRS: [(char, char); 4] = [('(', ')'), ('"', '"'), ('«', '»'), ('“', '”')];
    let source = text.source();
    let open = source[..span.start()].chars().next_back();
    let close = source[span.end()..].chars().next();
    match open.zip(close).filter(|pair| PAIRS.contains(pair)) {
        Some((open, close)) => {
            let range = span.start() - open.len_utf8()..span.end() + close.len_utf8();
            text.marked(range).unwrap_or(span)
        }
        None => span,
    }
}

/// "CASA-1000", "CASA 1000", "اف- 14", "5G": digits that belong to a name in letters.
pub fn named(text: &Text, span: Span) -> bool {
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
pub fn is_label_letter(text: &Text, token: usize) -> bool {
    let clitics = text.signs("number.clitic");
    let letters = text.span(token).map_or("", |span| span.of(text.source()));
    text.cells(token).len() == 1 && !clitics.iter().any(|c| c == letters)
}
