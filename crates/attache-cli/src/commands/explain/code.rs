//! What a code or word means to the program.
//!
//! In: “054”. Out: `CAMEO code 054: Grant diplomatic recognition; SUPPORT`. A word that is several things gives several
//! meanings. Known limit: names of cities and persons are found only in full.

use attache::data::gazetteer::Entity;
use attache::data::ontology::Ontology;
use attache::data::pattern::TriggerKind;
use attache::data::rules::Rule;
use attache::explain::row;
use attache::reader::Reader;
use serde::Serialize;
use std::fmt;

/// One meaning.
#[derive(Debug, Serialize)]
pub(crate) struct Meaning {
    /// What kind of thing it is.
    kind: &'static str,
    /// The code as the files write it.
    code: String,
    /// What it means.
    #[serde(rename = "meaning")]
    text: String,
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.kind, self.code, self.text)
    }
}

/// All that `word` means.
pub(crate) fn meanings(reader: &Reader, word: &str) -> Vec<Meaning> {
    let mut all = of_ontology(&reader.data.ontology, word);
    let rules = &reader.data.rules.rules;
    all.extend(
        rules.iter().filter(|r| r.id == word).map(|rule| of_rule("rule", &rule.id, rule)),
    );
    all.extend(of_trigger(reader, word));
    let gazetteer = &reader.data.gazetteer;
    let is_it = |e: &&Entity| {
        e.name.eq_ignore_ascii_case(word)
            || e.body.as_deref() == Some(word)
            || e.country.is_some_and(|c| {
                c.as_str() == word
                    && gazetteer.state(c).is_some_and(|s| std::ptr::eq(s, *e))
            })
    };
    all.extend(gazetteer.entities.iter().filter(is_it).map(|e| Meaning {
        kind: "actor",
        code: e.name.to_string(),
        text: row(reader, e),
    }));
    all
}

fn of_ontology(ontology: &Ontology, word: &str) -> Vec<Meaning> {
    let mut all = Vec::new();
    let mut add = |kind, code: &str, meaning: String| {
        if code.eq_ignore_ascii_case(word) {
            all.push(Meaning { kind, code: code.to_owned(), text: meaning });
        }
    };
    for e in &ontology.event {
        add("PLOVER event", e.code.name(), format!("{}; score {}", e.meaning, e.score));
    }
    for m in &ontology.mode {
        add("mode", &m.code, format!("{}; of {}", m.meaning, m.event));
    }
    for c in &ontology.cameo {
        let event = c.event.map(|e| format!("; {e}")).unwrap_or_default();
        let mode = c.mode.as_ref().map(|m| format!(" {m}")).unwrap_or_default();
        let other = c.event_2021.filter(|e| Some(*e) != c.event);
        let other =
            other.map(|e| format!(" ({e} in the table of 2021)")).unwrap_or_default();
        add("CAMEO code", &c.code, format!("{}{event}{mode}{other}", c.label));
    }
    for a in &ontology.act {
        add("act", &a.code, format!("{}; {}: {}", a.meaning, a.relation, a.effect));
    }
    for (kind, terms) in [
        ("context", &ontology.context),
        ("sector", &ontology.sector),
        ("part of speech", &ontology.upos),
        ("tag", &ontology.xpos),
        ("relation", &ontology.deprel),
        ("status", &ontology.status),
    ] {
        for term in terms {
            add(kind, &term.code, term.meaning.clone());
        }
    }
    all
}

fn of_rule(kind: &'static str, code: &str, rule: &Rule) -> Meaning {
    let event = rule.event.map(|e| e.to_string());
    let operator =
        rule.operator.map(|o| format!("operator {}", format!("{o:?}").to_lowercase()));
    let mode = rule.mode.clone();
    let cameo = Some(rule.cameo.clone()).filter(|c| !c.is_empty());
    let act = rule.act.as_ref().map(|a| format!("act {a}"));
    let parts: Vec<String> =
        [event, mode, cameo, act, operator].into_iter().flatten().collect();
    let example = rule.yes.first().map(|y| format!("; e.g. “{y}”")).unwrap_or_default();
    let meaning = format!("{}{example} ({}:{})", parts.join(" "), rule.path, rule.line);
    Meaning { kind, code: code.to_owned(), text: meaning }
}

/// The rules that a word can set off.
fn of_trigger(reader: &Reader, word: &str) -> Vec<Meaning> {
    let data = &reader.data;
    let symbol = data.lexicon.symbol(word);
    let kinds = [
        ("verb", TriggerKind::Verb),
        ("noun", TriggerKind::Noun),
        ("after “be”", TriggerKind::Predicate),
    ];
    let mut all: Vec<Meaning> = Vec::new();
    for (kind, trigger) in kinds {
        let mut rules: Vec<u32> = data.rules.triggered(trigger, symbol).to_vec();
        for pattern in &mut rules {
            *pattern = data.rules.patterns[*pattern as usize].rule;
        }
        rules.sort_unstable();
        rules.dedup();
        for rule in rules {
            let rule = &data.rules.rules[rule as usize];
            all.push(of_rule(kind, word, rule));
            if let Some(last) = all.last_mut() {
                last.text = format!("rule {}, {}", rule.id, last.text);
            }
        }
    }
    all
}
