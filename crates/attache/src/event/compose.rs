//! What governing words make of the acts that they govern.
//!
//! In: the matches of a sentence. Out: drafts. “Paris urged Ankara to withdraw” is one REQUEST yield 1056, not a withdrawal;
//! “failed to sign” a signing that did not happen; “will visit” an AGREE; “suspended talks” a SANCTION. The table that
//! says which CAMEO code results stands in `ontology.toml`. Known limit: three operators deep.

use super::clause::{self, Assertion};
use super::ellipsis::Ellipsis;
use super::matching::{Match, Matcher};
use super::side::Side;
use crate::data::rules::{Operator, Rule};
use crate::event::{EventType, Quad, Status};
use crate::parse::{Deprel, Upos};

/// An event that is not yet tied to persons, days and places.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) found: Match,
    pub(super) event: EventType,
    pub(super) mode: Option<String>,
    pub(super) cameo: String,
    pub(super) act: Option<String>,
    pub(super) context: Vec<String>,
    pub(super) status: Status,
    pub(super) is_reciprocal: bool,
    /// What made it, outermost first: ids of rules, or evidence.
    pub(super) rules: Vec<String>,
}

/// How deep operators are followed.
pub(super) const DEPTH: usize = 4;

/// Composes the matches of one sentence.
#[derive(Debug)]
pub(super) struct Composer<'x, 'm, 'a> {
    pub(super) matcher: &'x Matcher<'m, 'a>,
    pub(super) matches: Vec<Match>,
}

impl Composer<'_, '_, '_> {
    pub(super) fn rule(&self, found: &Match) -> &Rule {
        &self.matcher.framer.mentions.data.rules.rules[found.rule as usize]
    }

    /// All events that the sentence states.
    pub(super) fn drafts(&self) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for found in &self.matches {
            if self.rule(found).event.is_none() || self.is_swallowed(found, DEPTH) {
                continue;
            }
            if self.is_epithet(found) {
                continue;
            }
            if found.is_bare && !self.is_object_of_operator(found) {
                continue;
            }
            drafts.extend(self.draft(found));
        }
        let n = self.matcher.framer.mentions.parse.len();
        drafts.extend((0..n).filter_map(|i| {
            self.duty(i)
                .or_else(|| self.ban(i))
                .or_else(|| self.onus(i))
                .or_else(|| self.bidding(i))
        }));
        drafts
    }

    /// “Two detained Americans”: a participle that only says who is meant; not what an account says in so many words, which the
    /// parser took for one.
    fn is_epithet(&self, found: &Match) -> bool {
        let framer = self.matcher.framer;
        let word = &framer.mentions.parse.words()[found.predicate];
        word.deprel == Deprel::Amod
            && found.weight > 0
            && word.xpos.name() == "VBN"
            && found.actor.is_none()
            && framer.reduced(found.predicate).is_none()
    }

    /// Whether an operator that makes its own event, or another event's object, already tells this one.
    fn is_swallowed(&self, found: &Match, depth: usize) -> bool {
        let Some(governor) = self.governor(found) else {
            return self.is_object_of_event(found)
                || self.is_helped(found)
                || self.is_topic(found)
                || self.is_reproach(found);
        };
        if self.is_judged(found) || self.is_helped(found) {
            return true;
        }
        let rule = self.rule(governor);
        rule.event.is_some() || depth > 0 && self.is_swallowed(governor, depth - 1)
    }

    /// “Condemned the attack”: an event noun inside another event's arguments.
    fn is_object_of_event(&self, found: &Match) -> bool {
        let words = self.matcher.framer.mentions.parse.words();
        if words[found.predicate].upos == Upos::Verb {
            return false;
        }
        let is_event = |m: &&Match| {
            m.predicate != found.predicate
                && self.rule(m).event.is_some()
                && [m.object, m.recipient].contains(&Some(found.predicate))
        };
        self.is_judged(found) || self.matches.iter().any(|m| is_event(&m))
    }

    /// “Condemned the Iranian strikes”: the strikes are what is condemned, and Iran meant.
    fn is_judged(&self, found: &Match) -> bool {
        let word = &self.matcher.framer.mentions.parse.words()[found.predicate];
        let is_judge = |m: &Match| {
            word.head == Some(m.predicate as u32)
                && self.rule(m).event == Some(EventType::Accuse)
        };
        let is_object = word.upos != Upos::Verb && word.deprel == Deprel::Obj;
        is_object && self.matches.iter().any(is_judge)
    }

    /// “Will help Chad to train its guards”: what is helped is no act of its own.
    fn is_helped(&self, found: &Match) -> bool {
        let word = &self.matcher.framer.mentions.parse.words()[found.predicate];
        let is_clause = matches!(word.deprel, Deprel::Xcomp | Deprel::Ccomp);
        let helps = |m: &Match| {
            word.head == Some(m.predicate as u32)
                && self.rule(m).event == Some(EventType::Aid)
                && m.recipient.is_some()
                && m.recipient == found.actor
        };
        is_clause && self.matches.iter().any(helps)
    }

    /// “Accused the authorities of failing to protect schools”: what someone is reproached with, hung from his name.
    fn is_reproach(&self, found: &Match) -> bool {
        let framer = self.matcher.framer;
        let words = framer.mentions.parse.words();
        let reproach = &framer.mentions.data.grammar.words.reproach;
        // “Of extorting money and destroying papers”: the second reproach joins the first.
        let joined = framer
            .head(found.predicate)
            .filter(|_| words[found.predicate].deprel == Deprel::Conj);
        let clause = joined.unwrap_or(found.predicate);
        let Some(head) = framer.head(clause) else { return false };
        let is_marked = framer.children(clause).any(|c| {
            matches!(words[c].deprel, Deprel::Mark | Deprel::Case)
                && reproach.has(framer.mentions.forms[c])
        });
        let blames = |m: &Match| {
            self.rule(m).event == Some(EventType::Accuse)
                && [m.object, m.recipient].contains(&Some(head))
        };
        let is_clause = matches!(words[clause].deprel, Deprel::Acl | Deprel::Advcl);
        is_clause && is_marked && self.matches.iter().any(blames)
    }

    /// “Talks on the deployment of missiles”: an event noun that another event is about.
    fn is_topic(&self, found: &Match) -> bool {
        let mentions = self.matcher.framer.mentions;
        let word = &mentions.parse.words()[found.predicate];
        let is_phrase = matches!(word.deprel, Deprel::Nmod | Deprel::Obl);
        let Some(head) = word.head.filter(|_| is_phrase) else { return false };
        let topic = &mentions.data.grammar.words.topic;
        let is_marked = self.matcher.framer.children(found.predicate).any(|c| {
            mentions.parse.words()[c].deprel == Deprel::Case
                && topic.has(mentions.symbols[c])
        });
        let is_talk = |m: &Match| {
            m.predicate == head as usize && self.rule(m).event == Some(EventType::Consult)
        };
        word.upos != Upos::Verb && is_marked && self.matches.iter().any(is_talk)
    }

    /// Whether an operator's object is the event noun: “launched a strike”, “announced sanctions”.
    fn is_object_of_operator(&self, found: &Match) -> bool {
        let words = self.matcher.framer.mentions.parse.words();
        let is_object = |i: usize| {
            // “Claimed responsibility for the attack”: the act hangs from the verb's object.
            let is_inside = || {
                let head = words[i].head.map(|h| h as usize);
                head.is_some_and(|h| words[h].deprel == Deprel::Obj)
            };
            matches!(words[i].deprel, Deprel::Obj | Deprel::NsubjPass | Deprel::Obl)
                || words[i].deprel == Deprel::Nmod && is_inside()
        };
        let head = words[found.predicate]
            .head
            .filter(|_| words[found.predicate].deprel == Deprel::Conj);
        let is_object =
            is_object(found.predicate) || head.is_some_and(|h| is_object(h as usize));
        let governor = self.governor(found).map(|g| self.rule(g).operator);
        is_object
            && !matches!(
                governor,
                None | Some(Some(Operator::Hypothetical | Operator::Report))
            )
            || is_object
                && governor == Some(Some(Operator::Report))
                && words[found.predicate].deprel == Deprel::Obj
    }

    /// The operator that governs a match.
    fn governor(&self, found: &Match) -> Option<&Match> {
        let words = self.matcher.framer.mentions.parse.words();
        let governs = |m: &&Match, p: usize| {
            m.predicate != p && self.rule(m).operator.is_some() && m.inner.contains(&p)
        };
        let direct = self.matches.iter().find(|m| governs(m, found.predicate));
        let through_conjunct = || {
            let word = &words[found.predicate];
            let head = word.head.filter(|_| word.deprel == Deprel::Conj)? as usize;
            let framer = self.matcher.framer;
            // “Called on Brussels to act and withdrew its envoy”: nobody is asked for the withdrawal.
            if framer.past_infinitive(found.predicate, head, DEPTH).is_some() {
                return None;
            }
            self.matches.iter().find(|m| governs(m, head))
        };
        direct.or_else(through_conjunct)
    }

    /// The innermost act that an operator governs.
    pub(super) fn inner(&self, operator: &Match, depth: usize) -> Option<&Match> {
        let of = |p: &usize| {
            self.matches.iter().find(|m| m.predicate == *p && *p != operator.predicate)
        };
        operator.inner.iter().filter_map(of).find_map(|inner| {
            let is_passing = self.rule(inner).event.is_none();
            if is_passing && depth > 0 {
                self.inner(inner, depth - 1)
            } else {
                Some(inner)
            }
        })
    }

    /// Whether an act that is not said again happened; `None` where the event of a governing word tells it: “urged Spain
    /// to follow suit”.
    pub(super) fn status(&self, ellipsis: Ellipsis) -> Option<Status> {
        let mut assertion = clause::assertion(self.matcher.framer, ellipsis.verb);
        assertion.is_negated |= ellipsis.is_negated;
        let governors = self.matches.iter().filter(|m| m.inner.contains(&ellipsis.verb));
        for rule in governors.map(|m| self.rule(m)) {
            match rule.operator {
                _ if rule.event.is_some() => return None,
                Some(Operator::Stop) => return None,
                Some(Operator::Deny | Operator::Negate) => assertion.is_negated = true,
                Some(Operator::Hypothetical) => assertion.is_hypothetical = true,
                Some(Operator::Future) => assertion.is_future = true,
                _ => {}
            }
        }
        (!assertion.is_deontic && !assertion.is_purpose).then(|| assertion.status())
    }

    /// The rule's event as it stands, whatever governs it.
    pub(super) fn plain(&self, found: &Match) -> Option<Draft> {
        let rule = self.rule(found);
        Some(Draft {
            found: found.clone(),
            event: rule.event?,
            mode: rule.mode.clone(),
            cameo: rule.cameo.clone(),
            act: rule.act.clone(),
            context: rule.context.clone(),
            status: Status::Actual,
            is_reciprocal: rule.is_reciprocal,
            rules: vec![rule.id.clone()],
        })
    }

    fn draft(&self, found: &Match) -> Option<Draft> {
        let rule = self.rule(found);
        let mut draft = self.plain(found)?;
        if let Some(operator) = rule.operator {
            self.refine(&mut draft, operator);
        }
        let mut assertion = clause::assertion(self.matcher.framer, found.predicate);
        if rule.event != Some(EventType::Reject) {
            assertion.is_negated |= self.is_of_nothing(found);
        }
        if rule.is_denied {
            // “Will not tolerate” is a stand that is taken now.
            (assertion.is_negated, assertion.is_future) = (false, false);
            assertion.is_hypothetical = false;
        }
        if rule.is_coming {
            if !assertion.is_future && !assertion.is_hypothetical || assertion.is_negated
            {
                return None; // “moved to retaliate” threatens nothing
            }
            // “Will retaliate” is a threat that is made now.
            (assertion.is_future, assertion.is_hypothetical) = (false, false);
        }
        if rule.is_undone {
            assertion.is_negated = !assertion.is_negated;
        }
        // “Vowed never to recognise” is a refusal that is made.
        if rule.event == Some(EventType::Agree) && draft.event == EventType::Reject {
            assertion.is_negated = false;
        }
        if rule.is_stance {
            let saying =
                clause::sayings(self.matcher, found.predicate).first().copied()?;
            if rule.event != Some(EventType::Threaten)
                && self.is_of_oneself(&draft, saying.speaker)
            {
                return None; // “admitted that its own count was wrong”
            }
            draft.found.actor = Some(saying.speaker);
            // “Would pay a price” is a threat that is made now.
            (assertion.is_future, assertion.is_hypothetical) = (false, false);
            draft.found.subject = Some(saying.speaker);
        }
        draft.found.fellow = self.matcher.beside(found);
        let mut at = found;
        for _ in 0..DEPTH {
            let Some(governor) = self.governor(at) else { break };
            draft.rules.insert(0, self.rule(governor).id.clone());
            self.inherit(&mut draft, governor);
            self.govern(&mut draft, governor, &mut assertion);
            at = governor;
        }
        if assertion.is_purpose && std::ptr::eq(at, found) {
            return None;
        }
        if assertion.is_deontic && self.demand(&mut draft)?
            || self.is_obliged(found.predicate) && self.demand(&mut draft) == Some(true)
            || self.is_bidden(&mut draft)
        {
            return Some(draft);
        }
        self.settle(&mut draft, assertion);
        self.stand(&mut draft, assertion);
        Some(draft)
    }

    /// “Banned no rallies”, “sent no troops”.
    fn is_of_nothing(&self, found: &Match) -> bool {
        let framer = self.matcher.framer;
        let negation = &framer.mentions.data.grammar.words.negation;
        let object = framer.child(found.predicate, Deprel::Obj);
        object.is_some_and(|o| {
            framer.children(o).any(|c| {
                framer.word(c).deprel == Deprel::Det && negation.has(framer.symbol(c))
            })
        })
    }

    /// “‘The army must go,’ Biden said”: what someone else must do is demanded of him by whoever says so. `None` where one
    /// only speaks of oneself.
    pub(super) fn demand(&self, draft: &mut Draft) -> Option<bool> {
        let sayings = clause::sayings(self.matcher, draft.found.predicate);
        let Some(saying) = sayings.first() else { return Some(false) };
        let Some(subject) = draft.found.actor else { return Some(false) };
        let speaks = self.matcher.sides(saying.speaker);
        let is_own = |s: &Side| speaks.iter().any(|o| o.actor.is_same(&s.actor));
        let subjects = self.matcher.sides(subject);
        if speaks.is_empty() || subjects.is_empty() {
            return Some(false);
        }
        if subjects.iter().any(is_own) {
            return None;
        }
        self.ask(draft, saying.speaker, Some(subject))?;
        Some(true)
    }

    /// Makes the act one that `speaker` asks of `asked`.
    pub(super) fn ask(
        &self,
        draft: &mut Draft,
        speaker: usize,
        asked: Option<usize>,
    ) -> Option<()> {
        let ontology = &self.matcher.framer.mentions.data.ontology;
        if draft.event != EventType::Request {
            let row = ontology.compose("request", &draft.cameo)?;
            draft.cameo.clone_from(&row.cameo);
            draft.mode.clone_from(&row.mode);
        }
        draft.event = EventType::Request;
        draft.act = None;
        draft.is_reciprocal = false;
        draft.found.recipient = asked;
        draft.found.actor = Some(speaker);
        draft.found.subject = Some(speaker);
        draft.found.is_both = false;
        draft.status = Status::Actual;
        Some(())
    }

    /// Whether all that a judgement is about is the speaker's own.
    fn is_of_oneself(&self, draft: &Draft, speaker: usize) -> bool {
        let Some(judged) = draft.found.recipient else { return false };
        let speakers = self.matcher.sides(speaker);
        let sides = self.matcher.sides(judged);
        let is_own = |s: &Side| speakers.iter().any(|o| o.actor.is_same(&s.actor));
        !sides.is_empty() && sides.iter().all(is_own)
    }

    /// Slots that the event lacks and its operator has.
    fn inherit(&self, draft: &mut Draft, governor: &Match) {
        let passes_subject =
            !matches!(
                self.rule(governor).operator,
                Some(Operator::Report | Operator::Deny)
            ) || self.matcher.framer.mentions.parse.words()[draft.found.predicate].upos
                != Upos::Verb;
        // “Would have to be detained” detains nobody himself.
        let is_passive =
            self.matcher.framer.mentions.parse.words()[draft.found.predicate].upos
                == Upos::Verb
                && self.matcher.framer.is_passive(draft.found.predicate);
        if draft.found.actor.is_none() && passes_subject && !is_passive {
            draft.found.actor = governor.actor;
            draft.found.is_both |= governor.is_both;
        }
        draft.found.recipient = draft.found.recipient.or(governor.recipient);
    }

    fn govern(&self, draft: &mut Draft, governor: &Match, assertion: &mut Assertion) {
        let above = clause::assertion(self.matcher.framer, governor.predicate);
        let was_negated = assertion.is_negated;
        assertion.is_negated |= above.is_negated;
        assertion.is_future |= above.is_future;
        assertion.is_hypothetical |= above.is_hypothetical;
        assertion.is_purpose = above.is_purpose;
        match self.rule(governor).operator {
            // “Neither confirmed nor denied the raid” leaves it open.
            Some(Operator::Deny) if above.is_negated => {
                (assertion.is_negated, assertion.is_hypothetical) = (false, true);
            }
            Some(Operator::Deny | Operator::Negate) => {
                assertion.is_negated = !was_negated;
            }
            Some(Operator::Hypothetical) => assertion.is_hypothetical = true,
            Some(Operator::Future) => assertion.is_future = true,
            Some(Operator::Stop) => self.stop(draft),
            _ => {}
        }
    }

    /// An end put to cooperation is a SANCTION, an end put to conflict a RETREAT.
    fn stop(&self, draft: &mut Draft) {
        let quad = self.matcher.framer.mentions.data.ontology.quad(draft.event);
        draft.act = None;
        draft.context.clear();
        // “The bloc put off talks with Canberra” is done by one.
        draft.is_reciprocal &= draft.found.is_both;
        match quad {
            Quad::MaterialCooperation | Quad::VerbalCooperation => {
                let is_talk = draft.event == EventType::Consult;
                draft.event = EventType::Sanction;
                draft.mode =
                    Some(if is_talk { "withdraw" } else { "discontinue" }.to_owned());
                let cameo = match (is_talk, draft.cameo.starts_with("07")) {
                    (true, _) => "164",
                    (false, true) => "162",
                    (false, false) => "160",
                };
                cameo.clone_into(&mut draft.cameo);
            }
            Quad::MaterialConflict | Quad::VerbalConflict => {
                let is_force =
                    matches!(draft.event, EventType::Assault | EventType::Mobilize);
                draft.event = EventType::Retreat;
                draft.mode = is_force.then(|| "withdraw".to_owned());
                if is_force { "087" } else { "080" }.clone_into(&mut draft.cameo);
            }
        }
    }

    /// Status, and what a future act becomes: promised cooperation is AGREE.
    fn settle(&self, draft: &mut Draft, assertion: Assertion) {
        let status = assertion.status();
        if status != Status::Actual {
            draft.status = status;
        }
        let ontology = &self.matcher.framer.mentions.data.ontology;
        let is_cooperative = matches!(
            ontology.quad(draft.event),
            Quad::VerbalCooperation | Quad::MaterialCooperation
        );
        if draft.status != Status::Future
            || !is_cooperative
            || matches!(draft.event, EventType::Agree | EventType::Concede)
        {
            return;
        }
        if let Some(row) = ontology.compose("agree", &draft.cameo) {
            draft.cameo.clone_from(&row.cameo);
            draft.mode.clone_from(&row.mode);
            // “Canberra will discuss it with Wellington” is promised by one.
            draft.is_reciprocal &= draft.found.is_both;
            draft.event = ontology
                .cameo(&row.cameo)
                .and_then(|c| c.event)
                .unwrap_or(EventType::Agree);
        }
    }
}
