//! The words of time: months, units, numbers, cues.
//!
//! In: `data/times.toml`. Out: [`Times`], checked. “fortnight” is a unit because `[units]` holds `fortnight = "P2W"`.
//! Known limit: English only.

use super::calendar::Length;
use crate::error::Fault;
use crate::sentence::text_data::{Words, toml_fault, word_fault};
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

type Table<V> = FxHashMap<CompactString, V>;

/// Words and phrases of time from `times.toml`.
#[derive(Debug, Clone)]
pub struct Times {
    pub(super) months: Table<i8>,
    pub(super) weekdays: Table<i8>,
    /// Code and first month.
    pub(super) seasons: Table<(CompactString, i8)>,
    pub(super) parts: Table<CompactString>,
    pub(super) units: Table<Length>,
    pub(super) sets: Table<CompactString>,
    pub(super) numbers: Table<i32>,
    pub(super) ordinals: Table<i32>,
    pub(super) days: Table<i32>,
    pub(super) decades: Table<i16>,
    /// Phrases by their first word, the longest first: holidays and vague references.
    pub(super) phrases: Table<Vec<Phrase>>,
    pub(super) adverbs: Words,
    pub(super) adverbs_stop_before: Words,
    pub(super) cues: Table<Words>,
    /// Every word that an expression can begin with.
    pub(super) openers: Words,
}

/// A fixed phrase.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub(super) words: Vec<CompactString>,
    pub(super) sense: Sense,
}

/// What a fixed phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Reference(&'static str),
    Holiday { month: i8, day: i8 },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    months: Table<i8>,
    weekdays: Table<i8>,
    seasons: BTreeMap<CompactString, CompactString>,
    parts: Table<CompactString>,
    units: BTreeMap<CompactString, CompactString>,
    sets: Table<CompactString>,
    numbers: Table<i32>,
    ordinals: Table<i32>,
    days: Table<i32>,
    decades: Table<i16>,
    holidays: BTreeMap<CompactString, CompactString>,
    references: References,
    words: BTreeMap<CompactString, Vec<CompactString>>,
    tense: BTreeMap<CompactString, Vec<CompactString>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct References {
    present: Vec<CompactString>,
    past: Vec<CompactString>,
    future: Vec<CompactString>,
    adverbs: Vec<CompactString>,
    adverbs_stop_before: Vec<CompactString>,
}

/// The lists of `[words]` and `[tense]` that the code asks for.
const CUES: [&str; 35] = [
    "before_now",
    "before_then",
    "after_now",
    "after_then",
    "same_now",
    "same_then",
    "ago",
    "later",
    "earlier",
    "after",
    "vague",
    "every",
    "approximate",
    "edges",
    "within",
    "day_cues",
    "stretch_cues",
    "year_cues",
    "zones",
    "zones_local",
    "prepositions",
    "ahead",
    "future",
    "past",
    "not_past",
    "between",
    "times_per",
    "month_names",
    "season_cues",
    "old_year_cues",
    "old_year_followers",
    "part_cues",
    "rate_cues",
    "asides",
    "epithets",
];

impl Times {
    /// The words that are compiled in.
    pub fn embedded() -> Self {
        Self::parse("times.toml", include_str!("../../data/times.toml"))
            .expect("the embedded times.toml is checked by a test")
    }

    /// Reads the words from the text of a file; `path` only names it in faults.
    ///
    /// # Errors
    /// Every fault of the file: not TOML, an unknown or missing list, a word with a capital, a month beyond 12, a
    /// duration that is none.
    pub fn parse(path: &str, text: &str) -> Result<Self, Vec<Fault>> {
        let file: File =
            toml::from_str(text).map_err(|error| vec![toml_fault(path, text, &error)])?;
        let mut faults = Vec::new();
        let mut fault = |word: &str, reason: String| {
            faults.push(word_fault(path, text, word, reason));
        };
        check_ranges(&file, &mut fault);
        let units = lengths(&file, &mut fault);
        let seasons = seasons(&file, &mut fault);
        let phrases = phrases(&file, &mut fault);
        let cues = cues(&file, &mut fault);
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut times = Self {
            months: file.months,
            weekdays: file.weekdays,
            seasons,
            parts: file.parts,
            units,
            sets: file.sets,
            numbers: file.numbers,
            ordinals: file.ordinals,
            days: file.days,
            decades: file.decades,
            phrases,
            adverbs: file.references.adverbs.into_iter().collect(),
            adverbs_stop_before: file
                .references
                .adverbs_stop_before
                .into_iter()
                .collect(),
            cues,
            openers: Words::default(),
        };
        times.openers = times.all_openers();
        Ok(times)
    }

    /// Whether a list of `[words]` or `[tense]` holds `word`.
    pub(super) fn is(&self, cue: &str, word: &str) -> bool {
        self.cues.get(cue).is_some_and(|words| words.contains(word))
    }

    fn all_openers(&self) -> Words {
        let lists = [
            "before_now",
            "before_then",
            "after_now",
            "after_then",
            "same_now",
            "same_then",
            "vague",
            "every",
            "approximate",
            "edges",
            "within",
        ];
        let cues = lists.iter().filter_map(|list| self.cues.get(*list)).flatten();
        let tables =
            self.months.keys().chain(self.weekdays.keys()).chain(self.seasons.keys());
        let tables = tables
            .chain(self.parts.keys())
            .chain(self.units.keys())
            .chain(self.sets.keys());
        let tables = tables
            .chain(self.numbers.keys())
            .chain(self.ordinals.keys())
            .chain(self.days.keys());
        let tables =
            tables.chain(self.decades.keys()).chain(self.phrases.keys()).chain(cues);
        let articles = ["the", "at", "'", "’", "its", "their"].map(CompactString::from);
        tables.cloned().chain(articles).collect()
    }
}

fn check_ranges(file: &File, fault: &mut impl FnMut(&str, String)) {
    let mut months: Vec<_> = file.months.iter().chain(&file.weekdays).collect();
    months.sort();
    for (word, number) in months {
        if !(1..=12).contains(number) {
            fault(word, format!("“{word} = {number}” is not within 1 to 12"));
        }
        if word.chars().any(char::is_uppercase) {
            fault(word, format!("“{word}” is not in lower case"));
        }
    }
}

fn lengths(file: &File, fault: &mut impl FnMut(&str, String)) -> Table<Length> {
    let mut lengths = Table::default();
    for (word, value) in &file.units {
        match Length::parse(value) {
            Some(length) => drop(lengths.insert(word.clone(), length)),
            None => {
                fault(value, format!("“{value}” is no duration; write “P1D” or “PT1H”"));
            }
        }
    }
    lengths
}

fn seasons(
    file: &File,
    fault: &mut impl FnMut(&str, String),
) -> Table<(CompactString, i8)> {
    let mut seasons = Table::default();
    for (word, value) in &file.seasons {
        let month = value.get(2..).and_then(|month| month.parse().ok());
        match month.filter(|month| (1..=12).contains(month)) {
            Some(month) => drop(
                seasons.insert(word.clone(), (CompactString::from(&value[..2]), month)),
            ),
            None => fault(value, format!("“{value}” is no season; write “SU6”")),
        }
    }
    seasons
}

fn phrases(file: &File, fault: &mut impl FnMut(&str, String)) -> Table<Vec<Phrase>> {
    let mut all: Vec<Phrase> = Vec::new();
    let references = &file.references;
    let kinds = [
        (&references.present, "PRESENT_REF"),
        (&references.past, "PAST_REF"),
        (&references.future, "FUTURE_REF"),
    ];
    for (list, value) in kinds {
        let sense = Sense::Reference(value);
        all.extend(list.iter().map(|text| Phrase {
            words: text.split(' ').map(Into::into).collect(),
            sense,
        }));
    }
    for (text, value) in &file.holidays {
        let day = value
            .split_once('-')
            .and_then(|(m, d)| Some((m.parse().ok()?, d.parse().ok()?)));
        match day {
            Some((month, day)) => all.push(Phrase {
                words: text.split(' ').map(Into::into).collect(),
                sense: Sense::Holiday { month, day },
            }),
            None => fault(value, format!("“{value}” is no day; write “12-25”")),
        }
    }
    all.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    let mut phrases: Table<Vec<Phrase>> = Table::default();
    for phrase in all {
        phrases.entry(phrase.words[0].clone()).or_default().push(phrase);
    }
    phrases
}

fn cues(file: &File, fault: &mut impl FnMut(&str, String)) -> Table<Words> {
    let mut cues = Table::default();
    for (name, list) in file.words.iter().chain(&file.tense) {
        if !CUES.contains(&name.as_str()) {
            fault(name, format!("unknown list “{name}”"));
        }
        cues.insert(name.clone(), list.iter().cloned().collect());
    }
    for name in CUES.iter().filter(|name| !cues.contains_key(**name)) {
        fault(name, format!("the list “{name}” is missing"));
    }
    cues
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_words_are_sound() {
        let times = Times::embedded();
        assert!(times.is("ago", "ago") && times.openers.contains("fortnight"));
    }

    #[test]
    fn faults_name_their_line() {
        let text = include_str!("../../data/times.toml").replace("\"P2W\"", "\"two\"");
        let faults = Times::parse("times.toml", &text).unwrap_err();
        let line = 1 + text.lines().position(|line| line.contains("\"two\"")).unwrap();
        assert_eq!(faults[0].line, line);
        assert!(
            faults[0]
                .to_string()
                .starts_with(&format!("times.toml:{line}: “two” is no duration"))
        );
    }
}
