//! Everything between two: the standing as bars along time, happenings as marks on a curve from conflict to cooperation, and a list.
//!
//! In: “Russia” and “Taliban”. Out: lanes of each relation, one point for each happening, the newest in words. Known limit: a point for
//! each of ten thousand happenings is still drawn right, as a cloud; see `draw::curve`.

use super::actor::{PAGE, When, name};
use super::asked::part;
use super::happening::Happened;
use super::standing::{Held, height, intervals, is_mutual, proved};
use crate::problem::Problem;
use attache::data::Data;
use attache::error::Error;
use attache::event::{EventType, Status};
use attache::record::{Filter, Record, whom};
use attache::standing::{Asked, Question, Stretch};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which two.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Two {
    /// The one: a name or a code.
    pub(crate) a: String,
    /// The other.
    pub(crate) b: String,
}

/// Everything between two.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PairView {
    /// The one, as it was asked for.
    pub(crate) a: String,
    /// The other.
    pub(crate) b: String,
    /// The usual name of the one.
    pub(crate) a_name: String,
    /// The usual name of the other.
    pub(crate) b_name: String,
    /// The day of knowledge.
    pub(crate) known: Option<Date>,
    /// The first day that is drawn.
    pub(crate) first: Date,
    /// The last day that is drawn.
    pub(crate) last: Date,
    /// A lane for each relation and direction.
    pub(crate) lanes: Vec<Lane>,
    /// A point for each happening that happened and whose day is known.
    pub(crate) points: Vec<Point>,
    /// The happenings in words, the newest first.
    pub(crate) happenings: Vec<Happened>,
    /// How many there are.
    pub(crate) n_happenings: usize,
    /// The page of them.
    pub(crate) page: u32,
}

/// One relation along time.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Lane {
    /// The relation.
    pub(crate) relation: String,
    /// Who holds it; the first of both where they share it.
    pub(crate) by: String,
    /// Towards whom.
    pub(crate) of: String,
    /// Whether both hold it.
    pub(crate) mutual: bool,
    /// Its times.
    pub(crate) bars: Vec<Bar>,
}

/// A time in which a relation held at one level.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Bar {
    /// The interval with its proof.
    #[serde(flatten)]
    pub(crate) held: Held,
    /// From which day it is sure to have held; null: since before anything read.
    pub(crate) sure_from: Option<Date>,
    /// From which day it can have held.
    pub(crate) may_from: Option<Date>,
    /// Until which day it is sure to have held; null: still.
    pub(crate) sure_to: Option<Date>,
    /// Until which day it can have held.
    pub(crate) may_to: Option<Date>,
    /// 1 to 4; 4 is the full level.
    pub(crate) height: usize,
}

/// A happening on the curve.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Point {
    /// The id of the happening.
    pub(crate) id: String,
    /// Its first day.
    pub(crate) day: Date,
    /// From -10, conflict, to 10, cooperation.
    pub(crate) score: f32,
    /// PLOVER event.
    pub(crate) event: EventType,
}

/// The view.
pub(crate) fn pair(
    data: &Data,
    record: &Record,
    (a, b): (&str, &str),
    when: &When,
) -> Result<Result<PairView, Problem>, Error> {
    let with = vec![whom(data, a), whom(data, b)];
    let filter = Filter { with, known: when.known, ..Filter::default() };
    let gists = record.gists(&filter)?;
    let lanes = lanes(data, record, (a, b), when.known)?;
    if gists.is_empty() && lanes.is_empty() {
        let nothing = format!("the record tells nothing of “{a}” and “{b}” together");
        return Ok(Err(Problem::absent(nothing)));
    }
    let point = |(id, gist): (String, attache::record::Gist)| {
        let score = data.ontology.score(gist.event, gist.mode.as_deref());
        let is_point = gist.status == Status::Actual;
        let day = gist.earliest.filter(|_| is_point)?;
        Some(Point { id, day, score, event: gist.event })
    };
    let points: Vec<Point> = gists.into_iter().filter_map(point).collect();
    let happenings = record.newest_happenings(&filter, part(when.page, PAGE))?;
    let (first, last) = drawn(&filter, record, &lanes, &points)?;
    Ok(Ok(PairView {
        a: a.to_owned(),
        b: b.to_owned(),
        a_name: name(data, a),
        b_name: name(data, b),
        known: when.known,
        first,
        last,
        lanes,
        points,
        n_happenings: happenings.n_all,
        happenings: happenings.part.into_iter().map(Happened::from).collect(),
        page: when.page.unwrap_or(1).max(1),
    }))
}

/// From when to when is drawn: all that has a day, to the last report, and a year at least.
fn drawn(
    filter: &Filter,
    record: &Record,
    lanes: &[Lane],
    points: &[Point],
) -> Result<(Date, Date), Error> {
    let days = record.days(filter)?;
    let bars = lanes.iter().flat_map(|lane| &lane.bars);
    let ends =
        bars.flat_map(|bar| [bar.may_from, bar.sure_from, bar.sure_to, bar.may_to]);
    let all = ends.flatten().chain(points.iter().map(|point| point.day));
    let all: Vec<Date> = all.chain(days.map(|days| days.last)).collect();
    let first = all.iter().min().copied().unwrap_or(Date::constant(2000, 1, 1));
    let last = all.iter().max().copied().unwrap_or(first);
    let year = jiff::Span::new().days(183);
    if first.until(last).is_ok_and(|span| span.get_days() > 366) {
        return Ok((first, last));
    }
    Ok((first.saturating_sub(year), last.saturating_add(year)))
}

fn lanes(
    data: &Data,
    record: &Record,
    (a, b): (&str, &str),
    known: Option<Date>,
) -> Result<Vec<Lane>, Error> {
    let (a, b) = (Asked::read(data, a), Asked::read(data, b));
    let ask = |by: &Asked, of: &Asked| {
        let (by, of) = (Some(by.clone()), Some(of.clone()));
        intervals(data, record, &Question { by, of, known, ..Question::default() })
    };
    let mut found = ask(&a, &b)?;
    let back = ask(&b, &a)?;
    found.extend(back.into_iter().filter(|i| !is_mutual(data, &i.relation)));
    let mut lanes: Vec<Lane> = Vec::new();
    for held in proved(data, record, found)? {
        let i = &held.interval;
        let (relation, by, of) =
            (i.relation.clone(), i.by.name.clone(), i.of.name.clone());
        let is_lane =
            |lane: &Lane| lane.relation == relation && lane.by == by && lane.of == of;
        let bar = bar(data, held);
        if let Some(lane) = lanes.iter_mut().find(|lane| is_lane(lane)) {
            lane.bars.push(bar);
        } else {
            let mutual = is_mutual(data, &relation);
            lanes.push(Lane { relation, by, of, mutual, bars: vec![bar] });
        }
    }
    lanes.sort_by_key(|lane| data.relations.index(&lane.relation));
    Ok(lanes)
}

fn bar(data: &Data, held: Held) -> Bar {
    let stretch = |day: &Option<String>| day.as_deref().and_then(Stretch::read);
    let (from, to) = (stretch(&held.interval.from), stretch(&held.interval.to));
    Bar {
        height: height(data, &held.interval),
        sure_from: from.map(|s| s.last),
        may_from: from.map(|s| s.first),
        sure_to: to.map(|s| s.first),
        may_to: to.map(|s| s.last),
        held,
    }
}
