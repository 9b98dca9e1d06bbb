//! The contract's JSON: one event a line.
//!
//! In: an event. Out: `{"id":"…","article":"seed",…,"rule":"recognise-government"}`. Known limit: none.

use super::id;
use crate::article::Article;
use crate::event::{
    DateSource, Event, EventType, Participant, Place, Quad, Speaker, Status,
};
use crate::span::{CodePoints, Span};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::{self, Write};

/// Words of the text and where they stand, in code points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Words<'a> {
    /// The words.
    pub text: Cow<'a, str>,
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

/// A participant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Who<'a> {
    /// PLOVER code.
    pub code: Cow<'a, str>,
    /// ISO alpha-3.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Usual name.
    pub name: Cow<'a, str>,
    /// Person, where named.
    pub person: Option<Cow<'a, str>>,
    /// The words.
    pub text: Option<Cow<'a, str>>,
    /// First character.
    pub start: Option<u32>,
    /// One past the last character.
    pub end: Option<u32>,
}

/// A date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Day<'a> {
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// TIMEX3 value.
    pub value: Cow<'a, str>,
    /// The words.
    pub text: Option<Cow<'a, str>>,
    /// Where it comes from.
    pub from: DateSource,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Where<'a> {
    /// Name.
    pub name: Cow<'a, str>,
    /// ISO alpha-3.
    pub country: Option<String>,
}

/// A speaker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Said<'a> {
    /// Name.
    pub name: Cow<'a, str>,
    /// The words.
    pub text: Option<Cow<'a, str>>,
}

/// An amount.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Count<'a> {
    /// What is counted.
    pub what: Cow<'a, str>,
    /// How many.
    pub value: f64,
    /// Of what.
    pub of: Cow<'a, str>,
    /// The words.
    pub text: Cow<'a, str>,
}

/// One event, with the contract's keys in the contract's order; read back from its JSON, it owns its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the keys are those of the contract; see event::Event")]
pub struct Line<'a> {
    pub id: String,
    pub article: Cow<'a, str>,
    pub published: Option<String>,
    pub sentence: usize,
    pub start: u32,
    pub end: u32,
    pub text: Cow<'a, str>,
    pub trigger: Words<'a>,
    pub actor: Vec<Who<'a>>,
    pub recipient: Vec<Who<'a>>,
    pub event: EventType,
    pub mode: Option<Cow<'a, str>>,
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub context: Cow<'a, [String]>,
    pub cameo: Cow<'a, str>,
    pub quad: Quad,
    pub score: f64,
    pub act: Option<Cow<'a, str>>,
    pub status: Status,
    /// Whether it tells what is and not what was done; not part of the contract's line, and left out where it is not so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub state: bool,
    pub historical: bool,
    pub claim: Option<Cow<'a, str>>,
    pub date: Option<Day<'a>>,
    pub place: Option<Where<'a>>,
    pub said_by: Vec<Said<'a>>,
    pub amounts: Vec<Count<'a>>,
    pub object: Option<Cow<'a, str>>,
    pub confidence: f64,
    pub rule: Cow<'a, str>,
}

/// The lines of an article's events.
pub fn lines<'a>(article: &'a Article, events: &'a [Event]) -> Vec<Line<'a>> {
    let maker = Maker { article, points: CodePoints::new(&article.text) };
    events.iter().map(|e| maker.line(e)).collect()
}

/// Writes an article's events, one JSON object a line.
///
/// # Errors
/// Those of the writer.
pub fn write_jsonl(
    article: &Article,
    events: &[Event],
    mut to: impl Write,
) -> io::Result<()> {
    for line in lines(article, events) {
        serde_json::to_writer(&mut to, &line)?;
        to.write_all(b"\n")?;
    }
    Ok(())
}

struct Maker<'a> {
    article: &'a Article,
    points: CodePoints<'a>,
}

impl<'a> Maker<'a> {
    fn words(&self, span: Span) -> Words<'a> {
        Words {
            text: span.of(&self.article.text).into(),
            start: self.points.at(span.start),
            end: self.points.at(span.end),
        }
    }

    fn who(&self, participant: &'a Participant) -> Who<'a> {
        let words = participant.span.map(|s| self.words(s));
        Who {
            code: (&participant.code).into(),
            country: participant.country.map(|c| c.to_string()),
            sector: participant.sector.map(|s| s.to_string()),
            name: (&participant.name).into(),
            person: participant.person.as_deref().map(Cow::from),
            text: words.as_ref().map(|w| w.text.clone()),
            start: words.as_ref().map(|w| w.start),
            end: words.as_ref().map(|w| w.end),
        }
    }

    fn line(&self, event: &'a Event) -> Line<'a> {
        let text = |span: Span| Cow::from(span.of(&self.article.text));
        let place = |p: &'a Place| Where {
            name: (&p.name).into(),
            country: p.country.map(|c| c.to_string()),
        };
        let said =
            |s: &'a Speaker| Said { name: (&s.name).into(), text: s.span.map(text) };
        let sentence = self.words(event.span);
        Line {
            id: id(self.article, event),
            article: (&self.article.id).into(),
            published: self.article.published.map(|d| d.to_string()),
            sentence: event.sentence,
            start: sentence.start,
            end: sentence.end,
            text: sentence.text,
            trigger: self.words(event.trigger),
            actor: event.actor.iter().map(|p| self.who(p)).collect(),
            recipient: event.recipient.iter().map(|p| self.who(p)).collect(),
            event: event.event,
            mode: event.mode.as_deref().map(Cow::from),
            context: event.context.as_slice().into(),
            cameo: (&event.cameo).into(),
            quad: event.quad,
            score: round(f64::from(event.score)),
            act: event.act.as_deref().map(Cow::from),
            status: event.status,
            state: event.is_state,
            historical: event.historical,
            claim: event.claim.as_deref().map(Cow::from),
            date: event.date.as_ref().map(|d| Day {
                start: d.start.map(|d| d.to_string()),
                end: d.end.map(|d| d.to_string()),
                value: (&d.value).into(),
                text: d.span.map(text),
                from: d.from,
            }),
            place: event.place.as_ref().map(place),
            said_by: event.said_by.iter().map(said).collect(),
            amounts: event
                .amounts
                .iter()
                .map(|a| Count {
                    what: (&a.what).into(),
                    value: round(a.value),
                    of: (&a.of).into(),
                    text: text(a.span),
                })
                .collect(),
            object: event.object.map(text),
            confidence: round(f64::from(event.confidence)),
            rule: (&event.rule).into(),
        }
    }
}

/// Two decimals.
fn round(x: f64) -> f64 {
    (x * 100.0).round() / 100.0
}
