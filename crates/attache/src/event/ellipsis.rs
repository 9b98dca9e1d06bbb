//! Acts that are not said again: “did so”, “followed suit”, “nor has Spain”.
//!
//! In: a sentence and the events coded before. Out: after “Suriname revoked its recognition of Kosovo” the sentence “The
//! Comoros did the same” is the Comoros' revocation. Known limit: the last act before is the one that is meant.

use super::Event;
use super::matching::Matcher;
use crate::data::lexicon::Symbol;
use crate::mention::Mentions;
use crate::parse::{Deprel, Upos};
use crate::span::Span;

/// A verb that stands for an act told before, and the head of the phrase that names who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ellipsis {
    pub(super) verb: usize,
    pub(super) actor: usize,
    /// “Nor has Spain”.
    pub(super) is_negated: bool,
}

/// All such verbs of the sentence, in order.
pub(super) fn find(matcher: &Matcher<'_, '_>) -> Vec<Ellipsis> {
    let n = matcher.framer.mentions.parse.len();
    (0..n).filter_map(|i| stand_in(matcher, i).or_else(|| inverted(matcher, i))).collect()
}

/// “Did so”, “did the same”, “followed suit”.
fn stand_in(matcher: &Matcher<'_, '_>, verb: usize) -> Option<Ellipsis> {
    let mentions = matcher.framer.mentions;
    let words = &mentions.data.grammar.ellipsis;
    let symbol = mentions.symbols[verb];
    let is_verb = matches!(mentions.parse.words()[verb].upos, Upos::Verb | Upos::Aux);
    let n = mentions.parse.len();
    // “Had done so a fortnight earlier”: the word behind the verb belongs to it, wherever the parser hung it.
    let behind = Some(verb + 1).filter(|i| *i < n);
    let has = |wanted: &dyn Fn(Symbol) -> bool| {
        let mut parts = matcher.framer.children(verb).chain(behind);
        parts.any(|c| wanted(mentions.symbols[c]) || wanted(mentions.forms[c]))
    };
    let fits = words.acts.has(symbol) && has(&|s| words.same.has(s))
        || words.acts.has(symbol) && does_alone(matcher, verb)
        || words.follows.has(symbol) && has(&|s| words.example.has(s))
        || words.follows.has(symbol) && follows_alone(matcher, verb)
        || words.takes.has(symbol) && takes_alike(matcher, verb);
    if !is_verb || !fits {
        return None;
    }
    let actor = matcher.framer.subject(verb)?;
    Some(Ellipsis { verb, actor, is_negated: false })
}

/// “No state had recognised it. On Tuesday Iran did.”
fn does_alone(matcher: &Matcher<'_, '_>, verb: usize) -> bool {
    let framer = matcher.framer;
    let is_bare = |c: usize| {
        !matches!(
            framer.word(c).deprel,
            Deprel::Obj | Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl | Deprel::Iobj
        )
    };
    let is_lone = !matches!(framer.word(verb).deprel, Deprel::Aux | Deprel::AuxPass);
    let ends = framer
        .mentions
        .parse
        .words()
        .get(verb + 1)
        .is_none_or(|w| matches!(w.upos, Upos::Punct | Upos::Adp));
    let subject = framer.child(verb, Deprel::Nsubj).filter(|s| *s < verb);
    is_lone
        && ends
        && framer.word(verb).xpos.name() == "VBD"
        && framer.children(verb).all(is_bare)
        && subject.is_some_and(|s| matcher.is_power(s))
}

/// “Jordan followed in 1994.”
fn follows_alone(matcher: &Matcher<'_, '_>, verb: usize) -> bool {
    let framer = matcher.framer;
    let is_finite = matches!(framer.word(verb).xpos.name(), "VBD" | "VBZ" | "VBP");
    let subject = framer.child(verb, Deprel::Nsubj);
    is_finite
        && framer.child(verb, Deprel::Obj).is_none()
        && subject.is_some_and(|s| matcher.is_power(s))
}

/// “Took similar steps”.
fn takes_alike(matcher: &Matcher<'_, '_>, verb: usize) -> bool {
    let mentions = matcher.framer.mentions;
    let grammar = &mentions.data.grammar;
    matcher.framer.child(verb, Deprel::Obj).is_some_and(|step| {
        let is_alike = |c: usize| grammar.ellipsis.alike.has(mentions.symbols[c]);
        grammar.words.deed.has(mentions.symbols[step])
            && matcher.framer.children(step).any(is_alike)
    })
}

/// “Nor has Spain”, “so did France”: a lone auxiliary after its cue, with the one who acts behind it.
fn inverted(matcher: &Matcher<'_, '_>, verb: usize) -> Option<Ellipsis> {
    let mentions = matcher.framer.mentions;
    let words = mentions.parse.words();
    let cue = verb.checked_sub(1)?;
    let grammar = &mentions.data.grammar;
    let is_negated = grammar.words.negation.has(mentions.forms[cue]);
    let is_cue = is_negated || grammar.ellipsis.cue.has(mentions.forms[cue]);
    let is_lone = matches!(words[verb].upos, Upos::Verb | Upos::Aux)
        && !matches!(words[verb].deprel, Deprel::Aux | Deprel::AuxPass)
        && grammar.ellipsis.auxiliaries.has(mentions.forms[verb]);
    if !is_cue || !is_lone {
        return None;
    }
    let actor = matcher.framer.children(verb).find(|c| {
        *c > verb
            && matches!(words[*c].deprel, Deprel::Obj | Deprel::Nsubj | Deprel::Xcomp)
    })?;
    Some(Ellipsis { verb, actor, is_negated })
}

/// How many sentences back an act may lie that is not said again.
const REACH: usize = 3;

/// The event that is meant: of those told last before the verb, one that changes what holds between powers, else the last. What
/// was told longer ago must be such an act.
pub(super) fn antecedent<'e>(
    here: &'e [Event],
    earlier: &'e [Event],
    (verb, sentence): (Span, usize),
) -> Option<&'e Event> {
    let is_act = |e: &&Event| e.act.is_some();
    let told = || here.iter().rev().filter(|e| e.trigger.end <= verb.start);
    if let Some(event) = told().find(is_act).or_else(|| told().next()) {
        return Some(event);
    }
    let near = || earlier.iter().rev().take_while(|e| e.sentence + REACH >= sentence);
    let just = || near().filter(|e| e.sentence + 1 == sentence);
    let meant = just().find(is_act).or_else(|| just().find(|e| !e.is_by_evidence()));
    meant.or_else(|| near().find(is_act))
}

/// The span of the verb.
pub(super) fn trigger(mentions: &Mentions<'_>, ellipsis: Ellipsis) -> Span {
    mentions.parse.words()[ellipsis.verb].span
}
