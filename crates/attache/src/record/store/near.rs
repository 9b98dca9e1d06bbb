//! Which source a new version of an article belongs to.
//!
//! In: its print and publisher. Out: the key of a source: that of the first near-copy where there is one, else the publisher's,
//! else its own. A paper's reprint of a wire story belongs to the wire. Known limit: the first known copy counts as the
//! original, whoever wrote it; what is printed again more than a month or two later counts anew.

use super::filing::Filing;
use crate::article::Article;
use crate::record::gist::number;
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
        "SELECT v.print, v.source FROM band b JOIN version v ON v.key = b.version
         WHERE b.month IN (?1, ?2, ?3, ?4) AND b.hash = ?5 ORDER BY b.version LIMIT 1",
    )?;
    let month = month(&filing.article);
    let near = if month == UNDATED { [month; 3] } else { [month - 1, month, month + 1] };
    for band in filing.print.bands() {
        let found: Option<(Vec<u8>, i64)> = find
            .query_row(
                params![UNDATED, near[0], near[1], near[2], band.cast_signed()],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
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
    filing: &Filing,
) -> Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO band (month, hash, version) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    )?;
    let month = month(&filing.article);
    for band in filing.print.bands() {
        insert.execute(params![month, band.cast_signed(), version])?;
    }
    Ok(())
}

/// Days of a month, as far as copies are concerned.
const MONTH: i32 = 31;
/// The month of reports without a day.
const UNDATED: i32 = i32::MIN;

/// The month in which a report was published, counted from 1970.
fn month(article: &Article) -> i32 {
    article.published.map_or(UNDATED, |day| number(day).div_euclid(MONTH))
}
