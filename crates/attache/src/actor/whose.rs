//! Owners that a relative clause leaves to its noun.
//!
//! In: “whose” and the noun behind it. Out: in “Israel, whose jets bombed the base” the word “Israel”, so that the jets are its.
//! Known limit: the noun must be the one that the parser hung the clause from.

use super::phrase::{DEPTH, Resolver};
use crate::parse::Deprel;

impl Resolver<'_, '_, '_> {
    /// “Israel, whose jets bombed …”: the noun that the relative clause of `noun` hangs from.
    pub(super) fn whose(&self, pronoun: usize, noun: usize) -> Option<usize> {
        let words = self.mentions.parse.words();
        let relative = &self.mentions.data.grammar.pronouns.relative;
        let mut at = Some(noun).filter(|_| relative.has(self.mentions.forms[pronoun]))?;
        let before = pronoun
            .checked_sub(2)
            .filter(|_| self.mentions.form(pronoun - 1) == ",")
            .filter(|i| self.mentions.is_phrase_head(*i));
        for _ in 0..DEPTH {
            let Some(head) = words[at].head.map(|h| h as usize) else { break };
            if words[at].deprel == Deprel::AclRelcl {
                return Some(head).filter(|h| *h < pronoun);
            }
            at = head;
        }
        before
    }
}
