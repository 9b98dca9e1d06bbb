//! Whether a sentence looks back or ahead from an expression, and the preposition in front of it.
//!
//! “Haq said on Monday that he will leave on Friday”: Monday looks back (“said”), Friday ahead (“will”). Known limit:
//! words alone; a participle (“planned talks on Friday”) can mislead.

use crate::time::meaning::Match;
use crate::time::recognise::Word;
use crate::time::words::Times;
use compact_str::CompactString;

/// Where the time of an event lies from the day of speaking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    Unknown,
}

/// So many words in front of an expression are searched for a verb.
const BACK: usize = 14;
/// So many words behind.
const AHEAD: usize = 10;

impl Tense {
    /// How unlikely it is that a day `distance` days off is meant. Against the tense, days up to `near` still count as
    /// nearer than those of another year.
    pub(super) fn cost(self, distance: i32, near: i32) -> i32 {
        let is_against = match self {
            Self::Past => distance > 0,
            Self::Future => distance < 0,
            Self::Unknown => false,
        };
        let penalty = if is_against && distance.abs() > near {
            400
        } else {
            i32::from(is_against) * 30
        };
        distance.abs() + penalty + i32::from(distance > 0)
    }
}

/// The tense that bears on an expression.
pub(super) fn of(times: &Times, words: &[Word], found: &Match) -> Tense {
    let lead = words[..found.start].iter().rev().take(2);
    if lead.into_iter().any(|word| times.is("ahead", &word.lower)) {
        return Tense::Future;
    }
    let back = (found.start.saturating_sub(BACK)..found.start).rev();
    let ahead = found.end..words.len().min(found.end + AHEAD);
    let cue = |at| cue(times, words, at);
    // “…, and on Monday he left”: the clause is still to come.
    let tense = if opens_clause(times, words, found.start) {
        ahead.chain(back).find_map(cue)
    } else {
        back.chain(ahead).find_map(cue)
    };
    tense.unwrap_or(Tense::Unknown)
}

/// Whether only a preposition and a conjunction stand between the expression and the mark before it.
fn opens_clause(times: &Times, words: &[Word], start: usize) -> bool {
    let is_joint = |word: &Word| matches!(word.lower.as_str(), "and" | "but");
    let is_light = |word: &Word| is_joint(word) || times.is("prepositions", &word.lower);
    let mark = words[..start].iter().rev().take(4).find(|word| !is_light(word));
    let is_joined = words[start.saturating_sub(3)..start].iter().any(is_joint);
    mark.is_none_or(|mark| {
        is_joined && matches!(mark.lower.as_str(), "," | ";" | ":" | "—" | "–")
    })
}

fn cue(times: &Times, words: &[Word], at: usize) -> Option<Tense> {
    let word = &words[at];
    let form = word.lower.as_str();
    // “should be completed”: the participle says nothing.
    if at > 0 && words[at - 1].lower == "be" {
        return None;
    }
    if times.is("future", form) && !word.is_capital {
        return Some(Tense::Future);
    }
    let is_past = times.is("past", form)
        || (form.len() > 4
            && form.ends_with("ed")
            && !word.is_capital
            && !times.is("not_past", form));
    is_past.then_some(Tense::Past)
}

/// The preposition in front of the word at `start`, beyond an article or “about”.
pub(super) fn preposition(
    times: &Times,
    words: &[Word],
    start: usize,
) -> Option<CompactString> {
    let back = words[..start].iter().rev().take(3);
    let mut back = back.skip_while(|word| {
        word.lower == "the"
            || times.is("approximate", &word.lower) && word.lower != "over"
    });
    back.next()
        .map(|word| word.lower.clone())
        .filter(|word| times.is("prepositions", word))
}
