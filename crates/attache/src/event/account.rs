//! The sides that an official account leaves unsaid.
//!
//! In: an act between states and the sides that its sentence names. Out: in the account of Laos by the U.S. Department of
//! State, “Diplomatic relations were established on July 29, 1950” has the sides United States and Laos, and “the Legation was
//! closed” is the United States' in Laos. Known limit: a place is the other state's where it lies in its heir today: Munich in
//! an account of Bavaria.

use super::code::Coder;
use super::compose::Draft;
use super::level::{MISSION, begins_mission};
use super::side::Side;
use super::{Event, Participant};
use crate::actor::{Actor, Dyad, Sort};
use crate::data::code::Country;
use crate::data::gazetteer::Kind;
use crate::data::levels::{Sought, Told};
use crate::data::roles::Bearer;
use crate::parse::{Deprel, Upos};

/// Relations whose acts an official account tells between its two states.
const TOLD: &[&str] = &["recognition", "relations", MISSION];

/// How many words before a house may name its owner: “the Papua New Guinean Embassy”.
const OWNED: usize = 3;

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
        let pair = if self.is_lodged(draft) {
            (dyad.home, dyad.other)
        } else if self.told(draft) == Some(Told::Head) {
            self.sender(dyad, draft, (actors, recipients))
        } else if self.is_of_house(draft)
            && (draft.found.recipient.is_none() || self.told(draft) == Some(Told::Result))
        {
            self.owner(dyad, draft)
        } else {
            let actor = self.named_side(dyad, actors);
            match (actor, self.named_side(dyad, recipients)) {
                (Some(a), Some(r)) if a != r => (a, r),
                (Some(a), _) if a == dyad.home => (a, dyad.other),
                (Some(a), _) if a == dyad.other => (a, dyad.home),
                (Some(_), _) => return None,
                (None, _) if !self.may_be_implied(draft) => return None,
                (None, Some(r)) if r == dyad.home => (dyad.other, r),
                (None, Some(r)) => (dyad.home, r),
                (None, None) => self.usual(dyad, draft),
            }
        };
        Some((vec![self.side(pair.0, actors)?], vec![self.side(pair.1, recipients)?]))
    }

    /// “Other consulates in the duchy were Mannheim, which closed in 1916”: an official account lists lesser houses, whose end
    /// ends nothing.
    pub(super) fn is_of_others(&self, draft: &Draft) -> bool {
        let levels = &self.mentions().data.levels;
        let first = self.mentions().form(0).to_lowercase();
        self.discourse.dyad.is_some()
            && self.told(draft) == Some(Told::House)
            && levels.is_of_others(&first)
    }

    /// “A special mission was opened”: a house of no known level, of which an official account says more where it counts.
    pub(super) fn is_untold_house(&self, draft: &Draft) -> bool {
        let begins = |act: &str| begins_mission(self.mentions().data, act);
        self.discourse.dyad.is_some()
            && self.told(draft) == Some(Told::House)
            && draft.act.as_deref().is_some_and(begins)
    }

    /// Whether the article is an official account and the act one with a state that is neither of its two.
    pub(super) fn is_with_third(
        &self,
        actor: &[Participant],
        recipient: &[Participant],
    ) -> bool {
        let Some(dyad) = self.discourse.dyad else { return false };
        let mut countries = actor.iter().chain(recipient).filter_map(|p| p.country);
        countries.any(|c| c != dyad.home && !self.is_kin(c, dyad.other))
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

    /// Who does to whom what nobody is named for: what the heading says, else the account's own state does it.
    fn usual(&self, dyad: Dyad, draft: &Draft) -> (Country, Country) {
        let relation = draft.act.as_deref().and_then(|act| self.relation(act));
        let is_heading = |e: &&Event| {
            Some(e.sentence) == self.context.heading
                && e.act.as_deref().and_then(|act| self.relation(act)) == relation
        };
        let heading = self.context.earlier.iter().find(is_heading);
        let is_others = relation == Some(MISSION)
            && heading
                .is_some_and(|e| e.actor.iter().all(|p| p.country == Some(dyad.other)));
        if is_others { (dyad.other, dyad.home) } else { (dyad.home, dyad.other) }
    }

    /// Who sends an envoy to whom. He comes to the first state after the act that is one of the two; else the rank's own
    /// adjective or possessor says whose he is; else who is named as sending him.
    fn sender(
        &self,
        dyad: Dyad,
        draft: &Draft,
        (actors, recipients): (&[Side], &[Side]),
    ) -> (Country, Country) {
        let pair = |sender: Country| {
            let is_own = sender == dyad.home;
            if is_own { (sender, dyad.other) } else { (sender, dyad.home) }
        };
        let is_to = draft.found.recipient.is_some();
        let named = |sides: &[Side]| {
            self.named_side(dyad, sides).filter(|c| *c == dyad.home || *c == dyad.other)
        };
        let of_two = |c: &Country| *c == dyad.home || self.is_kin(*c, dyad.other);
        let recipient = recipients.iter().filter_map(|s| s.actor.country).find(of_two);
        let recipient = recipient
            .filter(|_| is_to)
            .map(|c| if c == dyad.home { c } else { dyad.other });
        if let Some(host) = self.host(dyad, draft).or(recipient) {
            return if host == dyad.home { pair(dyad.other) } else { pair(dyad.home) };
        }
        let sent = named(recipients).filter(|_| !is_to);
        let sender = self.rank_of(dyad, draft).or(sent).or_else(|| named(actors));
        sender.map_or_else(|| self.usual(dyad, draft), pair)
    }

    /// The state to whose government, president or court an envoy comes, however the parser hangs “to”: the first one after
    /// the act.
    fn host(&self, dyad: Dyad, draft: &Draft) -> Option<Country> {
        let levels = &self.mentions().data.levels;
        let words = self.mentions().parse.words();
        let is_goal = |i: &usize| {
            self.matcher.framer.children(*i).any(|c| {
                words[c].deprel == Deprel::Case && levels.is_goal(self.mentions().form(c))
            })
        };
        let (_, last) = self.mentions().subtree(draft.found.predicate);
        let mut goals = (draft.found.predicate + 1..=last).filter(is_goal);
        goals.find_map(|i| {
            // Not “the director”, whose state nothing tells.
            let known = self.context.actors.at(i).filter(|a| a.entity.is_some());
            known.filter_map(|a| a.country).find_map(|c| {
                let is_other = self.is_kin(c, dyad.other);
                (is_other || c == dyad.home).then_some(if is_other {
                    dyad.other
                } else {
                    c
                })
            })
        })
    }

    /// “The U.S. Ambassador”, “the Danish Minister Resident”: whose envoy it is by the adjective in front of a rank.
    fn rank_of(&self, dyad: Dyad, draft: &Draft) -> Option<Country> {
        let mentions = self.mentions();
        let (first, last) = mentions.subtree(draft.found.predicate);
        let is_envoy = |i: &usize| {
            mentions.role_at(*i).is_some_and(|role| {
                mentions.data.roles.roles[role.role as usize].bearer == Bearer::Person
            })
        };
        let own = |i: usize| {
            let before = i.checked_sub(1).filter(|b| *b >= first)?;
            let found = mentions.name_at(before)?;
            let country = crate::actor::of_name(mentions, found, None)?.country?;
            if self.is_kin(country, dyad.other) {
                return Some(dyad.other);
            }
            (country == dyad.home).then_some(country)
        };
        (first..=last).filter(is_envoy).find_map(own)
    }

    fn is_kin(&self, a: Country, b: Country) -> bool {
        self.mentions().data.gazetteer.are_kin(a, b)
    }

    fn told(&self, draft: &Draft) -> Option<Told> {
        draft.act.as_deref().and_then(|act| self.mentions().data.levels.told(act))
    }

    /// Whether the act is done to a mission's house, whose owner is then the doer where nobody else is named.
    fn is_of_house(&self, draft: &Draft) -> bool {
        let told = self.told(draft);
        matches!(told, Some(Told::House | Told::Result)) && draft.found.object.is_some()
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
        let levels = &self.mentions().data.levels;
        let words = super::level::lower(self.mentions());
        let house = |at: &usize| levels.at(Sought::Mission, &words, *at).is_some();
        let Some(first) = (0..words.len()).find(house) else { return own };
        let object = draft.found.object.map(|o| self.mentions().phrase(o).0);
        let object = object.and_then(|o| (o..words.len()).find(house)).unwrap_or(first);
        // “The Afghan Legation”, “the New Zealand Legation”, but not “the Legation in New Zealand”.
        let names = |country: Country| {
            (object.saturating_sub(OWNED)..object).any(|i| {
                let found = self.mentions().name_at(i);
                let mut readings =
                    found.into_iter().flat_map(|f| f.readings(self.mentions()));
                let gazetteer = &self.mentions().data.gazetteer;
                readings.any(|n| {
                    matches!(n.kind, Kind::Adjective | Kind::State)
                        && gazetteer.entity(n).country == Some(country)
                })
            })
        };
        let is_owned = names(dyad.other) && !names(dyad.home);
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
        let mut participant = self.state(country)?.participant(span);
        let is_other = self.discourse.dyad.is_some_and(|d| d.other == country);
        if let Some(name) = self.discourse.titled.as_ref().filter(|_| is_other) {
            participant.name = name.to_string();
        }
        Some(participant)
    }

    /// A state's government.
    pub(super) fn state(&self, country: Country) -> Option<Actor> {
        Actor::of_state(self.mentions().data, country)
    }
}
