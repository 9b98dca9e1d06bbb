//! Happenings in lists.
//!
//! In: happenings in short. Out: for each its days, sides, what was done, the first report's sentence and who tells of it; under the list a way
//! to older ones. Known limit: one page's worth.

use super::event::{Ink, status};
use super::{address, count};
use crate::view::happening::Happened;
use attache::event::{Quad, Status};
use attache::naming::Named;
use attache::record::Party;
use maud::{Markup, html};

/// The list.
pub(crate) fn list(ink: Ink<'_>, happenings: &[Happened]) -> Markup {
    html! { @for happening in happenings { (self::happening(ink, happening)) } }
}

/// One happening.
pub(crate) fn happening(ink: Ink<'_>, h: &Happened) -> Markup {
    html! {
        article.telling {
            p.head {
                time.day { (h.days()) } " " (sides(ink, h)) " "
                a.what href=(address("/happening/", &h.id)) { (ink.what(&h.cameo)) } " "
                (chips(h))
            }
            blockquote dir="auto" { (h.text) }
            p.meta {
                (count(h.tellings, "telling")) ", " (count(h.sources, "source")) ": "
                @for (n, report) in h.reports.iter().enumerate() {
                    @if n > 0 { "; " }
                    a href=(address("/article/", &report.article)) {
                        (report.publisher.as_deref().unwrap_or(&report.article))
                        @if let Some(day) = &report.published { " " (day) }
                    }
                }
                @if h.tellings > h.reports.len() { " …" }
            }
        }
    }
}

/// Both sides.
pub(crate) fn sides(ink: Ink<'_>, h: &Happened) -> Markup {
    let side = |side: &[Party]| {
        html! {
            @if side.is_empty() { span.who.is-open { "not told" } }
            @for (n, party) in side.iter().enumerate() {
                @if n > 0 { ", " }
                (ink.who(Named::from(party), &party.code))
            }
        }
    };
    html! {
        span.sides {
            (side(&h.actor))
            @if !h.recipient.is_empty() { span.arrow aria-label="to" { " → " } (side(&h.recipient)) }
        }
    }
}

/// Codes in short.
pub(crate) fn chips(h: &Happened) -> Markup {
    let quad = match h.quad {
        Quad::VerbalCooperation | Quad::MaterialCooperation => "cooperation",
        Quad::VerbalConflict | Quad::MaterialConflict => "conflict",
    };
    html! {
        span.chips {
            span.chip.(quad) { (h.event) }
            @if let Some(act) = &h.act { span.chip { (act) } }
            @if h.status != Status::Actual { (status(h.status, false)) }
        }
    }
}

/// To newer and older ones; `here` is the address without the page.
pub(crate) fn pager(here: &str, page: u32, most: usize, n_all: usize) -> Markup {
    let to = |page: u32| super::query(here, &[("page", Some(&page.to_string()))]);
    let n_pages = n_all.div_ceil(most);
    html! {
        @if n_pages > 1 {
            nav.pager aria-label="Pages" {
                @if page > 1 { a href=(to(page - 1)) rel="prev" { "← Newer" } }
                span.codes { "page " (page) " of " (n_pages) }
                @if (page as usize) < n_pages { a href=(to(page + 1)) rel="next" { "Older →" } }
            }
        }
    }
}
