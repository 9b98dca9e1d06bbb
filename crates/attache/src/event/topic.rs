//! What an article is about, where that keeps its words from meaning politics.
//!
//! In: the mentions of all sentences. Out: a report that speaks of strikers, penalties and semi-finals is sport, so that “France
//! will meet Morocco” is no meeting of governments. Known limit: counts words, knows only sport.

use super::{Event, EventType};
use crate::mention::Mentions;

/// So many words of sport make a report one of sport …
const LEAST: usize = 3;
/// … if there is at least one in so many sentences.
const SENTENCES: usize = 3;

/// Whether the article reports sport.
pub fn is_sport(sentences: &[Mentions<'_>]) -> bool {
    let n: usize = sentences.iter().map(words_of_sport).sum();
    n >= LEAST && n * SENTENCES >= sentences.len()
}

/// How many words of sport a sentence has.
pub(super) fn words_of_sport(sentence: &Mentions<'_>) -> usize {
    let sport = &sentence.data.grammar.words.sport;
    sentence.symbols.iter().filter(|s| sport.has(**s)).count()
}

/// Whether the sentence is one of sport by itself: of two words, or of a player who acts.
pub(super) fn is_sporty(mentions: &Mentions<'_>, actor: Option<usize>) -> bool {
    let sport = &mentions.data.grammar.words.sport;
    // The Arab League plays no league.
    let is_sport =
        |i: &usize| sport.has(mentions.symbols[*i]) && mentions.name_at(*i).is_none();
    actor.is_some_and(|a| is_sport(&a))
        || (0..mentions.symbols.len()).filter(is_sport).count() >= 2
}

/// Whether the event counts in a report of sport: what changes the standing, penalties, protests, reproaches.
pub(super) fn counts_in_sport(event: &Event) -> bool {
    event.act.is_some()
        || matches!(
            event.event,
            EventType::Sanction | EventType::Protest | EventType::Coerce
        )
}
