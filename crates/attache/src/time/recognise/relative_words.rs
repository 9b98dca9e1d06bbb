//! Expressions that count from the day of publication or from a date mentioned before.
//!
//! “yesterday”, “last week”, “the following day”, “this weekend”, “the same period last year”, “the day before”.
//! Known limit: “next Friday” is the next one to come.

use super::Reader;
use crate::time::calendar::{Length, Unit};
use crate::time::meaning::{From, Match, Meaning, Year};

/// “last”, “next”, “this”: direction and what it counts from.
#[derive(Clone, Copy)]
struct Direction {
    count: i32,
    from: From,
}

impl Reader<'_> {
    /// “today”, “tomorrow night”, “the day before yesterday”.
    pub(super) fn deictic(&self, at: usize) -> Option<Match> {
        if let Some(count) = self.times.days.get(self.word(at)) {
            let found = Self::found(at, at + 1, shift(From::Now, Unit::Day, *count));
            let part = (self.word(at) == "tonight").then(|| "NI".into());
            return Some(self.with_part(Match { part, ..found }));
        }
        let next = self.skip(at, "the");
        let count = match (self.word(next), self.word(next + 1), self.word(next + 2)) {
            ("day", "before", "yesterday") => -2,
            ("day", "after", "tomorrow") => 2,
            _ => return None,
        };
        Some(Self::found(at, next + 3, shift(From::Now, Unit::Day, count)))
    }

    /// “last week”, “the past nine days”, “this morning”, “the same day”, “the day before”.
    pub(super) fn modified(&self, at: usize) -> Option<Match> {
        let next =
            if matches!(self.word(at), "the" | "its" | "their") { at + 1 } else { at };
        if let Some(direction) = self.direction(next) {
            return self
                .same_period(at, next)
                .or_else(|| self.counted_from(at, next, direction))
                .or_else(|| self.directed(at, next + 1, direction));
        }
        if next > at {
            self.unit_before(at, next).or_else(|| self.the_day(at, next))
        } else {
            None
        }
    }

    fn direction(&self, at: usize) -> Option<Direction> {
        let lists = [
            ("before_now", -1, From::Now),
            ("before_then", -1, From::Then),
            ("after_now", 1, From::Now),
            ("after_then", 1, From::Then),
            ("same_now", 0, From::Now),
            ("same_then", 0, From::Then),
        ];
        let (_, count, from) = lists.into_iter().find(|(list, ..)| self.is(list, at))?;
        Some(Direction { count, from })
    }

    /// “the past nine days”, “the next few years”, “the past year”.
    fn counted_from(
        &self,
        at: usize,
        next: usize,
        direction: Direction,
    ) -> Option<Match> {
        let number = self.number(next + 1);
        let is_past = self.word(next) == "past";
        let (amount, unit_at) = match number {
            Some(number) if direction.count != 0 => number,
            None if is_past => (Some(1.0), next + 1),
            _ => return None,
        };
        let length = *self.times.units.get(self.word(self.skip(unit_at, "-")))?;
        let meaning =
            Meaning::Duration { length, amount, near: direction.count, is_point: false };
        Some(Self::found(at, self.skip(unit_at, "-") + 1, meaning))
    }

    fn directed(&self, at: usize, what: usize, direction: Direction) -> Option<Match> {
        let word = self.word(what);
        // “The next day” follows another day, “next week” this one.
        let is_next_day =
            self.word(what - 1) == "next" && matches!(word, "day" | "morning" | "night");
        let direction = if is_next_day {
            Direction { from: From::Then, ..direction }
        } else {
            direction
        };
        let Direction { count, from } = direction;
        let is_same = matches!(self.word(what - 1), "entire" | "whole" | "same");
        let meaning = if let Some(length) =
            self.times.units.get(word).filter(|_| !word.ends_with('s'))
        {
            return self.directed_unit(at, what, direction, *length);
        } else if let Some(weekday) =
            self.times.weekdays.get(word).filter(|_| self.is_capital(what))
        {
            let shift = if from == From::Now { Some(count) } else { None };
            Meaning::Weekday { weekday: *weekday, shift }
        } else if let Some(month) = self.month(what) {
            Meaning::Month { year: Year::Nearest(count), month }
        } else if let Some((code, month)) = self.times.seasons.get(word) {
            Meaning::Season {
                year: Year::Nearest(count),
                code: code.clone(),
                month: *month,
            }
        } else if word == "weekend" {
            Meaning::Weekend { shift: count }
        } else if let Some(part) = self.times.parts.get(word).filter(|_| !is_same) {
            let day = shift(from, Unit::Day, count);
            return Some(Match {
                part: Some(part.clone()),
                ..Self::found(at, what + 1, day)
            });
        } else {
            return None;
        };
        Some(self.with_part(Self::found(at, what + 1, meaning)))
    }

    fn directed_unit(
        &self,
        at: usize,
        what: usize,
        direction: Direction,
        length: Length,
    ) -> Option<Match> {
        let is_night = self.word(what) == "night";
        if direction.count == 0 && matches!(length.unit, Unit::Second | Unit::Minute) {
            return None;
        }
        if self.word(what) == "quarter" {
            return None;
        }
        let meaning = shift(direction.from, length.unit, direction.count * length.count);
        let part = is_night.then(|| "NI".into());
        Some(Match { part, ..Self::found(at, what + 1, meaning) })
    }

    /// “the same period last year”, “the same month a year ago”.
    fn same_period(&self, at: usize, next: usize) -> Option<Match> {
        let is_same = self.word(next) == "same"
            && matches!(
                self.word(next + 1),
                "period" | "month" | "quarter" | "day" | "week"
            );
        if !is_same {
            return None;
        }
        let end = self.skip(next + 2, "of");
        let last_year = self.word(end) == "last" && self.word(end + 1) == "year";
        let year_ago =
            matches!(self.word(end), "a" | "one") && self.word(end + 1) == "year";
        let end = if last_year {
            end + 2
        } else if year_ago && matches!(self.word(end + 2), "ago" | "earlier" | "before") {
            end + 3
        } else {
            return None;
        };
        Some(Self::found(at, end, Meaning::SamePeriod { years: -1 }))
    }

    /// “the day before”, “the year previous”, “the week after”.
    fn unit_before(&self, at: usize, next: usize) -> Option<Match> {
        let length = self.times.units.get(self.word(next))?;
        let count = match self.word(next + 1) {
            "before" | "earlier" | "previous" | "prior" => -1,
            "after" | "later" | "following" => 1,
            _ => return None,
        };
        let meaning = shift(From::Then, length.unit, count * length.count);
        self.stops(next + 2).then(|| Self::found(at, next + 2, meaning))
    }

    /// “(to end) the day”, “the weekend”.
    fn the_day(&self, at: usize, next: usize) -> Option<Match> {
        if self.word(at) != "the" {
            return None;
        }
        let meaning = match self.word(next) {
            "day"
                if at > 0
                    && self.is("day_cues", at - 1)
                    && self.word(next + 1) != "when" =>
            {
                shift(From::Then, Unit::Day, 0)
            }
            "weekend" => Meaning::Weekend { shift: 0 },
            _ => return None,
        };
        Some(Self::found(at, next + 1, meaning))
    }

    /// “in the morning”, “morning trading”, “overnight”, “at dawn”.
    pub(super) fn part_alone(&self, at: usize) -> Option<Match> {
        let next = self.skip(at, "the");
        let part = self.times.parts.get(self.word(next))?.clone();
        let is_led = self.times.is("part_cues", self.before(at));
        let is_sure = is_led
            || matches!(self.word(next), "overnight")
            || matches!(self.word(next + 1), "trading" | "trade");
        is_sure.then(|| Match {
            part: Some(part),
            ..Self::found(at, next + 1, Meaning::Part)
        })
    }
}

fn shift(from: From, unit: Unit, count: i32) -> Meaning {
    Meaning::Shift { from, unit, count }
}
