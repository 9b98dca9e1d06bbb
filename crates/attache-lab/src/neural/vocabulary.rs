//! Which features get a row of the embedding table.

use crate::corpus::Sentence;
use attache::parse::feature;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Feature keys to rows; row 0 stands for unknown forms.
#[derive(Debug, Clone)]
pub(crate) struct Vocabulary {
    rows: FxHashMap<u32, u16>,
    /// How often the form of each row occurs; 0 for rows that are no form.
    pub counts: Vec<u32>,
}

/// A form's rows; the form's own row comes first.
pub(crate) type Rows = Vec<u16>;

impl Vocabulary {
    /// Counts the features of the training sentences.
    pub(crate) fn count(sentences: &[Sentence], least: u32) -> Self {
        let mut forms: BTreeMap<u32, u32> = BTreeMap::new();
        let mut parts: BTreeMap<u32, u32> = BTreeMap::new();
        let mut lower = String::new();
        for sentence in sentences {
            for (i, word) in sentence.words.iter().enumerate() {
                let features = feature::of(&word.form, i == 0, &mut lower);
                *forms.entry(features.keys[0]).or_insert(0) += 1;
                for key in &features.keys[1..features.len] {
                    *parts.entry(*key).or_insert(0) += 1;
                }
            }
        }
        let mut out = Self { rows: FxHashMap::default(), counts: vec![0] };
        for (key, n) in forms.into_iter().filter(|(_, n)| *n >= 2) {
            out.rows.insert(key, out.counts.len() as u16);
            out.counts.push(n);
        }
        for (key, _) in parts.into_iter().filter(|(_, n)| *n >= least) {
            out.rows.entry(key).or_insert_with(|| {
                out.counts.push(0);
                out.counts.len() as u16 - 1
            });
        }
        assert!(out.counts.len() <= 1 << 16, "rows are numbered with 16 bits");
        out
    }

    /// Number of rows.
    pub(crate) fn len(&self) -> usize {
        self.counts.len()
    }

    /// The rows of a form.
    pub(crate) fn rows(&self, form: &str, is_first: bool, lower: &mut String) -> Rows {
        let features = feature::of(form, is_first, lower);
        let form = self.rows.get(&features.keys[0]).copied().unwrap_or(0);
        let parts = &features.keys[1..features.len];
        std::iter::once(form)
            .chain(parts.iter().filter_map(|k| self.rows.get(k).copied()))
            .collect()
    }

    /// Keys and rows, in the order of the keys.
    pub(crate) fn entries(&self) -> Vec<(u32, u16)> {
        let sorted: BTreeMap<_, _> = self.rows.iter().collect();
        sorted.into_iter().map(|(k, r)| (*k, *r)).collect()
    }
}
