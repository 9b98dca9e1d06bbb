//! Events and happenings by what they are, a page at a time.
//!
//! In: who did it, to whom, of which type, when. Out: a part of the answers, the newest first, and how many there are: “all that Russia did
//! to the Taliban since July 2025”. Known limit: at most two hundred at once.

use super::asked::{About, blank};
use super::happening::Happened;
use super::search::TellingFound;
use crate::problem::Problem;
use attache::data::Data;
use attache::error::Error;
use attache::event::{EventType, Status};
use attache::record::{Filter, Part, Record, whom};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which events; all that is given must hold.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventQuery {
    /// Who did it.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) actor: Option<String>,
    /// To whom.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) recipient: Option<String>,
    /// Who vouches for it.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) said_by: Option<String>,
    /// A PLOVER event: SUPPORT, SANCTION …
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) event: Option<String>,
    /// What it does to the standing: recognize, expel-diplomat …
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) act: Option<String>,
    /// actual, future, hypothetical or negated.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) status: Option<String>,
    /// Not over before this day.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) since: Option<Date>,
    /// Not begun after this day.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) until: Option<Date>,
    /// Published by this day.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) known: Option<Date>,
    /// Words of the sentence.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    pub(crate) text: Option<String>,
    /// So many are passed over.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<i64>)]
    pub(crate) skip: Option<u32>,
    /// So many at most, up to 200; 50 if not given.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<i64>)]
    pub(crate) most: Option<u32>,
}

/// A part of the events.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Events {
    /// How many there are.
    pub(crate) all: usize,
    /// The part, the newest first.
    pub(crate) events: Vec<TellingFound>,
}

/// A part of the happenings.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Happenings {
    /// How many there are.
    pub(crate) all: usize,
    /// The part, the newest first.
    pub(crate) happenings: Vec<Happened>,
}

impl EventQuery {
    /// The filter; codes that are none are told with those that are.
    fn filter(&self, data: &Data, about: &About) -> Result<Filter, Problem> {
        let asked = |who: &Option<String>| who.as_deref().map(|who| whom(data, who));
        Ok(Filter {
            with: about.all(data),
            actor: asked(&self.actor),
            recipient: asked(&self.recipient),
            said_by: asked(&self.said_by),
            event: self.event.as_deref().map(event).transpose()?,
            acts: self
                .act
                .iter()
                .map(|name| act(data, name))
                .collect::<Result<_, _>>()?,
            status: self.status.as_deref().map(status).transpose()?,
            since: self.since,
            until: self.until,
            known: self.known,
            text: self.text.clone(),
            ..Filter::default()
        })
    }

    fn part(&self) -> Part {
        let most = self.most.unwrap_or(50).min(200) as usize;
        Part { skip: self.skip.unwrap_or(0) as usize, most }
    }
}

/// The PLOVER event that a name means.
pub(crate) fn event(name: &str) -> Result<EventType, Problem> {
    EventType::from_name(&name.to_uppercase()).ok_or_else(|| {
        let names: Vec<&str> = EventType::ALL.iter().map(|e| e.name()).collect();
        Problem::unclear(format!("“{name}” is no event; one of {}", names.join(", ")))
    })
}

fn act(data: &Data, name: &str) -> Result<String, Problem> {
    let acts = &data.ontology.act;
    acts.iter().find(|act| act.code == name).map(|act| act.code.clone()).ok_or_else(
        || {
            let names: Vec<&str> = acts.iter().map(|act| act.code.as_str()).collect();
            Problem::unclear(format!("“{name}” is no act; one of {}", names.join(", ")))
        },
    )
}

fn status(name: &str) -> Result<Status, Problem> {
    let all = [Status::Actual, Status::Future, Status::Hypothetical, Status::Negated];
    all.into_iter().find(|s| s.name() == name).ok_or_else(|| {
        let names = all.map(Status::name).join(", ");
        Problem::unclear(format!("“{name}” is no status; one of {names}"))
    })
}

/// Events, each as a report tells it.
pub(crate) fn events(
    data: &Data,
    record: &Record,
    (about, query): (&About, &EventQuery),
) -> Result<Result<Events, Problem>, Error> {
    let filter = match query.filter(data, about) {
        Ok(filter) => filter,
        Err(problem) => return Ok(Err(problem)),
    };
    let found = record.newest_tellings(&filter, query.part())?;
    let events = found.part.into_iter().map(TellingFound::from).collect();
    Ok(Ok(Events { all: found.n_all, events }))
}

/// Happenings, each with all who tell of it.
pub(crate) fn happenings(
    data: &Data,
    record: &Record,
    (about, query): (&About, &EventQuery),
) -> Result<Result<Happenings, Problem>, Error> {
    let filter = match query.filter(data, about) {
        Ok(filter) => filter,
        Err(problem) => return Ok(Err(problem)),
    };
    let found = record.newest_happenings(&filter, query.part())?;
    let happenings = found.part.into_iter().map(Happened::from).collect();
    Ok(Ok(Happenings { all: found.n_all, happenings }))
}
