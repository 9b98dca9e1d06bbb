//! Verbs, auxiliaries and subjects that the parser put into the wrong clause.
//!
//! In: the words of a sentence. Out: in “the talks ended after Norwegian police praised the rebels” the police praised, in “the navy
//! attacked seven boats, witnesses said” the navy attacked, in “it would sever relations”, where “sever” was taken for an adjective, it
//! is the verb, and in “Azerbaijan plans to appoint an ambassador” Azerbaijan plans. Known limit: one step in the tree, as in
//! [`super::regroup`].

use super::Word;
use super::label::{Deprel, Upos, Xpos};
use super::regroup::{NEAR, children, has_child, head, is_nominal, is_subject};

/// Mends what word `i` begins or is the verb of; the word that is a verb now, where one was none.
pub(super) fn mend(
    text: &str,
    words: &mut [Word],
    i: usize,
    may_be_verb: impl Fn(&str) -> bool,
) -> Option<usize> {
    raise_clause(words, i);
    raise_inverted(words, i);
    turn_subject(words, i);
    raise_main(words, i);
    raise_behind(words, i);
    join_perfect(words, i);
    raise_perfect(text, words, i);
    part_subjects(words, i);
    part_participle(words, i);
    part_object(words, i);
    let modified = raise_modified(words, i);
    let named = name_before(text, words, i, &may_be_verb);
    let raised = named
        .and_then(|name| raise_plan(words, name).or_else(|| raise_saying(words, name)));
    modified.or(raised)
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
        let (deprel, head) = (words[v].deprel, head(words, v));
        let hangs = deprel == Deprel::Advcl && head == Some(main)
            || deprel == Deprel::Acl && head == Some(noun);
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

/// “Only in 1980 did Chile and Peru sign a treaty”: parsed as doing Chile.
fn raise_inverted(words: &mut [Word], auxiliary: usize) {
    let is_auxiliary = words[auxiliary].lemma == "do"
        && words[auxiliary].upos != Upos::Aux
        && matches!(words[auxiliary].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    if !is_auxiliary {
        return;
    }
    let is_inner = |c: usize| {
        words[c].xpos == Xpos::Vb
            && matches!(
                words[c].deprel,
                Deprel::Conj | Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl
            )
            && !has_child(words, c, |w| w.deprel == Deprel::Mark)
    };
    let is_noun = |c: usize| {
        c > auxiliary
            && is_nominal(&words[c])
            && matches!(words[c].deprel, Deprel::Obj | Deprel::Nsubj)
    };
    let Some(noun) = children(words, auxiliary).find(|c| is_noun(*c)) else { return };
    let verb = children(words, auxiliary).find(|c| *c > noun && is_inner(*c));
    let Some(verb) = verb else { return };
    let between = noun + 1..verb;
    if !between.clone().all(|i| head(words, i).is_some_and(|h| h >= noun && h <= verb)) {
        return;
    }
    for child in children(words, auxiliary).collect::<Vec<_>>() {
        words[child].head = Some(verb as u32);
    }
    for i in between {
        // “Chile and Peru”: the joint is the second name's.
        if words[i].deprel == Deprel::Cc && words[i].head == Some(verb as u32) {
            words[i].head = Some(i as u32 + 1);
        }
    }
    (words[verb].head, words[verb].deprel) =
        (words[auxiliary].head, words[auxiliary].deprel);
    (words[auxiliary].head, words[auxiliary].deprel) = (Some(verb as u32), Deprel::Aux);
    words[auxiliary].upos = Upos::Aux;
    words[noun].deprel = Deprel::Nsubj;
}

/// “Did El Salvador and Honduras sign a treaty”: what stands between “did” and its verb is the subject.
fn turn_subject(words: &mut [Word], verb: usize) {
    if words[verb].xpos != Xpos::Vb || has_child(words, verb, is_subject) {
        return;
    }
    let is_do = |c: &usize| words[*c].deprel == Deprel::Aux && words[*c].lemma == "do";
    let Some(auxiliary) = children(words, verb).find(is_do).filter(|a| *a < verb) else {
        return;
    };
    let is_between = |c: &usize| {
        auxiliary < *c
            && *c < verb
            && words[*c].deprel == Deprel::Obj
            && is_nominal(&words[*c])
    };
    let subject =
        children(words, verb).chain(children(words, auxiliary)).find(is_between);
    if let Some(subject) = subject {
        (words[subject].head, words[subject].deprel) = (Some(verb as u32), Deprel::Nsubj);
    }
}

/// “The government that the UN recognises denounced the move”: the verb behind a relative clause is the main one.
fn raise_main(words: &mut [Word], verb: usize) {
    let Some(inner) = verb.checked_sub(1) else { return };
    let hangs =
        matches!(words[verb].deprel, Deprel::Xcomp | Deprel::Ccomp | Deprel::Conj);
    let is_bare = matches!(words[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
        && head(words, verb) == Some(inner)
        && !has_child(words, verb, |w| is_subject(w) || w.deprel == Deprel::Mark);
    let is_relative = words[inner].deprel == Deprel::AclRelcl
        && has_child(words, inner, is_subject)
        && has_child(words, inner, |w| w.deprel == Deprel::Obj);
    let Some(noun) =
        head(words, inner).filter(|n| hangs && is_bare && is_relative && *n < inner)
    else {
        return;
    };
    if words[noun].deprel != Deprel::Root || has_child(words, noun, is_subject) {
        return;
    }
    (words[verb].head, words[verb].deprel) = (None, Deprel::Root);
    (words[noun].head, words[noun].deprel) = (Some(verb as u32), Deprel::Nsubj);
    for child in children(words, noun).collect::<Vec<_>>() {
        if child > verb {
            words[child].head = Some(verb as u32);
        }
    }
}

/// “The league, which keeps observers there, called for calm”: parsed as a league, called so.
fn raise_behind(words: &mut [Word], verb: usize) {
    let hangs = matches!(
        words[verb].deprel,
        Deprel::Acl | Deprel::AclRelcl | Deprel::Advcl | Deprel::Parataxis
    );
    // It may hang on the noun or on what the relative clause says of it.
    let above = head(words, verb).filter(|n| hangs && *n < verb);
    let up = |a: &usize| head(words, *a).filter(|h| h < a);
    let mut chain = std::iter::successors(above, up).take(3);
    let relative = chain.find(|a| words[*a].deprel == Deprel::AclRelcl);
    let noun = relative.map_or(above, |r| head(words, r));
    let is_alone = |n: &usize| {
        let heads = matches!(
            words[*n].deprel,
            Deprel::Root | Deprel::Advcl | Deprel::Ccomp | Deprel::Parataxis
        );
        heads
            && is_nominal(&words[*n])
            && !has_child(words, *n, |w| w.deprel == Deprel::Case)
    };
    let Some(noun) = noun.filter(is_alone) else { return };
    let is_relative = |c: usize| {
        words[c].deprel == Deprel::AclRelcl
            && c < verb
            && has_child(words, c, |w| is_subject(w) || w.deprel == Deprel::NsubjPass)
    };
    let has_auxiliary = has_child(words, verb, |w| w.deprel == Deprel::Aux);
    let is_behind_comma = verb > 0 && words[verb - 1].upos == Upos::Punct;
    let is_finite = matches!(words[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
        || words[verb].xpos == Xpos::Vbn && (has_auxiliary || is_behind_comma);
    let is_bound = has_child(words, verb, |w| {
        is_subject(w)
            || matches!(
                w.deprel,
                Deprel::Mark | Deprel::Cc | Deprel::AuxPass | Deprel::OblAgent
            )
    });
    let is_free = !has_child(words, noun, is_subject)
        && !has_child(words, noun, |w| w.deprel == Deprel::Cop);
    if !is_finite || is_bound || !is_free || !children(words, noun).any(is_relative) {
        return;
    }
    let joins = |w: &Word| matches!(w.deprel, Deprel::Mark | Deprel::Cc);
    for child in children(words, noun).collect::<Vec<_>>() {
        if child > verb || joins(&words[child]) {
            words[child].head = Some(verb as u32);
        }
    }
    (words[verb].head, words[verb].deprel) = (words[noun].head, words[noun].deprel);
    (words[noun].head, words[noun].deprel) = (Some(verb as u32), Deprel::Nsubj);
    if words[verb].xpos == Xpos::Vbn && !has_auxiliary {
        words[verb].xpos = Xpos::Vbd;
    }
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
    let is_that = |w: &&Word| matches!(w.xpos, Xpos::Wdt | Xpos::In) && w.lemma == "that";
    let clause = words.get(that).filter(is_that)?.head? as usize;
    let is_told = words[verb].deprel == Deprel::Root
        && words[clause].deprel == Deprel::AclRelcl
        && head(words, clause) == Some(verb)
        && matches!(words[that].deprel, Deprel::Obj | Deprel::Mark)
        && children(words, clause).any(|c| c > that && is_subject(&words[c]));
    if !is_told {
        return None;
    }
    make_verb(words, (name, verb), (clause, Deprel::Ccomp));
    words[that].deprel = Deprel::Mark;
    Some(verb)
}
