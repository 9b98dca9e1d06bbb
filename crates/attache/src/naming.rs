//! What people call a participant.
//!
//! In: its name and codes. Out: “Russia” for a state's government, “Taliban (AFG government)” where the name does not say it, “Sergei
//! Lavrov, Russia” where a person acts for it. Known limit: English.

use crate::data::Data;
use crate::data::code::{Country, Sector};
use crate::export::Who;
use crate::record::Party;

/// A participant by name and codes.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Usual name of state, body, group or people.
    pub name: &'a str,
    /// Person, where one is named.
    pub person: Option<&'a str>,
    /// ISO alpha-3.
    pub country: Option<&'a str>,
    /// PLOVER sector.
    pub sector: Option<&'a str>,
}

impl<'a> From<&'a Who<'_>> for Named<'a> {
    fn from(who: &'a Who<'_>) -> Self {
        Self {
            name: &who.name,
            person: who.person.as_deref(),
            country: who.country.as_deref(),
            sector: who.sector.as_deref(),
        }
    }
}

impl<'a> From<&'a Party> for Named<'a> {
    fn from(party: &'a Party) -> Self {
        Self {
            name: &party.name,
            person: party.person.as_deref(),
            country: party.country.as_deref(),
            sector: party.sector.as_deref(),
        }
    }
}

/// “Russia” for a state's government, “Taliban (AFG government)” where the name does not say it.
pub fn name(data: &Data, named: Named<'_>) -> String {
    let country = named.country.and_then(Country::new);
    let state = country.and_then(|c| data.gazetteer.state(c));
    let is_state = state.is_some_and(|s| s.name == named.name);
    let sector = named.sector.filter(|s| !is_state || *s != Sector::GOV.as_str());
    let sector = sector.filter(|_| country.is_some()).map(|s| sector_name(data, s));
    let country = country.filter(|_| !is_state).map(|c| c.to_string());
    let rest: Vec<String> = country.into_iter().chain(sector).collect();
    let rest =
        if rest.is_empty() { String::new() } else { format!(" ({})", rest.join(" ")) };
    match named.person {
        Some(person) if person != named.name => {
            format!("{person}, {}{rest}", named.name)
        }
        _ => format!("{}{rest}", named.name),
    }
}

/// The first words of what a sector means.
fn sector_name(data: &Data, sector: &str) -> String {
    let row = data.ontology.sector.iter().find(|s| s.code == sector);
    let meaning = row.and_then(|row| row.meaning.split([':', ',']).next());
    meaning.map_or_else(|| sector.to_owned(), str::to_lowercase)
}
