//! The first page: paste an article and see it read.
//!
//! In: what was read, and the form as it was filled in. Out: the text with its events marked in place, and for each event who, whom, what,
//! when, and why. A newcomer finds an example: “Moscow is first to recognize the Taliban government”. Known limit: trees of
//! the first hundred sentences only, so that a page stays light.

use super::event::{Ink, chips};
use super::marked::{Mark, Part, Text, marks};
use super::{Frame, Page, count};
use crate::draw::tree::tree;
use crate::reading::Form;
use crate::view::read::{Read, ReadArticle};
use attache::explain::{Explained, Meant};
use attache::export::Line;
use maud::{Markup, html};

/// Trees drawn for an article.
const MOST_TREES: usize = 100;
/// Words of a sentence whose tree is still to be read.
const MOST_WORDS: usize = 90;

/// The page.
pub(crate) fn page(frame: Frame, ink: Ink<'_>, form: &Form, read: &Read) -> Markup {
    let content = html! {
        h1 { "Who did what to whom" }
        p.lead { "Paste a report or drop a file. Its events appear marked in place; choose one to see who, whom, what, when, according to whom, and why it was read so." }
        (filled(frame, form))
        div #answer aria-live="polite" {
            @for left_out in &read.left_out { p.fault { (left_out.id) ": " (left_out.reason) } }
            @if read.articles.len() > 1 { (contents(read)) }
            @for (n, article) in read.articles.iter().enumerate() { (self::article(ink, n, article)) }
        }
    };
    Page { part: "/", title: "Read", script: Some("read.js"), feed: None }
        .around(frame, &content)
}

fn filled(frame: Frame, form: &Form) -> Markup {
    html! {
        form.read #read action="/read" method="post" {
            label for="text" { "Article, or many as lines of JSON" }
            textarea #text name="text" rows="7" spellcheck="false" required { "\n" (form.text) }
            div.row {
                div.field {
                    label for="published" { "Published on" }
                    input #published name="published" type="date" value=(form.published);
                }
                div.field {
                    label for="publisher" { "Publisher" }
                    input #publisher name="publisher" type="text" value=(form.publisher) autocomplete="off";
                }
                div.field.js-only {
                    label for="file" { "Or a file" }
                    input #file type="file" accept=".txt,.jsonl,text/plain";
                }
                div.buttons {
                    button type="submit" { "Read" }
                    @if frame.may_write {
                        button.quiet type="submit" formaction="/keep" { "Read and keep" }
                    }
                }
            }
        }
    }
}

/// What was read, where it is more than one.
fn contents(read: &Read) -> Markup {
    html! {
        nav aria-label="Articles" {
            ol.contents {
                @for (n, article) in read.articles.iter().enumerate() {
                    li { a href=(format!("#a-{n}")) { (article.headline()) } " " span.codes { (count(article.events.len(), "event")) } }
                }
            }
        }
    }
}

/// An article as it was read, the `n`th of the page.
pub(crate) fn article(ink: Ink<'_>, n: usize, article: &ReadArticle) -> Markup {
    html! {
        section.report #{ "a-" (n) } aria-label=(article.headline()) {
            p.meta {
                @if let Some(day) = article.published { time datetime=(day) { (day) } " · " }
                @if let Some(publisher) = &article.publisher { (publisher) " · " }
                (count(article.events.len(), "event"))
                " in " (count(article.sentences.len(), "sentence"))
            }
            div.spread {
                div.text { (text(n, article)) }
                div.events {
                    h3 { "Events" }
                    @if article.events.is_empty() { p { "None: no rule found an event in these sentences." } }
                    @for (i, line) in article.events.iter().enumerate() { (event(ink, article, &format!("{n}-{i}"), line)) }
                    (rest(article))
                }
            }
        }
    }
}

fn text(n: usize, article: &ReadArticle) -> Markup {
    let text = Text::new(&article.text);
    let events = article.events.iter().enumerate();
    let mut all: Vec<Mark> =
        events.flat_map(|(i, line)| marks(line, &format!("{n}-{i}"))).collect();
    all.extend(article.notes.iter().map(|note| Mark {
        start: note.start,
        end: note.end,
        part: Part::LeftOut,
        key: String::new(),
    }));
    all.sort_by_key(|mark| mark.start);
    let lines = text.lines();
    let has_headline = article.title.is_none() && lines.len() > 1;
    html! {
        @if let Some(title) = &article.title { p.headline dir="auto" { (title) } }
        @for (i, (start, end)) in lines.into_iter().enumerate() {
            @let marked = text.marked(start, end, within(&all, start, end));
            @if i == 0 && has_headline { p.headline dir="auto" { (marked) } }
            @else { p dir="auto" { (marked) } }
        }
    }
}

/// The marks that can touch a line: they are sorted by their beginning.
fn within(marks: &[Mark], start: u32, end: u32) -> &[Mark] {
    let last = marks.partition_point(|mark| mark.start < end);
    // A mark is no longer than a sentence; those of far before cannot reach here, but one pass finds the first that does.
    let first = marks[..last].iter().position(|mark| mark.end > start).unwrap_or(last);
    &marks[first..last]
}

fn event(ink: Ink<'_>, article: &ReadArticle, key: &str, line: &Line<'_>) -> Markup {
    html! {
        details.event data-e=(key) name="event" {
            summary {
                (ink.sides_plain(line)) " "
                span.what { (ink.what(&line.cameo)) } " "
                (chips(line))
            }
            div.why #{ "e-" (key) } {
                (ink.facts(line))
                @if let Some(sentence) = article.sentence_of(line) { (why(article, sentence, line)) }
            }
        }
    }
}

/// Why it was read so: tree, rows, near misses.
fn why(article: &ReadArticle, sentence: &Explained, line: &Line<'_>) -> Markup {
    let meant: Vec<&Meant> =
        sentence.actors.iter().filter(|meant| is_side(meant, line)).collect();
    html! {
        h4 { "Why" }
        @if is_drawn(article, sentence) {
            div.scroll tabindex="0" role="region" aria-label="Tree of the sentence" { (tree(&sentence.words, Some(line))) }
        }
        @if !meant.is_empty() {
            ul.reasons {
                @for meant in meant {
                    li {
                        q { (meant.text) } " is " strong { @if let Some(person) = &meant.person { (person) ", " } (meant.name) }
                        " " code { (meant.code) }
                        @if let Some(day) = meant.day { " on " (day) } ", by " (meant.by)
                    }
                }
            }
        }
        (nearly(sentence))
    }
}

fn is_side(meant: &Meant, line: &Line<'_>) -> bool {
    line.actor.iter().chain(&line.recipient).any(|who| who.code == meant.code)
}

fn nearly(sentence: &Explained) -> Markup {
    html! {
        @if !sentence.nearly.is_empty() {
            details.nearly {
                summary { (count(sentence.nearly.len(), "rule")) " nearly matched" }
                ul.reasons {
                    @for miss in &sentence.nearly {
                        li { code { (miss.rule) } " at " q { (miss.word) } ": " (miss.reason) " " span.codes { (miss.place) } }
                    }
                }
            }
        }
    }
}

fn is_drawn(article: &ReadArticle, sentence: &Explained) -> bool {
    let is_early =
        article.sentences.iter().take(MOST_TREES).any(|s| s.start == sentence.start);
    is_early && sentence.words.len() <= MOST_WORDS
}

/// Sentences without an event and what was left out, each with its reason.
fn rest(article: &ReadArticle) -> Markup {
    let text = Text::new(&article.text);
    let has_event =
        |s: &&Explained| !article.events.iter().any(|line| line.start == s.start);
    let silent: Vec<&Explained> = article.sentences.iter().filter(has_event).collect();
    html! {
        @if !silent.is_empty() {
            details.rest {
                summary { (count(silent.len(), "sentence")) " without an event" }
                @for sentence in silent {
                    details {
                        summary dir="auto" { (text.between(sentence.start, sentence.end)) }
                        @if is_drawn(article, sentence) {
                            div.scroll tabindex="0" role="region" aria-label="Tree of the sentence" { (tree(&sentence.words, None)) }
                        }
                        @if sentence.nearly.is_empty() { p.codes { "No rule knows its words." } }
                        (nearly(sentence))
                    }
                }
            }
        }
        @for note in &article.notes {
            p.codes { "Left out: " q { (note.text.trim()) } ", " (note.reason) "." }
        }
    }
}
