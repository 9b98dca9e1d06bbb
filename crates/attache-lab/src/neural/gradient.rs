//! The backward pass: from the losses of a batch to the gradient of every parameter.

use super::arcs::{self, Arcs, Back};
use super::example::Example;
use super::forward::{Pass, drop_out};
use super::network::{LABELS, Network, Shape, TAGS};
use super::optimiser::Block;
use super::product::{Sizes, add, multiply, multiply_add, transpose};
use crate::random::Random;
use attache::parse::Upos;
use attache::parse::distance::{BUCKETS, bucket};

impl Network {
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
            let gold = example.heads.iter().map(|h| *h as usize);
            arcs::believe(&mut scores, &example.beliefs.heads, gold, end - start + 1);
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
        let beliefs: Vec<f32> =
            batch.iter().flat_map(|e| &e.beliefs.labels).copied().collect();
        arcs::believe(&mut scores, &beliefs, gold.iter().map(|g| *g as usize), LABELS);
        let mut d_hidden = vec![0.0; hidden.len()];
        let sizes = Sizes { rows: links.len(), inner: l, columns: LABELS };
        linear_backward(
            &hidden,
            &scores,
            (&mut self.labels, Some(&mut self.label_bias)),
            sizes,
            &mut d_hidden,
        );
        multiply(&mut d_hidden, &mask);
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
        }
        let mut row = 0;
        for example in batch {
            let beliefs = example.beliefs.tags.chunks_exact(TAGS);
            for (i, beliefs) in beliefs.enumerate() {
                let d_row = &mut pass.tags[(row + i) * TAGS..(row + i + 1) * TAGS];
                let (first, second) = d_row.split_at_mut(Upos::ALL.len());
                let (upos, xpos) = beliefs.split_at(Upos::ALL.len());
                arcs::believe(
                    first,
                    upos,
                    std::iter::once(example.upos[i] as usize),
                    upos.len(),
                );
                if example.xpos[i] != u8::MAX {
                    arcs::believe(
                        second,
                        xpos,
                        std::iter::once(example.xpos[i] as usize),
                        xpos.len(),
                    );
                }
            }
            row += example.upos.len();
        }
        pass.tags.iter_mut().for_each(|x| *x *= 0.5);
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
            multiply(&mut dx, &pass.masks[i]);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neural::example::Beliefs;
    use crate::neural::forward::Dropout;

    fn example() -> Example {
        Example {
            rows: vec![vec![1, 4], vec![2], vec![3, 4, 5], vec![0]],
            heads: vec![1, 4, 1, 2],
            labels: vec![3, 0, 7, 9],
            upos: vec![1, 2, 3, 4],
            xpos: vec![5, 6, u8::MAX, 8],
            beliefs: Beliefs::default(),
        }
    }

    /// The loss that gradients belong to: tags count half.
    fn loss(network: &mut Network, example: &Example) -> f32 {
        let mut random = Random::new(1);
        let mut pass = network.forward(&[example], &[1; 6], Dropout::NONE, &mut random);
        let [arcs, labels, tags] =
            network.backward(&[example], &mut pass, 0.0, &mut random);
        arcs + labels + 0.5 * tags
    }

    #[test]
    fn gradients_are_the_slopes_of_the_loss() {
        let shape = Shape { d: 8, layers: 2, arc: 6, label: 5, tags_after: 1 };
        let example = example();
        let network = Network::new(shape, 6, &mut Random::new(3));
        let mut sloped = network.clone();
        loss(&mut sloped, &example);
        let n_blocks = sloped.dense().len();
        for block in 0..n_blocks {
            let len = sloped.dense()[block].g.len();
            for at in (0..len).step_by(1 + len / 5) {
                let gradient = sloped.dense()[block].g[at];
                let at_offset = |offset: f32| {
                    let mut moved = network.clone();
                    moved.dense()[block].w[at] += offset;
                    loss(&mut moved, &example)
                };
                let slope = (at_offset(0.01) - at_offset(-0.01)) / 0.02;
                let error = (gradient - slope).abs();
                assert!(
                    error < 0.02 + 0.05 * slope.abs(),
                    "block {block}: {gradient} {slope}"
                );
            }
        }
    }
}
