//! Constructions that the parser often takes for others, read as they are meant.
//!
//! In: a verb to which the tree gives no subject. Out: in “after Washington imposed tariffs”, parsed as tariffs that are
//! imposed, Washington is the subject and the tariffs the object; in “Hanoi, which had kept silent, denounced the raid”
//! the subject is Hanoi. Known limit: only names are found so.

use super::frame::Framer;
use crate::parse::{Deprel, Upos};

/// How far back the phrase before an aside is sought.
const ASIDE: usize = 30;

impl Framer<'_, '_> {
    /// “Washington imposed tariffs” where the verb is parsed as a modifier of its object: subject and object.
    pub(super) fn reduced(self, verb: usize) -> Option<(usize, usize)> {
        let word = self.word(verb);
        let object = word.head? as usize;
        if word.deprel != Deprel::Amod
            || object < verb
            || !matches!(word.xpos.name(), "VBN" | "VBD")
        {
            return None;
        }
        let subject = verb.checked_sub(1)?;
        let name = self.mentions.name_at(subject)?;
        let first = name.first as usize;
        let is_alone = first.checked_sub(1).is_none_or(|before| {
            let is_scene =
                self.mentions.data.grammar.words.scene.has(self.mentions.symbols[before]);
            is_scene || matches!(self.word(before).upos, Upos::Punct | Upos::Sconj)
        });
        let is_name =
            name.last as usize == subject && self.word(subject).upos == Upos::Propn;
        (is_name && is_alone).then_some((subject, object))
    }

    /// “Gave three diplomats their marching orders” where the orders are parsed as an apposition: what is given.
    pub(super) fn given(self, object: usize) -> Option<usize> {
        let given = self.child(object, Deprel::Appos).filter(|c| *c > object)?;
        let (first, _) = self.mentions.phrase(given);
        let is_determined =
            matches!(self.word(first).upos, Upos::Det | Upos::Pron | Upos::Num);
        let is_adjacent = first.checked_sub(1) == Some(object);
        (is_determined && is_adjacent).then_some(given)
    }

    /// The name before an aside that ends right before the verb: “Hanoi, which …, denounced”.
    pub(super) fn before_aside(self, verb: usize) -> Option<usize> {
        if !matches!(self.word(verb).xpos.name(), "VBD" | "VBZ" | "VBP" | "MD") {
            return None;
        }
        let close = verb.checked_sub(1).filter(|i| self.mentions.form(*i) == ",")?;
        let open = (close.saturating_sub(ASIDE)..close)
            .rev()
            .find(|i| self.mentions.form(*i) == ",")?;
        let before = open.checked_sub(1)?;
        let is_someone = self.mentions.name_at(before).is_some()
            || self.mentions.role_at(before).is_some();
        is_someone.then(|| self.phrase_head(before)).filter(|head| *head != verb)
    }
}
