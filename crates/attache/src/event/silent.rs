//! Sides that a sentence leaves out: “recalled its ambassador”, “condemned the move”, “sanctions were lifted”.
//!
//! In: a draft with the sides that its sentence names, and the events told before. Out: after “Turkey signed a pact with
//! Libya” the sentence “Greece condemned the deal” has the recipient Turkey, who signed. Known limit: a guess from the
//! article, with its certainty lowered for it.

use super::code::{Coder, moves_forces};
use super::compose::Draft;
use super::side::Side;
use super::{Event, EventType, Participant, Quad};
use crate::actor::{Actor, Sort};
use crate::data::code::{Country, Sector};
use crate::data::phrase::Phrase;

/// How many sentences back an attack may lie whose victims are told of now.
pub(super) const NEAR: usize = 4;
/// The context of what is done to borders, which is no restriction of one's own people alone.
const TERRITORY: &str = "territory";
/// How many sentences back the like was done to someone.
const TARGET: usize = 2;

impl Coder<'_, '_, '_> {
    /// The recipient whom the sentence leaves out or only points to: “recalled its ambassador”, “condemned the move”.
    pub(super) fn silent(
        &self,
        draft: &Draft,
        actors: &[Side],
        plain: Option<&Participant>,
    ) -> Vec<Participant> {
        let words = plain.and_then(|r| r.span);
        if !self.is_silent(draft, actors, words.is_some()) {
            return Vec::new();
        }
        let own: Vec<&Actor> = actors.iter().map(|s| &s.actor).collect();
        let spoken = |p: Participant| Participant { span: words, ..p };
        if let Some(rulers) = self.rulers(draft, actors) {
            return vec![spoken(rulers)];
        }
        let rule = self.mentions().data.rules.rules.get(draft.found.rule as usize);
        if words.is_none() && rule.is_some_and(|r| r.is_against_rulers) {
            return Vec::new(); // “the army seized power”: from nobody abroad
        }
        if let Some(crowd) = self.crowd(draft, actors) {
            return vec![crowd];
        }
        if let Some(own) = self.freed_at_home(draft, actors) {
            return vec![own];
        }
        let spoken = |p: Participant| spoken(self.whole(p));
        if let Some(first) = self.surely(draft, &own) {
            return vec![spoken(first)];
        }
        let both = if words.is_none() { self.to_both(draft, &own) } else { Vec::new() };
        if !both.is_empty() {
            return both;
        }
        // “Condemned what it called an invasion”.
        let pointed = draft.found.recipient.or(draft.found.object);
        let pointed = pointed.or_else(|| self.deed_spoken_of(draft));
        let pointed = pointed.map(|w| self.matcher.called_so(w).unwrap_or(w));
        // “Imposed sanctions of its own”: nobody else's are meant.
        let pointed = pointed.filter(|word| {
            let is_same_act =
                draft.event == EventType::Sanction && draft.found.object == Some(*word);
            !self.is_own_deed(*word, &own) && !is_same_act
        });
        // “China attacked the pact”: all who signed it.
        let mut doers = pointed.map(|word| self.doers(word, &own)).unwrap_or_default();
        doers.retain(|p| self.is_someone(p));
        if !doers.is_empty() {
            return doers.into_iter().map(spoken).collect();
        }
        // “Condemned the attack on Oslo”: by whom it was is not told.
        let is_judged = matches!(draft.event, EventType::Accuse | EventType::Support);
        if is_judged && pointed.is_some_and(|word| !self.victims(word).is_empty()) {
            return Vec::new();
        }
        self.guessed(draft, &own).map(spoken).into_iter().collect()
    }

    /// Whether the event wants a recipient that the words do not name.
    fn is_silent(&self, draft: &Draft, actors: &[Side], is_named: bool) -> bool {
        let is_mutual = draft.is_reciprocal
            || matches!(draft.event, EventType::Agree | EventType::Cooperate);
        // A firm that settles a lawsuit means no state.
        let is_private = |s: &Side| {
            matches!(s.actor.sector.as_str(), "BUS" | "MNC" | "MED" | "EDU" | "JRN")
        };
        let is_of_firms = !actors.is_empty() && actors.iter().all(is_private);
        // Those who pledged as much each did it alone.
        let n_together = if draft.is_reciprocal {
            actors.len()
        } else {
            draft.found.actor.map_or(0, |a| self.matcher.sides(a).len())
        };
        // “Spain and Germany offered to mediate”: outsiders to those whom the article is about.
        let own: Vec<&Actor> = actors.iter().map(|s| &s.actor).collect();
        let is_offer = draft.event == EventType::Agree
            && !draft.is_reciprocal
            && !matches!(draft.cameo.as_str(), "030" | "031");
        let are_outsiders = is_offer && self.third(&own).is_some();
        let are_all_told =
            draft.found.is_both || is_mutual && n_together > 1 && !are_outsiders;
        !is_of_firms
            && !are_all_told
            && self.wants_recipient(draft)
            && (!is_named || self.is_anaphoric(draft.found.recipient))
    }

    /// Those whom the construction tells: the target of the one before, whose doing it is.
    fn surely(&self, draft: &Draft, own: &[&Actor]) -> Option<Participant> {
        let known = |found: Option<Participant>| found.filter(|p| self.is_someone(p));
        // “Eased the embargo” is done to those on whom it lay, not to who imposed it.
        let ends = matches!(draft.event, EventType::Retreat | EventType::Concede);
        self.accuser(draft, own)
            .or_else(|| self.same_target(draft, own))
            .or_else(|| self.addressee(draft, own))
            .or_else(|| known(self.same_relation(draft, own)).filter(|_| ends))
            .or_else(|| known(self.doer_of_thing(draft, own)))
    }

    /// Whom the article lets one guess.
    fn guessed(&self, draft: &Draft, own: &[&Actor]) -> Option<Participant> {
        // “Embassies are there, although none treats it as a state”: embassies are nobody.
        // Nor is an organisation hit that only spoke of it.
        let is_force = matches!(draft.event, EventType::Assault | EventType::Coerce);
        let is_body = |p: &Participant| is_force && p.sector == Some(Sector::IGO);
        let known = |found: Option<Participant>| {
            found.filter(|p| self.is_someone(p) && !is_body(p))
        };
        let doer = self.over_what(draft, own);
        let doer = doer.or_else(|| known(self.same_relation(draft, own)));
        let here = || known(self.partner(self.here.iter().rev(), draft, own));
        let before = || self.context.earlier.iter().rev();
        let earlier = || known(self.partner(before(), draft, own));
        // “The senate called it genocide. Ankara recalled its ambassador”: from whoever just went against it.
        let index = self.context.index;
        let is_reply = |e: &&Event| {
            e.sentence + 1 == index
                && matches!(e.quad, Quad::MaterialConflict | Quad::VerbalConflict)
                && e.recipient.iter().any(|p| own.iter().any(|o| is_same(o, p)))
        };
        let strikes_back = draft.event == EventType::Sanction;
        let foe = || known(self.partner(before().filter(is_reply), draft, own));
        let foe = || Some(()).filter(|()| strikes_back).and_then(|()| foe());
        let fellows = self.fellow_doers(draft, own);
        let apart: Vec<&Actor> = own.iter().copied().chain(fellows).collect();
        let main = || self.main_other(own, &apart);
        let here = || here().filter(|p| self.is_between_states(draft) || self.is_main(p));
        let third = || self.third(own);
        let main = || main().or_else(third);
        let doer =
            doer.or_else(here).or_else(|| self.fellow_target(draft, own)).or_else(foe);
        let doer = doer.or_else(main);
        if let Some(doer) = doer.or_else(earlier) {
            return Some(doer);
        }
        if draft.event == EventType::Concede {
            return None; // who gives way to nobody in particular may give way to its own people
        }
        let other = self.discourse.last_other(own, draft.found.predicate);
        let is_hit = |a: &&Actor| !is_force || a.sector != Sector::IGO;
        if let Some(other) = other.filter(is_hit) {
            return Some(other.participant(None));
        }
        // “Moscow recalls envoy”: a headline, of which the article tells the other side.
        let is_other = |c: &&Country| !own.iter().any(|o| o.country == Some(**c));
        let other = self.discourse.countries.iter().find(is_other);
        other.filter(|_| self.is_between_states(draft)).and_then(|c| self.government(*c))
    }

    /// “Embassies were opened there”: who is only told by what it has is the government that has it.
    fn whole(&self, doer: Participant) -> Participant {
        let is_described =
            doer.sector == Some(Sector::GOV) && !doer.name.contains(char::is_uppercase);
        let state = || self.government(doer.country.filter(|_| is_described)?);
        state().unwrap_or(doer)
    }

    /// “Riot police used tear gas”: against those of their own state who were told of last.
    fn crowd(&self, draft: &Draft, actors: &[Side]) -> Option<Participant> {
        let is_police =
            |s: &&Side| s.actor.sector == Sector::COP || self.is_army_at_home(&s.actor);
        let police = actors.iter().find(is_police)?;
        let country =
            police.actor.country.filter(|_| draft.event == EventType::Assault)?;
        let is_ruled = |p: &&Participant| {
            p.country == Some(country) && p.sector.is_some_and(|s| !s.is_official())
        };
        let told = self
            .events_before()
            .find_map(|e| e.recipient.iter().chain(&e.actor).find(is_ruled).cloned());
        let people = || self.people_of(country);
        told.map(|p| Participant { span: None, ..p }).or_else(people)
    }

    /// “Soldiers opened fire”: an army that the article tells of no other enemy than its own people.
    fn is_army_at_home(&self, actor: &Actor) -> bool {
        let is_foe = |e: &Event| {
            let mut sides = e.actor.iter().chain(&e.recipient);
            matches!(e.quad, Quad::MaterialConflict)
                && sides.any(|p| {
                    p.country.is_some() && p.country != actor.country
                        || p.sector.is_some_and(|s| matches!(s.as_str(), "REB" | "UAF"))
                })
        };
        actor.sector == Sector::MIL
            && actor.country.is_some()
            && actor.country == self.discourse.focus
            && !self.events_before().any(is_foe)
    }

    /// “Imposed a curfew”, “declared martial law”: what rulers restrict at home they restrict for their own people.
    pub(super) fn own_people(
        &self,
        draft: &Draft,
        actors: &[Side],
    ) -> Option<Participant> {
        let [ruler] = actors else { return None };
        let is_home = draft.event == EventType::Coerce
            && draft.found.recipient.is_none()
            && !draft.context.iter().any(|c| c == TERRITORY);
        let state =
            ruler.actor.country.filter(|_| is_home && ruler.actor.is_official())?;
        self.people_of(state)
    }

    /// “Burkina Faso lifted its own curfew”: whom the same rulers were told to restrict, else their people.
    fn freed_at_home(&self, draft: &Draft, actors: &[Side]) -> Option<Participant> {
        let [ruler] = actors else { return None };
        let relation = draft.act.as_deref().and_then(|act| self.relation(act));
        let of_home = &self.mentions().data.ontology.of_home;
        let is_home = draft.event == EventType::Concede
            && draft.found.recipient.is_none()
            && ruler.actor.is_official()
            && of_home.contains(&draft.cameo)
            && !draft.context.iter().any(|c| c == TERRITORY);
        let state = ruler.actor.country.filter(|_| is_home)?;
        let is_his = |e: &&Event| {
            e.act.as_deref().and_then(|a| self.relation(a)) == relation
                && e.actor.iter().any(|p| is_same(&ruler.actor, p))
        };
        let before = self.events_before().find(is_his);
        let before = before.and_then(|e| e.recipient.first());
        let people = || self.people_of(state);
        before.map(|p| Participant { span: None, ..p.clone() }).or_else(people)
    }

    /// “Thousands of Serbs marched”: a people without another target marches against its own government.
    fn rulers(&self, draft: &Draft, actors: &[Side]) -> Option<Participant> {
        let data = self.mentions().data;
        let is_against = data.ontology.against_rulers.contains(&draft.event)
            || data
                .rules
                .rules
                .get(draft.found.rule as usize)
                .is_some_and(|r| r.is_against_rulers);
        let is_ruled = |s: &Side| {
            s.actor.country.is_some()
                && s.actor.country == self.discourse.focus
                && matches!(s.actor.sort, Sort::People | Sort::Person)
                && !s.actor.is_official()
        };
        let is_to = data.ontology.to_rulers.contains(&draft.event)
            && !actors.is_empty()
            && actors.iter().all(is_ruled)
            && draft.found.recipient.is_none();
        if !is_against && !is_to {
            return None;
        }
        let own = actors.iter().find_map(|s| s.actor.country);
        let rulers = self.government(own.or(self.discourse.focus)?)?;
        // “The army seized power”: officers, mayors and civil servants have rulers too.
        let is_own = |s: &Side| s.actor.sort == Sort::State && is_same(&s.actor, &rulers);
        (!actors.iter().any(is_own)).then_some(rulers)
    }

    /// “Congo accuses Rwanda of arming the rebels; Kigali denies it”: before whoever has just accused the doer.
    fn accuser(&self, draft: &Draft, own: &[&Actor]) -> Option<Participant> {
        let is_just = |e: &&Event| {
            e.sentence + 1 >= self.context.index && e.event == EventType::Accuse
        };
        let is_own = |p: &Participant| own.iter().any(|o| is_same(o, p));
        let hits = |e: &&Event| e.recipient.iter().any(is_own);
        let told = self.events_before().filter(is_just).find(hits);
        let accuser = told.filter(|_| draft.event == EventType::Reject)?.actor.first()?;
        Some(Participant { span: None, ..accuser.clone() })
    }

    /// “Japan also expressed concern”: about whom the one before did.
    fn same_target(&self, draft: &Draft, own: &[&Actor]) -> Option<Participant> {
        let mentions = self.mentions();
        let likewise = &mentions.data.grammar.words.likewise;
        let mut children = self.matcher.framer.children(draft.found.predicate);
        children.find(|c| likewise.has(mentions.symbols[*c]))?;
        let is_other = |p: &&Participant| !own.iter().any(|o| is_same(o, p));
        let mut targets = self
            .events_before()
            .filter(|e| e.event == draft.event)
            .filter_map(|e| e.recipient.iter().find(is_other));
        Some(Participant { span: None, ..targets.next()?.clone() })
    }

    pub(super) fn events_before(&self) -> impl Iterator<Item = &Event> {
        self.here.iter().rev().chain(self.context.earlier.iter().rev())
    }

    /// To whom the like was done before: whose recognition was told of is whose recognition is now revoked.
    fn same_relation(&self, draft: &Draft, own: &[&Actor]) -> Option<Participant> {
        let relation = self.relation(draft.act.as_deref()?)?;
        let is_other = |p: &&Participant| !own.iter().any(|o| is_same(o, p));
        let fits = |e: &&Event| {
            e.act.as_deref().and_then(|a| self.relation(a)) == Some(relation)
        };
        let mut others = self
            .events_before()
            .filter(fits)
            .filter_map(|e| e.recipient.iter().find(is_other));
        Some(Participant { span: None, ..others.next()?.clone() })
    }

    /// Against whom others were just told to have done the like: “Japan froze loans to Delhi; Germany cut off aid”.
    fn fellow_target(&self, draft: &Draft, own: &[&Actor]) -> Option<Participant> {
        let is_other = |p: &&Participant| !own.iter().any(|o| is_same(o, p));
        let is_near = |e: &&Event| self.context.index - e.sentence <= TARGET;
        let fits = |e: &&Event| {
            draft.event == EventType::Sanction && e.event == draft.event && is_near(e)
        };
        let last = self.events_before().find(fits)?;
        let target = last.recipient.iter().find(is_other)?;
        Some(Participant { span: None, ..target.clone() })
    }

    /// With whom the doer of this act was told to have to do before.
    fn partner<'e>(
        &self,
        mut events: impl Iterator<Item = &'e Event>,
        draft: &Draft,
        own: &[&Actor],
    ) -> Option<Participant> {
        let is_own = |p: &Participant| own.iter().any(|o| is_same(o, p));
        let is_power = |p: &&Participant| {
            p.country.is_some() && p.sector == Some(Sector::GOV)
                || p.sector == Some(Sector::IGO)
        };
        let is_between = self.is_between_states(draft);
        events.find_map(|e| {
            let others = if e.actor.iter().any(is_own) && !e.recipient.is_empty() {
                &e.recipient
            } else if e.recipient.iter().any(is_own)
                || e.actor.len() > 1 && e.actor.iter().any(is_own)
            {
                &e.actor
            } else {
                return None;
            };
            // “Its coast guard” is no other power.
            let is_force = |p: &&Participant| {
                p.country.is_some()
                    && p.sector.is_some_and(Sector::is_official)
                    && own.iter().any(|o| o.country == p.country && o.is_official())
            };
            let other = others
                .iter()
                .filter(|p| !is_own(p) && !is_force(p))
                .find(|p| !is_between || is_power(p))?;
            Some(Participant { span: None, ..other.clone() })
        })
    }

    /// Of the two states that the article is mainly about, the one that the doer's state is not.
    pub(super) fn main_other(
        &self,
        own: &[&Actor],
        apart: &[&Actor],
    ) -> Option<Participant> {
        let [focus, second] = self.discourse.main?;
        let is = |c: Country| apart.iter().any(|o| o.country == Some(c));
        let is_state =
            |a: &&&Actor| a.is_official() && matches!(a.sort, Sort::State | Sort::Person);
        if !own.iter().all(|a| is_state(&a)) {
            return None;
        }
        match (is(focus), is(second)) {
            (true, false) => self.government(second),
            (false, true) => self.government(focus),
            _ => None,
        }
    }

    /// “Interpol turned down the bid”: an outsider has to do with the state that the article is about, rather than with whom
    /// it was told of beside it.
    fn third(&self, own: &[&Actor]) -> Option<Participant> {
        let focus = self.discourse.focus?;
        let is_outside = |a: &&Actor| {
            (a.is_official() || a.sector == Sector::IGO) && a.country != Some(focus)
        };
        own.iter().all(is_outside).then(|| self.government(focus))?
    }

    /// Whether it is one of the states that the article is mainly about.
    fn is_main(&self, participant: &Participant) -> bool {
        let main = self.discourse.main.into_iter().flatten();
        let mut all = main.chain(self.discourse.focus);
        all.any(|c| participant.country == Some(c))
    }

    /// Whether the event is always one towards someone, so that a silent recipient is sought in the article.
    fn wants_recipient(&self, draft: &Draft) -> bool {
        self.is_between_states(draft)
            || self.mentions().data.ontology.aimed.contains(&draft.event)
            || draft.event == EventType::Retreat && moves_forces(draft)
    }

    /// Whether the act changes what holds between one power and another.
    pub(super) fn is_between_states(&self, draft: &Draft) -> bool {
        let between = &self.mentions().data.ontology.between_powers;
        let relation = draft.act.as_deref().and_then(|act| self.relation(act));
        relation.is_some_and(|r| between.iter().any(|b| b == r))
    }

    /// The relation of the standing that an act changes.
    pub(super) fn relation(&self, act: &str) -> Option<&str> {
        let acts = &self.mentions().data.ontology.act;
        acts.iter().find(|row| row.code == act).map(|row| row.relation.as_str())
    }

    /// A consulate in Auckland is one in New Zealand.
    pub(super) fn raise_to_state(&self, actor: &mut Actor) {
        let state = actor.country.and_then(|c| self.mentions().data.gazetteer.state(c));
        if let (crate::actor::Sort::Place, Some(state)) = (actor.sort, state) {
            actor.sort = crate::actor::Sort::State;
            actor.sector = Sector::GOV;
            actor.name.clone_from(&state.name);
        }
    }

    /// “The move”, “this decision”: stands for what someone did.
    fn is_anaphoric(&self, word: Option<usize>) -> bool {
        let Some(word) = word else { return false };
        let (first, _) = self.mentions().phrase(word);
        self.mentions().data.grammar.words.pointing.has(self.mentions().forms[first])
            && self.matcher.framer.children(word).count() <= 2
    }

    /// Whether the participant is somebody: “the Government” of no state is only a word for what it is.
    fn is_someone(&self, participant: &Participant) -> bool {
        let roles = &self.mentions().data.roles;
        let is_role = || roles.find(Phrase::of(&participant.name)).is_some();
        is_known(participant) && (participant.country.is_some() || !is_role())
    }

    pub(super) fn government(&self, country: Country) -> Option<Participant> {
        Some(self.state(country)?.participant(None))
    }
}

/// Whether the participant has a state, a code or a name of its own: not “embassies”, “leaders”.
fn is_known(participant: &Participant) -> bool {
    let is_coded = participant.sector.is_none_or(|s| participant.code != s.to_string());
    participant.country.is_some()
        || is_coded
        || participant.name.contains(char::is_uppercase)
}

/// Whether the participant is that actor, or another of the same side of the same state.
pub(super) fn is_same(actor: &Actor, participant: &Participant) -> bool {
    actor.code() == participant.code
        && (actor.name == participant.name
            || actor.role.is_some() && actor.country.is_some())
        || actor.country.is_some()
            && actor.country == participant.country
            && actor.is_official()
            && participant.sector == Some(Sector::GOV)
}
