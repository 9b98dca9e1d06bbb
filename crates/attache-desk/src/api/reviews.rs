//! Review: the next event, answers, what they say, and gold made of them.
//!
//! In: `{"event":"3f…","reviewer":"anna","verdict":"right"}` on “Norway expelled two Russian diplomats.” Out: the next event. Known limit:
//! those of [`crate::reviews`].

use super::{Body, Query};
use crate::desk::Shared;
use crate::problem::Problem;
use crate::reviews::{ByEvent, Review};
use crate::view::review::{self, NextReview, ReviewScores};
use attache::error::Error;
use attache::record::Record;
use axum::extract::State;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;

/// Who reviews.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Who {
    /// The reviewer's name.
    reviewer: String,
}

/// Asks the record and the answers of all reviewers so far.
async fn asked<V: Send + 'static>(
    desk: &Shared,
    ask: impl FnOnce(&Record, &ByEvent) -> Result<V, Error> + Send + 'static,
) -> Result<Body<V>, Problem> {
    desk.work(move |desk| {
        let answers = desk.reviews.all()?;
        desk.records.ask(|record| ask(record, &answers)).map(Body)
    })
    .await
}

/// The next event that a reviewer has not answered.
#[utoipa::path(get, path = "/api/review/next", tag = "review", params(Who), responses(
    (status = 200, body = NextReview, description = "The event"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "There is no record"),
))]
pub(crate) async fn next(
    State(desk): State<Shared>,
    Query(who): Query<Who>,
) -> Result<Body<NextReview>, Problem> {
    asked(&desk, move |record, answers| review::next(record, answers, &who.reviewer))
        .await
}

/// Answers on an event; it is on the disk when this returns, with the next event.
#[utoipa::path(post, path = "/api/review", tag = "review", request_body = Review, responses(
    (status = 200, body = NextReview, description = "The next event"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "The answer cannot be understood, a token is wanted, or there is no such event"),
))]
pub(crate) async fn answer(
    State(desk): State<Shared>,
    Body(given): Body<Review>,
) -> Result<Body<NextReview>, Problem> {
    let reviewer = given.reviewer.clone();
    desk.work(move |desk| review::answer(desk, &given)).await?;
    asked(&desk, move |record, answers| review::next(record, answers, &reviewer)).await
}

/// How far reviewers agree, and how often events of each type are right.
#[utoipa::path(get, path = "/api/review/scores", tag = "review", responses(
    (status = 200, body = ReviewScores, description = "What the answers say"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "There is no record"),
))]
pub(crate) async fn scores(
    State(desk): State<Shared>,
) -> Result<Body<ReviewScores>, Problem> {
    asked(&desk, review::scores).await
}

/// The answers as articles in the format of the project's gold.
#[utoipa::path(get, path = "/api/review/gold", tag = "review", responses(
    (status = 200, body = Value, description = "Articles with the events that most found right"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "There is no record"),
))]
pub(crate) async fn gold(State(desk): State<Shared>) -> Result<Body<Value>, Problem> {
    asked(&desk, review::gold).await
}
