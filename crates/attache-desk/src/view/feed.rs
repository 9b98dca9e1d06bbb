//! The newest happenings of an actor, a pair, a relation or a type of event, for feed readers.
//!
//! In: “Taliban”, `recognition`. Out: “Russia recognised the Taliban”, with all who tell of it. Known limit: the newest fifty.

use super::actor::blank;
use super::events::event;
use super::happening::Happened;
use super::standing::known_relation;
use crate::problem::Problem;
use attache::data::Data;
use attache::error::Error;
use attache::record::{Filter, Part, Record, whom};
use serde::Deserialize;
use utoipa::IntoParams;

/// Entries of a feed.
const ENTRIES: usize = 50;

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
    let event = match query.event.as_deref().map(event).transpose() {
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
