//! Questions to the record, each the JSON of a page.
//!
//! In: `GET /api/standing?relation=recognition&of=Taliban&on=2025-07-04`. Out: the interval of “Russia recognised the Taliban government on 3 July
//! 2025.” with its proof. Known limit: a standing is asked of one side at least.

use super::{Body, Path, Query};
use crate::desk::{Desk, Shared};
use crate::problem::Problem;
use crate::view::actor::{ActorView, When};
use crate::view::asked::{About, blank};
use crate::view::changes::{ChangesQuery, ChangesView};
use crate::view::events::{EventQuery, Events, Happenings};
use crate::view::evidence::EvidenceView;
use crate::view::pair::{PairView, Two};
use crate::view::relation::{RelationQuery, RelationView};
use crate::view::search::{ActorFound, SearchQuery, SearchView};
use crate::view::standing::{Held, intervals, known_relation, proved};
use crate::view::{actor as actors, events as told, evidence as rests};
use attache::error::Error;
use attache::record::Record;
use attache::standing::{Asked, Question};
use axum::extract::State;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

type Answer<T> = Result<Body<T>, Problem>;

async fn asked<V: Send + 'static>(
    desk: &Shared,
    ask: impl FnOnce(&Desk, &Record) -> Result<Result<V, Problem>, Error> + Send + 'static,
) -> Answer<V> {
    desk.ask(ask).await.map(Body)
}

/// Actors, pairs, codes and events that words name.
#[utoipa::path(get, path = "/api/search", tag = "record", params(SearchQuery), responses(
    (status = 200, body = SearchView, description = "What was found"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "The question cannot be understood, or there is no record"),
))]
pub(crate) async fn search(
    State(desk): State<Shared>,
    Query(query): Query<SearchQuery>,
) -> Answer<SearchView> {
    asked(&desk, move |desk, record| {
        crate::view::search::search(&desk.reader.data, record, &query)
    })
    .await
}

/// Suggestions as one types.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Suggestions {
    /// Actors of which a name begins so.
    actors: Vec<ActorFound>,
}

/// Actors of which a name begins so.
#[utoipa::path(get, path = "/api/suggest", tag = "record", params(SearchQuery), responses(
    (status = 200, body = Suggestions, description = "Actors"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "The question cannot be understood, or there is no record"),
))]
pub(crate) async fn suggest(
    State(desk): State<Shared>,
    Query(query): Query<SearchQuery>,
) -> Answer<Suggestions> {
    let ask = move |_: &Desk, record: &Record| {
        if let Err(problem) = query.sound() {
            return Ok(Err(problem));
        }
        let actors = crate::view::search::actors(record, query.q.trim())?;
        Ok(Ok(Suggestions { actors }))
    };
    asked(&desk, ask).await
}

/// Events, each as a report tells it, the newest first.
#[utoipa::path(get, path = "/api/events", tag = "record", params(About, EventQuery), responses(
    (status = 200, body = Events, description = "A part of the events"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "The question cannot be understood, or there is no record"),
))]
pub(crate) async fn events(
    State(desk): State<Shared>,
    Query(about): Query<About>,
    Query(query): Query<EventQuery>,
) -> Answer<Events> {
    asked(&desk, move |desk, record| {
        told::events(&desk.reader.data, record, (&about, &query))
    })
    .await
}

/// Happenings, each once with all who tell of it, the newest first.
#[utoipa::path(get, path = "/api/happenings", tag = "record", params(About, EventQuery), responses(
    (status = 200, body = Happenings, description = "A part of the happenings"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "The question cannot be understood, or there is no record"),
))]
pub(crate) async fn happenings(
    State(desk): State<Shared>,
    Query(about): Query<About>,
    Query(query): Query<EventQuery>,
) -> Answer<Happenings> {
    asked(&desk, move |desk, record| {
        told::happenings(&desk.reader.data, record, (&about, &query))
    })
    .await
}

/// An actor: its standing on a day, as known on a day, and what happened with it.
#[utoipa::path(get, path = "/api/actors/{who}", tag = "record", params(("who" = String, Path, description = "A name or a code"), When), responses(
    (status = 200, body = ActorView, description = "The actor"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "Nothing is told of it, or there is no record"),
))]
pub(crate) async fn actor(
    State(desk): State<Shared>,
    Path(who): Path<String>,
    Query(when): Query<When>,
) -> Answer<ActorView> {
    asked(&desk, move |desk, record| actors::actor(&desk.reader, record, &who, &when))
        .await
}

/// Everything between two.
#[utoipa::path(get, path = "/api/pair", tag = "record", params(Two, When), responses(
    (status = 200, body = PairView, description = "What holds and what happened between them"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "Nothing is told of them together, or there is no record"),
))]
pub(crate) async fn pair(
    State(desk): State<Shared>,
    Query(two): Query<Two>,
    Query(when): Query<When>,
) -> Answer<PairView> {
    asked(&desk, move |desk, record| {
        crate::view::pair::pair(&desk.reader.data, record, (&two.a, &two.b), &when)
    })
    .await
}

/// Who holds a relation towards one, or whom one holds it towards; a matrix of a few.
#[utoipa::path(get, path = "/api/relation", tag = "record", params(RelationQuery), responses(
    (status = 200, body = RelationView, description = "The answers"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "The question cannot be understood, or there is no record"),
))]
pub(crate) async fn relation(
    State(desk): State<Shared>,
    Query(query): Query<RelationQuery>,
) -> Answer<RelationView> {
    asked(&desk, move |desk, record| {
        crate::view::relation::relation(&desk.reader.data, record, &query)
    })
    .await
}

/// What is asked of the standing.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct StandingQuery {
    /// recognition, relations, mission, agreement …; all if not given.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    relation: Option<String>,
    /// Who holds it: a name or a code. This or `of` is wanted.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    by: Option<String>,
    /// Towards whom.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    of: Option<String>,
    /// Only what held on this day.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    on: Option<Date>,
    /// Only from what was published by this day.
    #[serde(default, deserialize_with = "blank")]
    #[param(value_type = Option<String>)]
    known: Option<Date>,
}

/// What holds.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Standing {
    /// The intervals, with their proof.
    intervals: Vec<Held>,
}

/// What holds between whom, on any day, as known on any day.
#[utoipa::path(get, path = "/api/standing", tag = "record", params(StandingQuery), responses(
    (status = 200, body = Standing, description = "The intervals"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "The question cannot be understood, or there is no record"),
))]
pub(crate) async fn standing(
    State(desk): State<Shared>,
    Query(query): Query<StandingQuery>,
) -> Answer<Standing> {
    let ask = move |desk: &Desk, record: &Record| {
        let data = &desk.reader.data;
        if query.by.is_none() && query.of.is_none() {
            return Ok(Err(Problem::unclear("“by” or “of” is wanted")));
        }
        if let Err(problem) = known_relation(data, query.relation.as_deref()) {
            return Ok(Err(problem));
        }
        let asked = |who: &Option<String>| who.as_ref().map(|who| Asked::read(data, who));
        let question = Question {
            relation: query.relation.clone(),
            by: asked(&query.by),
            of: asked(&query.of),
            on: query.on,
            known: query.known,
        };
        let found = intervals(data, record, &question)?;
        Ok(Ok(Standing { intervals: proved(data, record, found)? }))
    };
    asked(&desk, ask).await
}

/// All that an event, a happening or an interval rests on, and what contradicts it.
#[utoipa::path(get, path = "/api/evidence/{id}", tag = "record", params(("id" = String, Path, description = "The id of an event, a happening (h…) or an interval (RELATION/BY/OF/DAY, with its slashes as %2F)")), responses(
    (status = 200, body = Vec<EvidenceView>, description = "What it rests on"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "There is nothing called so"),
))]
pub(crate) async fn evidence(
    State(desk): State<Shared>,
    Path(id): Path<String>,
) -> Answer<Vec<EvidenceView>> {
    asked(&desk, move |desk, record| rests::evidence(&desk.reader.data, record, &id))
        .await
}

/// What changed in the standing between two days, or was learned of it between two days.
#[utoipa::path(get, path = "/api/changes", tag = "record", params(About, ChangesQuery), responses(
    (status = 200, body = ChangesView, description = "The changes"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "The question cannot be understood, or there is no record"),
))]
pub(crate) async fn changes(
    State(desk): State<Shared>,
    Query(about): Query<About>,
    Query(query): Query<ChangesQuery>,
) -> Answer<ChangesView> {
    asked(&desk, move |desk, record| {
        crate::view::changes::changes(&desk.reader.data, record, (&about, &query))
    })
    .await
}
