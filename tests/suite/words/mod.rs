//! Numbers in words come back as the numbers that they are.
//!
//! The words are made here from the grammar of each language and never from the lexicons, so that
//! a form that a lexicon lacks shows up as a number that is not read.

mod arabic;
mod persian;
mod urdu;

use std::collections::{BTreeSet, HashMap};

use fastrand::Rng;
use khabar_core::{Amount, Decimal, Declared, Value};
use khabar_run::Engine;
use khabar_testkit::document;
use khabar_tests::engine;

/// How many numbers are read in each language.
const NUMBERS: usize = 10_000;

/// A number in words of a language, each time in another of the forms that its grammar allows.
fn words(language: &str, n: u64, rng: &mut Rng) -> String {
    match language {
        _ if n == 0 => "صفر".to_owned(),
        "ar" => arabic::words(n, rng),
        "fa" => persian::words(&persian::IRANIAN, n, rng),
        "prs" => persian::words(&persian::DARI, n, rng),
        "ur" => urdu::words(n, rng),
        _ => panic!("no grammar for {language}"),
    }
}

/// One of the forms that an entry gives between slashes.
fn one_of<'w>(forms: &'w str, rng: &mut Rng) -> &'w str {
    let at = rng.usize(..forms.split('/').count());
    forms.split('/').nth(at).unwrap_or(forms)
}

/// True once in so many times.
fn once_in(times: u32, rng: &mut Rng) -> bool {
    rng.u32(..times) == 0
}

/// The entry of a table that begins with one.
fn nth<'t>(table: &[&'t str], n: u64) -> &'t str {
    table[n as usize - 1]
}

/// How a language's numbers are drawn, and the sentences that they are read in.
struct Trial {
    language: &'static str,
    /// Up to how many digits.
    digits: u32,
    /// A bare count stands at the braces: nothing before it names it, nothing behind is counted.
    frames: [&'static str; 2],
    /// Those that alone in one word may be something else: scale words and homographs.
    unsure: &'static [u64],
}

const TRIALS: [Trial; 4] = [
    Trial {
        language: "ar",
        digits: 15,
        frames: ["وبلغ العدد {}.", "وارتفع العدد إلى {}."],
        unsure: &[
            60,
            100,
            200,
            1_000,
            1_000_000,
            1_000_000_000,
            1_000_000_000_000,
        ],
    },
    Trial {
        language: "fa",
        digits: 15,
        frames: ["تعداد آنها {} است.", "تعداد آنها به {} رسید."],
        unsure: &[30, 100, 1_000],
    },
    Trial {
        language: "prs",
        digits: 15,
        frames: ["تعداد آنها {} است.", "تعداد آنها به {} رسید."],
        unsure: &[30, 100, 1_000],
    },
    // ستر is also what is covered, بہتر better, چون since, اسی this very one.
    Trial {
        language: "ur",
        digits: 13,
        frames: ["کل تعداد {} رہی۔", "ان کی تعداد {} ہے۔"],
        unsure: &[19, 54, 70, 72, 80, 89],
    },
];

/// A number of any length from two digits: as it falls, round, or with gaps.
fn draw(digits: u32, rng: &mut Rng) -> u64 {
    let length = rng.u32(2..=digits);
    let first = 10_u64.pow(length - 1);
    let n = rng.u64(first..first * 10);
    match rng.u32(..4) {
        0 => {
            let round = 10_u64.pow(rng.u32(1..length));
            n / round * round
        }
        1 => (0..length - 1).fold(n, |n, at| {
            let place = 10_u64.pow(at);
            if rng.bool() {
                n - n / place % 10 * place
            } else {
                n
            }
        }),
        _ => n,
    }
}

/// What is wrong with the reading of a number in a frame, if anything.
fn wrong(engine: &Engine, language: &str, frame: &str, n: u64, words: &str) -> Option<String> {
    let mut document = document("words", &frame.replace("{}", words));
    document.meta.language = Some(Declared {
        tag: language.to_owned(),
        from: "record",
    });
    let reading = engine.read(&document);
    let found: Vec<(&str, Option<&Value>)> = reading
        .facts
        .iter()
        .filter(|fact| fact.kind == "number")
        .map(|fact| (fact.span.of(&document.text), fact.value("value")))
        .collect();
    let expected = Value::Decimal(Amount::exact(Decimal::from(n)));
    if found == [(words, Some(&expected))] {
        return None;
    }
    let all = reading.facts.iter().map(|fact| {
        let value = fact.value("value").map(ToString::to_string);
        let value = value.unwrap_or_default();
        format!("{} {value} | {}", fact.kind, fact.span.of(&document.text))
    });
    let all = all.collect::<Vec<_>>().join("; ");
    Some(format!(
        "{language} {n}\n    {}\n    found: {all}",
        document.text
    ))
}

#[test]
fn numbers_in_words_come_back() {
    let engine = engine();
    let mut failures = Vec::new();
    for trial in &TRIALS {
        let mut rng = Rng::with_seed(20_251_204);
        let mut read = 0;
        let mut failed = Vec::new();
        while read < NUMBERS {
            let n = draw(trial.digits, &mut rng);
            let words = words(trial.language, n, &mut rng);
            let one_word = !words.contains([' ', '\u{200c}']);
            if n < 11 || one_word && trial.unsure.contains(&n) {
                continue;
            }
            read += 1;
            let frame = trial.frames[rng.usize(..2)];
            failed.extend(wrong(&engine, trial.language, frame, n, &words));
        }
        if !failed.is_empty() {
            let first = failed.iter().take(20).map(String::as_str);
            let first = first.collect::<Vec<_>>().join("\n  ");
            failures.push(format!(
                "{}: {} of {read}\n  {first}",
                trial.language,
                failed.len()
            ));
        }
    }
    assert!(
        failures.is_empty(),
        "not read back:\n{}",
        failures.join("\n")
    );
}

/// The forms that the grammar gives for a number, as far as many draws show them.
fn forms(language: &str, n: u64) -> BTreeSet<String> {
    let mut rng = Rng::with_seed(1);
    (0..4000).map(|_| words(language, n, &mut rng)).collect()
}

/// Each of the forms between slashes is one that the grammar gives.
fn gives(language: &str, expected: &[(u64, &str)]) {
    for (n, expected) in expected {
        let forms = forms(language, *n);
        for form in expected.split('/') {
            assert!(
                forms.contains(form),
                "{language} {n}: no {form:?} in {forms:#?}"
            );
        }
    }
}

/// The forms between slashes are all that the grammar gives.
fn gives_only(language: &str, expected: &[(u64, &str)]) {
    for (n, expected) in expected {
        let expected: BTreeSet<String> = expected.split('/').map(str::to_owned).collect();
        assert_eq!(forms(language, *n), expected, "{language} {n}");
    }
}

#[test]
fn arabic_words_follow_the_grammar() {
    gives_only(
        "ar",
        &[
            (0, "صفر"),
            (3, "ثلاثة/ثلاث/ثلاثا/ثلاثًا/ثلاثاً"),
            (11, "أحد عشر/إحدى عشرة"),
            (12, "اثنا عشر/اثني عشر/اثنتا عشرة/اثنتي عشرة"),
            (18, "ثمانية عشر/ثماني عشرة"),
            (40, "أربعون/أربعين"),
            (200, "مئتان/مئتين/مائتان/مائتين"),
            (300, "ثلاثمئة/ثلاثمائة/ثلاث مئة/ثلاث مائة"),
            (1_000, "ألف/ألفا/ألفًا/ألفاً"),
            (2_000, "ألفان/ألفين"),
            (10_000, "عشرة آلاف"),
            (11_000, "أحد عشر ألفا/أحد عشر ألفًا/أحد عشر ألفاً"),
            (100_000, "مئة ألف/مائة ألف"),
            (200_000, "مئتا ألف/مئتي ألف/مائتا ألف/مائتي ألف"),
            (5_000_000, "خمسة ملايين"),
            (3_000_000_000, "ثلاثة مليارات/ثلاثة بلايين/ثلاثة بليونات"),
            (4_000_000_000_000, "أربعة تريليونات"),
        ],
    );
    gives(
        "ar",
        &[
            (8, "ثمانية/ثمان/ثماني/ثمانٍ/ثمانيا/ثمانيًا"),
            (
                21,
                "واحد وعشرون/واحدا وعشرين/واحد وعشرين/أحد وعشرون/إحدى وعشرون/إحدى وعشرين/واحدة وعشرين",
            ),
            (22, "اثنان وعشرون/اثنين وعشرين/اثنتان وعشرون/اثنتين وعشرين"),
            (
                35,
                "خمسة وثلاثون/خمسة وثلاثين/خمس وثلاثون/خمسا وثلاثين/خمسًا وثلاثين",
            ),
            (
                88,
                "ثمانية وثمانون/ثمان وثمانين/ثمانٍ وثمانون/ثمانيا وثمانين",
            ),
            (800, "ثمانمئة/ثمانمائة/ثماني مئة/ثمان مائة"),
            (1_995, "ألف وتسعمئة وخمسة وتسعون/ألفا وتسعمائة وخمسا وتسعين"),
            (103_000, "مئة وثلاثة آلاف"),
            (101_000, "مئة ألف وألف/مئة وواحد ألف"),
            (202_000, "مئتا ألف وألفان/مئتين واثنين ألف"),
            (
                325_000,
                "ثلاثمئة وخمسة وعشرون ألفا/ثلاث مئة وخمسة وعشرين ألفًا",
            ),
            (2_000_015, "مليونان وخمسة عشر/مليونين وخمس عشرة"),
            (90_000_000, "تسعون مليونا/تسعين مليونًا"),
        ],
    );
}

#[test]
fn persian_words_follow_the_grammar() {
    gives_only(
        "fa",
        &[
            (0, "صفر"),
            (11, "یازده"),
            (16, "شانزده"),
            (18, "هجده/هیجده"),
            (21, "بیست و یک/بیست‌ویک"),
            (100, "صد/یکصد"),
            (1_000, "هزار/یک هزار/یک‌هزار/یکهزار"),
            (2_000_000, "دو میلیون/دو‌میلیون"),
        ],
    );
    gives(
        "fa",
        &[
            (253, "دویست و پنجاه و سه"),
            (375, "سیصد و هفتاد و پنج"),
            (1_404, "هزار و چهارصد و چهار/یک هزار و چهارصد و چهار"),
            (31_631_000, "سی و یک میلیون و ششصد و سی و یک هزار"),
            (500_000_000_019, "پانصد میلیارد و نوزده"),
            (20_000_000_000_000, "بیست هزار میلیارد/بیست تریلیون"),
            (
                3_500_000_000_000,
                "سه هزار و پانصد میلیارد/سه تریلیون و پانصد میلیارد",
            ),
        ],
    );
}

#[test]
fn dari_words_follow_the_grammar() {
    gives_only(
        "prs",
        &[
            (0, "صفر"),
            (4, "چهار/چار"),
            (18, "هجده/هژده"),
            (19, "نوزده/نزده"),
            (100, "صد/یکصد/یک صد"),
            (200, "دویست/دوصد/دو صد"),
            (500, "پانصد/پنجصد/پنج صد"),
        ],
    );
    gives(
        "prs",
        &[
            (49, "چهل و نه/چهل و نُه/چهل‌ونه"),
            (64, "شصت و چهار/شصت و چار"),
            (300, "سیصد/سه صد"),
            (12_000, "دوازده هزار"),
            (3_000_000, "سه میلیون/سه ملیون"),
            (7_000_000_000, "هفت میلیارد/هفت ملیارد"),
            (1_000_000_000_000, "یک تریلیون/یک ترلیون"),
        ],
    );
}

#[test]
fn urdu_words_follow_the_grammar() {
    gives_only(
        "ur",
        &[
            (0, "صفر"),
            (6, "چھ/چھے"),
            (23, "تئیس/تیئس/تیئیس"),
            (39, "انتالیس"),
            (55, "پچپن"),
            (67, "سڑسٹھ"),
            (79, "اناسی"),
            (89, "نواسی"),
            (99, "ننانوے"),
            (100, "ایک سو"),
            (1_000, "ایک ہزار"),
            (1_500, "ایک ہزار پانچ سو/پندرہ سو"),
            (345_000, "تین لاکھ پینتالیس ہزار"),
            (10_000_000, "ایک کروڑ"),
            (3_000_000_000, "تین ارب"),
            (1_250_000_000_000, "بارہ کھرب پچاس ارب"),
            (
                9_999_999_999_999,
                "ننانوے کھرب ننانوے ارب ننانوے کروڑ ننانوے لاکھ ننانوے ہزار نو سو ننانوے",
            ),
        ],
    );
}

#[test]
fn no_words_are_those_of_two_numbers() {
    for trial in &TRIALS {
        let mut rng = Rng::with_seed(2);
        let mut known: HashMap<String, u64> = HashMap::new();
        for turn in 0..30_000 {
            let n = if turn < 3000 {
                turn / 3
            } else {
                draw(trial.digits, &mut rng)
            };
            let words = words(trial.language, n, &mut rng);
            assert!(
                !words.contains("  ") && words.trim() == words,
                "{n}: {words:?}"
            );
            let first = *known.entry(words.clone()).or_insert(n);
            assert_eq!(first, n, "{}: {words}", trial.language);
        }
    }
}
