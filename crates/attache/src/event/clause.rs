//! What a clause says of its predicate: negated, possible, to come; and who says so.
//!
//! In: a predicate. Out: “Kuwait has not cut its ties” is negated; “will lift” is to come; “if Moscow expels more” is only
//! possible; in “Belarus may follow, its ambassador said” the speaker is the ambassador. Known limit: irony.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the label sets are closed; a label that is not named here changes nothing"
)]

use super::frame::Framer;
use super::matching::Matcher;
use crate::actor::{is_report, nearby_speaker};
use crate::event::Status;
use crate::mention::Mentions;
use crate::parse::{Deprel, Upos};

/// How a predicate is asserted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself")]
pub(super) struct Assertion {
    pub(super) is_negated: bool,
    pub(super) is_future: bool,
    pub(super) is_hypothetical: bool,
    /// “Would”.
    pub(super) is_conditional: bool,
    /// “Must”, “should”: a demand of whoever says it.
    pub(super) is_deontic: bool,
    /// An infinitive of purpose: “flew to Oslo to meet …”.
    pub(super) is_purpose: bool,
}

impl Assertion {
    /// The status that this assertion gives.
    pub(super) fn status(self) -> Status {
        if self.is_negated {
            Status::Negated
        } else if self.is_hypothetical {
            Status::Hypothetical
        } else if self.is_future {
            Status::Future
        } else {
            Status::Actual
        }
    }
}

/// How many clauses up an assertion is sought.
const CLAUSES: usize = 6;

/// How the clause of predicate `i` and the clauses above it assert it.
pub(super) fn assertion(framer: Framer<'_, '_>, predicate: usize) -> Assertion {
    let mentions = framer.mentions;
    let words = mentions.parse.words();
    let mut all = Assertion {
        is_negated: false,
        is_future: false,
        is_hypothetical: false,
        is_conditional: false,
        is_deontic: false,
        is_purpose: false,
    };
    let mut at = predicate;
    for _ in 0..CLAUSES {
        own(framer, at, &mut all);
        let Some(head) = words[at].head.map(|h| h as usize) else { break };
        match words[at].deprel {
            Deprel::Advcl | Deprel::Acl if opens(framer, (at, head), &mut all) => break,
            // What governs an infinitive or an event noun governs its status; a reported clause stands for itself.
            Deprel::Xcomp => at = head,
            Deprel::Conj
                if words[head].upos == words[at].upos
                    && !has_subject(framer, at)
                    && !has_auxiliary(framer, at)
                    && framer.past_infinitive(at, head, 2).is_none() =>
            {
                at = head;
            }
            Deprel::Obj | Deprel::NsubjPass if words[at].upos != Upos::Verb => at = head,
            Deprel::Nmod
                if words[at].upos != Upos::Verb && words[head].upos == Upos::Noun =>
            {
                at = head;
            }
            Deprel::Ccomp | Deprel::Conj
                if all.is_conditional
                    && is_report(mentions, head)
                    && words[head].xpos.name() == "VBD" =>
            {
                // “Announced that they would”: the future of the past.
                all.is_hypothetical = false;
                all.is_future = true;
                break;
            }
            _ => break,
        }
    }
    all
}

/// Whether the clause at `at` opens with a word that says how it stands: “if”, “until”, “to”.
fn opens(
    framer: Framer<'_, '_>,
    (at, head): (usize, usize),
    all: &mut Assertion,
) -> bool {
    let mentions = framer.mentions;
    let grammar = &mentions.data.grammar;
    let words = mentions.parse.words();
    let is_beside = words[at].deprel == Deprel::Advcl;
    let marked = |accept: &dyn Fn(usize) -> bool| has_mark(mentions, at, accept);
    if is_beside && marked(&|m| grammar.words.condition.has(mentions.symbols[m])) {
        all.is_hypothetical = true;
        return true;
    }
    let is_awaited = words[at].xpos.name() != "VBD"
        && marked(&|m| grammar.words.awaited.has(mentions.symbols[m]));
    if is_beside && is_awaited {
        all.is_purpose = true; // only waited for, not told as done
        return true;
    }
    let is_infinitive = marked(&|m| words[m].xpos.name() == "TO");
    // “Went so far as to call for sanctions” did so.
    let is_done = marked(&|m| words[m].xpos.name() == "IN");
    if is_infinitive && is_planned(framer, at) {
        all.is_future = true;
    } else if is_infinitive && !is_done {
        all.is_purpose = !grammar.pronouns.stand_in.has(mentions.symbols[head]);
    }
    is_infinitive
}

/// Whether a predicate tells of what is to come: by its auxiliary, or as an infinitive that a promise may govern.
pub(super) fn is_to_come(framer: Framer<'_, '_>, predicate: usize) -> bool {
    let said = assertion(framer, predicate);
    said.is_future || said.is_hypothetical || framer.is_infinitive(predicate)
}

/// “Is to expel”, “are each to expel”: a copula before an infinitive tells what is planned.
fn is_planned(framer: Framer<'_, '_>, i: usize) -> bool {
    let has_copula = |w: usize| framer.child(w, Deprel::Cop).is_some();
    let each = || {
        let head = framer.head(i).filter(|_| framer.word(i).deprel == Deprel::Acl)?;
        Some(framer.word(head).upos == Upos::Det && has_copula(head))
    };
    framer.is_infinitive(i)
        && framer.word(i).upos == Upos::Verb
        && (has_copula(i) || each() == Some(true))
}

fn has_subject(framer: Framer<'_, '_>, i: usize) -> bool {
    framer.child(i, Deprel::Nsubj).or(framer.child(i, Deprel::NsubjPass)).is_some()
}

/// “Are not free to leave and have been stripped of their passports”: with an auxiliary of its own a verb stands for itself.
fn has_auxiliary(framer: Framer<'_, '_>, i: usize) -> bool {
    framer.child(i, Deprel::Aux).or(framer.child(i, Deprel::AuxPass)).is_some()
}

fn has_mark(mentions: &Mentions<'_>, i: usize, accept: impl Fn(usize) -> bool) -> bool {
    mentions.parse.children(i).iter().any(|c| {
        let word = &mentions.parse.words()[*c as usize];
        matches!(word.deprel, Deprel::Mark | Deprel::Advmod) && accept(*c as usize)
    })
}

/// What the word's own auxiliaries and adverbs say.
fn own(framer: Framer<'_, '_>, i: usize, all: &mut Assertion) {
    let mentions = framer.mentions;
    let grammar = &mentions.data.grammar.words;
    let words = mentions.parse.words();
    all.is_future |= is_planned(framer, i);
    // “Not until 1980 did they sign”: they signed.
    let asserts = |child: usize| {
        child + 1 < words.len() && grammar.asserting.has(mentions.symbols[child + 1])
    };
    for child in framer.children(i) {
        let symbol = mentions.symbols[child];
        match words[child].deprel {
            // “Said no to it” did say so.
            Deprel::Advmod if child > i && words[child].xpos.name() != "RB" => {}
            Deprel::Advmod | Deprel::Det | Deprel::Cc | Deprel::CcPreconj
                if grammar.negation.has(symbol) && !asserts(child) =>
            {
                all.is_negated = true;
            }
            Deprel::Aux | Deprel::AuxPass => {
                all.is_future |= grammar.future.has(symbol);
                all.is_hypothetical |= grammar.hypothetical.has(symbol);
                all.is_conditional |= grammar.conditional.has(mentions.forms[child]);
                all.is_deontic |= grammar.deontic.has(symbol);
            }
            Deprel::Case
                if words[i].upos != Upos::Propn && grammar.negation.has(symbol) =>
            {
                all.is_negated = true;
            }
            Deprel::Mark if grammar.negation.has(symbol) => all.is_negated = true,
            Deprel::Nsubj | Deprel::NsubjPass => {
                all.is_negated |=
                    framer.is_nobody(child) && framer.exception(i, child).is_none();
                // “Neither Oslo nor Rome has recognised it”.
                all.is_negated |= framer.children(child).any(|c| {
                    matches!(words[c].deprel, Deprel::CcPreconj | Deprel::Cc)
                        && c < child
                        && grammar.negation.has(mentions.forms[c])
                });
            }
            _ => {}
        }
    }
}

/// A verb of saying above the predicate, and the head of its speaker.
#[derive(Debug, Clone, Copy)]
pub(super) struct Saying {
    pub(super) verb: usize,
    pub(super) speaker: usize,
}

/// Who vouches for predicate `i`, innermost first.
pub(super) fn sayings(matcher: &Matcher<'_, '_>, predicate: usize) -> Vec<Saying> {
    let framer = matcher.framer;
    let mentions = framer.mentions;
    let words = mentions.parse.words();
    let mut all = Vec::new();
    let mut at = predicate;
    for _ in 0..2 * CLAUSES {
        // “…, and work will go on, the spokesman said”: the aside may hang from the last of the clauses.
        let clauses = framer.children(at).filter(|c| words[*c].deprel == Deprel::Conj);
        let asides = clauses
            .flat_map(|c| framer.children(c))
            .filter(|c| words[*c].deprel == Deprel::Parataxis && *c > predicate);
        for child in framer.children(at).chain(asides) {
            let is_aside = match words[child].deprel {
                Deprel::Parataxis => true,
                Deprel::Advcl => has_subject(framer, child),
                Deprel::Conj => is_report_aside(mentions, child),
                _ => false,
            };
            let is_aside = is_aside && !is_apart(framer, predicate, child);
            if is_aside && child != predicate && !is_under(mentions, predicate, child) {
                push(matcher, child, &mut all);
            }
            if let Some(source) = according(matcher, child) {
                all.push(source);
            }
        }
        let Some(head) = words[at].head.map(|h| h as usize) else { break };
        if matches!(
            words[at].deprel,
            Deprel::Ccomp
                | Deprel::Parataxis
                | Deprel::Xcomp
                | Deprel::Advcl
                | Deprel::Dep
                | Deprel::Obj
                | Deprel::Iobj
        ) {
            push(matcher, head, &mut all);
        }
        at = head;
    }
    all.dedup_by_key(|s| s.verb);
    all
}

/// “Warsaw passed a law; the agency said it broke rules”: what is said behind a semicolon is something else.
fn is_apart(framer: Framer<'_, '_>, predicate: usize, saying: usize) -> bool {
    let says_more = framer.child(saying, Deprel::Ccomp).is_some();
    let between = predicate.min(saying)..predicate.max(saying);
    says_more && between.into_iter().any(|i| framer.mentions.form(i) == ";")
}

/// “…, Le Monde reported, and …”: a verb of saying between two others, with a subject but nothing that it says.
pub(super) fn is_report_aside(mentions: &Mentions<'_>, verb: usize) -> bool {
    let words = mentions.parse.words();
    let has = |wanted: &[Deprel]| {
        mentions
            .parse
            .children(verb)
            .iter()
            .any(|c| wanted.contains(&words[*c as usize].deprel))
    };
    is_report(mentions, verb)
        && has(&[Deprel::Nsubj])
        && !has(&[Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp])
}

fn is_under(mentions: &Mentions<'_>, mut i: usize, top: usize) -> bool {
    for _ in 0..mentions.parse.len() {
        if i == top {
            return true;
        }
        let Some(head) = mentions.parse.words()[i].head else { return false };
        i = head as usize;
    }
    false
}

fn push(matcher: &Matcher<'_, '_>, verb: usize, all: &mut Vec<Saying>) {
    if !is_report(matcher.framer.mentions, verb) || all.iter().any(|s| s.verb == verb) {
        return;
    }
    let speaker = near_subject(matcher.framer, verb)
        .or_else(|| matcher.framer.surface_subject(verb, 2))
        .or_else(|| nearby_speaker(matcher.framer.mentions, verb));
    if let Some(speaker) = speaker {
        all.push(Saying { verb, speaker });
    }
}

/// “Any attack would mean war, Iran said”: where the parser gave the verb of saying two subjects with a verb between them, the
/// near one speaks.
fn near_subject(framer: Framer<'_, '_>, verb: usize) -> Option<usize> {
    let is_subject = |c: &usize| framer.word(*c).deprel == Deprel::Nsubj && *c < verb;
    let subjects: Vec<usize> = framer.children(verb).filter(is_subject).collect();
    let (first, last) = (subjects.first()?, subjects.last()?);
    let is_clause = |i: usize| framer.word(i).upos == Upos::Verb;
    (*first..*last).any(is_clause).then_some(*last)
}

/// “According to the ministry”.
fn according(matcher: &Matcher<'_, '_>, child: usize) -> Option<Saying> {
    let mentions = matcher.framer.mentions;
    let word = &mentions.parse.words()[child];
    let is_phrase = matches!(word.deprel, Deprel::Obl | Deprel::Nmod | Deprel::Parataxis);
    let marks = |c: usize| mentions.data.grammar.words.according.has(mentions.forms[c]);
    (is_phrase && matcher.framer.children(child).any(marks))
        .then_some(Saying { verb: child, speaker: child })
}
