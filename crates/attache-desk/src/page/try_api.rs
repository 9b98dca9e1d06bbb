//! A page to try the API on.
//!
//! In: nothing. Out: the addresses of the API as its own description tells them, with fields to fill in and the answer below. Known limit:
//! needs scripts; the description itself is for programs.

use super::{Frame, Page};
use maud::{Markup, html};

/// The page.
pub(crate) fn page(frame: Frame) -> Markup {
    let content = html! {
        h1 { "API" }
        p.lead { "Everything that the pages show is JSON too. Choose a question, fill in what it takes, and send it; the address is what a program would ask." }
        p { a href="/api/openapi.json" { "OpenAPI description" } }
        noscript { p.note { "Trying takes scripts; the description does not." } }
        form.stack #try.js-only {
            div.field { label for="question" { "Question" } select #question name="question" {} }
            p #about.meta {}
            div.row #fields {}
            div.field #body-field hidden { label for="body" { "Body" } textarea #body rows="8" spellcheck="false" {} }
            div { button type="submit" { "Send" } }
        }
        div.js-only {
            p.meta #address aria-live="polite" {}
            pre #answer tabindex="0" aria-label="Answer" { "No question was sent yet." }
        }
    };
    Page { part: "/try", title: "API", script: Some("try.js"), feed: None }
        .around(frame, &content)
}
