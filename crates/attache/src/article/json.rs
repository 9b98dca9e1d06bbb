//! Articles from JSON Lines.
//!
//! In: `{"id":"a1","title":"Mali leaves","text":"Mali left on Sunday."}`. Out: the article `a1` with its headline. Keys
//! that are not of the contract are left out. Known limit: one object a line.

use super::{Article, day};
use serde::Deserialize;

/// One line as it is written.
#[derive(Debug, Deserialize)]
struct Row {
    id: Option<Id>,
    title: Option<String>,
    text: Option<String>,
    published: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    language: Option<String>,
}

/// Some corpora number their articles.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(i64),
}

/// The article that a line of JSON is.
///
/// # Errors
/// A reason where it is no JSON object, lacks `id` or `text`, or gives a day that does not exist.
pub fn from_json(line: &str) -> Result<Article, String> {
    let row: Row = serde_json::from_str(line).map_err(|error| {
        // The line is one of many: its number in the file is told beside the reason.
        let error = error.to_string().replace(" at line 1 column", " at column");
        format!("{error}; an object with “id” and “text” is wanted on each line")
    })?;
    let id = match row.id {
        Some(Id::Text(id)) => id,
        Some(Id::Number(id)) => id.to_string(),
        None => return Err("lacks “id”; a name of the article is wanted".to_owned()),
    };
    let text = row.text.ok_or("lacks “text”; the text of the article is wanted")?;
    let published = row.published.filter(|day| !day.trim().is_empty());
    let published = published.map(|text| day(&text)).transpose();
    Ok(Article {
        id,
        title: row.title,
        text,
        published: published.map_err(|reason| format!("“published”: {reason}"))?,
        publisher: row.publisher,
        url: row.url,
        language: row.language,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_may_come_in_any_order_and_number() {
        let line = r#"{"gold":[1],"text":"Mali left.","published":null,"id":7,"publisher":"AFP"}"#;
        let article = from_json(line).unwrap();
        assert_eq!((article.id.as_str(), article.text.as_str()), ("7", "Mali left."));
        assert_eq!(
            (article.published, article.publisher.as_deref()),
            (None, Some("AFP"))
        );
    }

    #[test]
    fn broken_lines_say_what_is_wanted() {
        for (line, wanted) in [
            ("{", "EOF while parsing an object at column 1"),
            (r#"{"id":"a"}"#, "lacks “text”"),
            (r#"{"text":"a"}"#, "lacks “id”"),
            (r#"{"id":"a","text":5}"#, "expected a string"),
            (
                r#"{"id":"a","text":"b","published":"2025-02-30"}"#,
                "“2025-02-30” is no day",
            ),
            ("[1]", "“id” and “text” is wanted"),
            (&"[".repeat(100_000), "recursion limit"),
        ] {
            let reason = from_json(line).unwrap_err();
            assert!(reason.contains(wanted), "{reason}");
        }
    }
}
