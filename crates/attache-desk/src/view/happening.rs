//! Happenings in short, as lists and feeds show them.
//!
//! In: a happening. Out: days, sides, type and who tells of it: “Russia recognised the Taliban” of two papers is one with two reports. Known
//! limit: of many reports the first few are named.

use attache::event::{EventType, Quad, Status};
use attache::export::Where;
use attache::record::{Happening, Party};
use attache::standing::Stretch;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// Reports that are named.
const SHOWN: usize = 5;

/// A happening in short.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Happened {
    /// Its id.
    pub(crate) id: String,
    /// First day that it can have been.
    pub(crate) first: Option<Date>,
    /// Last day that it can have been.
    pub(crate) last: Option<Date>,
    /// Whether a report states the days; else they are the first report's day.
    pub(crate) dated: bool,
    /// PLOVER event.
    pub(crate) event: EventType,
    /// PLOVER mode.
    pub(crate) mode: Option<String>,
    /// What it does to the standing.
    pub(crate) act: Option<String>,
    /// Whether it happened.
    pub(crate) status: Status,
    /// CAMEO code.
    pub(crate) cameo: String,
    /// Quadrant.
    pub(crate) quad: Quad,
    /// Who did it.
    pub(crate) actor: Vec<Party>,
    /// To whom.
    pub(crate) recipient: Vec<Party>,
    /// Where.
    pub(crate) places: Vec<Where<'static>>,
    /// The sentence of the first report.
    pub(crate) text: String,
    /// Independent sources.
    pub(crate) sources: usize,
    /// How many tellings there are.
    pub(crate) tellings: usize,
    /// The first of those that tell of it.
    pub(crate) reports: Vec<Report>,
}

/// Who tells of a happening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Report {
    /// The article's id.
    pub(crate) article: String,
    /// Its day.
    pub(crate) published: Option<String>,
    /// Its publisher.
    pub(crate) publisher: Option<String>,
}

impl From<Happening> for Happened {
    fn from(happening: Happening) -> Self {
        let Happening { id, gist, tellings, n_sources } = happening;
        let first = tellings.first();
        let quad = first.map_or(Quad::VerbalCooperation, |telling| telling.line.quad);
        let text = first.map(|telling| telling.line.text.to_string()).unwrap_or_default();
        let mut reports: Vec<Report> = Vec::new();
        for telling in &tellings {
            let report = Report {
                article: telling.line.article.to_string(),
                published: telling.line.published.clone(),
                publisher: telling.publisher.clone(),
            };
            if reports.len() < SHOWN && !reports.contains(&report) {
                reports.push(report);
            }
        }
        Self {
            id,
            first: gist.earliest,
            last: gist.latest,
            dated: gist.is_dated,
            event: gist.event,
            mode: gist.mode,
            act: gist.act,
            status: gist.status,
            cameo: gist.cameo,
            quad,
            actor: gist.actor,
            recipient: gist.recipient,
            places: gist.places,
            text,
            sources: n_sources,
            tellings: tellings.len(),
            reports,
        }
    }
}

impl Happened {
    /// “2025-07-03”, “2025-04”, “2022”, or between which days.
    pub(crate) fn days(&self) -> String {
        days(self.first, self.last)
    }
}

/// A day, a month, a year, or from when to when.
pub(crate) fn days(first: Option<Date>, last: Option<Date>) -> String {
    match (first, last) {
        (None, None) => "undated".to_owned(),
        (Some(first), None) => format!("from {first} on"),
        (None, Some(last)) => format!("by {last}"),
        (Some(first), Some(last)) => {
            let stretch = Stretch { first, last };
            let (from, to) = (stretch.as_first(), stretch.as_last());
            if from == to { from } else { format!("{from} to {to}") }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::days;
    use jiff::civil::date;

    #[test]
    fn days_are_told_as_far_as_they_are_known() {
        let day = |y, m, d| Some(date(y, m, d));
        assert_eq!(days(day(2022, 1, 1), day(2022, 12, 31)), "2022");
        assert_eq!(days(day(2025, 7, 3), day(2025, 7, 3)), "2025-07-03");
        assert_eq!(days(day(2025, 7, 3), day(2025, 7, 9)), "2025-07-03 to 2025-07-09");
        assert_eq!(days(None, day(2025, 7, 9)), "by 2025-07-09");
        assert_eq!(days(None, None), "undated");
    }
}
