//! Who someone was on the day of an event, and not on the day of the report.
//!
//! In: the participants of an event and its day. Out: in 2015 Eisenhower is one of America's notables; of “President Eisenhower
//! broke off relations in January 1961” he is its government. Known limit: only persons that the tables know with their terms.

use super::{DateSource, Participant, When};
use crate::data::Data;
use crate::data::code::Sector;
use crate::data::gazetteer::Kind;
use crate::data::phrase::Phrase;
use jiff::civil::Date;

/// The participants as they were when it happened.
pub(super) fn then(
    data: &Data,
    when: Option<&When>,
    mut sides: [Vec<Participant>; 2],
) -> [Vec<Participant>; 2] {
    let told = when.filter(|when| when.from != DateSource::Published);
    let Some(days) = told.and_then(|when| when.start.zip(when.end)) else { return sides };
    for participant in sides.iter_mut().flatten() {
        if participant.sector == Some(Sector::ELI)
            && let Some(sector) = sector(data, participant, days)
        {
            participant.sector = Some(sector);
            participant.code = participant
                .country
                .map_or(sector.to_string(), |c| format!("{c}{sector}"));
        }
    }
    sides
}

/// The sector of the office that the person held in these days.
fn sector(
    data: &Data,
    participant: &Participant,
    (start, end): (Date, Date),
) -> Option<Sector> {
    let name = Phrase::of(participant.person.as_deref()?);
    let names = data.gazetteer.names(name).into_iter().flatten();
    let entities = names.map(|name| data.gazetteer.entity(name));
    let mut held = entities.filter(|e| {
        e.kind == Kind::Person
            && e.country == participant.country
            && e.term.from <= end
            && start <= e.term.to
    });
    held.next().map(|e| e.sector)
}
