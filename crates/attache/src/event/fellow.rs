//! Who acts beside the subject, and what deed a noun is.
//!
//! In: a match. Out: in “China, which with Russia blocked a statement” Russia, which blocked it too; for the noun of “the attack on
//! Oslo” the attack with Oslo as its victim. Known limit: “with” counts only before its verb, or with a verb of voting.

use super::matching::{Match, Matcher};
use crate::data::pattern::TriggerKind;
use crate::event::Quad;
use crate::parse::{Deprel, Upos};

impl Matcher<'_, '_> {
    /// The power named after “with” that does what the subject does.
    pub(super) fn beside(&self, found: &Match) -> Option<usize> {
        let framer = self.framer;
        let mentions = self.mentions();
        let words = mentions.parse.words();
        let verb = found.predicate;
        let actor =
            found.actor.filter(|a| *a < verb && words[verb].upos == Upos::Verb)?;
        let grammar = &mentions.data.grammar.words;
        let votes = grammar.votes.has(mentions.symbols[verb]);
        let is_beside = |c: &usize| {
            words[*c].deprel == Deprel::Obl
                && (*c < verb && *c > actor || votes && *c > verb)
                && framer.children(*c).any(|m| {
                    words[m].deprel == Deprel::Case
                        && grammar.beside.has(mentions.forms[m])
                })
        };
        framer.children(verb).filter(is_beside).find(|c| self.is_power(*c))
    }

    /// “Britain pledged £5 million, Japan $10 million and Norway 2”: those who did as much of the same, whose verb is not said again.
    pub(super) fn gapped(&self, found: &Match) -> Vec<usize> {
        let mentions = self.mentions();
        let words = mentions.parse.words();
        let is_amount = |i: usize| matches!(words[i].upos, Upos::Num | Upos::Sym);
        let n = words.len();
        let verb = found.predicate;
        if words[verb].upos != Upos::Verb || found.actor.is_none_or(|a| a > verb) {
            return Vec::new();
        }
        let ends = |i: usize| {
            i >= n || matches!(words[i].upos, Upos::Punct | Upos::Cconj | Upos::Adp)
        };
        let joins = |i: usize| {
            words[i].upos == Upos::Cconj || matches!(mentions.form(i), "," | ";")
        };
        let is_gapped = |first: usize, last: usize| {
            let after = (last + 1..n).find(|i| !is_amount(*i)).unwrap_or(n);
            let has_noun = after < n && words[after].upos == Upos::Noun;
            let has_amount = after > last + 1;
            let is_told_before = (verb + 1..first).any(is_amount);
            has_amount
                && is_told_before
                && joins(first - 1)
                && (ends(after) || has_noun && ends(after + 1))
        };
        let names = mentions.names.iter().map(|n| (n.first as usize, n.last as usize));
        let gapped = names.filter(|(first, last)| {
            *first > verb + 1 && is_gapped(*first, *last) && self.named(*last).is_some()
        });
        gapped.map(|(_, last)| last).collect()
    }

    /// The act of conflict that a noun names, with its sides.
    pub(super) fn conflict(&self, noun: usize) -> Option<Match> {
        let mentions = self.mentions();
        if mentions.parse.words()[noun].upos != Upos::Noun || self.actors.has(noun) {
            return None;
        }
        let data = mentions.data;
        let patterns = data.rules.triggered(TriggerKind::Noun, mentions.symbols[noun]);
        let is_conflict = |p: &&u32| {
            let rule = data.rules.patterns[**p as usize].rule;
            let event = data.rules.rules[rule as usize].event;
            event.is_some_and(|e| data.ontology.quad(e) == Quad::MaterialConflict)
        };
        let mut patterns = patterns.iter().filter(is_conflict).peekable();
        patterns.peek()?;
        let frame = self.framer.of_noun(noun);
        let fits = patterns
            .filter_map(|p| self.fit(&data.rules.patterns[*p as usize], &frame).ok());
        // “The coup in Chad”: where it was done does not tell whom it hit.
        let place = &data.grammar.words.place;
        let is_place = |w: usize| {
            self.framer.children(w).any(|c| {
                let is_case = mentions.parse.words()[c].deprel == Deprel::Case;
                is_case && place.has(mentions.forms[c])
            })
        };
        let deed = fits.max_by_key(|found| found.weight)?;
        let recipient = deed.recipient.filter(|r| !is_place(*r));
        Some(Match { recipient, ..deed })
    }
}
