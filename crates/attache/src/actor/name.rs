//! Which of a name's readings is meant.
//!
//! In: a name with its rows, the day, the company. Out: “Clinton” in 1994 is the president of that year; “Georgia” is the
//! state. Known limit: two persons of one name in office on the same day are told apart only by their state.

use super::{Actor, Sort};
use crate::data::code::Country;
use crate::data::gazetteer::{Entity, Kind, Name};
use crate::data::phrase::Phrase;
use crate::mention::{Found, Mentions};
use jiff::civil::Date;
use std::cmp::Reverse;

/// The reading of a name that fits best on `day`; people only when `wants_person`.
pub(super) fn best(
    mentions: &Mentions<'_>,
    found: &Found,
    day: Option<Date>,
    near: Option<Country>,
) -> Option<(u32, Kind)> {
    let gazetteer = &mentions.data.gazetteer;
    let rank = |name: &&Name| {
        let entity = gazetteer.entity(name);
        let holds = name.term.holds(day) && entity.term.holds(day);
        let is_near = near.is_some() && entity.country == near;
        // A small town of the article's own state does not outrank a capital: “Washington” in a British report.
        let is_own_power = is_near && name.kind != Kind::City;
        (
            holds || !is_dated(entity),
            is_own_power,
            holds,
            order(name.kind),
            is_near,
            distance(entity, day),
            Reverse(name.entity),
        )
    };
    found.readings(mentions).max_by_key(rank).map(|name| (name.entity, name.kind))
}

/// Whether the name is one that many states have: “the Foreign Office”, “the State Department”, “the Labour Party”.
pub(super) fn is_office(mentions: &Mentions<'_>, found: &Found, kind: Kind) -> bool {
    let text = mentions.span(found.first as usize, found.last as usize).of(mentions.text);
    matches!(kind, Kind::Institution | Kind::Group)
        && mentions.data.roles.find(Phrase::of(text)).is_some()
}

/// Rows that mean someone else on another day.
fn is_dated(entity: &Entity) -> bool {
    matches!(entity.kind, Kind::Group | Kind::State | Kind::Institution | Kind::Body)
}

/// Which kind of row a bare name means first.
fn order(kind: Kind) -> u8 {
    match kind {
        Kind::State => 9,
        Kind::Group => 8,
        Kind::Body => 7,
        Kind::Institution => 6,
        Kind::Adjective => 5,
        Kind::People => 4,
        Kind::Person => 3,
        Kind::Capital => 2,
        Kind::Seat => 1,
        Kind::City => 0,
    }
}

/// How near the row's term is to the day: the last office held, before one not yet held.
fn distance(entity: &Entity, day: Option<Date>) -> (bool, i32) {
    let Some(day) = day else { return (true, i32::from(entity.term.to.year())) };
    if entity.term.holds(Some(day)) {
        return (true, 0);
    }
    let years = |d: Date| i32::from(d.year()) - i32::from(day.year());
    if entity.term.to < day {
        (true, years(entity.term.to))
    } else {
        (false, -years(entity.term.from))
    }
}

/// The actor that a name is on `day`.
pub(super) fn actor(
    mentions: &Mentions<'_>,
    found: &Found,
    day: Option<Date>,
    near: Option<Country>,
) -> Option<Actor> {
    let (entity, kind) = best(mentions, found, day, near)?;
    let mut actor = Actor::of_entity(mentions.data, entity, day);
    match kind {
        Kind::People => {
            actor.sector = crate::data::code::Sector::CVL;
            actor.sort = Sort::People;
        }
        Kind::State
        | Kind::Adjective
        | Kind::Capital
        | Kind::Seat
        | Kind::Body
        | Kind::Institution
        | Kind::Group
        | Kind::Person
        | Kind::City => {}
    }
    if let (Sort::State, Some(country)) = (actor.sort, actor.country)
        && let Some(state) = mentions.data.gazetteer.state(country)
    {
        actor.name.clone_from(&state.name);
    }
    Some(actor)
}
