//! The sense of what the actor does: a soft reading of the predicate and what it governs, by the vocabulary alone.
//!
//! In: a sentence with its sides. Out: “Kenya agreed to halt {flights} to Somalia” has the sense THREATEN: an end of cooperation,
//! promised. Where rules want every slot filled, the sense takes the first complement that says anything. Known limit: several
//! events may come out, where a word has several meanings.

use super::scene::Scene;
use super::vocabulary::Operator;
use crate::event::EventType;
use crate::parse::Deprel;
use std::collections::BTreeSet;

/// How deep complements are followed.
const DEPTH: usize = 4;

type Events = BTreeSet<EventType>;

/// The events that a soft reading of word `at` gives.
pub(super) fn sense(scene: &Scene<'_>, at: usize) -> Events {
    read(scene, at, 0)
}

fn read(scene: &Scene<'_>, at: usize, depth: usize) -> Events {
    if depth > DEPTH {
        return Events::new();
    }
    let word = Meaning::of(scene, at);
    let inner = || complement(scene, at, depth);
    let events = word.govern(inner);
    if events.is_empty() {
        return events;
    }
    let manner = scene.manner(at);
    match () {
        () if manner.has(Operator::Duty) => Events::from([EventType::Request]),
        () if manner.has(Operator::Negation) => Events::from([EventType::Reject]),
        () if manner.has(Operator::Future) => events.into_iter().map(promised).collect(),
        () => events,
    }
}

/// What the fields of a word say of it.
struct Meaning {
    own: Events,
    operators: Vec<Operator>,
    settled: Option<EventType>,
    is_phrase: bool,
}

impl Meaning {
    fn of(scene: &Scene<'_>, at: usize) -> Self {
        let telling = |o: Option<Operator>| {
            matches!(
                o,
                Some(
                    Operator::Promise
                        | Operator::Stop
                        | Operator::Light
                        | Operator::Settled
                )
            )
        };
        let fields = &scene.fields[at];
        let says = |(f, _): &&(&super::vocabulary::Field, u32)| {
            f.event.is_some() || telling(f.operator)
        };
        let longest = fields.iter().filter(says).map(|(_, n)| *n).max().unwrap_or(0);
        let loudest: Vec<_> =
            fields.iter().filter(|(_, n)| *n == longest).map(|(f, _)| *f).collect();
        let settled = loudest.iter().find(|f| f.operator == Some(Operator::Settled));
        Self {
            own: loudest.iter().filter_map(|f| f.event).collect(),
            operators: loudest.iter().filter_map(|f| f.operator).collect(),
            settled: settled.and_then(|f| f.event),
            is_phrase: longest > 1,
        }
    }

    fn has(&self, operator: Operator) -> bool {
        self.operators.contains(&operator)
    }

    /// The events of the word, given those that it governs.
    fn govern(self, inner: impl Fn() -> Events) -> Events {
        if let Some(event) = self.settled {
            return Events::from([event]);
        }
        let own_act = self.own.iter().any(|e| *e != EventType::Agree);
        if self.has(Operator::Promise) && !(self.is_phrase && own_act) {
            let inner = inner();
            if !inner.is_empty() {
                return inner.into_iter().map(promised).collect();
            }
        }
        if self.is_phrase && !self.own.is_empty() {
            return self.own;
        }
        let passes_on = self.has(Operator::Stop) || self.has(Operator::Light);
        if !self.own.is_empty() && !passes_on {
            return self.own;
        }
        let inner = inner();
        match inner.is_empty() {
            true => self.own,
            false if self.has(Operator::Stop) => inner.into_iter().map(stopped).collect(),
            false => inner,
        }
    }
}

/// Where an act stands under a word: nearer complements first.
fn rank(deprel: Deprel) -> Option<usize> {
    const ORDER: &[&str] =
        &["xcomp", "ccomp", "obj", "obl", "advcl", "acl", "nmod", "compound", "amod"];
    let name = deprel.name();
    let main = name.split(':').next().unwrap_or(name);
    ORDER.iter().position(|o| *o == main)
}

/// The events of the first complement that has any.
fn complement(scene: &Scene<'_>, at: usize, depth: usize) -> Events {
    let is_clause = |d: Deprel| matches!(d, Deprel::Xcomp | Deprel::Ccomp);
    let mut children: Vec<(usize, usize)> = scene
        .children(at)
        .filter(|c| scene.is_outside(*c) || is_clause(scene.word(*c).deprel))
        .filter_map(|c| Some((rank(scene.word(c).deprel)?, c)))
        .collect();
    children.sort_unstable();
    children
        .into_iter()
        .map(|(_, child)| read(scene, child, depth + 1))
        .find(|events| !events.is_empty())
        .unwrap_or_default()
}

fn is_cooperative(event: EventType) -> bool {
    matches!(
        event,
        EventType::Agree
            | EventType::Consult
            | EventType::Support
            | EventType::Concede
            | EventType::Cooperate
            | EventType::Aid
            | EventType::Retreat
    )
}

fn is_material_conflict(event: EventType) -> bool {
    matches!(
        event,
        EventType::Protest
            | EventType::Sanction
            | EventType::Mobilize
            | EventType::Coerce
            | EventType::Assault
    )
}

/// A promised act.
fn promised(event: EventType) -> EventType {
    match event {
        e if is_cooperative(e) => EventType::Agree,
        e if is_material_conflict(e) => EventType::Threaten,
        e => e,
    }
}

/// An act that ends.
fn stopped(event: EventType) -> EventType {
    if is_cooperative(event) { EventType::Sanction } else { EventType::Retreat }
}

#[cfg(test)]
mod tests {
    use super::super::scene::tests::tree;
    use super::super::vocabulary::Vocabulary;
    use super::*;
    use crate::actor::Actors;
    use crate::span::Span;

    /// The sense of a sentence whose first word is the actor.
    fn check(lines: &str, wanted: &[EventType]) {
        let (parse, text) = tree(lines);
        let (vocabulary, actors) = (Vocabulary::embedded(), Actors::default());
        let actor = [parse.words()[0].span];
        let scene =
            Scene::new(&vocabulary, (&parse, &text), &actors, (&actor, &[] as &[Span]));
        let predicate = scene.predicate().unwrap();
        let found: Vec<EventType> = sense(&scene, predicate).into_iter().collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn operators_turn_the_acts_that_they_govern() {
        let plain = "Kenya kenya PROPN 2 nsubj\narrested arrest VERB 0 root";
        check(plain, &[EventType::Coerce]);
        let promised = "Kenya kenya PROPN 2 nsubj\nplans plan VERB 0 root\narrest arrest VERB 2 xcomp";
        check(promised, &[EventType::Threaten]);
        let light = "Kenya kenya PROPN 2 nsubj\nlaunched launch VERB 0 root\nairstrikes airstrike NOUN 2 obj";
        check(light, &[EventType::Assault]);
        let stopped = "Kenya kenya PROPN 2 nsubj\nhalted halt VERB 0 root\nairstrikes airstrike NOUN 2 obj";
        check(stopped, &[EventType::Retreat]);
        let refused =
            "Kenya kenya PROPN 3 nsubj\nnot not PART 3 advmod\npraise praise VERB 0 root";
        check(refused, &[EventType::Reject]);
    }
}
