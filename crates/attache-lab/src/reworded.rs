//! Treebank sentences said again the way news says things, with their gold trees.
//!
//! In: the sentences of treebanks. Out: “The man paid the bill.” as “The minister who had left for Rome condemned the bill, he
//! said.”: a modifier, an opening or a speaker of another sentence grafted on, verbs and names of political news in place of
//! others of the same form; and as a headline, “Man pays bill”. Known limit: sense is not kept, only syntax.

mod graft;
mod headline;
mod inflect;
mod names;

use crate::corpus::{Gold, Sentence};
use crate::random::Random;
use attache::data::Data;
use attache::parse::{Deprel, Upos, Xpos};
use graft::Bank;
use inflect::Forms;
use names::Names;

/// How often a sentence with names that nothing can be grafted on is said again with other words.
const KEPT: f32 = 0.4;
/// How often a verb gives way to one of the rules' verbs.
const VERB: f32 = 0.5;
/// How often a noun gives way to one of the roles or rules.
const NOUN: f32 = 0.3;
/// How often a name gives way to one of the actor tables.
const NAME: f32 = 0.5;

/// Says again what can be said again; each sentence at most once as a sentence and once as a headline.
pub(crate) fn reworded(sentences: &[Sentence], data: &Data, seed: u64) -> Vec<Sentence> {
    let mut random = Random::new(seed ^ 0x4E45_5753);
    let bank = Bank::of(sentences);
    let forms = Forms::of(sentences, data);
    let names = Names::of(data);
    let mut out = Vec::new();
    for sentence in sentences {
        let words = &sentence.words;
        let grafted = bank.graft(words, &mut random);
        let is_kept = grafted.is_none() && random.unit() < KEPT && is_named(words);
        if let Some(mut longer) = grafted.or_else(|| is_kept.then(|| words.clone())) {
            reword(&mut longer, &forms, &names, &mut random);
            out.push(of_words(longer));
        }
        if let Some(mut title) = headline::of(words, &forms, &mut random) {
            reword(&mut title, &forms, &names, &mut random);
            out.push(of_words(title));
        }
    }
    out
}

/// Whether the sentence speaks of someone by name.
fn is_named(words: &[Gold]) -> bool {
    words.iter().any(|w| w.upos == Upos::Propn && w.deprel != Deprel::Compound)
}

/// Puts verbs and names of the news in place of others.
fn reword(words: &mut Vec<Gold>, forms: &Forms, names: &Names, random: &mut Random) {
    for i in 0..words.len() {
        let is_plain_verb =
            words[i].upos == Upos::Verb && !has(words, i, &[Deprel::CompoundPrt]);
        if is_plain_verb && random.unit() < VERB {
            let is_object = has(words, i, &[Deprel::Obj, Deprel::NsubjPass]);
            let is_clausal = has(words, i, &[Deprel::Ccomp, Deprel::Xcomp]);
            let other = words[i].xpos.filter(|_| !is_clausal);
            let other = other.and_then(|xpos| forms.other(xpos, is_object, random));
            if let Some(other) = other {
                words[i].form = like(&words[i].form, &other);
            }
        }
    }
    for i in 0..words.len() {
        let is_noun = words[i].upos == Upos::Noun && takes_noun(words, i);
        if is_noun && random.unit() < NOUN {
            let is_subject = words[i].deprel == Deprel::Nsubj;
            let other = words[i].xpos;
            let other = other.and_then(|xpos| forms.noun(xpos, is_subject, random));
            if let Some(other) = other {
                words[i].form = like(&words[i].form, &other);
            }
        }
    }
    names.entitle(words, random);
    names.replace(words, NAME, random);
}

/// Whether another noun may stand there: not in “three days”, “one of them”.
fn takes_noun(words: &[Gold], i: usize) -> bool {
    let is_governed = matches!(words[i].deprel, Deprel::Obl | Deprel::Nmod)
        && has(words, i, &[Deprel::Case]);
    (is_governed || matches!(words[i].deprel, Deprel::Nsubj | Deprel::Obj))
        && !has(words, i, &[Deprel::Nummod])
}

/// Whether a word has a dependent with one of these labels.
fn has(words: &[Gold], i: usize, labels: &[Deprel]) -> bool {
    words.iter().any(|w| w.head == Some(i as u32) && labels.contains(&w.deprel))
}

/// A form written with a capital where the other is.
fn like(pattern: &str, form: &str) -> String {
    if pattern.starts_with(char::is_uppercase) { capital(form) } else { form.to_owned() }
}

fn capital(form: &str) -> String {
    let mut letters = form.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

/// A first word as it would stand within a sentence.
fn within(word: &Gold) -> String {
    let is_name =
        word.upos == Upos::Propn || word.form == "I" || word.xpos == Some(Xpos::Nnp);
    let mut letters = word.form.chars();
    match letters.next().filter(|_| !is_name) {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => word.form.clone(),
    }
}

/// Training reads forms and annotation, not the text.
fn of_words(words: Vec<Gold>) -> Sentence {
    Sentence {
        text: String::new(),
        tokens: Vec::new(),
        words,
        starts_document: false,
        starts_paragraph: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sentence from “form/head/label/tag” and perhaps “/Penn tag” for each word; heads count from one. The form is the lemma.
    pub(super) fn sentence(text: &str) -> Sentence {
        let word = |word: &str| {
            let fields: Vec<&str> = word.split('/').collect();
            Gold {
                form: fields[0].to_owned(),
                lemma: fields[0].to_lowercase(),
                upos: Upos::from_name(fields[3]).unwrap(),
                xpos: fields.get(4).and_then(|x| Xpos::from_name(x)),
                head: fields[1].parse::<u32>().unwrap().checked_sub(1),
                deprel: Deprel::from_name(fields[2]).unwrap(),
                is_known_deprel: true,
            }
        };
        of_words(text.split_whitespace().map(word).collect())
    }

    pub(super) fn forms(words: &[Gold]) -> String {
        words.iter().map(|w| w.form.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_same_seed_says_the_same() {
        let told = sentence("Bob/2/nsubj/PROPN waits/0/root/VERB/VBZ ./2/punct/PUNCT");
        let data = Data::embedded().unwrap();
        let say = || -> Vec<_> {
            let all = vec![told.clone(); 20];
            reworded(&all, &data, 1).iter().map(|s| forms(&s.words)).collect()
        };
        assert_eq!(say(), say());
        assert!(!say().is_empty());
    }
}
