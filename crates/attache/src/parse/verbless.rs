//! Sentences in which the parser found no verb with tense: “A report called for sanctions.” taken for a noun with a participle.
//!
//! In: the words of a tree. Out: which of them may be the verb after all, likeliest first, so that the network can be shown
//! the sentence once more with a plain verb in that place. Known limit: only sentences that end with a full stop; what
//! stands without one may be a heading.

use super::Word;
use super::label::{Upos, Xpos};

/// A sentence of fewer words has no room for subject, verb and complement.
const SHORTEST: usize = 4;
/// So many words are tried.
const TRIES: usize = 2;

/// Indexes of the words that may be the verb; none where the tree has a verb with tense or is no sentence.
pub(super) fn tries(
    text: &str,
    words: &[Word],
    may_be_verb: impl Fn(&str) -> bool,
) -> Vec<usize> {
    let is_finite =
        |w: &Word| matches!(w.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
    if words.len() < SHORTEST || !ends(text, words) || words.iter().any(is_finite) {
        return Vec::new();
    }
    let inner = 1..words.len() - 2;
    let participles = inner.clone().filter(|i| words[*i].xpos == Xpos::Vbn);
    let others = inner
        .filter(|i| words[*i].xpos != Xpos::Vbn && may_be_verb(words[*i].span.of(text)));
    participles
        .chain(others)
        .filter(|i| follows_subject(text, words, *i))
        .take(TRIES)
        .collect()
}

/// Whether it ends as sentences do, not as headings.
pub(super) fn ends(text: &str, words: &[Word]) -> bool {
    let quote = |w: &&Word| matches!(w.span.of(text), "\"" | "”" | "’" | "'");
    let last = words.iter().rev().find(|w| !quote(w));
    last.is_some_and(|w| matches!(w.span.of(text), "." | "!" | "?"))
}

/// Whether a subject can end right before word `i`, and no agent follows it: not “CIA-trained”, not “the seized”, not “hit by”.
fn follows_subject(text: &str, words: &[Word], i: usize) -> bool {
    let before = &words[i - 1];
    let is_nominal =
        matches!(before.upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
            || before.span.of(text) == ",";
    is_nominal && words[i + 1].span.of(text) != "by"
}
