//! The level of a mission that an act opens, closes, raises or staffs.
//!
//! In: an act and its words. Out: “The Legation in Sofia was raised to Embassy status” gives `embassy`; “presented his
//! credentials as Minister; he resided in Athens” gives, for Bulgaria, `envoy-nonresident`. Known limit: a rank
//! that a verb gives (“promoted him”) is not seen.

use super::afar::{is_led_from_afar, lives_afar};
use super::code::Context;
use super::detail;
use super::matching::{Match, Matcher};
use super::{Event, Status};
use crate::data::Data;
use crate::data::code::Country;
use crate::data::levels::{Level, Sought, Told};
use crate::data::relations::Does;
use crate::mention::Mentions;
use jiff::civil::Date;
use std::ops::Range;

/// The relation of the standing that embassies and ambassadors are.
pub(super) const MISSION: &str = "mission";
/// How many words after “had” a rank may stand that he had before.
const FORMER: usize = 5;

/// The level that `act`, found so, sets between states of `sides`.
pub(super) fn of_act(
    context: &Context<'_, '_>,
    matcher: &Matcher<'_, '_>,
    (act, found): (&str, &Match),
    sides: &[Country],
) -> Option<String> {
    let levels = &context.mentions.data.levels;
    let scan = Scan { matcher, words: lower(context.mentions) };
    let before = || before(context, act, scan.is_pointed_to(found));
    let of_rank = || {
        let at = scan.rank(found)?;
        let (level, _) = levels.at(Sought::Envoy, &scan.words, at)?;
        let is_lower = levels.is_charge(&scan.words, at) && was_higher(context, level);
        (!is_lower).then(|| level.level.clone())
    };
    let head = || {
        let is_afar = || lives_afar(context, found, sides);
        let unranked = || scan.unranked(context, found).filter(|_| is_afar());
        let level = of_rank().or_else(before).or_else(unranked)?;
        Some(levels.settled(&level, |_| is_afar()))
    };
    match levels.told(act)? {
        Told::House => {
            let level = scan.named_as(found).or_else(|| scan.house(found));
            let Some(level) = level.map(|level| level.level.clone()) else {
                return head();
            };
            let is_afar = || {
                context.is_account
                    && begins_mission(context.mentions.data, act)
                    && found
                        .object
                        .is_some_and(|o| is_led_from_afar(context, found, o, sides))
            };
            Some(levels.settled(&level, |_| is_afar()))
        }
        Told::Result => {
            let level = scan.result(found).or_else(before)?;
            // An envoy who lives elsewhere and is made an ambassador lives there still.
            let is_afar = |afar: &str| {
                context.is_account
                    && last_level(context).is_some_and(|last| levels.is_from_afar(last))
                    && last_level(context) != Some(afar)
                    && lives_afar(context, found, sides)
            };
            Some(levels.settled(&level, is_afar))
        }
        Told::Head => head(),
        Told::Ties => scan.ties(found),
    }
}

/// Whether the act opens a mission.
pub(super) fn begins_mission(data: &Data, act: &str) -> bool {
    let mut effects = data.relations.effects(act);
    effects.any(|(e, _)| e.does == Does::Begin && e.relation == MISSION)
}

/// The level of the mission that an account told of last.
fn last_level<'c>(context: &Context<'c, '_>) -> Option<&'c str> {
    context.earlier.iter().rev().find_map(|e| e.level.as_deref())
}

/// Whether an official account has told of a higher mission than a chargé's.
fn was_higher(context: &Context<'_, '_>, level: &Level) -> bool {
    let is_higher = |e: &&Event| e.level.is_some() && e.level == level.above;
    context.is_account && context.earlier.iter().any(|e| is_higher(&e))
}

/// The level that a mission's act before it told: “was appointed Minister. He presented his credentials …”, else the
/// heading over it. Only an official account tells a mission's history step by step.
fn before(context: &Context<'_, '_>, act: &str, is_pointed_to: bool) -> Option<String> {
    let levels = &context.mentions.data.levels;
    let heading = context.heading?;
    let is_told = |e: &&Event| {
        let told = e.act.as_deref().and_then(|a| levels.told(a));
        e.sentence >= heading && told.is_some() && e.level.is_some()
    };
    let is_act = |e: &&Event| e.act.as_deref() == Some(act) && e.sentence > heading;
    let mut told = context.earlier.iter().rev().filter(is_told);
    let same = told.clone().find(is_act);
    // “The Embassy was closed on … It was reopened on …”: the one that was told of last.
    let last = told.clone().next().filter(|_| is_pointed_to);
    let event = same.or(last).or_else(|| told.find(|e| e.sentence == heading))?;
    event.level.clone()
}

/// The words of a sentence in lower case, nouns singular.
pub(super) fn lower(mentions: &Mentions<'_>) -> Vec<String> {
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

    /// “Was reopened as a liaison office”.
    fn named_as(&self, found: &Match) -> Option<&'a Level> {
        let after = found.predicate + 1..self.words.len().min(found.predicate + 3);
        let levels = &self.mentions().data.levels;
        let as_what = after.clone().find(|i| levels.is_likening(&self.words[*i]))?;
        self.first(Sought::Mission, as_what + 1..self.words.len().min(as_what + 4))
    }

    /// Whether the house is only pointed to: “it was reopened”.
    fn is_pointed_to(&self, found: &Match) -> bool {
        let words = self.mentions().parse.words();
        let house = found.object.or(found.subject);
        house.is_some_and(|o| words[o].upos == crate::parse::Upos::Pron)
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
            // A chargé takes the ambassador's place in the house that is there.
            let levels = &self.mentions().data.levels;
            let is_charge = |i| levels.is_charge(&self.words, i);
            let heads =
                || range.clone().filter(|i| self.matcher.is_account || !is_charge(*i));
            self.first(Sought::Mission, range.clone())
                .or_else(|| heads().find_map(|i| self.first(Sought::Envoy, i..i + 1)))
        });
        // “Became a Consulate General”
        let right_behind = found.predicate + 1..self.words.len().min(found.predicate + 4);
        let is_verb = words[found.predicate].upos == crate::parse::Upos::Verb;
        let is_other = is_verb && found.object.is_none_or(|o| !right_behind.contains(&o));
        let next = || self.first(Sought::Mission, right_behind.clone());
        let becomes = becomes.or_else(|| is_other.then(next).flatten());
        let was = || self.house(found).and_then(|level| level.above.clone());
        becomes.map(|level| level.level.clone()).or_else(was)
    }

    /// “Consular relations”.
    fn ties(&self, found: &Match) -> Option<String> {
        let levels = &self.mentions().data.levels;
        let (first, last) = self.mentions().phrase(found.object?);
        let mut words = self.words[first..=last].iter();
        words.find_map(|word| levels.of_ties(word)).map(str::to_owned)
    }

    /// The level of who presents his credentials without a rank: that of the mission told of before, else what the heads of
    /// missions were in his day.
    fn unranked(&self, context: &Context<'_, '_>, found: &Match) -> Option<String> {
        let levels = &self.mentions().data.levels;
        let behind = found.predicate..self.words.len().min(found.predicate + FORMER);
        let presents = behind.clone().any(|i| levels.is_credentials(&self.words[i]));
        if !context.is_account || !presents {
            return None;
        }
        let mut told = context.earlier.iter().rev().filter_map(|e| e.level.as_deref());
        let told = told.find_map(|level| levels.of_day(level));
        let year = || {
            detail::date(context, found.predicate, Status::Actual)?.start.map(Date::year)
        };
        told.or_else(|| levels.in_year(year()?)).map(str::to_owned)
    }

    /// Where the rank of the head who is sent is named: after “as”, else nearest before the act, else anywhere in the sentence.
    fn rank(&self, found: &Match) -> Option<usize> {
        let at = found.predicate;
        let n = self.words.len();
        let mut after_as =
            (at..n).filter(|i| self.words[*i] == "as").map(|i| i + 1..n.min(i + 6));
        let levels = &self.mentions().data.levels;
        let named = |i: usize| {
            let found = levels.at(Sought::Envoy, &self.words, i);
            found.filter(|(_, n)| !levels.is_interim(&self.words, i + n)).map(|_| i)
        };
        // “Who had been appointed Minister” was one from then on.
        let is_former = |i: usize| {
            let before = i.saturating_sub(FORMER)..i;
            before.clone().any(|b| levels.is_former(&self.words[b]))
                && !before.clone().any(|b| levels.is_appointment(&self.words[b]))
        };
        after_as
            .find_map(|mut range| range.find_map(named))
            .or_else(|| (0..at).rev().filter(|i| !is_former(*i)).find_map(named))
            .or_else(|| (at..n).filter(|i| !is_former(*i)).find_map(named))
    }
}
