//! A day that opens a sentence without a comma: “On Tuesday government warplanes bombed …”, “In February Kinshasa cut ties …”.
//!
//! In: the tokens of a sentence and its tree. Out: where the network took the day and what follows it for one phrase, how many tokens
//! the day takes, so that the rest is parsed by itself. Known limit: knows days, months, years and parts of days alone.

use super::label::{Deprel, Upos};
use super::regroup::is_time;
use super::{Parse, Word, topic};
use crate::span::Span;

/// How many tokens must follow the day.
const REST: usize = 4;
/// How many tokens the day takes at most.
const DAY: usize = 6;

/// How many tokens the opening takes that the tree does not part from its clause; 0 where there is none.
pub(super) fn len(text: &str, tokens: &[Span], tree: &Parse) -> usize {
    let opens = |t: &Span| matches!(t.of(text), "On" | "In" | "Since" | "By" | "During");
    if !tokens.first().is_some_and(opens) {
        return 0;
    }
    let is_day = |t: &&Span| {
        let form = t.of(text);
        let is_number = form.len() <= 2 && form.bytes().all(|b| b.is_ascii_digit());
        is_number || matches!(form, "early" | "late" | "mid") || is_time(form)
    };
    let n = 1 + tokens[1..].iter().take(DAY).take_while(is_day).count();
    let has_day = tokens[1..n].iter().any(|t| is_time(t.of(text)));
    // “In 2003–2005”, “On Monday, …”, “Since May's vote”.
    let begins = |t: &Span| {
        t.of(text).starts_with(char::is_alphabetic)
            && !matches!(t.of(text), "and" | "or" | "to" | "until" | "through" | "alone")
    };
    let goes_on = tokens.len() > n + REST && tokens.get(n).is_some_and(begins);
    if has_day && goes_on && !is_parted(tree, n) { n } else { 0 }
}

/// Whether the day depends on a verb behind it that has its subject between the two.
fn is_parted(tree: &Parse, n: usize) -> bool {
    let head = |i: usize| tree.words()[i].head.map(|h| h as usize);
    let Some(day) = head(0).filter(|d| *d < n) else { return false };
    let Some(verb) = head(day).filter(|v| *v >= n) else { return false };
    has_subject(tree, verb)
}

/// Whether the word heads a clause with a subject.
pub(super) fn has_subject(tree: &Parse, i: usize) -> bool {
    let is_subject = |c: &u32| {
        matches!(tree.words()[*c as usize].deprel, Deprel::Nsubj | Deprel::NsubjPass)
    };
    tree.children(i).iter().any(is_subject)
}

/// One tree of both, where the rest is a clause: the day hangs from its verb.
pub(super) fn join(day: &Parse, rest: &Parse) -> Option<Parse> {
    let root = rest.words().iter().position(|w| w.head.is_none())?;
    let is_clause =
        rest.words()[root].upos == Upos::Verb && has_subject(rest, root) && day.len() > 1;
    if !is_clause {
        return None;
    }
    let mut words: Vec<Word> = day.words().to_vec();
    for word in &mut words[1..] {
        (word.head, word.deprel) = (Some(1), Deprel::NmodUnmarked);
    }
    (words[0].head, words[0].deprel) = (Some(1), Deprel::Case);
    words[1].head = None;
    let mut joined = topic::join(&Parse::new(words), rest).words().to_vec();
    joined[1].deprel = Deprel::Obl;
    Some(Parse::new(joined))
}
