//! What relative pronouns and stand-ins mean: “which”, “one of the few countries that …”, “the only state to …”.
//!
//! In: a pronoun or such a noun. Out: in “Israel is the only country in the world that treats it as a state” the word “that” means
//! Israel. Known limit: five steps.

use super::frame::{DEPTH, Framer};
use crate::parse::{Deprel, Upos};

impl Framer<'_, '_> {
    /// The phrase that a relative pronoun or a stand-in (“one of the few countries that …”) stands for.
    pub(super) fn dereference(self, i: usize, depth: usize) -> usize {
        if depth == 0 {
            return i;
        }
        let pronouns = &self.mentions.data.grammar.pronouns;
        if self.word(i).upos == Upos::Pron && pronouns.relative.has(self.symbol(i)) {
            return self
                .antecedent(i)
                .map_or(i, |antecedent| self.stand_for(antecedent, depth - 1));
        }
        i
    }

    /// The subject that “one”, “the first country” is said of.
    pub(super) fn stand_for(self, i: usize, depth: usize) -> usize {
        if depth == 0 {
            return i;
        }
        let pronouns = &self.mentions.data.grammar.pronouns;
        if pronouns.stand_in.has(self.symbol(i)) {
            let predicate = self.head(i).filter(|h| {
                self.word(i).deprel == Deprel::Nmod
                    && pronouns.stand_in.has(self.symbol(*h))
            });
            let predicate = predicate.unwrap_or(i);
            if self.has_child(predicate, Deprel::Cop)
                && let Some(subject) = self.own_subject(predicate).filter(|s| *s != i)
            {
                return self.dereference(subject, depth - 1);
            }
            if self.word(predicate).deprel == Deprel::Xcomp {
                let subject = self
                    .head(predicate)
                    .and_then(|verb| self.surface_subject(verb, depth - 1));
                return subject.filter(|s| *s != i).unwrap_or(i);
            }
        }
        i
    }

    /// The noun that the relative clause of pronoun `i` hangs from.
    fn antecedent(self, i: usize) -> Option<usize> {
        let mut at = i;
        for _ in 0..DEPTH {
            let Some(head) = self.head(at) else { break };
            if self.word(at).deprel == Deprel::AclRelcl {
                let head = self.only_one(head).unwrap_or(head);
                return Some(self.person_behind(i, head).unwrap_or(head));
            }
            at = head;
        }
        // Where the parser hung the clause elsewhere, the noun in front is meant.
        let before = (0..i)
            .rev()
            .find(|b| !matches!(self.word(*b).upos, Upos::Punct | Upos::Adp))?;
        matches!(self.word(before).upos, Upos::Noun | Upos::Propn)
            .then(|| self.phrase_head(before))
    }

    /// “The only country in the world that …”: of the country, not of the world.
    fn only_one(self, noun: usize) -> Option<usize> {
        let grammar = &self.mentions.data.grammar;
        let up = self.head(noun).filter(|_| self.word(noun).deprel == Deprel::Nmod)?;
        let (first, last) = self.mentions.phrase(up);
        let is_one = (first..=last).any(|i| {
            grammar.words.only.has(self.symbol(i))
                || grammar.words.first.has(self.symbol(i))
        });
        (is_one && grammar.pronouns.stand_in.has(self.symbol(up))).then_some(up)
    }

    /// “The death of Mahsa Amini, who was arrested”: “who” means the person nearest to it, not the thing that the person
    /// hangs from.
    fn person_behind(self, pronoun: usize, head: usize) -> Option<usize> {
        let words = &self.mentions.data.grammar;
        let is_personal = words.words.personal.has(self.symbol(pronoun));
        if !is_personal || self.is_known(head) || self.word(head).upos == Upos::Propn {
            return None;
        }
        let is_person = |i: &usize| {
            self.word(*i).upos == Upos::Propn || self.mentions.role_at(*i).is_some()
        };
        (head + 1..pronoun).rev().find(is_person).map(|i| self.phrase_head(i))
    }
}
