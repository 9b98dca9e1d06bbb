//! Pronouns that mean a deed or whom the article told of, and doers whom only the sentence before names.
//!
//! In: a draft with its sides. Out: in “hailed it as a brave choice” what is hailed is the deed just told; in “Ankara recognised
//! them” they are those whose recognition was told; “students will be offered places” by who promised something just
//! before. Known limit: one object of recognition for an article.

use super::clause;
use super::code::Coder;
use super::compose::Draft;
use super::side::Side;
use super::silent::is_same;
use super::{Event, EventType, Participant};
use crate::actor::Actor;
use crate::data::code::Country;
use crate::parse::{Deprel, Upos};

/// How many sentences back the news may lie that “it” means.
const NEWS: usize = 6;

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

    /// “Chad recognised the junta. … All three rejected it”: what was rejected is the news that was just told.
    pub(super) fn is_news_it(&self, word: usize) -> bool {
        let mentions = self.mentions();
        let thing = &mentions.data.grammar.pronouns.thing;
        let deprel = mentions.parse.words()[word].deprel;
        let is_object = matches!(deprel, Deprel::Obj | Deprel::Nsubj);
        let is_news = |e: &Event| {
            self.is_news_of_powers(e) && e.sentence + NEWS >= self.context.index
        };
        thing.has(mentions.symbols[word])
            && is_object
            && self.events_before().any(is_news)
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

    /// “Congo accuses Rwanda; Kigali denies it”: what is denied is the charge, and no state.
    pub(super) fn is_denied_it(&self, draft: &Draft, word: usize) -> bool {
        let mentions = self.mentions();
        let is_charge = |e: &Event| {
            e.event == EventType::Accuse && e.sentence + 1 >= self.context.index
        };
        draft.event == EventType::Reject
            && mentions.data.grammar.pronouns.thing.has(mentions.symbols[word])
            && mentions.parse.words()[word].deprel == Deprel::Obj
            && self.events_before().any(is_charge)
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

    /// “Under the Taliban women may not study”, “in areas held by rebels”: who rules where it is done.
    pub(super) fn ruler_there(&self, predicate: usize) -> Option<Participant> {
        let framer = self.matcher.framer;
        let words = &self.mentions().data.grammar.words;
        let is_under = |i: &usize| {
            framer.word(*i).deprel == Deprel::Case && words.beneath.has(framer.symbol(*i))
        };
        let is_held = |i: &usize| {
            framer.word(*i).deprel == Deprel::Acl
                && words.sided.has(self.mentions().forms[*i])
        };
        let power = |i: usize| {
            let sides = self.matcher.sides(i);
            sides.into_iter().map(|s| s.actor).find(|a| a.country.is_some())
        };
        let n = self.mentions().parse.len();
        let ruled =
            (0..n).filter(is_under).filter_map(|i| framer.head(i)).find_map(power);
        let held = || {
            let agents = (0..predicate).filter(is_held).filter_map(|i| framer.agent(i));
            agents.into_iter().find_map(power)
        };
        ruled.or_else(held).map(|a| a.participant(None))
    }

    /// “Told him that it was a brave step and that Oslo would help”: to whom it is said.
    pub(super) fn addressee(&self, draft: &Draft, own: &[&Actor]) -> Option<Participant> {
        let is_said = matches!(
            draft.event,
            EventType::Agree
                | EventType::Support
                | EventType::Threaten
                | EventType::Reject
        );
        let sayings = clause::sayings(self.matcher, draft.found.predicate);
        let saying = sayings.last().filter(|_| is_said && draft.act.is_none())?;
        let heard = self.matcher.framer.child(saying.verb, Deprel::Iobj)?;
        let is_power =
            |a: &&Actor| a.is_official() && !own.iter().any(|o| o.country == a.country);
        let actor = self.context.actors.at(heard).find(is_power)?;
        Some(actor.participant(None))
    }

    /// “Warned that it could set a dangerous precedent”, “said that the move would lead to war”: the deed that is spoken of.
    pub(super) fn deed_spoken_of(&self, draft: &Draft) -> Option<usize> {
        let framer = self.matcher.framer;
        let is_spoken = matches!(
            draft.event,
            EventType::Accuse | EventType::Threaten | EventType::Reject
        );
        let clause = framer.child(draft.found.predicate, Deprel::Ccomp);
        let subject = clause.filter(|_| is_spoken).and_then(|c| framer.own_subject(c))?;
        let deeds = &self.mentions().data.grammar.words.deed;
        let is_deed = deeds.has(self.mentions().symbols[subject]);
        (is_deed || self.is_news_it(subject)).then_some(subject)
    }

    /// Who was just reproached, where these are its people: whoever restricts them now.
    pub(super) fn blamed(&self, ruled: Option<Country>) -> Option<Participant> {
        let blamed = self.discourse.blamed()?;
        let is_own = ruled.is_none() || ruled == blamed.country;
        is_own.then(|| blamed.participant(None))
    }

    /// “When Paris recalled its envoy, Algiers did not close its embassy”: who does the like in the same sentence is not who it is
    /// done to.
    pub(super) fn fellow_doers(&self, draft: &Draft, own: &[&Actor]) -> Vec<&Actor> {
        if !self.is_between_states(draft) {
            return Vec::new();
        }
        let words = self.mentions().parse.words();
        let is_other = |a: &&Actor| !own.iter().any(|o| o.country == a.country);
        let is_other_clause = |i: &usize| {
            words[*i].deprel == Deprel::Nsubj
                && words[*i].head != Some(draft.found.predicate as u32)
        };
        let subjects = (0..words.len()).filter(is_other_clause);
        subjects.flat_map(|i| self.context.actors.at(i)).filter(is_other).collect()
    }

    /// “Withdrew its ambassador over French nuclear tests”: whose doing it is about.
    pub(super) fn over_what(&self, draft: &Draft, own: &[&Actor]) -> Option<Participant> {
        let framer = self.matcher.framer;
        let over = &self.mentions().data.grammar.words.over;
        let is_over = |c: &usize| {
            framer.children(*c).any(|m| {
                framer.word(m).deprel == Deprel::Case && over.has(framer.symbol(m))
            })
        };
        let reason = framer.children(draft.found.predicate).find(is_over)?;
        let is_other = |s: &Side| {
            s.actor.is_official() && !own.iter().any(|o| o.country == s.actor.country)
        };
        let sides = self.matcher.sides(reason);
        let state = sides.into_iter().find(is_other)?.actor.country?;
        self.government(state)
    }
}
