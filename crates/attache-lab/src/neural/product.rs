//! Products of matrices that change from step to step.

use attache_arithmetic::float::Matrix;

/// Sizes of a product: `rows × inner` times `inner × columns`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sizes {
    /// Rows of the first matrix and of the result.
    pub rows: usize,
    /// Columns of the first matrix, rows of the second.
    pub inner: usize,
    /// Columns of the second matrix and of the result.
    pub columns: usize,
}

/// Adds `a × b` to `c`.
pub(crate) fn multiply_add(a: &[f32], b: &[f32], c: &mut [f32], sizes: Sizes) {
    let mut matrix = Matrix::default();
    matrix.pack(b, sizes.inner, sizes.columns);
    matrix.multiply_add(&a[..sizes.rows * sizes.inner], c);
}

/// The matrix with rows and columns exchanged.
pub(crate) fn transpose(a: &[f32], rows: usize, columns: usize, out: &mut Vec<f32>) {
    out.clear();
    out.resize(rows * columns, 0.0);
    for row in 0..rows {
        for column in 0..columns {
            out[column * rows + row] = a[row * columns + column];
        }
    }
}

/// Adds element by element.
pub(crate) fn add(to: &mut [f32], from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}

/// Multiplies element by element, as far as the factors go.
pub(crate) fn multiply(x: &mut [f32], mask: &[f32]) {
    for (x, m) in x.iter_mut().zip(mask) {
        *x *= m;
    }
}
