//! What time expressions say by their words alone.
//!
//! “last week” is a [`Meaning::Shift`] by one week back from now; which week that is, [`super::resolve`] finds out.
//! Known limit: an expression has one meaning; “next Friday” is not held in two ways.

use super::calendar::{Length, Unit};
use super::{Role, Timex};
use compact_str::CompactString;

/// Which year an expression without one belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    Known(i16),
    /// So many years from the day of publication: “the first quarter of last year”.
    Shifted(i32),
    /// “last September”, “next spring”: the nearest before (-1) or after (1), “this”: 0.
    Nearest(i32),
    /// “December of that year”: the year of the date mentioned last.
    Then,
    Open,
}

/// What a relative expression counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// The day of publication: “last week”.
    Now,
    /// The date mentioned last: “the following week”.
    Then,
}

/// What an expression says by its words alone.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    Day {
        year: Year,
        month: i8,
        day: i8,
    },
    Month {
        year: Year,
        month: i8,
    },
    Year(i16),
    Decade(i16),
    Century(i16),
    HalfYear {
        year: Year,
        number: i8,
    },
    Quarter {
        year: Year,
        number: i8,
    },
    Season {
        year: Year,
        code: CompactString,
        month: i8,
    },
    Weekday {
        weekday: i8,
        shift: Option<i32>,
    },
    Weekend {
        shift: i32,
    },
    Shift {
        from: From,
        unit: Unit,
        count: i32,
    },
    /// “the same period last year”: the date mentioned last, so many years off.
    SamePeriod {
        years: i32,
    },
    /// `near` is the direction from now: “the past nine days” -1, “a two-year deal” 0; `is_point`: “two years ago”.
    Duration {
        length: Length,
        amount: Option<f64>,
        near: i32,
        is_point: bool,
    },
    Set(CompactString),
    Reference(&'static str),
    /// A part of the day mentioned last: “in the morning”.
    Part,
    /// A time of the day: “18:00Z”, with its day where that follows.
    Clock {
        time: CompactString,
        day: Option<Box<Meaning>>,
    },
}

/// An expression as words `start..end`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Match {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) meaning: Meaning,
    /// Part of the day: “MO”, “NI”.
    pub(super) part: Option<CompactString>,
}

impl Meaning {
    /// The year that the words name outright.
    pub(super) fn named_year(&self) -> Option<i16> {
        let (Self::Day { year, .. } | Self::Month { year, .. }) = self else {
            return if let Self::Year(year) = self { Some(*year) } else { None };
        };
        if let Year::Known(year) = year { Some(*year) } else { None }
    }

    /// Whether the day of publication bears on the answer.
    pub(super) fn counts_from_now(&self) -> bool {
        self.named_year().is_none() && !matches!(self, Self::Set(_) | Self::Reference(_))
    }

    /// What it can be to an event.
    pub(super) fn role(&self) -> Role {
        if matches!(self, Self::Duration { is_point: false, .. }) {
            Role::Duration
        } else if matches!(self, Self::Set(_)) {
            Role::Frequency
        } else if matches!(self, Self::Reference(_)) {
            Role::Vague
        } else {
            Role::Point
        }
    }
}

impl Match {
    /// Its TIMEX3 type.
    pub(super) fn timex(&self) -> Timex {
        if matches!(self.meaning, Meaning::Duration { .. }) {
            Timex::Duration
        } else if matches!(self.meaning, Meaning::Set(_)) {
            Timex::Set
        } else if self.part.is_some()
            || matches!(self.meaning, Meaning::Clock { .. } | Meaning::Part)
        {
            Timex::Time
        } else {
            Timex::Date
        }
    }
}
