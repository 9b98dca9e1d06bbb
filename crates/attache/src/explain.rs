//! How a sentence was read, for people: its tree, whom its phrases mean and by which row, its times, what was nearly an event.
//!
//! In: a step of the reading of “Norway expelled two Russian diplomats.” Out: `Norway` is `NORGOV` by row Norway of
//! `actors/states.tsv`, and so on. Known limit: of rules that nearly fitted, one for each rule and word.

use crate::actor::Actor;
use crate::article::Article;
use crate::data::gazetteer::Entity;
use crate::data::table::Term;
use crate::reader::{Reader, Step};
use crate::span::{CodePoints, Span};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;

/// How one sentence was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Explained {
    /// First character, in code points.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// Its words and their tree.
    pub words: Vec<Node>,
    /// Whom its phrases mean.
    pub actors: Vec<Meant>,
    /// Its times.
    pub times: Vec<Moment>,
    /// Rules that nearly fitted.
    pub nearly: Vec<Nearly>,
}

/// A word in its tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Node {
    /// 1, 2, …
    pub number: usize,
    /// As it is written.
    pub form: String,
    /// Its dictionary form.
    pub lemma: String,
    /// Penn Treebank tag.
    pub tag: String,
    /// The number of the word that it depends on; 0: none.
    pub head: usize,
    /// How it depends on it.
    pub relation: String,
    /// First character, in code points.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

/// Whom a phrase means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Meant {
    /// The number of the phrase's head.
    pub word: usize,
    /// The phrase.
    pub text: String,
    /// The person, where one is named.
    pub person: Option<String>,
    /// The usual name.
    pub name: String,
    /// PLOVER's code.
    pub code: String,
    /// The day on which the tables were read.
    pub day: Option<Date>,
    /// By which row or role.
    pub by: String,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Moment {
    /// The words.
    pub text: String,
    /// TIMEX3 type.
    pub kind: String,
    /// TIMEX3 value.
    pub value: String,
    /// First day, where known.
    pub first: Option<Date>,
    /// Last day, where known.
    pub last: Option<Date>,
}

/// A rule that nearly fitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Nearly {
    /// The id of the rule.
    pub rule: String,
    /// The word that set it off.
    pub word: String,
    /// Why it did not fit.
    pub reason: String,
    /// File and line of the rule.
    pub place: String,
}

/// How the sentence of a step was read; `points` are those of the article's text.
pub fn explain(
    reader: &Reader,
    article: &Article,
    points: &CodePoints<'_>,
    step: &Step<'_, '_>,
) -> Explained {
    let Span { start, end } = step.sentence.span;
    Explained {
        start: points.at(start),
        end: points.at(end),
        words: words(points, step),
        actors: actors(reader, article, step),
        times: times(article, step),
        nearly: nearly(reader, step),
    }
}

fn words(points: &CodePoints<'_>, step: &Step<'_, '_>) -> Vec<Node> {
    let mentions = step.mentions;
    let node = |(i, word): (usize, &crate::parse::Word)| Node {
        number: i + 1,
        form: mentions.form(i).to_owned(),
        lemma: word.lemma.to_string(),
        tag: word.xpos.name().to_owned(),
        head: word.head.map_or(0, |h| h as usize + 1),
        relation: word.deprel.name().to_owned(),
        start: points.at(word.span.start),
        end: points.at(word.span.end),
    };
    mentions.parse.words().iter().enumerate().map(node).collect()
}

fn actors(reader: &Reader, article: &Article, step: &Step<'_, '_>) -> Vec<Meant> {
    let mentions = step.mentions;
    let at = |i: usize| {
        let (first, last) = mentions.phrase(i);
        let text = mentions.span(first, last).of(&article.text);
        let meant = move |actor: &Actor| Meant {
            word: i + 1,
            text: text.to_owned(),
            person: actor.person.as_ref().map(ToString::to_string),
            name: actor.name.to_string(),
            code: actor.code(),
            day: step.actors.day,
            by: by(reader, actor),
        };
        step.actors.at(i).map(meant)
    };
    (0..mentions.parse.len()).flat_map(at).collect()
}

/// By which row or role it is so.
fn by(reader: &Reader, actor: &Actor) -> String {
    let data = &reader.data;
    let row = actor.entity.map(|e| {
        let entity = &data.gazetteer.entities[e as usize];
        format!("row {}: {}", entity.name, row(reader, entity))
    });
    let role = actor.role.map(|r| {
        let role = &data.roles.roles[r as usize];
        format!("role {} (roles.tsv:{})", role.word, role.line)
    });
    let by: Vec<String> = row.into_iter().chain(role).collect();
    if by.is_empty() { "what the article said before".to_owned() } else { by.join("; ") }
}

/// A row of the actor tables: what it is, when, and where it stands.
pub fn row(reader: &Reader, entity: &Entity) -> String {
    let country = entity.country.map(|c| format!("{c} ")).unwrap_or_default();
    let note =
        if entity.note.is_empty() { String::new() } else { format!(", {}", entity.note) };
    let term = term(entity.term);
    let path = &reader.data.gazetteer.paths[entity.path as usize];
    format!("{country}{}{note}{term} ({path}:{})", entity.sector, entity.line)
}

/// ` from 1991-12-26 to 2003-02-04`; nothing where both ends are open.
fn term(term: Term) -> String {
    let from = (term.from != Date::MIN).then(|| format!(" from {}", term.from));
    let to = (term.to != Date::MAX).then(|| format!(" to {}", term.to));
    from.into_iter().chain(to).collect()
}

fn times(article: &Article, step: &Step<'_, '_>) -> Vec<Moment> {
    let moment = |t: &crate::time::Expression| Moment {
        text: t.span.of(&article.text).to_owned(),
        kind: t.timex.name().to_owned(),
        value: t.value.to_string(),
        first: t.first,
        last: t.last,
    };
    step.times.iter().map(moment).collect()
}

fn nearly(reader: &Reader, step: &Step<'_, '_>) -> Vec<Nearly> {
    let rules = &reader.data.rules.rules;
    let mut seen = BTreeSet::new();
    let misses = step.misses.iter().filter(|m| seen.insert((m.rule, m.predicate)));
    let nearly = |m: &crate::event::Miss| {
        let rule = &rules[m.rule as usize];
        Nearly {
            rule: rule.id.clone(),
            word: step.mentions.form(m.predicate).to_owned(),
            reason: m.reason.to_owned(),
            place: format!("{}:{}", rule.path, rule.line),
        }
    };
    misses.map(nearly).collect()
}

impl fmt::Display for Meant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { word, text, name, code, by, .. } = self;
        write!(f, "{word} “{text}” = ")?;
        if let Some(person) = &self.person {
            write!(f, "{person}, ")?;
        }
        write!(f, "{name} {code}")?;
        if let Some(day) = self.day {
            write!(f, " on {day}")?;
        }
        write!(f, ", by {by}")
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |d: Option<Date>| d.map_or("?".to_owned(), |d| d.to_string());
        let Self { text, kind, value, .. } = self;
        write!(f, "“{text}” {kind} {value} {}/{}", day(self.first), day(self.last))
    }
}

impl fmt::Display for Nearly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, word, reason, place } = self;
        write!(f, "{rule} at “{word}”: {reason} ({place})")
    }
}
