//! What the evidence model looks at, as readable strings.
//!
//! In: a sentence with its sides. Out: for “[Norway] expelled two {Russian} diplomats” among others `word expel`, `predicate
//! expel`, `predicate cut`, `sense SANCTION`. Known limit: names count only by their kind of actor.

use super::scene::{Scene, Side};
use super::sense::sense;
use crate::parse::{Deprel, Upos};

/// How many governors of a side are looked at.
const GOVERNORS: usize = 4;
/// How deep the complements of the predicate are.
const DEPTH: usize = 2;

/// Adds the features of a sentence.
pub(super) fn features(scene: &Scene<'_>, out: &mut Vec<String>) {
    words(scene, out);
    for side in Side::BOTH {
        of_side(scene, side, out);
    }
    if let Some(predicate) = scene.predicate() {
        of_predicate(scene, predicate, out);
        of_sense(scene, predicate, out);
        of_recipient(scene, predicate, out);
    }
}

/// Lemmas and fields outside both sides; those between them once more.
fn words(scene: &Scene<'_>, out: &mut Vec<String>) {
    let heads = Side::BOTH.map(|side| scene.head_of(side));
    for i in (0..scene.len()).filter(|i| scene.is_outside(*i)) {
        let is_between = match heads {
            [Some(a), Some(r)] => a.min(r) < i && i < a.max(r),
            _ => false,
        };
        if says_something(scene.word(i).upos) {
            let lemma = &scene.lemmas[i];
            out.push(format!("word {lemma}"));
            if i + 1 < scene.len() && scene.is_outside(i + 1) {
                out.push(format!("pair {lemma} {}", scene.lemmas[i + 1]));
            }
            if is_between {
                out.push(format!("between {lemma}"));
            }
        }
        for (field, length) in &scene.fields[i] {
            out.push(format!("in {}", field.id));
            out.extend((*length > 1).then(|| format!("phrase {}", field.id)));
            out.extend(field.event.map(|e| format!("in {e}")));
            out.extend(is_between.then(|| format!("between {}", field.id)));
        }
    }
}

/// Whether a word of this part of speech says something.
fn says_something(upos: Upos) -> bool {
    matches!(
        upos,
        Upos::Verb
            | Upos::Noun
            | Upos::Adj
            | Upos::Adv
            | Upos::Aux
            | Upos::Adp
            | Upos::Part
            | Upos::Sconj
    )
}

/// What a side says of itself, who it is, and what it depends on.
fn of_side(scene: &Scene<'_>, side: Side, out: &mut Vec<String>) {
    let name = side.name();
    let Some(head) = scene.head_of(side) else {
        out.push(format!("no {name}"));
        return;
    };
    for i in scene.of_side(side) {
        if matches!(scene.word(i).upos, Upos::Noun | Upos::Adj | Upos::Verb) {
            out.push(format!("{name} {}", scene.lemmas[i]));
        }
        out.extend(scene.fields[i].iter().map(|(f, _)| format!("{name} has {}", f.id)));
    }
    if let Some(actor) = scene.actors.at(head).next() {
        out.push(format!("{name} is {:?} {}", actor.sort, actor.sector));
    }
    governors(scene, name, head, out);
}

fn governors(scene: &Scene<'_>, name: &str, head: usize, out: &mut Vec<String>) {
    let mut at = head;
    for step in 0..GOVERNORS {
        let Some(up) = scene.head(at) else { return };
        if scene.is_outside(up) {
            let relation = main(scene.word(at).deprel);
            out.push(format!("{name}^{step} {relation} {}", scene.lemmas[up]));
            out.push(format!("{name}^ {}", scene.lemmas[up]));
            for (field, _) in &scene.fields[up] {
                out.push(format!("{name}^ {relation} {}", field.id));
                out.push(format!("{name}^ {}", field.id));
            }
        }
        at = up;
    }
}

/// The predicate of the actor and its complements.
fn of_predicate(scene: &Scene<'_>, at: usize, out: &mut Vec<String>) {
    let manner = scene.manner(at).name();
    out.push(format!("predicate {}", scene.lemmas[at]));
    out.push(format!("manner {manner}"));
    for (field, _) in &scene.fields[at] {
        out.push(format!("predicate {}", field.id));
        out.push(format!("predicate {} {manner}", field.id));
    }
    complements(scene, at, (at, &manner), 0, out);
}

fn complements(
    scene: &Scene<'_>,
    at: usize,
    (predicate, manner): (usize, &str),
    depth: usize,
    out: &mut Vec<String>,
) {
    for child in scene.children(at).filter(|c| scene.is_outside(*c)) {
        let relation = main(scene.word(child).deprel);
        let is_complement = matches!(
            relation,
            "xcomp" | "ccomp" | "obj" | "obl" | "advcl" | "acl" | "nmod" | "iobj"
        );
        if !is_complement {
            continue;
        }
        for (field, _) in &scene.fields[child] {
            out.push(format!("{depth}{relation} {}", field.id));
            out.push(format!("below {}", field.id));
            for (over, _) in &scene.fields[predicate] {
                out.push(format!("{} > {}", over.id, field.id));
                out.push(format!("{manner} {} > {}", over.id, field.id));
            }
        }
        if depth < DEPTH {
            complements(scene, child, (predicate, manner), depth + 1, out);
        }
    }
}

/// The sense of the sentence, alone and with what stands around it.
fn of_sense(scene: &Scene<'_>, predicate: usize, out: &mut Vec<String>) {
    for event in sense(scene, predicate) {
        out.push(format!("sense {event}"));
        out.push(format!("sense {event} {}", scene.manner(predicate).name()));
        out.push(format!("sense {event} {}", scene.lemmas[predicate]));
        for (field, _) in &scene.fields[predicate] {
            out.push(format!("sense {event} by {}", field.id));
        }
        for side in Side::BOTH {
            let fields = scene.of_side(side).flat_map(|i| &scene.fields[i]);
            out.extend(
                fields.map(|(f, _)| format!("sense {event} {} {}", side.name(), f.id)),
            );
        }
    }
}

/// What governs the recipient, where the actor's predicate may be another: “Kenya, which {Mali} had accused, …”.
fn of_recipient(scene: &Scene<'_>, predicate: usize, out: &mut Vec<String>) {
    if let Some(over) = scene.speaking_over(Side::Recipient) {
        let events = scene.fields[over].iter().filter_map(|(f, _)| f.event);
        out.extend(events.map(|e| format!("near {e}")));
    }
    let Some(over) = scene.verb_over(Side::Recipient) else { return };
    let events = sense(scene, over);
    out.extend(events.iter().map(|e| format!("recipient sense {e}")));
    if events == sense(scene, predicate) {
        out.extend(events.iter().map(|e| format!("both sense {e}")));
    }
    out.push(
        if over == predicate { "one predicate" } else { "two predicates" }.to_owned(),
    );
    if over != predicate {
        out.extend(events.iter().map(|e| format!("other sense {e}")));
    }
}

/// The main type of a relation.
fn main(deprel: Deprel) -> &'static str {
    let name = deprel.name();
    name.split(':').next().unwrap_or(name)
}
