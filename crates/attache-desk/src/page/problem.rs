//! What could not be answered, as a page: what is wrong, and where to go on.
//!
//! In: a problem. Out: “Not Found: There is no article “a1”.” Known limit: none.

use super::{Frame, Page};
use crate::problem::Problem;
use maud::{Markup, html};

/// The page.
pub(crate) fn page(frame: Frame, problem: &Problem) -> Markup {
    let content = html! {
        h1 { (problem.title) }
        p.lead { (sentence(&problem.detail)) }
        @if problem.status == 401 {
            p { a href="/enter" { "Enter the token" } }
        } @else {
            p { a href="/" { "Read an article" } }
        }
    };
    Page { part: "", title: &problem.title, script: None, feed: None }
        .around(frame, &content)
}

fn sentence(detail: &str) -> String {
    let mut letters = detail.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str() + "."
}
