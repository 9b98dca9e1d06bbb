//! The page of two: lanes, curve, list.
//!
//! In: the view of “Russia” and “Taliban”. Out: what holds between them along time, a mark for each happening, the newest in words. Known
//! limit: none.

use super::event::Ink;
use super::happening::{list, pager};
use super::{Frame, Page, address, count, query};
use crate::draw::Time;
use crate::draw::curve::curve;
use crate::draw::lanes::lanes;
use crate::view::actor::PAGE;
use crate::view::pair::PairView;
use maud::{Markup, html};

/// The page.
pub(crate) fn page(frame: Frame, ink: Ink<'_>, view: &PairView) -> Markup {
    let title = format!("{} and {}", view.a_name, view.b_name);
    let (a, b) = (Some(view.a.as_str()), Some(view.b.as_str()));
    let known = view.known.map(|day| day.to_string());
    let here = query("/pair", &[("a", a), ("b", b), ("known", known.as_deref())]);
    let feed = query("/changes.atom", &[("who", a), ("with", b)]);
    let time = Time::new(view.first, view.last);
    let content = html! {
        p.kicker { "Pair" }
        h1 { a.who href=(address("/actor/", &view.a)) { (view.a_name) } " and " a.who href=(address("/actor/", &view.b)) { (view.b_name) } }
        p { a href=(feed) { "Feed of what is new" } }
        h2 { "What holds" }
        @if view.lanes.is_empty() { p { "Nothing that was read holds, or held, between the two." } }
        @else {
            (lanes(&view.lanes, time))
            p.legend { "The stronger the colour, the higher the level; faded ends are uncertain. Each bar leads to what it rests on." }
        }
        h2 { "What happened" }
        p.meta { (count(view.n_happenings, "happening")) }
        @if !view.points.is_empty() {
            (curve(&view.points, time))
            p.legend { span.cooperation { "cooperation" } span.conflict { "conflict" } "by PLOVER's score; what only may happen or did not is in the list alone" }
        }
        (list(ink, &view.happenings))
        (pager(&here, view.page, PAGE, view.n_happenings))
    };
    Page { part: "", title: &title, script: None, feed: Some(&feed) }
        .around(frame, &content)
}
