//! Questions to the record.
//!
//! In: a [`Filter`]. Out: tellings or whole happenings, one after the other: “all that Russia did to the Taliban since July 2025”. A
//! question sees the record as it was when it was asked, also while another program adds. Known limit: the keys of all
//! answers are held in memory, eight bytes each.

use super::Record;
use super::conditions::{BOTH_SIDES, Conditions, search};
use super::filing::Stamp;
use super::raw::{FOUND_BY_ID, FOUND_BY_KEY, Raw, all_read};
use super::rows::{self, TELLING};
use super::whom::Whom;
use crate::article::Article;
use crate::error::Error;
use crate::event::{EventType, Status};
use crate::record::gist::number;
use crate::record::{Happening, Telling};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Result, Row, params, params_from_iter};
use std::ops::ControlFlow;

/// Tellings fetched at once.
const CHUNK: usize = 2048;

/// What to look for; all that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Who took part, on either side.
    pub with: Vec<Whom>,
    /// Who did it.
    pub actor: Option<Whom>,
    /// To whom.
    pub recipient: Option<Whom>,
    /// Who vouches for it.
    pub said_by: Option<Whom>,
    /// PLOVER event.
    pub event: Option<EventType>,
    /// What it does to the standing: one of these acts; without any it may be anything.
    pub acts: Vec<String>,
    /// Only what does something to the standing.
    pub has_act: bool,
    /// Whether it happened.
    pub status: Option<Status>,
    /// Not over before this day.
    pub since: Option<Date>,
    /// Not begun after this day.
    pub until: Option<Date>,
    /// Published by this day, or nobody knows when.
    pub known: Option<Date>,
    /// Words of the sentence; “…” keeps a phrase together.
    pub text: Option<String>,
}

/// A telling and where it belongs.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The telling.
    pub telling: Telling,
    /// The id of its happening.
    pub happening: String,
    /// What it was coded with.
    pub stamp: Stamp,
    /// Where its article was found.
    pub url: Option<String>,
    /// The article's language.
    pub language: Option<String>,
}

/// An article with its history.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Every version, oldest first; the last one counts.
    pub versions: Vec<Version>,
}

/// One version of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// 1, 2, …
    pub number: u32,
    /// The article as it then was.
    pub article: Article,
    /// The source that it counts to: `publisher BBC`, `article a1`; of a copy, that of the first.
    pub source: String,
    /// What it was coded with.
    pub stamp: Stamp,
    /// What it told, in the order of its text.
    pub tellings: Vec<Telling>,
}

/// How much is in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Articles, each with all its versions.
    pub n_articles: u64,
    /// Events of current versions.
    pub n_events: u64,
    /// Happenings.
    pub n_happenings: u64,
}

impl Record {
    /// Takes tellings that the filter lets through, in order of their days, until told to stop.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn each_telling(
        &self,
        filter: &Filter,
        mut take: impl FnMut(Found) -> ControlFlow<()>,
    ) -> std::result::Result<(), Error> {
        let mut ask = || {
            let snapshot = self.connection.unchecked_transaction()?;
            let mut find = snapshot.prepare_cached(FOUND_BY_KEY)?;
            let mut keys = events(&snapshot, filter)?;
            keys.sort_unstable();
            for keys in keys.chunks(CHUNK) {
                let rows = keys.iter().map(|(_, key)| find.query_row([key], Raw::of));
                let rows: Vec<Raw> = rows.collect::<Result<_>>()?;
                for found in all_read(&rows)? {
                    if take(found).is_break() {
                        return Ok(());
                    }
                }
            }
            Ok(())
        };
        let asked: Result<()> = ask();
        asked.map_err(|error| self.fault(&error))
    }

    /// Takes happenings of which a telling is let through, in order of their first days, until told to stop. They come with
    /// all tellings that were published by the filter's `known`.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn each_happening(
        &self,
        filter: &Filter,
        mut take: impl FnMut(Happening) -> ControlFlow<()>,
    ) -> std::result::Result<(), Error> {
        let mut ask = || {
            let snapshot = self.connection.unchecked_transaction()?;
            let mut keys = happenings(&snapshot, filter)?;
            keys.sort_unstable();
            for (_, key) in keys {
                let happening = happening(&snapshot, key, filter.known)?;
                if happening.is_some_and(|h| take(h).is_break()) {
                    break;
                }
            }
            Ok(())
        };
        let asked: Result<()> = ask();
        asked.map_err(|error| self.fault(&error))
    }

    /// All happenings of [`Record::each_happening`].
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn happenings(
        &self,
        filter: &Filter,
    ) -> std::result::Result<Vec<Happening>, Error> {
        let mut happenings = Vec::new();
        self.each_happening(filter, |happening| {
            happenings.push(happening);
            ControlFlow::Continue(())
        })?;
        Ok(happenings)
    }

    /// The happening of this id.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn happening(&self, id: &str) -> std::result::Result<Option<Happening>, Error> {
        let sql =
            "SELECT e.happening FROM event e JOIN happening h ON h.key = e.happening
            WHERE e.id = substr(?1, 2) AND h.id = ?1
            UNION ALL SELECT happening FROM bereft WHERE id = ?1 LIMIT 1";
        let find = || {
            let key: Option<i64> = self
                .connection
                .prepare_cached(sql)?
                .query_row([id], |r| r.get(0))
                .optional()?;
            key.map_or(Ok(None), |key| happening(&self.connection, key, None))
        };
        let found: Result<_> = find();
        found.map_err(|error| self.fault(&error))
    }

    /// The event of this id, as its article tells it.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn telling(&self, id: &str) -> std::result::Result<Option<Found>, Error> {
        let find = || {
            let mut find = self.connection.prepare_cached(FOUND_BY_ID)?;
            let row = find.query_row([id], Raw::of).optional()?;
            row.map(|raw| raw.read()).transpose()
        };
        let found: Result<_> = find();
        found.map_err(|error| self.fault(&error))
    }

    /// The article of this id with its history.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn article(&self, id: &str) -> std::result::Result<Option<Kept>, Error> {
        let versions =
            versions(&self.connection, id).map_err(|error| self.fault(&error))?;
        Ok((!versions.is_empty()).then_some(Kept { versions }))
    }

    /// How much is in the record.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn size(&self) -> std::result::Result<Size, Error> {
        let sql = "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM event),
            (SELECT count(*) FROM happening)";
        let size = |row: &Row<'_>| {
            let n = |column| row.get(column).map(i64::cast_unsigned);
            Ok(Size { n_articles: n(0)?, n_events: n(1)?, n_happenings: n(2)? })
        };
        self.connection.query_row(sql, [], size).map_err(|error| self.fault(&error))
    }
}

/// The happening of this key, with what was published by a day.
pub(super) fn happening(
    connection: &Connection,
    key: i64,
    known: Option<Date>,
) -> Result<Option<Happening>> {
    let sql = format!(
        "SELECT {TELLING}, h.id, v.source FROM event e JOIN version v ON v.key = e.version
         JOIN happening h ON h.key = e.happening
         WHERE e.happening = ?1 AND (e.published IS NULL OR e.published <= ?2) ORDER BY e.key"
    );
    let known = known.map_or(rows::OPEN_END, number);
    let mut find = connection.prepare_cached(&sql)?;
    let mut rows = find.query(params![key, known])?;
    let (mut id, mut tellings, mut sources) = (String::new(), Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        tellings.push(rows::telling(row)?);
        id = row.get(4)?;
        sources.push(row.get::<_, i64>(5)?);
    }
    sources.sort_unstable();
    sources.dedup();
    let happening = Happening::of(id, tellings);
    Ok(happening.map(|h| Happening { n_sources: sources.len(), ..h }))
}

/// First days and keys of the events that the filter lets through.
pub(super) fn events(
    connection: &Connection,
    filter: &Filter,
) -> Result<Vec<(i32, i64)>> {
    found(connection, filter, "e.first, e.key", |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The keys of happenings of which an event is let through, each with the first day of those that are. They are told apart here: of a
/// million that takes a tenth of the time that `GROUP BY` does.
pub(super) fn happenings(
    connection: &Connection,
    filter: &Filter,
) -> Result<Vec<(i32, i64)>> {
    let pair = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let mut all: Vec<(i64, i32)> =
        found(connection, filter, "e.happening, e.first", pair)?;
    all.sort_unstable();
    all.dedup_by_key(|(happening, _)| *happening);
    Ok(all.into_iter().map(|(happening, first)| (first, happening)).collect())
}

/// Whether the filter lets everything through.
pub(super) fn is_all(filter: &Filter) -> bool {
    conditions(filter).sql() == conditions(&Filter::default()).sql()
}

/// What is asked of the events that the filter lets through, in no order.
pub(super) fn found<T>(
    connection: &Connection,
    filter: &Filter,
    what: &str,
    row: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let conditions = conditions(filter);
    let by = if is_by_day(filter) { "" } else { IN_SHORT };
    let sql = format!("SELECT {what} FROM event e {by} WHERE {}", conditions.sql());
    let mut find = connection.prepare_cached(&sql)?;
    let values = params_from_iter(conditions.into_values());
    find.query_map(values, row)?.collect()
}

/// All that questions ask of an event, and not its line.
const IN_SHORT: &str = "INDEXED BY event_in_short";

/// Whether an index on types, acts or days has all that is asked.
fn is_by_day(filter: &Filter) -> bool {
    let Filter { with, actor, recipient, said_by, event, acts, .. } = filter;
    let Filter { has_act, status, since, known, text, .. } = filter;
    let is_of_anyone =
        with.is_empty() && [actor, recipient, said_by].iter().all(|who| who.is_none());
    let is_any = status.is_none() && since.is_none() && known.is_none() && text.is_none();
    let is_one_index = match (event, acts.is_empty()) {
        (Some(_), has_no_act) => has_no_act && !has_act,
        (None, has_no_act) => !has_no_act || !has_act,
    };
    is_of_anyone && is_any && is_one_index
}

/// What the filter asks of the table `event`.
fn conditions(filter: &Filter) -> Conditions {
    let mut all = Conditions::none("e.key");
    all.has_act = filter.has_act || !filter.acts.is_empty();
    let sides = [(&filter.actor, "0"), (&filter.recipient, "1"), (&filter.said_by, "2")];
    let with = filter.with.iter().map(|whom| (whom, BOTH_SIDES));
    let wanted =
        sides.into_iter().filter_map(|(whom, side)| Some((whom.as_ref()?, side)));
    all.parts(&with.chain(wanted).collect::<Vec<_>>());
    let texts = [
        ("e.event = ?", filter.event.map(|e| e.name().to_owned())),
        ("e.status = ?", filter.status.map(|s| s.name().to_owned())),
        (
            "e.key IN (SELECT rowid FROM words WHERE words MATCH ?)",
            filter.text.as_deref().map(search),
        ),
    ];
    for (sql, text) in texts {
        all.add_if(sql, text);
    }
    all.one_of("e.act", &filter.acts);
    if filter.event.is_none() {
        all.add(rows::NO_STATE, []);
    }
    all.add_if("e.last >= ?", filter.since.map(number));
    all.add_if("e.first <= ?", filter.until.map(number));
    all.known(filter.known);
    if filter.has_act {
        all.add("e.act IS NOT NULL", []);
    }
    all
}

fn versions(connection: &Connection, id: &str) -> Result<Vec<Version>> {
    let sql =
        "SELECT v.key, v.number, a.id, v.title, v.text, v.published, v.publisher, v.url,
          v.language, n.name, s.program, s.data, s.model
        FROM article a JOIN version v ON v.article = a.key
        JOIN source n ON n.key = v.source JOIN stamp s ON s.key = v.stamp
        WHERE a.id = ?1 ORDER BY v.number";
    let mut find = connection.prepare_cached(sql)?;
    let version = |row: &Row<'_>| {
        let article = rows::article(row, 2)?;
        let stamp =
            Stamp { program: row.get(10)?, data: row.get(11)?, model: row.get(12)? };
        let tellings = told_by(connection, row.get(0)?)?;
        Ok(Version { number: row.get(1)?, article, source: row.get(9)?, stamp, tellings })
    };
    find.query_map([id], version)?.collect()
}

/// What a version told, whether it counts or a later one replaced it.
fn told_by(connection: &Connection, version: i64) -> Result<Vec<Telling>> {
    let now = rows::of_version(connection, version)?;
    if !now.is_empty() {
        let events = now.into_iter().filter(|(_, _, telling)| !telling.line.state);
        return Ok(events.map(|(_, _, telling)| telling).collect());
    }
    let sql = format!(
        "SELECT {TELLING} FROM replaced e JOIN version v ON v.key = e.version
         WHERE e.version = ?1 ORDER BY e.key"
    );
    connection.prepare_cached(&sql)?.query_map([version], rows::telling)?.collect()
}
