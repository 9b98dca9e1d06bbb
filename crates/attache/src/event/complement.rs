//! What else hangs from a predicate than its plain arguments: inner acts, receivers, states that something is left in.
//!
//! In: a frame and a match. Out: in “promised them medicine for the wounded” the receivers are “them”; in “left its embassy in
//! Sanaa open” the embassy is left open; in “called for a ceasefire” the inner act is the ceasefire. Known limit: what
//! the parser hung from another clause is not found.

use super::clause;
use super::frame::Frame;
use super::matching::{Match, Matcher};
use crate::data::grammar::Words;
use crate::data::lexicon::Symbol;
use crate::data::pattern::{Argument, Filler, Pattern, Place, TriggerKind};
use crate::data::rules::Rule;
use crate::parse::{Deprel, Upos};

impl Matcher<'_, '_> {
    /// The inner act: a clause, else an object or phrase that is an event noun.
    pub(super) fn complement(
        &self,
        frame: &Frame,
        is_infinitive: bool,
        found: &mut Match,
    ) -> bool {
        let is_bare = |c: usize| {
            let word = &self.mentions().parse.words()[c];
            word.deprel == Deprel::Xcomp && word.xpos.name() == "VB"
        };
        let is_to = |c: &usize| is_bare(*c) || self.framer.is_infinitive(*c);
        found.inner.extend(
            frame.complements.iter().copied().filter(|c| !is_infinitive || is_to(c)),
        );
        let rules = &self.mentions().data.rules;
        let Words { receiver, scene, .. } = &self.mentions().data.grammar.words;
        // “Told reporters of the raid” orders no raid; “put an end to the raids” ends them.
        let is_verbal = is_infinitive && frame.kind == TriggerKind::Verb;
        let is_sought = |case: Symbol| {
            if is_verbal { receiver.has(case) } else { !scene.has(case) }
        };
        // “In March the Libyans took …” marches nowhere.
        let obliques = frame
            .obliques
            .iter()
            .filter(|(case, o)| is_sought(*case) && !self.framer.is_time(*o))
            .map(|(_, o)| *o);
        let nouns = frame.object.filter(|_| !is_verbal).into_iter().chain(obliques);
        for noun in nouns.flat_map(|n| self.framer.conjuncts(n)) {
            if !rules
                .triggered(TriggerKind::Noun, self.mentions().symbols[noun])
                .is_empty()
            {
                found.inner.push(noun);
            }
        }
        !found.inner.is_empty()
    }

    /// The inner act after a preposition: “accused of shelling”, “called for a ceasefire”.
    pub(super) fn complement_after(
        &self,
        frame: &Frame,
        cases: &[Symbol],
        found: &mut Match,
    ) -> bool {
        let rules = &self.mentions().data.rules;
        let is_act = |i: usize| {
            self.mentions().parse.words()[i].upos == Upos::Verb
                || !rules
                    .triggered(TriggerKind::Noun, self.mentions().symbols[i])
                    .is_empty()
        };
        let after = frame.obliques.iter().filter(|(case, _)| cases.contains(case));
        for inner in after.flat_map(|(_, o)| self.framer.conjuncts(*o)) {
            if is_act(inner) {
                found.inner.push(inner);
            }
        }
        !found.inner.is_empty()
    }

    /// “Promised them medicine for the wounded”: who receives stands before what is given, whatever follows.
    pub(super) fn receive(&self, pattern: &Pattern, frame: &Frame, found: &mut Match) {
        let is_given = |a: &&Argument| {
            a.place == Place::Object && matches!(a.filler, Filler::Words(..))
        };
        let words = self.mentions().parse.words();
        let before = frame.indirect.filter(|i| {
            Some(*i) != found.actor
                && found.recipient.is_some_and(|r| r != *i)
                && matches!(words[*i].deprel, Deprel::Obj | Deprel::Iobj)
                && self.holds_actor(*i, 1)
        });
        if before.is_some() && pattern.arguments.iter().any(|a| is_given(&a)) {
            found.recipient = before;
        }
    }

    /// “Left its embassy in Sanaa open”: what the object is left as.
    pub(super) fn becomes(&self, verb: usize, state: Symbol) -> bool {
        let words = self.mentions().parse.words();
        self.framer.children(verb).any(|c| {
            c > verb
                && words[c].upos == Upos::Adj
                && matches!(words[c].deprel, Deprel::Xcomp | Deprel::Obl | Deprel::Advcl)
                && self.mentions().symbols[c] == state
        })
    }

    /// Whether the clause is as the rule wants it: denied, to come, told before.
    pub(super) fn allows(&self, rule: &Rule, frame: &Frame) -> Result<(), &'static str> {
        if rule.is_of_account && !self.is_account {
            return Err("it is for official accounts alone");
        }
        // “A historic victory”: nobody says that it was historic, as “it is a welcome step” does.
        let is_epithet = self.mentions().parse.words()[frame.predicate].deprel
            == Deprel::Amod
            && self
                .framer
                .head(frame.predicate)
                .is_none_or(|h| self.framer.child(h, Deprel::Cop).is_none());
        if rule.is_stance && frame.kind == TriggerKind::Predicate && is_epithet {
            return Err("nothing is said to be so");
        }
        if rule.is_denied && !clause::assertion(self.framer, frame.predicate).is_negated {
            return Err("it is not negated");
        }
        let is_told = || rule.act.as_deref().is_some_and(|a| self.told.contains(a));
        if rule.is_again && !is_told() {
            return Err("the like was not told before");
        }
        if rule.is_coming && !clause::is_to_come(self.framer, frame.predicate) {
            return Err("it is not to come");
        }
        Ok(())
    }

    /// Whether the phrase means only the actor again: “its recognition”.
    pub(super) fn is_actors_own(&self, actor: Option<usize>, candidate: usize) -> bool {
        let Some(actor) = actor else { return false };
        let own = self.sides(actor);
        let sides = self.sides(candidate);
        !sides.is_empty()
            && sides.iter().all(|s| own.iter().any(|o| o.actor.is_same(&s.actor)))
    }

    /// Whether the phrase holds something of the actor's own: “a share of its airline”.
    pub(super) fn is_actors_own_thing(
        &self,
        actor: Option<usize>,
        phrase: usize,
    ) -> bool {
        let (first, last) = self.mentions().subtree(phrase);
        let words = self.mentions().parse.words();
        (first..=last).any(|i| {
            words[i].deprel == Deprel::NmodPoss
                && words[i].upos == Upos::Pron
                && self.is_actors_own(actor, i)
        })
    }
}
