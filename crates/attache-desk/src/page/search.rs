//! One box that understands actors, pairs, events and words.
//!
//! In: what was found for “russia taliban”. Out: the pair first, then actors, codes, and tellings. Known limit: none.

use super::event::{Ink, pair_address};
use super::happening::pager;
use super::{Frame, Page, address, count, query};
use crate::view::actor::{PAGE, name};
use crate::view::search::{CodeFound, SearchView};
use maud::{Markup, html};

/// The page.
pub(crate) fn page(frame: Frame, ink: Ink<'_>, view: &SearchView) -> Markup {
    let here = query("/search", &[("q", Some(&view.q))]);
    let content = html! {
        h1 { "Search" }
        form.suggest #search role="search" action="/search" {
            label for="q" { "An actor, two actors, a type of event, or words" }
            input #q type="search" name="q" value=(view.q) placeholder="russia taliban" autocomplete="off" maxlength="200"
                role="combobox" aria-expanded="false" aria-controls="suggestions" aria-autocomplete="list";
            ul #suggestions role="listbox" aria-label="Suggestions" hidden {}
        }
        @if let Some(pair) = &view.pair {
            h2 { "Pair" }
            p { a href=(pair_address(&pair.a, &pair.b)) { strong { (name(ink.data, &pair.a)) " and " (name(ink.data, &pair.b)) } } " " span.codes { (count(pair.tellings, "telling")) } }
        }
        @if !view.actors.is_empty() && !view.q.is_empty() {
            h2 { "Actors" }
            ul.tiles {
                @for actor in &view.actors {
                    li { a href=(address("/actor/", &actor.who)) { (actor.name) } " " span.codes { (actor.code) " · " (events(actor.events)) } }
                }
            }
        }
        @if !view.codes.is_empty() {
            h2 { "Codes" }
            ul.lines { @for code in &view.codes { (self::code(code)) } }
        }
        h2 { @if view.q.is_empty() { "Newest events" } @else { "Events" } }
        p.meta { (count(view.n_tellings, "telling")) ", the newest first" }
        @for telling in &view.tellings { (ink.telling(&telling.event, telling.publisher.as_deref())) }
        @if view.n_tellings == 0 { p { "No sentence of an event has these words." } }
        (pager(&here, view.page, PAGE, view.n_tellings))
        @if !view.articles.is_empty() {
            h2 { "Articles" }
            ul.lines {
                @for article in &view.articles {
                    li {
                        blockquote dir="auto" { (article.extract) }
                        p.meta {
                            @if let Some(day) = article.published { time datetime=(day) { (day) } " · " }
                            @if let Some(publisher) = &article.publisher { (publisher) " · " }
                            a href=(address("/article/", &article.id)) { (article.id) }
                        }
                    }
                }
            }
        }
    };
    Page { part: "/search", title: "Search", script: Some("search.js"), feed: None }
        .around(frame, &content)
}

fn events(n: usize) -> String {
    if n >= 1000 { "1000 events or more".to_owned() } else { count(n, "event") }
}

fn code(code: &CodeFound) -> Markup {
    let to = match code.kind {
        "relation" => query("/relation", &[("relation", Some(&code.code))]),
        _ => query("/search", &[("q", Some(&code.code))]),
    };
    html! { li { a href=(to) { (code.code) } " " span.codes { (code.kind) } " " (code.meaning) } }
}
