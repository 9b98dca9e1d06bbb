//! Everything that pages show, as JSON, described by `OpenAPI` from the code.
//!
//! In: `POST /api/read` with “Norway expelled two Russian diplomats.” Out: its events with the contract's keys. Known limit: reading is
//! open to programs of other sites' pages as little as writing: browsers are not told that they may.

mod articles;
mod question;
mod reviews;

use crate::desk::Shared;
use crate::problem::Problem;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The description of the API.
#[derive(Debug, OpenApi)]
#[openapi(info(
    title = "attache",
    description = "Who did what to whom, when, where and according to whom: events of news reports, and what holds between actors on any day. \
        Offsets count Unicode code points.",
    license(name = "MIT OR Apache-2.0")
))]
struct Described;

/// The API.
pub(crate) fn router() -> Router<Shared> {
    let (router, described) = OpenApiRouter::with_openapi(Described::openapi())
        .merge(articles())
        .merge(record())
        .merge(reviews())
        .split_for_parts();
    let described = described.to_pretty_json().expect("the description is always JSON");
    let json = [("content-type", "application/json")];
    router.route("/api/openapi.json", get(async move || (json, described.clone())))
}

fn articles() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(articles::read))
        .routes(routes!(articles::keep))
        .routes(routes!(articles::article))
}

fn record() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .merge(found())
        .routes(routes!(question::actor))
        .routes(routes!(question::pair))
        .routes(routes!(question::relation))
        .routes(routes!(question::standing))
        .routes(routes!(question::changes))
        .routes(routes!(question::evidence))
}

fn found() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(question::search))
        .routes(routes!(question::suggest))
        .routes(routes!(question::events))
        .routes(routes!(question::happenings))
}

fn reviews() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(reviews::next))
        .routes(routes!(reviews::answer))
        .routes(routes!(reviews::scores))
        .routes(routes!(reviews::gold))
}

/// A body of JSON; what is none is told as a problem.
#[derive(Debug, FromRequest)]
#[from_request(via(axum::Json), rejection(Problem))]
pub(crate) struct Body<T>(pub(crate) T);

/// A query; one that cannot be understood is told as a problem.
#[derive(Debug, FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Problem))]
pub(crate) struct Query<T>(pub(crate) T);

/// Parts of a path.
#[derive(Debug, FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Problem))]
pub(crate) struct Path<T>(pub(crate) T);

impl<T: Serialize> IntoResponse for Body<T> {
    fn into_response(self) -> axum::response::Response {
        Json(self.0).into_response()
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        Self::new(rejection.status(), rejection.body_text())
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Self::new(rejection.status(), rejection.body_text())
    }
}

impl From<PathRejection> for Problem {
    fn from(rejection: PathRejection) -> Self {
        Self::new(rejection.status(), rejection.body_text())
    }
}
