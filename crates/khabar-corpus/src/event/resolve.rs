//! Days that one document leaves open and another one tells.
//!
//! "Thursday" in a text without a date is the Thursday of the same visit in another text. What the document
//! says stays as it is; this is known of the corpus only, with the facts that show it.

use std::collections::{BTreeMap, BTreeSet};

use crate::days;
use crate::document::{Document, FactAt, TimeFact};
use crate::event::cluster::Cluster;
use crate::event::telling::{Telling, Tellings};

/// A time of one document as the corpus knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resolution {
    pub document: u32,
    /// The time's fact.
    pub fact: u64,
    pub text: Box<str>,
    /// What the document says.
    pub said: Box<str>,
    /// EDTF.
    pub value: Box<str>,
    pub reason: &'static str,
    /// Facts with their documents.
    pub evidence: Vec<FactAt>,
    /// The cluster that links the documents, by index.
    pub cluster: u32,
}

/// The reason of a day that another document tells of the same event.
pub(crate) const SAME_EVENT: &str = "same-event";

/// Days that a document may be of, each with the facts of the events that it shares with dated documents and
/// the first of these, by index.
type Days = BTreeMap<i32, (BTreeSet<FactAt>, u32)>;

/// Weekdays, and what counts from them, of the documents that have no date of their own.
pub(crate) fn resolutions(
    documents: &[Document],
    tellings: &Tellings<'_>,
    clusters: &[Cluster],
) -> Vec<Resolution> {
    let mut candidates: BTreeMap<u32, Days> = BTreeMap::new();
    for (at, cluster) in clusters.iter().enumerate() {
        let told: Vec<&Telling<'_>> = cluster
            .tellings
            .iter()
            .map(|telling| &tellings.list[*telling as usize])
            .collect();
        for open in told
            .iter()
            .filter(|telling| telling.day.is_none() && telling.when.is_none())
        {
            for other in told.iter().filter(|other| other.document != open.document) {
                let when = other
                    .when
                    .filter(|days| days.is_day())
                    .map(|days| days.from);
                let Some(day) = when.or(other.day) else {
                    continue;
                };
                let days = candidates.entry(open.document).or_default();
                let (evidence, _) = days
                    .entry(day)
                    .or_insert_with(|| (BTreeSet::new(), at as u32));
                evidence.extend([
                    (open.document, open.event.fact),
                    (other.document, other.event.fact),
                ]);
            }
        }
    }
    let of_document =
        |(at, days): (u32, BTreeMap<i32, _>)| resolved(at, &documents[at as usize], &days);
    candidates.into_iter().flat_map(of_document).collect()
}

/// The times of one document, if it names one weekday and one of the days that it may be is such a day.
fn resolved(at: u32, document: &Document, days: &Days) -> Vec<Resolution> {
    let own = || document.times.iter().filter(|time| !time.page);
    let weekdays: BTreeSet<i8> = own()
        .filter_map(|time| days::weekday_of(&time.value))
        .collect();
    let mut weekdays = weekdays.into_iter();
    let (Some(weekday), None) = (weekdays.next(), weekdays.next()) else {
        return Vec::new();
    };
    let mut fitting = days
        .iter()
        .filter(|(day, _)| days::weekday(**day) == weekday);
    let (Some((day, (evidence, cluster))), None) = (fitting.next(), fitting.next()) else {
        return Vec::new();
    };
    let named = |time: &&TimeFact| days::weekday_of(&time.value) == Some(weekday);
    let anchor = own().find(named).map(|time| (at, time.fact));
    let resolution = |time: &TimeFact, value: String, reason, evidence: Vec<FactAt>| Resolution {
        document: at,
        fact: time.fact,
        text: time.text.clone(),
        said: time.value.clone(),
        value: value.into(),
        reason,
        evidence,
        cluster: *cluster,
    };
    let mut resolutions = Vec::new();
    for time in own() {
        if named(&time) {
            let evidence = evidence.iter().copied().collect();
            resolutions.push(resolution(time, days::date(*day), SAME_EVENT, evidence));
        } else if time.days.is_none()
            && let Some(span) = days::span_from(*day, &time.value)
        {
            let evidence = anchor.into_iter().collect();
            resolutions.push(resolution(time, span, "counts-from-resolved-day", evidence));
        }
    }
    resolutions
}

/// The day that each of some undated documents turned out to be of.
pub(crate) fn days_of(resolutions: &[Resolution]) -> BTreeMap<u32, i32> {
    let told = resolutions.iter().filter(|of| of.reason == SAME_EVENT);
    told.filter_map(|of| Some((of.document, days::of_date(&of.value)?)))
        .collect()
}
