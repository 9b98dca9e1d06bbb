//! Names of the news in place of others: “Bob” gives way to “Moldova”, “Bob Smith” to “Maia Sandu”.
//!
//! In: the words of a sentence. Out: the same with some names replaced by names of the actor tables, some with a title: “US President
//! Maia Sandu”. Known limit: names of one or two words.

use super::capital;
use super::graft::insert;
use crate::corpus::Gold;
use crate::random::Random;
use attache::data::Data;
use attache::data::gazetteer::Kind;
use attache::parse::{Deprel, Upos, Xpos};
use std::collections::BTreeSet;

/// How often a person's name gets a title.
const TITLED: f32 = 0.5;
/// How often a name of one word becomes a person's with a title.
const PERSON: f32 = 0.1;

/// Titles, written as news has them.
static TITLES: &str = include_str!("../../data/titles.txt");

/// Names of one word, persons' names of two, and their titles.
#[derive(Debug)]
pub(super) struct Names {
    single: Vec<String>,
    persons: Vec<(String, String)>,
    titles: Vec<&'static str>,
}

impl Names {
    /// Takes the names of the actor tables; cities, which are many, one in sixteen.
    pub(super) fn of(data: &Data) -> Self {
        let (mut single, mut persons) = (BTreeSet::new(), BTreeSet::new());
        for (i, entity) in data.gazetteer.entities.iter().enumerate() {
            let parts: Vec<&str> = entity.name.split(' ').collect();
            let is_plain =
                |p: &&str| p.starts_with(char::is_uppercase) && !p.contains(['.', ',']);
            if !parts.iter().all(is_plain) || entity.kind == Kind::City && i % 16 != 0 {
                continue;
            }
            match *parts.as_slice() {
                [one] => {
                    single.insert(one.to_owned());
                }
                [given, family] if entity.kind == Kind::Person => {
                    persons.insert((given.to_owned(), family.to_owned()));
                    single.insert(family.to_owned());
                }
                _ => {}
            }
        }
        Self {
            single: single.into_iter().collect(),
            persons: persons.into_iter().collect(),
            titles: TITLES.lines().filter(|l| !l.starts_with('#')).collect(),
        }
    }

    /// Puts persons with titles in place of some names.
    pub(super) fn entitle(&self, words: &mut Vec<Gold>, random: &mut Random) {
        for i in (0..words.len()).rev() {
            let below: Vec<usize> =
                (0..words.len()).filter(|j| words[*j].head == Some(i as u32)).collect();
            let is_flat = |j: usize| j == i + 1 && words[j].deprel == Deprel::Flat;
            let is_case = |j: usize| words[j].deprel == Deprel::Case && j < i;
            let takes = matches!(
                words[i].deprel,
                Deprel::Nsubj
                    | Deprel::NsubjPass
                    | Deprel::Obj
                    | Deprel::Obl
                    | Deprel::Nmod
            );
            let n_flat = below.iter().filter(|j| is_flat(**j)).count();
            let is_bare = below.iter().all(|j| is_flat(*j) || is_case(*j));
            let share = if n_flat == 1 { TITLED } else { PERSON };
            if !is_name(&words[i]) || !takes || !is_bare || random.unit() >= share {
                continue;
            }
            let title = title(self.titles[random.below(self.titles.len())], i == 0);
            let (given, family) = &self.persons[random.below(self.persons.len())];
            words[i].form.clone_from(given);
            if n_flat == 1 {
                words[i + 1].form.clone_from(family);
            } else {
                let name = word(family, Upos::Propn, Deprel::Flat);
                *words = insert(words, vec![name], (i + 1, i));
            }
            *words = insert(words, title, (i, i));
        }
    }

    /// Replaces so large a share of a sentence's names.
    pub(super) fn replace(&self, words: &mut [Gold], share: f32, random: &mut Random) {
        for i in 0..words.len() {
            let joint = |w: &Gold| matches!(w.deprel, Deprel::Flat | Deprel::Compound);
            if !is_name(&words[i]) || joint(&words[i]) || random.unit() >= share {
                continue;
            }
            let parts: Vec<usize> = (0..words.len())
                .filter(|j| words[*j].head == Some(i as u32) && joint(&words[*j]))
                .collect();
            match *parts.as_slice() {
                [] => words[i]
                    .form
                    .clone_from(&self.single[random.below(self.single.len())]),
                [j] if j == i + 1
                    && is_name(&words[j])
                    && words[j].deprel == Deprel::Flat =>
                {
                    let (given, family) = &self.persons[random.below(self.persons.len())];
                    words[i].form.clone_from(given);
                    words[j].form.clone_from(family);
                }
                _ => {}
            }
        }
    }
}

fn is_name(word: &Gold) -> bool {
    word.upos == Upos::Propn && word.form.chars().all(char::is_alphabetic)
}

/// A word of a title or name, without a head.
fn word(form: &str, upos: Upos, deprel: Deprel) -> Gold {
    let is_upper = form.starts_with(char::is_uppercase);
    let xpos = if upos == Upos::Adp {
        Xpos::In
    } else if is_upper {
        Xpos::Nnp
    } else if upos == Upos::Adj {
        Xpos::Jj
    } else {
        Xpos::Nn
    };
    Gold {
        form: form.to_owned(),
        lemma: form.to_owned(),
        upos,
        xpos: Some(xpos),
        head: None,
        deprel,
        is_known_deprel: true,
    }
}

/// The words of a title, which describe the name that they are put before.
fn title(line: &str, is_first: bool) -> Vec<Gold> {
    let plain = |form: &str| {
        if form.starts_with(char::is_uppercase) { Upos::Propn } else { Upos::Noun }
    };
    let mut words: Vec<Gold> = line
        .split(' ')
        .map(|form| match form.rsplit_once('/') {
            Some((form, "J")) => word(form, Upos::Adj, Deprel::Amod),
            Some((form, _)) => word(form, Upos::Adp, Deprel::Case),
            None => word(form, plain(form), Deprel::Compound),
        })
        .collect();
    // “Secretary of State”: its head stands before the preposition.
    let of = words.iter().position(|w| w.upos == Upos::Adp);
    let last = of.map_or(words.len() - 1, |of| of - 1);
    for (i, word) in words.iter_mut().enumerate() {
        word.head = Some(last as u32);
        if of == Some(i) {
            word.head = Some(i as u32 + 1);
        } else if i > last {
            word.deprel = Deprel::Nmod;
        }
    }
    (words[last].head, words[last].deprel) = (None, Deprel::NmodDesc);
    if is_first {
        words[0].form = capital(&words[0].form);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_title_hang_from_its_last_noun() {
        let heads = |line: &str| -> Vec<_> {
            title(line, false).iter().map(|w| w.head).collect()
        };
        assert_eq!(heads("UK Foreign/J Secretary"), [Some(2), Some(2), None]);
        assert_eq!(heads("US Secretary of/I State"), [Some(1), None, Some(3), Some(1)]);
        assert_eq!(title("army chief", true)[0].form, "Army");
    }
}
