//! An article with its events and how each sentence was read.
//!
//! In: “Norway expelled two Russian diplomats.” Out: its text, the event with its places in the text, the tree and the rows of the tables
//! that decided. Known limit: all in memory; the size of an article is bounded where it comes in.

use attache::article::Article;
use attache::explain::{Explained, explain};
use attache::export::Line;
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::record::tellings;
use attache::span::{CodePoints, Span};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// Letters of a headline.
const HEADLINE: usize = 110;

/// What was read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Read {
    /// The articles, in the order in which they were given.
    pub(crate) articles: Vec<ReadArticle>,
    /// Articles that could not be read, and why.
    pub(crate) left_out: Vec<LeftOut>,
}

/// An article that was not read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeftOut {
    /// Its name.
    pub(crate) id: String,
    /// Why.
    pub(crate) reason: String,
}

/// An article as it was read.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ReadArticle {
    /// Its name.
    pub(crate) id: String,
    /// The headline, where it is apart from the text.
    pub(crate) title: Option<String>,
    /// The text; offsets count its Unicode code points.
    pub(crate) text: String,
    /// The day of publication.
    pub(crate) published: Option<Date>,
    /// Who published it.
    pub(crate) publisher: Option<String>,
    /// Where it was found.
    pub(crate) url: Option<String>,
    /// Its events, in the order of the text.
    pub(crate) events: Vec<Line<'static>>,
    /// How each sentence was read.
    pub(crate) sentences: Vec<Explained>,
    /// What was seen and not coded.
    pub(crate) notes: Vec<Note>,
}

/// Something seen and not coded.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Note {
    /// The words.
    pub(crate) text: String,
    /// First character.
    pub(crate) start: u32,
    /// One past the last character.
    pub(crate) end: u32,
    /// Why it was left out.
    pub(crate) reason: String,
}

impl ReadArticle {
    /// Reads an article.
    pub(crate) fn of(
        reader: &Reader,
        article: &Article,
        workspace: &mut Workspace,
    ) -> Self {
        let points = CodePoints::new(&article.text);
        let mut sentences = Vec::new();
        let reading = reader.walk(article, workspace, |step| {
            sentences.push(explain(reader, article, &points, step));
        });
        let told = tellings(article, &reading.events);
        let note = |note: &attache::reader::Note| {
            let Span { start, end } = note.span;
            let text = note.span.of(&article.text).to_owned();
            let (start, end) = (points.at(start), points.at(end));
            Note { text, start, end, reason: note.reason.clone() }
        };
        Self {
            id: article.id.clone(),
            title: article.title.clone(),
            text: article.text.clone(),
            published: article.published,
            publisher: article.publisher.clone(),
            url: article.url.clone(),
            events: told.into_iter().map(|telling| telling.line).collect(),
            sentences,
            notes: reading.notes.iter().map(note).collect(),
        }
    }

    /// How the sentence of an event was read.
    pub(crate) fn sentence_of(&self, line: &Line<'_>) -> Option<&Explained> {
        self.sentences.iter().find(|s| s.start == line.start)
    }

    /// The headline: apart from the text, or its first line; of a line that is none, how it begins.
    pub(crate) fn headline(&self) -> String {
        let first = || self.text.trim().lines().next().unwrap_or_default();
        let line = self.title.as_deref().unwrap_or_else(first);
        if line.chars().count() <= HEADLINE {
            return line.to_owned();
        }
        let mut begins = String::new();
        for word in line.split(' ') {
            if begins.chars().count() + word.chars().count() > HEADLINE {
                break;
            }
            begins += word;
            begins.push(' ');
        }
        begins.trim_end().to_owned() + " …"
    }
}
