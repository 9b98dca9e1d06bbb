//! Whose an event noun is: who did it, or to whom it was done.
//!
//! In: a noun such as “arrest” and its phrases. Out: in “Navalny's arrest by police” the police did it and Navalny suffered it; in
//! “the Russian invasion” Russia did it. Known limit: an owner of two readings is taken for the doer.

use super::frame::Frame;
use super::matching::{Match, Matcher};
use crate::actor::{Actor, Sort};
use crate::data::grammar::{WordSet, Words};
use crate::data::pattern::{Filler, Pattern, Place, Slot};
use crate::event::EventType;
use crate::parse::{Deprel, Upos};

/// The first phrase after one of these prepositions.
fn preposition(cases: &WordSet, frame: &Frame) -> Option<usize> {
    frame.obliques.iter().find(|(case, _)| cases.has(*case)).map(|(_, o)| *o)
}

impl Matcher<'_, '_> {
    /// The doer of an event noun: “by A”, “A's”, “Russian”.
    pub(super) fn noun_owner(&self, pattern: &Pattern, frame: &Frame, found: &mut Match) {
        let Words { doer, belonging, .. } = &self.mentions().data.grammar.words;
        let asks_of = |slot: Slot| {
            pattern.arguments.iter().any(|a| {
                matches!(&a.filler, Filler::Slot(s, _) if *s == slot)
                    && matches!(&a.place, Place::Preposition(p) if p.iter().any(|s| belonging.has(*s)))
            })
        };
        if pattern
            .arguments
            .iter()
            .any(|a| matches!(&a.filler, Filler::Slot(Slot::Both, _)))
        {
            return;
        }
        let by = preposition(doer, frame);
        let owner = self.owner(frame.predicate);
        // “Navalny's arrest”: a person who owns a noun of something done to persons is the one it was done to.
        let has_of = preposition(belonging, frame).is_some();
        let is_victim = |o: usize| {
            asks_of(Slot::Recipient)
                && !has_of
                && (by.is_some()
                    || self
                        .actors
                        .at(o)
                        .all(|a| a.person.is_some() || a.sort == Sort::People))
        };
        match owner {
            Some(owner) if is_victim(owner) => {
                found.recipient = Some(owner);
                found.actor = by.filter(|b| self.is_actor(*b));
            }
            _ => {
                let host = || self.on_the_way(pattern, frame.predicate);
                found.actor = by.filter(|b| self.is_actor(*b)).or(owner).or_else(host);
            }
        }
        found.subject = found.actor;
    }

    /// “Colonna, on a visit to Yerevan, announced …”, “he said after talks with his host”: who does what the clause says.
    fn on_the_way(&self, pattern: &Pattern, noun: usize) -> Option<usize> {
        let mentions = self.mentions();
        let words = mentions.parse.words();
        let rule = &mentions.data.rules.rules[pattern.rule as usize];
        let on_the_way = &mentions.data.grammar.words.on_the_way;
        let is_scene = self.framer.children(noun).any(|c| {
            words[c].deprel == Deprel::Case && on_the_way.has(mentions.forms[c])
        });
        if rule.event != Some(EventType::Consult) || !is_scene {
            return None;
        }
        let head = self.framer.head(noun)?;
        let is_verb = words[head].upos == Upos::Verb;
        let surface =
            if is_verb { self.framer.surface_subject(head, 2) } else { Some(head) };
        // “Was announced by the envoy after talks”: who announced it talked.
        let doer = || self.framer.subject(head).filter(|_| is_verb);
        let is_official =
            |who: &usize| self.actors.at(*who).any(crate::actor::Actor::is_official);
        surface.filter(is_official).or_else(|| doer().filter(is_official))
    }

    /// Possessor, or a name within the phrase that is an actor.
    pub(super) fn owner(&self, noun: usize) -> Option<usize> {
        let possessor =
            self.framer.child(noun, Deprel::NmodPoss).filter(|p| self.holds_actor(*p, 1));
        possessor.or_else(|| self.nationality(noun))
    }

    /// A name within the phrase that stands for an actor: “the Russian invasion”.
    pub(super) fn nationality(&self, noun: usize) -> Option<usize> {
        let (first, last) = self.mentions().phrase(noun);
        let is_power = |i: &usize| {
            let found = self.mentions().name_at(*i).filter(|_| *i != noun);
            found.is_some_and(|f| {
                f.last as usize == *i
                    && self.named(*i).is_some()
                    && !self.mentions().is_sided(f)
            })
        };
        // “Shut Russian consulates”, where “Russian” is taken for what is shut.
        let is_adjective =
            |i: &usize| self.mentions().parse.words()[*i].upos == Upos::Adj;
        let before = noun.checked_sub(1).filter(is_adjective).filter(is_power);
        (first..=last).find(is_power).or(before)
    }

    /// The actor that the name at word `i` is by itself, unless it is only a place.
    pub(super) fn named(&self, i: usize) -> Option<Actor> {
        let found = self.mentions().name_at(i)?;
        crate::actor::of_name(self.mentions(), found, self.actors.day)
            .filter(|a| a.sort != Sort::Place)
    }
}
