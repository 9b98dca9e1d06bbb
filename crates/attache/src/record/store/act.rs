//! Acts in short: how they lie in the file, and taking many of them.
//!
//! In: the events of an article, and later a question: all acts of Russia and Afghanistan. Out: a row for “Russia recognised the
//! Taliban.”, and [`Act`]s of such rows, in the order in which they came. A world's worth is read in one pass over one
//! table. Known limit: everyone who takes part is held in memory once.

use super::Record;
use super::conditions::{Conditions, DAYS};
use super::rows;
use super::whom::Whom;
use crate::error::Error;
use crate::event::{DateSource, Status};
use crate::record::gist::{day, number};
use crate::record::{Act, Party, Side, Telling};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Result, Row, params, params_from_iter};
use rustc_hash::FxHashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// So many days are few.
const FEW: i32 = 400;

/// Which acts to take; what is left open asks for all.
#[derive(Debug, Clone, Default)]
pub struct Acts {
    /// Who took part, on either side; all must have.
    pub with: Vec<Whom>,
    /// One of these acts.
    pub acts: Vec<String>,
    /// Published by this day, or nobody knows when.
    pub known: Option<Date>,
    /// Those whose first day, last day or day of publication lies between these two, both included.
    pub turning: Option<(Date, Date)>,
}

impl Record {
    /// Takes acts in the order in which they came, until told to stop.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn each_act(
        &self,
        wanted: &Acts,
        take: impl FnMut(Act) -> ControlFlow<()>,
    ) -> std::result::Result<(), Error> {
        self.each_act_between(wanted, |_, _, _| true, take)
    }

    /// Takes only acts whose name, actors and recipients are wanted; of others nothing else is read.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn each_act_between(
        &self,
        wanted: &Acts,
        is_wanted: impl FnMut(&str, &[Arc<Party>], &[Arc<Party>]) -> bool,
        take: impl FnMut(Act) -> ControlFlow<()>,
    ) -> std::result::Result<(), Error> {
        let each = each(&self.connection, wanted, is_wanted, take);
        each.map_err(|error| self.fault(&error))
    }

    /// The day from which on, up to `to`, about `most` acts have a first day, a last day or a day of publication; `None` where
    /// not so many have.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn acts_since(
        &self,
        most: u32,
        to: Date,
    ) -> std::result::Result<Option<Date>, Error> {
        since(&self.connection, most, to).map_err(|error| self.fault(&error))
    }
}

/// Whether indexes on days spare more than they cost.
fn are_few((from, to): (Date, Date)) -> bool {
    from.until(to).is_ok_and(|span| span.get_days() <= FEW)
}

/// The day from which on, up to `to`, about so many acts turn; `None` where there are not so many.
fn since(connection: &Connection, most: u32, to: Date) -> Result<Option<Date>> {
    let mut since = None;
    for column in DAYS {
        let sql = format!(
            "SELECT {column} FROM act WHERE {column} <= ?1 ORDER BY {column} DESC LIMIT 1 OFFSET ?2"
        );
        let found: Option<i32> = connection
            .prepare_cached(&sql)?
            .query_row(params![number(to), most], |row| row.get(0))
            .optional()?;
        since = since.max(found.and_then(day));
    }
    Ok(since)
}

fn each(
    connection: &Connection,
    wanted: &Acts,
    mut is_wanted: impl FnMut(&str, &[Arc<Party>], &[Arc<Party>]) -> bool,
    mut take: impl FnMut(Act) -> ControlFlow<()>,
) -> Result<()> {
    let mut all = Conditions::none("event");
    all.acts_with(&wanted.with);
    all.one_of("act", &wanted.acts);
    all.known(wanted.known);
    match wanted.turning {
        Some(days) if wanted.with.is_empty() && are_few(days) => all.turning_in_few(days),
        Some(days) => all.turning(days),
        None => {}
    }
    let sql = format!(
        "SELECT act, published, source, status, historical, first, last, dated, id, level, rule,
           trigger, object, sides
         FROM act WHERE {} ORDER BY event",
        all.sql()
    );
    let snapshot = connection.unchecked_transaction()?;
    let mut find = snapshot.prepare_cached(&sql)?;
    let mut rows = find.query(params_from_iter(all.into_values()))?;
    let mut parties = Parties { connection: &snapshot, known: FxHashMap::default() };
    let mut who = [Vec::new(), Vec::new()];
    while let Some(row) = rows.next()? {
        // Most rows of a world are looked at and passed over.
        parties.of_row(rows::text(row, 13)?, &mut who)?;
        if is_wanted(rows::text(row, 0)?, &who[0], &who[1])
            && take(act(row, &mut who)?).is_break()
        {
            break;
        }
    }
    Ok(())
}

fn act(row: &Row<'_>, who: &mut [Vec<Arc<Party>>; 2]) -> Result<Act> {
    let [mut actors, mut recipients] = who.each_mut().map(|parties| parties.drain(..));
    let (mut actor, mut recipient) = (Vec::new(), Vec::new());
    for line in rows::text(row, 13)?.lines() {
        let (is_recipient, _, text) = side(line)?;
        let (parties, sides) = if is_recipient {
            (&mut recipients, &mut recipient)
        } else {
            (&mut actors, &mut actor)
        };
        let text = text.map(str::to_owned);
        sides.extend(parties.next().map(|party| Side { party, text }));
    }
    let status = rows::text(row, 3)?;
    let status = Status::from_name(status)
        .ok_or_else(|| rows::broken(3, format!("“{status}” is no status")))?;
    let date = |column| row.get::<_, Option<i32>>(column).map(|n| n.and_then(day));
    Ok(Act {
        act: row.get(0)?,
        published: date(1)?,
        source: row.get(2)?,
        status,
        historical: row.get(4)?,
        days: date(5)?.zip(date(6)?),
        is_dated: row.get(7)?,
        id: rows::text(row, 8)?.into(),
        level: row.get(9)?,
        rule: row.get(10)?,
        trigger: row.get(11)?,
        object: row.get(12)?,
        actor,
        recipient,
    })
}

/// Whether a line of the column `sides` is a recipient, the key of the party, and in which words, if any.
fn side(line: &str) -> Result<(bool, i64, Option<&str>)> {
    let mut parts = line.splitn(3, ' ');
    let (mark, key) = (parts.next(), parts.next().and_then(|key| key.parse().ok()));
    let key =
        key.ok_or_else(|| rows::broken(13, format!("“{line}” is no side of an act")))?;
    Ok((mark == Some(RECIPIENT), key, parts.next()))
}

/// Everyone who was read of so far, once.
struct Parties<'c> {
    connection: &'c Connection,
    known: FxHashMap<i64, Arc<Party>>,
}

impl Parties<'_> {
    /// The actors and the recipients of an act as its row keeps them, in place of those of the row before.
    fn of_row(&mut self, lines: &str, who: &mut [Vec<Arc<Party>>; 2]) -> Result<()> {
        who.iter_mut().for_each(Vec::clear);
        for line in lines.lines() {
            let (is_recipient, key, _) = side(line)?;
            who[usize::from(is_recipient)].push(self.of(key)?);
        }
        Ok(())
    }

    fn of(&mut self, key: i64) -> Result<Arc<Party>> {
        if let Some(party) = self.known.get(&key) {
            return Ok(party.clone());
        }
        let party = Arc::new(rows::party(self.connection, key)?);
        self.known.insert(key, party.clone());
        Ok(party)
    }
}

const ACTOR: &str = "A";
const RECIPIENT: &str = "R";

/// Keeps an event in short if it is an act; `actors` and `recipients` are the keys of its parties, in its own order.
pub(super) fn insert(
    connection: &Connection,
    (event, source): (i64, i64),
    telling: &Telling,
    (actors, recipients): (&[i64], &[i64]),
) -> Result<()> {
    let line = &telling.line;
    let Some(act) = &line.act else { return Ok(()) };
    let number = |text: Option<&String>| -> Option<i32> {
        text.and_then(|day| day.parse().ok()).map(number)
    };
    let date = line.date.as_ref();
    let who = line.actor.iter().zip(actors).map(|(who, key)| (ACTOR, key, who));
    let whom = line.recipient.iter().zip(recipients);
    let whom = whom.map(|(who, key)| (RECIPIENT, key, who));
    let sides: Vec<String> = who
        .chain(whom)
        .map(|(mark, key, who)| {
            let words = who.text.as_deref().unwrap_or_default();
            format!("{mark} {key} {}", words.replace('\n', " ")).trim_end().to_owned()
        })
        .collect();
    connection
        .prepare_cached(
            "INSERT INTO act (event, act, published, source, status, historical, first, last, dated,
               id, level, rule, trigger, object, sides)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(params![
            event,
            act,
            number(line.published.as_ref()),
            source,
            line.status.name(),
            line.historical,
            number(date.and_then(|d| d.start.as_ref())),
            number(date.and_then(|d| d.end.as_ref())),
            date.is_some_and(|d| d.from != DateSource::Published),
            line.id,
            telling.level,
            line.rule,
            line.trigger.text,
            line.object,
            sides.join("\n"),
        ])?;
    Ok(())
}
