//! One actor: what it holds and what others hold towards it on a day, as known on a day, and what happened with it.
//!
//! In: “Taliban”, a day, a day of knowledge. Out: “recognised by Russia since 2025-07-03” with its proof, and the happenings up to that day.
//! Known limit: of each relation the first forty lines; its own page has all.

use super::asked::{blank, numbered, part};
use super::happening::Happened;
use super::standing::{Held, of_one, proved};
use crate::problem::Problem;
use attache::data::Data;
use attache::data::code::Country;
use attache::data::gazetteer::Entity;
use attache::error::Error;
use attache::explain::row;
use attache::reader::Reader;
use attache::record::{Filter, Record, whom};
use attache::standing::{Asked, Interval};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Lines of a relation.
const SHOWN: usize = 40;
/// Happenings of a page.
pub(crate) const PAGE: usize = 30;
/// Rows of the tables that are named.
const ROWS: usize = 6;

/// On which day, as known on which day.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct When {
    /// What held on this day; the last day of the record if not given.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) on: Option<Date>,
    /// Only from what was published by this day.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) known: Option<Date>,
    /// Which page of happenings, from 1 on.
    #[serde(default, deserialize_with = "numbered")]
    #[param(value_type = Option<i64>)]
    pub(crate) page: Option<u32>,
}

/// One actor.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ActorView {
    /// What was asked for.
    pub(crate) who: String,
    /// The usual name.
    pub(crate) name: String,
    /// What the tables know of it.
    pub(crate) rows: Vec<String>,
    /// The day.
    pub(crate) on: Date,
    /// The day of knowledge.
    pub(crate) known: Date,
    /// From when to when the record goes.
    pub(crate) days: Span,
    /// What holds, by relation.
    pub(crate) standing: Vec<OfRelation>,
    /// What happened up to the day, the newest first.
    pub(crate) happenings: Vec<Happened>,
    /// How many happenings there are up to the day.
    pub(crate) n_happenings: usize,
    /// The page of happenings.
    pub(crate) page: u32,
}

/// From when to when a record goes.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct Span {
    /// The first day of an event.
    pub(crate) first: Date,
    /// The last day.
    pub(crate) last: Date,
    /// The day of the first report.
    pub(crate) first_known: Date,
    /// The day of the last report.
    pub(crate) last_known: Date,
}

/// What holds in one relation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OfRelation {
    /// The relation.
    pub(crate) relation: String,
    /// What it means.
    pub(crate) meaning: String,
    /// What the actor holds, or shares.
    pub(crate) by: Vec<Held>,
    /// What others hold towards it.
    pub(crate) of: Vec<Held>,
    /// Lines that are left out.
    pub(crate) more: usize,
}

/// The view.
pub(crate) fn actor(
    reader: &Reader,
    record: &Record,
    who: &str,
    when: &When,
) -> Result<Result<ActorView, Problem>, Error> {
    let data = &reader.data;
    let with = Filter { with: vec![whom(data, who)], ..Filter::default() };
    let Some(days) = record.days(&with)? else {
        return Ok(Err(Problem::absent(format!("the record tells nothing of “{who}”"))));
    };
    let on = when.on.unwrap_or(days.last);
    let known = when.known.unwrap_or(days.last_known);
    let filter = Filter { until: Some(on), known: Some(known), ..with };
    let happenings = record.newest_happenings(&filter, part(when.page, PAGE))?;
    let mut rows: Vec<&Entity> = entities(data, who).take(ROWS).collect();
    rows.sort_by_key(|entity| entity.term.from);
    let mut rows: Vec<String> = rows.into_iter().map(|e| row(reader, e)).collect();
    rows.dedup();
    Ok(Ok(ActorView {
        who: who.to_owned(),
        name: name(data, who),
        rows,
        on,
        known,
        days: Span {
            first: days.first,
            last: days.last,
            first_known: days.first_known,
            last_known: days.last_known,
        },
        standing: by_relation(data, record, who, (on, known))?,
        happenings: happenings.part.into_iter().map(Happened::from).collect(),
        n_happenings: happenings.n_all,
        page: when.page.unwrap_or(1).max(1),
    }))
}

fn by_relation(
    data: &Data,
    record: &Record,
    who: &str,
    (on, known): (Date, Date),
) -> Result<Vec<OfRelation>, Error> {
    let found = of_one(data, record, &Asked::read(data, who), (Some(on), Some(known)))?;
    let mut all = Vec::new();
    for relation in &data.relations.relation {
        let name = relation.name.get_ref();
        let of_it = |side: &[Interval]| -> Vec<Interval> {
            side.iter().filter(|i| i.relation == *name).cloned().collect()
        };
        let (mut by, mut of) = (of_it(&found.by), of_it(&found.of));
        let n = by.len() + of.len();
        by.truncate(SHOWN);
        of.truncate(SHOWN);
        if n > 0 {
            all.push(OfRelation {
                relation: name.clone(),
                meaning: relation.meaning.clone(),
                more: n - by.len() - of.len(),
                by: proved(data, record, by)?,
                of: proved(data, record, of)?,
            });
        }
    }
    Ok(all)
}

/// The rows of the tables that a name means, a state by its code too.
pub(crate) fn entities<'d>(
    data: &'d Data,
    who: &str,
) -> impl Iterator<Item = &'d Entity> {
    let state = Country::new(who).and_then(|code| data.gazetteer.state(code));
    let body = data.gazetteer.body(who);
    state.into_iter().chain(body).chain(data.gazetteer.called(who))
}

/// The usual name of a state or body that is asked for by its code.
pub(crate) fn name(data: &Data, who: &str) -> String {
    let state = Country::new(who).and_then(|code| data.gazetteer.state(code));
    let known = state.or_else(|| data.gazetteer.body(who));
    known.map_or_else(|| who.to_owned(), |entity| entity.name.to_string())
}
