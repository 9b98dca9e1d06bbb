//! The vocabulary of the evidence model: which words speak of which events, and which govern others.
//!
//! In: a parse. Out: for each word the fields of `evidence.toml` that begin there. In “Norway will cut off aid to Kenya” “cut
//! off aid” is a hit of the field `cut`, three words long, and “will” one of `future`. Known limit: a phrase is found by the
//! order of its words, not by the tree.

use crate::data::source::Source;
use crate::error::{Error, Fault};
use crate::event::EventType;
use crate::parse::{Parse, Upos, Word};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// What a word does to the act that it governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Operator {
    /// “Agreed to”: cooperation becomes AGREE, conflict THREATEN.
    Promise,
    /// “Halted”: an end of cooperation is SANCTION, of conflict RETREAT.
    Stop,
    /// “Launched”: the act itself.
    Light,
    /// “Will”.
    Future,
    /// “Must”.
    Duty,
    /// “May”.
    Doubt,
    /// “Not”.
    Negation,
    /// Keeps its own event, whatever it governs.
    Settled,
}

/// A field of words with one meaning.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name.
    pub id: String,
    /// The event that its words usually mean.
    pub event: Option<EventType>,
    /// What its words do to others.
    pub operator: Option<Operator>,
    #[serde(default)]
    verbs: String,
    #[serde(default)]
    nouns: String,
    #[serde(default)]
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VocabularyFile {
    field: Vec<Field>,
}

/// As which part of speech an entry holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Verb,
    Noun,
    Any,
}

#[derive(Debug, Clone)]
struct Entry {
    rest: Vec<String>,
    part: Part,
    field: u32,
}

/// All fields, by the first words of their entries.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    fields: Vec<Field>,
    by_first: FxHashMap<String, Vec<Entry>>,
}

/// An entry found in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Index of the field.
    pub field: u32,
    /// Words of the entry.
    pub length: u32,
}

/// Endings that the lemmatiser may have left on a word, and what they stand for.
const ENDINGS: &[(&str, &str)] = &[
    ("ied", "y"),
    ("ed", "e"),
    ("ed", ""),
    ("ing", "e"),
    ("ing", ""),
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
];
/// How far apart the words of a verb phrase may stand.
const VERB_REACH: usize = 4;
/// How far apart those of another phrase may.
const NOUN_REACH: usize = 1;

impl Vocabulary {
    /// The vocabulary that is compiled in.
    pub fn embedded() -> Self {
        let text = include_str!("../../../data/evidence.toml").into();
        let source = Source { path: "evidence.toml".to_owned(), text };
        Self::read(&source).expect("the embedded vocabulary is one that a test reads")
    }

    /// Reads a file of fields.
    ///
    /// # Errors
    /// A file that does not fit.
    pub fn read(source: &Source) -> Result<Self, Error> {
        let file: VocabularyFile = toml::from_str(&source.text).map_err(|error| {
            let reason = error.message().to_owned();
            Error::Data(vec![Fault { path: source.path.clone(), line: 0, reason }])
        })?;
        let mut vocabulary = Self::default();
        for field in file.field {
            let index = vocabulary.fields.len() as u32;
            let lists = [
                (Part::Verb, &field.verbs),
                (Part::Noun, &field.nouns),
                (Part::Any, &field.words),
            ];
            for (part, list) in lists {
                for entry in list.split(',') {
                    vocabulary.add(entry, part, index);
                }
            }
            vocabulary.fields.push(field);
        }
        Ok(vocabulary)
    }

    fn add(&mut self, entry: &str, part: Part, field: u32) {
        let mut words = entry.split_whitespace().map(str::to_owned);
        let Some(first) = words.next() else { return };
        let rest = words.collect();
        self.by_first.entry(first).or_default().push(Entry { rest, part, field });
    }

    /// The field of this index.
    pub fn field(&self, index: u32) -> &Field {
        &self.fields[index as usize]
    }

    /// The fields whose entries begin at each word, longest entry first.
    pub fn find(&self, parse: &Parse, text: &str) -> Vec<Vec<Hit>> {
        let words = parse.words();
        let forms: Vec<Vec<String>> = words.iter().map(|w| self.forms(w, text)).collect();
        (0..words.len()).map(|i| self.find_at(i, words, &forms)).collect()
    }

    fn find_at(&self, i: usize, words: &[Word], forms: &[Vec<String>]) -> Vec<Hit> {
        let entries =
            forms[i].iter().filter_map(|form| self.by_first.get(form)).flatten();
        let mut hits: Vec<Hit> = entries
            .filter(|e| e.part.fits(&words[i], e.rest.is_empty()) && e.follows(i, forms))
            .map(|e| Hit { field: e.field, length: e.rest.len() as u32 + 1 })
            .collect();
        hits.sort_by_key(|h| (std::cmp::Reverse(h.length), h.field));
        hits.dedup();
        hits
    }

    /// The lemma, the form, and the base forms that the lemmatiser may have missed: “blamed”, “extradites”.
    fn forms(&self, word: &Word, text: &str) -> Vec<String> {
        let form = word.span.of(text).to_lowercase();
        let lemma = word.lemma.to_lowercase().to_string();
        let mut forms = vec![lemma];
        let is_inflected =
            matches!(word.upos, Upos::Verb | Upos::Aux | Upos::Noun | Upos::Propn)
                || word.xpos.name() == "JJ";
        if is_inflected {
            forms.extend(stems(&form).filter(|stem| self.by_first.contains_key(stem)));
        }
        forms.push(form);
        forms.sort();
        forms.dedup();
        forms
    }
}

/// What a form may be an inflection of.
fn stems(form: &str) -> impl Iterator<Item = String> {
    ENDINGS.iter().flat_map(move |(ending, letter)| {
        let stem = form.strip_suffix(ending).filter(|s| s.len() > 2).unwrap_or_default();
        let mut letters = stem.chars().rev();
        let (last, before) = (letters.next(), letters.next());
        // “Banned”, “grabbing”.
        let single = match (last, before) {
            (Some(a), Some(b)) if a == b && letter.is_empty() => {
                stem[..stem.len() - a.len_utf8()].to_owned()
            }
            _ => String::new(),
        };
        [format!("{stem}{letter}"), single].into_iter().filter(|s| s.len() > 2)
    })
}

impl Part {
    fn fits(self, word: &Word, is_single: bool) -> bool {
        match self {
            Self::Any => true,
            Self::Verb => {
                matches!(word.upos, Upos::Verb | Upos::Aux)
                    || word.upos == Upos::Adj && word.xpos.name().starts_with("VB")
            }
            Self::Noun => {
                !is_single
                    || matches!(
                        word.upos,
                        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Sym
                    )
            }
        }
    }
}

impl Entry {
    /// Whether the rest of the entry comes soon after word `i`.
    fn follows(&self, i: usize, forms: &[Vec<String>]) -> bool {
        let reach = if self.part == Part::Verb { VERB_REACH } else { NOUN_REACH };
        let mut at = i;
        self.rest.iter().all(|word| {
            let last = forms.len().min(at + 1 + reach);
            let found = (at + 1..last).find(|k| forms[*k].contains(word));
            found.inspect(|k| at = *k).is_some()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::scene::tests::tree;
    use super::*;

    fn check(lines: &str, wanted: &[&str]) {
        let vocabulary = Vocabulary::embedded();
        let (parse, text) = tree(lines);
        let hits = vocabulary.find(&parse, &text);
        let found = hits[0].iter().map(|h| vocabulary.field(h.field).id.as_str());
        let found: Vec<&str> = found.collect();
        for field in wanted {
            assert!(found.contains(field), "{field} is not in {found:?} of {text}");
        }
        assert_eq!(wanted.is_empty(), found.is_empty(), "{found:?}");
    }

    #[test]
    fn phrases_inflections_and_parts_of_speech() {
        check(
            "cut cut VERB 0 root\nall all DET 3 det\naid aid NOUN 1 obj",
            &["cut", "stop"],
        );
        check("blamed blam VERB 0 root", &["accuse"]);
        check("back back ADV 0 root", &[]);
    }
}
