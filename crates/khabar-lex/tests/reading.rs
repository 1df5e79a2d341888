//! Folding, tokens, sentences and the matcher, on a small language of the test's own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::sync::Arc;

use khabar_core::{Cx, LanguageSpec, Lexicon, Plugin, Registry};
use khabar_lex::{Boundary, Form, Gazetteer, Meaning, Reader, Text, TokenKind};

const SCRIPT: &str = r#"
sentence_end = ".؟!۔"
article = "ال"
abbreviations = ["د"]
[strict]
"يى" = "ی"
"ك" = "ک"
"ه" = "ہ"
[weak]
"أإآ" = "ا"
[ezafe]
"ۀ" = "ہ"
[initial]
"ھ" = "ہ"
[wild]
letter = "ه"
after = "ک"
reads = ["ہ", "ھ"]
"#;

const AFFIX: &str = r#"
vowels = "اوہ"
article_elided_after = "ل"
nationality = [{ of = "", gives = ["ی"] }]
[class.name]
before = ["و|", "ل|", "ول|"]
after = ["|را"]
after_vowel = ["ی|"]
[class.nationality]
before = ["|ال", "و|ال"]
after = ["ان|"]
[class.noun]
after = ["ها|"]
"#;

const SLOTS: &str = r#"
["test.office"]
class = "noun"
words = ["وزیر", "وزیر خارجہ", "حمل·و·نقل", "علی"]
["test.scale".values]
1000 = ["هزار", "کہزار"]
"#;

const LANGUAGE: LanguageSpec = LanguageSpec {
    code: "xx",
    name: "Test",
    by: "lang-xx",
    base: None,
    tags: &["xx"],
    lexicons: &[
        lexicon("script", SCRIPT),
        lexicon("affix", AFFIX),
        lexicon("test", SLOTS),
    ],
    readme: "",
};

const fn lexicon(name: &'static str, toml: &'static str) -> Lexicon {
    Lexicon {
        name,
        path: name,
        toml,
    }
}

const PLACES: &str = r#"
[country]
PK = { en = "Pakistan", xx = ["پاکستان", "کره", "الاردن", "غینیا-بیساو"] }
KG = { en = "Kyrgyzstan", xx = ["قرقیزستان", "آسیا"], nationality = { xx = [] } }
[city]
islamabad = { en = "Islamabad", xx = ["اسلام آباد"] }
"#;

fn read(source: &str) -> Text {
    let registry = Registry::of([Plugin::Language(&LANGUAGE)]).unwrap();
    let mut gazetteer = Gazetteer::default();
    gazetteer.add_files(&[("places.toml", PLACES)]).unwrap();
    let reader =
        Reader::new(&registry, &LANGUAGE, &Arc::new(gazetteer)).unwrap_or_else(|e| panic!("{e}"));
    reader.read(&Arc::from(source))
}

/// The words of all hits of a group.
fn found(source: &str, group: &str) -> Vec<String> {
    let text = read(source);
    let hits = text.hits(group).iter();
    hits.map(|hit| hit.span.of(source).to_owned()).collect()
}

fn tokens(source: &str) -> Vec<(String, TokenKind)> {
    let text = read(source);
    let tokens = text.tokens().iter();
    tokens
        .map(|t| (source[t.range()].to_owned(), t.kind))
        .collect()
}

#[test]
fn tokens_part_letters_digits_scripts_and_signs() {
    use TokenKind::{Foreign, Number, Punct, Space, Word};
    let expected = [
        ("CASA", Foreign),
        ("-", Punct),
        ("۱۰۰۰", Number),
        (" ", Space),
        ("می\u{200C}شود", Word),
        ("،", Punct),
        (" ", Space),
        ("80", Number),
        ("بالز", Word),
        ("\n", TokenKind::Line),
    ];
    let expected: Vec<_> = expected.map(|(s, k)| (s.to_owned(), k)).to_vec();
    assert_eq!(tokens("CASA-۱۰۰۰ می\u{200C}شود، 80بالز\n"), expected);
}

#[test]
fn marks_and_tatweel_are_ignored_and_spans_keep_them() {
    let source = "پَاکِسـتـانُ و";
    assert_eq!(found(source, "place"), ["پَاکِسـتـانُ"]);
    // A bidi mark behind the name is not a part of it.
    assert_eq!(found("«پاکستان\u{200F}»", "place"), ["پاکستان"]);
    assert_eq!(found("\u{200F}پاکستان", "place"), ["پاکستان"]);
}

#[test]
fn letters_compose_and_presentation_forms_unfold() {
    let text = read("ا\u{653}سیا");
    assert_eq!(text.folded().len(), 4);
    assert_eq!(found("ا\u{653}سیا", "place"), ["ا\u{653}سیا"]);
    let source = "\u{FB58}ا\u{FB90}ستان";
    assert_eq!(found(source, "place"), [source]);
    // ﷲ gives four letters, and every one of them is the whole sign.
    let text = read("\u{FDF2}");
    assert_eq!(text.folded().len(), 4);
    let span = text.folded().span("\u{FDF2}", 1..2).unwrap();
    assert_eq!(span.range(), 0..3);
    assert!(read("نامۀ").folded().has_ezafe(3));
    assert!(read("نام\u{647}\u{654}").folded().has_ezafe(3));
}

#[test]
fn a_joint_may_be_a_space_a_zwnj_or_nothing_and_no_other_place() {
    for spelled in [
        "اسلام آباد",
        "اسلام\u{200C}آباد",
        "اسلامآباد",
        "اسلام&zwnj;آباد",
    ] {
        assert_eq!(found(spelled, "place"), [spelled]);
    }
    assert!(found("اس لام آباد", "place").is_empty());
    assert!(found("اسلام، آباد", "place").is_empty());
    assert!(found("اسلام\nآباد", "place").is_empty());
    assert_eq!(
        found("حمل ونقل، حملونقل", "test.office"),
        ["حمل ونقل", "حملونقل"]
    );
    assert_eq!(found("غینیا-بیساو غینیا بیساو", "place").len(), 2);
    assert!(found("پاک-ستان", "place").is_empty());
}

#[test]
fn affixes_belong_to_the_class() {
    assert_eq!(found("وپاکستان", "place"), ["پاکستان"]);
    assert_eq!(found("پاکستانرا", "place"), ["پاکستان"]);
    assert_eq!(found("آسیای", "place"), ["آسیای"]);
    assert!(found("پاکستانها", "place").is_empty());
    assert!(found("بپاکستان", "place").is_empty());
    assert_eq!(found("والپاکستانیان", "place"), ["الپاکستانیان"]);
    // The article loses its alef behind ل, and the second ل belongs to the name.
    assert_eq!(found("للاردن", "place"), ["لاردن"]);
    assert!(found("لاردن", "place").is_empty());
}

#[test]
fn a_country_makes_its_nationality_unless_it_lists_none() {
    let text = read("پاکستانی قرقیزستانی");
    let hits = text.hits("place");
    assert_eq!(hits.len(), 1);
    let meaning = text.entry(&hits[0]).meaning();
    let Meaning::Name { entity, form, .. } = meaning else {
        panic!("{meaning:?}");
    };
    assert_eq!((&**entity, *form), ("PK", Form::Nationality));
}

#[test]
fn the_longest_match_wins() {
    assert_eq!(
        found("وزیر خارجہ وزیر", "test.office"),
        ["وزیر خارجہ", "وزیر"]
    );
}

#[test]
fn short_words_need_their_very_letters() {
    assert_eq!(found("علی", "test.office"), ["علی"]);
    assert_eq!(found("على", "test.office"), ["على"]);
    assert!(found("علا", "test.office").is_empty());
    assert_eq!(found("اسیا", "place"), ["اسیا"]);
    assert!(!read("اسیا").hits("place")[0].strict);
}

#[test]
fn a_wild_letter_reads_both_ways() {
    // After ک the Arabic heh may be ہ or ھ; elsewhere it is ہ.
    assert_eq!(found("کهزار", "test.scale"), ["کهزار"]);
    assert_eq!(found("کره", "place"), ["کره"]);
    let text = read("هزار");
    assert_eq!(
        text.entry(&text.hits("test.scale")[0]).value(),
        Some("1000")
    );
}

#[test]
fn one_typing_error_in_a_long_name_is_near() {
    let text = read("قرقیرستان");
    assert!(text.hits("place").is_empty());
    assert_eq!(text.near("place").len(), 1);
    for other in ["قرقیزستان", "قرقیررستان", "پاکسنان"] {
        assert!(read(other).near("place").is_empty(), "{other}");
    }
}

#[test]
fn boundaries_tell_what_stood_between() {
    let text = read("اب پت\u{200C}ث-ج، ح7");
    let before: Vec<Boundary> = (0..text.folded().len())
        .map(|c| text.folded().before(c))
        .collect();
    use Boundary::{Hyphen, None, Punct, Soft, Space};
    assert_eq!(
        before,
        [Punct, None, Space, None, Soft, Hyphen, Punct, Soft]
    );
}

#[test]
fn sentences_end_where_readers_end_them() {
    let sentences = |source: &str| -> Vec<String> {
        let text = read(source);
        let spans = text.sentences().map(|range| {
            let (first, last) = (text.tokens()[range.start], text.tokens()[range.end - 1]);
            source[first.range().start..last.range().end].to_owned()
        });
        spans.collect()
    };
    assert_eq!(
        sentences("قال: «نعم.» ثم ذهب؟ لا"),
        ["قال: «نعم.»", "ثم ذهب؟", "لا"]
    );
    assert_eq!(
        sentences("1.6 ملیار د. احمد ب. ج\nسطر"),
        ["1.6 ملیار د. احمد ب. ج", "سطر"]
    );
    assert_eq!(
        sentences("منبع: www.dawn.com است۔ بس"),
        ["منبع: www.dawn.com است۔", "بس"]
    );
    assert!(sentences(" \n ").is_empty());
}

#[test]
fn what_stands_beside_is_found() {
    let text = read("وزیر  پاکستان");
    let place = text.hits("place")[0].span;
    let before = text.skip_space_back(place.start());
    assert!(text.ends("test.office", before).is_some());
    assert_eq!(text.skip_space(before), place.start());
    let again = text.starts("place", place.start()).unwrap();
    assert_eq!(again.span, place);
}

#[test]
fn mistakes_in_a_lexicon_name_file_and_line() {
    const BAD: LanguageSpec = LanguageSpec {
        lexicons: &[lexicon("test", "[\"test.office\"]\nwordz = []\n")],
        ..LANGUAGE
    };
    const STRAY: LanguageSpec = LanguageSpec {
        lexicons: &[lexicon("test", "[\"other.office\"]\nwords = []\n")],
        ..LANGUAGE
    };
    const CLASS: LanguageSpec = LanguageSpec {
        lexicons: &[lexicon(
            "test",
            "[\"test.office\"]\nclass = 'verb'\nwords = ['وزیر']\n",
        )],
        ..LANGUAGE
    };
    for (language, says) in [
        (&BAD, "line 2, column 1"),
        (&STRAY, "`test.`"),
        (&CLASS, "`verb`"),
    ] {
        let registry = Registry::of([Plugin::Language(language)]).unwrap();
        let error = Reader::new(&registry, language, &Arc::default()).err();
        let message = error.map(|e| e.to_string()).unwrap_or_default();
        assert!(message.contains(says), "{message}");
    }
}

#[test]
#[should_panic(expected = "khabar_lex::Reader")]
fn another_analysis_is_told() {
    let document = khabar_core::Document {
        id: "d".into(),
        text: "x".into(),
        meta: khabar_core::Meta::default(),
    };
    const SPEC: khabar_core::Spec = khabar_core::Spec {
        id: "fact-x",
        by: "test",
        readme: "",
        kinds: &[],
        provides: &[],
        requires: &[],
        slots: &[],
        languages: khabar_core::Languages::All,
        settings: &[],
        build: |_| unreachable!("not built here"),
    };
    Text::of(&Cx::new(&document, &LANGUAGE, &(), &[], &SPEC));
}
