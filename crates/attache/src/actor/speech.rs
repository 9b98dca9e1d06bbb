//! Who speaks in a sentence: for “we” in a quotation, and for who vouches for what is said.
//!
//! In: a parsed sentence. Out: in “‘We will never leave,’ Erdogan told reporters.” the verb “told” is one of saying and
//! its speaker is Erdogan. Known limit: one speaker for a sentence.

use crate::data::pattern::TriggerKind;
use crate::data::rules::Operator;
use crate::mention::Mentions;
use crate::parse::{Deprel, Upos};

/// How many words a speaker may stand from a verb of saying that the parser gave no subject.
const NEAR: usize = 3;

/// How far behind a verb the words stand that make it one of saying: “made it clear”, “served notice”.
const BEHIND: usize = 4;

/// Whether the word is a verb of saying: some pattern of an operator `report` starts with it, and what else it asks for follows.
pub fn is_report(mentions: &Mentions<'_>, verb: usize) -> bool {
    let rules = &mentions.data.rules;
    let symbol = mentions.symbols[verb];
    let patterns = rules.triggered(TriggerKind::Verb, symbol);
    let end = mentions.symbols.len().min(verb + 1 + BEHIND);
    let behind = &mentions.symbols[verb + 1..end];
    let is_report = |p: &u32| {
        let pattern = &rules.patterns[*p as usize];
        let triggers = pattern.triggers.headed(symbol);
        rules.rules[pattern.rule as usize].operator == Some(Operator::Report)
            && triggers.iter().any(|t| t.with.iter().all(|w| behind.contains(w)))
    };
    mentions.parse.words()[verb].upos == Upos::Verb
        && patterns.iter().any(is_report)
        && !is_told(mentions, verb)
}

/// “Both states are said to be considering it”: said by nobody who is named.
fn is_told(mentions: &Mentions<'_>, verb: usize) -> bool {
    let words = mentions.parse.words();
    let mut children = mentions.parse.children(verb).iter().map(|c| *c as usize);
    let mut others = mentions.parse.children(verb).iter().map(|c| *c as usize);
    children.any(|c| words[c].deprel == Deprel::AuxPass)
        && others.any(|c| {
            words[c].deprel == Deprel::Xcomp && words[c].xpos.name().starts_with("VB")
        })
}

/// The phrase beside a verb of saying to which the parser gave no subject: “a diplomat there said”, “said a diplomat”.
pub fn nearby_speaker(mentions: &Mentions<'_>, verb: usize) -> Option<usize> {
    let words = mentions.parse.words();
    let is_name = |i: usize| {
        matches!(words[i].upos, Upos::Noun | Upos::Propn | Upos::Pron)
            && words[i].deprel != Deprel::Expl
    };
    let head = |i: usize| {
        let up = words[i].head.map(|h| h as usize);
        let is_inner = matches!(words[i].deprel, Deprel::Flat | Deprel::Compound);
        up.filter(|_| is_inner).unwrap_or(i)
    };
    let before = (verb.saturating_sub(NEAR)..verb)
        .rev()
        .take_while(|i| words[*i].upos != Upos::Punct)
        .find(|i| is_name(*i));
    let after = || {
        (verb + 1..words.len().min(verb + 1 + NEAR))
            .take_while(|i| words[*i].upos != Upos::Punct)
            .find(|i| is_name(*i))
    };
    before.or_else(after).map(head).filter(|i| *i != verb)
}

/// The speaker whose words the sentence quotes or tells: the subject of its outermost verb of saying.
pub(super) fn speaker(mentions: &Mentions<'_>) -> Option<usize> {
    let words = mentions.parse.words();
    let is_outer = |i: &usize| {
        matches!(words[*i].deprel, Deprel::Root | Deprel::Parataxis | Deprel::Conj)
            && is_report(mentions, *i)
    };
    let subject = |i: usize| {
        let children = mentions.parse.children(i).iter().map(|c| *c as usize);
        let subject = |c: &usize| words[*c].deprel == Deprel::Nsubj;
        let is_object = |c: &u32| words[*c as usize].deprel == Deprel::Obj;
        // “Kenya and Djibouti maintain offices”: has its object, and says nothing.
        let has_object = mentions.parse.children(i).iter().any(is_object);
        let near = || nearby_speaker(mentions, i).filter(|_| !has_object);
        children.into_iter().find(subject).or_else(near)
    };
    (0..words.len()).filter(is_outer).find_map(subject)
}

/// Whether a quotation opens before the word and does not close before it.
pub fn is_in_quotes(mentions: &Mentions<'_>, word: usize) -> bool {
    let before = (0..word).map(|i| mentions.form(i));
    before.fold(false, |is_open, form| match form {
        "\"" => !is_open,
        "“" | "``" => true,
        "”" | "''" => false,
        _ => is_open,
    })
}

/// The source named at the end of a sentence, where the parser took its verb for a noun: “…, BBC reports.”
pub fn closing_source(mentions: &Mentions<'_>) -> Option<usize> {
    let words = mentions.parse.words();
    let verb = (0..words.len()).rev().find(|i| words[*i].upos != Upos::Punct)?;
    let name = verb.checked_sub(1).filter(|n| mentions.name_at(*n).is_some())?;
    let first = mentions.name_at(name)?.first as usize;
    let is_apart = first.checked_sub(1).is_some_and(|b| words[b].upos == Upos::Punct);
    let rules = &mentions.data.rules;
    let says = |p: &u32| {
        let rule = rules.patterns[*p as usize].rule;
        rules.rules[rule as usize].operator == Some(Operator::Report)
    };
    let is_report =
        rules.triggered(TriggerKind::Verb, mentions.symbols[verb]).iter().any(says);
    (is_apart && is_report && words[verb].upos == Upos::Noun).then_some(name)
}
