//! Sentences as numbers, and what teachers believe about them.

use super::vocabulary::{Rows, Vocabulary};
use crate::corpus::Sentence;

/// A sentence as numbers.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    pub rows: Vec<Rows>,
    /// Heads; the root is `len`.
    pub heads: Vec<u32>,
    pub labels: Vec<u8>,
    pub upos: Vec<u8>,
    /// 255 where there is none.
    pub xpos: Vec<u8>,
    /// What the teachers think; empty without teachers.
    pub beliefs: Beliefs,
}

/// Probabilities that teachers give, averaged.
#[derive(Debug, Clone, Default)]
pub(crate) struct Beliefs {
    /// Of each head for each word.
    pub heads: Vec<f32>,
    /// Of each label for each word that does not hang from the root, given its gold head.
    pub labels: Vec<f32>,
    /// Of each universal tag, then of each Penn tag, for each word.
    pub tags: Vec<f32>,
}

impl Beliefs {
    /// Multiplies every probability.
    pub(crate) fn share(&mut self, share: f32) {
        for list in [&mut self.heads, &mut self.labels, &mut self.tags] {
            for x in list {
                *x *= share;
            }
        }
    }
}

impl Example {
    /// A sentence with the rows of its forms.
    pub(crate) fn of(sentence: &Sentence, vocabulary: &Vocabulary) -> Self {
        let mut lower = String::new();
        let words = &sentence.words;
        let forms = words.iter().enumerate();
        Self {
            rows: forms
                .map(|(i, w)| vocabulary.rows(&w.form, i == 0, &mut lower))
                .collect(),
            heads: words.iter().map(|w| w.head.unwrap_or(words.len() as u32)).collect(),
            labels: words.iter().map(|w| w.deprel as u8).collect(),
            upos: words.iter().map(|w| w.upos as u8).collect(),
            xpos: words.iter().map(|w| w.xpos.map_or(u8::MAX, |x| x as u8)).collect(),
            beliefs: Beliefs::default(),
        }
    }
}
