//! The words that this family asks each language for.

use khabar_core::SlotSpec;

pub(crate) const SLOTS: &[SlotSpec] = &[
    // --- people ---
    SlotSpec {
        name: "name.honorific",
        doc: "Titles of respect and ranks before a person's name, never part of it.",
    },
    SlotSpec {
        name: "name.after",
        doc: "Words of respect behind a person's name.",
    },
    SlotSpec {
        name: "name.kin",
        doc: "Kinship directly before a person's name: \"son of\".",
    },
    SlotSpec {
        name: "name.profession",
        doc: "What somebody is, directly before the name: \"journalist\".",
    },
    SlotSpec {
        name: "name.say",
        doc: "Verbs of saying and doing that stand beside the name of whoever does it.",
    },
    SlotSpec {
        name: "name.agent",
        doc: "The mark directly behind the subject of a verb.",
    },
    SlotSpec {
        name: "name.particle",
        doc: "values: parts inside of names, by their Latin spelling: \"bin\", \"van\".",
    },
    SlotSpec {
        name: "name.second",
        doc: "Second parts of compound family names, behind a space or a joiner.",
    },
    SlotSpec {
        name: "name.suffix",
        doc: "signs: endings by which a family name is known.",
    },
    SlotSpec {
        name: "name.nisba",
        doc: "signs: endings of names with an article that say where a family is from.",
    },
    SlotSpec {
        name: "name.patronymic",
        doc: "signs: endings of names made of a father's name.",
    },
    SlotSpec {
        name: "name.trap",
        doc: "Phrases of words that are also names and mean nobody.",
    },
    SlotSpec {
        name: "name.thing",
        doc: "Nouns directly before a name that is then the name of a dynasty, a street, a stadium.",
    },
    SlotSpec {
        name: "name.thing_behind",
        doc: "Such nouns where they stand behind the name.",
    },
    SlotSpec {
        name: "name.no_end",
        doc: "Words that are names too and do not end one that is complete without them.",
    },
    SlotSpec {
        name: "name.accent",
        doc: "signs: `persian` or `urdu` where ض is read as in these languages.",
    },
    SlotSpec {
        name: "name.latin",
        doc: "values: words inside of names by the Latin spelling that readers know.",
    },
    SlotSpec {
        name: "name.vowel",
        doc: "signs: letters of which a given name from elsewhere has one behind its first letter.",
    },
    SlotSpec {
        name: "name.inflection",
        doc: "signs: endings that words have and given names from elsewhere have not.",
    },
    SlotSpec {
        name: "name.alone",
        doc: "signs: `family` where newspapers call people by the family name alone, `not-behind-office` \
              where they do not do so behind an office.",
    },
    SlotSpec {
        name: "name.and",
        doc: "Words between two offices of one person, or two people; signs: written together with what follows.",
    },
    // --- offices ---
    SlotSpec {
        name: "office.title",
        doc: "values: offices that are complete in themselves.",
    },
    SlotSpec {
        name: "office.title_exact",
        doc: "values: those whose word means the office in this very form only.",
    },
    SlotSpec {
        name: "office.minister",
        doc: "\"minister\", to be followed by a portfolio.",
    },
    SlotSpec {
        name: "office.ministry",
        doc: "\"ministry\", to be followed by a portfolio.",
    },
    SlotSpec {
        name: "office.portfolio",
        doc: "values: what ministers and ministries are of.",
    },
    SlotSpec {
        name: "office.deputy",
        doc: "\"deputy\", directly before an office.",
    },
    SlotSpec {
        name: "office.head",
        doc: "values: offices that need the body that they are of.",
    },
    SlotSpec {
        name: "office.head_of_country",
        doc: "values: what an office of `office.head` is if a country follows.",
    },
    SlotSpec {
        name: "office.former",
        doc: "\"former\", beside an office.",
    },
    SlotSpec {
        name: "office.acting",
        doc: "\"acting\", beside an office.",
    },
    SlotSpec {
        name: "office.quality",
        doc: "Other adjectives between an office and its country or holder: \"new\".",
    },
    SlotSpec {
        name: "office.in",
        doc: "\"in\", \"to\": between an ambassador and where he is one.",
    },
    SlotSpec {
        name: "office.plural",
        doc: "Offices in plural or dual: the countries behind them are several people's.",
    },
    SlotSpec {
        name: "office.counterpart",
        doc: "\"counterpart\": the office just named, of another country.",
    },
    SlotSpec {
        name: "office.of",
        doc: "Words between a country or body and its office.",
    },
    SlotSpec {
        name: "office.country",
        doc: "signs: `before` where the country stands before the office.",
    },
    SlotSpec {
        name: "name.before",
        doc: "signs: what is written to a word before it, `=`, and how that is spelled in Latin.",
    },
    SlotSpec {
        name: "name.only_given",
        doc: "Given names that so many have that nobody is called by one of them as a family name alone.",
    },
    SlotSpec {
        name: "name.double",
        doc: "signs: endings of a family name that may be the first of two.",
    },
    SlotSpec {
        name: "org.open",
        doc: "Words that do not end a name: \"university of\", \"martyr\".",
    },
    SlotSpec {
        name: "org.verb",
        doc: "Verbs whose noun stands before them: it is none of a name's.",
    },
    SlotSpec {
        name: "office.adjective",
        doc: "Forms of an office that are adjectives behind a noun with the article (\"the main tent\").",
    },
    SlotSpec {
        name: "office.of_names",
        doc: "Titles that behind a given name are a part of it (\"Naser al-Din Shah\").",
    },
    SlotSpec {
        name: "office.object",
        doc: "The mark of an object: a place before it is none of an office's.",
    },
    SlotSpec {
        name: "office.possessed",
        doc: "signs: endings of an office that is somebody's (\"his coach\"), where nouns have an article.",
    },
    SlotSpec {
        name: "office.this_state",
        doc: "\"this country\": the one spoken of.",
    },
    SlotSpec {
        name: "office.both_states",
        doc: "\"the two countries\": those spoken of; values: what of them is said, `government`.",
    },
    SlotSpec {
        name: "office.own",
        doc: "\"his\" behind a counterpart.",
    },
    SlotSpec {
        name: "name.feminine",
        doc: "signs: endings by which an adjective agrees with its noun.",
    },
    // --- organisations ---
    SlotSpec {
        name: "org.head",
        doc: "values: nouns that begin an organisation's name, by its type.",
    },
    SlotSpec {
        name: "org.head_last",
        doc: "values: nouns that end an organisation's name, by its type.",
    },
    SlotSpec {
        name: "org.state_body",
        doc: "values: bodies that every state has.",
    },
    SlotSpec {
        name: "org.joint",
        doc: "\"joint\", of a body of two states.",
    },
    SlotSpec {
        name: "org.tail",
        doc: "Words that go on inside of an organisation's name.",
    },
    SlotSpec {
        name: "org.quality",
        doc: "signs: endings of adjectives: one of them alone names no organisation.",
    },
    SlotSpec {
        name: "org.inside",
        doc: "Function words between two such words.",
    },
    SlotSpec {
        name: "org.national",
        doc: "Such nouns that a nationality alone makes a name: \"national team\".",
    },
    SlotSpec {
        name: "org.for",
        doc: "signs: what begins a word that says what an organisation is for.",
    },
    SlotSpec {
        name: "org.no_purpose",
        doc: "Words that begin so and say to whom or when.",
    },
    SlotSpec {
        name: "org.any",
        doc: "Words before such a noun that make it any one of its kind: \"a\", \"every\".",
    },
    SlotSpec {
        name: "org.beside",
        doc: "Words beside a guarded name that prove it to be an organisation's.",
    },
    SlotSpec {
        name: "org.trap",
        doc: "Phrases that begin like an organisation and are none.",
    },
];
