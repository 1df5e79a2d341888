//! What several documents know together, against an annotation of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use khabar_corpus::record::FactRecord;
use khabar_run::{Format, Inputs};
use serde_json::Value;

use super::known::{self, Run, list, text};
use super::tally::Tallies;
use super::{engine, records};

/// Prints how much of `corpus.jsonl` in `gold` a run over `seeds` finds, and every miss.
pub(crate) fn corpus(gold: &Path, seeds: &Path) -> anyhow::Result<()> {
    let engine = engine()?;
    let inputs = Inputs::find(&[PathBuf::from(seeds)], Format::Text, None)?;
    let run = known::run(&engine, inputs)?;
    let gold = records(&gold.join("corpus.jsonl"))?;
    let mut judge = Judge::new(&run, &gold);
    for record in &gold {
        judge.judge(record);
    }
    judge.invented();
    judge.tallies.print("of the corpus");
    for line in &judge.told {
        println!("{line}");
    }
    Ok(())
}

/// A place of a document: its id and a range of code points.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    doc: String,
    chars: [usize; 2],
}

impl Place {
    /// `[document, [start, end], …]`.
    fn of(value: &Value) -> Option<Place> {
        let parts = value.as_array()?;
        Some(Place {
            doc: parts.first()?.as_str()?.to_owned(),
            chars: range(parts.get(1)?)?,
        })
    }

    fn overlaps(&self, fact: &FactRecord) -> bool {
        let [from, to] = fact.span.chars;
        self.doc == fact.doc && from < self.chars[1] && self.chars[0] < to
    }
}

fn range(value: &Value) -> Option<[usize; 2]> {
    let ends = value.as_array()?;
    let end = |at: usize| ends.get(at)?.as_u64().map(|end| end as usize);
    Some([end(0)?, end(1)?])
}

const NAMES: &[&str] = &[
    "person",
    "organization",
    "place",
    "project",
    "treaty",
    "occasion",
];

struct Judge<'r> {
    run: &'r Run,
    by_id: HashMap<&'r str, &'r FactRecord>,
    /// By gold id: the entity that most of its mentions are in.
    entities: BTreeMap<String, String>,
    /// By fact: the group of clusters that it is in, a visit with what is a part of it.
    groups: HashMap<&'r str, usize>,
    tallies: Tallies,
    told: Vec<String>,
    /// Conflicts and clusters that the annotation has.
    expected: BTreeSet<&'r str>,
}

impl<'r> Judge<'r> {
    fn new(run: &'r Run, gold: &[Value]) -> Judge<'r> {
        let mut judge = Judge {
            run,
            by_id: run
                .facts
                .iter()
                .map(|fact| (fact.id.as_str(), fact))
                .collect(),
            entities: BTreeMap::new(),
            groups: groups(run),
            tallies: Tallies::default(),
            told: Vec::new(),
            expected: BTreeSet::new(),
        };
        for record in gold
            .iter()
            .filter(|record| text(record, "type") == "entity")
        {
            let mut times: BTreeMap<String, usize> = BTreeMap::new();
            for place in named(record) {
                for entity in judge.entities_at(&place) {
                    *times.entry(entity).or_default() += 1;
                }
            }
            let most = times.into_iter().max_by_key(|(_, times)| *times);
            judge
                .entities
                .extend(most.map(|(entity, _)| (text(record, "id").to_owned(), entity)));
        }
        judge
    }

    fn judge(&mut self, record: &Value) {
        let hard = record.get("hard").is_some();
        let outcome = match text(record, "type") {
            "entity" => self.entity(record),
            "tenure" => self.tenure(record),
            "identity" if text(record, "status") == "open" => self.open(record),
            "identity" => self.identity(record),
            "not_same" => self.not_same(record),
            "event" => self.event(record),
            "development" => self.development(record),
            "resolution" => self.resolution(record),
            "conflict" => self.conflict(record),
            "trap" => self.trap(record),
            _ => return,
        };
        let id = match text(record, "id") {
            "" => text(record, "person"),
            id => id,
        };
        let kind = match hard {
            true => format!("{} (hard)", text(record, "type")),
            false => text(record, "type").to_owned(),
        };
        let tally = self.tallies.of(&kind);
        match outcome {
            Ok(()) => tally.right += 1,
            Err(Miss::Missed(why)) => {
                tally.missed += 1;
                self.told.push(format!("missed {kind} {id}: {why}"));
            }
            Err(Miss::Wrong(why)) => {
                tally.wrong += 1;
                self.told.push(format!("wrong {kind} {id}: {why}"));
            }
        }
    }

    /// The entities of the names at a place.
    fn entities_at(&self, place: &Place) -> BTreeSet<String> {
        let best = self
            .run
            .facts
            .iter()
            .filter(|fact| NAMES.contains(&fact.kind.as_str()) && place.overlaps(fact))
            .map(|fact| {
                let [from, to] = fact.span.chars;
                let shared = to.min(place.chars[1]) - from.max(place.chars[0]);
                let both = to.max(place.chars[1]) - from.min(place.chars[0]);
                let inside = place.chars[0] <= from && to <= place.chars[1];
                (100 * shared / both, inside, fact)
            })
            .filter(|(share, inside, _)| *share >= if *inside { 30 } else { 60 })
            .max_by_key(|(share, ..)| *share)
            .map(|(.., fact)| fact);
        let meant = best.and_then(|fact| self.run.meant.get(&fact.id));
        meant.into_iter().flatten().cloned().collect()
    }

    fn entity(&self, record: &Value) -> Outcome {
        let found: Vec<BTreeSet<String>> = named(record)
            .iter()
            .map(|place| self.entities_at(place))
            .filter(|entities| !entities.is_empty())
            .collect();
        let own = self.entities.get(text(record, "id"));
        let Some(own) = own else {
            return missed("no mention of it is found as a name");
        };
        let twin = self
            .entities
            .iter()
            .find(|(id, entity)| *entity == own && id.as_str() != text(record, "id"));
        if let Some((twin, _)) = twin {
            return wrong(format!("one with {twin}: {own}"));
        }
        let others: BTreeSet<&String> = found.iter().flatten().filter(|id| *id != own).collect();
        match others.is_empty() {
            true => Ok(()),
            false => wrong(format!("{own}, but also {others:?}")),
        }
    }

    fn tenure(&self, record: &Value) -> Outcome {
        let person = self.entities.get(text(record, "person"));
        for place in evidence(record) {
            let mut offices = self
                .run
                .facts
                .iter()
                .filter(|fact| fact.kind == "office" && place.overlaps(fact));
            let holds = offices.any(|office| {
                let meant = self.run.meant.get(&office.id);
                meant
                    .into_iter()
                    .flatten()
                    .any(|entity| Some(entity) == person)
            });
            if !holds {
                return missed(format!("{} is not held by {person:?}", told(&place)));
            }
        }
        Ok(())
    }

    fn identity(&self, record: &Value) -> Outcome {
        let mut all = BTreeSet::new();
        for place in evidence(record) {
            // An office that stands beside the name is evidence, no name.
            let office =
                |fact: &&FactRecord| fact.kind == "office" && fact.span.chars == place.chars;
            if self
                .run
                .facts
                .iter()
                .any(|fact| place.overlaps(fact) && office(&fact))
            {
                continue;
            }
            let entities = self.entities_at(&place);
            if entities.is_empty() {
                return missed(format!("no name at {}", told(&place)));
            }
            all.extend(entities);
        }
        match all.len() {
            1 => Ok(()),
            _ => missed(format!("{all:?}")),
        }
    }

    fn open(&self, record: &Value) -> Outcome {
        let ids: Vec<Option<&String>> = list(record, "entity")
            .iter()
            .map(|id| self.entities.get(id.as_str().unwrap_or_default()))
            .collect();
        match ids.as_slice() {
            [Some(one), Some(other)] if one == other => wrong("made one".to_owned()),
            _ => Ok(()),
        }
    }

    fn not_same(&self, record: &Value) -> Outcome {
        let entity = |key: &str| self.entities.get(text(record, key));
        if let (Some(one), Some(other)) = (entity("a"), entity("b")) {
            return match one == other {
                true => wrong(format!("both are {one}")),
                false => Ok(()),
            };
        }
        // Facts of two documents that must not be one event.
        let mut groups: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for place in evidence(record) {
            for fact in self.events_at(&place) {
                if let Some(group) = self.groups.get(fact.id.as_str()) {
                    groups.entry(*group).or_default().insert(place.doc.clone());
                }
            }
        }
        match groups.values().any(|documents| documents.len() > 1) {
            true => wrong("told as one event".to_owned()),
            false => Ok(()),
        }
    }

    fn events_at<'s>(&'s self, place: &'s Place) -> impl Iterator<Item = &'r FactRecord> + 's {
        let run = self.run;
        run.facts
            .iter()
            .filter(|fact| fact.attrs.contains_key("modality") && place.overlaps(fact))
    }

    /// The found facts of `[document, range, text, kind, …]`, of kinds that may be told for each other.
    fn facts_of(&self, told: &[Value]) -> Vec<Vec<&'r FactRecord>> {
        let found = told.iter().map(|fact| {
            let place = Place::of(fact);
            let kind = fact.get(3).and_then(Value::as_str).unwrap_or_default();
            let one = |kind: &str| {
                if kind == "discussion" {
                    "meeting".to_owned()
                } else {
                    kind.to_owned()
                }
            };
            let here = place.into_iter().flat_map(|place| {
                let evidence = |fact: &&FactRecord| {
                    let spans = fact
                        .fillers("evidence")
                        .iter()
                        .filter_map(|filler| filler.span);
                    let mut spans = spans.map(|span| span.chars);
                    fact.doc == place.doc
                        && spans.any(|[from, to]| from < place.chars[1] && place.chars[0] < to)
                };
                let event = |fact: &&FactRecord| fact.attrs.contains_key("modality");
                let facts = self.run.facts.iter();
                facts
                    .filter(event)
                    .filter(|fact| place.overlaps(fact) || evidence(fact))
                    .filter(|fact| one(&fact.kind) == one(kind))
                    .collect::<Vec<_>>()
            });
            here.collect()
        });
        found.collect()
    }

    fn event(&mut self, record: &Value) -> Outcome {
        let told = list(record, "facts");
        let found = self.facts_of(told);
        let lost: Vec<String> = told
            .iter()
            .zip(&found)
            .filter(|(_, facts)| facts.is_empty())
            .filter_map(|(told, _)| Place::of(told).map(|place| self::told(&place)))
            .collect();
        let lost = match lost.is_empty() {
            true => String::new(),
            false => format!("; no such event found at {}", lost.join(", ")),
        };
        let mut documents = BTreeSet::new();
        let mut by_group: BTreeMap<String, usize> = BTreeMap::new();
        for fact in found.iter().filter_map(|facts| facts.first()) {
            documents.insert(&fact.doc);
            let group = self.groups.get(fact.id.as_str());
            let group = group.map_or_else(|| fact.id.clone(), usize::to_string);
            *by_group.entry(group).or_default() += 1;
        }
        let seen: usize = by_group.values().sum();
        let across = text(record, "scope") == "across";
        if seen < 2 || (across && documents.len() < 2) {
            return missed(format!("{seen} of {} tellings found{lost}", told.len()));
        }
        let most = by_group.values().max().copied().unwrap_or_default();
        match most == seen {
            true => Ok(()),
            false => missed(format!(
                "{most} of {seen} found tellings are together{lost}"
            )),
        }
    }

    fn development(&self, record: &Value) -> Outcome {
        let places: Vec<Place> = list(record, "steps")
            .iter()
            .filter_map(|step| Place::of(step.get("fact")?))
            .collect();
        let steps = |lifecycle: &Value| -> usize {
            let mut found = BTreeSet::new();
            for step in list(lifecycle, "steps") {
                let fact = self.by_id.get(text(step, "fact"));
                found.extend(
                    fact.and_then(|fact| places.iter().position(|place| place.overlaps(fact))),
                );
            }
            found.len()
        };
        let most = self
            .run
            .lifecycles
            .iter()
            .map(steps)
            .max()
            .unwrap_or_default();
        match most {
            // The first and the last of several say it.
            most if most >= 2 => Ok(()),
            most => missed(format!(
                "{most} of {} steps in one life cycle",
                places.len()
            )),
        }
    }

    fn resolution(&self, record: &Value) -> Outcome {
        let Some(place) = record.get("fact").and_then(Place::of) else {
            return missed("no place");
        };
        let resolutions = self
            .run
            .clusters
            .iter()
            .flat_map(|cluster| list(cluster, "resolutions"));
        let mut here = resolutions.filter(|resolution| {
            let fact = self.by_id.get(text(resolution, "fact"));
            fact.is_some_and(|fact| place.overlaps(fact))
        });
        let wanted = text(record, "value_corpus");
        match here.next().map(|resolution| text(resolution, "edtf")) {
            Some(value) if value == wanted => Ok(()),
            Some(value) => wrong(format!("{value}, not {wanted}")),
            None => missed("not resolved"),
        }
    }

    fn conflict(&mut self, record: &Value) -> Outcome {
        let claims: Vec<Vec<Place>> = list(record, "claims")
            .iter()
            .map(|claim| list(claim, "facts").iter().filter_map(Place::of).collect())
            .collect();
        let wanted = text(record, "conflict");
        let touches = |conflict: &&Value| {
            let sides = list(conflict, "claims");
            let side = |places: &Vec<Place>| {
                let facts = sides.iter().flat_map(|side| list(side, "facts"));
                let mut facts = facts.filter_map(|fact| self.by_id.get(text(fact, "fact")));
                facts.any(|fact| places.iter().any(|place| place.overlaps(fact)))
            };
            text(conflict, "type") == wanted && claims.iter().all(side)
        };
        match self.run.conflicts.iter().find(touches) {
            Some(conflict) => {
                self.expected.insert(text(conflict, "id"));
                Ok(())
            }
            None => missed("not found"),
        }
    }

    /// Conflicts that the annotation does not have.
    fn invented(&mut self) {
        for conflict in &self.run.conflicts {
            if !self.expected.contains(text(conflict, "id")) {
                self.tallies.of("conflict").wrong += 1;
                self.told.push(format!("invented conflict {conflict}"));
            }
        }
        for cluster in &self.run.clusters {
            let documents = cluster
                .get("documents")
                .and_then(Value::as_u64)
                .unwrap_or_default();
            let facts = list(cluster, "tellings").iter().filter_map(|telling| {
                let fact = self.by_id.get(text(telling, "fact"))?;
                Some(format!("{}@{}", &fact.doc[..3], fact.span.chars[0]))
            });
            let facts: Vec<String> = facts.collect();
            if documents > 1 {
                self.told.push(format!(
                    "told across: {} {}",
                    text(cluster, "id"),
                    facts.join(" ")
                ));
            }
        }
    }

    fn trap(&self, record: &Value) -> Outcome {
        let Some((_, check)) = TRAPS.iter().find(|(id, _)| *id == text(record, "id")) else {
            return missed("nothing checks it");
        };
        for place in evidence(record) {
            let here = || self.run.facts.iter().filter(|fact| place.overlaps(fact));
            let inside = |fact: &&FactRecord| {
                let [from, to] = fact.span.chars;
                place.chars[0] <= from && to <= place.chars[1]
            };
            let used = |role: &str| {
                let events = self
                    .run
                    .facts
                    .iter()
                    .filter(|fact| fact.attrs.contains_key("modality"));
                // What is taken over from the dateline says so itself.
                let from = format!("{role}_from");
                let own = events.filter(|fact| fact.symbol(&from) != Some("dateline"));
                let mut used = own.flat_map(|fact| fact.fillers(role));
                used.any(|filler| {
                    let fact = filler.fact.as_deref().and_then(|id| self.by_id.get(id));
                    fact.is_some_and(|fact| place.overlaps(fact))
                })
            };
            let bad = match check {
                Check::No(kinds) => here().any(|fact| kinds.contains(&fact.kind.as_str())),
                Check::NoFact => here().any(|fact| inside(&fact)),
                Check::NoTime => used("time"),
                Check::NoPlace => used("place"),
                Check::Names(id) => !self.entities_at(&place).contains(*id),
                Check::NoneAsserted(kind) => here()
                    .any(|fact| fact.kind == *kind && fact.symbol("modality") == Some("asserted")),
                Check::Places(count) => here().filter(|fact| fact.kind == "place").count() < *count,
                Check::Grain(grain) => {
                    here().any(|fact| fact.kind == "time" && fact.symbol("grain") != Some(grain))
                }
                Check::NoValue(value) => self.run.clusters.iter().any(|cluster| {
                    let roles = cluster.get("roles").and_then(Value::as_object);
                    let fillers = roles.into_iter().flat_map(|roles| roles.values());
                    let mut fillers = fillers.filter_map(Value::as_array).flatten();
                    fillers.any(|filler| text(filler, "value").starts_with(value))
                }),
                Check::Outside(kind) => {
                    here().any(|fact| fact.kind == *kind && fact.span.chars[1] >= place.chars[1])
                }
            };
            if bad {
                return wrong(format!("{} at {}", text(record, "must_not"), told(&place)));
            }
        }
        Ok(())
    }
}

/// What must not be found at a place.
enum Check {
    /// No fact of these kinds.
    No(&'static [&'static str]),
    /// No fact within.
    NoFact,
    /// No event has it as its time.
    NoTime,
    /// No event has it as its place.
    NoPlace,
    /// It names this.
    Names(&'static str),
    /// No event of this kind is told there as a fact.
    NoneAsserted(&'static str),
    /// So many places or more.
    Places(usize),
    /// Times there are of this grain.
    Grain(&'static str),
    /// No event of several tellings has this value.
    NoValue(&'static str),
    /// No fact of this kind reaches its end.
    Outside(&'static str),
}

const TRAPS: &[(&str, Check)] = &[
    ("trap/000-sadr", Check::No(&["office"])),
    ("trap/000-date", Check::NoTime),
    ("trap/000-typo", Check::Names("KG")),
    ("trap/000-planned", Check::NoneAsserted("meeting")),
    ("trap/001-1967", Check::NoTime),
    ("trap/001-law", Check::No(&["attribution"])),
    ("trap/001-damage", Check::NoFact),
    ("trap/001-visit", Check::NoneAsserted("visit")),
    ("trap/001-thirty", Check::NoValue("30 ")),
    ("trap/001-bilateral-nisba", Check::Places(2)),
    ("trap/002-dushanbe", Check::No(&["time"])),
    ("trap/002-nazarat", Check::NoFact),
    ("trap/002-april", Check::Grain("month")),
    ("trap/003-place", Check::NoPlace),
    ("trap/003-day", Check::NoTime),
    ("trap/003-2022", Check::NoTime),
    ("trap/003-khujand", Check::NoneAsserted("meeting")),
    ("trap/003-main", Check::No(&["office"])),
    ("trap/003-nisba", Check::Outside("organization")),
    ("trap/003-council", Check::No(&["organization"])),
    ("trap/004-created", Check::NoTime),
    (
        "trap/004-headline",
        Check::No(&["meeting", "visit", "discussion"]),
    ),
    ("trap/004-comments", Check::NoFact),
    ("trap/004-cooperation", Check::No(&["agreement"])),
    ("trap/004-wish", Check::No(&["agreement", "commitment"])),
    ("trap/004-ijlas", Check::No(&["occasion"])),
];

type Outcome = Result<(), Miss>;

enum Miss {
    Missed(String),
    Wrong(String),
}

fn missed(why: impl Into<String>) -> Outcome {
    Err(Miss::Missed(why.into()))
}

fn wrong(why: String) -> Outcome {
    Err(Miss::Wrong(why))
}

fn told(place: &Place) -> String {
    format!(
        "{}@{}",
        &place.doc[..place.doc.len().min(3)],
        place.chars[0]
    )
}

fn evidence(record: &Value) -> Vec<Place> {
    list(record, "evidence")
        .iter()
        .filter_map(Place::of)
        .collect()
}

/// Where an entity of the annotation is named.
fn named(record: &Value) -> Vec<Place> {
    let forms = record.get("forms").and_then(Value::as_object);
    let mut places = Vec::new();
    for (doc, forms) in forms.into_iter().flatten() {
        for form in list(forms, "named") {
            places.extend(
                list(form, "chars")
                    .iter()
                    .filter_map(range)
                    .map(|chars| Place {
                        doc: doc.clone(),
                        chars,
                    }),
            );
        }
    }
    places
}

/// By fact: the cluster that it is in, or the visit that its cluster is a part of.
fn groups(run: &Run) -> HashMap<&str, usize> {
    let by_id: HashMap<&str, usize> = run
        .clusters
        .iter()
        .enumerate()
        .map(|(at, cluster)| (text(cluster, "id"), at))
        .collect();
    let mut whole: Vec<usize> = (0..run.clusters.len()).collect();
    for (at, cluster) in run.clusters.iter().enumerate() {
        for part in list(cluster, "parts").iter().filter_map(Value::as_str) {
            whole[by_id[part]] = at;
        }
    }
    let mut groups = HashMap::new();
    for (at, cluster) in run.clusters.iter().enumerate() {
        for telling in list(cluster, "tellings") {
            groups.insert(text(telling, "fact"), whole[at]);
        }
    }
    groups
}
