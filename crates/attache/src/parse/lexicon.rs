//! A frozen map from 32-bit hashes to 16-bit numbers, read where it lies in the model.
//!
//! The hash of “recognised” with the tag VBD gives the number of the rule “strip d”. Open addressing with linear
//! probing; a slot is six bytes (key, value), and key 0 marks an empty slot. Known limit: 65,536 values.

use super::model::LoadError;

/// The map.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lexicon {
    slots: &'static [u8],
    mask: usize,
}

const SLOT: usize = 6;

impl Lexicon {
    /// Borrows a map that [`freeze`] laid out.
    pub(crate) fn read(
        slots: &'static [u8],
        name: &'static str,
    ) -> Result<Self, LoadError> {
        let count = slots.len() / SLOT;
        if !count.is_power_of_two() || !slots.len().is_multiple_of(SLOT) {
            return Err(LoadError::Section(name));
        }
        Ok(Self { slots, mask: count - 1 })
    }

    /// The value of a key.
    #[inline]
    pub(crate) fn find(&self, key: u32) -> Option<u16> {
        let key = key.max(1);
        let mut at = key as usize & self.mask;
        for _ in 0..=self.mask {
            let slot = &self.slots[at * SLOT..at * SLOT + SLOT];
            let found = u32::from_le_bytes([slot[0], slot[1], slot[2], slot[3]]);
            if found == key {
                return Some(u16::from_le_bytes([slot[4], slot[5]]));
            }
            if found == 0 {
                return None;
            }
            at = (at + 1) & self.mask;
        }
        None
    }
}

/// Lays a map out; of two equal keys the first one counts.
pub fn freeze(entries: &[(u32, u16)]) -> Vec<u8> {
    let count = (entries.len() * 3 / 2 + 1).next_power_of_two();
    let mut slots = vec![0u8; count * SLOT];
    for (key, value) in entries {
        let key = (*key).max(1);
        let mut at = key as usize & (count - 1);
        while slots[at * SLOT..at * SLOT + 4] != [0; 4] {
            if slots[at * SLOT..at * SLOT + 4] == key.to_le_bytes() {
                break;
            }
            at = (at + 1) & (count - 1);
        }
        if slots[at * SLOT..at * SLOT + 4] == [0; 4] {
            slots[at * SLOT..at * SLOT + 4].copy_from_slice(&key.to_le_bytes());
            slots[at * SLOT + 4..at * SLOT + 6].copy_from_slice(&value.to_le_bytes());
        }
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_frozen_is_found() {
        let entries: Vec<_> = (0..1000u32).map(|i| (i * 7, i as u16)).collect();
        let map = Lexicon::read(freeze(&entries).leak(), "TEST").unwrap();
        for (key, value) in entries {
            assert_eq!(map.find(key), Some(value));
        }
        assert_eq!(map.find(3), None);
    }
}
