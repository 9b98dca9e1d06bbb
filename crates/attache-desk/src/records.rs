//! The record's file, opened as often as it is asked at once.
//!
//! In: a path. Out: answers; “who recognises Afghanistan” of two people is asked on two connections. A file that is not there yet is an
//! empty record: the first article that is kept makes it. Known limit: a file that is replaced while it is served is
//! noticed only by connections opened later.

use crate::problem::Problem;
use attache::error::Error;
use attache::reader::Reader;
use attache::record::{Added, Filing, Record};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// Connections kept for the next question.
const IDLE: usize = 4;

/// The record.
#[derive(Debug)]
pub(crate) struct Records {
    path: PathBuf,
    idle: Mutex<Vec<Record>>,
    /// One who writes at a time; others wait here and not in the database.
    writing: Mutex<()>,
}

impl Records {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, idle: Mutex::default(), writing: Mutex::default() }
    }

    /// Whether there is anything to ask.
    pub(crate) fn is_there(&self) -> bool {
        self.path.exists()
    }

    /// The file beside the record that has this ending.
    pub(crate) fn beside(&self, ending: &str) -> PathBuf {
        let mut path = self.path.clone().into_os_string();
        path.push(ending);
        path.into()
    }

    /// Asks the record.
    pub(crate) fn ask<T>(
        &self,
        ask: impl FnOnce(&Record) -> Result<T, Error>,
    ) -> Result<T, Problem> {
        if !self.is_there() {
            return Err(Problem::absent(
                "there is no record yet; keep an article, or make one with `attache add`",
            ));
        }
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let record = match idle {
            Some(record) => record,
            None => Record::to_read(&self.path)?,
        };
        let answer = ask(&record);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if answer.is_ok() && idle.len() < IDLE {
            idle.push(record);
        }
        Ok(answer?)
    }

    /// Adds articles, all or none; they are on the disk when this returns.
    pub(crate) fn keep(
        &self,
        reader: &Reader,
        filings: &[Filing],
    ) -> Result<Vec<Added>, Problem> {
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut record = Record::to_add(&self.path)?;
        let mut adding = record.add(&reader.stamp())?;
        let added: Result<Vec<Added>, Error> =
            filings.iter().map(|filing| adding.article(filing)).collect();
        let added = added?;
        adding.finish()?;
        Ok(added)
    }
}
