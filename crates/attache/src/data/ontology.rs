//! The field's codes and what they mean: PLOVER events, modes and contexts, CAMEO codes, acts, tags and relations.
//!
//! In: `ontology.toml`. Out: `054` is “grant diplomatic recognition”, event SUPPORT, 6.0 on the ICEWS scale. Known limit:
//! the scale of an event without a mode is that of its event.

use super::code::Sector;
use super::source::Source;
use crate::error::Fault;
use crate::event::{EventType, Quad};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// A code and its plain meaning.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The code.
    pub code: String,
    /// What it means.
    pub meaning: String,
}

/// A PLOVER event type.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventRow {
    /// The type.
    pub code: EventType,
    /// Its quadrant.
    pub quad: Quad,
    /// Conflict–cooperation score, −10 to 10.
    pub score: f32,
    /// What it means.
    pub meaning: String,
}

/// A PLOVER mode of one event type.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModeRow {
    /// The event type that it refines.
    pub event: EventType,
    /// The mode.
    pub code: String,
    /// Its own score, where PLOVER prints one.
    pub score: Option<f32>,
    /// What it means.
    pub meaning: String,
}

/// A CAMEO code.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CameoRow {
    /// Two to four digits.
    pub code: String,
    /// What it means.
    pub label: String,
    /// PLOVER 2.0's event.
    pub event: Option<EventType>,
    /// The event that PLOVER's 2021 table assigns.
    pub event_2021: Option<EventType>,
    /// PLOVER's mode.
    pub mode: Option<String>,
    /// PLOVER's contexts.
    #[serde(default)]
    pub context: Vec<String>,
    /// Goldstein score as ICEWS prints it.
    pub icews: Option<f32>,
    /// Goldstein score as GDELT prints it.
    pub gdelt: Option<f32>,
}

/// What an act does to the standing record.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActRow {
    /// The act.
    pub code: String,
    /// The relation that it changes.
    pub relation: String,
    /// `begin`, `end` or `lower`; `holds` for a state.
    pub effect: String,
    /// What it means.
    pub meaning: String,
    /// Whether it tells what is and not what was done: “has an embassy in Oslo”.
    #[serde(default)]
    pub state: bool,
    /// The act that such a state began with, where words tell since when: “has had an embassy since 1948”.
    pub since: Option<String>,
    /// The act that ended it, where words tell until when: “had an embassy until 1979”.
    pub until: Option<String>,
}

/// A quadrant and its number.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuadRow {
    /// Its name.
    pub code: Quad,
    /// 1 to 4.
    pub number: u8,
    /// What it means.
    pub meaning: String,
}

/// What a governing verb makes of an inner act whose CAMEO code begins so.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComposeRow {
    /// `request`, `reject`, `threaten` or `agree`.
    pub operator: String,
    /// Prefix of the inner act's CAMEO code; empty for any.
    pub inner: String,
    /// The resulting mode.
    pub mode: Option<String>,
    /// The resulting CAMEO code.
    pub cameo: String,
}

/// The whole of `ontology.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each list holds the rows of its name")]
pub struct Ontology {
    pub between_powers: Vec<String>,
    /// Relations whose things are their doer's: sanctions, lists.
    #[serde(default)]
    pub of_owner: Vec<String>,
    /// Codes of what rulers end at home, where nobody else is named.
    #[serde(default)]
    pub of_home: Vec<String>,
    /// Relations of two, whom an article that names nobody told of before.
    #[serde(default)]
    pub of_two: Vec<String>,
    /// Codes of what an outsider asks of two who fight, or offers them.
    #[serde(default)]
    pub to_both: Vec<String>,
    /// Relations of which an article tells about one object.
    #[serde(default)]
    pub one_object: Vec<String>,
    /// Relations over ground that may have a name no table knows.
    #[serde(default)]
    pub on_ground: Vec<String>,
    pub aimed: Vec<EventType>,
    pub against_rulers: Vec<EventType>,
    pub by_rulers: Vec<String>,
    pub to_rulers: Vec<EventType>,
    pub event: Vec<EventRow>,
    pub mode: Vec<ModeRow>,
    pub context: Vec<Term>,
    pub sector: Vec<Term>,
    pub cameo: Vec<CameoRow>,
    pub act: Vec<ActRow>,
    pub quad: Vec<QuadRow>,
    pub upos: Vec<Term>,
    pub xpos: Vec<Term>,
    pub deprel: Vec<Term>,
    pub status: Vec<Term>,
    pub compose: Vec<ComposeRow>,
    #[serde(skip)]
    cameo_index: FxHashMap<String, usize>,
}

impl Ontology {
    /// Reads the file; a file that does not fit is one fault.
    pub fn read(source: &Source, faults: &mut Vec<Fault>) -> Self {
        match toml::from_str::<Self>(&source.text) {
            Ok(mut ontology) => {
                let index = ontology.cameo.iter().enumerate();
                ontology.cameo_index = index.map(|(i, c)| (c.code.clone(), i)).collect();
                ontology
            }
            Err(error) => {
                faults.push(super::toml_fault(source, &error));
                Self::default()
            }
        }
    }

    /// The row of a CAMEO code.
    pub fn cameo(&self, code: &str) -> Option<&CameoRow> {
        self.cameo_index.get(code).map(|i| &self.cameo[*i])
    }

    /// The most general code, of three digits, of those that `fits` takes; empty where there is none.
    pub fn root_code(&self, fits: impl Fn(&CameoRow) -> bool) -> &str {
        let is_root = |row: &&CameoRow| row.code.len() == 3 && fits(row);
        self.cameo.iter().find(is_root).map_or("", |row| row.code.as_str())
    }

    /// Whether `mode` is one of the event's.
    pub fn has_mode(&self, event: EventType, mode: &str) -> bool {
        self.mode.iter().any(|m| m.event == event && m.code == mode)
    }

    /// The quadrant of an event type.
    pub fn quad(&self, event: EventType) -> Quad {
        self.event
            .iter()
            .find(|e| e.code == event)
            .map_or(Quad::VerbalCooperation, |e| e.quad)
    }

    /// The conflict–cooperation score of an event: its mode's, else its own.
    pub fn score(&self, event: EventType, mode: Option<&str>) -> f32 {
        let of_mode = mode.and_then(|mode| {
            self.mode
                .iter()
                .find(|m| m.event == event && m.code == mode)
                .and_then(|m| m.score)
        });
        let of_event =
            || self.event.iter().find(|e| e.code == event).map_or(0.0, |e| e.score);
        of_mode.unwrap_or_else(of_event)
    }

    /// What the operator makes of an inner act with this CAMEO code: the row of the longest prefix.
    pub fn compose(&self, operator: &str, inner: &str) -> Option<&ComposeRow> {
        let fits =
            |row: &&ComposeRow| row.operator == operator && inner.starts_with(&row.inner);
        self.compose.iter().filter(fits).max_by_key(|row| row.inner.len())
    }

    /// Whether this is a sector.
    pub fn has_sector(&self, sector: Sector) -> bool {
        self.sector.iter().any(|s| s.code == sector.as_str())
    }
}
