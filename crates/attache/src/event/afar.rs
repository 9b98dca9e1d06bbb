//! Whether an envoy lives in the land that he is sent to.
//!
//! In: an act of an official account and the sentences after it. Out: “presented his credentials as Minister. He was resident at
//! Athens” is, for Bulgaria, no legation but an envoy from afar, and so is “the Legation in Bulgaria was established when John
//! Smith, resident at Athens, presented his credentials”. Known limit: where he lived is sought in two sentences after the act.

use super::code::Context;
use super::level::lower;
use super::matching::Match;
use crate::actor;
use crate::data::code::Country;
use crate::data::gazetteer::Kind;
use crate::data::levels::Sought;
use crate::mention::{Found, Mentions};

/// How many sentences after the act may tell where the envoy lived.
const AFTER: usize = 2;
/// How many words after “resident” may name the place.
const NEAR: usize = 6;
/// How many words after a house may name where it stands.
const STANDS: usize = 4;

/// Whether the envoy is another state's too (“the Ambassador to Fiji presented his credentials to Nauru”), or the sentence of the
/// act, or one right after it, says that he lived in a third state.
pub(super) fn lives_afar(
    context: &Context<'_, '_>,
    found: &Match,
    sides: &[Country],
) -> bool {
    if is_anothers(context.mentions, found, sides) {
        return true;
    }
    let here = std::iter::once(context.mentions);
    // Only an account goes on to tell where the envoy lived: “He was resident at Athens.”
    let after = context.following.iter().take(if context.is_account { AFTER } else { 0 });
    here.chain(after).any(|mentions| {
        let words = lower(mentions);
        let levels = &mentions.data.levels;
        (0..words.len()).any(|i| {
            levels.is_afar(&words[i])
                || levels.is_residence(&words[i]) && names_third(mentions, i, sides)
        })
    })
}

/// Whether the rank of who is sent is one at a third state: “Ambassador to Australia Marshall Green presented …”.
fn is_anothers(mentions: &Mentions<'_>, found: &Match, sides: &[Country]) -> bool {
    let words = lower(mentions);
    let levels = &mentions.data.levels;
    let verb = found.predicate;
    let of_object = found.object.map_or(verb..verb, |o| {
        let (first, last) = mentions.phrase(o);
        first..last + 1
    });
    (0..verb).chain(of_object).any(|i| {
        levels.at(Sought::Envoy, &words, i).is_some_and(|(_, n)| {
            let is_at = |w: &String| levels.is_goal(w) || levels.is_post(w);
            words.get(i + n).is_some_and(is_at) && names_third(mentions, i + n, sides)
        })
    })
}

/// Whether a place in a third state is named right after word `at`.
fn names_third(mentions: &Mentions<'_>, at: usize, sides: &[Country]) -> bool {
    let near = at + 1..mentions.parse.len().min(at + 1 + NEAR);
    let countries = near.filter_map(|i| {
        let found = mentions.name_at(i).filter(|f| f.first as usize == i)?;
        let mut kinds = found.readings(mentions).map(|n| n.kind);
        // “The American Embassy in Vienna”: the house is where it is, whosever it is.
        let is_place = !kinds.any(|kind| kind == Kind::Adjective);
        is_place.then(|| actor::of_name(mentions, found, None)?.country).flatten()
    });
    let gazetteer = &mentions.data.gazetteer;
    countries.take(1).any(|c| !sides.iter().any(|side| gazetteer.are_kin(*side, c)))
}

/// Whether the house that is opened is no house but its head's rank: he presents his credentials in the same breath, lives
/// elsewhere, and no city is named in which the house stands.
pub(super) fn is_led_from_afar(
    context: &Context<'_, '_>,
    found: &Match,
    house: usize,
    sides: &[Country],
) -> bool {
    let levels = &context.mentions.data.levels;
    let behind = house + 1..context.mentions.parse.len().min(house + 1 + STANDS);
    let is_city = |found: &Found| {
        let mut kinds = found.readings(context.mentions).map(|n| n.kind);
        kinds.any(|kind| matches!(kind, Kind::Capital | Kind::City))
    };
    if behind.filter_map(|i| context.mentions.name_at(i)).any(is_city) {
        return false;
    }
    let is_heading = context.heading == Some(context.index);
    let under = context.following.iter().take(usize::from(is_heading));
    let presents = |mentions: &Mentions<'_>| {
        lower(mentions).iter().any(|w| levels.is_credentials(w))
    };
    std::iter::once(context.mentions).chain(under).any(presents)
        && lives_afar(context, found, sides)
}
