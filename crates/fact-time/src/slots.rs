//! The words that this family needs from each language.

use khabar_core::SlotSpec;

/// A slot; short, because there are many.
const fn slot(name: &'static str, doc: &'static str) -> SlotSpec {
    SlotSpec { name, doc }
}

/// Every slot. Values are written as the doc of the slot says.
pub(crate) const SLOTS: &[SlotSpec] = &[
    // Names of days, months and seasons.
    slot(
        "time.month",
        "Names of months that are hardly anything else, by calendar and number: G1 is January, S1 \
         Farvardin, L1 Muharram.",
    ),
    slot(
        "time.month_guarded",
        "Names of months that are also common words or names; they need a day, a year or a word \
         such as \"month\" beside them.",
    ),
    slot(
        "time.month_rare",
        "Names of months that are mostly something else: they need a year or the word \"month\".",
    ),
    slot(
        "time.month_word",
        "The word \"month\" as it stands beside a month's name.",
    ),
    slot(
        "time.date_word",
        "The word \"date\" behind the number of a day.",
    ),
    slot(
        "time.weekday",
        "Names of weekdays, by ISO number: 1 is Monday.",
    ),
    slot(
        "time.weekday_guarded",
        "Names of weekdays that are also other words; they need the word \"day\", a date, a shift or \
         a part of the day beside them.",
    ),
    slot(
        "time.day_word",
        "The word \"day\" as it stands beside a weekday, a date or \"today\".",
    ),
    slot(
        "time.on_after",
        "Words behind a weekday that place something on it, and so tell it from another word.",
    ),
    slot(
        "time.in_after",
        "Words behind a month that place something in it, and so tell it from another word.",
    ),
    slot(
        "time.each_before",
        "Words before a weekday that make it every one of them.",
    ),
    slot("time.each_after", "The same, behind it."),
    slot("time.in_before", "The same, before it."),
    slot(
        "time.nowadays_before",
        "Words before \"today\" behind which it means these times, where the verb is of the present.",
    ),
    slot(
        "time.present",
        "Verbs of the present and auxiliaries, by which \"today\" is known to mean these times.",
    ),
    slot(
        "time.participle_end",
        "signs: endings of participles, whose auxiliary makes a perfect of the present.",
    ),
    slot(
        "time.named_before",
        "Words before a day and month without a year that make it a name: street, bridge, movement.",
    ),
    slot(
        "time.week",
        "signs: the weekday that a week begins with, by ISO number.",
    ),
    slot(
        "time.season",
        "Seasons, by EDTF number: 21 spring, 22 summer, 23 autumn, 24 winter.",
    ),
    // Years and longer.
    slot(
        "time.year_word",
        "The word \"year\" as it stands beside the number of a year.",
    ),
    slot(
        "time.year_context",
        "Words directly before four digits that are then surely a year: in, since, World Cup, budget.",
    ),
    slot(
        "time.year_after",
        "Words directly behind four digits that are then surely a year.",
    ),
    slot(
        "time.year_place",
        "Words directly behind a year in words that place something in it: without them it may be a count.",
    ),
    slot(
        "time.era",
        "Words behind a year that tell its calendar: G Gregorian, S Solar Hijri, L Lunar Hijri, BC \
         before Christ.",
    ),
    slot(
        "time.era_letter",
        "The same in one letter or two, which count directly behind a year only.",
    ),
    slot(
        "time.calendar",
        "signs: the calendar of a year or month that names none: G or S (\"this year\" in Iran is a \
         solar one); then those of years of four digits from 1300 to 1450: S or L.",
    ),
    slot(
        "time.decade_word",
        "The word \"decade\" before or behind the number of its first year.",
    ),
    slot(
        "time.decade",
        "Decades in one word, by their number: 20 to 90 (\"the nineties\").",
    ),
    slot(
        "time.century_word",
        "The word \"century\" before or behind its number.",
    ),
    slot(
        "time.quarter_word",
        "The word \"quarter\" (three months) before or behind its ordinal.",
    ),
    slot(
        "time.half_word",
        "The word \"half\" of a year before or behind its ordinal.",
    ),
    slot(
        "time.final",
        "Words for the last quarter or half of a year, where an ordinal would stand.",
    ),
    slot(
        "time.cycle",
        "Years that do not begin with the calendar's: fiscal, school, season, by those values \
         (\"fiscal year\").",
    ),
    slot(
        "time.edge",
        "Words before a time for its beginning, middle or end, by those values: start, mid, end.",
    ),
    slot("time.edge_after", "The same, behind a time."),
    // Relative to today.
    slot(
        "time.deictic",
        "Single words or phrases that count from today, by ISO 8601 offset, perhaps with a part of \
         the day: P0D today, -P1D yesterday, P0Y this year, -P1D/night last night.",
    ),
    slot(
        "time.no_deictic",
        "Words before one of `time.deictic` that make it another word (\"a day\" in \"so many a day\").",
    ),
    slot(
        "time.deictic_by_tense",
        "Words that the verb's tense makes past or future, by the length: P1D for Urdu \"kal\".",
    ),
    slot(
        "time.shift_before",
        "Words before a unit, weekday or month for the one before, this one and the next: -1, 0, 1 \
         (\"last\" in \"last week\").",
    ),
    slot("time.shift_after", "The same, behind it."),
    slot(
        "time.told_before",
        "Words before a unit that count from the date told last: 0 the same, 1 the next, -1 the one \
         before.",
    ),
    slot("time.told_after", "The same, behind it."),
    slot(
        "time.span_before",
        "Words before a number of units for the stretch that lies before today or after it: -1 \
         (\"the last\" in \"the last three years\"), 1.",
    ),
    slot("time.span_after", "The same, behind it."),
    slot(
        "time.plural",
        "Units of time in the plural, by the ISO 8601 length of one: \"recent years\" does not say how \
         many.",
    ),
    slot(
        "time.few",
        "Words beside a unit that leave open how many: few, several.",
    ),
    slot(
        "time.count_after",
        "Numbers in the form that stands behind a unit, by value (\"the three\" in Arabic).",
    ),
    slot(
        "time.ago_before",
        "Words before a length for the time so long ago: \"ago\" where it is a preposition.",
    ),
    slot("time.ago_after", "The same, behind the length."),
    slot(
        "time.hence_before",
        "Words before a length for the time so long after now.",
    ),
    slot("time.hence_after", "The same, behind the length."),
    slot(
        "time.within_before",
        "Words for \"within\" before a length; it lies ahead where the clause speaks of the future.",
    ),
    slot("time.within_after", "The same, behind it."),
    slot(
        "time.event_after",
        "Words behind \"three days before\" or \"after\" that make it count from an event (\"after \
         the war\"): then it is no time from now.",
    ),
    // Parts of the day and clocks.
    slot(
        "time.part",
        "Parts of the day, by name: morning, noon, afternoon, evening, night, dawn, midnight. Those \
         that stand alone or beside a day.",
    ),
    slot(
        "time.part_guarded",
        "Parts of the day that are also other words; they count beside a day or clock only.",
    ),
    slot(
        "time.clock_before",
        "Words before the hour: \"at the hour of\".",
    ),
    slot("time.clock_after", "Words behind the hour: \"o'clock\"."),
    slot(
        "time.hour_ordinal",
        "Ordinals for the hour behind the word of clock_before, by number (Arabic).",
    ),
    slot(
        "time.clock_part",
        "Parts of an hour behind the hour, in minutes: 30 \"and a half\", -15 \"less a quarter\".",
    ),
    slot(
        "time.meridiem",
        "Words directly behind or before a clock time that place it in the day: am, pm, noon, night.",
    ),
    slot(
        "time.zone",
        "Time zones behind a clock time: Z for UTC, local for a named place's.",
    ),
    // What joins the parts.
    slot(
        "time.joint",
        "Words between a clock time or a part of the day and its date.",
    ),
    slot(
        "time.of",
        "Words between the parts of a date that mean nothing by themselves (\"of\", \"of the month\").",
    ),
    slot("time.since", "Words before a time that is past: since."),
    slot("time.from", "Words before the first end of a range."),
    slot("time.until", "Words behind the second end of a range."),
    slot(
        "time.pair",
        "Words between one date in two calendars: \"corresponding to\".",
    ),
    // Sets.
    slot("time.every", "Words before a unit or weekday: \"every\"."),
    slot(
        "time.set",
        "Words that say by themselves how often, by ISO 8601 length: P1D \"daily\".",
    ),
    slot("time.times", "The word \"times\" in \"three times a day\"."),
    slot(
        "time.times_word",
        "Words that count the times by themselves, by number: \"twice\".",
    ),
    slot(
        "time.per",
        "Words between \"twice\" and the unit: \"in the\", \"per\".",
    ),
    // Against wrong readings.
    slot(
        "time.future",
        "Words in a clause that tell that it speaks of what will be: auxiliaries, \"planned\".",
    ),
    slot(
        "time.past",
        "Finite verbs of the past that end a clause, where the verb comes last.",
    ),
    slot(
        "time.future_start",
        "signs: what verbs of the future begin with.",
    ),
    slot(
        "time.future_end",
        "signs: what verbs of the future end with.",
    ),
    slot(
        "time.trap",
        "Phrases that hold a word of time and are none: names of institutions, idioms.",
    ),
];
