//! Pronouns that mean a deed or whom the article told of, and doers whom only the sentence before names.
//!
//! In: a draft with its sides. Out: in “hailed it as a brave choice” what is hailed is the deed just told; in “Ankara recognised
//! them” they are those whose recognition was told; “students will be offered places” by who promised something just
//! before. Known limit: one object of recognition for an article.

use super::code::Coder;
use super::compose::Draft;
use super::side::Side;
use super::silent::is_same;
use super::{Event, EventType, Participant};
use crate::data::code::Country;
use crate::parse::{Deprel, Upos};

impl Coder<'_, '_, '_> {
    /// “Ankara recognised them”, “their government”: who the article told of as recognised, where the pronoun would mean somebody
    /// of whom it never told so.
    pub(super) fn told_object(
        &self,
        draft: &Draft,
        recipients: &[Side],
        actors: &[Side],
    ) -> Option<Vec<Participant>> {
        let relation = self.relation(draft.act.as_deref()?)?;
        let words = self.mentions().parse.words();
        let is_pronoun = |i: usize| words[i].upos == Upos::Pron;
        let word = draft.found.recipient.or(draft.found.object)?;
        let possessor = self.matcher.framer.child(word, Deprel::NmodPoss);
        let is_pointing = is_pronoun(word) || possessor.is_some_and(is_pronoun);
        let one_object = &self.mentions().data.ontology.one_object;
        if !is_pointing || !one_object.iter().any(|r| r == relation) {
            return None;
        }
        let is_alike = |e: &&Event| {
            e.act.as_deref().and_then(|a| self.relation(a)) == Some(relation)
                && !e.recipient.is_empty()
        };
        let is_told = |e: &Event| {
            recipients.iter().any(|r| e.recipient.iter().any(|p| is_same(&r.actor, p)))
        };
        let is_doer = |e: &Event| {
            actors.iter().any(|a| e.recipient.iter().any(|p| is_same(&a.actor, p)))
        };
        if self.events_before().filter(is_alike).any(is_told) {
            return None;
        }
        let last = self.events_before().filter(is_alike).find(|e| !is_doer(e))?;
        let silent = |p: &Participant| Participant { span: None, ..p.clone() };
        Some(last.recipient.iter().map(silent).collect())
    }

    /// “Hailed it as a brave choice”, “called it an attack on unity”: what is judged is a deed.
    pub(super) fn is_judged_it(&self, word: usize) -> bool {
        let framer = self.matcher.framer;
        let mentions = self.mentions();
        let thing = &mentions.data.grammar.pronouns.thing;
        let words = mentions.parse.words();
        let Some(verb) = framer.head(word).filter(|v| {
            thing.has(mentions.symbols[word])
                && *v < word
                && words[word].deprel == Deprel::Obj
        }) else {
            return false;
        };
        let role = &mentions.data.grammar.words.role;
        framer.children(verb).filter(|c| *c > word).any(|c| {
            let is_plain = matches!(words[c].deprel, Deprel::Obj | Deprel::Xcomp)
                && words[c].upos != Upos::Verb;
            is_plain
                || words[c].deprel == Deprel::Obl
                    && framer.children(c).any(|m| role.has(mentions.forms[m]))
        })
    }

    /// “Egypt also denounced it”: what the one before did, and no state that was told of since.
    pub(super) fn is_pronoun_beside_also(&self, draft: &Draft, word: usize) -> bool {
        let mentions = self.mentions();
        let grammar = &mentions.data.grammar;
        let framer = self.matcher.framer;
        let mut children = framer.children(draft.found.predicate);
        let told =
            |e: &&Event| e.event == draft.event && e.sentence + 2 >= self.context.index;
        grammar.pronouns.thing.has(mentions.symbols[word])
            && mentions.parse.words()[word].deprel == Deprel::Obj
            && children.any(|c| grammar.words.likewise.has(mentions.symbols[c]))
            && self.events_before().any(|e| told(&e))
    }

    /// “Oslo will build a road, its minister said. Students will be offered places”: who promised something just before.
    pub(super) fn promiser(&self, recipients: &[Side]) -> Option<Participant> {
        let is_recipient = |p: &Participant| {
            recipients
                .iter()
                .any(|r| r.actor.country == p.country || r.actor.code() == p.code)
        };
        let last = self.events_before().next()?;
        let doer = last.actor.first().filter(|p| !is_recipient(p))?;
        let is_promise = last.event == EventType::Agree
            && last.sentence + 1 >= self.context.index
            && !recipients.is_empty();
        is_promise.then(|| Participant { span: None, ..doer.clone() })
    }

    /// Who was just reproached, where these are its people: whoever restricts them now.
    pub(super) fn blamed(&self, ruled: Option<Country>) -> Option<Participant> {
        let blamed = self.discourse.blamed()?;
        let is_own = ruled.is_none() || ruled == blamed.country;
        is_own.then(|| blamed.participant(None))
    }
}
