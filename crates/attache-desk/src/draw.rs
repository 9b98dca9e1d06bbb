//! Pictures, as SVG within the pages.
//!
//! In: a view. Out: markup that styles of ours colour in light and dark: the tree of “Norway expelled two Russian diplomats.”, swim lanes,
//! a curve, a map. Known limit: no style within the picture, so that it needs no exception from the pages' strict policy.

pub(crate) mod curve;
pub(crate) mod lanes;
pub(crate) mod map;
pub(crate) mod tree;

use jiff::civil::Date;
use maud::{Markup, html};

/// Marks on an axis of time at most.
const MOST_MARKS: u16 = 7;

/// Time from left to right, in hundredths of the picture's width, so that it fits a phone and a desk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Time {
    first: Date,
    days: f64,
}

impl Time {
    /// From a first to a last day.
    pub(crate) fn new(first: Date, last: Date) -> Self {
        Self { first, days: f64::from(days(first, last).max(1)) }
    }

    /// Where a day is, from 0 to 100.
    pub(crate) fn at(self, day: Date) -> f64 {
        (f64::from(days(self.first, day)) / self.days * 100.0).clamp(0.0, 100.0)
    }

    /// The years that are marked: few, and at round numbers.
    fn marks(self) -> Vec<(f64, String)> {
        let last = self.first.year() + (self.days / 365.25) as i16 + 1;
        let span = last.abs_diff(self.first.year());
        let steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500];
        let step = steps.into_iter().find(|step| span / step <= MOST_MARKS);
        let step = step.unwrap_or(1000);
        let years =
            (self.first.year()..=last).filter(|year| year.unsigned_abs() % step == 0);
        let mark = |year: i16| {
            let day = Date::new(year, 1, 1).ok()?;
            let is_within =
                day >= self.first && f64::from(days(self.first, day)) <= self.days;
            is_within.then(|| (self.at(day), year.to_string()))
        };
        years.filter_map(mark).collect()
    }

    /// Lines of the years, as high as the picture.
    pub(crate) fn grid(self, height: u16) -> Markup {
        html! {
            @for (x, _) in self.marks() { line.axis x1=(percent(x)) x2=(percent(x)) y1="0" y2=(height) {} }
        }
    }

    /// The numbers of the years.
    pub(crate) fn years(self) -> Markup {
        html! {
            svg.years width="100%" height="20" aria-hidden="true" {
                @for (x, year) in self.marks() {
                    text.faint x=(percent(x)) y="14" text-anchor=(anchor(x)) { (year) }
                }
            }
        }
    }
}

/// Text at the rims must not leave the picture.
fn anchor(x: f64) -> &'static str {
    match x {
        x if x < 4.0 => "start",
        x if x > 96.0 => "end",
        _ => "middle",
    }
}

pub(crate) fn percent(x: f64) -> String {
    format!("{x:.2}%")
}

/// Which of `n` equal parts of the picture `x` lies in.
#[expect(clippy::cast_sign_loss, reason = "it is 0 at least")]
pub(crate) fn nth(x: f64, n: u16) -> u16 {
    (x.clamp(0.0, 100.0) / 100.0 * f64::from(n - 1)).round() as u16
}

fn days(from: Date, to: Date) -> i32 {
    from.until((jiff::Unit::Day, to)).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn years_are_few_and_round() {
        let years = |first, last| -> Vec<String> {
            Time::new(first, last).marks().into_iter().map(|(_, year)| year).collect()
        };
        assert_eq!(years(date(2021, 8, 1), date(2023, 8, 1)), ["2022", "2023"]);
        assert_eq!(
            years(date(1905, 8, 1), date(2001, 8, 1)),
            ["1920", "1940", "1960", "1980", "2000"]
        );
        assert!(years(date(1, 1, 1), date(9000, 1, 1)).len() <= 12);
        let time = Time::new(date(2020, 1, 1), date(2020, 1, 1));
        assert!(time.at(date(1990, 1, 1)) >= 0.0 && time.at(date(2050, 1, 1)) <= 100.0);
    }
}
