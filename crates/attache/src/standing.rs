//! What holds between whom, on any day, as known on any day.
//!
//! In: acts. Out: [`Interval`]s. “Russia recognised the Taliban government on 3 July 2025.” makes the
//! recognition of Afghanistan by Russia hold from 2025-07-03 until something is read that ends it. A pure fold by the
//! effects of `relations.toml`; the order of the acts does not matter. Known limit: what no act tells is not known;
//! nothing holds by default.

mod change;
mod claim;
mod id;
mod party;
mod passing;
mod stretch;
mod touched;
mod track;
mod tracks;
mod words;

pub use change::{Change, Kind, changed, learned};
pub use id::IntervalId;
pub use party::{Asked, Party};
pub use stretch::Stretch;
pub use tracks::Tracks;

use crate::data::Data;
use crate::data::relations::Sides;
use crate::record::{Act, Acts};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A time in which one relation held at one level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Interval {
    /// The relation.
    pub relation: String,
    /// Who holds it.
    pub by: Party,
    /// Towards whom.
    pub of: Party,
    /// At which level.
    pub level: String,
    /// What the agreement or ban is called; what the mission is called where it has a name of its own.
    pub name: Option<String>,
    /// First day, as far as known; `None`: it held before anything read.
    pub from: Option<String>,
    /// Last day, as far as known; `None`: it holds still.
    pub to: Option<String>,
    /// The events that began it.
    pub from_event: Vec<String>,
    /// The events that ended it.
    pub to_event: Vec<String>,
    /// The events that show that it held.
    pub held_through: Vec<String>,
    /// The events that say otherwise.
    pub contradicted_by: Vec<String>,
    /// How many sources tell of it, independent of each other.
    pub sources: usize,
    /// `from` or `to` where the day is inferred and not told; `by` or `of` where no words name who holds it or towards whom.
    pub inferred: Vec<String>,
}

impl Interval {
    /// Since when and until when, in words: “since about 1921-04-12”.
    pub fn time(&self) -> String {
        let about = |which: &str| {
            if self.inferred.iter().any(|i| i == which) { "about " } else { "" }
        };
        let time = match (&self.from, &self.to) {
            (None, None) => "since before anything read".to_owned(),
            (Some(from), None) => format!("since {}{from}", about("from")),
            (None, Some(to)) => format!("until {}{to}", about("to")),
            (Some(from), Some(to)) => {
                format!("{}{from} to {}{to}", about("from"), about("to"))
            }
        };
        let is_silent = self.inferred.iter().any(|i| i == "by" || i == "of");
        if is_silent { format!("{time}, a side inferred") } else { time }
    }

    /// The level, with the name where it has one: “legation (Legation at Riga)”.
    pub fn named_level(&self) -> String {
        let name = self.name.as_ref().map(|name| format!(" ({name})"));
        format!("{}{}", self.level, name.unwrap_or_default())
    }

    /// The ids of the events that tell of it, each sort behind the word for what they say.
    pub fn proofs(&self) -> [(&'static str, &[String]); 4] {
        [
            ("begins", &self.from_event),
            ("holds", &self.held_through),
            ("ends", &self.to_event),
            ("against", &self.contradicted_by),
        ]
    }
}

/// What is asked of the standing; what is left open asks for all.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// The relation.
    pub relation: Option<String>,
    /// Who holds it.
    pub by: Option<Asked>,
    /// Towards whom.
    pub of: Option<Asked>,
    /// On which day it held.
    pub on: Option<Date>,
    /// What was published by this day; acts without a day are taken as known.
    pub known: Option<Date>,
}

/// The intervals that answer `question` by these acts, by relation, sides and time.
pub fn standing<'a>(
    data: &Data,
    acts: impl IntoIterator<Item = &'a Act>,
    question: &Question,
) -> Vec<Interval> {
    let mut tracks = Tracks::new(data, question);
    acts.into_iter().for_each(|act| tracks.add(act));
    tracks.standing(question.on, question.known)
}

impl Question {
    /// The same of the states, too, that those asked for go on with.
    fn with_forebears(&self, data: &Data) -> Self {
        let wide = |asked: &Option<Asked>| asked.as_ref().map(|a| a.with_forebears(data));
        Self { by: wide(&self.by), of: wide(&self.of), ..self.clone() }
    }

    /// Whether the interval is between those who are asked for, as far as they are.
    fn is_about(&self, interval: &Interval, data: &Data) -> bool {
        let meant =
            |asked: &Option<Asked>, party| asked.as_ref().is_none_or(|a| a.means(party));
        let is_so = |by, of| meant(&self.by, by) && meant(&self.of, of);
        let relation = data.relations.index(&interval.relation);
        let sides = relation.map(|at| data.relations.relation[at].sides);
        is_so(&interval.by, &interval.of)
            || sides == Some(Sides::Both) && is_so(&interval.of, &interval.by)
    }

    /// The acts of a record that its answer rests on.
    pub fn acts(&self, data: &Data) -> Acts {
        let wide = self.with_forebears(data);
        let with = wide.by.iter().chain(&wide.of).map(Asked::whom).collect();
        let relation = self.relation.as_deref();
        let acts = relation.map_or_else(Vec::new, |name| data.relations.acts_of(name));
        Acts { with, acts, known: self.known, turning: None }
    }
}
