//! Counts what the parser gets right.
//!
//! In: gold sentences. Out: a [`Tally`]. “Russia recognised Kabul” with Kabul taken for a subject has three right tags,
//! three right heads, two right labels. Known limit: with raw text, the words of a multiword token count as one
//! stretch of letters each, by the forms that the treebank gives them.

use crate::corpus::Sentence;
use attache::article::Article;
use attache::parse::{Parse, Parser, Workspace};
use attache::sentence::{self, TextData};
use attache::span::Span;
use rustc_hash::FxHashMap;
use std::fmt;
use std::time::{Duration, Instant};

/// Counts of right words.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tally {
    gold_words: usize,
    our_words: usize,
    aligned: usize,
    gold_xpos: usize,
    our_xpos: usize,
    upos: usize,
    xpos: usize,
    lemma: usize,
    uas: usize,
    las: usize,
    las_main: usize,
    seconds: f64,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f1 = |n: usize| 200.0 * n as f64 / (self.gold_words + self.our_words) as f64;
        let xpos = 200.0 * self.xpos as f64 / (self.gold_xpos + self.our_xpos) as f64;
        if self.aligned != self.gold_words || self.our_words != self.gold_words {
            write!(f, "words {:.2} ", f1(self.aligned))?;
        }
        write!(
            f,
            "UPOS {:.2} XPOS {xpos:.2} lemma {:.2} ",
            f1(self.upos),
            f1(self.lemma)
        )?;
        write!(f, "UAS {:.2} LAS {:.2} ", f1(self.uas), f1(self.las))?;
        let speed = self.our_words as f64 / self.seconds;
        write!(f, "(LAS main {:.2}) {speed:.0} tokens/s", f1(self.las_main))
    }
}

/// Parses gold tokens.
pub(crate) fn on_gold_tokens(parser: &Parser, sentences: &[Sentence]) -> Tally {
    let mut ws = Workspace::default();
    let start = clock();
    let trees: Vec<_> =
        sentences.iter().map(|s| parser.parse(&mut ws, &s.text, &s.tokens)).collect();
    let mut tally = Tally {
        seconds: clock().saturating_sub(start).as_secs_f64(),
        ..Tally::default()
    };
    for (sentence, parse) in sentences.iter().zip(&trees) {
        tally.add_sizes(sentence, parse);
        for i in 0..sentence.words.len() {
            tally.add(
                sentence,
                parse,
                (i, i),
                sentence.words[i].head == parse.words()[i].head,
            );
        }
    }
    tally
}

/// Cuts and parses running text, document by document.
pub(crate) fn on_raw_text(parser: &Parser, sentences: &[Sentence]) -> Tally {
    let mut ws = Workspace::default();
    let mut tally = Tally::default();
    for document in sentences.chunk_by(|_, next| !next.starts_document) {
        let (text, starts) = running_text(document);
        let article = Article {
            id: String::new(),
            title: None,
            text,
            published: None,
            publisher: None,
            url: None,
            language: None,
        };
        let start = clock();
        let cut = sentence::split(&TextData::embedded(), &article);
        let trees: Vec<_> =
            cut.iter().map(|s| parser.parse(&mut ws, &article.text, &s.tokens)).collect();
        tally.seconds += clock().saturating_sub(start).as_secs_f64();
        tally.align(document, &starts, &trees);
    }
    tally
}

/// The text of a document with a line for each paragraph, and where each of its sentences starts.
fn running_text(document: &[Sentence]) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut starts = Vec::new();
    for sentence in document {
        if !text.is_empty() {
            text.push(if sentence.starts_paragraph { '\n' } else { ' ' });
        }
        starts.push(text.len());
        text.push_str(sentence.text.trim_end());
    }
    (text, starts)
}

impl Tally {
    fn add_sizes(&mut self, sentence: &Sentence, parse: &Parse) {
        self.gold_words += sentence.words.len();
        self.gold_xpos += sentence.words.iter().filter(|w| w.xpos.is_some()).count();
        self.our_words += parse.len();
        // Words whose Penn tag the treebank does not give are not asked for.
        self.our_xpos += sentence.words.iter().filter(|w| w.xpos.is_some()).count();
    }

    /// Counts a pair of words that cover the same characters.
    fn add(
        &mut self,
        sentence: &Sentence,
        parse: &Parse,
        (gold, ours): (usize, usize),
        is_right_head: bool,
    ) {
        let (gold, word) = (&sentence.words[gold], &parse.words()[ours]);
        let main = |name: &'static str| name.split(':').next();
        let is_right_label = gold.is_known_deprel && gold.deprel == word.deprel;
        let is_right_main = main(gold.deprel.name()) == main(word.deprel.name());
        self.aligned += 1;
        self.upos += usize::from(gold.upos == word.upos);
        self.xpos += usize::from(gold.xpos == Some(word.xpos));
        self.lemma += usize::from(gold.lemma == word.lemma);
        self.uas += usize::from(is_right_head);
        self.las += usize::from(is_right_head && is_right_label);
        self.las_main += usize::from(is_right_head && is_right_main);
    }

    /// Pairs the words of a document that cover the same characters.
    fn align(&mut self, document: &[Sentence], starts: &[usize], trees: &[Parse]) {
        let mut ours: FxHashMap<Span, (usize, usize)> = FxHashMap::default();
        for (p, parse) in trees.iter().enumerate() {
            self.our_words += parse.len();
            self.our_xpos += parse.len();
            ours.extend(parse.words().iter().enumerate().map(|(i, w)| (w.span, (p, i))));
        }
        for (sentence, start) in document.iter().zip(starts) {
            let span = |i: usize| {
                let span = sentence.tokens[i];
                Span::new(span.start as usize + start, span.end as usize + start)
            };
            self.gold_words += sentence.words.len();
            self.gold_xpos += sentence.words.iter().filter(|w| w.xpos.is_some()).count();
            for (i, gold) in sentence.words.iter().enumerate() {
                let Some((p, at)) = ours.get(&span(i)) else { continue };
                let words = trees[*p].words();
                let our_head = words[*at].head.map(|h| words[h as usize].span);
                let gold_head = gold.head.map(|h| span(h as usize));
                self.add(sentence, &trees[*p], (i, *at), our_head == gold_head);
            }
        }
    }
}

/// Time that this thread has spent on a core, where the system tells it; other programs do not count.
fn clock() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|t| t.split(' ').next().and_then(|n| n.parse().ok()));
    nanos.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Gold;
    use attache::parse::{Deprel, Upos, Word, Xpos};

    /// Two gold words, “Kabul fell”, the first hanging from the second.
    fn gold() -> Sentence {
        let word = |form: &str, head, deprel| Gold {
            form: form.to_owned(),
            lemma: form.to_owned(),
            upos: Upos::Noun,
            xpos: Some(Xpos::Nn),
            head,
            deprel,
            is_known_deprel: true,
        };
        Sentence {
            text: "Kabul fell".to_owned(),
            tokens: vec![Span::new(0, 5), Span::new(6, 10)],
            words: vec![
                word("Kabul", Some(1), Deprel::Nsubj),
                word("fell", None, Deprel::Root),
            ],
            starts_document: true,
            starts_paragraph: true,
        }
    }

    fn parse(spans: &[(usize, usize)]) -> Parse {
        let last = spans.len() as u32 - 1;
        let words = spans.iter().enumerate().map(|(i, (start, end))| Word {
            span: Span::new(*start, *end),
            lemma: "x".into(),
            upos: Upos::Noun,
            xpos: Xpos::Nn,
            head: (i as u32 != last).then_some(last),
            deprel: if i as u32 == last { Deprel::Root } else { Deprel::Obj },
        });
        Parse::new(words.collect())
    }

    #[test]
    fn words_pair_by_the_characters_they_cover() {
        let mut tally = Tally::default();
        tally.align(&[gold()], &[0], &[parse(&[(0, 2), (2, 5), (6, 10)])]);
        assert_eq!((tally.gold_words, tally.our_words, tally.aligned), (2, 3, 1));
        assert_eq!((tally.upos, tally.uas, tally.las), (1, 1, 1));
    }

    #[test]
    fn a_wrong_label_costs_las_alone() {
        let mut tally = Tally::default();
        tally.align(&[gold()], &[0], &[parse(&[(0, 5), (6, 10)])]);
        assert_eq!((tally.aligned, tally.uas, tally.las, tally.lemma), (2, 2, 1, 0));
    }
}
