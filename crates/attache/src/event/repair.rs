//! Subjects and objects that the parser hung elsewhere.
//!
//! In: a verb without a subject. Out: in “Germany condemned the attack and France followed suit” France, which the parser
//! took for something condemned. Known limit: the noun must stand right before its verb.

use super::frame::{Core, Framer};
use crate::data::pattern::TriggerKind;
use crate::parse::{Deprel, Upos};

/// How many words behind a conjunct its verb may stand.
const NEAR: usize = 6;

impl Framer<'_, '_> {
    /// Whether the conjunct is really the subject of the verb behind it.
    pub(super) fn is_lost_subject(self, conjunct: usize) -> bool {
        let after = conjunct + 1..self.mentions.parse.len().min(conjunct + NEAR);
        let verb = after
            .clone()
            .find(|i| matches!(self.word(*i).upos, Upos::Verb | Upos::Punct | Upos::Adp));
        verb.is_some_and(|v| {
            self.word(v).upos == Upos::Verb && self.lost_subject(v) == Some(conjunct)
        })
    }

    /// The subject that the parser took for a conjunct of the clause before: “condemned the attack and France followed”.
    pub(super) fn lost_subject(self, verb: usize) -> Option<usize> {
        let joins_verb =
            matches!(self.word(verb).deprel, Deprel::Conj | Deprel::Parataxis)
                && self.head(verb).is_some_and(|h| self.word(h).upos == Upos::Verb);
        if !self.is_finite(verb) || !joins_verb {
            return None;
        }
        let mut at = self.before_verb(verb)?;
        for _ in 0..NEAR {
            if self.opens_clause(at) {
                return Some(at);
            }
            // “Two fathers who had raised money for their sons were arrested”: the noun may stand farther back.
            at = self.head(at).filter(|h| *h < verb && *h != at)?;
            if self.mentions.subtree(at).1 >= verb {
                return None;
            }
        }
        None
    }

    /// “Were urged to leave by the navy”, “was blamed for the unrest by Oslo”: the doer hung from what is asked or blamed.
    pub(super) fn agent_farther(self, verb: usize) -> Option<usize> {
        let doer = &self.mentions.data.grammar.words.doer;
        let rules = &self.mentions.data.rules;
        let is_doer = |n: &usize| {
            self.is_known(*n)
                && self.children(*n).any(|m| {
                    self.word(m).deprel == Deprel::Case
                        && doer.has(self.mentions.forms[m])
                })
        };
        // “Criticised for the killing of nuns by rebels”: the deed whose victims are told has its own doers.
        let is_deed = |n: usize| {
            let of_noun = rules.triggered(TriggerKind::Noun, self.mentions.symbols[n]);
            !of_noun.is_empty()
                && self.has_child(n, Deprel::Nmod)
                && !self.of_noun(n).obliques.iter().all(|(case, _)| doer.has(*case))
        };
        let hung_from = |inner: usize| {
            let deprel = self.word(inner).deprel;
            // “Accused of spying by the police”: an active form has no agent.
            let is_active = matches!(deprel, Deprel::Xcomp | Deprel::Advcl)
                && matches!(self.word(inner).xpos.name(), "VB" | "VBG")
                && !self.has_child(inner, Deprel::AuxPass);
            let is_thing = matches!(deprel, Deprel::Obl | Deprel::Obj) && !is_deed(inner);
            self.children(inner).filter(move |_| is_active || is_thing)
        };
        if !self.has_child(verb, Deprel::AuxPass) {
            return None;
        }
        self.children(verb)
            .filter(|c| *c > verb)
            .flat_map(|c| hung_from(c).chain(self.children(c).flat_map(hung_from)))
            .find(is_doer)
    }

    /// Whether the verb has a tense: of its own, or by its first auxiliary.
    fn is_finite(self, verb: usize) -> bool {
        let first = self
            .children(verb)
            .find(|c| matches!(self.word(*c).deprel, Deprel::Aux | Deprel::AuxPass));
        self.is_tensed(first.unwrap_or(verb))
    }

    /// The last word before the verb with its auxiliaries and adverbs, and the comma that may close an aside.
    fn before_verb(self, verb: usize) -> Option<usize> {
        let is_light =
            |i: &usize| matches!(self.word(*i).upos, Upos::Aux | Upos::Adv | Upos::Part);
        let before = (0..verb).rev().find(|i| !is_light(i))?;
        let is_comma = self.mentions.form(before) == ",";
        // “…, and Turkey, which has ties with it, threatened …”.
        let aside = || self.aside_owner(before + 1).filter(|o| self.opens_clause(*o));
        if let Some(owner) = is_comma.then(aside).flatten() {
            return Some(owner);
        }
        let before = if is_comma { before.checked_sub(1)? } else { before };
        Some(self.phrase_head(before))
    }

    /// A noun that the parser joined to the clause before, though it stands behind “and” or a semicolon.
    fn opens_clause(self, i: usize) -> bool {
        let word = self.word(i);
        let is_nominal = matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Pron);
        let is_apart = |c: usize| {
            c < i && (self.word(c).deprel == Deprel::Cc || self.mentions.form(c) == ";")
        };
        let first = self.mentions.phrase(i).0;
        let is_behind_stop = word.deprel == Deprel::Appos
            && first > 0
            && self.mentions.form(first - 1) == ";";
        let is_joined = matches!(word.deprel, Deprel::Conj | Deprel::Appos)
            && (self.children(i).any(is_apart) || is_behind_stop);
        is_nominal
            && is_joined
            && self.head(i).is_some_and(|h| self.word(h).deprel != Deprel::Nsubj)
    }

    /// “In 2022 lawmakers passed a law”, “by evening supporters had set fire to it”: a day or year that the parser joined to the
    /// subject behind it.
    pub(super) fn led_by_time(self, verb: usize) -> Option<usize> {
        if !self.is_finite(verb) {
            return None;
        }
        let before = self.before_verb(verb)?;
        let says_when = |i: usize| {
            self.is_time(i)
                || self.word(i).upos == Upos::Num && self.mentions.form(i).len() == 4
        };
        let is_led = |c: usize| {
            let case = self.child(c, Deprel::Case).filter(|k| k + 1 < c);
            case.is_some_and(|k| {
                says_when(k + 1) && self.word(k + 1).head == Some(c as u32)
            })
        };
        let end = |c: usize| self.mentions.subtree(c).1;
        self.children(verb).find(|c| {
            *c < verb
                && self.word(*c).deprel == Deprel::Obl
                && matches!(self.word(*c).upos, Upos::Noun | Upos::Propn)
                && !self.is_time(*c)
                && self.is_known(*c)
                && (end(*c) == before || self.phrase_head(end(*c)) == before)
                && is_led(*c)
        })
    }

    /// “Burkina Faso ordered French forces out”: a past form with an object of its own that the parser hung from the name
    /// before it.
    pub(super) fn hung_from_name(self, verb: usize) -> Option<usize> {
        let name = self.head(verb).filter(|h| *h < verb)?;
        if self.is_only_clause(verb, name) {
            return Some(name);
        }
        let is_past = matches!(self.word(verb).xpos.name(), "VBD" | "VBN");
        let is_modifier = matches!(self.word(verb).deprel, Deprel::Amod | Deprel::Acl);
        let found = self.mentions.name_at(verb.checked_sub(1)?)?;
        let is_there = (found.first as usize..=found.last as usize).contains(&name);
        (is_past && is_modifier && is_there && self.has_child(verb, Deprel::Obj))
            .then_some(name)
    }

    /// “Russian tanks rolled into the town.”: a sentence whose only verb the parser hung from its subject.
    fn is_only_clause(self, verb: usize, noun: usize) -> bool {
        let words = self.mentions.parse.words();
        let is_past = matches!(self.word(verb).xpos.name(), "VBD" | "VBN");
        is_past
            && self.word(verb).deprel == Deprel::Acl
            && self.head(noun).is_none()
            && self.is_known(noun)
            && self.agent(verb).is_none()
            && words.last().is_some_and(|w| w.xpos.name() == ".")
            && !(0..words.len()).any(|i| i != verb && self.is_tensed(i))
    }

    fn is_tensed(self, i: usize) -> bool {
        matches!(self.word(i).xpos.name(), "VBD" | "VBZ" | "VBP" | "MD")
    }

    /// “A decree”, “a resolution”: what may itself do what a participle behind it says.
    pub(super) fn is_document(self, noun: usize) -> bool {
        self.mentions.data.grammar.words.document.has(self.symbol(noun))
    }

    /// “Signed a declaration recognising it”, “the junta's decree barring women”: who issues the document does what it says.
    pub(super) fn issuer(self, document: usize, depth: usize) -> Option<usize> {
        if let Some(owner) = self.child(document, Deprel::NmodPoss) {
            return Some(owner);
        }
        let owned = self.children(document).find(|c| {
            self.word(*c).deprel == Deprel::Compound && self.is_known(*c)
                || self.word(*c).deprel == Deprel::Amod
                    && self.mentions.name_at(*c).is_some()
        });
        if owned.is_some() {
            return owned;
        }
        let verb = self.head(document).filter(|v| self.word(*v).upos == Upos::Verb)?;
        if self.is_passive(verb) {
            self.agent(verb)
        } else {
            self.surface_subject(verb, depth)
        }
    }

    /// “Arrested, beaten and deported hundreds of migrants”: the object that the last of several verbs has for all.
    pub(super) fn shared_object(self, verb: usize) -> Option<usize> {
        let is_only_joined = |last: usize| {
            (verb + 1..last).all(|i| {
                matches!(
                    self.word(i).upos,
                    Upos::Adv
                        | Upos::Punct
                        | Upos::Cconj
                        | Upos::Aux
                        | Upos::Verb
                        | Upos::Part
                )
            })
        };
        let joined = |at: usize| {
            self.children(at).find(|c| {
                *c > at
                    && self.word(*c).deprel == Deprel::Conj
                    && self.word(*c).upos == Upos::Verb
                    && !self.has_child(*c, Deprel::Nsubj)
            })
        };
        let mut at = joined(verb)?;
        for _ in 0..NEAR {
            if !is_only_joined(at) {
                return None;
            }
            if let Some(object) = self.child(at, Deprel::Obj) {
                return Some(object);
            }
            at = joined(at)?;
        }
        None
    }

    /// “Chile severed diplomatic relations”: a past form that the parser took for a modifier of its object, with the subject hung
    /// from that object too.
    pub(super) fn taken_for_modifier(self, verb: usize) -> Option<Core> {
        let object = self.head(verb).filter(|h| *h > verb)?;
        let is_past = matches!(self.word(verb).xpos.name(), "VBD" | "VBN");
        if !is_past || self.word(verb).deprel != Deprel::Amod {
            return None;
        }
        let is_name = |c: &usize| {
            matches!(self.word(*c).upos, Upos::Propn | Upos::Noun)
                && (self.is_known(*c) || self.word(*c).xpos.name().starts_with("NNP"))
        };
        let is_bare = |c: &usize| !self.has_child(*c, Deprel::Case);
        let left =
            self.children(object).filter(|c| *c < verb && is_name(c) && is_bare(c));
        let joined = || {
            let is_joined = self.word(object).deprel == Deprel::Conj
                && !self.children(object).any(|c| {
                    c < verb && matches!(self.word(c).deprel, Deprel::Cc | Deprel::Punct)
                });
            self.head(object).filter(|h| is_joined && *h < verb)
        };
        let subject = left.last().or_else(joined)?;
        Some(Core { subject: Some(subject), object: Some(object) })
    }
}
