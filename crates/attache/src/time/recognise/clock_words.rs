//! Times of the day: “18:00 UTC”, “6:30 p.m.”, “7 o'clock”, “noon”, “12:00 UTC Monday”.
//!
//! Known limit: of time zones only UTC shows in the value.

use super::Reader;
use crate::time::meaning::{Match, Meaning};
use compact_str::{CompactString, format_compact};

impl Reader<'_> {
    pub(super) fn clock(&self, at: usize) -> Option<Match> {
        let (hour, minute, end) = self.hour_and_minute(at)?;
        let mut end = end;
        let mut zone = "";
        if self.is("zones", end) {
            zone = "Z";
            end += 1;
        } else if self.is("zones_local", end) {
            end += 1 + usize::from(self.word(end) == "local");
        }
        let time: CompactString = format_compact!("{hour:02}:{minute:02}{zone}");
        let next = self.skip(end, "on");
        let day = self.deictic(next).or_else(|| self.calendar(next)).filter(|found| {
            found.start == next
                && matches!(
                    found.meaning,
                    Meaning::Day { .. } | Meaning::Weekday { .. } | Meaning::Shift { .. }
                )
        });
        let (day, end) =
            day.map_or((None, end), |found| (Some(Box::new(found.meaning)), found.end));
        Some(Self::found(at, end, Meaning::Clock { time, day }))
    }

    fn hour_and_minute(&self, at: usize) -> Option<(u8, u8, usize)> {
        let word = self.word(at);
        match (word, self.before(at)) {
            ("noon", "at" | "around" | "by" | "before") => return Some((12, 0, at + 1)),
            ("midnight", "at" | "around" | "by" | "before" | "of") => {
                return Some((24, 0, at + 1));
            }
            _ => {}
        }
        let is_clock = word.contains(':') && word.len() <= 8;
        let mut parts = word.split([':', '.']);
        let hour: u8 = parts.next()?.parse().ok().filter(|hour| *hour <= 24)?;
        let minute: u8 = parts
            .next()
            .map_or(Some(0), |part| part.parse().ok())
            .filter(|minute| *minute < 60)?;
        let afternoon = match self.word(at + 1) {
            "am" | "a.m" => Some(false),
            "pm" | "p.m" => Some(true),
            _ => None,
        };
        let is_full = word.len() == 4 && self.is("zones", at + 1);
        match afternoon {
            Some(is_afternoon) if hour <= 12 => {
                Some((hour % 12 + 12 * u8::from(is_afternoon), minute, at + 2))
            }
            None if is_clock => Some((hour, minute, at + 1)),
            None if self.word(at + 1) == "o'clock" || self.word(at + 1) == "o’clock" => {
                Some((hour, minute, at + 2))
            }
            None if is_full => Some((hour, minute, at + 1)),
            _ => None,
        }
    }
}
