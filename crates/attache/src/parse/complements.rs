//! Infinitives, participles and clauses that the parser took for something else beside a verb or noun.
//!
//! In: the words of a sentence. Out: in “offered to mediate” what is offered is an act, in “kept its border shut” the border is shut,
//! in “accused it of arming rebels and of preparing for war” both are charges, in “at striking teachers” teachers strike, and “a
//! report that it had moved troops” tells what was reported. Known limit: one step in the tree, as in [`super::regroup`].

use super::Word;
use super::label::{Deprel, Upos, Xpos};
use super::regroup::{children, has_child, head, is_nominal, is_subject};

/// Mends what word `i` is the verb of or opens.
pub(super) fn mend(words: &mut [Word], i: usize) {
    join_infinitive(words, i);
    part_particle(words, i);
    join_result(words, i);
    part_second(words, i);
    part_title(words, i);
    part_striking(words, i);
    join_gerund(words, i);
    part_content(words, i);
    part_running(words, i);
}

/// “Have offered to mediate”: an infinitive that was taken for a place.
fn join_infinitive(words: &mut [Word], verb: usize) {
    let Some(to) = verb.checked_sub(1).filter(|t| words[*t].xpos == Xpos::To) else {
        return;
    };
    let is_place = words[verb].xpos == Xpos::Vb
        && words[verb].deprel == Deprel::Obl
        && words[to].deprel == Deprel::Case
        && head(words, to) == Some(verb);
    if is_place {
        (words[verb].deprel, words[verb].upos) = (Deprel::Xcomp, Upos::Verb);
        (words[to].deprel, words[to].upos) = (Deprel::Mark, Upos::Part);
    }
}

/// “Struck the movement off its list”: before a noun of the verb's stands a preposition, and no particle.
fn part_particle(words: &mut [Word], particle: usize) {
    let is_particle = words[particle].deprel == Deprel::CompoundPrt
        && matches!(words[particle].lemma.as_str(), "off" | "out" | "over" | "in" | "on");
    let Some(above) = head(words, particle).filter(|a| is_particle && *a < particle)
    else {
        return;
    };
    let verb = if is_nominal(&words[above]) { head(words, above) } else { Some(above) };
    let Some(verb) = verb.filter(|v| *v < particle) else { return };
    let is_noun = |c: &usize| {
        *c > particle
            && is_nominal(&words[*c])
            && matches!(words[*c].deprel, Deprel::Obj | Deprel::Obl)
            && !has_child(words, *c, |w| w.deprel == Deprel::Case)
    };
    let Some(noun) = children(words, verb).find(is_noun) else { return };
    let has_object =
        children(words, verb).any(|c| c < particle && words[c].deprel == Deprel::Obj);
    let is_joined = (particle + 1..noun)
        .all(|i| head(words, i).is_some_and(|h| h > particle && h <= noun));
    if has_object && is_joined {
        (words[particle].head, words[particle].deprel) =
            (Some(noun as u32), Deprel::Case);
        (words[particle].upos, words[particle].xpos) = (Upos::Adp, Xpos::In);
        words[noun].deprel = Deprel::Obl;
    }
}

/// “Has kept its border shut”: what something is kept as, taken for a clause beside it.
fn join_result(words: &mut [Word], state: usize) {
    let is_bare = words[state].xpos == Xpos::Vbn
        && words[state].deprel == Deprel::Advcl
        && !has_child(words, state, |w| {
            is_subject(w) || matches!(w.deprel, Deprel::Mark | Deprel::OblAgent)
        });
    let Some(verb) = head(words, state).filter(|v| is_bare && *v < state) else { return };
    let is_keeping = matches!(words[verb].lemma.as_str(), "keep" | "leave" | "hold");
    let is_behind = words[state - 1].upos != Upos::Punct
        && children(words, verb).any(|c| c < state && words[c].deprel == Deprel::Obj);
    if is_keeping && is_behind {
        words[state].deprel = Deprel::Xcomp;
    }
}

/// “At striking teachers”, “hundreds of striking teachers”: no strike of teachers is meant, but teachers who strike.
fn part_striking(words: &mut [Word], striking: usize) {
    let is_described = words[striking].xpos == Xpos::Vbg
        && matches!(words[striking].deprel, Deprel::Acl | Deprel::Advcl)
        && matches!(
            words[striking].lemma.as_str(),
            "strike"
                | "protest"
                | "demonstrate"
                | "march"
                | "riot"
                | "flee"
                | "retreat"
                | "advance"
        );
    let Some(case) = striking
        .checked_sub(1)
        .filter(|c| is_described && words[*c].deprel == Deprel::Mark)
    else {
        return;
    };
    let is_who = |p: &usize| {
        words[*p].xpos == Xpos::Nns
            && words[*p].deprel == Deprel::Obj
            && head(words, *p) == Some(striking)
    };
    let Some(people) = Some(striking + 1).filter(|p| *p < words.len() && is_who(p))
    else {
        return;
    };
    let is_clause = words[striking].deprel == Deprel::Acl;
    for child in children(words, striking).collect::<Vec<_>>() {
        words[child].head = Some(people as u32);
    }
    words[people].head = words[striking].head;
    words[people].deprel = if is_clause { Deprel::Nmod } else { Deprel::Obl };
    words[case].deprel = Deprel::Case;
    (words[striking].head, words[striking].deprel) = (Some(people as u32), Deprel::Amod);
}

/// “Accused it of arming rebels and of preparing for war”: the second of two charges, parsed as a deed beside the accusing.
fn join_gerund(words: &mut [Word], gerund: usize) {
    let Some(case) = gerund.checked_sub(1) else { return };
    let is_second = words[gerund].xpos == Xpos::Vbg
        && words[gerund].deprel == Deprel::Conj
        && head(words, case) == Some(gerund)
        && matches!(words[case].lemma.as_str(), "of" | "for" | "from" | "with");
    let Some(verb) = head(words, gerund).filter(|v| is_second && *v < gerund) else {
        return;
    };
    let is_first = |c: usize| {
        c < gerund
            && matches!(words[c].deprel, Deprel::Obl | Deprel::Advcl)
            && children(words, c).any(|w| words[w].lemma == words[case].lemma)
    };
    if words[verb].xpos != Xpos::Vbg && children(words, verb).any(is_first) {
        words[gerund].deprel = Deprel::Advcl;
        words[case].deprel = Deprel::Mark;
    }
}

/// “Sent troops to its border and China closed its embassy”: a noun right before the second verb does what the verb says.
fn part_second(words: &mut [Word], verb: usize) {
    let Some(noun) = verb.checked_sub(1) else { return };
    let is_bare = words[verb].deprel == Deprel::Conj
        && matches!(words[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
        && !has_child(words, verb, |w| is_subject(w) || w.deprel == Deprel::Cc);
    let is_listed = words[noun].deprel == Deprel::Conj && is_nominal(&words[noun]);
    let Some(before) = head(words, noun).filter(|b| is_bare && is_listed && *b < noun)
    else {
        return;
    };
    let joint = children(words, noun).find(|c| words[*c].deprel == Deprel::Cc);
    let is_second = head(words, verb)
        .is_some_and(|first| first < before && words[first].upos == Upos::Verb);
    if let Some(joint) = joint.filter(|_| is_second && !is_subject(&words[before])) {
        (words[noun].head, words[noun].deprel) = (Some(verb as u32), Deprel::Nsubj);
        words[joint].head = Some(verb as u32);
    }
}

/// “Declared 22 gangs terrorist groups”: what somebody is declared to be, taken for a part of his name.
fn part_title(words: &mut [Word], named: usize) {
    let is_plural =
        words[named].xpos == Xpos::Nns && words[named].deprel == Deprel::Compound;
    let Some(title) = head(words, named).filter(|t| is_plural && *t > named) else {
        return;
    };
    let Some(verb) = head(words, title).filter(|v| *v < named) else { return };
    let is_naming = matches!(
        words[verb].lemma.as_str(),
        "declare"
            | "designate"
            | "name"
            | "brand"
            | "label"
            | "call"
            | "deem"
            | "proclaim"
    );
    if !is_naming || words[title].deprel != Deprel::Obj || words[title].xpos != Xpos::Nns
    {
        return;
    }
    for child in children(words, title).filter(|c| *c < named).collect::<Vec<_>>() {
        words[child].head = Some(named as u32);
    }
    (words[named].head, words[named].deprel) = (Some(verb as u32), Deprel::Obj);
    words[title].deprel = Deprel::Xcomp;
}

/// “A report that it had moved troops”: a clause with an object of its own is what is reported.
fn part_content(words: &mut [Word], that: usize) {
    let is_object = words[that].xpos == Xpos::Wdt
        && words[that].lemma == "that"
        && words[that].deprel == Deprel::Obj;
    let Some(verb) = head(words, that).filter(|v| is_object && *v > that) else {
        return;
    };
    let is_full = words[verb].deprel == Deprel::AclRelcl
        && has_child(words, verb, is_subject)
        && children(words, verb).any(|c| c > verb && words[c].deprel == Deprel::Obj);
    if is_full {
        words[verb].deprel = Deprel::Acl;
        (words[that].deprel, words[that].upos) = (Deprel::Mark, Upos::Sconj);
        words[that].xpos = Xpos::In;
    }
}

/// “Kept its embassy running”: parsed as the running of its embassy.
fn part_running(words: &mut [Word], going: usize) {
    let Some(noun) = going.checked_sub(1) else { return };
    let is_going = words[going].xpos == Xpos::Vbg
        && matches!(words[going].deprel, Deprel::Obj | Deprel::Xcomp);
    let is_owned = words[noun].deprel == Deprel::Compound
        && is_nominal(&words[noun])
        && head(words, noun) == Some(going);
    let Some(verb) = head(words, going).filter(|v| is_going && is_owned && *v < noun)
    else {
        return;
    };
    let owner = |w: &Word| matches!(w.deprel, Deprel::NmodPoss | Deprel::Det);
    let of_going = children(words, going).filter(|c| *c < noun).collect::<Vec<_>>();
    let of_noun = has_child(words, noun, owner);
    if !of_noun && !of_going.iter().any(|c| owner(&words[*c])) {
        return;
    }
    for child in of_going {
        words[child].head = Some(noun as u32);
    }
    (words[noun].head, words[noun].deprel) = (Some(verb as u32), Deprel::Obj);
    (words[going].deprel, words[going].upos) = (Deprel::Xcomp, Upos::Verb);
}
