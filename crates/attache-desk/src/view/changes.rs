//! What changed in the standing between two days, or what was learned of it between two days of knowledge.
//!
//! In: “Afghanistan”, from 2025-07-01 to 2025-07-31. Out: the recognition by Russia began. Of the world too: only lines in time are laid
//! out that an act of these days is on. Known limit: a page of fifty changes at once.

use super::asked::{About, blank, numbered, part};
use super::standing::{Held, is_mutual, known_relation, proved};
use crate::problem::Problem;
use attache::data::Data;
use attache::error::Error;
use attache::record::{Filter, Record};
use attache::standing::{Asked, Change, Kind, Party, Question, Tracks, changed, learned};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use utoipa::{IntoParams, ToSchema};

/// Changes of a page.
pub(crate) const PAGE: usize = 50;
/// Acts of the world that are looked at, about: four days of a million events in twenty years, three weeks of two hundred thousand.
const MOST_ACTS: u32 = 250;
/// Days that are looked back where none is given, for one actor or relation and for the world.
const BACK: (i64, i64) = (30, 7);

/// Which changes.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ChangesQuery {
    /// What changed after this day; thirty days before `to` if not given, of the world seven; of the world no more days than some
    /// two hundred and fifty acts fill.
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
    /// Only in this relation.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) relation: Option<String>,
    /// Which page of changes, from 1 on.
    #[serde(default, deserialize_with = "numbered")]
    #[param(value_type = Option<i64>)]
    pub(crate) page: Option<u32>,
}

/// What changed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChangesView {
    /// Changes after this day …
    pub(crate) from: Date,
    /// … and by this day.
    pub(crate) to: Date,
    /// Whether more days were asked for than are looked at of the world at once; `from` is the first that was.
    pub(crate) cut: bool,
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
    /// The changes of this page, the newest first.
    pub(crate) changes: Vec<Changed>,
    /// How many changes there are.
    pub(crate) n_changes: usize,
    /// The page.
    pub(crate) page: u32,
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
    (about, query): (&About, &ChangesQuery),
) -> Result<Result<ChangesView, Problem>, Error> {
    if let Err(problem) = known_relation(data, query.relation.as_deref()) {
        return Ok(Err(problem));
    }
    let with = about.all(data);
    let is_of_world = with.is_empty() && query.relation.is_none();
    let Some(days) = record.days(&Filter { with, ..Filter::default() })? else {
        return Ok(Err(Problem::absent("the record tells nothing of them")));
    };
    let is_learned = query.known_from.is_some() || query.known_to.is_some();
    let (from, to, last) = if is_learned {
        (query.known_from, query.known_to, days.last_known)
    } else {
        (query.from, query.to, days.last)
    };
    let to = to.unwrap_or(last);
    let before = |days: i64| to.saturating_sub(jiff::Span::new().days(days));
    let from = from.unwrap_or_else(|| before(if is_of_world { BACK.1 } else { BACK.0 }));
    let most = is_of_world.then(|| record.acts_since(MOST_ACTS, to)).transpose()?;
    // One day at least, whatever happened on it.
    let earliest = most.flatten().map(|day| day.min(before(1)));
    let is_cut = earliest.is_some_and(|day| from < day);
    let from = earliest.map_or(from, |day| from.max(day));
    let relation = query.relation.as_deref();
    let found = differences(data, record, (about, relation), (from, to, is_learned))?;
    let n_changes = found.len();
    let shown_part = part(query.page, PAGE);
    let found = found.into_iter().skip(shown_part.skip).take(shown_part.most);
    let relations = data.relations.relation.iter().map(|r| r.name.get_ref().clone());
    Ok(Ok(ChangesView {
        from,
        to,
        cut: is_cut,
        learned: is_learned,
        who: about.who.clone(),
        with: about.with.clone(),
        relation: query.relation.clone(),
        relations: relations.collect(),
        changes: found.map(|c| shown(data, record, c)).collect::<Result<_, _>>()?,
        n_changes,
        page: query.page.unwrap_or(1).max(1),
    }))
}

/// All changes, the newest first.
fn differences(
    data: &Data,
    record: &Record,
    (about, relation): (&About, Option<&str>),
    (from, to, is_learned): (Date, Date, bool),
) -> Result<Vec<Change>, Error> {
    let asked = |who: &Option<String>| who.as_ref().map(|who| Asked::read(data, who));
    let (one, other) = (asked(&about.who), asked(&about.with));
    let differences = |by: &Option<Asked>, of: &Option<Asked>| {
        let (by, of) = (by.clone(), of.clone());
        let relation = relation.map(str::to_owned);
        let question = Question { relation, by, of, ..Question::default() };
        let tracks = Tracks::changing(data, record, &question, (from, to))?;
        Ok(if is_learned {
            let known = |day| tracks.standing(None, Some(day));
            learned(&known(from), &known(to))
        } else {
            changed(&tracks.standing(None, None), from, to)
        })
    };
    let mut all: Vec<Change> = differences(&one, &other)?;
    if one.is_some() || other.is_some() {
        // What others hold towards it changes too; what both share was found already.
        let means = |who: &Option<Asked>, party: &Party| {
            who.as_ref().is_none_or(|w| w.means(party))
        };
        let is_known = |change: &Change| {
            let i = &change.interval;
            is_mutual(data, &i.relation) || means(&one, &i.by) && means(&other, &i.of)
        };
        let towards = differences(&other, &one)?;
        all.extend(towards.into_iter().filter(|change| !is_known(change)));
    }
    all.sort_by_cached_key(|change| Reverse(day_of(change)));
    Ok(all)
}

/// The day of a change as it is written; years and months are before their days.
fn day_of(change: &Change) -> Option<String> {
    let interval = &change.interval;
    match change.change {
        Kind::Ended => interval.to.clone(),
        Kind::Began | Kind::Passed | Kind::Changed => interval.from.clone(),
        Kind::Learned | Kind::Corrected | Kind::Dropped => {
            interval.from.clone().or_else(|| interval.to.clone())
        }
    }
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
