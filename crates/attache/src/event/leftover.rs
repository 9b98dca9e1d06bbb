//! Phrases that a pattern leaves over, or takes from within another.
//!
//! In: a pattern and a frame. Out: “called the move a mistake” is no call to anyone, “flew troops to Kabul” no flight of its own;
//! in the headline “Yemen cuts Qatar ties” the ties are those with Qatar. Known limit: asks only for objects.

use super::frame::Frame;
use super::matching::{Match, Matcher};
use crate::data::pattern::{Argument, Pattern, Place, TriggerKind};
use crate::parse::{Deprel, Upos};

impl Matcher<'_, '_> {
    /// “Called the move a mistake” is no call to anyone: of two objects a pattern must speak of both.
    pub(super) fn leaves_object(
        &self,
        pattern: &Pattern,
        frame: &Frame,
        found: &Match,
    ) -> bool {
        if self.is_transitive(pattern, frame) {
            return true;
        }
        let (Some(first), Some(second)) = (frame.indirect, frame.object) else {
            return false;
        };
        let name = self.mentions().name_at(first);
        if name.is_some_and(|n| (n.first as usize..=n.last as usize).contains(&second)) {
            return false; // “recognise South Ossetia”: one name, whatever the parser made of it
        }
        let is_core =
            |a: &&Argument| !matches!(a.place, Place::Subject | Place::Preposition(_));
        frame.kind == TriggerKind::Verb
            && pattern.arguments.iter().filter(is_core).count() == 1
            && found.recipient == Some(first)
            && found.object.is_none()
            && self.mentions().parse.words()[second].deprel == Deprel::Obj
    }

    /// “Flew troops to Kabul” is no flight of its own: a pattern that asks for no object, before a verb that has one.
    fn is_transitive(&self, pattern: &Pattern, frame: &Frame) -> bool {
        let words = self.mentions().parse.words();
        let is_plain =
            |a: &Argument| matches!(a.place, Place::Subject | Place::Preposition(_));
        let is_object = |o: usize| {
            words[o].deprel == Deprel::Obj
                && words[o].head == Some(frame.predicate as u32)
                && words[o].upos != Upos::Pron
                && !self.framer.is_time(o)
        };
        frame.kind == TriggerKind::Verb
            && pattern.arguments.len() > 1
            && pattern.arguments.iter().all(is_plain)
            && frame.object.is_some_and(is_object)
    }

    /// “Cut Qatar ties”, “lifts Cuba embargo”: a bare name before the object, for a phrase that a sentence would put behind it.
    pub(super) fn other_within(&self, frame: &Frame) -> Option<usize> {
        let object = frame.object?;
        let words = self.mentions().parse.words();
        let is_name = |c: &usize| {
            words[*c].deprel == Deprel::Compound
                && words[*c].upos == Upos::Propn
                && *c > frame.predicate
                && self.named(*c).is_some()
        };
        self.framer.children(object).find(is_name)
    }
}
