//! Frames as people write them: a TOML file a kind of event.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

/// Where a filler stands, told by the grammar of the clause and not by its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// Who does it.
    Subject,
    /// Whom or what it is done to.
    Object,
    /// Together with whom.
    With,
    /// Between these.
    Between,
    /// Whose: directly behind or before an event noun.
    Of,
    /// To whom, where to.
    To,
    /// From whom, where from.
    From,
    /// On what.
    About,
    /// Where, in what.
    In,
    /// Upon.
    On,
    /// By whom, of what was done to somebody.
    By,
    /// For whom.
    For,
    /// In the course of what.
    During,
    /// As what.
    As,
    /// After what.
    After,
    /// Before what.
    Before,
    /// What is said, agreed, promised: the clause or phrase that the trigger governs.
    Content,
    /// Among those just named.
    Including,
    /// Behind a preposition that says nothing here.
    Other,
    /// The words of the trigger itself.
    Trigger,
}

impl Position {
    /// The position of this name, as lexicons write it.
    pub fn named(name: &str) -> Option<Position> {
        Some(match name {
            "agent" | "subject" => Position::Subject,
            "object" => Position::Object,
            "with" => Position::With,
            "between" => Position::Between,
            "of" => Position::Of,
            "to" => Position::To,
            "from" => Position::From,
            "about" => Position::About,
            "in" => Position::In,
            "on" => Position::On,
            "by" => Position::By,
            "for" => Position::For,
            "during" => Position::During,
            "as" => Position::As,
            "after" => Position::After,
            "before" => Position::Before,
            "content" => Position::Content,
            "including" => Position::Including,
            "other" => Position::Other,
            _ => return None,
        })
    }
}

/// A kind of event: its roles, what triggers it, and its codes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Name of the kind.
    pub kind: String,
    /// One sentence for a reader who does not know the field.
    pub doc: String,
    /// The role that the value of a trigger's word goes to.
    #[serde(default)]
    pub value: Option<Spanned<String>>,
    /// Modality of what is told as done, by the value, `any` for every other one: `committed` of a promise.
    #[serde(default)]
    pub modality: BTreeMap<String, Modality>,
    /// Modality of an event that this one's content speaks of, by the value or `any`.
    #[serde(default)]
    pub governs: BTreeMap<String, Modality>,
    /// The role whose fillers speak: what stands in the content is attributed to them.
    #[serde(default)]
    pub speaker: Option<Spanned<String>>,
    /// The role whose filler is also where it happens.
    #[serde(default)]
    pub place: Option<Spanned<String>>,
    /// The roles that two tellings of one event in a document have in common, as conditions like those of a
    /// trigger; without any, each telling is an event of its own.
    #[serde(default)]
    pub same: Vec<Spanned<String>>,
    /// Roles by name.
    pub role: BTreeMap<String, Role>,
    /// What tells such an event.
    #[serde(default)]
    pub trigger: Vec<Trigger>,
    /// Mentions that tell such an event by themselves.
    #[serde(default)]
    pub mention: Vec<Mention>,
    /// By the kind of an event in the content: roles of that which roles of this one fill where nobody else
    /// does.
    #[serde(default)]
    pub gives: BTreeMap<String, BTreeMap<String, String>>,
    /// PLOVER and CAMEO codes; the first whose conditions hold is taken.
    #[serde(default)]
    pub code: Vec<Code>,
}

/// A role of a frame.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Kinds of mentions that may fill it; `text` for a stretch of words.
    #[serde(default)]
    pub holds: Vec<String>,
    /// Symbols that may fill it.
    #[serde(default)]
    pub symbols: Vec<String>,
    /// Whether several may.
    #[serde(default)]
    pub many: bool,
    /// Where its fillers stand, the likeliest position first.
    #[serde(default)]
    pub at: Vec<Position>,
    /// Only the first of these positions that has a filler counts.
    #[serde(default)]
    pub first: bool,
    /// Values for which who does it does not fill it: who appoints is not appointed.
    #[serde(default)]
    pub not_subject_of: Vec<String>,
    /// Only a mention fills it, never mere words.
    #[serde(default)]
    pub named: bool,
    /// Of several that could, the one nearest to the trigger fills it, and none behind a comma or a "which".
    #[serde(default)]
    pub nearest: bool,
    /// Where verbs come first, it stands directly behind the verb and who does it.
    #[serde(default)]
    pub beside: bool,
    /// A town fills it only as who does it, with whom, or between whom: one that is only named on the way takes
    /// no part.
    #[serde(default)]
    pub no_town: bool,
    /// A person fills it only with an office beside the name.
    #[serde(default)]
    pub in_office: bool,
    /// Slot of nouns whose phrases count as names where `named` asks for one: "officials".
    #[serde(default)]
    pub or_words_of: Option<String>,
    /// Its fillers may stand in the content.
    #[serde(default)]
    pub inside: bool,
    /// The office of a filler of another role decides the symbol.
    #[serde(default)]
    pub rank: Option<Rank>,
    /// The symbol for content in quotation marks and the one for any other.
    #[serde(default)]
    pub quoted: Option<[String; 2]>,
    /// It is the office that stands beside those who fill another role.
    #[serde(default)]
    pub office_of: Option<Spanned<String>>,
    /// Slot of nouns that fill it, with the words behind them, where no mention does: "the bridge over the Amu".
    #[serde(default)]
    pub heads: Option<String>,
    /// Words whose values are symbols of the role, wherever they stand beside the trigger.
    #[serde(default)]
    pub words: Option<String>,
}

impl Frame {
    /// The slots whose words it reads.
    pub fn slots(&self) -> impl Iterator<Item = &String> {
        let of_triggers = self.trigger.iter().flat_map(|trigger| {
            let kinds_too = trigger.content_has.iter();
            std::iter::once(&trigger.slot)
                .chain(&trigger.under)
                .chain(&trigger.not_with)
                .chain(kinds_too.filter(|name| name.contains('.')))
        });
        let of_roles = self.role.values().flat_map(|role| {
            let one = [&role.words, &role.heads, &role.or_words_of];
            one.into_iter().flatten()
        });
        of_triggers.chain(of_roles)
    }

    /// What `table` says of a value.
    pub fn by_value(table: &BTreeMap<String, Modality>, value: Option<&str>) -> Option<Modality> {
        let own = value.and_then(|value| table.get(value));
        own.or_else(|| table.get("any")).copied()
    }
}

impl Role {
    /// Whether a stretch of words fills it.
    pub fn is_text(&self) -> bool {
        self.holds.iter().any(|kind| kind == TEXT)
    }
}

/// In `holds`: a stretch of words.
pub const TEXT: &str = "text";

/// A symbol that follows from the offices of those who fill another role.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rank {
    /// The other role.
    pub of: Spanned<String>,
    /// Offices by the symbol that holds if all fillers hold one of them.
    pub offices: BTreeMap<String, Vec<String>>,
}

/// A mention that tells an event: "foreign minister" beside a name says who holds an office.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mention {
    /// Its kind.
    pub of: String,
    /// Roles of the event by the role of the mention that fills each, of words beside it only; `self` is the
    /// mention itself.
    pub roles: BTreeMap<String, String>,
    /// The event's value.
    #[serde(default)]
    pub value: Option<String>,
    /// Other values, by symbols that a role of the mention may have.
    #[serde(default)]
    pub status: BTreeMap<String, String>,
}

/// Words that tell an event and what must stand beside them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// The slot of the words.
    pub slot: String,
    /// What sort of word it is.
    pub how: How,
    /// The value that they have where the lexicon gives none.
    #[serde(default)]
    pub value: Option<String>,
    /// Roles that must be filled; `a|b` is satisfied by either, and `2 a` by two fillers.
    #[serde(default)]
    pub needs: Vec<Spanned<String>>,
    /// Where this trigger has the fillers of a role elsewhere than the frame says.
    #[serde(default)]
    pub at: BTreeMap<String, Vec<Position>>,
    /// Slots of verbs of which the word must stand under one, such as "voiced" before "concern".
    #[serde(default)]
    pub under: Vec<String>,
    /// Slots and kinds of mentions of which the content must hold one.
    #[serde(default)]
    pub content_has: Vec<String>,
    /// Who does it stands directly before the word: "X's saying is that …".
    #[serde(default)]
    pub owned: bool,
    /// Of a compound: its light verb may stand at the end of the clause, apart from it.
    #[serde(default)]
    pub split: bool,
    /// Who does it is named in its clause.
    #[serde(default)]
    pub named_here: bool,
    /// Only in the passive, which names nobody.
    #[serde(default)]
    pub passive: bool,
    /// Slots of words that must not stand near it: "looks for" beside the word for "discusses".
    #[serde(default)]
    pub not_with: Vec<String>,
    /// Whoever it is done with is no newspaper and no news agency: that would be an interview.
    #[serde(default)]
    pub not_press: bool,
    /// Not only clubs take part: that would be a match.
    #[serde(default)]
    pub not_match: bool,
    /// Values for which "to somebody" is whom it is said to, and never what is said.
    #[serde(default)]
    pub told_to: Vec<String>,
    /// Values whose content must be announced: by "that", a colon or a quotation mark.
    #[serde(default)]
    pub announced: Vec<String>,
    /// Where verbs come first, "that" or a preposition leads to its content: "revealed that", "pointed to".
    #[serde(default)]
    pub led: bool,
    /// Its content is no clause: what is said with "that" is said, and not done.
    #[serde(default)]
    pub no_clause: bool,
    /// What is said stands behind it: what stands before is whom it is said to, or where.
    #[serde(default)]
    pub behind: bool,
    /// Of a noun: no event unless a verb carries it.
    #[serde(default)]
    pub carried: bool,
    /// Of a noun: whoever does what the clause tells does it in the course of that.
    #[serde(default)]
    pub in_passing: bool,
    /// A party behind the verb is whom it is done to, if it follows another clause with a doer of its own.
    #[serde(default)]
    pub object_behind: bool,
}

/// A condition such as `2 party`: how many fillers of which role.
pub(crate) fn need(need: &str) -> (usize, &str) {
    match need.split_once(' ') {
        Some((least, role)) => (least.parse().unwrap_or(1), role),
        None => (1, need),
    }
}

/// What sort of word a trigger is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// A verb that alone tells the event.
    Verb,
    /// An event noun: its own complements fill the roles, and the subject of a verb that carries it.
    Noun,
    /// The nominal part of a verb of two words, which needs its light verb.
    Compound,
}

/// What the text says of an event's being so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// Told as a fact.
    Asserted,
    /// Announced for the future.
    Planned,
    /// Promised or agreed to.
    Committed,
    /// Asked for, invited, said to be needed.
    Requested,
    /// Said to be possible.
    Possible,
    /// Denied by somebody.
    Denied,
}

impl Modality {
    /// All words for modalities, as the output writes them.
    pub const WORDS: &'static [&'static str] = &[
        "asserted",
        "planned",
        "committed",
        "requested",
        "possible",
        "denied",
    ];

    /// As the output writes it.
    pub fn word(self) -> &'static str {
        match self {
            Modality::Asserted => "asserted",
            Modality::Planned => "planned",
            Modality::Committed => "committed",
            Modality::Requested => "requested",
            Modality::Possible => "possible",
            Modality::Denied => "denied",
        }
    }
}

/// A code of PLOVER and of CAMEO, and when it holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// Modalities with which it holds; empty means any.
    #[serde(default)]
    pub modality: Vec<Modality>,
    /// Symbols of the value's role with which it holds; empty means any.
    #[serde(default)]
    pub value: Vec<String>,
    /// Type of event in PLOVER.
    #[serde(default)]
    pub plover: Option<String>,
    /// Code of CAMEO.
    #[serde(default)]
    pub cameo: Option<String>,
}

/// Reads a frame.
///
/// # Errors
/// With file, line and column, what is wrong, and the names that would be right.
pub fn read(path: &str, text: &str) -> Result<Frame, String> {
    let frame: Frame = toml::from_str(text).map_err(|e| format!("{path}: {e}"))?;
    let at = |span: Range<usize>, why: String| {
        let before = text.get(..span.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
        Err(format!("{path}: line {line}, column {column}: {why}"))
    };
    let roles: Vec<&str> = frame.role.keys().map(String::as_str).collect();
    let unknown = |name: &str| {
        let near = khabar_core::nearest(name, roles.iter().copied());
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        format!("`{}` has no role `{name}`{hint}", frame.kind)
    };
    for named in frame.value.iter().chain(&frame.speaker).chain(&frame.place) {
        if !frame.role.contains_key(named.get_ref()) {
            return at(named.span(), unknown(named.get_ref()));
        }
    }
    for same in &frame.same {
        let name = need(same.get_ref()).1;
        if !frame.role.contains_key(name) {
            return at(same.span(), unknown(name));
        }
    }
    for trigger in &frame.trigger {
        for need in &trigger.needs {
            for name in need.get_ref().split('|').map(|name| self::need(name).1) {
                if !frame.role.contains_key(name) {
                    return at(need.span(), unknown(name));
                }
            }
        }
        if let Some(name) = trigger
            .at
            .keys()
            .find(|name| !frame.role.contains_key(*name))
        {
            return Err(format!("{path}: {}", unknown(name)));
        }
        if !trigger.slot.starts_with("event.") {
            return Err(format!(
                "{path}: the slot `{}` does not start with `event.`",
                trigger.slot
            ));
        }
    }
    for role in frame.role.values() {
        let others = role.rank.iter().map(|rank| &rank.of).chain(&role.office_of);
        for other in others {
            if !frame.role.contains_key(other.get_ref()) {
                return at(other.span(), unknown(other.get_ref()));
            }
        }
    }
    Ok(frame)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: &str =
        "kind = 'meeting'\ndoc = 'd'\n[role.participant]\nholds = ['person']\nat = ['subject']\n";

    #[test]
    fn a_frame_is_read() {
        let text = format!(
            "{FRAME}[[trigger]]\nslot = 'event.meeting.verb'\nhow = 'verb'\nneeds = ['participant']\n"
        );
        let frame = read("meeting.toml", &text).unwrap();
        assert_eq!(frame.role["participant"].at, [Position::Subject]);
    }

    #[test]
    fn a_mistake_has_its_place_and_a_hint() {
        let text = format!(
            "{FRAME}[[trigger]]\nslot = 'event.meeting.verb'\nhow = 'verb'\nneeds = ['participants']\n"
        );
        let why = read("meeting.toml", &text).unwrap_err();
        assert!(why.starts_with("meeting.toml: line 9, column 10"), "{why}");
        assert!(why.contains("did you mean `participant`?"), "{why}");
        let why = read("m.toml", &FRAME.replace("'subject'", "'subjet'")).unwrap_err();
        assert!(why.contains("line 5") && why.contains("`subject`"), "{why}");
    }
}
