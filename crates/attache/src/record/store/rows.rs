//! Rows of the record and the values that they hold.
//!
//! In: a row. Out: the telling “Russia recognised the Taliban” that it keeps. Known limit: a row that someone else changed so that
//! it is no telling any more is an error of the whole question.

use crate::article::Article;
use crate::record::source::Print;
use crate::record::{Gist, Party, Telling};
use rusqlite::types::Type;
use rusqlite::{Connection, Error, Result, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The day of an event that may have begun at any time.
pub(super) const OPEN_START: i32 = i32::MIN;
/// The day of an event that may end at any time.
pub(super) const OPEN_END: i32 = i32::MAX;

/// Stands in the column `event` of what only states what is, and keeps it out of what happened.
pub(super) const STATE: &str = "STATE";
/// Leaves these out.
pub(super) const NO_STATE: &str = "e.event <> 'STATE'";

/// The columns that [`telling`] reads, of `event e` and `version v`.
pub(super) const TELLING: &str = "e.line, e.level, v.publisher, v.print";

/// A telling from the columns [`TELLING`].
pub(super) fn telling(row: &Row<'_>) -> Result<Telling> {
    let line = parsed(text(row, 0)?, 0)?;
    Ok(Telling {
        line,
        level: row.get(1)?,
        publisher: row.get(2)?,
        print: print(row, 3)?,
    })
}

/// The print in a column.
pub(super) fn print(row: &Row<'_>, column: usize) -> Result<Print> {
    let bytes = row.get_ref(column)?.as_blob().map_err(|e| broken(column, e))?;
    Print::from_bytes(bytes).ok_or_else(|| broken(column, "the print is no print"))
}

/// An article from the columns id, title, text, published, publisher, url, language, of which the first is `column`.
pub(super) fn article(row: &Row<'_>, column: usize) -> Result<Article> {
    let published: Option<String> = row.get(column + 3)?;
    Ok(Article {
        id: row.get(column)?,
        title: row.get(column + 1)?,
        text: row.get(column + 2)?,
        published: published.and_then(|day| day.parse().ok()),
        publisher: row.get(column + 4)?,
        url: row.get(column + 5)?,
        language: row.get(column + 6)?,
    })
}

/// The party of a key.
pub(super) fn party(connection: &Connection, key: i64) -> Result<Party> {
    let sql =
        "SELECT code, nullif(country, ''), nullif(sector, ''), name, nullif(person, '')
        FROM party WHERE key = ?1";
    let party = |row: &Row<'_>| {
        Ok(Party {
            code: row.get(0)?,
            country: row.get(1)?,
            sector: row.get(2)?,
            name: row.get(3)?,
            person: row.get(4)?,
        })
    };
    connection.prepare_cached(sql)?.query_row([key], party)
}

/// The gist in the first column.
pub(super) fn gist(row: &Row<'_>) -> Result<Gist> {
    parsed(text(row, 0)?, 0)
}

/// A value as the record keeps it.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("gists are always JSON")
}

/// The events of a version with their keys and happenings, in the order of the text.
pub(super) fn of_version(
    connection: &Connection,
    version: i64,
) -> Result<Vec<(i64, i64, Telling)>> {
    let sql = format!(
        "SELECT {TELLING}, e.key, e.happening FROM event e JOIN version v ON v.key = e.version
         WHERE e.version = ?1 ORDER BY e.key"
    );
    let mut find = connection.prepare_cached(&sql)?;
    let rows =
        find.query_map([version], |row| Ok((row.get(4)?, row.get(5)?, telling(row)?)))?;
    rows.collect()
}

/// The tellings of a happening, in the order in which they came.
pub(super) fn of_happening(
    connection: &Connection,
    happening: i64,
) -> Result<Vec<Telling>> {
    let sql = format!(
        "SELECT {TELLING} FROM event e JOIN version v ON v.key = e.version
         WHERE e.happening = ?1 ORDER BY e.key"
    );
    let mut find = connection.prepare_cached(&sql)?;
    let rows = find.query_map([happening], telling)?;
    rows.collect()
}

/// The text of a column.
pub(super) fn text<'r>(row: &'r Row<'_>, column: usize) -> Result<&'r str> {
    row.get_ref(column)?.as_str().map_err(|e| broken(column, e))
}

/// The value that a JSON text of a column is.
pub(super) fn parsed<T: DeserializeOwned>(text: &str, column: usize) -> Result<T> {
    serde_json::from_str(text).map_err(|e| broken(column, e))
}

pub(super) fn broken(
    column: usize,
    error: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> Error {
    Error::FromSqlConversionFailure(column, Type::Text, error.into())
}
