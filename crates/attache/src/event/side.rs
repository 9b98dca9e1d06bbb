//! Whom a phrase of an event names: itself, its conjuncts, or someone inside it.
//!
//! In: the head of a phrase. Out: for “the Maltese government's handling of the affair” Malta's government; for “Oman and
//! Iran” both. Known limit: three phrases deep.

use super::matching::{Match, Matcher};
use crate::actor::{Actor, Sort};
use crate::data::code::Sector;
use crate::data::pattern::{Limit, TriggerKind};
use crate::data::roles::Bearer;
use crate::event::EventType;
use crate::parse::{Deprel, Upos};

/// A participant and the head of the words that name it.
#[derive(Debug, Clone)]
pub(super) struct Side {
    pub(super) actor: Actor,
    pub(super) word: usize,
}

/// How deep a phrase is searched for the actor it holds: “the Maltese government's handling of the affair”.
const DEPTH: usize = 3;

/// A firm or doctor known by a role alone is no political actor.
fn is_private(actor: &Actor) -> bool {
    (actor.entity.is_none() || actor.role.is_some())
        && matches!(actor.sector.as_str(), "BUS" | "MED" | "MNC")
}

impl Matcher<'_, '_> {
    /// Whether a phrase can be the actor.
    pub(super) fn is_actor(&self, i: usize) -> bool {
        if self.actors.has(i) {
            let may_act = |a: &Actor| !is_private(a) || self.is_guild(i, a);
            self.actors.at(i).all(|a| a.sort != Sort::Place && may_act(a))
        } else {
            // “Four of Kenya’s gunmen”, but not “one of the few to agree”.
            let is_role = |c: usize| self.actors.at(c).any(|a| a.role.is_some());
            let holds = self.is_partitive(i) || self.counted(i).is_some_and(is_role);
            self.named(i).is_some() || holds && self.holds_actor(i, 1)
        }
    }

    /// Whether private people stand together as those of a country: “Zimbabwean nurses”.
    fn is_guild(&self, i: usize, actor: &Actor) -> bool {
        let mentions = self.mentions();
        let role = actor.role.map(|r| &mentions.data.roles.roles[r as usize]);
        actor.country.is_some()
            && role.is_some_and(|r| r.bearer == Bearer::Person)
            && mentions.parse.words()[i].xpos.name() == "NNS"
    }

    /// “Thousands of workers”, “a group of hackers”.
    fn is_partitive(&self, i: usize) -> bool {
        let partitive = &self.mentions().data.grammar.words.partitive;
        partitive.has(self.mentions().symbols[i]) || self.framer.is_nobody(i)
    }

    /// Whether the phrase is a proper name that nothing explains: “Dhurata Ali”.
    pub(super) fn is_unknown_name(&self, i: usize) -> bool {
        let mentions = self.mentions();
        let (first, last) = mentions.phrase(i);
        let nature = &mentions.data.grammar.words.nature;
        let is_plain = |w: usize| {
            mentions.name_at(w).is_none()
                && mentions.role_at(w).is_none()
                && !nature.has(mentions.symbols[w])
        };
        mentions.parse.words()[i].upos == Upos::Propn
            && mentions.form(i).starts_with(char::is_uppercase)
            && !self.actors.has(i)
            && !self.framer.is_time(i)
            && (first..=last).all(is_plain)
    }

    /// Whether the phrase means a power: a state, an organisation, an armed group, or who speaks for one.
    pub(super) fn is_power(&self, i: usize) -> bool {
        self.sides(i).iter().any(|s| {
            matches!(s.actor.sort, Sort::State | Sort::Body | Sort::Group)
                || s.actor.is_official()
        })
    }

    /// Whom a demand or refusal is aimed at where no rule knows the act inside it: “called for Britain to stay” is asked of
    /// Britain, “rejected the council's decision” goes against the council.
    pub(super) fn aim(&self, found: &Match, is_request: bool) -> Option<usize> {
        let words = self.mentions().parse.words();
        let is_own =
            |w: usize| found.actor == Some(w) || self.is_actors_own(found.actor, w);
        found.inner.iter().find_map(|&inner| {
            if words[inner].upos == Upos::Verb {
                return self
                    .framer
                    .child(inner, Deprel::Nsubj)
                    .or_else(|| self.framer.child(inner, Deprel::NsubjPass))
                    .filter(|s| {
                        is_request && words[*s].upos != Upos::Pron && !is_own(*s)
                    });
            }
            let is_noun = matches!(words[inner].upos, Upos::Noun | Upos::Propn);
            Some(inner).filter(|i| is_noun && !is_own(*i))
        })
    }

    /// Whether the phrase is itself an act of force: “a suicide attack killed four”.
    pub(super) fn is_violence(&self, i: usize) -> bool {
        let rules = &self.mentions().data.rules;
        rules.triggered(TriggerKind::Noun, self.mentions().symbols[i]).iter().any(|p| {
            let rule = rules.patterns[*p as usize].rule;
            rules.rules[rule as usize].event == Some(EventType::Assault)
        })
    }

    /// Who stands behind an act of force: “shelling by rebels”, “a Taliban attack”, “launched an attack that killed four”.
    pub(super) fn attackers(&self, i: usize) -> Vec<Side> {
        let by = self.framer.agent_of_noun(i).filter(|b| self.is_actor(*b));
        let doer = || {
            // “Carried out an attack that killed four”.
            let word = &self.mentions().parse.words()[i];
            let verb = word.head.filter(|_| word.deprel == Deprel::Obj)? as usize;
            self.framer.surface_subject(verb, DEPTH).filter(|s| self.is_actor(*s))
        };
        by.or_else(|| self.owner(i))
            .or_else(doer)
            .map(|w| self.sides(w))
            .unwrap_or_default()
    }

    pub(super) fn holds_actor(&self, i: usize, depth: usize) -> bool {
        !self.sides_to(i, depth).is_empty()
    }

    pub(super) fn is_within(&self, limit: Limit, candidate: usize) -> bool {
        // “Hundreds of ethnic Tigrayans” are people.
        let counted = self.counted(candidate);
        if let Some(inner) = counted.filter(|c| *c != candidate) {
            return self.is_within(limit, inner);
        }
        let mut sorts: Vec<Sort> = self.actors.at(candidate).map(|a| a.sort).collect();
        if limit == Limit::Place && sorts.is_empty() {
            // “In parts of Kashmir”.
            let within = self.framer.of_noun(candidate).obliques;
            sorts.extend(
                within.iter().flat_map(|(_, o)| self.actors.at(*o)).map(|a| a.sort),
            );
        }
        let of_states = &self.mentions().data.grammar.descriptions.of_states;
        let is_seat = of_states.has(self.mentions().symbols[candidate]);
        if matches!(limit, Limit::State | Limit::Place) && sorts.is_empty() && is_seat {
            // “In the French capital”.
            let owner = self.nationality(candidate).and_then(|n| self.named(n));
            sorts.extend(owner.map(|a| a.sort));
        }
        let any = |wanted: &[Sort]| sorts.iter().any(|s| wanted.contains(s));
        match limit {
            Limit::Any => true,
            Limit::Actor => self.holds_actor(candidate, DEPTH),
            Limit::State => {
                any(&[Sort::State])
                    || self.actors.at(candidate).any(|a| a.sector == Sector::GOV)
            }
            // “ASEAN ministers” are ASEAN.
            Limit::Body => {
                any(&[Sort::Body, Sort::Group])
                    || self
                        .actors
                        .at(candidate)
                        .any(|a| a.body.is_some() && a.person.is_none())
            }
            Limit::People => {
                any(&[Sort::People, Sort::Person, Sort::Group])
                    || self.actors.at(candidate).any(|a| a.role.is_some())
                    || self.is_unknown_name(candidate)
                    || self.is_anyone(candidate)
            }
            Limit::Place => any(&[Sort::State, Sort::Place]),
        }
    }

    /// “Those who stay”.
    fn is_anyone(&self, i: usize) -> bool {
        let anyone = &self.mentions().data.grammar.words.anyone;
        anyone.has(self.mentions().forms[i]) && !self.actors.has(i)
    }

    /// What is counted by a partitive that is nobody itself: “dozens of pupils”.
    fn counted(&self, i: usize) -> Option<usize> {
        let belonging = &self.mentions().data.grammar.words.belonging;
        let is_number = self.mentions().parse.words()[i].upos == Upos::Num;
        if self.actors.has(i) || !is_number && !self.is_partitive(i) {
            return None;
        }
        let inner = self.framer.of_noun(i).obliques;
        inner.iter().find(|(case, o)| belonging.has(*case) && *o > i).map(|(_, o)| *o)
    }

    /// The participants of a phrase and its conjuncts; where it names none itself, those it holds.
    pub(super) fn sides(&self, i: usize) -> Vec<Side> {
        self.sides_to(i, DEPTH)
    }

    fn sides_to(&self, i: usize, depth: usize) -> Vec<Side> {
        let mut sides: Vec<Side> = Vec::new();
        for conjunct in self.framer.conjuncts(i) {
            for side in self.held(conjunct, depth) {
                if !sides.iter().any(|s| s.actor.is_same(&side.actor)) {
                    sides.push(side);
                }
            }
        }
        sides
    }

    /// The words that name whom a pronoun means, where the sentence has them: “Turkey's president said he would …”.
    fn naming(&self, i: usize, actor: &Actor) -> usize {
        let is_pronoun = |w: usize| self.mentions().parse.words()[w].upos == Upos::Pron;
        if !is_pronoun(i) {
            return i;
        }
        let names_it =
            |w: &usize| !is_pronoun(*w) && self.actors.at(*w).any(|a| a == actor);
        (0..i).rev().find(names_it).unwrap_or(i)
    }

    /// The participants of one phrase, itself or inside it.
    fn held(&self, i: usize, depth: usize) -> Vec<Side> {
        let members = self.members(i, depth);
        if !members.is_empty() {
            return members;
        }
        if self.actors.has(i) {
            return self
                .actors
                .at(i)
                .map(|actor| Side { actor: actor.clone(), word: self.naming(i, actor) })
                .collect();
        }
        if depth == 0 || self.mentions().parse.words()[i].upos == Upos::Verb {
            return self
                .named(i)
                .map(|actor| Side { actor, word: i })
                .into_iter()
                .collect();
        }
        if let Some(side) = self.rulers_of_victim(i, depth - 1) {
            return vec![side];
        }
        let grammar = &self.mentions().data.grammar.words;
        let is_suffered = grammar.suffered.has(self.mentions().symbols[i]);
        let possessor = self.framer.child(i, Deprel::NmodPoss).filter(|_| !is_suffered);
        // “His Greek counterpart” is Greece's.
        let is_pronoun = |p: usize| self.mentions().parse.words()[p].upos == Upos::Pron;
        if let Some(possessor) =
            possessor.filter(|p| !is_pronoun(*p) || self.nationality(i).is_none())
        {
            let sides = self.sides_to(possessor, depth - 1);
            if !sides.is_empty() {
                return sides;
            }
        }
        if let Some(name) = self.nationality(i).or_else(|| self.named(i).map(|_| i)) {
            // “Jordanian and Egyptian oil” is of both.
            let names = self.framer.conjuncts(name);
            let side = |w| self.named(w).map(|actor| Side { actor, word: w });
            return names.filter_map(side).collect();
        }
        if let Some(called) = self.called_so(i) {
            return self.sides_to(called, depth - 1);
        }
        if let Some(doer) = self.doer_of_clause(i) {
            return self.sides_to(doer, depth - 1);
        }
        // “The Mavi Marmara, a Turkish ship”.
        let apposed = self.framer.child(i, Deprel::Appos).filter(|c| *c > i);
        let explained = apposed.map(|c| self.sides_to(c, depth - 1)).unwrap_or_default();
        if !explained.is_empty() {
            return explained;
        }
        let inner = self.framer.of_noun(i).obliques;
        // “Mediation over Kashmir” is nobody's.
        let scene = &self.mentions().data.grammar.words.scene;
        inner
            .iter()
            .filter(|(case, _)| !scene.has(*case))
            .map(|(_, o)| *o)
            .filter(|o| *o != i)
            .map(|o| self.sides_to(o, depth - 1))
            .find(|s| !s.is_empty())
            .unwrap_or_default()
    }

    /// “Navalny's arrest”, “the removal of Castillo”: done by the rulers of those whom it hit.
    fn rulers_of_victim(&self, deed: usize, depth: usize) -> Option<Side> {
        let mentions = self.mentions();
        let words = mentions.parse.words();
        if !mentions.data.grammar.words.by_rulers.has(mentions.symbols[deed]) {
            return None;
        }
        let is_of = |c: &usize| {
            words[*c].deprel == Deprel::Nmod
                && self.framer.children(*c).any(|w| words[w].lemma == "of")
        };
        let victim = self
            .framer
            .child(deed, Deprel::NmodPoss)
            .or_else(|| self.framer.children(deed).find(is_of))?;
        let side = self.sides_to(victim, depth).into_iter().next()?;
        let is_ruled = !side.actor.is_official() || side.actor.person.is_some();
        let country = side.actor.country.filter(|_| is_ruled)?;
        let actor = Actor::of_state(mentions.data, country)?;
        Some(Side { actor, word: deed })
    }

    /// “What it called Congolese provocation” is what it is called.
    pub(super) fn called_so(&self, i: usize) -> Option<usize> {
        let words = self.mentions().parse.words();
        let clause = self.framer.child(i, Deprel::AclRelcl);
        let clause = clause.filter(|_| words[i].xpos.name() == "WP")?;
        self.framer.children(clause).find(|c| {
            matches!(words[*c].deprel, Deprel::Xcomp | Deprel::Obj | Deprel::Obl)
                && matches!(words[*c].upos, Upos::Noun | Upos::Propn)
        })
    }

    /// “Four Arab states including Egypt”: those of a class that are named.
    fn members(&self, i: usize, depth: usize) -> Vec<Side> {
        let is_class = self.actors.has(i)
            && self.actors.at(i).all(|a| a.country.is_none() && a.entity.is_none());
        if depth == 0 || !is_class {
            return Vec::new();
        }
        let including = &self.mentions().data.grammar.words.including;
        let words = self.mentions().parse.words();
        let names_them = |c: &usize| {
            self.framer.children(*c).any(|m| {
                words[m].deprel == Deprel::Case && including.has(self.mentions().forms[m])
            })
        };
        // “Such as” may hang from the verb: it is what stands right behind the class that counts.
        let beside =
            |c: &usize| self.framer.children(*c).any(|m| m == i + 1) && names_them(c);
        let siblings = self.framer.head(i).map(|h| self.framer.children(h));
        let named = self.framer.children(i).find(names_them);
        let named = named.or_else(|| siblings.into_iter().flatten().find(beside));
        // “Among them Peru and Chile”.
        let is_name = |c: &usize| self.mentions().name_at(*c).is_some();
        let behind = |them: usize| self.framer.children(them).find(is_name);
        let is_pronoun = |c: usize| words[c].upos == Upos::Pron;
        let named = named.and_then(|c| if is_pronoun(c) { behind(c) } else { Some(c) });
        let sides = named.map(|c| self.sides_to(c, depth - 1)).unwrap_or_default();
        sides.into_iter().filter(|s| s.actor.country.is_some()).collect()
    }

    /// “The sanctions it imposed on them” are the bloc's: the subject of the relative clause, where it is not the noun.
    fn doer_of_clause(&self, noun: usize) -> Option<usize> {
        // “What it called reckless actions” are not its own.
        let is_free = self.mentions().parse.words()[noun].xpos.name() == "WP";
        let clause = self.framer.child(noun, Deprel::AclRelcl).filter(|_| !is_free)?;
        let subject = self.framer.child(clause, Deprel::Nsubj)?;
        let is_actor = self.actors.at(subject).any(|a| a.sort != Sort::Place);
        is_actor.then_some(subject)
    }
}
