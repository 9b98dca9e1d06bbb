//! Scores of arcs within one sentence, their loss and its gradient.

use super::optimiser::Block;
use super::product::{Sizes, multiply_add, transpose};
use attache::parse::distance::{BUCKETS, bucket};

/// Where the vectors of a batch lie and what they cost.
pub(crate) struct Arcs<'b> {
    /// Words as dependents after the bilinear map.
    pub query: &'b [f32],
    /// Words as heads.
    pub heads: &'b [f32],
    /// Scores of distances for each word as dependent.
    pub distance: &'b [f32],
    /// Width of the vectors.
    pub width: usize,
}

/// Scores `[word][head]` of the sentence at `start..end`; the last head is the root.
pub(crate) fn scores(
    arcs: &Arcs<'_>,
    root: &[f32],
    (start, end): (usize, usize),
) -> Vec<f32> {
    let (n, a) = (end - start, arcs.width);
    let mut heads = arcs.heads[start * a..end * a].to_vec();
    heads.extend_from_slice(root);
    let mut turned = Vec::new();
    transpose(&heads, n + 1, a, &mut turned);
    let mut out = vec![0.0; n * (n + 1)];
    multiply_add(
        &arcs.query[start * a..end * a],
        &turned,
        &mut out,
        Sizes { rows: n, inner: a, columns: n + 1 },
    );
    for i in 0..n {
        let distance = &arcs.distance[(start + i) * BUCKETS..][..BUCKETS];
        for j in 0..=n {
            out[i * (n + 1) + j] += distance[bucket(i, j, n)];
        }
        out[i * (n + 1) + i] = f32::MIN;
    }
    out
}

/// Turns scores into the gradient of the loss; gives the loss.
pub(crate) fn loss(scores: &mut [f32], gold: &[u32], n: usize) -> f32 {
    let mut total = 0.0;
    for (i, gold) in gold.iter().enumerate() {
        total +=
            softmax_loss(&mut scores[i * (n + 1)..(i + 1) * (n + 1)], *gold as usize);
    }
    total
}

/// Softmax cross-entropy of one row, which becomes its gradient.
pub(crate) fn softmax_loss(row: &mut [f32], gold: usize) -> f32 {
    softmax(row);
    let loss = -(row[gold].max(1e-9)).ln();
    row[gold] -= 1.0;
    loss
}

/// Turns scores into probabilities.
pub(crate) fn softmax(row: &mut [f32]) {
    let top = row.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for x in row.iter_mut() {
        *x = (*x - top).exp();
        sum += *x;
    }
    for x in row.iter_mut() {
        *x /= sum;
    }
}

/// How much teachers count beside the gold annotation.
const TRUST: f32 = 0.5;

/// Moves gradients, whose rows aim at the gold column, half-way to what teachers believe.
pub(crate) fn believe(
    d_scores: &mut [f32],
    beliefs: &[f32],
    gold: impl Iterator<Item = usize>,
    columns: usize,
) {
    let rows = d_scores.chunks_exact_mut(columns).zip(beliefs.chunks_exact(columns));
    for ((row, beliefs), gold) in rows.zip(gold) {
        row[gold] += TRUST;
        for (x, belief) in row.iter_mut().zip(beliefs) {
            *x -= TRUST * belief;
        }
    }
}

/// Gradients that flow back from the scores.
pub(crate) struct Back<'b> {
    pub query: &'b mut [f32],
    pub heads: &'b mut [f32],
    pub distance: &'b mut [f32],
}

/// Hands the gradient of the scores on to the vectors.
pub(crate) fn backward(
    arcs: &Arcs<'_>,
    root: &mut Block,
    d_scores: &mut [f32],
    (start, end): (usize, usize),
    back: &mut Back<'_>,
) {
    let (n, a) = (end - start, arcs.width);
    for i in 0..n {
        d_scores[i * (n + 1) + i] = 0.0;
        let distance = &mut back.distance[(start + i) * BUCKETS..][..BUCKETS];
        for j in 0..=n {
            distance[bucket(i, j, n)] += d_scores[i * (n + 1) + j];
        }
    }
    let mut heads = arcs.heads[start * a..end * a].to_vec();
    heads.extend_from_slice(&root.w);
    multiply_add(
        d_scores,
        &heads,
        &mut back.query[start * a..end * a],
        Sizes { rows: n, inner: n + 1, columns: a },
    );
    let mut turned = Vec::new();
    transpose(d_scores, n, n + 1, &mut turned);
    let mut d_heads = vec![0.0; (n + 1) * a];
    multiply_add(
        &turned,
        &arcs.query[start * a..end * a],
        &mut d_heads,
        Sizes { rows: n + 1, inner: n, columns: a },
    );
    for (to, from) in back.heads[start * a..end * a].iter_mut().zip(&d_heads) {
        *to += from;
    }
    for (to, from) in root.g.iter_mut().zip(&d_heads[n * a..]) {
        *to += from;
    }
}
