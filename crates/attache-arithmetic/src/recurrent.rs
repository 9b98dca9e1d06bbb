//! Simple recurrent units, read in both directions.
//!
//! Half of the columns run from “Russia” to “Kabul”, half from “Kabul” to “Russia”. With `u`, `f`, `r` the three parts
//! of the input times the weights: c' = f·c + (1−f)·u, out = r·c' + (1−r)·in; `f` and `r` also look at the last c.
//! Known limit: none; time is linear in the words.

use pulp::{Arch, Simd, WithSimd};

/// Runs over a sentence, from the products `z`; the rows of `x` become the output. `gates` holds the peepholes of `f`
/// and of `r` and their biases, a row each.
pub fn scan(gates: &[f32], z: &[f32], x: &mut [f32], state: &mut Vec<f32>) {
    let d = gates.len() / 4;
    for way in 0..2 {
        state.clear();
        state.resize(d / 2, 0.0);
        Arch::new().dispatch(Scan { gates, z, x, state, d, way });
    }
}

/// One direction of a layer, to be run with the widest vectors that the machine has.
struct Scan<'m> {
    gates: &'m [f32],
    z: &'m [f32],
    x: &'m mut [f32],
    state: &'m mut [f32],
    d: usize,
    way: usize,
}

impl WithSimd for Scan<'_> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "must become part of the wide-vector code")]
    #[inline(always)]
    #[expect(clippy::many_single_char_names, reason = "they are those of the equation")]
    fn with_simd<S: Simd>(self, _: S) {
        let (d, h) = (self.d, self.d / 2);
        let n = self.x.len() / d;
        let gate = |row: usize| &self.gates[row * d + self.way * h..][..h];
        let (vf, vr, bf, br) = (gate(0), gate(1), gate(2), gate(3));
        let state = &mut self.state[..h];
        for step in 0..n {
            let at = if self.way == 0 { step } else { n - 1 - step };
            let z = &self.z[at * 3 * d + self.way * 3 * h..][..3 * h];
            let (u, rest) = z.split_at(h);
            let (zf, zr) = rest.split_at(h);
            let x = &mut self.x[at * d + self.way * h..][..h];
            for k in 0..h {
                let old = state[k];
                let f = sigmoid(zf[k] + vf[k] * old + bf[k]);
                let r = sigmoid(zr[k] + vr[k] * old + br[k]);
                let c = f * old + (1.0 - f) * u[k];
                x[k] = r * c + (1.0 - r) * x[k];
                state[k] = c;
            }
        }
    }
}

/// An algebraic sigmoid: 0 far below zero, ½ at zero, 1 far above; exact on every machine.
#[expect(clippy::inline_always, reason = "must become part of the wide-vector code")]
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * x / (1.0 + x * x).sqrt()
}
