//! Intervals of the standing in words, on whichever page.
//!
//! In: an interval with its proof. Out: “Afghanistan  recognised  since 2025-07-03” and the sentences behind it, closed until they are asked
//! for. Known limit: the first sentences only; the interval's page has all.

use super::address;
use crate::view::standing::{Held, is_mutual};
use attache::data::Data;
use attache::standing::{Interval, Party};
use maud::{Markup, html};

/// A side, linked to its page.
pub(crate) fn side(party: &Party) -> Markup {
    let is_own = party.code.len() == 3 || party.code.starts_with("IGO");
    let who = if is_own { &party.code } else { &party.name };
    let who = who.split(" (").next().unwrap_or(who);
    html! { a.who href=(address("/actor/", who)) { (party.name) } }
}

/// Both sides: of what both share, “and” stands between them.
pub(crate) fn sides(data: &Data, interval: &Interval) -> Markup {
    html! {
        (side(&interval.by))
        @if is_mutual(data, &interval.relation) { " and " } @else { span.arrow aria-label="towards" { " → " } }
        (side(&interval.of))
    }
}

/// One line of a standing, seen from one side.
pub(crate) fn line(held: &Held, other: &Party) -> Markup {
    let interval = &held.interval;
    html! {
        li.interval {
            strong { (side(other)) } " "
            span.level { (interval.named_level()) } " "
            a.codes href=(address("/interval/", &held.id)) { (interval.time()) }
            @if !interval.contradicted_by.is_empty() { " " span.status.negated { span aria-hidden="true" { "✕ " } "contradicted" } }
            (proof(held))
        }
    }
}

/// The sentences behind it.
pub(crate) fn proof(held: &Held) -> Markup {
    html! {
        @if !held.proof.is_empty() {
            details {
                summary { "Proof" }
                @for proof in &held.proof {
                    blockquote dir="auto" { (proof.text) }
                    p.meta {
                        (proof.why) " · "
                        @if let Some(day) = &proof.published { time datetime=(day) { (day) } " · " }
                        @if let Some(publisher) = &proof.publisher { (publisher) " · " }
                        a href=(address("/event/", &proof.event)) { "event" } " · "
                        a href=(address("/article/", &proof.article)) { "article" }
                    }
                }
            }
        }
    }
}
