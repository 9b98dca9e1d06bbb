//! The page of an event, a happening or an interval: all that it rests on, and what contradicts it. Its address stays.
//!
//! In: evidence. Out: what it is, then the sentences by why they count. Known limit: the first two hundred.

use super::event::Ink;
use super::happening::{chips, sides};
use super::{Frame, Page, count};
use crate::view::evidence::{EvidenceView, Reason};
use maud::{Markup, html};

/// The page; `kind` is “Event”, “Happening” or “Interval”.
pub(crate) fn page(
    frame: Frame,
    ink: Ink<'_>,
    kind: &str,
    views: &[EvidenceView],
) -> Markup {
    let content = html! {
        p.kicker { (kind) }
        @for (n, view) in views.iter().enumerate() { (evidence(ink, view, n == 0)) }
    };
    Page { part: "", title: kind, script: None, feed: None }.around(frame, &content)
}

fn evidence(ink: Ink<'_>, view: &EvidenceView, is_first: bool) -> Markup {
    let title = title(ink, view);
    html! {
        @if is_first { h1 { (title) } } @else { h2 { (title) } }
        @if let Some(h) = &view.happening {
            p { time.day { (h.days()) } " " (chips(h)) }
            p.meta { (count(h.tellings, "telling")) ", " (count(h.sources, "independent source")) " · " code { (h.id) } }
        }
        @if let Some(interval) = &view.interval {
            p.lead { (interval.named_level()) ", " (interval.time()) }
            p.meta { (count(interval.sources, "independent source")) @if let Some(id) = &view.interval_id { " · " code { (id) } } }
        }
        @for difference in &view.differences { p.fault { "Told differently: " (difference) } }
        @for why in order(view) {
            h2 { (heading(why)) }
            @for piece in view.pieces.iter().filter(|piece| piece.why == why) { (self::piece(ink, piece)) }
        }
        @if view.more > 0 { p.codes { "and " (count(view.more, "more piece")) } }
    }
}

/// The reasons in the order in which they come.
fn order(view: &EvidenceView) -> Vec<&'static str> {
    let mut order: Vec<&'static str> = Vec::new();
    for piece in &view.pieces {
        if !order.contains(&piece.why) {
            order.push(piece.why);
        }
    }
    order
}

fn heading(why: &str) -> String {
    let mut letters = why.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn title(ink: Ink<'_>, view: &EvidenceView) -> Markup {
    html! {
        @if let Some(h) = &view.happening { (sides(ink, h)) " " span.what { (ink.what(&h.cameo)) } }
        @if let Some(interval) = &view.interval {
            (interval.relation) ": " (super::interval::sides(ink.data, interval))
        }
    }
}

fn piece(ink: Ink<'_>, piece: &Reason) -> Markup {
    let [program, data, model] = &piece.coded_with;
    html! {
        (ink.telling(&piece.event, piece.publisher.as_deref()))
        details.nearly {
            summary { "All that is known of it" }
            (ink.facts(&piece.event))
            p.codes { "attache " (program) ", data " (data) ", model " (model) }
        }
    }
}
