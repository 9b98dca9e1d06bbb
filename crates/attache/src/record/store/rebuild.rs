//! Coding the articles of a record anew, all or none.
//!
//! In: the articles that count, as [`CurrentArticles`] gives them, coded with the present data. Out: what changed of each, and in the end
//! a record whose events, happenings and parties are the new ones. Until [`Rebuilding::finish`] the file is as it was for
//! everyone else, and stays so if it is never reached: “Norway expelled …” is EXPEL there until then. Known limit: others
//! that add wait until it is done.

use super::Record;
use super::add::{begin, current, insert_event};
use super::fault;
use super::filing::{Filed, Filing, Stamp, filed};
use super::rows;
use crate::article::Article;
use crate::error::Error;
use crate::export::Line;
use rusqlite::{Connection, Result, Row, Transaction, params};
use std::collections::VecDeque;
use std::path::Path;

/// Articles fetched at once.
const PAGE: u32 = 256;

/// A record that is coded anew.
#[derive(Debug)]
pub struct Rebuilding<'r> {
    path: &'r Path,
    transaction: Transaction<'r>,
    stamp: i64,
}

/// What is told otherwise of one article.
#[derive(Debug, Default)]
pub struct Change {
    /// Events that are no more, or no more the same.
    pub lost: Vec<Line<'static>>,
    /// Events that are new, or no more the same.
    pub gained: Vec<Line<'static>>,
    /// How many stayed the same.
    pub n_same: usize,
}

impl Record {
    /// Begins to code all anew; waits for another program that is adding, and others then wait for this one.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn rebuild(
        &mut self,
        stamp: &Stamp,
    ) -> std::result::Result<Rebuilding<'_>, Error> {
        let Self { path, connection } = self;
        let fail = |error| fault::of(path, &error);
        let (transaction, stamp) = begin(connection, stamp).map_err(fail)?;
        // Old events stay until their article's turn comes, to be compared.
        let empty = "DELETE FROM happening; DELETE FROM bereft; DELETE FROM shelf; DELETE FROM part; DELETE FROM act; DELETE FROM name;
            DELETE FROM party; INSERT INTO words (words) VALUES ('delete-all');";
        transaction.execute_batch(empty).map_err(fail)?;
        Ok(Rebuilding { path, transaction, stamp })
    }

    /// The articles that count, in the order in which they were added.
    pub fn into_articles(self) -> CurrentArticles {
        CurrentArticles { record: self, last: 0, page: VecDeque::new() }
    }
}

impl Rebuilding<'_> {
    /// Replaces the events of an article.
    ///
    /// # Errors
    /// Where the file cannot be written; drop the whole [`Rebuilding`] then.
    pub fn article(&mut self, filing: &Filing) -> std::result::Result<Change, Error> {
        let change =
            recode(&self.transaction, &filing.article.id, Some((filing, self.stamp)));
        change.map_err(|error| fault::of(self.path, &error))
    }

    /// Keeps the events of an article as they were.
    ///
    /// # Errors
    /// As [`Rebuilding::article`].
    pub fn keep(&mut self, id: &str) -> std::result::Result<(), Error> {
        let kept = recode(&self.transaction, id, None);
        kept.map(drop).map_err(|error| fault::of(self.path, &error))
    }

    /// Makes it last.
    ///
    /// # Errors
    /// Where the file cannot be written; nothing has changed then.
    pub fn finish(self) -> std::result::Result<(), Error> {
        self.transaction.commit().map_err(|error| fault::of(self.path, &error))
    }
}

/// Files the events of an article anew: those of the filing, or its old ones.
fn recode(
    connection: &Connection,
    id: &str,
    new: Option<(&Filing, i64)>,
) -> Result<Change> {
    let Some(current) = current(connection, id)? else { return Ok(Change::default()) };
    let told = rows::of_version(connection, current.version)?;
    let old: Vec<Filed> =
        told.into_iter().map(|(_, _, telling)| filed(telling)).collect();
    connection
        .prepare_cached("DELETE FROM event WHERE version = ?1")?
        .execute([current.version])?;
    let events = new.map_or(old.as_slice(), |(filing, _)| filing.events.as_slice());
    for event in events {
        insert_event(connection, event, (current.version, current.source))?;
    }
    if let Some((_, stamp)) = new {
        connection
            .prepare_cached("UPDATE version SET stamp = ?2 WHERE key = ?1")?
            .execute(params![current.version, stamp])?;
    }
    Ok(change(&old, events))
}

fn change(old: &[Filed], new: &[Filed]) -> Change {
    let missing = |events: &[Filed], others: &[Filed]| -> Vec<Line<'static>> {
        let is_missing = |e: &&Filed| !others.iter().any(|o| o.is_same_as(e));
        events.iter().filter(is_missing).map(|e| e.telling.line.clone()).collect()
    };
    let (lost, gained) = (missing(old, new), missing(new, old));
    Change { n_same: old.len() - lost.len(), lost, gained }
}

/// The articles of a record that count, oldest first; a few are in memory at once.
#[derive(Debug)]
pub struct CurrentArticles {
    record: Record,
    last: i64,
    page: VecDeque<(i64, Article)>,
}

impl Iterator for CurrentArticles {
    type Item = std::result::Result<Article, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.page.is_empty() {
            match page(&self.record.connection, self.last) {
                Ok(page) => self.page = page,
                Err(error) => return Some(Err(self.record.fault(&error))),
            }
        }
        let (key, article) = self.page.pop_front()?;
        self.last = key;
        Some(Ok(article))
    }
}

fn page(connection: &Connection, after: i64) -> Result<VecDeque<(i64, Article)>> {
    let sql =
        "SELECT v.key, a.id, v.title, v.text, v.published, v.publisher, v.url, v.language
        FROM version v JOIN article a ON a.key = v.article AND a.version = v.key
        WHERE v.key > ?1 ORDER BY v.key LIMIT ?2";
    let mut find = connection.prepare_cached(sql)?;
    let row = |row: &Row<'_>| Ok((row.get(0)?, rows::article(row, 1)?));
    find.query_map(params![after, PAGE], row)?.collect()
}
