//! Where data files come from: compiled in, or a folder of the user's that replaces them.
//!
//! `Source::embedded()` yields `("actors/states.tsv", "# States …")` and so on; `Source::folder(dir)` yields the files of
//! the same names under `dir`. Known limit: a replacing folder must hold every file.

use crate::error::{Error, Fault};
use std::borrow::Cow;
use std::path::Path;

/// One data file.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its path relative to the data folder, or as the user gave it.
    pub path: String,
    /// What stands in it.
    pub text: Cow<'static, str>,
}

macro_rules! files {
    ($($path:literal),+ $(,)?) => {
        /// Every data file, with its text as compiled in.
        const FILES: &[(&str, &str)] = &[$(($path, include_str!(concat!("../../data/", $path)))),+];
    };
}

files![
    "ontology.toml",
    "relations.toml",
    "grammar.toml",
    "levels.toml",
    "roles.tsv",
    "actors/states.tsv",
    "actors/bodies.tsv",
    "actors/institutions.tsv",
    "actors/groups.tsv",
    "actors/cities.tsv",
    "actors/people/africa.tsv",
    "actors/people/americas.tsv",
    "actors/people/asia.tsv",
    "actors/people/eastern-europe.tsv",
    "actors/people/middle-east.tsv",
    "actors/people/organisations.tsv",
    "actors/people/pacific.tsv",
    "actors/people/western-europe.tsv",
    "exports/countries.tsv",
    "exports/groups.tsv",
    "exports/phoenix.tsv",
    "exports/sectors.tsv",
    "verbs/diplomacy.toml",
    "verbs/accounts.toml",
    "verbs/relations.toml",
    "verbs/force.toml",
    "verbs/coercion.toml",
    "verbs/protest.toml",
    "verbs/states.toml",
    "verbs/words.toml",
    "verbs/stances.toml",
    "verbs/cooperation.toml",
    "verbs/operators.toml",
    "verbs/rulers.toml",
];

impl Source {
    /// The files that are compiled in, in a fixed order.
    pub fn embedded() -> Vec<Self> {
        let source = |(path, text): &(&str, &'static str)| Self {
            path: (*path).to_owned(),
            text: Cow::Borrowed(*text),
        };
        FILES.iter().map(source).collect()
    }

    /// The same files read from `folder`.
    ///
    /// # Errors
    /// One fault for every file that is missing or not UTF-8.
    pub fn folder(folder: &Path) -> Result<Vec<Self>, Error> {
        let mut sources = Vec::new();
        let mut faults = Vec::new();
        for (path, _) in FILES {
            match Self::file(&folder.join(path)) {
                Ok(source) => sources.push(source),
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(sources) } else { Err(Error::Data(faults)) }
    }

    /// One file of the user's.
    ///
    /// # Errors
    /// A fault that says why it cannot be read.
    pub fn file(path: &Path) -> Result<Self, Fault> {
        let shown = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Ok(Self { path: shown, text: Cow::Owned(text) }),
            Err(error) => {
                let reason =
                    format!("cannot be read: {error}; a UTF-8 text file is wanted");
                Err(Fault { path: shown, line: 0, reason })
            }
        }
    }
}
