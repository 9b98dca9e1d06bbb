//! `attache-lab times`: the time expressions of articles, for measuring against gold.
//!
//! In: articles. Out: `{"article","times":[{"start","end","type","value"}]}` a line, in code points: “on Monday” gives
//! a DATE of value 2025-06-30. Known limit: it only prints.

use crate::article_lines;
use anyhow::Result;
use attache::article::Article;
use attache::sentence::{self, TextData};
use attache::span::CodePoints;
use attache::time::{self, Expression, Times};
use serde_json::{Value, json};
use std::path::Path;

/// Prints the time expressions of every article of the file, or of each one's first paragraphs.
pub(crate) fn run(path: &Path, paragraphs: Option<u32>) -> Result<()> {
    let (data, times) = (TextData::embedded(), Times::embedded());
    let n_paragraphs = paragraphs.unwrap_or(u32::MAX);
    article_lines::answer(path, |article| {
        let sentences = sentence::split(&data, article);
        let expressions = time::find(&times, article, &sentences);
        let top =
            sentences.iter().zip(expressions).filter(|(s, _)| s.paragraph < n_paragraphs);
        shown(article, &top.flat_map(|(_, expressions)| expressions).collect::<Vec<_>>())
    })
}

fn shown(article: &Article, expressions: &[Expression]) -> Value {
    let points = CodePoints::new(&article.text);
    let times: Vec<Value> = expressions
        .iter()
        .map(|expression| {
            json!({
                "start": points.at(expression.span.start),
                "end": points.at(expression.span.end),
                "type": expression.timex.name(),
                "value": expression.value,
            })
        })
        .collect();
    json!({"article": article.id, "times": times})
}
