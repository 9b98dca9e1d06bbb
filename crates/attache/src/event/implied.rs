//! Who must have done what no words name a doer of: “sanctions were lifted”, “two soldiers were wounded”.
//!
//! In: a draft whose sentence names only whom it was done to, and the events told before. Out: in “Kabul will be offered help, the
//! ministry said” the ministry promises it; in “girls have been barred from school” their government does. Known limit: a
//! guess from the article, with its certainty lowered for it.

use super::clause;
use super::code::Coder;
use super::compose::Draft;
use super::side::Side;
use super::silent::NEAR;
use super::{Event, EventType, Participant, Status};
use crate::actor::Actor;
use crate::data::code::Sector;
use crate::data::relations::Does;
use crate::parse::{Deprel, Upos};

/// The context of what is done to envoys and embassies.
const DIPLOMATIC: &str = "diplomatic";

impl Coder<'_, '_, '_> {
    /// Who must have done it where nobody is named: who promises it, who did the like to the same before, a government
    /// that acts on its own people, or the other power that the article speaks of.
    pub(super) fn implied(
        &self,
        draft: &Draft,
        recipients: &[Side],
    ) -> Option<Participant> {
        if draft.event == EventType::Agree || draft.status == Status::Future {
            // “Kabul will be offered help, the ministry said”: who says it promises it.
            let sayings = clause::sayings(self.matcher, draft.found.predicate);
            let is_power = |a: &&Actor| {
                draft.event == EventType::Agree
                    || a.is_official()
                    || a.sector == Sector::IGO
            };
            let mut speakers =
                sayings.iter().flat_map(|s| self.context.actors.at(s.speaker));
            let speaker = speakers.find(is_power);
            if speaker.is_some() || draft.event == EventType::Agree {
                return speaker
                    .map(|a| a.participant(None))
                    .or_else(|| self.promiser(recipients));
            }
        }
        if let Some(owner) = self.owner_of_thing(draft, recipients) {
            return Some(owner);
        }
        if let Some(before) = self.did_before(draft, recipients) {
            return Some(before);
        }
        if let Some(attacker) = self.attacker(draft, recipients) {
            return Some(attacker);
        }
        // “Money for the release of their sons”: nobody is freed yet.
        let words = self.mentions().parse.words();
        let is_verb = words[draft.found.predicate].upos == Upos::Verb;
        let is_domestic = self.is_by_rulers(&draft.cameo)
            && (draft.event == EventType::Coerce || is_verb)
            && !self.is_between_states(draft)
            && !recipients.is_empty();
        if draft.event == EventType::Coerce
            && let Some(ruler) = self.ruler_there(draft.found.predicate)
        {
            return Some(ruler);
        }
        if is_domestic && !recipients.iter().any(|r| r.actor.is_official()) {
            let own = recipients.iter().find_map(|r| r.actor.country);
            return self
                .blamed(own)
                .or_else(|| self.government(own.or(self.discourse.focus)?));
        }
        let restricts = draft.event == EventType::Coerce
            || draft.event == EventType::Concede && draft.act.is_some();
        if restricts && is_verb && recipients.is_empty() {
            return self.restricter();
        }
        if is_verb && let Some(other) = self.other_state(draft, recipients) {
            return Some(other);
        }
        if !self.is_between_states(draft) || recipients.is_empty() {
            return None;
        }
        let judges = self.who_judges(draft.found.predicate);
        let own = recipients.iter().chain(&judges).map(|s| &s.actor);
        let own: Vec<&Actor> = own.collect();
        let other = self.discourse.last_other(&own, draft.found.predicate)?;
        Some(other.participant(None))
    }

    /// “EU sanctions on Iran were lifted”, “was struck off the American list”: by whose sanctions and whose list they were.
    fn owner_of_thing(&self, draft: &Draft, recipients: &[Side]) -> Option<Participant> {
        let thing = draft.found.object.filter(|_| !recipients.is_empty())?;
        let relation = self.relation(draft.act.as_deref()?)?;
        let of_owner = &self.mentions().data.ontology.of_owner;
        let is_his = of_owner.iter().any(|r| r == relation);
        let owner = self.matcher.owner(thing).filter(|_| is_his)?;
        let is_other =
            |side: &Side| !recipients.iter().any(|r| r.actor.is_same(&side.actor));
        let owner = self.matcher.sides(owner).into_iter().find(is_other)?;
        Some(self.participant(&owner))
    }

    /// “Peru's ambassador was summoned”, “Peruvian ships were seized”: by the other of the two states that the article is about.
    fn other_state(&self, draft: &Draft, recipients: &[Side]) -> Option<Participant> {
        let is_diplomatic = draft.context.iter().any(|c| c == DIPLOMATIC);
        let is_state = |s: &Side| s.actor.is_official() && s.actor.body.is_none();
        let is_done = is_diplomatic;
        let own: Vec<&Actor> = recipients.iter().map(|s| &s.actor).collect();
        let is_of_states = !recipients.is_empty() && recipients.iter().all(is_state);
        self.main_other(&own, &own).filter(|_| is_done && is_of_states)
    }

    /// Whether only rulers do what has this code: bans, curfews.
    fn is_by_rulers(&self, cameo: &str) -> bool {
        let by_rulers = &self.mentions().data.ontology.by_rulers;
        by_rulers.iter().any(|p| cameo.starts_with(p.as_str()))
    }

    /// “A curfew has been imposed”, “borders were reopened”: by whoever restricted things just before, else by the government.
    fn restricter(&self) -> Option<Participant> {
        let is_near = |e: &&Event| {
            e.event == EventType::Coerce
                && self.is_by_rulers(&e.cameo)
                && e.sentence + NEAR >= self.context.index
        };
        let before = self.events_before().find(is_near).and_then(|e| e.actor.first());
        before
            .map(|p| Participant { span: None, ..p.clone() })
            .or_else(|| self.blamed(None))
            .or_else(|| self.government(self.discourse.focus?))
    }

    /// “Ankara criticised the sanctions imposed on Doha”: who speaks of the deed did not do it.
    fn who_judges(&self, participle: usize) -> Vec<Side> {
        let framer = self.matcher.framer;
        let is_verb = |i: &usize| framer.word(*i).upos == Upos::Verb;
        let deed = framer
            .head(participle)
            .filter(|_| framer.word(participle).deprel == Deprel::Acl);
        let verb = deed.and_then(|d| framer.head(d)).filter(is_verb);
        let judge = verb.and_then(|v| framer.subject(v));
        judge.map(|j| self.matcher.sides(j)).unwrap_or_default()
    }

    /// Who earlier in the article did what changes the same relation to the same recipient: the sanctions that were
    /// lifted are those that someone imposed.
    fn did_before(&self, draft: &Draft, recipients: &[Side]) -> Option<Participant> {
        let relation = self.relation(draft.act.as_deref()?)?;
        let all = || self.context.earlier.iter().rev();
        let is_same = |p: &Participant| {
            recipients.iter().any(|r| r.actor.code() == p.code && r.actor.name == p.name)
        };
        let fits = |e: &&Event| {
            e.act.as_deref().and_then(|a| self.relation(a)) == Some(relation)
                && e.recipient.iter().any(is_same)
        };
        // “The sanctions imposed on Doha” may have been told as broken relations.
        let is_akin =
            |e: &&Event| e.event == draft.event && e.recipient.iter().any(is_same);
        // The sanctions on Mali were lifted: by who suspended its membership.
        let like_begun = || {
            let begun = self.events_that_begin(relation);
            let is_like_begun =
                |e: &&Event| begun.contains(&e.event) && e.recipient.iter().any(is_same);
            all().find(is_like_begun).filter(|_| self.is_between_states(draft))
        };
        let before = all().find(fits).or_else(|| all().find(is_akin));
        let before = before.or_else(like_begun)?;
        let actor = before.actor.first()?;
        Some(Participant { span: None, ..actor.clone() })
    }

    /// The types of the events whose acts begin a relation.
    fn events_that_begin(&self, relation: &str) -> Vec<EventType> {
        let data = self.mentions().data;
        let begins = |act: &str| {
            let mut effects = data.relations.effects(act);
            effects.any(|(e, _)| {
                e.relation == relation && e.does == Does::Begin && !e.inferred
            })
        };
        let rules = data.rules.rules.iter().filter(|r| !r.is_state);
        let of_act = rules.filter(|r| r.act.as_deref().is_some_and(begins));
        of_act.filter_map(|r| r.event).collect()
    }

    /// “Two soldiers were wounded”: by whom the like were attacked just before.
    fn attacker(&self, draft: &Draft, recipients: &[Side]) -> Option<Participant> {
        if draft.event != EventType::Assault || recipients.is_empty() {
            return None;
        }
        let is_victim = |p: &Participant| {
            recipients.iter().any(|r| {
                r.actor.code() == p.code && r.actor.name == p.name
                    || r.actor.country.is_some() && r.actor.country == p.country
            })
        };
        let is_near = |e: &&Event| {
            e.event == EventType::Assault
                && e.status == Status::Actual
                && e.sentence + NEAR >= self.context.index
        };
        self.events_before().filter(is_near).find_map(|e| {
            let is_clash = e.recipient.is_empty() && e.actor.len() > 1;
            let doer = if is_clash {
                e.actor
                    .iter()
                    .any(is_victim)
                    .then(|| e.actor.iter().find(|p| !is_victim(p)))?
            } else {
                e.recipient.iter().any(is_victim).then(|| e.actor.first())?
            };
            Some(Participant { span: None, ..doer?.clone() })
        })
    }
}
