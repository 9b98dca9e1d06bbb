//! Products of dense matrices of floats, for training.
//!
//! Every layer of the network multiplies the rows of a sentence (“Russia”, “recognised”, “Kabul”: three rows) with a
//! matrix of weights. Each sum is taken in the order of the inner dimension, whatever the tiling or the machine, so
//! that results are the same to the bit. Known limit: matrices are dense and lie row after row.

use pulp::{Arch, Simd, WithSimd};

/// Columns that lie together.
const STRIPE: usize = 16;

/// A matrix cut into stripes of 16 columns, each of which lies in one piece; the last stripe is filled up with zeros.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    cells: Vec<f32>,
    inner: usize,
    columns: usize,
}

impl Matrix {
    /// Cuts up a matrix that lies row after row.
    pub fn pack(&mut self, rows: &[f32], inner: usize, columns: usize) {
        self.reset(inner, columns);
        for (k, row) in rows.chunks_exact(columns).take(inner).enumerate() {
            for (stripe, cells) in row.chunks(STRIPE).enumerate() {
                let start = (stripe * inner + k) * STRIPE;
                self.cells[start..start + cells.len()].copy_from_slice(cells);
            }
        }
    }

    /// Becomes a matrix of zeros.
    pub fn reset(&mut self, inner: usize, columns: usize) {
        self.cells.clear();
        self.cells.resize(columns.div_ceil(STRIPE) * inner * STRIPE, 0.0);
        (self.inner, self.columns) = (inner, columns);
    }

    /// Adds the product of the rows of `a` with this matrix to the rows of `c`.
    pub fn multiply_add(&self, a: &[f32], c: &mut [f32]) {
        Arch::new().dispatch(Product { a, matrix: self, c });
    }
}

/// A product to be made with the widest vectors that the machine has.
struct Product<'m> {
    a: &'m [f32],
    matrix: &'m Matrix,
    c: &'m mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "must become part of the wide-vector code")]
    #[inline(always)]
    fn with_simd<S: Simd>(mut self, _: S) {
        let rows = self.a.len() / self.matrix.inner.max(1);
        for stripe in 0..self.matrix.columns.div_ceil(STRIPE) {
            let mut row = 0;
            while row < rows {
                row += match rows - row {
                    4.. if S::F32_LANES >= 8 => self.tile::<4>(row, stripe),
                    2.. => self.tile::<2>(row, stripe),
                    _ => self.tile::<1>(row, stripe),
                };
            }
        }
    }
}

impl Product<'_> {
    /// `H` rows times one stripe; gives `H`.
    #[expect(clippy::inline_always, reason = "must become part of the wide-vector code")]
    #[inline(always)]
    fn tile<const H: usize>(&mut self, row: usize, stripe: usize) -> usize {
        let Matrix { inner, columns, cells } = self.matrix;
        let mut sums = [[0f32; STRIPE]; H];
        let rows: [&[f32]; H] =
            std::array::from_fn(|i| &self.a[(row + i) * inner..(row + i + 1) * inner]);
        let cells = &cells[stripe * inner * STRIPE..(stripe + 1) * inner * STRIPE];
        for (k, weights) in cells.as_chunks::<STRIPE>().0.iter().enumerate().take(*inner)
        {
            for i in 0..H {
                let x = rows[i][k];
                for j in 0..STRIPE {
                    sums[i][j] += x * weights[j];
                }
            }
        }
        for (i, sums) in sums.iter().enumerate() {
            let start = (row + i) * columns + stripe * STRIPE;
            let width = STRIPE.min(columns - stripe * STRIPE);
            for (out, sum) in self.c[start..start + width].iter_mut().zip(sums) {
                *out += sum;
            }
        }
        H
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_plain_loops_to_the_bit() {
        for (rows, inner, columns) in [(1, 1, 1), (3, 5, 16), (7, 9, 20), (4, 33, 50)] {
            let number = |i: usize| f32::from((i * 37 % 101) as u8) / 7.0 - 6.0;
            let a: Vec<f32> = (0..rows * inner).map(number).collect();
            let b: Vec<f32> = (0..inner * columns).map(|i| number(i + 5)).collect();
            let mut matrix = Matrix::default();
            matrix.pack(&b, inner, columns);
            let mut found = vec![1.0; rows * columns];
            matrix.multiply_add(&a, &mut found);
            for row in 0..rows {
                for column in 0..columns {
                    let terms =
                        (0..inner).map(|k| a[row * inner + k] * b[k * columns + column]);
                    let wanted = 1.0 + terms.fold(0.0, |sum, term| sum + term);
                    let got = found[row * columns + column];
                    assert_eq!(got.to_bits(), wanted.to_bits());
                }
            }
        }
    }
}
