//! Finds time expressions in words, without yet asking which day is meant.
//!
//! In: the words of a sentence. Out: [`Match`]es: “last week” is a [`Meaning::Shift`] by one week back. Known limit:
//! expressions that only the syntax shows (“three days later than planned”) are read by their words.

mod calendar_words;
mod clock_words;
mod duration_words;
mod relative_words;

use super::calendar::Unit;
use super::meaning::{From, Match, Meaning, Year};
use super::words::{Sense, Times};
use crate::span::Span;
use compact_str::CompactString;

/// A word in lower case without the full stop of an abbreviation.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) span: Span,
    pub(super) lower: CompactString,
    pub(super) is_capital: bool,
}

/// All expressions of a sentence, in order, without overlaps.
pub(super) fn find(times: &Times, words: &[Word]) -> Vec<Match> {
    let reader = Reader { times, words };
    let mut matches = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match reader.expression(at) {
            Some(found) => {
                at = found.end.max(at + 1);
                matches.push(found);
            }
            None => at += 1,
        }
    }
    share_years(words, &mut matches);
    matches
}

/// “between September and October of 2007”: the year is said once for both.
fn share_years(words: &[Word], matches: &mut [Match]) {
    for at in (1..matches.len()).rev() {
        let (before, after) = matches.split_at_mut(at);
        let (Some(open), Some(dated)) = (before.last_mut(), after.first()) else {
            continue;
        };
        let between = &words[open.end..dated.start];
        let is_joined = between.len() <= 2
            && between.iter().any(|word| {
                matches!(word.lower.as_str(), "and" | "to" | "or" | "-" | "–" | "through")
            });
        let known = dated.meaning.named_year();
        let Some(known) = known.filter(|_| is_joined) else { continue };
        if let Meaning::Day { year: year @ Year::Open, .. }
        | Meaning::Month { year: year @ Year::Open, .. } = &mut open.meaning
        {
            *year = Year::Known(known);
        }
    }
}

#[derive(Clone, Copy)]
struct Reader<'t> {
    times: &'t Times,
    words: &'t [Word],
}

impl<'t> Reader<'t> {
    fn word(&self, at: usize) -> &'t str {
        self.words.get(at).map_or("", |word| word.lower.as_str())
    }

    fn before(&self, at: usize) -> &'t str {
        at.checked_sub(1).map_or("", |at| self.word(at))
    }

    fn is_capital(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.is_capital)
    }

    fn is(&self, cue: &str, at: usize) -> bool {
        self.times.is(cue, self.word(at))
    }

    fn skip(&self, at: usize, word: &str) -> usize {
        if self.word(at) == word { at + 1 } else { at }
    }

    /// Whether nothing that an expression could govern follows.
    fn stops(&self, at: usize) -> bool {
        let word = self.word(at);
        !word.starts_with(char::is_alphanumeric)
            || matches!(word, "and" | "but" | "when" | "that" | "as" | "in")
    }

    fn expression(&self, at: usize) -> Option<Match> {
        let word = self.word(at);
        if !word.starts_with(|c: char| c.is_ascii_digit())
            && !self.times.openers.contains(word)
        {
            return None;
        }
        self.phrase(at).or_else(|| self.edge(at)).or_else(|| self.core(at))
    }

    fn core(&self, at: usize) -> Option<Match> {
        self.deictic(at)
            .or_else(|| self.modified(at))
            .or_else(|| self.calendar(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.repeated(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.bare_units(at))
            .or_else(|| self.part_alone(at))
    }

    fn found(start: usize, end: usize, meaning: Meaning) -> Match {
        Match { start, end, meaning, part: None }
    }

    /// Vague references and holidays.
    fn phrase(&self, at: usize) -> Option<Match> {
        let fits = |words: &[CompactString]| {
            words.iter().enumerate().all(|(i, word)| self.word(at + i) == word)
        };
        let phrases = self.times.phrases.get(self.word(at))?;
        let phrase = phrases.iter().find(|phrase| fits(&phrase.words))?;
        let end = at + phrase.words.len();
        let next = self.word(end);
        let is_counting = self.times.is("before_then", self.word(end - 1))
            && (self.times.units.contains_key(next) || self.number(end).is_some());
        if is_counting {
            return None;
        }
        let is_adverb =
            phrase.words.len() == 1 && self.times.adverbs.contains(self.word(at));
        if is_adverb
            && let Some(found) =
                self.core(end).filter(|found| Self::is_date(&found.meaning))
        {
            return Some(Match { start: at, ..found });
        }
        if is_adverb && self.times.adverbs_stop_before.contains(next) {
            return None;
        }
        let meaning = match phrase.sense {
            Sense::Reference(value) => Meaning::Reference(value),
            Sense::Holiday { .. } if !self.is_capital(at) => return None,
            Sense::Holiday { month, day } => {
                let (year, end) = self.year_of(end);
                return Some(Self::found(at, end, Meaning::Day { year, month, day }));
            }
        };
        Some(Self::found(at, end, meaning))
    }

    /// “the end of last year”, “late 2006”, “mid-August”, “late in the day”.
    fn edge(&self, at: usize) -> Option<Match> {
        let mut next = self.skip(at, "the");
        if self.is("within", next) {
            next += 1;
            if matches!(self.word(next), "-" | "on" | "in") {
                next += 1;
            }
        } else if self.is("edges", next) && matches!(self.word(next + 1), "of" | "-") {
            next += 2;
        } else {
            return None;
        }
        let found = self.core(next).or_else(|| self.spoken_of(next))?;
        Self::is_date(&found.meaning).then_some(Match { start: at, ..found })
    }

    fn is_date(meaning: &Meaning) -> bool {
        !matches!(
            meaning,
            Meaning::Duration { .. } | Meaning::Set(_) | Meaning::Reference(_)
        )
    }

    /// “(the end of) the year”.
    fn spoken_of(&self, at: usize) -> Option<Match> {
        let unit_at = self.skip(at, "the");
        let length = self
            .times
            .units
            .get(self.word(unit_at))
            .filter(|length| length.count == 1)?;
        let from = if length.unit == Unit::Day { From::Then } else { From::Now };
        let meaning = Meaning::Shift { from, unit: length.unit, count: 0 };
        (unit_at > at).then(|| Self::found(at, unit_at + 1, meaning))
    }

    fn with_part(&self, found: Match) -> Match {
        match self.times.parts.get(self.word(found.end)) {
            Some(part) => Match { end: found.end + 1, part: Some(part.clone()), ..found },
            None => found,
        }
    }
}
