//! Who takes part in a happening, whatever each report calls them.
//!
//! In: participants of tellings. Out: [`Party`]s, and whether two are the same: “Russia”, “Moscow” and “Lavrov's ministry” are, since
//! each acts for the state; “the Taliban” of 2015 and “Islamic State” are not, though both are Afghan rebels. Known limit:
//! who has neither state nor body is known by name alone.

use crate::data::code::Sector;
use crate::export::Who;
use serde::{Deserialize, Serialize};

/// One participant.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Party {
    /// PLOVER code.
    pub code: String,
    /// ISO alpha-3.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Usual name.
    pub name: String,
    /// Person, where one is named.
    pub person: Option<String>,
}

impl Party {
    /// The participant without its words.
    pub fn of(who: &Who<'_>) -> Self {
        Self {
            code: who.code.to_string(),
            country: who.country.clone(),
            sector: who.sector.clone(),
            name: who.name.to_string(),
            person: who.person.as_deref().map(str::to_owned),
        }
    }

    /// Whether both are the same side, or the one acts for the other.
    pub fn is_same(&self, other: &Self) -> bool {
        if self.token() != other.token() {
            return false;
        }
        // “Women” and “protesters” are the people of a state; “Taliban” and “Islamic State” are names of their own.
        let has_name = |p: &Self| p.name.starts_with(char::is_uppercase);
        self.is_official()
            || self.country.is_none()
            || self.name == other.name
            || !(has_name(self) && has_name(other))
    }

    /// What the same parties have in common, for finding them.
    pub fn token(&self) -> String {
        match &self.country {
            Some(country) if self.is_official() => country.clone(),
            Some(_) => self.code.clone(),
            // A body's code is its own; a bare sector is everyone's.
            None if self.sector.as_ref() != Some(&self.code) => self.code.clone(),
            None => self.name.to_lowercase(),
        }
    }

    /// Whether it acts for a state.
    pub fn is_official(&self) -> bool {
        let sector = self.sector.as_deref().and_then(Sector::new);
        self.country.is_some() && sector.is_some_and(Sector::is_official)
    }
}

/// Adds everyone who is not there yet; a person named later completes an unnamed one.
pub(super) fn add_all(parties: &mut Vec<Party>, more: impl IntoIterator<Item = Party>) {
    for party in more {
        match parties.iter_mut().find(|p| p.is_same(&party)) {
            Some(known) => known.person = known.person.take().or(party.person),
            None => parties.push(party),
        }
    }
}

/// Whether all of the one list are in the other, or all of the other in the one.
pub(super) fn is_contained(a: &[Party], b: &[Party]) -> bool {
    let is_in =
        |a: &[Party], b: &[Party]| a.iter().all(|p| b.iter().any(|q| p.is_same(q)));
    is_in(a, b) || is_in(b, a)
}

/// Whether no party is led by one person here and by another there; a family name is the same person as the full name.
pub(super) fn have_same_people(a: &[Party], b: &[Party]) -> bool {
    let is_same = |a: &str, b: &str| {
        let has_end = |long: &str, short: &str| {
            long.strip_suffix(short)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        };
        has_end(a, b) || has_end(b, a)
    };
    let differ = |p: &Party, q: &Party| match (&p.person, &q.person) {
        (Some(x), Some(y)) => p.is_same(q) && !is_same(x, y),
        _ => false,
    };
    !a.iter().any(|p| b.iter().any(|q| differ(p, q)))
}
