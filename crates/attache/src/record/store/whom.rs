//! Whom a question is about: a code, a state, a body, a group or a person.
//!
//! In: `RUS`, `RUSMIL`, `Russia`, `Lavrov`. Out: whether a [`Party`] is meant: `RUS` and “Russia” mean all who act for Russia, also
//! “Sergei Lavrov” and the army. Known limit: names are those of the record; that “Kabul” stands for Afghanistan is the
//! gazetteer's to say.

use crate::record::Party;
use deunicode::deunicode;

/// Whom a question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whom {
    pub(super) folded: Vec<String>,
}

impl Whom {
    /// The parties of this code or name; case and accents do not count.
    pub fn new(text: &str) -> Self {
        Self::any_of([text])
    }

    /// The parties of any of these codes and names.
    pub fn any_of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        Self { folded: texts.into_iter().map(folded).collect() }
    }

    /// Whether this party is meant.
    pub fn is(&self, party: &Party) -> bool {
        names(party).iter().any(|name| self.folded.contains(name))
    }
}

/// All that a party may be asked for by: code, country, name, person, and the ends of the person's name.
pub(super) fn names(party: &Party) -> Vec<String> {
    let person = party.person.as_deref().map(folded).unwrap_or_default();
    let ends = person.match_indices(' ').map(|(at, _)| person[at + 1..].to_owned());
    let country = party.country.as_deref().map(folded);
    let mut names = vec![folded(&party.code), folded(&party.name), person.clone()];
    names.extend(country.into_iter().chain(ends));
    names.retain(|name| !name.is_empty());
    names
}

/// Small letters without accents.
pub(super) fn folded(text: &str) -> String {
    deunicode(text.trim()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_means_all_who_act_for_it() {
        let party = Party {
            code: "RUSGOV".to_owned(),
            country: Some("RUS".to_owned()),
            sector: Some("GOV".to_owned()),
            name: "Russia".to_owned(),
            person: Some("Sergei Lavrov".to_owned()),
        };
        for text in ["RUS", "rusgov", "Russia", "Lavrov", "SERGEÏ LAVROV"] {
            assert!(Whom::new(text).is(&party), "{text}");
        }
        for text in ["", "R", "RUSMIL", "rov", "Sergei"] {
            assert!(!Whom::new(text).is(&party), "{text}");
        }
        assert!(Whom::any_of(["Chad", "RUS"]).is(&party));
    }
}
