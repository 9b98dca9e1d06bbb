//! A parsed sentence: words with lemma, tag, head and relation, in Universal Dependencies' terms.
//!
//! In: the tokens of a sentence. Out: a [`Parse`], always a tree with one root. “Russia recognised Kabul” has the
//! words Russia/PROPN `nsubj` of 2, recognised/VERB `root`, Kabul/PROPN `obj` of 2. Known limit: English only.

mod clauses;
mod complements;
#[doc(hidden)]
pub mod distance;
mod familiar;
#[doc(hidden)]
pub mod feature;
mod garden;
mod hash;
mod headline;
mod label;
#[doc(hidden)]
pub mod lemma;
#[doc(hidden)]
pub mod lexicon;
#[doc(hidden)]
pub mod model;
mod network;
mod opening;
mod parser;
mod recurrent;
mod regroup;
mod topic;
#[doc(hidden)]
pub mod tree;
mod verbless;

pub use label::{Deprel, Upos, Xpos};
pub use model::LoadError;
pub use parser::{Parser, Workspace};

use crate::span::Span;
use compact_str::CompactString;

/// One syntactic word. A multiword token such as “don't” gives two words whose spans share its letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the article's text.
    pub span: Span,
    /// Its dictionary form; names keep their capitals.
    pub lemma: CompactString,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag, e.g. `VBD`.
    pub xpos: Xpos,
    /// Index of the word it depends on, within the sentence; `None` for the root.
    pub head: Option<u32>,
    /// How it depends on its head.
    pub deprel: Deprel,
}

/// The words of one sentence and the tree over them: exactly one root, no cycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parse {
    words: Vec<Word>,
    /// Children of word `i` are `children[first_child[i]..first_child[i + 1]]`, in order of the text.
    children: Vec<u32>,
    first_child: Vec<u32>,
}

impl Parse {
    /// Takes words whose heads form a tree; where they do not, the rest hangs from the first root.
    pub fn new(mut words: Vec<Word>) -> Self {
        mend(&mut words);
        let n = words.len();
        let mut first_child = vec![0u32; n + 2];
        for word in &words {
            if let Some(head) = word.head {
                first_child[head as usize + 2] += 1;
            }
        }
        for i in 1..first_child.len() {
            first_child[i] += first_child[i - 1];
        }
        let mut children = vec![0u32; n.saturating_sub(1)];
        for (i, word) in words.iter().enumerate() {
            if let Some(head) = word.head {
                let slot = &mut first_child[head as usize + 1];
                children[*slot as usize] = i as u32;
                *slot += 1;
            }
        }
        first_child.pop();
        Self { words, children, first_child }
    }

    /// The words in order.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The words that depend on word `i`, in order.
    pub fn children(&self, i: usize) -> &[u32] {
        &self.children[self.first_child[i] as usize..self.first_child[i + 1] as usize]
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// Makes the heads a tree with one root: out-of-range heads, second roots and cycles hang from the first root.
fn mend(words: &mut [Word]) {
    let n = words.len();
    if n == 0 {
        return;
    }
    let is_bad =
        |w: &Word, i: usize| w.head.is_some_and(|h| h as usize >= n || h as usize == i);
    for (i, word) in words.iter_mut().enumerate() {
        if is_bad(word, i) {
            word.head = None;
        }
    }
    let root = words.iter().position(|w| w.head.is_none()).unwrap_or(0);
    words[root].head = None;
    words[root].deprel = Deprel::Root;
    // 0 unseen, 1 on the present path, 2 known to reach the root.
    let mut state = vec![0u8; n];
    state[root] = 2;
    let mut path = Vec::new();
    for start in 0..n {
        let mut at = start;
        while state[at] == 0 {
            state[at] = 1;
            path.push(at);
            match words[at].head {
                Some(head) if state[head as usize] != 1 => at = head as usize,
                _ => {
                    words[at].head = Some(root as u32);
                    if words[at].deprel == Deprel::Root {
                        words[at].deprel = Deprel::Parataxis;
                    }
                }
            }
        }
        for i in path.drain(..) {
            state[i] = 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(head: Option<u32>) -> Word {
        Word {
            span: Span::new(0, 0),
            lemma: CompactString::default(),
            upos: Upos::X,
            xpos: Xpos::Fw,
            head,
            deprel: Deprel::Dep,
        }
    }

    #[test]
    fn cycles_and_second_roots_hang_from_the_first_root() {
        let heads = [Some(1), Some(0), None, None, Some(9)];
        let parse = Parse::new(heads.map(word).to_vec());
        let roots = parse.words().iter().filter(|w| w.head.is_none()).count();
        assert_eq!(roots, 1);
        for start in 0..parse.len() {
            let mut at = start;
            for _ in 0..parse.len() {
                at = parse.words()[at].head.map_or(at, |h| h as usize);
            }
            assert_eq!(parse.words()[at].head, None);
        }
    }

    #[test]
    fn children_come_in_text_order() {
        let parse = Parse::new([Some(2), Some(2), None, Some(2)].map(word).to_vec());
        assert_eq!(parse.children(2), &[0, 1, 3]);
        assert!(parse.children(0).is_empty());
    }
}
