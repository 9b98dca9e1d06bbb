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

/// “Yemen's internationally recognised government followed suit.” where “recognised” is taken for the verb: the participle
/// becomes a modifier of its noun, and the verb behind it the root.
pub(super) fn mend_participle(text: &str, words: &mut [Word]) {
    let Some(root) = words.iter().position(|word| word.head.is_none()) else { return };
    let Some(noun) = modified(text, words, root) else { return };
    let index = |i: usize| Some(i as u32);
    let is_verb = |word: &Word| matches!(word.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let hangs = |word: &Word| word.head == index(noun) || word.head == index(root);
    let Some(verb) = (noun + 1..words.len()).find(|i| {
        is_verb(&words[*i]) && words[*i].deprel == Deprel::Conj && hangs(&words[*i])
    }) else {
        return;
    };
    for (i, word) in words.iter_mut().enumerate() {
        if word.head == index(root) && i != root - 1 {
            word.head = index(if i < root { noun } else { verb });
        }
    }
    (words[root].head, words[root].deprel) = (index(noun), Deprel::Amod);
    (words[noun].head, words[noun].deprel) = (index(verb), Deprel::Nsubj);
    (words[verb].head, words[verb].deprel) = (None, Deprel::Root);
}

/// The noun that the participle at the root belongs to: between “'s” or an article and an adverb before it, and the noun behind.
fn modified(text: &str, words: &[Word], root: usize) -> Option<usize> {
    let adverb = root.checked_sub(1)?;
    let opening = adverb.checked_sub(1)?;
    let is_open = words[opening].xpos == Xpos::Pos || words[opening].upos == Upos::Det;
    let is_adverb =
        words[adverb].upos == Upos::Adv && words[adverb].span.of(text).ends_with("ly");
    let is_participle = matches!(words[root].xpos, Xpos::Vbn | Xpos::Vbd);
    let noun = root + 1;
    let is_noun = words.get(noun).is_some_and(|word| word.upos == Upos::Noun);
    (is_open && is_adverb && is_participle && is_noun).then_some(noun)
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
