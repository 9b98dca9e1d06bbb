//! Sentences that led the parser up the garden path: “Norway severed ties with Iran.” is no noun phrase.
//!
//! In: the words of a sentence. Out: the same with a verb at the root, where the parser had taken a whole sentence for a
//! noun: its root is a noun, it has no finite verb, it ends in a full stop, and a participle stands between a
//! name and the noun (“[Norway severed ties] with Iran”). Known limit: only past forms directly behind their subject.

use super::Word;
use super::label::{Deprel, Upos, Xpos};

/// Where the parts of the sentence stand.
#[derive(Debug, Clone, Copy)]
struct Path {
    subject: usize,
    verb: usize,
    object: usize,
}

/// Makes the participle the verb that it is; its index, so that its lemma can be found anew.
pub(super) fn mend(text: &str, words: &mut [Word]) -> Option<usize> {
    let path = find(text, words)?;
    let Path { subject, verb, object } = path;
    let index = |i: usize| Some(i as u32);
    for (i, word) in words.iter_mut().enumerate() {
        if word.head != index(object) || i == subject || i == verb {
            continue;
        }
        // What stands before the verb belongs to the subject, full stops and times to the clause.
        if i < verb {
            word.head = index(subject);
        } else if word.deprel == Deprel::Punct {
            word.head = index(verb);
        }
    }
    let object_word = &mut words[object];
    (object_word.head, object_word.deprel) = (index(verb), Deprel::Obj);
    let subject = &mut words[subject];
    (subject.head, subject.deprel) = (index(verb), Deprel::Nsubj);
    let verb_word = &mut words[verb];
    (verb_word.head, verb_word.deprel) = (None, Deprel::Root);
    (verb_word.upos, verb_word.xpos) = (Upos::Verb, Xpos::Vbd);
    Some(verb)
}

fn find(text: &str, words: &[Word]) -> Option<Path> {
    let root = words.iter().position(|word| word.head.is_none())?;
    let is_noun = |i: usize| matches!(words[i].upos, Upos::Noun | Upos::Propn);
    let is_sentence = words.last().is_some_and(|word| word.span.of(text) == ".");
    let is_finite = |word: &Word| {
        matches!(word.xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Md)
            || word.xpos == Xpos::Vbd && word.deprel != Deprel::Amod
    };
    if !is_sentence || !is_noun(root) || words.iter().any(is_finite) {
        return None;
    }
    // “[Norway severed ties]”, or “[Norway] and [Mali severed ties]”.
    let is_object = |i: usize| {
        i == root || words[i].deprel == Deprel::Conj && words[i].head == Some(root as u32)
    };
    let is_participle = |i: usize| {
        words[i].deprel == Deprel::Amod
            && matches!(words[i].xpos, Xpos::Vbn | Xpos::Vbd | Xpos::Jj)
            && words[i].span.of(text).ends_with("ed")
            && words[i]
                .head
                .is_some_and(|head| head as usize > i && is_object(head as usize))
    };
    let verb = (1..words.len()).find(|i| is_participle(*i))?;
    let object = words[verb].head? as usize;
    // The head of the phrase that ends just before the verb.
    let mut subject = verb - 1;
    while let Some(head) = words[subject].head.filter(|head| (*head as usize) < verb) {
        subject = head as usize;
    }
    (is_noun(subject) && is_noun(object)).then_some(Path { subject, verb, object })
}
