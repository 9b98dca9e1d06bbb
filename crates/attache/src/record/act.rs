//! An act as one article tells it, in short: what a standing rests on.
//!
//! In: a record. Out: [`Act`]s: “Moscow recognised the Taliban on 3 July 2025.” is `recognize`, actual, by Russia's government towards
//! the Taliban, on that day, with the words “recognised”, “Moscow”, “the Taliban” and the id of the event, under which the
//! sentence is found. Known limit: has the words of the act and of its sides alone, not the sentence.

use super::party::Party;
use crate::event::Status;
use jiff::civil::Date;
use std::sync::Arc;

/// An act as one article tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// The id of the event.
    pub id: Arc<str>,
    /// What it does to the standing: `recognize`, `close-embassy` …
    pub act: String,
    /// Whether it happened.
    pub status: Status,
    /// Whether it is told as background.
    pub historical: bool,
    /// First and last day that it can have been, where both are known.
    pub days: Option<(Date, Date)>,
    /// Whether the text tells the days; otherwise they are those of the report.
    pub is_dated: bool,
    /// The day of the report.
    pub published: Option<Date>,
    /// What the report counts as among the sources of its record: near-copies and reports of one publisher have the same.
    pub source: i64,
    /// Which level the act sets, where reading has found one.
    pub level: Option<String>,
    /// The rules that found it, joined by `+`.
    pub rule: String,
    /// The word that it rests on.
    pub trigger: String,
    /// What it is about.
    pub object: Option<String>,
    /// Who did it.
    pub actor: Vec<Side>,
    /// To whom.
    pub recipient: Vec<Side>,
}

/// One who takes part in an act.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Who.
    pub party: Arc<Party>,
    /// In which words; `None` where it is implied.
    pub text: Option<String>,
}
