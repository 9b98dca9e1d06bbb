//! What an event, a happening or an interval of the standing rests on.
//!
//! In: an id and the record. Out: its pieces, each with the reason why it is one: “Moscow's recognition of Kabul” is told also by
//! another paper; “Russia has not recognised the Taliban.” contradicts it. Known limit: an interval is found by its sides,
//! so that it is folded anew from all that they did.

use crate::data::Data;
use crate::error::Error;
use crate::event::Status;
use crate::record::{Filter, Found, Gist, Happening, Party, Record, Telling, Whom};
use crate::standing::{Interval, IntervalId, Tracks};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Why something is evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is the event that is asked about, or a telling of the happening.
    Told,
    /// Another report tells of the same happening.
    ToldToo,
    /// It began the interval.
    Began,
    /// It shows that the interval held.
    Held,
    /// It ended the interval.
    Ended,
    /// It says otherwise.
    Contradicts,
}

impl Why {
    /// Its name in every format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Told => "told by",
            Self::ToldToo => "told too by",
            Self::Began => "begun by",
            Self::Held => "held through",
            Self::Ended => "ended by",
            Self::Contradicts => "contradicted by",
        }
    }
}

/// One telling and why it counts.
#[derive(Debug)]
pub struct Piece {
    /// Why it counts.
    pub why: Why,
    /// The telling.
    pub found: Found,
}

/// Something and what it rests on.
#[derive(Debug)]
pub struct Rests {
    /// What it is.
    pub what: What,
    /// What tellings give different numbers for.
    pub differences: Vec<String>,
    /// Its pieces, by why they count.
    pub pieces: Vec<Piece>,
}

/// What rests on something.
#[derive(Debug)]
pub enum What {
    /// A happening, or an event of it.
    Happening(Happening),
    /// An interval of the standing.
    Interval(Interval),
}

/// All that is called `id`; an interval's id may be that of several, of different levels or names.
///
/// # Errors
/// Where the record cannot be read.
pub fn rests(record: &Record, data: &Data, id: &str) -> Result<Vec<Rests>, Error> {
    rests_as_known(record, data, id, None)
}

/// The same, by what was published by a day.
///
/// # Errors
/// Where the record cannot be read.
pub fn rests_as_known(
    record: &Record,
    data: &Data,
    id: &str,
    known: Option<Date>,
) -> Result<Vec<Rests>, Error> {
    let mut all = if id.contains('/') {
        of_intervals(record, data, id, known)?
    } else {
        of_happening(record, id, known)?
    };
    for rests in &mut all {
        rests.pieces.retain(|piece| is_known(&piece.found.telling, known));
    }
    Ok(all)
}

/// Whether the telling was published by the day, or nobody knows when.
fn is_known(telling: &Telling, known: Option<Date>) -> bool {
    let published = telling.line.published.as_deref();
    let published = published.and_then(|day| day.parse::<Date>().ok());
    known.zip(published).is_none_or(|(known, published)| published <= known)
}

fn of_happening(
    record: &Record,
    id: &str,
    known: Option<Date>,
) -> Result<Vec<Rests>, Error> {
    let found = record.telling(id)?;
    let happening = found.as_ref().map_or(id, |found| &found.happening);
    let Some(mut happening) = record.happening(happening)? else { return Ok(Vec::new()) };
    if known.is_some() {
        happening.tellings.retain(|telling| is_known(telling, known));
        let Some(then) = Happening::of(happening.id, happening.tellings) else {
            return Ok(Vec::new());
        };
        happening = then;
    }
    let is_asked = |telling: &Telling| found.is_none() || telling.line.id == id;
    let (asked, others): (Vec<&Telling>, Vec<&Telling>) =
        happening.tellings.iter().partition(|t| is_asked(t));
    let mut pieces = pieces(record, Why::Told, ids(&asked))?;
    pieces.extend(self::pieces(record, Why::ToldToo, ids(&others))?);
    pieces.extend(against(record, &happening.gist)?);
    let differences = differences(&happening);
    Ok(vec![Rests { what: What::Happening(happening), differences, pieces }])
}

fn ids<'t>(tellings: &[&'t Telling]) -> Vec<&'t str> {
    tellings.iter().map(|t| t.line.id.as_str()).collect()
}

/// The tellings of these ids; one that a correction has replaced is gone.
fn pieces<'i>(
    record: &Record,
    why: Why,
    ids: impl IntoIterator<Item = &'i str>,
) -> Result<Vec<Piece>, Error> {
    let mut pieces = Vec::new();
    for id in ids {
        pieces.extend(record.telling(id)?.map(|found| Piece { why, found }));
    }
    Ok(pieces)
}

/// The same act between the same sides at the same time, denied where this is affirmed or the other way round.
fn against(record: &Record, gist: &Gist) -> Result<Vec<Piece>, Error> {
    let status = match gist.status {
        Status::Actual => Status::Negated,
        Status::Negated => Status::Actual,
        Status::Future | Status::Hypothetical => return Ok(Vec::new()),
    };
    let side = |parties: &[Party]| {
        parties.first().map(|p| Whom::new(p.country.as_deref().unwrap_or(&p.code)))
    };
    let filter = Filter {
        with: side(&gist.actor).into_iter().chain(side(&gist.recipient)).collect(),
        event: Some(gist.event),
        acts: gist.act.iter().cloned().collect(),
        status: Some(status),
        since: gist.earliest,
        until: gist.latest,
        ..Filter::default()
    };
    let is_other = |a: &[Party], b: &[Party]| {
        !a.is_empty()
            && !b.is_empty()
            && !a.iter().any(|p| b.iter().any(|q| p.is_same(q)))
    };
    let mut pieces = Vec::new();
    record.each_telling(&filter, |found| {
        let other = Gist::of(&found.telling);
        let is_same_deed = gist.act.is_some() || gist.cameo == other.cameo;
        if is_same_deed
            && !is_other(&gist.actor, &other.actor)
            && !is_other(&gist.recipient, &other.recipient)
        {
            pieces.push(Piece { why: Why::Contradicts, found });
        }
        ControlFlow::Continue(())
    })?;
    Ok(pieces)
}

/// “killed: 15000 (kabul), 14453 (herald)”, where reports give different numbers for one thing.
pub fn differences(happening: &Happening) -> Vec<String> {
    let mut told: BTreeMap<&str, Vec<(String, &str)>> = BTreeMap::new();
    for telling in &happening.tellings {
        for amount in &telling.line.amounts {
            let number = (amount.value.to_string(), telling.line.article.as_ref());
            told.entry(&amount.what).or_default().push(number);
        }
    }
    told.retain(|_, numbers| numbers.iter().any(|(n, _)| *n != numbers[0].0));
    let shown = |(what, numbers): (&str, Vec<(String, &str)>)| {
        let numbers: Vec<String> =
            numbers.iter().map(|(n, article)| format!("{n} ({article})")).collect();
        format!("{what}: {}", numbers.join(", "))
    };
    told.into_iter().map(shown).collect()
}

/// “recognition/RUS/AFG/2025-07-03”; sides may be named, and without a day all intervals between them are meant.
fn of_intervals(
    record: &Record,
    data: &Data,
    id: &str,
    known: Option<Date>,
) -> Result<Vec<Rests>, Error> {
    let Some(id) = IntervalId::read(id) else { return Ok(Vec::new()) };
    let tracks = Tracks::of(data, record, &id.question(data))?;
    let intervals = id.among(tracks.standing(None, known));
    intervals.iter().map(|interval| of_interval(record, interval)).collect()
}

fn of_interval(record: &Record, interval: &Interval) -> Result<Rests, Error> {
    let mut all = Vec::new();
    for (why, ids) in [
        (Why::Began, &interval.from_event),
        (Why::Held, &interval.held_through),
        (Why::Ended, &interval.to_event),
        (Why::Contradicts, &interval.contradicted_by),
    ] {
        all.extend(pieces(record, why, ids.iter().map(String::as_str))?);
    }
    for id in interval.from_event.iter().chain(&interval.to_event) {
        let Some(found) = record.telling(id)? else { continue };
        for piece in against(record, &Gist::of(&found.telling))? {
            let is_there =
                |p: &Piece| p.found.telling.line.id == piece.found.telling.line.id;
            if !all.iter().any(is_there) {
                all.push(piece);
            }
        }
    }
    Ok(Rests {
        what: What::Interval(interval.clone()),
        differences: Vec::new(),
        pieces: all,
    })
}
