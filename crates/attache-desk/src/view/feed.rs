//! The newest happenings of an actor, a pair, a relation or a type of event, for feed readers.
//!
//! In: “Taliban”, `recognition`. Out: “Russia recognised the Taliban”, with all who tell of it. Known limit: the newest fifty.

use super::asked::{About, blank};
use super::events::event;
use super::happening::Happened;
use super::standing::known_relation;
use crate::problem::Problem;
use attache::data::Data;
use attache::error::Error;
use attache::record::{Filter, Part, Record};
use serde::Deserialize;

/// Entries of a feed.
const ENTRIES: usize = 50;

/// What a feed is about besides.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct FeedQuery {
    /// Only acts that change this relation.
    #[serde(default, deserialize_with = "blank")]
    pub(crate) relation: Option<String>,
    /// Only this PLOVER event.
    #[serde(default, deserialize_with = "blank")]
    pub(crate) event: Option<String>,
}

/// The newest happenings that a feed is about.
pub(crate) fn feed(
    data: &Data,
    record: &Record,
    about: &About,
    query: &FeedQuery,
) -> Result<Result<Vec<Happened>, Problem>, Error> {
    if let Err(problem) = known_relation(data, query.relation.as_deref()) {
        return Ok(Err(problem));
    }
    let event = match query.event.as_deref().map(event).transpose() {
        Ok(event) => event,
        Err(problem) => return Ok(Err(problem)),
    };
    let acts = query.relation.as_deref().map(|name| data.relations.acts_of(name));
    let has_act = acts.is_some();
    let acts = acts.unwrap_or_default();
    let with = about.all(data);
    let filter = Filter { with, event, acts, has_act, ..Filter::default() };
    let found = record.newest_happenings(&filter, Part { skip: 0, most: ENTRIES })?;
    Ok(Ok(found.part.into_iter().map(Happened::from).collect()))
}
