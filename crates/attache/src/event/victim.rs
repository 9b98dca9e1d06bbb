//! Whose the victims are who are only counted.
//!
//! In: the victims of an act and those told of before. Out: in “struck the Houthis, killing 53 people” the people are the
//! Houthis'. Known limit: only what the same doer did in the same sentence is looked at.

use super::code::Coder;
use super::compose::Draft;
use super::side::Side;
use super::{Event, EventType, Participant};
use crate::data::code::Sector;
use crate::parse::Upos;

impl Coder<'_, '_, '_> {
    /// “Struck the Houthis, killing 53 people”, “fired on protesters, killing at least 17”: victims who are only counted
    /// belong to whom the same doer attacked before in the sentence.
    pub(super) fn name_victims(
        &self,
        draft: &Draft,
        actors: &[Side],
        recipient: &mut Vec<Participant>,
    ) {
        let hit = draft.found.recipient.or(draft.found.object);
        let hit = hit.filter(|_| draft.event == EventType::Assault);
        let Some(word) = hit else { return };
        let [victim] = recipient.as_mut_slice() else { return };
        let is_number = self.mentions().parse.words()[word].upos == Upos::Num;
        let is_counted = self.context.actors.at(word).all(|a| {
            a.sort == crate::actor::Sort::People
                && a.sector == Sector::CVL
                && a.role.is_some()
        });
        if !is_number && !is_counted {
            return;
        }
        let is_doer = |p: &Participant| {
            actors.iter().any(|a| a.actor.code() == p.code && a.actor.name == p.name)
        };
        let attacked =
            |e: &&Event| e.event == EventType::Assault && e.actor.iter().any(is_doer);
        let before =
            self.here.iter().rev().find(attacked).and_then(|e| e.recipient.first());
        let Some(before) = before.filter(|b| b.country.is_some()) else { return };
        if is_number {
            *victim = Participant { span: victim.span, ..before.clone() };
        } else {
            victim.country = before.country;
            let sector = victim.sector.unwrap_or(Sector::CVL);
            victim.code =
                before.country.map_or(sector.to_string(), |c| format!("{c}{sector}"));
        }
    }
}
