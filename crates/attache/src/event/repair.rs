//! Subjects and objects that the parser hung elsewhere.
//!
//! In: a verb without a subject. Out: in “Germany condemned the attack and France followed suit” France, which the parser
//! took for something condemned. Known limit: the noun must stand right before its verb.

use super::frame::{Core, Framer};
use crate::parse::{Deprel, Upos};

/// How many words behind a conjunct its verb may stand.
const NEAR: usize = 6;

impl Framer<'_, '_> {
    /// Whether the conjunct is really the subject of the verb behind it.
    pub(super) fn is_lost_subject(self, conjunct: usize) -> bool {
        let after = conjunct + 1..self.mentions.parse.len().min(conjunct + NEAR);
        let verb = after
            .clone()
            .find(|i| matches!(self.word(*i).upos, Upos::Verb | Upos::Punct | Upos::Adp));
        verb.is_some_and(|v| {
            self.word(v).upos == Upos::Verb && self.lost_subject(v) == Some(conjunct)
        })
    }

    /// The subject that the parser took for a conjunct of the clause before: “condemned the attack and France followed”.
    pub(super) fn lost_subject(self, verb: usize) -> Option<usize> {
        let is_finite = matches!(self.word(verb).xpos.name(), "VBD" | "VBZ" | "VBP");
        let joins_verb = self.word(verb).deprel == Deprel::Conj
            && self.head(verb).is_some_and(|h| self.word(h).upos == Upos::Verb);
        if !is_finite || !joins_verb {
            return None;
        }
        let is_light =
            |i: &usize| matches!(self.word(*i).upos, Upos::Aux | Upos::Adv | Upos::Part);
        let before = (0..verb).rev().find(|i| !is_light(i))?;
        let head = self.phrase_head(before);
        let word = self.word(head);
        let is_conjunct = word.deprel == Deprel::Conj
            && matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Pron)
            && self.head(head).is_some_and(|h| self.word(h).deprel != Deprel::Nsubj)
            && self.has_child(head, Deprel::Cc);
        is_conjunct.then_some(head)
    }

    /// “Chile severed diplomatic relations”: a past form that the parser took for a modifier of its object, with the subject hung
    /// from that object too.
    pub(super) fn taken_for_modifier(self, verb: usize) -> Option<Core> {
        let object = self.head(verb).filter(|h| *h > verb)?;
        let is_past = matches!(self.word(verb).xpos.name(), "VBD" | "VBN");
        if !is_past || self.word(verb).deprel != Deprel::Amod {
            return None;
        }
        let is_name = |c: &usize| {
            matches!(self.word(*c).upos, Upos::Propn | Upos::Noun)
                && (self.is_known(*c) || self.word(*c).xpos.name().starts_with("NNP"))
        };
        let is_bare = |c: &usize| !self.has_child(*c, Deprel::Case);
        let left =
            self.children(object).filter(|c| *c < verb && is_name(c) && is_bare(c));
        let joined = || {
            let is_joined = self.word(object).deprel == Deprel::Conj
                && !self.children(object).any(|c| {
                    c < verb && matches!(self.word(c).deprel, Deprel::Cc | Deprel::Punct)
                });
            self.head(object).filter(|h| is_joined && *h < verb)
        };
        let subject = left.last().or_else(joined)?;
        Some(Core { subject: Some(subject), object: Some(object) })
    }
}
