//! Of which state a role is that nobody owns: “police”, “the opposition”, “two people”.
//!
//! In: the role and its phrase. Out: in “An Israeli drone killed two people in Lebanon” the people are Lebanon's, where the
//! sentence plays; in “the Turkish government and the opposition” both are Turkey's. Known limit: the article's own state
//! where nothing else is told.

use super::phrase::Resolver;
use super::{Discourse, Sort, name};
use crate::data::code::{Country, Sector};
use crate::data::pattern::TriggerKind;
use crate::data::roles::{Bearer, Role};
use crate::parse::Deprel;

/// PLOVER's event of forces that are moved.
const MOVES: &str = "MOBILIZE";

impl Resolver<'_, '_, '_> {
    /// The state where the sentence plays: “in the Iranian capital”, whose official spoke last, else the article's own.
    pub(super) fn setting(&self, role: &Role, head: usize) -> Option<Country> {
        let place = self.scene_of(role, head);
        let speaks = self.mentions.role_at(head).is_some_and(|found| {
            let role = &self.mentions.data.roles.roles[found.role as usize];
            role.bearer == Bearer::Person && role.sector == Sector::GOV
        });
        let (first, _) = self.mentions.phrase(head);
        let definite = &self.mentions.data.grammar.words.definite;
        let is_definite = definite.has(self.mentions.forms[first]);
        let last = || self.discourse.last_official(is_definite).filter(|_| speaks);
        // “The opposition leader urged the prime minister”: both of one state.
        let beside = self.beside(head);
        let fellow = beside.iter().find(|a| {
            a.sort != Sort::State && a.sector != Sector::GOV && a.body.is_none()
        });
        let fellow = fellow.and_then(|a| a.country).or_else(|| self.joined(head));
        let is_one = role.bearer == Bearer::Person
            && matches!(self.mentions.parse.words()[head].xpos.name(), "NN" | "NNP");
        let is_rulers = self.is_rulers(head);
        let is_beside = |c: Country| beside.iter().any(|a| a.country == Some(c));
        let own = || {
            if let Some(last) = self.last_state(head) {
                return Some(last);
            }
            let Discourse { scene, focus, second, .. } = *self.discourse;
            let states = [scene.filter(|_| is_one), focus, second].into_iter().flatten();
            let is_other = |c: &Country| {
                // “Japan recognised the junta”: another's.
                !(is_one && self.is_dealt_with(head, *c) || is_rulers && is_beside(*c))
            };
            states.into_iter().find(is_other).or(focus)
        };
        // “Government forces” are those of the state whose rebels the article tells of.
        let of_states = &self.mentions.data.grammar.descriptions.of_states;
        let is_rulers_own = role.sector == Sector::MIL
            && (first..head).any(|i| of_states.has(self.mentions.symbols[i]));
        let torn = || {
            let group = self.discourse.last_group(|_| is_rulers_own)?;
            group.country
        };
        let sender = || self.sender(role, head).or_else(torn);
        // “Rights groups condemned the junta. Women may not study”: whose people they are.
        let blamed = || {
            let blamed = self.discourse.blamed()?;
            blamed
                .country
                .filter(|_| !role.sector.is_official() && !self.is_at_home(head))
        };
        let told = sender().or(place).or(fellow).or_else(last);
        told.or_else(blamed).or_else(own)
    }

    /// “A schoolgirl near Amman”, “police in Harare”: the state where the sentence plays, or right behind the phrase.
    fn scene_of(&self, role: &Role, head: usize) -> Option<Country> {
        let grammar = &self.mentions.data.grammar.words;
        let is_in = |c: &u32| grammar.inside.has(self.mentions.forms[*c as usize]);
        // “A schoolgirl near Amman”, but not “police outside the French embassy”.
        let is_by = |i: usize, c: &u32| {
            grammar.close.has(self.mentions.forms[*c as usize])
                && self.mentions.name_at(i).is_some()
        };
        // “Ambassador Badr met the minister in Sanaa” is no ambassador of Yemen.
        let is_posted = self.is_posted(head);
        let place_of = |i: usize| {
            let mut cases = self.mentions.parse.children(i).iter();
            // “Freed seven workers from Iraq”, but not “withdrew troops from Iraq”.
            let is_origin = |c: &u32| {
                *c as usize == head + 1
                    && !role.sector.is_official()
                    && grammar.whereabouts.has(self.mentions.forms[*c as usize])
            };
            let case = cases.find(|c| is_in(c) || is_by(i, c) || is_origin(c));
            let case = case.filter(|_| i != head && !self.is_told_of(head, i))?;
            let (first, last) = self.mentions.phrase(i);
            let country = self.nationality(first, last).and_then(|a| a.country)?;
            Some((*case as usize, country))
        };
        let mut places: Vec<(usize, Country)> = Vec::new();
        if !is_posted {
            places.extend((0..self.mentions.parse.len()).filter_map(place_of));
        }
        // “Officials in Bamako questioned people in Dakar”: each where they are.
        let behind = places.iter().find(|(case, _)| *case == head + 1);
        // “The peace that the government signed in Pretoria”: a government acts abroad too.
        let is_abroad = |c: &&(usize, Country)| {
            role.sector == Sector::GOV
                && role.bearer == Bearer::Body
                && self.is_at_home(head)
                && Some(c.1) != self.discourse.focus
        };
        let first = places.first().filter(|c| !is_abroad(c));
        behind.or(first).map(|(_, country)| *country)
    }

    /// “The government, which works from exile in Riyadh”: where it is does not say whose it is.
    fn is_told_of(&self, head: usize, place: usize) -> bool {
        let words = self.mentions.parse.words();
        let mut at = place;
        for _ in 0..super::phrase::DEPTH {
            let Some(up) = words[at].head.map(|h| h as usize) else { return false };
            if up == head {
                return words[at].deprel == Deprel::AclRelcl;
            }
            at = up;
        }
        false
    }

    /// “Police banned no rallies, and thousands marched”: whether the state that the article is about was named before.
    fn is_at_home(&self, head: usize) -> bool {
        let focus = self.discourse.focus;
        focus.is_some()
            && (0..head).any(|i| self.actors.at(i).any(|a| a.country == focus))
    }

    /// “France has troops stationed in Chad”: forces that a state moves or keeps somewhere are its own.
    fn sender(&self, role: &Role, head: usize) -> Option<Country> {
        let words = self.mentions.parse.words();
        let is_moved = matches!(words[head].deprel, Deprel::Obj | Deprel::Nsubj);
        let verb =
            words[head].head.filter(|_| is_moved && role.sector == Sector::MIL)? as usize;
        let rules = &self.mentions.data.rules;
        let moves = |p: &u32| {
            let coded = &rules.rules[rules.patterns[*p as usize].rule as usize];
            coded.event.is_some_and(|e| e.name() == MOVES)
        };
        let of_verb = rules.triggered(TriggerKind::Verb, self.mentions.symbols[verb]);
        let mut children = self.mentions.parse.children(verb).iter().map(|c| *c as usize);
        let subject =
            children.find(|c| words[*c].deprel == Deprel::Nsubj && *c != head)?;
        let mut states = self.actors.at(subject).filter(|_| of_verb.iter().any(moves));
        states.find(|a| a.sort == Sort::State)?.country
    }

    /// “The Turkish government and the opposition”: both of one state.
    fn joined(&self, head: usize) -> Option<Country> {
        let words = self.mentions.parse.words();
        let mate = words[head].head.filter(|_| words[head].deprel == Deprel::Conj)?;
        let mut mates = self.actors.at(mate as usize);
        mates.find(|a| a.role.is_some() && a.body.is_none()).and_then(|a| a.country)
    }

    /// In a round-up of the world “police” are those of the state that it spoke of last.
    fn last_state(&self, head: usize) -> Option<Country> {
        let is_state = |s: &super::discourse::Salient| {
            let a = &s.actors[0];
            s.actors.len() == 1
                && a.country.is_some()
                && matches!(a.sort, Sort::State | Sort::Person)
        };
        let found = self.discourse.antecedent(head, is_state);
        found.filter(|_| self.discourse.is_roundup)?.actors[0].country
    }

    /// Whether the phrase is of a diplomat: “Ambassador Hisham Badr”.
    fn is_posted(&self, head: usize) -> bool {
        let posted = &self.mentions.data.grammar.words.posted;
        let (first, last) = self.mentions.phrase(head);
        let is_named = self.mentions.role_at(head).is_none();
        (first..=last)
            .any(|i| (i == head || is_named) && posted.has(self.mentions.symbols[i]))
    }

    /// “Police Chief Smith thanked China”: whom he deals with is not his own state.
    fn is_dealt_with(&self, head: usize, country: Country) -> bool {
        let words = self.mentions.parse.words();
        let verb = words[head].head.filter(|_| words[head].deprel == Deprel::Nsubj);
        let is_side = |i: usize| {
            matches!(words[i].deprel, Deprel::Obj | Deprel::Iobj | Deprel::Obl)
                && words[i].head == verb
                && !self.is_scene(i)
        };
        verb.is_some()
            && self.mentions.names.iter().any(|found| {
                let mut within = found.first as usize..=found.last as usize;
                let best = name::best(self.mentions, found, self.discourse.day, None);
                let is_state = best.is_some_and(|(entity, _)| {
                    let entity = &self.mentions.data.gazetteer.entities[entity as usize];
                    entity.country == Some(country)
                });
                is_state && within.any(is_side)
            })
    }
}
