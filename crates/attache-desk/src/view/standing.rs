//! What holds, with the sentences that prove it.
//!
//! In: a question to the record. Out: intervals, each with its id and proof: “recognition  Russia → Afghanistan since 2025-07-03”, begun by
//! “Russia did so on 3 July.” Known limit: of many sentences that prove the same two are shown; the interval's own page
//! has all.

use crate::problem::Problem;
use attache::data::Data;
use attache::data::relations::Sides;
use attache::error::Error;
use attache::record::Record;
use attache::standing::{Asked, Interval, IntervalId, Question, Tracks};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// Sentences shown of each sort.
const SHOWN: usize = 2;

/// An interval and what proves it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Held {
    /// The interval.
    #[serde(flatten)]
    pub(crate) interval: Interval,
    /// Its id: relation, both sides, first day.
    pub(crate) id: String,
    /// The first of the sentences that prove it.
    pub(crate) proof: Vec<Proof>,
}

/// A sentence that proves something.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Proof {
    /// `begins`, `holds`, `ends` or `against`.
    pub(crate) why: &'static str,
    /// The id of the event.
    pub(crate) event: String,
    /// The sentence.
    pub(crate) text: String,
    /// The article that it stands in.
    pub(crate) article: String,
    /// The day of the article.
    pub(crate) published: Option<String>,
    /// Who published it.
    pub(crate) publisher: Option<String>,
}

/// The standing of one on a day, as known on a day.
#[derive(Debug, Clone)]
pub(crate) struct OfOne {
    /// What it holds, and what it shares with others.
    pub(crate) by: Vec<Interval>,
    /// What others hold towards it.
    pub(crate) of: Vec<Interval>,
}

/// The intervals that answer a question.
pub(crate) fn intervals(
    data: &Data,
    record: &Record,
    question: &Question,
) -> Result<Vec<Interval>, Error> {
    let tracks = Tracks::of(data, record, question)?;
    Ok(tracks.standing(question.on, question.known))
}

/// The standing of one actor.
pub(crate) fn of_one(
    data: &Data,
    record: &Record,
    who: &Asked,
    (on, known): (Option<Date>, Option<Date>),
) -> Result<OfOne, Error> {
    let by = Question { by: Some(who.clone()), on, known, ..Question::default() };
    let of = Question { of: Some(who.clone()), on, known, ..Question::default() };
    let mut towards = intervals(data, record, &of)?;
    // What both share is told once.
    towards.retain(|i| !is_mutual(data, &i.relation));
    Ok(OfOne { by: intervals(data, record, &by)?, of: towards })
}

/// Refuses what is no relation.
pub(crate) fn known_relation(data: &Data, relation: Option<&str>) -> Result<(), Problem> {
    let all = &data.relations;
    match relation {
        Some(name) if all.index(name).is_none() => {
            let names = all.relation.iter().map(|r| r.name.get_ref().as_str());
            let names = names.collect::<Vec<_>>().join(", ");
            Err(Problem::unclear(format!("“{name}” is no relation; one of {names}")))
        }
        _ => Ok(()),
    }
}

/// Whether a relation is held by both.
pub(crate) fn is_mutual(data: &Data, relation: &str) -> bool {
    let relation = data.relations.index(relation).map(|i| &data.relations.relation[i]);
    relation.is_some_and(|relation| relation.sides == Sides::Both)
}

/// How high a level is, from 1 to 4; 4 is the full one.
pub(crate) fn height(data: &Data, interval: &Interval) -> usize {
    let relation = data.relations.index(&interval.relation);
    let Some(relation) = relation.map(|i| &data.relations.relation[i]) else { return 4 };
    let n = relation.levels.len();
    let at = relation.levels.iter().position(|level| *level == interval.level);
    at.map_or(4, |at| 4 - (n - 1 - at).min(3))
}

/// The id of an interval.
pub(crate) fn id(data: &Data, interval: &Interval) -> String {
    IntervalId::of(data, interval).to_string()
}

/// Intervals with their proof.
pub(crate) fn proved(
    data: &Data,
    record: &Record,
    intervals: Vec<Interval>,
) -> Result<Vec<Held>, Error> {
    let held = |interval: Interval| {
        let proof = proof(record, &interval)?;
        Ok(Held { id: id(data, &interval), proof, interval })
    };
    intervals.into_iter().map(held).collect()
}

fn proof(record: &Record, interval: &Interval) -> Result<Vec<Proof>, Error> {
    let mut all = Vec::new();
    for (why, events) in interval.proofs() {
        for id in events.iter().take(SHOWN) {
            let Some(found) = record.telling(id)? else { continue };
            let line = found.telling.line;
            all.push(Proof {
                why,
                event: line.id,
                text: line.text.into_owned(),
                article: line.article.into_owned(),
                published: line.published,
                publisher: found.telling.publisher,
            });
        }
    }
    Ok(all)
}
