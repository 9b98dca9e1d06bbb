//! Codes of promises, demands, refusals and threats from the act inside.
//!
//! In: an operator's match and that of its inner act. Out: “promised to attack” is THREATEN 138, “promised not to attack”
//! CONCEDE 0356, “vowed never to recognise” a REJECT. Known limit: one inner act for an operator.

use super::clause;
use super::compose::{Composer, DEPTH, Draft};
use super::matching::Match;
use super::side::Side;
use crate::data::lexicon::Symbol;
use crate::data::pattern::TriggerKind;
use crate::data::rules::Operator;
use crate::event::{EventType, Quad, Status};
use crate::parse::{Deprel, Upos};

/// What is promised not to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Forgone {
    /// “Promised not to attack”: a step back.
    Harm,
    /// “Vowed never to recognise”: a refusal.
    Help,
}

/// Tables of `ontology.toml` by which an inner act makes the code of a promise, of a refusal, and of itself where it is stopped.
const AGREE: &str = "agree";
const REJECT: &str = "reject";
const STOP: &str = "stop";

impl Composer<'_, '_, '_> {
    /// Mode, code and participants of an operator's event from its inner act.
    pub(super) fn refine(&self, draft: &mut Draft, operator: Operator) {
        let name = match operator {
            Operator::Request => "request",
            Operator::Agree => AGREE,
            Operator::Reject => REJECT,
            Operator::Threaten => "threaten",
            Operator::Accuse => {
                // “Complained that Washington was breaking its word” blames Washington.
                let aim = || self.matcher.aim(&draft.found, true);
                draft.found.recipient = draft.found.recipient.or_else(aim);
                return;
            }
            Operator::Deny
            | Operator::Negate
            | Operator::Hypothetical
            | Operator::Future
            | Operator::Begin
            | Operator::Stop
            | Operator::Plain
            | Operator::Report => return,
        };
        let inner = self.inner(&draft.found, DEPTH).cloned();
        let is_agreed = operator == Operator::Agree;
        let forgone = inner.as_ref().filter(|_| is_agreed).and_then(|i| self.forgone(i));
        self.recode(draft, name, inner.as_ref(), forgone);
        let Some(inner) = inner else {
            let aim = || self.matcher.aim(&draft.found, operator == Operator::Request);
            let meant = || self.meant_by(&draft.found).filter(|_| is_agreed);
            draft.found.recipient = draft.found.recipient.or_else(aim).or_else(meant);
            return;
        };
        if is_agreed && forgone.is_none() {
            draft.act.clone_from(&self.rule(&inner).act);
            draft.is_reciprocal |= self.rule(&inner).is_reciprocal && draft.found.is_both;
            if draft.act.is_some() {
                draft.status = Status::Future;
            }
        }
        // “Demanded that Baghdad release them” demands it of Baghdad.
        let is_request = operator == Operator::Request;
        let order = |m: &Match| {
            if is_request { [m.actor, m.recipient] } else { [m.recipient, m.actor] }
        };
        let other = |m: &Match| {
            order(m).into_iter().flatten().find(|w| Some(*w) != draft.found.actor)
        };
        draft.found.recipient = draft.found.recipient.or_else(|| other(&inner));
    }

    /// The code of an operator's event from that of its inner act, by the table of compositions named `table`.
    fn recode(
        &self,
        draft: &mut Draft,
        table: &str,
        inner: Option<&Match>,
        forgone: Option<Forgone>,
    ) {
        let ontology = &self.matcher.framer.mentions.data.ontology;
        // “Agreed to stop kidnapping” is no vow of kidnapping.
        let is_stopped = draft.found.inner.iter().any(|p| {
            let at = self.matches.iter().find(|m| m.predicate == *p);
            at.is_some_and(|m| self.rule(m).operator == Some(Operator::Stop))
        });
        let told = inner.map(|i| self.rule(i).cameo.as_str());
        let by_force = || self.plain_force(&draft.found).filter(|_| table == AGREE);
        let Some(mut code) = told.or_else(by_force) else { return };
        if is_stopped || forgone == Some(Forgone::Harm) {
            code = ontology.compose(STOP, code).map_or(code, |row| &row.cameo);
        }
        let table = if forgone == Some(Forgone::Help) { REJECT } else { table };
        if let Some(row) = ontology.compose(table, code) {
            draft.mode = row.mode.clone().or(draft.mode.take());
            draft.cameo.clone_from(&row.cameo);
            draft.event =
                ontology.cameo(&row.cameo).and_then(|c| c.event).unwrap_or(draft.event);
        }
    }

    /// What “promised not to attack”, “vowed never to recognise” forgoes.
    fn forgone(&self, inner: &Match) -> Option<Forgone> {
        let framer = self.matcher.framer;
        let is_negated = clause::assertion(framer, inner.predicate).is_negated;
        let event = self.rule(inner).event.filter(|_| is_negated)?;
        Some(match framer.mentions.data.ontology.quad(event) {
            Quad::MaterialConflict | Quad::VerbalConflict => Forgone::Harm,
            Quad::MaterialCooperation | Quad::VerbalCooperation => Forgone::Help,
        })
    }

    /// “Promised to beef up Syria's air defences”: whose things the act is about that no rule knows.
    fn meant_by(&self, found: &Match) -> Option<usize> {
        let framer = self.matcher.framer;
        let own = found.actor.map(|a| self.matcher.sides(a)).unwrap_or_default();
        let is_other = |w: &usize| {
            let sides = self.matcher.sides(*w);
            let is_own =
                |s: &Side| own.iter().any(|o| o.actor.country == s.actor.country);
            !sides.is_empty()
                && sides.iter().all(|s| s.actor.country.is_some() && !is_own(s))
        };
        let verbs = found.inner.iter().filter(|i| framer.word(**i).upos == Upos::Verb);
        let objects = verbs.filter_map(|v| framer.child(*v, Deprel::Obj));
        objects.into_iter().find(is_other)
    }

    /// “Vowed to attack anyone who helps”: the code of a verb of force whose object no rule knows.
    fn plain_force(&self, found: &Match) -> Option<&str> {
        let rules = &self.matcher.framer.mentions.data.rules;
        let symbols = &self.matcher.framer.mentions.symbols;
        let event = |pattern: u32| {
            let rule = rules.patterns[pattern as usize].rule;
            rules.rules[rule as usize].event
        };
        let is_force = |pattern: u32, verb: Symbol| {
            let of_verb = rules.triggered(TriggerKind::Verb, verb);
            let n_force =
                of_verb.iter().filter(|p| event(**p) == Some(EventType::Assault)).count();
            // “Post”, “help” are hardly ever force.
            event(pattern) == Some(EventType::Assault)
                && rules.patterns[pattern as usize].is_plain(verb)
                && 2 * n_force > of_verb.len()
        };
        found.inner.iter().find_map(|i| {
            let of_verb = rules.triggered(TriggerKind::Verb, symbols[*i]);
            let first = of_verb.iter().find(|p| is_force(**p, symbols[*i]))?;
            let rule = rules.patterns[*first as usize].rule;
            Some(rules.rules[rule as usize].cameo.as_str())
        })
    }
}
