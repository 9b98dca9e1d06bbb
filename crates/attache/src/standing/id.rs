//! What an interval of the standing is called, so that it can be asked for again.
//!
//! In: the recognition of the Taliban by Russia since 3 July 2025. Out: `recognition/RUS/AFG/2025-07-03`: relation, holder, towards
//! whom, first day (`-` where that is open), and the name of an agreement or ban: `agreement/RUS/AFG/2022/trade_agreement`.
//! Known limit: where two intervals of one pair begin on one day, both have the same id.

use super::party::{Asked, Party};
use super::stretch::Stretch;
use super::{Interval, Question, track};
use crate::data::Data;
use std::fmt;

/// The id of an interval, or of all intervals between two where it has no day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntervalId {
    /// The relation.
    pub relation: String,
    /// Who holds it: the code of a state, the name of all else.
    pub by: String,
    /// Towards whom.
    pub of: String,
    /// Its first day, `-` where that is open; `None` asks for all intervals.
    pub from: Option<String>,
    /// What it is called.
    pub name: Option<String>,
}

/// A first day that is open.
const OPEN: &str = "-";

impl IntervalId {
    /// The id of an interval.
    pub fn of(data: &Data, interval: &Interval) -> Self {
        let known = |party: &Party| {
            let key = party.key(data);
            // “Islamic State (ISIL)” is asked for by either name, not by both.
            key.split_once(" (").map_or(key.clone(), |(name, _)| name.to_owned())
        };
        Self {
            relation: interval.relation.clone(),
            by: known(&interval.by),
            of: known(&interval.of),
            from: Some(interval.from.clone().unwrap_or_else(|| OPEN.to_owned())),
            name: interval.name.clone(),
        }
    }

    /// Reads `recognition/RUS/AFG/2025-07-03`; `None` where it is no id of an interval.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('/').map(plain);
        let (relation, by, of) = (parts.next()?, parts.next()?, parts.next()?);
        let (from, name) = (parts.next(), parts.next());
        parts.next().is_none().then_some(Self { relation, by, of, from, name })
    }

    /// The question whose answers it is among.
    pub fn question(&self, data: &Data) -> Question {
        Question {
            relation: Some(self.relation.clone()),
            by: Some(Asked::read(data, &self.by)),
            of: Some(Asked::read(data, &self.of)),
            ..Question::default()
        }
    }

    /// Those of the answers that it means: they begin on its day or, where none does, held through it.
    pub fn among(&self, answers: Vec<Interval>) -> Vec<Interval> {
        let is_named =
            |i: &Interval| self.name.is_none() || i.name.is_none() || self.name == i.name;
        let answers: Vec<Interval> = answers.into_iter().filter(is_named).collect();
        let Some(from) = &self.from else { return answers };
        let begins = |i: &Interval| i.from.as_deref().unwrap_or(OPEN) == from;
        if answers.iter().any(begins) {
            return answers.into_iter().filter(begins).collect();
        }
        let Some(day) = Stretch::read(from) else { return Vec::new() };
        answers.into_iter().filter(|i| track::holds_on(i, day.first)).collect()
    }
}

impl fmt::Display for IntervalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { relation, by, of, from, name } = self;
        let ends = from.iter().chain(name);
        for (i, part) in [relation, by, of].into_iter().chain(ends).enumerate() {
            let slash = if i == 0 { "" } else { "/" };
            write!(f, "{slash}{}", shown(part))?;
        }
        Ok(())
    }
}

/// Without blanks and slashes, so that an id is one word of a command line and of an address.
fn shown(part: &str) -> String {
    let escaped = part.replace('%', "%25").replace('_', "%5F").replace('/', "%2F");
    escaped.replace(' ', "_")
}

fn plain(part: &str) -> String {
    let plain = part.replace('_', " ").replace("%2F", "/");
    plain.replace("%5F", "_").replace("%25", "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_read() {
        for text in [
            "recognition/RUS/AFG/2025-07-03",
            "mission/CHN/Kabul%2FHerat/-",
            "agreement/RUS/AFG/2022/trade_agreement",
            "terrorist-designation/USA/Islamic_State",
            "restriction/A%5FB/100%25/-",
        ] {
            assert_eq!(IntervalId::read(text).unwrap().to_string(), text);
        }
        for text in ["", "recognition", "recognition/RUS", "a/b/c/d/e/f"] {
            assert_eq!(IntervalId::read(text), None, "{text}");
        }
    }
}
