//! Adding articles: many at once, each whole or not at all.
//!
//! In: [`Filing`]s. Out: what became of each: new, unchanged, or a corrected version that replaces the events of the one before.
//! Known by id and, under whatever id, by content. Known limit: all articles of one [`Adding`] are kept together, so what is
//! not finished when the power fails is added again.

use super::Record;
use super::act;
use super::fault;
use super::filing::{Filed, Filing, Side, Stamp, parts};
use super::near;
use super::rows;
use super::shelf;
use super::whom::names;
use crate::article::Article;
use crate::error::Error;
use crate::record::Party;
use crate::record::gist::number;
use rusqlite::{
    Connection, OptionalExtension, Result, Transaction, TransactionBehavior, params,
};
use std::path::Path;

/// What became of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It was not there before.
    New,
    /// It was there, under this id or another.
    Unchanged,
    /// It corrects the version that was there.
    Replaced,
}

/// Articles being added; they are there once [`Adding::finish`] returns, and none is if it is not reached.
#[derive(Debug)]
pub struct Adding<'r> {
    path: &'r Path,
    transaction: Transaction<'r>,
    stamp: i64,
}

impl Record {
    /// Begins to add articles coded with `stamp`; waits for another program that is adding.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn add(&mut self, stamp: &Stamp) -> Result<Adding<'_>, Error> {
        let Self { path, connection } = self;
        let begun = begin(connection, stamp).map_err(|error| fault::of(path, &error));
        let (transaction, stamp) = begun?;
        Ok(Adding { path, transaction, stamp })
    }

    /// Whether an article of this id and content is there already, so that it need not be read.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn has(&self, article: &Article) -> Result<bool, Error> {
        let content = super::filing::content(article);
        let found = match current(&self.connection, &article.id) {
            Ok(Some(current)) => Ok(current.content == content),
            Ok(None) => has_content(&self.connection, article, content),
            Err(error) => Err(error),
        };
        found.map_err(|error| self.fault(&error))
    }
}

/// Takes the turn to write.
pub(super) fn begin<'c>(
    connection: &'c mut Connection,
    stamp: &Stamp,
) -> Result<(Transaction<'c>, i64)> {
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let stamp = stamp_key(&transaction, stamp)?;
    Ok((transaction, stamp))
}

impl Adding<'_> {
    /// Adds one article.
    ///
    /// # Errors
    /// Where the file cannot be written; drop the whole [`Adding`] then.
    pub fn article(&mut self, filing: &Filing) -> Result<Added, Error> {
        let added = add(&self.transaction, filing, self.stamp);
        added.map_err(|error| fault::of(self.path, &error))
    }

    /// Makes all that was added last.
    ///
    /// # Errors
    /// Where the file cannot be written; nothing is added then.
    pub fn finish(self) -> Result<(), Error> {
        self.transaction.commit().map_err(|error| fault::of(self.path, &error))
    }
}

/// The version of an article that counts.
pub(super) struct Current {
    article: i64,
    pub(super) version: i64,
    pub(super) source: i64,
    number: i64,
    content: i64,
}

/// The version that counts of the article of this id.
pub(super) fn current(connection: &Connection, id: &str) -> Result<Option<Current>> {
    let sql = "SELECT a.key, v.key, v.source, v.number, v.content
        FROM article a JOIN version v ON v.key = a.version WHERE a.id = ?1";
    let current = |row: &rusqlite::Row<'_>| {
        Ok(Current {
            article: row.get(0)?,
            version: row.get(1)?,
            source: row.get(2)?,
            number: row.get(3)?,
            content: row.get(4)?,
        })
    };
    connection.prepare_cached(sql)?.query_row([id], current).optional()
}

/// The day stands before the content in the index, for the same reason as the shelves of happenings.
fn has_content(connection: &Connection, article: &Article, content: i64) -> Result<bool> {
    let sql = "SELECT 1 FROM version v JOIN article a ON a.key = v.article
        WHERE v.published IS ?1 AND v.content = ?2 AND a.version = v.key";
    let day = article.published.map(|d| d.to_string());
    connection.prepare_cached(sql)?.exists(params![day, content])
}

fn add(connection: &Connection, filing: &Filing, stamp: i64) -> Result<Added> {
    let current = current(connection, &filing.article.id)?;
    let is_known = match &current {
        Some(current) => current.content == filing.content,
        None => has_content(connection, &filing.article, filing.content)?,
    };
    if is_known {
        return Ok(Added::Unchanged);
    }
    if let Some(current) = &current {
        withdraw(connection, current.version)?;
    }
    let source = near::source(connection, filing)?;
    let version = insert_version(connection, filing, current.as_ref(), (source, stamp))?;
    for event in &filing.events {
        insert_event(connection, event, (version, source))?;
    }
    Ok(if current.is_some() { Added::Replaced } else { Added::New })
}

fn insert_version(
    connection: &Connection,
    filing: &Filing,
    before: Option<&Current>,
    (source, stamp): (i64, i64),
) -> Result<i64> {
    let article = &filing.article;
    let key = match before {
        Some(before) => before.article,
        None => connection
            .prepare_cached("INSERT INTO article (id, version) VALUES (?1, 0)")?
            .insert([&article.id])?,
    };
    let version = connection
        .prepare_cached(
            "INSERT INTO version (article, number, content, title, text, published, publisher, url,
               language, print, source, stamp)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .insert(params![
            key,
            before.map_or(1, |b| b.number + 1),
            filing.content,
            article.title,
            article.text,
            article.published.map(|d| d.to_string()),
            article.publisher,
            article.url,
            article.language,
            filing.print.to_bytes(),
            source,
            stamp,
        ])?;
    connection
        .prepare_cached("UPDATE article SET version = ?2 WHERE key = ?1")?
        .execute([key, version])?;
    connection
        .prepare_cached("INSERT INTO said (rowid, text) VALUES (?1, ?2)")?
        .execute(params![version, article.text])?;
    near::remember(connection, version, filing)?;
    Ok(version)
}

/// Files an event under the happening that it joins or founds.
pub(super) fn insert_event(
    connection: &Connection,
    event: &Filed,
    (version, source): (i64, i64),
) -> Result<()> {
    let happening = shelf::file(connection, &event.telling, &event.gist)?;
    let line = &event.telling.line;
    let (first, last) = (event.gist.earliest, event.gist.latest);
    let published = line.published.as_deref().and_then(|d| d.parse().ok());
    let key = connection
        .prepare_cached(
            "INSERT INTO event (id, version, happening, event, act, status, first, last, published,
               level, line)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .insert(params![
            line.id,
            version,
            happening,
            if line.state { rows::STATE } else { line.event.name() },
            line.act,
            line.status.name(),
            first.map_or(rows::OPEN_START, number),
            last.map_or(rows::OPEN_END, number),
            published.map(number),
            event.telling.level,
            event.line,
        ])?;
    connection
        .prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?
        .execute(params![key, line.text])?;
    let [actors, recipients] = insert_parts(connection, key, event)?;
    act::insert(connection, (key, source), &event.telling, (&actors, &recipients))
}

/// Files who takes part, and gives the keys of the actors and the recipients.
fn insert_parts(
    connection: &Connection,
    key: i64,
    event: &Filed,
) -> Result<[Vec<i64>; 2]> {
    let has_act = event.gist.act.is_some();
    let mut insert = connection.prepare_cached(
        "INSERT INTO part (party, has_act, side, event) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
    )?;
    let [mut actors, mut recipients] = [Vec::new(), Vec::new()];
    for (side, party) in &event.parts {
        let party = party_key(connection, party)?;
        insert.execute(params![party, has_act, *side as i64, key])?;
        match side {
            Side::Actor => actors.push(party),
            Side::Recipient => recipients.push(party),
            Side::Speaker => {}
        }
    }
    Ok([actors, recipients])
}

fn party_key(connection: &Connection, party: &Party) -> Result<i64> {
    let columns = [
        party.name.as_str(),
        party.person.as_deref().unwrap_or(""),
        party.code.as_str(),
        party.country.as_deref().unwrap_or(""),
        party.sector.as_deref().unwrap_or(""),
    ];
    let find = "SELECT key FROM party WHERE name = ?1 AND person = ?2 AND code = ?3
        AND country = ?4 AND sector = ?5";
    let found = connection
        .prepare_cached(find)?
        .query_row(columns, |row| row.get(0))
        .optional()?;
    if let Some(key) = found {
        return Ok(key);
    }
    let insert = "INSERT INTO party (name, person, code, country, sector) VALUES (?1, ?2, ?3, ?4, ?5)";
    let key = connection.prepare_cached(insert)?.insert(columns)?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO name (folded, party) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    )?;
    for name in names(party) {
        insert.execute(params![name, key])?;
    }
    Ok(key)
}

/// Takes the events of a version out of their happenings and keeps them as history.
fn withdraw(connection: &Connection, version: i64) -> Result<()> {
    let mut happenings = Vec::new();
    for (key, happening, telling) in rows::of_version(connection, version)? {
        let has_act = telling.line.act.is_some();
        for (side, party) in parts(&telling) {
            let party = party_key(connection, &party)?;
            connection
                .prepare_cached(
                    "DELETE FROM part WHERE party = ?1 AND has_act = ?2 AND side = ?3 AND event = ?4",
                )?
                .execute(params![party, has_act, side as i64, key])?;
        }
        for gone in
            ["DELETE FROM words WHERE rowid = ?1", "DELETE FROM act WHERE event = ?1"]
        {
            connection.prepare_cached(gone)?.execute([key])?;
        }
        happenings.push(happening);
    }
    connection
        .prepare_cached(
            "INSERT INTO replaced (version, level, line)
             SELECT version, level, line FROM event WHERE version = ?1 ORDER BY key",
        )?
        .execute([version])?;
    for gone in
        ["DELETE FROM event WHERE version = ?1", "DELETE FROM said WHERE rowid = ?1"]
    {
        connection.prepare_cached(gone)?.execute([version])?;
    }
    happenings.sort_unstable();
    happenings.dedup();
    happenings.into_iter().try_for_each(|happening| shelf::refile(connection, happening))
}

fn stamp_key(connection: &Connection, stamp: &Stamp) -> Result<i64> {
    let columns = [&stamp.program, &stamp.data, &stamp.model];
    connection
        .prepare_cached(
            "INSERT INTO stamp (program, data, model) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        )?
        .execute(columns)?;
    connection
        .prepare_cached(
            "SELECT key FROM stamp WHERE program = ?1 AND data = ?2 AND model = ?3",
        )?
        .query_row(columns, |row| row.get(0))
}
