//! Who bears a surname that no table has alone.
//!
//! In: “Prime Minister Valls” in 2015. Out: Manuel Valls of France, who held that office on the day. “Valls condemns the
//! raid” above a report that has “Manuel Valls” in full is he too. Known limit: two incumbents of one surname and office
//! are nobody.

use super::Actor;
use super::phrase::Resolver;
use crate::data::roles::{Bearer, Role};
use crate::mention::{Found, FoundRole};
use crate::parse::Upos;

/// In so many bytes behind a surname the full name is looked for: a headline and the paragraphs under it.
const SOON: usize = 2000;

impl Resolver<'_, '_, '_> {
    /// Who holds the office `role` on the day and has the surname behind it.
    pub(super) fn incumbent(
        &self,
        role: &Role,
        found: FoundRole,
        last: usize,
    ) -> Option<Actor> {
        let first = found.last as usize + 1;
        if role.bearer != Bearer::Person || first > last {
            return None;
        }
        let day = self.discourse.day?;
        let holds = |e: &u32| {
            let entity = &self.mentions.data.gazetteer.entities[*e as usize];
            entity.term.holds(Some(day)) && entity.sector == role.sector
        };
        let is_office = |e: &u32| {
            *self.mentions.data.gazetteer.entities[*e as usize].note == *role.word
        };
        let held = |e: &u32| holds(e) && is_office(e);
        self.only_bearer((first, last), held)
            .or_else(|| self.only_bearer((first, last), holds))
    }

    /// “President Bongo” after the father's time: the son, whom no table calls so.
    pub(super) fn successor(&self, entity: u32, found: &Found) -> Option<Actor> {
        let entity = &self.mentions.data.gazetteer.entities[entity as usize];
        let before = found.first.checked_sub(1)? as usize;
        let role = *self.mentions.role_at(before)?;
        let is_past = !entity.term.holds(self.discourse.day) && found.first == found.last;
        let row = &self.mentions.data.roles.roles[role.role as usize];
        self.incumbent(row, role, found.last as usize).filter(|_| is_past)
    }

    /// Whom a surname means that stands before the full name: in headlines.
    pub(super) fn foretold(&self, (first, last): (usize, usize)) -> Option<Actor> {
        let words = self.mentions.parse.words();
        let behind = &self.mentions.text[words[last].span.end as usize..];
        let text = &behind[..behind.floor_char_boundary(SOON)];
        let is_told = |e: &u32| {
            let entity = &self.mentions.data.gazetteer.entities[*e as usize];
            let holds = self.discourse.day.is_none_or(|d| entity.term.holds(Some(d)));
            holds && text.contains(entity.name.as_str())
        };
        self.only_bearer((first, last), is_told)
    }

    /// The one person that fits among the bearers of the surname that the words are.
    fn only_bearer(
        &self,
        (first, last): (usize, usize),
        fits: impl Fn(&u32) -> bool,
    ) -> Option<Actor> {
        let words = &self.mentions.parse.words()[first..=last];
        if words.iter().any(|w| w.upos != Upos::Propn) {
            return None;
        }
        let gazetteer = &self.mentions.data.gazetteer;
        let mut fitting = gazetteer.bearers(self.phrase_of(first, last)).filter(fits);
        let entity = fitting.next()?;
        let name = |e: u32| &gazetteer.entities[e as usize].name;
        fitting
            .all(|other| name(other) == name(entity))
            .then(|| Actor::of_entity(self.mentions.data, entity, self.discourse.day))
    }
}
