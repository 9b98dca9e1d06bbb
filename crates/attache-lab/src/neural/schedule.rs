//! The course of training, and the state of things on the development files while it runs.

use super::example::{Beliefs, Example};
use super::forward::Dropout;
use super::network::{Network, Shape};
use super::optimiser::{Step, corrected};
use super::state::state;
use super::trained::Trained;
use super::vocabulary::Vocabulary;
use crate::corpus::Sentence;
use crate::random::Random;
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
    /// Networks whose average beliefs the network learns beside the gold annotation
    #[arg(long, default_value_t = 0)]
    pub teachers: usize,
    /// Passes over the treebanks for each teacher
    #[arg(long, default_value_t = 12)]
    pub teacher_epochs: usize,
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

impl Settings {
    fn shape(&self) -> Shape {
        Shape {
            d: self.width,
            layers: self.layers,
            arc: self.arc,
            label: self.label,
            tags_after: self.tags_after,
        }
    }

    fn dropout(&self) -> Dropout {
        Dropout {
            word: self.drop_word,
            input: self.drop_input,
            layer: self.drop_layer,
            project: self.drop_project,
        }
    }
}

/// Trains a network; with teachers, trains them first and lets the network learn from them too.
pub(crate) fn train(
    sentences: &[Sentence],
    settings: &Settings,
    dev: &[Vec<Sentence>],
) -> Trained {
    let vocabulary = Vocabulary::count(sentences, settings.least);
    let ready = |all: &[Sentence]| -> Vec<_> {
        all.iter().map(|s| Example::of(s, &vocabulary)).collect()
    };
    let mut examples = ready(sentences);
    let dev: Vec<Vec<_>> = dev.iter().map(|d| ready(d)).collect();
    eprintln!("{} rows of embeddings", vocabulary.len());
    let mut beliefs = vec![Beliefs::default(); examples.len()];
    for teacher in 1..=settings.teachers {
        eprintln!("teacher {teacher}");
        let own = Settings {
            epochs: settings.teacher_epochs,
            seed: settings.seed + 1000 * teacher as u64,
            ..*settings
        };
        let network = fit(&examples, &own, &vocabulary, &dev);
        for (example, beliefs) in examples.iter().zip(&mut beliefs) {
            network.teach(example, &vocabulary.counts, beliefs);
        }
    }
    for (example, mut beliefs) in examples.iter_mut().zip(beliefs) {
        beliefs.share(1.0 / settings.teachers as f32);
        example.beliefs = beliefs;
    }
    let network = fit(&examples, settings, &vocabulary, &dev);
    Trained { vocabulary, network }
}

/// Trains one network.
fn fit(
    examples: &[Example],
    settings: &Settings,
    vocabulary: &Vocabulary,
    dev: &[Vec<Example>],
) -> Network {
    let mut random = Random::new(settings.seed);
    let mut network = Network::new(settings.shape(), vocabulary.len(), &mut random);
    let words: usize = examples.iter().map(|e| e.heads.len()).sum();
    let mut course = Course {
        settings: *settings,
        steps: settings.epochs * (words / settings.batch + 1),
        done: 0,
        touched: Vec::new(),
    };
    for epoch in 0..settings.epochs {
        let clock = Instant::now();
        let mut losses = [0.0f32; 3];
        for batch in batches(examples, settings.batch, &mut random) {
            let loss = course.step(&mut network, &batch, &vocabulary.counts, &mut random);
            losses.iter_mut().zip(loss).for_each(|(a, b)| *a += b);
        }
        let [arcs, labels, tags] = losses.map(|l| l / words as f32);
        let seconds = clock.elapsed().as_secs_f32();
        eprint!("epoch {epoch:2}: loss {arcs:.3} {labels:.3} {tags:.3}, {seconds:.0} s;");
        for dev in dev {
            eprint!(" {}", state(&network, vocabulary, dev));
        }
        eprintln!();
    }
    network
}

/// Where training stands.
struct Course {
    settings: Settings,
    /// Steps in all, about.
    steps: usize,
    done: i32,
    touched: Vec<u16>,
}

/// Steps in which the learning rate rises.
const WARM_UP: f32 = 300.0;
/// The longest gradient, for each word.
const LONGEST: f32 = 2.0;

impl Course {
    /// Learns from one batch; gives the losses of arcs, labels and tags.
    fn step(
        &mut self,
        network: &mut Network,
        batch: &[&Example],
        counts: &[u32],
        random: &mut Random,
    ) -> [f32; 3] {
        self.done += 1;
        let dropout = self.settings.dropout();
        let mut pass = network.forward(batch, counts, dropout, random);
        let losses = network.backward(batch, &mut pass, dropout.project, random);
        let n = pass.ends.last().copied().unwrap_or(1) as f32;
        let square: f32 = network.dense().iter().map(|b| b.square()).sum();
        let clip = (LONGEST / (square.sqrt() / n)).min(1.0);
        let warm = (self.done as f32 / WARM_UP).min(1.0);
        let cool = (1.0 - self.done as f32 / self.steps as f32).max(0.01);
        let rate = corrected(self.settings.rate * warm * cool, self.done);
        network.step(&pass, &mut self.touched, Step { rate, scale: clip / n });
        losses
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
