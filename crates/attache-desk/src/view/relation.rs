//! One relation: who holds it towards one, or whom one holds it towards; among a few, everyone with everyone.
//!
//! In: `recognition`, `of` “Taliban”, a day. Out: “Russia, recognised since 2025-07-03” as a table and on a map; for a group, a matrix. Known
//! limit: at most fifteen in a group.

use super::actor::{entities, name};
use super::asked::blank;
use super::standing::{Held, height, intervals, is_mutual, known_relation, proved};
use crate::problem::Problem;
use attache::data::Data;
use attache::error::Error;
use attache::record::{Filter, Record, whom};
use attache::standing::{Asked, Question};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The largest group.
const MOST: usize = 15;

/// What is asked of a relation.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RelationQuery {
    /// recognition, relations, mission, agreement …; recognition if not given.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) relation: Option<String>,
    /// Whom it is held towards: a name or a code.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) of: Option<String>,
    /// Who holds it.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) by: Option<String>,
    /// In place of both: names with commas between them, for a matrix; at most 15.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) group: Option<String>,
    /// What held on this day; the last day of the record if not given.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) on: Option<Date>,
    /// Only from what was published by this day.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) known: Option<Date>,
}

/// The answers of a relation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RelationView {
    /// The relation.
    pub(crate) relation: String,
    /// What it means.
    pub(crate) meaning: String,
    /// All relations there are.
    pub(crate) relations: Vec<String>,
    /// Whether both sides hold it.
    pub(crate) mutual: bool,
    /// Who holds it, as asked.
    pub(crate) by: Option<String>,
    /// Towards whom, as asked.
    pub(crate) of: Option<String>,
    /// The usual name of the one that is asked about.
    pub(crate) name: Option<String>,
    /// The code of its state, where it is one or of one.
    pub(crate) code: Option<String>,
    /// The day.
    pub(crate) on: Option<Date>,
    /// The day of knowledge.
    pub(crate) known: Option<Date>,
    /// From when to when there is something to tell.
    pub(crate) days: Option<super::actor::Span>,
    /// The answers, in order of names.
    pub(crate) answers: Vec<Answer>,
    /// A row for each of a group.
    pub(crate) matrix: Vec<MatrixRow>,
}

/// One answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Answer {
    /// The other side.
    pub(crate) name: String,
    /// Its code.
    pub(crate) code: String,
    /// 1 to 4; 4 is the full level.
    pub(crate) height: usize,
    /// The interval with its proof.
    #[serde(flatten)]
    pub(crate) held: Held,
}

/// What one of a group holds towards each.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MatrixRow {
    /// As it was asked for.
    pub(crate) who: String,
    /// The usual name.
    pub(crate) name: String,
    /// The level towards each of the group, in their order; null where nothing is known to hold.
    pub(crate) towards: Vec<Option<Cell>>,
}

/// A level and the interval that it comes from.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Cell {
    /// The level.
    pub(crate) level: String,
    /// The interval's id.
    pub(crate) id: String,
}

/// The view.
pub(crate) fn relation(
    data: &Data,
    record: &Record,
    query: &RelationQuery,
) -> Result<Result<RelationView, Problem>, Error> {
    let wanted = query.relation.as_deref().unwrap_or("recognition");
    let all = &data.relations.relation;
    let relations: Vec<String> = all.iter().map(|r| r.name.get_ref().clone()).collect();
    if let Err(problem) = known_relation(data, Some(wanted)) {
        return Ok(Err(problem));
    }
    let meaning =
        all.iter().find(|r| r.name.get_ref() == wanted).map(|r| r.meaning.clone());
    let mutual = is_mutual(data, wanted);
    let mut view = RelationView {
        relation: wanted.to_owned(),
        meaning: meaning.unwrap_or_default(),
        relations,
        mutual,
        by: query.by.clone(),
        of: query.of.clone(),
        name: None,
        code: None,
        on: query.on,
        known: query.known,
        days: None,
        answers: Vec::new(),
        matrix: Vec::new(),
    };
    if let Some(group) = &query.group {
        return Ok(match matrix(data, record, &mut view, group)? {
            Some(why) => Err(why),
            None => Ok(view),
        });
    }
    if let Some(who) = query.of.as_ref().or(query.by.as_ref()) {
        answer(data, record, &mut view, who)?;
    }
    Ok(Ok(view))
}

/// The last day of what is asked about is the day, where none is given.
fn set_days(
    data: &Data,
    record: &Record,
    view: &mut RelationView,
    who: &str,
) -> Result<(), Error> {
    let with = Filter { with: vec![whom(data, who)], ..Filter::default() };
    let Some(days) = record.days(&with)? else { return Ok(()) };
    let last = view.days.map_or(days.last, |d| d.last.max(days.last));
    let last_known =
        view.days.map_or(days.last_known, |d| d.last_known.max(days.last_known));
    let first = view.days.map_or(days.first, |d| d.first.min(days.first));
    let first_known =
        view.days.map_or(days.first_known, |d| d.first_known.min(days.first_known));
    view.days = Some(super::actor::Span { first, last, first_known, last_known });
    Ok(())
}

fn answer(
    data: &Data,
    record: &Record,
    view: &mut RelationView,
    who: &str,
) -> Result<(), Error> {
    set_days(data, record, view, who)?;
    view.name = Some(name(data, who));
    view.code =
        entities(data, who).find_map(|entity| entity.country.map(|c| c.to_string()));
    view.on = view.on.or(view.days.map(|days| days.last));
    let asked = |who: &Option<String>| who.as_ref().map(|who| Asked::read(data, who));
    let (by, of) = (asked(&view.by), asked(&view.of));
    let is_towards = of.is_some() && !(view.mutual && by.is_none());
    // What both share is asked for as its own, so that the other stands second.
    let (by, of) = if is_towards { (by, of) } else { (by.or(of.clone()), None) };
    let question = Question {
        relation: Some(view.relation.clone()),
        by,
        of,
        on: view.on,
        known: view.known,
    };
    let found = proved(data, record, intervals(data, record, &question)?)?;
    let answer = |held: Held| {
        let other = if is_towards { &held.interval.by } else { &held.interval.of };
        let (name, code) = (other.name.clone(), other.code.clone());
        Answer { name, code, height: height(data, &held.interval), held }
    };
    view.answers = found.into_iter().map(answer).collect();
    view.answers.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(())
}

fn matrix(
    data: &Data,
    record: &Record,
    view: &mut RelationView,
    group: &str,
) -> Result<Option<Problem>, Error> {
    let mut group: Vec<&str> = group.split(',').map(str::trim).collect();
    group.retain(|who| !who.is_empty());
    if !(2..=MOST).contains(&group.len()) {
        let why = format!("{} in the group; from 2 to {MOST} are wanted", group.len());
        return Ok(Some(Problem::unclear(why)));
    }
    for who in &group {
        set_days(data, record, view, who)?;
    }
    view.on = view.on.or(view.days.map(|days| days.last));
    let asked: Vec<Asked> = group.iter().map(|who| Asked::read(data, who)).collect();
    for (who, by) in group.iter().zip(&asked) {
        let question = Question {
            relation: Some(view.relation.clone()),
            by: Some(by.clone()),
            on: view.on,
            known: view.known,
            ..Question::default()
        };
        let held = intervals(data, record, &question)?;
        let cell = |of: &Asked| {
            let towards = held.iter().filter(|i| of.means(&i.of));
            let highest = towards.max_by_key(|i| height(data, i))?;
            let id = super::standing::id(data, highest);
            Some(Cell { level: highest.level.clone(), id })
        };
        let towards = asked.iter().map(cell).collect();
        view.matrix.push(MatrixRow {
            who: (*who).to_owned(),
            name: name(data, who),
            towards,
        });
    }
    Ok(None)
}
