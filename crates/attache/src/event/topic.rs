//! What an article is about, where that keeps its words from meaning politics.
//!
//! In: the mentions of all sentences. Out: a report that speaks of strikers, penalties and semi-finals is sport, so that “France
//! will meet Morocco” is no meeting of governments. Known limit: counts words, knows only sport.

use super::{Event, EventType, Participant};
use crate::data::code::Sector;
use crate::data::phrase::Phrase;
use crate::mention::Mentions;
use crate::parse::Upos;

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

/// Whether the event is told for politics, and not in sport or of nobody in particular; `is_sport` where the article reports sport.
pub(super) fn counts(
    mentions: &Mentions<'_>,
    (actor, event): (Option<usize>, &Event),
    is_sport: bool,
) -> bool {
    let is_meeting = matches!(event.event, EventType::Consult | EventType::Agree);
    let is_sport = is_sport || is_sporty(mentions, actor, is_meeting);
    (!is_sport || counts_in_sport(event)) && is_political(mentions, event)
}

/// Whether the sentence is one of sport by itself: of two words, one where sides meet, or of a player who acts.
fn is_sporty(mentions: &Mentions<'_>, actor: Option<usize>, is_meeting: bool) -> bool {
    let sport = &mentions.data.grammar.words.sport;
    // The Arab League plays no league.
    let is_sport =
        |i: &usize| sport.has(mentions.symbols[*i]) && mentions.name_at(*i).is_none();
    let is_noun = |i: usize| mentions.parse.words()[i].upos == Upos::Noun;
    actor.is_some_and(|a| is_sport(&a))
        || (0..mentions.symbols.len()).filter(is_sport).count() >= 2
        || is_meeting && (0..mentions.symbols.len()).any(|i| is_noun(i) && is_sport(&i))
}

/// Whether the event is one of politics: somebody in it is a power or has a name, police do not demonstrate by stopping cars, and
/// doctors who warn threaten nobody.
fn is_political(mentions: &Mentions<'_>, event: &Event) -> bool {
    let roles = &mentions.data.roles;
    let is_role = |name: &str| roles.find(Phrase::of(name)).is_some();
    let is_known = |p: &Participant| {
        let is_power = p.sector.is_none_or(|s| {
            matches!(s.as_str(), "GOV" | "MIL" | "COP" | "LEG" | "REB" | "UAF" | "PTY")
                || p.code != s.to_string()
        });
        let singular = p.name.strip_suffix('s').unwrap_or(&p.name);
        let has_name = p.name.contains(char::is_uppercase)
            && !is_role(&p.name)
            && !is_role(singular);
        p.country.is_some() || is_power || has_name
    };
    let are_all = |fits: &dyn Fn(Sector) -> bool| {
        !event.actor.is_empty() && event.actor.iter().all(|p| p.sector.is_some_and(fits))
    };
    let is_armed = |s: Sector| matches!(s, Sector::COP | Sector::MIL);
    let is_powerless =
        |s: Sector| matches!(s.as_str(), "MED" | "EDU" | "NGO" | "JRN" | "BUS" | "SCI");
    let stops_cars = event.event == EventType::Protest
        && event.mode.as_deref() == Some("obstruct")
        && are_all(&is_armed);
    let warns = event.event == EventType::Threaten
        && event.trigger.of(mentions.text).to_lowercase().starts_with("warn")
        && are_all(&is_powerless);
    let mut all = event.actor.iter().chain(&event.recipient);
    all.any(is_known) && !stops_cars && !warns
}

/// Whether the event counts in a report of sport: what changes the standing, penalties, protests, reproaches.
fn counts_in_sport(event: &Event) -> bool {
    event.act.is_some()
        || matches!(
            event.event,
            EventType::Sanction | EventType::Protest | EventType::Coerce
        )
}
