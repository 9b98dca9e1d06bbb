//! What is different between two standings: what changed in the world, and what was learned of it.
//!
//! In: intervals. Out: [`Change`]s. Between 2 and 4 July 2025 the recognition of Afghanistan by Russia `began`; who knew
//! the reports of 4 July and those of 1 July before has `learned` of it. Known limit: an interval whose level and days are both
//! new is told as learned, the old one as dropped.

use super::stretch::Stretch;
use super::{Interval, Party};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
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
    let is_between = |day: Option<Date>| day.is_some_and(|d| from < d && d <= to);
    let tracks = by_track(intervals);
    let mut changes = Vec::new();
    for interval in intervals {
        let (began, ended) = (is_between(first(interval)), is_between(end(interval)));
        if !began && !ended {
            continue;
        }
        let track = &tracks[&track(interval)];
        let follows = |next: &Interval, last: &Interval| {
            end(last).is_some_and(|end| first(next) == Some(end))
        };
        let before = track.iter().find(|other| follows(interval, other));
        let is_followed = track.iter().any(|other| follows(other, interval));
        let kind = match (began, ended) {
            (true, true) => Kind::Passed,
            (true, false) if before.is_some() => Kind::Changed,
            (true, false) => Kind::Began,
            (false, _) if is_followed => continue,
            (false, _) => Kind::Ended,
        };
        let was = before.filter(|_| kind == Kind::Changed).map(|was| (*was).clone());
        changes.push(Change { change: kind, interval: interval.clone(), was });
    }
    changes
}

/// What is known in `after` and was not in `before`.
pub fn learned(before: &[Interval], after: &[Interval]) -> Vec<Change> {
    let mut old = by_track(before);
    let mut new = Vec::new();
    for interval in after {
        let same = take(&mut old, interval, |other| is_told_alike(other, interval));
        if same.is_none() {
            new.push(interval);
        }
    }
    let mut changes = Vec::new();
    for interval in new {
        let was = take(&mut old, interval, |other| overlap(other, interval));
        let change = if was.is_some() { Kind::Corrected } else { Kind::Learned };
        let (interval, was) = (interval.clone(), was.cloned());
        changes.push(Change { change, interval, was });
    }
    let is_left = |i: &&Interval| {
        old.get(&track(i)).is_some_and(|left| left.iter().any(|l| std::ptr::eq(*l, *i)))
    };
    changes.extend(before.iter().filter(is_left).map(|interval| Change {
        change: Kind::Dropped,
        interval: interval.clone(),
        was: None,
    }));
    changes
}

type Track<'i> = (&'i str, &'i Party, &'i Party);

fn track(interval: &Interval) -> Track<'_> {
    (&interval.relation, &interval.by, &interval.of)
}

/// The intervals of each relation between two.
fn by_track(intervals: &[Interval]) -> FxHashMap<Track<'_>, Vec<&Interval>> {
    let mut tracks: FxHashMap<Track<'_>, Vec<&Interval>> = FxHashMap::default();
    for interval in intervals {
        tracks.entry(track(interval)).or_default().push(interval);
    }
    tracks
}

/// Takes one of the same relation and pair out.
fn take<'i>(
    tracks: &mut FxHashMap<Track<'i>, Vec<&'i Interval>>,
    of: &'i Interval,
    is_it: impl Fn(&Interval) -> bool,
) -> Option<&'i Interval> {
    let others = tracks.get_mut(&track(of))?;
    let at = others.iter().position(|other| is_it(other))?;
    Some(others.remove(at))
}

fn first(interval: &Interval) -> Option<Date> {
    interval.from.as_deref().and_then(Stretch::read).map(|stretch| stretch.first)
}

/// The day on which it holds no more.
fn end(interval: &Interval) -> Option<Date> {
    let last = interval.to.as_deref().and_then(Stretch::read)?.last;
    last.tomorrow().ok()
}

fn is_told_alike(a: &Interval, b: &Interval) -> bool {
    (&a.level, &a.from, &a.to) == (&b.level, &b.from, &b.to)
}

fn overlap(a: &Interval, b: &Interval) -> bool {
    let read = |day: &Option<String>| day.as_deref().and_then(Stretch::read);
    let begins_by = |a: &Interval, b: &Interval| match (read(&a.from), read(&b.to)) {
        (Some(from), Some(to)) => from.first <= to.last,
        _ => true,
    };
    begins_by(a, b) && begins_by(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// “RUS embassy 2019-05 -”: an interval of one relation with Kabul.
    fn intervals(lines: &[&str]) -> Vec<Interval> {
        let interval = |line: &&str| {
            let words: Vec<&str> = line.split(' ').collect();
            let party = |code: &str| Party { code: code.into(), name: code.into() };
            let day = |day: &str| (day != "-").then(|| day.to_owned());
            Interval {
                relation: "mission".into(),
                by: party(words[0]),
                of: party("AFG"),
                level: words[1].into(),
                name: None,
                from: day(words[2]),
                to: day(words[3]),
                from_event: Vec::new(),
                to_event: Vec::new(),
                held_through: Vec::new(),
                contradicted_by: Vec::new(),
                sources: 1,
                inferred: Vec::new(),
            }
        };
        lines.iter().map(interval).collect()
    }

    fn shown(changes: &[Change]) -> Vec<String> {
        let shown = |change: &Change| {
            let was = change.was.as_ref().map_or("nothing", |was| &was.level);
            let Interval { by, level, .. } = &change.interval;
            format!("{} {} {level}, was {was}", change.change.name(), by.code)
        };
        changes.iter().map(shown).collect()
    }

    #[test]
    fn what_changes_between_two_days() {
        let all = intervals(&[
            "RUS legation - 2019-12-31",
            "RUS embassy 2020-01-01 -",
            "CHN embassy 2020-01-05 2020-01-20",
            "IRN embassy - 2020-01-31",
            "IND embassy 2020-01-31 -",
            "USA embassy - 2019-01-01",
            "PAK embassy - -",
        ]);
        let days = ("2019-12-31".parse().unwrap(), "2020-01-31".parse().unwrap());
        let wanted = [
            "changed RUS embassy, was legation",
            "passed CHN embassy, was nothing",
            "began IND embassy, was nothing",
        ];
        assert_eq!(shown(&changed(&all, days.0, days.1)), wanted);
        let later = "2020-02-01".parse().unwrap();
        let ended = ["ended IRN embassy, was nothing"];
        assert_eq!(shown(&changed(&all, days.1, later)), ended);
    }

    #[test]
    fn what_is_learned_between_two_days() {
        let before =
            intervals(&["RUS embassy - -", "CHN embassy 2019 -", "IRN embassy - -"]);
        let after =
            intervals(&["RUS embassy - -", "CHN embassy 2018 -", "IND embassy - -"]);
        let wanted = [
            "corrected CHN embassy, was embassy",
            "learned IND embassy, was nothing",
            "dropped IRN embassy, was nothing",
        ];
        assert_eq!(shown(&learned(&before, &after)), wanted);
    }
}
