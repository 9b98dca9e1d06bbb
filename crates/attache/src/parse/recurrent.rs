//! A layer of simple recurrent units at run time, read in both directions.
//!
//! Half of the columns run from “Russia” to “Kabul”, half from “Kabul” to “Russia”. With `u`, `f`, `r` the three parts
//! of the input times the weights: c' = f·c + (1−f)·u, out = r·c' + (1−r)·in; `f` and `r` also look at the last c.
//! Known limit: none; time is linear in the words.

use attache_arithmetic::fixed::{Matrix, Rows};
use attache_arithmetic::recurrent;

/// The weights of a layer.
#[derive(Debug, Clone)]
pub(crate) struct Layer {
    /// From the `d` inputs to the `3d` columns.
    pub(crate) weights: Matrix,
    /// Peephole of `f`, of `r`, bias of `f`, of `r`: a row of `d` each.
    pub(crate) gates: Vec<f32>,
}

impl Layer {
    /// Multiplies the `n` rows of input with the weights.
    pub(crate) fn multiply(&self, rows: &Rows, n: usize, z: &mut Vec<f32>) {
        z.clear();
        z.resize(n * 3 * self.gates.len() / 4, 0.0);
        self.weights.multiply_add(rows, z);
    }

    /// Runs over a sentence, from the products `z`; the rows of `x` become the output.
    pub(crate) fn run(&self, z: &[f32], x: &mut [f32], state: &mut Vec<f32>) {
        recurrent::scan(&self.gates, z, x, state);
    }
}
