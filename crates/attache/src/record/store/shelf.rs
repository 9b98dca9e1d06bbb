//! Which happening a telling joins, found by a few index look-ups however large the record is.
//!
//! In: the gist of a telling. Out: the key of its happening, an old one that it fits or a new one. Both this and the grouping in
//! memory look at the same candidates in the same order, so that they agree. Known limit: as [`crate::record::group`]'s.

use super::rows;
use crate::record::gist::WIDE;
use crate::record::happening::{MOST_CANDIDATES, best, id_of_first};
use crate::record::{Gist, Telling};
use rusqlite::{Connection, Result, params};

/// Files a telling under the happening that it joins or founds.
pub(super) fn file(
    connection: &Connection,
    telling: &Telling,
    gist: &Gist,
) -> Result<i64> {
    let candidates = candidates(connection, gist)?;
    let joined = best(gist, candidates.iter().map(|(key, gist)| (*key, gist)));
    let Some(key) = joined else {
        let key = connection
            .prepare_cached("INSERT INTO happening (id, gist) VALUES (?1, ?2)")?
            .insert(params![id_of_first(telling), rows::json(gist)])?;
        put_up(connection, key, gist)?;
        return Ok(key);
    };
    let before = candidates.into_iter().find(|(found, _)| *found == key);
    let (_, before) = before.expect("the best candidate is one of them");
    let mut after = before.clone();
    after.join(gist);
    if after != before {
        change(connection, key, &before, &after)?;
    }
    Ok(key)
}

/// Makes the gist of a happening anew from the tellings that it still has; without any it goes.
pub(super) fn refile(connection: &Connection, key: i64) -> Result<()> {
    let (before, id): (Gist, String) = connection
        .prepare_cached("SELECT gist, id FROM happening WHERE key = ?1")?
        .query_row([key], |row| Ok((rows::gist(row)?, row.get(1)?)))?;
    let left = rows::of_happening(connection, key)?;
    let has_first = left.iter().any(|telling| id_of_first(telling) == id);
    let keep_id = if has_first || left.is_empty() {
        "DELETE FROM bereft WHERE id = ?1 AND happening = ?2"
    } else {
        "INSERT INTO bereft (id, happening) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET happening = ?2"
    };
    connection.prepare_cached(keep_id)?.execute(params![id, key])?;
    let mut gists = left.iter().map(Gist::of);
    let Some(mut after) = gists.next() else {
        take_down(connection, key, &before)?;
        connection
            .prepare_cached("DELETE FROM happening WHERE key = ?1")?
            .execute([key])?;
        return Ok(());
    };
    gists.for_each(|gist| after.join(&gist));
    change(connection, key, &before, &after)
}

fn change(connection: &Connection, key: i64, before: &Gist, after: &Gist) -> Result<()> {
    let is_filed_the_same =
        before.filed_under() == after.filed_under() && before.window() == after.window();
    if !is_filed_the_same {
        take_down(connection, key, before)?;
        put_up(connection, key, after)?;
    }
    connection
        .prepare_cached("UPDATE happening SET gist = ?2 WHERE key = ?1")?
        .execute(params![key, rows::json(after)])?;
    Ok(())
}

fn put_up(connection: &Connection, key: i64, gist: &Gist) -> Result<()> {
    let (first, last) = gist.window();
    let mut insert = connection.prepare_cached(
        "INSERT INTO shelf (shelf, hash, last, happening, first) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (shelf, hash) in gist.filed_under() {
        insert.execute(params![shelf, hash.cast_signed(), last, key, first])?;
    }
    Ok(())
}

fn take_down(connection: &Connection, key: i64, gist: &Gist) -> Result<()> {
    let mut delete = connection.prepare_cached(
        "DELETE FROM shelf WHERE shelf = ?1 AND hash = ?2 AND last = ?3 AND happening = ?4",
    )?;
    for (shelf, hash) in gist.filed_under() {
        delete.execute(params![shelf, hash.cast_signed(), gist.last_day(), key])?;
    }
    Ok(())
}

/// Happenings that the telling may be of, nearest days first.
fn candidates(connection: &Connection, gist: &Gist) -> Result<Vec<(i64, Gist)>> {
    let (first, last) = gist.window();
    let mut find = connection.prepare_cached(
        "SELECT * FROM (SELECT happening, first FROM shelf
             WHERE shelf = ?5 AND hash = ?1 AND last BETWEEN ?2 AND ?3
             ORDER BY last DESC, happening DESC LIMIT ?4)
         UNION ALL
         SELECT * FROM (SELECT happening, first FROM shelf
             WHERE shelf = ?5 AND hash = ?1 AND last > ?3
             ORDER BY last, happening LIMIT ?4)",
    )?;
    let mut keys: Vec<i64> = Vec::new();
    let newest = newest(connection)?;
    for (shelf, hash) in gist.looked_up_under(|| newest) {
        let mut rows =
            find.query(params![hash.cast_signed(), first, last, MOST_CANDIDATES, shelf])?;
        while let Some(row) = rows.next()? {
            let (key, starts): (i64, i32) = (row.get(0)?, row.get(1)?);
            if starts <= last && !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    let mut gist =
        connection.prepare_cached("SELECT gist FROM happening WHERE key = ?1")?;
    keys.into_iter().map(|key| Ok((key, gist.query_row([key], rows::gist)?))).collect()
}

/// The last shelf on which something stands.
fn newest(connection: &Connection) -> Result<i32> {
    let sql = "SELECT max(shelf) FROM shelf";
    let newest: Option<i32> =
        connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    Ok(newest.unwrap_or(WIDE))
}
