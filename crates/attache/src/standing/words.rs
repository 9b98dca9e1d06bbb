//! What the words of an act tell of its level and its name.
//!
//! In: “closed its consulate general”, “signed an economic cooperation agreement”. Out: level `consulate` with the name
//! “consulate general”; the name “economic cooperation agreement”. Known limit: only words of the act itself and its
//! participants are looked at.

use crate::data::relations::{LevelWords, Post, Relations};
use crate::export::Line;

/// A level that words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told<'r> {
    pub(super) level: &'r str,
    pub(super) post: Post,
    /// The word, where it is not the plain one.
    pub(super) name: Option<&'r str>,
}

/// The words that an act rests on, in lower case, the nearest first.
pub(super) fn of_act(line: &Line<'_>) -> String {
    let sides = line.recipient.iter().chain(&line.actor);
    let texts = [Some(&line.trigger.text), line.object.as_ref()].into_iter().flatten();
    let texts = texts.chain(sides.filter_map(|who| who.text.as_ref()));
    let texts: Vec<String> = texts.map(|text| text.to_lowercase()).collect();
    texts.join(" | ")
}

/// The level of `relation` that `words` tell: that of the longest word found.
pub(super) fn level<'r>(
    relations: &'r Relations,
    relation: &str,
    words: &str,
) -> Option<Told<'r>> {
    let of_relation = |row: &&LevelWords| row.relation.get_ref() == relation;
    let rows = relations.word.iter().filter(of_relation);
    let all = rows.flat_map(|row| row.words.iter().enumerate().map(move |w| (row, w)));
    let found = all.filter(|(_, (_, word))| holds(words, word));
    found.max_by_key(|(_, (_, word))| word.len()).map(|(row, (at, word))| Told {
        level: &row.level,
        post: row.post,
        name: (at > 0).then_some(word.as_str()),
    })
}

/// Whether `words` hold `word` as a whole word, be it in the plural.
fn holds(words: &str, word: &str) -> bool {
    let is_end = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    words.match_indices(word).any(|(at, _)| {
        let (before, rest) = (&words[..at], &words[at + word.len()..]);
        !before.ends_with(char::is_alphanumeric)
            && (is_end(rest) || rest.strip_prefix('s').is_some_and(is_end))
    })
}

/// The name of the agreement or ban that the act is about; `None` where it is only “the agreement”.
pub(super) fn name(
    relations: &Relations,
    relation: &str,
    line: &Line<'_>,
) -> Option<String> {
    let row = relations.noun.iter().find(|row| row.relation.get_ref() == relation)?;
    // The trigger's own verb is no part of the name.
    let trigger = line.trigger.text.split_once(' ').map(|(_, rest)| rest);
    let texts = [line.object.as_deref(), trigger];
    texts.into_iter().flatten().find_map(|text| name_in(text, &row.words, relations))
}

fn name_in(text: &str, nouns: &[String], relations: &Relations) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain =
        |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_noun = |word: &&str| {
        let word = plain(word);
        nouns.iter().any(|n| *n == word || word.strip_suffix('s') == Some(n.as_str()))
    };
    let end = words.iter().rposition(is_noun)?;
    let is_stop = |word: &str| relations.determiner.contains(&plain(word));
    let start = words[..end].iter().rposition(|w| is_stop(w)).map_or(0, |at| at + 1);
    (start < end).then(|| words[start..=end].join(" "))
}
