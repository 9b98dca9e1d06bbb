//! What an official account says in so many words, however the parser took it.
//!
//! In: the words of a sentence and the acts that were found in it. Out: further matches: “The American Embassy at St. John's was
//! closed June 30, 1994” closes an embassy though the parser took “June 30” for what it was closed as. Known limit: only houses
//! and credentials, only the phrases of `levels.toml`, and only in official accounts, which speak of nothing else.

use super::level;
use super::matching::{Match, Matcher};
use crate::data::levels::{Levels, Plain, Sought};
use crate::mention::Mentions;

/// How many words before the verb the house may stand.
const BEFORE: usize = 16;
/// How many words behind the verb the house or thing may stand.
const BEHIND: usize = 6;
/// How many words behind the noun of a heading the house may stand.
const HEADED: usize = 12;

/// The matches that the rules missed; `is_heading` for a heading, which leaves “was” out.
pub(super) fn find(
    matcher: &Matcher<'_, '_>,
    found: &[Match],
    is_heading: bool,
) -> Vec<Match> {
    let mentions = matcher.framer.mentions;
    let levels = &mentions.data.levels;
    let words = level::lower(mentions);
    let rules = &mentions.data.rules.rules;
    let is_told = |i: usize, rule: usize| {
        let act = |r: u32| rules[r as usize].act.as_ref();
        found.iter().any(|m| m.predicate == i && act(m.rule) == rules[rule].act.as_ref())
    };
    let line = Line { mentions, levels, words, is_heading };
    let mut missed = Vec::new();
    for i in 0..mentions.parse.len() {
        for plain in levels.plain() {
            let rule = rules.iter().position(|r| r.id == plain.rule);
            let rule = rule.filter(|rule| !is_told(i, *rule));
            if let Some((object, rule)) = line.object(plain, i).zip(rule) {
                missed.push(Match { object: Some(object), ..Match::of(rule as u32, i) });
            }
        }
    }
    missed
}

struct Line<'m, 'a> {
    mentions: &'m Mentions<'a>,
    levels: &'a Levels,
    words: Vec<String>,
    is_heading: bool,
}

impl Line<'_, '_> {
    /// The head of what the act at word `i` is done to.
    fn object(&self, plain: &Plain, i: usize) -> Option<usize> {
        let n = self.words.len();
        let form = self.mentions.form(i).to_lowercase();
        let behind = |reach: usize| {
            let ended = (i + 1..n).find(|at| self.levels.is_end(&self.words[*at]));
            let end = ended.unwrap_or(n).min(i + 1 + reach);
            (i + 1..end).find_map(|at| self.thing(plain, at))
        };
        if !self.is_so(i) {
            return None;
        }
        if plain.nouns.contains(&form) {
            let is_of = self.words.get(i + 1).is_some_and(|w| self.levels.is_of(w));
            return behind(HEADED).filter(|_| self.is_heading || is_of);
        }
        if !plain.done.contains(&form) {
            return None;
        }
        let was = (i.saturating_sub(3)..i).any(|at| self.levels.is_was(&self.words[at]));
        if !was && !self.is_heading {
            return behind(BEHIND);
        }
        let stands = i.checked_sub(2).filter(|at| {
            plain.pronouns.contains(&self.words[*at])
                && self.levels.is_was(&self.words[i - 1])
        });
        if stands.is_some() {
            return stands;
        }
        let first = i.saturating_sub(BEFORE);
        let ends = |at: &usize| {
            let word = self.words[*at].as_str();
            self.levels.is_end(word) || self.is_heading && word == ","
        };
        let ended = (first..i).rev().find(ends);
        (ended.map_or(first, |e| e + 1)..i).rev().find_map(|at| self.thing(plain, at))
    }

    /// The last word of the house, or of what else the act is done to, that is named from word `at` on.
    fn thing(&self, plain: &Plain, at: usize) -> Option<usize> {
        if plain.things.is_empty() {
            return self.house(at);
        }
        plain.things.iter().find_map(|thing| self.phrase(thing, at))
    }

    /// The last word of the house that is named from word `at` on.
    fn house(&self, at: usize) -> Option<usize> {
        let (_, n) = self.levels.at(Sought::Mission, &self.words, at)?;
        Some(at + n - 1)
    }

    /// The last word of `phrase` where it begins at word `at`.
    fn phrase(&self, phrase: &str, at: usize) -> Option<usize> {
        let form = |i: usize| self.mentions.form(i).to_lowercase();
        let n = phrase.split(' ').count();
        let fits = at + n <= self.words.len()
            && phrase.split(' ').enumerate().all(|(k, word)| form(at + k) == word);
        fits.then(|| at + n - 1)
    }

    /// Whether nothing right before the verb takes it back or puts it off.
    fn is_so(&self, i: usize) -> bool {
        !(i.saturating_sub(4)..i).any(|at| self.levels.is_denial(&self.words[at]))
    }
}
