//! Phrases that prepositions govern, wherever the parser hung them, and phrases that only look so.
//!
//! In: a word and its frame to be. Out: in “freed on bail at least two ministers” the phrase of “bail” under “on”, while “at
//! least” says how many ministers; “sanctions imposed on India” have India under “on”. Known limit: one clause deep.

use super::frame::Framer;
use crate::data::lexicon::Symbol;
use crate::data::pattern::TriggerKind;
use crate::data::rules::Operator;
use crate::parse::{Deprel, Upos};

impl Framer<'_, '_> {
    /// A phrase that the parser called oblique though no preposition governs it: “killed at least 40 people”, “freed on bail
    /// two ministers”.
    pub(super) fn bare_oblique(
        self,
        verb: usize,
        place: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let is_bare = |c: usize| {
            !self.has_child(c, Deprel::Case) && !self.has_child(c, Deprel::Mark)
        };
        let is_nominal = |c: usize| matches!(self.word(c).upos, Upos::Noun | Upos::Propn);
        self.children(verb).find(|c| {
            self.word(*c).deprel == Deprel::Obl
                && place(*c)
                && !self.is_time(*c)
                && (self.is_quantity(*c)
                    || is_nominal(*c) && is_bare(*c) && self.oblique_case(*c).is_none())
        })
    }

    /// Whether the word says when: “Monday”, “week”.
    pub(super) fn is_time(self, i: usize) -> bool {
        self.mentions.data.grammar.words.when.has(self.symbol(i))
    }

    /// “At least 40 people”, “up to 100 troops”, “over a thousand refugees”: the preposition says how many.
    pub(super) fn is_quantity(self, i: usize) -> bool {
        let words = &self.mentions.data.grammar.words;
        let is_number = |at: usize| self.word(at).upos == Upos::Num;
        let inner = self.child(i, Deprel::Nummod).filter(|n| *n < i);
        let Some(mut number) = inner.or(Some(i).filter(|i| is_number(*i))) else {
            return false;
        };
        while number > 0 && is_number(number - 1) {
            number -= 1;
        }
        let says_how_many = |back: usize| {
            number
                .checked_sub(back)
                .is_some_and(|at| words.approximate.has(self.mentions.forms[at]))
        };
        let is_bound = number > 0 && words.bound.has(self.mentions.forms[number - 1]);
        says_how_many(1) || is_bound && says_how_many(2)
    }

    /// The phrase after “by” that hangs from a noun.
    pub(super) fn agent_of_noun(self, noun: usize) -> Option<usize> {
        self.children(noun).find(|c| {
            self.children(*c).any(|m| {
                self.word(m).deprel == Deprel::Case
                    && self.mentions.data.grammar.words.doer.has(self.mentions.forms[m])
            })
        })
    }

    pub(super) fn inner_obliques(self, noun: usize, into: &mut Vec<(Symbol, usize)>) {
        for child in self.children(noun) {
            if self.is_light_clause(child) {
                for oblique in self.children(child).filter(|c| *c > child) {
                    if self.word(oblique).deprel == Deprel::Obl {
                        self.oblique(oblique, into);
                    }
                }
            }
            if matches!(
                self.word(child).deprel,
                Deprel::Nmod | Deprel::Obl | Deprel::NmodUnmarked
            ) {
                self.oblique(child, into);
            }
        }
    }

    /// “Sanctions imposed on India”, “the ban that they imposed on aid agencies”: the clause adds only a light verb to its noun.
    fn is_light_clause(self, i: usize) -> bool {
        let rules = &self.mentions.data.rules;
        let is_plain = |pattern: &u32| {
            let rule = rules.patterns[*pattern as usize].rule;
            rules.rules[rule as usize].operator == Some(Operator::Plain)
        };
        matches!(self.word(i).deprel, Deprel::Acl | Deprel::AclRelcl)
            && matches!(self.word(i).xpos.name(), "VBN" | "VBD")
            && rules.triggered(TriggerKind::Verb, self.symbol(i)).iter().any(is_plain)
    }

    /// Adds `i` under each preposition that marks it.
    pub(super) fn oblique(self, i: usize, into: &mut Vec<(Symbol, usize)>) {
        if self.is_quantity(i) {
            return;
        }
        let mut is_marked = false;
        for child in self.children(i) {
            if matches!(self.word(child).deprel, Deprel::Case | Deprel::Mark)
                && !into.contains(&(self.symbol(child), i))
            {
                into.push((self.symbol(child), i));
                is_marked = true;
            }
        }
        if let Some(preposition) = self.oblique_case(i).filter(|_| !is_marked) {
            into.push((self.symbol(preposition), i));
            is_marked = true;
        }
        let no_preposition = (Symbol::UNKNOWN, i);
        if !is_marked
            && self.word(i).upos != Upos::Verb
            && !into.iter().any(|(_, o)| *o == i)
        {
            into.push(no_preposition);
        }
    }

    /// “Marched on the palace”, “brushed off Japan's protest”, where the word between is taken for a particle and what follows
    /// for a phrase without a preposition: that word.
    pub(super) fn stray_particle(self, verb: usize, phrase: usize) -> Option<usize> {
        let is_bare = self.word(phrase).deprel == Deprel::Obl
            && !self.has_child(phrase, Deprel::Case)
            && self.has_child(verb, Deprel::CompoundPrt);
        if !is_bare || self.is_time(phrase) {
            return None;
        }
        let (first, _) = self.mentions.phrase(phrase);
        let particle = first.checked_sub(1)?;
        let is_particle = self.word(particle).deprel == Deprel::CompoundPrt;
        (is_particle && self.head(particle) == Some(verb)).then_some(particle)
    }

    /// “Suspended its convoys after gunmen shot two drivers”: a clause of its own that says when.
    pub(super) fn sets_scene(self, clause: usize) -> bool {
        let words = &self.mentions.data.grammar.words;
        self.has_child(clause, Deprel::Nsubj)
            && self.children(clause).any(|c| {
                matches!(
                    self.word(c).deprel,
                    Deprel::Mark | Deprel::Case | Deprel::Advmod
                ) && (words.scene.has(self.mentions.forms[c])
                    || words.meanwhile.has(self.mentions.forms[c]))
            })
    }

    /// “With Russian Ambassador …”: a preposition right before the phrase that hangs from a word inside it.
    fn oblique_case(self, i: usize) -> Option<usize> {
        let (first, last) = self.mentions.phrase(i);
        let is_inside = |b: &usize| {
            self.word(*b).upos == Upos::Adp
                && self.head(*b).is_some_and(|h| (first..=last).contains(&h))
        };
        first.checked_sub(1).filter(is_inside)
    }
}
