//! Who stands in a relation: a state, an organisation, a group; and how a question names them.
//!
//! In: a participant of an event, “the Afghan Foreign Ministry”. Out: [`Party`] `AFG`, Afghanistan: a state's ministers,
//! soldiers and parliament are the state, a group stays itself. In a question “Kabul”, “AFG”, “the Taliban” and
//! “Muttaqi” all find it. Known limit: a name that several rows of the tables share asks for all of them.

use crate::data::Data;
use crate::data::code::Country;
use crate::data::gazetteer::{Entity, Kind};
use crate::data::phrase::Phrase;
use crate::data::relations::Relation;
use crate::record::{self, Whom};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One who stands in a relation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = Holder))]
pub struct Party {
    /// The state's code, the organisation's, or PLOVER's code of a group.
    pub code: String,
    /// The usual name.
    pub name: String,
}

impl Party {
    /// Whom a participant stands for in `relation`; `None` where it cannot stand in it.
    pub fn of(data: &Data, who: &record::Party, relation: &Relation) -> Option<Self> {
        let sector = who.sector.as_deref().unwrap_or_default();
        let is_state = data.relations.state.iter().any(|s| s == sector);
        let kind = if is_state { "state" } else { sector };
        if !relation.between.is_empty() && !relation.between.iter().any(|b| b == kind) {
            return None;
        }
        let party = |code: &str, name: &str| {
            Some(Self { code: code.to_owned(), name: name.to_owned() })
        };
        let Some(country) = who.country.as_deref() else {
            return if is_state { None } else { party(&who.code, &who.name) };
        };
        if is_state {
            // The Taliban and a state's guards are on lists by their own names.
            let is_group = relation.by_name && is_named(data, &who.name);
            return match state(data, country) {
                // A state that is gone is called what its account calls it.
                Some(state) if !is_group && state.note != "former" => {
                    party(country, &state.name)
                }
                _ => party(country, &who.name),
            };
        }
        // Farmers and students are known by their state; the FARC have a name of their own.
        if state(data, country).is_some_and(|state| state.name == who.name.as_str()) {
            return party(country, &who.name);
        }
        let Some(entity) = named(data, &who.name).find(|e| e.kind != Kind::City) else {
            return party(country, &who.name);
        };
        let is_short = entity.kind == Kind::Group
            && entity.name == who.name.as_str()
            && !entity.note.is_empty();
        let short = if is_short { format!(" ({})", entity.note) } else { String::new() };
        party(&who.code, &[who.name.as_str(), &short].concat())
    }

    /// The state of this code.
    pub(super) fn state(data: &Data, code: &str) -> Option<Self> {
        let state = state(data, code)?;
        Some(Self { code: code.to_owned(), name: state.name.to_string() })
    }

    /// The last day of a state that is gone.
    pub(super) fn last_day(&self, data: &Data) -> Option<Date> {
        let state = state(data, &self.code).filter(|s| s.note == "former")?;
        Some(state.term.to).filter(|last| *last < Date::MAX)
    }

    /// The last days of what is gone and of what it goes on with: on them whole lines in time change hands.
    pub(super) fn last_days(&self, data: &Data) -> impl Iterator<Item = Date> {
        let rows = data.relations.continues.iter().filter(|row| row.by == self.code);
        let forebears = rows.filter_map(|row| Self::state(data, row.state.get_ref()));
        forebears.filter_map(|old| old.last_day(data)).chain(self.last_day(data))
    }

    /// Told apart from others: a state by its code, all else by its name.
    pub(super) fn key(&self, data: &Data) -> String {
        match state(data, &self.code) {
            Some(state) if state.name == self.name.as_str() || state.note == "former" => {
                self.code.clone()
            }
            _ => self.name.clone(),
        }
    }
}

/// A party with what a question needs to know of it, found out once.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Known {
    pub(super) party: Party,
    /// What tells it apart from others.
    pub(super) key: Arc<str>,
    /// Whether it is the one who is asked for as holder.
    pub(super) is_by: bool,
    /// Whether it is the one towards whom it is asked for.
    pub(super) is_of: bool,
}

fn state<'d>(data: &'d Data, code: &str) -> Option<&'d Entity> {
    Country::new(code).and_then(|code| data.gazetteer.state(code))
}

fn is_named(data: &Data, name: &str) -> bool {
    let is_own = |e: &Entity| matches!(e.kind, Kind::Group | Kind::Institution);
    named(data, name).any(|e| is_own(e) && e.name == name)
}

fn named<'d>(data: &'d Data, name: &str) -> impl Iterator<Item = &'d Entity> {
    let names = data.gazetteer.names(Phrase::of(name)).into_iter().flatten();
    names.map(|name| data.gazetteer.entity(name))
}

/// Whom a question asks for.
#[derive(Debug, Clone)]
pub struct Asked {
    codes: Vec<String>,
    names: Vec<String>,
}

impl Asked {
    /// Understands a code, a state, a capital, an organisation, a group or a person.
    pub fn read(data: &Data, text: &str) -> Self {
        let mut asked =
            Self { codes: vec![text.to_uppercase()], names: vec![text.to_owned()] };
        let is_official =
            |e: &Entity| data.relations.state.iter().any(|s| *s == e.sector.as_str());
        for entity in named(data, text).filter(|e| e.kind != Kind::City) {
            match (&entity.body, entity.country) {
                (Some(body), _) => asked.codes.push(body.to_string()),
                (None, Some(country)) if is_official(entity) => {
                    asked.codes.push(country.to_string());
                }
                _ => {}
            }
            if matches!(entity.kind, Kind::Group | Kind::Body) {
                asked.names.push(entity.name.to_string());
            }
        }
        asked
    }

    /// Whether `party` is meant.
    pub fn means(&self, party: &Party) -> bool {
        // “Revolutionary Armed Forces of Colombia (FARC)” is known by either name.
        let (long, short) = party.name.split_once(" (").unwrap_or((&party.name, ""));
        let own = [Phrase::of(long), Phrase::of(short.trim_end_matches(')'))];
        let is_own = |name: &String| {
            let name = Phrase::of(name);
            name != Phrase::EMPTY && own.contains(&name)
        };
        self.codes.contains(&party.code) || self.names.iter().any(is_own)
    }

    /// The same and the states that they go on with: who asks for Russia asks for what the Soviet Union left to it.
    pub(super) fn with_forebears(&self, data: &Data) -> Self {
        let mut asked = self.clone();
        let rows = data.relations.continues.iter();
        let of_them = rows.filter(|row| self.codes.contains(&row.by));
        asked.codes.extend(of_them.map(|row| row.state.get_ref().clone()));
        asked
    }

    /// Everything that the record may know them by.
    pub fn whom(&self) -> Whom {
        Whom::any_of(self.codes.iter().chain(&self.names).map(String::as_str))
    }
}
