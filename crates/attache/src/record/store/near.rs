//! Which source a new version of an article belongs to.
//!
//! In: its print and publisher. Out: the key of a source: that of the first near-copy where there is one, else the publisher's,
//! else its own. A paper's reprint of a wire story belongs to the wire. Known limit: the first known copy counts as the
//! original, whoever wrote it.

use super::filing::Filing;
use crate::record::source::Print;
use rusqlite::{Connection, OptionalExtension, Result, params};

/// Finds or makes the source of an article.
pub(super) fn source(connection: &Connection, filing: &Filing) -> Result<i64> {
    if let Some(source) = source_of_copy(connection, filing)? {
        return Ok(source);
    }
    let article = &filing.article;
    let publisher = article.publisher.as_ref().map(|p| format!("publisher {p}"));
    let name = publisher.unwrap_or_else(|| format!("article {}", article.id));
    connection
        .prepare_cached("INSERT INTO source (name) VALUES (?1) ON CONFLICT DO NOTHING")?
        .execute([&name])?;
    connection
        .prepare_cached("SELECT key FROM source WHERE name = ?1")?
        .query_row([&name], |row| row.get(0))
}

fn source_of_copy(connection: &Connection, filing: &Filing) -> Result<Option<i64>> {
    let mut find = connection.prepare_cached(
        "SELECT v.print, v.source FROM band b JOIN version v ON v.key = b.version WHERE b.hash = ?1",
    )?;
    for band in filing.print.bands() {
        let found: Option<(Vec<u8>, i64)> = find
            .query_row([band.cast_signed()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((print, source)) = found else { continue };
        if Print::from_bytes(&print).is_some_and(|p| p.is_copy_of(&filing.print)) {
            return Ok(Some(source));
        }
    }
    Ok(None)
}

/// Lets later copies find this version.
pub(super) fn remember(
    connection: &Connection,
    version: i64,
    print: &Print,
) -> Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO band (hash, version) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    )?;
    for band in print.bands() {
        insert.execute(params![band.cast_signed(), version])?;
    }
    Ok(())
}
