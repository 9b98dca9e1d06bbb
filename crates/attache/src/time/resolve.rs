//! Which days are meant: from what the words say to an interval and a value.
//!
//! In: matches in order of the text. Out: [`Expression`]s. “on Friday” in an article of Thursday 2008-09-18 is 09-12
//! after “said” and 09-19 after “will”. Known limit: tense is read from single words near the expression.

mod tense;

use super::calendar::{Interval, Length, Unit, date, nearest_weekday};
use super::meaning::{From, Match, Meaning, Year};
use super::words::Times;
use super::{Expression, Read, Role, Timex};
use crate::span::Span;
use compact_str::{CompactString, format_compact};
use jiff::civil::Date;
use tense::Tense;

/// A year named in a sentence bears on months without a year in the next one, too.
const HISTORY_REACH: usize = 1;

/// How many days before its publication an article tells news of.
const NEWS: i32 = 7;

/// What is known while an article is read from top to bottom.
pub(super) struct Resolver<'t> {
    times: &'t Times,
    /// The day of publication, or the text's own date.
    reference: Option<Date>,
    is_reference_inferred: bool,
    /// The date mentioned last.
    last: Option<Interval>,
    /// The single day mentioned last.
    last_day: Option<Date>,
    /// Years named outright, by where they stand.
    years: Vec<(u32, i16)>,
    /// The sentence and the year of the last year named outright that is not the year of publication.
    history: Option<(usize, i16)>,
    n_read: usize,
}

/// An interval, or only a value where the days are not known.
struct Resolved {
    interval: Option<Interval>,
    value: CompactString,
    is_inferred: bool,
}

impl Resolved {
    fn open(value: impl Into<CompactString>) -> Self {
        Self { interval: None, value: value.into(), is_inferred: false }
    }

    fn known_or(interval: Option<Interval>, open: impl Into<CompactString>) -> Self {
        let value = interval
            .as_ref()
            .map_or_else(|| open.into(), |interval| interval.value.clone());
        Self { interval, value, is_inferred: false }
    }
}

impl<'t> Resolver<'t> {
    pub(super) fn new(times: &'t Times, published: Option<Date>, read: &[Read]) -> Self {
        let mut resolver = Self {
            times,
            reference: published,
            is_reference_inferred: false,
            last: None,
            last_day: None,
            years: read.iter().flat_map(named_years).collect(),
            history: None,
            n_read: 0,
        };
        if published.is_none() {
            resolver.reference = resolver.own_date(read);
            resolver.is_reference_inferred = resolver.reference.is_some();
        }
        resolver.last = resolver.reference.map(Interval::day);
        resolver.last_day = resolver.reference;
        resolver
    }

    /// The date in a dateline or on a line of its own.
    fn own_date(&self, read: &[Read]) -> Option<Date> {
        let mut dates = read.iter().flat_map(|read| {
            let own = read.matches.iter().filter(|found| found.end <= read.n_reference);
            own.map(|found| (&found.meaning, read.words[found.start].span.start))
        });
        dates.find_map(|(meaning, offset)| {
            let &Meaning::Day { year, month, day } = meaning else { return None };
            let year = if let Year::Known(year) = year { Some(year) } else { None };
            date(year.or_else(|| self.nearest_year(offset))?, month, day)
        })
    }

    fn nearest_year(&self, offset: u32) -> Option<i16> {
        let nearest = self.years.iter().min_by_key(|(at, _)| at.abs_diff(offset));
        nearest.map(|(_, year)| *year)
    }

    pub(super) fn sentence(&mut self, read: &Read) -> Vec<Expression> {
        let expressions =
            read.matches.iter().map(|found| self.expression(read, found)).collect();
        self.n_read += 1;
        expressions
    }

    fn expression(&mut self, read: &Read, found: &Match) -> Expression {
        let words = &read.words;
        let span = words[found.start].span.join(words[found.end - 1].span);
        let tense = tense::of(self.times, words, found);
        let resolved = self.resolve(&found.meaning, tense, span);
        let Resolved { interval, mut value, is_inferred } = resolved;
        let role = found.meaning.role();
        let timex = found.timex();
        if timex == Timex::Time
            && let Some(part) = &found.part
        {
            value = format_compact!("{value}T{part}");
        }
        let is_reference = found.end <= read.n_reference;
        let preposition = tense::preposition(self.times, words, found.start);
        let before = &words[found.start.saturating_sub(6)..found.start];
        let is_aside = before.iter().any(|word| word.lower == "since")
            || self.reference.is_some() && self.is_epithet(words, found.start);
        self.remember(&found.meaning, role, interval.as_ref(), is_aside);
        Expression {
            span,
            timex,
            value,
            first: interval.as_ref().map(|interval| interval.first),
            last: interval.as_ref().map(|interval| interval.last),
            is_inferred: is_inferred
                || (self.is_reference_inferred && found.meaning.counts_from_now()),
            is_reference,
            role,
            preposition,
        }
    }

    /// “Which defaulted in 2020”, “the 2015 accord”: a year that only says which is meant.
    fn is_epithet(&self, words: &[super::recognise::Word], start: usize) -> bool {
        let before = &words[start.saturating_sub(6)..start];
        before.iter().any(|word| self.times.is("asides", &word.lower))
            || before.last().is_some_and(|word| self.times.is("epithets", &word.lower))
    }

    fn remember(
        &mut self,
        meaning: &Meaning,
        role: Role,
        interval: Option<&Interval>,
        is_aside: bool,
    ) {
        let named = meaning.named_year();
        // “since its launch in 2003” goes on to the present; “the 2015 accord” is no story of that year.
        if let Some(year) = named.filter(|_| !is_aside) {
            self.history = Some((self.n_read, year));
        }
        if let Some(interval) = interval.filter(|_| role == Role::Point) {
            let mut interval = interval.clone();
            if interval.first == interval.last {
                self.last_day = Some(interval.first);
                interval = Interval::day(interval.first);
            }
            self.last = Some(interval);
        }
    }

    fn resolve(&self, meaning: &Meaning, tense: Tense, span: Span) -> Resolved {
        match meaning {
            Meaning::Day { year, month, day } => {
                self.day(*year, *month, *day, (tense, span))
            }
            Meaning::Month { year, month } => self.month(*year, *month, tense, span),
            Meaning::Year(year) => Resolved::known_or(Interval::year(*year), "XXXX"),
            Meaning::Decade(year) => {
                let value = format_compact!("{}", year / 10);
                Resolved::known_or(Interval::years(*year, 10, value), "XXX")
            }
            Meaning::Century(number) => {
                let value = format_compact!("{:02}", number - 1);
                Resolved::known_or(
                    Interval::years((number - 1) * 100 + 1, 100, value),
                    "XX",
                )
            }
            Meaning::Weekday { weekday, shift } => self.weekday(*weekday, *shift, tense),
            Meaning::Weekend { shift } => self.weekend(*shift, tense),
            Meaning::Shift { from, unit, count } => self.shift(*from, *unit, *count),
            Meaning::SamePeriod { years } => self.same_period(*years),
            Meaning::Duration { length, amount, near, .. } => {
                self.duration(*length, *amount, *near)
            }
            Meaning::Set(value) => Resolved::open(value.clone()),
            Meaning::Reference(value) => Resolved::open(*value),
            Meaning::Part => self.day_spoken_of(),
            Meaning::Clock { time, day } => {
                let day = match day {
                    Some(day) => self.resolve(day, tense, span),
                    None => self.day_spoken_of(),
                };
                Resolved { value: format_compact!("{}T{time}", day.value), ..day }
            }
            Meaning::Quarter { year, number } => {
                let year = self.year_of(*year, number * 3 - 2, tense);
                let interval = year.and_then(|year| Interval::quarter(year, *number));
                Resolved::known_or(interval, format_compact!("XXXX-Q{number}"))
            }
            Meaning::HalfYear { year, number } => {
                let year = self.year_of(*year, number * 6 - 5, tense);
                let interval = year.and_then(|year| Interval::half_year(year, *number));
                Resolved::known_or(interval, format_compact!("XXXX-H{number}"))
            }
            Meaning::Season { year, code, month } => {
                self.season((*year, *month), code, tense)
            }
        }
    }

    fn season(&self, (year, month): (Year, i8), code: &str, tense: Tense) -> Resolved {
        // In July, “last summer” is the one of the year before.
        let last_month =
            if year == Year::Nearest(-1) { (month + 2).min(12) } else { month };
        let year = self.year_of(year, last_month, tense);
        let interval = year.and_then(|year| Interval::season(year, code, month));
        Resolved::known_or(interval, format_compact!("XXXX-{code}"))
    }

    fn weekend(&self, shift: i32, tense: Tense) -> Resolved {
        let week = self.reference.and_then(|day| {
            // On Monday, “this weekend” that was is the one just over.
            let is_over = shift == 0
                && tense == Tense::Past
                && day.weekday().to_monday_one_offset() < 4;
            Interval::shifted(day, Unit::Week, shift - i32::from(is_over))
        });
        Resolved::known_or(
            week.and_then(|week| Interval::weekend(week.first)),
            "XXXX-WXX-WE",
        )
    }

    fn day_spoken_of(&self) -> Resolved {
        Resolved::known_or(self.last_day.map(Interval::day), "XXXX-XX-XX")
    }

    fn day(
        &self,
        year: Year,
        month: i8,
        day: i8,
        (tense, span): (Tense, Span),
    ) -> Resolved {
        let open = format_compact!("XXXX-{month:02}-{day:02}");
        if let Some(year) = self.year_said(year) {
            return Resolved::known_or(date(year, month, day).map(Interval::day), open);
        }
        let is_news = self.is_news(month, day);
        if let Some(year) = self.history_year().filter(|_| !is_news) {
            let interval = date(year, month, day).map(Interval::day);
            return Resolved { is_inferred: true, ..Resolved::known_or(interval, open) };
        }
        let Some(reference) = self.reference else {
            let day =
                self.nearest_year(span.start).and_then(|year| date(year, month, day));
            return Resolved {
                is_inferred: day.is_some(),
                ..Resolved::known_or(day.map(Interval::day), open)
            };
        };
        let years = [-1, 0, 1].map(|offset| reference.year() + offset);
        let days = years.into_iter().filter_map(|year| date(year, month, day));
        let distance = |day: &Date| (*day - reference).get_days();
        let chosen = days.min_by_key(|day| tense.cost(distance(day), 90));
        Resolved::known_or(chosen.map(Interval::day), open)
    }

    /// The year of a past time that this or the last sentence speaks of.
    fn history_year(&self) -> Option<i16> {
        let (sentence, year) = self.history?;
        let is_near = self.n_read - sentence <= HISTORY_REACH;
        let is_past = self.reference.is_none_or(|reference| year < reference.year() - 1);
        (is_near && is_past).then_some(year)
    }

    /// Whether a day of the year of publication lies in the days before it: those of the news, whatever year was spoken of.
    fn is_news(&self, month: i8, day: i8) -> bool {
        self.reference.is_some_and(|reference| {
            let day = date(reference.year(), month, day);
            day.is_some_and(|day| (0..=NEWS).contains(&(reference - day).get_days()))
        })
    }

    fn month(&self, year: Year, month: i8, tense: Tense, span: Span) -> Resolved {
        let open = format_compact!("XXXX-{month:02}");
        let history = if year == Year::Open { self.history_year() } else { None };
        if let Some(year) = history {
            return Resolved {
                is_inferred: true,
                ..Resolved::known_or(Interval::month(year, month), open)
            };
        }
        let year = self.year_of(year, month, tense).map(|year| (year, false));
        let year =
            year.or_else(|| self.nearest_year(span.start).map(|year| (year, true)));
        let interval = year.and_then(|(year, _)| Interval::month(year, month));
        Resolved {
            is_inferred: year.is_some_and(|(_, is)| is),
            ..Resolved::known_or(interval, open)
        }
    }

    /// The year, where the words say which.
    fn year_said(&self, year: Year) -> Option<i16> {
        match year {
            Year::Known(year) => Some(year),
            Year::Shifted(count) => Some(self.reference?.year() + count as i16),
            Year::Then => Some(self.last.as_ref()?.first.year()),
            Year::Nearest(_) | Year::Open => None,
        }
    }

    /// The year of a month, quarter or season that begins with `month`.
    fn year_of(&self, year: Year, month: i8, tense: Tense) -> Option<i16> {
        if let Some(year) = self.year_said(year) {
            return Some(year);
        }
        let reference = self.reference?;
        let this_year = reference.year();
        match year {
            Year::Known(_) | Year::Shifted(_) | Year::Then => None,
            Year::Nearest(count) if count < 0 => {
                Some(this_year - i16::from(month >= reference.month()))
            }
            Year::Nearest(count) if count > 0 => {
                Some(this_year + i16::from(month <= reference.month()))
            }
            Year::Nearest(_) => Some(this_year),
            Year::Open => {
                let distance = |year: &i16| {
                    i32::from(*year - this_year) * 365
                        + i32::from(month - reference.month()) * 30
                };
                let years = [this_year - 1, this_year, this_year + 1];
                years.into_iter().min_by_key(|year| tense.cost(distance(year), 15))
            }
        }
    }

    fn weekday(&self, weekday: i8, shift: Option<i32>, tense: Tense) -> Resolved {
        let day = self.reference.and_then(|reference| match shift {
            Some(-1) => nearest_weekday(reference.yesterday().ok()?, weekday, false),
            Some(1) => nearest_weekday(reference.tomorrow().ok()?, weekday, true),
            Some(_) => {
                let week = Interval::week(reference)?;
                nearest_weekday(week.first, weekday, true)
            }
            None => nearest_weekday(reference, weekday, tense == Tense::Future),
        });
        Resolved::known_or(day.map(Interval::day), format_compact!("XXXX-WXX-{weekday}"))
    }

    fn shift(&self, from: From, unit: Unit, count: i32) -> Resolved {
        let day = match from {
            From::Now => self.reference,
            From::Then if unit == Unit::Day && self.last_day.is_some() => self.last_day,
            From::Then if count > 0 => {
                self.last.as_ref().map(|last| last.last).or(self.reference)
            }
            From::Then => self.last.as_ref().map(|last| last.first).or(self.reference),
        };
        let open = unit.open_value();
        Resolved::known_or(day.and_then(|day| Interval::shifted(day, unit, count)), open)
    }

    fn same_period(&self, years: i32) -> Resolved {
        let shifted = self.last.as_ref().and_then(|last| {
            let first = Interval::shifted(last.first, Unit::Year, years)?.first.year();
            if last.value.len() == 7 && !last.value.contains(['Q', 'W']) {
                return Interval::month(first, last.first.month());
            }
            if last.value.contains('Q') {
                return Interval::quarter(first, (last.first.month() + 2) / 3);
            }
            Interval::year(first)
        });
        Resolved::known_or(shifted, "XXXX")
    }

    /// The days of “the past nine days”, and the year of “two years ago”.
    fn duration(&self, length: Length, amount: Option<f64>, near: i32) -> Resolved {
        let value = length.value(amount);
        let count = amount.map(|amount| (amount * f64::from(length.count)) as i32);
        let moved = self.reference.zip(count).filter(|_| near != 0).and_then(
            |(reference, count)| {
                let there =
                    Interval::shifted(reference, length.unit, near * count.min(99_999))?;
                Some(Interval { value: value.clone(), ..there })
            },
        );
        Resolved { interval: moved, value, is_inferred: false }
    }
}

fn named_years(read: &Read) -> impl Iterator<Item = (u32, i16)> {
    read.matches.iter().filter_map(|found| {
        let year = found.meaning.named_year()?;
        Some((read.words[found.start].span.start, year))
    })
}
