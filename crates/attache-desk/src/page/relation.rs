//! The page of a relation: who holds it towards one, on a day, as a table and a map; among a few, a matrix.
//!
//! In: the view of `recognition` towards “Taliban”. Out: form, map, table. Known limit: the map shows states of today.

use super::actor::day_field;
use super::interval::{proof, side};
use super::{Frame, Page, address, count, query};
use crate::draw::map::{Shaded, map};
use crate::view::relation::{Answer, RelationView};
use attache::data::Data;
use maud::{Markup, html};

/// The page.
pub(crate) fn page(frame: Frame, data: &Data, view: &RelationView) -> Markup {
    let feed = query("/changes.atom", &[("relation", Some(&view.relation))]);
    let content = html! {
        p.kicker { "Relation" }
        h1 { (view.relation) }
        p.lead { (view.meaning) "." }
        (form(view))
        div #answers {
            @if !view.matrix.is_empty() { (matrix(view)) }
            @else if view.name.is_some() { (answers(data, view)) }
            @else { p { "Name someone to see who holds it towards them, or whom they hold it towards; or name a few for a matrix." } }
        }
        p { a href=(feed) { "Feed of what is new" } }
    };
    Page { part: "/relation", title: &view.relation, script: None, feed: Some(&feed) }
        .around(frame, &content)
}

fn form(view: &RelationView) -> Markup {
    let value = |text: &Option<String>| text.clone().unwrap_or_default();
    let group: Vec<&str> = view.matrix.iter().map(|row| row.who.as_str()).collect();
    html! {
        form.asked action="/relation" data-live="answers" {
            div.row {
                div.field {
                    label for="relation" { "Relation" }
                    select #relation name="relation" {
                        @for relation in &view.relations { option value=(relation) selected[*relation == view.relation] { (relation) } }
                    }
                }
                div.field { label for="of" { "Towards whom" } input #of name="of" type="text" value=(value(&view.of)) placeholder="Taliban"; }
                div.field { label for="by" { "or: of whom" } input #by name="by" type="text" value=(value(&view.by)) placeholder="Russia"; }
                div.field { label for="group" { "or: among" } input #group name="group" type="text" value=(group.join(", ")) placeholder="Russia, China, India"; }
                div.buttons { button type="submit" { "Show" } }
            }
            @if let (Some(on), Some(days)) = (view.on, view.days) {
                div.days {
                    (day_field("on", "On", on, days.first, days.last))
                    (day_field("known", "As known on", view.known.unwrap_or(days.last_known), days.first_known, days.last_known))
                }
            }
        }
    }
}

fn answers(data: &Data, view: &RelationView) -> Markup {
    let name = view.name.as_deref().unwrap_or_default();
    let is_towards = view.of.is_some() && !view.mutual;
    let on = view.on.map(|day| day.to_string()).unwrap_or_default();
    let shaded: Vec<Shaded<'_>> = view.answers.iter().map(shaded).collect();
    let own = view.code.as_deref().unwrap_or_default();
    html! {
        h2 {
            @if is_towards { "Towards " (name) } @else if view.mutual { "With " (name) } @else { "Of " (name) }
            " on " time datetime=(on) { (on) }
        }
        p.meta { (count(view.answers.len(), "answer")) }
        (map(data, own, &shaded))
        p.legend { span.holds { "full level" } span.weak { "lower level" } span.self { "asked about" } }
        @if view.answers.is_empty() { p { "Nothing that was read holds on this day." } }
        @else {
            table.stacks {
                thead { tr { th { "Who" } th { "Level" } th { "When" } th { "Sources" } th { "Proof" } } }
                tbody { @for answer in &view.answers { (row(view, answer)) } }
            }
        }
    }
}

fn shaded(answer: &Answer) -> Shaded<'_> {
    Shaded {
        code: &answer.code,
        is_full: answer.height == 4,
        level: &answer.held.interval.level,
        id: &answer.held.id,
    }
}

fn row(view: &RelationView, answer: &Answer) -> Markup {
    let interval = &answer.held.interval;
    let is_towards = view.of.is_some() && !view.mutual;
    html! {
        tr {
            td { strong { (side(if is_towards { &interval.by } else { &interval.of })) } }
            td { (interval.named_level()) }
            td { a href=(address("/interval/", &answer.held.id)) { (interval.time()) } }
            td { (count(interval.sources, "source")) }
            td { (proof(&answer.held)) }
        }
    }
}

fn matrix(view: &RelationView) -> Markup {
    let on = view.on.map(|day| day.to_string()).unwrap_or_default();
    html! {
        h2 { "Among " (view.matrix.len()) " on " time datetime=(on) { (on) } }
        div.scroll tabindex="0" role="region" aria-label="Matrix" {
            table.matrix {
                thead {
                    tr {
                        th { @if view.mutual { "" } @else { "row towards column" } }
                        @for row in &view.matrix { th scope="col" { a href=(address("/actor/", &row.who)) { (row.name) } } }
                    }
                }
                tbody {
                    @for (n, row) in view.matrix.iter().enumerate() {
                        tr {
                            th scope="row" { (row.name) }
                            @for (m, cell) in row.towards.iter().enumerate() {
                                @match cell {
                                    Some(cell) if n != m => td.yes { a href=(address("/interval/", &cell.id)) { (cell.level) } },
                                    _ if n == m => td { span aria-hidden="true" { "·" } },
                                    _ => td { "–" },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
