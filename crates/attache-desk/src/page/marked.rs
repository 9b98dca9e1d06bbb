//! A text with its events marked in place.
//!
//! In: “Norway expelled two Russian diplomats.” and the event. Out: the same text, in which the trigger is a link to the event and the
//! sides are underlined. Marks may cross: the text is cut wherever one begins or ends. Known limit: a word of several
//! events links to the first; the script leads to the next with each click.

use attache::export::{Line, Who};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// What a stretch of text is to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Trigger,
    Actor,
    Recipient,
    /// No part of the report.
    LeftOut,
}

impl Part {
    fn class(self) -> &'static str {
        match self {
            Self::Trigger => "is-trigger",
            Self::Actor => "is-actor",
            Self::Recipient => "is-recipient",
            Self::LeftOut => "is-left-out",
        }
    }
}

/// A marked stretch, in code points.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) part: Part,
    /// The event's name within the page.
    pub(crate) key: String,
}

/// The marks of an event that the page calls `key`.
pub(crate) fn marks(line: &Line<'_>, key: &str) -> Vec<Mark> {
    let mark = |start, end, part| Mark { start, end, part, key: key.to_owned() };
    let side = |side: &[Who<'_>], part| -> Vec<Mark> {
        let spans = side.iter().filter_map(|who| who.start.zip(who.end));
        spans.map(|(start, end)| mark(start, end, part)).collect()
    };
    let mut marks = vec![mark(line.trigger.start, line.trigger.end, Part::Trigger)];
    marks.extend(side(&line.actor, Part::Actor));
    marks.extend(side(&line.recipient, Part::Recipient));
    marks
}

/// A text whose characters are found by their number.
pub(crate) struct Text<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Text<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        starts.push(text.len());
        Self { text, starts }
    }

    /// The characters from `start` to `end`.
    pub(crate) fn between(&self, start: u32, end: u32) -> &'t str {
        let last = self.starts.len() - 1;
        let at = |n: u32| self.starts[(n as usize).min(last)];
        self.text.get(at(start)..at(end.max(start))).unwrap_or_default()
    }

    /// First and last character of each line that is not empty.
    pub(crate) fn lines(&self) -> Vec<(u32, u32)> {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in self.text.split('\n') {
            let n = line.chars().count() as u32;
            if !line.trim().is_empty() {
                lines.push((start, start + n));
            }
            start += n + 1;
        }
        lines
    }

    /// The characters from `start` to `end` with their marks.
    pub(crate) fn marked(&self, start: u32, end: u32, marks: &[Mark]) -> Markup {
        let here: Vec<&Mark> =
            marks.iter().filter(|mark| mark.start < end && start < mark.end).collect();
        let edges =
            here.iter().flat_map(|mark| [mark.start.max(start), mark.end.min(end)]);
        let edges: BTreeSet<u32> = edges.chain([start, end]).collect();
        let edges: Vec<u32> = edges.into_iter().collect();
        html! {
            @for pair in edges.windows(2) {
                @let (from, to) = (pair[0], pair[1]);
                (piece(self.between(from, to), &covering(&here, from, to)))
            }
        }
    }
}

fn covering<'m>(marks: &[&'m Mark], from: u32, to: u32) -> Vec<&'m Mark> {
    marks.iter().copied().filter(|mark| mark.start <= from && to <= mark.end).collect()
}

fn piece(words: &str, marks: &[&Mark]) -> Markup {
    let parts: BTreeSet<Part> = marks.iter().map(|mark| mark.part).collect();
    let classes: Vec<&str> = parts.iter().map(|part| part.class()).collect();
    let mut keys: Vec<&str> = Vec::new();
    // Of an event, its trigger counts first.
    let triggers = marks.iter().filter(|mark| mark.part == Part::Trigger);
    let others = marks.iter().filter(|mark| mark.part != Part::Trigger);
    for mark in triggers.chain(others) {
        if !mark.key.is_empty() && !keys.contains(&mark.key.as_str()) {
            keys.push(&mark.key);
        }
    }
    let class = format!("mark {}", classes.join(" "));
    html! {
        @match keys.first() {
            _ if parts.is_empty() => (words),
            Some(key) if parts.contains(&Part::Trigger) => a class=(class) href=(format!("#e-{key}")) data-e=(keys.join(" ")) { (words) },
            _ => span class=(class) data-e=[(!keys.is_empty()).then(|| keys.join(" "))] { (words) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_cross_are_cut_and_all_text_is_kept() {
        let text = Text::new("é<Russia's> raid\nüber");
        let mark =
            |start, end, part, key: &str| Mark { start, end, part, key: key.to_owned() };
        let marks = [
            mark(2, 8, Part::Actor, "1"),
            mark(5, 12, Part::Trigger, "2"),
            mark(0, 99, Part::LeftOut, ""),
        ];
        let shown = text.marked(0, 16, &marks).into_string();
        assert!(shown.contains("&lt;") && !shown.contains("<Russia"), "{shown}");
        assert!(shown.contains(r##"href="#e-2" data-e="2 1">sia</a>"##), "{shown}");
        let mut plain = String::new();
        let mut is_tag = false;
        for c in shown.chars() {
            match c {
                '<' => is_tag = true,
                '>' => is_tag = false,
                c if !is_tag => plain.push(c),
                _ => {}
            }
        }
        assert_eq!(plain.replace("&lt;", "<").replace("&gt;", ">"), "é<Russia's> raid");
        assert_eq!(text.lines(), [(0, 16), (17, 21)]);
        assert_eq!(text.between(17, 400), "über");
    }
}
