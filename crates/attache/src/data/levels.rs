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
    /// The last year in which a head whose rank is not told was of this level.
    heads_until: Option<i16>,
    /// The first such year.
    heads_since: Option<i16>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    words: Vec<String>,
}

/// Words of where an envoy lives and to whom he is sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Residence {
    words: Vec<String>,
    afar: Vec<String>,
    goal: Vec<String>,
    post: Vec<String>,
}

/// Which acts tell their level by what.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Acts {
    house: Vec<String>,
    result: Vec<String>,
    head: Vec<String>,
    ties: Vec<String>,
}

/// The adjective of ties that are those of a lower mission.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ties {
    word: String,
    level: String,
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
    /// By an adjective of the relations: “established consular relations”.
    Ties,
}

/// What official accounts say in so many words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plain {
    /// The rule that it counts as.
    pub rule: String,
    /// The verb, as it stands in the text.
    pub done: Vec<String>,
    /// The noun of a heading.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// What the verb is done to where it is no house.
    #[serde(default)]
    pub things: Vec<String>,
    /// What stands for it before “was”.
    #[serde(default)]
    pub pronouns: Vec<String>,
}

/// The words around what is said in so many words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plainly {
    was: Vec<String>,
    of: Vec<String>,
    not: Vec<String>,
    end: Vec<String>,
}

/// All levels, with the words around them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    level: Vec<Level>,
    plain: Vec<Plain>,
    plainly: Plainly,
    acts: Acts,
    ties: Ties,
    charge: List,
    former: List,
    appointment: List,
    credentials: List,
    likening: List,
    interim: List,
    others: List,
    not_after: List,
    residence: Residence,
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
            (&self.acts.ties, Told::Ties),
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

    /// The level that an adjective of relations tells.
    pub fn of_ties(&self, word: &str) -> Option<&str> {
        (word == self.ties.word).then_some(self.ties.level.as_str())
    }

    /// Whether a head of this rank leads whatever house there is; the rank begins at word `at`.
    pub fn is_charge(&self, words: &[String], at: usize) -> bool {
        is_phrase(&self.charge, words, at)
    }

    /// Whether the word tells that what is named behind it was so before.
    pub fn is_former(&self, word: &str) -> bool {
        self.former.words.iter().any(|w| w == word)
    }

    /// Whether the word gives someone a rank.
    pub fn is_appointment(&self, word: &str) -> bool {
        self.appointment.words.iter().any(|w| w == word)
    }

    /// Whether the word stands before what a house is turned into.
    pub fn is_likening(&self, word: &str) -> bool {
        self.likening.words.iter().any(|w| w == word)
    }

    /// Whether the words from `at` on say that who is named before them only stands in: “ad interim”.
    pub fn is_interim(&self, words: &[String], at: usize) -> bool {
        is_phrase(&self.interim, words, at)
    }

    /// Whether the word tells of houses beside the one whose level counts: “other consulates”.
    pub fn is_of_others(&self, word: &str) -> bool {
        self.others.words.iter().any(|w| w == word)
    }

    /// What official accounts say in so many words.
    pub fn plain(&self) -> &[Plain] {
        &self.plain
    }

    /// “Was” before a verb.
    pub fn is_was(&self, word: &str) -> bool {
        self.plainly.was.iter().any(|w| w == word)
    }

    /// “Of” behind a noun.
    pub fn is_of(&self, word: &str) -> bool {
        self.plainly.of.iter().any(|w| w == word)
    }

    /// Whether the word takes the verb behind it back or puts it off.
    pub fn is_denial(&self, word: &str) -> bool {
        self.plainly.not.iter().any(|w| w == word)
    }

    /// Whether the word ends a clause.
    pub fn is_end(&self, word: &str) -> bool {
        self.plainly.end.iter().any(|w| w == word)
    }

    /// Whether the word says where an envoy lives: “resident”.
    pub fn is_residence(&self, word: &str) -> bool {
        self.residence.words.iter().any(|w| w == word)
    }

    /// Whether the word leads to the state that an envoy is sent to: “to”.
    pub fn is_goal(&self, word: &str) -> bool {
        self.residence.goal.iter().any(|w| w == word)
    }

    /// Whether the word leads to where an envoy has his post: “at”.
    pub fn is_post(&self, word: &str) -> bool {
        self.residence.post.iter().any(|w| w == word)
    }

    /// Whether the word is what an envoy presents: “credentials”.
    pub fn is_credentials(&self, word: &str) -> bool {
        self.credentials.words.iter().any(|w| w == word)
    }

    /// `level`, or that of its envoy from afar where `is_afar` says of it that he lives elsewhere.
    pub fn settled(&self, level: &str, is_afar: impl Fn(&str) -> bool) -> String {
        let row = self.level.iter().find(|row| row.level == level);
        let afar = row.and_then(|row| row.from_afar.as_deref());
        afar.filter(|afar| is_afar(afar)).unwrap_or(level).to_owned()
    }

    /// Whether `level` is that of an envoy who lives elsewhere.
    pub fn is_from_afar(&self, level: &str) -> bool {
        self.level.iter().any(|row| row.from_afar.as_deref() == Some(level))
    }

    /// The level of a diplomat's house where `level` is that of one, or of who is sent to one from afar.
    pub fn of_day(&self, level: &str) -> Option<&str> {
        let is_it =
            |row: &&Level| row.level == level || row.from_afar.as_deref() == Some(level);
        let mut rows =
            self.level.iter().filter(|row| row.heads_since.or(row.heads_until).is_some());
        rows.find(is_it).map(|row| row.level.as_str())
    }

    /// The level that the head of a mission had in `year` where nothing tells his rank.
    pub fn in_year(&self, year: i16) -> Option<&str> {
        let is_of = |row: &&Level| {
            row.heads_until.is_some_and(|last| year <= last)
                || row.heads_since.is_some_and(|first| first <= year)
        };
        self.level.iter().find(is_of).map(|row| row.level.as_str())
    }

    /// Whether the word says that an envoy lives elsewhere: “nonresident”.
    pub fn is_afar(&self, word: &str) -> bool {
        self.residence.afar.iter().any(|w| w == word)
    }
}

/// Whether one of the phrases begins at word `at`.
fn is_phrase(list: &List, words: &[String], at: usize) -> bool {
    list.words.iter().any(|phrase| {
        let n = phrase.split(' ').count();
        let own = words.get(at..at + n);
        own.is_some_and(|own| phrase.split(' ').zip(own).all(|(p, w)| p == w))
    })
}
