//! An article as it came in: its text, and what is known about it.
//!
//! In: a line of JSON or a text file. Out: an [`Article`] whose text no later stage alters. Known limit: plain text.

use jiff::civil::Date;

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
