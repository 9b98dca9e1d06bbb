//! What people answered about events, kept beside the record.
//!
//! In: an answer: `{"event":"3f…","reviewer":"anna","verdict":"wrong","wrong":["date"]}`. Out: a line of a file that only grows, on the disk
//! before the answer is confirmed; of two answers of one reviewer on one event the later counts. The file is no part of
//! the record, since a record can be made again from its articles and people's work cannot. Known limit: the whole file
//! is read for each question; a hundred thousand answers take a tenth of a second.

use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use utoipa::ToSchema;

/// The longest name of a reviewer.
const LONGEST_NAME: usize = 64;

/// Whether an event is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Verdict {
    /// All of it is right.
    Right,
    /// Something is wrong.
    Wrong,
    /// The reviewer cannot say.
    Skip,
}

/// What of an event is wrong.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Field {
    /// Who did it.
    Actor,
    /// To whom.
    Recipient,
    /// What was done, or that there is an event at all.
    Event,
    /// Whether it happened.
    Status,
    /// When.
    Date,
}

impl Field {
    /// All fields, with the key that chooses each.
    pub(crate) const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Actor, "actor", "a"),
        (Self::Recipient, "recipient", "r"),
        (Self::Event, "event", "e"),
        (Self::Status, "status", "u"),
        (Self::Date, "date", "d"),
    ];
}

/// An answer of one reviewer on one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Review {
    /// The id of the event.
    #[schema(min_length = 1, max_length = 64)]
    pub(crate) event: String,
    /// Who answers.
    #[schema(min_length = 1, max_length = 64)]
    pub(crate) reviewer: String,
    /// The answer.
    pub(crate) verdict: Verdict,
    /// What is wrong, where something is.
    #[serde(default)]
    pub(crate) wrong: Vec<Field>,
}

/// Answers by event, then by reviewer.
pub(crate) type ByEvent = BTreeMap<String, BTreeMap<String, Review>>;

/// The file of answers.
#[derive(Debug)]
pub(crate) struct Reviews {
    path: PathBuf,
    writing: Mutex<()>,
}

impl Reviews {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, writing: Mutex::default() }
    }

    /// All answers that count.
    pub(crate) fn all(&self) -> Result<ByEvent, Problem> {
        let file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(ByEvent::new());
            }
            Err(error) => return Err(self.fault(&error)),
        };
        let mut all = ByEvent::new();
        for line in BufReader::new(file).lines() {
            let line = line.map_err(|error| self.fault(&error))?;
            // A line that a failing disk cut off is no answer.
            let Ok(review) = serde_json::from_str::<Review>(&line) else { continue };
            let event = all.entry(review.event.clone()).or_default();
            event.insert(review.reviewer.clone(), review);
        }
        Ok(all)
    }

    /// Keeps an answer; it is on the disk when this returns.
    pub(crate) fn add(&self, review: &Review) -> Result<(), Problem> {
        sound(review)?;
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut line = serde_json::to_string(review).expect("an answer is always JSON");
        line.push('\n');
        let write = || {
            let mut file =
                OpenOptions::new().create(true).append(true).open(&self.path)?;
            file.write_all(line.as_bytes())?;
            file.sync_data()
        };
        write().map_err(|error| self.fault(&error))
    }

    fn fault(&self, error: &std::io::Error) -> Problem {
        Problem::own(format!("{}: {error}", self.path.display()))
    }
}

fn sound(review: &Review) -> Result<(), Problem> {
    let name = review.reviewer.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name != review.reviewer {
        let why =
            format!("the reviewer's name is wanted, of at most {LONGEST_NAME} letters");
        return Err(Problem::unclear(why));
    }
    if (review.verdict == Verdict::Wrong) == review.wrong.is_empty() {
        let why = "what is wrong is wanted where something is, and only there";
        return Err(Problem::unclear(why));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(event: &str, reviewer: &str, wrong: &[Field]) -> Review {
        let verdict = if wrong.is_empty() { Verdict::Right } else { Verdict::Wrong };
        Review {
            event: event.into(),
            reviewer: reviewer.into(),
            verdict,
            wrong: wrong.to_vec(),
        }
    }

    #[test]
    fn the_later_answer_counts_and_a_cut_line_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.reviews.jsonl");
        let reviews = Reviews::new(path.clone());
        assert!(reviews.all().unwrap().is_empty());
        reviews.add(&review("e", "anna", &[])).unwrap();
        reviews.add(&review("e", "ben", &[])).unwrap();
        reviews.add(&review("e", "anna", &[Field::Date])).unwrap();
        OpenOptions::new()
            .append(true)
            .open(&path)
            .unwrap()
            .write_all(b"{\"event\":")
            .unwrap();
        let all = reviews.all().unwrap();
        assert_eq!(all["e"]["anna"].wrong, [Field::Date]);
        assert_eq!(all["e"]["ben"].verdict, Verdict::Right);
        assert!(reviews.add(&review("e", " ", &[])).is_err());
        let odd = Review { verdict: Verdict::Wrong, ..review("e", "anna", &[]) };
        assert!(reviews.add(&odd).is_err());
    }
}
