//! How one sentence was read: words, actors, times, events, near misses.
//!
//! In: a step of the reading. Out: a small table, e.g. `2 expelled expel VBD root` and below it `actor Norway NORGOV
//! (actors/states.tsv:139)`. Known limit: of rules that nearly fitted, one line for each rule and word.

use super::code;
use crate::commands::read::line;
use attache::actor::Actor;
use attache::article::Article;
use attache::event::{Event, Participant};
use attache::reader::{Reader, Step};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;

/// A sentence on show.
pub(super) struct View<'v, 's, 'a> {
    pub(super) reader: &'v Reader,
    pub(super) article: &'v Article,
    pub(super) step: &'v Step<'s, 'a>,
}

/// Writing to a `String` cannot fail.
const NEVER: &str = "memory takes any text";

impl View<'_, '_, '_> {
    /// Tables for people.
    pub(super) fn text(&self, out: &mut String) {
        let words = self.step.sentence.span.of(&self.article.text);
        let line: Vec<&str> = words.split_whitespace().collect();
        writeln!(out, "{}", line.join(" ")).expect(NEVER);
        for row in self.rows() {
            let [number, form, lemma, tag, head, relation] = &row;
            writeln!(
                out,
                "  {number:>3} {form:<18} {lemma:<18} {tag:<6} {head:>3} {relation}"
            )
            .expect(NEVER);
        }
        for (label, lines) in [
            ("actor", self.actors()),
            ("time", self.times()),
            ("event", self.events()),
            ("nearly", self.misses()),
        ] {
            for line in lines {
                writeln!(out, "  {label:<7} {line}").expect(NEVER);
            }
        }
        out.push('\n');
    }

    /// The same for programs.
    pub(super) fn json(&self) -> Value {
        let keys = ["number", "form", "lemma", "tag", "head", "relation"];
        let words: Vec<Value> = self
            .rows()
            .into_iter()
            .map(|row| {
                keys.iter().map(|k| (*k).to_owned()).zip(row.map(Value::from)).collect()
            })
            .collect();
        json!({
            "article": self.article.id,
            "text": self.step.sentence.span.of(&self.article.text),
            "words": words,
            "actors": self.actors(),
            "times": self.times(),
            "events": self.events(),
            "nearly": self.misses(),
        })
    }

    /// Number, form, lemma, tag, head and relation of each word.
    fn rows(&self) -> Vec<[String; 6]> {
        let mentions = self.step.mentions;
        let row = |(i, word): (usize, &attache::parse::Word)| {
            [
                (i + 1).to_string(),
                mentions.form(i).to_owned(),
                word.lemma.to_string(),
                word.xpos.name().to_owned(),
                word.head.map_or(0, |h| h + 1).to_string(),
                word.deprel.name().to_owned(),
            ]
        };
        mentions.parse.words().iter().enumerate().map(row).collect()
    }

    fn actors(&self) -> Vec<String> {
        let mentions = self.step.mentions;
        let mut lines = Vec::new();
        for i in 0..mentions.parse.len() {
            let (first, last) = mentions.phrase(i);
            let words = mentions.span(first, last).of(&self.article.text);
            for actor in self.step.actors.at(i) {
                lines.push(format!("{} “{words}” = {}", i + 1, self.actor(actor)));
            }
        }
        lines
    }

    /// Whom it means and by which row.
    fn actor(&self, actor: &Actor) -> String {
        let data = &self.reader.data;
        let person = actor.person.as_ref().map(|p| format!("{p}, ")).unwrap_or_default();
        let row = actor.entity.map(|e| {
            let entity = &data.gazetteer.entities[e as usize];
            format!("row {}: {}", entity.name, code::of_entity(self.reader, entity))
        });
        let role = actor.role.map(|r| {
            let role = &data.roles.roles[r as usize];
            format!("role {} (roles.tsv:{})", role.word, role.line)
        });
        let by: Vec<String> = row.into_iter().chain(role).collect();
        let by = if by.is_empty() {
            "what the article said before".to_owned()
        } else {
            by.join("; ")
        };
        let day = self.step.actors.day.map(|d| format!(" on {d}")).unwrap_or_default();
        format!("{person}{} {}{day}, by {by}", actor.name, actor.code())
    }

    fn times(&self) -> Vec<String> {
        let time = |t: &attache::time::Expression| {
            let day = |d: Option<jiff::civil::Date>| {
                d.map_or("?".to_owned(), |d| d.to_string())
            };
            let words = t.span.of(&self.article.text);
            format!(
                "“{words}” {} {} {}/{}",
                t.timex.name(),
                t.value,
                day(t.first),
                day(t.last)
            )
        };
        self.step.times.iter().map(time).collect()
    }

    fn events(&self) -> Vec<String> {
        let event = |e: &Event| {
            let trigger = e.trigger.of(&self.article.text);
            let implied = |side: &[Participant]| side.iter().any(|p| p.span.is_none());
            let implied = if implied(&e.actor) || implied(&e.recipient) {
                ", a side implied"
            } else {
                ""
            };
            format!(
                "{}  by rule {} at “{trigger}”, sure to {:.2}{implied}",
                line(self.reader, e),
                e.rule,
                e.confidence
            )
        };
        self.step.events.iter().map(event).collect()
    }

    fn misses(&self) -> Vec<String> {
        let rules = &self.reader.data.rules.rules;
        let mut seen = BTreeSet::new();
        let misses =
            self.step.misses.iter().filter(|m| seen.insert((m.rule, m.predicate)));
        let line = |m: &attache::event::Miss| {
            let rule = &rules[m.rule as usize];
            let word = self.step.mentions.form(m.predicate);
            format!("{} at “{word}”: {} ({}:{})", rule.id, m.reason, rule.path, rule.line)
        };
        misses.map(line).collect()
    }
}
