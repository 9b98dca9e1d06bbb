//! Sentences as headlines: “The court has freed two men.” as “Court frees two men”.
//!
//! In: the words of a sentence. Out: the same without articles, auxiliaries and full stop, told in the present. Known limit: only short
//! sentences of one clause that tells.

use super::inflect::Forms;
use super::{capital, has};
use crate::corpus::Gold;
use crate::random::Random;
use attache::parse::{Deprel, Upos, Xpos};

/// How many words a sentence has at most.
const LONGEST: usize = 22;
/// And at least.
const SHORTEST: usize = 5;

/// The share of passives that become headlines: “Two men freed”.
const PASSIVES: f32 = 0.15;

/// The headline; none where the sentence is too long, asks, or has no subject.
pub(super) fn of(
    words: &[Gold],
    forms: &Forms,
    random: &mut Random,
) -> Option<Vec<Gold>> {
    let root = words.iter().position(|w| w.head.is_none())?;
    let is_short = (SHORTEST..=LONGEST).contains(&words.len());
    let tells = words.last().is_some_and(|w| w.form == ".");
    let subject = words.iter().position(|w| {
        w.head == Some(root as u32)
            && matches!(w.deprel, Deprel::Nsubj | Deprel::NsubjPass)
    })?;
    let is_named = matches!(words[subject].upos, Upos::Noun | Upos::Propn);
    if !is_short
        || !tells
        || !is_named
        || words[root].upos != Upos::Verb
        || subject > root
    {
        return None;
    }
    let mut words = words.to_vec();
    let is_passive = has(&words, root, &[Deprel::AuxPass]);
    let has_aux = has(&words, root, &[Deprel::Aux]);
    // Of many passives the network would learn that “Seoul complained” is one.
    if is_passive && random.unit() > PASSIVES {
        return None;
    }
    if !is_passive && !present(&mut words, (root, subject), has_aux, forms) {
        return None;
    }
    let is_left_out = |i: usize, w: &Gold| {
        let is_article = w.upos == Upos::Det && matches!(&*w.lemma, "a" | "the");
        let is_aux = w.head == Some(root as u32)
            && matches!(w.deprel, Deprel::Aux | Deprel::AuxPass)
            && matches!(&*w.lemma, "be" | "have");
        i + 1 == words.len() || is_article || is_aux
    };
    let left_out: Vec<bool> =
        words.iter().enumerate().map(|(i, w)| is_left_out(i, w)).collect();
    without(words, &left_out)
}

/// Puts the verb at the root into the present; false where its form does not allow it.
fn present(
    words: &mut [Gold],
    (root, subject): (usize, usize),
    has_aux: bool,
    forms: &Forms,
) -> bool {
    let is_perfect = has_aux && words[root].xpos == Some(Xpos::Vbn);
    let is_past = !has_aux && words[root].xpos == Some(Xpos::Vbd);
    if !is_perfect && !is_past {
        return !has_aux && matches!(words[root].xpos, Some(Xpos::Vbz | Xpos::Vbp));
    }
    let is_plural = matches!(words[subject].xpos, Some(Xpos::Nns | Xpos::Nnps))
        || has(words, subject, &[Deprel::Conj]);
    let xpos = if is_plural { Xpos::Vbp } else { Xpos::Vbz };
    words[root].form = forms.form(&words[root].lemma, xpos);
    words[root].xpos = Some(xpos);
    true
}

/// The words without some, which must have no dependents.
fn without(words: Vec<Gold>, left_out: &[bool]) -> Option<Vec<Gold>> {
    let mut place = Vec::with_capacity(words.len());
    let mut n = 0;
    for out in left_out {
        place.push(n);
        n += u32::from(!out);
    }
    if words.iter().any(|w| w.head.is_some_and(|h| left_out[h as usize])) {
        return None;
    }
    let mut kept: Vec<Gold> = words
        .into_iter()
        .zip(left_out)
        .filter(|(_, out)| !**out)
        .map(|(w, _)| w)
        .collect();
    for word in &mut kept {
        word.head = word.head.map(|h| place[h as usize]);
    }
    let first = kept.first_mut()?;
    first.form = capital(&first.form);
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{forms, sentence};
    use super::*;
    use attache::data::Data;

    #[test]
    fn a_sentence_becomes_a_headline() {
        let told = sentence(
            "The/2/det/DET/DT court/3/nsubj/NOUN/NN freed/0/root/VERB/VBD two/5/nummod/NUM/CD \
             men/3/obj/NOUN/NNS ./3/punct/PUNCT/.",
        );
        let data = Data::embedded().unwrap();
        let forms_of = Forms::of(std::slice::from_ref(&told), &data);
        let title = of(&told.words, &forms_of, &mut Random::new(1)).unwrap();
        assert_eq!(forms(&title), "Court freeds two men");
        assert_eq!(title[1].head, None);
        assert_eq!(title[3].head, Some(1));
    }
}
