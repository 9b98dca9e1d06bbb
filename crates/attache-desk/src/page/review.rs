//! Review: one event after the other, by keys; and what the answers say.
//!
//! In: the next event of a reviewer. Out: the sentence with its marks, what was coded, and buttons: right, wrong with what, skip. Known limit:
//! a name is believed; whoever may write may answer under any.

use super::event::{Ink, chips, sentence};
use super::{Frame, Page, address, count, query};
use crate::reviews::Field;
use crate::view::review::{NextReview, ReviewScores, TypeScore};
use attache::export::Line;
use maud::{Markup, html};

/// Where a reviewer gives a name, with what the answers say so far.
pub(crate) fn door(frame: Frame, scores: &ReviewScores) -> Markup {
    let content = html! {
        h1 { "Review" }
        p.lead { "Judge events one by one. Everyone gets the same events in the same order, by lot; when two have judged, their agreement tells how far the judgements can be trusted." }
        form.row action="/review" {
            div.field { label for="reviewer" { "Your name" } input #reviewer name="reviewer" type="text" required maxlength="64" autocomplete="username"; }
            div.buttons { button type="submit" { "Begin" } }
        }
        (self::scores(scores))
    };
    Page { part: "/review", title: "Review", script: None, feed: None }
        .around(frame, &content)
}

/// The next event.
pub(crate) fn page(frame: Frame, ink: Ink<'_>, next: &NextReview) -> Markup {
    let content = html! {
        p.kicker { "Review by " (next.reviewer) " · " (count(next.answered, "answer")) }
        @match &next.event {
            Some(line) => {
                h1 { "Is this right?" }
                (card(ink, line, next.publisher.as_deref()))
                @if frame.may_write { (answers(next, line)) }
                @else { p.fault { "Answering takes the token. " a href="/enter" { "Enter it" } } }
            },
            None => {
                h1 { "All are judged" }
                p { "There is no event in the record that you have not answered." }
            },
        }
        p { a href="/review" { "What the answers say" } }
    };
    Page { part: "/review", title: "Review", script: Some("review.js"), feed: None }
        .around(frame, &content)
}

fn card(ink: Ink<'_>, line: &Line<'_>, publisher: Option<&str>) -> Markup {
    html! {
        div.card {
            (sentence(line))
            p.meta {
                @if let Some(day) = &line.published { time datetime=(day) { (day) } " · " }
                @if let Some(publisher) = publisher { (publisher) " · " }
                a href=(address("/article/", &line.article)) { "the whole article" }
            }
            p { (ink.sides(line)) " " span.what { (ink.what(&line.cameo)) } " " (chips(line)) }
            (ink.facts(line))
        }
    }
}

fn answers(next: &NextReview, line: &Line<'_>) -> Markup {
    html! {
        form.review #review action="/review" method="post" {
            input type="hidden" name="event" value=(line.id);
            input type="hidden" name="reviewer" value=(next.reviewer);
            fieldset.wrong {
                legend { "If it is wrong: what?" }
                @for (_, name, key) in Field::ALL {
                    label.check { input type="checkbox" name={ "wrong-" (name) } value="on" data-key=(key); " " (name) " " kbd { (key) } }
                }
            }
            div.answers {
                button type="submit" name="verdict" value="right" data-key="y" { "Right " kbd { "y" } }
                button type="submit" name="verdict" value="wrong" data-key="n" { "Wrong " kbd { "n" } }
                button.quiet type="submit" name="verdict" value="skip" data-key="s" { "Skip " kbd { "s" } }
            }
        }
    }
}

/// What the answers say.
fn scores(scores: &ReviewScores) -> Markup {
    html! {
        h2 { "What the answers say" }
        @if scores.answers == 0 { p { "Nobody has answered yet." } }
        @else {
            dl.facts {
                div { dt { "Answers" } dd { (scores.answers) " on " (count(scores.events, "event")) } }
                div { dt { "By two" } dd { (count(scores.by_two, "event")) } }
                div {
                    dt { "Agreement" }
                    dd {
                        @match scores.alpha {
                            Some(alpha) => { "Krippendorff’s alpha " (format!("{alpha:.3}")) },
                            None => "no alpha yet: two must have judged the same events, not all alike",
                        }
                    }
                }
                @for reviewer in &scores.reviewers {
                    div { dt { "Reviewer" } dd { a href=(query("/review", &[("reviewer", Some(&reviewer.name))])) { (reviewer.name) } ", " (count(reviewer.answers, "answer")) } }
                }
            }
            (precision(&scores.types))
            @let wrong: Vec<_> = scores.wrong.iter().filter(|w| w.answers > 0).collect();
            @if !wrong.is_empty() {
                p.meta { "Wrong: " @for (n, w) in wrong.iter().enumerate() { @if n > 0 { ", " } (format!("{:?}", w.field).to_lowercase()) " " (w.answers) } }
            }
            p { a.button href="/api/review/gold" download="gold.json" { "Export as gold" } }
        }
    }
}

fn precision(types: &[TypeScore]) -> Markup {
    html! {
        table {
            thead { tr { th { "Type" } th.n { "Right" } th.n { "Precision" } th.n { "95 %" } } }
            tbody {
                @for p in types {
                    tr {
                        td { @match p.event { Some(event) => (event), None => strong { "all" } } }
                        td.n { (p.right) " of " (p.judged) }
                        td.n { (format!("{:.2}", p.precision)) }
                        td.n { (format!("{:.2}–{:.2}", p.low, p.high)) }
                    }
                }
            }
        }
    }
}
