//! An article with everything that the record keeps of it, made ready where there are many hands.
//!
//! In: an article and its events. Out: a [`Filing`]: for “Norway expelled two Russian diplomats.” the text's hash and print, one
//! line of JSON, one gist. Only what must see the rest of the record is left to the one who writes. Known limit: held whole
//! in memory until it is written.

use crate::article::Article;
use crate::event::Event;
use crate::record::source::Print;
use crate::record::{Gist, Party, Telling, tellings};
use xxhash_rust::xxh3::Xxh3;

/// What events are coded with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// The program's version.
    pub program: String,
    /// A hash of the data files.
    pub data: String,
    /// A hash of the language model.
    pub model: String,
}

/// An article ready to be added.
#[derive(Debug, Clone)]
pub struct Filing {
    pub(super) article: Article,
    pub(super) content: i64,
    pub(super) print: Print,
    pub(super) events: Vec<Filed>,
}

/// An event ready to be added.
#[derive(Debug, Clone)]
pub(super) struct Filed {
    pub(super) telling: Telling,
    pub(super) gist: Gist,
    pub(super) line: String,
    pub(super) parts: Vec<(Side, Party)>,
}

impl Filed {
    /// Whether both tell the same in the same words.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        self.line == other.line && self.telling.level == other.telling.level
    }
}

/// In what part someone appears in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Actor = 0,
    Recipient = 1,
    Speaker = 2,
}

impl Filing {
    /// Makes an article and its events ready.
    pub fn of(article: Article, events: &[Event]) -> Self {
        let told = tellings(&article, events);
        Self {
            content: content(&article),
            print: Print::of(&article.text),
            events: told.into_iter().map(filed).collect(),
            article,
        }
    }

    /// With what the article states to be so, which answers what stands and is no happening.
    #[must_use]
    pub fn with_states(mut self, states: &[Event]) -> Self {
        let told = tellings(&self.article, states);
        self.events.extend(told.into_iter().map(filed));
        self
    }

    /// The id of the article.
    pub fn id(&self) -> &str {
        &self.article.id
    }

    /// How many events the article has.
    pub fn n_events(&self) -> usize {
        self.events.iter().filter(|event| !event.telling.line.state).count()
    }

    /// About how many bytes it takes.
    pub fn size(&self) -> usize {
        let lines: usize = self.events.iter().map(|e| 2 * e.line.len()).sum();
        self.article.text.len() + lines
    }
}

/// The hash by which the same report is known under whatever id.
pub(super) fn content(article: &Article) -> i64 {
    let day = article.published.map(|d| d.to_string());
    let parts = [
        article.title.as_deref(),
        Some(article.text.as_str()),
        day.as_deref(),
        article.publisher.as_deref(),
    ];
    let mut hash = Xxh3::new();
    for part in parts {
        hash.update(&[u8::from(part.is_some())]);
        hash.update(part.unwrap_or_default().as_bytes());
        hash.update(&[0]);
    }
    hash.digest().cast_signed()
}

/// A telling ready to be added.
pub(super) fn filed(telling: Telling) -> Filed {
    let line = serde_json::to_string(&telling.line).expect("a line is always JSON");
    Filed { gist: Gist::of(&telling), parts: parts(&telling), line, telling }
}

/// Everyone in an event.
pub(super) fn parts(telling: &Telling) -> Vec<(Side, Party)> {
    let line = &telling.line;
    let actors = line.actor.iter().map(|w| (Side::Actor, Party::of(w)));
    let recipients = line.recipient.iter().map(|w| (Side::Recipient, Party::of(w)));
    let speakers = line.said_by.iter().map(|said| {
        let name = said.name.to_string();
        let unknown = Party {
            code: String::new(),
            country: None,
            sector: None,
            name,
            person: None,
        };
        (Side::Speaker, unknown)
    });
    actors.chain(recipients).chain(speakers).collect()
}
