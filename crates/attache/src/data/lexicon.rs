//! Words as small numbers, so that rules compare words without comparing letters.
//!
//! Every lemma that some rule or role names gets a [`Symbol`]; any other word of a text is [`Symbol::UNKNOWN`], which
//! no rule asks for. Known limit: symbols mean nothing outside the data that made them.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// The number of a lower-case lemma.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(pub(crate) u32);

impl Symbol {
    /// A word that no rule knows.
    pub const UNKNOWN: Self = Self(0);
}

/// All words that rules know.
#[derive(Debug, Default)]
pub struct Lexicon {
    symbols: FxHashMap<CompactString, Symbol>,
    words: Vec<CompactString>,
}

impl Lexicon {
    /// The symbol of a lemma, made if it is new.
    pub(crate) fn intern(&mut self, lemma: &str) -> Symbol {
        if let Some(symbol) = self.symbols.get(lemma) {
            return *symbol;
        }
        self.words.push(lemma.into());
        let symbol = Symbol(self.words.len() as u32);
        self.symbols.insert(lemma.into(), symbol);
        symbol
    }

    /// The symbol of a lemma in any case.
    pub fn symbol(&self, lemma: &str) -> Symbol {
        let known = if lemma.bytes().any(|b| b.is_ascii_uppercase()) {
            self.symbols.get(&CompactString::from(lemma).to_lowercase())
        } else {
            self.symbols.get(lemma)
        };
        known.copied().unwrap_or(Symbol::UNKNOWN)
    }

    /// The word of a symbol.
    pub fn word(&self, symbol: Symbol) -> &str {
        symbol.0.checked_sub(1).map_or("", |i| &self.words[i as usize])
    }

    /// How many words are known.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether no word is known.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}
