//! Places in a text, as half-open ranges of UTF-8 bytes.
//!
//! In “Russia met China.” the mention “China” is `Span { start: 11, end: 16 }`. Inside the library every place is
//! such a byte range; on outside surfaces (JSON, CSV) offsets are Unicode code points, and [`CodePoints`] turns one
//! into the other. Known limit: an article is at most `u32::MAX` bytes, which is checked where articles enter.

use serde::{Deserialize, Serialize};

/// A half-open byte range `start..end` of an article's text, on character boundaries.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span starts before it ends");
        Self { start: start as u32, end: end as u32 }
    }

    /// The words of `text` that the span covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies wholly within this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// Turns byte offsets of one text into code-point offsets, each in constant time.
///
/// A pure-ASCII text needs no table; any other keeps one count for every 64 bytes.
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t str,
    counts: Vec<u32>,
}

const STRIDE: usize = 64;

impl<'t> CodePoints<'t> {
    /// Counts the characters of `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut n = 0;
            for chunk in text.as_bytes().chunks(STRIDE) {
                counts.push(n);
                n += starts(chunk);
            }
            counts.push(n);
        }
        Self { text, counts }
    }

    /// The number of characters before byte `offset`.
    pub fn at(&self, offset: u32) -> u32 {
        let offset = offset as usize;
        if self.counts.is_empty() {
            return offset as u32;
        }
        let chunk = offset / STRIDE;
        self.counts[chunk] + starts(&self.text.as_bytes()[chunk * STRIDE..offset])
    }
}

/// How many characters begin within these bytes.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| **b & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_count_characters_not_bytes() {
        let text = "Itté ".repeat(40) + "é";
        let points = CodePoints::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte as u32), n as u32);
        }
        assert_eq!(points.at(text.len() as u32) as usize, text.chars().count());
    }
}
