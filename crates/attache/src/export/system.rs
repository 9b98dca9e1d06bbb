//! Files for those who work with other systems' data: GDELT, ICEWS, POLECAT, Phoenix.
//!
//! In: events with their reports, in the order of their days. Out: tab-separated rows with exactly that system's columns.
//! “Norway expelled two Russian diplomats.” is a row with NOR, RUS and 161. Known limit: text only; no system of these has
//! a place for status, speakers, amounts or the sentence.

use super::codes::Codes;
use super::dyad::{self, Day, LeftOut, Pair, Told};
use super::{gdelt, icews, phoenix, polecat};
use crate::data::Data;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use xxhash_rust::xxh3::xxh3_64;

/// A system whose files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// GDELT 2.0 events.
    Gdelt,
    /// ICEWS.
    Icews,
    /// POLECAT.
    Polecat,
    /// Phoenix of the Open Event Data Alliance.
    Phoenix,
}

impl System {
    /// Its columns, in its order.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Gdelt => gdelt::COLUMNS,
            Self::Icews => icews::COLUMNS,
            Self::Polecat => polecat::COLUMNS,
            Self::Phoenix => phoenix::COLUMNS,
        }
    }

    /// Whether its files begin with the names of their columns.
    fn has_header(self) -> bool {
        matches!(self, Self::Icews | Self::Polecat)
    }

    /// Whether it has rows only for pairs.
    fn wants_pairs(self) -> bool {
        matches!(self, Self::Icews | Self::Phoenix)
    }
}

/// One actor and one recipient of one event of one report on one day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dyad<'a> {
    pub(super) told: Told<'a>,
    pub(super) pair: Pair<'a>,
    pub(super) day: Day,
}

impl Dyad<'_> {
    /// A number for the dyad that no other has and that stays the same; small enough to be exact in any program.
    pub(super) fn number(&self) -> u64 {
        let name = |who: Option<&super::Who<'_>>| {
            who.map(|w| format!("{} {}", w.code, w.name)).unwrap_or_default()
        };
        let names = [name(self.pair.0), name(self.pair.1)];
        number(&[&self.told.line.id, &names[0], &names[1]])
    }
}

/// A number of at most 52 bits for these words.
pub(super) fn number(words: &[&str]) -> u64 {
    xxh3_64(words.join("\0").as_bytes()) >> 12
}

/// What the rows rest on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Books<'d> {
    pub(super) data: &'d Data,
    pub(super) codes: &'d Codes,
}

/// All tellings of what one row holds, where a system has one row for many.
#[derive(Debug, Default)]
pub(super) struct Tellings {
    pub(super) n: usize,
    /// The first sentence that tells it.
    pub(super) first: usize,
    pub(super) articles: BTreeSet<String>,
    pub(super) publishers: BTreeSet<String>,
    pub(super) sentences: BTreeSet<String>,
    pub(super) places: BTreeSet<String>,
}

impl Tellings {
    fn add(&mut self, told: Told<'_>) {
        let line = told.line;
        self.first =
            if self.n == 0 { line.sentence } else { self.first.min(line.sentence) };
        self.n += 1;
        self.articles.insert(line.article.to_string());
        self.publishers.extend(told.report.publisher.clone());
        self.sentences.insert(format!("{}_{}", line.article, line.sentence + 1));
        let place = told.report.url.clone();
        self.places.insert(place.unwrap_or_else(|| line.article.to_string()));
    }
}

/// What became of the events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows written.
    pub rows: u64,
    /// Events that the file cannot hold, by reason.
    pub left_out: BTreeMap<LeftOut, u64>,
}

/// Writes the file of one system.
#[derive(Debug)]
pub struct Exporter<'d, W> {
    system: System,
    books: Books<'d>,
    reciprocal: FxHashSet<String>,
    out: W,
    /// Rows of the present day, by what makes them one.
    open: BTreeMap<[String; 5], (Vec<String>, Tellings)>,
    day: Option<Day>,
    summary: Summary,
}

impl<'d, W: Write> Exporter<'d, W> {
    /// Begins a file.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn new(
        system: System,
        data: &'d Data,
        codes: &'d Codes,
        out: W,
    ) -> io::Result<Self> {
        let rules = data.rules.rules.iter().filter(|rule| rule.is_reciprocal);
        let mut exporter = Self {
            system,
            books: Books { data, codes },
            reciprocal: rules.map(|rule| rule.id.clone()).collect(),
            out,
            open: BTreeMap::new(),
            day: None,
            summary: Summary::default(),
        };
        if system.has_header() {
            let names = system.columns().iter().map(ToString::to_string);
            write_row(&mut exporter.out, names.collect())?;
        }
        Ok(exporter)
    }

    /// Adds an event; events come in the order of their days, since the rows of a day are written when the next begins.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn add(&mut self, told: Told<'_>) -> io::Result<()> {
        match self.rows(told)? {
            Ok(()) => {}
            Err(why) => *self.summary.left_out.entry(why).or_default() += 1,
        }
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn end(mut self) -> io::Result<(W, Summary)> {
        self.end_day()?;
        self.out.flush()?;
        Ok((self.out, self.summary))
    }

    fn rows(&mut self, told: Told<'_>) -> io::Result<Result<(), LeftOut>> {
        if !dyad::is_actual(told.line) {
            return Ok(Err(LeftOut::NotActual));
        }
        let Some(day) = Day::of(told.line) else { return Ok(Err(LeftOut::Undated)) };
        if self.day != Some(day) {
            self.end_day()?;
            self.day = Some(day);
        }
        let mut pairs = dyad::pairs(told.line, &self.reciprocal);
        if self.system.wants_pairs() {
            pairs.retain(|(actor, recipient)| actor.is_some() && recipient.is_some());
        }
        if pairs.is_empty() {
            return Ok(Err(LeftOut::Unpaired));
        }
        for pair in pairs {
            self.add_dyad(Dyad { told, pair, day })?;
        }
        Ok(Ok(()))
    }

    fn add_dyad(&mut self, dyad: Dyad<'_>) -> io::Result<()> {
        let row = match self.system {
            System::Gdelt => gdelt::row(self.books, &dyad),
            System::Icews => icews::row(self.books, &dyad),
            System::Polecat => polecat::row(self.books, &dyad),
            System::Phoenix => phoenix::row(self.books, &dyad),
        };
        let key = match self.system {
            System::Gdelt => gdelt::key(&row),
            System::Phoenix => phoenix::key(&row),
            System::Icews | System::Polecat => {
                self.summary.rows += 1;
                return write_row(&mut self.out, row);
            }
        };
        let (_, tellings) =
            self.open.entry(key).or_insert_with(|| (row, Tellings::default()));
        tellings.add(dyad.told);
        Ok(())
    }

    fn end_day(&mut self) -> io::Result<()> {
        for (key, (mut row, tellings)) in std::mem::take(&mut self.open) {
            self.summary.rows += 1;
            let n = self.summary.rows;
            if self.system == System::Gdelt {
                gdelt::complete(&mut row, &key, &tellings);
            } else {
                phoenix::complete(&mut row, n, &tellings);
            }
            write_row(&mut self.out, row)?;
        }
        Ok(())
    }
}

/// The files have no quoting, so that a cell can hold neither tab nor line end.
fn write_row(out: &mut impl Write, cells: Vec<String>) -> io::Result<()> {
    let clean = |cell: String| cell.replace(|c: char| c.is_control(), " ");
    let cells: Vec<String> = cells.into_iter().map(clean).collect();
    out.write_all((cells.join("\t") + "\n").as_bytes())
}
