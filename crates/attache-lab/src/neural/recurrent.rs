//! One layer of simple recurrent units, read in both directions.
//!
//! Half of the columns run from left to right, half from right to left. With `u`, `f`, `r` the three parts of the
//! input times the weights: c' = f·c + (1−f)·u, out = r·c' + (1−r)·in; f and r also look at the last c.

use super::optimiser::Block;
use super::product::{Sizes, multiply_add, transpose};
use crate::random::Random;
use attache_arithmetic::recurrent::sigmoid;

/// Weights of a layer.
#[derive(Debug, Clone)]
pub(crate) struct Layer {
    pub weights: Block,
    /// Peepholes and biases: `f` peephole, `r` peephole, `f` bias, `r` bias, a row of `d` each.
    pub gates: Block,
    d: usize,
}

/// What the backward pass needs of the forward pass.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trace {
    pub input: Vec<f32>,
    z: Vec<f32>,
    c: Vec<f32>,
    f: Vec<f32>,
    r: Vec<f32>,
}

impl Layer {
    pub(crate) fn new(d: usize, random: &mut Random) -> Self {
        let weights = Block::random(d * 3 * d, (3.0 / d as f32).sqrt(), random);
        let mut gates = Block::filled(4 * d, 0.0);
        gates.w[2 * d..3 * d].fill(0.5);
        gates.w[3 * d..].fill(-0.5);
        Self { weights, gates, d }
    }

    pub(crate) fn blocks(&mut self) -> [&mut Block; 2] {
        [&mut self.weights, &mut self.gates]
    }

    /// Runs over sentences that lie one after the other, each ending at one of `ends`.
    pub(crate) fn forward(&self, ends: &[usize], trace: &mut Trace) -> Vec<f32> {
        let (d, n) = (self.d, ends.last().copied().unwrap_or(0));
        let reset = |v: &mut Vec<f32>, len: usize| {
            v.clear();
            v.resize(len, 0.0);
        };
        reset(&mut trace.z, n * 3 * d);
        multiply_add(
            &trace.input,
            &self.weights.w,
            &mut trace.z,
            Sizes { rows: n, inner: d, columns: 3 * d },
        );
        for v in [&mut trace.c, &mut trace.f, &mut trace.r] {
            reset(v, n * d);
        }
        let mut out = vec![0.0; n * d];
        let mut start = 0;
        for end in ends {
            for way in 0..2 {
                let mut state = vec![0.0; d / 2];
                for step in start..*end {
                    let at = if way == 0 { step } else { start + *end - 1 - step };
                    self.forward_step(at, way, &mut state, (trace, &mut out));
                }
            }
            start = *end;
        }
        out
    }

    #[expect(clippy::many_single_char_names, reason = "they are those of the equation")]
    fn forward_step(
        &self,
        at: usize,
        way: usize,
        state: &mut [f32],
        (trace, out): (&mut Trace, &mut [f32]),
    ) {
        let (d, h) = (self.d, self.d / 2);
        let z = &trace.z[at * 3 * d + way * 3 * h..][..3 * h];
        let (u, zf, zr) = (&z[..h], &z[h..2 * h], &z[2 * h..]);
        let here = at * d + way * h..at * d + way * h + h;
        let gate = |row: usize| &self.gates.w[row * d + way * h..][..h];
        let (vf, vr, bf, br) = (gate(0), gate(1), gate(2), gate(3));
        let (x, out) = (&trace.input[here.clone()], &mut out[here.clone()]);
        let (c, f, r) =
            (&mut trace.c[here.clone()], &mut trace.f[here.clone()], &mut trace.r[here]);
        for k in 0..h {
            let old = state[k];
            f[k] = sigmoid(zf[k] + vf[k] * old + bf[k]);
            r[k] = sigmoid(zr[k] + vr[k] * old + br[k]);
            c[k] = f[k] * old + (1.0 - f[k]) * u[k];
            out[k] = r[k] * c[k] + (1.0 - r[k]) * x[k];
            state[k] = c[k];
        }
    }

    /// From the gradient of the output to that of the input; adds to the gradients of the weights.
    pub(crate) fn backward(
        &mut self,
        ends: &[usize],
        trace: &Trace,
        d_out: &[f32],
    ) -> Vec<f32> {
        let (d, n) = (self.d, ends.last().copied().unwrap_or(0));
        let mut d_in = vec![0.0; n * d];
        let mut dz = vec![0.0; n * 3 * d];
        let mut start = 0;
        for end in ends {
            for way in 0..2 {
                let mut carry = vec![0.0; d / 2];
                for step in (start..*end).rev() {
                    let at = if way == 0 { step } else { start + *end - 1 - step };
                    let before = if step == start {
                        None
                    } else {
                        Some(if way == 0 { at - 1 } else { at + 1 })
                    };
                    self.backward_step(
                        (at, before, way),
                        trace,
                        &mut carry,
                        (d_out, &mut d_in, &mut dz),
                    );
                }
            }
            start = *end;
        }
        let mut turned = Vec::new();
        transpose(&self.weights.w, d, 3 * d, &mut turned);
        multiply_add(
            &dz,
            &turned,
            &mut d_in,
            Sizes { rows: n, inner: 3 * d, columns: d },
        );
        transpose(&trace.input, n, d, &mut turned);
        multiply_add(
            &turned,
            &dz,
            &mut self.weights.g,
            Sizes { rows: d, inner: n, columns: 3 * d },
        );
        d_in
    }

    #[expect(clippy::many_single_char_names, reason = "they are those of the equation")]
    fn backward_step(
        &mut self,
        (at, before, way): (usize, Option<usize>, usize),
        trace: &Trace,
        carry: &mut [f32],
        (d_out, d_in, dz): (&[f32], &mut [f32], &mut [f32]),
    ) {
        let (d, h) = (self.d, self.d / 2);
        let here = at * d + way * h..at * d + way * h + h;
        let u = &trace.z[at * 3 * d + way * 3 * h..][..h];
        let (x, c) = (&trace.input[here.clone()], &trace.c[here.clone()]);
        let (f, r) = (&trace.f[here.clone()], &trace.r[here.clone()]);
        let old = before.map(|b| &trace.c[b * d + way * h..][..h]);
        let (dh, dx) = (&d_out[here.clone()], &mut d_in[here]);
        let dz = &mut dz[at * 3 * d + way * 3 * h..][..3 * h];
        let (du, rest) = dz.split_at_mut(h);
        let (dzf, dzr) = rest.split_at_mut(h);
        let o = way * h;
        let (w, g) = (&self.gates.w, &mut self.gates.g);
        for k in 0..h {
            let cp = old.map_or(0.0, |old| old[k]);
            let dr = dh[k] * (c[k] - x[k]);
            dx[k] += dh[k] * (1.0 - r[k]);
            let dc = carry[k] + dh[k] * r[k];
            let df = dc * (cp - u[k]);
            du[k] = dc * (1.0 - f[k]);
            let pf = df * slope(f[k]);
            let pr = dr * slope(r[k]);
            dzf[k] = pf;
            dzr[k] = pr;
            g[o + k] += pf * cp;
            g[d + o + k] += pr * cp;
            g[2 * d + o + k] += pf;
            g[3 * d + o + k] += pr;
            carry[k] = dc * f[k] + pf * w[o + k] + pr * w[d + o + k];
        }
    }
}

/// The derivative of the sigmoid where its value is `s`.
fn slope(s: f32) -> f32 {
    let p = (s * (1.0 - s)).max(0.0);
    4.0 * p * p.sqrt()
}
