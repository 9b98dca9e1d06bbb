//! Acts in short: how they lie in the file, and taking many of them.
//!
//! In: the events of an article, and later a question: all acts of Russia and Afghanistan. Out: a row for “Russia recognised the
//! Taliban.”, and [`Act`]s of such rows, in the order in which they came. A world's worth is read in one pass over one
//! table. Known limit: everyone who takes part is held in memory once.

use super::Record;
use super::ask::Conditions;
use super::rows;
use super::whom::Whom;
use crate::error::Error;
use crate::event::{DateSource, Status};
use crate::record::gist::{day, number};
use crate::record::{Act, Party, Side, Telling};
use jiff::civil::Date;
use rusqlite::{Connection, Result, Row, params, params_from_iter};
use rustc_hash::FxHashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

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

    /// Takes only acts whose name and sides, actors and recipients, are wanted; of others nothing else is read.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn each_act_between(
        &self,
        wanted: &Acts,
        is_wanted: impl FnMut(&str, &[Side], &[Side]) -> bool,
        take: impl FnMut(Act) -> ControlFlow<()>,
    ) -> std::result::Result<(), Error> {
        let each = each(&self.connection, wanted, is_wanted, take);
        each.map_err(|error| self.fault(&error))
    }
}

fn each(
    connection: &Connection,
    wanted: &Acts,
    mut is_wanted: impl FnMut(&str, &[Side], &[Side]) -> bool,
    mut take: impl FnMut(Act) -> ControlFlow<()>,
) -> Result<()> {
    let mut all = Conditions::none("event");
    all.acts_with(&wanted.with);
    all.one_of("act", &wanted.acts);
    all.known(wanted.known);
    all.turning(wanted.turning);
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
    while let Some(row) = rows.next()? {
        let (actor, recipient) = parties.sides(rows::text(row, 13)?)?;
        let name = rows::text(row, 0)?;
        if is_wanted(name, &actor, &recipient)
            && take(act(row, actor, recipient)?).is_break()
        {
            break;
        }
    }
    Ok(())
}

fn act(row: &Row<'_>, actor: Vec<Side>, recipient: Vec<Side>) -> Result<Act> {
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

/// Everyone who was read of so far, once.
struct Parties<'c> {
    connection: &'c Connection,
    known: FxHashMap<i64, Arc<Party>>,
}

impl Parties<'_> {
    /// The sides of an act as its row keeps them.
    fn sides(&mut self, lines: &str) -> Result<(Vec<Side>, Vec<Side>)> {
        let (mut actor, mut recipient) = (Vec::new(), Vec::new());
        for line in lines.lines() {
            let mut parts = line.splitn(3, ' ');
            let (mark, key) = (parts.next(), parts.next().and_then(|k| k.parse().ok()));
            let (Some(mark), Some(key)) = (mark, key) else {
                return Err(rows::broken(13, format!("“{line}” is no side of an act")));
            };
            let side =
                Side { party: self.of(key)?, text: parts.next().map(str::to_owned) };
            if mark == ACTOR { &mut actor } else { &mut recipient }.push(side);
        }
        Ok((actor, recipient))
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
