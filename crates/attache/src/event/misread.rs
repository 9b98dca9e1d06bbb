//! Constructions that the parser often takes for others, read as they are meant.
//!
//! In: a verb to which the tree gives no subject. Out: in “after Washington imposed tariffs”, parsed as tariffs that are
//! imposed, Washington is the subject and the tariffs the object; in “Hanoi, which had kept silent, denounced the raid”
//! the subject is Hanoi. Known limit: only names are found so.

use super::frame::Framer;
use crate::data::pattern::TriggerKind;
use crate::data::rules::Operator;
use crate::parse::{Deprel, Upos};

/// How many heads up the verb that shares its subject is sought.
const CLIMB: usize = 4;

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
        let subject = self
            .named_before(verb)
            .or_else(|| self.shared_subject(verb, object))
            .or_else(|| self.aside_root(verb))
            .or_else(|| self.headless(verb, object))?;
        Some((subject, object))
    }

    /// The name right before the verb, where nothing else belongs to it: “after [Washington] imposed”.
    fn named_before(self, verb: usize) -> Option<usize> {
        let subject = verb.checked_sub(1)?;
        let name = self.mentions.name_at(subject)?;
        let first = name.first as usize;
        let is_alone = first.checked_sub(1).is_none_or(|before| {
            let is_scene =
                self.mentions.data.grammar.words.scene.has(self.mentions.symbols[before]);
            is_scene
                || matches!(self.word(before).upos, Upos::Punct | Upos::Sconj)
                || self.word(before).xpos.name() == "WRB"
        });
        let is_name =
            name.last as usize == subject && self.word(subject).upos == Upos::Propn;
        (is_name && is_alone).then_some(subject)
    }

    /// “Accepted the invitation, and relaxed restrictions”: the subject of the verbs before, where the last was taken for a
    /// modifier of its object and that for something more that the first verb did.
    fn shared_subject(self, verb: usize, object: usize) -> Option<usize> {
        let is_joint = |i: usize| {
            matches!(self.word(i).upos, Upos::Cconj) || self.mentions.form(i) == ","
        };
        let is_late = self.word(object).deprel == Deprel::Conj
            && verb.checked_sub(1).is_some_and(is_joint);
        let mut at = self.head(object).filter(|_| is_late)?;
        for _ in 0..CLIMB {
            if self.word(at).upos == Upos::Verb && at < verb {
                let subject = self.surface_subject(at, 2);
                let is_someone = |s: &usize| {
                    self.mentions.name_at(*s).is_some()
                        || self.mentions.role_at(*s).is_some()
                };
                if let Some(subject) = subject.filter(is_someone) {
                    return Some(subject);
                }
            }
            at = self.head(at)?;
        }
        None
    }

    /// “Turkey's deputy minister, Bekir Bozdag, called for an inquiry.” where the whole sentence is taken for a noun: the noun
    /// is the subject of the past form behind its apposition.
    pub(super) fn whole_sentence(self, verb: usize) -> Option<usize> {
        let noun = self.head(verb).filter(|n| *n < verb)?;
        let is_participle = self.word(verb).deprel == Deprel::Acl
            && matches!(self.word(verb).xpos.name(), "VBN" | "VBD")
            && !self.has_child(verb, Deprel::AuxPass);
        let is_root = self.word(noun).deprel == Deprel::Root && self.is_known(noun);
        let has_aside = self.children(noun).any(|c| {
            c < verb && matches!(self.word(c).deprel, Deprel::Appos | Deprel::AclRelcl)
        });
        let is_closed = (noun..verb)
            .rev()
            .find(|i| self.word(*i).upos != Upos::Adv)
            .is_some_and(|i| self.mentions.form(i) == ",");
        (is_participle && is_root && has_aside && is_closed).then_some(noun)
    }

    /// “The ban Chad imposed”: the noun that a clause with a subject but without a pronoun hangs from.
    fn spoken_of(self, verb: usize) -> Option<usize> {
        let noun = self.head(verb).filter(|n| *n < verb)?;
        let subject =
            self.child(verb, Deprel::Nsubj).filter(|s| noun < *s && *s < verb)?;
        let is_clause = matches!(self.word(verb).deprel, Deprel::Acl | Deprel::AclRelcl)
            && matches!(self.word(verb).xpos.name(), "VBD" | "VBZ" | "VBP" | "VBN");
        let has_object =
            self.has_child(verb, Deprel::Obj) || self.has_child(verb, Deprel::Ccomp);
        let is_pronoun = self.word(subject).upos == Upos::Pron
            && self.mentions.data.grammar.pronouns.relative.has(self.symbol(subject));
        (is_clause && !has_object && !is_pronoun).then_some(noun)
    }

    /// “…, a step Baku denounced as a threat”: the deed that a clause without a pronoun speaks of, and who does what it says.
    pub(super) fn deed_clause(self, verb: usize) -> Option<(usize, usize)> {
        let deed_words = &self.mentions.data.grammar.words.deed;
        if let Some(deed) =
            self.spoken_of(verb).filter(|d| deed_words.has(self.symbol(*d)))
        {
            return self.child(verb, Deprel::Nsubj).map(|subject| (subject, deed));
        }
        let is_deed = |c: &usize| {
            *c < verb
                && deed_words.has(self.symbol(*c))
                && matches!(
                    self.word(*c).deprel,
                    Deprel::Nsubj | Deprel::Obj | Deprel::Obl
                )
        };
        let deed = self.children(verb).find(is_deed)?;
        let (first, _) = self.mentions.phrase(deed);
        let is_after_comma =
            first.checked_sub(1).is_some_and(|i| self.mentions.form(i) == ",");
        let is_indefinite =
            self.mentions.data.grammar.words.indefinite.has(self.symbol(first));
        let is_light = |i: &usize| matches!(self.word(*i).upos, Upos::Adv | Upos::Aux);
        let last = (deed + 1..verb).rev().find(|i| !is_light(i))?;
        let name = self.mentions.name_at(last).is_some()
            || self.mentions.role_at(last).is_some();
        let is_unbroken = (deed + 1..verb).all(|i| self.word(i).upos != Upos::Punct);
        (is_after_comma && is_indefinite && name && is_unbroken).then(|| {
            let head = self.phrase_head(last);
            (if head == deed || head == verb { last } else { head }, deed)
        })
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

    /// “The army seized power, declared an emergency and detained her.” where the first of three verbs is taken for a clause beside
    /// the second: its subject.
    pub(super) fn first_of_three(self, verb: usize) -> Option<usize> {
        let is_first = |c: &usize| {
            *c < verb
                && self.word(*c).deprel == Deprel::Advcl
                && self.word(*c).xpos == self.word(verb).xpos
                && !self.has_child(*c, Deprel::Mark)
                && !self.has_child(*c, Deprel::Advmod)
        };
        let first = self.children(verb).find(is_first)?;
        self.child(first, Deprel::Nsubj)
    }

    /// “Paris, which has soldiers there, suspended aid.” where the name is taken for the whole sentence, or for the subject of the
    /// aside.
    fn aside_root(self, verb: usize) -> Option<usize> {
        let owner = self.aside_owner(verb)?;
        let verb_inside = self.head(owner).filter(|h| (owner..verb).contains(h));
        let is_its_subject =
            self.word(owner).deprel == Deprel::Nsubj && verb_inside.is_some();
        (self.word(owner).deprel == Deprel::Root || is_its_subject).then_some(owner)
    }

    /// “In April Latvia and Estonia shut Russian consulates.” where the object is taken for the whole sentence: the name before the
    /// verb, or the relative pronoun in “China, which established relations in 1997”.
    fn headless(self, verb: usize, object: usize) -> Option<usize> {
        let before = verb.checked_sub(1)?;
        let relative = &self.mentions.data.grammar.pronouns.relative;
        if relative.has(self.symbol(before)) && self.word(before).upos != Upos::Sconj {
            return before.checked_sub(2).map(|noun| self.phrase_head(noun));
        }
        let name = self.mentions.name_at(before)?;
        let is_whole = self.word(object).deprel == Deprel::Root
            && name.last as usize == before
            && self.word(before).upos == Upos::Propn;
        let mut head =
            Some(self.phrase_head(before)).filter(|h| is_whole && *h < verb)?;
        while self.word(head).deprel == Deprel::Conj {
            head = self.head(head).filter(|h| *h < verb)?;
        }
        Some(head)
    }

    /// The name before an aside that ends right before the verb: “Hanoi, which …, denounced”.
    pub(super) fn before_aside(self, verb: usize) -> Option<usize> {
        matches!(self.word(verb).xpos.name(), "VBD" | "VBZ" | "VBP" | "MD")
            .then(|| self.aside_owner(verb))?
    }

    pub(super) fn aside_owner(self, verb: usize) -> Option<usize> {
        let close = verb.checked_sub(1).filter(|i| self.mentions.form(*i) == ",")?;
        let open = (close.saturating_sub(ASIDE)..close)
            .rev()
            .find(|i| self.mentions.form(*i) == ",")?;
        let before = open.checked_sub(1)?;
        let is_someone = self.mentions.name_at(before).is_some()
            || self.mentions.role_at(before).is_some();
        is_someone.then(|| self.phrase_head(before)).filter(|head| *head != verb)
    }

    /// “Amer said the move was brave, and urged others to follow”: parsed as if the move urged. Who says so goes on.
    pub(super) fn sayer_goes_on(self, verb: usize, said: usize) -> Option<usize> {
        let is_past = |i: usize| matches!(self.word(i).xpos.name(), "VBD" | "VBZ");
        let saying =
            self.head(said).filter(|_| self.word(said).deprel == Deprel::Ccomp)?;
        let own = self.child(said, Deprel::Nsubj)?;
        let is_thing = self.word(own).upos == Upos::Noun && !self.is_known(own);
        let speaker = self.child(saying, Deprel::Nsubj)?;
        (is_thing && is_past(verb) && is_past(saying)).then_some(speaker)
    }

    /// “Monitors say the army has outlawed meetings and closed schools”: parsed as if the monitors closed them. What is told goes on.
    pub(super) fn told_goes_on(self, verb: usize, saying: usize) -> Option<usize> {
        let is_present = matches!(self.word(saying).xpos.name(), "VBP" | "VBZ");
        let is_past = matches!(self.word(verb).xpos.name(), "VBD" | "VBN");
        let told = self.child(saying, Deprel::Ccomp).filter(|t| *t < verb)?;
        let rules = &self.mentions.data.rules;
        let reports = |p: &u32| {
            let rule = rules.patterns[*p as usize].rule;
            rules.rules[rule as usize].operator == Some(Operator::Report)
        };
        let said = rules.triggered(TriggerKind::Verb, self.symbol(saying));
        let is_told = is_present && is_past && said.iter().any(reports);
        self.own_subject(told).filter(|_| is_told)
    }

    /// “… the first to do so, and undertook to …”: a past form never joins an infinitive, but the verb above it.
    pub(super) fn past_infinitive(
        self,
        verb: usize,
        head: usize,
        depth: usize,
    ) -> Option<usize> {
        let known = &self.mentions.data.grammar.irregular;
        let form = self.mentions.form(verb);
        let is_past = self.word(verb).xpos.name() == "VBD"
            || self.word(verb).lemma.eq_ignore_ascii_case(form)
                && known.contains_key(form);
        if !is_past || !self.is_infinitive(head) {
            return None;
        }
        self.verb_above(head).and_then(|v| self.surface_subject(v, depth))
    }

    /// Whether the clause opens with “if” or “unless”.
    pub(super) fn is_condition(self, clause: usize) -> bool {
        let condition = &self.mentions.data.grammar.words.condition;
        self.children(clause)
            .any(|c| self.word(c).deprel == Deprel::Mark && condition.has(self.symbol(c)))
    }

    /// “Cut its staff in Doha and revoked the licence”: the verb whose object the parser took for the first of two.
    pub(super) fn verb_above(self, noun: usize) -> Option<usize> {
        let mut at = noun;
        for _ in 0..CLIMB {
            at = self.head(at)?;
            if self.word(at).upos == Upos::Verb {
                return Some(at).filter(|v| *v < noun);
            }
        }
        None
    }
}
