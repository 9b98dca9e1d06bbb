//! Hashes of forms and of features: the same on every machine and in every version of the compiler.
//!
//! “Kabul” and its suffix “bul” become two 32-bit numbers that the model's tables are looked up by. Known limit: two
//! strings may share a number, which costs a little accuracy and nothing else.

/// Folds a number into a hash.
#[inline]
pub(crate) fn mix(hash: u32, value: u32) -> u32 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x9E37_79B1)
}

/// Spreads the entropy of a hash over all its bits.
#[inline]
pub(crate) fn finish(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 15)).wrapping_mul(0x85EB_CA6B);
    hash ^ (hash >> 13)
}

/// The hash of a string's bytes, seeded by the kind of thing that it is.
pub(crate) fn text(kind: u32, bytes: &[u8]) -> u32 {
    let mut hash = kind.wrapping_mul(0x9E37_79B1) ^ 0x811C_9DC5;
    for byte in bytes {
        hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    }
    finish(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_that_models_were_trained_with() {
        assert_eq!([text(1, b"kabul"), text(2, b"bul")], [2_013_555_484, 2_451_771_835]);
        assert_eq!(finish(mix(7, 1)), 2_054_770_002);
    }
}
