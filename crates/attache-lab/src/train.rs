//! Training: sentences in, the bytes of a model out.
//!
//! Known limit: a baseline of averaged perceptrons.

mod lemmas;
mod perceptron;
mod random;
mod transitions;

use crate::corpus::Sentence;
use attache::parse::model;
use attache::parse::tagger::{self, Atoms};
use attache::parse::{Upos, Xpos};
use perceptron::Table;
use random::Random;

/// A sentence made ready.
pub(crate) struct Example {
    pub atoms: Vec<Atoms>,
    pub gold_classes: Vec<u8>,
    pub classes: Vec<u8>,
    pub heads: Vec<u32>,
    pub labels: Vec<u8>,
}

/// Trains tagger, lemma rules and parser.
pub(crate) fn train(sentences: &[Sentence], epochs: u32, seed: u64) -> Vec<u8> {
    let classes = classes(sentences);
    let labels: Vec<u32> = (0..attache::parse::Deprel::ALL.len() as u32).collect();
    let mut examples: Vec<_> = sentences.iter().map(|s| example(s, &classes)).collect();
    let n_classes = classes.len();
    let folds = 5;
    for fold in 0..folds {
        let rest: Vec<usize> = (0..examples.len()).filter(|i| i % folds != fold).collect();
        let table = tagger_table(&examples, &rest, n_classes, seed);
        for i in (fold..examples.len()).step_by(folds) {
            examples[i].classes = tag(&table, &examples[i].atoms);
        }
    }
    let right: usize = examples.iter().map(|e| e.classes.iter().zip(&e.gold_classes).filter(|(a, b)| a == b).count()).sum();
    let total: usize = examples.iter().map(|e| e.classes.len()).sum();
    eprintln!("jack-knifed tags: {:.2}", 100.0 * right as f64 / total as f64);
    let all: Vec<usize> = (0..examples.len()).collect();
    let tags = tagger_table(&examples, &all, n_classes, seed);
    let (moves, arcs) = transitions::train(&examples, labels.len(), epochs, seed);
    let words = |all: &[u32]| all.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
    let (lemma_keys, lemma_edits) = lemmas::learn(sentences);
    model::write(&[
        ("CLAS", words(&classes)),
        ("LABL", words(&labels)),
        ("TAGS", tags.pack()),
        ("MOVE", moves.pack()),
        ("ARCS", arcs.pack()),
        ("LEMK", lemma_keys),
        ("LEME", lemma_edits),
    ])
}

fn class_of(upos: Upos, xpos: Xpos) -> u32 {
    64 * upos as u32 + xpos as u32
}

fn classes(sentences: &[Sentence]) -> Vec<u32> {
    let mut counts = std::collections::BTreeMap::new();
    for word in sentences.iter().flat_map(|s| &s.words) {
        if let Some(xpos) = word.xpos {
            *counts.entry(class_of(word.upos, xpos)).or_insert(0) += 1;
        }
    }
    counts.into_iter().filter(|(_, n)| *n >= 5).map(|(class, _)| class).collect()
}

fn example(sentence: &Sentence, classes: &[u32]) -> Example {
    let mut lower = String::new();
    let gold = |w: &crate::corpus::Gold| {
        let xpos = w.xpos.unwrap_or(Xpos::Fw);
        let exact = classes.iter().position(|c| *c == class_of(w.upos, xpos));
        let near = || classes.iter().position(|c| *c / 64 == w.upos as u32);
        exact.or_else(near).unwrap_or(0) as u8
    };
    let words = &sentence.words;
    Example {
        atoms: words.iter().map(|w| Atoms::of(&w.form, &mut lower)).collect(),
        gold_classes: words.iter().map(gold).collect(),
        classes: Vec::new(),
        heads: words.iter().map(|w| w.head.unwrap_or(words.len() as u32)).collect(),
        labels: words.iter().map(|w| w.deprel as u8).collect(),
    }
}

fn tagger_table(examples: &[Example], which: &[usize], n_classes: usize, seed: u64) -> Table {
    let mut table = Table::new(15, n_classes);
    let mut random = Random::new(seed);
    let mut order = which.to_vec();
    for _ in 0..6 {
        random.shuffle(&mut order);
        for i in &order {
            let example = &examples[*i];
            let mut tagged = Vec::new();
            for (at, gold) in example.gold_classes.iter().enumerate() {
                let features = tagger::features(&example.atoms, &tagged, at);
                let guess = table.best(&features);
                table.update(&features, *gold as usize, guess);
                tagged.push(guess as u8);
            }
        }
    }
    table.average();
    table
}

fn tag(table: &Table, atoms: &[Atoms]) -> Vec<u8> {
    let mut tagged = Vec::new();
    for at in 0..atoms.len() {
        let features = tagger::features(atoms, &tagged, at);
        tagged.push(table.best(&features) as u8);
    }
    tagged
}
