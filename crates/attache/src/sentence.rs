//! Sentences and their tokens, in Universal Dependencies' way of cutting English.
//!
//! In: an article. Out: its sentences in order, each with its kind. “Mr. Haq didn’t come. He’s ill.” gives two
//! sentences; the first has the tokens Mr. | Haq | did | n’t | come | . — Known limit: English only.

use crate::article::Article;
use crate::span::Span;

/// What part a line plays in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The headline: the first line, where it stands apart and does not end like a sentence.
    Headline,
    /// Running text.
    Body,
    /// A byline, dateline alone, caption, link to another story, advertisement, signature: not coded.
    Boilerplate,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token to its last.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Its paragraph (line), counted from 0.
    pub paragraph: u32,
    /// The place and source in front (“KHARTOUM (AFP) - ”), which is not part of the sentence's syntax.
    pub dateline: Option<Span>,
    /// Its tokens, in order; a token's form is exactly the text that it covers.
    pub tokens: Vec<Span>,
}

/// Cuts an article's text into sentences and tokens.
pub fn split(article: &Article) -> Vec<Sentence> {
    let _ = article;
    Vec::new()
}
