//! The noun phrase of a clause that does what its verb says.

use crate::clause::{Clauses, Place, is_amount};
use crate::frame::Position;
use crate::item::{Item, Joined, Order, Thing};

/// Words before a name that belong to it: "Mr", "the coach".
const TITLES: usize = 3;

/// What stands before a name and belongs to it has so many items, at most.
const LONGEST_NAME: usize = 6;

/// The longest subject that no rule knows has this many words.
const LONGEST_SUBJECT: usize = 12;

impl Clauses<'_> {
    /// Who does what the verb at `at` says.
    pub fn subject(&self, at: usize) -> Option<Place> {
        match self.order {
            // A party that opens the clause and stands directly before the verb does it.
            Order::VerbFirst => self
                .subject_before(at)
                .filter(|place| self.opens(place))
                .or_else(|| self.antecedent_before(at))
                .or_else(|| self.subject_behind(at))
                .or_else(|| self.subject_before(at)),
            Order::VerbLast | Order::AllLast => self.subject_of_clause(self.start(at), at),
        }
    }

    /// Whether a phrase opens a sentence or a clause.
    fn opens(&self, place: &Place) -> bool {
        let bounds = [
            Thing::Join,
            Thing::That,
            Thing::Strong,
            Thing::Colon,
            Thing::Mark,
        ];
        let before = place
            .items
            .start
            .checked_sub(1)
            .map(|before| &self.items[before]);
        // Nothing stands before a verb but what it is said of: "the club refuses", in a headline.
        let definite = self.words.is_definite(&self.items[place.items.start]);
        let after_that = before.map_or(definite, |b| {
            b.is(Thing::That) || b.is(Thing::Join) || (b.is(Thing::Strong) && definite)
        });
        // "But the prime minister «of Israel» X described": office, quotation marks and words before the name.
        let name = |n: &usize| {
            let item = &self.items[*n];
            let marks = item.is(Thing::Open) || item.is(Thing::Close);
            item.joined == Joined::default() && (item.is_word() || self.is_named(item) || marks)
        };
        let long = (place.items.start.saturating_sub(LONGEST_NAME)..place.items.start).rev();
        let opens = long.take_while(name).last();
        let opens = opens.and_then(|n| n.checked_sub(1)).map(|n| &self.items[n]);
        let led = opens.is_some_and(|b| b.is(Thing::Join) || b.is(Thing::That));
        let bounded = led || before.is_none_or(|b| bounds.iter().any(|bound| b.is(*bound)));
        after_that || (!place.parties.is_empty() && bounded)
    }

    fn subject_behind(&self, at: usize) -> Option<Place> {
        let end = self.end(at);
        let mut from = self.skip_idle(at + 1, end);
        // "Told the newspaper X, the minister ...": a case with its party may stand first.
        for _ in 0..2 {
            let case = usize::from(self.items.get(from)?.case().is_some());
            let party = self
                .items
                .get(from + case)
                .filter(|item| item.party().is_some());
            let marked = case == 1 || self.items[from].joined.case.is_some();
            match party {
                Some(_) if marked => {
                    let (_, behind) = self.group(from + case);
                    let next = self.skip_idle(behind, end);
                    let bare = self.items.get(next)?;
                    if next >= end
                        || bare.party().is_none()
                        || bare.joined.case.is_some()
                        || bare.joined.and
                    {
                        return None;
                    }
                    from = next;
                }
                _ => break,
            }
        }
        let mut to = from;
        while to < end && to < from + LONGEST_SUBJECT {
            let item = &self.items[to];
            if item.is(Thing::ObjectNoun) {
                break;
            }
            if let Some(party) = item.party().map(|party| &self.parties[party]) {
                // "Two officials" are an amount too.
                let counted = to == from && party.kind == "quantity";
                if party.kind == "time" || (is_amount(party.kind) && !counted) {
                    break;
                }
                if counted {
                    to += 1;
                    continue;
                }
                if to == from && item.joined.case.is_none() {
                    return self.doer(to).then(|| self.with_the_name(to, end));
                }
                if to == from {
                    return None;
                }
                if party.kind == "person" && item.joined.case.is_none() && to - from <= TITLES {
                    return Some(self.place(Position::Subject, to));
                }
            } else if item.is(Thing::Mark) && to > from {
                // "Dr. X".
            } else if self.words.is_trigger(item) || !(item.is_word() || item.is_plain_noun()) {
                break;
            }
            to += 1;
        }
        let behind = self.skip_idle(to, end);
        // "…, as a spokesman of the organisation said."
        let aside = at.checked_sub(1).is_some_and(|before| {
            let before = &self.items[before];
            before.is(Thing::Join) || before.case() == Some(Position::Other)
        });
        let told = match self.items.get(behind) {
            Some(stop) => self.tells_a_subject(stop, behind) || (aside && self.ends(behind)),
            None => aside,
        };
        if to > from && told && behind <= end && self.words.may_be_noun(&self.items[from]) {
            return Some(Place {
                position: Position::Subject,
                parties: Vec::new(),
                items: from..to,
                from,
            });
        }
        // A definite noun directly behind its verb is who does it, even where nothing else tells.
        let definite = |at: &usize| {
            self.items[*at].is(Thing::Word) && self.words.is_definite(&self.items[*at])
        };
        let last = (from..to)
            .take_while(definite)
            .last()
            .filter(|_| self.words.may_be_noun(&self.items[from]))?;
        Some(Place {
            position: Position::Subject,
            parties: Vec::new(),
            items: from..last + 1,
            from,
        })
    }

    /// Whether what stands at an item tells that words before it are a subject: what is said, a preposition, a verb.
    fn tells_a_subject(&self, stop: &Item, at: usize) -> bool {
        let marks = [Thing::That, Thing::Colon, Thing::Open, Thing::Relative];
        // "Said X, the minister of …": an apposition tells as much.
        let next_is_told = self.items.get(at + 1).is_some_and(|next| {
            let kind = next.party().map(|party| self.parties[party].kind);
            next.is(Thing::That)
                || next.is(Thing::ObjectNoun)
                || (matches!(kind, Some("office" | "person")) && next.joined == Joined::default())
        });
        marks.iter().any(|mark| stop.is(*mark))
            || stop.case().is_some()
            || stop.is(Thing::ObjectNoun)
            || stop.is_finite()
            || (stop.is(Thing::Comma) && next_is_told)
            || stop
                .party()
                .is_some_and(|party| is_amount(self.parties[party].kind))
            || self.words.is_trigger(stop)
    }

    /// Whether a sentence ends at an item.
    fn ends(&self, at: usize) -> bool {
        let item = &self.items[at];
        item.is(Thing::Strong) || (at + 1 == self.items.len() && item.is(Thing::Mark))
    }

    /// The party at an item; an office in a place with the name behind that: "the chief of staff in Yemen, General
    /// X".
    fn with_the_name(&self, at: usize, end: usize) -> Place {
        let place = self.place(Position::Subject, at);
        let is = |n: usize, kind: &str| {
            let item = self.items.get(n).filter(|_| n < end);
            let bare = item.filter(|item| item.joined == Joined::default());
            bare.and_then(|item| item.party())
                .is_some_and(|party| self.parties[party].kind == kind)
        };
        let office = place
            .parties
            .iter()
            .all(|p| self.parties[*p].kind == "office");
        let behind = place.items.end;
        let case = self.items.get(behind).and_then(Item::case);
        if !office || case != Some(Position::In) || !is(behind + 1, "place") {
            return place;
        }
        let named = (behind + 2..behind + 2 + TITLES).find(|n| is(*n, "person"));
        let words = |named: usize| self.items[behind + 2..named].iter().all(Item::is_word);
        match named.filter(|named| words(*named)) {
            Some(named) => Place {
                items: at..named + 1,
                from: at,
                ..self.place(Position::Subject, named)
            },
            None => place,
        }
    }

    /// Whether the party at an item can do something.
    fn doer(&self, at: usize) -> bool {
        let kind = self.items[at].party().map(|party| self.parties[party].kind);
        matches!(kind, Some("person" | "office" | "organization" | "place"))
    }

    /// "Pakistan and Kyrgyzstan agree", "who said".
    pub fn subject_before(&self, at: usize) -> Option<Place> {
        let mut last = at.checked_sub(1)?;
        while last > 0 && (self.items[last].is(Thing::Adverb) || self.items[last].is(Thing::Verb)) {
            last -= 1;
        }
        if self.items[last].is(Thing::Relative) {
            last = last.checked_sub(1)?;
            last = last.checked_sub(usize::from(self.items[last].is(Thing::Comma)))?;
        } else if self.items[at].joined.and {
            return None;
        } else if self.items[last].is(Thing::Comma) {
            // "That the mayor, …, stressed".
            let name = |n: &usize| self.items[*n].is_word() || self.is_named(&self.items[*n]);
            let from = (0..last).rev().take_while(name).last()?;
            let that = from.checked_sub(1).map(|before| &self.items[before])?;
            let party = (from..last).find(|n| self.doer(*n))?;
            let place = self.place(Position::Subject, party);
            return that.is(Thing::That).then_some(place);
        }
        // The first party of the group that ends here.
        let mut first = last;
        if self.items[last].party().is_none() || !self.doer(last) {
            return self.words_before(at);
        }
        while first > 0 {
            let from = (first.saturating_sub(3)..first).find(|from| {
                self.items[*from].party().is_some() && self.group(*from).1 == last + 1
            });
            match from {
                Some(from) => first = from,
                None => break,
            }
        }
        let marked = self.items[first].joined.case.is_some()
            || first
                .checked_sub(1)
                .is_some_and(|b| self.items[b].case().is_some());
        match marked {
            true => self.words_before(at),
            false => Some(self.place(Position::Subject, first)),
        }
    }

    /// "The organisation that announced": of a verb behind "which" without a pronoun it is what stands before that.
    fn antecedent_before(&self, at: usize) -> Option<Place> {
        let which = at
            .checked_sub(1)
            .filter(|n| self.items[*n].is(Thing::Relative))?;
        let pronoun = self
            .items
            .get(at + 1)
            .is_some_and(|next| next.is(Thing::It));
        if self.items[at].has_object || pronoun {
            return None;
        }
        let last = which.checked_sub(1)?;
        let last = last.checked_sub(usize::from(self.items[last].is(Thing::Comma)))?;
        let named = self
            .subject_before(at)
            .filter(|place| !place.parties.is_empty());
        named.or_else(|| {
            let word = |n: &usize| self.items[*n].is_word();
            let from = (last.saturating_sub(TITLES)..=last)
                .rev()
                .take_while(word)
                .last()?;
            let noun = !self.items[from].is(Thing::ObjectNoun);
            noun.then_some(Place {
                position: Position::Subject,
                parties: Vec::new(),
                items: from..last + 1,
                from,
            })
        })
    }

    /// Words that open a sentence or a clause and end at the verb: "a group of Americans visits Basra".
    fn words_before(&self, at: usize) -> Option<Place> {
        let mut from = at;
        while from > 0 && at - from < LONGEST_SUBJECT {
            let item = &self.items[from - 1];
            let goes_on = item.is_word()
                || item.is_plain_noun()
                || item.party().is_some()
                || item.case().is_some();
            if !goes_on || item.is_finite() {
                break;
            }
            from -= 1;
        }
        let opens = from == 0
            || [
                Thing::Join,
                Thing::That,
                Thing::Strong,
                Thing::Colon,
                Thing::Open,
            ]
            .iter()
            .any(|thing| self.items[from - 1].is(*thing));
        let head = self.items.get(from).filter(|_| from < at)?;
        let noun = (head.is_word() || head.is_plain_noun())
            && !self.words.may_be_joined(head)
            && head.joined == Joined::default()
            && !head.is(Thing::ObjectNoun);
        (opens && noun).then_some(Place {
            position: Position::Subject,
            parties: Vec::new(),
            items: from..at,
            from,
        })
    }

    /// The doer whose mark stands behind it, in a clause whose verb and marks come last.
    pub fn agent(&self, start: usize, verb: usize) -> Option<Place> {
        if self.order != Order::AllLast {
            return None;
        }
        let mut marks = (start..verb).rev();
        let mark = marks.find(|at| self.items[*at].case() == Some(Position::Subject))?;
        self.phrase_before(start, mark)
    }

    /// The party or the words that open a clause whose verb comes last.
    fn subject_of_clause(&self, start: usize, verb: usize) -> Option<Place> {
        if let Some(agent) = self.agent(start, verb) {
            return Some(agent);
        }
        let mut at = start;
        let mut phrase_end = 0;
        while at < verb {
            let item = &self.items[at];
            if item.case().is_some() && self.order == Order::VerbLast {
                // "X, besides …, said": a name that nobody knows opens the clause.
                let named = at > start && phrase_end == 0 && !self.is_object(at, verb);
                let words = self.items[start..at].iter().all(Item::is_word);
                if named && words && self.words.may_be_name(&self.items[start]) {
                    return Some(Place {
                        position: Position::Subject,
                        parties: Vec::new(),
                        items: start..at,
                        from: start,
                    });
                }
                // A phrase with a preposition, up to the comma or the party that it marks.
                let next = (at + 1..verb).find(|n| {
                    self.items[*n].party().is_some() || self.items[*n].is(Thing::Comma)
                })?;
                at = match self.items[next].party() {
                    Some(_) => self.group(next).1,
                    None => next + 1,
                };
                phrase_end = at;
                continue;
            }
            if item.party().is_some() {
                let (_, end) = self.group(at);
                let marked = self
                    .items
                    .get(end)
                    .filter(|_| end < verb)
                    .and_then(Item::case);
                let owned = self.order == Order::AllLast && marked.is_some();
                let object = marked == Some(Position::Object);
                let noun = |item: &Item| item.is_word() || self.is_bare_noun(item);
                let genitive = at > start.max(phrase_end)
                    && noun(&self.items[at - 1])
                    && self.order == Order::VerbLast;
                let time = item.party().is_some_and(|p| self.parties[p].kind == "time");
                if genitive && !object && !time {
                    // "The head of the office of sport and youth of Tehran".
                    let goes_on = |n: &usize| {
                        let item = &self.items[*n];
                        noun(item) || item.is(Thing::And) || self.is_named(item)
                    };
                    let from = (start.max(phrase_end)..at).rev().take_while(goes_on).last();
                    return Some(Place {
                        position: Position::Subject,
                        parties: Vec::new(),
                        items: from.unwrap_or(at)..end,
                        from: from.unwrap_or(at),
                    });
                }
                if self.doer(at) && !owned && !object {
                    return Some(self.place(Position::Subject, at));
                }
                at = end;
                continue;
            }
            let is_object = self.items.get(at + 1).and_then(Item::case) == Some(Position::Object);
            if (item.is(Thing::They) || item.is(Thing::He)) && !is_object {
                return Some(Place {
                    position: Position::Subject,
                    parties: Vec::new(),
                    items: at..at + 1,
                    from: at,
                });
            }
            at += 1;
        }
        None
    }

    /// The words that open a clause up to its first preposition, comma or verb, for a subject that nobody
    /// knows.
    pub fn unknown_subject(&self, verb: usize) -> Option<Place> {
        if self.order != Order::VerbLast {
            return None;
        }
        self.unknown_subject_of(self.start(verb), verb)
    }

    fn unknown_subject_of(&self, start: usize, verb: usize) -> Option<Place> {
        let mut end = start;
        while end < verb && end < start + LONGEST_SUBJECT {
            let item = &self.items[end];
            let goes_on = item.is_word()
                || self.is_named(item)
                || self.is_bare_noun(item)
                || item.is(Thing::And);
            if !goes_on || self.words.is_trigger(item) {
                break;
            }
            end += 1;
        }
        let object = self.is_object(end, verb);
        let word = self
            .items
            .get(start)
            .is_some_and(|item| item.is_word() && !item.is(Thing::ObjectNoun));
        (end > start && word && !object).then_some(Place {
            position: Position::Subject,
            parties: Vec::new(),
            items: start..end,
            from: start,
        })
    }

    /// Who does it, where a relative clause stands between: "X, who had been …, threatened".
    pub fn around_a_relative(&self, verb: usize) -> Option<Place> {
        if self.order != Order::VerbLast {
            return None;
        }
        let ends = self.before_clause(verb)?;
        let opens = self.start(ends).checked_sub(1)?;
        let is_relative =
            self.items[opens].is(Thing::Relative) || self.items[opens].is(Thing::That);
        let last = opens.checked_sub(1).filter(|_| is_relative)?;
        let item = &self.items[last];
        if !item.is_word() && !self.is_named(item) && !self.is_bare_noun(item) {
            return None;
        }
        let start = self.start(opens);
        let place = self
            .subject_of_clause(start, opens)
            .filter(|place| place.items.end == opens)
            .or_else(|| self.unknown_subject_of(start, opens))?;
        (place.items.end == opens).then_some(place)
    }

    /// Who does it, where a clause without a subject is joined to one that has it: "X came to Y and told …".
    pub fn of_the_first_conjunct(&self, verb: usize) -> Option<Place> {
        if self.order != Order::VerbLast {
            return None;
        }
        let ends = self.before_clause(verb)?;
        let joined = (ends + 1..verb).find(|n| !self.items[*n].is(Thing::Comma))?;
        let place = self.subject_of_clause(self.start(ends), ends)?;
        (self.items[joined].is(Thing::And) && !place.parties.is_empty()).then_some(place)
    }

    /// The finite verb that ends directly before the clause of the verb at `verb`.
    fn before_clause(&self, verb: usize) -> Option<usize> {
        let before = (0..self.start(verb)).rev();
        let idle = [Thing::Comma, Thing::And, Thing::Adverb];
        let last = before
            .into_iter()
            .find(|n| !idle.iter().any(|thing| self.items[*n].is(*thing)))?;
        (self.items[last].is_finite() && self.items[last].case().is_none()).then_some(last)
    }

    /// Whether an indefinite noun that nobody knows follows a verb that comes first, and may be who does it: "many
    /// visit the museum".
    pub fn has_a_doer(&self, verb: usize) -> bool {
        let next = self.skip_idle(verb + 1, self.items.len());
        self.order == Order::VerbFirst
            && self.items.get(next).is_some_and(|next| {
                next.things == [Thing::Word]
                    && self.words.may_be_noun(next)
                    && !self.words.is_definite(next)
            })
    }

    /// Whether a verb that comes first and names nobody may mean who did the last thing: its clause begins with
    /// it, or with a phrase that has a preposition. Behind a noun it says something of that.
    pub fn may_mean_the_last(&self, verb: usize) -> bool {
        if self.order != Order::VerbFirst || self.items[verb].joined.and {
            return true;
        }
        let bounds = [
            Thing::Comma,
            Thing::Join,
            Thing::And,
            Thing::That,
            Thing::Strong,
            Thing::Colon,
            Thing::Open,
            Thing::Close,
            Thing::Mark,
        ];
        let idle = |n: &usize| {
            let item = &self.items[*n];
            let marks = [
                Thing::Adverb,
                Thing::Verb,
                Thing::Not,
                Thing::Future,
                Thing::May,
                Thing::Need,
            ];
            marks.iter().any(|mark| item.is(*mark)) && !self.words.is_head(item)
        };
        let bound = (0..verb)
            .rev()
            .find(|n| bounds.iter().any(|bound| self.items[*n].is(*bound)));
        let from = bound.map_or(0, |bound| bound + 1);
        let Some(first) = (from..verb).find(|n| !idle(n)) else {
            return true;
        };
        let item = &self.items[first];
        let time = item.party().is_some_and(|p| self.parties[p].kind == "time");
        let phrase = item.case().is_some() || item.joined.case.is_some() || time;
        phrase
            && !self.items[first..verb]
                .iter()
                .any(|item| item.is_finite() && item.case().is_none())
    }

    /// A noun that frames look for, and that tells no event by itself.
    fn is_bare_noun(&self, item: &Item) -> bool {
        item.is_plain_noun() && !self.words.is_trigger(item)
    }

    /// Whether an item names somebody or something, and no time or amount.
    fn is_named(&self, item: &Item) -> bool {
        let kind = item.party().map(|party| self.parties[party].kind);
        kind.is_some_and(|kind| !is_amount(kind) && !matches!(kind, "time" | "duration"))
    }

    /// Whether the mark of an object follows a phrase that ends at an item, or the phrases with prepositions
    /// behind it: "the questions about the United Nations".
    fn is_object(&self, end: usize, verb: usize) -> bool {
        let mut at = end;
        while at < verb {
            let item = &self.items[at];
            if item.case() == Some(Position::Object) {
                return true;
            }
            let goes_on = item.case().is_some()
                || item.is_word()
                || item.party().is_some()
                || item.is(Thing::And);
            if !goes_on || (at == end && item.case().is_none()) {
                return false;
            }
            at += 1;
        }
        false
    }

    /// The noun phrase that ends before the postposition at `mark`.
    pub fn phrase_before(&self, start: usize, mark: usize) -> Option<Place> {
        let last = mark.checked_sub(1).filter(|last| *last >= start)?;
        if self.items[last].party().is_some() {
            let mut first = last;
            while let Some(from) = (start.max(first.saturating_sub(3))..first)
                .find(|from| self.items[*from].party().is_some() && self.group(*from).1 == last + 1)
            {
                first = from;
            }
            return Some(self.place(Position::Subject, first));
        }
        let mut from = mark;
        while from > start && mark - from < LONGEST_SUBJECT {
            let item = &self.items[from - 1];
            let goes_on = item.is_word()
                || item.party().is_some()
                || item.is(Thing::They)
                || item.is(Thing::He)
                || item.is(Thing::And)
                || item.case() == Some(Position::Of);
            if !goes_on {
                break;
            }
            from -= 1;
        }
        (from < mark).then_some(Place {
            position: Position::Subject,
            parties: Vec::new(),
            items: from..mark,
            from,
        })
    }
}
