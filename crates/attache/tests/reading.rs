//! What holds for reading any text: it ends, its spans lie in the text, and it is the same on every thread.
//!
//! In: texts made of news words, and any characters. Out: no panic, and events whose spans are words of the text. Known
//! limit: whether the events are right is asked in `specs/`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use attache::article::Article;
use attache::event::{Event, Participant};
use attache::export;
use attache::parse::Workspace;
use attache::reader::{Reader, Reading};
use attache::span::Span;
use jiff::civil::date;
use proptest::prelude::*;
use std::sync::LazyLock;
use std::thread;

/// Loaded once for all cases.
static READER: LazyLock<Reader> =
    LazyLock::new(|| Reader::embedded().expect("the project's own data are sound"));

fn article(text: &str) -> Article {
    Article { published: Some(date(2025, 7, 4)), ..Article::new("a", text) }
}

fn read(text: &str) -> Reading {
    READER.read(&article(text), &mut Workspace::default())
}

fn spans(event: &Event) -> Vec<Span> {
    let side =
        |side: &[Participant]| side.iter().filter_map(|p| p.span).collect::<Vec<_>>();
    let mut spans = vec![event.span, event.trigger];
    spans.extend(side(&event.actor));
    spans.extend(side(&event.recipient));
    spans.extend(event.said_by.iter().filter_map(|s| s.span));
    spans.extend(event.date.iter().filter_map(|d| d.span));
    spans.extend(event.amounts.iter().map(|a| a.span));
    spans.extend(event.object);
    spans
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let reading = read(text);
    let mut last = 0;
    for event in &reading.events {
        for span in spans(event) {
            prop_assert!(span.start <= span.end && span.end as usize <= text.len());
            prop_assert!(text.is_char_boundary(span.start as usize));
            prop_assert!(text.is_char_boundary(span.end as usize));
        }
        prop_assert!(
            event.span.contains(event.trigger),
            "a trigger lies in its sentence"
        );
        prop_assert!((0.0..=1.0).contains(&event.confidence));
        prop_assert!(event.sentence >= last, "events come in the order of the text");
        last = event.sentence;
    }
    let mut lines = Vec::new();
    export::write_jsonl(&article(text), &reading.events, &mut lines).unwrap();
    for line in String::from_utf8(lines).unwrap().lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        prop_assert!(value["id"].as_str().is_some_and(|id| id.len() == 20));
    }
    Ok(())
}

fn news_words() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Norway",
        "Russia",
        "the Taliban",
        "President Putin",
        "it",
        "which",
        "the two countries",
        "Kabul",
        "the minister",
        "troops",
        "expelled",
        "recognized",
        "will",
        "not",
        "agreed to",
        "accused",
        "of",
        "attacking",
        "said that",
        "sanctions on",
        "imposed",
        "met",
        "was",
        "by",
        "and",
        ",",
        ".",
        "\n",
        "“",
        "”",
        "(",
        "two diplomats",
        "on Monday",
        "in 1979",
        "’s",
        "-",
        "é",
        "15,000",
        "killed",
        "if",
    ]);
    prop::collection::vec(words, 0..50).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_read(text in "\\PC{0,300}") {
        check(&text)?;
    }

    #[test]
    fn any_newslike_text_can_be_read(text in news_words()) {
        check(&text)?;
    }

    #[test]
    fn reading_is_the_same_on_every_thread(text in news_words()) {
        let here = read(&text).events;
        let there: Vec<_> = thread::scope(|scope| {
            let threads: Vec<_> = (0..3).map(|_| scope.spawn(|| read(&text).events)).collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect()
        });
        for events in there {
            prop_assert_eq!(&here, &events);
        }
    }
}

#[test]
fn what_was_read_before_leaves_no_trace() {
    let text =
        "Norway expelled two Russian diplomats on Monday. Moscow condemned the move.";
    let mut workspace = Workspace::default();
    let first = READER.read(&article(text), &mut workspace).events;
    READER.read(
        &article("China and India signed an agreement. They met in Delhi."),
        &mut workspace,
    );
    assert_eq!(READER.read(&article(text), &mut workspace).events, first);
}

#[test]
fn nested_and_endless_text_is_read() {
    for part in [
        "(",
        "“",
        "Russia's ",
        "Russia, which attacked ",
        "Iran urged Iraq to ",
        "and ",
        "he said that ",
    ] {
        read(&part.repeat(2_000));
    }
}
