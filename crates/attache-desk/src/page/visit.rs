//! What is done when a page is asked for: find the view, give it to the page.
//!
//! In: a request for `/article/a1`. Out: the page, or a [`Problem`]. Known limit: none; the work itself stands in the views.

use super::event::Ink;
use super::{
    Frame, actor, address, article, changes, enter, evidence, pair, query, read,
    relation, review, search, try_api,
};
use crate::atom::Feed;
use crate::desk::{Desk, Shared};
use crate::problem::Problem;
use crate::reading::{self, Form};
use crate::reviews::{Field, Review, Verdict};
use crate::view;
use crate::view::actor::When;
use crate::view::asked::About;
use crate::view::changes::ChangesQuery;
use crate::view::feed::FeedQuery;
use crate::view::pair::Two;
use crate::view::relation::RelationQuery;
use crate::view::search::SearchQuery;
use attache::error::Error;
use attache::record::Record;
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
    let cookie = HeaderValue::from_str(&desk.guard.cookie(token))
        .expect("the token is hexadecimal");
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
    let ask = move |desk: &Desk, record: &Record| {
        view::article::kept(&desk.reader, record, &id, which.version)
    };
    asked(&desk, &headers, ask, |frame, desk, view| article::page(frame, ink(desk), view))
        .await
}

/// Asks the record for a view and shows it.
async fn asked<V>(
    desk: &Shared,
    headers: &HeaderMap,
    ask: impl FnOnce(&Desk, &Record) -> Result<Result<V, Problem>, Error> + Send + 'static,
    show: impl FnOnce(Frame, &Desk, &V) -> Markup + Send + 'static,
) -> Page {
    let frame = frame(desk, headers);
    desk.work(move |desk| {
        let view = desk.records.ask(|record| ask(desk, record))??;
        Ok(show(frame, desk, &view))
    })
    .await
}

/// One box for everything.
pub(crate) async fn search(
    State(desk): State<Shared>,
    headers: HeaderMap,
    Query(query): Query<SearchQuery>,
) -> Page {
    let ask = move |desk: &Desk, record: &Record| {
        view::search::search(&desk.reader.data, record, &query)
    };
    asked(&desk, &headers, ask, |frame, desk, view| search::page(frame, ink(desk), view))
        .await
}

/// An actor on a day.
pub(crate) async fn actor(
    State(desk): State<Shared>,
    headers: HeaderMap,
    Path(who): Path<String>,
    Query(when): Query<When>,
) -> Page {
    let ask = move |desk: &Desk, record: &Record| {
        view::actor::actor(&desk.reader, record, &who, &when)
    };
    asked(&desk, &headers, ask, |frame, desk, view| actor::page(frame, ink(desk), view))
        .await
}

/// Everything between two.
pub(crate) async fn pair(
    State(desk): State<Shared>,
    headers: HeaderMap,
    Query(two): Query<Two>,
    Query(when): Query<When>,
) -> Page {
    let ask = move |desk: &Desk, record: &Record| {
        view::pair::pair(&desk.reader.data, record, (&two.a, &two.b), &when)
    };
    asked(&desk, &headers, ask, |frame, desk, view| pair::page(frame, ink(desk), view))
        .await
}

/// Who holds a relation towards whom.
pub(crate) async fn relation(
    State(desk): State<Shared>,
    headers: HeaderMap,
    Query(query): Query<RelationQuery>,
) -> Page {
    let ask = move |desk: &Desk, record: &Record| {
        view::relation::relation(&desk.reader.data, record, &query)
    };
    let show =
        |frame, desk: &Desk, view: &_| relation::page(frame, &desk.reader.data, view);
    asked(&desk, &headers, ask, show).await
}

/// An event, and what its happening rests on.
pub(crate) async fn event(
    desk: State<Shared>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Page {
    rests(desk, headers, id, "Event").await
}

/// A happening.
pub(crate) async fn happening(
    desk: State<Shared>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Page {
    rests(desk, headers, id, "Happening").await
}

/// An interval of the standing.
pub(crate) async fn interval(
    desk: State<Shared>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Page {
    rests(desk, headers, id, "Interval").await
}

async fn rests(
    State(desk): State<Shared>,
    headers: HeaderMap,
    id: String,
    kind: &'static str,
) -> Page {
    let ask = move |desk: &Desk, record: &Record| {
        view::evidence::evidence(&desk.reader.data, record, &id)
    };
    let show = move |frame, desk: &Desk, views: &Vec<_>| {
        evidence::page(frame, ink(desk), kind, views)
    };
    asked(&desk, &headers, ask, show).await
}

/// What changed.
pub(crate) async fn changes(
    State(desk): State<Shared>,
    headers: HeaderMap,
    Query(about): Query<About>,
    Query(query): Query<ChangesQuery>,
) -> Page {
    let ask = move |desk: &Desk, record: &Record| {
        view::changes::changes(&desk.reader.data, record, (&about, &query))
    };
    asked(&desk, &headers, ask, |frame, desk, view| {
        changes::page(frame, &desk.reader.data, view)
    })
    .await
}

/// The newest happenings, for feed readers.
pub(crate) async fn feed(
    State(desk): State<Shared>,
    headers: HeaderMap,
    Query(about): Query<About>,
    Query(of): Query<FeedQuery>,
) -> Result<Response, Problem> {
    let server = desk.guard.server(&headers);
    let pairs = [
        ("who", about.who.as_deref()),
        ("with", about.with.as_deref()),
        ("relation", of.relation.as_deref()),
        ("event", of.event.as_deref()),
    ];
    let here = query("/changes.atom", &pairs);
    let named: Vec<&str> = pairs.iter().filter_map(|(_, value)| *value).collect();
    let title = if named.is_empty() { "everything".to_owned() } else { named.join(", ") };
    let title = format!("attache: {title}");
    let markup = desk
        .work(move |desk| {
            let ask = |record: &Record| {
                view::feed::feed(&desk.reader.data, record, &about, &of)
            };
            let happenings = desk.records.ask(ask)??;
            let feed = Feed { title: &title, here: &here, server: &server };
            Ok(feed.of(ink(desk), &happenings))
        })
        .await?;
    let atom = [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")];
    Ok((atom, markup.into_string()).into_response())
}

/// Who reviews.
#[derive(Debug, Deserialize)]
pub(crate) struct Reviewer {
    #[serde(default)]
    reviewer: String,
}

/// The next event of a reviewer; without a name, what the answers say.
pub(crate) async fn review(
    State(desk): State<Shared>,
    headers: HeaderMap,
    Query(Reviewer { reviewer }): Query<Reviewer>,
) -> Page {
    let frame = frame(&desk, &headers);
    desk.work(move |desk| {
        let answers = desk.reviews.all()?;
        let reviewer = reviewer.trim();
        if reviewer.is_empty() {
            let scores =
                desk.records.ask(|record| view::review::scores(record, &answers))?;
            return Ok(review::door(frame, &scores));
        }
        let next =
            desk.records.ask(|record| view::review::next(record, &answers, reviewer))?;
        Ok(review::page(frame, ink(desk), &next))
    })
    .await
}

/// An answer as the form sends it.
#[derive(Debug, Deserialize)]
pub(crate) struct AnswerForm {
    event: String,
    reviewer: String,
    verdict: Verdict,
    #[serde(flatten)]
    fields: std::collections::BTreeMap<String, String>,
}

/// Keeps an answer and goes on.
pub(crate) async fn answer(
    State(desk): State<Shared>,
    axum::Form(form): axum::Form<AnswerForm>,
) -> Result<Redirect, Problem> {
    let is_wrong = form.verdict == Verdict::Wrong;
    let fields = Field::ALL
        .iter()
        .filter(|(_, name, _)| form.fields.contains_key(&format!("wrong-{name}")));
    let wrong = fields.filter(|_| is_wrong).map(|(field, _, _)| *field).collect();
    let AnswerForm { event, reviewer, verdict, .. } = form;
    let review = Review { event, reviewer, verdict, wrong };
    let next = query("/review", &[("reviewer", Some(&review.reviewer))]);
    desk.work(move |desk| view::review::answer(desk, &review)).await?;
    Ok(Redirect::to(&next))
}

/// Where the API is tried.
pub(crate) async fn try_api(State(desk): State<Shared>, headers: HeaderMap) -> Markup {
    try_api::page(frame(&desk, &headers))
}
