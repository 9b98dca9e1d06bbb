//! What an event leaves in the memory of the article: two who deal with each other, and who was reproached.
//!
//! In: a coded event. Out: after “Muttaqi met Zhirnov” the two sides are Afghanistan and Russia; after “Rights groups condemned the
//! junta” the junta is who restricts its people next. Known limit: the last event of a sentence counts.

use super::{Event, EventType, Participant, Status};
use crate::actor::{Actor, Actors, Sort};
use crate::data::code::Country;

/// The two who met, signed, fought or talked with each other.
pub(super) fn dealing(actors: &Actors, event: &Event) -> Option<[Actor; 2]> {
    let find = |p: &Participant| {
        actors.actors.iter().find(|a| a.code() == p.code && a.name == p.name).cloned()
    };
    let is_talk = event.event == EventType::Consult;
    match (event.actor.as_slice(), event.recipient.as_slice()) {
        ([a, b], []) => Some([find(a)?, find(b)?]),
        ([a], [b]) if is_talk => Some([find(a)?, find(b)?]),
        _ => None,
    }
}

/// The power that outsiders reproach, or that restricts its people.
pub(super) fn blamed(actors: &Actors, event: &Event) -> Option<Actor> {
    let find = |p: &Participant| {
        actors.actors.iter().find(|a| a.code() == p.code && a.name == p.name).cloned()
    };
    let is_outside = |p: &Participant, other: Option<Country>| p.country != other;
    let actor = match (event.event, event.actor.first(), event.recipient.first()) {
        (EventType::Accuse, Some(critic), Some(blamed)) => {
            is_outside(critic, blamed.country).then(|| find(blamed))?
        }
        (EventType::Coerce, Some(doer), Some(ruled)) => {
            (!is_outside(doer, ruled.country)).then(|| find(doer))?
        }
        _ => None,
    }?;
    let is_power = actor.is_official() || actor.sort == Sort::Group;
    (is_power && actor.country.is_some() && event.status == Status::Actual)
        .then_some(actor)
}

/// Two powers of which one did something to the other.
pub(super) fn linked(actors: &Actors, event: &Event) -> Option<[Actor; 2]> {
    let find = |p: &Participant| {
        actors.actors.iter().find(|a| a.code() == p.code && a.name == p.name).cloned()
    };
    let ([a], [b]) = (event.actor.as_slice(), event.recipient.as_slice()) else {
        return None;
    };
    let (a, b) = (find(a)?, find(b)?);
    (a.country != b.country && a.is_official() && b.is_official()).then_some([a, b])
}
