//! The state that an article is mainly about: the one named most often, the headline counting double.
//!
//! In: the mentions of every sentence. Out: for a report on Mali's army that names France once, Mali. Known limit: a tie goes
//! to the state named first.

use super::name;
use crate::data::code::Country;
use crate::data::gazetteer::Kind;
use crate::mention::{Found, Mentions};
use crate::parse::Deprel;

/// Counts how often each state is named.
#[derive(Debug, Default)]
pub struct Focus {
    counts: Vec<(Country, u32)>,
}

/// A state that acts counts more than one that is only mentioned, and that more than “Russian” before a noun.
fn own_weight(mentions: &Mentions<'_>, found: &Found, kind: Kind) -> u32 {
    let words = mentions.parse.words();
    let is_subject = (found.first..=found.last)
        .any(|i| matches!(words[i as usize].deprel, Deprel::Nsubj | Deprel::NsubjPass));
    match kind {
        _ if is_subject => 3,
        Kind::Adjective | Kind::People => 1,
        _ => 2,
    }
}

impl Focus {
    /// Counts the states that a sentence names; a headline counts more.
    pub fn count(&mut self, mentions: &Mentions<'_>, weight: u32) {
        for found in &mentions.names {
            let Some((entity, kind)) = name::best(mentions, found, None, None) else {
                continue;
            };
            let weight = weight * own_weight(mentions, found, kind);
            let entity = &mentions.data.gazetteer.entities[entity as usize];
            let Some(country) = entity.country else { continue };
            if name::is_office(mentions, found, kind) {
                continue;
            }
            match self.counts.iter_mut().find(|(c, _)| *c == country) {
                Some((_, count)) => *count += weight,
                None => self.counts.push((country, weight)),
            }
        }
    }

    /// All states that the article names, but for those known only by an office that others have too.
    pub fn countries(&self) -> Vec<Country> {
        self.counts.iter().map(|(country, _)| *country).collect()
    }

    /// The state named most often.
    pub fn country(&self) -> Option<Country> {
        let most = self.counts.iter().map(|(_, n)| *n).max()?;
        self.counts.iter().find(|(_, n)| *n == most).map(|(c, _)| *c)
    }
}
