//! Whom a phrase of an event names: itself, its conjuncts, or someone inside it.
//!
//! In: the head of a phrase. Out: for “the Maltese government's handling of the affair” Malta's government; for “Oman and
//! Iran” both. Known limit: three phrases deep.

use super::matching::Matcher;
use crate::actor::{Actor, Sort};
use crate::data::code::Sector;
use crate::data::pattern::Limit;
use crate::parse::{Deprel, Upos};

/// A participant and the head of the words that name it.
#[derive(Debug, Clone)]
pub(super) struct Side {
    pub(super) actor: Actor,
    pub(super) word: usize,
}

/// How deep a phrase is searched for the actor it holds: “the Maltese government's handling of the affair”.
const DEPTH: usize = 3;

/// A firm or doctor known by a role alone is no political actor.
fn is_private(actor: &Actor) -> bool {
    actor.entity.is_none() && matches!(actor.sector.as_str(), "BUS" | "MED" | "MNC")
}

impl Matcher<'_, '_> {
    /// Whether a phrase can be the actor.
    pub(super) fn is_actor(&self, i: usize) -> bool {
        if self.actors.has(i) {
            self.actors.at(i).all(|a| a.sort != Sort::Place && !is_private(a))
        } else {
            self.named(i).is_some()
        }
    }

    pub(super) fn holds_actor(&self, i: usize, depth: usize) -> bool {
        !self.sides_to(i, depth).is_empty()
    }

    pub(super) fn is_within(&self, limit: Limit, candidate: usize) -> bool {
        let sorts: Vec<Sort> = self.actors.at(candidate).map(|a| a.sort).collect();
        let any = |wanted: &[Sort]| sorts.iter().any(|s| wanted.contains(s));
        match limit {
            Limit::Any => true,
            Limit::Actor => self.holds_actor(candidate, DEPTH),
            Limit::State => {
                any(&[Sort::State])
                    || self.actors.at(candidate).any(|a| a.sector == Sector::GOV)
            }
            Limit::Body => any(&[Sort::Body, Sort::Group]),
            Limit::People => {
                any(&[Sort::People, Sort::Person, Sort::Group])
                    || self.actors.at(candidate).any(|a| a.role.is_some())
            }
            Limit::Place => any(&[Sort::State, Sort::Place]),
        }
    }

    /// The participants of a phrase and its conjuncts; where it names none itself, those it holds.
    pub(super) fn sides(&self, i: usize) -> Vec<Side> {
        self.sides_to(i, DEPTH)
    }

    fn sides_to(&self, i: usize, depth: usize) -> Vec<Side> {
        let mut sides: Vec<Side> = Vec::new();
        for conjunct in self.framer.conjuncts(i) {
            for side in self.held(conjunct, depth) {
                if !sides.iter().any(|s| s.actor.is_same(&side.actor)) {
                    sides.push(side);
                }
            }
        }
        sides
    }

    /// The words that name whom a pronoun means, where the sentence has them: “Turkey's president said he would …”.
    fn naming(&self, i: usize, actor: &Actor) -> usize {
        let is_pronoun = |w: usize| self.mentions().parse.words()[w].upos == Upos::Pron;
        if !is_pronoun(i) {
            return i;
        }
        let names_it = |w: &usize| !is_pronoun(*w) && self.actors.at(*w).any(|a| a == actor);
        (0..i).rev().find(names_it).unwrap_or(i)
    }

    /// The participants of one phrase, itself or inside it.
    fn held(&self, i: usize, depth: usize) -> Vec<Side> {
        if self.actors.has(i) {
            return self
                .actors
                .at(i)
                .map(|actor| Side { actor: actor.clone(), word: self.naming(i, actor) })
                .collect();
        }
        if depth == 0 || self.mentions().parse.words()[i].upos == Upos::Verb {
            return self
                .named(i)
                .map(|actor| Side { actor, word: i })
                .into_iter()
                .collect();
        }
        let possessor = self.framer.child(i, Deprel::NmodPoss);
        // “His Greek counterpart” is Greece's.
        let is_pronoun = |p: usize| self.mentions().parse.words()[p].upos == Upos::Pron;
        if let Some(possessor) =
            possessor.filter(|p| !is_pronoun(*p) || self.nationality(i).is_none())
        {
            let sides = self.sides_to(possessor, depth - 1);
            if !sides.is_empty() {
                return sides;
            }
        }
        if let Some(name) = self.nationality(i).or_else(|| self.named(i).map(|_| i)) {
            return self
                .named(name)
                .map(|actor| Side { actor, word: name })
                .into_iter()
                .collect();
        }
        let inner = self.framer.of_noun(i).obliques;
        inner
            .iter()
            .map(|(_, o)| *o)
            .filter(|o| *o != i)
            .map(|o| self.sides_to(o, depth - 1))
            .find(|s| !s.is_empty())
            .unwrap_or_default()
    }
}
