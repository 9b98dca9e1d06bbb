//! What auxiliaries ask or forbid: “Mali should hold elections”, “women may not travel alone”.
//!
//! In: a verb that no rule knows. Out: a demand of whoever says it, or a restriction by those who rule. “Ethiopia should account for
//! the disappeared, the group said” gives a REQUEST. Known limit: a ban counts only where the article reproached the rulers.

use super::clause;
use super::compose::{Composer, DEPTH, Draft};
use super::matching::Match;
use crate::actor::Sort;
use crate::data::code::Sector;
use crate::data::grammar::WordSet;
use crate::parse::Upos;

impl Composer<'_, '_, '_> {
    /// “Ethiopia should account for the disappeared, the group said”: what no rule knows, asked of someone else.
    pub(super) fn duty(&self, verb: usize) -> Option<Draft> {
        let framer = self.matcher.framer;
        let mentions = framer.mentions;
        let deontic = &mentions.data.grammar.words.deontic;
        let rule = mentions.data.rules.deontic?;
        let is_asked = self.is_obliged(verb)
            || framer.children(verb).any(|c| deontic.has(mentions.symbols[c]));
        let is_known = |m: &Match| m.predicate == verb && self.rule(m).event.is_some();
        if !is_asked
            || mentions.parse.words()[verb].upos != Upos::Verb
            || self.matches.iter().any(is_known)
        {
            return None;
        }
        // “Other countries ought to follow” are states, whichever.
        let is_state =
            |s: usize| self.matcher.actors.at(s).any(|a| a.sector == Sector::GOV);
        let subject =
            framer.subject(verb).filter(|s| self.matcher.is_power(*s) || is_state(*s))?;
        let mut found = Match::of(rule, verb);
        (found.actor, found.subject) = (Some(subject), Some(subject));
        let mut draft = self.plain(&found)?;
        self.demand(&mut draft)?.then_some(draft)
    }

    /// “Women may not travel alone”, “men must grow beards”: what the ruled are forbidden or made to do.
    pub(super) fn ban(&self, verb: usize) -> Option<Draft> {
        let framer = self.matcher.framer;
        let mentions = framer.mentions;
        let words = &mentions.data.grammar.words;
        let rule = mentions.data.rules.ban?;
        let has =
            |set: &WordSet| framer.children(verb).any(|c| set.has(mentions.symbols[c]));
        let is_made = has(&words.must);
        // “No one may leave after dark”.
        let own = framer.own_subject(verb);
        let is_nobody = own.is_some_and(|s| framer.is_nobody(s));
        // “Women may no longer rent a room”.
        let ends = framer.children(verb).filter(|c| *c < verb).any(|c| {
            framer.word(c).upos == Upos::Adv
                && framer.children(c).any(|n| words.negation.has(mentions.symbols[n]))
        });
        let is_forbidden = has(&words.may) && (has(&words.negation) || ends || is_nobody);
        if mentions.parse.words()[verb].upos != Upos::Verb
            || !is_made && !is_forbidden
            || !clause::sayings(self.matcher, verb).is_empty()
        {
            return None;
        }
        let subject = framer.surface_subject(verb, DEPTH)?;
        let is_ruled = self.matcher.actors.at(subject).any(|a| {
            a.sort == Sort::People && a.sector == Sector::CVL && a.role.is_some()
        });
        let is_many = mentions.parse.words()[subject].xpos.name() == "NNS";
        let mut found = Match::of(rule, verb);
        found.recipient = Some(subject).filter(|_| is_ruled && is_many || is_nobody);
        found.recipient?;
        self.plain(&found)
    }
}
