//! Whom a name means when a record is asked: what the tables of actors know of it.
//!
//! In: “Kabul”, `RUS`, “the Taliban”, “Lavrov”. Out: [`Whom`]: all who act for Afghanistan or Russia, the group under each name that
//! it has, the person. Known limit: a name that several rows of the tables share asks for all of them.

use super::store::Whom;
use crate::data::Data;
use crate::data::gazetteer::{Entity, Kind};
use crate::data::phrase::Phrase;

/// Understands a code, a state, a capital, an organisation, a group or a person.
pub fn whom(data: &Data, text: &str) -> Whom {
    // The tables have names without their article: “Taliban”, “Kremlin”.
    let text = text.strip_prefix("the ").unwrap_or(text);
    let mut names = vec![text.to_owned()];
    let found = data.gazetteer.names(Phrase::of(text)).into_iter().flatten();
    for entity in found.map(|name| data.gazetteer.entity(name)) {
        names.extend(codes(entity));
    }
    names.sort();
    names.dedup();
    Whom::any_of(names.iter().map(String::as_str))
}

/// What a row of the tables is called in the record.
fn codes(entity: &Entity) -> Vec<String> {
    let country = entity.country.map(|c| c.to_string());
    let name = || vec![entity.name.to_string()];
    match entity.kind {
        Kind::City => Vec::new(),
        Kind::State | Kind::Adjective | Kind::People | Kind::Capital | Kind::Seat => {
            country.into_iter().collect()
        }
        Kind::Institution => {
            let code = country.map(|country| format!("{country}{}", entity.sector));
            name().into_iter().chain(code).collect()
        }
        Kind::Body => name()
            .into_iter()
            .chain(entity.body.as_ref().map(ToString::to_string))
            .collect(),
        Kind::Group | Kind::Person => name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Party;

    fn party(
        code: &str,
        country: Option<&str>,
        name: &str,
        person: Option<&str>,
    ) -> Party {
        let owned = |x: Option<&str>| x.map(str::to_owned);
        Party {
            code: code.to_owned(),
            country: owned(country),
            sector: None,
            name: name.to_owned(),
            person: owned(person),
        }
    }

    #[test]
    fn names_codes_capitals_and_groups_mean_their_parties() {
        let data = Data::embedded().unwrap();
        let russia = party("RUSGOV", Some("RUS"), "Russia", Some("Sergei Lavrov"));
        let nato = party("IGONATO", None, "NATO", None);
        let taliban = party("AFGREB", Some("AFG"), "Taliban", None);
        for (text, meant, other) in [
            ("Moscow", &russia, &nato),
            ("RUS", &russia, &taliban),
            ("the Kremlin", &russia, &taliban),
            ("Lavrov", &russia, &nato),
            ("North Atlantic Treaty Organization", &nato, &russia),
            ("Taliban", &taliban, &russia),
            ("the Taliban", &taliban, &russia),
            ("Kabul", &taliban, &russia),
        ] {
            let whom = whom(&data, text);
            assert!(whom.is(meant), "{text}: {whom:?}");
            assert!(!whom.is(other), "{text}: {whom:?}");
        }
    }
}
