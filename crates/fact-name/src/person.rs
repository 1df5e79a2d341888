//! People: runs of name words with evidence that they name somebody.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use khabar_core::Span;
use khabar_lex::{FUNCTION, Form, SpanSet, Text};
use khabar_name::compare;

use crate::bind::after_comma;
use crate::office::{Office, ends};
use crate::org::Org;
use crate::piece::{Part, Piece, also_place, country_of, ends_in, is_father, says_whose_child};
use crate::run::{Run, given_before, goes_on};

/// A mention of a person by name.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub span: Span,
    pub pieces: Vec<Piece>,
    pub name: NameParts,
    /// The gazetteer's id, where one of the words says it.
    pub entity: Option<Arc<str>>,
    pub rule: &'static str,
}

/// Which words of a mention are what.
#[derive(Debug, Clone, Default)]
pub(crate) struct NameParts {
    pub given: Vec<Word>,
    pub family: Option<Word>,
    pub patronymic: Option<Word>,
}

/// A word of a name; a particle belongs to the word behind it.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub span: Span,
    pub cells: Range<usize>,
}

impl NameParts {
    /// Every word in the order of the parts.
    pub fn words(&self) -> impl Iterator<Item = &Word> {
        self.given
            .iter()
            .chain(&self.family)
            .chain(&self.patronymic)
    }

    pub fn is_full(&self) -> bool {
        !self.given.is_empty() && self.family.is_some()
    }
}

/// What stands before a run, the strongest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cue {
    None,
    /// The mark of the subject stands behind words that nobody knows.
    Subject,
    Say,
    Profession,
    Kin,
    Honorific,
    Office,
}

/// All people of a text that names name, in its order.
pub(crate) fn people(text: &Text, orgs: &[Org], offices: &[Office]) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    let others = SpanSet::of(
        orgs.iter()
            .map(|o| o.span)
            .chain(offices.iter().map(|o| o.span)),
    );
    let begin: BTreeSet<usize> = offices.iter().map(|office| office.span.start()).collect();
    let mut things: BTreeSet<&[u8]> = BTreeSet::new();
    for (start, cue) in starts(text, &others, offices) {
        let taken = people
            .last()
            .is_some_and(|person| person.span.end() > start);
        if taken || begin.contains(&start) || begins_a_cue(text, start) {
            continue;
        }
        let strong = cue >= Cue::Kin;
        let cued = strong || matches!(cue, Cue::Profession | Cue::Subject);
        let titled = cue == Cue::Honorific;
        let mut run = Run::grow(text, start, cued, titled);
        if cue == Cue::Say && run.count(|part| *part != Part::Unknown) == 0 {
            run = Run::grow(text, start, true, false);
        }
        let Some(span) = run.span() else {
            continue;
        };
        if others.overlap(span) {
            continue;
        }
        if run.entity(text).is_none() && of_a_thing(text, span) {
            things.insert(letters(text, &run.pieces));
            continue;
        }
        let behind = text.skip_space(span.end());
        let office = begin.contains(&after_comma(text, behind).unwrap_or(behind));
        if let Some(rule) = accepted(text, &run, cue, office) {
            people.push(person(text, run, rule));
        }
    }
    // "Hurricane Rosa" is a storm's name where it stands alone, too.
    people.retain(|person| {
        let weak = matches!(person.rule, "person.name" | "person.say" | "person.family");
        let thing = things.contains(letters(text, &person.pieces[..1]));
        !thing || !weak || person.entity.is_some()
    });
    repeated(text, &others, &mut people);
    people
}

/// The letters from the first word of a name to its last.
fn letters<'t>(text: &'t Text, pieces: &[Piece]) -> &'t [u8] {
    let cells = match pieces {
        [first, .., last] => first.cells.start..last.cells.end,
        [one] => one.cells.clone(),
        [] => 0..0,
    };
    &text.folded().symbols()[cells]
}

/// Where names may begin, with the strongest cue before each.
fn starts(text: &Text, others: &SpanSet, offices: &[Office]) -> BTreeMap<usize, Cue> {
    let mut starts: BTreeMap<usize, Cue> = BTreeMap::new();
    let titles = SpanSet::of(text.hits("name.honorific").iter().map(|hit| hit.span));
    let mut add = |at: usize, cue: Cue| {
        // No name begins inside of "Ayatollah".
        if titles.around(at) {
            return;
        }
        let known = starts.entry(at).or_insert(cue);
        *known = (*known).max(cue);
    };
    let names = ["person", "given", "family"].map(|group| text.hits(group));
    let begin = names.iter().flat_map(|hits| hits.iter());
    let begin: BTreeSet<usize> = begin
        .map(|hit| word_start(text, hit.span.start()))
        .collect();
    for start in begin {
        add(start, Cue::None);
        if let Some(before) = given_before(text, others, start) {
            add(before, Cue::None);
        }
    }
    for office in offices {
        // "The representative of …" names no office yet.
        let cue = match office.bare {
            true => Cue::Profession,
            false => Cue::Office,
        };
        for end in ends(text, office) {
            add(end, cue);
        }
    }
    for hit in text.hits("name.particle") {
        add(hit.span.start(), Cue::None);
        if let Some(before) = given_before(text, others, hit.span.start()) {
            add(before, Cue::None);
        }
    }
    // "The Belgian X": where adjectives have an article, one stands before the name.
    for hit in text
        .hits("place")
        .iter()
        .filter(|hit| text.has_article(hit.span))
    {
        if country_of(text, hit).is_some_and(|(_, form)| form == Form::Nationality) {
            let behind = text.skip_space(hit.span.end());
            if behind > hit.span.end() {
                add(behind, Cue::Profession);
            }
        }
    }
    let slots = [
        ("name.honorific", Cue::Honorific),
        ("name.kin", Cue::Kin),
        ("name.profession", Cue::Profession),
        ("name.say", Cue::Say),
    ];
    for hit in text.hits("name.agent") {
        if let Some(before) = unknown_before(text, others, hit.span.start()) {
            add(before, Cue::Subject);
        }
    }
    for (slot, cue) in slots {
        for hit in text.hits(slot) {
            let behind = text.skip_space(hit.span.end());
            if behind > hit.span.end() {
                add(behind, cue);
            }
        }
    }
    starts
}

/// Where two or three words begin that nobody knows and that stand before the mark of the subject.
fn unknown_before(text: &Text, taken: &SpanSet, byte: usize) -> Option<usize> {
    let mut at = byte;
    let mut words = 0;
    while let Some(earlier) = given_before(text, taken, at) {
        at = earlier;
        words += 1;
    }
    (2..=3).contains(&words).then_some(at)
}

/// Where the word begins that a joiner cuts before `byte`: a family name may be its second half.
fn word_start(text: &Text, byte: usize) -> usize {
    let joined = text.source()[..byte].ends_with('\u{200C}');
    let token = text.token_at(byte).filter(|_| joined);
    token.map_or(byte, |token| text.tokens()[token].range().start)
}

/// Whether a noun beside a name says that it is a thing's: "the Tang dynasty", "Jinnah Road".
fn of_a_thing(text: &Text, span: Span) -> bool {
    let before = text.skip_space_back(span.start());
    let behind = text.skip_space(span.end());
    (before < span.start() && text.ends("name.thing", before).is_some())
        || (behind > span.end() && text.starts("name.thing_behind", behind).is_some())
}

/// Whether another cue begins here, and the name behind that.
fn begins_a_cue(text: &Text, at: usize) -> bool {
    let honorific = text.starts("name.honorific", at);
    // "Sheikh" is also a family name: a cue only if a name follows.
    let cue = honorific.is_some_and(|hit| {
        let behind = text.skip_space(hit.span.end());
        ["given", "family", "person", "name.honorific"]
            .iter()
            .any(|group| text.starts(group, behind).is_some())
            || text.starts("given", at).is_none() && text.starts("family", at).is_none()
    });
    cue || ["name.profession", "name.kin"]
        .iter()
        .any(|slot| text.starts(slot, at).is_some())
}

/// Whether a run names a person, and by what. `office` is whether one stands behind it.
fn accepted(text: &Text, run: &Run, cue: Cue, office: bool) -> Option<&'static str> {
    let strong = run.strong();
    let weak = run.count(|part| *part == Part::Weak);
    let words = run.pieces.len();
    if run.entity(text).is_some() {
        return Some("person.known");
    }
    let first = &run.pieces.first()?.part;
    let unknown = run.count(|part| *part == Part::Unknown);
    // Where nouns and adjectives have an article, two unknown words without one behind a title are no
    // part of it.
    let bare = unknown > 1 && text.has_an_article() && !text.has_article(run.pieces[0].span);
    // "Sayed Mohammad": what may be a title, and a given name; "Salem bin …": a word, and whose son he is.
    let titled = *first == Part::Weak
        && run.pieces.get(1).is_some_and(|piece| {
            piece.part == Part::Given || is_father(text, piece) || says_whose_child(text, piece)
        });
    let opens = titled || matches!(first, Part::Given | Part::Family);
    // "The spiritual leader", "the average Iranian": an adjective that ends as family names do.
    let adjective = words == 1 && *first == Part::Shape && text.has_article(run.pieces[0].span);
    // "The governor of Herat".
    let place = words == 1 && also_place(text, run.pieces[0].span);
    match cue {
        Cue::Honorific if strong == 0 && words == 1 => None,
        Cue::Office | Cue::Honorific if place => None,
        Cue::Office if words == 1 && strong == 0 && alone(text, "not-behind-office") => None,
        Cue::Office | Cue::Honorific if strong + weak > 0 || bare => Some(match cue {
            Cue::Office => "person.office",
            _ => "person.honorific",
        }),
        Cue::Kin if strong > 0 => Some("person.kin"),
        Cue::Profession if (strong > 0 && !adjective) || (words > 1 && weak > 0) => {
            Some("person.profession")
        }
        Cue::Profession if bare => Some("person.profession"),
        Cue::Say if strong > 0 && opens => Some("person.say"),
        _ if *first == Part::Particle && strong > 0 => Some("person.particle"),
        _ if words > 1 && strong > 0 && (opens || strong > 1) => Some("person.name"),
        _ if words > 1 && run.pieces[1].part == Part::Family => Some("person.before-family"),
        _ if opens && given_names(text, run) => Some("person.name"),
        _ if words == 1 && opens && said_behind(text, run) => Some("person.say"),
        _ if words > 1 && said_behind(text, run) && cue <= Cue::Subject => Some("person.say"),
        // "Said X Y, director of Z"
        Cue::Say if bare && unknown == words && office => Some("person.say"),
        Cue::Subject if unknown == words && words > 1 => Some("person.say"),
        _ if words == 1
            && *first == Part::Family
            && alone(text, "family")
            && !is_only_given(text, run.pieces[0].span) =>
        {
            Some("person.family")
        }
        _ => None,
    }
}

/// Whether a word alone is the given name that many have, whatever families are called by it: "Ali".
fn is_only_given(text: &Text, span: Span) -> bool {
    let hit = text.starts("name.only_given", span.start());
    hit.is_some_and(|hit| hit.span == span)
}

/// Whether newspapers of the language call people by one name alone, as `how` says.
fn alone(text: &Text, how: &str) -> bool {
    text.signs("name.alone").iter().any(|sign| sign == how)
}

/// Whether the one piece of a run is given names of two words: "Muhammad Yusuf".
fn given_names(text: &Text, run: &Run) -> bool {
    let [piece] = run.pieces.as_slice() else {
        return false;
    };
    let words = piece.span.of(text.source()).split_whitespace();
    piece.part == Part::Given && words.count() > 1
}

/// Whether a verb of saying or the mark of a subject stands behind the name.
fn said_behind(text: &Text, run: &Run) -> bool {
    let Some(span) = run.span() else {
        return false;
    };
    let behind = text.skip_space(span.end());
    let headline = text.source()[behind..].starts_with(':');
    headline
        || ["name.agent", "name.say", "name.after"]
            .iter()
            .any(|slot| text.starts(slot, behind).is_some())
}

fn person(text: &Text, run: Run, rule: &'static str) -> Person {
    let entity = run.entity(text).cloned();
    let words = run.pieces.iter().flat_map(|piece| words(text, piece));
    let name = parts(text, words.collect(), &run.pieces);
    Person {
        span: run.span().unwrap_or(run.pieces[0].span),
        name,
        entity,
        pieces: run.pieces,
        rule,
    }
}

/// The Latin name of the person whom a piece names.
fn english<'t>(text: &'t Text, piece: &Piece) -> Option<&'t str> {
    match &piece.part {
        Part::Person(entity) => text.gazetteer().get(entity).map(|known| &*known.en),
        _ => None,
    }
}

/// Whether a person's name alone is the given name: nearer to the first word of the full one than to the last.
fn is_given_alone(text: &Text, piece: &Piece) -> bool {
    let listed = |part: &str| {
        let hit = text.starts(part, piece.span.start());
        hit.is_some_and(|hit| hit.span == piece.span)
    };
    let word = piece.span.of(text.source());
    let ends = english(text, piece)
        .and_then(|en| Some((en, en.split_once(' ')?.0, en.rsplit_once(' ')?.1)));
    match ends {
        Some((en, first, last)) => {
            let cost = |latin: &str| compare(word, latin).cost;
            let whole = cost(&en.replace(' ', ""));
            cost(first) < cost(last) && cost(first) < whole
        }
        None => {
            let given = listed("given") && !listed("family");
            piece.part == Part::Given || given || is_only_given(text, piece.span)
        }
    }
}

/// The words of a piece: a known person's name has several.
fn words(text: &Text, piece: &Piece) -> Vec<(Word, bool)> {
    let whole = || Word {
        span: piece.span,
        cells: piece.cells.clone(),
    };
    let listed = |part: &str| {
        let hit = text.starts(part, piece.span.start());
        hit.is_some_and(|hit| hit.span == piece.span)
    };
    // "Fazal-ur-Rehman" is one name in Latin too, "Shah Rukh Khan" is not.
    let single = || english(text, piece).is_none_or(|en| !en.contains(' '));
    let short = || !piece.span.of(text.source()).contains(char::is_whitespace);
    let one = listed("family") || (listed("given") && (short() || single()));
    if one || !matches!(piece.part, Part::Person(_)) {
        return vec![(whole(), piece.part == Part::Particle)];
    }
    let mut found = Vec::new();
    let mut at = piece.span.start();
    while at < piece.span.end() {
        let particle = text.starts("name.particle", at).map(|hit| (hit, true));
        let listed = ["given", "family"]
            .iter()
            .filter_map(|part| text.starts(part, at));
        let given = listed
            .filter(|hit| hit.span != piece.span)
            .max_by_key(|hit| hit.cells.len())
            .map(|hit| (hit, false));
        let inside = |hit: &khabar_lex::Hit| piece.span.contains(hit.span);
        let longer = given
            .filter(|(hit, _)| inside(hit))
            .or(particle.filter(|(hit, _)| inside(hit)));
        let (word, particle) = match longer {
            Some((hit, particle)) => {
                let (span, cells) = (hit.span, hit.cells.clone());
                (Word { span, cells }, particle)
            }
            None => {
                let Some(token) = text.token_at(at) else {
                    break;
                };
                let (Some(span), cells) = (text.span(token), text.cells(token)) else {
                    break;
                };
                // A name glued to something: what belongs to it is known for the whole only.
                if span.start() < piece.span.start() || span.end() > piece.span.end() {
                    return vec![(whole(), false)];
                }
                (Word { span, cells }, false)
            }
        };
        let end = word.span.end();
        found.push((word, particle));
        let next = text.skip_space(end).max(end + 1);
        at = if next > end && text.source()[end..].starts_with('-') {
            end + 1
        } else {
            next
        };
    }
    found
}

/// The last word is the family name, unless it is a patronymic; particles belong to what follows.
fn parts(text: &Text, words: Vec<(Word, bool)>, pieces: &[Piece]) -> NameParts {
    let mut joined: Vec<Word> = Vec::new();
    let mut open: Option<Word> = None;
    for (word, particle) in words {
        let word = match open.take() {
            Some(before) => Word {
                span: before.span.join(word.span),
                cells: before.cells.start..word.cells.end,
            },
            None => word,
        };
        match particle {
            true => open = Some(word),
            false => joined.push(word),
        }
    }
    joined.extend(open);
    let mut name = NameParts::default();
    let of_father = |word: &Word| ends_in(text, "name.patronymic", word.span.of(text.source()));
    // Of two words the last is the family name: "Novak Djokovic".
    if joined.len() > 2 {
        name.patronymic = joined.pop_if(|last| of_father(last));
    }
    let single = joined.len() == 1;
    name.family = joined.pop();
    // "Barzegar Ebrahimi": where families have two names, what is no given name is the first of them.
    let known = pieces.iter().find_map(|piece| english(text, piece));
    while match known {
        Some(en) => joined.len() == 1 && is_middle(text, &joined[0], en),
        None => two_families(text, joined.last()),
    } {
        let first = joined.pop();
        name.family = name.family.zip(first).map(|(family, first)| Word {
            span: first.span.join(family.span),
            cells: first.cells.start..family.cells.end,
        });
    }
    if joined.len() > 1 && name.patronymic.is_none() {
        name.patronymic = joined.pop_if(|last| of_father(last));
    }
    if single && name.patronymic.is_none() && pieces.iter().all(|piece| is_given_alone(text, piece))
    {
        name.given.extend(name.family.take());
    }
    name.given.extend(joined);
    name
}

/// Whether a word sounds like the last but one of somebody's names, and not like the first: "Rahmani Fazli".
fn is_middle(text: &Text, word: &Word, en: &str) -> bool {
    let names: Vec<&str> = en.split(' ').collect();
    let [first, .., middle, _] = names.as_slice() else {
        return false;
    };
    let given = text.starts("given", word.span.start());
    let given = given.is_some_and(|hit| hit.span == word.span);
    let cost = |latin: &str| compare(word.span.of(text.source()), latin).cost;
    !given && cost(middle) < cost(first)
}

/// Whether a word before a family name is the first of two: a family name of the lists and no given name.
fn two_families(text: &Text, word: Option<&Word>) -> bool {
    let listed = |word: &Word, part: &str| {
        let hit = text.starts(part, word.span.start());
        hit.is_some_and(|hit| hit.span == word.span)
    };
    word.is_some_and(|word| {
        let ends = ends_in(text, "name.double", word.span.of(text.source()));
        ends && listed(word, "family") && !listed(word, "given")
    })
}

/// Whether a family name alone would be read as a word or a country. One with an article that is in the
/// lists is read as the person who was just named, unless it is a title.
fn is_plain(text: &Text, person: &Person, family: Span) -> bool {
    let listed = person.pieces.iter().any(|piece| {
        piece.span.contains(family) && matches!(piece.part, Part::Person(_) | Part::Family)
    });
    let token = text.token_at(family.start());
    let common = token.is_some_and(|token| match listed && text.has_article(family) {
        true => text.is_common_whole(token),
        false => text.is_common(token),
    });
    let function = text.starts(FUNCTION, family.start());
    let place = text.starts("place", family.start());
    common
        || text.is_slot_word(family)
        || function.is_some_and(|hit| hit.span == family)
        || place.is_some_and(|hit| hit.span == family && country_of(text, hit).is_some())
}

/// Family names of people that the text names in full, where they stand alone.
fn repeated(text: &Text, others: &SpanSet, people: &mut Vec<Person>) {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut seen: BTreeSet<&[u8]> = BTreeSet::new();
    for person in people.iter().filter(|person| person.name.is_full()) {
        let Some(family) = &person.name.family else {
            continue;
        };
        let plain = is_plain(text, person, family.span) || is_only_given(text, family.span);
        let new = seen.insert(&text.folded().symbols()[family.cells.clone()]);
        if !plain && new && family.cells.len() > 2 {
            words.push(family.cells.clone());
        }
    }
    if words.is_empty() {
        return;
    }
    let mut found: Vec<Person> = Vec::new();
    let named = SpanSet::of(people.iter().map(|person| person.span));
    for (at, span) in text.repeats(&words) {
        let again = found
            .last()
            .is_some_and(|person| person.span.overlaps(span));
        // Somebody else's, if another name stands beside it.
        let bare = given_before(text, others, span.start()).is_none() && !goes_on(text, span.end());
        if again || !bare || named.overlap(span) || others.overlap(span) || of_a_thing(text, span) {
            continue;
        }
        let word = Word {
            span,
            cells: words[at].clone(),
        };
        found.push(Person {
            span,
            pieces: vec![Piece {
                span,
                cells: word.cells.clone(),
                part: Part::Family,
            }],
            name: NameParts {
                family: Some(word),
                ..NameParts::default()
            },
            entity: None,
            rule: "person.repeated",
        });
    }
    people.extend(found);
    people.sort_by_key(|person| person.span);
}
