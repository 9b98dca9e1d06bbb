//! The forward pass, with dropout where the network is in training.

use super::arcs::Arcs;
use super::example::Example;
use super::network::{LABELS, Network, Shape, TAGS};
use super::product::{Sizes, add, multiply, multiply_add};
use super::recurrent::Trace;
use super::vocabulary::Rows;
use crate::random::Random;
use attache::parse::distance::BUCKETS;

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
    pub rows: Vec<Rows>,
    pub masks: Vec<Vec<f32>>,
    pub traces: Vec<Trace>,
    pub tag_input: Vec<f32>,
    pub top: Vec<f32>,
    /// Parts of the projection, after the nonlinearity and dropout for the arcs' two.
    pub parts: [Vec<f32>; 4],
    pub query: Vec<f32>,
    pub distance: Vec<f32>,
    pub tags: Vec<f32>,
}

impl Network {
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
                for x in part {
                    *x = x.max(0.0);
                }
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
}

fn repeat(row: &[f32], n: usize) -> Vec<f32> {
    row.repeat(n)
}

/// Zeroes a share of the values, and makes the rest as much larger; gives what they were multiplied with.
#[expect(clippy::cast_sign_loss, reason = "a rate is a share")]
pub(crate) fn drop_out(x: &mut [f32], rate: f32, random: &mut Random) -> Vec<f32> {
    if rate == 0.0 {
        return Vec::new();
    }
    let keep = 1.0 / (1.0 - rate);
    let limit = u64::from((rate * 65536.0) as u16);
    let mut mask = Vec::with_capacity(x.len() + 3);
    while mask.len() < x.len() {
        let bits = random.bits();
        for k in 0..4 {
            mask.push(if (bits >> (16 * k)) & 0xFFFF < limit { 0.0 } else { keep });
        }
    }
    mask.truncate(x.len());
    multiply(x, &mask);
    mask
}
