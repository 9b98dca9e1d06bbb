//! What is done when a page is asked for: find the view, give it to the page.
//!
//! In: a request for `/article/a1`. Out: the page, or a [`Problem`]. Known limit: none; the work itself stands in the views.

use super::event::Ink;
use super::{Frame, address, article, enter, read};
use crate::desk::{Desk, Shared};
use crate::guard::COOKIE;
use crate::problem::Problem;
use crate::reading::{self, Form};
use crate::view;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;

/// What a newcomer sees read.
const EXAMPLE: &str = include_str!("../../../../examples/kabul.txt");
const EXAMPLE_DAY: &str = "2025-07-05";

type Page = Result<Markup, Problem>;

/// The frame of a page for this visitor.
pub(crate) fn frame(desk: &Desk, headers: &HeaderMap) -> Frame {
    let may_write = desk.guard.may_write(headers);
    Frame { has_record: desk.records.is_there(), may_write }
}

/// Names and codes for this desk's pages.
pub(crate) fn ink(desk: &Desk) -> Ink<'_> {
    Ink { data: &desk.reader.data, has_record: desk.records.is_there() }
}

/// The first page, with an example read.
pub(crate) async fn first(State(desk): State<Shared>, headers: HeaderMap) -> Page {
    let form = Form {
        text: EXAMPLE.to_owned(),
        published: EXAMPLE_DAY.to_owned(),
        publisher: String::new(),
    };
    read_page(&desk, &headers, form).await
}

/// A visitor who comes by the address of an answer.
pub(crate) async fn to_first() -> Redirect {
    Redirect::to("/")
}

/// What the form holds, read.
pub(crate) async fn read(
    State(desk): State<Shared>,
    headers: HeaderMap,
    axum::Form(form): axum::Form<Form>,
) -> Page {
    read_page(&desk, &headers, form).await
}

async fn read_page(desk: &Shared, headers: &HeaderMap, form: Form) -> Page {
    let frame = frame(desk, headers);
    let articles = form.articles()?;
    desk.work(move |desk| {
        let read = reading::read(&desk.reader, articles);
        Ok(read::page(frame, ink(desk), &form, &read))
    })
    .await
}

/// Keeps what the form holds and shows it as the record has it.
pub(crate) async fn keep(
    State(desk): State<Shared>,
    axum::Form(form): axum::Form<Form>,
) -> Result<Redirect, Problem> {
    let articles = form.articles()?;
    let first = articles.first().map(|article| article.id.clone()).unwrap_or_default();
    let n = articles.len();
    desk.work(move |desk| {
        let filings = reading::filings(&desk.reader, articles);
        desk.records.keep(&desk.reader, &filings)
    })
    .await?;
    Ok(Redirect::to(&if n == 1 {
        address("/article/", &first)
    } else {
        "/search".to_owned()
    }))
}

/// Where the token is entered.
pub(crate) async fn door(State(desk): State<Shared>, headers: HeaderMap) -> Markup {
    enter::page(frame(&desk, &headers), false)
}

/// The token as it is entered.
#[derive(Debug, Deserialize)]
pub(crate) struct Token {
    #[serde(default)]
    token: String,
}

/// Lets in whoever knows the token.
pub(crate) async fn enter(
    State(desk): State<Shared>,
    headers: HeaderMap,
    axum::Form(form): axum::Form<Token>,
) -> Response {
    let token = form.token.trim();
    if !desk.guard.is_token(token) {
        let page = enter::page(frame(&desk, &headers), true);
        return (StatusCode::OK, page).into_response();
    }
    let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict");
    let cookie = HeaderValue::from_str(&cookie).expect("the token is hexadecimal");
    ([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response()
}

/// Which version of an article.
#[derive(Debug, Deserialize)]
pub(crate) struct Which {
    version: Option<u32>,
}

/// An article of the record.
pub(crate) async fn article(
    State(desk): State<Shared>,
    headers: HeaderMap,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Page {
    let frame = frame(&desk, &headers);
    desk.work(move |desk| {
        let kept = desk.records.ask(|record| {
            view::article::kept(&desk.reader, record, &id, which.version)
        })??;
        Ok(article::page(frame, ink(desk), &kept))
    })
    .await
}
