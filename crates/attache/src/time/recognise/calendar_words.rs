//! Days, months, years, decades, centuries, quarters and seasons named outright.
//!
//! “the 3rd of July 2025”, “Aug. 26”, “7/8/07”, “2025-07-03”, “since 1989”, “the 1980s”, “the fourth quarter of 2005”.
//! Known limit: in “7/8/07” the month comes first, as American papers write it, unless it cannot.

use super::Reader;
use crate::time::calendar::date;
use crate::time::meaning::{Match, Meaning, Year};
use compact_str::format_compact;

impl Reader<'_> {
    pub(super) fn calendar(&self, at: usize) -> Option<Match> {
        self.weekday(at)
            .or_else(|| self.month_first(at))
            .or_else(|| self.day_first(at))
            .or_else(|| self.figures(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.century(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.season(at))
            .or_else(|| self.bare_year(at))
    }

    /// “Thursday”, “Thursday, September 4, 2008”, “Friday morning”.
    fn weekday(&self, at: usize) -> Option<Match> {
        let word = self.word(at);
        let weekday = *self.times.weekdays.get(word).filter(|_| self.is_capital(at))?;
        let next = self.skip(at + 1, ",");
        let dated = self.month_first(next).or_else(|| self.day_first(next));
        if let Some(found) =
            dated.filter(|found| matches!(found.meaning, Meaning::Day { .. }))
        {
            return Some(Match { start: at, ..found });
        }
        if word.ends_with("days") {
            let value = format_compact!("XXXX-WXX-{weekday}");
            return Some(Self::found(at, at + 1, Meaning::Set(value)));
        }
        let is_whole = word.ends_with("day");
        let meaning = Meaning::Weekday { weekday, shift: None };
        is_whole.then(|| self.with_part(Self::found(at, at + 1, meaning)))
    }

    pub(super) fn month(&self, at: usize) -> Option<i8> {
        self.times.months.get(self.word(at)).copied().filter(|_| self.is_capital(at))
    }

    fn month_first(&self, at: usize) -> Option<Match> {
        let month = self.month(at)?;
        if let Some((day, year)) = self.day_slash_year(at + 1) {
            return Some(Self::found(
                at,
                at + 2,
                Meaning::Day { year: Year::Known(year), month, day },
            ));
        }
        if let Some(day) =
            self.day(at + 1).filter(|day| date(2000, month, *day).is_some())
        {
            let (year, end) = self.year_of(at + 2);
            return Some(Self::found(at, end, Meaning::Day { year, month, day }));
        }
        let (year, end) = self.year_behind(self.skip(at + 1, "of"));
        if let Some(year) = year {
            return Some(Self::found(
                at,
                end,
                Meaning::Month { year: Year::Known(year), month },
            ));
        }
        let is_name = self.is("month_names", at);
        let is_led = self.is("prepositions", at.wrapping_sub(1))
            || matches!(self.before(at), "its" | "the" | "'s");
        (is_led
            || !is_name
            || at > 0 && !self.is_capital(at - 1) && self.before(at).len() > 1)
            .then(|| self.month_of_year(at, month))
    }

    /// “October of last year”, “October”.
    fn month_of_year(&self, at: usize, month: i8) -> Match {
        let (year, end) = self.year_of(at + 1);
        Self::found(at, end, Meaning::Month { year, month })
    }

    /// “[of] 2005”, “of last year”, “last year”, “this year”; else open and nothing taken.
    pub(super) fn year_of(&self, at: usize) -> (Year, usize) {
        let next = self.skip(self.skip(at, "of"), "the");
        if let (Some(year), end) = self.year_behind(next) {
            return (Year::Known(year), end);
        }
        let year = match self.word(next) {
            "last" => Year::Shifted(-1),
            "next" => Year::Shifted(1),
            "this" => Year::Shifted(0),
            "that" | "same" => Year::Then,
            _ => return (Year::Open, at),
        };
        if self.word(next + 1) == "year" { (year, next + 2) } else { (Year::Open, at) }
    }

    /// “17/2018” behind a month.
    fn day_slash_year(&self, at: usize) -> Option<(i8, i16)> {
        let (day, year) = self.word(at).split_once('/')?;
        Some((day.parse().ok()?, plain_year(year)?))
    }

    /// “3”, “3rd”.
    fn day(&self, at: usize) -> Option<i8> {
        let word = self.word(at);
        let digits = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|end| word.strip_suffix(end))
            .unwrap_or(word);
        let is_short =
            digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse().ok().filter(|day| is_short && (1..=31).contains(day))
    }

    /// “3 July 2025”, “the 3rd of July”.
    fn day_first(&self, at: usize) -> Option<Match> {
        let day_at = self.skip(at, "the");
        let day = self.day(day_at)?;
        let month_at = self.skip(day_at + 1, "of");
        let month = self.month(month_at)?;
        date(2000, month, day)?;
        let (year, end) = self.year_of(month_at + 1);
        Some(Self::found(at, end, Meaning::Day { year, month, day }))
    }

    /// A year at `at`, after a comma perhaps, with where it ends; else none and `at`.
    pub(super) fn year_behind(&self, at: usize) -> (Option<i16>, usize) {
        let next = self.skip(at, ",");
        match plain_year(self.word(next)) {
            Some(year) => (Some(year), next + 1),
            None => (None, at),
        }
    }

    /// “2025-07-03”, “7/8/07”, “28/10/2004”.
    fn figures(&self, at: usize) -> Option<Match> {
        let word = self.word(at);
        let mark = if word.contains('-') { '-' } else { '/' };
        let mut parts = word.split(mark).map(|part| part.parse::<i16>().ok());
        let (a, b, c) = (parts.next()??, parts.next()??, parts.next()??);
        if parts.next().is_some() {
            return None;
        }
        let full = |year: i16| {
            if year < 50 {
                year + 2000
            } else if year < 100 {
                year + 1900
            } else {
                year
            }
        };
        let (year, month, day) = if a > 31 {
            (a, b, c)
        } else if a > 12 {
            (full(c), b, a)
        } else {
            (full(c), a, b)
        };
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        date(year, month, day)?;
        Some(Self::found(
            at,
            at + 1,
            Meaning::Day { year: Year::Known(year), month, day },
        ))
    }

    /// “the 1980s”, “the ’80s”, “the eighties”.
    fn decade(&self, at: usize) -> Option<Match> {
        let mut next = self.skip(at, "the");
        let is_led = next > at;
        if matches!(self.word(next), "'" | "’") {
            next += 1;
        }
        let word = self.word(next);
        let digits =
            word.strip_suffix('s').map(|word| word.trim_end_matches(['\'', '’']));
        let first = match digits.and_then(|digits| digits.parse::<i16>().ok()) {
            Some(year) if (1000..2100).contains(&year) && year % 10 == 0 => year,
            Some(year) if next > at && (10..100).contains(&year) && year % 10 == 0 => {
                1900 + year
            }
            _ => 1900 + self.times.decades.get(word).filter(|_| is_led)?,
        };
        Some(Self::found(at, next + 1, Meaning::Decade(first)))
    }

    /// “the 19th century”.
    fn century(&self, at: usize) -> Option<Match> {
        let next = self.skip(at, "the");
        let number = self
            .day(next)
            .map(i32::from)
            .or_else(|| self.times.ordinals.get(self.word(next)).copied())?;
        let unit_at = self.skip(next + 1, "-");
        let is_century = self.word(unit_at) == "century" && self.word(next) != "last";
        let number = i16::try_from(number)
            .ok()
            .filter(|number| is_century && (1..=21).contains(number))?;
        Some(Self::found(at, unit_at + 1, Meaning::Century(number)))
    }

    /// “the fourth quarter of 2005”, “the first half of last year”, “Q3 2005”.
    fn part_of_year(&self, at: usize) -> Option<Match> {
        let next = self.skip(at, "the");
        let word = self.word(next);
        let short = word.strip_prefix('q').and_then(|number| number.parse::<i8>().ok());
        let (number, unit, end) = match short {
            Some(number) => (number, "quarter", next + 1),
            None => {
                (*self.times.ordinals.get(word)? as i8, self.word(next + 1), next + 2)
            }
        };
        let (year, end) = self.year_of(end);
        let meaning = match (unit, number) {
            ("quarter", 1..=4) => Meaning::Quarter { year, number },
            ("half", 1 | 2) if year != Year::Open => Meaning::HalfYear { year, number },
            _ => return None,
        };
        Some(Self::found(at, end, meaning))
    }

    /// “in spring”, “the summer of 2005”; not “the fall of Kabul”.
    fn season(&self, at: usize) -> Option<Match> {
        let next = self.skip(at, "the");
        let (code, month) = self.times.seasons.get(self.word(next))?.clone();
        let (year, end) = self.year_of(next + 1);
        let is_led = self.times.is("season_cues", self.before(at));
        let is_sure = year != Year::Open || (is_led && !matches!(self.word(end), "of"));
        is_sure.then(|| Self::found(at, end, Meaning::Season { year, code, month }))
    }

    /// “since 1989”, “(1918)”, but not “in 2000 cases”.
    fn bare_year(&self, at: usize) -> Option<Match> {
        let year = plain_year(self.word(at))?;
        if self.ends_heading(at) {
            return Some(Self::found(at, at + 1, Meaning::Year(year)));
        }
        if at > 0 && !self.is("year_cues", at - 1) {
            return None;
        }
        let next = self.word(at + 1);
        let is_counting = self.times.units.contains_key(next)
            || matches!(next, "%" | "percent" | "million" | "people");
        let is_plural = next.len() > 3
            && next.ends_with('s')
            && next.bytes().all(|b| b.is_ascii_lowercase());
        let is_modern = (1900..=2059).contains(&year);
        let is_dated = self.times.is("old_year_cues", self.before(at));
        let is_year = if is_modern {
            at > 0 || self.stops(1)
        } else {
            is_dated && (self.stops(at + 1) || self.is("old_year_followers", at + 1))
        };
        let is_year = is_year && !is_counting && (!is_plural || self.is_capital(at + 1));
        is_year.then(|| Self::found(at, at + 1, Meaning::Year(year)))
    }

    /// “Opening of the Legation, 1942.”: a year behind a comma, and nothing more.
    fn ends_heading(&self, at: usize) -> bool {
        at > 1
            && self.word(at - 1) == ","
            && matches!(self.word(at + 1), "" | ".")
            && self.word(at + 2).is_empty()
    }
}

fn plain_year(word: &str) -> Option<i16> {
    let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|year| is_year && (1000..=2100).contains(year))
}
