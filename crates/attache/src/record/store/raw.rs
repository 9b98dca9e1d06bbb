//! Rows of tellings as they lie in the file, and reading many of them at once.
//!
//! In: rows. Out: [`Found`]s; the JSON of “Norway expelled two Russian diplomats.” is parsed on whichever core is free, since a question
//! about the world takes hundreds of thousands. Known limit: as [`rows`].

use super::ask::Found;
use super::filing::Stamp;
use super::rows;
use crate::cores;
use crate::record::Telling;
use crate::record::source::Print;
use rusqlite::{Result, Row};

/// So many rows are worth a thread.
const WORTH_A_THREAD: usize = 256;

macro_rules! found {
    ($condition:literal) => {
        concat!(
            "SELECT e.line, e.level, v.publisher, v.print, h.id, s.program, s.data, s.model,
               v.url, v.language
             FROM event e JOIN version v ON v.key = e.version
             JOIN happening h ON h.key = e.happening JOIN stamp s ON s.key = v.stamp WHERE ",
            $condition
        )
    };
}

/// The telling of a key.
pub(super) const FOUND_BY_KEY: &str = found!("e.key = ?1");
/// The telling of an id.
pub(super) const FOUND_BY_ID: &str = found!("e.id = ?1 LIMIT 1");

/// A telling whose JSON is not parsed yet.
#[derive(Debug)]
pub(super) struct Raw {
    line: String,
    level: Option<String>,
    publisher: Option<String>,
    print: Print,
    happening: String,
    stamp: Stamp,
    url: Option<String>,
    language: Option<String>,
}

impl Raw {
    pub(super) fn of(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            line: row.get(0)?,
            level: row.get(1)?,
            publisher: row.get(2)?,
            print: rows::print(row, 3)?,
            happening: row.get(4)?,
            stamp: Stamp { program: row.get(5)?, data: row.get(6)?, model: row.get(7)? },
            url: row.get(8)?,
            language: row.get(9)?,
        })
    }

    pub(super) fn read(&self) -> Result<Found> {
        let telling = Telling {
            line: rows::parsed(&self.line, 0)?,
            level: self.level.clone(),
            publisher: self.publisher.clone(),
            print: self.print,
        };
        Ok(Found {
            telling,
            happening: self.happening.clone(),
            stamp: self.stamp.clone(),
            url: self.url.clone(),
            language: self.language.clone(),
        })
    }
}

/// All rows read, in their order.
pub(super) fn all_read(raws: &[Raw]) -> Result<Vec<Found>> {
    cores::each(raws, WORTH_A_THREAD, Raw::read).into_iter().collect()
}
