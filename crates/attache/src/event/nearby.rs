//! Recipients that stand in the words of the act though no pattern asks for them.
//!
//! In: a draft without a recipient. Out: for “lifted restrictions imposed on the union” the union, for “suspended aid for Goma” Goma;
//! and whoever was only guessed is marked where the sentence names him: “is willing to lend Chad's neighbours more”. Known limit: the
//! first such phrase behind the act is taken.

use super::code::Coder;
use super::compose::Draft;
use super::side::Side;
use crate::actor::{Participant, Sort};
use crate::parse::{Deprel, Upos};
use std::collections::VecDeque;

/// How many links below the act a phrase may hang.
const DEPTH: usize = 4;

impl Coder<'_, '_, '_> {
    /// Those whom a preposition of aim names below the act.
    pub(super) fn nearby(&self, draft: &Draft, actors: &[Side]) -> Vec<Side> {
        let mentions = self.mentions();
        let predicate = draft.found.predicate;
        let mut queue = VecDeque::from([(predicate, 0)]);
        let mut found: Option<usize> = None;
        while let Some((word, depth)) = queue.pop_front() {
            for child in mentions.parse.children(word).iter().map(|c| *c as usize) {
                if child < predicate || !self.goes_on(child) {
                    continue;
                }
                if self.is_aimed(child) && found.is_none_or(|f| child < f) {
                    found = Some(child);
                }
                if depth + 1 < DEPTH {
                    queue.push_back((child, depth + 1));
                }
            }
        }
        let Some(found) = found else { return Vec::new() };
        let mut sides = self.matcher.sides(found);
        let is_own = |side: &Side| {
            actors.iter().any(|a| {
                a.word == side.word
                    || a.actor.is_same(&side.actor)
                    || a.actor.country.is_some() && a.actor.country == side.actor.country
            })
        };
        sides.retain(|side| side.actor.sort != Sort::Place && !is_own(side));
        sides
    }

    /// Whether the act goes on in a word below it.
    fn goes_on(&self, word: usize) -> bool {
        let word = &self.mentions().parse.words()[word];
        matches!(word.deprel, Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::Xcomp)
            || word.deprel == Deprel::Acl && word.upos == Upos::Verb
    }

    /// Whether a preposition of aim governs a phrase that names an actor.
    fn is_aimed(&self, phrase: usize) -> bool {
        let mentions = self.mentions();
        let aim = &mentions.data.grammar.words.aim;
        let governs = |c: &u32| {
            mentions.parse.words()[*c as usize].deprel == Deprel::Case
                && aim.has(mentions.symbols[*c as usize])
        };
        mentions.parse.words()[phrase].upos != Upos::Pron
            && mentions.parse.children(phrase).iter().any(governs)
            && self.matcher.holds_actor(phrase, 1)
    }

    /// A participant that was only guessed, with the words that name it in the same sentence behind the act.
    pub(super) fn heard(&self, draft: &Draft, guessed: Participant) -> Participant {
        if guessed.span.is_some() {
            return guessed;
        }
        let n = self.mentions().parse.len();
        let is_meant = |word: &usize| {
            let is_pronoun = self.mentions().parse.words()[*word].upos == Upos::Pron;
            !is_pronoun
                && self.context.actors.at(*word).any(|a| {
                    a.code() == guessed.code
                        && (a.name == guessed.name || a.is_official())
                })
        };
        let word = (draft.found.predicate + 1..n).find(is_meant);
        let span = word.map(|w| self.phrase_span(w));
        Participant { span, ..guessed }
    }
}
