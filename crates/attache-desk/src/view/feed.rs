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
    let acts = query.relation.as_deref().map(|name| data.relations.acts_of(name));
    let has_act = acts.is_some();
    let acts = acts.unwrap_or_default();
    let filter = Filter { with, event, acts, has_act, ..Filter::default() };
    let found = record.newest_happenings(&filter, Part { skip: 0, most: ENTRIES })?;
    Ok(Ok(found.part.into_iter().map(Happened::from).collect()))
}
