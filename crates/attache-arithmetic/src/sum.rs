//! Sums of scaled bytes.
//!
//! The row of “Kabul” is the sum of the rows of its features (the form, its endings and beginnings), each 192 signed bytes
//! with a scale. Known limit: none.

use pulp::{Arch, Simd, WithSimd};

/// Adds `scale` times the signed bytes to the numbers.
pub fn add_scaled(sums: &mut [f32], bytes: &[u8], scale: f32) {
    Arch::new().dispatch(Add { sums, bytes, scale });
}

struct Add<'s> {
    sums: &'s mut [f32],
    bytes: &'s [u8],
    scale: f32,
}

impl WithSimd for Add<'_> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "must become part of the wide-vector code")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for (sum, byte) in self.sums.iter_mut().zip(self.bytes) {
            *sum += f32::from(byte.cast_signed()) * self.scale;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_signed() {
        let mut sums = [1.0, 1.0];
        add_scaled(&mut sums, &[2, 255], 0.5);
        assert_eq!(sums.map(f32::to_bits), [2.0f32, 0.5].map(f32::to_bits));
    }
}
