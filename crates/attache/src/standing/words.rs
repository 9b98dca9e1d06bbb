//! What the words of an act tell of its level and its name.
//!
//! In: “closed its consulate general”, “signed an economic cooperation agreement”. Out: level `consulate` with the name
//! “consulate general”; the name “economic cooperation agreement”. Known limit: only words of the act itself and its
//! participants are looked at.

use crate::data::relations::{NameNouns, Post, Relations};
use crate::record::Act;

/// A level that words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told<'r> {
    pub(super) level: &'r str,
    pub(super) post: Post,
    /// The word, where it is not the plain one.
    pub(super) name: Option<&'r str>,
}

/// The words that an act rests on, in lower case, the nearest first.
pub(super) fn of_act(act: &Act) -> String {
    let sides = act.recipient.iter().chain(&act.actor);
    let texts = [Some(&act.trigger), act.object.as_ref()].into_iter().flatten();
    let texts = texts.chain(sides.filter_map(|side| side.text.as_ref()));
    let texts: Vec<String> = texts.map(|text| text.to_lowercase()).collect();
    texts.join(" | ")
}

/// The level of `relation` that `words` tell: that of the longest word found.
pub(super) fn level<'r>(
    relations: &'r Relations,
    relation: &str,
    words: &str,
) -> Option<Told<'r>> {
    let starts = words.char_indices().filter(|(at, c)| {
        c.is_alphanumeric() && !words[..*at].ends_with(char::is_alphanumeric)
    });
    let found = starts.flat_map(|(at, _)| relations.level_words_at(&words[at..]));
    let of_relation =
        found.filter(|(row, _)| *relations.word[*row].relation.get_ref() == relation);
    let longest = of_relation
        .max_by_key(|(row, at)| (relations.word[*row].words[*at].len(), *row, *at));
    longest.map(|(row, at)| {
        let row = &relations.word[row];
        let name = (at > 0).then_some(row.words[at].as_str());
        Told { level: &row.level, post: row.post, name }
    })
}

/// The name of the agreement or ban that the act is about; `None` where it is only “the agreement”.
pub(super) fn name(relations: &Relations, relation: &str, act: &Act) -> Option<String> {
    let row = relations.noun.iter().find(|row| row.relation.get_ref() == relation)?;
    // The trigger's own verb is no part of the name.
    let trigger = act.trigger.split_once(' ').map(|(_, rest)| rest);
    let texts = [act.object.as_deref(), trigger];
    texts.into_iter().flatten().find_map(|text| name_in(text, row, relations))
}

fn name_in(text: &str, nouns: &NameNouns, relations: &Relations) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain =
        |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_noun = |word: &&str| {
        let word = plain(word);
        let mut nouns = nouns.words.iter();
        nouns.any(|n| *n == word || word.strip_suffix('s') == Some(n.as_str()))
    };
    // “The trade agreement on cars and lorries” is called by what is behind its noun too.
    let leads_on =
        |at: usize| words.get(at + 1).is_some_and(|w| nouns.about.contains(&plain(w)));
    let titled = (0..words.len()).find(|at| is_noun(&words[*at]) && leads_on(*at));
    let end = titled.or_else(|| words.iter().rposition(is_noun))?;
    let is_stop = |word: &str| relations.determiner.contains(&plain(word));
    let start = words[..end].iter().rposition(|w| is_stop(w)).map_or(0, |at| at + 1);
    let last = titled.map_or(end, |_| words.len() - 1);
    (start < last).then(|| words[start..=last].join(" "))
}
