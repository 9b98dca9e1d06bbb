//! Where sentences end within a paragraph.
//!
//! In: the tokens of a paragraph. Out: ranges of tokens, one for each sentence. “He left the U.S. in May. She stayed.”
//! ends after “May .” and not after “U.S.”. Known limit: a sentence that starts with a small letter is not seen.

use super::text_data::TextData;
use crate::span::Span;
use std::ops::Range;

/// A sentence is cut when it grows to this many tokens.
const LONGEST: usize = 400;
/// A forced cut looks this many tokens back for a punctuation mark.
const LOOK_BACK: usize = 150;

/// Groups tokens into sentences; together the ranges cover all tokens in order.
pub(super) fn find(data: &TextData, text: &str, tokens: &[Span]) -> Vec<Range<usize>> {
    let ends = Ends { data, text, tokens };
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        if let Some(end) = ends.end_at(start, at) {
            sentences.push(start..end);
            start = end;
            at = end;
        } else if at + 1 - start >= LONGEST {
            let end = ends.forced(start, at + 1);
            sentences.push(start..end);
            start = end;
            at = end.max(at + 1);
        } else {
            at += 1;
        }
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

struct Ends<'t> {
    data: &'t TextData,
    text: &'t str,
    tokens: &'t [Span],
}

impl Ends<'_> {
    fn form(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.of(self.text))
    }

    fn is_glued(&self, at: usize) -> bool {
        at > 0
            && at < self.tokens.len()
            && self.tokens[at - 1].end == self.tokens[at].start
    }

    /// One past the last token of the sentence, where the token `at` ends it.
    fn end_at(&self, start: usize, at: usize) -> Option<usize> {
        let form = self.form(at);
        let is_stop = is_stop(form);
        if !is_stop && !form.ends_with('.') {
            return None;
        }
        let mut end = at + 1;
        while end - at <= 4 && self.closes(end) {
            end += 1;
        }
        if is_stop && self.is_note(end) {
            end += 3;
        }
        if end == self.tokens.len() {
            return Some(end);
        }
        let is_end = if is_stop {
            self.stop_ends(start, at, end)
        } else {
            self.abbreviation_ends(at, end)
        };
        is_end.then_some(end)
    }

    /// Whether a token closes the sentence before it: a bracket, or a quote that touches it.
    fn closes(&self, at: usize) -> bool {
        match self.form(at) {
            ")" | "]" | "”" | "»" | "''" => true,
            "\"" | "'" | "’" => self.is_glued(at),
            _ => false,
        }
    }

    /// A figure in brackets that touches the full stop: “… in 1805.[6]”.
    fn is_note(&self, at: usize) -> bool {
        self.form(at) == "["
            && self.is_glued(at)
            && self.form(at + 1).bytes().all(|byte| byte.is_ascii_digit())
            && self.form(at + 2) == "]"
    }

    fn stop_ends(&self, start: usize, at: usize, end: usize) -> bool {
        let next = self.form(end);
        // “1. The parties …”: the figure only counts. “www . x . com”: no space follows.
        let is_count =
            at == start + 1 && self.form(start).bytes().all(|byte| byte.is_ascii_digit());
        let is_question = !self.form(at).starts_with('.');
        let is_asked = is_question && end > at + 1 && self.is_speech_near(end);
        !is_count && begins_sentence(next) && !is_asked
    }

    /// “Why now?” Haq asked.
    fn is_speech_near(&self, at: usize) -> bool {
        (at..at + 4)
            .take_while(|i| !is_stop(self.form(*i)))
            .any(|i| self.data.speech.contains(self.form(i)))
    }

    fn abbreviation_ends(&self, at: usize, end: usize) -> bool {
        let word = self.form(at).trim_end_matches('.');
        let mut next = end;
        while matches!(self.form(next), "\"" | "“" | "(" | "'" | "‘") {
            next += 1;
        }
        let following = self.form(next);
        let is_capital = following.starts_with(char::is_uppercase);
        !self.data.titles.contains(word)
            && word.chars().count() > 1
            && !matches!(word, "e.g" | "i.e")
            && is_capital
            && self.data.starters.contains(following.to_lowercase().as_str())
    }

    /// The best place to cut a sentence that will not end: behind a mark in the last tokens, else right here.
    fn forced(&self, start: usize, end: usize) -> usize {
        let first = start.max(end.saturating_sub(LOOK_BACK)) + 1;
        let is_mark = |i: &usize| {
            matches!(self.form(i - 1), ";" | ":" | "," | "." | ")" | "—" | "–")
        };
        (first..=end).rev().find(is_mark).unwrap_or(end)
    }
}

fn is_stop(form: &str) -> bool {
    matches!(form, "…" | "。" | "！" | "？" | "।" | "؟" | "۔")
        || (!form.is_empty()
            && form.bytes().all(|byte| matches!(byte, b'.' | b'!' | b'?')))
}

/// A capital, a figure, an opening quote or bracket, a dash of speech, or a script without capitals.
fn begins_sentence(form: &str) -> bool {
    form.starts_with(|c: char| {
        !c.is_lowercase()
            && !matches!(c, ',' | ';' | ':' | ')' | ']' | '%' | '”' | '/' | '’')
    })
}

#[cfg(test)]
mod tests {
    use super::super::token;
    use super::*;

    fn check(text: &str, n_sentences: usize) {
        let data = TextData::embedded();
        let mut tokens = Vec::new();
        token::cut(&data, text, Span::new(0, text.len()), &mut tokens);
        let found = find(&data, text, &tokens);
        assert_eq!(found.len(), n_sentences, "{text}: {found:?}");
    }

    #[test]
    fn sentences_end_where_readers_stop() {
        for (text, n_sentences) in [
            ("He left the U.S. in May. She stayed.", 2),
            ("He left the U.S. The visa had lapsed.", 2),
            ("Gov. Rick Scott met Sen. Mary Ott in St. Louis.", 1),
            ("“Why now?” he asked. “Who knows.” Nobody did.", 3),
            ("“Why now?” Haq asked.", 1),
            ("“We will leave.” The envoy left.", 2),
            ("\"We stay.\" \"You go.\"", 2),
            ("It rose 3.5 percent on Aug. 26 in Washington, D.C., he said.", 1),
            ("Talks (which began in Jan. 2019) failed. 83 voted for.", 2),
            ("1. The parties agree.", 1),
            ("He waited ... and left.", 1),
        ] {
            check(text, n_sentences);
        }
    }

    #[test]
    fn endless_sentences_are_cut() {
        check(&"word, ".repeat(1000), 5);
        check(&"(".repeat(100_000), 250);
    }
}
