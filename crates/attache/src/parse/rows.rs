//! A table of weights: hashed feature in, one small number per class out.
//!
//! The feature “the suffix is -sed” picks a row; its cells say how much it speaks for each tag. Known limit: features
//! whose hashes meet share a row.

use super::model::LoadError;

/// A table read where it lies in the model.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows {
    cells: &'static [u8],
    width: usize,
    shift: u32,
}

impl Rows {
    /// Borrows a table with this many cells a row.
    pub(crate) fn read(
        cells: &'static [u8],
        width: usize,
        name: &'static str,
    ) -> Result<Self, LoadError> {
        let rows = cells.len().checked_div(width).unwrap_or(0);
        if !rows.is_power_of_two() || rows * width != cells.len() {
            return Err(LoadError::Section(name));
        }
        Ok(Self { cells, width, shift: 32 - rows.trailing_zeros() })
    }

    /// Adds up the rows of the features.
    #[inline]
    pub(crate) fn sum(&self, features: &[u32], scores: &mut [i16]) {
        scores.fill(0);
        for feature in features {
            let start = row(*feature, self.shift) * self.width;
            for (score, cell) in
                scores.iter_mut().zip(&self.cells[start..start + self.width])
            {
                *score += i16::from(*cell as i8);
            }
        }
    }
}

/// The row of a feature in a table of `2^(32 - shift)` rows.
#[inline]
pub fn row(feature: u32, shift: u32) -> usize {
    (u64::from(feature) >> shift) as usize
}
