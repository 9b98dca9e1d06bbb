//! What is different between two standings: what changed in the world, and what was learned of it.
//!
//! In: intervals. Out: [`Change`]s. Between 2 and 4 July 2025 the recognition of Afghanistan by Russia `began`; who knew
//! the reports of 4 July and those of 1 July before has `learned` of it. Known limit: an interval whose level and days are both
//! new is told as learned, the old one as dropped.

use super::Interval;
use super::stretch::Stretch;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What became of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Kind {
    /// It began between the two days.
    Began,
    /// It ended between the two days.
    Ended,
    /// It began and ended between them.
    Passed,
    /// Another level followed on that of `was`.
    Changed,
    /// Nothing was known of it before.
    Learned,
    /// Other days or another level were known before: those of `was`.
    Corrected,
    /// It was taken to hold before and is not any more.
    Dropped,
}

impl Kind {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Began => "began",
            Self::Ended => "ended",
            Self::Passed => "passed",
            Self::Changed => "changed",
            Self::Learned => "learned",
            Self::Corrected => "corrected",
            Self::Dropped => "dropped",
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Change {
    /// What became of it.
    pub change: Kind,
    /// The interval.
    pub interval: Interval,
    /// What stood in its place.
    pub was: Option<Interval>,
}

/// What changed after `from` and until `to`.
pub fn changed(intervals: &[Interval], from: Date, to: Date) -> Vec<Change> {
    let is_between = |day: Date| from < day && day <= to;
    let first = |i: &Interval| i.from.as_deref().and_then(Stretch::read).map(|s| s.first);
    let last = |i: &Interval| i.to.as_deref().and_then(Stretch::read).map(|s| s.last);
    // The change is on the day after the last.
    let end = |i: &Interval| last(i).and_then(|day| day.tomorrow().ok());
    let began = |i: &Interval| first(i).is_some_and(is_between);
    let ended = |i: &Interval| end(i).is_some_and(is_between);
    let followed = |i: &Interval| {
        let follows = |next: &&Interval| {
            is_same_track(next, i) && end(i).is_some_and(|end| first(next) == Some(end))
        };
        intervals.iter().find(follows)
    };
    let mut changes = Vec::new();
    for interval in intervals {
        let before = intervals.iter().find(|i| followed(i) == Some(interval));
        let kind = match (began(interval), ended(interval)) {
            (true, true) => Kind::Passed,
            (true, false) if before.is_some() => Kind::Changed,
            (true, false) => Kind::Began,
            (false, true) if followed(interval).is_none() => Kind::Ended,
            (false, _) => continue,
        };
        let was = before.filter(|_| kind == Kind::Changed).cloned();
        changes.push(Change { change: kind, interval: interval.clone(), was });
    }
    changes
}

/// What is known in `after` and was not in `before`.
pub fn learned(before: &[Interval], after: &[Interval]) -> Vec<Change> {
    let mut old: Vec<&Interval> = before.iter().collect();
    let mut new = Vec::new();
    for interval in after {
        match old.iter().position(|o| is_told_alike(o, interval)) {
            Some(at) => drop(old.remove(at)),
            None => new.push(interval),
        }
    }
    let mut changes = Vec::new();
    for interval in new {
        let was =
            old.iter().position(|o| is_same_track(o, interval) && overlap(o, interval));
        let was = was.map(|at| old.remove(at).clone());
        let change = if was.is_some() { Kind::Corrected } else { Kind::Learned };
        changes.push(Change { change, interval: interval.clone(), was });
    }
    changes.extend(old.into_iter().map(|interval| Change {
        change: Kind::Dropped,
        interval: interval.clone(),
        was: None,
    }));
    changes
}

fn is_same_track(a: &Interval, b: &Interval) -> bool {
    let sides = |i: &Interval| (i.relation.clone(), i.by.clone(), i.of.clone());
    sides(a) == sides(b)
}

fn is_told_alike(a: &Interval, b: &Interval) -> bool {
    is_same_track(a, b) && (&a.level, &a.from, &a.to) == (&b.level, &b.from, &b.to)
}

fn overlap(a: &Interval, b: &Interval) -> bool {
    let read = |day: &Option<String>| day.as_deref().and_then(Stretch::read);
    let begins_by = |a: &Interval, b: &Interval| match (read(&a.from), read(&b.to)) {
        (Some(from), Some(to)) => from.first <= to.last,
        _ => true,
    };
    begins_by(a, b) && begins_by(b, a)
}
