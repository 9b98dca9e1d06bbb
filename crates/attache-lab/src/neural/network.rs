//! The network: its parameters and one step of their training.

use super::forward::Pass;
use super::optimiser::{Block, Step};
use super::recurrent::Layer;
use crate::random::Random;
use attache::parse::distance::BUCKETS;
use attache::parse::{Deprel, Upos, Xpos};

/// Columns of the tags' scores: universal tags, then Penn tags.
pub(crate) const TAGS: usize = Upos::ALL.len() + Xpos::ALL.len();
/// Columns of the labels' scores.
pub(crate) const LABELS: usize = Deprel::ALL.len();

/// Sizes of a network.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// Width of embeddings and of layers.
    pub d: usize,
    /// Number of layers.
    pub layers: usize,
    /// Width of the vectors that score arcs.
    pub arc: usize,
    /// Width of the vectors that score labels.
    pub label: usize,
    /// After how many layers tags are read off.
    pub tags_after: usize,
}

/// The parameters.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    pub shape: Shape,
    pub embeddings: Block,
    pub layers: Vec<Layer>,
    /// To arc dependent, arc head, label dependent, label head.
    pub project: Block,
    pub project_bias: Block,
    pub bilinear: Block,
    pub bilinear_bias: Block,
    pub root: Block,
    pub distance: Block,
    pub label_distance: Block,
    pub labels: Block,
    pub label_bias: Block,
    pub tags: Block,
    pub tag_bias: Block,
}

impl Network {
    pub(crate) fn new(shape: Shape, rows: usize, random: &mut Random) -> Self {
        let Shape { d, arc, label, layers, .. } = shape;
        let columns = 2 * arc + 2 * label;
        let range = |n: usize| (3.0 / n as f32).sqrt();
        Self {
            shape,
            embeddings: Block::random(rows * d, 0.3, random),
            layers: (0..layers).map(|_| Layer::new(d, random)).collect(),
            project: Block::random(d * columns, range(d), random),
            project_bias: Block::filled(columns, 0.0),
            bilinear: Block::random(arc * arc, 0.5 * range(arc), random),
            bilinear_bias: Block::filled(arc, 0.0),
            root: Block::random(arc, 0.3, random),
            distance: Block::filled(arc * BUCKETS, 0.0),
            label_distance: Block::filled(BUCKETS * label, 0.0),
            labels: Block::random(label * LABELS, range(label), random),
            label_bias: Block::filled(LABELS, 0.0),
            tags: Block::random(d * TAGS, range(d), random),
            tag_bias: Block::filled(TAGS, 0.0),
        }
    }

    /// Every block but the embeddings.
    pub(crate) fn dense(&mut self) -> Vec<&mut Block> {
        let mut blocks: Vec<&mut Block> = vec![
            &mut self.project,
            &mut self.project_bias,
            &mut self.bilinear,
            &mut self.bilinear_bias,
            &mut self.root,
            &mut self.distance,
            &mut self.label_distance,
            &mut self.labels,
            &mut self.label_bias,
            &mut self.tags,
            &mut self.tag_bias,
        ];
        blocks.extend(self.layers.iter_mut().flat_map(Layer::blocks));
        blocks
    }

    /// The dense weights in the order of the model's file.
    pub(crate) fn in_file_order(&mut self) -> Vec<f32> {
        let arc = self.shape.arc;
        let mut all: Vec<f32> = Vec::new();
        for layer in &mut self.layers {
            layer.blocks().iter().for_each(|b| all.extend(&b.w));
        }
        all.extend(&self.project.w);
        all.extend(&self.project_bias.w);
        all.extend(&self.bilinear.w);
        all.extend(&self.bilinear_bias.w);
        all.extend(&self.root.w);
        all.extend(&self.distance.w);
        all.extend([0.0; BUCKETS]);
        all.extend(&self.label_distance.w);
        debug_assert_eq!(self.root.w.len(), arc);
        for block in [&self.labels, &self.label_bias, &self.tags, &self.tag_bias] {
            all.extend(&block.w);
        }
        all
    }

    /// One step of the optimiser: all dense blocks, and those rows of the embeddings that the batch has touched.
    pub(crate) fn step(&mut self, pass: &Pass, touched: &mut Vec<u16>, step: Step) {
        for block in self.dense() {
            let len = block.w.len();
            block.step(0..len, step);
        }
        touched.clear();
        touched.extend(pass.rows.iter().flatten());
        touched.sort_unstable();
        touched.dedup();
        let d = self.shape.d;
        for row in touched {
            self.embeddings.step(*row as usize * d..(*row as usize + 1) * d, step);
        }
    }
}
