//! What holds between whom, on any day, as known on any day.
//!
//! In: tellings of events. Out: [`Interval`]s. “Russia recognised the Taliban government on 3 July 2025.” makes the
//! recognition of Afghanistan by Russia hold from 2025-07-03 until something is read that ends it. A pure fold by the
//! effects of `relations.toml`; the order of the tellings does not matter. Known limit: what no act tells is not known;
//! nothing holds by default.

mod change;
mod claim;
mod party;
mod stretch;
mod track;
mod words;

pub use change::{Change, Kind, changed, learned};
pub use party::{Asked, Party};
pub use stretch::Stretch;

use crate::data::Data;
use crate::data::relations::Sides;
use crate::record::{Filter, Telling};
use claim::Claim;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// `from` or `to` where the day is inferred and not told.
    pub inferred: Vec<String>,
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
    /// What was published by this day; tellings without a day are taken as known.
    pub known: Option<Date>,
}

/// The intervals that answer `question`, by relation, sides and time.
pub fn standing(data: &Data, tellings: &[Telling], question: &Question) -> Vec<Interval> {
    let known = |claim: &Claim<'_>| match (question.known, claim.published) {
        (Some(known), Some(published)) => published <= known,
        _ => true,
    };
    let wanted = question.relation.as_deref().and_then(|r| data.relations.index(r));
    let told = tellings.iter().flat_map(|telling| claim::claims(data, telling, wanted));
    let mut tracks: BTreeMap<(usize, String, String), Vec<Claim<'_>>> = BTreeMap::new();
    for claim in told {
        if known(&claim) && question.asks(data, &claim) {
            let key = (claim.relation, claim.by.key(data), claim.of.key(data));
            tracks.entry(key).or_default().push(claim);
        }
    }
    let mut intervals = Vec::new();
    for ((relation, _, _), claims) in &tracks {
        let relation = &data.relations.relation[*relation];
        let mut laid: Vec<Interval> = named(relation.named, claims)
            .into_iter()
            .flat_map(|claims| track::lay(relation, claims))
            .map(|interval| outlived(data, interval))
            .filter(|i| question.on.is_none_or(|day| track::holds_on(i, day)))
            .collect();
        laid.sort_by(|a, b| (&a.from, &a.to, &a.name).cmp(&(&b.from, &b.to, &b.name)));
        if relation.sides == Sides::Both {
            for interval in &mut laid {
                question.turn(interval);
            }
        }
        intervals.extend(laid);
    }
    intervals
}

/// What held with a state that is gone ended with it, where nothing ended it before.
fn outlived(data: &Data, mut interval: Interval) -> Interval {
    let lasts = [interval.by.last_day(data), interval.of.last_day(data)];
    let Some(last) = lasts.into_iter().flatten().min() else { return interval };
    let began = interval.from.as_deref().and_then(Stretch::read);
    if interval.to.is_none() && began.is_none_or(|from| from.first <= last) {
        interval.to = Some(last.to_string());
        interval.inferred.push("to".to_owned());
    }
    interval
}

impl Question {
    /// What to look for in a record to answer it.
    pub fn filter(&self) -> Filter {
        let with = self.by.iter().chain(&self.of).map(Asked::whom).collect();
        Filter { with, has_act: true, known: self.known, ..Filter::default() }
    }

    fn asks(&self, data: &Data, claim: &Claim<'_>) -> bool {
        let relation = &data.relations.relation[claim.relation];
        if self.relation.as_ref().is_some_and(|r| r != relation.name.get_ref()) {
            return false;
        }
        self.fits(&claim.by, &claim.of)
            || relation.sides == Sides::Both && self.fits(&claim.of, &claim.by)
    }

    fn fits(&self, by: &Party, of: &Party) -> bool {
        self.by.as_ref().is_none_or(|asked| asked.means(by))
            && self.of.as_ref().is_none_or(|asked| asked.means(of))
    }

    /// Puts the one asked for first in what holds between both.
    fn turn(&self, interval: &mut Interval) {
        if !self.fits(&interval.by, &interval.of) {
            std::mem::swap(&mut interval.by, &mut interval.of);
        }
    }
}

/// Parts the claims of a relation in which each name is apart; what has no name goes with the only one that has.
fn named<'c, 't>(is_named: bool, claims: &'c [Claim<'t>]) -> Vec<Vec<&'c Claim<'t>>> {
    if !is_named {
        return vec![claims.iter().collect()];
    }
    let words = |name: &str| -> Vec<String> {
        name.split_whitespace().map(str::to_lowercase).collect()
    };
    let mut names: Vec<Vec<String>> =
        claims.iter().filter_map(|c| c.name.as_deref()).map(words).collect();
    // The fullest names first: “economic agreement” is found in “economic cooperation agreement”.
    names.sort_by(|a, b| (b.len(), a).cmp(&(a.len(), b)));
    names.dedup();
    let mut full: Vec<Vec<String>> = Vec::new();
    for name in names {
        if !full.iter().any(|f| name.iter().all(|word| f.contains(word))) {
            full.push(name);
        }
    }
    let mut parts: Vec<Vec<&Claim<'_>>> = vec![Vec::new(); full.len() + 1];
    for claim in claims {
        let of_name = claim.name.as_deref().map(words).and_then(|name| {
            full.iter().position(|f| name.iter().all(|word| f.contains(word)))
        });
        let only = (full.len() == 1).then_some(0);
        parts[of_name.or(only).unwrap_or(full.len())].push(claim);
    }
    parts.retain(|part| !part.is_empty());
    parts
}
