//! What changed: in the standing between two days, what was learned between two days of knowledge, and the newest happenings as a feed.
//!
//! In: “Afghanistan”, from 2025-07-01 to 2025-07-31. Out: the recognition by Russia began. Known limit: of the world only
//! pairs are looked at that did something in these days, sixty at most; how many more there are is told.

use super::actor::blank;
use super::happening::Happened;
use super::standing::{Held, proved};
use crate::problem::Problem;
use attache::data::Data;
use attache::error::Error;
use attache::event::Status;
use attache::export::Who;
use attache::record::{Filter, Part, Record, whom};
use attache::standing::{
    Asked, Change, Interval, Kind, Question, Tracks, changed, learned,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use utoipa::{IntoParams, ToSchema};

/// Entries of a feed.
const ENTRIES: usize = 50;
/// Changes shown.
const MOST: usize = 200;
/// Days that are looked back where none is given, for one actor or relation and for the world.
const BACK: (i64, i64) = (30, 7);
/// Pairs of the world that are looked at.
const MOST_PAIRS: usize = 60;

/// Which changes.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ChangesQuery {
    /// What changed after this day; thirty days before `to` if not given.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) from: Option<Date>,
    /// And by this day; the last day of the record if not given.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) to: Option<Date>,
    /// In place of both: what was learned after this day.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) known_from: Option<Date>,
    /// And by this day.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) known_to: Option<Date>,
    /// Of whom: a name or a code.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) who: Option<String>,
    /// With whom too.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) with: Option<String>,
    /// Only in this relation.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) relation: Option<String>,
}

/// What changed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChangesView {
    /// Changes after this day …
    pub(crate) from: Date,
    /// … and by this day.
    pub(crate) to: Date,
    /// Whether the days are those of knowledge.
    pub(crate) learned: bool,
    /// Of whom.
    pub(crate) who: Option<String>,
    /// With whom.
    pub(crate) with: Option<String>,
    /// In which relation.
    pub(crate) relation: Option<String>,
    /// All relations there are.
    pub(crate) relations: Vec<String>,
    /// The changes.
    pub(crate) changes: Vec<Changed>,
    /// Changes that are left out.
    pub(crate) more: usize,
    /// Pairs that did something in these days and were not looked at.
    pub(crate) pairs_left: usize,
}

/// One change.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Changed {
    /// What became of it.
    pub(crate) change: Kind,
    /// The interval with its proof.
    pub(crate) held: Held,
    /// What stood in its place.
    pub(crate) was: Option<Held>,
}

/// The view.
pub(crate) fn changes(
    data: &Data,
    record: &Record,
    query: &ChangesQuery,
) -> Result<Result<ChangesView, Problem>, Error> {
    if let Err(problem) = known_relation(data, query.relation.as_deref()) {
        return Ok(Err(problem));
    }
    let both = query.who.iter().chain(&query.with);
    let with: Vec<_> = both.map(|who| whom(data, who)).collect();
    let Some(days) = record.days(&Filter { with, ..Filter::default() })? else {
        return Ok(Err(Problem::absent("the record tells nothing of them")));
    };
    let is_learned = query.known_from.is_some() || query.known_to.is_some();
    let (from, to) = if is_learned {
        (query.known_from, query.known_to)
    } else {
        (query.from, query.to)
    };
    let to = to.unwrap_or(if is_learned { days.last_known } else { days.last });
    let is_of_world =
        query.who.is_none() && query.with.is_none() && query.relation.is_none();
    let back = if is_of_world { BACK.1 } else { BACK.0 };
    let from = from.unwrap_or_else(|| to.saturating_sub(jiff::Span::new().days(back)));
    let (mut found, n_pairs_left) = if is_of_world && !is_learned {
        of_world(data, record, (from, to))?
    } else {
        (differences(data, record, query, (from, to, is_learned))?, 0)
    };
    let more = found.len().saturating_sub(MOST);
    found.truncate(MOST);
    let relations = data.relations.relation.iter().map(|r| r.name.get_ref().clone());
    Ok(Ok(ChangesView {
        from,
        to,
        learned: is_learned,
        who: query.who.clone(),
        with: query.with.clone(),
        relation: query.relation.clone(),
        relations: relations.collect(),
        changes: found
            .into_iter()
            .map(|c| shown(data, record, c))
            .collect::<Result<_, _>>()?,
        more,
        pairs_left: n_pairs_left,
    }))
}

/// What changed between those who did something to each other in these days, and how many pairs are left out.
fn of_world(
    data: &Data,
    record: &Record,
    (from, to): (Date, Date),
) -> Result<(Vec<Change>, usize), Error> {
    let filter = Filter {
        has_act: true,
        since: Some(from),
        until: Some(to),
        status: Some(Status::Actual),
        ..Filter::default()
    };
    let mut pairs: BTreeSet<(String, String)> = BTreeSet::new();
    record.each_telling(&filter, |found| {
        let line = &found.telling.line;
        let sides = line.actor.iter().chain(&line.recipient).map(asked_as);
        let sides: BTreeSet<String> = sides.collect();
        for a in &sides {
            pairs
                .extend(sides.range(a.clone()..).skip(1).map(|b| (a.clone(), b.clone())));
        }
        ControlFlow::Continue(())
    })?;
    let n_left = pairs.len().saturating_sub(MOST_PAIRS);
    let mut all: Vec<Change> = Vec::new();
    for (a, b) in pairs.into_iter().take(MOST_PAIRS) {
        let query =
            ChangesQuery { who: Some(a), with: Some(b), ..ChangesQuery::default() };
        for change in differences(data, record, &query, (from, to, false))? {
            if !all.iter().any(|known| is_same(known, &change)) {
                all.push(change);
            }
        }
    }
    Ok((all, n_left))
}

/// How a participant is to be asked for.
fn asked_as(who: &Who<'_>) -> String {
    let is_group = who.sector.as_deref().is_some_and(|s| ["REB", "OPP"].contains(&s));
    match &who.country {
        Some(country) if !is_group => country.clone(),
        None if who.sector.as_deref() != Some(&who.code) => who.code.to_string(),
        _ => who.name.to_string(),
    }
}

fn known_relation(data: &Data, relation: Option<&str>) -> Result<(), Problem> {
    match relation {
        Some(name) if data.relations.index(name).is_none() => {
            Err(Problem::unclear(format!("“{name}” is no relation")))
        }
        _ => Ok(()),
    }
}

fn differences(
    data: &Data,
    record: &Record,
    query: &ChangesQuery,
    (from, to, is_learned): (Date, Date, bool),
) -> Result<Vec<Change>, Error> {
    let asked = |who: &Option<String>| who.as_ref().map(|who| Asked::read(data, who));
    let (one, other) = (asked(&query.who), asked(&query.with));
    let question = |by: Option<Asked>, of: Option<Asked>| Question {
        relation: query.relation.clone(),
        by,
        of,
        ..Question::default()
    };
    let mut all = Vec::new();
    // What others hold towards it changes too.
    let sides = [(one.clone(), other.clone()), (other, one)];
    let n = if query.who.is_none() && query.with.is_none() { 1 } else { 2 };
    for (by, of) in sides.into_iter().take(n) {
        let question = question(by, of);
        let tracks = Tracks::of(data, record, &question)?;
        let known = |known: Option<Date>| tracks.standing(None, known);
        let found = if is_learned {
            let (before, after) =
                (by_track(known(Some(from))), by_track(known(Some(to))));
            differ(&before, &after, learned)
        } else {
            let now = by_track(known(None));
            now.values().flat_map(|track| changed(track, from, to)).collect()
        };
        for change in found {
            if !all.iter().any(|known| is_same(known, &change)) {
                all.push(change);
            }
        }
    }
    Ok(all)
}

/// Intervals of one relation between the same two.
type ByTrack = BTreeMap<(String, String, String), Vec<Interval>>;

/// Only intervals of one track are ever compared, so that a large standing takes no longer than its parts.
fn by_track(intervals: Vec<Interval>) -> ByTrack {
    let mut tracks = ByTrack::new();
    for i in intervals {
        let key = (i.relation.clone(), i.by.name.clone(), i.of.name.clone());
        tracks.entry(key).or_default().push(i);
    }
    tracks
}

fn differ(
    before: &ByTrack,
    after: &ByTrack,
    differ: impl Fn(&[Interval], &[Interval]) -> Vec<Change>,
) -> Vec<Change> {
    let mut keys: Vec<_> = before.keys().chain(after.keys()).collect();
    keys.sort();
    keys.dedup();
    let track = |tracks: &ByTrack, key| tracks.get(key).cloned().unwrap_or_default();
    keys.into_iter()
        .flat_map(|key| differ(&track(before, key), &track(after, key)))
        .collect()
}

/// What both share is found from either side.
fn is_same(a: &Change, b: &Change) -> bool {
    let (x, y) = (&a.interval, &b.interval);
    let is_turned = x.by == y.of && x.of == y.by;
    a.change == b.change
        && x.relation == y.relation
        && (x.by == y.by && x.of == y.of || is_turned)
        && (&x.from, &x.to, &x.level, &x.name) == (&y.from, &y.to, &y.level, &y.name)
        && x.from_event == y.from_event
        && x.to_event == y.to_event
}

fn shown(data: &Data, record: &Record, change: Change) -> Result<Changed, Error> {
    let mut held = proved(data, record, vec![change.interval])?;
    let was = proved(data, record, change.was.into_iter().collect())?;
    Ok(Changed {
        change: change.change,
        held: held.remove(0),
        was: was.into_iter().next(),
    })
}

/// What a feed is about.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FeedQuery {
    /// Of whom.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) who: Option<String>,
    /// With whom too.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) with: Option<String>,
    /// Only acts that change this relation.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) relation: Option<String>,
    /// Only this PLOVER event.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) event: Option<String>,
}

/// The newest happenings that a feed is about.
pub(crate) fn feed(
    data: &Data,
    record: &Record,
    query: &FeedQuery,
) -> Result<Result<Vec<Happened>, Problem>, Error> {
    if let Err(problem) = known_relation(data, query.relation.as_deref()) {
        return Ok(Err(problem));
    }
    let named = query.event.as_deref().map(|name| {
        attache::event::EventType::from_name(&name.to_uppercase())
            .ok_or_else(|| Problem::unclear(format!("“{name}” is no event")))
    });
    let event = match named.transpose() {
        Ok(event) => event,
        Err(problem) => return Ok(Err(problem)),
    };
    let both = query.who.iter().chain(&query.with);
    let with = both.map(|who| whom(data, who)).collect();
    let filter =
        Filter { with, event, has_act: query.relation.is_some(), ..Filter::default() };
    let Some(relation) = &query.relation else {
        let found = record.newest_happenings(&filter, Part { skip: 0, most: ENTRIES })?;
        return Ok(Ok(found.part.into_iter().map(Happened::from).collect()));
    };
    let mut all = Vec::new();
    for act in data.relations.acts_of(relation) {
        let filter = Filter { act: Some(act), ..filter.clone() };
        let found = record.newest_happenings(&filter, Part { skip: 0, most: ENTRIES })?;
        all.extend(found.part.into_iter().map(Happened::from));
    }
    all.sort_by(|a, b| (b.first, &b.id).cmp(&(a.first, &a.id)));
    all.truncate(ENTRIES);
    Ok(Ok(all))
}
