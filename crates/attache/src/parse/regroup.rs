//! Words that the parser grouped with the wrong noun.
//!
//! In: the words of a sentence. Out: in “On Monday soldiers broke up a rally” the day is the verb's and the soldiers are its subject,
//! in “imposed an embargo eight days after the coup” the embargo is its object, in “NATO member Serbia” Serbia is who is spoken of,
//! and in “France, Canada and Peru called their envoys home” all three are the subject. Verbs and their clauses: [`super::clauses`].
//! Known limit: one step in the tree; what is attached farther away stays there.

use super::label::{Deprel, Upos, Xpos};
use super::{Word, clauses, complements};

/// Names of days, months and parts of days, one a line.
static DAYS: &str = include_str!("../../data/models/days.txt");

/// How far from a word its children are sought, so that time stays linear in the length of a sentence.
pub(super) const NEAR: usize = 60;

/// Mends the words; indexes of those that are verbs now, so that their lemmas can be found anew.
pub(super) fn mend(
    text: &str,
    words: &mut [Word],
    may_be_verb: impl Fn(&str) -> bool,
) -> Vec<usize> {
    let mut verbs = Vec::new();
    for i in 0..words.len() {
        raise_from_name(words, i);
        part_time(text, words, i);
        part_number(words, i);
        part_origin(words, i);
        part_home(words, i);
        join_name(words, i);
        verbs.extend(clauses::mend(text, words, i, &may_be_verb));
        complements::mend(words, i);
        gather_list(text, words, i);
    }
    verbs
}

/// Whether a form names a day, a month, a year or a part of a day.
pub(super) fn is_time(form: &str) -> bool {
    let is_year = form.len() == 4 && form.chars().all(|c| c.is_ascii_digit());
    is_year || DAYS.lines().any(|day| day == form)
}

pub(super) fn is_nominal(word: &Word) -> bool {
    matches!(word.upos, Upos::Noun | Upos::Propn)
}

pub(super) fn head(words: &[Word], i: usize) -> Option<usize> {
    words[i].head.map(|h| h as usize)
}

/// The children of a word that are near it.
pub(super) fn children(words: &[Word], i: usize) -> impl Iterator<Item = usize> + '_ {
    let near = i.saturating_sub(NEAR)..words.len().min(i + NEAR);
    near.filter(move |c| words[*c].head == Some(i as u32))
}

pub(super) fn has_child(
    words: &[Word],
    i: usize,
    wanted: impl Fn(&Word) -> bool,
) -> bool {
    children(words, i).any(|c| wanted(&words[c]))
}

pub(super) fn is_subject(word: &Word) -> bool {
    matches!(word.deprel, Deprel::Nsubj | Deprel::NsubjPass)
}

/// “Presidents Sadyr Japarov and Emomali Rahmon met”: what follows a part of a name belongs to the name, whose later parts have no
/// dependents of their own (UD `flat`).
fn raise_from_name(words: &mut [Word], i: usize) {
    let belongs = matches!(
        words[i].deprel,
        Deprel::Conj | Deprel::Appos | Deprel::Nmod | Deprel::Acl | Deprel::AclRelcl
    );
    if !belongs {
        return;
    }
    while let Some(part) = head(words, i).filter(|h| words[*h].deprel == Deprel::Flat) {
        words[i].head = words[part].head;
    }
}

/// “On Monday soldiers broke up a rally”, “since June residents have been barred”: parsed as soldiers of Monday.
fn part_time(text: &str, words: &mut [Word], case: usize) {
    if words[case].deprel != Deprel::Case || words[case].upos != Upos::Adp {
        return;
    }
    let end = (case + 1..words.len()).find(|i| !is_time(words[*i].span.of(text)));
    let Some(end) = end.filter(|end| *end > case + 1) else { return };
    let Some(noun) = head(words, case).filter(|n| *n >= end) else { return };
    let are_joined =
        (case + 1..end).all(|i| head(words, i).is_some_and(|h| h == noun || h < end));
    let is_free =
        matches!(words[noun].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obl);
    let Some(verb) = head(words, noun).filter(|v| are_joined && is_free && *v > noun)
    else {
        return;
    };
    let has_subject = children(words, verb).any(|c| c != noun && is_subject(&words[c]));
    let is_determined =
        has_child(words, noun, |w| matches!(w.deprel, Deprel::Det | Deprel::NmodPoss));
    if has_subject
        || is_determined
        || !is_nominal(&words[noun])
        || words[verb].upos != Upos::Verb
    {
        return;
    }
    for word in &mut words[case + 2..end] {
        (word.head, word.deprel) = (Some(case as u32 + 1), Deprel::NmodUnmarked);
    }
    (words[case + 1].head, words[case + 1].deprel) = (Some(verb as u32), Deprel::Obl);
    words[case].head = Some(case as u32 + 1);
    let is_passive = has_child(words, verb, |w| w.deprel == Deprel::AuxPass);
    words[noun].deprel = if is_passive { Deprel::NsubjPass } else { Deprel::Nsubj };
}

/// “Imposed a trade embargo eight days after the coup”, “lent Zambia 600 million dollars”: no noun modifies another across a number.
fn part_number(words: &mut [Word], noun: usize) {
    let Some(mut counted) = head(words, noun).filter(|h| *h > noun + 1) else { return };
    // “Million” is counted and counts.
    while words[counted].upos == Upos::Num
        && let Some(next) = head(words, counted).filter(|h| *h > counted)
    {
        counted = next;
    }
    let is_compound = words[noun].deprel == Deprel::Compound && is_nominal(&words[noun]);
    let is_number = words[noun + 1].upos == Upos::Num
        && head(words, noun + 1).is_some_and(|h| h > noun && h <= counted);
    let Some(verb) =
        head(words, counted).filter(|v| is_compound && is_number && *v < noun)
    else {
        return;
    };
    let is_adjunct =
        matches!(words[counted].deprel, Deprel::Obl | Deprel::OblUnmarked | Deprel::Obj);
    let is_taken =
        children(words, verb).any(|c| c != counted && words[c].deprel == Deprel::Obj);
    let has_case =
        children(words, counted).any(|c| c < noun && words[c].deprel == Deprel::Case);
    if !is_adjunct || is_taken || has_case || words[verb].upos != Upos::Verb {
        return;
    }
    for child in children(words, counted).filter(|c| *c < noun).collect::<Vec<_>>() {
        words[child].head = Some(noun as u32);
    }
    words[noun].head = Some(verb as u32);
    // What a state is given stays the object.
    let is_given =
        words[noun].upos == Upos::Propn && words[counted].deprel == Deprel::Obj;
    if is_given {
        words[noun].deprel = Deprel::Iobj;
    } else {
        (words[noun].deprel, words[counted].deprel) = (Deprel::Obj, Deprel::OblUnmarked);
    }
}

/// “Sent the Mexican ambassador home”: nobody sends a home.
fn part_home(words: &mut [Word], home: usize) {
    let Some(sent) = home.checked_sub(1) else { return };
    let is_sent = words[home].lemma == "home"
        && words[home].deprel == Deprel::Obj
        && words[sent].deprel == Deprel::Compound
        && head(words, sent) == Some(home)
        && is_nominal(&words[sent]);
    let Some(verb) = head(words, home).filter(|v| is_sent && *v < sent) else { return };
    let sends = matches!(
        words[verb].lemma.as_str(),
        "send"
            | "call"
            | "bring"
            | "order"
            | "fly"
            | "take"
            | "summon"
            | "ship"
            | "drive"
    );
    if !sends {
        return;
    }
    for child in children(words, home).collect::<Vec<_>>() {
        words[child].head = Some(sent as u32);
    }
    (words[sent].head, words[sent].deprel) = (Some(verb as u32), Deprel::Obj);
    words[home].deprel = Deprel::Advmod;
    words[home].upos = Upos::Adv;
}

/// “Were freed by soldiers from Norway”, “soldiers from Norway have left”: where a doer comes from is told of him.
fn part_origin(words: &mut [Word], case: usize) {
    if words[case].deprel != Deprel::Case || words[case].lemma != "from" {
        return;
    }
    let Some(origin) = head(words, case).filter(|o| words[*o].upos == Upos::Propn) else {
        return;
    };
    let Some(doer) = case.checked_sub(1).filter(|d| words[*d].upos == Upos::Noun) else {
        return;
    };
    let is_doer = is_subject(&words[doer]) || words[doer].deprel == Deprel::OblAgent;
    if is_doer && words[origin].deprel == Deprel::Obl && words[doer].xpos == Xpos::Nns {
        (words[origin].head, words[origin].deprel) = (Some(doer as u32), Deprel::Nmod);
    }
}

/// “NATO member Serbia”, “war-torn Ghana”: of two subjects or objects side by side the first only describes the name.
fn join_name(words: &mut [Word], described: usize) {
    let Some(name) = words.get(described + 1) else { return };
    let is_pair = name.upos == Upos::Propn
        && is_nominal(&words[described])
        && name.deprel == words[described].deprel
        && name.head == words[described].head
        && matches!(name.deprel, Deprel::Nsubj | Deprel::Obj);
    if !is_pair || children(words, described).any(|c| c > described) {
        return;
    }
    let index = described as u32 + 1;
    for child in children(words, described).collect::<Vec<_>>() {
        words[child].head = Some(index);
    }
    (words[described].head, words[described].deprel) = (Some(index), Deprel::NmodDesc);
}

/// “France, Canada and Peru called their envoys home”: parsed as France and the call, which only Peru did.
fn gather_list(text: &str, words: &mut [Word], first: usize) {
    let index = |i: usize| Some(i as u32);
    let is_name = words[first].upos == Upos::Propn;
    let is_clause =
        matches!(words[first].deprel, Deprel::Root | Deprel::Ccomp | Deprel::Parataxis);
    if !is_name
        || !is_clause
        || has_child(words, first, |w| w.deprel == Deprel::Cop || is_subject(w))
    {
        return;
    }
    let is_finite = |i: usize| matches!(words[i].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let joined = children(words, first)
        .find(|i| *i > first && words[*i].deprel == Deprel::Conj && is_finite(*i));
    let Some(verb) = joined.filter(|v| words[*v].upos == Upos::Verb) else { return };
    let subject = children(words, verb).find(|c| is_subject(&words[*c]));
    let Some(last) = subject.filter(|s| first < *s && *s < verb) else { return };
    let is_listed = |i: usize| {
        is_nominal(&words[i])
            || matches!(words[i].upos, Upos::Det | Upos::Cconj)
            || words[i].span.of(text) == ","
    };
    if !(first + 1..last).all(is_listed)
        || !(first + 1..last).any(|i| words[i].upos == Upos::Cconj)
    {
        return;
    }
    let (head, deprel) = (words[first].head, words[first].deprel);
    for child in children(words, first).collect::<Vec<_>>() {
        if child > verb || child < first && words[child].deprel != Deprel::Compound {
            words[child].head = index(verb);
        }
    }
    let joint =
        children(words, verb).find(|c| words[*c].deprel == Deprel::Cc && *c < last);
    if let Some(joint) = joint {
        words[joint].head = index(last);
    }
    words[first].deprel = words[last].deprel;
    words[first].head = index(verb);
    (words[last].head, words[last].deprel) = (index(first), Deprel::Conj);
    (words[verb].head, words[verb].deprel) = (head, deprel);
}
