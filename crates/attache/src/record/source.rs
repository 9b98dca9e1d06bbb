//! Which articles are one source: near-copies of a wire story, and reports of one publisher.
//!
//! In: texts. Out: a [`Print`] of each; “Norway expelled two Russian diplomats on Monday, the ministry said.” and the same with
//! “(Reuters)” before it have nearly the same print and count once. A print is a `MinHash` over runs of three words: the
//! share of equal slots estimates the share of common runs. Known limit: a story retold in other words is a second source.

use super::telling::Telling;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Slots of a print.
const SLOTS: usize = 24;
/// Slots that must all agree for two prints to be compared at all.
const BAND: usize = 4;
/// Equal slots that make a near-copy: about seven of ten runs in common.
const COPY: usize = 17;
/// Words in a run.
const RUN: usize = 3;

/// What a text looks like, coarsely: texts with many runs of words in common have many equal slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Print([u32; SLOTS]);

impl Print {
    /// The print of a text; letter case and punctuation do not count.
    // Written here over xxh3 rather than taken from a MinHash crate: prints are stored and must compare with those of
    // later versions, and the crates draw their seeds from generators that may change.
    pub fn of(text: &str) -> Self {
        let words: Vec<u64> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| xxh3_64_with_seed(word.to_lowercase().as_bytes(), 0))
            .collect();
        let mut slots = [u32::MAX; SLOTS];
        for run in words.windows(RUN.min(words.len().max(1))) {
            let bytes: Vec<u8> = run.iter().flat_map(|w| w.to_le_bytes()).collect();
            let hash = xxh3_64_with_seed(&bytes, 1);
            for (slot, seed) in slots.iter_mut().zip(1_u64..) {
                *slot = (*slot).min(mixed(hash, seed));
            }
        }
        Self(slots)
    }

    /// Whether the one text is a near-copy of the other.
    pub fn is_copy_of(&self, other: &Self) -> bool {
        let n_equal = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        n_equal >= COPY
    }

    /// Hashes of groups of slots; near-copies nearly always share one, other texts nearly never.
    pub fn bands(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.chunks_exact(BAND).zip(2_u64..).map(|(band, seed)| {
            let bytes: Vec<u8> =
                band.iter().flat_map(|slot| slot.to_le_bytes()).collect();
            xxh3_64_with_seed(&bytes, seed)
        })
    }

    /// The print as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|slot| slot.to_le_bytes()).collect()
    }

    /// The print of these bytes; `None` where they are none.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (chunks, rest) = bytes.as_chunks::<4>();
        let slots: Vec<u32> = chunks.iter().map(|c| u32::from_le_bytes(*c)).collect();
        rest.is_empty().then_some(Self(slots.try_into().ok()?))
    }
}

/// One of many independent hashes of a hash (the finaliser of splitmix64).
fn mixed(hash: u64, seed: u64) -> u32 {
    let mut x = hash.wrapping_add(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (x >> 32) as u32
}

/// How many independent sources tell it: articles of one publisher and near-copies count once.
pub fn count<'t>(tellings: impl IntoIterator<Item = &'t Telling>) -> usize {
    let mut sources = Sources::default();
    for telling in tellings {
        sources.add(telling);
    }
    (0..sources.parent.len()).filter(|i| sources.parent[*i] == *i).count()
}

/// Articles as they come, joined where they are one source.
#[derive(Debug, Default)]
struct Sources<'t> {
    by_article: FxHashMap<&'t str, usize>,
    by_publisher: FxHashMap<&'t str, usize>,
    by_band: FxHashMap<u64, usize>,
    prints: Vec<Print>,
    parent: Vec<usize>,
}

impl<'t> Sources<'t> {
    fn add(&mut self, telling: &'t Telling) {
        let index = self.prints.len();
        if self.by_article.insert(&telling.line.article, index).is_some() {
            return;
        }
        self.prints.push(telling.print);
        self.parent.push(index);
        if let Some(publisher) = &telling.publisher {
            let first = *self.by_publisher.entry(publisher).or_insert(index);
            self.join(first, index);
        }
        for band in telling.print.bands() {
            let first = *self.by_band.entry(band).or_insert(index);
            if self.prints[first].is_copy_of(&telling.print) {
                self.join(first, index);
            }
        }
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }

    fn root(&self, mut i: usize) -> usize {
        while self.parent[i] != i {
            i = self.parent[i];
        }
        i
    }
}

#[cfg(test)]
mod tests {
    use super::Print;

    const STORY: &str = "Norway expelled two Russian diplomats on Monday, the foreign ministry said. It \
        accused them of spying for years. Moscow promised to answer in kind within the week, and called the \
        charges absurd.";

    fn is_copy(a: &str, b: &str) -> bool {
        Print::of(a).is_copy_of(&Print::of(b))
    }

    #[test]
    fn a_wire_story_with_another_dateline_is_a_copy() {
        assert!(is_copy(STORY, &format!("OSLO (Wire) - {STORY}")));
        assert!(is_copy(STORY, &STORY.to_uppercase()));
        assert!(is_copy(STORY, &STORY.replace("two", "2")));
    }

    #[test]
    fn a_story_in_other_words_is_no_copy() {
        let other = "Two Russian envoys must leave Norway, which says that they are spies; the Kremlin spoke of \
            nonsense and said on Monday that it would respond before the week was out.";
        assert!(!is_copy(STORY, other));
        assert!(!is_copy("Norway expelled a Russian.", "Mali left."));
    }

    #[test]
    fn copies_share_a_band_and_prints_survive_as_bytes() {
        let (a, b) = (Print::of(STORY), Print::of(&format!("OSLO (Wire) - {STORY}")));
        assert!(a.bands().zip(b.bands()).any(|(a, b)| a == b));
        assert_eq!(Print::from_bytes(&a.to_bytes()), Some(a));
        assert_eq!(Print::from_bytes(b"short"), None);
        assert_eq!(Print::of(""), Print::of(" . "));
    }
}
