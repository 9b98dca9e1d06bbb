//! What must be known about written English to cut it: abbreviations, clitics, cues of bylines and other boilerplate.
//!
//! In: `data/text.toml`. Out: a [`TextData`] whose lists are sets. “Gov.” is an abbreviation because `titles` holds
//! `Gov`. Known limit: one language.

use crate::error::Fault;
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// A set of words.
pub(crate) type Words = FxHashSet<CompactString>;

/// Words and cues from `text.toml`.
#[derive(Debug, Clone)]
pub struct TextData {
    pub(super) titles: Words,
    pub(super) plain: Words,
    pub(super) numbered: Words,
    pub(super) hyphen_prefixes: Words,
    pub(super) clitics: Words,
    /// From the whole word to the length in bytes of its first part.
    pub(super) fused: FxHashMap<CompactString, usize>,
    pub(super) units: Words,
    pub(super) starters: Words,
    pub(super) speech: Words,
    pub(super) unfinished: Words,
    /// Of these, those that end a headline as well.
    pub(super) particles: Words,
    pub(super) boilerplate: Boilerplate,
    pub(super) byline_words: Words,
    pub(super) byline_links: Words,
    pub(super) months: Words,
    pub(super) separators: Vec<String>,
    pub(super) longest_dateline: usize,
}

/// How lines that are not the article begin, or what they hold.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Boilerplate {
    pub(super) starts: Vec<String>,
    pub(super) starts_unfinished: Vec<String>,
    pub(super) holds: Vec<String>,
    pub(super) byline_starts: Vec<String>,
    byline_words: Vec<CompactString>,
    byline_links: Vec<CompactString>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    abbreviations: Abbreviations,
    tokens: Tokens,
    sentences: Sentences,
    boilerplate: Boilerplate,
    dateline: Dateline,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Abbreviations {
    titles: Vec<CompactString>,
    plain: Vec<CompactString>,
    numbered: Vec<CompactString>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tokens {
    hyphen_prefixes: Vec<CompactString>,
    clitics: Vec<CompactString>,
    fused: Vec<CompactString>,
    units: Vec<CompactString>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentences {
    starters: Vec<CompactString>,
    speech: Vec<CompactString>,
    unfinished: Vec<CompactString>,
    particles: Vec<CompactString>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dateline {
    months: Vec<CompactString>,
    separators: Vec<String>,
    longest: usize,
}

impl TextData {
    /// The lists that are compiled in.
    pub fn embedded() -> Self {
        Self::parse("text.toml", include_str!("../../data/text.toml"))
            .expect("the embedded text.toml is checked by a test")
    }

    /// Reads the lists from the text of a file; `path` only names it in faults.
    ///
    /// # Errors
    /// Every fault of the file: not TOML, an unknown or missing key, a word with a capital where words are compared
    /// in lower case, a fused word without its bar.
    pub fn parse(path: &str, text: &str) -> Result<Self, Vec<Fault>> {
        let file: File =
            toml::from_str(text).map_err(|error| vec![toml_fault(path, text, &error)])?;
        let faults = check(path, text, &file);
        if faults.is_empty() { Ok(Self::from(file)) } else { Err(faults) }
    }
}

impl From<File> for TextData {
    fn from(file: File) -> Self {
        let File { abbreviations, tokens, sentences, boilerplate, dateline } = file;
        let fused = tokens.fused.iter().filter_map(|word| {
            let bar = word.find('|')?;
            Some((word.replace('|', "").into(), bar))
        });
        Self {
            titles: set(&abbreviations.titles),
            plain: set(&abbreviations.plain),
            numbered: set(&abbreviations.numbered),
            hyphen_prefixes: set(&tokens.hyphen_prefixes),
            clitics: set(&tokens.clitics),
            fused: fused.collect(),
            units: set(&tokens.units),
            starters: set(&sentences.starters),
            speech: set(&sentences.speech),
            unfinished: set(&sentences.unfinished),
            particles: set(&sentences.particles),
            byline_words: set(&boilerplate.byline_words),
            byline_links: set(&boilerplate.byline_links),
            boilerplate,
            months: set(&dateline.months),
            separators: dateline.separators,
            longest_dateline: dateline.longest,
        }
    }
}

fn set(words: &[CompactString]) -> Words {
    words.iter().cloned().collect()
}

/// Where and why a TOML file cannot be read.
pub(crate) fn toml_fault(path: &str, text: &str, error: &toml::de::Error) -> Fault {
    let line = error.span().map_or(0, |span| line_at(text, span.start));
    Fault { path: path.to_owned(), line, reason: error.message().to_owned() }
}

/// A fault at the first line that holds `word` in quotes.
pub(crate) fn word_fault(path: &str, text: &str, word: &str, reason: String) -> Fault {
    let line = text.find(&format!("\"{word}\"")).map_or(0, |at| line_at(text, at));
    Fault { path: path.to_owned(), line, reason }
}

fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

fn check(path: &str, text: &str, file: &File) -> Vec<Fault> {
    let lower = [
        &file.tokens.hyphen_prefixes,
        &file.tokens.clitics,
        &file.tokens.fused,
        &file.tokens.units,
        &file.sentences.starters,
        &file.sentences.speech,
        &file.sentences.unfinished,
        &file.sentences.particles,
        &file.dateline.months,
    ];
    let cues = [
        &file.boilerplate.starts,
        &file.boilerplate.starts_unfinished,
        &file.boilerplate.holds,
    ];
    let words = lower.iter().flat_map(|list| list.iter().map(CompactString::as_str));
    let cues = cues.into_iter().flat_map(|list| list.iter().map(String::as_str));
    let mut faults: Vec<Fault> = words
        .chain(cues)
        .filter(|word| word.is_empty() || word.chars().any(char::is_uppercase))
        .map(|word| {
            word_fault(path, text, word, format!("“{word}” is not in lower case"))
        })
        .collect();
    faults.extend(file.tokens.fused.iter().filter(|word| !word.contains('|')).map(
        |word| {
            word_fault(path, text, word, format!("“{word}” has no bar; write “can|not”"))
        },
    ));
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_lists_are_sound() {
        let data = TextData::embedded();
        assert!(data.titles.contains("Gov") && data.fused["cannot"] == 3);
    }

    #[test]
    fn faults_name_their_line() {
        let text =
            include_str!("../../data/text.toml").replace("\"can|not\"", "\"Cannot\"");
        let faults = TextData::parse("text.toml", &text).unwrap_err();
        let line = 1 + text.lines().position(|line| line.contains("\"Cannot\"")).unwrap();
        assert_eq!(faults.len(), 2);
        assert!(faults.iter().all(|fault| fault.line == line), "{faults:?}");
        assert_eq!(
            TextData::parse("text.toml", "[abbreviations]\nx = 1").unwrap_err()[0].line,
            2
        );
    }
}
