//! Where the token is entered that writing takes.
//!
//! In: nothing, or a wrong token. Out: a form. Known limit: the token lasts as long as the server runs.

use super::{Frame, Page};
use maud::{Markup, html};

/// The page.
pub(crate) fn page(frame: Frame, is_wrong: bool) -> Markup {
    let content = html! {
        h1 { "Enter the token" }
        p.lead { "It was printed once, when the server was started. Keeping articles and reviewing events take it." }
        @if is_wrong { p.fault role="alert" { "That is not the token." } }
        form.stack action="/enter" method="post" {
            label for="token" { "Token" }
            input id="token" name="token" type="password" autocomplete="current-password" required autofocus;
            div { button type="submit" { "Enter" } }
        }
    };
    Page { part: "", title: "Enter the token", script: None, feed: None }
        .around(frame, &content)
}
