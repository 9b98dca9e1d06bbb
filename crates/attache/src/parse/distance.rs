//! How far apart two words stand, in steps that grow.
//!
//! In “Russia recognised Kabul” recognised stands one step right of Russia and one step left of Kabul. Known limit:
//! more than twenty words apart is all one.

/// Number of steps, the root's included.
pub const BUCKETS: usize = 20;

/// The step from word `i` to a head `j` among `n` words; `j == n` is the root.
#[inline]
pub fn bucket(i: usize, j: usize, n: usize) -> usize {
    if j == n {
        return 0;
    }
    let step = match i.abs_diff(j) {
        d @ 0..=4 => d.max(1),
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=22 => 8,
        _ => 9,
    };
    if j < i { step } else { step + 10 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_tell_side_and_distance() {
        assert_eq!(bucket(3, 9, 9), 0);
        assert_eq!([bucket(5, 4, 99), bucket(5, 6, 99)], [1, 11]);
        assert_eq!([bucket(50, 0, 99), bucket(0, 50, 99)], [9, 19]);
        assert!((0..99).all(|j| bucket(40, j, 99) < BUCKETS));
    }
}
