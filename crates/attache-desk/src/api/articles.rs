//! Reading and keeping articles.
//!
//! In: articles as JSON. Out: their events, or what became of them in the record: “Norway expelled two Russian diplomats.” kept twice is
//! `new`, then `unchanged`. Known limit: those of [`crate::reading`].

use super::{Body, Path, Query};
use crate::desk::Shared;
use crate::problem::Problem;
use crate::reading::{self, Articles};
use crate::view::article::{KeptArticle, kept};
use crate::view::read::Read;
use attache::record::Added;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Codes articles: events with their places in the text, and how each sentence was read.
#[utoipa::path(post, path = "/api/read", tag = "articles", request_body = Articles, responses(
    (status = 200, body = Read, description = "What was read"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "What is wrong with the articles"),
    (status = "5XX", body = Problem, content_type = "application/problem+json", description = "Too much at once, or a fault of the program"),
))]
pub(crate) async fn read(
    State(desk): State<Shared>,
    Body(given): Body<Articles>,
) -> Result<Body<Read>, Problem> {
    let articles = given.articles()?;
    desk.work(move |desk| Ok(Body(reading::read(&desk.reader, articles)))).await
}

/// What became of articles that were kept.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KeptArticles {
    /// In the order in which they were given.
    kept: Vec<Became>,
}

/// What became of an article.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Became {
    /// Its name in the record.
    id: String,
    /// `new`, `unchanged` (it was there already), or `replaced`: it corrects the version that was there.
    became: Outcome,
}

/// New, unchanged or replaced.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    New,
    Unchanged,
    Replaced,
}

/// Codes articles and keeps them in the record; they are on the disk when this answers.
#[utoipa::path(post, path = "/api/articles", tag = "articles", request_body = Articles, responses(
    (status = 200, body = KeptArticles, description = "What became of them"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "What is wrong with the articles, or that a token is wanted"),
    (status = "5XX", body = Problem, content_type = "application/problem+json", description = "The record cannot be written"),
))]
pub(crate) async fn keep(
    State(desk): State<Shared>,
    Body(given): Body<Articles>,
) -> Result<Body<KeptArticles>, Problem> {
    let articles = given.articles()?;
    let ids: Vec<String> = articles.iter().map(|article| article.id.clone()).collect();
    desk.work(move |desk| {
        let filings = reading::filings(&desk.reader, articles);
        let added = desk.records.keep(&desk.reader, &filings)?;
        let became = |(id, added)| {
            let became = match added {
                Added::New => Outcome::New,
                Added::Unchanged => Outcome::Unchanged,
                Added::Replaced => Outcome::Replaced,
            };
            Became { id, became }
        };
        Ok(Body(KeptArticles { kept: ids.into_iter().zip(added).map(became).collect() }))
    })
    .await
}

/// Which version of an article.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// An earlier version; the last if not given.
    version: Option<u32>,
}

/// An article of the record with its events.
#[utoipa::path(get, path = "/api/articles/{id}", tag = "articles", params(("id" = String, Path, description = "The id of the article"), Which), responses(
    (status = 200, body = KeptArticle, description = "The article"),
    (status = "4XX", body = Problem, content_type = "application/problem+json", description = "There is no such article or version"),
))]
pub(crate) async fn article(
    State(desk): State<Shared>,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Result<Body<KeptArticle>, Problem> {
    desk.work(move |desk| {
        let found =
            desk.records.ask(|record| kept(&desk.reader, record, &id, which.version))?;
        found.map(Body)
    })
    .await
}
