//! One event as pairs of one actor and one recipient, on one day: what the files of other systems can hold.
//!
//! In: the contract's line of “Turkey and Iran met on Monday.” Out: Turkey → Iran and Iran → Turkey on that day. Known limit: of
//! a stretch of days only the first is kept, and events that did not happen are left out.

use super::json::{Line, Who};
use crate::article::Article;
use crate::event::{EventType, Status};
use rustc_hash::FxHashSet;
use std::fmt;

/// What files tell of the report that an event stands in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// Its language.
    pub language: Option<String>,
}

impl From<&Article> for Report {
    fn from(article: &Article) -> Self {
        Self {
            publisher: article.publisher.clone(),
            url: article.url.clone(),
            language: article.language.clone(),
        }
    }
}

/// An event and the report that it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The event.
    pub line: &'a Line<'a>,
    /// The report.
    pub report: &'a Report,
}

/// Why a file cannot hold an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// It did not happen, or not yet, or only perhaps.
    NotActual,
    /// Neither event nor report has a day.
    Undated,
    /// It has no recipient, and the file knows only pairs.
    Unpaired,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotActual => "negated, future or hypothetical",
            Self::Undated => "without any day",
            Self::Unpaired => "without actor or recipient",
        })
    }
}

/// CAMEO's roots for things that are said: promises, demands, threats are made even where what they speak of is to come.
const SAID: [&str; 4] = ["01", "02", "03", "13"];

/// Whether it took place: files of other systems have no column for what did not.
pub(super) fn is_actual(line: &Line<'_>) -> bool {
    let is_said = SAID.iter().any(|root| line.cameo.starts_with(root));
    line.status == Status::Actual || line.status == Status::Future && is_said
}

/// A day as files write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Its year.
    pub year: i16,
    /// Its month.
    pub month: i8,
    /// Its day of the month.
    pub day: i8,
}

impl Day {
    /// The first day on which the event can have been; else the report's own.
    pub fn of(line: &Line<'_>) -> Option<Self> {
        let date = line.date.as_ref().and_then(|d| d.start.as_deref());
        Self::read(date.or(line.published.as_deref())?)
    }

    /// Reads `YYYY-MM-DD`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let date: jiff::civil::Date = text.parse().ok()?;
        Some(Self { year: date.year(), month: date.month(), day: date.day() })
    }

    /// `YYYYMMDD`.
    pub(super) fn compact(self) -> String {
        format!("{:04}{:02}{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// One actor and one recipient.
pub(super) type Pair<'a> = (Option<&'a Who<'a>>, Option<&'a Who<'a>>);

/// The pairs of an event; what both sides do together goes both ways.
pub(super) fn pairs<'a>(
    line: &'a Line<'a>,
    reciprocal: &FxHashSet<String>,
) -> Vec<Pair<'a>> {
    let (actors, recipients) = (&line.actor, &line.recipient);
    if !recipients.is_empty() {
        let all = |r| side(actors).into_iter().map(move |a| (a, Some(r)));
        return recipients.iter().flat_map(all).collect();
    }
    let is_mutual = matches!(line.event, EventType::Consult | EventType::Cooperate)
        || line.rule.split('+').any(|rule| reciprocal.contains(rule));
    if !is_mutual || actors.len() < 2 {
        return side(actors).into_iter().map(|a| (a, None)).collect();
    }
    let others = |(i, a)| {
        let apart = move |(j, _): &(usize, _)| *j != i;
        actors.iter().enumerate().filter(apart).map(move |(_, r)| (Some(a), Some(r)))
    };
    actors.iter().enumerate().flat_map(others).collect()
}

fn side<'a>(all: &'a [Who<'a>]) -> Vec<Option<&'a Who<'a>>> {
    if all.is_empty() { vec![None] } else { all.iter().map(Some).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::lines;
    use crate::parse::Workspace;
    use crate::reader::Reader;

    fn check(reader: &Reader, text: &str, wanted: &[(&str, &str)]) {
        let article = Article::new("a", text);
        let reading = reader.read(&article, &mut Workspace::default());
        let lines = lines(&article, &reading.events);
        let rules = reader.data.rules.rules.iter().filter(|r| r.is_reciprocal);
        let reciprocal = rules.map(|r| r.id.clone()).collect();
        let name = |w: Option<&Who<'_>>| w.map_or("-".into(), |w| w.name.to_string());
        let pairs: Vec<(String, String)> = lines
            .iter()
            .flat_map(|line| pairs(line, &reciprocal))
            .map(|(a, r)| (name(a), name(r)))
            .collect();
        let pairs: Vec<_> = pairs.iter().map(|(a, r)| (a.as_str(), r.as_str())).collect();
        assert_eq!(pairs, wanted, "{text}");
    }

    #[test]
    fn lists_of_participants_become_pairs() {
        let reader = Reader::embedded().unwrap();
        let check = |text, wanted: &[_]| check(&reader, text, wanted);
        check("Norway expelled a Russian diplomat.", &[("Norway", "Russia")]);
        check(
            "France and Italy condemned Belarus.",
            &[("France", "Belarus"), ("Italy", "Belarus")],
        );
        check(
            "Turkey and Iran signed a trade agreement.",
            &[("Turkey", "Iran"), ("Iran", "Turkey")],
        );
    }
}
