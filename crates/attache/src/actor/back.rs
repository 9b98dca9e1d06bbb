//! Phrases that point back: “it”, “they”, “the kingdom”, “the two sides”, “the union”.
//!
//! In: a pronoun or description. Out: in “Georgia broke off relations with Russia. It …” the pronoun means Georgia. Known
//! limit: gender is not used.

use super::discourse::Salient;
use super::phrase::Resolver;
use super::speech::is_in_quotes;
use super::{Actor, Sort};
use crate::data::code::{Country, Sector};
use crate::data::roles::Bearer;
use crate::parse::{Deprel, Upos};
/// How many words up a speaker is sought.
const STEPS: usize = 8;

/// How many clauses up a shared subject is sought.
const CLAUSES: usize = 3;

impl Resolver<'_, '_, '_> {
    /// “The kingdom”, “the two sides”, “the group”: what the description points back to.
    pub(super) fn describe(
        &self,
        head: usize,
        first: usize,
        last: usize,
    ) -> Option<Vec<Actor>> {
        let symbols = &self.mentions.symbols;
        let descriptions = &self.mentions.data.grammar.descriptions;
        let before = first..=last;
        if let Some(actors) = self.several(head, first, last) {
            return Some(actors);
        }
        if let Some(actors) = self.namesake(head, first) {
            return Some(actors);
        }
        if let Some(lands) = self.land(head, first, last) {
            return Some(lands);
        }
        let is_singular =
            !matches!(self.mentions.parse.words()[head].xpos.name(), "NNS" | "NNPS");
        if !self.points_back(head, first, last) {
            return self.bare_state(head, first).map(|state| vec![state]);
        }
        let sorts: [(bool, &[Sort]); 4] = [
            (is_singular && descriptions.state.has(symbols[head]), &[Sort::State]),
            (is_singular && descriptions.body.has(symbols[head]), &[Sort::Body]),
            (descriptions.group.has(symbols[head]), &[Sort::Group]),
            (is_singular && descriptions.person.has(symbols[head]), &[Sort::Person]),
        ];
        let wanted: Vec<Sort> = sorts
            .iter()
            .filter(|(fits, _)| *fits)
            .flat_map(|(_, s)| s.iter().copied())
            .collect();
        wanted.first()?;
        let is_plain = first + 1 == head && wanted.contains(&Sort::State);
        if let Some(own) =
            Some(()).filter(|()| is_plain).and_then(|()| self.own_state(head))
        {
            return Some(vec![own]);
        }
        let role = self.mentions.role_at(head).map(|r| r.role);
        let described = &self.mentions.data.grammar.described;
        let title =
            descriptions.title.has(symbols[head]).then(|| self.mentions.form(head));
        let can_be = |country: Option<Country>| {
            before
                .clone()
                .filter_map(|i| described.get(&symbols[i]))
                .all(|states| country.is_some_and(|country| states.contains(&country)))
        };
        let accept = |s: &Salient| {
            s.actors.len() == 1
                && self.may_be_body(&s.actors[0], head)
                && can_be(s.actors[0].country)
                && title.is_none_or(|t| self.may_be_called(&s.actors[0], t))
                && (wanted.contains(&s.actors[0].sort)
                    || role.is_some() && s.actors[0].role == role)
        };
        let found = self.discourse.antecedent(head, accept)?;
        let armed = || {
            let is_armed = |s: &Salient| accept(s) && s.actors[0].sort == Sort::Group;
            self.discourse.antecedent(head, is_armed)
        };
        Some(self.fitting(&wanted, found, armed))
    }

    /// Of what a description may point back to, what it does point to.
    fn fitting<'s>(
        &self,
        wanted: &[Sort],
        found: &'s Salient,
        armed: impl Fn() -> Option<&'s Salient>,
    ) -> Vec<Actor> {
        // “It later joined the alliance. The group has hit back”: rather the armed group than a body that did nothing.
        let is_either = wanted.contains(&Sort::Group) && wanted.contains(&Sort::Body);
        let is_body = found.actors[0].sort == Sort::Body && !found.is_subject;
        let found = Some(())
            .filter(|()| is_either && is_body)
            .and_then(|()| armed())
            .unwrap_or(found);
        // “The emirate”, after its crown prince was told of, is no person.
        let of_state = found.actors[0]
            .country
            .filter(|_| wanted[0] == Sort::State && found.actors[0].sort == Sort::State);
        let state = of_state.and_then(|c| Actor::of_state(self.mentions.data, c));
        // “The bloc”, after its leaders were told of, is no person.
        let is_whole =
            |a: &Actor| matches!(a.sort, Sort::Body | Sort::Group) && wanted[0] == a.sort;
        let whole = |a: &Actor| {
            let role = a.role.filter(|_| !is_whole(a));
            let person = a.person.clone().filter(|_| !is_whole(a));
            Actor { person, role, ..a.clone() }
        };
        let all = || found.actors.iter().map(whole).collect();
        state.map_or_else(all, |state| vec![state])
    }

    /// “OAS suspends country”: a headline's bare word for the article's own state.
    fn bare_state(&self, head: usize, first: usize) -> Option<Actor> {
        let word = &self.mentions.parse.words()[head];
        let is_bare =
            head == first && word.deprel == Deprel::Obj && word.xpos.name() == "NN";
        let states = &self.mentions.data.grammar.descriptions.state;
        let focus = self.discourse.focus.filter(|_| is_bare)?;
        let is_beside = self.beside(head).iter().any(|a| a.country == Some(focus));
        let is_meant = states.has(self.mentions.symbols[head]) && !is_beside;
        Actor::of_state(self.mentions.data, focus).filter(|_| is_meant)
    }

    /// Whether the phrase is definite and neither names someone nor says that someone is the only one: “the EU and women's
    /// organisations”, “the only country to do so”.
    pub(super) fn points_back(&self, head: usize, first: usize, last: usize) -> bool {
        let words = &self.mentions.data.grammar.words;
        let symbols = &self.mentions.symbols;
        let is_apart = |i: usize| {
            words.only.has(symbols[i])
                || words.first.has(symbols[i])
                || i != head && self.mentions.name_at(i).is_some()
        };
        !(first..=last).any(is_apart)
            && (first..=last).any(|i| words.definite.has(self.mentions.forms[i]))
    }

    /// “The two sides”, “all three countries”: two or more who were told of.
    fn several(&self, head: usize, first: usize, last: usize) -> Option<Vec<Actor>> {
        let symbols = &self.mentions.symbols;
        let descriptions = &self.mentions.data.grammar.descriptions;
        if !descriptions.both.has(symbols[head]) {
            return None;
        }
        if let Some(pair) = self.foes(head, first) {
            return Some(pair);
        }
        // “Two of them” are not both.
        let is_part = self
            .mentions
            .parse
            .children(head)
            .iter()
            .any(|c| self.mentions.parse.words()[*c as usize].deprel == Deprel::Nmod);
        let is_pair = !(is_part && descriptions.pair.has(symbols[head]))
            // “Both men”: the word may stand apart from its phrase.
            && (first.saturating_sub(1)..=last).any(|i| descriptions.pair.has(symbols[i]));
        // “A pair of gunmen” is nobody told before.
        let definite = &self.mentions.data.grammar.words.definite;
        // “Sent home thirteen and Italy two”: a bare number counts something else.
        let word = &self.mentions.parse.words()[head];
        let is_bare = word.upos == Upos::Num
            && !matches!(word.deprel, Deprel::Nsubj | Deprel::NsubjPass);
        let is_known = head == first && !is_bare
            || !descriptions.pair.has(symbols[head])
            || definite.has(self.mentions.forms[first]);
        if is_pair && is_known && !self.is_told_apart(head) {
            let beside = self.beside(head);
            // “The two regions” are lands that were named together, however long ago.
            let is_land = descriptions.lands.has(symbols[head]);
            if let Some(pair) = self.discourse.lands(&beside).filter(|_| is_land) {
                return Some(Vec::from(pair));
            }
            let of_states = descriptions.of_states.has(symbols[head]);
            // “The two neighbours” are those whom the article is about, whomever one of them met since.
            let are_foes = self.mentions.data.grammar.words.others.has(symbols[head]);
            let pair = self
                .discourse
                .main_states(&beside)
                .filter(|_| of_states && are_foes)
                .or_else(|| {
                    let is_opposed = descriptions.opposed.has(symbols[head]);
                    self.discourse.opposed(&beside).filter(|_| is_opposed)
                })
                .or_else(|| self.discourse.last_pair(&beside, of_states))?;
            // “Both men” are no councils.
            let is_human = self.mentions.role_at(head).is_some_and(|found| {
                let role = &self.mentions.data.roles.roles[found.role as usize];
                role.bearer == Bearer::Person && role.sector != Sector::GOV
            });
            let are_persons = pair.iter().all(|a| a.person.is_some());
            return (!is_human || are_persons).then(|| Vec::from(pair));
        }
        self.is_list_of_many(head, first).then(|| self.discourse.last_list())?
    }

    /// “The neighbours fought a war”: the two states that the article is about, without a number too.
    fn foes(&self, head: usize, first: usize) -> Option<Vec<Actor>> {
        let words = &self.mentions.data.grammar.words;
        let is_bare = words.others.has(self.mentions.symbols[head])
            && self.mentions.parse.words()[head].xpos.name() == "NNS"
            && self.mentions.form(first).eq_ignore_ascii_case("the")
            && self.discourse.second.is_some();
        let is_owned = || {
            let children = self.mentions.parse.children(head).iter();
            children.into_iter().any(|c| {
                let word = &self.mentions.parse.words()[*c as usize];
                matches!(word.deprel, Deprel::Nmod | Deprel::NmodPoss | Deprel::AclRelcl)
            })
        };
        // “If the enemies move”, someone said: his own.
        let is_quoted = || super::is_in_quotes(self.mentions, head);
        let is_free = is_bare && !is_owned() && !self.is_told_apart(head) && !is_quoted();
        self.discourse.main_states(&self.beside(head)).filter(|_| is_free).map(Vec::from)
    }

    /// “Both have sent envoys”: the two who were named together last.
    pub(super) fn pair(&self, i: usize) -> Option<Vec<Actor>> {
        let word = &self.mentions.parse.words()[i];
        let descriptions = &self.mentions.data.grammar.descriptions;
        let pair = &descriptions.pair;
        let is_subject = matches!(word.deprel, Deprel::Nsubj | Deprel::NsubjPass);
        let is_all = i.checked_sub(1).is_some_and(|b| {
            descriptions.all.has(self.mentions.symbols[b])
                && self.mentions.parse.children(i).len() == 1
        });
        if is_subject && is_all && word.upos == Upos::Num {
            return self.discourse.last_list(); // “all four rejected it”
        }
        let is_alone = matches!(word.upos, Upos::Det | Upos::Num)
            && matches!(word.deprel, Deprel::Nsubj | Deprel::NsubjPass)
            && pair.has(self.mentions.symbols[i]);
        if !is_alone {
            return None;
        }
        let named = self.discourse.antecedent(i, |s| s.actors.len() == 2);
        named
            .map(|s| s.actors.clone())
            .or_else(|| self.discourse.last_pair(&[], false).map(Vec::from))
    }

    /// “Marcos told troops that the country …”: the article's own state, where the description fits it.
    fn own_state(&self, head: usize) -> Option<Actor> {
        let state = self.discourse.own_state(head)?;
        let described = &self.mentions.data.grammar.described;
        let known = described.get(&self.mentions.symbols[head]);
        let fits = known.is_none_or(|states| states.contains(&state));
        Actor::of_state(self.mentions.data, state).filter(|_| fits)
    }

    /// “Two neighbouring countries, Mali and Burkina Faso”: the names behind say which.
    fn is_told_apart(&self, head: usize) -> bool {
        let words = self.mentions.parse.words();
        let children = self.mentions.parse.children(head).iter().map(|c| *c as usize);
        let is_name = |c: &usize| {
            *c > head
                && matches!(words[*c].deprel, Deprel::Appos | Deprel::Conj)
                && self.mentions.name_at(*c).is_some()
        };
        children.filter(is_name).count() > 0
    }

    /// “The president” is nobody whom the tables know by another office.
    fn may_be_called(&self, actor: &Actor, title: &str) -> bool {
        let office = actor
            .entity
            .map(|e| &self.mentions.data.gazetteer.entities[e as usize])
            .filter(|e| actor.sort == Sort::Person && !e.note.is_empty());
        office.is_none_or(|e| e.note.to_lowercase().contains(&title.to_lowercase()))
    }

    /// Whether it may be called so: “the court” is no European Union, whose name has no such word.
    fn may_be_body(&self, actor: &Actor, head: usize) -> bool {
        let data = self.mentions.data;
        let is_by_name =
            data.grammar.descriptions.by_name.has(self.mentions.symbols[head]);
        let name = || {
            let entities = &data.gazetteer.entities;
            actor.entity.map_or(&actor.name, |e| &entities[e as usize].name)
        };
        let word = self.mentions.form(head);
        !is_by_name
            || actor.sort != Sort::Body
            || name().split(' ').any(|w| w.eq_ignore_ascii_case(word))
    }

    /// “All three countries”: more than a pair is meant.
    fn is_list_of_many(&self, head: usize, first: usize) -> bool {
        let words = self.mentions.parse.words();
        let is_count = |i: usize| words[i].upos == Upos::Num;
        let is_all = first < head
            && self
                .mentions
                .data
                .grammar
                .descriptions
                .all
                .has(self.mentions.symbols[first]);
        is_all && (first..head).any(is_count)
    }

    /// The actors that are said to do something to the phrase: “Washington urged both sides”, “Rome and Bonn vowed to help the
    /// pair” mean two others.
    pub(super) fn beside(&self, i: usize) -> Vec<Actor> {
        let words = self.mentions.parse.words();
        let Some(mut verb) = words[i].head.filter(|_| words[i].deprel != Deprel::Nsubj)
        else {
            return Vec::new();
        };
        let children =
            |i: u32| self.mentions.parse.children(i as usize).iter().map(|c| *c as usize);
        for _ in 0..CLAUSES {
            if let Some(s) = children(verb).find(|c| words[*c].deprel == Deprel::Nsubj) {
                let fellows =
                    children(s as u32).filter(|c| words[*c].deprel == Deprel::Conj);
                let all = std::iter::once(s).chain(fellows);
                return all.flat_map(|w| self.actors.at(w).cloned()).collect();
            }
            let shares =
                matches!(words[verb as usize].deprel, Deprel::Xcomp | Deprel::Conj);
            let Some(above) = words[verb as usize].head.filter(|_| shares) else { break };
            verb = above;
        }
        Vec::new()
    }

    /// “The union” after “the Soviet Union”: a part of a name stands for the whole.
    fn namesake(&self, head: usize, first: usize) -> Option<Vec<Actor>> {
        let form = self.mentions.form(head).to_lowercase();
        let article = &self.mentions.data.grammar.words.article;
        if !article.has(self.mentions.forms[first]) || first + 1 != head || form.len() < 5
        {
            return None;
        }
        let has_part = |a: &Actor| {
            a.name.contains(' ') && a.name.to_lowercase().split(' ').any(|w| w == form)
        };
        self.discourse
            .antecedent(head, |s| s.actors.len() == 1 && has_part(&s.actors[0]))
            .map(|s| s.actors.clone())
    }

    /// “We will not tolerate this,” the minister said: who says in this sentence what the pronoun stands in.
    fn own_speaker(&self, i: usize) -> Option<usize> {
        let words = self.mentions.parse.words();
        let subject = |verb: usize| {
            let is_report = words[verb].upos == Upos::Verb;
            let mut children =
                self.mentions.parse.children(verb).iter().map(|c| *c as usize);
            children.find(|c| is_report && words[*c].deprel == Deprel::Nsubj && *c != i)
        };
        let mut at = i;
        for _ in 0..STEPS {
            let head = words[at].head? as usize;
            let asides = self.mentions.parse.children(head).iter().map(|c| *c as usize);
            let aside = asides
                .filter(|c| words[*c].deprel == Deprel::Parataxis && *c > i)
                .find_map(subject);
            if aside.is_some() {
                return aside;
            }
            if matches!(words[at].deprel, Deprel::Ccomp | Deprel::Parataxis) {
                return subject(head);
            }
            at = head;
        }
        None
    }

    /// The actor of a phrase that may stand later in the sentence.
    fn spoken_by(&mut self, speaker: usize) -> Vec<Actor> {
        self.visit(speaker, 1);
        self.actors.at(speaker).cloned().collect()
    }

    /// “‘They have shelled our towns,’ said Chad's president”: who says so is not who is spoken of.
    fn quoting(&mut self, i: usize) -> Vec<Actor> {
        let speaker = Some(i).filter(|i| is_in_quotes(self.mentions, *i));
        let speaker = speaker.and_then(|i| self.own_speaker(i));
        speaker.map(|s| self.spoken_by(s)).unwrap_or_default()
    }

    pub(super) fn pronoun(&mut self, i: usize) -> Vec<Actor> {
        let pronouns = &self.mentions.data.grammar.pronouns;
        let symbol = self.mentions.symbols[i];
        let is_third = pronouns.thing.has(symbol) || pronouns.many.has(symbol);
        let speaks = if is_third { self.quoting(i) } else { Vec::new() };
        let find = |accept: &dyn Fn(&Salient) -> bool| {
            let is_other = |s: &Salient| {
                let is_speaker = |a: &Actor| speaks.iter().any(|x| is_of_one_side(x, a));
                self.discourse.is_here(s) || !s.actors.iter().any(is_speaker)
            };
            self.antecedent(i, &|s| accept(s) && is_other(s))
        };
        let is_one = |s: &Salient| s.actors.len() == 1;
        if pronouns.thing.has(symbol) {
            find(&|s| {
                is_one(s)
                    && matches!(s.actors[0].sort, Sort::State | Sort::Body | Sort::Group)
                    && s.actors[0].person.is_none()
                    && !self.is_person_role(&s.actors[0])
                    // “…, the BBC reported. It …” is not the BBC.
                    && s.actors[0].sector != Sector::JRN
            })
        } else if pronouns.person.has(symbol) {
            find(&|s| {
                is_one(s)
                    && (s.actors[0].person.is_some() || self.is_person_role(&s.actors[0]))
            })
        } else if pronouns.many.has(symbol) {
            let many = find(&|s| s.is_plural);
            if many.is_empty() {
                find(&|s| {
                    matches!(
                        s.actors[0].sort,
                        Sort::State | Sort::Body | Sort::Group | Sort::People
                    )
                })
            } else {
                many
            }
        } else if pronouns.speaker.has(symbol) {
            let here: Vec<Actor> =
                self.own_speaker(i).map(|s| self.spoken_by(s)).unwrap_or_default();
            let earlier = || {
                self.discourse.speaker().map(|s| s.actor.clone()).into_iter().collect()
            };
            if here.is_empty() { earlier() } else { here }
        } else {
            Vec::new()
        }
    }

    /// “None of the three has recognised it”: said of those who were just named together.
    pub(super) fn none_of(&self, i: usize) -> Option<Vec<Actor>> {
        let words = self.mentions.parse.words();
        let is_named = |c: &u32| {
            let word = &words[*c as usize];
            word.deprel == Deprel::Nmod && !matches!(word.upos, Upos::Num | Upos::Pron)
        };
        let is_bare =
            self.mentions.data.grammar.words.none_of.has(self.mentions.symbols[i])
                && words[i].deprel == Deprel::Nsubj
                && !self.mentions.parse.children(i).iter().any(is_named);
        let all = || self.antecedent(i, &|s| s.is_plural && s.actors.len() > 1);
        is_bare.then(all).filter(|all| !all.is_empty())
    }

    /// Who was spoken of last before the pronoun, whom it may mean beside the subject and the object of its clause.
    fn antecedent(&self, i: usize, accept: &dyn Fn(&Salient) -> bool) -> Vec<Actor> {
        let fellow = self.fellow(i).and_then(|f| self.meant_by(f));
        let doer = self.object_that_does(i);
        let is_doer = |s: &Salient| {
            let is = |o| s.actors.iter().any(|a| self.actors.at(o).any(|d| d.is_same(a)));
            doer.is_some_and(is) && accept(s)
        };
        let is_fellow = |a: &Actor| {
            // Police and the crowd that it breaks up are two, whatever their state.
            let is = |x: &Actor| {
                x.is_same(a)
                    || x.country.is_some()
                        && x.country == a.country
                        && x.is_official() == a.is_official()
            };
            fellow.is_some_and(|f| self.actors.at(f).any(is))
        };
        let is_other = |s: &Salient| accept(s) && !s.actors.iter().any(is_fellow);
        let found = self.discourse.antecedent(i, is_doer);
        found
            .or_else(|| self.discourse.antecedent(i, is_other))
            .map(|s| s.actors.clone())
            .unwrap_or_default()
    }

    /// The subject beside which a pronoun is the object: “Iraq annexed it” is not said of Iraq, nor is “phoned Erdogan and
    /// urged him” of the caller.
    fn fellow(&self, i: usize) -> Option<usize> {
        let words = self.mentions.parse.words();
        let is_object =
            matches!(words[i].deprel, Deprel::Obj | Deprel::Obl | Deprel::Iobj);
        let mut verb = words[i].head.filter(|_| is_object)? as usize;
        for _ in 0..CLAUSES {
            let subject =
                self.mentions.parse.children(verb).iter().map(|c| *c as usize).rfind(
                    |c| matches!(words[*c].deprel, Deprel::Nsubj | Deprel::NsubjPass),
                );
            let shares = matches!(
                words[verb].deprel,
                Deprel::Conj | Deprel::Xcomp | Deprel::Advcl
            );
            if subject.is_some() || !shares {
                return subject;
            }
            verb = words[verb].head? as usize;
        }
        None
    }

    /// “Urged Kabul to free its prisoners”, “blamed Kabul for arming its gangs”: the object that does what the owner's sign
    /// stands in.
    fn object_that_does(&self, i: usize) -> Option<usize> {
        let words = self.mentions.parse.words();
        let mut verb =
            words[i].head.filter(|_| words[i].deprel == Deprel::NmodPoss)? as usize;
        for _ in 0..STEPS {
            if words[verb].upos == Upos::Verb {
                break;
            }
            verb = words[verb].head? as usize;
        }
        let child = |i: usize, accept: &dyn Fn(usize) -> bool| {
            let children = self.mentions.parse.children(i);
            children.iter().map(|c| *c as usize).find(|c| accept(*c))
        };
        let reproach = &self.mentions.data.grammar.words.reproach;
        let is_mark = |c: usize| {
            words[c].deprel == Deprel::Mark && reproach.has(self.mentions.forms[c])
        };
        let relation = words[verb].deprel;
        let is_blamed = || relation == Deprel::Advcl && child(verb, &is_mark).is_some();
        let is_governed = relation == Deprel::Xcomp || is_blamed();
        let main = words[verb].head.filter(|_| is_governed)? as usize;
        child(main, &|c| words[c].deprel == Deprel::Obj && c < verb && self.actors.has(c))
    }

    /// Whose phrase a subject stands for: “the only country that recognises it”, “not one of them has recognised it”.
    fn meant_by(&self, subject: usize) -> Option<usize> {
        let words = self.mentions.parse.words();
        let relative = &self.mentions.data.grammar.pronouns.relative;
        let child = |i: usize, wanted: &[Deprel]| {
            let mut children =
                self.mentions.parse.children(i).iter().map(|c| *c as usize);
            children.find(|c| wanted.contains(&words[*c].deprel) && self.actors.has(*c))
        };
        if self.actors.has(subject) {
            return Some(subject);
        }
        if !relative.has(self.mentions.symbols[subject]) {
            return child(subject, &[Deprel::Nmod]);
        }
        let mut at = subject;
        for _ in 0..STEPS {
            at = words[at].head? as usize;
            if let Some(owner) = child(at, &[Deprel::Nsubj]).filter(|s| *s < subject) {
                return Some(owner);
            }
            if self.actors.has(at) && at < subject {
                return Some(at);
            }
        }
        None
    }

    fn is_person_role(&self, actor: &Actor) -> bool {
        actor.role.is_some_and(|r| {
            self.mentions.data.roles.roles[r as usize].bearer == Bearer::Person
        })
    }
}

/// Whether both are one, or speak for one state.
fn is_of_one_side(one: &Actor, other: &Actor) -> bool {
    one.is_same(other)
        || one.country.is_some()
            && one.country == other.country
            && one.is_official()
            && other.is_official()
}
