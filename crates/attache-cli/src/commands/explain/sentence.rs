//! How one sentence was read: words, actors, times, events, near misses.
//!
//! In: a step of the reading. Out: a small table, e.g. `2 expelled expel VBD root` and below it `actor Norway NORGOV
//! (actors/states.tsv:139)`. Known limit: of rules that nearly fitted, one line for each rule and word.

use crate::commands::read::line;
use attache::article::Article;
use attache::event::{Event, Participant};
use attache::explain::{Explained, Node, explain};
use attache::reader::{Reader, Step};
use attache::span::CodePoints;
use serde_json::{Value, json};
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
        let Explained { words, actors, times, nearly, .. } = self.explained();
        for Node { number, form, lemma, tag, head, relation, .. } in words {
            writeln!(
                out,
                "  {number:>3} {form:<18} {lemma:<18} {tag:<6} {head:>3} {relation}"
            )
            .expect(NEVER);
        }
        for (label, lines) in [
            ("actor", shown(&actors)),
            ("time", shown(&times)),
            ("event", self.events()),
            ("nearly", shown(&nearly)),
        ] {
            for line in lines {
                writeln!(out, "  {label:<7} {line}").expect(NEVER);
            }
        }
        out.push('\n');
    }

    /// The same for programs.
    pub(super) fn json(&self) -> Value {
        let Explained { words, actors, times, nearly, .. } = self.explained();
        json!({
            "article": self.article.id,
            "text": self.step.sentence.span.of(&self.article.text),
            "words": words,
            "actors": shown(&actors),
            "times": shown(&times),
            "events": self.events(),
            "nearly": shown(&nearly),
        })
    }

    fn explained(&self) -> Explained {
        let points = CodePoints::new(&self.article.text);
        explain(self.reader, self.article, &points, self.step)
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
            let what = if e.is_state { ", states what is so" } else { "" };
            format!(
                "{}  by rule {} at “{trigger}”, sure to {:.2}{implied}{what}",
                line(self.reader, e),
                e.rule,
                e.confidence
            )
        };
        self.step.events.iter().chain(self.step.states).map(event).collect()
    }
}

fn shown(all: &[impl ToString]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}
