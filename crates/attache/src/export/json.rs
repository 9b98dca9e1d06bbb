//! The contract's JSON: one event a line.
//!
//! In: an event. Out: `{"id":"…","article":"seed",…,"rule":"recognise-government"}`. Known limit: none.

use super::id;
use crate::article::Article;
use crate::event::{DateSource, Event, Participant, Place, Quad, Speaker};
use crate::span::{CodePoints, Span};
use serde::Serialize;
use std::io::{self, Write};

/// Words of the text and where they stand, in code points.
#[derive(Debug, Serialize)]
pub struct Words<'a> {
    /// The words.
    pub text: &'a str,
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

/// A participant.
#[derive(Debug, Serialize)]
pub struct Who<'a> {
    /// PLOVER code.
    pub code: &'a str,
    /// ISO alpha-3.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Usual name.
    pub name: &'a str,
    /// Person, where named.
    pub person: Option<&'a str>,
    /// The words.
    pub text: Option<&'a str>,
    /// First character.
    pub start: Option<u32>,
    /// One past the last character.
    pub end: Option<u32>,
}

/// A date.
#[derive(Debug, Serialize)]
pub struct Day<'a> {
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// TIMEX3 value.
    pub value: &'a str,
    /// The words.
    pub text: Option<&'a str>,
    /// Where it comes from.
    pub from: DateSource,
}

/// A place.
#[derive(Debug, Serialize)]
pub struct Where<'a> {
    /// Name.
    pub name: &'a str,
    /// ISO alpha-3.
    pub country: Option<String>,
}

/// A speaker.
#[derive(Debug, Serialize)]
pub struct Said<'a> {
    /// Name.
    pub name: &'a str,
    /// The words.
    pub text: Option<&'a str>,
}

/// An amount.
#[derive(Debug, Serialize)]
pub struct Count<'a> {
    /// What is counted.
    pub what: &'a str,
    /// How many.
    pub value: f64,
    /// Of what.
    pub of: &'a str,
    /// The words.
    pub text: &'a str,
}

/// One event, with the contract's keys in the contract's order.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the keys are those of the contract; see event::Event")]
pub struct Line<'a> {
    pub id: String,
    pub article: &'a str,
    pub published: Option<String>,
    pub sentence: usize,
    pub start: u32,
    pub end: u32,
    pub text: &'a str,
    pub trigger: Words<'a>,
    pub actor: Vec<Who<'a>>,
    pub recipient: Vec<Who<'a>>,
    pub event: &'static str,
    pub mode: Option<&'a str>,
    pub context: &'a [String],
    pub cameo: &'a str,
    pub quad: Quad,
    pub score: f64,
    pub act: Option<&'a str>,
    pub status: &'static str,
    pub historical: bool,
    pub claim: Option<&'a str>,
    pub date: Option<Day<'a>>,
    pub place: Option<Where<'a>>,
    pub said_by: Vec<Said<'a>>,
    pub amounts: Vec<Count<'a>>,
    pub object: Option<&'a str>,
    pub confidence: f64,
    pub rule: &'a str,
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
            text: span.of(&self.article.text),
            start: self.points.at(span.start),
            end: self.points.at(span.end),
        }
    }

    fn who(&self, participant: &'a Participant) -> Who<'a> {
        let words = participant.span.map(|s| self.words(s));
        Who {
            code: &participant.code,
            country: participant.country.map(|c| c.to_string()),
            sector: participant.sector.map(|s| s.to_string()),
            name: &participant.name,
            person: participant.person.as_deref(),
            text: words.as_ref().map(|w| w.text),
            start: words.as_ref().map(|w| w.start),
            end: words.as_ref().map(|w| w.end),
        }
    }

    fn line(&self, event: &'a Event) -> Line<'a> {
        let text = |span: Span| span.of(&self.article.text);
        let place = |p: &'a Place| Where {
            name: &p.name,
            country: p.country.map(|c| c.to_string()),
        };
        let said = |s: &'a Speaker| Said { name: &s.name, text: s.span.map(text) };
        let sentence = self.words(event.span);
        Line {
            id: id(self.article, event),
            article: &self.article.id,
            published: self.article.published.map(|d| d.to_string()),
            sentence: event.sentence,
            start: sentence.start,
            end: sentence.end,
            text: sentence.text,
            trigger: self.words(event.trigger),
            actor: event.actor.iter().map(|p| self.who(p)).collect(),
            recipient: event.recipient.iter().map(|p| self.who(p)).collect(),
            event: event.event.name(),
            mode: event.mode.as_deref(),
            context: &event.context,
            cameo: &event.cameo,
            quad: event.quad,
            score: round(f64::from(event.score)),
            act: event.act.as_deref(),
            status: event.status.name(),
            historical: event.historical,
            claim: event.claim.as_deref(),
            date: event.date.as_ref().map(|d| Day {
                start: d.start.map(|d| d.to_string()),
                end: d.end.map(|d| d.to_string()),
                value: &d.value,
                text: d.span.map(text),
                from: d.from,
            }),
            place: event.place.as_ref().map(place),
            said_by: event.said_by.iter().map(said).collect(),
            amounts: event
                .amounts
                .iter()
                .map(|a| Count {
                    what: &a.what,
                    value: round(a.value),
                    of: &a.of,
                    text: text(a.span),
                })
                .collect(),
            object: event.object.map(text),
            confidence: round(f64::from(event.confidence)),
            rule: &event.rule,
        }
    }
}

/// Two decimals.
fn round(x: f64) -> f64 {
    (x * 100.0).round() / 100.0
}
