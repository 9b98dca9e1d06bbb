//! The course of training, and the state of things on the development files while it runs.

use super::arcs;
use super::network::{Dropout, Example, LABELS, Network, Pass, Shape, TAGS};
use super::optimiser::{Step, corrected};
use super::vocabulary::Vocabulary;
use crate::corpus::Sentence;
use crate::random::Random;
use attache::parse::distance::bucket;
use attache::parse::{Upos, lexicon, tree};
use std::time::Instant;

/// What can be chosen.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Settings {
    /// Passes over the treebanks
    #[arg(long, default_value_t = 20)]
    pub epochs: usize,
    /// Seed of all that is random
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Width of embeddings and layers
    #[arg(long, default_value_t = 128)]
    pub width: usize,
    /// Recurrent layers
    #[arg(long, default_value_t = 3)]
    pub layers: usize,
    /// Layers below the tags
    #[arg(long, default_value_t = 2)]
    pub tags_after: usize,
    /// Width of the arcs' vectors
    #[arg(long, default_value_t = 64)]
    pub arc: usize,
    /// Width of the labels' vectors
    #[arg(long, default_value_t = 64)]
    pub label: usize,
    /// Words in a batch
    #[arg(long, default_value_t = 600)]
    pub batch: usize,
    /// Learning rate at the start
    #[arg(long, default_value_t = 0.003)]
    pub rate: f32,
    /// Dropout of the input
    #[arg(long, default_value_t = 0.2)]
    pub drop_input: f32,
    /// Dropout between layers
    #[arg(long, default_value_t = 0.25)]
    pub drop_layer: f32,
    /// Dropout of the arcs' and labels' vectors
    #[arg(long, default_value_t = 0.25)]
    pub drop_project: f32,
    /// Strength of leaving out rare forms
    #[arg(long, default_value_t = 0.5)]
    pub drop_word: f32,
    /// How often a part of a form must occur to count
    #[arg(long, default_value_t = 3)]
    pub least: u32,
}

/// The trained network and its features.
pub(crate) struct Trained {
    pub vocabulary: Vocabulary,
    pub network: Network,
}

/// Trains a network.
pub(crate) fn train(
    sentences: &[Sentence],
    settings: &Settings,
    dev: &[Vec<Sentence>],
) -> Trained {
    let mut random = Random::new(settings.seed);
    let vocabulary = Vocabulary::count(sentences, settings.least);
    let shape = Shape {
        d: settings.width,
        layers: settings.layers,
        arc: settings.arc,
        label: settings.label,
        tags_after: settings.tags_after,
    };
    let mut network = Network::new(shape, vocabulary.len(), &mut random);
    let examples: Vec<_> = sentences.iter().map(|s| example(s, &vocabulary)).collect();
    let dev: Vec<Vec<_>> =
        dev.iter().map(|d| d.iter().map(|s| example(s, &vocabulary)).collect()).collect();
    eprintln!("{} rows of embeddings", vocabulary.len());
    let dropout = Dropout {
        word: settings.drop_word,
        input: settings.drop_input,
        layer: settings.drop_layer,
        project: settings.drop_project,
    };
    let words: usize = examples.iter().map(|e| e.heads.len()).sum();
    let steps = settings.epochs * (words / settings.batch + 1);
    let mut touched = Vec::new();
    let mut t = 0;
    for epoch in 0..settings.epochs {
        let clock = Instant::now();
        let mut losses = [0.0f32; 3];
        for batch in batches(&examples, settings.batch, &mut random) {
            t += 1;
            let mut pass =
                network.forward(&batch, &vocabulary.counts, dropout, &mut random);
            let loss = network.backward(&batch, &mut pass, dropout.project, &mut random);
            let n = *pass.ends.last().unwrap_or(&1) as f32;
            losses.iter_mut().zip(loss).for_each(|(a, b)| *a += b);
            let norm = network.dense().iter().map(|b| b.square()).sum::<f32>().sqrt() / n;
            let clip = (2.0 / norm).min(1.0);
            let warm = (t as f32 / 300.0).min(1.0);
            let cool = (1.0 - t as f32 / steps as f32).max(0.01);
            let rate = corrected(settings.rate * warm * cool, t);
            network.step(&pass, &mut touched, Step { rate, scale: clip / n });
        }
        let losses = losses.map(|l| l / words as f32);
        eprint!(
            "epoch {epoch:2}: loss {:.3} {:.3} {:.3}, {:.0} s;",
            losses[0],
            losses[1],
            losses[2],
            clock.elapsed().as_secs_f32()
        );
        for dev in &dev {
            eprint!(" {}", state(&network, &vocabulary, dev));
        }
        eprintln!();
    }
    Trained { vocabulary, network }
}

fn example(sentence: &Sentence, vocabulary: &Vocabulary) -> Example {
    let mut lower = String::new();
    let words = &sentence.words;
    Example {
        rows: words
            .iter()
            .enumerate()
            .map(|(i, w)| vocabulary.rows(&w.form, i == 0, &mut lower))
            .collect(),
        heads: words.iter().map(|w| w.head.unwrap_or(words.len() as u32)).collect(),
        labels: words.iter().map(|w| w.deprel as u8).collect(),
        upos: words.iter().map(|w| w.upos as u8).collect(),
        xpos: words.iter().map(|w| w.xpos.map_or(u8::MAX, |x| x as u8)).collect(),
    }
}

/// Sentences in random order, cut into batches of about so many words.
fn batches<'e>(
    examples: &'e [Example],
    size: usize,
    random: &mut Random,
) -> Vec<Vec<&'e Example>> {
    let mut order: Vec<&Example> =
        examples.iter().filter(|e| e.heads.len() <= 120).collect();
    random.shuffle(&mut order);
    let mut batches = vec![Vec::new()];
    let mut words = 0;
    for example in order {
        if words >= size {
            batches.push(Vec::new());
            words = 0;
        }
        words += example.heads.len();
        if let Some(last) = batches.last_mut() {
            last.push(example);
        }
    }
    batches
}

/// UPOS, XPOS, UAS and LAS on a file.
fn state(network: &Network, vocabulary: &Vocabulary, dev: &[Example]) -> String {
    let mut random = Random::new(0);
    let mut right = [0usize; 4];
    let mut words = 0;
    for example in dev {
        let pass =
            network.forward(&[example], &vocabulary.counts, Dropout::NONE, &mut random);
        let n = example.heads.len();
        words += n;
        let (heads, labels) = decode(network, &pass, n);
        for i in 0..n {
            let (upos, xpos) =
                pass.tags[i * TAGS..(i + 1) * TAGS].split_at(Upos::ALL.len());
            let good = heads[i] == example.heads[i];
            right[0] += usize::from(best(upos) == example.upos[i] as usize);
            right[1] += usize::from(best(xpos) == example.xpos[i] as usize);
            right[2] += usize::from(good);
            right[3] += usize::from(good && labels[i] == example.labels[i]);
        }
    }
    let [a, b, c, d] = right.map(|r| 100.0 * r as f32 / words as f32);
    format!("[{a:.2} {b:.2} {c:.2} {d:.2}]")
}

fn decode(network: &Network, pass: &Pass, n: usize) -> (Vec<u32>, Vec<u8>) {
    let scores = arcs::scores(&network.arcs(pass), &network.root.w, (0, n));
    let mut heads = Vec::new();
    tree::best(n, &scores, &mut tree::Scratch::default(), &mut heads);
    let links: Vec<_> = (0..n)
        .map(|i| (i, heads[i] as usize))
        .filter(|(_, h)| *h < n)
        .map(|(i, h)| (i, h, bucket(i, h, n)))
        .collect();
    let scores = network.label_scores(&network.label_hidden(pass, &links));
    let mut labels = vec![0; n];
    for ((i, _, _), row) in links.iter().zip(scores.chunks_exact(LABELS)) {
        labels[*i] = 1 + best(&row[1..]) as u8;
    }
    (heads, labels)
}

fn best(row: &[f32]) -> usize {
    row.iter().enumerate().fold(0, |best, (i, x)| if *x > row[best] { i } else { best })
}

impl Trained {
    /// The sections of the model's file.
    pub(crate) fn sections(mut self) -> Vec<(&'static str, Vec<u8>)> {
        let shape = self.network.shape;
        let sizes = [shape.d, shape.layers, shape.arc, shape.label, shape.tags_after];
        let (cells, scales) = pack_rows(&self.network.embeddings.w, shape.d);
        vec![
            ("SHAP", sizes.iter().flat_map(|n| (*n as u32).to_le_bytes()).collect()),
            ("ROWK", lexicon::freeze(&self.vocabulary.entries())),
            ("EMBD", cells),
            ("EMBS", floats(&scales)),
            ("DENS", floats(&self.network.in_file_order())),
        ]
    }
}

fn floats(all: &[f32]) -> Vec<u8> {
    all.iter().flat_map(|x| x.to_le_bytes()).collect()
}

/// Rows as bytes, each with its own scale.
fn pack_rows(weights: &[f32], d: usize) -> (Vec<u8>, Vec<f32>) {
    let mut cells = Vec::with_capacity(weights.len());
    let mut scales = Vec::new();
    for row in weights.chunks_exact(d) {
        let top = row.iter().fold(0f32, |top, w| top.max(w.abs())).max(1e-6);
        scales.push(top / 127.0);
        cells.extend(row.iter().map(|w| (w * 127.0 / top).round() as i8 as u8));
    }
    (cells, scales)
}
