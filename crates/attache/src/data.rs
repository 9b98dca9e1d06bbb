//! Everything that reading knows and that is not code: ontology, rules, actors, roles.
//!
//! In: the files of `data/`, compiled in or from a folder, and a user's own additions. Out: one [`Data`], checked: either
//! every file is sound or every fault is told at once. Known limit: loaded whole; there is no partial reload.

pub mod code;
pub mod gazetteer;
pub mod grammar;
pub mod levels;
pub mod lexicon;
pub mod ontology;
pub mod pattern;
pub(crate) mod phrase;
pub mod relations;
pub mod roles;
pub mod rules;
pub mod source;
pub mod table;

use crate::error::{Error, Fault};
use gazetteer::Gazetteer;
use grammar::Grammar;
use levels::Levels;
use lexicon::Lexicon;
use ontology::Ontology;
use relations::Relations;
use roles::Roles;
use rules::Rules;
use source::Source;
use xxhash_rust::xxh3::Xxh3;

/// The loaded data.
#[derive(Debug)]
pub struct Data {
    /// Codes and their meanings.
    pub ontology: Ontology,
    /// What acts do to what holds.
    pub relations: Relations,
    /// Closed-class words.
    pub grammar: Grammar,
    /// Levels of missions, by their words.
    pub levels: Levels,
    /// Words that rules know.
    pub lexicon: Lexicon,
    /// Verb, noun and adjective rules.
    pub rules: Rules,
    /// Actors and places by name.
    pub gazetteer: Gazetteer,
    /// Words for roles.
    pub roles: Roles,
    /// A hash of all files, to tell with which data something was coded.
    pub version: String,
}

impl Data {
    /// Loads the data that is compiled in.
    ///
    /// # Errors
    /// All faults of the files; none where the project's own tests pass.
    pub fn embedded() -> Result<Self, Error> {
        Self::load(&Source::embedded(), &[], &[])
    }

    /// Loads data files, with a user's `actors` tables and `verbs` files on top.
    ///
    /// # Errors
    /// All faults of all files at once.
    pub fn load(
        sources: &[Source],
        actors: &[Source],
        verbs: &[Source],
    ) -> Result<Self, Error> {
        let is_actors = |s: &&Source| s.path.contains("actors/");
        let tables: Vec<&Source> =
            sources.iter().filter(is_actors).chain(actors).collect();
        // The actor tables are most of the work of starting up, so they are read beside the rules.
        let ((gazetteer, mut faults), (mut data, others)) = std::thread::scope(|scope| {
            let gazetteer = scope.spawn(|| read_actors(&tables));
            let rest = Self::without_actors(sources, verbs);
            (gazetteer.join().expect("reading tables does not panic"), rest)
        });
        data.gazetteer = gazetteer;
        data.version = version(sources.iter().chain(actors).chain(verbs));
        faults.extend(others);
        if faults.is_empty() {
            Ok(data)
        } else {
            faults.sort();
            Err(Error::Data(faults))
        }
    }

    fn without_actors(sources: &[Source], verbs: &[Source]) -> (Self, Vec<Fault>) {
        let mut faults = Vec::new();
        let is = |s: &&Source, name: &str| {
            s.path == name || s.path.ends_with(&format!("/{name}"))
        };
        let named = |name: &str| sources.iter().find(|s| is(s, name));
        let ontology = named("ontology.toml")
            .map(|s| Ontology::read(s, &mut faults))
            .unwrap_or_default();
        let relations = named("relations.toml")
            .map(|s| Relations::read(s, &ontology, &mut faults))
            .unwrap_or_default();
        let roles =
            named("roles.tsv").map(|s| Roles::read(s, &mut faults)).unwrap_or_default();
        let levels = named("levels.toml")
            .map(|s| Levels::read(s, &mut faults))
            .unwrap_or_default();
        let mut lexicon = Lexicon::default();
        let grammar = named("grammar.toml")
            .map(|s| Grammar::read(s, &mut lexicon, &mut faults))
            .unwrap_or_default();
        let is_rules = |s: &&Source| s.path.contains("verbs/");
        let files: Vec<&Source> = sources.iter().filter(is_rules).chain(verbs).collect();
        let compiled =
            Rules::read(&files, (&ontology, &grammar), &mut lexicon, &mut faults);
        (
            Self {
                ontology,
                relations,
                grammar,
                levels,
                lexicon,
                rules: compiled,
                gazetteer: Gazetteer::default(),
                roles,
                version: String::new(),
            },
            faults,
        )
    }
}

fn version<'s>(sources: impl Iterator<Item = &'s Source>) -> String {
    let mut hash = Xxh3::new();
    for source in sources {
        hash.update(source.text.as_bytes());
        hash.update(&[0]);
    }
    format!("{:016x}", hash.digest())
}

fn read_actors(tables: &[&Source]) -> (Gazetteer, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut gazetteer = Gazetteer::default();
    for source in tables {
        gazetteer.add(source, &mut faults);
    }
    (gazetteer, faults)
}

/// A TOML error as a fault with its line.
fn toml_fault(source: &Source, error: &toml::de::Error) -> Fault {
    let line = error.span().map_or(0, |span| Lines::new(&source.text).at(span.start));
    let reason = format!(
        "{}; see CONTRIBUTING.md for the format",
        error.message().replace('\n', " ")
    );
    Fault { path: source.path.clone(), line, reason }
}

/// Tells lines of a text, counted from 1, for offsets that only grow.
#[derive(Debug)]
struct Lines<'t> {
    text: &'t str,
    offset: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, offset: 0, line: 1 }
    }

    /// The line that byte `offset` stands in.
    fn at(&mut self, offset: usize) -> usize {
        let to = offset.clamp(self.offset, self.text.len());
        self.line +=
            self.text.as_bytes()[self.offset..to].split(|b| *b == b'\n').count() - 1;
        self.offset = to;
        self.line
    }
}
