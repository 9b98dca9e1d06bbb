//! `attache-lab sentences`: how a text is cut, for measuring against treebanks.
//!
//! In: articles. Out: `{"article","sentences":[{"start","end","kind","tokens":[[start,end],…]}]}` a line, in code points:
//! “Mali left.” gives one sentence with the tokens [0,4], [5,9], [9,10]. Known limit: it only prints.

use crate::article_lines;
use anyhow::Result;
use attache::article::Article;
use attache::sentence::{self, Kind, TextData};
use attache::span::{CodePoints, Span};
use serde_json::{Value, json};
use std::path::Path;

/// Prints the sentences of every article of the file.
pub(crate) fn run(path: &Path) -> Result<()> {
    let data = TextData::embedded();
    article_lines::answer(path, |article| cut(&data, article))
}

fn cut(data: &TextData, article: &Article) -> Value {
    let points = CodePoints::new(&article.text);
    let place = |span: &Span| (points.at(span.start), points.at(span.end));
    let sentences: Vec<Value> = sentence::split(data, article)
        .iter()
        .map(|sentence| {
            let (start, end) = place(&sentence.span);
            let kind = match sentence.kind {
                Kind::Headline => "headline",
                Kind::Body => "body",
                Kind::Boilerplate => "boilerplate",
            };
            let tokens: Vec<_> = sentence.tokens.iter().map(place).collect();
            json!({"start": start, "end": end, "kind": kind, "dateline": sentence.dateline.as_ref().map(place), "tokens": tokens})
        })
        .collect();
    json!({"article": article.id, "sentences": sentences})
}
