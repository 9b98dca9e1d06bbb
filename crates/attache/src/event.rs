//! What is reported to have been done: who did what to whom, when, where, according to whom.
//!
//! In: parsed sentences with their actors. Out: [`Event`]s. “On Monday Norway expelled two Russian diplomats.” gives one:
//! Norway → Russia, SANCTION expel, 161, act `expel-diplomat`. Known limit: what neither a rule nor the
//! vocabulary of the evidence knows is not coded.

mod account;
mod afar;
mod bidding;
mod clause;
pub mod code;
mod complement;
mod compose;
mod deed;
mod detail;
mod duty;
mod ellipsis;
pub mod evidence;
mod frame;
mod heading;
mod implied;
mod inner;
mod lapse;
mod leftover;
mod level;
mod list;
mod matching;
mod misread;
mod nearby;
mod oblique;
mod office;
mod only;
mod owner;
mod plain;
mod pointing;
mod remembered;
mod repair;
mod side;
mod silent;
mod standin;
mod state;
mod title;
mod together;
mod told;
mod topic;
mod twice;
mod unruled;
mod unsaid;
mod victim;
mod vow;

pub use detail::{narrated, news_day};
pub use heading::Sections;
pub use matching::Miss;
pub use title::name_once;
pub use topic::is_sport;
pub use twice::date_once;

pub use crate::actor::Participant;

use crate::data::code::Country;
use crate::span::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// PLOVER's event types.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "ontology.toml says what each means")]
pub enum EventType {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

impl EventType {
    /// All sixteen, in PLOVER's order.
    pub const ALL: &'static [Self] = &[
        Self::Agree,
        Self::Consult,
        Self::Support,
        Self::Concede,
        Self::Cooperate,
        Self::Aid,
        Self::Retreat,
        Self::Request,
        Self::Accuse,
        Self::Reject,
        Self::Threaten,
        Self::Protest,
        Self::Sanction,
        Self::Mobilize,
        Self::Coerce,
        Self::Assault,
    ];

    /// The event type of this exact name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|e| e.name() == name)
    }

    /// PLOVER's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agree => "AGREE",
            Self::Consult => "CONSULT",
            Self::Support => "SUPPORT",
            Self::Concede => "CONCEDE",
            Self::Cooperate => "COOPERATE",
            Self::Aid => "AID",
            Self::Retreat => "RETREAT",
            Self::Request => "REQUEST",
            Self::Accuse => "ACCUSE",
            Self::Reject => "REJECT",
            Self::Threaten => "THREATEN",
            Self::Protest => "PROTEST",
            Self::Sanction => "SANCTION",
            Self::Mobilize => "MOBILIZE",
            Self::Coerce => "COERCE",
            Self::Assault => "ASSAULT",
        }
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The four quadrants of verbal and material cooperation and conflict.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Quad {
    VerbalCooperation,
    MaterialCooperation,
    VerbalConflict,
    MaterialConflict,
}

/// Whether it happened.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is reported to have happened.
    Actual,
    /// Promised, planned, announced.
    Future,
    /// If, may, could.
    Hypothetical,
    /// It did not happen, or is denied.
    Negated,
}

impl Status {
    /// All there are.
    pub const ALL: [Self; 4] =
        [Self::Actual, Self::Future, Self::Hypothetical, Self::Negated];

    /// The status of this exact name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// The contract's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Future => "future",
            Self::Hypothetical => "hypothetical",
            Self::Negated => "negated",
        }
    }
}

/// Where an event's date comes from.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateSource {
    /// An expression of its own sentence.
    Sentence,
    /// Another sentence of the article.
    Article,
    /// The day of publication.
    Published,
}

/// When it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// First day that it can have been.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// TIMEX3 value.
    pub value: String,
    /// The words; `None` for the day of publication.
    pub span: Option<Span>,
    /// Where the date comes from.
    pub from: DateSource,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its usual name.
    pub name: String,
    /// The state that it lies in.
    pub country: Option<Country>,
}

/// Who vouches for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// Name of the person, body or state.
    pub name: String,
    /// The words.
    pub span: Option<Span>,
}

/// A number that the event has.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// What is counted: killed, injured, arrested, money, soldiers …
    pub what: String,
    /// How many.
    pub value: f64,
    /// Of what.
    pub of: String,
    /// The words.
    pub span: Span,
}

/// One coded event.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Index of its sentence.
    pub sentence: usize,
    /// The sentence.
    pub span: Span,
    /// The words that it rests on.
    pub trigger: Span,
    /// Who did it; all sides of a reciprocal event.
    pub actor: Vec<Participant>,
    /// To whom.
    pub recipient: Vec<Participant>,
    /// PLOVER event.
    pub event: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub context: Vec<String>,
    /// CAMEO code.
    pub cameo: String,
    /// Quadrant.
    pub quad: Quad,
    /// Conflict–cooperation score.
    pub score: f32,
    /// What it does to the standing record.
    pub act: Option<String>,
    /// Which level of it the act sets, where the words tell: `legation`, `embassy` …; not part of the contract's line.
    pub level: Option<String>,
    /// Whether it happened.
    pub status: Status,
    /// Whether it tells what is and not what was done: “has an embassy in Oslo”.
    pub is_state: bool,
    /// Whether it is background, not the news.
    pub historical: bool,
    /// `first` or `only`, where the text claims so.
    pub claim: Option<String>,
    /// When.
    pub date: Option<When>,
    /// Where.
    pub place: Option<Place>,
    /// According to whom, outermost first.
    pub said_by: Vec<Speaker>,
    /// Numbers.
    pub amounts: Vec<Amount>,
    /// What it is about: goods, topic.
    pub object: Option<Span>,
    /// 0 to 1.
    pub confidence: f32,
    /// The rule that found it.
    pub rule: String,
}

impl Event {
    /// Whether no rule but the evidence of words found it.
    pub fn is_by_evidence(&self) -> bool {
        self.rule.starts_with(evidence::MARK)
    }
}
