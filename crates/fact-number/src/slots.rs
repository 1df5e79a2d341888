//! The words that this family needs from every language.

use khabar_core::SlotSpec;

pub(crate) const SLOTS: &[SlotSpec] = &[
    SlotSpec {
        name: "number.scale",
        doc: "Words that multiply the number before them (thousand, lakh, million), by value.",
    },
    SlotSpec {
        name: "number.word",
        doc: "Number words below a thousand, and words that are a whole number above it, by value.",
    },
    SlotSpec {
        name: "number.scale_alone",
        doc: "Scale words that before a unit or noun say one of it.",
    },
    SlotSpec {
        name: "number.never_alone",
        doc: "Number words that alone are mostly something else.",
    },
    SlotSpec {
        name: "number.one_behind",
        doc: "Words for one behind the noun that they count, by value.",
    },
    SlotSpec {
        name: "number.definite",
        doc: "Number words with the article, behind the noun that they count, by value.",
    },
    SlotSpec {
        name: "number.doubtful",
        doc: "Number words that before a noun other than people mostly mean something else.",
    },
    SlotSpec {
        name: "number.trap",
        doc: "Phrases that hold a number word or begin with a counted noun and count nothing.",
    },
    SlotSpec {
        name: "number.ordinal_word",
        doc: "Ordinals in words, by place.",
    },
    SlotSpec {
        name: "number.ordinal_never_alone",
        doc: "Ordinals in words that without an article are mostly something else.",
    },
    SlotSpec {
        name: "measure.currency",
        doc: "Currencies with their country, or without where there is one only, by ISO 4217 code.",
    },
    SlotSpec {
        name: "measure.currency_exact",
        doc: "The same, for words to which nothing may be written.",
    },
    SlotSpec {
        name: "measure.currency_sign",
        doc: "signs: short forms of currencies that are no words, each behind its ISO 4217 code.",
    },
    SlotSpec {
        name: "measure.unit_exact",
        doc: "Units to whose words nothing may be written, such as abbreviations.",
    },
    SlotSpec {
        name: "measure.currency_inferred",
        doc: "Currencies whose country the words leave open, by the ISO 4217 code that is meant.",
    },
    SlotSpec {
        name: "measure.toman",
        doc: "Words for ten Iranian rials.",
    },
    SlotSpec {
        name: "measure.unit",
        doc: "Units of measure, by UCUM code.",
    },
    SlotSpec {
        name: "measure.noun",
        doc: "Things that news counts, by their English singular in braces.",
    },
    SlotSpec {
        name: "measure.time_unit",
        doc: "Units of time, by the ISO 8601 length of one.",
    },
    SlotSpec {
        name: "measure.time_adjective",
        doc: "Adjectives of so many units of time (\"five-year\"), by the ISO 8601 length of one.",
    },
    SlotSpec {
        name: "measure.dual",
        doc: "Single words that count two of a unit or noun, by its UCUM code or English singular in braces.",
    },
    SlotSpec {
        name: "measure.once",
        doc: "Units of time that behind \"one\" mostly mean some one of them (\"one day he came\").",
    },
    SlotSpec {
        name: "measure.time_dual",
        doc: "Single words that count a unit of time, by ISO 8601 length.",
    },
    SlotSpec {
        name: "number.fraction",
        doc: "Words that add a part of the scale (\"and a half\"), by value.",
    },
    SlotSpec {
        name: "number.part",
        doc: "Words for a part of one by themselves (\"half\"), as fractions: 1/2.",
    },
    SlotSpec {
        name: "number.parts",
        doc: "Words for parts behind how many of them (\"three quarters\"), by how many make one.",
    },
    SlotSpec {
        name: "number.ratio",
        doc: "Words before a number that nothing measures which make it a percentage.",
    },
    SlotSpec {
        name: "measure.lasting",
        doc: "Words before a unit of time that say that something lasted one of it (\"for the time of a month\").",
    },
    SlotSpec {
        name: "number.ordinal_article",
        doc: "Cardinals that are ordinals behind a noun with the article, by value (Arabic \"the twentieth\").",
    },
    SlotSpec {
        name: "measure.minor",
        doc: "Minor units of money, by the currency that the word alone means; `\"\"` where it tells none.",
    },
    SlotSpec {
        name: "number.shift",
        doc: "Words before a number that change it by a part of its unit (ساڑھے), by value.",
    },
    SlotSpec {
        name: "number.point",
        doc: "Words for the decimal point between numbers in words.",
    },
    SlotSpec {
        name: "number.minus",
        doc: "Words before a number that make it negative.",
    },
    SlotSpec {
        name: "number.percent",
        doc: "Words behind a number that make it a percentage.",
    },
    SlotSpec {
        name: "number.bound",
        doc: "Words before a number: about (`~`), more than (`>`), less than (`<`), by sign.",
    },
    SlotSpec {
        name: "number.bound_after",
        doc: "The same, behind the number.",
    },
    SlotSpec {
        name: "number.to",
        doc: "Words between the two ends of a range.",
    },
    SlotSpec {
        name: "number.or",
        doc: "Words between two numbers of which one is meant, and which share what the last one says.",
    },
    SlotSpec {
        name: "number.between",
        doc: "Words before the first end of a range whose ends \"and\" joins.",
    },
    SlotSpec {
        name: "number.and",
        doc: "signs: what joins the groups of one number (\"3 million and 200 thousand\"); an empty sign \
              where nothing does.",
    },
    SlotSpec {
        name: "number.list",
        doc: "signs: what stands between the members of a list, which share what the last one says.",
    },
    SlotSpec {
        name: "number.score",
        doc: "Words between the two sides of a score.",
    },
    SlotSpec {
        name: "number.clitic",
        doc: "signs: single letters that are written to any word; another one before digits is a label.",
    },
    SlotSpec {
        name: "number.decimal",
        doc: "signs: decimal marks; a slash counts only before a scale word or percent.",
    },
    SlotSpec {
        name: "number.group",
        doc: "signs: marks between groups of three digits.",
    },
    SlotSpec {
        name: "number.ordinal",
        doc: "Words or endings directly behind digits that make them an ordinal.",
    },
    SlotSpec {
        name: "number.label_after",
        doc: "Words directly behind a number that make it a name.",
    },
    SlotSpec {
        name: "number.label",
        doc: "Words directly before a number that only names something: article, phone, hour.",
    },
];
