//! A sentence with its two sides marked, as the evidence model sees it.
//!
//! In: a tree and the spans of actor and recipient. Out: which words belong to which side, the head of each, the predicate of
//! the actor, and the fields of every word. In “[Norway] expelled two {Russian} diplomats” the predicate is “expelled”.
//! Known limit: where the tree gives the actor no predicate, the next verb of the sentence serves.

use super::vocabulary::{Field, Operator, Vocabulary};
use crate::actor::Actors;
use crate::parse::{Deprel, Parse, Upos, Word};
use crate::span::Span;
use std::collections::BTreeSet;

/// The two sides of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Actor,
    Recipient,
}

impl Side {
    pub(super) const BOTH: [Self; 2] = [Self::Actor, Self::Recipient];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Recipient => "recipient",
        }
    }
}

/// What stands beside a predicate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manner {
    operators: BTreeSet<Operator>,
    is_passive: bool,
}

impl Manner {
    pub(super) fn has(&self, operator: Operator) -> bool {
        self.operators.contains(&operator)
    }

    pub(super) fn name(&self) -> String {
        let name = |o: &Operator| match o {
            Operator::Future => "future",
            Operator::Duty => "duty",
            Operator::Doubt => "doubt",
            Operator::Negation => "not",
            Operator::Promise | Operator::Stop | Operator::Light | Operator::Settled => {
                ""
            }
        };
        let mut parts: Vec<&str> = self.operators.iter().map(name).collect();
        parts.extend(self.is_passive.then_some("passive"));
        if parts.is_empty() { "plain".to_owned() } else { parts.join("+") }
    }
}

/// A sentence with its sides.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) parse: &'a Parse,
    pub(super) actors: &'a Actors,
    pub(super) lemmas: Vec<String>,
    /// Of each word its fields, with the length of the entry.
    pub(super) fields: Vec<Vec<(&'a Field, u32)>>,
    sides: Vec<Option<Side>>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        vocabulary: &'a Vocabulary,
        (parse, text): (&'a Parse, &str),
        actors: &'a Actors,
        (actor, recipient): (&[Span], &[Span]),
    ) -> Self {
        let is_in = |w: &Word, spans: &[Span]| spans.iter().any(|s| s.overlaps(w.span));
        let side = |w: &Word| {
            let recipient = || is_in(w, recipient).then_some(Side::Recipient);
            is_in(w, actor).then_some(Side::Actor).or_else(recipient)
        };
        let hits = vocabulary.find(parse, text);
        let of = |h: &super::vocabulary::Hit| (vocabulary.field(h.field), h.length);
        Self {
            parse,
            actors,
            lemmas: parse
                .words()
                .iter()
                .map(|w| w.lemma.to_lowercase().to_string())
                .collect(),
            fields: hits.iter().map(|hits| hits.iter().map(of).collect()).collect(),
            sides: parse.words().iter().map(side).collect(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.parse.len()
    }

    pub(super) fn word(&self, i: usize) -> &Word {
        &self.parse.words()[i]
    }

    pub(super) fn head(&self, i: usize) -> Option<usize> {
        self.word(i).head.map(|h| h as usize)
    }

    pub(super) fn children(&self, i: usize) -> impl Iterator<Item = usize> {
        self.parse.children(i).iter().map(|c| *c as usize)
    }

    /// Whether a word belongs to neither side.
    pub(super) fn is_outside(&self, i: usize) -> bool {
        self.sides[i].is_none()
    }

    /// The words of a side.
    pub(super) fn of_side(&self, side: Side) -> impl Iterator<Item = usize> {
        (0..self.len()).filter(move |i| self.sides[*i] == Some(side))
    }

    /// The word that the others of a side hang from.
    pub(super) fn head_of(&self, side: Side) -> Option<usize> {
        self.of_side(side)
            .find(|i| self.head(*i).is_none_or(|h| self.sides[h] != Some(side)))
    }

    /// The verb that the actor depends on, or the next verb after the actor.
    pub(super) fn predicate(&self) -> Option<usize> {
        let last = self.of_side(Side::Actor).last()?;
        let verb = |i: &usize| self.is_outside(*i) && self.is_verb(*i);
        self.verb_over(Side::Actor)
            .or_else(|| (last + 1..self.len()).find(verb))
            .or_else(|| (0..self.len()).find(verb))
    }

    /// The verb that a side depends on, or else the root of the sentence.
    pub(super) fn verb_over(&self, side: Side) -> Option<usize> {
        let mut at = self.head_of(side)?;
        while let Some(up) =
            self.head(at).filter(|_| !self.is_verb(at) || !self.is_outside(at))
        {
            at = up;
        }
        Some(at).filter(|i| self.is_outside(*i))
    }

    /// The nearest governor of a side that speaks of an event: in “talks with {Mali}” “talks”.
    pub(super) fn speaking_over(&self, side: Side) -> Option<usize> {
        let mut at = self.head_of(side)?;
        let speaks = |i: usize| self.fields[i].iter().any(|(f, _)| f.event.is_some());
        while let Some(up) = self.head(at) {
            at = up;
            if self.is_outside(at) && speaks(at) {
                return Some(at);
            }
        }
        None
    }

    fn is_verb(&self, i: usize) -> bool {
        self.word(i).upos == Upos::Verb
    }

    /// What stands beside word `i`.
    pub(super) fn manner(&self, i: usize) -> Manner {
        let mut manner = Manner::default();
        for child in self.children(i) {
            let deprel = self.word(child).deprel;
            manner.is_passive |= deprel == Deprel::AuxPass;
            let is_aux = matches!(deprel, Deprel::Aux | Deprel::AuxPass);
            let is_beside = |o: &Operator| match o {
                Operator::Future | Operator::Duty | Operator::Doubt => is_aux,
                Operator::Negation => true,
                Operator::Promise
                | Operator::Stop
                | Operator::Light
                | Operator::Settled => false,
            };
            let operators = self.fields[child].iter().filter_map(|(f, _)| f.operator);
            manner.operators.extend(operators.filter(is_beside));
        }
        manner
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::parse::Xpos;

    /// A tree from “form lemma UPOS head relation” a line, heads counted from 1; `text` is the forms with a space between.
    pub(in super::super) fn tree(lines: &str) -> (Parse, String) {
        let mut text = String::new();
        let mut words = Vec::new();
        for line in lines.lines() {
            let [form, lemma, upos, head, deprel] =
                line.split_whitespace().collect::<Vec<_>>()[..]
            else {
                panic!("five columns are wanted: {line}");
            };
            let start = text.len();
            text.push_str(form);
            words.push(Word {
                span: Span::new(start, text.len()),
                lemma: lemma.into(),
                upos: Upos::from_name(upos).unwrap(),
                xpos: if upos == "VERB" { Xpos::Vbd } else { Xpos::Nn },
                head: head.parse::<u32>().unwrap().checked_sub(1),
                deprel: Deprel::from_name(deprel).unwrap(),
            });
            text.push(' ');
        }
        (Parse::new(words), text)
    }

    #[test]
    fn the_predicate_of_a_conjoined_actor_is_their_verb() {
        let (parse, text) = tree(
            "Chad chad PROPN 4 nsubj\nand and CCONJ 3 cc\nMali mali PROPN 1 conj\nsigned sign VERB 0 root",
        );
        let (vocabulary, actors) = (Vocabulary::embedded(), Actors::default());
        let sides = ([Span::new(0, 4)], [Span::new(9, 13)]);
        let scene =
            Scene::new(&vocabulary, (&parse, &text), &actors, (&sides.0, &sides.1));
        assert_eq!(scene.predicate(), Some(3));
    }
}
