//! Products of the rows of a sentence with matrices of weights, in fixed point.
//!
//! “Russia recognised Kabul” is three rows of numbers, which every layer multiplies with its weights. Rows and columns
//! become 16-bit whole numbers, each with a scale of its own, and sums are 32-bit whole numbers: twice as fast as
//! floats, and the same to the bit on every machine. Known limit: rows of at most [`WIDEST`] numbers.

use pulp::{Arch, Simd, WithSimd};

/// Columns that lie together.
const STRIPE: usize = 16;
/// Rows that are multiplied together.
const TILE: usize = 4;
/// The largest whole number of a row, and of a column.
const LARGEST: (f32, f32) = (4095.0, 2047.0);
/// The longest row whose sums always fit: 256 · 4095 · 2047 < 2³¹.
pub const WIDEST: usize = 256;

/// Two neighbouring numbers of a row: what one instruction multiplies and adds.
type Pair = [i16; 2];

/// Rows to be multiplied, four by four: of each four the first pairs, then the second ones, and so on.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    tiles: Vec<[Pair; TILE]>,
    scales: Vec<f32>,
    half: usize,
    whole: Vec<i16>,
}

/// A matrix cut into stripes of 16 columns; of each stripe the first pairs of all columns, then the second ones.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    stripes: Vec<[i16; 2 * STRIPE]>,
    scales: Vec<f32>,
    half: usize,
    columns: usize,
    whole: Vec<i16>,
}

impl Rows {
    /// Takes rows of `inner` numbers each.
    pub fn set(&mut self, rows: &[f32], inner: usize) {
        let n = rows.len() / inner;
        self.half = inner.div_ceil(2);
        self.scales.clear();
        self.tiles.clear();
        self.tiles.resize(n.div_ceil(TILE) * self.half, [[0; 2]; TILE]);
        for (i, row) in rows.chunks_exact(inner).enumerate() {
            self.scales.push(round(row, LARGEST.0, &mut self.whole));
            let tile = &mut self.tiles[i / TILE * self.half..][..self.half];
            for (pairs, pair) in tile.iter_mut().zip(self.whole.as_chunks().0) {
                pairs[i % TILE] = *pair;
            }
        }
    }
}

impl Matrix {
    /// Takes a matrix that lies row after row.
    pub fn pack(&mut self, rows: &[f32], inner: usize, columns: usize) {
        self.reset(inner, columns);
        let mut values = Vec::with_capacity(inner);
        for column in 0..columns {
            values.clear();
            values.extend(rows.iter().skip(column).step_by(columns));
            self.set_column(column, &values);
        }
    }

    /// Becomes a matrix of zeros.
    pub fn reset(&mut self, inner: usize, columns: usize) {
        let n_stripes = columns.div_ceil(STRIPE);
        (self.half, self.columns) = (inner.div_ceil(2), columns);
        self.stripes.clear();
        self.stripes.resize(n_stripes * self.half, [0; 2 * STRIPE]);
        self.scales.clear();
        self.scales.resize(n_stripes * STRIPE, 0.0);
    }

    /// Fills a column.
    pub fn set_column(&mut self, column: usize, values: &[f32]) {
        self.scales[column] = round(values, LARGEST.1, &mut self.whole);
        let at = column % STRIPE * 2;
        let stripe = &mut self.stripes[column / STRIPE * self.half..][..self.half];
        for (pairs, pair) in stripe.iter_mut().zip(self.whole.as_chunks::<2>().0) {
            pairs[at..at + 2].copy_from_slice(pair);
        }
    }

    /// Adds the product of `rows` with this matrix to the rows of `sums`.
    pub fn multiply_add(&self, rows: &Rows, sums: &mut [f32]) {
        let product = Product { rows, matrix: self, sums };
        #[cfg(target_arch = "x86_64")]
        if let Some(simd) = pulp::x86::V3::try_new() {
            simd.vectorize(wide::Wide { product, simd });
            return;
        }
        product.run(plain_tile);
    }
}

/// Writes the values as whole numbers of at most `largest`, an even count of them, and gives the scale that undoes it.
fn round(values: &[f32], largest: f32, whole: &mut Vec<i16>) -> f32 {
    Arch::new().dispatch(Round { values, largest, whole })
}

struct Round<'r> {
    values: &'r [f32],
    largest: f32,
    whole: &'r mut Vec<i16>,
}

impl WithSimd for Round<'_> {
    type Output = f32;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> f32 {
        const LANES: usize = 8;
        /// Added to a small number, it leaves the nearest whole number in the lowest bits.
        const WHOLE: f32 = 12_582_912.0;
        let (chunks, rest) = self.values.as_chunks::<LANES>();
        let mut most = [f32::MIN_POSITIVE; LANES];
        for chunk in chunks {
            for lane in 0..LANES {
                let size = chunk[lane].abs();
                most[lane] = if size > most[lane] { size } else { most[lane] };
            }
        }
        let rest = rest.iter().map(|value| value.abs());
        let most = most.into_iter().chain(rest).fold(0.0, f32::max);
        let factor = self.largest / most;
        self.whole.clear();
        self.whole.resize(self.values.len().next_multiple_of(2), 0);
        for (whole, value) in self.whole.iter_mut().zip(self.values) {
            *whole = (value * factor + WHOLE).to_bits() as i16;
        }
        most / self.largest
    }
}

/// A product to be made.
struct Product<'m> {
    rows: &'m Rows,
    matrix: &'m Matrix,
    sums: &'m mut [f32],
}

impl Product<'_> {
    /// Goes through all stripes and tiles; `tile` multiplies one with the other.
    #[expect(clippy::inline_always, reason = "must become part of the wide-vector code")]
    #[inline(always)]
    #[expect(clippy::cast_precision_loss, reason = "less than the rounding of the rows")]
    fn run(
        self,
        tile: impl Fn(&[[Pair; TILE]], &[[i16; 2 * STRIPE]]) -> [[i32; STRIPE]; TILE],
    ) {
        let Self { rows, matrix, sums } = self;
        let columns = matrix.columns;
        let stripes = matrix.stripes.chunks_exact(matrix.half);
        for ((stripe, weights), scales) in
            stripes.enumerate().zip(matrix.scales.as_chunks::<STRIPE>().0)
        {
            let width = STRIPE.min(columns - stripe * STRIPE);
            let tiles = rows.tiles.chunks_exact(matrix.half);
            for (tiled, row_scales) in tiles.enumerate().zip(rows.scales.chunks(TILE)) {
                let (at, cells) = tiled;
                let whole = tile(cells, weights);
                for (i, (scale, whole)) in row_scales.iter().zip(whole).enumerate() {
                    let start = (at * TILE + i) * columns + stripe * STRIPE;
                    let out = &mut sums[start..start + width];
                    for ((out, sum), column) in out.iter_mut().zip(whole).zip(scales) {
                        *out += sum as f32 * (scale * column);
                    }
                }
            }
        }
    }
}

/// Four rows times sixteen columns.
fn plain_tile(
    cells: &[[Pair; TILE]],
    weights: &[[i16; 2 * STRIPE]],
) -> [[i32; STRIPE]; TILE] {
    let mut sums = [[0i32; STRIPE]; TILE];
    for (pairs, weights) in cells.iter().zip(weights) {
        for (sums, [x, y]) in sums.iter_mut().zip(pairs) {
            for (sum, [w, v]) in sums.iter_mut().zip(weights.as_chunks::<2>().0) {
                *sum += i32::from(*x) * i32::from(*w) + i32::from(*y) * i32::from(*v);
            }
        }
    }
    sums
}

/// The same with AVX2, which multiplies and adds eight pairs at once; compilers do not find that by themselves.
#[cfg(target_arch = "x86_64")]
mod wide {
    use super::{Pair, Product, STRIPE, TILE};
    use pulp::NullaryFnOnce;
    use pulp::x86::V3;
    use std::arch::x86_64::__m256i;

    pub(super) struct Wide<'m> {
        pub(super) product: Product<'m>,
        pub(super) simd: V3,
    }

    impl NullaryFnOnce for Wide<'_> {
        type Output = ();

        #[expect(
            clippy::inline_always,
            reason = "must become part of the wide-vector code"
        )]
        #[inline(always)]
        fn call(self) {
            let simd = self.simd;
            self.product.run(
                #[inline(always)]
                |cells, weights| tile(simd, cells, weights),
            );
        }
    }

    #[expect(clippy::inline_always, reason = "must become part of the wide-vector code")]
    #[inline(always)]
    fn tile(
        simd: V3,
        cells: &[[Pair; TILE]],
        weights: &[[i16; 2 * STRIPE]],
    ) -> [[i32; STRIPE]; TILE] {
        let mut sums = [[simd.avx._mm256_setzero_si256(); 2]; TILE];
        for (pairs, weights) in cells.iter().zip(weights) {
            let [low, high]: [__m256i; 2] = pulp::cast(*weights);
            for (sums, pair) in sums.iter_mut().zip(pairs) {
                let pair = simd.avx._mm256_set1_epi32(pulp::cast(*pair));
                let products = [low, high].map(
                    #[inline(always)]
                    |weights| simd.avx2._mm256_madd_epi16(pair, weights),
                );
                for (sum, product) in sums.iter_mut().zip(products) {
                    *sum = simd.avx2._mm256_add_epi32(*sum, product);
                }
            }
        }
        pulp::cast(sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(n: usize, step: usize) -> Vec<f32> {
        (0..n).map(|i| f32::from((i * step % 101) as u8) / 7.0 - 6.0).collect()
    }

    #[test]
    fn products_are_those_of_floats_but_for_rounding() {
        for (n, inner, columns) in [(1, 1, 1), (3, 5, 16), (7, 9, 20), (9, 256, 50)] {
            let (a, b) = (numbers(n * inner, 37), numbers(inner * columns, 53));
            let (mut rows, mut matrix) = (Rows::default(), Matrix::default());
            rows.set(&a, inner);
            matrix.pack(&b, inner, columns);
            let mut found = vec![1.0; n * columns];
            matrix.multiply_add(&rows, &mut found);
            for (at, found) in found.iter().enumerate() {
                let (row, column) = (at / columns, at % columns);
                let term = |k: usize| a[row * inner + k] * b[k * columns + column];
                let wanted = 1.0 + (0..inner).map(term).sum::<f32>();
                let size: f32 = (0..inner).map(|k| term(k).abs()).sum();
                assert!((found - wanted).abs() <= 0.002 * size, "{found} {wanted}");
            }
        }
    }

    #[test]
    fn every_machine_gives_the_same_bits() {
        let (n, inner, columns) = (6, 192, 40);
        let (mut rows, mut matrix) = (Rows::default(), Matrix::default());
        rows.set(&numbers(n * inner, 37), inner);
        matrix.pack(&numbers(inner * columns, 53), inner, columns);
        let mut wide = vec![0.5; n * columns];
        matrix.multiply_add(&rows, &mut wide);
        let mut plain = vec![0.5; n * columns];
        Product { rows: &rows, matrix: &matrix, sums: &mut plain }.run(plain_tile);
        assert_eq!(wide, plain);
    }

    #[test]
    fn the_largest_sums_fit() {
        let (mut rows, mut matrix) = (Rows::default(), Matrix::default());
        rows.set(&[-3.0; WIDEST], WIDEST);
        matrix.pack(&[5.0; WIDEST], WIDEST, 1);
        let mut sums = [0.0];
        matrix.multiply_add(&rows, &mut sums);
        assert!((sums[0] + 15.0 * 256.0).abs() < 0.01, "{}", sums[0]);
    }
}
