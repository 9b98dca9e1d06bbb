//! Whose a phrase is: the state, body or group that it names as its owner.
//!
//! In: a phrase such as “Afghan foreign minister” or “the army of Chad”. Out: Afghanistan, Chad. In “Nigeria's Niger state” the
//! state is Nigeria's; “Soviet-backed” owns nothing. Known limit: possessors and “of” phrases of the head only.

use super::phrase::Resolver;
use super::{Actor, Sort, name};
use crate::data::code::Sector;
use crate::data::pattern::TriggerKind;
use crate::data::roles::{Bearer, Role};
use crate::mention::Found;
use crate::parse::{Deprel, Upos};

impl Resolver<'_, '_, '_> {
    /// “Members of the parliament”, “officers of the embassy”, the forces of a rebel leader: of the sector of whose they are.
    pub(super) fn keeps_sector(&self, owner: &Actor, role: &Role, head: usize) -> bool {
        let data = self.mentions.data;
        let is_body = |r: u32| data.roles.roles[r as usize].bearer == Bearer::Body;
        let is_of_body = data.grammar.words.of_body.has(self.mentions.symbols[head])
            && owner.role.is_some_and(is_body);
        let is_rebel = owner.sector.as_str() == "REB" && role.sector == Sector::MIL;
        role.sector == Sector::UNK || is_of_body || is_rebel
    }

    /// “Officers detained nine”, after riot police were told of: of two sectors the one that the article spoke of last.
    pub(super) fn sector_here(&self, role: &Role) -> Sector {
        let police =
            role.other.filter(|o| role.sector == Sector::MIL && *o == Sector::COP);
        police.filter(|_| self.discourse.is_of_police()).unwrap_or(role.sector)
    }

    /// Whose role it is: a name in the phrase, the possessor, an “of” phrase.
    pub(super) fn owners(
        &mut self,
        head: usize,
        (first, last): (usize, usize),
        depth: usize,
    ) -> Vec<Actor> {
        if let Some(actor) = self.nationality(first, last) {
            return self
                .nationalities(first, last)
                .filter(|all| all.len() > 1)
                .unwrap_or(vec![actor]);
        }
        let children: Vec<u32> = self.mentions.parse.children(head).to_vec();
        for wanted in [Deprel::NmodPoss, Deprel::Nmod] {
            for &child in &children {
                let child = child as usize;
                let word = &self.mentions.parse.words()[child];
                if word.deprel != wanted
                    || (wanted == Deprel::Nmod && !self.is_owner_phrase(child))
                {
                    continue;
                }
                let child = self.whose(child, head).unwrap_or(child);
                let mut owners = Vec::new();
                for owner in self.list(child) {
                    self.visit(owner, depth + 1);
                    owners.extend(self.actors.at(owner).cloned());
                }
                if owners.is_empty() {
                    owners.extend(self.owner_of_thing(child, wanted));
                }
                if !owners.is_empty() {
                    return owners;
                }
            }
        }
        Vec::new()
    }

    /// A phrase and all that is coordinated with it: “the ministers of Peru, Chile and Bolivia”.
    fn list(&self, first: usize) -> Vec<usize> {
        let mut all = vec![first];
        let mut at = 0;
        while at < all.len() {
            let children = self.mentions.parse.children(all[at]).iter();
            let is_conjunct =
                |c: &usize| self.mentions.parse.words()[*c].deprel == Deprel::Conj;
            all.extend(children.map(|c| *c as usize).filter(is_conjunct));
            at += 1;
        }
        all
    }

    /// “The head of Jordan's football federation”: a body that no table knows belongs to whom it names. A deed does not: “victims of
    /// Russian bombing”.
    fn owner_of_thing(&self, thing: usize, wanted: Deprel) -> Option<Actor> {
        let is_deed = !self
            .mentions
            .data
            .rules
            .triggered(TriggerKind::Noun, self.mentions.symbols[thing])
            .is_empty();
        let belonging = &self.mentions.data.grammar.words.belonging;
        let mut cases = self.mentions.parse.children(thing).iter();
        let is_of = cases.any(|c| belonging.has(self.mentions.forms[*c as usize]));
        if is_deed || wanted != Deprel::Nmod || !is_of {
            return None;
        }
        let (first, last) = self.mentions.phrase(thing);
        self.nationality(first, last).filter(|a| a.sort == Sort::State)
    }

    pub(super) fn is_owner_phrase(&self, i: usize) -> bool {
        let cases = self.mentions.parse.children(i).iter().map(|c| *c as usize);
        cases
            .filter(|c| self.mentions.parse.words()[*c].deprel == Deprel::Case)
            .any(|c| self.mentions.data.grammar.words.owner.has(self.mentions.symbols[c]))
    }

    /// A state, body or group that the phrase itself names, not the one in “Soviet-backed”.
    pub(super) fn nationality(&self, first: usize, last: usize) -> Option<Actor> {
        let within = |f: &&Found| f.first as usize >= first && f.last as usize <= last;
        let mut best: Option<Actor> = None;
        for found in self
            .mentions
            .names
            .iter()
            .filter(within)
            .filter(|f| !self.mentions.is_sided(f))
        {
            if self.is_elsewhere(found) {
                continue;
            }
            let Some(actor) = name::actor(
                self.mentions,
                found,
                self.discourse.day,
                self.discourse.focus,
            ) else {
                continue;
            };
            if actor.sort == Sort::Person || (actor.sort == Sort::Place && best.is_some())
            {
                continue;
            }
            let is_inner =
                best.as_ref().is_some_and(|b| matches!(b.sort, Sort::Body | Sort::Group));
            let owns = actor.sort == Sort::State && self.is_possessor(found);
            if !is_inner {
                best = Some(actor);
            }
            if owns {
                break; // “Nigeria's Niger state” is Nigeria's
            }
        }
        best
    }

    /// “Indian and Chinese soldiers”, “British and EU negotiators”: two powers where “and” joins their names.
    fn nationalities(&self, first: usize, last: usize) -> Option<Vec<Actor>> {
        let within = |f: &&Found| f.first as usize >= first && f.last as usize <= last;
        let names: Vec<&Found> = self
            .mentions
            .names
            .iter()
            .filter(within)
            .filter(|f| !self.mentions.is_sided(f))
            .collect();
        let joined = names.windows(2).all(|pair| {
            let between = pair[0].last as usize + 1..pair[1].first as usize;
            between.clone().any(|i| self.mentions.parse.words()[i].upos == Upos::Cconj)
                || between.len() == 1
                    && matches!(self.mentions.form(between.start), "," | "-" | "–")
        });
        let actor = |f: &&Found| {
            name::actor(self.mentions, f, self.discourse.day, self.discourse.focus)
        };
        let is_power =
            |a: &Actor| matches!(a.sort, Sort::State | Sort::Body | Sort::Group);
        let actors: Vec<Actor> =
            names.iter().filter_map(actor).filter(is_power).collect();
        (joined && actors.len() == names.len()).then_some(actors)
    }

    /// Whether the name has a genitive ending.
    fn is_possessor(&self, found: &Found) -> bool {
        let after = found.last as usize + 1;
        after < self.mentions.parse.len()
            && self.mentions.parse.words()[after].xpos.name() == "POS"
    }
}
