//! What is asked of others without “must”: “Russia has to withdraw”, “the onus is on Moscow”, “‘Leave now,’ she told the junta”.
//!
//! In: a verb or a name, and who speaks. Out: for “‘Pull back your troops,’ the chancellor told Moscow” a demand of Germany's to
//! Russia, for the headline “Berlin to Moscow: free the crew” the same. Known limit: an imperative of which neither the verb is an act
//! nor the addressee named asks for nothing.

use super::clause;
use super::compose::{Composer, Draft};
use super::matching::Match;
use crate::parse::{Deprel, Upos};

impl Composer<'_, '_, '_> {
    /// “Russia has to withdraw”, “Kabul needs to free them”.
    pub(super) fn is_obliged(&self, verb: usize) -> bool {
        let framer = self.matcher.framer;
        let words = &framer.mentions.data.grammar.words;
        let above = framer.head(verb).filter(|_| {
            framer.word(verb).deprel == Deprel::Xcomp && framer.is_infinitive(verb)
        });
        above.is_some_and(|h| {
            words.obliging.has(framer.symbol(h))
                && !framer.has_child(h, Deprel::Obj)
                && !clause::assertion(framer, h).is_negated
        })
    }

    /// “The onus was on Moscow to prove it”: what lies on somebody is asked of him by whoever says so.
    pub(super) fn onus(&self, name: usize) -> Option<Draft> {
        let framer = self.matcher.framer;
        let mentions = framer.mentions;
        let words = &mentions.data.grammar.words;
        let rule = mentions.data.rules.deontic?;
        let burden = framer.own_subject(name)?;
        let is_on = framer.children(name).any(|c| {
            framer.word(c).deprel == Deprel::Case && words.upon.has(mentions.forms[c])
        });
        if !is_on
            || !words.burden.has(framer.symbol(burden))
            || !framer.has_child(name, Deprel::Cop)
        {
            return None;
        }
        let saying = clause::sayings(self.matcher, name).first().copied()?;
        let mut draft = self.plain(&Match::of(rule, name))?;
        self.ask(&mut draft, saying.speaker, Some(name))?;
        Some(draft)
    }

    /// Makes a demand of an act that is bidden: “‘Free the crew,’ the minister said”.
    pub(super) fn is_bidden(&self, draft: &mut Draft) -> bool {
        let Some((speaker, asked)) = self.bid(draft.found.predicate) else {
            return false;
        };
        self.ask(draft, speaker, asked).is_some()
    }

    /// “‘Stay out,’ the minister told Moscow”: what no rule knows, bidden to a power that is named.
    pub(super) fn bidding(&self, verb: usize) -> Option<Draft> {
        let rule = self.matcher.framer.mentions.data.rules.deontic?;
        let is_known = |m: &Match| m.predicate == verb && self.rule(m).event.is_some();
        if self.matches.iter().any(is_known) {
            return None;
        }
        let (speaker, asked) = self.bid(verb)?;
        let asked = asked.filter(|a| self.matcher.is_power(*a))?;
        let mut draft = self.plain(&Match::of(rule, verb))?;
        self.ask(&mut draft, speaker, Some(asked))?;
        Some(draft)
    }

    /// Who bids, and whom, where the verb is an imperative that somebody speaks.
    fn bid(&self, verb: usize) -> Option<(usize, Option<usize>)> {
        let framer = self.matcher.framer;
        if !self.is_imperative(verb) {
            return None;
        }
        if let Some(heading) = self.addressed(verb) {
            return Some(heading);
        }
        let saying = clause::sayings(self.matcher, verb).first().copied()?;
        if self.matcher.sides(saying.speaker).is_empty() {
            return None;
        }
        let told = framer.child(saying.verb, Deprel::Iobj);
        let told = told.or_else(|| framer.child(saying.verb, Deprel::Obj));
        Some((saying.speaker, told.filter(|t| !self.matcher.sides(*t).is_empty())))
    }

    /// “Berlin to Moscow: free the crew”: the names before the colon.
    fn addressed(&self, verb: usize) -> Option<(usize, Option<usize>)> {
        let framer = self.matcher.framer;
        let receiver = &framer.mentions.data.grammar.words.receiver;
        let speaker = framer
            .head(verb)
            .filter(|_| framer.word(verb).deprel == Deprel::Parataxis)
            .filter(|h| {
                framer.word(*h).upos != Upos::Verb && self.matcher.is_actor(*h)
            })?;
        let is_asked = |c: &usize| {
            framer.children(*c).any(|m| {
                framer.word(m).deprel == Deprel::Case && receiver.has(framer.symbol(m))
            })
        };
        let asked = framer.children(speaker).filter(|c| *c < verb).find(is_asked)?;
        Some((speaker, Some(asked)))
    }

    /// “Open the gates”, “don't leave us alone”: a plain form without subject, auxiliary or “to”.
    fn is_imperative(&self, verb: usize) -> bool {
        let framer = self.matcher.framer;
        let word = framer.word(verb);
        let acts = &framer.mentions.data.grammar.ellipsis.acts;
        let is_free = framer.children(verb).all(|c| {
            let deprel = framer.word(c).deprel;
            let is_aux = matches!(deprel, Deprel::Aux | Deprel::AuxPass);
            !matches!(
                deprel,
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::Mark | Deprel::Cop
            ) && (!is_aux || acts.has(framer.symbol(c)))
        });
        word.upos == Upos::Verb
            && word.xpos.name() == "VB"
            && matches!(word.deprel, Deprel::Root | Deprel::Ccomp | Deprel::Parataxis)
            && is_free
    }
}
