//! The record as a file: `SQLite` holds articles with their versions, events, happenings and sources.
//!
//! In: a path. Out: a [`Record`] to add articles to or to ask. “Russia recognised the Taliban” of two papers lies in it as two
//! events of one happening. Readers see whole articles only, also while another program adds; two that add take turns.
//! Known limit: a file on a network drive is as safe as that drive's locks.

mod act;
mod add;
mod ask;
mod browse;
mod conditions;
mod fault;
mod filing;
mod near;
mod raw;
mod rebuild;
mod rows;
mod shelf;
mod whom;

pub use act::Acts;
pub use add::{Added, Adding};
pub use ask::{Filter, Found, Kept, Size, Version};
pub use browse::{Days, Page, Part};
pub use filing::{Filing, Stamp};
pub use rebuild::{Change, CurrentArticles, Rebuilding};
pub use whom::Whom;

use crate::error::Error;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Marks a file as a record of attache: “atch”.
const APPLICATION: i32 = 0x6174_6368;
/// What leads from each format to the next; the number of steps is the present format.
const STEPS: &[&str] = &[
    include_str!("store/format-1.sql"),
    include_str!("store/format-2.sql"),
    include_str!("store/format-3.sql"),
    include_str!("store/format-4.sql"),
    include_str!("store/format-5.sql"),
];
/// A second writer waits so long for its turn; a rebuild of a large record takes minutes.
const PATIENCE: Duration = Duration::from_hours(1);
/// Memory for pages, in KiB as `SQLite` wants it.
const CACHE: i32 = -131_072;
/// Pages of the log that are moved to the file at once; pages that many batches change are then written once.
const LOG: i32 = 32_768;

/// An open record.
#[derive(Debug)]
pub struct Record {
    path: PathBuf,
    connection: Connection,
}

impl Record {
    /// Opens a record to add to it; an empty one where there is no file. An old file is brought to the present format.
    ///
    /// # Errors
    /// Where the file is none of ours, is newer than this program, damaged or cannot be written.
    pub fn to_add(path: &Path) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut record = Self::connect(path, flags)?;
        record.prepare().map_err(|error| record.fault(&error))?;
        record.migrate()?;
        Ok(record)
    }

    /// Opens a record to ask it.
    ///
    /// # Errors
    /// Where there is no such file, or it is none of ours, is newer than this program or damaged.
    pub fn to_read(path: &Path) -> Result<Self, Error> {
        let record = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        match record.format()? {
            format if format == STEPS.len() => Ok(record),
            // Asking brings an old file to the present format too, where it may be written.
            format if format > 0 => Self::to_add(path),
            _ => Err(record.told("is empty; `attache add` puts articles into a record")),
        }
    }

    /// A record in memory, gone with the value.
    ///
    /// # Errors
    /// None but those of `SQLite` itself.
    pub fn in_memory() -> Result<Self, Error> {
        let path = PathBuf::from("the record in memory");
        let connection =
            Connection::open_in_memory().map_err(|e| fault::of(&path, &e))?;
        let mut record = Self { path, connection };
        record.migrate()?;
        Ok(record)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, Error> {
        let path = path.to_owned();
        let fail = |error| fault::of(&path, &error);
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&path, flags).map_err(fail)?;
        connection.busy_timeout(PATIENCE).map_err(fail)?;
        connection.pragma_update(None, "cache_size", CACHE).map_err(fail)?;
        connection.set_prepared_statement_cache_capacity(64);
        let record = Self { path, connection };
        record.format()?;
        Ok(record)
    }

    /// Settings of a file that is written: a log beside it lets readers read on, and each commit reaches the disk.
    fn prepare(&self) -> rusqlite::Result<()> {
        self.connection.pragma_update(None, "journal_mode", "wal")?;
        self.connection.pragma_update(None, "wal_autocheckpoint", LOG)?;
        self.connection.pragma_update(None, "synchronous", "full")
    }

    /// The number of the file's format; 0: empty.
    fn format(&self) -> Result<usize, Error> {
        let number = |name: &str| -> Result<i32, Error> {
            let value = self.connection.pragma_query_value(None, name, |row| row.get(0));
            value.map_err(|error| self.fault(&error))
        };
        let (application, format) = (number("application_id")?, number("user_version")?);
        let tables = "SELECT count(*) FROM sqlite_schema";
        let n_tables: i64 = self
            .connection
            .query_row(tables, [], |row| row.get(0))
            .map_err(|error| self.fault(&error))?;
        let present = STEPS.len();
        match (application, usize::try_from(format).unwrap_or(usize::MAX)) {
            (0, 0) if n_tables == 0 => Ok(0),
            (APPLICATION, format) if format > present => Err(self.told(&format!(
                "has format {format}, this attache knows up to {present}; use the newer attache that wrote it"
            ))),
            (APPLICATION, format) => Ok(format),
            _ => Err(self.told("is a database of another program; choose another file with --db")),
        }
    }

    fn migrate(&mut self) -> Result<(), Error> {
        if self.format()? == STEPS.len() {
            return Ok(());
        }
        let path = self.path.clone();
        let fail = |error| fault::of(&path, &error);
        let step =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = step.map_err(fail)?;
        // Another program may have done it while this one waited.
        let format: u32 = transaction
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .map_err(fail)?;
        for sql in STEPS.iter().skip(format as usize) {
            transaction.execute_batch(sql).map_err(fail)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION).map_err(fail)?;
        let present = STEPS.len() as u32;
        transaction.pragma_update(None, "user_version", present).map_err(fail)?;
        transaction.commit().map_err(fail)
    }

    fn fault(&self, error: &rusqlite::Error) -> Error {
        fault::of(&self.path, error)
    }

    fn told(&self, reason: &str) -> Error {
        Error::Record { path: self.path.display().to_string(), reason: reason.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::parse::Workspace;
    use crate::reader::Reader;

    fn reason(path: &Path) -> String {
        Record::to_read(path).unwrap_err().to_string()
    }

    fn add(record: &mut Record, article: Article) -> Result<(), Error> {
        let stamp = Stamp { program: "1".into(), data: "2".into(), model: "3".into() };
        let mut adding = record.add(&stamp)?;
        adding.article(&Filing::of(article, &[]))?;
        adding.finish()
    }

    #[test]
    fn files_that_are_no_record_are_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        assert!(reason(&path).contains("is not there"));
        assert!(reason(folder.path()).contains("is a folder"));
        std::fs::write(&path, "Dear diary, today I read the news and it was long.")
            .unwrap();
        assert!(reason(&path).contains("is no record of attache"));
        assert!(Record::to_add(&path).is_err());
        assert!(std::fs::read_to_string(&path).unwrap().starts_with("Dear diary"));
        let other = folder.path().join("b.db");
        Connection::open(&other)
            .unwrap()
            .execute_batch("CREATE TABLE diary (day)")
            .unwrap();
        assert!(
            Record::to_add(&other).unwrap_err().to_string().contains("another program")
        );
    }

    #[test]
    fn a_newer_file_is_refused_and_an_old_one_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let old = Connection::open(&path).unwrap();
        old.execute_batch(STEPS[0]).unwrap();
        old.pragma_update(None, "application_id", APPLICATION).unwrap();
        old.pragma_update(None, "user_version", 1).unwrap();
        old.execute_batch(
            "INSERT INTO event (id, version, happening, event, status, first, last, line)
             VALUES ('e', 1, 1, 'SUPPORT', 'actual', 0, 0, '{\"text\":\"Norway left.\"}');
             INSERT INTO article (key, id, version) VALUES (1, 'a', 2);
             INSERT INTO version (key, article, number, content, text, print, source, stamp)
             VALUES (1, 1, 1, 0, 'The choir left.', x'', 1, 1), (2, 1, 2, 0, 'The choir came.', x'', 1, 1)",
        )
        .unwrap();
        drop(old);
        let record = Record::to_read(&path).unwrap();
        let words = "SELECT count(*) FROM words WHERE words MATCH 'norway'";
        let n: i64 = record.connection.query_row(words, [], |row| row.get(0)).unwrap();
        assert_eq!((n, record.format().unwrap()), (1, STEPS.len()));
        let said = |words: &str| record.articles_that_say(words, 9).unwrap().len();
        assert_eq!([said("choir"), said("choir came"), said("choir left")], [1, 1, 0]);
        record.connection.pragma_update(None, "user_version", 99).unwrap();
        drop(record);
        assert!(reason(&path).contains("has format 99"));
        assert!(Record::to_add(&path).is_err());
    }

    #[test]
    fn an_old_file_gets_the_acts_that_a_new_one_has() {
        let reader = Reader::embedded().unwrap();
        let mut record = Record::in_memory().unwrap();
        let mut adding = record.add(&reader.stamp()).unwrap();
        for (i, text) in [
            "Russia recognized the\nTaliban government on 3 July 2025.",
            "Norway closed its embassy in Iran. Chad did not sever relations with Mali in 2019.",
            "The ambassador was recalled. Moscow, Minsk and Tehran signed a trade agreement.",
        ]
        .into_iter()
        .enumerate()
        {
            let mut article = Article::new(format!("a{i}"), text);
            article.published = (i > 0).then(|| jiff::civil::date(1969, 7, 20));
            let events = reader.read(&article, &mut Workspace::default()).events;
            adding.article(&Filing::of(article, &events)).unwrap();
        }
        adding.finish().unwrap();
        let acts = || {
            let mut acts = Vec::new();
            let take = |act| {
                acts.push(act);
                std::ops::ControlFlow::Continue(())
            };
            record.each_act(&Acts::default(), take).unwrap();
            acts
        };
        let ours = acts();
        record.connection.execute_batch("DROP TABLE act").unwrap();
        record.connection.execute_batch(STEPS[2]).unwrap();
        assert!(ours.len() >= 3, "{ours:?}");
        assert_eq!(acts(), ours);
    }

    #[test]
    fn a_full_disk_loses_only_what_was_under_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let mut record = Record::to_add(&path).unwrap();
        add(&mut record, Article::new("small", "Norway left.")).unwrap();
        record.connection.pragma_update(None, "max_page_count", 60).unwrap();
        let large = Article::new("large", "Norway left. ".repeat(40_000));
        let error = add(&mut record, large).unwrap_err().to_string();
        assert!(error.contains("the disk is full"), "{error}");
        drop(record);
        let record = Record::to_read(&path).unwrap();
        assert!(record.article("small").unwrap().is_some());
        assert!(record.article("large").unwrap().is_none());
    }

    #[test]
    fn readers_read_on_and_a_second_writer_waits_its_turn() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let mut record = Record::to_add(&path).unwrap();
        let reader = Record::to_read(&path).unwrap();
        let stamp = Stamp { program: "1".into(), data: "2".into(), model: "3".into() };
        let mut adding = record.add(&stamp).unwrap();
        adding.article(&Filing::of(Article::new("a", "Norway left."), &[])).unwrap();
        assert_eq!(reader.size().unwrap().n_articles, 0);
        let second = std::thread::spawn({
            let path = path.clone();
            move || {
                let mut record = Record::to_add(&path)?;
                add(&mut record, Article::new("b", "Chad left."))
            }
        });
        std::thread::sleep(Duration::from_millis(50));
        adding.finish().unwrap();
        second.join().unwrap().unwrap();
        assert_eq!(reader.size().unwrap().n_articles, 2);
    }
}
