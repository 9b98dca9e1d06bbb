//! The level of a mission that an act opens, closes, raises or staffs.
//!
//! In: an act and its words. Out: “The Legation in Sofia was raised to Embassy status” gives `embassy`; “presented his
//! credentials as Minister; he resided in Athens” gives, for Bulgaria, `envoy-nonresident`. Known limit: where the envoy lived
//! is sought in the sentence itself and the two after it.

use super::code::Context;
use super::matching::{Match, Matcher};
use crate::actor;
use crate::data::code::Country;
use crate::data::levels::{Level, Sought, Told};
use crate::mention::Mentions;
use std::ops::Range;

/// How many sentences after the act may tell where the envoy lived.
const AFTER: usize = 2;
/// How many words after “resident” may name the place.
const NEAR: usize = 6;

/// The level that `act`, found so, sets between states of `sides`.
pub(super) fn of_act(
    context: &Context<'_, '_>,
    matcher: &Matcher<'_, '_>,
    (act, found): (&str, &Match),
    sides: &[Country],
) -> Option<String> {
    let levels = &context.mentions.data.levels;
    let scan = Scan { matcher, words: lower(context.mentions) };
    let name = |level: &Level| level.level.clone();
    match levels.told(act)? {
        Told::House => scan.house(found).or_else(|| scan.rank(found)).map(name),
        Told::Result => scan.result(found),
        Told::Head => {
            let level = scan.rank(found)?;
            let afar = level.from_afar.as_ref().filter(|_| lives_afar(context, sides));
            Some(afar.unwrap_or(&level.level).clone())
        }
    }
}

/// The words of a sentence in lower case, nouns singular.
fn lower(mentions: &Mentions<'_>) -> Vec<String> {
    let word = |i: usize| {
        let word = &mentions.parse.words()[i];
        let is_plural = matches!(word.xpos.name(), "NNS" | "NNPS");
        let text = if is_plural { word.lemma.as_str() } else { mentions.form(i) };
        text.to_lowercase()
    };
    (0..mentions.parse.len()).map(word).collect()
}

struct Scan<'s, 'm, 'a> {
    matcher: &'s Matcher<'m, 'a>,
    words: Vec<String>,
}

impl<'a> Scan<'_, '_, 'a> {
    fn mentions(&self) -> &Mentions<'a> {
        self.matcher.framer.mentions
    }

    fn first(&self, sought: Sought, mut range: Range<usize>) -> Option<&'a Level> {
        let levels = &self.mentions().data.levels;
        range.find_map(|i| levels.at(sought, &self.words, i)).map(|(level, _)| level)
    }

    fn within(&self, head: usize) -> Range<usize> {
        let (first, last) = self.mentions().subtree(head);
        first..last + 1
    }

    /// The house that the act is done to.
    fn house(&self, found: &Match) -> Option<&'a Level> {
        let object = found.object?;
        let (first, last) = self.mentions().phrase(object);
        self.first(Sought::Mission, first..last + 1)
            .or_else(|| self.first(Sought::Mission, self.within(object)))
    }

    /// What the mission becomes: the level after “to”, else the one above what it was.
    fn result(&self, found: &Match) -> Option<String> {
        let framer = self.matcher.framer;
        let words = self.mentions().parse.words();
        let is_goal = |i: &usize| {
            framer.children(*i).any(|c| {
                words[c].deprel == crate::parse::Deprel::Case
                    && matches!(self.words[c].as_str(), "to" | "into")
            })
        };
        let (first, last) = self.mentions().subtree(found.predicate);
        let goals = (first..=last).filter(|i| is_goal(i) && *i > found.predicate);
        let becomes = goals.map(|i| self.within(i)).find_map(|range| {
            self.first(Sought::Mission, range.clone())
                .or_else(|| self.first(Sought::Envoy, range))
        });
        let was = || self.house(found).and_then(|level| level.above.clone());
        becomes.map(|level| level.level.clone()).or_else(was)
    }

    /// The rank of the head who is sent: after “as”, else nearest before the act, else anywhere in the sentence.
    fn rank(&self, found: &Match) -> Option<&'a Level> {
        let at = found.predicate;
        let n = self.words.len();
        let mut after_as =
            (at..n).filter(|i| self.words[*i] == "as").map(|i| i + 1..n.min(i + 6));
        let levels = &self.mentions().data.levels;
        let named = |i: usize| levels.at(Sought::Envoy, &self.words, i);
        after_as
            .find_map(|range| self.first(Sought::Envoy, range))
            .or_else(|| (0..at).rev().find_map(named).map(|(level, _)| level))
            .or_else(|| self.first(Sought::Envoy, at..n))
    }
}

/// Whether the sentence of the act, or one right after it, says that the envoy lived in a third state.
fn lives_afar(context: &Context<'_, '_>, sides: &[Country]) -> bool {
    let here = std::iter::once(context.mentions);
    here.chain(context.following.iter().take(AFTER)).any(|mentions| {
        let words = lower(mentions);
        let levels = &mentions.data.levels;
        (0..words.len()).any(|i| {
            levels.is_afar(&words[i])
                || levels.is_residence(&words[i]) && names_third(mentions, i, sides)
        })
    })
}

/// Whether a place in a third state is named right after word `at`.
fn names_third(mentions: &Mentions<'_>, at: usize, sides: &[Country]) -> bool {
    let near = at + 1..mentions.parse.len().min(at + 1 + NEAR);
    let countries = near.filter_map(|i| {
        let found = mentions.name_at(i).filter(|f| f.first as usize == i)?;
        actor::of_name(mentions, found, None)?.country
    });
    let gazetteer = &mentions.data.gazetteer;
    countries.take(1).any(|c| !sides.iter().any(|side| gazetteer.are_kin(*side, c)))
}
