//! Days, weeks, months and years as intervals with their TIMEX3 values.
//!
//! In: a day and a unit. Out: [`Interval`]: the week of 2025-07-03 is 2025-06-30 to 2025-07-06, “2025-W27”. Known
//! limit: the calendar of today (proleptic Gregorian), years 1 to 9999.

use compact_str::{CompactString, format_compact};
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// So many units: a decade is ten years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Length {
    pub(super) unit: Unit,
    pub(super) count: i32,
}

impl Length {
    /// Reads “P10Y”, “PT1H”.
    pub(super) fn parse(value: &str) -> Option<Self> {
        let rest = value.strip_prefix('P')?;
        let (rest, is_clock) =
            rest.strip_prefix('T').map_or((rest, false), |rest| (rest, true));
        let letter = rest.chars().last().filter(char::is_ascii_uppercase)?;
        let count = rest[..rest.len() - 1].parse().ok()?;
        let unit = match (letter, is_clock) {
            ('Y', false) => Unit::Year,
            ('M', false) => Unit::Month,
            ('W', false) => Unit::Week,
            ('D', false) => Unit::Day,
            ('H', true) => Unit::Hour,
            ('M', true) => Unit::Minute,
            ('S', true) => Unit::Second,
            _ => return None,
        };
        Some(Self { unit, count })
    }

    /// The ISO 8601 duration of `amount` such lengths: “P2.5Y”; “PXY” where the number is unknown.
    pub(super) fn value(self, amount: Option<f64>) -> CompactString {
        let (prefix, letter) = match self.unit {
            Unit::Year => ("P", 'Y'),
            Unit::Month => ("P", 'M'),
            Unit::Week => ("P", 'W'),
            Unit::Day => ("P", 'D'),
            Unit::Hour => ("PT", 'H'),
            Unit::Minute => ("PT", 'M'),
            Unit::Second => ("PT", 'S'),
        };
        match amount {
            Some(amount) => {
                format_compact!("{prefix}{}{letter}", amount * f64::from(self.count))
            }
            None => format_compact!("{prefix}X{letter}"),
        }
    }
}

impl Unit {
    /// The value of such a unit of which nothing is known.
    pub(super) fn open_value(self) -> &'static str {
        match self {
            Self::Year => "XXXX",
            Self::Month => "XXXX-XX",
            Self::Week => "XXXX-WXX",
            Self::Day | Self::Hour | Self::Minute | Self::Second => "XXXX-XX-XX",
        }
    }
}

/// First and last day with the value that names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) value: CompactString,
}

impl Interval {
    pub(super) fn day(day: Date) -> Self {
        Self { first: day, last: day, value: format_compact!("{day}") }
    }

    pub(super) fn month(year: i16, month: i8) -> Option<Self> {
        let first = date(year, month, 1)?;
        let value = format_compact!("{year:04}-{month:02}");
        Some(Self { first, last: first.last_of_month(), value })
    }

    pub(super) fn year(year: i16) -> Option<Self> {
        let value = format_compact!("{year:04}");
        Some(Self { first: date(year, 1, 1)?, last: date(year, 12, 31)?, value })
    }

    pub(super) fn week(day: Date) -> Option<Self> {
        let first = monday(day)?;
        let last = first.checked_add(6.days()).ok()?;
        Some(Self { first, last, value: week_value(day) })
    }

    /// Saturday and Sunday of the week of `day`.
    pub(super) fn weekend(day: Date) -> Option<Self> {
        let monday = monday(day)?;
        let first = monday.checked_add(5.days()).ok()?;
        let last = monday.checked_add(6.days()).ok()?;
        Some(Self { first, last, value: format_compact!("{}-WE", week_value(day)) })
    }

    pub(super) fn quarter(year: i16, number: i8) -> Option<Self> {
        Some(Self {
            value: format_compact!("{year:04}-Q{number}"),
            ..Self::months(year, number * 3 - 2)?
        })
    }

    pub(super) fn half_year(year: i16, number: i8) -> Option<Self> {
        let first = date(year, number * 6 - 5, 1)?;
        let last = date(year, number * 6, 1)?.last_of_month();
        Some(Self { first, last, value: format_compact!("{year:04}-H{number}") })
    }

    pub(super) fn season(year: i16, code: &str, month: i8) -> Option<Self> {
        Some(Self {
            value: format_compact!("{year:04}-{code}"),
            ..Self::months(year, month)?
        })
    }

    /// Three months from the first of `month`.
    fn months(year: i16, month: i8) -> Option<Self> {
        let first = date(year, month, 1)?;
        let last = first.checked_add(2.months()).ok()?.last_of_month();
        Some(Self { first, last, value: CompactString::default() })
    }

    /// “1980s” for 1980 and ten years, “the 19th century” for 1801 and a hundred.
    pub(super) fn years(first: i16, n_years: i16, value: CompactString) -> Option<Self> {
        Some(Self {
            first: date(first, 1, 1)?,
            last: date(first + n_years - 1, 12, 31)?,
            value,
        })
    }

    /// The unit that lies `count` units from the one that holds `day`.
    pub(super) fn shifted(day: Date, unit: Unit, count: i32) -> Option<Self> {
        let moved = shift(day, unit, count)?;
        match unit {
            Unit::Year => Self::year(moved.year()),
            Unit::Month => Self::month(moved.year(), moved.month()),
            Unit::Week => Self::week(moved),
            Unit::Day | Unit::Hour | Unit::Minute | Unit::Second => {
                Some(Self::day(moved))
            }
        }
    }
}

/// A day of the calendar, where there is such a day.
pub(super) fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    (year > 0).then(|| Date::new(year, month, day).ok()).flatten()
}

fn shift(day: Date, unit: Unit, count: i32) -> Option<Date> {
    let count = i64::from(count);
    let span = match unit {
        Unit::Year => Span::new().try_years(count),
        Unit::Month => Span::new().try_months(count),
        Unit::Week => Span::new().try_weeks(count),
        Unit::Day => Span::new().try_days(count),
        Unit::Hour => Span::new().try_days(count / 24),
        Unit::Minute | Unit::Second => Ok(Span::new()),
    };
    day.checked_add(span.ok()?).ok().filter(|day| day.year() > 0)
}

fn monday(day: Date) -> Option<Date> {
    let back = day.weekday().to_monday_zero_offset();
    day.checked_sub(i64::from(back).days()).ok()
}

fn week_value(day: Date) -> CompactString {
    let week = day.iso_week_date();
    format_compact!("{:04}-W{:02}", week.year(), week.week())
}

/// The nearest such weekday on or before `day`, or on or after it.
pub(super) fn nearest_weekday(day: Date, weekday: i8, is_ahead: bool) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    if day.weekday() == weekday {
        return Some(day);
    }
    day.nth_weekday(if is_ahead { 1 } else { -1 }, weekday).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_carry_their_values() {
        let day = date(2025, 7, 3).unwrap();
        let shown = |interval: Option<Interval>| {
            interval
                .map(|i| format!("{} {} {}", i.first, i.last, i.value))
                .unwrap_or_default()
        };
        for (interval, expected) in [
            (Interval::week(day), "2025-06-30 2025-07-06 2025-W27"),
            (Interval::weekend(day), "2025-07-05 2025-07-06 2025-W27-WE"),
            (Interval::quarter(2025, 3), "2025-07-01 2025-09-30 2025-Q3"),
            (Interval::season(2025, "WI", 12), "2025-12-01 2026-02-28 2025-WI"),
            (Interval::shifted(day, Unit::Month, -5), "2025-02-01 2025-02-28 2025-02"),
            (Interval::shifted(day, Unit::Year, -30_000), ""),
        ] {
            assert_eq!(shown(interval), expected);
        }
        assert_eq!(nearest_weekday(day, 5, false), date(2025, 6, 27));
        assert_eq!(Length::parse("P10Y").unwrap().value(Some(2.5)), "P25Y");
    }
}
