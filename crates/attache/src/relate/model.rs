//! The log-linear model: a weight for each feature and event, kept as a readable table.
//!
//! In: the features of a sentence. Out: the likeliest event and its probability. A row of the table reads
//! `word condemn ⇥ ACCUSE ⇥ 1.83`. Known limit: features that training never saw weigh nothing.

use super::vocabulary::Vocabulary;
use crate::data::source::Source;
use crate::data::table::Table;
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

/// The columns of the table.
const COLUMNS: &[&str] = &["feature", "event", "weight"];

impl Model {
    /// The weights that are compiled in.
    ///
    /// # Errors
    /// Faults of the table.
    pub fn embedded() -> Result<Self, Error> {
        let text = include_str!("../../data/models/relate.tsv").into();
        let source = Source { path: "models/relate.tsv".to_owned(), text };
        Self::read(&source, Vocabulary::embedded()?)
    }

    /// Reads a table of weights.
    ///
    /// # Errors
    /// Every row that is not a feature, an event and a number.
    pub fn read(source: &Source, vocabulary: Vocabulary) -> Result<Self, Error> {
        let mut faults: Vec<Fault> = Vec::new();
        let table = Table::read(source, COLUMNS, &mut faults);
        let mut model = Self { vocabulary, weights: FxHashMap::default() };
        for row in &table.rows {
            let event = EventType::from_name(table.cell(row, "event"));
            let weight = table.cell(row, "weight").parse();
            let (Some(event), Ok(weight)) = (event, weight) else {
                faults.push(table.fault(
                    row.line,
                    "a PLOVER event and a number are wanted".to_owned(),
                ));
                continue;
            };
            model.add(table.cell(row, "feature"), event, weight);
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
}
