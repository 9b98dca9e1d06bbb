//! An article of the record, with its events marked and links to what they belong to.
//!
//! In: a kept article. Out: the same view as on the first page; below it the happenings, “told too by 2 other reports”, and the versions
//! where it was corrected. Known limit: none.

use super::event::Ink;
use super::{Frame, Page, address, count};
use crate::view::article::KeptArticle;
use maud::{Markup, html};

/// The page.
pub(crate) fn page(frame: Frame, ink: Ink<'_>, kept: &KeptArticle) -> Markup {
    let title = kept.read.headline();
    let content = html! {
        p.kicker { "Article" }
        h1.long dir="auto" { (title) }
        p.meta {
            "Counts as " (kept.source)
            @if let Some(url) = &kept.read.url {
                " · " @if is_web(url) { a href=(url) rel="noreferrer" { (url) } } @else { (url) }
            }
        }
        @if kept.version as usize != kept.versions.len() {
            p.fault { "This version was replaced. " a href=(address("/article/", &kept.read.id)) { "Show the one that counts" } }
        }
        @if !kept.is_coded_now {
            p.note { "Its events were coded with other data than this server has; trees and reasons are those of today. " code { "attache rebuild" } " codes all anew." }
        }
        (super::read::article(ink, 0, &kept.read))
        (happenings(ink, kept))
        @if kept.versions.len() > 1 { (versions(kept)) }
    };
    Page { part: "", title: &title, script: Some("read.js"), feed: None }
        .around(frame, &content)
}

/// Other addresses, `javascript:` above all, are shown and lead nowhere.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn happenings(ink: Ink<'_>, kept: &KeptArticle) -> Markup {
    html! {
        @if !kept.read.events.is_empty() {
            h2 { "Happenings" }
            ul.lines {
                @for (line, belongs) in kept.read.events.iter().zip(&kept.happenings) {
                    li {
                        (ink.sides(line)) " "
                        a.what href=(address("/event/", &line.id)) { (ink.what(&line.cameo)) } " "
                        @match belongs {
                            Some(h) if h.tellings > 1 => {
                                a.codes href=(address("/happening/", &h.id)) { (count(h.tellings, "telling")) ", " (count(h.sources, "source")) }
                            },
                            Some(_) => span.codes { "told here only" },
                            None => span.codes { "replaced" },
                        }
                    }
                }
            }
        }
    }
}

fn versions(kept: &KeptArticle) -> Markup {
    html! {
        h2 { "Versions" }
        ul.lines {
            @for version in &kept.versions {
                @let here = address("/article/", &kept.read.id);
                li {
                    a href=(format!("{here}?version={}", version.number)) aria-current=[(version.number == kept.version).then_some("true")] { "version " (version.number) }
                    " " @if let Some(day) = version.published { (day) " " }
                    span.codes { (count(version.events, "event")) }
                }
            }
        }
    }
}
