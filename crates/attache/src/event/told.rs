//! The sides that the words of an event name, and those that are none: own troops, own business, the doer again.
//!
//! In: a draft. Out: for “Norway expelled two Russian diplomats” Norway and Russia; for “Turkey pulled out its troops” Turkey
//! alone. Known limit: what is owned by a side's business at home counts as nobody.

use super::code::{Coder, moves_forces};
use super::compose::Draft;
use super::level::MISSION;
use super::side::Side;
use super::{EventType, Participant, Quad};
use crate::data::code::Sector;
use crate::parse::Upos;

impl Coder<'_, '_, '_> {
    /// The sides that the words name, and the act of force that stands for a doer.
    pub(super) fn told_sides(
        &self,
        draft: &Draft,
    ) -> (Vec<Side>, Vec<Side>, Option<usize>) {
        let found = &draft.found;
        let sides =
            |word: Option<usize>| word.map(|w| self.matcher.sides(w)).unwrap_or_default();
        let force = found
            .actor
            .or(found.subject)
            .filter(|a| !self.matcher.is_actor(*a) && self.matcher.is_violence(*a));
        let mut actors = self.told_doers(draft, force);
        let gapped = self.matcher.gapped(found);
        for word in found.fellow.into_iter().chain(gapped.iter().copied()) {
            let beside = sides(Some(word)).into_iter().filter(|s| s.word == word);
            for fellow in beside {
                if !actors.iter().any(|a| a.actor.is_same(&fellow.actor)) {
                    actors.push(fellow);
                }
            }
        }
        // “No other state has recognised it” is done by nobody, “none of the three” by those just named.
        let are_named = |word: usize| self.matcher.actors.at(word).count() > 1;
        actors.retain(|a| !self.matcher.framer.is_nobody(a.word) || are_named(a.word));
        if actors.len() > 1 && self.is_to_each_other(draft) {
            return (actors, Vec::new(), force);
        }
        let mut recipients = sides(found.recipient);
        let rule = self.mentions().data.rules.rules.get(found.rule as usize);
        let event = rule.and_then(|rule| rule.event);
        // What is sent receives nothing: “deployed a monitoring mission”.
        let is_sent = matches!(event, Some(EventType::Aid | EventType::Mobilize));
        if found.recipient.is_none() && !found.is_both && !is_sent {
            // “expelled two Russian diplomats”, “freed 40 prisoners”, but not “pulled out its troops”
            recipients = sides(found.object);
            recipients.retain(|r| actors.iter().all(|a| is_other(a, r)));
        }
        recipients.retain(|r| !gapped.contains(&r.word));
        recipients.retain(|r| !actors.iter().any(|a| is_own(a, r)));
        self.spare_deeds(draft, &mut recipients);
        self.spare_houses(draft, &mut actors);
        self.spare_houses(draft, &mut recipients);
        if draft.event == EventType::Agree {
            // “Promised a share of its airline”.
            recipients.retain(|r| !actors.iter().any(|a| is_business_of(a, r)));
        }
        if matches!(draft.event, EventType::Agree | EventType::Aid) {
            // “Will train its air force”: not the helper's own.
            recipients.retain(|r| !actors.iter().any(|a| is_force_of(a, r)));
        }
        if matches!(draft.event, EventType::Agree | EventType::Threaten) {
            // “Promised TASS that there would be an answer” promises the reporters nothing.
            recipients.retain(|r| r.actor.sector != Sector::JRN);
        }
        if moves_forces(draft) {
            recipients.retain(|r| !actors.iter().any(|a| is_force_of(a, r)));
        }
        let held: Vec<_> =
            recipients.iter().map(|r| (r.actor.sort, r.actor.country)).collect();
        // “In Bogotá and Medellín” is Colombia once.
        recipients.retain(|r| {
            let (sort, country) = (r.actor.sort, r.actor.country);
            sort != crate::actor::Sort::Place
                || country.is_none()
                || !held.iter().any(|(s, c)| *s != sort && *c == country)
        });
        (actors, recipients, force)
    }

    /// Who does it: by the words of the act, of the violence that it tells of, or of the place where it is judged.
    fn told_doers(&self, draft: &Draft, force: Option<usize>) -> Vec<Side> {
        if let Some(force) = force {
            let attackers = self.matcher.attackers(force);
            let fellows =
                if attackers.is_empty() { Vec::new() } else { self.fellows(draft) };
            return attackers.into_iter().chain(fellows).collect();
        }
        let named = draft.found.actor.map(|w| self.matcher.sides(w)).unwrap_or_default();
        if !named.is_empty() {
            return named.into_iter().chain(self.fellows(draft)).collect();
        }
        self.judged_in(draft)
    }

    /// Leaves out those whom a judgement does not meet: the deed that “it” stands for, and who is only named behind a deed.
    fn spare_deeds(&self, draft: &Draft, recipients: &mut Vec<Side>) {
        let is_judgement = matches!(
            draft.event,
            EventType::Accuse | EventType::Reject | EventType::Support
        );
        if draft.event == EventType::Consult {
            // “Called it a good sign” rings nobody up.
            recipients.retain(|r| !self.is_judged_it(r.word));
        }
        if !is_judgement {
            return;
        }
        let found = &draft.found;
        recipients.retain(|r| {
            let is_deed = self.is_judged_it(r.word)
                || draft.act.is_none() && self.is_news_it(r.word);
            !is_deed
                && !self.is_pronoun_beside_also(draft, r.word)
                && !self.is_denied_it(draft, r.word)
        });
        let noun = found.recipient.or(found.object);
        if let Some(deed) = noun.and_then(|n| self.matcher.conflict(n)) {
            // “Condemned the attack on Oslo” reproaches Oslo with nothing.
            let victims = deed.recipient.map(|v| self.matcher.sides(v));
            let is_victim = |r: &Side| victims.iter().flatten().any(|v| v.word == r.word);
            let n_before = recipients.len();
            recipients.retain(|r| !is_victim(r));
            if recipients.is_empty() && n_before > 0 {
                *recipients =
                    deed.actor.map(|a| self.matcher.sides(a)).unwrap_or_default();
            }
        }
        let deeds = &self.mentions().data.grammar.words.deed;
        let deed = found.object.filter(|o| deeds.has(self.mentions().symbols[*o]));
        if let Some(deed) = deed.filter(|_| found.recipient.is_none()) {
            // “Described the decision as a gift to the people”: they do not own the decision.
            let (first, last) = self.mentions().subtree(deed);
            recipients.retain(|r| (first..=last).contains(&r.word) || r.word < first);
        }
    }

    /// “Embassies will be opened, the minister said”: houses and heads of a mission that nobody owns are no side.
    fn spare_houses(&self, draft: &Draft, sides: &mut Vec<Side>) {
        let relation = draft.act.as_deref().and_then(|act| self.relation(act));
        if relation != Some(MISSION) {
            return;
        }
        let mentions = self.mentions();
        let definite = &mentions.data.grammar.words.definite;
        sides.retain(|side| {
            let actor = &side.actor;
            let state = actor.country.and_then(|c| mentions.data.gazetteer.state(c));
            let is_owned = actor.entity.is_some()
                || actor.body.is_some()
                || actor.person.is_some()
                || state.is_none_or(|s| s.name == actor.name);
            let (first, _) = mentions.phrase(side.word);
            is_owned || actor.role.is_none() || definite.has(mentions.forms[first])
        });
    }

    /// A recipient that is no known actor, by its words: a victim, a place, or what has a name. “In return”, “promised free
    /// elections”, “promised a share of its airline” name nobody.
    pub(super) fn unknown_recipient(&self, draft: &Draft) -> Option<Participant> {
        let mentions = self.mentions();
        let found = &draft.found;
        let hollow = &mentions.data.grammar.words.hollow;
        let is_hit = mentions.data.ontology.quad(draft.event) == Quad::MaterialConflict;
        let is_someone = |w: &usize| {
            let upos = mentions.parse.words()[*w].upos;
            let is_told = upos == Upos::Propn || is_hit && upos != Upos::Pron;
            is_told
                && !hollow.has(mentions.symbols[*w])
                && !self.matcher.is_actors_own_thing(found.actor, *w)
        };
        // “Occupied the Aouzou Strip”: a place that no table knows.
        let rule = mentions.data.rules.rules.get(found.rule as usize);
        let is_ground = rule.and_then(|r| r.act.as_deref()).is_some_and(|act| {
            let on_ground = &mentions.data.ontology.on_ground;
            self.relation(act).is_some_and(|r| on_ground.iter().any(|m| m == r))
        });
        let place = found.object.filter(|o| {
            is_ground && found.recipient.is_none() && self.matcher.is_unknown_name(*o)
        });
        let told = found.recipient.filter(is_someone).or(place);
        told.map(|word| self.plain(word))
    }
}

/// Whether what was acted on belongs to someone else, or is the actor's own people: prisoners, rebels, protesters.
fn is_other(actor: &Side, object: &Side) -> bool {
    let (a, o) = (&actor.actor, &object.actor);
    if o.country.is_none() && o.entity.is_none() && o.sector == Sector::MIL {
        return false;
    }
    a.country.is_none()
        || a.country != o.country
        || o.sector != a.sector && !(a.is_official() && o.is_official())
}

fn is_force_of(actor: &Side, moved: &Side) -> bool {
    let (a, m) = (&actor.actor, &moved.actor);
    matches!(m.sector, Sector::MIL | Sector::COP)
        && (m.entity.is_none() || m.role.is_some())
        && m.country.is_none_or(|c| a.country.is_none_or(|own| own == c))
}

fn is_business_of(actor: &Side, given: &Side) -> bool {
    let (a, g) = (&actor.actor, &given.actor);
    matches!(g.sector.as_str(), "BUS" | "MNC")
        && a.country.is_some()
        && a.country == g.country
}

/// Whether the recipient is the actor again; its people and opponents are others.
fn is_own(actor: &Side, recipient: &Side) -> bool {
    actor.word == recipient.word || actor.actor.is_same(&recipient.actor)
}

/// Keeps one participant for each side: several persons of one government are one.
pub(super) fn merge(sides: &mut Vec<Side>) {
    let mut kept: Vec<Side> = Vec::new();
    for side in sides.drain(..) {
        if !kept.iter().any(|k| k.actor.is_same(&side.actor)) {
            kept.push(side);
        }
    }
    *sides = kept;
}
