//! Questions of those who look around in a record: a page of answers, the newest first, who is in it, from when to when it goes.
//!
//! In: a [`Filter`] and which part of the answers is wanted. Out: that part and how many there are: the latest twenty happenings
//! between “Russia” and “Taliban” of ten thousand. Only what is shown is read. Known limit: the keys of all answers are
//! held in memory, eight bytes each.

use super::Record;
use super::ask::{Filter, Found, events, found, happening, happenings, is_all};
use super::conditions::search;
use super::raw::{FOUND_BY_KEY, Raw};
use super::rows::{self, NO_STATE, OPEN_END, OPEN_START};
use super::whom::folded;
use crate::article::Article;
use crate::error::Error;
use crate::record::gist::number;
use crate::record::{Gist, Happening, Party};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

/// Words that are looked for.
const WORDS: usize = 8;

/// Which part of the answers.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// So many are passed over.
    pub skip: usize,
    /// So many are wanted at most.
    pub most: usize,
}

/// A part of the answers.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The part.
    pub part: Vec<T>,
    /// How many answers there are.
    pub n_all: usize,
}

/// From when to when a record goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day of an event.
    pub first: Date,
    /// The day of the last report, or of the last event where no report has one.
    pub last: Date,
    /// The day of the first report.
    pub first_known: Date,
    /// The day of the last report.
    pub last_known: Date,
}

impl Record {
    /// A part of the tellings that the filter lets through, the newest first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn newest_tellings(
        &self,
        filter: &Filter,
        part: Part,
    ) -> std::result::Result<Page<Found>, Error> {
        let find = || {
            let snapshot = self.connection.unchecked_transaction()?;
            let all = events(&snapshot, filter)?;
            let n_all = all.len();
            let mut find = snapshot.prepare_cached(FOUND_BY_KEY)?;
            let wanted = newest(all, part).into_iter();
            let found = wanted.map(|key| find.query_row([key], Raw::of)?.read());
            Ok(Page { part: found.collect::<Result<_>>()?, n_all })
        };
        let found: Result<_> = find();
        found.map_err(|error| self.fault(&error))
    }

    /// A part of the happenings of which a telling is let through, the newest first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn newest_happenings(
        &self,
        filter: &Filter,
        part: Part,
    ) -> std::result::Result<Page<Happening>, Error> {
        let find = || {
            let snapshot = self.connection.unchecked_transaction()?;
            let all = happenings(&snapshot, filter)?;
            let n_all = all.len();
            let wanted = newest(all, part).into_iter();
            let found = wanted.map(|key| happening(&snapshot, key, filter.known));
            let found: Vec<Option<Happening>> = found.collect::<Result<_>>()?;
            Ok(Page { part: found.into_iter().flatten().collect(), n_all })
        };
        let found: Result<_> = find();
        found.map_err(|error| self.fault(&error))
    }

    /// What each happening is in short, with its id, in order of days; tens of thousands take a tenth of a second.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn gists(
        &self,
        filter: &Filter,
    ) -> std::result::Result<Vec<(String, Gist)>, Error> {
        let find = || {
            let snapshot = self.connection.unchecked_transaction()?;
            let mut keys = happenings(&snapshot, filter)?;
            keys.sort_unstable();
            let mut find = snapshot
                .prepare_cached("SELECT gist, id FROM happening WHERE key = ?1")?;
            let gist = |row: &Row<'_>| Ok((row.get(1)?, rows::gist(row)?));
            let found = keys.iter().map(|(_, key)| find.query_row([key], gist));
            found.collect()
        };
        let found: Result<_> = find();
        found.map_err(|error| self.fault(&error))
    }

    /// From when to when the events that the filter lets through go; `None` where there is none with a day.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn days(&self, filter: &Filter) -> std::result::Result<Option<Days>, Error> {
        let found = if is_all(filter) {
            days_of_all(&self.connection)
        } else {
            days_of(&self.connection, filter)
        };
        found.map(days).map_err(|error| self.fault(&error))
    }

    /// Parties of which a name begins so, with how many events they have, at most a thousand; those with most first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn parties_called(
        &self,
        beginning: &str,
        most: u32,
    ) -> std::result::Result<Vec<(Party, usize)>, Error> {
        let beginning = folded(beginning);
        let find = || {
            let mut find = self.connection.prepare_cached(
                "SELECT p.name, p.person, p.code, p.country, p.sector,
                   (SELECT count(*) FROM (SELECT 1 FROM part WHERE party = p.key LIMIT 1000)) AS n
                 FROM (SELECT DISTINCT party FROM name WHERE folded >= ?1 AND folded < ?2 LIMIT 200) AS named
                 JOIN party p ON p.key = named.party WHERE n > 0 ORDER BY n DESC, p.key LIMIT ?3",
            )?;
            let end = format!("{beginning}\u{10ffff}");
            let found = find.query_map(params![beginning, end, most], party)?;
            found.collect()
        };
        if beginning.is_empty() {
            return Ok(Vec::new());
        }
        let found: Result<_> = find();
        found.map_err(|error| self.fault(&error))
    }

    /// Articles whose text has all these words, whether an event was found there or not, the last added first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn articles_that_say(
        &self,
        words: &str,
        most: u32,
    ) -> std::result::Result<Vec<Article>, Error> {
        let words: Vec<&str> = words.split_whitespace().take(WORDS).collect();
        let find = || {
            let mut find = self.connection.prepare_cached(
                "SELECT a.id, v.title, v.text, v.published, v.publisher, v.url, v.language
                 FROM said s JOIN version v ON v.key = s.rowid JOIN article a ON a.key = v.article
                 WHERE s.said MATCH ?1 ORDER BY s.rowid DESC LIMIT ?2",
            )?;
            let words = search(&words.join(" "));
            find.query_map(params![words, most], |row| rows::article(row, 0))?.collect()
        };
        let found: Result<_> = find();
        found.map_err(|error| self.fault(&error))
    }

    /// The event whose id follows on this one; since ids are hashes, going on so is going through events by lot.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn telling_after(&self, id: &str) -> std::result::Result<Option<Found>, Error> {
        let find = || {
            let next = "SELECT key FROM event WHERE id > ?1 ORDER BY id LIMIT 1";
            let mut next = self.connection.prepare_cached(next)?;
            let key: Option<i64> = next.query_row([id], |row| row.get(0)).optional()?;
            let mut find = self.connection.prepare_cached(FOUND_BY_KEY)?;
            key.map(|key| find.query_row([key], Raw::of)?.read()).transpose()
        };
        let found: Result<_> = find();
        found.map_err(|error| self.fault(&error))
    }
}

/// The keys of a part of what has a first day and a key, the newest first; only that part is put in order.
fn newest(mut all: Vec<(i32, i64)>, part: Part) -> Vec<i64> {
    let end = part.skip.saturating_add(part.most);
    if end < all.len() {
        all.select_nth_unstable_by(end, |a, b| b.cmp(a));
        all.truncate(end);
    }
    all.sort_unstable_by(|a, b| b.cmp(a));
    all.into_iter().skip(part.skip).map(|(_, key)| key).collect()
}

/// First and last day of an event, first and last day of a report.
type Ends = [Option<i64>; 4];

fn days_of(connection: &Connection, filter: &Filter) -> Result<Ends> {
    let what = "min(CASE WHEN e.first > -2147483648 THEN e.first END),
        max(CASE WHEN e.last < 2147483647 THEN e.last END), min(e.published), max(e.published)";
    let rows = found(connection, filter, what, |row| {
        Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
    })?;
    Ok(rows.into_iter().next().unwrap_or_default())
}

/// Of a whole record the ends of indexes tell it.
fn days_of_all(connection: &Connection) -> Result<Ends> {
    let one = |sql: &str| connection.query_row(sql, [], |row| row.get(0)).optional();
    let first = one(&format!(
        "SELECT e.first FROM event e WHERE e.first > -2147483648 AND {NO_STATE}
         ORDER BY e.first LIMIT 1"
    ))?;
    let reports = ["min", "max"].map(|end| -> Result<Option<i64>> {
        let sql = format!("SELECT {end}(published) FROM version");
        let day: Option<String> = connection.query_row(&sql, [], |row| row.get(0))?;
        Ok(day.and_then(|day| day.parse().ok()).map(|day| i64::from(number(day))))
    });
    let [first_known, last_known] = reports;
    let last = "SELECT max(last) FROM event WHERE last < 2147483647";
    let last = match &last_known {
        Ok(None) => connection.query_row(last, [], |row| row.get(0))?,
        _ => None,
    };
    Ok([first, last, first_known?, last_known?])
}

fn days([first, last, first_known, last_known]: Ends) -> Option<Days> {
    let day = |n: i64| {
        let is_open = n == i64::from(OPEN_START) || n == i64::from(OPEN_END);
        let span = (!is_open).then(|| n.days())?;
        date(1970, 1, 1).checked_add(span).ok()
    };
    let first = first.or(first_known).and_then(day)?;
    // What lies after the last report is a plan.
    let last = last_known.or(last).and_then(day)?;
    let first_known = first_known.and_then(day).unwrap_or(first);
    let last_known = last_known.and_then(day).unwrap_or(last);
    Some(Days { first: first.min(last), last, first_known, last_known })
}

fn party(row: &Row<'_>) -> Result<(Party, usize)> {
    let some =
        |column| row.get(column).map(|text: String| Some(text).filter(|t| !t.is_empty()));
    let party = Party {
        name: row.get(0)?,
        person: some(1)?,
        code: row.get(2)?,
        country: some(3)?,
        sector: some(4)?,
    };
    Ok((party, row.get::<_, i64>(5)?.unsigned_abs() as usize))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::Workspace;
    use crate::reader::Reader;
    use crate::record::{Filing, whom};

    fn record(reader: &Reader) -> Record {
        let mut record = Record::in_memory().unwrap();
        let mut adding = record.add(&reader.stamp()).unwrap();
        for month in 1..=5 {
            let text = format!(
                "Norway expelled two Russian diplomats on 3 {} 2024.",
                ["January", "March", "May", "July", "September"][month - 1]
            );
            let mut article = Article::new(format!("a{month}"), text);
            article.published = Some(date(2024, 2 * month as i8, 1));
            let reading = reader.read(&article, &mut Workspace::default());
            adding.article(&Filing::of(article, &reading.events)).unwrap();
        }
        adding.finish().unwrap();
        record
    }

    #[test]
    fn pages_begin_with_the_newest_and_count_all() {
        let reader = Reader::embedded().unwrap();
        let record = record(&reader);
        let filter =
            Filter { with: vec![whom(&reader.data, "Oslo")], ..Filter::default() };
        let part = Part { skip: 1, most: 2 };
        let articles = |tellings: Vec<&crate::record::Telling>| -> Vec<String> {
            tellings.iter().map(|t| t.line.article.to_string()).collect()
        };
        let page = record.newest_tellings(&filter, part).unwrap();
        assert_eq!(
            articles(page.part.iter().map(|f| &f.telling).collect()),
            ["a4", "a3"]
        );
        let page = record.newest_happenings(&filter, part).unwrap();
        assert_eq!((page.n_all, page.part.len()), (5, 2));
        assert_eq!(
            articles(page.part.iter().map(|h| &h.tellings[0]).collect()),
            ["a4", "a3"]
        );
        assert_eq!(record.gists(&filter).unwrap().len(), 5);
        let days = record.days(&filter).unwrap().unwrap();
        assert_eq!((days.first, days.last), (date(2024, 1, 3), date(2024, 10, 1)));
        assert_eq!(record.days(&Filter::default()).unwrap(), Some(days));
        let nobody =
            Filter { with: vec![whom(&reader.data, "Chad")], ..Filter::default() };
        assert_eq!(record.days(&nobody).unwrap(), None);
    }

    #[test]
    fn names_are_found_by_their_beginning_and_events_by_lot() {
        let reader = Reader::embedded().unwrap();
        let record = record(&reader);
        let found = record.parties_called("NOR", 5).unwrap();
        assert_eq!(
            found.iter().map(|(p, n)| (p.name.as_str(), *n)).collect::<Vec<_>>(),
            [("Norway", 5)]
        );
        assert!(record.parties_called("", 5).unwrap().is_empty());
        let said = |words: &str| -> Vec<String> {
            let found = record.articles_that_say(words, 2).unwrap();
            found.into_iter().map(|article| article.id).collect()
        };
        assert_eq!(said("RUSSIAN expelled"), ["a5", "a4"]);
        assert_eq!(said("july russian"), ["a4"]);
        assert_eq!(said("russian%diplomats"), ["a5", "a4"]);
        assert!(said("diplomats%russian").is_empty() && said(" % ").is_empty());
        let (mut id, mut n) = (String::new(), 0);
        while let Some(found) = record.telling_after(&id).unwrap() {
            assert!(found.telling.line.id > id);
            id = found.telling.line.id;
            n += 1;
        }
        assert_eq!(n, 5);
    }
}
