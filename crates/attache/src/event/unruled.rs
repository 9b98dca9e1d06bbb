//! Acts that no rule tells: what the words of a verb can mean, weighed by the evidence model.
//!
//! In: the matches of a sentence. Out: drafts for verbs in clauses that no rule codes and that have a power that acts and someone
//! or something acted on. “Norway slapped curbs on Russia” gives SANCTION, where no rule knows that idiom. The model must be
//! sure enough, and the verb must have that sense. Known limit: neither mode nor act is told, and the code is the most general.

use super::EventType;
use super::clause;
use super::compose::Draft;
use super::evidence::{self, Model};
use super::frame::Frame;
use super::matching::{Match, Matcher};
use super::side::Side;
use super::topic;
use crate::data::pattern::TriggerKind;
use crate::data::rules::Operator;
use crate::event::Status;
use crate::mention::Mentions;
use crate::parse::{Deprel, Upos};
use crate::span::Span;
use std::sync::LazyLock;

/// The model must be as sure as this: chosen on the given articles and sentences of half 0.
const SURE: f32 = 0.6;

/// Longer sentences are lists or no sentences at all, and every open verb of them would look at every word.
const LONGEST: usize = 200;

/// Drafts of the verbs that no rule codes.
pub(super) fn drafts(
    model: &LazyLock<Model>,
    matcher: &Matcher<'_, '_>,
    found: &[Match],
) -> Vec<Draft> {
    let mentions = matcher.framer.mentions;
    let words = mentions.parse.words();
    if words.len() > LONGEST || topic::words_of_sport(mentions) > 0 {
        return Vec::new();
    }
    let told = told(matcher, found);
    let is_open = |i: &usize| words[*i].upos == Upos::Verb && !told[*i];
    (0..words.len()).filter(is_open).filter_map(|i| draft(model, matcher, i)).collect()
}

/// “Are considering the same step”: a verb that only weighs what others tell.
fn is_weighed(mentions: &Mentions<'_>, verb: usize) -> bool {
    let rules = &mentions.data.rules;
    let weighs = |p: &u32| {
        let rule = &rules.rules[rules.patterns[*p as usize].rule as usize];
        rule.event.is_none() && rule.operator == Some(Operator::Hypothetical)
    };
    rules.triggered(TriggerKind::Verb, mentions.symbols[verb]).iter().any(weighs)
}

/// Of each word whether an event of a rule lies above or below it in its clause.
fn told(matcher: &Matcher<'_, '_>, found: &[Match]) -> Vec<bool> {
    let words = matcher.framer.mentions.parse.words();
    let rules = &matcher.framer.mentions.data.rules.rules;
    let over = |i: usize| {
        words[i].head.filter(|_| !begins_clause(words[i].deprel)).map(|h| h as usize)
    };
    let mut told = vec![false; words.len()];
    let mut is_event = vec![false; words.len()];
    for m in found.iter().filter(|m| rules[m.rule as usize].event.is_some()) {
        is_event[m.predicate] = true;
        let mut at = Some(m.predicate);
        while let Some(i) = at.filter(|i| !told[*i]) {
            told[i] = true;
            at = over(i);
        }
    }
    for (i, told) in told.iter_mut().enumerate() {
        *told |= std::iter::successors(Some(i), |i| over(*i)).any(|i| is_event[i]);
    }
    told
}

/// Relative clauses and asides tell something of their own.
fn begins_clause(deprel: Deprel) -> bool {
    matches!(deprel, Deprel::AclRelcl | Deprel::Parataxis)
}

fn draft(
    model: &LazyLock<Model>,
    matcher: &Matcher<'_, '_>,
    verb: usize,
) -> Option<Draft> {
    let framer = matcher.framer;
    let mentions = framer.mentions;
    if mentions.data.grammar.words.stative.has(mentions.symbols[verb]) {
        return None; // “the two countries share a hard past”: nothing is done
    }
    let frame = framer.of_predicate(verb, TriggerKind::Verb);
    // Critics, unions and firms do much that is no politics.
    let acts = |s: &usize| matcher.is_actor(*s) && matcher.is_power(*s);
    let subject = frame.subject.filter(acts)?;
    let target = target(matcher, &frame)?;
    if is_own_organ(matcher, subject, target) {
        return None;
    }
    let span = |word: usize| -> Span {
        let (first, last) = mentions.phrase(word);
        mentions.span(first, last)
    };
    let sides = ([span(subject)], [span(target)]);
    let decision =
        evidence::decide(model, (mentions, matcher.actors), (&sides.0, &sides.1), verb)?;
    // Of its own concessions, one in four was right: words such as “approved”, “lifted” concede much that is nothing.
    if decision.probability < SURE || decision.event == EventType::Concede {
        return None;
    }
    let ontology = &mentions.data.ontology;
    let cameo = ontology.root_code(|row| row.event == Some(decision.event));
    let found = Match {
        actor: Some(subject),
        recipient: Some(target).filter(|t| matcher.is_actor(*t)),
        object: frame.object,
        subject: Some(subject),
        ..Match::unruled(verb)
    };
    let mut status = clause::assertion(framer, verb).status();
    if status == Status::Actual && is_weighed(mentions, verb) {
        status = Status::Hypothetical;
    }
    Some(Draft {
        found,
        event: decision.event,
        mode: None,
        cameo: cameo.to_owned(),
        act: None,
        context: Vec::new(),
        status,
        is_reciprocal: false,
        rules: vec![decision.rule],
    })
}

/// “Have reshuffled their army commands”: what a state does to its own officers and bodies.
fn is_own_organ(matcher: &Matcher<'_, '_>, subject: usize, target: usize) -> bool {
    let doers = matcher.sides(subject);
    let is_own = |side: &Side| {
        let actor = &side.actor;
        let is_theirs = |d: &Side| d.actor.country == actor.country;
        actor.is_official() && actor.country.is_some() && doers.iter().any(is_theirs)
    };
    let targets = matcher.sides(target);
    !targets.is_empty() && targets.iter().all(is_own)
}

/// Who is acted on: an actor among the verb's complements, or else its object.
fn target(matcher: &Matcher<'_, '_>, frame: &Frame) -> Option<usize> {
    let obliques = frame.obliques.iter().map(|(_, phrase)| *phrase);
    let complements = frame.object.into_iter().chain(frame.indirect).chain(obliques);
    let is_side = |w: &usize| matcher.is_actor(*w) && !matcher.framer.is_time(*w);
    complements.into_iter().find(is_side).or(frame.object)
}
