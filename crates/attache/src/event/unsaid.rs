//! Sides that stand in no phrase of the act, and where the article has them: “is trying to mediate”, “closed the borders”,
//! “sent 500 policemen”, “was hailed in Paris”.
//!
//! In: a draft and the sides that its words name. Out: after “Kenya and Uganda traded fire” the sentence “Tanzania is trying to
//! mediate” has both as recipients; “the step was condemned in Lima” is done by Peru; forces that an outsider sends go to the
//! state that the article is about. Known limit: a pair is the last that was told of, a border the one with whom the doer
//! last had to do.

use super::code::Coder;
use super::compose::Draft;
use super::side::Side;
use super::{Event, EventType, Participant, Quad, Status};
use crate::actor::{Actor, Sort};
use crate::data::code::{Country, Sector};
use crate::parse::{Deprel, Upos};

/// The mode of talks that someone else brings about.
const BETWEEN: &str = "third-party";
/// The context of what is done to borders.
const TERRITORY: &str = "territory";
/// How many sentences back the act lies that a closed border answers.
const NEAR: usize = 4;

impl Coder<'_, '_, '_> {
    /// “The decision was hailed in Paris and deplored in Rome”: a judgement in the passive is passed where it is said to be.
    pub(super) fn judged_in(&self, draft: &Draft) -> Vec<Side> {
        let framer = self.matcher.framer;
        let is_judgement = draft.act.is_none()
            && matches!(
                draft.event,
                EventType::Accuse | EventType::Support | EventType::Reject
            );
        let verb = draft.found.predicate;
        if !is_judgement || draft.found.actor.is_some() || !framer.is_passive(verb) {
            return Vec::new();
        }
        let inside = &self.mentions().data.grammar.words.inside;
        let is_in = |c: &usize| {
            let mut cases = framer.children(*c);
            cases.any(|m| {
                framer.word(m).deprel == Deprel::Case && inside.has(framer.symbol(m))
            })
        };
        // “The book was praised in Paris”: who did what is praised is not known.
        let deed = draft.found.recipient.or(draft.found.object);
        let is_told = deed.is_some_and(|d| {
            !self.matcher.sides(d).is_empty() || !self.doers(d, &[]).is_empty()
        });
        let is_state =
            |s: &Side| is_told && s.actor.sort == Sort::State && s.actor.is_official();
        let places = framer.children(verb).filter(is_in);
        let sides = places.map(|place| self.matcher.sides(place));
        let mut sides = sides.filter(|all| !all.is_empty() && all.iter().all(is_state));
        sides.next().unwrap_or_default()
    }

    /// “Tanzania is trying to mediate”, “a truce brokered by Togo”: between the two who were last told of.
    pub(super) fn mediated(&self, draft: &Draft, actors: &[Side]) -> Vec<Participant> {
        let is_between = draft.event == EventType::Consult
            && draft.mode.as_deref() == Some(BETWEEN)
            && draft.found.recipient.is_none();
        if !is_between || actors.is_empty() {
            return Vec::new();
        }
        let is_other =
            |p: &Participant| !actors.iter().any(|s| s.actor.country == p.country);
        let is_conflict =
            |e: &&Event| matches!(e.quad, Quad::MaterialConflict | Quad::VerbalConflict);
        // Those who talk are the governments of the forces that fought.
        let whole = |p: Participant| {
            let state = p.country.filter(|_| p.sector.is_some_and(Sector::is_official));
            state.and_then(|c| self.government(c)).unwrap_or(p)
        };
        let foes = |e: &Event| two_powers(e).filter(|pair| pair.iter().all(is_other));
        let foes = |e: &Event| foes(e).map(|pair| pair.map(whole));
        let here = self.here.iter().rev().find_map(foes);
        let main = || {
            let [a, b] = self.discourse.main?;
            Some([self.government(a)?, self.government(b)?])
        };
        let main = || main().filter(|pair| pair.iter().all(is_other));
        let fought = || self.events_before().filter(is_conflict).find_map(foes);
        let told = || {
            let beside: Vec<Actor> = actors.iter().map(|s| s.actor.clone()).collect();
            let pair = self.discourse.last_pair(&beside, true)?;
            Some(pair.map(|a| a.participant(None)))
        };
        let pair = here.or_else(main).or_else(fought).or_else(told);
        pair.map(Vec::from).unwrap_or_default()
    }

    /// “Kenya and Uganda traded fire. Egypt called for calm”: what an outsider asks of two who fight it asks of both.
    pub(super) fn to_both(&self, draft: &Draft, own: &[&Actor]) -> Vec<Participant> {
        let to_both = &self.mentions().data.ontology.to_both;
        if !to_both.contains(&draft.cameo) || own.is_empty() {
            return Vec::new();
        }
        let is_own = |p: &Participant| own.iter().any(|o| o.country == p.country);
        let is_fight = |e: &&Event| {
            e.sentence + NEAR >= self.context.index
                && e.event == EventType::Assault
                && e.status == Status::Actual
        };
        let all = || self.events_before().filter(is_fight);
        let is_mutual = |e: &Event| {
            let is_answer = |a: &Event| {
                let pair = a.actor.first().zip(e.recipient.first());
                let back = a.recipient.first().zip(e.actor.first());
                pair.is_some_and(|(x, y)| x.country == y.country)
                    && back.is_some_and(|(x, y)| x.country == y.country)
            };
            e.recipient.is_empty() && e.actor.len() > 1 || all().any(is_answer)
        };
        let last = all().find(|e| two_powers(e).is_some());
        let pair = last.filter(|e| is_mutual(e)).and_then(two_powers);
        let pair = pair.filter(|pair| !pair.iter().any(is_own));
        pair.map(Vec::from).unwrap_or_default()
    }

    /// “Closed the borders”: for one's own people where the article tells of a coup or curfew there, for the neighbour where
    /// it tells what one of the two did to the other.
    pub(super) fn across_border(
        &self,
        draft: &Draft,
        actors: &[Side],
    ) -> Option<Participant> {
        let is_closed = draft.event == EventType::Coerce
            && draft.found.recipient.is_none()
            && draft.context.iter().any(|c| c == TERRITORY);
        let [ruler] = actors else { return None };
        let own = ruler.actor.country.filter(|_| is_closed)?;
        let is_near = |e: &&Event| e.sentence + NEAR >= self.context.index;
        let is_own = |p: &&Participant| p.country == Some(own);
        let is_hostile = |e: &&Event| {
            is_near(e) && matches!(e.quad, Quad::MaterialConflict | Quad::VerbalConflict)
        };
        let mut told = self.events_before().filter(is_hostile);
        let last = told.find(|e| sides(e).any(|p| is_own(&p)));
        let is_foreign = |e: &Event| sides(e).any(|p| !is_own(&p) && is_power(p));
        if last.is_some_and(|e| !is_foreign(e)) {
            return self.people_of(own).filter(|_| ruler.actor.is_official());
        }
        let rival = self.main_other(&[&ruler.actor], &[&ruler.actor]);
        let other = || sides(last?).find(|p| !is_own(p) && is_power(p));
        let other = || Some(Participant { span: None, ..other()?.clone() });
        rival.or_else(other).or_else(|| self.abroad(own))
    }

    /// “The UAE sent 500 policemen”: forces that an outsider sends go to the state that the article is about.
    pub(super) fn sent_where(
        &self,
        draft: &Draft,
        actors: &[Side],
    ) -> Option<Participant> {
        let framer = self.matcher.framer;
        let sending = &self.mentions().data.grammar.words.sending;
        let verb = draft.found.predicate;
        let is_sent = draft.event == EventType::Mobilize
            && draft.found.recipient.is_none()
            && framer.word(verb).upos == Upos::Verb
            && sending.has(framer.symbol(verb));
        let [sender] = actors else { return None };
        let own = sender.actor.country.filter(|_| is_sent)?;
        self.abroad(own)
    }

    /// The government of the state that the article is about, where that is another and it is about one.
    fn abroad(&self, own: Country) -> Option<Participant> {
        let is_other = |c: &Country| *c != own && !self.discourse.is_roundup;
        self.government(self.discourse.focus.filter(is_other)?)
    }

    /// The people of a state.
    pub(super) fn people_of(&self, country: Country) -> Option<Participant> {
        let mut people = self.state(country)?;
        people.sector = Sector::CVL;
        people.sort = Sort::People;
        Some(people.participant(None))
    }
}

/// All who take part in an event.
fn sides(event: &Event) -> impl Iterator<Item = &Participant> {
    event.actor.iter().chain(&event.recipient)
}

/// Whether it is a state's rulers or forces.
fn is_power(participant: &Participant) -> bool {
    participant.country.is_some()
        && participant.sector.is_some_and(|s| s.is_official() || s.as_str() == "REB")
}

/// The two powers of different states, or a state and its rebels, between whom something was done.
fn two_powers(event: &Event) -> Option<[Participant; 2]> {
    let mut powers = sides(event).filter(|p| is_power(p));
    let first = powers.next()?;
    let second = powers.find(|p| p.code != first.code)?;
    Some([first, second].map(|p| Participant { span: None, ..p.clone() }))
}
