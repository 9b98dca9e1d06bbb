//! Every address that the desk answers to.
//!
//! In: a desk. Out: a router. `/article/a1` is a page, `/api/articles/a1` the same as JSON; what the JSON looks like is described at
//! `/api/openapi.json`, which is made from the code. Known limit: none.

use crate::api;
use crate::asset::asset;
use crate::desk::Shared;
use crate::guard;
use crate::page::visit;
use crate::problem::Problem;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use std::any::Any;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

/// The largest body of a request; an article may have 256 KiB, a file of many more.
const MOST_BODY: usize = 4 << 20;
/// A request must be answered by then, its body read included.
const TIME: Duration = Duration::from_secs(30);

/// All that the desk answers to.
pub(crate) fn router(desk: Shared) -> Router {
    pages()
        .merge(api::router())
        .with_state(desk.clone())
        .layer(from_fn_with_state(desk.clone(), guard::check))
        .layer(DefaultBodyLimit::max(MOST_BODY))
        .layer(from_fn(in_time))
        .layer(CatchPanicLayer::custom(failed))
        .layer(from_fn_with_state(desk, guard::dress))
        .layer(CompressionLayer::new())
}

fn pages() -> Router<Shared> {
    Router::new()
        .route("/", get(visit::first))
        .route("/read", post(visit::read).get(visit::to_first))
        .route("/keep", post(visit::keep))
        .route("/enter", get(visit::door).post(visit::enter))
        .route("/article/{id}", get(visit::article))
        .route("/search", get(visit::search))
        .route("/actor/{who}", get(visit::actor))
        .route("/pair", get(visit::pair))
        .route("/relation", get(visit::relation))
        .route("/event/{id}", get(visit::event))
        .route("/happening/{id}", get(visit::happening))
        .route("/interval/{id}", get(visit::interval))
        .route("/changes", get(visit::changes))
        .route("/changes.atom", get(visit::feed))
        .route("/review", get(visit::review).post(visit::answer))
        .route("/try", get(visit::try_api))
        .route("/asset/{name}", get(asset))
}

async fn in_time(
    request: axum::extract::Request,
    next: axum::middleware::Next,
) -> Response {
    match tokio::time::timeout(TIME, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::busy().into_response(),
    }
}

/// A fault of the program in one request is the end of that request only.
fn failed(_: Box<dyn Any + Send>) -> Response {
    Problem::own("the program failed on this request; others go on").into_response()
}
