//! Who alone did it: “only Iran has recognised”, “none save Libya”, “no country other than Egypt”.
//!
//! In: a verb and its subject. Out: in “None of them, except Libya, has recognised the council” the subject is Libya, the clause
//! is not negated, and the claim is that Libya is the only one. Known limit: one exception for a sentence.

use super::frame::Framer;
use crate::parse::{Deprel, Upos};

/// How far behind its word an exception is sought.
const NEAR: usize = 5;

impl Framer<'_, '_> {
    /// “Nobody”, “none of them”, “not one of them”, “no country”.
    pub(super) fn is_nobody(self, subject: usize) -> bool {
        let negation = &self.mentions.data.grammar.words.negation;
        let denies = |c: usize| {
            c < subject
                && matches!(self.word(c).deprel, Deprel::Det | Deprel::Advmod)
                && negation.has(self.symbol(c))
        };
        negation.has(self.symbol(subject)) || self.children(subject).any(denies)
    }

    /// Who is excepted from a subject that is nobody: “none save Libya”, “nobody has done so except Iran”.
    pub(super) fn exception(self, verb: usize, subject: usize) -> Option<usize> {
        if !self.is_nobody(subject) {
            return None;
        }
        let words = &self.mentions.data.grammar.words;
        let n = self.mentions.parse.len();
        let form = |i: usize| self.mentions.forms[i];
        let opens = |i: &usize| {
            // “But” goes on with another clause behind the verb.
            words.excepting.has(form(*i)) || *i < verb && words.but.has(form(*i))
        };
        // “Apart from Iran, no state has recognised it”.
        let is_first = |i: &usize| {
            words.excepting.has(form(*i))
                && i.checked_sub(1).is_none_or(|b| self.mentions.form(b) == ",")
        };
        let at =
            (subject + 1..n).find(opens).or_else(|| (0..subject).rev().find(is_first))?;
        let is_someone = |i: &usize| {
            matches!(self.word(*i).upos, Upos::Noun | Upos::Propn)
                && (self.mentions.name_at(*i).is_some()
                    || self.mentions.role_at(*i).is_some())
        };
        let first = (at + 1..n.min(at + NEAR)).find(is_someone)?;
        let head = self.phrase_head(first);
        Some(if head == verb || head == subject { first } else { head })
    }

    /// Whether the subject is said to be the only one: “only Iran”, “Iran alone”.
    pub(super) fn is_alone(self, subject: usize) -> bool {
        let words = &self.mentions.data.grammar.words;
        let (first, last) = self.mentions.phrase(subject);
        let before = first.checked_sub(1).is_some_and(|i| words.only.has(self.symbol(i)));
        let within = (first..=last).any(|i| words.only.has(self.symbol(i)));
        let after = last + 1 < self.mentions.parse.len()
            && words.alone.has(self.mentions.forms[last + 1]);
        before || within || after
    }
}
