//! The log-linear model: a weight for each feature and event, kept as a readable table.
//!
//! In: the features of a sentence. Out: the likeliest event and its probability. A row of the table reads
//! `word condemn ⇥ ACCUSE ⇥ 1.83`. Known limit: features that training never saw weigh nothing.

use super::vocabulary::Vocabulary;
use crate::data::source::Source;
use crate::error::{Error, Fault};
use crate::event::EventType;
use rustc_hash::FxHashMap;

/// The trained weights.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// The words that its features speak of.
    pub vocabulary: Vocabulary,
    weights: FxHashMap<String, Vec<(EventType, f32)>>,
}

/// One feature that spoke for an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The feature.
    pub feature: String,
    /// Its weight for the event.
    pub weight: f32,
}

/// A feature with its weight for an event.
type Row<'a> = (&'a str, EventType, f32);

/// The rows below comments and head, with their lines; `None` for what is no row.
fn rows(table: &str) -> impl Iterator<Item = (usize, Option<Row<'_>>)> {
    let lines = table.lines().enumerate().filter(|(_, l)| !l.starts_with('#'));
    lines.skip(1).map(|(n, line)| (n + 1, row(line)))
}

fn row(line: &str) -> Option<Row<'_>> {
    let (feature, rest) = line.split_once('\t')?;
    let (event, weight) = rest.split_once('\t')?;
    Some((feature, EventType::from_name(event)?, weight.parse().ok()?))
}

/// What a row of the table is.
const ROW: &str =
    "a feature, a PLOVER event and a number are wanted, with tabs between them";

impl Model {
    /// The weights that are compiled in.
    pub fn embedded() -> Self {
        let text = include_str!("../../../data/models/relate.tsv").into();
        let source = Source { path: "models/relate.tsv".to_owned(), text };
        let vocabulary = Vocabulary::embedded();
        Self::read(&source, vocabulary)
            .expect("the embedded table is one that a test reads")
    }

    /// Reads a table of weights.
    ///
    /// # Errors
    /// Every row that is not a feature, an event and a number.
    pub fn read(source: &Source, vocabulary: Vocabulary) -> Result<Self, Error> {
        let mut model = Self { vocabulary, weights: FxHashMap::default() };
        let mut faults: Vec<Fault> = Vec::new();
        let mut weights: Vec<(EventType, f32)> = Vec::new();
        let mut rows = rows(&source.text).peekable();
        while let Some((line, row)) = rows.next() {
            let Some((feature, event, weight)) = row else {
                let path = source.path.clone();
                faults.push(Fault { path, line, reason: ROW.to_owned() });
                continue;
            };
            weights.push((event, weight));
            let is_next = |(_, next): &(_, Option<Row<'_>>)| {
                next.is_some_and(|(other, ..)| other == feature)
            };
            if !rows.peek().is_some_and(is_next) {
                let of_feature = model.weights.entry(feature.to_owned()).or_default();
                of_feature.append(&mut weights);
            }
        }
        if faults.is_empty() { Ok(model) } else { Err(Error::Data(faults)) }
    }

    /// Adds a weight.
    pub fn add(&mut self, feature: &str, event: EventType, weight: f32) {
        self.weights.entry(feature.to_owned()).or_default().push((event, weight));
    }

    /// The likeliest event and its probability.
    pub fn decide(&self, features: &[String]) -> (EventType, f32) {
        let mut scores = [0.0_f32; EventType::ALL.len()];
        for weights in features
            .iter()
            .chain([&"bias".to_owned()])
            .filter_map(|f| self.weights.get(f))
        {
            for (event, weight) in weights {
                scores[*event as usize] += weight;
            }
        }
        let mut best = EventType::ALL[0];
        for event in EventType::ALL {
            if scores[*event as usize] > scores[best as usize] {
                best = *event;
            }
        }
        let total: f32 = scores.iter().map(|s| (s - scores[best as usize]).exp()).sum();
        (best, 1.0 / total)
    }

    /// The features that spoke loudest for `event`.
    pub fn reasons(&self, features: &[String], event: EventType) -> Vec<Reason> {
        let weight = |f: &String| {
            self.weights.get(f)?.iter().find(|(e, _)| *e == event).map(|(_, w)| *w)
        };
        let reason =
            |f: &String| weight(f).map(|weight| Reason { feature: f.clone(), weight });
        let mut reasons: Vec<Reason> = features.iter().filter_map(reason).collect();
        reasons.sort_by(|a, b| {
            b.weight.total_cmp(&a.weight).then_with(|| a.feature.cmp(&b.feature))
        });
        reasons
    }

    /// “evidence: sense AID, in give, word donate”: what spoke loudest for `event`.
    pub(crate) fn loudest(&self, features: &[String], event: EventType) -> String {
        let reasons = self.reasons(features, event).into_iter().take(REASONS);
        let reasons: Vec<String> = reasons.map(|r| r.feature).collect();
        format!("{MARK}{}", reasons.join(", "))
    }
}

/// What a rule that is no rule begins with.
pub(crate) const MARK: &str = "evidence: ";
/// Reasons that an answer by the model alone names.
const REASONS: usize = 3;
