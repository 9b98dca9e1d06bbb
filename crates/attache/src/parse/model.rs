//! The model's file: named sections of plain little-endian numbers, borrowed in place.
//!
//! A file is a magic number, a count and a table of (name, offset, length), then the sections. The section `LEMK` of
//! the embedded model holds the keys of the lemma rules; reading “recognised” looks up such keys where they lie.
//! Known limit: at most 4 GiB.

use thiserror::Error;

/// The first eight bytes of a model.
pub const MAGIC: &[u8; 8] = b"attache1";

/// Why a model cannot be loaded.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The bytes do not begin as a model does, or end too early.
    #[error("not an attache model, or cut short")]
    NotAModel,
    /// A section is not there, or its size does not fit the others.
    #[error("section {0} is missing or has the wrong size; train the model again")]
    Section(&'static str),
}

/// The sections of a model's file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sections {
    bytes: &'static [u8],
    count: usize,
}

impl Sections {
    /// Checks the head of the file and that every section lies within it.
    pub(crate) fn read(bytes: &'static [u8]) -> Result<Self, LoadError> {
        if bytes.get(..8) != Some(MAGIC.as_slice()) {
            return Err(LoadError::NotAModel);
        }
        let count = word(bytes, 8).ok_or(LoadError::NotAModel)? as usize;
        let sections = Self { bytes, count };
        for entry in 0..count {
            sections.entry(entry).ok_or(LoadError::NotAModel)?;
        }
        Ok(sections)
    }

    fn entry(&self, i: usize) -> Option<(&'static [u8], &'static [u8])> {
        let at = 12 + 12 * i;
        let name = self.bytes.get(at..at + 4)?;
        let start = word(self.bytes, at + 4)? as usize;
        let len = word(self.bytes, at + 8)? as usize;
        Some((name, self.bytes.get(start..start.checked_add(len)?)?))
    }

    /// The bytes of a section.
    pub(crate) fn bytes(&self, name: &'static str) -> Result<&'static [u8], LoadError> {
        (0..self.count)
            .filter_map(|i| self.entry(i))
            .find(|(found, _)| *found == name.as_bytes())
            .map(|(_, bytes)| bytes)
            .ok_or(LoadError::Section(name))
    }

    /// A section of 32-bit numbers, copied.
    pub(crate) fn words(&self, name: &'static str) -> Result<Vec<u32>, LoadError> {
        let bytes = self.bytes(name)?;
        Ok(bytes.chunks_exact(4).filter_map(|chunk| word(chunk, 0)).collect())
    }

    /// A section of floating-point numbers, copied.
    pub(crate) fn floats(&self, name: &'static str) -> Result<Vec<f32>, LoadError> {
        let bytes = self.bytes(name)?;
        let float = |c: &[u8]| f32::from_le_bytes([c[0], c[1], c[2], c[3]]);
        Ok(bytes.chunks_exact(4).map(float).collect())
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let chunk: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_le_bytes(chunk))
}

/// Lays sections out as a model's file.
pub fn write(sections: &[(&'static str, Vec<u8>)]) -> Vec<u8> {
    let mut head = MAGIC.to_vec();
    head.extend((sections.len() as u32).to_le_bytes());
    let mut start = 12 + 12 * sections.len();
    for (name, bytes) in sections {
        head.extend(name.as_bytes());
        head.extend((start as u32).to_le_bytes());
        head.extend((bytes.len() as u32).to_le_bytes());
        start += bytes.len();
    }
    for (_, bytes) in sections {
        head.extend(bytes);
    }
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_found_by_name() {
        let bytes = write(&[("ABCD", vec![1, 2]), ("EFGH", vec![3, 0, 0, 0])]);
        let sections = Sections::read(bytes.leak()).unwrap();
        assert_eq!(sections.bytes("ABCD"), Ok([1u8, 2].as_slice()));
        assert_eq!(sections.words("EFGH"), Ok(vec![3]));
        assert_eq!(sections.bytes("NONE"), Err(LoadError::Section("NONE")));
    }

    #[test]
    fn other_files_are_refused() {
        for bytes in
            [b"".as_slice(), b"attache1", b"attache1\x09\0\0\0", b"something else"]
        {
            assert_eq!(Sections::read(bytes).unwrap_err(), LoadError::NotAModel);
        }
    }
}
