//! The sides that an official account leaves unsaid.
//!
//! In: an act between states and the sides that its sentence names. Out: in the account of Laos by the U.S. Department of
//! State, “Diplomatic relations were established on July 29, 1950” has the sides United States and Laos, and “the Legation was
//! closed” is the United States' in Laos. Known limit: a place is the other state's where it lies in its heir today: Munich in
//! an account of Bavaria.

use super::Participant;
use super::code::Coder;
use super::compose::Draft;
use super::side::Side;
use crate::actor::{Actor, Dyad, Sort};
use crate::data::code::Country;
use crate::data::gazetteer::Kind;
use crate::data::levels::Told;
use crate::parse::Upos;

/// Relations whose acts an official account tells between its two states.
const TOLD: &[&str] = &["recognition", "relations", "mission"];

/// How much less sure an event is whose sides are only implied.
pub(super) const DOUBT: f32 = 0.1;

impl Coder<'_, '_, '_> {
    /// Both sides of an act, where the article is an official account and the sentence names one or none of them.
    pub(super) fn account(
        &self,
        draft: &Draft,
        actors: &[Side],
        recipients: &[Side],
    ) -> Option<(Vec<Participant>, Vec<Participant>)> {
        let dyad = self.discourse.dyad?;
        let relation = self.relation(draft.act.as_deref()?)?;
        if !TOLD.contains(&relation) || draft.found.is_both && actors.len() > 1 {
            return None;
        }
        let actor = self.named_side(dyad, actors);
        let recipient = self.named_side(dyad, recipients);
        let pair = if self.is_lodged(draft) {
            (dyad.home, dyad.other)
        } else if self.is_of_house(draft) && draft.found.recipient.is_none() {
            self.owner(dyad, draft)
        } else {
            match (actor, recipient) {
                (Some(a), Some(r)) if a != r => (a, r),
                (Some(a), _) if a == dyad.home => (a, dyad.other),
                (Some(a), _) if a == dyad.other => (a, dyad.home),
                (Some(_), _) => return None,
                (None, _) if !self.may_be_implied(draft) => return None,
                (None, Some(r)) if r == dyad.home => (dyad.other, r),
                (None, Some(r)) => (dyad.home, r),
                (None, None) => (dyad.home, dyad.other),
            }
        };
        Some((vec![self.side(pair.0, actors)?], vec![self.side(pair.1, recipients)?]))
    }

    /// The state that the words of the sides themselves name, a gone state or its heir being the account's own.
    fn named_side(&self, dyad: Dyad, sides: &[Side]) -> Option<Country> {
        let gazetteer = &self.mentions().data.gazetteer;
        let own = |c: Country| {
            let is_other = c != dyad.home && gazetteer.are_kin(c, dyad.other);
            if is_other { dyad.other } else { c }
        };
        let is_named = |s: &&Side| {
            let (first, last) = self.mentions().phrase(s.word);
            let words = self.mentions().parse.words();
            s.actor.sort == Sort::State && words[s.word].upos == Upos::Pron
                || (first..=last).any(|i| self.mentions().name_at(i).is_some())
        };
        sides.iter().filter(is_named).find_map(|s| s.actor.country).map(own)
    }

    /// Whether the act is done to a mission's house, whose owner is then the doer where nobody else is named.
    fn is_of_house(&self, draft: &Draft) -> bool {
        let levels = &self.mentions().data.levels;
        let told = draft.act.as_deref().and_then(|act| levels.told(act));
        matches!(told, Some(Told::House | Told::Result))
            && draft.found.object.is_some_and(|o| self.mentions().role_at(o).is_some())
    }

    /// Whether the mission lives in the house of a third state: an interests section.
    fn is_lodged(&self, draft: &Draft) -> bool {
        let sides: [Country; 0] = [];
        let level = draft.act.as_deref().and_then(|act| {
            super::level::of_act(self.context, self.matcher, (act, &draft.found), &sides)
        });
        level.is_some_and(|level| self.mentions().data.levels.is_lodged(&level))
    }

    /// Owner and host of the house: “the Afghan Legation” is Afghanistan's, “the Legation in Kabul” the account's own state's.
    fn owner(&self, dyad: Dyad, draft: &Draft) -> (Country, Country) {
        let own = (dyad.home, dyad.other);
        let Some(object) = draft.found.object else { return own };
        let (first, last) = self.mentions().phrase(object);
        let is_owned = (first..=last).any(|i| {
            let found = self.mentions().name_at(i);
            let mut readings =
                found.into_iter().flat_map(|f| f.readings(self.mentions()));
            let gazetteer = &self.mentions().data.gazetteer;
            readings.any(|n| {
                n.kind == Kind::Adjective
                    && gazetteer.entity(n).country == Some(dyad.other)
            })
        });
        if is_owned { (dyad.other, dyad.home) } else { own }
    }

    /// Whether nobody else can have done it: no subject, or a person or officer whose state is not said.
    fn may_be_implied(&self, draft: &Draft) -> bool {
        let words = self.mentions().parse.words();
        let person = |w: usize| {
            matches!(words[w].upos, Upos::Propn | Upos::Pron)
                || self.mentions().role_at(w).is_some()
        };
        draft.found.subject.is_none() || draft.found.actor.is_none_or(person)
    }

    /// The participant that a state is, with the words that name it where there are some.
    fn side(&self, country: Country, named: &[Side]) -> Option<Participant> {
        let words = named.iter().find(|s| s.actor.country == Some(country));
        let span = words.map(|s| self.participant(s)).and_then(|p| p.span);
        Some(self.state(country)?.participant(span))
    }

    /// A state's government.
    pub(super) fn state(&self, country: Country) -> Option<Actor> {
        Actor::of_state(self.mentions().data, country)
    }
}
