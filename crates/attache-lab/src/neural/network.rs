//! The network: what it holds, its forward pass and its gradient.

use super::arcs::{self, Arcs, Back};
use super::optimiser::{Block, Step};
use super::product::{Sizes, multiply_add, transpose};
use super::recurrent::{Layer, Trace};
use super::vocabulary::Rows;
use crate::random::Random;
use attache::parse::distance::{BUCKETS, bucket};
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
}

/// How much is left out in training.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dropout {
    pub word: f32,
    pub input: f32,
    pub layer: f32,
    pub project: f32,
}

impl Dropout {
    pub(crate) const NONE: Self =
        Self { word: 0.0, input: 0.0, layer: 0.0, project: 0.0 };
}

/// All that a forward pass leaves behind.
#[derive(Debug, Default)]
pub(crate) struct Pass {
    pub ends: Vec<usize>,
    rows: Vec<Rows>,
    masks: Vec<Vec<f32>>,
    traces: Vec<Trace>,
    tag_input: Vec<f32>,
    top: Vec<f32>,
    /// Parts of the projection, after the nonlinearity and dropout for the arcs' two.
    pub parts: [Vec<f32>; 4],
    pub query: Vec<f32>,
    pub distance: Vec<f32>,
    pub tags: Vec<f32>,
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

    /// Runs the network over sentences.
    pub(crate) fn forward(
        &self,
        batch: &[&Example],
        counts: &[u32],
        dropout: Dropout,
        random: &mut Random,
    ) -> Pass {
        let d = self.shape.d;
        let mut pass = Pass::default();
        let mut x = Vec::new();
        for example in batch {
            for rows in &example.rows {
                let mut rows = rows.clone();
                let rare =
                    dropout.word / (dropout.word + counts[rows[0] as usize] as f32);
                if dropout.word > 0.0 && random.unit() < rare {
                    rows[0] = 0;
                }
                let start = x.len();
                x.resize(start + d, 0.0);
                for row in &rows {
                    add(&mut x[start..], &self.embeddings.w[*row as usize * d..][..d]);
                }
                pass.rows.push(rows);
            }
            pass.ends.push(pass.rows.len());
        }
        let mut rate = dropout.input;
        for (i, layer) in self.layers.iter().enumerate() {
            pass.masks.push(drop_out(&mut x, rate, random));
            if i == self.shape.tags_after {
                pass.tag_input.clone_from(&x);
            }
            let mut trace = Trace::default();
            trace.input = x;
            x = layer.forward(&pass.ends, &mut trace);
            pass.traces.push(trace);
            rate = dropout.layer;
        }
        pass.masks.push(drop_out(&mut x, rate, random));
        if self.shape.tags_after == self.layers.len() {
            pass.tag_input.clone_from(&x);
        }
        pass.top = x;
        self.read_off(&mut pass, dropout.project, random);
        pass
    }

    fn read_off(&self, pass: &mut Pass, dropout: f32, random: &mut Random) {
        let Shape { d, arc, label, .. } = self.shape;
        let n = pass.rows.len();
        pass.tags = repeat(&self.tag_bias.w, n);
        multiply_add(
            &pass.tag_input,
            &self.tags.w,
            &mut pass.tags,
            Sizes { rows: n, inner: d, columns: TAGS },
        );
        let columns = 2 * arc + 2 * label;
        let mut all = repeat(&self.project_bias.w, n);
        multiply_add(
            &pass.top,
            &self.project.w,
            &mut all,
            Sizes { rows: n, inner: d, columns },
        );
        let widths = [arc, arc, label, label];
        let mut offset = 0;
        for (k, width) in widths.into_iter().enumerate() {
            let part = &mut pass.parts[k];
            for row in all.chunks_exact(columns) {
                part.extend_from_slice(&row[offset..offset + width]);
            }
            offset += width;
            if k < 2 {
                part.iter_mut().for_each(|x| *x = x.max(0.0));
                pass.masks.push(drop_out(&mut pass.parts[k], dropout, random));
            }
        }
        pass.query = repeat(&self.bilinear_bias.w, n);
        multiply_add(
            &pass.parts[0],
            &self.bilinear.w,
            &mut pass.query,
            Sizes { rows: n, inner: arc, columns: arc },
        );
        pass.distance = vec![0.0; n * BUCKETS];
        multiply_add(
            &pass.parts[0],
            &self.distance.w,
            &mut pass.distance,
            Sizes { rows: n, inner: arc, columns: BUCKETS },
        );
    }

    /// The arcs' vectors of a pass.
    pub(crate) fn arcs<'p>(&self, pass: &'p Pass) -> Arcs<'p> {
        Arcs {
            query: &pass.query,
            heads: &pass.parts[1],
            distance: &pass.distance,
            width: self.shape.arc,
        }
    }

    /// Hidden values of labels for (word, head, bucket), head and word counted over the batch.
    pub(crate) fn label_hidden(
        &self,
        pass: &Pass,
        links: &[(usize, usize, usize)],
    ) -> Vec<f32> {
        let l = self.shape.label;
        let mut hidden = Vec::with_capacity(links.len() * l);
        for (word, head, bucket) in links {
            for k in 0..l {
                let sum = pass.parts[2][word * l + k] + pass.parts[3][head * l + k];
                hidden.push((sum + self.label_distance.w[bucket * l + k]).max(0.0));
            }
        }
        hidden
    }

    /// Scores of labels from their hidden values.
    pub(crate) fn label_scores(&self, hidden: &[f32]) -> Vec<f32> {
        let l = self.shape.label;
        let rows = hidden.len() / l;
        let mut scores = repeat(&self.label_bias.w, rows);
        multiply_add(
            hidden,
            &self.labels.w,
            &mut scores,
            Sizes { rows, inner: l, columns: LABELS },
        );
        scores
    }

    /// Adds the gradient of a batch's loss to the blocks; gives the losses of arcs, labels and tags.
    pub(crate) fn backward(
        &mut self,
        batch: &[&Example],
        pass: &mut Pass,
        dropout: f32,
        random: &mut Random,
    ) -> [f32; 3] {
        let n = pass.rows.len();
        let widths = [self.shape.arc, self.shape.arc, self.shape.label, self.shape.label];
        let mut d_parts = widths.map(|w| vec![0.0; n * w]);
        let arc_loss = self.arcs_backward(batch, pass, &mut d_parts);
        let label_loss =
            self.labels_backward(batch, pass, &mut d_parts, (dropout, random));
        let (tag_loss, d_tags) = self.tags_backward(batch, pass);
        let d_top = self.parts_backward(pass, &d_parts);
        self.layers_backward(pass, d_top, &d_tags);
        [arc_loss, label_loss, tag_loss]
    }

    fn arcs_backward(
        &mut self,
        batch: &[&Example],
        pass: &mut Pass,
        d_parts: &mut [Vec<f32>; 4],
    ) -> f32 {
        let a = self.shape.arc;
        let n = pass.rows.len();
        let mut d_query = vec![0.0; n * a];
        let mut d_distance = vec![0.0; n * BUCKETS];
        let arcs = Arcs {
            query: &pass.query,
            heads: &pass.parts[1],
            distance: &pass.distance,
            width: a,
        };
        let mut total = 0.0;
        let mut start = 0;
        for (example, end) in batch.iter().zip(&pass.ends) {
            let mut scores = arcs::scores(&arcs, &self.root.w, (start, *end));
            total += arcs::loss(&mut scores, &example.heads, end - start);
            let mut back = Back {
                query: &mut d_query,
                heads: &mut d_parts[1],
                distance: &mut d_distance,
            };
            arcs::backward(&arcs, &mut self.root, &mut scores, (start, *end), &mut back);
            start = *end;
        }
        let sizes = Sizes { rows: n, inner: a, columns: a };
        linear_backward(
            &pass.parts[0],
            &d_query,
            (&mut self.bilinear, Some(&mut self.bilinear_bias)),
            sizes,
            &mut d_parts[0],
        );
        let sizes = Sizes { columns: BUCKETS, ..sizes };
        linear_backward(
            &pass.parts[0],
            &d_distance,
            (&mut self.distance, None),
            sizes,
            &mut d_parts[0],
        );
        total
    }

    fn labels_backward(
        &mut self,
        batch: &[&Example],
        pass: &Pass,
        d_parts: &mut [Vec<f32>; 4],
        (dropout, random): (f32, &mut Random),
    ) -> f32 {
        let l = self.shape.label;
        let mut links = Vec::new();
        let mut gold = Vec::new();
        let mut start = 0;
        for (example, end) in batch.iter().zip(&pass.ends) {
            let n = end - start;
            for (i, head) in
                example.heads.iter().enumerate().filter(|(_, h)| (**h as usize) < n)
            {
                links.push((
                    start + i,
                    start + *head as usize,
                    bucket(i, *head as usize, n),
                ));
                gold.push(example.labels[i]);
            }
            start = *end;
        }
        let mut hidden = self.label_hidden(pass, &links);
        let mask = drop_out(&mut hidden, dropout, random);
        let mut scores = self.label_scores(&hidden);
        let mut total = 0.0;
        for (row, gold) in scores.chunks_exact_mut(LABELS).zip(&gold) {
            total += arcs::softmax_loss(row, *gold as usize);
        }
        let mut d_hidden = vec![0.0; hidden.len()];
        let sizes = Sizes { rows: links.len(), inner: l, columns: LABELS };
        linear_backward(
            &hidden,
            &scores,
            (&mut self.labels, Some(&mut self.label_bias)),
            sizes,
            &mut d_hidden,
        );
        mask_back(&mut d_hidden, &mask);
        for (x, h) in d_hidden.iter_mut().zip(&hidden) {
            *x = if *h > 0.0 { *x } else { 0.0 };
        }
        for ((word, head, bucket), row) in links.iter().zip(d_hidden.chunks_exact(l)) {
            add(&mut d_parts[2][word * l..], row);
            add(&mut d_parts[3][head * l..], row);
            add(&mut self.label_distance.g[bucket * l..], row);
        }
        total
    }

    fn tags_backward(&mut self, batch: &[&Example], pass: &mut Pass) -> (f32, Vec<f32>) {
        let mut total = 0.0;
        let golds = batch.iter().flat_map(|e| e.upos.iter().zip(&e.xpos));
        for (row, (upos, xpos)) in pass.tags.chunks_exact_mut(TAGS).zip(golds) {
            let (first, second) = row.split_at_mut(Upos::ALL.len());
            total += arcs::softmax_loss(first, *upos as usize);
            if *xpos == u8::MAX {
                second.fill(0.0);
            } else {
                total += arcs::softmax_loss(second, *xpos as usize);
            }
            row.iter_mut().for_each(|x| *x *= 0.5);
        }
        let d = self.shape.d;
        let n = pass.rows.len();
        let mut d_input = vec![0.0; n * d];
        let sizes = Sizes { rows: n, inner: d, columns: TAGS };
        linear_backward(
            &pass.tag_input,
            &pass.tags,
            (&mut self.tags, Some(&mut self.tag_bias)),
            sizes,
            &mut d_input,
        );
        (total, d_input)
    }

    fn parts_backward(&mut self, pass: &Pass, d_parts: &[Vec<f32>; 4]) -> Vec<f32> {
        let Shape { d, arc, label, layers, .. } = self.shape;
        let n = pass.rows.len();
        let columns = 2 * arc + 2 * label;
        let mut d_all = vec![0.0; n * columns];
        let mut offset = 0;
        for (k, width) in [arc, arc, label, label].into_iter().enumerate() {
            for i in 0..n {
                let to = &mut d_all[i * columns + offset..][..width];
                to.copy_from_slice(&d_parts[k][i * width..(i + 1) * width]);
                if k < 2 {
                    let values = &pass.parts[k][i * width..(i + 1) * width];
                    let mask = pass.masks[layers + 1 + k].get(i * width..(i + 1) * width);
                    for (j, x) in to.iter_mut().enumerate() {
                        *x *= mask.map_or(1.0, |m| m[j])
                            * f32::from(u8::from(values[j] > 0.0));
                    }
                }
            }
            offset += width;
        }
        let mut d_top = vec![0.0; n * d];
        let sizes = Sizes { rows: n, inner: d, columns };
        linear_backward(
            &pass.top,
            &d_all,
            (&mut self.project, Some(&mut self.project_bias)),
            sizes,
            &mut d_top,
        );
        d_top
    }

    fn layers_backward(&mut self, pass: &Pass, mut dx: Vec<f32>, d_tags: &[f32]) {
        let (d, layers) = (self.shape.d, self.layers.len());
        for i in (0..=layers).rev() {
            if i == self.shape.tags_after {
                add(&mut dx, d_tags);
            }
            mask_back(&mut dx, &pass.masks[i]);
            if i > 0 {
                dx = self.layers[i - 1].backward(&pass.ends, &pass.traces[i - 1], &dx);
            }
        }
        for (rows, slope) in pass.rows.iter().zip(dx.chunks_exact(d)) {
            for row in rows {
                add(&mut self.embeddings.g[*row as usize * d..][..d], slope);
            }
        }
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

fn add(to: &mut [f32], from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}

fn repeat(row: &[f32], n: usize) -> Vec<f32> {
    row.repeat(n)
}

/// Zeroes a share of the values, and makes the rest as much larger; gives what they were multiplied with.
fn drop_out(x: &mut [f32], rate: f32, random: &mut Random) -> Vec<f32> {
    if rate == 0.0 {
        return Vec::new();
    }
    let keep = 1.0 / (1.0 - rate);
    let limit = (rate * 65536.0) as u64;
    let mut mask = Vec::with_capacity(x.len() + 3);
    while mask.len() < x.len() {
        let bits = random.bits();
        for k in 0..4 {
            mask.push(if (bits >> (16 * k)) & 0xFFFF < limit { 0.0 } else { keep });
        }
    }
    mask.truncate(x.len());
    mask_back(x, &mask);
    mask
}

fn mask_back(x: &mut [f32], mask: &[f32]) {
    for (x, m) in x.iter_mut().zip(mask) {
        *x *= m;
    }
}

/// Gradients of `out = input × weights + bias`.
fn linear_backward(
    input: &[f32],
    d_out: &[f32],
    (weights, bias): (&mut Block, Option<&mut Block>),
    sizes: Sizes,
    d_input: &mut [f32],
) {
    let Sizes { rows, inner, columns } = sizes;
    let mut turned = Vec::new();
    transpose(&weights.w, inner, columns, &mut turned);
    multiply_add(d_out, &turned, d_input, Sizes { rows, inner: columns, columns: inner });
    transpose(input, rows, inner, &mut turned);
    multiply_add(
        &turned,
        d_out,
        &mut weights.g,
        Sizes { rows: inner, inner: rows, columns },
    );
    if let Some(bias) = bias {
        for row in d_out.chunks_exact(columns) {
            add(&mut bias.g, row);
        }
    }
}
