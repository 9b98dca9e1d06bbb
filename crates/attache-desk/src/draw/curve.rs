//! Happenings between two as marks on a scale from conflict to cooperation, with their mean along time.
//!
//! In: points with day and score. Out: at one happening a dot that leads to it; at ten thousand a cloud that is the denser the more
//! happened, with the mean of each stretch of time as a curve: “expelled a diplomat” lies low, “signed an agreement” high.
//! Known limit: of a cloud single happenings are found in the list only.

use super::{Time, nth, percent};
use crate::page::{address, count};
use crate::view::pair::Point;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::fmt::Write;

const HEIGHT: u16 = 210;
/// More points than that are a cloud.
const MOST_DOTS: usize = 600;
/// Columns of a cloud.
const COLUMNS: u16 = 160;
/// Stretches of time of which the mean is drawn.
const STRETCHES: u16 = 48;
/// Fewer points have no mean worth a curve.
const WORTH_A_CURVE: usize = 12;

/// The picture.
pub(crate) fn curve(points: &[Point], time: Time) -> Markup {
    html! {
        figure.happenings {
            svg.curve-field width="100%" height=(HEIGHT) role=(if points.len() > MOST_DOTS { "img" } else { "group" }) aria-label=(said(points)) {
                (time.grid(HEIGHT))
                line.axis x1="0" x2="100%" y1=(y(0.0)) y2=(y(0.0)) {}
                @if points.len() > MOST_DOTS { (cloud(points, time)) } @else { (dots(points, time)) }
                @if points.len() >= WORTH_A_CURVE { (mean(points, time)) }
                text.faint x="4" y="13" { "cooperation" }
                text.faint x="4" y=(HEIGHT - 5) { "conflict" }
            }
            (time.years())
        }
    }
}

/// Where a score lies.
fn y(score: f32) -> f64 {
    let half = f64::from(HEIGHT) / 2.0;
    half - f64::from(score.clamp(-10.0, 10.0)) / 10.0 * (half - 16.0)
}

fn side(score: f32) -> &'static str {
    if score < 0.0 { "conflict" } else { "cooperation" }
}

fn dots(points: &[Point], time: Time) -> Markup {
    html! {
        @for point in points {
            @let said = format!("{} {}", point.day, point.event);
            a href=(address("/happening/", &point.id)) aria-label=(said) {
                title { (said) }
                circle class=(format!("dot {}", side(point.score))) cx=(percent(time.at(point.day))) cy=(format!("{:.1}", y(point.score))) r="4" {}
            }
        }
    }
}

/// Equal scores of one column are one piece; its darkness tells how many.
fn cloud(points: &[Point], time: Time) -> Markup {
    let mut pieces: BTreeMap<(u16, i16), u32> = BTreeMap::new();
    for point in points {
        let column = nth(time.at(point.day), COLUMNS);
        *pieces.entry((column, (point.score * 2.0).round() as i16)).or_default() += 1;
    }
    let most = f64::from(pieces.values().copied().max().unwrap_or(1));
    let width = 100.0 / f64::from(COLUMNS);
    html! {
        @for ((column, score), n) in pieces {
            @let score = f32::from(score) / 2.0;
            rect class=(format!("cloud {}", side(score)))
                x=(percent(f64::from(column) * width)) width=(percent(width))
                y=(format!("{:.1}", y(score) - 3.0)) height="6"
                fill-opacity=(format!("{:.2}", 0.25 + 0.75 * (f64::from(n) / most).sqrt())) {}
        }
    }
}

/// The mean of each stretch of time in which something happened.
fn mean(points: &[Point], time: Time) -> Markup {
    let mut stretches: BTreeMap<u16, (f64, f64)> = BTreeMap::new();
    for point in points {
        let stretch = nth(time.at(point.day), STRETCHES);
        let (sum, n) = stretches.entry(stretch).or_default();
        *sum += f64::from(point.score);
        *n += 1.0;
    }
    let mut line = String::new();
    for (stretch, (sum, n)) in stretches {
        let x = (f64::from(stretch) + 0.5) / f64::from(STRETCHES) * 1000.0;
        let sign = if line.is_empty() { 'M' } else { 'L' };
        let y = y((sum / n) as f32);
        write!(line, "{sign}{x:.1},{y:.1}").expect("memory takes any text");
    }
    html! {
        svg x="0" y="0" width="100%" height=(HEIGHT) viewBox=(format!("0 0 1000 {HEIGHT}")) preserveAspectRatio="none" {
            path.curve d=(line) vector-effect="non-scaling-stroke" {}
        }
    }
}

fn said(points: &[Point]) -> String {
    let n_conflict = points.iter().filter(|point| point.score < 0.0).count();
    format!(
        "{} along time, {n_conflict} of conflict, {} of cooperation",
        count(points.len(), "happening"),
        points.len() - n_conflict
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use attache::event::EventType;
    use jiff::civil::{Date, date};

    fn points(n: u32) -> Vec<Point> {
        let day =
            |i: u32| date(2020, 1, 1).saturating_add(jiff::Span::new().days(i % 900));
        let point = |i: u32| Point {
            id: format!("h{i}"),
            day: day(i),
            score: f32::from((i % 21) as u16) - 10.0,
            event: EventType::Consult,
        };
        (0..n).map(point).collect()
    }

    #[test]
    fn one_is_a_dot_and_ten_thousand_are_a_cloud_of_bounded_size() {
        let time = |last: Date| Time::new(date(2020, 1, 1), last);
        let one = curve(&points(1), time(date(2021, 1, 1))).into_string();
        assert_eq!(one.matches("<circle").count(), 1);
        assert!(one.contains("href=\"/happening/h0\""), "{one}");
        let many = curve(&points(10_000), time(date(2022, 7, 1))).into_string();
        assert_eq!(many.matches("<circle").count(), 0);
        let n = many.matches("<rect").count();
        assert!(n > 500 && n <= usize::from(COLUMNS) * 21, "{n}");
        assert!(many.len() < 600_000, "{}", many.len());
    }
}
