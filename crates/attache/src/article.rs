//! An article as it came in: its text, and what is known about it.
//!
//! In: a line of JSON or the bytes of a text file. Out: an [`Article`] whose text no later stage alters:
//! `{"id":"a1","text":"Mali left.","published":"2024-01-29"}` is the article `a1` of that day. What is no article is
//! refused with a reason that says what would be right. Known limit: plain text of at most [`MAX_BYTES`].

mod json;
mod lines;

pub use json::from_json;
pub use lines::{Line, Lines};

use jiff::civil::Date;

/// The longest text file or line of JSON that is taken; a longer one is no news report.
pub const MAX_BYTES: usize = 16 << 20;

/// One report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its name within the batch: the `id` of a JSON line, or the stem of a text file's name.
    pub id: String,
    /// The headline, where it was given apart from the text.
    pub title: Option<String>,
    /// The whole text; every span points into it.
    pub text: String,
    /// The civil day of publication, where known.
    pub published: Option<Date>,
    /// Who published it, where known.
    pub publisher: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// BCP 47 language tag, where given.
    pub language: Option<String>,
}

impl Article {
    /// An article of which only the name and the text are known.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            title: None,
            text: text.into(),
            published: None,
            publisher: None,
            url: None,
            language: None,
        }
    }
}

/// The article that the bytes of a text file are; a byte-order mark in front is no part of its text.
///
/// # Errors
/// A reason where it is empty, too long, binary or not UTF-8.
pub fn from_text(id: &str, bytes: Vec<u8>) -> Result<Article, String> {
    if bytes.len() > MAX_BYTES {
        return Err(too_long("the text", bytes.len() as u64));
    }
    let text = lines::utf8(bytes, 0)?;
    if text.trim().is_empty() {
        return Err("is empty; the text of an article is wanted".to_owned());
    }
    Ok(Article::new(id, text))
}

/// A day as an article's `published` gives it: `2025-07-04`, or with a time after it, which is left out.
///
/// # Errors
/// A reason where there is no such day.
pub fn day(text: &str) -> Result<Date, String> {
    let day = text.trim().split(['T', ' ']).next().unwrap_or_default();
    let is_plain = day.len() == 10 && day.starts_with(|c: char| c.is_ascii_digit());
    let date = if is_plain { day.parse().ok() } else { None };
    date.ok_or_else(|| format!("“{text}” is no day; YYYY-MM-DD is wanted"))
}

fn too_long(what: &str, bytes: u64) -> String {
    let limit = MAX_BYTES >> 20;
    format!(
        "{what} has {} MiB; an article may have at most {limit} MiB",
        bytes.div_ceil(1 << 20)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_may_have_a_time_behind_them() {
        let wanted = jiff::civil::date(2025, 7, 4);
        for text in ["2025-07-04", "2025-07-04T23:59:00Z", " 2025-07-04 08:00"] {
            assert_eq!(day(text), Ok(wanted));
        }
        for text in ["2025-02-30", "yesterday", "", "4 July 2025", "-2025-07-04"] {
            assert!(day(text).unwrap_err().contains("YYYY-MM-DD"), "{text}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_a_reason() {
        let reason = |bytes: &[u8]| from_text("a", bytes.to_vec()).unwrap_err();
        assert!(reason(b" \n").contains("empty"));
        assert!(reason(b"Mali\xff").contains("not UTF-8 at byte 4"));
        assert!(reason(b"Mali\0left").contains("NUL at byte 4"));
        assert!(reason(&vec![b'a'; MAX_BYTES + 1]).contains("17 MiB"));
    }

    #[test]
    fn byte_order_mark_is_not_text() {
        assert_eq!(from_text("a", "\u{feff}Mali".into()).unwrap().text, "Mali");
    }
}
