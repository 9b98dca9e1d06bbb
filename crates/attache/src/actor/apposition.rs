//! Who a name is by what stands beside it: an apposition or a relative clause.
//!
//! In: the head of a phrase. Out: “Ali al-Essawi, who handles foreign affairs for the National Transitional Council” is the
//! council's, “the prime minister, Prayuth Chan-ocha” is that person. Known limit: the nearest power in the clause is taken.

use super::phrase::Resolver;
use super::{Actor, Sort, name};
use crate::data::code::Sector;
use crate::data::gazetteer::Kind;
use crate::data::roles::{Bearer, Role};
use crate::parse::{Deprel, Upos};
use compact_str::CompactString;

impl Resolver<'_, '_, '_> {
    /// “NATO member Jordan”, “its old rival Ghana”: the state itself, whatever it is called before its name.
    pub(super) fn state_behind(&self, head: usize, role: &Role) -> Option<Actor> {
        let words = self.mentions.parse.words();
        let is_class = role.bearer == Bearer::Group || role.sector == Sector::UNK;
        let behind = Some(head + 1).filter(|i| is_class && *i < words.len())?;
        let found = self.mentions.name_at(behind)?;
        let is_behind = words[head].upos == Upos::Noun
            && found.first as usize == behind
            && words[found.last as usize + 1..]
                .first()
                .is_none_or(|w| w.xpos.name() != "POS");
        let (entity, kind) = name::best(self.mentions, found, self.discourse.day, None)?;
        (is_behind && kind == Kind::State)
            .then(|| Actor::of_entity(self.mentions.data, entity, self.discourse.day))
    }

    /// “The prime minister, Prayuth Chan-ocha”: the known person whom an apposition names.
    pub(super) fn apposed_person(&self, i: usize) -> Option<CompactString> {
        let words = self.mentions.parse.words();
        let children = self.mentions.parse.children(i).iter().map(|c| *c as usize);
        let mut names = children
            .filter(|c| words[*c].deprel == Deprel::Appos)
            .filter_map(|c| self.mentions.name_at(c));
        names.find_map(|found| {
            let (entity, kind) =
                name::best(self.mentions, found, self.discourse.day, None)?;
            let entity = &self.mentions.data.gazetteer.entities[entity as usize];
            (kind == Kind::Person).then(|| entity.name.clone())
        })
    }

    /// The actor of the known person whom an apposition names, and who still holds an office.
    pub(super) fn apposed_known(&self, i: usize) -> Option<Actor> {
        let words = self.mentions.parse.words();
        let children = self.mentions.parse.children(i).iter().map(|c| *c as usize);
        let mut names = children
            .filter(|c| words[*c].deprel == Deprel::Appos && *c > i)
            .filter_map(|c| self.mentions.name_at(c));
        names.find_map(|found| {
            let day = self.discourse.day;
            let (entity, kind) = name::best(self.mentions, found, day, None)?;
            let actor = Actor::of_entity(self.mentions.data, entity, day);
            (kind == Kind::Person && actor.sector != Sector::ELI).then_some(actor)
        })
    }

    /// “The TTP, an allied but separate group that …”: what an apposition says of a state, body or group is that one again.
    pub(super) fn explained(&mut self, i: usize, depth: usize) -> Option<Actor> {
        let words = self.mentions.parse.words();
        let descriptions = &self.mentions.data.grammar.descriptions;
        let symbol = self.mentions.symbols[i];
        let head = words[i].head.filter(|_| words[i].deprel == Deprel::Appos)? as usize;
        let sorts = [
            (descriptions.state.has(symbol), Sort::State),
            (descriptions.body.has(symbol), Sort::Body),
            (descriptions.group.has(symbol), Sort::Group),
        ];
        self.visit(head, depth + 1);
        let fits = |a: &&Actor| sorts.iter().any(|(is, sort)| *is && *sort == a.sort);
        self.actors.at(head).find(fits).filter(|_| head < i).cloned()
    }

    /// “Colin Beck, permanent secretary”: a name explained by its apposition.
    pub(super) fn apposed(&mut self, i: usize, depth: usize) -> Option<Actor> {
        if self.mentions.parse.words()[i].upos != Upos::Propn {
            return None;
        }
        let children: Vec<u32> = self.mentions.parse.children(i).to_vec();
        for child in children {
            let child = child as usize;
            if self.mentions.parse.words()[child].deprel == Deprel::Appos {
                self.visit(child, depth + 1);
                if let Some(actor) = self.actors.at(child).next() {
                    return Some(actor.clone());
                }
            }
        }
        self.told_by_clause(i, depth)
    }

    /// “Al-Essawi, who handles foreign affairs for the council”: a name explained by its relative clause.
    pub(super) fn told_by_clause(&mut self, i: usize, depth: usize) -> Option<Actor> {
        let words = self.mentions.parse.words();
        let children = |at: usize| self.mentions.parse.children(at).iter();
        let stands_for = &self.mentions.data.grammar.words.stands_for;
        let clause = children(i).map(|c| *c as usize).find(|c| {
            words[*c].deprel == Deprel::AclRelcl
                && stands_for.has(self.mentions.symbols[*c])
        })?;
        let personal = &self.mentions.data.grammar.words.personal;
        let mut subjects = children(clause).map(|c| *c as usize);
        subjects.find(|c| {
            matches!(words[*c].deprel, Deprel::Nsubj | Deprel::NsubjPass)
                && personal.has(self.mentions.symbols[*c])
        })?;
        let is_phrase = |d: Deprel| {
            matches!(d, Deprel::Obj | Deprel::Obl | Deprel::OblAgent | Deprel::Nmod)
        };
        let direct: Vec<usize> = children(clause).map(|c| *c as usize).collect();
        let within = direct
            .iter()
            .flat_map(|c| children(*c).map(|g| *g as usize).chain([*c]))
            .filter(|c| is_phrase(words[*c].deprel));
        for phrase in within.collect::<Vec<usize>>() {
            self.visit(phrase, depth + 1);
            let is_power =
                |a: &&Actor| matches!(a.sort, Sort::State | Sort::Body | Sort::Group);
            if let Some(actor) = self.actors.at(phrase).find(is_power) {
                return Some(actor.clone());
            }
        }
        None
    }
}
