//! Lemma rules: counts every key of every word, keeps the majority, drops what a shorter ending says anyway.

use crate::corpus::Sentence;
use attache::parse::{lemma, lexicon};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

type Edit = (bool, usize, String);

/// The sections of keys and of edits.
pub(crate) fn learn(sentences: &[Sentence]) -> (Vec<u8>, Vec<u8>) {
    let mut edits: BTreeMap<Edit, u16> = BTreeMap::new();
    let mut words = Vec::new();
    for word in sentences.iter().flat_map(|s| &s.words) {
        let Some(xpos) = word.xpos else { continue };
        let lower: String = word.form.chars().flat_map(char::to_lowercase).collect();
        let edit = edit(&word.form, &lower, &word.lemma);
        // “better” is “good”, but “fitter” is not “good”: such rules hold for the whole form alone.
        let is_apart = edit.1 >= lower.chars().count();
        let fresh = edits.len() as u16;
        let number = *edits.entry(edit).or_insert(fresh);
        let most = if is_apart { 2 } else { usize::MAX };
        let keys = lemma::keys(&word.form, &lower, (word.upos, xpos)).take(most);
        let keys: Vec<u32> = keys.collect();
        words.push((keys, number));
    }
    let mut counts: FxHashMap<u32, BTreeMap<u16, u32>> = FxHashMap::default();
    for (keys, number) in &words {
        for key in keys {
            *counts.entry(*key).or_default().entry(*number).or_insert(0) += 1;
        }
    }
    let majority = |key: &u32| {
        let counts = &counts[key];
        counts
            .iter()
            .max_by_key(|(edit, n)| (**n, u16::MAX - **edit))
            .map_or(0, |(edit, _)| *edit)
    };
    let mut kept: BTreeMap<u32, u16> = BTreeMap::new();
    for (keys, _) in &words {
        let mut below = None;
        for key in keys.iter().rev() {
            let best = majority(key);
            if below != Some(best) {
                kept.insert(*key, best);
            }
            below = Some(best);
        }
    }
    let entries: Vec<_> = kept.into_iter().collect();
    let mut lines = vec![String::new(); edits.len()];
    for ((lowers, strip, append), number) in edits {
        let case = if lowers { "l" } else { "f" };
        lines[number as usize] = format!("{case}\t{strip}\t{append}\n");
    }
    eprintln!("lemma rules: {} keys, {} edits", entries.len(), lines.len());
    (lexicon::freeze(&entries), lines.concat().into_bytes())
}

fn edit(form: &str, lower: &str, lemma: &str) -> Edit {
    let common =
        |a: &str| a.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
    let lowers = common(lower) > common(form);
    let from = if lowers { lower } else { form };
    let keep = common(from);
    let strip = from.chars().count() - keep;
    (lowers, strip, lemma.chars().skip(keep).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_lower_only_where_that_keeps_more() {
        let check = |form: &str, lemma: &str, wanted: (bool, usize, &str)| {
            let found = edit(form, &form.to_lowercase(), lemma);
            assert_eq!(found, (wanted.0, wanted.1, wanted.2.to_owned()), "{form}");
        };
        check("recognised", "recognise", (false, 1, ""));
        check("Talks", "talk", (true, 1, ""));
        check("Talks", "Talks", (false, 0, ""));
        check("Was", "be", (false, 3, "be"));
    }
}
