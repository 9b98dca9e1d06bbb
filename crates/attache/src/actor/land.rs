//! Lands that broke away from a state: “the territory”, “the regions”, after Somaliland or Abkhazia and South Ossetia were named.
//!
//! In: a description with “the” and no owner. Out: in “Chad treated the regions as independent” the two that were named together.
//! “The region” alone is a part of the world; “the breakaway region” is one of these. Known limit: only lands that the
//! tables know as de facto states.

use super::phrase::Resolver;
use super::{Actor, Sort};

/// What the tables call a state that few recognise.
const DE_FACTO: &str = "de-facto";

impl Resolver<'_, '_, '_> {
    /// Whom “the territory” or “the two regions” means.
    pub(super) fn land(
        &self,
        head: usize,
        first: usize,
        last: usize,
    ) -> Option<Vec<Actor>> {
        let descriptions = &self.mentions.data.grammar.descriptions;
        let symbols = &self.mentions.symbols;
        if !descriptions.lands.has(symbols[head]) || !self.points_back(head, first, last)
        {
            return None;
        }
        let is_plural = self.mentions.parse.words()[head].xpos.name() == "NNS";
        let breaks_away = (first..head).any(|i| descriptions.secession.has(symbols[i]));
        let is_told = breaks_away || descriptions.enclaves.has(symbols[head]);
        if !is_plural && !is_told {
            return None;
        }
        let beside = self.beside(head);
        let is_land = |a: &Actor| self.is_land(a) && !beside.iter().any(|b| b.is_same(a));
        let fits = |actors: &[Actor]| {
            actors.iter().all(is_land) && (actors.len() > 1) == is_plural
        };
        let mut told = self.discourse.salient.iter().rev();
        told.find(|s| fits(&s.actors)).map(|s| s.actors.clone())
    }

    fn is_land(&self, actor: &Actor) -> bool {
        let state = || self.mentions.data.gazetteer.state(actor.country?);
        actor.sort == Sort::State && state().is_some_and(|s| s.note == DE_FACTO)
    }
}
