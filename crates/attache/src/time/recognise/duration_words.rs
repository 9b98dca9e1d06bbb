//! Stretches of time, and what happens again and again.
//!
//! “nearly five months”, “a 20-year low”, “two years ago”, “hours later”, “twice a week”, “every Monday”, “annual”.
//! Known limit: ages (“aged 56”) are no expressions of time.

use super::Reader;
use crate::time::calendar::{Length, Unit};
use crate::time::meaning::{From, Match, Meaning};

impl Reader<'_> {
    /// A number, with where it ends; `None` within for “several”.
    pub(super) fn number(&self, at: usize) -> Option<(Option<f64>, usize)> {
        if self.is("vague", at) {
            let end = self.skip(at + 1, "of");
            return Some((if self.word(at) == "couple" { Some(2.0) } else { None }, end));
        }
        let word = self.word(at);
        if matches!(word, "a" | "an")
            && (self.is("vague", at + 1) || self.number(at + 1).is_some())
        {
            return self.number(at + 1);
        }
        if word == "half" && matches!(self.word(at + 1), "a" | "an") {
            return Some((Some(0.5), at + 2));
        }
        let (whole, end) = self.whole_number(at)?;
        if self.word(end) == "and"
            && self.word(end + 1) == "a"
            && self.word(end + 2) == "half"
        {
            return Some((Some(whole + 0.5), end + 3));
        }
        Some((Some(whole), end))
    }

    /// “9”, “1,000”, “2.5”, “nine”, “twenty-five”.
    fn whole_number(&self, at: usize) -> Option<(f64, usize)> {
        let word = self.word(at);
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let is_plain = word.len() <= 9
                && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'));
            let number: f64 = word.replace(',', "").parse().ok().filter(|_| is_plain)?;
            return Some((number, at + 1));
        }
        let first = *self.times.numbers.get(word)?;
        let next = self.skip(at + 1, "-");
        let second =
            self.times.numbers.get(self.word(next)).filter(|second| **second < 10);
        match second {
            Some(second) if (20..100).contains(&first) && next > at + 1 => {
                Some((f64::from(first + second), next + 1))
            }
            _ if self.word(at + 1) == "hundred" => Some((f64::from(first * 100), at + 2)),
            _ => Some((f64::from(first), at + 1)),
        }
    }

    /// “nearly five months”, “a year ago”, “three days later”.
    pub(super) fn counted(&self, at: usize) -> Option<Match> {
        let mut next = at;
        while next < at + 3
            && (self.is("approximate", next) || matches!(self.word(next), "than" | "the"))
        {
            next += 1;
        }
        let (amount, end) = self.number(next)?;
        let is_single = matches!(self.word(next), "a" | "an" | "one") && end == next + 1;
        let mut unit_at = self.skip(end, "-");
        unit_at += usize::from(self.is("between", unit_at));
        let length = *self.times.units.get(self.word(unit_at))?;
        let end = unit_at + 1;
        if self.is_age(end)
            || (self.word(unit_at) == "second" && is_single)
            || self.word(unit_at) == "quarter"
        {
            return None;
        }
        self.tail(at, end, length, amount).or_else(|| {
            let is_article = matches!(self.word(next), "a" | "an") && is_single;
            if is_article && self.is_rate(next) {
                return Some(Self::found(
                    next,
                    end,
                    Meaning::Set(length.value(Some(1.0))),
                ));
            }
            let is_led = next > at
                || self.is("stretch_cues", at.wrapping_sub(1))
                || !self.stops(end);
            let is_wanted = !is_article || (is_led && self.is_stretch(at, next, end));
            let duration = Meaning::Duration { length, amount, near: 0, is_point: false };
            is_wanted.then(|| Self::found(at, end, duration))
        })
    }

    /// “a year” is a stretch in “for a year”, “over a year”, “a year after”, “a year-long truce”.
    fn is_stretch(&self, at: usize, next: usize, end: usize) -> bool {
        let is_led = next > at || self.is("stretch_cues", at.wrapping_sub(1));
        is_led
            || self.is("after", end)
            || matches!(self.word(end), "before" | "-" | "long")
    }

    /// “63-year-old”, “three months old”, “56 years of age”.
    fn is_age(&self, end: usize) -> bool {
        let next = self.skip(end, "-");
        matches!(self.word(next), "old" | "olds")
            || (self.word(end) == "of" && self.word(end + 1) == "age")
    }

    /// “15 a year”, “twice a day”.
    fn is_rate(&self, at: usize) -> bool {
        let before = self.before(at);
        self.times.is("times_per", before)
            || before.starts_with(|c: char| c.is_ascii_digit())
            || self.times.is("rate_cues", before)
    }

    /// “ago”, “later”, “earlier” behind a stretch make it a point in time.
    fn tail(
        &self,
        at: usize,
        end: usize,
        length: Length,
        amount: Option<f64>,
    ) -> Option<Match> {
        if self.is("ago", end) && (self.word(end) == "ago" || self.stops(end + 1)) {
            let meaning = Meaning::Duration { length, amount, near: -1, is_point: true };
            return Some(Self::found(at, end + 1, meaning));
        }
        let is_sure =
            matches!(self.word(end), "later" | "earlier") && self.word(end + 1) != "than";
        let sign = if self.is("later", end) {
            1
        } else if self.is("earlier", end) {
            -1
        } else {
            return None;
        };
        if !is_sure && !self.stops(end + 1) {
            return None;
        }
        let meaning = match amount.map(|amount| (amount * f64::from(length.count)) as i32)
        {
            Some(count) => Meaning::Shift {
                from: From::Then,
                unit: length.unit,
                count: sign * count.min(99_999),
            },
            None if matches!(length.unit, Unit::Hour | Unit::Minute | Unit::Second) => {
                Meaning::Shift { from: From::Then, unit: length.unit, count: 0 }
            }
            None => Meaning::Duration { length, amount, near: 0, is_point: false },
        };
        Some(Self::found(at, end + 1, meaning))
    }

    /// “for years”, “hours later”, “decades of war”, “over the years”.
    pub(super) fn bare_units(&self, at: usize) -> Option<Match> {
        let next = self.skip(at, "the");
        let word = self.word(next);
        let length = *self.times.units.get(word).filter(|_| word.ends_with('s'))?;
        let is_led = at > 0 && self.is("stretch_cues", at - 1);
        let duration =
            Meaning::Duration { length, amount: None, near: 0, is_point: false };
        self.tail(at, next + 1, length, None).or_else(|| {
            let is_followed = self.is("after", next + 1)
                || matches!(self.word(next + 1), "of" | "before");
            let is_wanted =
                if next > at { self.before(at) == "over" } else { is_led || is_followed };
            is_wanted.then(|| Self::found(at, next + 1, duration))
        })
    }

    /// “every Monday”, “each year”, “once a week”, “daily”.
    pub(super) fn repeated(&self, at: usize) -> Option<Match> {
        // “The China Daily” is a newspaper.
        let is_name = at > 0 && self.is_capital(at);
        if let Some(value) = self.times.sets.get(self.word(at)).filter(|_| !is_name) {
            return Some(Self::found(at, at + 1, Meaning::Set(value.clone())));
        }
        if !self.is("every", at) {
            return None;
        }
        let (amount, unit_at) = self.number(at + 1).unwrap_or((Some(1.0), at + 1));
        if let Some(length) = self.times.units.get(self.word(unit_at)) {
            return Some(Self::found(
                at,
                unit_at + 1,
                Meaning::Set(length.value(amount)),
            ));
        }
        let weekday = self
            .times
            .weekdays
            .get(self.word(at + 1))
            .filter(|_| self.is_capital(at + 1))?;
        let value = compact_str::format_compact!("XXXX-WXX-{weekday}");
        Some(Self::found(at, at + 2, Meaning::Set(value)))
    }
}
