//! Rows of the record and the values that they hold.
//!
//! In: a row. Out: the telling “Russia recognised the Taliban” that it keeps. Known limit: a row that someone else changed so that
//! it is no telling any more is an error of the whole question.

use crate::record::source::Print;
use crate::record::{Gist, Telling};
use rusqlite::types::Type;
use rusqlite::{Connection, Error, Result, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The day of an event that may have begun at any time.
pub(super) const OPEN_START: i32 = i32::MIN;
/// The day of an event that may end at any time.
pub(super) const OPEN_END: i32 = i32::MAX;

/// The columns that [`telling`] reads, of `event e` and `version v`.
pub(super) const TELLING: &str = "e.line, e.level, v.publisher, v.print";

/// A telling from the columns [`TELLING`].
pub(super) fn telling(row: &Row<'_>) -> Result<Telling> {
    let bytes = row.get_ref(3)?.as_blob().map_err(|e| broken(3, e))?;
    let print =
        Print::from_bytes(bytes).ok_or_else(|| broken(3, "the print is no print"))?;
    let line = parsed(row, 0)?;
    Ok(Telling { line, level: row.get(1)?, publisher: row.get(2)?, print })
}

/// The gist in the first column.
pub(super) fn gist(row: &Row<'_>) -> Result<Gist> {
    parsed(row, 0)
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

fn parsed<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    let text = row.get_ref(column)?.as_str().map_err(|e| broken(column, e))?;
    serde_json::from_str(text).map_err(|e| broken(column, e))
}

fn broken(
    column: usize,
    error: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> Error {
    Error::FromSqlConversionFailure(column, Type::Text, error.into())
}
