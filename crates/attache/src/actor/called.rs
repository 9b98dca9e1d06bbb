//! Which power an article calls by a common word: “the junta” after “Myanmar's junta”, “the rebels” after “Libya's rebel
//! leadership”.
//!
//! In: a description with “the” and no owner. Out: whom the article last called so with a name or owner beside it; else whom
//! it called by another word of the same class, as “the generals” after “Mali's military rulers”. Known limit: two
//! juntas in one article are told apart only by the order of the text.

use super::phrase::Resolver;
use super::{Actor, Discourse, Sort};
use crate::data::grammar::WordSet;
use crate::data::lexicon::Symbol;
use crate::data::roles::Bearer;
use crate::parse::Upos;

/// A word by which the article called someone.
#[derive(Debug, Clone)]
pub(super) struct Called {
    word: Symbol,
    /// Whether a word before it says that they rule by force or for a while: “military government”.
    is_ruling: bool,
    actor: Actor,
}

impl Discourse {
    /// “The paramilitaries”, of an article that names one armed group: the last that it named.
    pub(super) fn last_group(&self, can_be: impl Fn(&Actor) -> bool) -> Option<&Actor> {
        let mut told = self.salient.iter().rev().flat_map(|s| s.actors.iter());
        told.find(|a| a.sort == Sort::Group && a.country.is_some() && can_be(a))
    }

    fn last_called(
        &self,
        fits: impl Fn(&Called) -> bool,
        can_be: impl Fn(&Actor) -> bool,
    ) -> Option<&Actor> {
        let mut called = self.called.iter().rev();
        called.find(|c| fits(c) && can_be(&c.actor)).map(|c| &c.actor)
    }
}

impl Resolver<'_, '_, '_> {
    /// Remembers the words by which a phrase with a name or owner calls an actor.
    pub(super) fn call(&mut self, (first, last): (usize, usize), actor: &Actor) {
        let is_power = matches!(actor.sort, Sort::State | Sort::Group | Sort::Body)
            || actor.is_official()
            || actor.sort == Sort::People && actor.role.is_some();
        if !is_power || actor.person.is_some() {
            return;
        }
        let ruling = &self.mentions.data.grammar.descriptions.ruling;
        let is_ruling = actor.is_official()
            && (first..last).any(|i| ruling.has(self.mentions.symbols[i]));
        for i in first..=last {
            let word = self.mentions.symbols[i];
            let upos = self.mentions.parse.words()[i].upos;
            let is_word = word != Symbol::UNKNOWN
                && matches!(upos, Upos::Noun | Upos::Propn | Upos::Adj)
                // “The UN General Assembly” is no general.
                && (i == last
                    || actor.sort != Sort::Body && self.class_of(word).is_some());
            if is_word {
                let actor = actor.clone();
                let is_ruling = is_ruling && i == last;
                self.discourse.called.push(Called { word, is_ruling, actor });
            }
        }
    }

    /// Words that mean the same power as this one: those of rulers, or those of rebels.
    fn class_of(&self, word: Symbol) -> Option<&WordSet> {
        let descriptions = &self.mentions.data.grammar.descriptions;
        [&descriptions.rulers, &descriptions.rebels, &descriptions.forces]
            .into_iter()
            .find(|c| c.has(word))
    }

    /// Whether the phrase headed by `head` means rulers by a word alone: “the junta”.
    pub(super) fn is_rulers(&self, head: usize) -> bool {
        let rulers = &self.mentions.data.grammar.descriptions.rulers;
        rulers.has(self.mentions.symbols[head])
    }

    /// Whom a description points back to.
    pub(super) fn described(
        &self,
        head: usize,
        first: usize,
        last: usize,
    ) -> Option<Vec<Actor>> {
        let actors = self.describe(head, first, last);
        let is_body = |all: &Vec<Actor>| all.iter().all(|a| a.sort == Sort::Body);
        let called = || self.called_so(head, first).map(|a| vec![a]);
        if actors.as_ref().is_none_or(is_body) { called().or(actors) } else { actors }
    }

    /// “The council” after “Chad's military council”: whom the article called by that very word, where it means a body or group.
    fn called_so(&self, head: usize, first: usize) -> Option<Actor> {
        let word = self.mentions.symbols[head];
        let descriptions = &self.mentions.data.grammar.descriptions;
        let is_sought = descriptions.body.has(word) || descriptions.group.has(word);
        let is_plain = first + 1 == head && !descriptions.person.has(word);
        if !is_sought || !is_plain || !self.is_definite(first, head) {
            return None;
        }
        let is_power = |a: &Actor| !self.is_beside(head, a);
        self.discourse.last_called(|c| c.word == word, is_power).cloned()
    }

    /// Whom the article calls so: “the junta”, “the Islamist movement”.
    pub(super) fn called(&self, head: usize, first: usize) -> Option<Actor> {
        let word = self.mentions.symbols[head];
        let grammar = &self.mentions.data.grammar;
        let is_person = self.mentions.role_at(head).is_some_and(|found| {
            let role = &self.mentions.data.roles.roles[found.role as usize];
            role.bearer == Bearer::Person
        });
        let class = self.class_of(word);
        // “The Biafran coast” is not the Ivory Coast.
        if !self.is_definite(first, head)
            || self.nationality(first, head).is_some()
            || class.is_none() && is_person
            || grammar.descriptions.state.has(word)
        {
            return None;
        }
        let can_be = |a: &Actor| !self.is_beside(head, a);
        let same = self.discourse.last_called(|c| c.word == word, can_be);
        let is_rulers = self.is_rulers(head);
        let is_alike =
            |c: &Called, set: &WordSet| set.has(c.word) || is_rulers && c.is_ruling;
        let alike = || {
            class.and_then(|set| self.discourse.last_called(|c| is_alike(c, set), can_be))
        };
        let is_rebels = grammar.descriptions.rebels.has(word);
        let armed = || self.discourse.last_group(can_be).filter(|_| is_rebels);
        same.or_else(alike).or_else(armed).cloned()
    }

    fn is_definite(&self, first: usize, head: usize) -> bool {
        let definite = &self.mentions.data.grammar.words.definite;
        (first..head).any(|i| definite.has(self.mentions.forms[i]))
    }

    /// Whether the actor does something to the phrase, which is then another.
    fn is_beside(&self, head: usize, actor: &Actor) -> bool {
        self.beside(head).iter().any(|b| b.is_same(actor))
    }
}
