//! Times: dates, clock times, periods, and what counts from a day.
//!
//! Enters: a text whose months, weekdays, units and number words are found, and the day of its
//! publication. Leaves: facts of the kind `time` with a value in EDTF where it is known when that
//! is, and one that says less where it is not; a `conflict` where a text contradicts itself about a
//! date. Never known here: any language; and calendars are icu_calendar's.

mod calendar;
mod clock;
mod compose;
mod date;
mod moment;
mod month;
mod pair;
mod period;
mod point;
mod relative;
mod resolve;
mod scan;
mod slots;
mod tense;
mod year;

use khabar_core::{
    Cx, Extractor, Fact, FactRef, Holds, KindSpec, Languages, Plugin, RoleSpec, Sink, Span, Spec,
    Time, Value,
};
use khabar_lex::{Text, TokenKind};

use crate::calendar::{Calendar, Day};
use crate::moment::{Moment, Month, Partial, Phrase, What, Year};
use crate::resolve::{Anchor, Around, Resolved, Resolver};
use crate::scan::Scan;

/// The grains of a time: how long the stretch is that it names.
const GRAINS: &[&str] = &[
    "second", "minute", "hour", "day", "week", "month", "quarter", "half", "season", "year",
    "decade", "century", "set",
];

const KINDS: &[KindSpec] = &[
    KindSpec {
        name: "time",
        doc: "A date, a clock time, a period, or how often.",
        roles: &[
            RoleSpec::value("value", Holds::Time),
            RoleSpec::one(
                "calendar",
                Holds::Symbol(&["gregorian", "solar_hijri", "lunar_hijri"]),
            ),
            RoleSpec::one("grain", Holds::Symbol(GRAINS)),
            // The same in the text's own calendar.
            RoleSpec::one("told", Holds::Time),
            // The day that it counts from.
            RoleSpec::one("anchor", Holds::Time),
            // How far from it.
            RoleSpec::one("length", Holds::Time),
            RoleSpec::attr(
                "anchored",
                Holds::Symbol(&["published", "dateline", "told"]),
            ),
            RoleSpec::attr("part", Holds::Symbol(&relative::PARTS)),
            RoleSpec::attr("edge", Holds::Symbol(&compose::EDGES)),
            RoleSpec::attr("cycle", Holds::Symbol(&["fiscal", "school", "season"])),
            RoleSpec::attr("bound", Holds::Symbol(&["~"])),
            // The day may be the one before or after: the moon was seen or calculated.
            RoleSpec::attr("tolerance", Holds::Symbol(&["P1D"])),
            // Of the page, not of what it reports.
            RoleSpec::attr("of", Holds::Symbol(&["page"])),
        ],
    },
    KindSpec {
        name: "conflict",
        doc: "Two facts that cannot both be true.",
        roles: &[
            RoleSpec::one("type", Holds::Symbol(&["date"])),
            RoleSpec::many("claim", Holds::Fact(&["time"])),
        ],
    },
];

/// What this crate registers.
pub const SPEC: Spec = Spec {
    id: "fact-time",
    by: env!("CARGO_PKG_NAME"),
    readme: include_str!("../README.md"),
    kinds: KINDS,
    provides: &["conflict", "time"],
    requires: &[],
    slots: slots::SLOTS,
    languages: Languages::All,
    settings: &[],
    build: |_| Box::new(Times),
};

khabar_core::submit! { Plugin::Extractor(&SPEC) }

struct Times;

impl Extractor for Times {
    fn extract(&self, cx: &Cx<'_>, sink: &mut Sink<'_>) {
        let scan = Scan::new(Text::of(cx));
        let phrases = scan.phrases();
        let published = cx.document().meta.published.as_ref();
        let published = published.and_then(|published| Day::parse(&published.date));
        let mut resolver = Resolver {
            calendar: scan.calendar,
            week_begins: scan.week_begins(),
            today: today(&scan, &phrases, published),
            told: None,
        };
        let mut read: Vec<(usize, Resolved, Option<FactRef>)> = Vec::new();
        for (at, phrase) in phrases.iter().enumerate() {
            let page = of_the_page(scan.text, phrase.span);
            let mut around = Around {
                future: scan.speaks_of_the_future(phrase.span),
                since: scan.after("time.since", phrase.span.start()),
                told_here: false,
            };
            if let Some((told, _)) = &resolver.told
                && !same_passage(scan.text, told, phrase.span)
            {
                resolver.told = None;
            }
            let told = resolver.told.and_then(|(told, _)| told.span);
            around.told_here = told.is_some_and(|told| {
                !scan.text.source()[told.end()..phrase.span.start()].contains('\n')
            });
            let Some(mut resolved) = resolver.resolve(phrase, around) else {
                continue;
            };
            let mut pair = None;
            if let Some((before, earlier, _)) = read.last()
                && pair::are_paired(&scan, phrases[*before].span, phrase.span)
            {
                pair = pair::compare(earlier, &mut resolved);
            }
            if let Some((_, last)) = resolved.extent
                && !page
                && resolved.says_more_than_today()
            {
                let told = Anchor {
                    day: last,
                    source: "told",
                    span: Some(phrase.span),
                };
                resolver.told = Some((told, resolved.grain));
            } else if resolved.extent.is_none() && resolved.grain != "set" {
                // What follows may count from what could not be resolved.
                resolver.told = None;
            }
            let fact = sink.emit(fact(&scan, phrase, &resolved, page));
            let earlier = read.last().and_then(|(.., fact)| *fact);
            if pair == Some(pair::Verdict::Apart) {
                let claims = [earlier, fact].into_iter().flatten();
                sink.emit(conflict(phrase.span, "time.pair", claims));
            }
            if resolved.weekday_differs {
                sink.emit(conflict(phrase.span, "time.weekday_of_date", fact));
            }
            read.push((at, resolved, fact));
        }
    }
}

fn conflict(span: Span, by: &'static str, claims: impl IntoIterator<Item = FactRef>) -> Fact {
    let fact = Fact::new("conflict", span, by).with("type", Value::Symbol("date"));
    claims
        .into_iter()
        .fold(fact, |fact, claim| fact.with("claim", Value::Fact(claim)))
}

/// The fact that a phrase states.
fn fact(scan: &Scan<'_>, phrase: &Phrase, resolved: &Resolved, page: bool) -> Fact {
    let about = scan.about(phrase.span);
    let value = match &resolved.value {
        Time::Edtf(edtf) if about && !edtf.contains(['/', '{', 'T']) => {
            Time::Edtf(format!("{edtf}~"))
        }
        value => value.clone(),
    };
    let mut fact = Fact::new("time", phrase.span, phrase.rule)
        .with("value", Value::Time(value))
        .with("calendar", Value::Symbol(resolved.calendar.symbol()))
        .with("grain", Value::Symbol(resolved.grain));
    if let Some(told) = &resolved.told {
        fact = fact.with("told", Value::Time(Time::Edtf(told.clone())));
    }
    if let Some(anchor) = resolved.anchor {
        let day = Value::Time(Time::Edtf(anchor.day.iso()));
        fact = match anchor.span {
            Some(span) => fact.with_at("anchor", day, span),
            None => fact.with("anchor", day),
        };
        fact = fact.with("anchored", Value::Symbol(anchor.source));
    }
    if let Some(length) = &phrase.length {
        fact = fact.with("length", Value::Time(Time::Duration(length.clone())));
    }
    let first = phrase.moments.first();
    let attrs = [
        ("part", first.and_then(|moment| moment.part)),
        ("edge", first.and_then(|moment| moment.edge)),
        ("cycle", phrase.cycle),
        ("bound", about.then_some("~")),
        ("tolerance", resolved.is_uncertain().then_some("P1D")),
        ("of", page.then_some("page")),
    ];
    for (role, symbol) in attrs {
        if let Some(symbol) = symbol {
            fact = fact.with(role, Value::Symbol(symbol));
        }
    }
    fact
}

impl Resolved {
    /// Whether it tells another day than the one that it counts from.
    fn says_more_than_today(&self) -> bool {
        let same = |anchor: Anchor| self.extent == Some((anchor.day, anchor.day));
        !self.anchor.is_some_and(same)
    }

    /// A day that only the calculated moon tells.
    fn is_uncertain(&self) -> bool {
        self.calendar == Calendar::Lunar && self.extent.is_some() && !self.settled
    }
}

/// The day that "today" is: that of publication, or else of a dateline.
fn today(scan: &Scan<'_>, phrases: &[Phrase], published: Option<Day>) -> Option<Anchor> {
    let full = |phrase: &&Phrase| -> Option<Day> {
        let [
            Moment {
                what:
                    What::Date(Partial {
                        calendar,
                        year: Year::Number(year),
                        month: Month::Number(month),
                        day: Some(day),
                        ..
                    }),
                ..
            },
        ] = phrase.moments.as_slice()
        else {
            return None;
        };
        Day::new(calendar.unwrap_or(scan.calendar), *year, *month, *day)
    };
    let head = phrases
        .iter()
        .take_while(|phrase| phrase.span.start() < HEAD)
        .filter_map(|phrase| Some((full(&phrase)?, phrase)));
    match published {
        Some(day) => {
            let mut said = head.filter(|(said, _)| *said == day);
            Some(Anchor {
                day,
                source: "published",
                span: said.next().map(|(_, phrase)| phrase.span),
            })
        }
        None => {
            let mut datelines = head.filter(|(_, phrase)| is_dateline(scan.text, phrase.span));
            datelines.next().map(|(day, phrase)| Anchor {
                day,
                source: "dateline",
                span: Some(phrase.span),
            })
        }
    }
}

/// Datelines stand within this many bytes from the top.
const HEAD: usize = 600;

/// Whether a date stands in a dateline: at most three words before it on its line, which are not
/// Latin, and a full stop, a dash, a bracket, a slash or the line's end behind it.
fn is_dateline(text: &Text, date: Span) -> bool {
    let source = text.source();
    let line = source[..date.start()].rfind('\n').map_or(0, |at| at + 1);
    let lead = &source[line..date.start()];
    // "(اسلام آباد، وكالة …، 12 فبراير 2025)"
    let bracketed =
        lead.contains('(') && lead.len() < HEAD / 2 && source[date.end()..].starts_with(')');
    let before = if bracketed {
        0
    } else {
        lead.split_whitespace().count()
    };
    let after = source[date.end()..]
        .trim_start_matches([' ', '\t'])
        .chars()
        .next();
    let closes = after.is_none_or(|c| {
        matches!(
            c,
            '\n' | '\r' | '.' | '-' | '–' | '—' | '(' | ')' | '/' | '۔' | ':' | '،'
        )
    });
    before <= 3 && closes && !of_the_page(text, date)
}

/// Whether a time stands in a line without a word of the text's script: then the page says it, not
/// the article.
fn of_the_page(text: &Text, span: Span) -> bool {
    let source = text.source();
    let start = source[..span.start()].rfind('\n').map_or(0, |at| at + 1);
    let end = source[span.end()..]
        .find('\n')
        .map_or(source.len(), |at| span.end() + at);
    let Some(first) = text.token_at(start) else {
        return false;
    };
    let line = text.tokens()[first..]
        .iter()
        .take_while(|token| token.range().start < end);
    let mut words = line.filter(|token| {
        let own = span.start() <= token.range().start && token.range().start < span.end();
        token.kind == TokenKind::Word || (token.kind == TokenKind::Foreign && !own)
    });
    let kinds: Vec<TokenKind> = words.by_ref().map(|token| token.kind).collect();
    kinds.first() == Some(&TokenKind::Foreign) && !kinds.contains(&TokenKind::Word)
}

/// Whether a date told earlier is near enough to count from: in the same line or the one before.
fn same_passage(text: &Text, told: &Anchor, here: Span) -> bool {
    told.span.is_some_and(|span| {
        let between = &text.source()[span.end().min(here.start())..here.start()];
        between
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count()
            <= 2
    })
}
