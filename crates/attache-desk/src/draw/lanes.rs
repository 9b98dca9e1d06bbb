//! Swim lanes: a relation along time, levels by shade, uncertain ends faded.
//!
//! In: the lanes of a pair. Out: for each a row of bars; a bar that began “in 2022” fades in over that year, one that holds still runs to the
//! edge. Each bar leads to its interval. Known limit: what lasted a day is drawn half a hundredth wide.

use super::{Time, percent};
use crate::page::address;
use crate::view::pair::{Bar, Lane};
use maud::{Markup, html};

const HEIGHT: u16 = 26;
/// The narrowest bar.
const LEAST: f64 = 0.5;
/// How far what was there before anything read fades in.
const OPEN: f64 = 4.0;

/// The lanes.
pub(crate) fn lanes(lanes: &[Lane], time: Time) -> Markup {
    html! {
        div.lanes {
            @for lane in lanes {
                div.lane {
                    p.lane-name {
                        strong { (lane.relation) } " "
                        @if lane.mutual { (lane.by) " and " (lane.of) } @else { (lane.by) " → " (lane.of) }
                    }
                    svg.lane-bars width="100%" height=(HEIGHT) role="group" aria-label=(format!("{} of {} and {} along time", lane.relation, lane.by, lane.of)) {
                        (gradients())
                        (time.grid(HEIGHT))
                        line.axis x1="0" x2="100%" y1=(HEIGHT - 1) y2=(HEIGHT - 1) {}
                        @for bar in &lane.bars { (self::bar(bar, time)) }
                    }
                }
            }
            (time.years())
        }
    }
}

fn gradients() -> Markup {
    html! {
        defs {
            linearGradient #fade-in { stop.fade-a offset="0" {} stop.fade-b offset="1" {} }
            linearGradient #fade-out { stop.fade-b offset="0" {} stop.fade-a offset="1" {} }
        }
    }
}

fn bar(bar: &Bar, time: Time) -> Markup {
    let from = bar.sure_from.map_or(OPEN, |day| time.at(day));
    let may_from = bar.may_from.map_or(0.0, |day| time.at(day));
    let to = bar.sure_to.map_or(100.0, |day| time.at(day));
    let may_to = bar.may_to.map_or(100.0, |day| time.at(day));
    // Where beginning and end may be the same year, what is sure of it is a point.
    let (from, to) = if from <= to {
        (from, to)
    } else {
        (f64::midpoint(from, to), f64::midpoint(from, to))
    };
    let width = (to - from).max(LEAST).min(100.0 - from.min(100.0 - LEAST));
    let said = said(bar);
    html! {
        a.bar-link href=(address("/interval/", &bar.held.id)) aria-label=(said) {
            title { (said) }
            @if may_from < from { (rect("fade", may_from, from - may_from, Some("url(#fade-in)"), bar.height)) }
            (rect("bar", from.min(100.0 - LEAST), width, None, bar.height))
            @if may_to > to { (rect("fade", to, may_to - to, Some("url(#fade-out)"), bar.height)) }
        }
    }
}

fn rect(class: &str, x: f64, width: f64, fill: Option<&str>, height: usize) -> Markup {
    let class = format!("{class} l{height}");
    html! { rect class=(class) x=(percent(x)) width=(percent(width)) y="3" height=(HEIGHT - 7) fill=[fill] {} }
}

/// The bar in words.
fn said(bar: &Bar) -> String {
    let interval = &bar.held.interval;
    let named =
        interval.name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
    let from =
        interval.from.as_deref().map_or("before anything read".to_owned(), str::to_owned);
    let to = interval.to.as_deref().unwrap_or("still");
    format!("{}{named}, from {from} to {to}", interval.level)
}
