//! What changed between two days, or was learned between two days.
//!
//! In: the view of July 2025. Out: “began  recognition  Russia → Afghanistan”, each with its proof, and the feed of the same. Known limit:
//! none.

use super::happening::pager;
use super::interval::{proof, sides};
use super::{Frame, Page, address, count, query};
use crate::view::changes::{Changed, ChangesView, PAGE};
use attache::data::Data;
use jiff::civil::Date;
use maud::{Markup, html};

/// The page.
pub(crate) fn page(frame: Frame, data: &Data, view: &ChangesView) -> Markup {
    let pairs = [
        ("who", view.who.as_deref()),
        ("with", view.with.as_deref()),
        ("relation", view.relation.as_deref()),
    ];
    let feed = query("/changes.atom", &pairs);
    let content = html! {
        h1 { "Changes" }
        p.lead { "What began, ended or changed in the standing, or what was learned of it." }
        (form(view))
        div #changes {
            h2 {
                @if view.learned { "Learned" } @else { "Changed" }
                " from " time { (view.from) } " to " time { (view.to) }
            }
            p.meta { (count(view.n_changes, "change")) ", the newest first"" · " a href=(feed) { "feed of the newest happenings" } }
            @if view.cut { p.codes { "Of the world only so many days as some hundreds of acts fill, at a time; " a href=(earlier(view)) { "those before " (view.from) } ", or name an actor or a relation for all." } }
            @if view.changes.is_empty() { p { "Nothing, as far as was read." } }
            ul.lines { @for changed in &view.changes { (self::changed(data, changed)) } }
            (pager(&address_of(view, view.learned), view.page, PAGE, view.n_changes))
        }
    };
    Page { part: "/changes", title: "Changes", script: None, feed: Some(&feed) }
        .around(frame, &content)
}

fn form(view: &ChangesView) -> Markup {
    let (from, to) =
        if view.learned { ("known_from", "known_to") } else { ("from", "to") };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    html! {
        form action="/changes" {
            div.row {
                div.field { label for="from" { "After" } input #from name=(from) type="date" value=(view.from); }
                div.field { label for="to" { "and by" } input #to name=(to) type="date" value=(view.to); }
                div.field { label for="who" { "Of" } input #who name="who" type="text" value=(text(&view.who)) placeholder="anyone"; }
                div.field { label for="with" { "with" } input #with name="with" type="text" value=(text(&view.with)) placeholder="anyone"; }
                div.field {
                    label for="relation" { "Relation" }
                    select #relation name="relation" {
                        option value="" { "any" }
                        @for relation in &view.relations { option value=(relation) selected[view.relation.as_ref() == Some(relation)] { (relation) } }
                    }
                }
                div.buttons { button type="submit" { "Show" } }
            }
        }
        p.codes { (other(view)) }
    }
}

/// The other way of asking.
fn other(view: &ChangesView) -> Markup {
    html! {
        a href=(address_of(view, !view.learned)) {
            @if view.learned { "Show what changed in the world in these days" } @else { "Show what was learned in these days" }
        }
    }
}

/// The address of what changed, or was learned, in these days.
fn address_of(view: &ChangesView, is_learned: bool) -> String {
    between(view, (view.from, view.to), is_learned)
}

/// The address of as many days before these.
fn earlier(view: &ChangesView) -> String {
    let days = view.from.until(view.to).unwrap_or_default();
    between(view, (view.from.saturating_sub(days), view.from), view.learned)
}

fn between(view: &ChangesView, (from, to): (Date, Date), is_learned: bool) -> String {
    let (from, to) = (from.to_string(), to.to_string());
    let names = if is_learned { ["known_from", "known_to"] } else { ["from", "to"] };
    let pairs = [
        (names[0], Some(from.as_str())),
        (names[1], Some(to.as_str())),
        ("who", view.who.as_deref()),
        ("with", view.with.as_deref()),
        ("relation", view.relation.as_deref()),
    ];
    query("/changes", &pairs)
}

fn changed(data: &Data, changed: &Changed) -> Markup {
    let interval = &changed.held.interval;
    html! {
        li.interval {
            span.chip { (changed.change.name()) } " " strong { (interval.relation) } " "
            (sides(data, interval)) " "
            span.level { (interval.named_level()) } " "
            a.codes href=(address("/interval/", &changed.held.id)) { (interval.time()) }
            @if let Some(was) = &changed.was { " " span.codes { "was " (was.interval.named_level()) " " (was.interval.time()) } }
            (proof(&changed.held))
        }
    }
}
