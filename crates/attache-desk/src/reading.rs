//! Articles as a request gives them, and reading them within limits.
//!
//! In: a text, or many as lines of JSON, with day and publisher. Out: for “Norway expelled two Russian diplomats.” its event and how it
//! was read. Too much is refused before any work. Known limit: between two articles the time is looked at, not within one;
//! the limit on an article's size bounds that.

use crate::problem::Problem;
use crate::view::read::{LeftOut, Read, ReadArticle};
use attache::article::{self, Article};
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::record::Filing;
use axum::http::StatusCode;
use serde::Deserialize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};
use utoipa::ToSchema;
use xxhash_rust::xxh3::xxh3_64;

/// The longest text of an article, in bytes; the longest reports of newspapers are a quarter of it.
pub(crate) const MOST_BYTES: usize = 256 << 10;
/// The most articles at once.
pub(crate) const MOST_ARTICLES: usize = 100;
/// No new article is begun after that.
const TIME: Duration = Duration::from_secs(10);
/// Letters of a headline in an article's name.
const NAME: usize = 48;

/// Articles to read or to keep.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Articles {
    /// At least one, at most 100.
    #[schema(min_items = 1, max_items = 100)]
    pub(crate) articles: Vec<Given>,
}

/// An article as it is given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Given {
    /// Its name; made from headline, day and text where none is given.
    id: Option<String>,
    /// The headline, where it is not the first line of the text.
    title: Option<String>,
    /// The text, at most 256 KiB.
    #[schema(min_length = 1, max_length = 262_144)]
    text: String,
    /// The day of publication.
    #[schema(example = "2025-07-04")]
    published: Option<String>,
    /// Who published it.
    publisher: Option<String>,
    /// Where it was found.
    url: Option<String>,
    /// BCP 47 language tag.
    language: Option<String>,
}

/// The form of the first page.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Form {
    /// One article, or many as lines of JSON.
    #[serde(default)]
    pub(crate) text: String,
    /// The day of those that give none.
    #[serde(default)]
    pub(crate) published: String,
    /// The publisher of those that give none.
    #[serde(default)]
    pub(crate) publisher: String,
}

impl Given {
    fn article(self, nth: usize) -> Result<Article, Problem> {
        let day = self.published.filter(|day| !day.trim().is_empty());
        let day = day.map(|day| article::day(&day)).transpose();
        let day = day.map_err(|why| Problem::unclear(format!("article {nth}: {why}")))?;
        let some = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let mut article = Article::new(String::new(), self.text);
        article.title = some(self.title);
        article.published = day;
        article.publisher = some(self.publisher);
        article.url = some(self.url);
        article.language = some(self.language);
        article.id = some(self.id).unwrap_or_else(|| name(&article));
        sound(&article, nth)?;
        Ok(article)
    }
}

impl Articles {
    pub(crate) fn articles(self) -> Result<Vec<Article>, Problem> {
        not_too_many(self.articles.len())?;
        self.articles
            .into_iter()
            .zip(1..)
            .map(|(given, nth)| given.article(nth))
            .collect()
    }
}

impl Form {
    /// One article, or one for each line where all lines are JSON.
    pub(crate) fn articles(&self) -> Result<Vec<Article>, Problem> {
        if self.text.trim().is_empty() {
            return Err(Problem::unclear("there is no text; paste or drop an article"));
        }
        let day = Some(self.published.trim()).filter(|day| !day.is_empty());
        let day = day.map(article::day).transpose().map_err(Problem::unclear)?;
        let publisher = Some(self.publisher.trim()).filter(|p| !p.is_empty());
        let mut articles = self.lines()?;
        for (article, nth) in articles.iter_mut().zip(1..) {
            article.published = article.published.or(day);
            article.publisher = article.publisher.take().or(publisher.map(str::to_owned));
            if article.id.is_empty() {
                article.id = name(article);
            }
            sound(article, nth)?;
        }
        not_too_many(articles.len())?;
        Ok(articles)
    }

    fn lines(&self) -> Result<Vec<Article>, Problem> {
        let text = self.text.trim_start_matches('\u{feff}');
        if !text.trim_start().starts_with("{\"") {
            // Forms end lines with two signs, which no file of ours does.
            return Ok(vec![Article::new(String::new(), text.replace("\r\n", "\n"))]);
        }
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let article = |(n, line): (usize, &str)| {
            let told = |why| Problem::unclear(format!("line {}: {why}", n + 1));
            article::from_json(line).map_err(told)
        };
        lines.map(article).collect()
    }
}

fn not_too_many(n: usize) -> Result<(), Problem> {
    match n {
        0 => Err(Problem::unclear("there is no article; at least one is wanted")),
        1..=MOST_ARTICLES => Ok(()),
        _ => Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!(
                "{n} articles at once; at most {MOST_ARTICLES}, `attache add` takes any number"
            ),
        )),
    }
}

fn sound(article: &Article, nth: usize) -> Result<(), Problem> {
    let n = article.text.len() + article.title.as_ref().map_or(0, String::len);
    if n > MOST_BYTES {
        return Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("article {nth} has {} KiB; at most {}", n >> 10, MOST_BYTES >> 10),
        ));
    }
    let is_empty = article.text.trim().is_empty();
    let has_nul = article.text.contains('\0') || article.id.contains('\0');
    match (is_empty, has_nul) {
        (true, _) => Err(Problem::unclear(format!("article {nth} has no text"))),
        (_, true) => {
            Err(Problem::unclear(format!("article {nth} has a NUL; text is wanted")))
        }
        _ => Ok(()),
    }
}

/// “2025-07-05-moscow-is-first-to-recognize-3f2a9c41”: to be read by people, and another text has another name.
fn name(article: &Article) -> String {
    let headline = article.title.as_deref().unwrap_or(&article.text);
    let line = headline.trim().lines().next().unwrap_or_default();
    let mut name = article.published.map(|day| format!("{day}-")).unwrap_or_default();
    for c in line.chars() {
        match c {
            _ if name.len() >= NAME => break,
            c if c.is_ascii_alphanumeric() => name.push(c.to_ascii_lowercase()),
            _ if name.ends_with('-') || name.is_empty() => {}
            _ => name.push('-'),
        }
    }
    let name = name.trim_end_matches('-');
    let hash = xxh3_64(article.text.as_bytes()) as u32;
    if name.is_empty() { format!("{hash:08x}") } else { format!("{name}-{hash:08x}") }
}

/// Reads articles, as many as the time allows.
pub(crate) fn read(reader: &Reader, articles: Vec<Article>) -> Read {
    let mut workspace = Workspace::default();
    let begun = Instant::now();
    let mut read = Read { articles: Vec::new(), left_out: Vec::new() };
    for article in articles {
        if begun.elapsed() > TIME {
            let reason = format!("reading took more than {} seconds", TIME.as_secs());
            read.left_out.push(LeftOut { id: article.id, reason });
            continue;
        }
        let id = article.id.clone();
        let done = catch_unwind(AssertUnwindSafe(|| {
            ReadArticle::of(reader, &article, &mut workspace)
        }));
        if let Ok(article) = done {
            read.articles.push(article);
        } else {
            workspace = Workspace::default();
            let reason = "the program failed on this article".to_owned();
            read.left_out.push(LeftOut { id, reason });
        }
    }
    read
}

/// The articles with their events, ready to be kept.
pub(crate) fn filings(reader: &Reader, articles: Vec<Article>) -> Vec<Filing> {
    let mut workspace = Workspace::default();
    let filing = |article: Article| {
        let reading = reader.read(&article, &mut workspace);
        Filing::of(article, &reading.events).with_states(&reading.states)
    };
    articles.into_iter().map(filing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Form {
        Form { text: text.to_owned(), ..Form::default() }
    }

    #[test]
    fn a_form_holds_one_article_or_lines_of_many() {
        let one = form("Mali left.\r\nIt was Sunday.").articles().unwrap();
        assert_eq!(one[0].text, "Mali left.\nIt was Sunday.");
        assert!(one[0].id.starts_with("mali-left-"), "{}", one[0].id);
        let many = "{\"id\":\"a\",\"text\":\"Mali left.\"}\n\n{\"id\":\"b\",\"text\":\"Chad left.\"}";
        let ids: Vec<String> =
            form(many).articles().unwrap().into_iter().map(|a| a.id).collect();
        assert_eq!(ids, ["a", "b"]);
        assert!(form("{\"id\":1}").articles().unwrap_err().detail.contains("line 1"));
    }

    #[test]
    fn too_much_and_nothing_are_refused() {
        let status = |text: &str| form(text).articles().unwrap_err().status;
        assert_eq!(status(" \n"), 400);
        assert_eq!(status("a\0b"), 400);
        assert_eq!(status(&"🕊".repeat(1 << 20)), 413);
        let line = "{\"id\":\"a\",\"text\":\"Mali left.\"}\n";
        assert_eq!(status(&line.repeat(MOST_ARTICLES + 1)), 413);
        let day = Form { published: "2025-02-30".to_owned(), ..form("Mali left.") };
        assert_eq!(day.articles().unwrap_err().status, 400);
    }
}
