//! Articles from a `.jsonl` file, and answers to standard output.
//!
//! In: lines such as `{"id":"a1","text":"Mali left.","published":"2024-01-29"}`. Out: one [`Article`] each. Known limit:
//! a day of publication that is not `YYYY-MM-DD` counts as unknown.

use anyhow::{Context, Result};
use attache::article::Article;
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::path::Path;

/// Writes one line of JSON for every article of the file; a reader that goes away is no error.
pub(crate) fn answer(path: &Path, answer: impl Fn(&Article) -> Value) -> Result<()> {
    let file =
        File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let mut out = std::io::stdout().lock();
    for (index, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        if line.trim().is_empty() {
            continue;
        }
        let article = article(&line)
            .with_context(|| format!("{}:{}", path.display(), index + 1))?;
        match writeln!(out, "{}", answer(&article)) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            written => written?,
        }
    }
    Ok(())
}

fn article(line: &str) -> Result<Article> {
    let row: Value = serde_json::from_str(line)?;
    let field = |name: &str| row[name].as_str().map(str::to_owned);
    Ok(Article {
        id: field("id").context("no “id”")?,
        title: field("title"),
        text: field("text").context("no “text”")?,
        published: field("published").and_then(|day| day.parse().ok()),
        publisher: field("publisher"),
        url: field("url"),
        language: field("language"),
    })
}
