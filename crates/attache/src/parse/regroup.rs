//! Words that the parser grouped with the noun behind them, though they belong to the clause.
//!
//! In: the words of a sentence. Out: in “On Monday soldiers broke up a rally” the day is the verb's and the soldiers are its subject,
//! in “imposed an embargo eight days after the coup” the embargo is its object, in “it would sever relations”, where “sever” was
//! taken for an adjective, it is the verb, and in “France, Canada and Peru called their envoys home” all three are the subject.
//! Known limit: one step in the tree; what is attached farther away stays there.

use super::Word;
use super::label::{Deprel, Upos, Xpos};

/// Names of days, months and parts of days, one a line.
static DAYS: &str = include_str!("../../data/models/days.txt");

/// How far from a word its children are sought, so that time stays linear in the length of a sentence.
const NEAR: usize = 60;

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
        join_perfect(words, i);
        part_origin(words, i);
        raise_clause(words, i);
        part_subjects(words, i);
        part_participle(words, i);
        part_object(words, i);
        join_name(words, i);
        raise_perfect(text, words, i);
        verbs.extend(raise_modified(words, i));
        if let Some(name) = name_before(text, words, i, &may_be_verb) {
            let raised = raise_plan(words, name).or_else(|| raise_saying(words, name));
            verbs.extend(raised);
        }
        gather_list(text, words, i);
        part_running(words, i);
    }
    verbs
}

fn is_time(text: &str, word: &Word) -> bool {
    let form = word.span.of(text);
    let is_year = form.len() == 4 && form.chars().all(|c| c.is_ascii_digit());
    is_year || DAYS.lines().any(|day| day == form)
}

fn is_nominal(word: &Word) -> bool {
    matches!(word.upos, Upos::Noun | Upos::Propn)
}

fn head(words: &[Word], i: usize) -> Option<usize> {
    words[i].head.map(|h| h as usize)
}

/// The children of a word that are near it.
fn children(words: &[Word], i: usize) -> impl Iterator<Item = usize> + '_ {
    let near = i.saturating_sub(NEAR)..words.len().min(i + NEAR);
    near.filter(move |c| words[*c].head == Some(i as u32))
}

fn has_child(words: &[Word], i: usize, wanted: impl Fn(&Word) -> bool) -> bool {
    children(words, i).any(|c| wanted(&words[c]))
}

fn is_subject(word: &Word) -> bool {
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
    let end = (case + 1..words.len()).find(|i| !is_time(text, &words[*i]));
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

/// “Imposed a trade embargo eight days after the coup”: no noun modifies another across a number.
fn part_number(words: &mut [Word], noun: usize) {
    let Some(counted) = head(words, noun).filter(|h| *h > noun + 1) else { return };
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
    (words[noun].head, words[noun].deprel) = (Some(verb as u32), Deprel::Obj);
    words[counted].deprel = Deprel::OblUnmarked;
}

/// “Ended after Norwegian police praised the rebels”: parsed as after the police, with a clause that nobody does.
fn raise_clause(words: &mut [Word], case: usize) {
    let is_case = words[case].deprel == Deprel::Case && words[case].upos == Upos::Adp;
    let is_bare = |n: usize| {
        words[n].deprel == Deprel::Obl
            && !has_child(words, n, |w| w.deprel == Deprel::Case)
    };
    // “After” may be the clause's already, though the police are not.
    let noun = match head(words, case).filter(|h| *h > case) {
        Some(verb) if words[case].deprel == Deprel::Mark => {
            (case + 1..verb).find(|n| is_bare(*n) && head(words, *n) == head(words, verb))
        }
        noun => noun.filter(|_| is_case),
    };
    let Some(noun) = noun else { return };
    let Some(main) = head(words, noun).filter(|_| words[noun].deprel == Deprel::Obl)
    else {
        return;
    };
    let is_inner = |v: usize| {
        let hangs = match words[v].deprel {
            Deprel::Advcl => head(words, v) == Some(main),
            Deprel::Acl => head(words, v) == Some(noun),
            _ => false,
        };
        hangs && matches!(words[v].xpos, Xpos::Vbd | Xpos::Vbn)
    };
    let Some(verb) = (noun + 1..words.len().min(noun + NEAR)).find(|v| is_inner(*v))
    else {
        return;
    };
    let is_joined =
        (noun + 1..verb).all(|i| head(words, i).is_some_and(|h| h >= noun && h <= verb));
    // “After Turkey had called”: an auxiliary, or an object, shows that the verb is no participle.
    let is_finite = words[case].deprel == Deprel::Mark
        && has_child(words, verb, |w| w.deprel == Deprel::Aux);
    let is_clause = (is_finite
        || children(words, verb).any(|c| is_object(words, verb, c)))
        && !has_child(words, verb, |w| {
            is_subject(w)
                || w.deprel == Deprel::AuxPass
                || w.deprel == Deprel::Aux && !is_finite
        });
    if !is_joined || !is_clause || words[main].upos != Upos::Verb {
        return;
    }
    (words[verb].head, words[verb].deprel) = (Some(main as u32), Deprel::Advcl);
    words[verb].xpos = Xpos::Vbd;
    (words[noun].head, words[noun].deprel) = (Some(verb as u32), Deprel::Nsubj);
    (words[case].head, words[case].deprel) = (Some(verb as u32), Deprel::Mark);
}

/// “They had shot dead two journalists”: “had” and “shot” parsed as two clauses of the same verb.
fn join_perfect(words: &mut [Word], have: usize) {
    if words[have].lemma != "have" || words[have].upos == Upos::Punct {
        return;
    }
    let is_adverb = |i: &usize| words[*i].upos == Upos::Adv;
    let after = (have + 1..words.len()).find(|i| !is_adverb(i));
    let Some(verb) = after.filter(|v| words[*v].xpos == Xpos::Vbn) else { return };
    let is_twin = words[verb].deprel == words[have].deprel
        && words[verb].head == words[have].head
        && matches!(words[verb].deprel, Deprel::Ccomp | Deprel::Advcl | Deprel::Conj);
    if !is_twin || has_child(words, have, |w| w.deprel == Deprel::Obj) {
        return;
    }
    for child in children(words, have).collect::<Vec<_>>() {
        words[child].head = Some(verb as u32);
    }
    (words[have].head, words[have].deprel) = (Some(verb as u32), Deprel::Aux);
    words[have].upos = Upos::Aux;
}

/// “Police have wounded Chadian lawmakers”: no participle modifies a name's adjective behind “have”.
fn raise_perfect(text: &str, words: &mut [Word], verb: usize) {
    let Some(have) = verb.checked_sub(1).filter(|h| words[*h].lemma == "have") else {
        return;
    };
    let is_amod = words[verb].deprel == Deprel::Amod && words[verb].xpos == Xpos::Vbn;
    let object = head(words, verb).filter(|o| {
        is_amod && words[*o].deprel == Deprel::Obj && head(words, *o) == Some(have)
    });
    let Some(object) = object.filter(|o| *o > verb + 1) else { return };
    if !words[verb + 1].span.of(text).starts_with(char::is_uppercase) {
        return;
    }
    for child in children(words, have).collect::<Vec<_>>() {
        words[child].head = Some(verb as u32);
    }
    (words[verb].head, words[verb].deprel) = (words[have].head, words[have].deprel);
    words[verb].upos = Upos::Verb;
    (words[have].head, words[have].deprel) = (Some(verb as u32), Deprel::Aux);
    words[have].upos = Upos::Aux;
    words[object].head = Some(verb as u32);
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

/// “The navy attacked seven boats, witnesses said”: of two subjects the first belongs to what is said.
fn part_subjects(words: &mut [Word], clause: usize) {
    let is_said = matches!(words[clause].deprel, Deprel::Ccomp | Deprel::Parataxis);
    let Some(verb) = head(words, clause).filter(|v| is_said && *v > clause) else {
        return;
    };
    let subjects: Vec<usize> =
        children(words, verb).filter(|c| is_subject(&words[*c])).collect();
    let [first, second] = subjects[..] else { return };
    let is_free = !has_child(words, clause, is_subject);
    if is_free && first < clause && clause < second && second < verb {
        words[first].head = Some(clause as u32);
    }
}

/// The same where what is said was taken for a participle: “Egyptian troops imposed sanctions, witnesses said”.
fn part_participle(words: &mut [Word], inner: usize) {
    let is_participle =
        words[inner].deprel == Deprel::Acl && words[inner].xpos == Xpos::Vbn;
    let Some(first) = head(words, inner).filter(|f| is_participle && *f < inner) else {
        return;
    };
    let Some(verb) =
        head(words, first).filter(|v| is_subject(&words[first]) && *v > inner)
    else {
        return;
    };
    let is_second = |c: usize| is_subject(&words[c]) && c > inner && c < verb;
    let is_clause = !has_child(words, inner, |w| w.deprel == Deprel::OblAgent)
        && children(words, inner).any(|c| is_object(words, inner, c));
    if !is_clause || !children(words, verb).any(is_second) {
        return;
    }
    (words[inner].head, words[inner].deprel) = (Some(verb as u32), Deprel::Ccomp);
    words[inner].xpos = Xpos::Vbd;
    (words[first].head, words[first].deprel) = (Some(inner as u32), Deprel::Nsubj);
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

/// “The ministry said Turkey and Serbia had exchanged fire”: parsed as saying Turkey and Serbia.
fn part_object(words: &mut [Word], verb: usize) {
    let is_bare = words[verb].deprel == Deprel::Conj
        && has_child(words, verb, |w| w.deprel == Deprel::Aux)
        && !has_child(words, verb, |w| is_subject(w) || w.deprel == Deprel::Cc);
    let Some(main) = head(words, verb).filter(|m| is_bare && *m < verb) else { return };
    let is_object = |c: &usize| {
        words[*c].deprel == Deprel::Obj
            && main < *c
            && *c < verb
            && is_nominal(&words[*c])
    };
    let Some(object) = children(words, main).find(is_object) else { return };
    let is_joined = (object + 1..verb)
        .all(|i| head(words, i).is_some_and(|h| h >= object && h <= verb));
    if is_joined && words[main].upos == Upos::Verb {
        (words[object].head, words[object].deprel) = (Some(verb as u32), Deprel::Nsubj);
        words[verb].deprel = Deprel::Ccomp;
    }
}

/// Whether `child` is what the verb is done to, though the parser may have taken a counted phrase for an oblique one.
fn is_object(words: &[Word], verb: usize, child: usize) -> bool {
    let is_bare = words[child].deprel == Deprel::Obl
        && !has_child(words, child, |w| w.deprel == Deprel::Case);
    child > verb && (is_bare || words[child].deprel == Deprel::Obj)
}

/// “It would sever relations”, “to sever ties”: a word between an auxiliary and its noun that was taken for an adjective.
fn raise_modified(words: &mut [Word], verb: usize) -> Option<usize> {
    let object = head(words, verb).filter(|h| *h > verb)?;
    let is_adjective = words[verb].deprel == Deprel::Amod
        && (words[verb].xpos == Xpos::Jj || words[verb].xpos == Xpos::Vbn);
    // “Say the military has outlawed meetings”: a participle with an auxiliary of its own.
    let has_auxiliary = words[verb].xpos == Xpos::Vbn
        && has_child(words, verb, |w| w.deprel == Deprel::Aux);
    let opens = |w: &Word| matches!(w.xpos, Xpos::Md | Xpos::To);
    let before = (0..verb).rev().find(|i| words[*i].upos != Upos::Adv)?;
    let is_opened = opens(&words[before])
        && matches!(words[before].deprel, Deprel::Aux | Deprel::Mark)
        && head(words, before) == Some(object);
    let is_finite = has_auxiliary || is_opened && words[verb].xpos == Xpos::Jj;
    if !is_adjective || !is_finite || !is_nominal(&words[object]) {
        return None;
    }
    let index = |i: usize| Some(i as u32);
    for child in children(words, object).collect::<Vec<_>>() {
        let is_clause = child < verb || words[child].deprel == Deprel::Punct;
        if child != verb && is_clause {
            words[child].head = index(verb);
        }
    }
    (words[verb].head, words[verb].deprel) = (words[object].head, words[object].deprel);
    (words[object].head, words[object].deprel) = (index(verb), Deprel::Obj);
    if !has_auxiliary {
        (words[verb].upos, words[verb].xpos) = (Upos::Verb, Xpos::Vb);
    }
    Some(verb)
}

/// The name before a noun in the plural that may be its verb: “Azerbaijan plans”, “Kenya insists”.
fn name_before(
    text: &str,
    words: &[Word],
    verb: usize,
    may_be_verb: impl Fn(&str) -> bool,
) -> Option<usize> {
    let name = verb.checked_sub(1)?;
    let is_noun = words[verb].upos == Upos::Noun && words[verb].xpos == Xpos::Nns;
    let is_its = words[name].upos == Upos::Propn
        && head(words, name) == Some(verb)
        && matches!(words[name].deprel, Deprel::Compound | Deprel::Nsubj);
    (is_noun && is_its && may_be_verb(words[verb].span.of(text))).then_some(name)
}

/// Makes a noun the verb of the name before it, whose clause `inner` is.
fn make_verb(words: &mut [Word], (name, verb): (usize, usize), inner: (usize, Deprel)) {
    (words[verb].upos, words[verb].xpos) = (Upos::Verb, Xpos::Vbz);
    words[name].deprel = Deprel::Nsubj;
    words[inner.0].deprel = inner.1;
}

/// “Azerbaijan plans to appoint an ambassador”: parsed as plans of Azerbaijan.
fn raise_plan(words: &mut [Word], name: usize) -> Option<usize> {
    let verb = name + 1;
    let is_free = !is_subject(&words[verb])
        && !matches!(
            words[verb].deprel,
            Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::Appos
        );
    let to = words.get(verb + 1).filter(|w| w.xpos == Xpos::To)?.head? as usize;
    let is_inner = words[to].xpos == Xpos::Vb && head(words, to) == Some(verb);
    let has_clause = has_child(words, verb, |w| {
        matches!(w.deprel, Deprel::Cop | Deprel::Case | Deprel::Det | Deprel::NmodPoss)
    });
    if !is_free || !is_inner || has_clause {
        return None;
    }
    make_verb(words, (name, verb), (to, Deprel::Xcomp));
    Some(verb)
}

/// “Kenya insists that it does not recognise them”: parsed as insists of Kenya.
fn raise_saying(words: &mut [Word], name: usize) -> Option<usize> {
    let (verb, that) = (name + 1, name + 2);
    let clause = words.get(that).filter(|w| w.xpos == Xpos::Wdt)?.head? as usize;
    let is_told = words[verb].deprel == Deprel::Root
        && words[clause].deprel == Deprel::AclRelcl
        && head(words, clause) == Some(verb)
        && words[that].deprel == Deprel::Obj
        && children(words, clause).any(|c| c > that && is_subject(&words[c]));
    if !is_told {
        return None;
    }
    make_verb(words, (name, verb), (clause, Deprel::Ccomp));
    words[that].deprel = Deprel::Mark;
    Some(verb)
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
