//! A predicate and its arguments, whatever the construction: active, passive, relative, participle, infinitive, noun.
//!
//! In: a word that a rule knows. Out: in “Russia was one of the few countries that did not close its embassy” the verb
//! “close” has the subject Russia and the object embassy; in “the arrest of three activists by police” the noun has the
//! same arguments as the verb would. Known limit: what the parser hangs wrongly is found only one step away.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the label sets are closed; a label that is not named here changes nothing"
)]

use super::clause;
use crate::data::lexicon::Symbol;
use crate::data::pattern::TriggerKind;
use crate::data::rules::Operator;
use crate::mention::Mentions;
use crate::parse::{Deprel, Upos, Word};

/// The arguments of one predicate, as word indexes of their heads.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub(super) predicate: usize,
    pub(super) kind: TriggerKind,
    pub(super) subject: Option<usize>,
    pub(super) object: Option<usize>,
    pub(super) indirect: Option<usize>,
    pub(super) obliques: Vec<(Symbol, usize)>,
    pub(super) complements: Vec<usize>,
    pub(super) particles: Vec<Symbol>,
}

/// How many words to the left a subject is sought where the parser found none.
const LEFT: usize = 6;

/// How far control, conjunction and relative clauses are followed.
pub(super) const DEPTH: usize = 5;

/// Reads frames off one sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Framer<'m, 'a> {
    pub(super) mentions: &'m Mentions<'a>,
}

/// Subject and object of the active voice.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Core {
    pub(super) subject: Option<usize>,
    pub(super) object: Option<usize>,
}

impl<'m, 'a> Framer<'m, 'a> {
    pub(super) fn word(self, i: usize) -> &'m Word {
        &self.mentions.parse.words()[i]
    }

    pub(super) fn children(self, i: usize) -> impl Iterator<Item = usize> + use<'m, 'a> {
        self.mentions.parse.children(i).iter().map(|c| *c as usize)
    }

    pub(super) fn child(self, i: usize, deprel: Deprel) -> Option<usize> {
        self.children(i).find(|c| self.word(*c).deprel == deprel)
    }

    pub(super) fn head(self, i: usize) -> Option<usize> {
        self.word(i).head.map(|h| h as usize)
    }

    pub(super) fn symbol(self, i: usize) -> Symbol {
        self.mentions.symbols[i]
    }

    /// The frame of a verb or of a predicate adjective or noun.
    pub(super) fn of_predicate(self, i: usize, kind: TriggerKind) -> Frame {
        let core = self.core(i, DEPTH);
        let (indirect, object) = self.objects(i, core.object);
        let mut frame = Frame {
            predicate: i,
            kind,
            subject: core.subject,
            object,
            indirect,
            obliques: Vec::new(),
            complements: Vec::new(),
            particles: Vec::new(),
        };
        for child in self.children(i) {
            match self.word(child).deprel {
                Deprel::CompoundPrt | Deprel::Advmod => {
                    frame.particles.push(self.symbol(child));
                    let left = core.object.filter(|_| self.is_left(i, child));
                    frame.obliques.extend(left.map(|o| (self.symbol(child), o)));
                }
                Deprel::Obl | Deprel::OblUnmarked | Deprel::OblAgent | Deprel::Nmod => {
                    self.oblique(child, &mut frame.obliques);
                    if let Some(particle) = self.stray_particle(i, child) {
                        frame.obliques.push((self.symbol(particle), child));
                        frame.object = frame.object.or(Some(child));
                    }
                    frame.complements.extend(self.asked_of(child));
                }
                // “Spent two hours with his counterpart”, taken for what was spent.
                Deprel::Obj if self.has_child(child, Deprel::Case) => {
                    self.oblique(child, &mut frame.obliques);
                }
                Deprel::Xcomp | Deprel::Ccomp => {
                    self.oblique(child, &mut frame.obliques);
                    frame.complements.push(child);
                    frame.complements.extend(self.conjuncts(child).skip(1));
                }
                // “Meeting in Oslo, they refused …” says when, not what was refused.
                Deprel::Advcl if child > i && !self.sets_scene(child) => {
                    self.oblique(child, &mut frame.obliques);
                    if self.is_condition(child) {
                        continue; // “ready for talks if he freed them”: frees nobody
                    }
                    frame.complements.push(child);
                }
                _ => {}
            }
        }
        frame.particles.extend(self.bare_words(i));
        let objects = frame.object.into_iter().flat_map(|o| self.conjuncts(o));
        for inner in objects.chain(frame.indirect) {
            self.inner_obliques(inner, &mut frame.obliques);
        }
        if let Some(object) = frame.object {
            frame.complements.extend(
                self.children(object).filter(|c| self.word(*c).deprel == Deprel::Acl),
            );
        }
        let found: Vec<usize> = frame.obliques.iter().map(|(_, o)| *o).collect();
        for oblique in found {
            self.inner_obliques(oblique, &mut frame.obliques);
        }
        frame
    }

    /// “Were fired on by police”: the preposition stays when its phrase becomes the subject.
    fn is_left(self, verb: usize, particle: usize) -> bool {
        self.word(particle).deprel == Deprel::CompoundPrt
            && self.has_child(verb, Deprel::AuxPass)
    }

    /// “Called its envoy home”: a noun without anything of its own, which says where to.
    fn bare_words(self, verb: usize) -> impl Iterator<Item = Symbol> + use<'m, 'a> {
        let is_bare = move |c: &usize| {
            matches!(self.word(*c).deprel, Deprel::Obl | Deprel::OblUnmarked)
                && self.children(*c).next().is_none()
        };
        self.children(verb).filter(is_bare).map(move |c| self.symbol(c))
    }

    /// “Appealed to all parties to stop fighting”.
    fn asked_of(self, phrase: usize) -> impl Iterator<Item = usize> + use<'m, 'a> {
        self.children(phrase).filter(move |c| {
            self.word(*c).deprel == Deprel::Acl && self.is_infinitive(*c)
        })
    }

    /// The object that receives and the direct object. In “called the move a mistake” and “Kabul was offered help” the first
    /// of two plain phrases receives.
    fn objects(
        self,
        verb: usize,
        object: Option<usize>,
    ) -> (Option<usize>, Option<usize>) {
        let indirect = self.child(verb, Deprel::Iobj);
        if indirect.is_some() {
            return (indirect, object);
        }
        let plain: Vec<usize> =
            self.children(verb).filter(|c| self.word(*c).deprel == Deprel::Obj).collect();
        if let [first, second, ..] = plain.as_slice() {
            return (Some(self.dereference(*first, DEPTH)), Some(*second));
        }
        if let [only] = plain.as_slice()
            && let Some(given) = self.given(*only)
        {
            return (Some(self.dereference(*only, DEPTH)), Some(given));
        }
        let receives = self.child(verb, Deprel::NsubjPass).filter(|_| !plain.is_empty());
        if receives.is_some() {
            return (receives, object);
        }
        let is_said_of = |c: &usize| {
            self.word(*c).deprel == Deprel::Xcomp
                && self.word(*c).upos != Upos::Verb
                && !self.has_child(*c, Deprel::Case)
                && !self.has_child(*c, Deprel::Mark)
                && !self.has_child(*c, Deprel::Cop)
        };
        match self.children(verb).find(is_said_of).filter(|c| object != Some(*c)) {
            Some(predicate) => (object, Some(predicate)), // “called it a mistake”, “became a member”
            None => (None, object),
        }
    }

    /// The frame of an event noun.
    pub(super) fn of_noun(self, i: usize) -> Frame {
        let mut frame = Frame {
            predicate: i,
            kind: TriggerKind::Noun,
            subject: None,
            object: None,
            indirect: None,
            obliques: Vec::new(),
            complements: self
                .children(i)
                .filter(|c| self.word(*c).deprel == Deprel::Acl)
                .collect(),
            particles: Vec::new(),
        };
        self.inner_obliques(i, &mut frame.obliques);
        let direct: Vec<usize> = frame.obliques.iter().map(|(_, o)| *o).collect();
        for oblique in direct {
            self.inner_obliques(oblique, &mut frame.obliques);
        }
        if let Some(verb) = self.head(i).filter(|_| self.word(i).deprel == Deprel::Obj) {
            // “launched an attack on Homs”: the phrase may hang from the verb.
            for child in self
                .children(verb)
                .filter(|c| *c > i && self.word(*c).deprel == Deprel::Obl)
            {
                self.oblique(child, &mut frame.obliques);
            }
        }
        frame
    }

    pub(super) fn has_child(self, i: usize, deprel: Deprel) -> bool {
        self.child(i, deprel).is_some()
    }

    /// Whether the verb is passive, or a participle without “have”.
    pub(super) fn is_passive(self, verb: usize) -> bool {
        let word = self.word(verb);
        if self.reduced(verb).is_some()
            || self.hung_from_name(verb).is_some()
            || self.whole_sentence(verb).is_some()
        {
            return false;
        }
        if self.has_child(verb, Deprel::AuxPass)
            || self.has_child(verb, Deprel::NsubjPass)
        {
            return true;
        }
        // “Since Russian troops poured in”: a participle with a subject is a past form.
        let is_bare = word.xpos.name() == "VBN"
            && !self.has_child(verb, Deprel::Aux)
            && !self.has_child(verb, Deprel::Nsubj);
        // “Was detained in July and later released”.
        let joins_passive = is_bare
            && word.deprel == Deprel::Conj
            && !self.has_child(verb, Deprel::Nsubj)
            && !self.has_child(verb, Deprel::Obj)
            && self.head(verb).is_some_and(|h| self.has_child(h, Deprel::AuxPass));
        if joins_passive {
            return true;
        }
        let is_participle = is_bare
            && matches!(
                word.deprel,
                Deprel::Acl | Deprel::AclRelcl | Deprel::Advcl | Deprel::Amod
            );
        is_participle
            || (self.is_headline_passive(verb)
                && self.agent(verb).is_some_and(|a| self.is_known(a)))
    }

    /// “Diplomats expelled by Norway”: a past form without object but with an agent.
    fn is_headline_passive(self, verb: usize) -> bool {
        matches!(self.word(verb).xpos.name(), "VBN" | "VBD")
            && !self.has_child(verb, Deprel::Obj)
    }

    /// Whether the phrase has a name or role: someone who can act.
    pub(super) fn is_known(self, i: usize) -> bool {
        let (first, last) = self.mentions.phrase(i);
        (first..=last).any(|w| {
            self.mentions.name_at(w).is_some() || self.mentions.role_at(w).is_some()
        })
    }

    /// The phrase after “by”.
    pub(super) fn agent(self, verb: usize) -> Option<usize> {
        let doer = &self.mentions.data.grammar.words.doer;
        let own = self.children(verb).find(|c| {
            let is_oblique =
                matches!(self.word(*c).deprel, Deprel::OblAgent | Deprel::Obl);
            is_oblique
                && self.children(*c).any(|m| {
                    self.word(m).deprel == Deprel::Case
                        && doer.has(self.mentions.forms[m])
                })
                && self.word(*c).upos != Upos::Num
        });
        // “Was promised support by Oslo”: hung from what was promised.
        let given = || {
            let is_given = self.has_child(verb, Deprel::AuxPass);
            self.child(verb, Deprel::Obj).filter(|_| is_given)
        };
        own.or_else(|| given().and_then(|o| self.agent_of_noun(o)))
            .or_else(|| self.agent_farther(verb))
    }

    /// Who does what `verb` says.
    pub(super) fn subject(self, verb: usize) -> Option<usize> {
        self.core(verb, DEPTH).subject
    }

    /// Subject and object of the active voice, through every construction.
    fn core(self, verb: usize, depth: usize) -> Core {
        if let Some((subject, object)) = self.reduced(verb) {
            return Core { subject: Some(subject), object: Some(object) };
        }
        if let Some(core) = self.taken_for_modifier(verb) {
            return core;
        }
        if let Some((subject, object)) = self.deed_clause(verb) {
            return Core { subject: Some(subject), object: Some(object) };
        }
        let own_subject = self.own_subject(verb).or_else(|| self.whole_sentence(verb));
        let passive_subject = self.child(verb, Deprel::NsubjPass);
        let is_passive = self.is_passive(verb);
        let bare = || self.bare_oblique(verb, |c| c > verb).filter(|_| !is_passive);
        let own_object =
            self.child(verb, Deprel::Obj).or_else(|| self.odd_object(verb)).or_else(bare);
        let shared = || self.shared_object(verb).filter(|_| !is_passive);
        let own_object = own_object.or_else(shared);
        let mut core = if is_passive {
            Core {
                subject: self.agent(verb),
                object: own_object.or(passive_subject).or(own_subject),
            }
        } else {
            Core { subject: own_subject, object: own_object }
        };
        if is_passive && own_object.is_some() && passive_subject.is_some() {
            // “Kabul will be offered assistance”: the passive subject receives.
            core.object = own_object;
        }
        let surface =
            if is_passive { passive_subject.or(own_subject) } else { own_subject };
        if depth > 0 && surface.is_none() {
            self.borrow(verb, is_passive, &mut core, depth - 1);
        }
        if core.subject.is_none() && surface.is_none() && !is_passive {
            core.subject = self
                .left_subject(verb)
                .or_else(|| self.before_aside(verb))
                .or_else(|| self.first_of_three(verb));
        }
        core.subject = core.subject.map(|s| self.exception(verb, s).unwrap_or(s));
        core.subject = core.subject.map(|s| self.dereference(s, depth));
        core.object = core.object.map(|o| self.dereference(o, depth));
        core
    }

    /// An object that the parser took for a complement: “shut its embassy”.
    fn odd_object(self, verb: usize) -> Option<usize> {
        let is_nominal = |c: &usize| {
            self.word(*c).upos != Upos::Verb
                && (self.has_child(*c, Deprel::NmodPoss)
                    || self.has_child(*c, Deprel::Det))
        };
        self.child(verb, Deprel::Xcomp)
            .filter(is_nominal)
            .filter(|c| !self.has_child(*c, Deprel::Case))
    }

    /// The nearest of the subjects that the parser gave.
    pub(super) fn own_subject(self, verb: usize) -> Option<usize> {
        let is_subject = |c: &usize| {
            matches!(self.word(*c).deprel, Deprel::Nsubj | Deprel::NsubjOuter)
                || self.mentions.is_lost_it(*c)
        };
        let before = self.children(verb).filter(is_subject).filter(|c| *c < verb).last();
        before
            .or_else(|| self.children(verb).find(is_subject))
            .or_else(|| self.bare_oblique(verb, |c| c < verb && self.is_quantity(c)))
            .or_else(|| self.lost_subject(verb))
            .or_else(|| self.led_by_time(verb))
            .or_else(|| self.hung_from_name(verb))
    }

    /// Finds the missing surface subject where the construction tells it.
    fn borrow(self, verb: usize, is_passive: bool, core: &mut Core, depth: usize) {
        let Some(head) = self.head(verb) else { return };
        let word = self.word(verb);
        let found = match word.deprel {
            // “…, Le Monde reported, and signed …”: the aside has its own subject.
            Deprel::Conj
                if self.word(head).deprel == Deprel::Parataxis
                    && self
                        .head(head)
                        .is_some_and(|m| self.word(m).upos == Upos::Verb)
                    || self.word(head).deprel == Deprel::Conj
                        && clause::is_report_aside(self.mentions, head) =>
            {
                self.head(head).and_then(|main| self.surface_subject(main, depth))
            }
            Deprel::Conj
                if self.word(head).upos != Upos::Verb
                    && !self.has_child(head, Deprel::Cop)
                    && matches!(word.xpos.name(), "VBD" | "VBZ" | "VBP") =>
            {
                self.verb_above(head).and_then(|v| self.surface_subject(v, depth))
            }
            Deprel::Conj => self
                .sayer_goes_on(verb, head)
                .or_else(|| self.told_goes_on(verb, head))
                .or_else(|| self.past_infinitive(verb, head, depth))
                .or_else(|| self.surface_subject(head, depth)),
            Deprel::Xcomp => self.controller(verb, head, depth),
            Deprel::Acl | Deprel::Csubj | Deprel::Advcl
                if self.is_infinitive(verb) && self.word(head).upos != Upos::Verb =>
            {
                self.noun_controller(head, depth)
            }
            Deprel::Advcl => self.adverbial_subject(verb, head, depth),
            // “…, the minister said, thanking Riyadh”.
            Deprel::Ccomp | Deprel::Parataxis
                if word.xpos.name() == "VBG" && !self.has_child(verb, Deprel::Aux) =>
            {
                self.adverbial_subject(verb, head, depth)
            }
            Deprel::Acl if word.xpos.name() == "VBG" && self.is_document(head) => {
                self.issuer(head, depth)
            }
            Deprel::Acl | Deprel::Amod | Deprel::AclRelcl => {
                Some(self.stand_for(head, depth))
            }
            _ => None,
        };
        if word.deprel == Deprel::Conj && core.object.is_none() && !is_passive {
            // “condemned and sanctioned Iran”.
            core.object = self.child(head, Deprel::Obj).filter(|o| *o > verb);
        }
        match found {
            Some(found) if is_passive => core.object = core.object.or(Some(found)),
            Some(found) => core.subject = Some(found),
            None => {}
        }
    }

    pub(super) fn is_infinitive(self, verb: usize) -> bool {
        self.children(verb).any(|c| {
            self.word(c).deprel == Deprel::Mark && self.word(c).xpos.name() == "TO"
        })
    }

    /// The subject as it stands: of the passive too.
    pub(super) fn surface_subject(self, verb: usize, depth: usize) -> Option<usize> {
        let own = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter]
            .into_iter()
            .find_map(|d| self.child(verb, d));
        if own.is_some() || depth == 0 {
            return own.map(|s| self.dereference(s, depth));
        }
        let core = self.core(verb, depth - 1);
        if self.is_passive(verb) { core.object } else { core.subject }
    }

    /// Who does the infinitive that `verb` governs: its object, else its subject.
    fn controller(self, inner: usize, verb: usize, depth: usize) -> Option<usize> {
        // “Signed a declaration recognising it”: who signs does.
        let is_document =
            |o: &usize| self.word(inner).xpos.name() == "VBG" && self.is_document(*o);
        let object = self
            .child(verb, Deprel::Obj)
            .or_else(|| self.child(verb, Deprel::Iobj))
            .filter(|o| !is_document(o));
        object
            .or_else(|| self.asked(verb))
            .filter(|_| !self.is_passive(verb))
            .or_else(|| self.surface_subject(verb, depth))
    }

    /// “Called on the world to accept it”: of whom a demand asks it.
    fn asked(self, verb: usize) -> Option<usize> {
        let rules = &self.mentions.data.rules;
        let asks = |p: &u32| {
            let rule = rules.patterns[*p as usize].rule;
            rules.rules[rule as usize].operator == Some(Operator::Request)
        };
        let demands = rules.triggered(TriggerKind::Verb, self.symbol(verb));
        let upon = &self.mentions.data.grammar.words.upon;
        self.children(verb).filter(|_| demands.iter().any(asks)).find(|c| {
            *c > verb
                && self.word(*c).deprel == Deprel::Obl
                && self.children(*c).any(|m| upon.has(self.mentions.forms[m]))
        })
    }

    /// Who does the participle or infinitive clause beside `main`.
    fn adverbial_subject(self, verb: usize, main: usize, depth: usize) -> Option<usize> {
        let blames = self.children(verb).any(|c| {
            self.word(c).deprel == Deprel::Mark
                && self.mentions.data.grammar.words.reproach.has(self.mentions.forms[c])
        });
        let object = self.child(main, Deprel::Obj).filter(|_| blames);
        object.or_else(|| self.surface_subject(main, depth))
    }

    /// Who does the infinitive after a noun: “Russia's decision to …”, “announced the decision to …”, “the first to …”.
    fn noun_controller(self, noun: usize, depth: usize) -> Option<usize> {
        if let Some(owner) = self.child(noun, Deprel::NmodPoss) {
            return Some(owner);
        }
        let (first, last) = self.mentions.phrase(noun);
        let within = |i: &usize| *i != noun && self.mentions.name_at(*i).is_some();
        if let Some(name) = (first..=last).find(within) {
            return Some(name);
        }
        if self.has_child(noun, Deprel::Cop) {
            let first =
                self.head(noun).filter(|_| self.word(noun).deprel == Deprel::Conj);
            let shared = || first.and_then(|h| self.own_subject(h));
            return self
                .own_subject(noun)
                .or_else(shared)
                .map(|s| self.dereference(s, depth));
        }
        let stands_for = self.stand_for(noun, depth);
        if stands_for != noun {
            return Some(stands_for);
        }
        let head = self.head(noun)?;
        match self.word(noun).deprel {
            Deprel::Obj | Deprel::Xcomp | Deprel::Obl | Deprel::Nmod | Deprel::Conj
                if depth > 0 =>
            {
                self.surface_subject(head, depth - 1)
                    .or_else(|| self.noun_controller(head, depth - 1))
            }
            _ => None,
        }
    }

    /// The word that heads the phrase of a name or compound part.
    pub(super) fn phrase_head(self, mut i: usize) -> usize {
        for _ in 0..DEPTH {
            match (self.word(i).deprel, self.head(i)) {
                (Deprel::Compound | Deprel::Flat | Deprel::Fixed, Some(head)) => i = head,
                _ => break,
            }
        }
        i
    }

    /// A name or role right before a verb to which the parser gave no subject: “Moscow sent”, “Seoul on Tuesday imposed”.
    fn left_subject(self, verb: usize) -> Option<usize> {
        if !matches!(self.word(verb).xpos.name(), "VBD" | "VBZ" | "VBP" | "MD") {
            return None;
        }
        let mut i = verb;
        for _ in 0..LEFT {
            i = i.checked_sub(1)?;
            let before = i.checked_sub(1).map(|b| self.word(b).upos);
            match self.word(i).upos {
                Upos::Aux | Upos::Adv | Upos::Part => {}
                Upos::Propn | Upos::Noun | Upos::Num if before == Some(Upos::Adp) => {
                    i -= 1;
                }
                _ if self.mentions.name_at(i).is_some()
                    || self.mentions.role_at(i).is_some()
                    || self
                        .mentions
                        .data
                        .grammar
                        .descriptions
                        .both
                        .has(self.symbol(i)) =>
                {
                    return Some(self.phrase_head(i))
                        .filter(|h| *h != verb && self.head(verb) != Some(*h))
                        .or(Some(i));
                }
                _ => return None,
            }
        }
        None
    }
}
