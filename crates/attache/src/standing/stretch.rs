//! Days as far as they are known: one day, a month, a year, or anything between two days.
//!
//! In: the date of an event. Out: [`Stretch`]: “in April 2025” is 2025-04-01 to 2025-04-30 and printed `2025-04`. Known
//! limit: a stretch that is no day, month or year is printed by its first or last day.

use jiff::Unit;
use jiff::civil::Date;

/// The first and the last day on which something can have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Stretch {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

impl Stretch {
    /// A single day.
    pub fn day(day: Date) -> Self {
        Self { first: day, last: day }
    }

    /// Reads `2025-07-03`, `2025-04` or `2022`.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-').map(str::parse::<i16>);
        let year = parts.next()?.ok().filter(|year| *year > 0)?;
        let month = parts.next().transpose().ok()?;
        let day = parts.next().transpose().ok()?;
        let small = |n: i16| i8::try_from(n).ok();
        if parts.next().is_some() {
            return None;
        }
        Some(match (month, day) {
            (None, _) => Self {
                first: Date::new(year, 1, 1).ok()?,
                last: Date::new(year, 12, 31).ok()?,
            },
            (Some(month), None) => {
                let first = Date::new(year, small(month)?, 1).ok()?;
                Self { first, last: first.last_of_month() }
            }
            (Some(month), Some(day)) => {
                Self::day(Date::new(year, small(month)?, small(day)?).ok()?)
            }
        })
    }

    /// How many days it may be wrong.
    pub fn width(self) -> i32 {
        days_between(self.first, self.last)
    }

    /// Days from the end of the one to the start of the other; 0 where they overlap.
    pub fn gap(self, other: Self) -> i32 {
        let (early, late) =
            if self.first <= other.first { (self, other) } else { (other, self) };
        days_between(early.last, late.first).max(0)
    }

    /// The day before a known day; a month or a year stays itself, since it can have been any of its days.
    #[must_use]
    pub fn before(self) -> Self {
        match self.first.yesterday() {
            Ok(day) if self.first == self.last => Self::day(day),
            _ => self,
        }
    }

    /// As a first day: `2022`, `2025-04`, `2025-07-03`.
    pub fn as_first(self) -> String {
        self.named().unwrap_or_else(|| self.first.to_string())
    }

    /// As a last day.
    pub fn as_last(self) -> String {
        self.named().unwrap_or_else(|| self.last.to_string())
    }

    /// The day, month or year that it is.
    fn named(self) -> Option<String> {
        let (first, last) = (self.first, self.last);
        if first == last {
            return Some(first.to_string());
        }
        if first.day() != 1 || last != last.last_of_month() || first.year() != last.year()
        {
            return None;
        }
        match (first.month(), last.month()) {
            (1, 12) => Some(format!("{:04}", first.year())),
            (a, b) if a == b => Some(format!("{:04}-{a:02}", first.year())),
            _ => None,
        }
    }
}

/// Days from `a` to `b`; negative where `b` is earlier.
pub(super) fn days_between(a: Date, b: Date) -> i32 {
    a.until((Unit::Day, b)).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_printed() {
        for text in ["2022", "2025-04", "2025-07-03", "1900-02"] {
            let stretch = Stretch::read(text).unwrap();
            assert_eq!(
                (stretch.as_first(), stretch.as_last()),
                (text.into(), text.into())
            );
        }
        for text in ["", "2025-13", "2025-02-30", "2025-01-01-01", "now", "-5"] {
            assert_eq!(Stretch::read(text), None, "{text}");
        }
    }

    #[test]
    fn gaps_and_days_before() {
        let read = |text| Stretch::read(text).unwrap();
        assert_eq!(read("2025").gap(read("2025-04")), 0);
        assert_eq!(read("2025-04").gap(read("2025-05-03")), 3);
        assert_eq!(read("2025-05-03").gap(read("2025-04")), 3);
        assert_eq!(read("2025-03-01").before(), read("2025-02-28"));
        assert_eq!(read("2025").before(), read("2025"));
    }
}
