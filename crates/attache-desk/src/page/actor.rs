//! An actor's page: its standing on a day that a slider chooses, as known on another, and what happened with it.
//!
//! In: the view of “Taliban”. Out: what it holds and what others hold towards it, by relation, each line with its proof; below, the timeline.
//! Known limit: none; sliders need scripts, the fields beside them do not.

use super::event::Ink;
use super::happening::{list, pager};
use super::interval::line;
use super::{Frame, Page, address, count, query};
use crate::view::actor::{ActorView, OfRelation, PAGE};
use jiff::civil::Date;
use maud::{Markup, html};

/// The page.
pub(crate) fn page(frame: Frame, ink: Ink<'_>, view: &ActorView) -> Markup {
    let here = address("/actor/", &view.who);
    let feed = query("/changes.atom", &[("who", Some(&view.who))]);
    let content = html! {
        p.kicker { "Actor" }
        h1 { (view.name) }
        @if !view.rows.is_empty() {
            ul.reasons.codes { @for row in &view.rows { li { (row) } } }
        }
        p { a href=(feed) { "Feed of what is new" } }
        form.days #days action=(here) data-live="standing" {
            (day_field("on", "Standing on", view.on, view.days.first, view.days.last))
            (day_field("known", "As known on", view.known, view.days.first_known, view.days.last_known))
            div.apply { button type="submit" { "Show" } }
        }
        div #standing { (standing(ink, view, &here)) }
    };
    Page { part: "", title: &view.name, script: None, feed: Some(&feed) }
        .around(frame, &content)
}

/// A day and the slider that chooses it.
pub(crate) fn day_field(
    name: &str,
    label: &str,
    day: Date,
    first: Date,
    last: Date,
) -> Markup {
    let number = |day: Date| {
        Date::constant(1970, 1, 1)
            .until((jiff::Unit::Day, day))
            .map_or(0, |s| s.get_days())
    };
    html! {
        div.field {
            label for=(name) { (label) }
            div { input #(name) name=(name) type="date" value=(day); }
            input.js-only type="range" data-for=(name) aria-label=(format!("{label}: slider")) aria-valuetext=(day)
                min=(number(first)) max=(number(last.max(first))) value=(number(day)) disabled;
        }
    }
}

fn standing(ink: Ink<'_>, view: &ActorView, here: &str) -> Markup {
    let n: usize = view.standing.iter().map(|r| r.by.len() + r.of.len() + r.more).sum();
    let (on, known) = (view.on.to_string(), view.known.to_string());
    let with_days = query(here, &[("on", Some(&on)), ("known", Some(&known))]);
    html! {
        h2 { "Standing on " time datetime=(on) { (on) } }
        p.meta { (count(n, "line")) ", from what was published by " (known) }
        @if n == 0 { p { "Nothing that was read holds on this day." } }
        div.standing { @for relation in &view.standing { (of_relation(view, relation)) } }
        h2 { "Timeline" }
        p.meta { (count(view.n_happenings, "happening")) " up to this day, the newest first" }
        (list(ink, &view.happenings))
        (pager(&with_days, view.page, PAGE, view.n_happenings))
    }
}

fn of_relation(view: &ActorView, relation: &OfRelation) -> Markup {
    let on = view.on.to_string();
    let all = |side: &str| {
        let pairs = [
            ("relation", Some(relation.relation.as_str())),
            (side, Some(view.who.as_str())),
            ("on", Some(on.as_str())),
        ];
        query("/relation", &pairs)
    };
    html! {
        section {
            h3 { (relation.relation) }
            p.codes { (relation.meaning) "." }
            @if !relation.by.is_empty() {
                h4 { (view.name) " towards or with" }
                ul.lines { @for held in &relation.by { (line(held, &held.interval.of)) } }
                p.codes { a href=(all("by")) { "Table" } }
            }
            @if !relation.of.is_empty() {
                h4 { "Others towards " (view.name) }
                ul.lines { @for held in &relation.of { (line(held, &held.interval.by)) } }
                p.codes { a href=(all("of")) { "Table and map" } }
            }
            @if relation.more > 0 { p.codes { (count(relation.more, "more line")) } }
        }
    }
}
