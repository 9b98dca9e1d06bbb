//! Which rules fit a predicate, and what fills their slots.
//!
//! In: a frame and the actors of its sentence. Out: for “Bahrain cut all ties with Iran” the rule `sever-relations` with actor
//! Bahrain and recipient Iran. The pattern that asks for most wins. Known limit: one event for one predicate.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the label sets are closed; a label that is not named here changes nothing"
)]

use super::frame::{Frame, Framer};
use crate::actor::Actors;
use crate::data::lexicon::Symbol;
use crate::data::pattern::{
    Argument, Filler, Limit, Pattern, Phrase, Phrases, Place, Slot, TriggerKind,
};
use crate::mention::Mentions;
use crate::parse::{Deprel, Upos};
use rustc_hash::FxHashSet;
use std::borrow::Cow;

/// A rule that fits, with its slots filled by phrase heads.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub(super) rule: u32,
    pub(super) predicate: usize,
    pub(super) weight: u32,
    pub(super) actor: Option<usize>,
    pub(super) recipient: Option<usize>,
    pub(super) object: Option<usize>,
    pub(super) inner: Vec<usize>,
    /// Who acts beside the actor: “joined Germany in condemning”.
    pub(super) fellow: Option<usize>,
    /// Whether `actor` is a name that nothing explains.
    pub(super) is_nameless: bool,
    /// Whether the phrase in `actor` holds both sides.
    pub(super) is_both: bool,
    /// The subject of the frame, whether or not it can act.
    pub(super) subject: Option<usize>,
    /// An event noun without the phrase that its pattern asks for: “launched a strike”.
    pub(super) is_bare: bool,
}

impl Match {
    /// A predicate that no rule knows, its slots still empty. It has no rule to be looked up.
    pub(super) fn unruled(predicate: usize) -> Self {
        Self::of(u32::MAX, predicate)
    }

    /// A match at `predicate` with all slots open.
    pub(super) fn of(rule: u32, predicate: usize) -> Self {
        Self {
            rule,
            predicate,
            weight: 0,
            actor: None,
            recipient: None,
            object: None,
            inner: Vec::new(),
            fellow: None,
            is_nameless: false,
            is_both: false,
            subject: None,
            is_bare: false,
        }
    }
}

/// A rule that nearly fitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// Index of the rule.
    pub rule: u32,
    /// The word that triggered it.
    pub predicate: usize,
    /// What was missing.
    pub reason: &'static str,
}

/// Matches rules in one sentence.
#[derive(Debug)]
pub(super) struct Matcher<'m, 'a> {
    pub(super) framer: Framer<'m, 'a>,
    pub(super) actors: &'m Actors,
    /// Whether the article is an official account of two states.
    pub(super) is_account: bool,
    pub(super) is_of_states: bool,
    /// The acts that the article has told of so far.
    pub(super) told: FxHashSet<&'m str>,
    pub(super) misses: Vec<Miss>,
}

/// “Called on Pristina”: where the particle is parsed as a preposition, its phrase is the object.
fn with_particle_object<'f>(
    framer: Framer<'_, '_>,
    frame: &'f Frame,
    trigger: &Phrase,
) -> Cow<'f, Frame> {
    let is_after =
        |(case, o): &&(Symbol, usize)| trigger.with.contains(case) && !framer.is_time(*o);
    let after = frame.obliques.iter().find(is_after);
    match (frame.object, frame.kind, after) {
        (None, TriggerKind::Verb, Some((_, phrase))) => {
            Cow::Owned(Frame { object: Some(*phrase), ..frame.clone() })
        }
        _ => Cow::Borrowed(frame),
    }
}

/// What a rule for the negated verb gains over those for the plain one.
const DENIED: u32 = 5;

/// What a rule gains whose act the article told of before.
const AGAIN: u32 = 8;

/// What a match loses for a missing side.
const BARE: u32 = 6;

/// Whether the argument is a side that an event noun may leave open where a verb governs it.
fn is_open_side(pattern: &Pattern, argument: &Argument) -> bool {
    pattern.kind == TriggerKind::Noun
        && matches!(
            argument.filler,
            Filler::Slot(Slot::Recipient | Slot::Both | Slot::Object, _)
        )
}

impl<'m, 'a> Matcher<'m, 'a> {
    pub(super) fn mentions(&self) -> &'m Mentions<'a> {
        self.framer.mentions
    }

    /// The best match of every predicate of the sentence, in order.
    pub(super) fn all(&mut self) -> Vec<Match> {
        let n = self.mentions().parse.len();
        let mut all: Vec<Match> = Vec::new();
        for i in 0..n {
            let Some(found) = self.at(i) else { continue };
            let rule = &self.mentions().data.rules.rules[found.rule as usize];
            self.told.extend(rule.act.as_deref());
            all.push(found);
        }
        all
    }

    /// The best match of word `i`.
    pub(super) fn at(&mut self, i: usize) -> Option<Match> {
        let symbol = self.mentions().symbols[i];
        if symbol == Symbol::UNKNOWN {
            return None;
        }
        let word = &self.mentions().parse.words()[i];
        if self
            .mentions()
            .name_at(i)
            .is_some_and(|n| n.first < n.last || word.xpos.name().starts_with("NNP"))
        {
            return None; // “the United Nations” unite nothing
        }
        let is_hyphened = i > 0 && matches!(self.mentions().form(i - 1), "-" | "–");
        if is_hyphened
            && matches!(word.xpos.name(), "VBN" | "VBD")
            && word.deprel == Deprel::Amod
        {
            return None; // “crisis-hit Sri Lanka” was hit by nobody now
        }
        let has_copula = self.framer.child(i, Deprel::Cop).is_some();
        let kind = match word.upos {
            Upos::Verb | Upos::Aux => TriggerKind::Verb,
            // “Urged them to free the hostages”: an infinitive is a verb, whatever the tagger took it for.
            _ if self.framer.is_infinitive(i) && !has_copula => TriggerKind::Verb,
            _ if crate::mention::is_taken_for_noun(self.mentions().parse, i) => {
                TriggerKind::Verb
            }
            // “Trump tore up the deal”: tagged as a noun, but it has an object.
            Upos::Noun if self.framer.child(i, Deprel::Obj).is_some() => {
                TriggerKind::Verb
            }
            Upos::Noun | Upos::Propn if !has_copula => TriggerKind::Noun,
            _ if has_copula || matches!(word.upos, Upos::Adj) => TriggerKind::Predicate,
            _ => return None,
        };
        let mut best = self.best(i, kind, symbol);
        if best.is_none() && kind == TriggerKind::Verb && has_copula {
            best = self.best(i, TriggerKind::Predicate, symbol); // “is to blame”
        }
        // “Are committed to”: a participle that the tagger took for a passive verb.
        let form = self.mentions().forms[i];
        let is_stative =
            kind == TriggerKind::Verb && self.framer.child(i, Deprel::AuxPass).is_some();
        let is_done = best.as_ref().is_some_and(|b| b.actor.is_some());
        if !is_stative || is_done {
            return best;
        }
        // “Is prepared to work with them”: nobody prepares it.
        let stative = self.best(i, TriggerKind::Predicate, form);
        stative.filter(|s| s.actor.is_some() || best.is_none()).or(best)
    }

    /// The best match of the patterns that `symbol` triggers at word `i`.
    fn best(&mut self, i: usize, kind: TriggerKind, symbol: Symbol) -> Option<Match> {
        let rules = &self.mentions().data.rules;
        let patterns = rules.triggered(kind, symbol);
        if patterns.is_empty() {
            return None;
        }
        let frame = match kind {
            TriggerKind::Noun => self.framer.of_noun(i),
            TriggerKind::Verb | TriggerKind::Predicate => {
                self.framer.of_predicate(i, kind)
            }
        };
        let mut best: Option<Match> = None;
        for &index in patterns {
            let pattern = &rules.patterns[index as usize];
            if rules.rules[pattern.rule as usize].is_state != self.is_of_states {
                continue;
            }
            match self.fit(pattern, &frame) {
                Ok(found) => {
                    if best.as_ref().is_none_or(|b| found.weight > b.weight) {
                        best = Some(found);
                    }
                }
                Err(reason) => {
                    self.misses.push(Miss { rule: pattern.rule, predicate: i, reason });
                }
            }
        }
        best
    }

    pub(super) fn fit(
        &self,
        pattern: &Pattern,
        frame: &Frame,
    ) -> Result<Match, &'static str> {
        let fitting =
            self.triggers(pattern, frame).filter(|t| self.has_all_words(t, frame));
        let Some(trigger) = fitting.max_by_key(|t| t.with.len()) else {
            return Err("its particle or modifier is not there");
        };
        let frame = &with_particle_object(self.framer, frame, trigger);
        let rule = &self.mentions().data.rules.rules[pattern.rule as usize];
        self.allows(rule, frame)?;
        let mut found = Match {
            weight: (pattern.weight + 2 * trigger.with.len() as u32) * 4,
            subject: frame.subject,
            ..Match::of(pattern.rule, frame.predicate)
        };
        found.weight += DENIED * u32::from(rule.is_denied || rule.is_coming);
        found.weight += AGAIN * u32::from(rule.is_again);
        // Of two readings that ask for as much, the one that changes the record is the more exact.
        found.weight += 2 * u32::from(rule.act.is_some());
        if pattern.kind == TriggerKind::Noun {
            self.noun_owner(pattern, frame, &mut found);
        }
        for argument in &pattern.arguments {
            match self.argument(argument, frame, &mut found) {
                Ok(is_filled) => {
                    // “Undertook to provide” is a promise before it is an undertaking: what a rule says of one verb alone is
                    // more exact than what it says of many.
                    let is_exact = is_filled
                        && argument.place == Place::Infinitive
                        && pattern.triggers.iter().count() == 1;
                    found.weight += u32::from(is_filled) + u32::from(is_exact);
                }
                Err(_) if is_open_side(pattern, argument) => {
                    found.is_bare = true;
                    found.weight = found.weight.saturating_sub(BARE);
                }
                Err(reason) => return Err(reason),
            }
        }
        self.receive(pattern, frame, &mut found);
        if found.is_nameless && !found.recipient.is_some_and(|r| self.is_power(r)) {
            return Err("nobody known does it to a power");
        }
        if self.leaves_object(pattern, frame, &found) {
            return Err("an object is left over");
        }
        // Asked last: it looks at many words, and few patterns come this far.
        if self.is_excepted(pattern.rule, frame.predicate) {
            return Err("an “except” phrase is there");
        }
        Ok(found)
    }

    /// Those of the pattern's triggers that the predicate is the head of; a participle after “be” counts by its form too.
    fn triggers<'p>(
        &self,
        pattern: &'p Pattern,
        frame: &Frame,
    ) -> impl Iterator<Item = &'p Phrase> + use<'p> {
        let mentions = self.mentions();
        let (symbol, form) =
            (mentions.symbols[frame.predicate], mentions.forms[frame.predicate]);
        let by_form = if frame.kind == TriggerKind::Predicate && form != symbol {
            pattern.triggers.headed(form)
        } else {
            &[]
        };
        pattern.triggers.headed(symbol).iter().chain(by_form)
    }

    /// Whether the trigger's particles or modifiers are there.
    fn has_all_words(&self, trigger: &Phrase, frame: &Frame) -> bool {
        match frame.kind {
            TriggerKind::Verb => trigger.with.iter().all(|p| {
                frame.particles.contains(p)
                    || frame.obliques.iter().any(|(case, o)| {
                        // “Took several pupils away in a van” took nobody in.
                        let is_free = frame.object.is_none_or(|object| *o < object);
                        case == p && is_free && !self.framer.is_time(*o)
                    })
                    || self.follows(frame.predicate, *p)
                    || self.becomes(frame.predicate, *p)
            }),
            TriggerKind::Noun | TriggerKind::Predicate => {
                trigger.with.iter().all(|m| self.has_modifier(frame.predicate, *m))
            }
        }
    }

    /// A particle that the parser hung elsewhere but that follows within three words.
    fn follows(&self, verb: usize, particle: Symbol) -> bool {
        let n = self.mentions().parse.len();
        let is_date = |i: usize| i + 1 < n && self.framer.is_time(i + 1);
        (verb + 1..n.min(verb + 3))
            .any(|i| self.mentions().symbols[i] == particle && !is_date(i))
    }

    fn has_modifier(&self, head: usize, modifier: Symbol) -> bool {
        let is = |i: usize| {
            self.mentions().symbols[i] == modifier || self.mentions().forms[i] == modifier
        };
        let (first, last) = self.mentions().phrase(head);
        (first..=last).any(|i| i != head && is(i)) || self.framer.children(head).any(is)
    }

    fn is_excepted(&self, rule: u32, predicate: usize) -> bool {
        let rule = &self.mentions().data.rules.rules[rule as usize];
        if rule.except.is_empty() {
            return false;
        }
        let n = self.mentions().parse.len();
        let (from, to) = (predicate.saturating_sub(6), n.min(predicate + 9));
        rule.except.iter().any(|words| {
            (from..to).any(|start| {
                start + words.len() <= n
                    && words.iter().enumerate().all(|(k, w)| {
                        self.mentions().symbols[start + k] == *w
                            || self.mentions().forms[start + k] == *w
                    })
            })
        })
    }

    /// The phrases that stand where the argument is sought.
    fn candidates(&self, argument: &Argument, frame: &Frame) -> Vec<usize> {
        let is_recipient = matches!(argument.filler, Filler::Slot(Slot::Recipient, _));
        match &argument.place {
            Place::Subject => frame.subject.into_iter().collect(),
            // “Offered Kabul help”: what receives may be written as the plain object.
            Place::Object if is_recipient => {
                frame.indirect.into_iter().chain(frame.object).collect()
            }
            Place::Object => frame.object.or(frame.indirect).into_iter().collect(),
            Place::IndirectObject => {
                let receiver = &self.mentions().data.grammar.words.receiver;
                let to = frame.obliques.iter().filter(|(case, _)| receiver.has(*case));
                frame.indirect.into_iter().chain(to.map(|(_, o)| *o)).collect()
            }
            Place::Preposition(wanted) => {
                let fits = |(case, _): &&(Symbol, usize)| wanted.contains(case);
                let all: Vec<usize> =
                    frame.obliques.iter().filter(fits).map(|(_, o)| *o).collect();
                if all.is_empty() && is_recipient && frame.kind == TriggerKind::Verb {
                    return self.other_within(frame).into_iter().collect();
                }
                all
            }
            Place::Genitive => self.genitives(frame.predicate),
            Place::Complement | Place::Infinitive | Place::After(_) => Vec::new(),
        }
    }

    /// Fits one argument; `Ok(false)` where an optional one is missing.
    fn argument(
        &self,
        argument: &Argument,
        frame: &Frame,
        found: &mut Match,
    ) -> Result<bool, &'static str> {
        let optional =
            |reason| if argument.is_optional { Ok(false) } else { Err(reason) };
        let is_inner_there = match &argument.place {
            Place::Complement => Some(self.complement(frame, false, found)),
            Place::Infinitive => Some(self.complement(frame, true, found)),
            Place::After(cases) => Some(self.complement_after(frame, cases, found)),
            _ => None,
        };
        match is_inner_there {
            Some(true) => return Ok(true),
            Some(false) => return optional("no inner act is there"),
            None => {}
        }
        if argument.place == Place::Subject && frame.subject.is_none() {
            let must_be_there = argument.is_named
                || matches!(
                    argument.filler,
                    Filler::Words(..) | Filler::Slot(Slot::Both, _)
                );
            return if must_be_there { Err("the subject is missing") } else { Ok(false) };
        }
        let candidates = self.candidates(argument, frame);
        if candidates.is_empty() {
            return optional("an argument is missing");
        }
        for candidate in candidates {
            if self.fill(&argument.filler, candidate, found) {
                let is_subject = argument.place == Place::Subject
                    && !matches!(argument.filler, Filler::Slot(Slot::Recipient, _));
                if is_subject && found.actor.is_none() && self.is_actor(candidate) {
                    found.actor = Some(candidate); // “Taliban suicide bombers killed …”: named by the pattern's own words
                }
                return Ok(true);
            }
        }
        optional("an argument is of the wrong kind")
    }

    fn fill(&self, filler: &Filler, candidate: usize, found: &mut Match) -> bool {
        match filler {
            Filler::Words(phrases, nested) => {
                let Some(head) = self.phrase(phrases, candidate) else { return false };
                if found.object.is_none() {
                    found.object = Some(head);
                }
                // “Its recognition” leaves open of whom; the article tells.
                let is_open = |found: &Match| {
                    self.framer
                        .child(head, Deprel::NmodPoss)
                        .is_some_and(|p| self.is_actors_own(found.actor, p))
                };
                nested.iter().all(|a| {
                    self.nested(a, head, found) || a.is_optional || is_open(found)
                })
            }
            Filler::Slot(slot, limit) => self.fill_slot(*slot, *limit, candidate, found),
        }
    }

    fn fill_slot(
        &self,
        slot: Slot,
        limit: Limit,
        candidate: usize,
        found: &mut Match,
    ) -> bool {
        match slot {
            Slot::Free | Slot::Inner => true,
            Slot::Object => {
                found.object = found.object.or(Some(candidate));
                true
            }
            Slot::Actor => {
                let is_force = self.mentions().data.rules.rules[found.rule as usize]
                    .event
                    == Some(crate::event::EventType::Assault);
                let is_known =
                    self.is_actor(candidate) || is_force && self.is_violence(candidate);
                let word = &self.mentions().parse.words()[candidate];
                let is_own = word.head == Some(found.predicate as u32);
                let is_group = limit == Limit::People;
                found.is_nameless =
                    !is_known && is_own && !is_group && self.is_unknown_name(candidate);
                let fits = (is_known || found.is_nameless)
                    && (limit == Limit::Actor || self.is_within(limit, candidate));
                found.actor = if fits { Some(candidate) } else { found.actor };
                fits
            }
            Slot::Recipient => {
                let is_taken = found.actor == Some(candidate)
                    || self.is_actors_own(found.actor, candidate);
                let fits = !is_taken && self.is_within(limit, candidate);
                if fits {
                    found.recipient = Some(candidate);
                    // “Chad will receive help”: the subject does nothing.
                    found.subject = found.subject.filter(|s| *s != candidate);
                }
                fits
            }
            Slot::Both => {
                let fits = self.sides(candidate).len() > 1;
                if fits {
                    (found.actor, found.is_both) = (Some(candidate), true);
                }
                fits
            }
        }
    }

    /// An argument of a noun inside the pattern: `<proposal> of R`, `<ceasefire> between B`.
    fn nested(&self, argument: &Argument, noun: usize, found: &mut Match) -> bool {
        let candidates = match &argument.place {
            Place::Preposition(wanted) => {
                let mut obliques = Vec::new();
                for (case, oblique) in self.framer.of_noun(noun).obliques {
                    if wanted.contains(&case) {
                        obliques.push(oblique);
                    }
                }
                obliques
            }
            _ => self.genitives(noun),
        };
        // “Soviet troops” is a name of its own, which says whose they are.
        let is_doer = matches!(argument.filler, Filler::Slot(Slot::Actor, _));
        let is_name = || self.mentions().name_at(noun).is_some() && self.is_actor(noun);
        let own = Some(noun).filter(|_| is_doer && is_name());
        candidates
            .into_iter()
            .chain(own)
            .any(|candidate| self.fill(&argument.filler, candidate, found))
    }

    /// Possessor, nationality, “of”, “by” and “from” phrases of a noun.
    fn genitives(&self, noun: usize) -> Vec<usize> {
        let mut all: Vec<usize> = self
            .framer
            .child(noun, Deprel::NmodPoss)
            .into_iter()
            .chain(self.nationality(noun))
            .collect();
        let frame = self.framer.of_noun(noun);
        let genitive = &self.mentions().data.grammar.words.genitive;
        all.extend(
            frame
                .obliques
                .iter()
                .filter(|(case, _)| genitive.has(*case))
                .map(|(_, o)| *o),
        );
        // “Turkish activists”, “workers from Serbia” are themselves whom it is done to, not Turkey nor Serbia.
        let is_people = self.actors.has(noun) && self.is_within(Limit::People, noun);
        let country = |i: usize| self.named(i).and_then(|a| a.country);
        let is_own = |i: usize| {
            self.actors.at(noun).all(|a| a.country.is_some() && a.country == country(i))
        };
        if is_people {
            for owner in &mut all {
                *owner = if is_own(*owner) { noun } else { *owner };
            }
        }
        all
    }

    /// The head of `candidate`, its conjuncts or what a partitive holds, where it is one of the phrases.
    fn phrase(&self, phrases: &Phrases, candidate: usize) -> Option<usize> {
        let fits = |head: usize| {
            let is_whole =
                |p: &Phrase| p.with.iter().all(|m| self.has_modifier(head, *m));
            let (symbol, form) =
                (self.mentions().symbols[head], self.mentions().forms[head]);
            phrases.headed(symbol).iter().any(is_whole)
                || form != symbol && phrases.headed(form).iter().any(is_whole)
        };
        let is_quality =
            |c: usize| self.mentions().parse.words()[c].deprel == Deprel::Amod && fits(c);
        // “A courageous decision” is courageous.
        let qualified =
            || self.framer.children(candidate).any(is_quality).then_some(candidate);
        let direct =
            self.framer.conjuncts(candidate).find(|c| fits(*c)).or_else(qualified);
        let is_partitive = self
            .mentions()
            .data
            .grammar
            .words
            .partitive
            .has(self.mentions().symbols[candidate]);
        direct.or_else(|| {
            self.framer.children(candidate).find(|c| is_partitive && fits(*c))
        })
    }
}
