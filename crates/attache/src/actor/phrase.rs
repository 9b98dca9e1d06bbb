//! From a noun phrase to its actor: names, roles with their owners, pronouns and descriptions.
//!
//! In: one sentence's mentions. Out: “the Saudi embassy” is Saudi Arabia's government through the role “embassy” and its
//! owner; “its ambassador” belongs to whoever “it” is. Known limit: owners are sought in the phrase, its possessor and
//! its “of” phrase only.

use super::{Actor, Actors, Discourse, Sort, name};
use crate::data::Data;
use crate::data::code::Sector;
use crate::data::gazetteer::Kind;
use crate::data::phrase::Phrase;
use crate::data::roles::{Bearer, Role};
use crate::mention::{Found, FoundRole, Mentions};
use crate::parse::{Deprel, Upos};
use compact_str::CompactString;

/// Resolves the phrases of one sentence in the order of the text.
pub(super) struct Resolver<'m, 'a, 'd> {
    pub(super) mentions: &'m Mentions<'a>,
    pub(super) discourse: &'d mut Discourse,
    pub(super) actors: Actors,
    pub(super) is_done: Vec<bool>,
}

/// How deep owners of owners are followed.
pub(super) const DEPTH: usize = 6;

/// A middle name of so many bytes can be what someone is called by; “bin” and “Abu” are not.
const LONG_NAME: usize = 5;

impl Resolver<'_, '_, '_> {
    /// Resolves the phrase headed by `i`, once, and remembers it.
    pub(super) fn visit(&mut self, i: usize, depth: usize) {
        if self.is_done[i] || depth > DEPTH || !self.mentions.is_phrase_head(i) {
            return;
        }
        self.is_done[i] = true;
        let mut actors = self.resolve(i, depth);
        let Some(first) = actors.first() else { return };
        let person = self.introduce(i, first).or_else(|| self.apposed_person(i));
        if let [actor] = actors.as_mut_slice() {
            actor.person = actor.person.take().or(person);
        }
        let word = &self.mentions.parse.words()[i];
        // “It had been the first country to …”: the parser takes such an “it” for an expletive.
        let is_one = |h: u32| self.mentions.parse.words()[h as usize].upos == Upos::Noun;
        let is_subject =
            matches!(word.deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter)
                || word.deprel == Deprel::Expl && word.head.is_some_and(is_one);
        // “The Vietnamese” are many.
        let is_plural = actors.len() > 1
            || word.upos == Upos::Adj && self.mentions.name_at(i).is_some()
            || matches!(word.xpos.name(), "NNS" | "NNPS" | "PRP") && self.is_many(i);
        if actors.iter().all(|a| a.sort != Sort::Place) && !self.is_scene(i) {
            self.discourse.speak_of(&actors, i, is_subject, is_plural);
            if word.deprel == Deprel::Conj {
                self.discourse.coordinate(self.first_conjunct(i), &actors);
            }
        }
        self.actors.set(i, actors);
    }

    /// The head of the coordination that word `i` is part of.
    fn first_conjunct(&self, mut i: usize) -> usize {
        let words = self.mentions.parse.words();
        while let (Deprel::Conj, Some(head)) = (words[i].deprel, words[i].head) {
            i = head as usize;
        }
        i
    }

    /// Remembers that the phrase headed by `i` speaks in this sentence.
    pub(super) fn let_speak(&mut self, i: usize) {
        let (first, last) = self.mentions.phrase(i);
        let span = self.mentions.span(first, last);
        if let Some(actor) = self.actors.at(i).next() {
            self.discourse.set_speaker(actor, span);
        }
    }

    /// “In Vienna”: a capital where something happens is not spoken of as a state.
    pub(super) fn is_scene(&self, i: usize) -> bool {
        let whereabouts = &self.mentions.data.grammar.words.whereabouts;
        let is_in = |c: &u32| whereabouts.has(self.mentions.forms[*c as usize]);
        let is_place = self.mentions.name_at(i).is_some_and(|found| {
            let best = name::best(self.mentions, found, self.discourse.day, None);
            best.is_some_and(|(_, kind)| matches!(kind, Kind::Capital | Kind::City))
        });
        is_place && self.mentions.parse.children(i).iter().any(is_in)
    }

    fn is_many(&self, i: usize) -> bool {
        let word = &self.mentions.parse.words()[i];
        word.upos != Upos::Pron
            || self.mentions.data.grammar.pronouns.many.has(self.mentions.symbols[i])
    }

    fn resolve(&mut self, i: usize, depth: usize) -> Vec<Actor> {
        if let Some(all) = self.none_of(i) {
            return all;
        }
        if self.mentions.parse.words()[i].upos == Upos::Pron {
            return self.pronoun(i);
        }
        if let Some(pair) = self.pair(i) {
            return pair;
        }
        let (first, last) = self.mentions.phrase(i);
        if let Some(person) = self.person(i, first, last) {
            return vec![person];
        }
        if let Some(whole) = self.organ_of(i, depth) {
            return vec![whole];
        }
        if let Some(role) = self.role(i, first, last) {
            return self.with_role(i, role, (first, last), depth);
        }
        let named = self.mentions.name_at(i).copied();
        if let Some(found) = named.filter(|f| !self.is_elsewhere(f)) {
            if let Some(person) = self.surname(&found) {
                return vec![person];
            }
            let mut named = name::actor(
                self.mentions,
                &found,
                self.discourse.day,
                self.discourse.focus,
            );
            if let Some(actor) = named.as_mut().filter(|_| self.is_counted(i)) {
                self.make_people(actor);
            }
            if let Some(actor) = named.as_ref().filter(|_| found.first < found.last) {
                self.call((found.first as usize, found.last as usize), actor);
            }
            return named.into_iter().collect();
        }
        if let Some(known) = self.recall(i, first, last) {
            return vec![known];
        }
        if let Some(actors) = self.described(i, first, last) {
            return actors;
        }
        if let Some(called) = self.called(i, first) {
            return vec![called];
        }
        if let Some(explained) = self.explained(i, depth) {
            return vec![explained];
        }
        if let Some(holder) = self.holder(i, (first, last)) {
            return vec![holder];
        }
        if let Some(person) = self.foretold((first, last)) {
            return vec![person];
        }
        let apposed = self.apposed(i, depth);
        let apposed = apposed.or_else(|| self.compatriot(i, (first, last)));
        apposed.or_else(|| self.possessed_name(i)).into_iter().collect()
    }

    /// “Jordan's Ali Sabbagh”: a name of two words that a state owns is a person of that state.
    fn possessed_name(&self, i: usize) -> Option<Actor> {
        let words = self.mentions.parse.words();
        let children = || self.mentions.parse.children(i).iter().map(|c| *c as usize);
        let is_full = children().any(|c| words[c].deprel == Deprel::Flat && c == i + 1);
        let owner = children().find(|c| words[*c].deprel == Deprel::NmodPoss)?;
        let is_plain = words[i].upos == Upos::Propn && owner + 2 == i && is_full;
        let found = self.mentions.name_at(owner).filter(|_| is_plain)?;
        let state = name::actor(self.mentions, found, self.discourse.day, None)
            .filter(|a| a.sort == Sort::State)?;
        let mut actor = Actor::of_state(self.mentions.data, state.country?)?;
        actor.person = Some(self.mentions.span(i, i + 1).of(self.mentions.text).into());
        Some(actor)
    }

    /// “Shelled government positions”: whoever holds them, by the role before the noun.
    fn holder(&self, i: usize, (first, last): (usize, usize)) -> Option<Actor> {
        let words = self.mentions.parse.words();
        let installation = &self.mentions.data.grammar.words.installation;
        let before = i.checked_sub(1).filter(|b| *b >= first)?;
        let found = *self.mentions.role_at(before)?;
        let role = &self.mentions.data.roles.roles[found.role as usize];
        let holds = matches!(role.sector, Sector::GOV | Sector::MIL | Sector::COP)
            || role.sector.as_str() == "REB";
        let is_attribute = words[before].deprel == Deprel::Compound && holds;
        (is_attribute && installation.has(self.mentions.symbols[i]))
            .then(|| self.unowned(role, found, before, (first, last)))
    }

    /// “The American contractor Alan Gross”: a person of that country, whatever he is, and known by name from now on.
    fn compatriot(&mut self, i: usize, (first, last): (usize, usize)) -> Option<Actor> {
        let words = self.mentions.parse.words();
        let is_noun = |w: &usize| words[*w].upos == Upos::Noun;
        let is_name = |w: &usize| {
            words[*w].upos == Upos::Propn && self.mentions.name_at(*w).is_none()
        };
        // The noun is part of the name's phrase, is the head of it, or stands before it.
        let noun = if is_noun(&i) {
            i
        } else {
            let within = (first..i).rev().find(is_noun);
            within.or_else(|| first.checked_sub(1).filter(is_noun))?
        };
        let from = noun + 1;
        let to = (from..words.len()).take_while(is_name).last()?;
        let (before, _) = self.mentions.phrase(noun);
        // One word may as well be a firm or a ship.
        let is_full = from < to && (is_noun(&i) || to == last);
        let state = self.nationality(before.min(first), noun).filter(|_| is_full)?;
        let mut actor = Actor::of_state(self.mentions.data, state.country?)?;
        let name = self.mentions.span(from, to).of(self.mentions.text);
        (actor.sort, actor.sector) = (Sort::People, Sector::CVL);
        (actor.name, actor.person) = (name.into(), Some(name.into()));
        actor.entity = None;
        self.discourse.introduce(name, &actor);
        self.discourse.introduce(self.mentions.form(to), &actor);
        Some(actor)
    }

    /// “A Chechen”, “two Chinese”: counted, so that people are meant.
    fn is_counted(&self, i: usize) -> bool {
        let words = self.mentions.parse.words();
        let indefinite = &self.mentions.data.grammar.words.indefinite;
        self.mentions.parse.children(i).iter().map(|c| *c as usize).any(|c| {
            let deprel = words[c].deprel;
            deprel == Deprel::Nummod
                || matches!(deprel, Deprel::Det | Deprel::Amod)
                    && indefinite.has(self.mentions.symbols[c])
        })
    }

    /// A state's name that is counted means its people.
    fn make_people(&self, actor: &mut Actor) {
        let is_state = actor.entity.is_some_and(|e| {
            self.mentions.data.gazetteer.entities[e as usize].kind == Kind::State
        });
        if is_state {
            actor.sort = Sort::People;
            actor.sector = Sector::CVL;
        }
    }

    /// Whom the article introduced by the surname that a town also bears: “Castro”.
    fn surname(&self, found: &Found) -> Option<Actor> {
        let (_, kind) = name::best(self.mentions, found, self.discourse.day, None)?;
        let is_weak = matches!(kind, Kind::City | Kind::Seat);
        let phrase = self.phrase_of(found.first as usize, found.last as usize);
        self.discourse.known(phrase).filter(|a| is_weak && a.person.is_some()).cloned()
    }

    /// “The Foreign Office spokesman” in a report that never speaks of Britain is not Britain's.
    pub(super) fn is_elsewhere(&self, found: &Found) -> bool {
        let near = self.discourse.focus;
        let best = name::best(self.mentions, found, self.discourse.day, near);
        best.is_some_and(|(entity, kind)| {
            let country = self.mentions.data.gazetteer.entities[entity as usize].country;
            name::is_office(self.mentions, found, kind)
                && country.is_some_and(|c| !self.discourse.countries.contains(&c))
                && !self.discourse.countries.is_empty()
        })
    }

    /// “The General Assembly of Interpol” is Interpol's, whoever else has an assembly.
    fn organ_of(&mut self, i: usize, depth: usize) -> Option<Actor> {
        let found = self.mentions.name_at(i)?;
        let children = self.mentions.parse.children(i).iter().map(|c| *c as usize);
        let of = |c: &usize| {
            self.mentions.parse.words()[*c].deprel == Deprel::Nmod
                && self.is_owner_phrase(*c)
                && *c > found.last as usize
                && self.mentions.name_at(*c).is_some()
        };
        let owners: Vec<usize> = children.filter(of).collect();
        owners.into_iter().find_map(|owner| {
            self.visit(owner, depth + 1);
            self.actors.at(owner).find(|a| a.sort == Sort::Body).cloned()
        })
    }

    /// A person whom the tables know, by a name within the phrase.
    fn person(&self, head: usize, first: usize, last: usize) -> Option<Actor> {
        // “Navalny's arrest” is no person.
        if self.mentions.data.grammar.words.suffered.has(self.mentions.symbols[head]) {
            return None;
        }
        let within = |f: &&Found| f.first as usize >= first && f.last as usize <= last;
        let near = self.nationality(first, last).and_then(|a| a.country);
        self.mentions.names.iter().filter(within).find_map(|found| {
            let surname = self
                .discourse
                .known(self.phrase_of(found.first as usize, found.last as usize));
            let (entity, kind) =
                name::best(self.mentions, found, self.discourse.day, near)?;
            if kind != Kind::Person {
                return None;
            }
            let actor = surname
                .cloned()
                .or_else(|| self.successor(entity, found))
                .unwrap_or_else(|| {
                    Actor::of_entity(self.mentions.data, entity, self.discourse.day)
                });
            // “French minister Brown” is not the British Brown.
            (near.is_none() || actor.country.is_none() || actor.country == near)
                .then_some(actor)
        })
    }

    pub(super) fn phrase_of(&self, first: usize, last: usize) -> Phrase {
        (first..=last).fold(Phrase::EMPTY, |phrase, i| phrase.with(self.mentions.form(i)))
    }

    /// The role that the phrase is headed by, or that stands before its name.
    fn role(&self, head: usize, first: usize, last: usize) -> Option<FoundRole> {
        if let Some(role) = self.mentions.role_at(head) {
            // “Thousands of soldiers” are soldiers; “thousands protest” are people.
            let partitive = &self.mentions.data.grammar.words.partitive;
            let holds =
                self.mentions.parse.children(head).iter().any(|c| {
                    self.mentions.parse.words()[*c as usize].deprel == Deprel::Nmod
                });
            let is_quantity = partitive.has(self.mentions.symbols[head]) && holds;
            return Some(*role).filter(|_| !is_quantity);
        }
        let form = self.mentions.form(head);
        // “The rebel group FACT”, whatever the tagger takes it for.
        let is_caps = form.len() > 1 && form.chars().all(char::is_uppercase);
        let is_name = self.mentions.parse.words()[head].upos == Upos::Propn || is_caps;
        let within =
            |r: &&FoundRole| r.first as usize >= first && r.last as usize <= last;
        let covered = self.mentions.name_at(head).is_some();
        (is_name && !covered)
            .then(|| self.mentions.roles.iter().rev().find(within).copied())
            .flatten()
    }

    fn with_role(
        &mut self,
        head: usize,
        found: FoundRole,
        (first, last): (usize, usize),
        depth: usize,
    ) -> Vec<Actor> {
        let role = self.mentions.data.roles.roles[found.role as usize].clone();
        if let Some(state) = self.state_behind(head, &role) {
            return vec![state];
        }
        let named = self.mentions.name_at(head).copied();
        if let Some(named) =
            named.filter(|n| n.last > found.last || n.first < found.first)
        {
            // A name that swallows the role: “the Islamic State group”, “Free Syrian Army”.
            let actor = name::actor(self.mentions, &named, self.discourse.day, None);
            if let Some(actor) = &actor {
                self.call((named.first as usize, named.last as usize), actor);
            }
            return actor.into_iter().collect();
        }
        let owners = self.owners(head, (first, last), depth);
        // “The foreign ministry's spokeswoman, Maria Zakharova”: whom the tables know needs no guess.
        if owners.iter().all(|o| o.entity.is_none())
            && let Some(person) = self.apposed_known(head)
        {
            return vec![person];
        }
        if !owners.is_empty()
            && self.mentions.data.grammar.words.others.has(self.mentions.symbols[head])
            && self.nationality(first, last).is_none()
        {
            return self.other_than(&owners, head);
        }
        if !owners.is_empty() {
            let actors = owners
                .iter()
                .map(|owner| self.officer(owner, (&role, found.role), (first, head)));
            let actors: Vec<Actor> = actors.collect();
            if let [actor] = actors.as_slice() {
                self.call((first, head), actor);
            }
            return actors;
        }
        if let Some(known) = self.recall(head, first, last) {
            return vec![known];
        }
        if let Some(actors) = self.described(head, first, last) {
            return actors;
        }
        if let Some(called) = self.called(head, first) {
            return vec![called];
        }
        if let Some(incumbent) = self.incumbent(&role, found, last) {
            return vec![incumbent];
        }
        if role.is_private {
            return Vec::new();
        }
        vec![self.unowned(&role, found, head, (first, last))]
    }

    /// “Its neighbour”: somebody else than its owner, and no organisation where only a state can be meant.
    fn other_than(&self, owners: &[Actor], head: usize) -> Vec<Actor> {
        let own: Vec<&Actor> = owners.iter().collect();
        let neighbours = &self.mentions.data.grammar.words.neighbours;
        let is_place = neighbours.has(self.mentions.symbols[head]);
        let fits = |a: &Actor| !is_place || a.sort == Sort::State;
        self.discourse.last_other_where(&own, head, fits).cloned().into_iter().collect()
    }

    /// The actor that has `role` for `owner`.
    fn officer(
        &self,
        owner: &Actor,
        (role, index): (&Role, u32),
        (first, head): (usize, usize),
    ) -> Actor {
        let is_former = (first..head).any(|i| {
            self.mentions.data.grammar.words.former.has(self.mentions.symbols[i])
        });
        let mut actor = owner.clone();
        actor.role = Some(index);
        actor.person = None;
        match owner.sort {
            Sort::Body | Sort::Group => {}
            Sort::State | Sort::Person | Sort::People | Sort::Thing | Sort::Place => {
                let is_kept = self.keeps_sector(owner, role, head);
                if !is_kept {
                    actor.sector = role.sector;
                }
                actor.sort =
                    if actor.sector == Sector::GOV { Sort::State } else { Sort::People };
                if let Some(state) =
                    owner.country.and_then(|c| self.mentions.data.gazetteer.state(c))
                {
                    actor.name.clone_from(&state.name);
                }
            }
        }
        match role.bearer {
            Bearer::Person => {
                actor.sort =
                    if actor.sort == Sort::People { Sort::People } else { actor.sort }
            }
            Bearer::Thing if actor.sort == Sort::People => actor.sort = Sort::Thing,
            Bearer::Group | Bearer::Body | Bearer::Thing => {}
        }
        if is_former && role.bearer == Bearer::Person {
            actor.sector = Sector::ELI;
        }
        actor
    }

    /// A role without an owner: of the article's own state where it is a state's role, else of nobody known.
    fn unowned(
        &self,
        role: &Role,
        found: FoundRole,
        head: usize,
        (first, last): (usize, usize),
    ) -> Actor {
        let text = self.mentions.span(first, last).of(self.mentions.text);
        // “Other countries”, “Western governments” are not the article's own.
        let grammar = &self.mentions.data.grammar;
        let is_definite = (first..head)
            .any(|i| grammar.words.definite.has(self.mentions.forms[i]))
            && self.mentions.parse.words()[head].xpos.name() == "NN";
        // “The only country to do so” is no country of the article's own.
        let is_one = (first..head).any(|i| {
            let symbol = self.mentions.symbols[i];
            grammar.words.only.has(symbol) || grammar.words.first.has(symbol)
        });
        let is_regional = |i: usize| grammar.words.regions.has(self.mentions.symbols[i]);
        let is_others = is_one
            && grammar.descriptions.state.has(self.mentions.symbols[head])
            || (grammar.descriptions.state.has(self.mentions.symbols[head])
                || (first..head).any(is_regional) && role.sector == Sector::GOV)
                && !is_definite
            || (first..found.first as usize).any(|i| {
                // “The foreign and interior ministers” are not foreigners.
                let office = Phrase::EMPTY
                    .with(self.mentions.form(i))
                    .with(&self.mentions.parse.words()[head].lemma);
                grammar.words.outside.has(self.mentions.symbols[i])
                    && self.mentions.data.roles.find(office).is_none()
                    // “Some 400 people” are not others.
                    && self.mentions.parse.words()[i + 1].upos != Upos::Num
            });
        let is_states =
            !is_others && !matches!(role.sector.as_str(), "IGO" | "NGO" | "MNC" | "UNK");
        Actor {
            sort: if role.bearer == Bearer::Thing { Sort::Thing } else { Sort::People },
            country: role
                .country
                .or_else(|| self.setting(role, head).filter(|_| is_states)),
            body: None,
            sector: self.sector_here(role),
            name: CompactString::from(strip_determiner(self.mentions.data, text)),
            person: None,
            entity: None,
            role: Some(found.role),
        }
    }

    /// Whom the article introduced by the name in this phrase.
    fn recall(&self, head: usize, first: usize, last: usize) -> Option<Actor> {
        if self.mentions.parse.words()[head].upos != Upos::Propn {
            return None;
        }
        let whole = (first..=last)
            .find_map(|from| self.discourse.known(self.phrase_of(from, last)));
        whole
            .or_else(|| self.discourse.known(Phrase::of(self.mentions.form(last))))
            .cloned()
    }

    /// Remembers the names that the phrase gives to its actor: “Foreign Minister Amir Khan Muttaqi”, “Rapid Support Forces (RSF)”;
    /// and tells the person's name where it is one.
    fn introduce(&mut self, head: usize, actor: &Actor) -> Option<CompactString> {
        self.introduce_surname(head, actor);
        let mut person = None;
        let mut heads = vec![head];
        let words = self.mentions.parse.words();
        let appositions = self.mentions.parse.children(head).iter().map(|c| *c as usize);
        heads.extend(appositions.filter(|c| {
            words[*c].deprel == Deprel::Appos
                && words[*c].upos == Upos::Propn
                && self.mentions.name_at(*c).is_none()
        }));
        for at in heads {
            let (first, last) = self.mentions.phrase(at);
            let is_name = |i: &usize| {
                words[*i].upos == Upos::Propn
                    && self.mentions.name_at(*i).is_none()
                    && self.mentions.role_at(*i).is_none()
                    // “Monday anti-corruption prosecutors” are not called Monday.
                    && !self.mentions.data.grammar.words.when.has(self.mentions.symbols[*i])
            };
            let generational = &self.mentions.data.grammar.words.generational;
            let is_called =
                |i: &usize| is_name(i) && !generational.has(self.mentions.forms[*i]);
            let names: Vec<usize> = (first..=last).filter(is_called).collect();
            let (Some(&from), Some(&to)) = (names.first(), names.last()) else {
                continue;
            };
            let mut actor = actor.clone();
            let full = self.mentions.span(from, to).of(self.mentions.text);
            let is_person = actor.role.is_some_and(|r| {
                self.mentions.data.roles.roles[r as usize].bearer == Bearer::Person
            });
            if is_person {
                actor.person = Some(full.into());
                person = person.or(Some(full.into()));
            }
            self.discourse.introduce(full, &actor);
            self.discourse.introduce(self.mentions.form(to), &actor);
            // “General Brice Oligui Nguema” is “Oligui” or “Nguema” from now on.
            let middle = names.iter().skip(1).filter(|i| **i < to && is_person);
            for i in middle.filter(|i| self.mentions.form(**i).len() >= LONG_NAME) {
                let name = self.mentions.form(*i);
                if self.discourse.known(Phrase::of(name)).is_none() {
                    self.discourse.introduce(name, &actor);
                }
            }
        }
        person
    }

    /// “Raul Castro” may be “Castro” from now on, whatever else bears that name.
    fn introduce_surname(&mut self, head: usize, actor: &Actor) {
        let Some(found) = self.mentions.name_at(head).filter(|f| f.first < f.last) else {
            return;
        };
        if actor.sort == Sort::Person && actor.entity.is_some() {
            self.discourse.introduce(self.mentions.form(found.last as usize), actor);
        }
    }
}

/// The phrase without its determiner.
fn strip_determiner<'t>(data: &Data, text: &'t str) -> &'t str {
    let is_determiner =
        |word: &str| data.grammar.words.determiners.has(data.lexicon.symbol(word));
    match text.split_once(' ') {
        Some((first, rest)) if is_determiner(first) => rest,
        _ => text,
    }
}
