//! Who acts together, and who acts on each other.
//!
//! In: a draft and the sides that its own words name. Out: in “France joined Germany in condemning Iran” Germany condemns too; in
//! “Belarus and Latvia expelled all of each other's diplomats” each does it to the other, so that both are actors. Known
//! limit: who joins whom is told by the verb right above the act; “with” counts only before its verb, or with a verb of voting.

use super::code::Coder;
use super::compose::Draft;
use super::matching::{Match, Matcher};
use super::side::Side;
use super::silent::is_same;
use super::{Event, Participant};
use crate::parse::{Deprel, Upos};

/// How much less sure an act is of which no words name a side.
const UNTOLD: f32 = 0.25;

impl Coder<'_, '_, '_> {
    /// “France joined Germany in condemning …”: those whom the doer joins in it.
    pub(super) fn fellows(&self, draft: &Draft) -> Vec<Side> {
        let framer = self.matcher.framer;
        let joining = &self.mentions().data.grammar.words.joining;
        let inside = &self.mentions().data.grammar.words.inside;
        let act = draft.found.predicate;
        let is_shared =
            framer.children(act).any(|c| c < act && inside.has(framer.symbol(c)));
        let above = framer.head(act).filter(|_| {
            is_shared
                && matches!(
                    framer.word(act).deprel,
                    Deprel::Advcl | Deprel::Acl | Deprel::Xcomp
                )
        });
        // The clause may hang from those who are joined.
        let verb = above.and_then(|a| {
            if framer.word(a).upos == Upos::Verb { Some(a) } else { framer.head(a) }
        });
        let verb = verb.filter(|v| joining.has(framer.symbol(*v)));
        let joined = verb.and_then(|v| framer.child(v, Deprel::Obj));
        joined.map(|j| self.matcher.sides(j)).unwrap_or_default()
    }

    /// Those who all are actors, and how much that takes from the certainty: where each does it to the other (“shelled each other's
    /// positions”), or where two did what nobody is named for.
    pub(super) fn both(
        &self,
        draft: &Draft,
        actors: &[Side],
        recipients: &[Side],
    ) -> Option<(Vec<Participant>, f32)> {
        if actors.len() > 1 && self.is_to_each_other(draft) {
            let both = actors.iter().map(|s| self.participant(s)).collect();
            return Some((both, self.doubt(draft)));
        }
        let is_untold = actors.is_empty() && recipients.is_empty();
        let both = self.both_untold(draft).filter(|_| is_untold)?;
        Some((both, UNTOLD))
    }

    /// “Shelled each other's positions”: whether what is acted on is the actors' own, each the other's.
    pub(super) fn is_to_each_other(&self, draft: &Draft) -> bool {
        let mentions = self.mentions();
        let words = &mentions.data.grammar.words;
        let found = &draft.found;
        let is_pair = |i: usize| {
            words.each.has(mentions.forms[i])
                && mentions.forms.get(i + 1).is_some_and(|f| words.other.has(*f))
        };
        [found.recipient, found.object].into_iter().flatten().any(|word| {
            let (first, last) = mentions.subtree(word);
            (first..=last).any(is_pair)
        })
    }
}

impl Coder<'_, '_, '_> {
    /// “Diplomatic ties were restored”, “a treaty was signed in Quito”: the two states that the article told to have to do with each
    /// other, where the words name nobody.
    fn both_untold(&self, draft: &Draft) -> Option<Vec<Participant>> {
        let relation = self.relation(draft.act.as_deref()?)?;
        let of_two = &self.mentions().data.ontology.of_two;
        let framer = self.matcher.framer;
        let is_passive = framer.child(draft.found.predicate, Deprel::AuxPass).is_some();
        if self.discourse.dyad.is_some()
            || !is_passive
            || !of_two.iter().any(|r| r == relation)
        {
            return None;
        }
        let pair = self.discourse.last_pair(&[], true)?;
        let is_told = |e: &Event| {
            let sides = || e.actor.iter().chain(&e.recipient);
            pair.iter().all(|a| sides().any(|p| is_same(a, p)))
        };
        let is_told = self.events_before().any(is_told);
        is_told.then(|| pair.iter().map(|a| a.participant(None)).collect())
    }
}

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
}
