//! Words that tell the level of a diplomatic mission: what the house is called, and what its head is called.
//!
//! In: `levels.toml`. Out: “Consulate General” is of level `consulate`; “Minister Resident” leads a `legation`, “Foreign Minister”
//! none. Known limit: “minister” is an envoy's rank only where no word in front says otherwise.

use super::source::Source;
use crate::error::Fault;
use serde::Deserialize;

/// One level.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// The contract's name.
    pub level: String,
    /// Names of the house.
    missions: Vec<String>,
    /// Names of its head.
    envoys: Vec<String>,
    /// The level where the envoy lives in a third country.
    pub from_afar: Option<String>,
    /// Whether it is lodged in the embassy of a third state.
    #[serde(default)]
    is_lodged: bool,
    /// What it becomes where it is raised and nothing says to what.
    pub above: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    afar: Vec<String>,
}

/// Which acts tell their level by what.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Acts {
    house: Vec<String>,
    result: Vec<String>,
    head: Vec<String>,
}

/// By what an act tells the level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// By the house: “closed the legation”.
    House,
    /// By what it becomes: “raised the legation to an embassy”.
    Result,
    /// By the rank of its head: “appointed a minister”.
    Head,
}

/// All levels, with the words around them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    level: Vec<Level>,
    acts: Acts,
    not_after: Words,
    residence: Words,
}

/// Whether the house or its head is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// “Legation”.
    Mission,
    /// “Minister”.
    Envoy,
}

impl Levels {
    /// Reads the file; a file that does not fit is one fault.
    pub fn read(source: &Source, faults: &mut Vec<Fault>) -> Self {
        toml::from_str(&source.text).unwrap_or_else(|error| {
            faults.push(super::toml_fault(source, &error));
            Self::default()
        })
    }

    /// Whether a mission of this level is lodged in the embassy of a third state.
    pub fn is_lodged(&self, level: &str) -> bool {
        self.level.iter().any(|row| row.level == level && row.is_lodged)
    }

    /// By what the act tells its level; `None` where it has none.
    pub fn told(&self, act: &str) -> Option<Told> {
        let has = |list: &[String]| list.iter().any(|a| a == act);
        let rows = [
            (&self.acts.house, Told::House),
            (&self.acts.result, Told::Result),
            (&self.acts.head, Told::Head),
        ];
        rows.into_iter().find(|(list, _)| has(list)).map(|(_, told)| told)
    }

    /// The level that the words from `at` on begin to name, and how many words name it; `word` gives a word's form or lemma.
    pub fn at(
        &self,
        sought: Sought,
        words: &[String],
        at: usize,
    ) -> Option<(&Level, usize)> {
        let before = at.checked_sub(1).map(|b| words[b].as_str());
        let is_other =
            before.is_some_and(|b| self.not_after.words.iter().any(|w| w == b));
        if sought == Sought::Envoy && is_other {
            return None;
        }
        let phrases = |level: &'_ Level| match sought {
            Sought::Mission => level.missions.clone(),
            Sought::Envoy => level.envoys.clone(),
        };
        let mut best: Option<(&Level, usize)> = None;
        for level in &self.level {
            for phrase in phrases(level) {
                let n = phrase.split(' ').count();
                let fits = at + n <= words.len()
                    && phrase.split(' ').zip(&words[at..]).all(|(p, w)| p == w);
                if fits && best.is_none_or(|(_, longest)| n > longest) {
                    best = Some((level, n));
                }
            }
        }
        best
    }

    /// Whether the word says where an envoy lives: “resident”.
    pub fn is_residence(&self, word: &str) -> bool {
        self.residence.words.iter().any(|w| w == word)
    }

    /// Whether the word says that an envoy lives elsewhere: “nonresident”.
    pub fn is_afar(&self, word: &str) -> bool {
        self.residence.afar.iter().any(|w| w == word)
    }
}
